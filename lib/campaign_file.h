/* SPDX-License-Identifier: MIT */
/* Joints between the rooms that read and write campaign and account files: one room a noun (scalars, days,
 * guard, retry, lists), each with readers from nodes and writers of canonical YAML. */
#ifndef DP_CAMPAIGN_FILE_H
#define DP_CAMPAIGN_FILE_H

#include "campaign.h"
#include "keys.h"
#include "packs.h"
#include "report.h"

/* Where a key was written last: the campaign's place wins over the account's. value NULL: nowhere. */
typedef struct dp_written {
  const dp_node *key, *value;
  uint32_t source;
} dp_written;

/* The texts of the files that a campaign names, as the caller hands them in. */
typedef struct dp_files {
  const char *const *names;
  const char *const *texts;
  const uint64_t *lengths;
  uint64_t count;
} dp_files;

typedef struct dp_reader {
  dp_arena *arena; /* what settings point to */
  const dp_files *files;
  dp_settings *settings;
  const dialplan_zones *zones;
  dp_report *report;
  int32_t account;                    /* 1: the account file is being read */
  uint32_t rows;                      /* outcomes whose rows were written, by bits */
  uint8_t account_dnc, account_guard; /* 1: the account's file says so, and then the campaign cannot say no */
  const dp_node *root;                /* of the campaign */
  dp_written written[DP_KEYS];
} dp_reader;

/* Reads a value into the settings, over what an account file put there. Errors go to the report. */
typedef void dp_key_read(dp_reader *reader, const dp_key *key, const dp_node *node);

/* Memory of the campaign; NULL is noted in the report. */
void *dp_reader_new(dp_reader *reader, size_t count, size_t size);
/* Where a key was written, for the report, which is turned to that document: its value or its key. Unwritten
 * keys: the campaign's own first line. */
const dp_node *dp_at_value(dp_reader *reader, int key);
const dp_node *dp_at_key(dp_reader *reader, int key);
static inline int dp_is_written(const dp_reader *reader, int key) {
  return reader->written[key].value != NULL;
}
/* A copy of a scalar's text; NULL is noted in the report. */
const char *dp_reader_text(dp_reader *reader, const dp_node *node);

/* --- nodes (campaign_nodes.c): 1 and a value, or an error in the report and 0 ------------------ */

int dp_node_off(const dp_node *node);  /* off, false, no, null, nothing; "off" in quotes too */
int dp_node_null(const dp_node *node); /* null, ~, nothing */
int dp_node_is(const dp_node *node, const char *word);
int dp_node_plain(const dp_node *node); /* a scalar without quotes: numbers and booleans must be */

int dp_take_text(dp_reader *reader, const dp_node *node, const char *expected,
                 const char **text); /* not empty */
int dp_take_bool(dp_reader *reader, const dp_node *node, uint8_t *value);
int dp_take_int(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int off, int64_t *value);
int dp_take_word(dp_reader *reader, const dp_node *node, const char *words, int32_t *place);
int dp_take_duration(dp_reader *reader, const dp_node *node, int64_t low_s, int64_t high_s,
                     dialplan_duration *value);
/* Elapsed seconds: no civil days. */
int dp_take_seconds(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int64_t *value);
int dp_take_millis(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int64_t *value);
int dp_take_clock(dp_reader *reader, const dp_node *node, int64_t *minute);
int dp_take_percent(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int64_t *ppm);
int dp_take_money(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int64_t *millionths);
int dp_take_list(dp_reader *reader, const dp_node *node, const char *expected, uint32_t most);
int dp_take_map(dp_reader *reader, const dp_node *node, const char *expected);
/* A date that a part of a scalar's text spells; node is its place. */
int dp_take_date(dp_reader *reader, const dp_node *node, const char *text, size_t len, int32_t *date);
/* A list of durations, or one alone. */
int dp_take_durations(dp_reader *reader, const dp_node *node, dialplan_duration *out, uint32_t cap,
                      uint32_t *count);
/* The values of a map whose keys are words: fields[i] belongs to the i-th; NULL where it is not written.
 * Unknown and repeated keys are errors, and so are missing ones of the first `required`. */
int dp_take_fields(dp_reader *reader, const dp_node *node, const char *words, uint32_t required,
                   const dp_node **fields);
/* Reports what was expected of a value, and what was found; 0. */
int dp_reader_fault(dp_reader *reader, const dp_node *node, const char *code, const char *expected);
/* Reports a repeated key of a map; 1: it is one. */
int dp_repeated(dp_reader *reader, const dp_node *key);
/* Reports `expected one of …, found …`, and the nearest word. */
void dp_report_word(dp_report *report, int32_t status, const char *code, const dp_node *node,
                    const char *words);

/* --- rooms ------------------------------------------------------------------------------------- */

dp_key_read dp_read_scalar; /* campaign_scalars.c: every scalar type */
dp_key_read dp_read_windows, dp_read_special_days, dp_read_no_call_days;       /* campaign_days.c */
dp_key_read dp_read_guard, dp_read_holidays;                                   /* campaign_guard.c */
dp_key_read dp_read_phases, dp_read_intervals, dp_read_outcomes, dp_read_caps; /* campaign_retry.c */
dp_key_read dp_read_dnc, dp_read_languages, dp_read_callback_retry,
    dp_read_pacing_mode;                                                  /* campaign_lists.c */
dp_key_read dp_read_outcome_names, dp_read_variants, dp_read_lease_order; /* campaign_lists.c */

/* The table that retry.prefer names (campaign_weights.c). Errors go to the report, whose source is the table's. */
void dp_read_weights(dp_reader *reader, const char *text, uint64_t len);

/* Reads a key's default text into its field: scalars, and sections that are off. */
void dp_key_default(dp_settings *settings, const dp_key *key);
/* Whether an optional section is off, and whether a key lies in one that is. */
int dp_section_off(const dp_settings *settings, const dp_key *section);
void dp_section_set_off(dp_settings *settings, const dp_key *section);
int dp_key_closed(const dp_settings *settings, const dp_key *key);

/* Pieces that two rooms need. */
int dp_take_spans(dp_reader *reader, const dp_node *node, dp_spans *spans);
int dp_take_week(dp_reader *reader, const dp_node *node, dp_spans week[7]);
/* Which key of a map by weekdays counts on each of them: the narrowest that names it; NULL: none does. */
int dp_take_weekdays(dp_reader *reader, const dp_node *map, const dp_node *keys[7]);
/* The outcome that a key names. */
int dp_take_outcome(dp_reader *reader, const dp_node *key, uint8_t *outcome);
typedef struct dp_days { /* what a list of days holds */
  dp_day_entry *entries;
  dp_calendar *calendars;
  uint32_t count, calendar_count;
} dp_days;
int dp_take_days(dp_reader *reader, const dp_node *node, int calendars, dp_days *days);
int dp_take_rule(dp_reader *reader, const dp_node *node, dp_guard_rule *rule);
void dp_repeated_rule(dp_reader *reader, const dp_node *node, const char *id);

/* A built-in pack, read (campaign_packs.c). */
typedef struct dp_pack_rules {
  const char *name, *title, *about;
  const char *const *not_covered;
  const dp_guard_rule *rules;
  uint32_t not_covered_count, rule_count;
} dp_pack_rules;
int dp_pack_read(dp_reader *reader, const dp_pack *pack, dp_pack_rules *out);

/* Reads the calendar file that a node names into a set of days (campaign_calendar.c). choice NULL: all of its events.
 * 0: it is missing, or cannot be used, and the report says why. */
int dp_take_calendar(dp_reader *reader, const dp_node *node, const dp_calendar *choice, dp_dayset *days);
/* The place of a file among those handed in; -1: it is not there, and the report says so. */
int64_t dp_take_file(dp_reader *reader, const dp_node *node, const char *expected);

/* Finishing, when all documents are read (campaign_finish.c): what depends on more than one key. */
void dp_reader_finish(dp_reader *reader);
void dp_finish_runs(dp_reader *reader); /* campaign_runs.c: the dates of a repeated campaign */

/* --- writing ----------------------------------------------------------------------------------- */

typedef struct dp_writer {
  dp_text text;
  const dp_settings *settings;
  const dialplan_zones *zones;
  int32_t indent; /* spaces before a key of the mapping that is being written */
  int32_t bare;   /* 1: texts without quotes, for a single setting */
} dp_writer;

/* Writes a key's value: behind "key:" a blank and the value, or lines of its own; ends the line. */
typedef void dp_key_write(dp_writer *writer, const dp_key *key);

void dp_write_line(dp_writer *writer,
                   int32_t depth); /* a new line, indented by depth steps more than the key */
void dp_write_text(dp_writer *writer,
                   const char *text); /* plain where every YAML tool reads it alike, else quoted */
void dp_write_duration(dp_writer *writer, dialplan_duration duration);
void dp_write_spans(dp_writer *writer, const dp_spans *spans);
void dp_write_week(dp_writer *writer, const dp_spans week[7]); /* {mon: ..., tue: ...} */
void dp_write_rule(dp_writer *writer, const dp_guard_rule *rule); /* {id: a, kind: hours, ...} */
void dp_write_days(dp_writer *writer, const dp_dayset *days, int32_t depth, int flow);
/* value / 10^places, zeros at the end left out. */
void dp_write_decimal(dp_text *text, int64_t value, int places);
void dp_write_durations(dp_writer *writer, const dialplan_duration *durations, uint32_t count);
void dp_write_texts(dp_writer *writer, const char *const *texts, uint32_t count); /* [a, b] */

/* 1: written; 0: not set. */
int dp_write_scalar(dp_writer *writer, const dp_key *key);
dp_key_write dp_write_windows, dp_write_special_days, dp_write_no_call_days;
dp_key_write dp_write_guard, dp_write_holidays;
dp_key_write dp_write_phases, dp_write_intervals, dp_write_outcomes, dp_write_caps;
dp_key_write dp_write_dnc, dp_write_languages, dp_write_callback_retry, dp_write_pacing_mode;
dp_key_write dp_write_outcome_names, dp_write_variants, dp_write_lease_order;

#endif
