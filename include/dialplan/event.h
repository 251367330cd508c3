/* SPDX-License-Identifier: MIT */
/** @file event.h
 *  Events: what happened to a contact; outcomes of attempts.
 */
#ifndef DIALPLAN_EVENT_H
#define DIALPLAN_EVENT_H

#include <dialplan/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Kinds of events. */
enum {
  DIALPLAN_EVENT_ENQUEUE = 1,         /**< enters the campaign, or a later run of it */
  DIALPLAN_EVENT_ATTEMPT = 2,         /**< one dialled call and how it ended */
  DIALPLAN_EVENT_START = 3,           /**< a call is under way */
  DIALPLAN_EVENT_CALLBACK = 4,        /**< a wish to be called back */
  DIALPLAN_EVENT_RESCHEDULE = 5,      /**< a person moved the next call */
  DIALPLAN_EVENT_CANCEL = 6,          /**< the contact, or its wish, is cancelled */
  DIALPLAN_EVENT_DONE = 7,            /**< reached by other means */
  DIALPLAN_EVENT_INBOUND = 8,         /**< the person called in */
  DIALPLAN_EVENT_DNC = 9,             /**< asked never to be called */
  DIALPLAN_EVENT_RESTART = 10,        /**< back to new */
  DIALPLAN_EVENT_CAMPAIGN_STATUS = 11, /**< of the campaign's own log; no effect on a contact */
  DIALPLAN_EVENT_BREAKER_RESET = 12   /**< of the campaign's own log; no effect on a contact */
};

/** How an attempt ended. */
enum {
  DIALPLAN_OUTCOME_NONE = 0,
  DIALPLAN_OUTCOME_COMPLETED = 1,
  DIALPLAN_OUTCOME_CALL_LATER = 2,
  DIALPLAN_OUTCOME_VOICEMAIL = 3,
  DIALPLAN_OUTCOME_NO_ANSWER = 4,
  DIALPLAN_OUTCOME_BUSY = 5,
  DIALPLAN_OUTCOME_ERROR = 6,
  DIALPLAN_OUTCOME_NETWORK_ERROR = 7,
  DIALPLAN_OUTCOME_RINGING = 8,
  DIALPLAN_OUTCOME_ABANDONED = 9,
  DIALPLAN_OUTCOME_REJECTED = 10,
  DIALPLAN_OUTCOME_SILENT = 11,
  DIALPLAN_OUTCOME_REFUSED = 12,
  DIALPLAN_OUTCOME_INVALID_NUMBER = 13,
  DIALPLAN_OUTCOME_WRONG_PERSON = 14,
  DIALPLAN_OUTCOME_DNC_REQUEST = 15
};

/** Who asked for a callback. */
enum { DIALPLAN_BY_BOT = 0, DIALPLAN_BY_CUSTOMER = 1, DIALPLAN_BY_AGENT = 2 };

/** Flags of an event. */
enum {
  DIALPLAN_EVENT_MANUAL = 1,         /**< attempt, start: dialled by a person */
  DIALPLAN_EVENT_NOT_REQUESTED = 2,  /**< callback: `requested: false` */
  DIALPLAN_EVENT_CONVERSATION = 4,   /**< inbound: a conversation took place */
  DIALPLAN_EVENT_SCOPE_CALLBACK = 8, /**< cancel: the wish only */
  DIALPLAN_EVENT_HAS_CONFIDENCE = 16, /**< callback: confidence is given, be it 0 */
  DIALPLAN_EVENT_HAS_SENTIMENT = 32  /**< attempt: sentiment is given, be it 0 */
};

/** One event of one contact. May grow. Fields that a kind does not name are 0. */
typedef struct dialplan_event {
  uint32_t size;            /**< sizeof, or 0 */
  uint8_t kind;             /**< DIALPLAN_EVENT_* (the kinds) */
  uint8_t outcome;          /**< attempt: DIALPLAN_OUTCOME_* */
  uint8_t by;               /**< callback: DIALPLAN_BY_* */
  uint8_t flags;            /**< DIALPLAN_EVENT_* (the flags) */
  int64_t at;               /**< when it happened; for an attempt, its start */
  int64_t ended_at;         /**< attempt: its end, not before @p at; 0: not known */
  int64_t due_at;           /**< callback, reschedule: the instant asked for; 0: no clear time */
  int64_t earliest_at;      /**< callback: not before; 0: not said */
  int64_t latest_at;        /**< callback: not after; 0: not said */
  int64_t fitted_at;        /**< callback: where open time moves @p due_at to, not before it; 0: @p due_at itself */
  uint64_t ref;             /**< callback: the caller's number for words and reason */
  int64_t cost_millionths;  /**< attempt: cost in millionths of the currency; carried for statistics */
  uint32_t run;             /**< enqueue: the run */
  uint16_t confidence;      /**< callback: 0 to 1000; without the flag, 1000 */
  uint16_t variant;         /**< attempt: 1 and up; 0: none */
  int16_t sentiment;        /**< attempt: -1000 to 1000; carried for statistics */
  uint16_t reserved[3];     /**< 0 */
} dialplan_event;

/** The name of a kind of event ("attempt"); NULL for a number that is none. Constant time; any thread.
 *  @param kind  DIALPLAN_EVENT_*
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_event_name(int32_t kind);

/** The kind that a name means.
 *  @param name  UTF-8; ASCII case is ignored
 *  @param len   length in bytes
 *  @param kind  out
 *  @param err   the nearest name; may be NULL
 *  @return DIALPLAN_OK; E_VALUE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_event_parse(const char *name, uint64_t len, uint8_t *kind, dialplan_error *err);

/** The name of an outcome ("no_answer"); NULL for a number that is none. Constant time; any thread.
 *  @param outcome  DIALPLAN_OUTCOME_*
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_outcome_name(int32_t outcome);

/** Whether an outcome means that a person answered: completed, call_later, abandoned, refused, wrong_person and
 *  dnc_request. A machine, a call declined unheard, and a line on which nobody was heard (silent) are none.
 *  @param outcome  DIALPLAN_OUTCOME_*; any other number gives 0
 *  @return 1 or 0. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API int32_t dialplan_outcome_connected(int32_t outcome);

/** The outcome that a name, an alias or a wire code means ("machine", "sip:486", "q850:17").
 *  @param name     UTF-8; ASCII case is ignored, but "ANSWERED" in any case other than "answered" is refused
 *  @param len      length in bytes
 *  @param outcome  out
 *  @param err      what the name says instead, or the nearest name; may be NULL
 *  @return DIALPLAN_OK; W_NOT_COUNTED: a wire code of no listed meaning, read as error; E_VALUE. Constant time;
 *  any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_outcome_parse(const char *name, uint64_t len, uint8_t *outcome,
                                                    dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
