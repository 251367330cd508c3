/* SPDX-License-Identifier: MIT */
/** @file audit.h
 *  Auditing: a log is replayed, and every attempt that broke a rule is listed, with the rule and by how much.
 */
#ifndef DIALPLAN_AUDIT_H
#define DIALPLAN_AUDIT_H

#include <dialplan/decision.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Flags of a violation. */
enum { DIALPLAN_VIOLATION_MANUAL = 1 /**< a person dialled it */ };

/** A rule that an attempt broke. Frozen. 64 bytes. */
typedef struct dialplan_violation {
  int64_t at;         /**< the attempt's start */
  int64_t allowed_at; /**< the first instant after it that this rule permits, others apart; 0: none */
  int64_t edge_at;    /**< what @p by counts from or to: an opening, a close, the end of a wait or of another call, the
                           start or the end of the campaign, the event that ended the contact; 0: @p by is a count */
  int64_t by;         /**< how far beyond the rule: seconds between @p at and @p edge_at, else a count; 0 where the
                           rule has no size, and at a close itself */
  uint64_t event;     /**< index among the events of the attempt, or of a start that no attempt answered */
  int32_t value;      /**< what a rule that counts has counted, this attempt included; 0: it counts nothing */
  int32_t limit;      /**< the most that it permits */
  uint16_t reason;    /**< DIALPLAN_REASON_*: the rule */
  uint16_t rule;      /**< 1 + index: with DIALPLAN_REASON_GUARD of the rule, with _CAP of the cap; else 0 */
  uint16_t zone;      /**< the zone in which the rule was broken */
  uint16_t outcome;   /**< DIALPLAN_OUTCOME_* of the attempt before it; 0: there was none */
  uint32_t flags;     /**< DIALPLAN_VIOLATION_* */
  uint32_t reserved;  /**< 0 */
} dialplan_violation;

/** Replays the events of one contact and judges each attempt against what had happened before it, by the campaign as
 *  it is given. The rules that one attempt broke come in the order of the decision's walk: in_call, ends, stop rules
 *  on counts, zone_unknown, waits and cooldowns (a wish or a reschedule skips those that it skips in a decision), caps,
 *  the guard's limits, gaps and quiet periods, open time, max_retry_days, campaign_over, window_closed.
 *
 *  A start counts as an attempt where none answered it before it was stale. When the strategy proposed a call, and when
 *  a wish was due, is no rule: an earlier call is a violation only where a wait, a cooldown, a cap or the guard
 *  forbids it. A wish stands for this until an event ends it. The campaign's status and channels are not judged.
 *  DIALPLAN_CONTACT_DNC_LISTED bears no date: it holds for all attempts, but where the events tell that the person
 *  asked never to be called, only those behind are told. What happened in other campaigns counts from then on.
 *  @param campaign      a campaign
 *  @param contact       its zones, region and flags count
 *  @param state         before the first event; NULL: never called
 *  @param events        the first event, in the order of their instants; NULL where there are none
 *  @param event_stride  bytes from one to the next
 *  @param event_count   how many
 *  @param options       NULL: defaults
 *  @param out           room for @p cap violations, in the order of the events
 *  @param cap           entries in @p out; 0 measures
 *  @param count         out: how many there are
 *  @param err           may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE: an instant, or events out of order; E_SIZE; what dialplan_apply() finds
 *  wrong with an event. Linear in events and rules, some 300 ns for an attempt; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_audit(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                            const dialplan_state *state, const dialplan_event *events,
                                            uint64_t event_stride, uint64_t event_count,
                                            const dialplan_options *options, dialplan_violation *out, uint64_t cap,
                                            uint64_t *count, dialplan_error *err);

/** By how much a rule was broken, as a short English text without the rule's name ("12 min before 09:00", "4th in
 *  24 h, 3 allowed").
 *  @param campaign   the campaign that was asked
 *  @param violation  one of its violations
 *  @param out        room for @p cap bytes; no NUL is written
 *  @param cap        bytes in @p out; 0 measures
 *  @param len        out: the whole length, at most 256
 *  @return DIALPLAN_OK; E_ARGUMENT. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_violation_format(const dialplan_campaign *campaign,
                                                       const dialplan_violation *violation, char *out, uint64_t cap,
                                                       uint64_t *len);

#ifdef __cplusplus
}
#endif
#endif
