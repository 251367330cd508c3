/* SPDX-License-Identifier: MIT */
/** @file open.h
 *  Open time: when calls may start, by windows, special days, no-call days, guard, start and end.
 *
 *  Every question takes the contact, because its zones and its region count; NULL stands for a contact without
 *  either, so that the campaign's own zone counts. An instant is open when it is open in every zone that counts.
 *  Searches go as far as the horizon: the campaign's (400 days by default), or the options'.
 *  For a contact that is held because its zone is not known, nothing is open.
 */
#ifndef DIALPLAN_OPEN_H
#define DIALPLAN_OPEN_H

#include <dialplan/campaign.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Options of a question. May grow. All zero, or NULL: the defaults. */
typedef struct dialplan_options {
  uint32_t size;         /**< sizeof, or 0 */
  uint32_t flags;        /**< DIALPLAN_OPTION_* */
  uint32_t horizon_days; /**< days of 86,400 s to search, 1 to 3,660; 0: the campaign's */
  uint32_t reserved;     /**< 0 */
} dialplan_options;

/** Flags of dialplan_options. */
enum {
  DIALPLAN_OPTION_NO_BUFFER = 1,    /**< plan without the random buffer */
  DIALPLAN_OPTION_CONTACT_ZONES = 2 /**< the contact's zones count whatever the campaign's `zone_policy` says */
};

/** The answer of dialplan_clip(). */
enum {
  DIALPLAN_CLIP_OPEN = 0,  /**< the asked instant is open itself */
  DIALPLAN_CLIP_MOVED = 1, /**< moved forward */
  DIALPLAN_CLIP_NEVER = 2  /**< nothing is open within the horizon */
};

/** An instant, clipped. Frozen. 40 bytes. */
typedef struct dialplan_clipped {
  int64_t at;       /**< the smallest open instant at or after the asked one; 0: never */
  int64_t close_at; /**< the first instant after it that is not open; 0: none within the horizon */
  int32_t verdict;  /**< DIALPLAN_CLIP_* */
  uint16_t reason;  /**< why the asked instant is not open: a DIALPLAN_REASON_* of the trace, or DIALPLAN_REASON_OPEN */
  uint16_t rule;    /**< with DIALPLAN_REASON_GUARD: 1 + the index of the rule; else 0 */
  uint16_t zone;    /**< the binding zone; the home zone where nothing is open */
  uint16_t reserved[7]; /**< 0 */
} dialplan_clipped;

/** A run of open instants, [from_at, until_at). Frozen. */
typedef struct dialplan_span {
  int64_t from_at;  /**< the first open instant */
  int64_t until_at; /**< the first instant after it that is not open; 0: none within the horizon */
} dialplan_span;

/** Moves an instant forward to the first open one.
 *  The reason is the first of before_start, no_window, no_call_day, close_margin, guard, other_zone, after_end
 *  (campaign_over), never_open that holds at the asked instant, in the first zone that is not open; for a held
 *  contact it is zone_unknown.
 *  @param campaign  a campaign
 *  @param contact   whose zones and region count; NULL: the campaign's zone
 *  @param at        a valid instant
 *  @param options   NULL: defaults
 *  @param out       out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK ("never" is an answer); E_ARGUMENT; E_RANGE; E_SIZE. Some 60 ns for one zone; no allocation;
 *  any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_clip(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                           int64_t at, const dialplan_options *options, dialplan_clipped *out,
                                           dialplan_error *err);

/** dialplan_clip() for many instants of one contact's zones, or of many contacts.
 *  @param campaign  a campaign
 *  @param contacts  the first contact; NULL: the campaign's zone for all
 *  @param stride    bytes from one contact to the next; 0: the same contact for all
 *  @param at        @p count instants
 *  @param count     how many
 *  @param options   NULL: defaults
 *  @param out       @p count instants; 0: never, or a bad row
 *  @param statuses  @p count statuses, one a row; may be NULL
 *  @param err       may be NULL
 *  @return DIALPLAN_OK: every row was asked; E_ARGUMENT; E_SIZE. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_clip_batch(const dialplan_campaign *campaign, const dialplan_contact *contacts,
                                                 uint64_t stride, const int64_t *at, uint64_t count,
                                                 const dialplan_options *options, int64_t *out, int32_t *statuses,
                                                 dialplan_error *err);

/** The end of the open span that holds an instant.
 *  @param campaign  a campaign
 *  @param contact   NULL: the campaign's zone
 *  @param at        a valid instant
 *  @param options   NULL: defaults
 *  @param close_at  out: the first instant after @p at that is not open, @p at itself when that is not open; 0: none
 *                   within the horizon
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_close(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                            int64_t at, const dialplan_options *options, int64_t *close_at,
                                            dialplan_error *err);

/** The last open instant at or before another one.
 *  @param campaign  a campaign
 *  @param contact   NULL: the campaign's zone
 *  @param at        a valid instant
 *  @param options   NULL: defaults; the horizon counts backwards from @p at
 *  @param open_at   out; 0: none within the horizon
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_prev_open(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                                int64_t at, const dialplan_options *options, int64_t *open_at,
                                                dialplan_error *err);

/** How many instants of [from_at, until_at) are open.
 *  @param campaign  a campaign
 *  @param contact   NULL: the campaign's zone
 *  @param from_at   a valid instant
 *  @param until_at  a valid instant, or the first past the valid range; not before @p from_at
 *  @param seconds   out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. Linear in the spans between; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_open_seconds(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                                   int64_t from_at, int64_t until_at, int64_t *seconds,
                                                   dialplan_error *err);

/** The maximal runs of open instants whose civil date in the home zone is the one given, in order.
 *  @param campaign  a campaign
 *  @param contact   NULL: the campaign's zone
 *  @param date      days since 1970-01-01, 1970-01-01 to 2199-12-31
 *  @param out       room for @p cap spans; until_at is never 0 here
 *  @param cap       entries in @p out; 0 measures
 *  @param count     out: how many there are
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_spans(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                            int32_t date, dialplan_span *out, uint64_t cap, uint64_t *count,
                                            dialplan_error *err);

/** The home zone: the one whose clock a contact's civil dates and hours go by.
 *  @param campaign  a campaign
 *  @param contact   NULL: the campaign's zone
 *  @param options   NULL: defaults; DIALPLAN_OPTION_CONTACT_ZONES counts
 *  @param zone      out: an index of the campaign's zone table
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE: an index that is none; E_SIZE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_home_zone(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                                const dialplan_options *options, uint16_t *zone,
                                                dialplan_error *err);

/** Where an attempt that may not start before @p bound starts when asked at @p now: in open time, and, where it was
 *  due before its span opened, behind the opening by the contact's random buffer.
 *  @param campaign  a campaign
 *  @param contact   its key feeds the draw
 *  @param bound     a valid instant
 *  @param now       a valid instant
 *  @param attempt   the number of the coming attempt, from 1
 *  @param options   NULL: defaults
 *  @param at        out; 0: never
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_place(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                            int64_t bound, int64_t now, uint32_t attempt,
                                            const dialplan_options *options, int64_t *at, dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
