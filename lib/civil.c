/* SPDX-License-Identifier: MIT */
/* Which date is it, and how long is "1d12h"? Civil dates and durations as numbers and as text.
 * Uses the arithmetic of date.h and the text writer. Invariant: every answer is within the documented range,
 * and what cannot be read is refused with the column at which reading ended. */
#include "civil.h"

#include "base.h"
#include "date.h"

#include <string.h>

enum { DP_DURATION_MAX_DAYS = 3660 };

dialplan_status dp_civil_fail(dialplan_error *err, dialplan_status status, const char *code,
                              const char *message, const char *text, size_t len, size_t at) {
  dp_fail_found(err, status, code, message, text, len);
  if (err) {
    err->line = 1;
    err->column = (uint32_t)at + 1;
    err->offset = (uint32_t)at;
  }
  return status;
}

dialplan_status dialplan_date_make(int32_t year, int32_t month, int32_t day, int32_t *date) {
  if (!date) return DIALPLAN_E_ARGUMENT;
  if (year < 1 || year > 9999 || month < 1 || month > 12) return DIALPLAN_E_RANGE;
  if (day < 1 || day > dp_month_days(year, month)) return DIALPLAN_E_RANGE;
  *date = dp_date_make(year, month, day);
  return DIALPLAN_OK;
}

dialplan_status dialplan_date_split(int32_t date, dialplan_civil *civil) {
  enum { DP_DATE_YEAR_1 = -719162, DP_DATE_YEAR_10000 = 2932897 };
  if (!civil) return DIALPLAN_E_ARGUMENT;
  if (date < DP_DATE_YEAR_1 || date >= DP_DATE_YEAR_10000) return DIALPLAN_E_RANGE;
  dp_date_split(date, civil);
  return DIALPLAN_OK;
}

int32_t dialplan_date_weekday(int32_t date) { return dp_date_weekday(date); }

static dialplan_status fail_form(const char *text, size_t len, dialplan_error *err) {
  static const char form[] = "dddd-dd-dd";
  size_t at = 0;
  while (at < len && form[at] && (form[at] == '-' ? text[at] == '-' : (unsigned char)(text[at] - '0') <= 9))
    at++;
  return dp_civil_fail(err, DIALPLAN_E_SYNTAX, "date-form", "expected a date like 2026-03-02, found", text,
                       len, at);
}

dialplan_status dp_civil_read_date(const char *text, size_t len, int32_t *date, dialplan_error *err) {
  if (len < DP_DATE_LEN || text[4] != '-' || text[7] != '-') return fail_form(text, len, err);
  const int32_t century = dp_civil_pair(text), rest = dp_civil_pair(text + 2), year = century * 100 + rest;
  const int32_t month = dp_civil_pair(text + 5), day = dp_civil_pair(text + 8);
  if ((century | rest | month | day) < 0) return fail_form(text, len, err);
  if (year < 1)
    return dp_civil_fail(err, DIALPLAN_E_RANGE, "date-impossible", "there is no year 0 in", text, len, 0);
  if (month < 1 || month > 12)
    return dp_civil_fail(err, DIALPLAN_E_RANGE, "date-impossible", "there is no such month in", text, len, 5);
  if (day < 1 || day > dp_month_days(year, month))
    return dp_civil_fail(err, DIALPLAN_E_RANGE, "date-impossible", "the month has no such day in", text, len,
                         8);
  *date = dp_date_make(year, month, day);
  return DIALPLAN_OK;
}

dialplan_status dialplan_date_parse(const char *text, uint64_t len, int32_t *date, dialplan_error *err) {
  if ((!text && len) || !date) return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "text or date is NULL");
  if (len > DP_DATE_LEN)
    return dp_civil_fail(err, DIALPLAN_E_SYNTAX, "date-form",
                         "expected a date like 2026-03-02 and no more, found", text, (size_t)len,
                         DP_DATE_LEN);
  int32_t found = 0;
  const dialplan_status status = dp_civil_read_date(text, (size_t)len, &found, err);
  if (status) return status;
  if (found < 0 || found >= DP_DATE_END)
    return dp_civil_fail(err, DIALPLAN_E_RANGE, "date-range",
                         "dates lie from 1970-01-01 to 2199-12-31, unlike", text, (size_t)len, 0);
  *date = found;
  return DIALPLAN_OK;
}

static const char units[] = "wdhms";
static const int32_t unit_days[] = {7, 1, 0, 0, 0};
static const int32_t unit_seconds[] = {0, 0, 3600, 60, 1};

dialplan_status dialplan_duration_parse(const char *text, uint64_t len, dialplan_duration *duration,
                                        dialplan_error *err) {
  const int64_t most = (int64_t)DP_DURATION_MAX_DAYS * DP_DAY_S;
  if ((!text && len) || !duration)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "text or duration is NULL");
  const size_t end = (size_t)len;
  if (end == 0)
    return dp_civil_fail(err, DIALPLAN_E_SYNTAX, "duration-form",
                         "expected a duration like 90s, 20m or 1d12h, found", "", 0, 0);
  int64_t days = 0, seconds = 0;
  for (size_t at = 0, next_unit = 0; at < end;) {
    const size_t start = at;
    int64_t value = 0;
    for (; at < end && (unsigned char)(text[at] - '0') <= 9; at++)
      if (value <= most) value = value * 10 + (text[at] - '0');
    if (at == start)
      return dp_civil_fail(err, DIALPLAN_E_SYNTAX, "duration-form", "expected a whole number in", text, end,
                           at);
    if (at == end)
      return dp_civil_fail(err, DIALPLAN_E_SYNTAX, "duration-unit",
                           "a number needs its unit (w, d, h, m or s) in", text, end, at);
    const char *unit = memchr(units, text[at], sizeof units - 1);
    if (!unit)
      return dp_civil_fail(err, DIALPLAN_E_SYNTAX, "duration-unit",
                           "expected one of the units w, d, h, m, s in", text, end, at);
    const size_t index = (size_t)(unit - units);
    if (index < next_unit)
      return dp_civil_fail(err, DIALPLAN_E_SYNTAX, "duration-order",
                           "the units stand in the order w d h m s, each at most once; found", text, end, at);
    next_unit = index + 1;
    days += value * unit_days[index];
    seconds += value * unit_seconds[index];
    if (days * DP_DAY_S + seconds > most)
      return dp_civil_fail(err, DIALPLAN_E_RANGE, "duration-range", "longer than 3,660 days:", text, end,
                           start);
    at++;
  }
  duration->days = (int32_t)days;
  duration->seconds = (int32_t)seconds;
  return DIALPLAN_OK;
}

static void write_part(dp_text *text, int32_t value, char unit) {
  if (value) {
    dp_text_int(text, value);
    dp_text_char(text, unit);
  }
}

dialplan_status dialplan_duration_format(dialplan_duration duration, char *out, uint64_t cap, uint64_t *len) {
  if (!len || (!out && cap)) return DIALPLAN_E_ARGUMENT;
  if (duration.days < 0 || duration.seconds < 0) return DIALPLAN_E_RANGE;
  dp_text text = {out, (size_t)cap, 0};
  if (duration.seconds == 0 && duration.days % 7 == 0)
    write_part(&text, duration.days / 7, 'w');
  else
    write_part(&text, duration.days, 'd');
  write_part(&text, duration.seconds / 3600, 'h');
  write_part(&text, duration.seconds / 60 % 60, 'm');
  write_part(&text, duration.seconds % 60, 's');
  if (text.len == 0) dp_text_str(&text, "0s");
  *len = text.len;
  return DIALPLAN_OK;
}
