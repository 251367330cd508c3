/* SPDX-License-Identifier: MIT */
/* dialplan check: every mistake in a campaign's files, in one pass. */
#include <stdlib.h>
#include <string.h>

#include "asking.h"
#include "clock.h"

typedef struct findings {
  uint64_t errors, warnings;
} findings;

/* Of "now" only "never open within the horizon" depends; a text without an offset needs the campaign, which
 * may be wrong. */
static int64_t now_of(const app *a) {
  int64_t at = 0;
  const char *const text = a->options.now;
  if (!text) return clock_now();
  return dialplan_instant_parse(NULL, DIALPLAN_ZONE_NONE, text, strlen(text), DIALPLAN_EDGE_START, &at, NULL)
             ? 0
             : at;
}

static int check_documents(app *a, world *w) {
  dialplan_zones *zones = NULL;
  uint64_t told;
  int status = zones_open(a, NULL, 0, 0, &zones);
  if (!status) status = world_tell(w, zones, now_of(a), DIALPLAN_SEVERITY_NOTE, &told);
  dialplan_zones_free(zones);
  return status;
}

static void put_count(buffer *b, uint64_t count, const char *what) {
  buffer_format(b, "%llu %s%s", (unsigned long long)count, what, count == 1 ? "" : "s");
}

/* What the list leaves open about zones: readiness knows. */
static void check_zones(const asking *q, const dialplan_facts *facts) {
  enum { CHECKS_MAX = 32, SENTENCE = 256 };
  const world *const w = &q->w;
  dialplan_check checks[CHECKS_MAX];
  char sentence[SENTENCE];
  uint64_t count = 0, len = 0;
  if (dialplan_readiness(w->campaign, facts, w->now, &w->options, checks, CHECKS_MAX, &count, NULL)) return;
  for (uint64_t i = 0; i < count; i++)
    if (checks[i].check == DIALPLAN_CHECK_ZONES && checks[i].result != DIALPLAN_RESULT_OK &&
        !dialplan_check_format(w->campaign, &checks[i], sentence, SENTENCE, &len))
      diag_say(&q->a->diag, DIALPLAN_SEVERITY_WARNING, (place){q->cs.r.in.path, 0, 0},
               "contacts-without-zone", "%.*s", (int)len, sentence);
}

/* Contacts with the log, as `next` would read them. */
static int check_lists(asking *q, buffer *summary) {
  app *const a = q->a;
  dialplan_facts facts = {0};
  q->cs.look_for_duplicates = !a->options.keep_duplicates;
  dialplan_error err;
  int status = 0;
  while (asking_good(q, &status)) {
    if (dialplan_facts_contact(q->w.campaign, &facts, &q->contact, NULL, q->w.now, &q->w.options, &err))
      diag_record(&a->diag, q->cs.r.in.path, &err);
  }
  check_zones(q, &facts);
  buffer_format(summary, "%s: ", q->cs.r.in.path);
  put_count(summary, facts.contacts, "contact");
  if (q->cs.duplicates) {
    buffer_str(summary, ", ");
    put_count(summary, q->cs.duplicates, "second one");
    buffer_str(summary, " with a phone of another");
  }
  buffer_char(summary, '\n');
  if (q->log.path) {
    buffer_format(summary, "%s: ", q->log.path);
    put_count(summary, q->log.count, "event");
    if (q->log.later) buffer_format(summary, ", and %llu later than now", (unsigned long long)q->log.later);
    buffer_char(summary, '\n');
  }
  return status;
}

static int put_summary(app *a, const world *w, buffer *summary) {
  const diag *const d = &a->diag;
  buffer_format(summary, "%s: ", w->file.path);
  if (!d->errors && !d->warnings)
    buffer_str(summary, "no mistakes");
  else {
    put_count(summary, d->errors, "error");
    buffer_str(summary, ", ");
    put_count(summary, d->warnings, "warning");
  }
  if (d->rows) {
    buffer_str(summary, ", ");
    put_count(summary, d->rows, "row");
    buffer_str(summary, " that cannot be read as they stand");
  }
  buffer_char(summary, '\n');
  return a->options.quiet ? 0 : write_out(&a->diag, summary->data, summary->len);
}

static int check(app *a, asking *q, const char *name) {
  buffer summary = {0};
  int status = world_open(&q->w, a, name);
  q->opened = 1;
  if (!status) status = check_documents(a, &q->w);
  const int compiles = !a->diag.errors;
  if (!status && compiles && q->w.contacts) {
    status = contacts_open(&q->cs, &q->w, &q->log);
    if (!status) q->opened = 2;
    if (!status) status = check_lists(q, &summary);
  } else if (!status && compiles && q->w.events) {
    status = world_compile(&q->w);
    if (!status) status = events_read(&q->log, &q->w, q->w.events, q->w.events_given);
    if (!status) events_close(&q->log);
  }
  if (status != EXIT_IO) {
    const int written = put_summary(a, &q->w, &summary);
    if (!status) status = written;
  }
  buffer_free(&summary);
  return status;
}

int cmd_check(app *a) {
  const list *const campaigns = &a->options.campaigns;
  asking q = {.a = a};
  if (campaigns->count + a->options.word_count != 1)
    return diag_fail(&a->diag, EXIT_USAGE, "usage", "usage: dialplan check CAMPAIGN");
  int status = check(a, &q, campaigns->count ? campaigns->at[0] : a->options.words[0]);
  if (!status && (a->diag.errors || (a->options.strict && a->diag.warnings))) status = EXIT_INPUT;
  a->options.word_count = 0;
  return asking_close(&q, status);
}
