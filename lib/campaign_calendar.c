/* SPDX-License-Identifier: MIT */
/* Which days does a calendar file give a campaign, and what is there to say about it?
 * Uses the reader of iCalendar files and the report. Invariant: a file that cannot be used is an error where
 * the campaign names it, and each reason one where it stands in the file; what is left out is said. */
#include "campaign_file.h"

#include "ical_file.h"

#include <string.h>

/* --- what is said in the file ------------------------------------------------------------------ */

static void write_fault(dp_text *text, const dp_ical_fault *fault) {
  const dp_ical_event *event = fault->event;
  if (event) {
    const char *name = event->summary[0] ? event->summary : event->uid;
    dp_text_str(text, "the event ");
    if (name[0])
      dp_text_quoted(text, name, strlen(name));
    else
      dp_text_str(text, "without a name");
    dp_text_str(text, ": ");
  }
  dp_text_str(text, fault->message);
}

static void say_fault(dp_reader *reader, uint32_t severity, const dp_ical_fault *fault) {
  const dp_node place = {.line = fault->line, .column = 1};
  const int error = severity == DIALPLAN_SEVERITY_ERROR;
  dp_text *text = dp_report_begin(reader->report, error ? DIALPLAN_E_REFERENCE : DIALPLAN_OK, severity,
                                  fault->harmless ? "never-happens" : "bad-event", &place);
  write_fault(text, fault);
  dp_report_end(reader->report);
}

/* Everything that is wrong with single events, in the file itself. */
static void say_faults(dp_reader *reader, const dp_ical_faults *faults, uint32_t source, int lenient) {
  const uint32_t before = reader->report->source;
  const uint32_t kept = faults->count < DP_ICAL_FAULTS_MAX ? faults->count : DP_ICAL_FAULTS_MAX;
  reader->report->source = source;
  for (uint32_t i = 0; i < kept; i++)
    say_fault(reader, faults->at[i].harmless || lenient ? DIALPLAN_SEVERITY_WARNING : DIALPLAN_SEVERITY_ERROR,
              &faults->at[i]);
  reader->report->source = before;
}

/* --- what is said in the campaign -------------------------------------------------------------- */

static int unusable(dp_reader *reader, const dp_node *node, const dialplan_error *error, uint32_t source) {
  const uint32_t before = reader->report->source;
  const dp_node place = {.line = error->line, .column = error->line ? 1 : 0};
  dp_text *text = dp_report_begin(reader->report, error->status, DIALPLAN_SEVERITY_ERROR, error->code, node);
  dp_text_str(text, "the calendar cannot be used: ");
  if (error->line) dp_text_str(text, "line ");
  if (error->line) dp_text_int(text, error->line);
  if (error->line) dp_text_str(text, ": ");
  dp_text_str(text, error->message);
  dp_report_end(reader->report);
  reader->report->source = source;
  dp_report_at(reader->report, error, &place);
  reader->report->source = before;
  return 0;
}

/* Events that cannot be read, and nobody said that this is fine. */
static int refuse(dp_reader *reader, const dp_node *node, const dp_ical_faults *faults) {
  const dp_ical_fault *first = faults->at;
  while (first->harmless) first++;
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_REFERENCE, DIALPLAN_SEVERITY_ERROR, "bad-calendar", node);
  dp_text_str(text, "the calendar has ");
  dp_text_int(text, faults->grave);
  dp_text_str(text, faults->grave == 1 ? " fault, on line " : " faults, the first on line ");
  dp_text_int(text, first->line);
  dp_text_str(text, ": ");
  write_fault(text, first);
  dp_text_str(text, "; lenient: true takes the rest");
  dp_report_end(reader->report);
  return 0;
}

static void warn_about(dp_reader *reader, const dp_node *node, const dp_ical_found *found) {
  dp_report *report = reader->report;
  if (found->timed) {
    dp_text *text = dp_report_begin(report, DIALPLAN_OK, DIALPLAN_SEVERITY_WARNING, "timed-events", node);
    dp_text_int(text, found->timed);
    dp_text_str(text, found->timed == 1 ? " event has a time of day and is skipped"
                                        : " events have a time of day and are skipped");
    dp_text_str(text, ": whole days are taken alone");
    dp_report_end(report);
  }
  for (uint32_t i = 0; i < found->idle_count; i++) {
    dp_text *text = dp_report_begin(report, DIALPLAN_OK, DIALPLAN_SEVERITY_WARNING, "unused-pattern", node);
    dp_text_str(text, "no event's summary or category matches the pattern ");
    dp_text_quoted(text, found->idle[i], strlen(found->idle[i]));
    dp_report_end(report);
  }
  if (found->day_count) return;
  dp_text_str(dp_report_begin(report, DIALPLAN_OK, DIALPLAN_SEVERITY_WARNING, "no-days", node),
              "no day is taken from this calendar");
  dp_report_end(report);
}

/* --- the days ---------------------------------------------------------------------------------- */

static int take_days(dp_reader *reader, const dp_ical_found *found, dp_dayset *days) {
  dp_day_entry *entries = dp_reader_new(reader, found->day_count, sizeof *entries);
  if (!entries) return 0;
  for (uint32_t i = 0; i < found->day_count; i++)
    entries[i] = (dp_day_entry){.from_date = found->days[i].from_date,
                                .until_date = found->days[i].until_date,
                                .account = (uint8_t)reader->account,
                                .calendar = 1,
                                .label = found->days[i].label};
  *days = (dp_dayset){entries, found->day_count};
  return 1;
}

int dp_take_calendar(dp_reader *reader, const dp_node *node, const dp_calendar *choice, dp_dayset *days) {
  const int64_t file = dp_take_file(reader, node, "expected the calendar to be there");
  if (file < 0) return 0;
  dp_ical_choice which = {0};
  if (choice)
    which = (dp_ical_choice){choice->only, choice->except, choice->only_count, choice->except_count};
  const int lenient = choice && choice->lenient;
  const uint32_t source = (uint32_t)file + 1;
  dp_ical_found found;
  dialplan_error error;
  const dialplan_status status = dp_ical_read(reader->arena, reader->files->texts[file],
                                              (size_t)reader->files->lengths[file], &which, &found, &error);
  if (status == DIALPLAN_E_MEMORY) reader->report->no_memory = 1;
  if (status == DIALPLAN_E_MEMORY) return 0;
  if (status != DIALPLAN_OK) return unusable(reader, node, &error, source);
  say_faults(reader, found.faults, source, lenient);
  if (found.faults->grave && !lenient) return refuse(reader, node, found.faults);
  warn_about(reader, node, &found);
  return take_days(reader, &found, days);
}
