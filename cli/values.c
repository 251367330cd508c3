/* SPDX-License-Identifier: MIT */
/* What does this field say?
 * Uses the library's reading of instants. Invariant: an empty field is absent; anything else is read to its
 * end or is a fault. */
#include "values.h"

#include <string.h>

#include "digits.h"

/* Empty: there is no such field, or nothing in it. Returned by value and so in registers: behind a pointer it
 * would be written in halves and read back as a whole, for which a processor waits. */
static inline slice text_of(const columns *c, const records *r, size_t column) {
  const int field = c->field[column];
  return field < 0 ? (slice){NULL, 0} : slice_trim(r->fields[field]);
}

static int bad(const columns *c, fault *f, size_t column, int field, slice t, const char *code,
               const char *expected) {
  fault_set(f, field, code, "%s is %s, not \"%.*s\"", c->known[column], expected,
            (int)(t.len < 60 ? t.len : 60), t.at);
  return -1;
}

/* "2026-03-02T09:00:00Z", as most lists have it, in a fraction of the time that all forms take. What is not
 * quite so is the library's to read, or to refuse. */
static int quick_instant(slice t, int64_t *out) {
  if (t.len != 20) return 0;
  const uint64_t front = digits_load_as(t.at, "0000-00-"), middle = digits_load_as(t.at + 8, "00T00:00"),
                 back = digits_load_as(t.at + 12, "0:00:00Z") & ~UINT64_C(0xFFFFFFFF);
  const uint64_t separators = (front & UINT64_C(0xFF0000FF00000000)) | (middle & UINT64_C(0xFF0000FF0000)) |
                              (back & UINT64_C(0xFF0000FF00000000));
  if (separators | digits_wrong(front) | digits_wrong(middle) | digits_wrong(back)) return 0;
  const uint64_t year_month = digits_pairs(front), day_minute = digits_pairs(middle);
  const int century = year_month & 0xFF, year = year_month >> 16 & 0xFF, month = year_month >> 40 & 0xFF;
  const int day = day_minute & 0xFF, hour = day_minute >> 24 & 0xFF, minute = day_minute >> 48 & 0xFF;
  const int second = digits_pairs(back) >> 40 & 0xFF;
  int32_t date;
  if (century > 21 || hour > 23 || minute > 59 || second > 59 || /* instants end with 2199 */
      dialplan_date_make(century * 100 + year, month, day, &date))
    return 0;
  const int64_t at = (int64_t)date * 86400 + hour * 3600 + minute * 60 + second;
  if (at < 1) return 0;
  *out = at;
  return 1;
}

int value_instant(const world *w, const columns *c, const records *r, size_t column, int64_t *out, fault *f) {
  const slice t = text_of(c, r, column);
  const int field = c->field[column];
  if (!t.len) return 0;
  if (quick_instant(t, out)) return 1;
  if (r->kinds[field] == FIELD_NUMBER) {
    if (slice_integer(t, 1, dialplan_limit(DIALPLAN_LIMIT_INSTANT) - 1, out)) return 1;
    return bad(c, f, column, field, t, "instant-range", "a whole number of seconds since 1970");
  }
  dialplan_error err;
  if (!dialplan_instant_parse(w->zones, w->zone, t.at, t.len, DIALPLAN_EDGE_START, out, &err)) return 1;
  fault_set(f, field, err.code, "%s: %s", c->known[column], err.message);
  return -1;
}

int value_integer(const columns *c, const records *r, size_t column, int64_t least, int64_t most,
                  int64_t *out, fault *f) {
  const slice t = text_of(c, r, column);
  const int field = c->field[column];
  if (!t.len) return 0;
  if (slice_integer(t, least, most, out)) return 1;
  fault_set(f, field, "number", "%s is a whole number from %lld to %lld, not \"%.*s\"", c->known[column],
            (long long)least, (long long)most, (int)(t.len < 60 ? t.len : 60), t.at);
  return -1;
}

int value_boolean(const columns *c, const records *r, size_t column, int *out, fault *f) {
  const slice t = text_of(c, r, column);
  const int field = c->field[column];
  if (!t.len) return 0;
  return slice_boolean(t, out) ? 1
                               : bad(c, f, column, field, t, "boolean", "true or false, yes or no, 1 or 0");
}

int value_nested(const columns *c, const records *r, size_t column, fault *f) {
  return bad(c, f, column, c->field[column], text_of(c, r, column), "text", "a text");
}

int value_variant(const world *w, const columns *c, const records *r, size_t column, uint16_t *out,
                  fault *f) {
  slice t = {NULL, 0};
  const int got = value_text(c, r, column, &t, f);
  if (got <= 0) return got;
  int64_t number;
  dialplan_error err;
  if (!dialplan_variant_find(w->campaign, t.at, t.len, out, &err)) return 1;
  if (slice_integer(t, 1, dialplan_variant_count(w->campaign), &number)) {
    *out = (uint16_t)number;
    return 1;
  }
  fault_take(f, c->field[column], &err);
  return -1;
}

int value_millionths(const columns *c, const records *r, size_t column, int64_t *out, fault *f) {
  const slice t = text_of(c, r, column);
  const int field = c->field[column];
  if (!t.len) return 0;
  const char *const point = memchr(t.at, '.', t.len);
  const slice whole = {t.at, point ? (size_t)(point - t.at) : t.len};
  int64_t value = 0, fraction = 0;
  const size_t digits = point ? t.len - whole.len - 1 : 0;
  if (!slice_integer(whole, 0, 999999999999, &value) || (point && (digits < 1 || digits > 6)) ||
      (point && !slice_integer((slice){point + 1, digits}, 0, 999999, &fraction)))
    return bad(c, f, column, field, t, "number", "an amount with at most six decimals");
  for (size_t i = digits; i < 6; i++) fraction *= 10;
  *out = value * 1000000 + fraction;
  return 1;
}
