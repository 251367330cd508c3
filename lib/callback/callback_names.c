/* SPDX-License-Identifier: MIT */
/* What are the codes of a resolution called in output?
 * Uses nothing. Invariant: total; the words are those of the manual and never change. */
#include <dialplan/callback.h>

#include <stddef.h>

static const char *word(const char *const *words, size_t count, int32_t code) {
  return code >= 0 && (size_t)code < count ? words[code] : NULL;
}

#define WORD(words, code) word(words, sizeof(words) / sizeof *(words), code)

const char *dialplan_callback_status_name(int32_t status) {
  static const char *const words[] = {[DIALPLAN_CALLBACK_NONE] = "none",
                                      [DIALPLAN_CALLBACK_VAGUE] = "vague",
                                      [DIALPLAN_CALLBACK_RESOLVED] = "resolved"};
  return WORD(words, status);
}

const char *dialplan_callback_kind_name(int32_t kind) {
  static const char *const words[] = {[DIALPLAN_KIND_RELATIVE] = "relative",
                                      [DIALPLAN_KIND_CLOCK] = "clock",
                                      [DIALPLAN_KIND_DAYPART] = "daypart",
                                      [DIALPLAN_KIND_DAY] = "day",
                                      [DIALPLAN_KIND_COMBINATION] = "combination"};
  return WORD(words, kind);
}

const char *dialplan_callback_grain_name(int32_t grain) {
  static const char *const words[] = {[DIALPLAN_GRAIN_MINUTE] = "minute",
                                      [DIALPLAN_GRAIN_HOUR] = "hour",
                                      [DIALPLAN_GRAIN_DAYPART] = "daypart",
                                      [DIALPLAN_GRAIN_DAY] = "day",
                                      [DIALPLAN_GRAIN_WEEK] = "week"};
  return WORD(words, grain);
}

const char *dialplan_callback_reason_name(int32_t reason) {
  static const char *const words[] = {[DIALPLAN_CALLBACK_RANGE_UPPER] = "range_upper",
                                      [DIALPLAN_CALLBACK_WEEKDAY_NEXT] = "weekday_next",
                                      [DIALPLAN_CALLBACK_DAY_ONLY] = "day_only",
                                      [DIALPLAN_CALLBACK_PAST_TODAY] = "past_today",
                                      [DIALPLAN_CALLBACK_MERIDIEM_FROM_WINDOW] = "meridiem_from_window",
                                      [DIALPLAN_CALLBACK_MERIDIEM_ASSUMED] = "meridiem_assumed",
                                      [DIALPLAN_CALLBACK_DAYPART_FITTED] = "daypart_fitted",
                                      [DIALPLAN_CALLBACK_MOVED_OPEN_DAY] = "moved_open_day",
                                      [DIALPLAN_CALLBACK_CLIPPED] = "clipped",
                                      [DIALPLAN_CALLBACK_BOUND_MISSED] = "bound_missed",
                                      [DIALPLAN_CALLBACK_DATE_ORDER_ASSUMED] = "date_order_assumed",
                                      [DIALPLAN_CALLBACK_ZONE_IGNORED] = "zone_ignored",
                                      [DIALPLAN_CALLBACK_NO_CLEAR_TIME] = "no_clear_time",
                                      [DIALPLAN_CALLBACK_UNKNOWN_EVENT] = "unknown_event",
                                      [DIALPLAN_CALLBACK_PAST] = "past",
                                      [DIALPLAN_CALLBACK_NEGATED] = "negated",
                                      [DIALPLAN_CALLBACK_CORRECTED] = "corrected",
                                      [DIALPLAN_CALLBACK_LAST_OF_TWO] = "last_of_two",
                                      [DIALPLAN_CALLBACK_CHOICE] = "choice",
                                      [DIALPLAN_CALLBACK_LEAST_DELAY] = "least_delay",
                                      [DIALPLAN_CALLBACK_MISSPELT] = "misspelt",
                                      [DIALPLAN_CALLBACK_SHORTENED] = "shortened"};
  return WORD(words, reason);
}
