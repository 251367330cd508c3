/* SPDX-License-Identifier: MIT */
/** @file campaign.h
 *  Campaign and account files, compiled.
 */
#ifndef DIALPLAN_CAMPAIGN_H
#define DIALPLAN_CAMPAIGN_H

#include <dialplan/contact.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The compiled settings of one campaign: immutable, owns all it needs, holds a reference to its zone table. */
typedef struct dialplan_campaign dialplan_campaign;

/** Kinds of files that a document names. */
enum {
  DIALPLAN_REFERENCE_ACCOUNT = 1,  /**< account: compiled with the campaign */
  DIALPLAN_REFERENCE_CALENDAR = 2, /**< ics: and holidays: compiled with the campaign */
  DIALPLAN_REFERENCE_WEIGHTS = 3,  /**< retry.prefer: compiled with the campaign */
  DIALPLAN_REFERENCE_CONTACTS = 4, /**< contacts: read by the program only */
  DIALPLAN_REFERENCE_EVENTS = 5,   /**< events: read by the program only */
  DIALPLAN_REFERENCE_DNC = 6       /**< dnc: read by the program only */
};

/** A file that a document names, as it is written there. Frozen. */
typedef struct dialplan_reference {
  int32_t kind;    /**< DIALPLAN_REFERENCE_* */
  uint32_t line;   /**< where it is named */
  uint32_t column; /**< where it is named */
  uint32_t len;    /**< length of the name in bytes */
  char name[496];  /**< the name, NUL-terminated; longer ones are an error of the document */
} dialplan_reference;

/** What a campaign is compiled from: arrays of equal length, one entry a file. The names are those that
 *  dialplan_campaign_references() gave; an absent file has a NULL text. */

/** Lists the files that a campaign or account document names, in the order of the document. Opens none.
 *  @param text   the document, YAML or JSON, UTF-8
 *  @param len    length in bytes, at most 1 MiB
 *  @param out    room for @p cap references
 *  @param cap    entries in @p out; 0 measures
 *  @param count  out: how many there are
 *  @param err    the first error of the document's form; may be NULL
 *  @return DIALPLAN_OK; E_DOCUMENT; E_LIMIT; E_KEY (a key written twice); E_VALUE; E_MEMORY. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_campaign_references(const char *text, uint64_t len, dialplan_reference *out,
                                                          uint64_t cap, uint64_t *count, dialplan_error *err);

/** Compiles a campaign. Stops at the first error; warnings are not told (dialplan_campaign_check() tells them).
 *  @param text      the campaign document, YAML or JSON, UTF-8
 *  @param len       length in bytes, at most 1 MiB
 *  @param zones     the zone table; the campaign keeps a reference
 *  @param names     names of the files that it refers to, NUL-terminated; NULL when @p files is 0
 *  @param texts     their texts; those of the kinds contacts, events, dnc are not looked at
 *  @param lengths   the texts' lengths in bytes
 *  @param files     how many there are
 *  @param out       out: release it with dialplan_campaign_free()
 *  @param err       the first error, with its position; may be NULL
 *  @return DIALPLAN_OK; E_DOCUMENT, E_KEY, E_VALUE, E_CONFLICT, E_REFERENCE, E_ZONE_UNKNOWN, E_LIMIT, E_MEMORY.
 *  Some 0.1 ms for a usual file. Any thread; one at a time where calendars are referred to (libical).
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_campaign_compile(const char *text, uint64_t len, dialplan_zones *zones,
                                                       const char *const *names, const char *const *texts,
                                                       const uint64_t *lengths, uint64_t files,
                                                       dialplan_campaign **out, dialplan_error *err);

/** All errors and warnings of a campaign in one pass, in the order of source, line, column.
 *  @param text     as dialplan_campaign_compile(), like the following
 *  @param len      length in bytes
 *  @param zones    the zone table
 *  @param names    names of the files
 *  @param texts    their texts
 *  @param lengths  their lengths
 *  @param files    how many there are
 *  @param now      the instant that "never open within the horizon" counts from; 0: from the campaign's start, or
 *                  2026-01-01 where there is none
 *  @param out      room for @p cap diagnostics
 *  @param cap      entries in @p out; 0 measures
 *  @param count    out: how many there are; a document has at most 1,000
 *  @param err      why there is no list; may be NULL
 *  @return DIALPLAN_OK: the list is whole (and may hold errors); E_ARGUMENT; E_MEMORY. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_campaign_check(const char *text, uint64_t len, dialplan_zones *zones,
                                                     const char *const *names, const char *const *texts,
                                                     const uint64_t *lengths, uint64_t files, int64_t now,
                                                     dialplan_error *out, uint64_t cap, uint64_t *count,
                                                     dialplan_error *err);

/** Releases a campaign. NULL is fine. Linear; any thread, once nobody asks it any more.
 *  @param campaign  a campaign, or NULL
 *  @since 0.1 */
DIALPLAN_API void dialplan_campaign_free(dialplan_campaign *campaign);

/** The campaign as canonical YAML with every default spelt out, account merged in; compiling that text gives an
 *  equal campaign.
 *  @param campaign  a campaign
 *  @param out       room for @p cap bytes; no NUL is written
 *  @param cap       bytes in @p out; 0 measures
 *  @param len       out: the whole length
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_campaign_format(const dialplan_campaign *campaign, char *out, uint64_t cap,
                                                      uint64_t *len, dialplan_error *err);

/** The documents that there is a schema of. */
enum { DIALPLAN_SCHEMA_CAMPAIGN = 1, DIALPLAN_SCHEMA_ACCOUNT = 2 };

/** The JSON Schema (draft-07) of campaign or account files, for editors and for forms: every key with its type, its
 *  range, its words, its default and a line of explanation, from the table that compiling uses. What compiles is valid;
 *  what a schema cannot say (an impossible date, an end before its start) only dialplan_campaign_check() finds.
 *  @param kind  DIALPLAN_SCHEMA_*
 *  @param out   room for @p cap bytes of UTF-8; no NUL is written
 *  @param cap   bytes in @p out; 0 measures
 *  @param len   out: the whole length, some 30 KiB
 *  @return DIALPLAN_OK; E_ARGUMENT. Linear in the keys; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_campaign_schema(int32_t kind, char *out, uint64_t cap, uint64_t *len);

/** One setting as canonical text, by its key path ("retry.max_retry_days" gives "7", "name" the name).
 *  @param campaign  a campaign
 *  @param path      NUL-terminated key path of a scalar
 *  @param out       room for @p cap bytes; no NUL is written
 *  @param cap       bytes in @p out; 0 measures
 *  @param len       out: the whole length; 0: not set
 *  @return DIALPLAN_OK; E_KEY: no such scalar key. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_campaign_setting(const dialplan_campaign *campaign, const char *path, char *out,
                                                       uint64_t cap, uint64_t *len);

/** The zone table that the campaign holds. Lives at least as long as the campaign. Constant time; any thread.
 *  @param campaign  a campaign
 *  @since 0.1 */
DIALPLAN_API const dialplan_zones *dialplan_campaign_zones(const dialplan_campaign *campaign);

/** The campaign's own zone (`timezone`). Constant time; any thread.
 *  @param campaign  a campaign
 *  @since 0.1 */
DIALPLAN_API uint16_t dialplan_campaign_zone(const dialplan_campaign *campaign);

/** The outcome that a name means in this campaign: `outcome_names` first, then the library's own names, aliases,
 *  and wire codes ("sip:486", "q850:17").
 *  @param campaign  a campaign; NULL: the library's own names alone
 *  @param name      UTF-8
 *  @param len       length in bytes
 *  @param outcome   out: DIALPLAN_OUTCOME_*
 *  @param err       what the name says instead, or the nearest ones; may be NULL
 *  @return DIALPLAN_OK; DIALPLAN_W_NOT_COUNTED: an unlisted wire code, read as error; E_VALUE: no outcome.
 *  Linear in the names; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_campaign_outcome(const dialplan_campaign *campaign, const char *name,
                                                       uint64_t len, uint8_t *outcome, dialplan_error *err);

/** The variant of a contact: weighted rendezvous hashing over the campaign's seed, the contact's key and the names of
 *  the variants. Each variant has its share of the contacts by weight, one of weight 0 nobody. Another contact, or
 *  another order of the variants, moves nobody; a changed weight moves nobody between two other variants.
 *  @param campaign  a campaign
 *  @param key       dialplan_key() of the contact's id
 *  @return its number in `variants`, from 1; 0: the campaign has none. Some 40 ns for each variant; any thread.
 *  @since 0.1 */
DIALPLAN_API uint16_t dialplan_variant(const dialplan_campaign *campaign, uint64_t key);

/** How many variants the campaign has, at most 16. Constant time; any thread.
 *  @param campaign  a campaign
 *  @since 0.1 */
DIALPLAN_API uint16_t dialplan_variant_count(const dialplan_campaign *campaign);

/** The name of a variant; NULL for a number that is none. Lives as long as the campaign. Constant time; any thread.
 *  @param campaign  a campaign
 *  @param variant   its number, from 1
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_variant_name(const dialplan_campaign *campaign, uint16_t variant);

/** The agent of a variant; NULL where none is written. Lives as long as the campaign. Constant time; any thread.
 *  @param campaign  a campaign
 *  @param variant   its number, from 1
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_variant_agent(const dialplan_campaign *campaign, uint16_t variant);

/** The variant of a name.
 *  @param campaign  a campaign
 *  @param name      UTF-8, exactly as in the file
 *  @param len       length in bytes
 *  @param variant   out: its number, from 1
 *  @param err       the nearest name; may be NULL
 *  @return DIALPLAN_OK; E_VALUE: no such variant; E_ARGUMENT. Linear in the variants; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_variant_find(const dialplan_campaign *campaign, const char *name, uint64_t len,
                                                   uint16_t *variant, dialplan_error *err);

/** How many guard rules bind in this campaign. Constant time; any thread.
 *  @param campaign  a campaign
 *  @since 0.1 */
DIALPLAN_API uint64_t dialplan_campaign_rules(const dialplan_campaign *campaign);

/** One guard rule in words: its id, jurisdiction and citation. Texts live as long as the campaign; "" where unset.
 *  @param campaign      a campaign
 *  @param index         0 to dialplan_campaign_rules() - 1
 *  @param id            out; may be NULL, like the next ones
 *  @param jurisdiction  out
 *  @param source        out: the citation
 *  @param checked       out: when the citation was checked, "2026-11-21"
 *  @return DIALPLAN_OK; E_RANGE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_campaign_rule(const dialplan_campaign *campaign, uint64_t index, const char **id,
                                                    const char **jurisdiction, const char **source,
                                                    const char **checked);

/** How many entries the calendars of a campaign give: those of `no_call_days`, then those of `holidays`. Linear in the
 *  calendars; any thread.
 *  @param campaign  a campaign
 *  @since 0.1 */
DIALPLAN_API uint64_t dialplan_campaign_calendar_days(const dialplan_campaign *campaign);

/** Days that one event of a calendar names, in the order of the files and then of dates. Texts live as long as the
 *  campaign.
 *  @param campaign    a campaign
 *  @param index       0 to dialplan_campaign_calendar_days() - 1
 *  @param from_date   out: days since 1970-01-01; may be NULL, like the next ones
 *  @param until_date  out: the last of them
 *  @param label       out: the event's summary; "" where it has none
 *  @param file        out: the calendar, as the campaign names it
 *  @param country     out: the country whose public holidays it has; "" for a calendar of `no_call_days`
 *  @return DIALPLAN_OK; E_RANGE. Linear in the calendars; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_campaign_calendar_day(const dialplan_campaign *campaign, uint64_t index,
                                                            int32_t *from_date, int32_t *until_date, const char **label,
                                                            const char **file, const char **country);

/** One run of a campaign. Frozen. 24 bytes. */
typedef struct dialplan_run {
  int64_t from_at;   /**< its first instant: start's clock time on the date of its occurrence */
  int64_t until_at;  /**< the first instant after it: the next run's, or the campaign's end; DIALPLAN_LIMIT_INSTANT: none */
  uint32_t number;   /**< from 1 */
  uint32_t reserved; /**< 0 */
} dialplan_run;

/** The runs of a campaign that touch a time, in order. A campaign that does not repeat has one, from its start to its
 *  end. A single-day run ends for each contact with the close of its own day, as the decision tells.
 *  @param campaign  a campaign
 *  @param from_at   a valid instant
 *  @param until_at  a valid instant, or the first past the valid range; not before @p from_at
 *  @param out       room for @p cap runs
 *  @param cap       entries in @p out; 0 measures
 *  @param count     out: how many there are
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE. Linear in the runs; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_runs(const dialplan_campaign *campaign, int64_t from_at, int64_t until_at,
                                           dialplan_run *out, uint64_t cap, uint64_t *count, dialplan_error *err);

/** The run that an instant belongs to: before the first one, the first.
 *  @param campaign  a campaign
 *  @param at        a valid instant
 *  @param out       out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE. Logarithmic in the runs; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_run_at(const dialplan_campaign *campaign, int64_t at, dialplan_run *out,
                                             dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
