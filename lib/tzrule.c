/* SPDX-License-Identifier: MIT */
/* When do clocks change behind the last change that a zone file lists?
 * Uses the arithmetic of date.h alone. Invariant: every number read is checked against its range, so that the
 * arithmetic cannot overflow; the whole text has been read, or it is refused. */
#include "tzrule.h"

#include "date.h"

typedef struct reader {
  const char *text;
  size_t len, at;
} reader;

static int peek(const reader *in) { return in->at < in->len ? (unsigned char)in->text[in->at] : -1; }

static int take(reader *in, int c) {
  if (peek(in) != c) return 0;
  in->at++;
  return 1;
}

static int is_digit(int c) { return c >= '0' && c <= '9'; }
static int is_letter(int c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/* A whole number from least to most; 0: there is none. */
static int number(reader *in, int32_t least, int32_t most, int32_t *value) {
  if (!is_digit(peek(in))) return 0;
  int32_t sum = 0;
  for (; is_digit(peek(in)); in->at++) {
    sum = sum * 10 + (peek(in) - '0');
    if (sum > most) return 0;
  }
  *value = sum;
  return sum >= least;
}

/* Three letters or more, or <anything of letters, digits, + and ->. The name itself is of no use to us. */
static int name(reader *in) {
  const int quoted = take(in, '<');
  const size_t start = in->at;
  for (int c; (c = peek(in)) >= 0; in->at++)
    if (!is_letter(c) && !(quoted && (is_digit(c) || c == '+' || c == '-'))) break;
  return in->at - start >= 3 && (!quoted || take(in, '>'));
}

/* [+-]h[:mm[:ss]] in seconds. */
static int clock(reader *in, int32_t most_hours, int32_t *seconds) {
  const int negative = take(in, '-');
  if (!negative) take(in, '+');
  int32_t hours = 0, minutes = 0, rest = 0;
  if (!number(in, 0, most_hours, &hours)) return 0;
  if (take(in, ':')) {
    if (!number(in, 0, 59, &minutes)) return 0;
    if (take(in, ':') && !number(in, 0, 59, &rest)) return 0;
  }
  const int32_t sum = hours * 3600 + minutes * 60 + rest;
  *seconds = negative ? -sum : sum;
  return 1;
}

static int date(reader *in, dp_tzrule_date *out) {
  int fine;
  if (take(in, 'M')) {
    out->kind = DP_TZRULE_MONTH;
    fine = number(in, 1, 12, &out->month) && take(in, '.') && number(in, 1, 5, &out->week) && take(in, '.') &&
           number(in, 0, 6, &out->day);
  } else if (take(in, 'J')) {
    out->kind = DP_TZRULE_JULIAN;
    fine = number(in, 1, 365, &out->day);
  } else {
    out->kind = DP_TZRULE_DAY;
    fine = number(in, 0, 365, &out->day);
  }
  if (!fine) return 0;
  out->second = 2 * 3600;
  return !take(in, '/') || clock(in, 167, &out->second);
}

const char *dp_tzrule_read(const char *text, size_t len, dp_tzrule *rule) {
  reader in = {text, len, 0};
  *rule = (dp_tzrule){0};
  if (!name(&in) || !clock(&in, 24, &rule->standard))
    return "its rule does not begin with a name and an offset";
  rule->standard = -rule->standard; /* POSIX counts westward */
  if (in.at == in.len) return NULL;

  if (!name(&in)) return "its rule has no valid name for daylight time";
  rule->daylight = rule->standard + 3600;
  if (peek(&in) != ',') {
    if (!clock(&in, 24, &rule->daylight)) return "its rule has no valid offset for daylight time";
    rule->daylight = -rule->daylight;
  }
  rule->changes = 1;
  if (!take(&in, ',') || !date(&in, &rule->start)) return "its rule does not say when daylight time starts";
  if (!take(&in, ',') || !date(&in, &rule->until)) return "its rule does not say when daylight time ends";
  return in.at == in.len ? NULL : "its rule goes on behind its end";
}

static int32_t date_in(const dp_tzrule_date *when, int32_t year) {
  if (when->kind == DP_TZRULE_DAY) return dp_date_make(year, 1, 1) + when->day;
  if (when->kind == DP_TZRULE_JULIAN) /* 29 February is never counted */
    return dp_date_make(year, 1, 1) + when->day - 1 + (when->day >= 60 && dp_year_leap(year));
  const int32_t first = dp_date_make(year, when->month, 1);
  const int32_t weekday = dp_date_weekday(first) % 7; /* Sunday 0, as in the rule */
  int32_t day = (when->day - weekday + 7) % 7 + (when->week - 1) * 7;
  if (day >= dp_month_days(year, when->month)) day -= 7; /* week 5 is the last one */
  return first + day;
}

int64_t dp_tzrule_start(const dp_tzrule *rule, int32_t year) {
  return (int64_t)date_in(&rule->start, year) * DP_DAY_S + rule->start.second - rule->standard;
}

int64_t dp_tzrule_until(const dp_tzrule *rule, int32_t year) {
  return (int64_t)date_in(&rule->until, year) * DP_DAY_S + rule->until.second - rule->daylight;
}
