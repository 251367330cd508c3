/* SPDX-License-Identifier: MIT */
/* Which instant does "2026-03-02T09:00:00+05:30" name, and how is an instant written?
 * Uses civil and zones. Invariant: what is written is read back as the same instant; a text is read to its
 * last byte or refused with the column at which it stopped making sense. */
#include "base.h"
#include "civil.h"
#include "zones.h"

#include <string.h>

/* A text that is being read; a failure is told with its place. */
typedef struct reader {
  const char *text;
  size_t len, at;
  dialplan_error *err;
} reader;

static dialplan_status fail(const reader *in, dialplan_status status, const char *code, const char *message) {
  return dp_civil_fail(in->err, status, code, message, in->text, in->len, in->at);
}

static dialplan_status fail_form(const reader *in, const char *message) {
  return fail(in, DIALPLAN_E_SYNTAX, "instant-form", message);
}

/* The two digits at `at`; -1: they are not there. */
static int32_t pair(const reader *in, size_t at) {
  return at + 2 > in->len ? -1 : dp_civil_pair(in->text + at);
}

/* hh:mm, as in a time and in an offset. */
static dialplan_status read_hours_minutes(reader *in, int32_t *seconds) {
  const int32_t hours = pair(in, in->at);
  if (hours < 0) return fail_form(in, "expected two digits of hours in");
  if (hours > 23) return fail(in, DIALPLAN_E_RANGE, "time-impossible", "hours end at 23, in");
  in->at += 2;
  if (in->at == in->len || in->text[in->at] != ':')
    return fail_form(in, "expected ':' and two digits of minutes in");
  const int32_t minutes = pair(in, in->at + 1);
  in->at++;
  if (minutes < 0) return fail_form(in, "expected two digits of minutes in");
  if (minutes > 59) return fail(in, DIALPLAN_E_RANGE, "time-impossible", "minutes end at 59, in");
  in->at += 2;
  *seconds = hours * 3600 + minutes * 60;
  return DIALPLAN_OK;
}

static dialplan_status read_seconds(reader *in, int32_t *seconds) {
  in->at++;
  const int32_t value = pair(in, in->at);
  if (value < 0) return fail_form(in, "expected two digits of seconds in");
  if (value > 59) return fail(in, DIALPLAN_E_RANGE, "time-impossible", "seconds end at 59, in");
  in->at += 2;
  *seconds += value;
  if (in->at < in->len && (in->text[in->at] == '.' || in->text[in->at] == ','))
    return fail_form(in, "instants are whole seconds, without a fraction, unlike");
  return DIALPLAN_OK;
}

/* The first instant of a reading in a zone, as far as the caller named one. */
static dialplan_status in_zone(const reader *in, const dialplan_zones *zones, uint16_t zone, int64_t local,
                               int64_t *at) {
  if (zone == DIALPLAN_ZONE_NONE)
    return fail(in, DIALPLAN_E_SYNTAX, "instant-offset", "an offset like +05:30 or Z is missing in");
  *at = dp_zone_instant(dp_zones_at(zones, zone), local, NULL, NULL);
  return DIALPLAN_OK;
}

/* What follows the date: a time and an offset. *at is the first second of the date before, the instant after.
 */
static dialplan_status read_time(reader *in, const dialplan_zones *zones, uint16_t zone, int64_t *at) {
  int32_t seconds = 0, offset = 0;
  dialplan_status status = read_hours_minutes(in, &seconds);
  if (!status && in->at < in->len && in->text[in->at] == ':') status = read_seconds(in, &seconds);
  if (status) return status;
  const int64_t local = *at + seconds;
  if (in->at == in->len) return in_zone(in, zones, zone, local, at);
  const char sign = in->text[in->at];
  if (sign != 'Z' && sign != 'z' && sign != '+' && sign != '-')
    return fail_form(in, "expected an offset like +05:30, Z, or the end, in");
  in->at++;
  if (sign == '+' || sign == '-') status = read_hours_minutes(in, &offset);
  if (status) return status;
  if (in->at < in->len) return fail_form(in, "there is more behind the offset in");
  *at = sign == '-' ? local + offset : local - offset;
  return DIALPLAN_OK;
}

dialplan_status dialplan_instant_parse(const dialplan_zones *zones, uint16_t zone, const char *text,
                                       uint64_t len, int32_t edge, int64_t *at, dialplan_error *err) {
  if ((!text && len) || !at || (edge != DIALPLAN_EDGE_START && edge != DIALPLAN_EDGE_END))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "text or at is NULL, or edge is none of its list");
  if (zone != DIALPLAN_ZONE_NONE && (!zones || zone >= zones->count))
    return dp_fail(err, DIALPLAN_E_RANGE, "zone-index", "the table has no zone of this index");
  reader in = {text, (size_t)len, 0, err};
  int32_t date = 0;
  dialplan_status status = dp_civil_read_date(text, in.len, &date, err);
  if (status) return status;
  int64_t found = (int64_t)date * DP_DAY_S;
  in.at = DP_DATE_LEN;
  if (in.at == in.len) {
    if (edge == DIALPLAN_EDGE_END) found += DP_DAY_S;
    status = in_zone(&in, zones, zone, found, &found);
  } else if (text[in.at] == 'T' || text[in.at] == 't' || text[in.at] == ' ') {
    in.at++;
    status = read_time(&in, zones, zone, &found);
  } else {
    status = fail_form(&in, "expected T and a time, or the end, behind the date in");
  }
  if (status) return status;
  if (!dp_instant_valid(found)) {
    in.at = 0;
    return fail(&in, DIALPLAN_E_RANGE, "instant-range",
                "instants lie behind 1970-01-01T00:00:00Z and before 2200, "
                "unlike");
  }
  *at = found;
  return DIALPLAN_OK;
}

/* The numbers 00 to 99. */
static const char pairs[] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

static void write_pair(char *out, uint32_t value) { memcpy(out, pairs + 2 * (size_t)value, 2); }

/* "2026-03-02T09:00:00" */
static void write_civil(char *out, int64_t local) {
  int32_t second;
  dialplan_civil civil;
  dp_date_split(dp_date_of(local, &second), &civil);
  const uint32_t year = (uint32_t)civil.year, minute = (uint32_t)second / 60;
  memcpy(out, "yyyy-mm-ddThh:mm:ss", 19);
  write_pair(out, year / 100);
  write_pair(out + 2, year % 100);
  write_pair(out + 5, (uint32_t)civil.month);
  write_pair(out + 8, (uint32_t)civil.day);
  write_pair(out + 11, minute / 60);
  write_pair(out + 14, minute % 60);
  write_pair(out + 17, (uint32_t)second % 60);
}

/* "+05:30" */
static void write_offset(char *out, int32_t offset) {
  const uint32_t minutes = (uint32_t)(offset < 0 ? -offset : offset) / 60;
  memcpy(out, offset < 0 ? "-hh:mm" : "+hh:mm", 6);
  write_pair(out + 1, minutes / 60);
  write_pair(out + 4, minutes % 60);
}

dialplan_status dialplan_instant_format(const dialplan_zones *zones, uint16_t zone, int64_t at, char *out,
                                        uint64_t cap, uint64_t *len) {
  if (!len || (!out && cap)) return DIALPLAN_E_ARGUMENT;
  if (!dp_instant_valid(at)) return DIALPLAN_E_RANGE;
  if (zone != DIALPLAN_ZONE_NONE && (!zones || zone >= zones->count)) return DIALPLAN_E_RANGE;
  int32_t offset = zone == DIALPLAN_ZONE_NONE ? 0 : dp_zone_offset(dp_zones_at(zones, zone), at);
  const int utc = zone == DIALPLAN_ZONE_NONE || offset % 60 != 0;
  if (utc) offset = 0;

  /* Written where it shall stand, if there is room: reading bytes as a whole that were written in pairs makes
   * a processor wait, for a fifth of all the time here. */
  char room[25], *const text = cap >= sizeof room ? out : room;
  write_civil(text, at + offset);
  if (utc)
    text[19] = 'Z';
  else
    write_offset(text + 19, offset);
  *len = utc ? 20 : 25;
  if (cap && text == room) memcpy(out, room, cap < *len ? (size_t)cap : (size_t)*len);
  return DIALPLAN_OK;
}
