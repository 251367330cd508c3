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

static int says(const world *w, const char *key, const char *word) {
  char *const text = world_setting(w, key);
  const int same = text && !strcmp(text, word);
  free(text);
  return same;
}

/* Rules of the United States go by the called person's clock: what of it a list leaves open. */
static void check_zones(const asking *q, uint64_t zoneless) {
  const world *const w = &q->w;
  const char *jurisdiction = "";
  uint64_t i = 0;
  while (!dialplan_campaign_rule(w->campaign, i, NULL, &jurisdiction, NULL, NULL) &&
         strncmp(jurisdiction, "US", 2) != 0)
    i++;
  if (!zoneless || i == dialplan_campaign_rules(w->campaign) || !says(w, "unknown_zone", "campaign") ||
      !says(w, "zone_policy", "contact"))
    return;
  diag_say(&q->a->diag, DIALPLAN_SEVERITY_WARNING, (place){q->cs.r.in.path, 0, 0}, "contacts-without-zone",
           "%llu contact%s without a zone %s called by the campaign's, and a guard rule of the United States "
           "goes by the called person's clock; write unknown_zone: hold%s",
           (unsigned long long)zoneless, zoneless == 1 ? "" : "s", zoneless == 1 ? "is" : "are",
           q->cs.phones ? "" : ", or infer_zone: phone");
}

/* Contacts with the log, as `next` would read them. */
static int check_lists(asking *q, buffer *summary) {
  app *const a = q->a;
  uint64_t good = 0, zoneless = 0;
  q->cs.look_for_duplicates = !a->options.keep_duplicates;
  int status = 0;
  while (asking_good(q, &status)) {
    good++;
    zoneless += !q->contact.zone_count && !(q->contact.flags & DIALPLAN_CONTACT_ZONE_UNKNOWN);
  }
  check_zones(q, zoneless);
  buffer_format(summary, "%s: ", q->cs.r.in.path);
  put_count(summary, good, "contact");
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
