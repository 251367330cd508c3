/* SPDX-License-Identifier: MIT */
/* What does this field say?
 * Uses the library's reading of instants. Invariant: an empty field is absent; anything else is read to its
 * end or is a fault. */
#include "values.h"

#include <string.h>

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

int value_instant(const world *w, const columns *c, const records *r, size_t column, int64_t *out, fault *f) {
  const slice t = text_of(c, r, column);
  const int field = c->field[column];
  if (!t.len) return 0;
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

int value_text(const columns *c, const records *r, size_t column, slice *out, fault *f) {
  const slice t = text_of(c, r, column);
  const int field = c->field[column];
  if (!t.len) return 0;
  if (r->kinds[field] == FIELD_NESTED) return bad(c, f, column, field, t, "text", "a text");
  *out = t;
  return 1;
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
