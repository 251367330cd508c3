/* SPDX-License-Identifier: MIT */
/* What do the bytes of a zone file say? Reads TZif (RFC 9636): the 64-bit block where there is one, then the
 * rule of the footer, up to the end of the valid range of instants. Uses tzrule alone. Invariant: no byte is
 * read before its place has been checked against the size; every count and every index is checked; files that
 * count leap seconds are refused, because instants here do not. */
#include "tzif.h"

#include "date.h"
#include "tzrule.h"

#include <string.h>

enum { DP_TZIF_HEADER = 44, DP_OFFSET_MAX_S = 93599 /* 25:59:59 */ };

void dp_changes_init(dp_changes *changes, int32_t offset) {
  changes->count = 1;
  changes->at[0] = INT64_MIN;
  changes->offset[0] = offset;
}

int dp_changes_add(dp_changes *changes, int64_t at, int32_t offset) {
  if (at >= DP_INSTANT_END) return 1;
  uint32_t last = changes->count - 1;
  if (at <= 1) at = INT64_MIN;
  if (changes->at[last] == at) { /* the newer one takes its place, and may now change nothing */
    changes->offset[last] = offset;
    if (last && changes->offset[last - 1] == offset) changes->count--;
    return 1;
  }
  if (changes->offset[last] == offset) return 1;
  if (changes->count == DP_CHANGES_MAX) return 0;
  last = changes->count++;
  changes->at[last] = at;
  changes->offset[last] = offset;
  return 1;
}

static uint32_t big32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Two's complement without leaving what C defines. */
static int64_t signed64(uint64_t bits) { return bits >> 63 ? -(int64_t)~bits - 1 : (int64_t)bits; }

static int32_t signed32(uint32_t bits) {
  return (int32_t)(bits >> 31 ? -(int64_t)(uint32_t)~bits - 1 : bits);
}

/* One header and the places of the data block behind it. */
typedef struct block {
  uint8_t version; /* 0, or '2' to '4' */
  uint32_t width;  /* bytes of a time: 4 or 8 */
  uint32_t ut_count, standard_count, leap_count, time_count, type_count, char_count;
  const uint8_t *times, *indexes, *types, *chars;
  uint64_t size; /* header and data */
} block;

static const char *read_block(const uint8_t *data, size_t size, uint32_t width, block *out) {
  if (size < DP_TZIF_HEADER) return "it ends inside a header";
  if (memcmp(data, "TZif", 4) != 0) return "it does not begin with TZif";
  out->version = data[4];
  if (out->version && (out->version < '2' || out->version > '4')) return "its version is none of 1 to 4";
  out->width = width;
  out->ut_count = big32(data + 20);
  out->standard_count = big32(data + 24);
  out->leap_count = big32(data + 28);
  out->time_count = big32(data + 32);
  out->type_count = big32(data + 36);
  out->char_count = big32(data + 40);
  const uint64_t times = DP_TZIF_HEADER, indexes = times + (uint64_t)out->time_count * width,
                 types = indexes + out->time_count, chars = types + (uint64_t)out->type_count * 6;
  out->size =
      chars + out->char_count + (uint64_t)out->leap_count * (width + 4) + out->standard_count + out->ut_count;
  if (out->size > size) return "it is shorter than its counts say";
  out->times = data + times;
  out->indexes = data + indexes;
  out->types = data + types;
  out->chars = data + chars;
  return NULL;
}

static const char *check_block(const block *in) {
  if (in->leap_count) return "it counts leap seconds (a file of the directory right/)";
  if (in->type_count == 0 || in->type_count > 256) return "it has no types of local time, or more than 256";
  if (in->char_count == 0 || in->chars[in->char_count - 1] != 0) return "its names of local time have no end";
  if ((in->ut_count && in->ut_count != in->type_count) ||
      (in->standard_count && in->standard_count != in->type_count))
    return "its counts of indicators do not agree with its count of types";
  for (uint32_t i = 0; i < in->type_count; i++) {
    const uint8_t *type = in->types + (size_t)i * 6;
    const int32_t offset = signed32(big32(type));
    if (offset < -DP_OFFSET_MAX_S || offset > DP_OFFSET_MAX_S) return "an offset from UTC is beyond 26 hours";
    if (type[4] > 1) return "a flag for daylight time is neither 0 nor 1";
    if (type[5] >= in->char_count) return "a type of local time has a name out of range";
  }
  return NULL;
}

static int64_t time_at(const block *in, uint32_t i) {
  const uint8_t *bytes = in->times + (size_t)i * in->width;
  if (in->width == 4) return signed32(big32(bytes));
  return signed64((uint64_t)big32(bytes) << 32 | big32(bytes + 4));
}

static int32_t offset_of(const block *in, uint32_t type) {
  return signed32(big32(in->types + (size_t)type * 6));
}

static const char *read_times(const block *in, dp_changes *changes) {
  dp_changes_init(changes, offset_of(in, 0));
  for (uint32_t i = 0; i < in->time_count; i++) {
    const int64_t at = time_at(in, i);
    if (i && at <= time_at(in, i - 1)) return "its changes are not in ascending order";
    if (in->indexes[i] >= in->type_count) return "a change names a type of local time out of range";
    if (!dp_changes_add(changes, at, offset_of(in, in->indexes[i]))) return "it has too many changes";
  }
  return NULL;
}

/* The changes that the rule makes after the instant `last`; until the first of them the offset of the last
 * change goes on, also where the rule would have another one there (some versions of zic wrote such files,
 * and it is the change that they had right). Starts and ends are two ascending sequences, merged. Where an
 * end and a start fall together daylight time goes on: that is how files write "always daylight time". */
static const char *unroll(const dp_tzrule *rule, int64_t last, dp_changes *changes) {
  enum { DP_RULE_YEAR_END = 2202 };
  const int64_t first =
      0; /* from before the valid range on, so that the rule's state is known at its beginning */
  dialplan_civil civil;
  dp_date_split(dp_date_of(last < first ? first : last, NULL), &civil);
  int32_t start_year = civil.year - 1, until_year = start_year;
  int64_t start = dp_tzrule_start(rule, start_year), until = dp_tzrule_until(rule, until_year);
  while (start_year < DP_RULE_YEAR_END || until_year < DP_RULE_YEAR_END) {
    const int ends = until <= start;
    const int64_t at = ends ? until : start;
    if (at > last && !dp_changes_add(changes, at, ends ? rule->standard : rule->daylight))
      return "it has too many changes";
    if (ends)
      until = dp_tzrule_until(rule, ++until_year);
    else
      start = dp_tzrule_start(rule, ++start_year);
  }
  return NULL;
}

static const char *read_rule(const block *in, const char *text, size_t len, dp_changes *changes) {
  dp_tzrule rule;
  const char *wrong = dp_tzrule_read(text, len, &rule);
  if (wrong) return wrong;
  if (in->time_count == 0) dp_changes_init(changes, rule.standard);
  const int64_t last = in->time_count ? time_at(in, in->time_count - 1) : INT64_MIN;
  if (last >= DP_INSTANT_END) return NULL;
  if (rule.changes) return unroll(&rule, last, changes);
  if (in->time_count && offset_of(in, in->indexes[in->time_count - 1]) != rule.standard)
    return "its rule contradicts its last change";
  return NULL;
}

const char *dp_tzif_read(const uint8_t *data, size_t size, dp_changes *changes) {
  block in;
  const char *wrong = read_block(data, size, 4, &in);
  if (wrong) return wrong;
  const uint8_t version = in.version;
  if (version) { /* the 32-bit block is passed over, whatever it holds */
    data += in.size;
    size -= (size_t)in.size;
    wrong = read_block(data, size, 8, &in);
    if (wrong) return wrong;
    if (in.version != version) return "its two headers are of different versions";
  }
  wrong = check_block(&in);
  if (!wrong) wrong = read_times(&in, changes);
  if (wrong || !version) return wrong;

  const char *footer = (const char *)data + in.size;
  const size_t rest = size - (size_t)in.size;
  const char *end = rest > 1 ? memchr(footer + 1, '\n', rest - 1) : NULL;
  if (!end || footer[0] != '\n') return "it has no footer";
  const size_t len = (size_t)(end - footer) - 1;
  return len ? read_rule(&in, footer + 1, len, changes) : NULL;
}
