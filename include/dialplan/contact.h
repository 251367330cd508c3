/* SPDX-License-Identifier: MIT */
/** @file contact.h
 *  A contact: what is known about a person before asking.
 */
#ifndef DIALPLAN_CONTACT_H
#define DIALPLAN_CONTACT_H

#include <dialplan/zones.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Flags of a contact. */
enum {
  DIALPLAN_CONTACT_DNC_LISTED = 1,    /**< on a suppression list or registry */
  DIALPLAN_CONTACT_INBOUND_FIRST = 2, /**< waits for the person to call in: never dialled */
  DIALPLAN_CONTACT_ZONE_UNKNOWN = 4   /**< a zone was given, but its name is not known: held */
};

/** One person to reach in one campaign. May grow. All zero but the key is a contact like any other. */
typedef struct dialplan_contact {
  uint32_t size;                      /**< sizeof, or 0 */
  uint32_t flags;                     /**< DIALPLAN_CONTACT_* */
  uint64_t key;                       /**< dialplan_key() of the id */
  int64_t enqueued_at;                /**< when it entered the campaign; 0: not known */
  int64_t other_last_attempt_at;      /**< last attempt in other campaigns; 0: none known */
  int64_t other_last_conversation_at; /**< last conversation in other campaigns; 0: none known */
  uint32_t run;                       /**< the run of a repeated campaign; 0: the first */
  uint16_t variant;                   /**< 1 and up: the variant that the caller fixed; 0: dialplan_variant() */
  uint16_t zone_count;                /**< how many of @p zones are set, 0 to 64; 0: no zone of its own */
  char region[8];                     /**< ISO 3166-2 ("US-FL"), zero-padded; all zero: not known */
  uint16_t zones[64];                 /**< indexes of the campaign's zone table; the first is the home zone */
} dialplan_contact;

/** The key of a contact: FNV-1a 64 over the bytes, then the mixing that libdialplan(3) gives. Never 0 for text
 *  that people use as ids. Total; linear; any thread.
 *  @param text  the id, UTF-8
 *  @param len   length in bytes
 *  @since 0.1 */
DIALPLAN_API uint64_t dialplan_key(const char *text, uint64_t len);

/** dialplan_key() for many ids, which are bytes of one text: a column, or a file.
 *  @param text        UTF-8, in which the ids lie
 *  @param len         length in bytes
 *  @param spans       @p count spans of @p text: the ids
 *  @param count       how many
 *  @param keys        out: the first key, which may be the first contact's `key`
 *  @param key_stride  bytes from one to the next
 *  @param statuses    out: @p count statuses; E_RANGE for a span that lies outside the text, whose key is 0; may be NULL
 *  @param err         may be NULL
 *  @return DIALPLAN_OK: every id was looked at; E_ARGUMENT; E_SIZE: the stride is too short. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_key_batch(const char *text, uint64_t len, const dialplan_text_span *spans,
                                                uint64_t count, uint64_t *keys, uint64_t key_stride,
                                                int32_t *statuses, dialplan_error *err);

/** Fills in the zones of a contact from text: one name, or several with '|' between them ("Europe/Berlin|UTC").
 *  Zones that never differ from an earlier one count once; an empty text leaves none. On an unknown name, or more
 *  than 64 zones, the zones are cleared and DIALPLAN_CONTACT_ZONE_UNKNOWN is set, so that the contact is held.
 *  @param contact  its zone_count, zones and that flag are set
 *  @param zones    the table that the campaign is compiled with
 *  @param text     UTF-8
 *  @param len      length in bytes
 *  @param err      the name, and the nearest known ones; may be NULL
 *  @return DIALPLAN_OK; E_ZONE_UNKNOWN; E_LIMIT: more than 64. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_contact_zones(dialplan_contact *contact, const dialplan_zones *zones,
                                                    const char *text, uint64_t len, dialplan_error *err);

/** dialplan_contact_zones() for many contacts, whose zones are bytes of one text: a column, or a file.
 *  @param contacts        the first contact: its zone_count, zones and that flag are set
 *  @param contact_stride  bytes from one to the next
 *  @param zones           the table that the campaign is compiled with
 *  @param text            UTF-8, in which the names lie
 *  @param len             length in bytes
 *  @param spans           @p count spans of @p text: one name each, or several with '|' between them
 *  @param count           how many
 *  @param statuses        out: @p count statuses; E_RANGE for a span that lies outside the text, whose contact is held,
 *                         too; may be NULL
 *  @param err             may be NULL
 *  @return DIALPLAN_OK: every contact was looked at; E_ARGUMENT; E_SIZE: the stride is too short. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_contact_zones_batch(dialplan_contact *contacts, uint64_t contact_stride,
                                                          const dialplan_zones *zones, const char *text, uint64_t len,
                                                          const dialplan_text_span *spans, uint64_t count,
                                                          int32_t *statuses, dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
