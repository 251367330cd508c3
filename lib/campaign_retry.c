/* SPDX-License-Identifier: MIT */
/* What do phases, intervals, outcome rows and caps say?
 * Uses nodes and the presets. Invariant: phases begin on day 1, have no holes and the last one is open-ended;
 * the account's rows stay below the campaign's. */
#include "campaign_file.h"

#include "date.h"

#include <string.h>

/* --- phases ------------------------------------------------------------------------------------ */

/* 1-1, 2-10, 11-, or 1 for a single day. */
static int take_phase_days(dp_reader *reader, const dp_node *node, dp_phase *phase) {
  static const char expected[] = "expected days like 1-1, 2-10, or 11- for the last phase";
  if (node->kind != DP_NODE_SCALAR) return dp_reader_fault(reader, node, "wrong-type", expected);
  const char *dash = memchr(node->text, '-', node->len);
  const size_t from_len = dash ? (size_t)(dash - node->text) : node->len;
  const size_t until_len = dash ? node->len - from_len - 1 : 0;
  const int64_t from = dp_text_digits(node->text, from_len);
  const int64_t until = until_len ? dp_text_digits(dash + 1, until_len) : dash ? 0 : from;
  if (from < 1 || from > 3660 || until < 0 || until > 3660 || (until && until < from))
    return dp_reader_fault(reader, node, "bad-phase", expected);
  phase->from_day = (int32_t)from;
  phase->until_day = (int32_t)until;
  return 1;
}

static int take_phase_per(dp_reader *reader, const dp_node *node, dp_phase *phase) {
  dialplan_duration per = {1, 0};
  if (node && !dp_take_duration(reader, node, 86400, 365 * INT64_C(86400), &per)) return 0;
  if (per.seconds) return dp_reader_fault(reader, node, "bad-duration", "expected whole days like 7d");
  phase->per_days = per.days;
  if (per.days > 1 && phase->calls > 1)
    return dp_reader_fault(reader, node, "bad-phase", "expected calls: 1 where per is above 1d; per is");
  return 1;
}

static int take_phase(dp_reader *reader, const dp_node *node, dp_phase *phase) {
  const dp_node *fields[5] = {0};
  int64_t calls, gap = 0;
  int32_t dayparts = DP_DAYPARTS_ANY;
  memset(phase, 0, sizeof *phase);
  if (!dp_take_map(reader, node, "expected a phase like {days: 2-10, calls: 2, dayparts: spread}") ||
      !dp_take_fields(reader, node, "days|calls|per|gap|dayparts", 2, fields) ||
      !take_phase_days(reader, fields[0], phase) || !dp_take_int(reader, fields[1], 1, 100, 0, &calls))
    return 0;
  phase->calls = (int32_t)calls;
  if (!take_phase_per(reader, fields[2], phase)) return 0;
  if (fields[3] && !dp_take_seconds(reader, fields[3], 1, DP_DAY_S, &gap)) return 0;
  if (fields[4] && !dp_take_word(reader, fields[4], "any|spread", &dayparts)) return 0;
  phase->gap.seconds = (int32_t)gap;
  phase->has_gap = fields[3] != NULL;
  phase->dayparts = (uint8_t)dayparts;
  if (dayparts == DP_DAYPARTS_SPREAD && calls > 3)
    return dp_reader_fault(reader, fields[1], "bad-phase",
                           "expected at most 3 calls where dayparts is spread");
  return 1;
}

/* Holes, overlaps, and where the list begins and ends. */
static int phases_follow(dp_reader *reader, const dp_node *list, const dp_phase *phases, uint32_t count) {
  const dp_node *item = list->first;
  int32_t due = 1;
  for (uint32_t i = 0; i < count; i++, item = item->next) {
    const int last = i + 1 == count;
    if (phases[i].from_day == due && (phases[i].until_day == 0) == last) {
      due = phases[i].until_day + 1;
      continue;
    }
    dp_text *text =
        dp_report_begin(reader->report, DIALPLAN_E_VALUE, DIALPLAN_SEVERITY_ERROR, "bad-phase", item);
    if (phases[i].from_day != due) {
      dp_text_str(text, "this phase begins on day ");
      dp_text_int(text, phases[i].from_day);
      dp_text_str(text, ", expected day ");
      dp_text_int(text, due);
    } else {
      dp_text_str(text, last ? "the last phase must be open-ended, like 11-"
                             : "only the last phase may be open-ended");
    }
    dp_report_end(reader->report);
    return 0;
  }
  return 1;
}

void dp_read_phases(dp_reader *reader, const dp_key *key, const dp_node *node) {
  dp_retry *retry = &reader->settings->retry;
  dp_phase phases[DP_PHASES_MAX];
  static const char expected[] = "expected a list of phases";
  if (!dp_take_list(reader, node, expected, (uint32_t)key->high)) return;
  if (node->count == 0) {
    (void)dp_reader_fault(reader, node, "wrong-type", expected);
    return;
  }
  int good = 1;
  uint32_t count = 0;
  for (const dp_node *item = node->first; item; item = item->next)
    good &= take_phase(reader, item, &phases[count++]);
  if (!good || !phases_follow(reader, node, phases, count)) return;
  memset(retry->phases, 0, sizeof retry->phases);
  memcpy(retry->phases, phases, count * sizeof *phases);
  retry->phase_count = count;
  retry->own_phases = 1;
}

/* --- intervals --------------------------------------------------------------------------------- */

void dp_read_intervals(dp_reader *reader, const dp_key *key, const dp_node *node) {
  dp_retry *retry = &reader->settings->retry;
  dialplan_duration intervals[DP_INTERVALS_MAX] = {{0, 0}};
  uint32_t count;
  if (!dp_take_durations(reader, node, intervals, (uint32_t)key->high, &count)) return;
  memcpy(retry->intervals, intervals, sizeof intervals);
  retry->interval_count = count;
}

/* --- outcome rows ------------------------------------------------------------------------------ */

int dp_take_outcome(dp_reader *reader, const dp_node *key, uint8_t *outcome) {
  dialplan_error error = {0};
  const int wire = memchr(key->text, ':', key->len) != NULL;
  if (!wire && dialplan_outcome_parse(key->text, key->len, outcome, &error) == DIALPLAN_OK) return 1;
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_VALUE, DIALPLAN_SEVERITY_ERROR, "unknown-outcome", key);
  if (wire) {
    dp_text_str(text, "expected an outcome by name, found ");
    dp_report_node(text, key);
  } else {
    dp_text_str(text, error.message);
  }
  dp_report_end(reader->report);
  return 0;
}

/* The outcome that a row is for; 0: none, or one that no row can change. */
static uint8_t row_outcome(dp_reader *reader, const dp_node *key) {
  uint8_t outcome = 0;
  if (!dp_take_outcome(reader, key, &outcome)) return 0;
  if (outcome != DIALPLAN_OUTCOME_COMPLETED && outcome != DIALPLAN_OUTCOME_INVALID_NUMBER &&
      outcome != DIALPLAN_OUTCOME_WRONG_PERSON && outcome != DIALPLAN_OUTCOME_DNC_REQUEST)
    return outcome;
  (void)dp_reader_fault(reader, key, "fixed-outcome", "what this outcome does cannot be changed");
  return 0;
}

static int take_row(dp_reader *reader, const dp_node *node, dp_row *row) {
  const dp_node *fields[2] = {0};
  int64_t retries = DP_OFF;
  int32_t word;
  memset(row, 0, sizeof *row);
  row->retries = DP_OFF;
  if (node->kind != DP_NODE_MAP) {
    if (node->kind == DP_NODE_LIST)
      return dp_reader_fault(reader, node, "wrong-type", "expected {after: 1h, retries: 5}, stop or retry");
    if (!dp_take_word(reader, node, "stop|retry", &word)) return 0;
    row->kind = DP_ROW_STOP + word;
    return 1;
  }
  if (!dp_take_fields(reader, node, "after|retries", 1, fields) ||
      !dp_take_duration(reader, fields[0], 1, 3660 * INT64_C(86400), &row->after))
    return 0;
  if (fields[1] && !dp_take_int(reader, fields[1], 0, 100, 1, &retries)) return 0;
  row->retries = (int32_t)retries;
  row->kind = DP_ROW_AFTER;
  return 1;
}

/* The base, if the map names one: it goes below all rows, so it is asked first. */
static int names_base(dp_reader *reader, const dp_node *map) {
  for (const dp_node *key = map->first; key; key = key->next) {
    int32_t place;
    if (dp_node_is(key, "base")) return dp_take_word(reader, key->value, "standard", &place);
  }
  return 0;
}

/* The rows of `standard`, below those that a file wrote itself. */
static void put_base(dp_reader *reader) {
  dp_retry *retry = &reader->settings->retry;
  dp_row rows[DP_OUTCOMES];
  memcpy(rows, retry->rows, sizeof rows);
  const int32_t errors = retry->max_consecutive_errors;
  dp_settings_standard(retry);
  retry->max_consecutive_errors = errors; /* its default is settled when all is read */
  for (int i = 0; i < DP_OUTCOMES; i++)
    if (reader->rows >> i & 1) retry->rows[i] = rows[i];
}

static void take_rows(dp_reader *reader, const dp_node *map) {
  uint32_t seen = 0;
  for (const dp_node *key = map->first; key; key = key->next) {
    dp_row row;
    if (dp_repeated(reader, key) || dp_node_is(key, "base")) continue;
    const uint8_t outcome = row_outcome(reader, key);
    const int good = take_row(reader, key->value, &row);
    if (outcome && seen >> outcome & 1) {
      (void)dp_reader_fault(reader, key, "repeated-outcome", "expected one row for each outcome");
    } else if (outcome && good) {
      reader->settings->retry.rows[outcome] = row;
      seen |= 1u << outcome;
    }
  }
  reader->rows |= seen;
}

void dp_read_outcomes(dp_reader *reader, const dp_key *key, const dp_node *node) {
  (void)key;
  dp_retry *retry = &reader->settings->retry;
  if (dp_node_is(node, "standard")) {
    memset(retry->rows, 0, sizeof retry->rows);
    reader->rows = 0;
    put_base(reader);
  } else if (node->kind == DP_NODE_MAP) {
    if (names_base(reader, node)) put_base(reader);
    take_rows(reader, node);
  } else {
    (void)dp_reader_fault(reader, node, "wrong-type",
                          "expected standard, or rows by outcome like {busy: {after: 2h}}");
  }
}

/* --- caps -------------------------------------------------------------------------------------- */

static int take_cap(dp_reader *reader, const dp_node *node, dp_cap *cap) {
  enum { DP_CAP_MAX = 16 }; /* attempts that a state remembers */
  const dp_node *fields[2] = {0};
  int64_t max;
  if (!dp_take_map(reader, node, "expected a cap like {max: 3, per: 24h}") ||
      !dp_take_fields(reader, node, "max|per", 2, fields) ||
      !(dp_take_int(reader, fields[0], 1, DP_CAP_MAX, 0, &max) &
        dp_take_duration(reader, fields[1], 1, 3660 * INT64_C(86400), &cap->per)))
    return 0;
  cap->max = (int32_t)max;
  return 1;
}

void dp_read_caps(dp_reader *reader, const dp_key *key, const dp_node *node) {
  dp_retry *retry = &reader->settings->retry;
  dp_cap caps[DP_CAPS_MAX] = {{0, {0, 0}}};
  uint32_t count = 0;
  int good = 1;
  if (!dp_node_off(node)) {
    if (!dp_take_list(reader, node, "expected a list of caps like [{max: 3, per: 24h}]", (uint32_t)key->high))
      return;
    for (const dp_node *item = node->first; item; item = item->next)
      good &= take_cap(reader, item, &caps[count++]);
  }
  if (!good) return;
  memcpy(retry->caps, caps, sizeof caps);
  retry->cap_count = count;
}

/* --- writing ----------------------------------------------------------------------------------- */

static void write_phase(dp_writer *writer, const dp_phase *phase) {
  dp_text *text = &writer->text;
  dp_text_str(text, "- {days: ");
  dp_text_int(text, phase->from_day);
  dp_text_char(text, '-');
  if (phase->until_day) dp_text_int(text, phase->until_day);
  dp_text_str(text, ", calls: ");
  dp_text_int(text, phase->calls);
  dp_text_str(text, ", per: ");
  dp_write_duration(writer, (dialplan_duration){phase->per_days, 0});
  if (phase->has_gap) {
    dp_text_str(text, ", gap: ");
    dp_write_duration(writer, phase->gap);
  }
  dp_text_str(text, phase->dayparts == DP_DAYPARTS_SPREAD ? ", dayparts: spread}" : ", dayparts: any}");
}

void dp_write_phases(dp_writer *writer, const dp_key *key) {
  (void)key;
  const dp_retry *retry = &writer->settings->retry;
  for (uint32_t i = 0; i < retry->phase_count; i++) {
    dp_write_line(writer, 1);
    write_phase(writer, &retry->phases[i]);
  }
}

void dp_write_intervals(dp_writer *writer, const dp_key *key) {
  (void)key;
  const dp_retry *retry = &writer->settings->retry;
  dp_text_char(&writer->text, ' ');
  dp_write_durations(writer, retry->intervals, retry->interval_count);
}

static void write_row(dp_writer *writer, const dp_row *row) {
  if (row->kind != DP_ROW_AFTER) {
    dp_text_str(&writer->text, row->kind == DP_ROW_STOP ? "stop" : "retry");
    return;
  }
  dp_text_str(&writer->text, "{after: ");
  dp_write_duration(writer, row->after);
  dp_text_str(&writer->text, ", retries: ");
  if (row->retries == DP_OFF)
    dp_text_str(&writer->text, "off");
  else
    dp_text_int(&writer->text, row->retries);
  dp_text_char(&writer->text, '}');
}

void dp_write_outcomes(dp_writer *writer, const dp_key *key) {
  (void)key;
  const dp_retry *retry = &writer->settings->retry;
  if (retry->standard) {
    dp_write_line(writer, 1);
    dp_text_str(&writer->text, "base: standard");
  }
  for (int32_t outcome = 1; outcome < DP_OUTCOMES; outcome++) {
    if (retry->rows[outcome].kind == DP_ROW_NONE) continue;
    dp_write_line(writer, 1);
    dp_text_str(&writer->text, dialplan_outcome_name(outcome));
    dp_text_str(&writer->text, ": ");
    write_row(writer, &retry->rows[outcome]);
  }
}

void dp_write_caps(dp_writer *writer, const dp_key *key) {
  (void)key;
  const dp_retry *retry = &writer->settings->retry;
  dp_text_str(&writer->text, " [");
  for (uint32_t i = 0; i < retry->cap_count; i++) {
    dp_text_str(&writer->text, i ? ", {max: " : "{max: ");
    dp_text_int(&writer->text, retry->caps[i].max);
    dp_text_str(&writer->text, ", per: ");
    dp_write_duration(writer, retry->caps[i].per);
    dp_text_char(&writer->text, '}');
  }
  dp_text_char(&writer->text, ']');
}
