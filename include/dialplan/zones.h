/* SPDX-License-Identifier: MIT */
/** @file zones.h
 *  Zone tables: IANA names, offsets, changes, instants from civil times, instants as text.
 */
#ifndef DIALPLAN_ZONES_H
#define DIALPLAN_ZONES_H

#include <dialplan/civil.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An immutable table of zones, with small indexes that hold for this table only: store names, never indexes.
 *  Zone 0 is always "UTC". References are counted, so a campaign keeps the table that it was compiled with. */
typedef struct dialplan_zones dialplan_zones;

/** No zone. */
#define DIALPLAN_ZONE_NONE 0xFFFFu

/** Where dialplan_zones_load() takes its data from. */
enum {
  DIALPLAN_ZONES_SYSTEM = 0, /**< TZif files: /usr/share/zoneinfo, or the directory that is given */
  DIALPLAN_ZONES_ICU = 1     /**< ICU's own data, which may be years behind; only for comparisons */
};

/** How a civil time relates to the instants of a zone. */
enum {
  DIALPLAN_CIVIL_UNIQUE = 0,   /**< one instant has this reading */
  DIALPLAN_CIVIL_SKIPPED = 1,  /**< none has: the clock was put forward over it */
  DIALPLAN_CIVIL_REPEATED = 2  /**< two have: the clock was put back */
};

/** What a bare date means where an instant is read. */
enum {
  DIALPLAN_EDGE_START = 0, /**< the first instant of the date */
  DIALPLAN_EDGE_END = 1    /**< the first instant of the next date */
};

/** Reads zones from the system: the only function of the library that opens files.
 *  Fixed offsets ("+05:30") and "UTC" need no file.
 *  @param dir       directory of TZif files; NULL: /usr/share/zoneinfo. Not used with DIALPLAN_ZONES_ICU
 *  @param dir_len   its length in bytes
 *  @param source    DIALPLAN_ZONES_*
 *  @param names     names to load, one after the other, separated by '\n', a repeated one once; NULL: all there are,
 *                   sorted (names that begin with a capital letter and have no dot, links included)
 *  @param names_len length of @p names in bytes
 *  @param out       out: the table; release it with dialplan_zones_free()
 *  @param err       the name and the file that failed; may be NULL
 *  @return DIALPLAN_OK; E_ZONE_DATA: no zone data there (the message names the package to install), or a damaged
 *  file; E_ZONE_UNKNOWN: no zone of this name (the message gives the nearest ones); E_IO; E_MEMORY; E_LIMIT.
 *  Reads one file a zone; some 6 ms for all, 1 ms for 60. Any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_zones_load(const char *dir, uint64_t dir_len, int32_t source, const char *names,
                                                 uint64_t names_len, dialplan_zones **out, dialplan_error *err);

/** Makes a table from the bytes of TZif files (RFC 9636, versions 1 to 4). Pure.
 *  @param names    the zones' names: @p count pointers; printable ASCII without '|', 1 to 255 bytes. A name given
 *                  twice counts once if both mean the same, and is E_ARGUMENT if not
 *  @param lengths  their lengths in bytes
 *  @param data     the files' bytes: @p count pointers; NULL for a fixed offset or UTC, which the name tells
 *  @param sizes    their sizes in bytes
 *  @param count    number of zones, at most 65,000
 *  @param version  the data's version, for dialplan_zones_version(): NUL-terminated; NULL: unknown
 *  @param out      out: the table
 *  @param err      which zone, and what is wrong with it; may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_ZONE_DATA: damaged bytes; E_ZONE_UNKNOWN: a name that is no fixed offset has
 *  no bytes; E_LIMIT; E_MEMORY. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_zones_compile(const char *const *names, const uint64_t *lengths,
                                                    const uint8_t *const *data, const uint64_t *sizes, uint64_t count,
                                                    const char *version, dialplan_zones **out, dialplan_error *err);

/** Gives a reference back; the table goes with the last one. NULL is fine. Linear; any thread.
 *  @param zones  a table, or NULL
 *  @since 0.1 */
DIALPLAN_API void dialplan_zones_free(dialplan_zones *zones);

/** How many zones the table holds, names and links alike. Constant time; any thread.
 *  @param zones  a table
 *  @since 0.1 */
DIALPLAN_API uint64_t dialplan_zones_count(const dialplan_zones *zones);

/** The version of the data ("2025b"), "unknown" where it does not say. Lives as long as the table. Constant time;
 *  any thread.
 *  @param zones  a table
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_zones_version(const dialplan_zones *zones);

/** Where the data came from: a directory, "icu", "memory". Lives as long as the table. Constant time;
 *  any thread.
 *  @param zones  a table
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_zones_origin(const dialplan_zones *zones);

/** The index of a name. Names match exactly; links are names; a fixed offset ("+05:30") is found only if the table
 *  was made with it.
 *  @param zones  a table
 *  @param name   UTF-8, @p len bytes
 *  @param len    length in bytes
 *  @param index  out: 0 to count - 1
 *  @param err    the nearest known names; may be NULL
 *  @return DIALPLAN_OK; E_ZONE_UNKNOWN. Constant time when found; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_zones_find(const dialplan_zones *zones, const char *name, uint64_t len,
                                                 uint16_t *index, dialplan_error *err);

/** The name of an index; NULL for an index that is none. Lives as long as the table. Constant time; any thread.
 *  @param zones  a table
 *  @param index  0 to count - 1
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_zones_name(const dialplan_zones *zones, uint16_t index);

/** Whether two zones never differ in the valid range of instants (links, mostly): 1 or 0. Constant time; any thread.
 *  @param zones  a table
 *  @param a      an index
 *  @param b      an index
 *  @since 0.1 */
DIALPLAN_API int32_t dialplan_zones_equal(const dialplan_zones *zones, uint16_t a, uint16_t b);

/** The offset from UTC at an instant, east positive.
 *  @param zones   a table
 *  @param zone    an index
 *  @param at      an instant
 *  @param offset  out: seconds, -93,599 to 93,599
 *  @return DIALPLAN_OK; E_RANGE: no such index, or not a valid instant. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_zone_offset(const dialplan_zones *zones, uint16_t zone, int64_t at,
                                                  int32_t *offset);

/** The civil reading of an instant.
 *  @param zones   a table
 *  @param zone    an index
 *  @param at      an instant
 *  @param civil   out
 *  @param offset  out: seconds east of UTC; may be NULL
 *  @return DIALPLAN_OK; E_RANGE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_zone_civil(const dialplan_zones *zones, uint16_t zone, int64_t at,
                                                 dialplan_civil *civil, int32_t *offset);

/** The instants of a civil time. Where the zone skips it, both outputs are the first instant after the gap; where
 *  it repeats, @p first is the first pass and @p last the second.
 *  @param zones  a table
 *  @param zone   an index
 *  @param civil  a civil time of the years 1970 to 2199
 *  @param kind   out: DIALPLAN_CIVIL_*; may be NULL
 *  @param first  out: an instant
 *  @param last   out: an instant; may be NULL
 *  @return DIALPLAN_OK; E_RANGE: no such index, no such date or time, or not a valid instant.
 *  Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_zone_instant(const dialplan_zones *zones, uint16_t zone,
                                                   const dialplan_civil *civil, int32_t *kind, int64_t *first,
                                                   int64_t *last);

/** The first change of the offset after an instant.
 *  @param zones   a table
 *  @param zone    an index
 *  @param after   an instant, or 0
 *  @param at      out: the first instant of the new offset; 0: no more changes in the valid range
 *  @param offset  out: the new offset in seconds, the present one where there is no change; may be NULL
 *  @return DIALPLAN_OK; E_RANGE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_zone_next_change(const dialplan_zones *zones, uint16_t zone, int64_t after,
                                                       int64_t *at, int32_t *offset);

/** An instant, moved by a duration: the civil days first, in the zone, then the elapsed seconds.
 *  @param zones     a table
 *  @param zone      an index
 *  @param at        an instant
 *  @param duration  not negative
 *  @param out       out: an instant
 *  @return DIALPLAN_OK; E_RANGE: past the valid range. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_instant_add(const dialplan_zones *zones, uint16_t zone, int64_t at,
                                                  dialplan_duration duration, int64_t *out);

/** Reads an instant: RFC 3339 ("2026-03-02T09:00:00+05:30", "…Z"; seconds may be left out; a space may stand for
 *  the T), or, without an offset, civil time in the zone given, or a bare date. No fractions, no ":60", no "24:00".
 *  Offsets go from -23:59 to +23:59; "-00:00" is UTC.
 *  @param zones  a table
 *  @param zone   the zone of texts without an offset; DIALPLAN_ZONE_NONE: such texts are refused
 *  @param text   UTF-8, @p len bytes
 *  @param len    length in bytes
 *  @param edge   DIALPLAN_EDGE_*: what a bare date means
 *  @param at     out: an instant
 *  @param err    what was wrong, with the column; may be NULL
 *  @return DIALPLAN_OK; E_SYNTAX; E_RANGE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_instant_parse(const dialplan_zones *zones, uint16_t zone, const char *text,
                                                    uint64_t len, int32_t edge, int64_t *at, dialplan_error *err);

/** Writes an instant as RFC 3339 with the zone's offset ("2026-03-02T09:00:00+05:30"; "+00:00" for zero; "Z" only
 *  for DIALPLAN_ZONE_NONE and where the offset has seconds, which RFC 3339 cannot write).
 *  @param zones  a table; may be NULL with DIALPLAN_ZONE_NONE
 *  @param zone   an index, or DIALPLAN_ZONE_NONE for UTC with "Z"
 *  @param at     an instant
 *  @param out    room for @p cap bytes; no NUL is written
 *  @param cap    bytes in @p out; 0 measures
 *  @param len    out: 20 or 25
 *  @return DIALPLAN_OK; E_RANGE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_instant_format(const dialplan_zones *zones, uint16_t zone, int64_t at, char *out,
                                                     uint64_t cap, uint64_t *len);

#ifdef __cplusplus
}
#endif
#endif
