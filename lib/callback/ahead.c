/* SPDX-License-Identifier: MIT */
/* Which civil date do the words mean, seen from the date of asking?
 * Uses civil arithmetic and, for a day without a time, the view. Invariant: never a date before that of
 * asking; months without the day that is said are passed over. */
#include "resolve.h"

enum { MONTHS_MOST = 12 * 8 + 1 }; /* there may be eight years between two of 29 February */

int dp_day_today(const dp_when *when) {
  return (when->flags & DP_WHEN_TODAY_SAID && when->day == DP_DAY_NONE) ||
         (when->day == DP_DAY_AHEAD && when->n == 0);
}

int dp_day_said(const dp_when *when) {
  return (when->day != DP_DAY_NONE && when->day != DP_DAY_EVERY) || dp_day_today(when);
}

static int32_t monday_of(int32_t date) { return date - (dp_date_weekday(date) - 1); }

static dp_day_choice one(int32_t date) { return (dp_day_choice){.date = date}; }

/* --- dates of months --- */

/* The year and month so many months after those of a date; the day is the date's. */
static dialplan_civil month_after(int32_t date, int32_t months) {
  dialplan_civil civil;
  dp_date_split(date, &civil);
  const int32_t month = civil.year * 12 + civil.month - 1 + months;
  civil.year = month / 12;
  civil.month = month % 12 + 1;
  return civil;
}

int32_t dp_day_add_months(int32_t date, int32_t months) {
  const dialplan_civil civil = month_after(date, months);
  const int32_t last = dp_month_days(civil.year, civil.month);
  return dp_date_make(civil.year, civil.month, civil.day < last ? civil.day : last);
}

static int exists(int32_t year, int32_t month, int32_t day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= dp_month_days(year, month);
}

/* The next date after `after` with this day of the month, and this month unless it is 0, from `months` on; 0:
 * none. */
static int32_t next_date(int32_t after, int32_t months, int32_t month, int32_t day) {
  for (int32_t i = months; i < months + MONTHS_MOST; i++) {
    const dialplan_civil civil = month_after(after, i);
    if ((month && civil.month != month) || !exists(civil.year, civil.month, day)) continue;
    const int32_t date = dp_date_make(civil.year, civil.month, day);
    if (date > after) return date;
  }
  return 0;
}

static int32_t written_date(const dp_asked *asked, int32_t year, int32_t month, int32_t day,
                            uint64_t *reasons) {
  if (!exists(year, month, day)) return 0;
  const int32_t date = dp_date_make(year, month, day);
  if (date < asked->date) *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_PAST);
  return date;
}

/* A day of a month. One that is today's: today, if a time beside it is ahead. */
static dp_day_choice date_of(const dp_asked *asked, const dp_when *when, int32_t month, int32_t day,
                             uint64_t *reasons) {
  dialplan_civil today;
  dp_date_split(asked->date, &today);
  if (when->year) return one(written_date(asked, when->year, month, day, reasons));
  const int32_t next = next_date(asked->date, month ? 0 : when->months, month, day);
  if (today.month != month || today.day != day) return one(next);
  return (dp_day_choice){.date = asked->date, .instead = next};
}

/* Countries where the month comes first, by the Unicode locale data. */
static int month_first(const char *country) {
  static const char countries[] = "AS GU MH MP PH PR UM US VI ";
  if (!country) return 0;
  for (const char *c = countries; *c; c += 3)
    if (c[0] == country[0] && c[1] == country[1]) return 1;
  return 0;
}

/* "3/4": where only one order gives a date, that one. */
static dp_day_choice numbers(const dp_asked *asked, const dp_when *when, uint64_t *reasons) {
  const int32_t order = asked->settings->callbacks.date_order;
  const int32_t first = when->n, second = when->month;
  const int32_t year = when->year ? when->year : 2000; /* a leap year: 29/2 is a date */
  const int both = exists(year, first, second) && exists(year, second, first);
  int by_month = order == DP_DATES_AUTO ? month_first(asked->settings->country) : order == DP_DATES_MDY;
  if (!both) by_month = exists(year, first, second);
  if (both && first != second && order == DP_DATES_AUTO)
    *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_DATE_ORDER_ASSUMED);
  return by_month ? date_of(asked, when, first, second, reasons)
                  : date_of(asked, when, second, first, reasons);
}

static int32_t month_start(int32_t date, const dp_when *when) {
  const dialplan_civil civil = month_after(date, when->months);
  return when->month ? next_date(date, 0, when->month, 1) : dp_date_make(civil.year, civil.month, 1);
}

static int32_t month_end(int32_t date, const dp_when *when) {
  dialplan_civil civil = month_after(date, when->month ? 0 : when->months);
  if (when->month && when->month < civil.month) civil.year++;
  if (when->month) civil.month = when->month;
  return dp_date_make(civil.year, civil.month, dp_month_days(civil.year, civil.month));
}

/* --- days of weeks --- */

static dp_day_choice weekday(const dp_asked *asked, const dp_when *when) {
  const int32_t monday = monday_of(asked->date), behind = when->n - 1;
  if (when->which == DP_WHICH_NEXT) return one(monday + 7 + behind + when->weeks * 7);
  if (when->which == DP_WHICH_WEEK) {
    const int32_t date = monday + behind + when->weeks * 7;
    return one(date < asked->date ? date + 7 : date);
  }
  dp_day_choice days = {.reasons = dp_reason_bit(DIALPLAN_CALLBACK_WEEKDAY_NEXT)};
  const int32_t ahead = monday + behind - asked->date;
  days.date = asked->date + (ahead < 0 ? ahead + 7 : ahead);
  if (ahead == 0 && when->weeks == 0) {
    days.instead = days.date + 7;
    days.open_only = 1;
  } else {
    days.date += (ahead == 0 ? 7 : 0) + when->weeks * 7;
  }
  return days;
}

/* Said on a weekend, it is the one that is under way, as long as the time beside it is ahead. */
static dp_day_choice weekend(const dp_asked *asked, const dp_when *when) {
  const int32_t saturday = monday_of(asked->date) + 5;
  if (when->weeks || asked->date < saturday) return one(saturday + when->weeks * 7);
  return (dp_day_choice){.date = asked->date,
                         .instead = asked->date == saturday ? saturday + 1 : saturday + 7};
}

/* The Friday of a week; that of this week is behind on a weekend. */
static int32_t week_end(const dp_asked *asked, const dp_when *when) {
  const int32_t friday = monday_of(asked->date) + 4 + when->weeks * 7;
  return friday < asked->date ? friday + 7 : friday;
}

static int32_t week(const dp_asked *asked, const dp_when *when) {
  const int32_t monday = monday_of(asked->date) + when->weeks * 7;
  return monday < asked->date ? asked->date : monday;
}

int dp_day_of(const dp_asked *asked, const dp_when *when, dp_day_choice *days, uint64_t *reasons) {
  const int32_t today = asked->date;
  switch (when->day) {
  case DP_DAY_NONE:
  case DP_DAY_EVERY:
    *days = (dp_day_choice){.date = today, .instead = dp_day_today(when) ? 0 : today + 1};
    break;
  case DP_DAY_AHEAD: *days = one(today + when->n); break;
  case DP_DAY_WEEKDAY: *days = weekday(asked, when); break;
  case DP_DAY_WEEK: *days = one(week(asked, when)); break;
  case DP_DAY_WEEKEND: *days = weekend(asked, when); break;
  case DP_DAY_WEEK_END: *days = one(week_end(asked, when)); break;
  case DP_DAY_DATE: *days = date_of(asked, when, when->month, when->n, reasons); break;
  case DP_DAY_NUMBERS: *days = numbers(asked, when, reasons); break;
  case DP_DAY_MONTH: *days = one(month_start(today, when)); break;
  case DP_DAY_MONTH_END: *days = one(month_end(today, when)); break;
  default: return 0;
  }
  if (days->date < today || days->date >= DP_DATE_END - 1) return 0;
  *reasons |= days->reasons;
  return 1;
}

/* --- a day without a time --- */

int64_t dp_day_time(const dp_asked *asked, int32_t date, int32_t second) {
  const dp_room room = dp_room_of_date(asked->view, date);
  const int64_t at = dp_view_clock(asked->view, date, second);
  return room.from_at ? dp_room_into(asked->view, room, at) : at;
}

/* Three hours on, not past an hour before closing; with less than that left, at once. */
dp_found dp_day_later_today(const dp_asked *asked) {
  const dp_room room = dp_room_of_date(asked->view, asked->date);
  dp_found found = {.kind = DIALPLAN_KIND_DAY, .grain = DIALPLAN_GRAIN_DAY};
  found.at = asked->at + 3 * 3600;
  if (!room.from_at) return found;
  if (found.at > room.until_at - 3600) found.at = room.until_at - 3600;
  if (found.at < room.from_at) found.at = room.from_at;
  if (found.at <= asked->at + DP_SOON_S) {
    found.at = asked->at + DP_SOON_S;
    found.reasons = dp_reason_bit(DIALPLAN_CALLBACK_PAST_TODAY);
  } else {
    found.at = dp_view_clip_until(asked->view, found.at, room.until_at);
  }
  return found;
}

/* The date by its bound: "after next week" is the week after it. */
static int32_t bounded(const dp_when *when, int32_t date) {
  if (when->bound == DP_BOUND_BEFORE) return date - 1;
  if (when->bound != DP_BOUND_AFTER) return date;
  switch (when->day) {
  case DP_DAY_WEEK: return date + 7;
  case DP_DAY_WEEKEND: return date + 2;
  case DP_DAY_MONTH: return dp_day_add_months(date, 1);
  default: return date + 1;
  }
}

static void bound_days(const dp_asked *asked, const dp_when *when, int32_t said, int32_t date,
                       dp_found *found) {
  const int32_t earliest = when->bound == DP_BOUND_AFTER || when->bound == DP_BOUND_FROM ? date : 0;
  const int32_t latest = when->bound == DP_BOUND_BY ? said + 1 : when->bound == DP_BOUND_BEFORE ? said : 0;
  if (earliest) found->earliest_at = dp_view_midnight(asked->view, earliest);
  if (latest) found->latest_at = dp_view_midnight(asked->view, latest);
  found->deadline = latest != 0;
}

dp_found dp_day_alone(const dp_asked *asked, const dp_when *when) {
  dp_found found = {.kind = DIALPLAN_KIND_DAY, .grain = DIALPLAN_GRAIN_DAY, .move = DP_MOVE_DAY};
  const int32_t day_only = asked->settings->callbacks.day_only_min;
  dp_day_choice days;
  if (!dp_day_of(asked, when, &days, &found.reasons)) return found;
  const int32_t said = days.instead && when->day != DP_DAY_WEEKEND ? days.instead : days.date;
  const int32_t date = bounded(when, said);
  if (date <= asked->date) {
    const uint64_t reasons = found.reasons;
    found = dp_day_later_today(asked);
    found.reasons |= reasons;
  } else {
    found.at = dp_day_time(asked, date, day_only == DP_OFF ? asked->second : day_only * 60);
  }
  found.reasons |= dp_reason_bit(DIALPLAN_CALLBACK_DAY_ONLY);
  if (when->day == DP_DAY_WEEK) found.grain = DIALPLAN_GRAIN_WEEK;
  bound_days(asked, when, said, date, &found);
  return found;
}
