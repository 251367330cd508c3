/* SPDX-License-Identifier: MIT */
/** @file callback.h
 *  From the customer's words to a time: "kal subah 11 baje ke baad", "in half an hour", "next Tuesday morning",
 *  "लंच के बाद". An instant, or an honest "no clear time".
 *
 *  Read are the languages that the campaign names (callbacks.languages), mixed as people mix them. Days, dayparts and
 *  clock times are meant in the contact's home zone. A false alarm is worse than a miss, since it moves a promised
 *  call: words without a time give none.
 */
#ifndef DIALPLAN_CALLBACK_H
#define DIALPLAN_CALLBACK_H

#include <dialplan/open.h>
#include <dialplan/state.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How a text was understood. */
enum {
  DIALPLAN_CALLBACK_NONE = 0,    /**< no words about time, or words that exclude one */
  DIALPLAN_CALLBACK_VAGUE = 1,   /**< words about time, but no instant: "later", "after the meeting" */
  DIALPLAN_CALLBACK_RESOLVED = 2 /**< an instant */
};

/** What kind of words gave the instant. */
enum {
  DIALPLAN_KIND_RELATIVE = 1,   /**< "in 20 minutes" */
  DIALPLAN_KIND_CLOCK = 2,      /**< "at 5" */
  DIALPLAN_KIND_DAYPART = 3,    /**< "in the evening" */
  DIALPLAN_KIND_DAY = 4,        /**< "on Monday" */
  DIALPLAN_KIND_COMBINATION = 5 /**< a day with a daypart or a clock time */
};

/** How exact the words are. */
enum {
  DIALPLAN_GRAIN_MINUTE = 1,
  DIALPLAN_GRAIN_HOUR = 2,
  DIALPLAN_GRAIN_DAYPART = 3,
  DIALPLAN_GRAIN_DAY = 4,
  DIALPLAN_GRAIN_WEEK = 5
};

/** What had a say in a resolution: numbers of bits in dialplan_resolution.reasons. Pinned; names by
 *  dialplan_callback_reason_name(). */
enum {
  DIALPLAN_CALLBACK_RANGE_UPPER = 0,          /**< of a range or an estimate, the upper bound */
  DIALPLAN_CALLBACK_WEEKDAY_NEXT = 1,         /**< a weekday's next occurrence */
  DIALPLAN_CALLBACK_DAY_ONLY = 2,             /**< a day without a time: the clock time of asking, or `day_only` */
  DIALPLAN_CALLBACK_PAST_TODAY = 3,           /**< passed today: the next day, the other half, or at once */
  DIALPLAN_CALLBACK_MERIDIEM_FROM_WINDOW = 4, /**< morning or evening chosen by the open time */
  DIALPLAN_CALLBACK_MERIDIEM_ASSUMED = 5,     /**< chosen by custom: 7-11 am, 12 noon, 1-6 pm */
  DIALPLAN_CALLBACK_DAYPART_FITTED = 6,       /**< a daypart's preferred time moved into the open part of it */
  DIALPLAN_CALLBACK_MOVED_OPEN_DAY = 7,       /**< the same time on the next open day */
  DIALPLAN_CALLBACK_CLIPPED = 8,              /**< moved to open time */
  DIALPLAN_CALLBACK_BOUND_MISSED = 9,         /**< a deadline that open time does not allow */
  DIALPLAN_CALLBACK_DATE_ORDER_ASSUMED = 10,  /**< 3/4: day and month by custom, both would do */
  DIALPLAN_CALLBACK_ZONE_IGNORED = 11,        /**< "3 pm EST": the home zone counts */
  DIALPLAN_CALLBACK_NO_CLEAR_TIME = 12,       /**< vague */
  DIALPLAN_CALLBACK_UNKNOWN_EVENT = 13,       /**< "after Diwali", "after the meeting" */
  DIALPLAN_CALLBACK_PAST = 14,                /**< words about the past were left out */
  DIALPLAN_CALLBACK_NEGATED = 15,             /**< words that were denied were left out */
  DIALPLAN_CALLBACK_CORRECTED = 16,           /**< "4, no, 5": the correction counts */
  DIALPLAN_CALLBACK_LAST_OF_TWO = 17,         /**< two times that do not go together: the last */
  DIALPLAN_CALLBACK_CHOICE = 18,              /**< "A or B": the earliest ahead; the other is the alternative */
  DIALPLAN_CALLBACK_LEAST_DELAY = 19,         /**< too soon: moved to asking plus `least_delay` */
  DIALPLAN_CALLBACK_MISSPELT = 20,            /**< a word was taken for its nearest known one */
  DIALPLAN_CALLBACK_SHORTENED = 21            /**< longer than 1,024 bytes: the end was read */
};

/** What a text came to. May grow. The caller sets `size` before asking (0: the first publication's). */
typedef struct dialplan_resolution {
  uint32_t size;           /**< sizeof, or 0 */
  uint8_t status;          /**< DIALPLAN_CALLBACK_NONE, _VAGUE, _RESOLVED */
  uint8_t kind;            /**< DIALPLAN_KIND_*; 0 unless resolved */
  uint8_t grain;           /**< DIALPLAN_GRAIN_*; 0 unless resolved */
  uint8_t span_count;      /**< how many of @p spans are set, 0 to 8 */
  int64_t at;              /**< the instant as read; 0 unless resolved */
  int64_t fitted_at;       /**< moved into open time, without the random buffer; 0: never open, or not resolved */
  int64_t earliest_at;     /**< start of the interval that the words give; 0: none */
  int64_t latest_at;       /**< end of it, exclusive; 0: none */
  int64_t alternative_at;  /**< second choice of "A or B", as read; 0: none */
  uint64_t reasons;        /**< bits by the enumeration of reasons */
  int32_t excluded_date;   /**< a civil date that the words rule out ("not tomorrow"); 0: none */
  uint16_t certainty;      /**< 0 to 1000 */
  uint16_t zone;           /**< the home zone, in which the words were meant */
  dialplan_text_span spans[8]; /**< the words that did it, in order */
  uint64_t reading[12];    /**< the words as fields, for dialplan_callback_format() alone */
} dialplan_resolution;

/** Reads a time out of a text.
 *  @param campaign  languages, dayparts, windows; a caller without one compiles `windows: {daily: 09:00-21:00}`
 *  @param contact   its zones count; NULL: the campaign's zone
 *  @param text      UTF-8 as it came; broken bytes, NULs and emoji do no harm
 *  @param len       length in bytes; of more than 1,024 the end is read, from a word's start on
 *  @param asked_at  when the words were spoken, from where they are read: a valid instant
 *  @param now       a result not ahead of it becomes @p now plus `least_delay`: a valid instant, not before
 *                   @p asked_at
 *  @param options   NULL: defaults
 *  @param out       out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK (none and vague are answers); E_ARGUMENT; E_RANGE; E_SIZE. Some 900 ns for a phrase; linear in
 *  the length; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_callback_resolve(const dialplan_campaign *campaign,
                                                       const dialplan_contact *contact, const char *text,
                                                       uint64_t len, int64_t asked_at, int64_t now,
                                                       const dialplan_options *options, dialplan_resolution *out,
                                                       dialplan_error *err);

/** dialplan_callback_resolve() for many phrases, which are bytes of one text. Never stops early: a phrase that cannot be
 *  asked about has a status and a zero resolution (but for its `size`).
 *  @param campaign        as for dialplan_callback_resolve()
 *  @param contacts        the first contact; NULL: the campaign's zone for all
 *  @param contact_stride  bytes from one to the next; 0: the same contact for all
 *  @param text            UTF-8, in which the phrases lie
 *  @param len             length in bytes
 *  @param spans           @p count spans of @p text: the phrases
 *  @param asked_at        @p count instants: when each was spoken
 *  @param count           how many
 *  @param now             as for dialplan_callback_resolve(); 0: for each the instant at which it was spoken
 *  @param options         NULL: defaults
 *  @param out             in and out: the first resolution, whose `size` is set before asking; spans of an answer count
 *                         from the beginning of its phrase
 *  @param out_stride      bytes from one to the next
 *  @param statuses        out: @p count statuses; E_RANGE for a span that lies outside the text, too; may be NULL
 *  @param err             may be NULL
 *  @return DIALPLAN_OK: every phrase was looked at; E_ARGUMENT; E_RANGE: @p now; E_SIZE: a stride is too short, or the
 *  options' size. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_callback_resolve_batch(
    const dialplan_campaign *campaign, const dialplan_contact *contacts, uint64_t contact_stride, const char *text,
    uint64_t len, const dialplan_text_span *spans, const int64_t *asked_at, uint64_t count, int64_t now,
    const dialplan_options *options, dialplan_resolution *out, uint64_t out_stride, int32_t *statuses,
    dialplan_error *err);

/** Fills in the wish of an event from the customer's words, as spoken at the event's `at`.
 *  An event that has `due_at` or `earliest_at` keeps its instants. Else a resolved text gives `due_at` (as read),
 *  `fitted_at` where that day is closed and the same is meant on the next open one, `earliest_at` and `latest_at`, as
 *  far as they are ahead and the event leaves them open, and its certainty is the confidence where the event has none.
 *  Words without an instant leave the event as it is: a wish without a clear time.
 *  @param campaign  as for dialplan_callback_resolve()
 *  @param contact   as for dialplan_callback_resolve()
 *  @param text      as for dialplan_callback_resolve()
 *  @param len       length in bytes
 *  @param event     in and out: of the kind DIALPLAN_EVENT_CALLBACK; others are left as they are
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE: its `at` is no valid instant; E_SIZE. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_callback_wish(const dialplan_campaign *campaign,
                                                    const dialplan_contact *contact, const char *text, uint64_t len,
                                                    dialplan_event *event, dialplan_error *err);

/** Takes a callback that a snapshot knows in words alone into its state, as asked for by the customer in the last
 *  attempt. Where the snapshot has no attempt, or the callback's instant, and where the words tell no instant, the
 *  state stays as it is.
 *  @param campaign  as for dialplan_callback_resolve()
 *  @param contact   as for dialplan_callback_resolve()
 *  @param snapshot  what is known
 *  @param text      as for dialplan_callback_resolve()
 *  @param len       length in bytes
 *  @param state     in and out: what dialplan_state_of_snapshot() gave
 *  @param err       may be NULL
 *  @return as dialplan_apply() of that callback. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_callback_of_snapshot(const dialplan_campaign *campaign,
                                                           const dialplan_contact *contact,
                                                           const dialplan_snapshot *snapshot, const char *text,
                                                           uint64_t len, dialplan_state *state,
                                                           dialplan_error *err);

/** The reading in one line for people: "tomorrow, from 11:00 → Thu 2026-03-12 11:00 Asia/Kolkata".
 *  @param campaign    the campaign that was asked
 *  @param resolution  its answer
 *  @param out         room for @p cap bytes; no NUL is written
 *  @param cap         bytes in @p out; 0 measures
 *  @param len         out: the whole length, at most 256
 *  @param err         may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_SIZE. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_callback_format(const dialplan_campaign *campaign,
                                                      const dialplan_resolution *resolution, char *out, uint64_t cap,
                                                      uint64_t *len, dialplan_error *err);

/** The name of a status ("resolved"); NULL for a number that is none. Constant time; any thread.
 *  @param status  DIALPLAN_CALLBACK_NONE, _VAGUE, _RESOLVED
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_callback_status_name(int32_t status);

/** The name of a kind ("daypart"); NULL for a number that is none. Constant time; any thread.
 *  @param kind  DIALPLAN_KIND_*
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_callback_kind_name(int32_t kind);

/** The name of a grain ("minute"); NULL for a number that is none. Constant time; any thread.
 *  @param grain  DIALPLAN_GRAIN_*
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_callback_grain_name(int32_t grain);

/** The name of a reason ("range_upper"); NULL for a number that is none. Constant time; any thread.
 *  @param reason  the number of a bit: DIALPLAN_CALLBACK_RANGE_UPPER and on
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_callback_reason_name(int32_t reason);

#ifdef __cplusplus
}
#endif
#endif
