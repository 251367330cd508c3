/* SPDX-License-Identifier: MIT */
/** @file state.h
 *  The state of a contact: facts alone, put there by events. Whatever depends on settings or on the clock is derived
 *  by asking, never stored.
 */
#ifndef DIALPLAN_STATE_H
#define DIALPLAN_STATE_H

#include <dialplan/campaign.h>
#include <dialplan/event.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Flags of a state: the ends that are facts, and details of other facts. */
enum {
  DIALPLAN_STATE_REACHED = 1,     /**< a conversation took place in this run, and no later wish re-opened it */
  DIALPLAN_STATE_FAILED = 2,      /**< invalid_number, wrong_person */
  DIALPLAN_STATE_DNC = 4,         /**< the person asked never to be called */
  DIALPLAN_STATE_CANCELLED = 8,   /**< cancelled */
  DIALPLAN_STATE_CLOSED = 16,     /**< done, refused, or an inbound conversation that closes */
  DIALPLAN_STATE_CALL_MANUAL = 32, /**< the call under way was dialled by a person */
  DIALPLAN_STATE_INBOUND = 64     /**< the person has called in */
};

/** What became of the present or last wish. */
enum {
  DIALPLAN_WISH_NONE = 0,
  DIALPLAN_WISH_SCHEDULED = 1, /**< stands */
  DIALPLAN_WISH_COMPLETED = 2,
  DIALPLAN_WISH_CANCELLED = 3,
  DIALPLAN_WISH_CLOSED = 4,
  DIALPLAN_WISH_EXHAUSTED = 5, /**< derived: in dialplan_standing alone */
  DIALPLAN_WISH_MISSED = 6     /**< derived: in dialplan_standing alone */
};

/** Flags of a wish. */
enum {
  DIALPLAN_WISH_NO_CLEAR_TIME = 1, /**< due at the normal delay, since the words name no usable time */
  DIALPLAN_WISH_RECORDED = 2       /**< a later wish did not count (gate, confidence): a fact of the last call */
};

/** What has happened to a contact in this campaign. The caller stores it. All zero: never called. May grow. */
typedef struct dialplan_state {
  uint32_t size;               /**< sizeof, or 0 */
  uint32_t flags;              /**< DIALPLAN_STATE_* */
  uint32_t run;                /**< the run that these facts are of */
  uint32_t attempts;           /**< attempts in this run, manual ones included */
  int64_t run_at;              /**< when the run or the last restart began; 0: with the campaign */
  int64_t first_at;            /**< start of the run's first attempt; 0: none */
  int64_t first_end_at;        /**< its end; 0: not known */
  int64_t last_at;             /**< start of the run's last attempt; 0: none */
  int64_t last_end_at;         /**< its end; 0: not known */
  int32_t last_date;           /**< civil date of last_at in the home zone, when it was applied */
  uint8_t last_date_attempts;  /**< attempts on that date; stops at 255 */
  uint8_t consecutive_errors;  /**< outcome error, in a row; stops at 255 */
  uint8_t first_outcome;       /**< DIALPLAN_OUTCOME_* */
  uint8_t last_outcome;        /**< DIALPLAN_OUTCOME_* */
  uint8_t outcome_counts[16];  /**< attempts of this run by outcome; each stops at 255 */
  int64_t attempt_at[16];      /**< starts of the last attempts of all runs, newest first; 0: none */
  uint8_t attempt_outcome[16]; /**< their outcomes */
  int64_t conversation_at[4];  /**< starts of the last conversations, newest first; 0: none */
  int64_t refused_at;          /**< end (else start) of the last attempt that was refused */
  int64_t abandoned_at;        /**< likewise abandoned */
  int64_t silent_at;           /**< likewise silent */
  int64_t call_at;             /**< start of the call under way; 0: none */
  int64_t ended_at;            /**< instant of the last event that ended the contact (`flags`); an attempt's is its start */
  int64_t reschedule_at;       /**< when a person moved the next call; 0: not */
  int64_t reschedule_due_at;   /**< where to; 0: spent, or none */
  int64_t wish_at;             /**< when the callback was asked for; 0: never */
  int64_t wish_asked_at;       /**< the instant asked for, kept beyond max_ahead, too; 0: none */
  int64_t wish_due_at;         /**< its due before any attempt: least_delay, max_ahead, normal delay applied */
  int64_t wish_earliest_at;    /**< 0: not said */
  int64_t wish_latest_at;      /**< 0: not said */
  int64_t wish_tried_at;       /**< end (else start) of the last failed attempt at it; 0: not tried */
  uint64_t wish_ref;           /**< the caller's reference */
  uint16_t wish_confidence;    /**< 0 to 1000 */
  uint8_t wish_by;             /**< DIALPLAN_BY_* */
  uint8_t wish_status;         /**< DIALPLAN_WISH_NONE to _CLOSED */
  uint8_t wish_reschedules;    /**< failed attempts at it */
  uint8_t wish_flags;          /**< DIALPLAN_WISH_* (the flags) */
  uint16_t reserved;           /**< 0 */
  uint64_t recent[8];          /**< digests (44 bits) of the last events, newest first; 0: none */
} dialplan_state;

/** What a list that somebody else has kept knows of a contact, in place of its events. All zero: never called.
 *  May grow. */
typedef struct dialplan_snapshot {
  uint32_t size;              /**< sizeof, or 0 */
  uint32_t attempts;          /**< attempts so far; 0 beside a last attempt is read as 1 */
  int64_t first_attempt_at;   /**< start of the first attempt; 0: not known, and taken to be the last one */
  int64_t last_attempt_at;    /**< start of the last attempt; 0: none */
  int64_t callback_due_at;    /**< a callback that the customer asked for, and that stands; 0: none */
  uint8_t last_outcome;       /**< DIALPLAN_OUTCOME_*; DIALPLAN_OUTCOME_NONE without attempts alone */
  uint8_t consecutive_errors; /**< outcome error, in a row; 0: as the last outcome tells */
  uint8_t reserved[6];        /**< 0 */
} dialplan_snapshot;

/** The derived status of a contact. */
enum {
  DIALPLAN_STATUS_PENDING = 1,
  DIALPLAN_STATUS_IN_CALL = 2,
  DIALPLAN_STATUS_RETRY = 3,
  DIALPLAN_STATUS_CALLBACK = 4,
  DIALPLAN_STATUS_REACHED = 5,
  DIALPLAN_STATUS_EXHAUSTED = 6,
  DIALPLAN_STATUS_FAILED = 7,
  DIALPLAN_STATUS_DNC = 8,
  DIALPLAN_STATUS_CANCELLED = 9,
  DIALPLAN_STATUS_WINDOW_CLOSED = 10,
  DIALPLAN_STATUS_CLOSED = 11
};

/** Applies one event to a state: the only way a state moves. Events come in any order (dialplan-events(5), "Order").
 *  @param campaign  gates, delays, outcome rows
 *  @param contact   its zones count for civil dates
 *  @param state     before; may be the same as @p out
 *  @param event     what happened
 *  @param out       out: after; written on DIALPLAN_OK and on the remarks W_*
 *  @param err       a sentence for errors and remarks; may be NULL
 *  @return DIALPLAN_OK; remarks, with which the event was taken: W_STALE, W_REPEATED, W_NOT_COUNTED, W_NO_EFFECT,
 *  W_TOO_FAR; errors: E_ARGUMENT (no such kind or outcome), E_RANGE (an instant; ended_at before at;
 *  a state that no events make), E_SIZE.
 *  Constant time; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_apply(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                            const dialplan_state *state, const dialplan_event *event,
                                            dialplan_state *out, dialplan_error *err);

/** dialplan_apply() for a log: many events of many contacts, taken in the order in which they stand. Never stops early:
 *  an event that cannot be taken has a status, and leaves the state of its contact as it was.
 *  @param campaign        gates, delays, outcome rows
 *  @param contacts        the first contact
 *  @param contact_stride  bytes from one to the next; 0: the same contact for all
 *  @param events          the first event
 *  @param event_stride    bytes from one to the next
 *  @param rows            whose each event is: @p event_count indexes of contacts and states; NULL: the first event is
 *                         the first contact's, the second the second's, and so on
 *  @param event_count     how many events
 *  @param states          in and out: the first state; of a contact with several events all are taken into it in turn
 *  @param state_stride    bytes from one to the next
 *  @param count           how many contacts and states
 *  @param statuses        out: @p event_count statuses, remarks among them; E_RANGE for an event of no contact, too; may
 *                         be NULL
 *  @param err             may be NULL
 *  @return DIALPLAN_OK: every event was looked at; E_ARGUMENT; E_SIZE: a stride is too short. Linear in the events;
 *  no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_apply_batch(const dialplan_campaign *campaign, const dialplan_contact *contacts,
                                                  uint64_t contact_stride, const dialplan_event *events,
                                                  uint64_t event_stride, const uint64_t *rows, uint64_t event_count,
                                                  dialplan_state *states, uint64_t state_stride, uint64_t count,
                                                  int32_t *statuses, dialplan_error *err);

/** Fills a state with the facts that a snapshot tells of, as the events behind it would have, as far as they are
 *  known: attempts between the first and the last have no outcome and no instant; where the first one lies on the
 *  last one's civil date, so do all. The callback counts as asked for by the customer in the last attempt; before any,
 *  when the contact was enqueued, or a day ahead of its due. No event is kept for the recognition of repeats: an event
 *  that the snapshot knows of must not be applied to the state again.
 *  @param campaign  outcome rows, delays
 *  @param contact   its zones count for civil dates
 *  @param snapshot  what is known
 *  @param out       out: the state, whatever it was before; written on DIALPLAN_OK and on the remarks W_*
 *  @param err       a sentence for errors and remarks, `path` names the field; may be NULL
 *  @return DIALPLAN_OK; remarks about the callback, as of dialplan_apply(): W_NOT_COUNTED, W_NO_EFFECT, W_TOO_FAR;
 *  errors: E_ARGUMENT (no such outcome), E_RANGE (an instant), E_SIZE, E_VALUE: the snapshot contradicts itself
 *  (attempts without the last one's start and outcome, an outcome without attempts, a first attempt after the last).
 *  Constant time; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_state_of_snapshot(const dialplan_campaign *campaign,
                                                        const dialplan_contact *contact,
                                                        const dialplan_snapshot *snapshot, dialplan_state *out,
                                                        dialplan_error *err);

/** Writes a state in its stored form: versioned, little-endian, at most 256 bytes; an all-zero state takes 1.
 *  @param state  a state
 *  @param out    room for @p cap bytes
 *  @param cap    bytes in @p out; 0 measures
 *  @param len    out: the whole length
 *  @param err    may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE: the state holds what no event puts there; E_SIZE. Constant time;
 *  any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_state_encode(const dialplan_state *state, uint8_t *out, uint64_t cap,
                                                   uint64_t *len, dialplan_error *err);

/** Reads a stored state back.
 *  @param data   what dialplan_state_encode() of this or an earlier version wrote
 *  @param len    length in bytes; 0 is the all-zero state
 *  @param state  out
 *  @param err    may be NULL
 *  @return DIALPLAN_OK; E_STATE: damaged, or of a later version. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_state_decode(const uint8_t *data, uint64_t len, dialplan_state *state,
                                                   dialplan_error *err);

/** dialplan_state_decode() for many stored states, which are bytes of one piece of memory. Never stops early: in the
 *  place of one that is damaged lies a state that every question refuses with E_SIZE (`size` is 1), so that nobody is
 *  taken for never called.
 *  @param data          memory in which the stored states lie
 *  @param len           length in bytes
 *  @param spans         @p count spans of @p data; an empty one is the all-zero state
 *  @param count         how many
 *  @param states        out: the first state
 *  @param state_stride  bytes from one to the next
 *  @param statuses      out: @p count statuses; E_RANGE for a span that lies outside the data; may be NULL
 *  @param err           may be NULL
 *  @return DIALPLAN_OK: every one was looked at; E_ARGUMENT; E_SIZE: the stride is too short. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_state_decode_batch(const uint8_t *data, uint64_t len,
                                                         const dialplan_text_span *spans, uint64_t count,
                                                         dialplan_state *states, uint64_t state_stride,
                                                         int32_t *statuses, dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
