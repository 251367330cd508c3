/* SPDX-License-Identifier: MIT */
/* How do durations, clock times and the guard's periods read?
 * Uses text alone. Invariant: a phrase is the same wherever it stands, in a trace and in an audit. */
#include "wording.h"

#include "date.h"

void dp_wording_number(dp_text *text, const char *before, int64_t number, const char *after) {
  dp_text_str(text, before);
  dp_text_int(text, number);
  dp_text_str(text, after);
}

void dp_wording_duration(dp_text *text, int32_t days, int32_t seconds) {
  const char *gap = "";
  const int32_t part[4] = {days, seconds / 3600, seconds / 60 % 60, seconds % 60};
  static const char *const unit[4] = {" d", " h", " min", " s"};
  for (int i = 0; i < 4; i++) {
    if (part[i] == 0 && (i < 3 || *gap || days || seconds)) continue;
    dp_wording_number(text, gap, part[i], unit[i]);
    gap = " ";
  }
}

void dp_wording_clock(dp_text *text, int32_t second) {
  dp_text_pad(text, second / 3600, 2);
  dp_text_char(text, ':');
  dp_text_pad(text, second / 60 % 60, 2);
  if (second % 60 == 0) return;
  dp_text_char(text, ':');
  dp_text_pad(text, second % 60, 2);
}

const char *dp_wording_weekday(int32_t date) {
  static const char *const weekdays[8] = {"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  return weekdays[dp_date_weekday(date)];
}

void dp_wording_per(dp_text *text, const dp_guard_rule *rule) {
  static const char *const per[] = {" a day", " a week", " a month"};
  if (rule->per >= DP_GUARD_PER_DAY) {
    dp_text_str(text, per[rule->per - DP_GUARD_PER_DAY]);
  } else if (rule->per == DP_GUARD_PER_DAYS) {
    dp_wording_number(text, " in ", rule->per_days, " days");
  } else {
    dp_text_str(text, " in ");
    dp_wording_duration(text, rule->duration.days, rule->duration.seconds);
  }
}

void dp_wording_quiet(dp_text *text, const dp_guard_rule *rule) {
  static const char *const after[] = {"", "a conversation", "a refusal", "an abandoned call",
                                      "a silent call"};
  if (rule->per_days)
    dp_wording_number(text, "", rule->per_days, " days");
  else
    dp_wording_duration(text, rule->duration.days, rule->duration.seconds);
  dp_text_str(text, " after ");
  dp_text_str(text, after[rule->after]);
}
