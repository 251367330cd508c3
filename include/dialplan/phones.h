/* SPDX-License-Identifier: MIT */
/** @file phones.h
 *  The zones that a telephone number may be in, for contacts without a zone of their own.
 *
 *  The table is data that one can replace (phones.txt, made by data/phones.py from libphonenumber's metadata). A number
 *  tells where it was given out, not where its owner is; for one that is not tied to a place, a mobile in most
 *  countries, it gives every zone of the country. Zones are told by name, because the names outlive any zone table.
 */
#ifndef DIALPLAN_PHONES_H
#define DIALPLAN_PHONES_H

#include <dialplan/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A compiled table of numbers: immutable, owns all it needs. */
typedef struct dialplan_phones dialplan_phones;

/** Compiles a table of numbers.
 *  @param text  what phones.txt holds, UTF-8
 *  @param len   length in bytes, at most 4 MiB
 *  @param out   out: release it with dialplan_phones_free()
 *  @param err   the first error, with its line; may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_DOCUMENT: not such a table, of another version, or damaged; E_LIMIT; E_MEMORY.
 *  Linear, some 1 ms; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_phones_compile(const char *text, uint64_t len, dialplan_phones **out,
                                                     dialplan_error *err);

/** Releases a table. NULL is fine. Constant time; any thread, once nobody asks it any more.
 *  @param phones  a table, or NULL
 *  @since 0.1 */
DIALPLAN_API void dialplan_phones_free(dialplan_phones *phones);

/** Where the table's data come from ("libphonenumber 8.12.57"). Lives as long as the table. Constant time; any thread.
 *  @param phones  a table
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_phones_version(const dialplan_phones *phones);

/** The zones that a number may be in, as dialplan_contact_zones() reads them: one name, or several with '|' between.
 *  @param phones     a table
 *  @param number     E.164: '+' and digits
 *  @param len        length in bytes
 *  @param zones      out: the names, NUL-terminated; they live as long as the table. "": the number is not valid by the
 *                    table, or of no known place
 *  @param zones_len  out: their length in bytes
 *  @param err        may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_SYNTAX: not '+' and digits. A step a digit, some 20 ns; no allocation; any
 *  thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_phones_zones(const dialplan_phones *phones, const char *number, uint64_t len,
                                                   const char **zones, uint64_t *zones_len, dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
