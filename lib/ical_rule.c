/* SPDX-License-Identifier: MIT */
/* Does a recurrence rule of whole days ever happen, when first, and how much searching does it ask for?
 * Uses date arithmetic alone. libical finds the dates; it searches for the first one without any bound, and
 * takes numbers that it cannot hold. Invariant: what is found wrong or impossible here never reaches libical;
 * a rule that does happen is never called impossible. */
#include "ical_rule.h"

#include "date.h"
#include "ical_lines.h"
#include "text.h"

#include <string.h>

enum { DP_ICAL_INTERVAL_MAX = 10000, DP_ICAL_COUNT_MAX = 1000000 };

static const char bad_number[] = "a number in it is out of range";

int dp_ical_date(const char *text, size_t len, int32_t *date) {
  const int64_t number = len == 8 ? dp_text_digits(text, 8) : -1;
  const int32_t year = (int32_t)(number / 10000), month = (int32_t)(number / 100 % 100),
                day = (int32_t)(number % 100);
  if (number < 0 || year < 1 || month < 1 || month > 12 || day < 1 || day > dp_month_days(year, month))
    return 0;
  *date = dp_date_make(year, month, day);
  return 1;
}

/* --- reading ----------------------------------------------------------------------------------- */

/* A whole number with an optional sign; 0: none, or not from low to high. */
static int take_number(const char *text, size_t len, int64_t low, int64_t high, int64_t *out) {
  const int sign = len && (text[0] == '-' || text[0] == '+');
  const int64_t number =
      len > (size_t)sign && len <= 12 ? dp_text_digits(text + sign, len - (size_t)sign) : -1;
  if (number < 0) return 0;
  *out = text[0] == '-' ? -number : number;
  return *out >= low && *out <= high;
}

/* The next item of a list with commas: its length; *text moves behind it, and to NULL at the end. */
static size_t next_item(const char **text, size_t *len, const char **item) {
  const char *comma = memchr(*text, ',', *len);
  const size_t n = comma ? (size_t)(comma - *text) : *len;
  *item = *text;
  *text = comma ? comma + 1 : NULL;
  *len -= comma ? n + 1 : n;
  return n;
}

static const char *take_list(dp_ical_list *list, const char *text, size_t len, int32_t most, int negative) {
  const char *item;
  while (text) {
    const size_t n = next_item(&text, &len, &item);
    int64_t number;
    if (list->count == DP_ICAL_LIST_MAX) return "a list in it is longer than 64 numbers";
    if (!take_number(item, n, negative ? -most : 1, most, &number) || number == 0) return bad_number;
    list->at[list->count++] = (int16_t)number;
  }
  return NULL;
}

static int32_t weekday_of(const char *text) {
  static const char names[7][3] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  for (int32_t i = 0; i < 7; i++)
    if (dp_ical_is(text, 2, names[i])) return i + 1;
  return 0;
}

static const char *take_weekdays(dp_ical_rule *rule, const char *text, size_t len) {
  const char *item;
  while (text) {
    const size_t n = next_item(&text, &len, &item);
    const int32_t weekday = n >= 2 ? weekday_of(item + n - 2) : 0;
    int64_t place = 0;
    if (rule->weekday_count == DP_ICAL_LIST_MAX) return "a list in it is longer than 64 weekdays";
    if (!weekday) return "a weekday in it has none of the names MO TU WE TH FR SA SU";
    if (n > 2 && (!take_number(item, n - 2, -53, 53, &place) || place == 0)) return bad_number;
    rule->weekdays[rule->weekday_count++] = (dp_ical_weekday){(int8_t)place, (int8_t)weekday};
  }
  return NULL;
}

static const char *take_frequency(dp_ical_rule *rule, const char *text, size_t len) {
  static const char *const names[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
  for (int32_t i = 0; i < 4; i++)
    if (dp_ical_is(text, len, names[i])) {
      rule->freq = DP_ICAL_DAILY + i;
      return NULL;
    }
  return "FREQ is none of DAILY, WEEKLY, MONTHLY and YEARLY";
}

/* An end with a time counts by its date. */
static const char *take_until(dp_ical_rule *rule, const char *text, size_t len) {
  const char *time = memchr(text, 'T', len);
  return dp_ical_date(text, time ? (size_t)(time - text) : len, &rule->until) ? NULL : "UNTIL is no date";
}

enum {
  FREQ,
  UNTIL,
  COUNT,
  INTERVAL,
  WKST,
  BYMONTH,
  BYMONTHDAY,
  BYYEARDAY,
  BYWEEKNO,
  BYSETPOS,
  BYDAY,
  BYHOUR
};

/* A part by its name; -1: none. Parts of the time of day are all BYHOUR. */
static int part_of(const char *name, size_t len) {
  static const char *const names[] = {"FREQ",    "UNTIL",      "COUNT",     "INTERVAL", "WKST",
                                      "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS",
                                      "BYDAY",   "BYHOUR",     "BYMINUTE",  "BYSECOND"};
  for (int i = 0; i < 14; i++)
    if (dp_ical_is(name, len, names[i])) return i < BYHOUR ? i : BYHOUR;
  return -1;
}

static const char *take_part(dp_ical_rule *rule, int part, const char *value, size_t len) {
  int64_t number = 0;
  switch (part) {
  case FREQ: return take_frequency(rule, value, len);
  case UNTIL: return take_until(rule, value, len);
  case COUNT:
    if (!take_number(value, len, 1, DP_ICAL_COUNT_MAX, &number)) return bad_number;
    rule->count = (int32_t)number;
    return NULL;
  case INTERVAL:
    if (!take_number(value, len, 1, DP_ICAL_INTERVAL_MAX, &number)) return bad_number;
    rule->interval = (int32_t)number;
    return NULL;
  case WKST:
    rule->week_start = len == 2 ? weekday_of(value) : 0;
    return rule->week_start ? NULL : "WKST is no weekday";
  case BYMONTH: return take_list(&rule->months, value, len, 12, 0);
  case BYMONTHDAY: return take_list(&rule->month_days, value, len, 31, 1);
  case BYYEARDAY: return take_list(&rule->year_days, value, len, 366, 1);
  case BYWEEKNO: return take_list(&rule->weeks, value, len, 53, 1);
  case BYSETPOS: return take_list(&rule->places, value, len, 366, 1);
  case BYDAY: return take_weekdays(rule, value, len);
  default: return NULL;
  }
}

static int has_places(const dp_ical_rule *rule) {
  for (uint32_t i = 0; i < rule->weekday_count; i++)
    if (rule->weekdays[i].n) return 1;
  return 0;
}

static int has_negative(const dp_ical_list *list) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i] < 0) return 1;
  return 0;
}

/* What RFC 5545 forbids, and what libical 3 reads as something else. */
static const char *check(const dp_ical_rule *rule) {
  const int yearly = rule->freq == DP_ICAL_YEARLY, monthly = rule->freq == DP_ICAL_MONTHLY;
  if (!rule->freq) return "it has no FREQ";
  if (has_places(rule) && ((!yearly && !monthly) || rule->weeks.count))
    return "weekdays with a number belong to MONTHLY and YEARLY, without BYWEEKNO";
  if (rule->month_days.count && rule->freq == DP_ICAL_WEEKLY) return "BYMONTHDAY does not belong to WEEKLY";
  if (has_negative(&rule->month_days) && rule->freq == DP_ICAL_DAILY)
    return "days from the end of the month are read with MONTHLY and YEARLY alone";
  if (rule->year_days.count && !yearly) return "BYYEARDAY belongs to YEARLY";
  if (rule->weeks.count && !yearly) return "BYWEEKNO belongs to YEARLY";
  if (rule->places.count && !yearly && !monthly) return "BYSETPOS is read with MONTHLY and YEARLY alone";
  if (rule->places.count && !rule->months.count && !rule->month_days.count && !rule->year_days.count &&
      !rule->weeks.count && !rule->weekday_count)
    return "BYSETPOS stands without another BY part";
  return NULL;
}

/* The next part of a rule: its length, 0 at the end. *name_len: up to the '='; 0: there is none. */
static size_t next_part(const char **text, size_t *len, const char **part, size_t *name_len) {
  while (*len && **text == ';') {
    ++*text;
    --*len;
  }
  const char *semicolon = memchr(*text, ';', *len);
  const size_t n = semicolon ? (size_t)(semicolon - *text) : *len;
  const char *equals = memchr(*text, '=', n);
  *part = *text;
  *name_len = equals ? (size_t)(equals - *text) : 0;
  *text += n;
  *len -= n;
  return n;
}

const char *dp_ical_rule_parse(const char *text, size_t len, dp_ical_rule *rule) {
  const char *name;
  size_t n, name_len;
  uint32_t seen = 0;
  memset(rule, 0, sizeof *rule);
  rule->interval = rule->week_start = 1;
  rule->until = INT32_MAX;
  while ((n = next_part(&text, &len, &name, &name_len)) != 0) {
    const int part = part_of(name, name_len);
    if (!name_len || part < 0) return "a part of it is none of RFC 5545";
    if (part != BYHOUR && seen & 1u << part) return "a part of it is written twice";
    seen |= 1u << part;
    const char *fault = take_part(rule, part, name + name_len + 1, n - name_len - 1);
    if (fault) return fault;
  }
  return check(rule);
}

void dp_ical_rule_write(dp_text *out, const char *text, size_t len) {
  const char *name;
  size_t n, name_len;
  const char *between = "";
  while ((n = next_part(&text, &len, &name, &name_len)) != 0) {
    const int part = part_of(name, name_len);
    if (part == UNTIL || part == BYHOUR) continue;
    dp_text_str(out, between);
    dp_text_bytes(out, name, n);
    between = ";";
  }
}

/* --- searching --------------------------------------------------------------------------------- */

/* What a rule leaves to the start is taken from it. */
static void complete(dp_ical_rule *rule, const dialplan_civil *start, int32_t date) {
  const int free = !rule->weekday_count && !rule->month_days.count && !rule->year_days.count;
  const int8_t weekday = (int8_t)dp_date_weekday(date);
  if (!free || rule->freq == DP_ICAL_DAILY) return;
  if (rule->freq == DP_ICAL_WEEKLY || rule->weeks.count) {
    rule->weekdays[rule->weekday_count++] = (dp_ical_weekday){0, weekday};
    return;
  }
  rule->month_days.at[rule->month_days.count++] = (int16_t)start->day;
  if (rule->freq == DP_ICAL_YEARLY && !rule->months.count)
    rule->months.at[rule->months.count++] = (int16_t)start->month;
}

/* Whether a list is empty, or names the place that counts n from the front of so many. */
static int names(const dp_ical_list *list, int32_t n, int32_t of) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i] == n || list->at[i] == n - of - 1) return 1;
  return list->count == 0;
}

/* The first date of week 1 of a year: the week that holds at least four of its days. */
static int32_t first_week(int32_t year, int32_t week_start) {
  const int32_t date = dp_date_make(year, 1, 4);
  return date - (dp_date_weekday(date) - week_start + 7) % 7;
}

static int in_weeks(const dp_ical_rule *rule, int32_t date, int32_t year) {
  if (!rule->weeks.count) return 1;
  int32_t first = first_week(year, rule->week_start), behind = first_week(year + 1, rule->week_start);
  if (date < first) {
    behind = first;
    first = first_week(year - 1, rule->week_start);
  } else if (date >= behind) {
    first = behind;
    behind = first_week(year + 2, rule->week_start);
  }
  return names(&rule->weeks, (date - first) / 7 + 1, (behind - first) / 7);
}

static int in_weekdays(const dp_ical_rule *rule, int32_t date, int32_t place, int32_t of) {
  const int32_t weekday = dp_date_weekday(date);
  const int32_t front = (place - 1) / 7 + 1, back = -((of - place) / 7 + 1);
  for (uint32_t i = 0; i < rule->weekday_count; i++) {
    const dp_ical_weekday *wanted = &rule->weekdays[i];
    if (wanted->weekday == weekday && (wanted->n == 0 || wanted->n == front || wanted->n == back)) return 1;
  }
  return rule->weekday_count == 0;
}

static int matches(const dp_ical_rule *rule, int32_t date) {
  dialplan_civil civil;
  dp_date_split(date, &civil);
  const int32_t month_days = dp_month_days(civil.year, civil.month);
  const int32_t year_days = 365 + dp_year_leap(civil.year);
  const int32_t year_day = date - dp_date_make(civil.year, 1, 1) + 1;
  const int by_year = rule->freq == DP_ICAL_YEARLY && !rule->months.count;
  return names(&rule->months, civil.month, INT16_MAX) && names(&rule->month_days, civil.day, month_days) &&
         names(&rule->year_days, year_day, year_days) && in_weeks(rule, date, civil.year) &&
         in_weekdays(rule, date, by_year ? year_day : civil.day, by_year ? year_days : month_days);
}

/* The first date of the n-th period from the one that holds the start. */
static int32_t period(const dp_ical_rule *rule, int32_t start, const dialplan_civil *civil, int32_t n) {
  const int32_t step = n * rule->interval;
  switch (rule->freq) {
  case DP_ICAL_DAILY: return start + step;
  case DP_ICAL_WEEKLY: return start - (dp_date_weekday(start) - rule->week_start + 7) % 7 + 7 * step;
  case DP_ICAL_MONTHLY: {
    const int32_t month = civil->year * 12 + civil->month - 1 + step;
    return dp_date_make(month / 12, month % 12 + 1, 1);
  }
  default: return dp_date_make(civil->year + step, 1, 1);
  }
}

/* The date behind a period that begins on a date. */
static int32_t period_end(const dp_ical_rule *rule, int32_t from) {
  dialplan_civil civil;
  dp_date_split(from, &civil);
  switch (rule->freq) {
  case DP_ICAL_DAILY: return from + 1;
  case DP_ICAL_WEEKLY: return from + 7;
  case DP_ICAL_MONTHLY: return from + dp_month_days(civil.year, civil.month);
  default: return from + 365 + dp_year_leap(civil.year);
  }
}

/* The fewest days that a period must have for one of its places to be among them. */
static int32_t fewest(const dp_ical_rule *rule) {
  int32_t least = rule->places.count ? INT16_MAX : 1;
  for (uint32_t i = 0; i < rule->places.count; i++) {
    const int32_t place = rule->places.at[i] < 0 ? -rule->places.at[i] : rule->places.at[i];
    if (place < least) least = place;
  }
  return least;
}

static int32_t last_date(const dp_ical_rule *rule, int32_t last) {
  return rule->until < last ? rule->until : last;
}

/* The periods from a start up to an end. */
static int64_t periods_until(const dp_ical_rule *rule, int32_t start, int32_t until) {
  static const int32_t days[] = {1, 1, 7, 28, 365};
  return until < start ? 0 : (until - start) / ((int64_t)days[rule->freq] * rule->interval) + 1;
}

/* The dates of a period from a start on that match; *first: the one that makes them enough. */
static int32_t count_dates(const dp_ical_rule *rule, int32_t from, int32_t start, int32_t least,
                           int32_t *first) {
  const int32_t end = period_end(rule, from);
  int32_t found = 0;
  for (int32_t date = from; date < end; date++) {
    if (!matches(rule, date)) continue;
    found++;
    if (date >= start && found >= least && *first == INT32_MAX) *first = date;
  }
  return found;
}

dp_ical_survey dp_ical_rule_survey(const dp_ical_rule *written, int32_t start, int32_t last) {
  dp_ical_rule rule = *written;
  dp_ical_survey survey = {0};
  dialplan_civil civil;
  dp_date_split(start, &civil);
  complete(&rule, &civil, start);
  const int32_t least = fewest(&rule), until = last_date(&rule, last);
  int64_t total = 0;
  int32_t from = period(&rule, start, &civil, 0);
  while (from <= until) {
    int32_t first = INT32_MAX;
    const int32_t found = count_dates(&rule, from, start, least, &first);
    survey.periods++;
    if (first <= until) { /* with places, one of them at least is a date */
      if (!survey.happens) survey.first = first;
      survey.happens = 1;
      total += rule.places.count ? 1 : found;
    }
    if (survey.happens && total >= rule.count) break;
    from = period(&rule, start, &civil, (int32_t)survey.periods);
  }
  if (survey.happens && !rule.count) survey.periods = periods_until(&rule, start, until);
  return survey;
}
