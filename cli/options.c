/* SPDX-License-Identifier: MIT */
/* What was asked for on the command line?
 * One table of flags; the table of subcommands says which takes which. Invariant: a flag that a subcommand
 * does not take is an error with the nearest one that it does, never ignored. */
#include "options.h"

#include <stdlib.h>
#include <string.h>

#define TEXT(name, letter, value, field, help)                                                               \
  { name, letter, value, help, 0, offsetof(options, field) }
#define ON(name, letter, field, help)                                                                        \
  { name, letter, NULL, help, 0, offsetof(options, field) }
#define LIST(name, letter, value, field, help)                                                               \
  { name, letter, value, help, 1, offsetof(options, field) }

const flag flags[] = {
    LIST("campaign", 'c', "FILE|NAME", campaigns, "the campaign: a path, or a name to look up"),
    TEXT("contacts", 0, "FILE", contacts,
         "contacts (CSV or JSON Lines) instead of the campaign's; - is standard input"),
    TEXT("events", 0, "FILE", events, "the log of events instead of the campaign's; - is standard input"),
    LIST("dnc", 0, "FILE", dnc, "a suppression list beside the campaign's; may repeat"),
    TEXT("only", 0, "ID|PHONE", only, "this one contact alone"),
    TEXT("now", 0, "TIME", now, "the instant of asking, instead of the clock"),
    TEXT("output", 'o', "FORMAT", output_name, "table, csv, json or ndjson; or ics (plan, next, queue)"),
    TEXT("columns", 0, "A,B,C", columns, "these fields, in this order; columns of the contacts too"),
    ON("utc", 0, utc, "instants in UTC, with Z"),
    TEXT("limit", 'n', "NUMBER", limit_text,
         "at most so many rows; estimate: so many contacts, without a list"),
    TEXT("jobs", 'j', "NUMBER", jobs_text, "threads that work side by side (1); 0: one for each processor"),
    TEXT("view", 0, "VIEW", view, "overdue, today, week or all"),
    TEXT("status", 0, "STATUS", status, "contacts of this status alone; record: the campaign's new status"),
    TEXT("class", 0, "CLASS", call_class, "calls of this class alone: pending, retry or callback"),
    TEXT("callback", 0, "STATUS", callback,
         "callbacks alone: requested, pending, completed, cancelled or missed"),
    ON("no-buffer", 0, no_buffer, "plan without the random buffer behind an opening"),
    TEXT("horizon", 0, "DURATION", horizon, "how far to look ahead, in days (400d)"),
    TEXT("cycle", 0, "DURATION", cycle, "ring, talk and wrap time of a call (180s)"),
    TEXT("model", 0, "FILE", model,
         "forecast: how calls end and how long they take, instead of the log's shares"),
    TEXT("runs", 0, "NUMBER", runs, "forecast: how often it is played (20)"),
    TEXT("seed", 0, "NUMBER", seed, "forecast: of the draws, instead of the campaign's"),
    TEXT("zone", 'z', "ZONE", zone, "a zone, or several with | between them, instead of the campaign's"),
    TEXT("outcome", 0, "OUTCOME", outcome, "how the attempt ended; ladder: how each attempt would end"),
    TEXT("asked", 0, "TIME", asked, "when the words were spoken; as --now if not given"),
    ON("explain", 0, explain, "mark the words that were read, and say how sure that is"),
    ON("yaml", 0, yaml, "the settings as canonical YAML, every default spelt out"),
    TEXT("html", 0, "FILE", html, "draw as one page for a browser, into this file; - is standard output"),
    ON("ascii", 0, ascii, "draw without Unicode blocks"),
    ON("dedupe", 0, dedupe, "look for second contacts with the same phone"),
    ON("keep-duplicates", 0, keep_duplicates, "plan second contacts with the same phone too"),
    TEXT("contact", 0, "ID", contact, "the contact's id"),
    TEXT("event", 0, "KIND", event, "the kind of event; attempt where an outcome is given"),
    TEXT("at", 0, "TIME", at, "when it happened; now if not given"),
    TEXT("ended-at", 0, "TIME", ended_at, "attempt: when the call ended"),
    TEXT("duration", 0, "DURATION", duration, "attempt: how long the call took (90s)"),
    ON("manual", 0, manual, "attempt, start: dialled by a person"),
    TEXT("due", 0, "TIME", due, "callback, reschedule: when to call"),
    TEXT("earliest", 0, "TIME", earliest, "callback: not before"),
    TEXT("latest", 0, "TIME", latest, "callback: not after"),
    TEXT("confidence", 0, "0-1000", confidence, "callback: how sure the reading of the words is"),
    TEXT("by", 0, "WHO|WHAT", by,
         "who: bot, customer, agent; what: day, weekday, hour, week, variant, outcome, status, change, "
         "reason"),
    ON("best-hours", 0, best_hours, "the hours of the week at which people answer, the best first"),
    TEXT("requested", 0, "yes|no", requested, "callback: whether the customer asked for it"),
    TEXT("text", 0, "TEXT", text, "callback: the customer's words"),
    TEXT("reason", 0, "TEXT", reason, "callback: why"),
    TEXT("notes", 0, "TEXT", notes, "callback: notes for whoever calls"),
    TEXT("scope", 0, "SCOPE", scope, "cancel: contact or callback"),
    ON("conversation", 0, conversation, "inbound: a conversation took place"),
    TEXT("run", 0, "NUMBER", run, "enqueue: the run"),
    TEXT("variant", 0, "NAME", variant, "attempt: the variant that was used"),
    TEXT("cost", 0, "AMOUNT", cost, "attempt: what the call cost"),
    TEXT("sentiment", 0, "-1000..1000", sentiment, "attempt: sentiment of the call"),
    ON("strict", 0, strict, "stop at the first row that cannot be read; check: warnings count as errors"),
    TEXT("rejects", 0, "FILE", rejects, "keep the rows that cannot be read in this file"),
    TEXT("errors", 0, "text|json", errors, "how diagnostics are written"),
    TEXT("phones", 0, "FILE", phones, "the table from numbers to zones, instead of the installed one"),
    TEXT("tzdir", 0, "DIR", tzdir, "directory of zone files, instead of the system's"),
    TEXT("tz-source", 0, "system|icu", tz_source, "where zone data come from"),
    ON("exit-status", 'e', exit_status, "exit with 1 when the answer is no"),
    ON("quiet", 'q', quiet, "no progress, no summary"),
    ON("verbose", 'v', verbose, "say which files and which instant are used"),
    ON("help", 'h', help, "this help"),
    {NULL, 0, NULL, NULL, 0, 0},
};

int command_takes(const command *c, const char *flag_name) {
  const size_t len = strlen(flag_name);
  for (const char *p = c->flags; (p = strstr(p, flag_name)); p += len)
    if ((p == c->flags || p[-1] == ' ') && (p[len] == ' ' || !p[len])) return 1;
  return !strcmp(flag_name, "help") || !strcmp(flag_name, "errors");
}

static const flag *find_flag(slice name) {
  for (const flag *f = flags; f->name; f++)
    if (slice_is(name, f->name)) return f;
  return NULL;
}

static const flag *find_letter(char letter) {
  for (const flag *f = flags; f->name; f++)
    if (f->letter && f->letter == letter) return f;
  return NULL;
}

static int unknown_flag(const command *c, slice name, diag *d) {
  const char *near[sizeof flags / sizeof *flags];
  size_t count = 0;
  for (const flag *f = flags; f->name; f++)
    if (command_takes(c, f->name)) near[count++] = f->name;
  const char *const nearest = slice_nearest(name, near, count);
  return diag_fail(d, EXIT_USAGE, "unknown-flag", "`dialplan %s` has no flag --%.*s%s%s%s (dialplan help %s)",
                   c->name, (int)name.len, name.at, nearest ? ", did you mean --" : "",
                   nearest ? nearest : "", nearest ? "?" : "", c->name);
}

static int set(options *o, const flag *f, const char *value, diag *d) {
  char *const field = (char *)o + f->offset;
  if (!f->value) {
    *(int *)(void *)field = 1;
    return 0;
  }
  if (f->list) {
    list *const all = (list *)(void *)field;
    if (all->count == LIST_MAX)
      return diag_fail(d, EXIT_USAGE, "too-many", "--%s may repeat %d times", f->name, LIST_MAX);
    all->at[all->count++] = value;
    return 0;
  }
  const char **const text = (const char **)(void *)field;
  if (*text) return diag_fail(d, EXIT_USAGE, "flag-twice", "--%s is given twice", f->name);
  *text = value;
  return 0;
}

/* One flag at words[*i]; its value may be the next word. */
static int read_flag(options *o, const command *c, int count, char **words, int *i, diag *d) {
  const char *const word = words[*i];
  const flag *f;
  const char *value = NULL;
  if (word[1] == '-') {
    const char *const equals = strchr(word, '=');
    const slice name = {word + 2, equals ? (size_t)(equals - word) - 2 : strlen(word) - 2};
    f = find_flag(name);
    if (!f || !command_takes(c, f->name)) return unknown_flag(c, name, d);
    if (equals) value = equals + 1;
    if (value && !f->value) return diag_fail(d, EXIT_USAGE, "flag-value", "--%s takes no value", f->name);
  } else {
    f = find_letter(word[1]);
    if (!f || !command_takes(c, f->name))
      return diag_fail(d, EXIT_USAGE, "unknown-flag", "`dialplan %s` has no flag %.2s (dialplan help %s)",
                       c->name, word, c->name);
    if (word[2] && f->value)
      value = word + 2;
    else if (word[2]) {
      /* Letters may stand together: -qe. */
      const int status = set(o, f, NULL, d);
      words[*i]++;
      words[*i][0] = '-';
      --*i;
      return status;
    }
  }
  if (f->value && !value) {
    if (*i + 1 == count)
      return diag_fail(d, EXIT_USAGE, "flag-value", "--%s needs a value: %s", f->name, f->value);
    value = words[++*i];
  }
  return set(o, f, value, d);
}

int options_choose(const char *flag_name, const char *value, const char *const *choices, size_t count,
                   int *out, diag *d) {
  for (size_t i = 0; i < count; i++)
    if (!strcmp(value, choices[i])) {
      *out = (int)i;
      return 0;
    }
  const char *const nearest = slice_nearest(slice_of(value), choices, count);
  buffer all = {0};
  for (size_t i = 0; i < count; i++)
    buffer_format(&all, "%s%s", i ? i + 1 == count ? " or " : ", " : "", choices[i]);
  diag_fail(d, EXIT_USAGE, "flag-value", "--%s is %.*s, not \"%s\"%s%s%s", flag_name, (int)all.len, all.data,
            value, nearest ? ", did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
  buffer_free(&all);
  return EXIT_USAGE;
}

/* A calendar is made of decisions: of the answers that have one a row, and of whole ones. */
static int read_output(options *o, const command *c, diag *d) {
  static const char *const outputs[] = {"table", "csv", "json", "ndjson", "ics"};
  const int decides = !strcmp(c->name, "plan") || !strcmp(c->name, "next") || !strcmp(c->name, "queue");
  int chosen = 0;
  const int status = options_choose("output", o->output_name, outputs, decides ? 5 : 4, &chosen, d);
  if (status) return status;
  o->output = OUTPUT_TABLE + chosen;
  if (o->output == OUTPUT_ICS && o->columns)
    return diag_fail(d, EXIT_USAGE, "flag-value", "--columns names fields of rows; a calendar has none");
  return 0;
}

static int read_values(options *o, const command *c, diag *d) {
  static const char *const styles[] = {"text", "json"}, *const sources[] = {"system", "icu"};
  int chosen = 0, status = 0;
  if (o->errors && !(status = options_choose("errors", o->errors, styles, 2, &chosen, d))) d->json = chosen;
  if (!status && o->output_name) status = read_output(o, c, d);
  if (!status && o->tz_source) status = options_choose("tz-source", o->tz_source, sources, 2, &chosen, d);
  o->limit = -1;
  o->jobs = 1;
  if (!status && o->limit_text && !slice_integer(slice_of(o->limit_text), 0, INT64_MAX, &o->limit))
    status = diag_fail(d, EXIT_USAGE, "flag-value", "-n needs a whole number, not \"%s\"", o->limit_text);
  if (!status && o->jobs_text && !slice_integer(slice_of(o->jobs_text), 0, JOBS_MAX, &o->jobs))
    status = diag_fail(d, EXIT_USAGE, "flag-value", "--jobs needs a whole number from 0 to %d, not \"%s\"",
                       JOBS_MAX, o->jobs_text);
  if (!status && o->horizon) {
    dialplan_duration horizon;
    if (dialplan_duration_parse(o->horizon, strlen(o->horizon), &horizon, NULL) || horizon.seconds ||
        horizon.days < 1)
      status = diag_fail(d, EXIT_USAGE, "flag-value", "--horizon is 1d to 3660d, not \"%s\"", o->horizon);
    else
      o->horizon_days = (uint32_t)horizon.days;
  }
  return status;
}

int options_read(options *o, const command *c, int count, char **words, diag *d) {
  *o = (options){0};
  o->words = memory_new((size_t)count + 1, sizeof *o->words);
  int status = 0, flags_over = 0;
  for (int i = 0; i < count && !status; i++) {
    if (flags_over || words[i][0] != '-' || !words[i][1])
      o->words[o->word_count++] = words[i];
    else if (!strcmp(words[i], "--"))
      flags_over = 1;
    else
      status = read_flag(o, c, count, words, &i, d);
  }
  if (!status) status = read_values(o, c, d);
  if (status || o->help) return status;
  if (o->word_count < (size_t)c->least)
    return diag_fail(d, EXIT_USAGE, "usage", "usage: dialplan %s %s", c->name, c->arguments);
  if (c->most >= 0 && o->word_count > (size_t)c->most)
    return diag_fail(d, EXIT_USAGE, "usage", "\"%s\" is one word too many; usage: dialplan %s %s",
                     o->words[c->most], c->name, c->arguments);
  return 0;
}

void options_close(options *o) { free(o->words); }
