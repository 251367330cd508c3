/* SPDX-License-Identifier: MIT */
/** @file queue.h
 *  The order in which contacts are leased to whoever dials; views of who waits.
 */
#ifndef DIALPLAN_QUEUE_H
#define DIALPLAN_QUEUE_H

#include <dialplan/decision.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Compares two decisions in lease order: first those that may be called now, by campaign priority (high first),
 *  class, `lease_then`, key, row; then the rest by `at`, and the same; last those without an `at`, and holds before
 *  stops. A strict total order over different rows.
 *  @param a      a decision
 *  @param row_a  its row
 *  @param b      another one
 *  @param row_b  its row
 *  @param now    the instant that both were asked at
 *  @return negative: @p a is leased first; positive: @p b; 0: the same row. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API int32_t dialplan_lease_compare(const dialplan_decision *a, uint64_t row_a, const dialplan_decision *b,
                                            uint64_t row_b, int64_t now);

/** The first rows in lease order, among those with verdict call, without sorting the rest.
 *  @param decisions  @p count decisions
 *  @param count      how many
 *  @param now        the instant that they were asked at
 *  @param rows       out: room for @p cap row numbers, in lease order
 *  @param cap        how many rows are wanted
 *  @param selected   out: how many were written: the smaller of @p cap and the number of calls
 *  @param err        may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT. O(count log cap) at worst, O(count + cap log cap) on usual input; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_lease_select(const dialplan_decision *decisions, uint64_t count, int64_t now,
                                                   uint64_t *rows, uint64_t cap, uint64_t *selected,
                                                   dialplan_error *err);

/** Whom a view of the queue is about. Numbers are pinned. */
enum {
  DIALPLAN_VIEW_WAITING = 0, /**< whoever waits: calls and holds */
  DIALPLAN_VIEW_OVERDUE = 1, /**< due in the past and still waiting, but for whoever is being called */
  DIALPLAN_VIEW_TODAY = 2,   /**< due on today's civil date in the campaign's zone */
  DIALPLAN_VIEW_WEEK = 3,    /**< due from today to Sunday, likewise */
  DIALPLAN_VIEW_ALL = 4      /**< everybody */
};

/** Callbacks of a view. Numbers are pinned. */
enum {
  DIALPLAN_CALLBACKS_ANY = 0,
  DIALPLAN_CALLBACKS_REQUESTED = 1, /**< whoever has asked for one, whatever came of it */
  DIALPLAN_CALLBACKS_PENDING = 2,
  DIALPLAN_CALLBACKS_COMPLETED = 3, /**< completed, exhausted and closed */
  DIALPLAN_CALLBACKS_CANCELLED = 4,
  DIALPLAN_CALLBACKS_MISSED = 5
};

/** A view of the queue. All zero: whoever waits. Frozen. 4 bytes. */
typedef struct dialplan_view {
  uint8_t whom;       /**< DIALPLAN_VIEW_* */
  uint8_t call_class; /**< DIALPLAN_CLASS_*; 0: any */
  uint8_t status;     /**< DIALPLAN_STATUS_*; 0: any */
  uint8_t callbacks;  /**< DIALPLAN_CALLBACKS_* */
} dialplan_view;

/** Whether a contact is part of a view. What never was due is due when it may be called.
 *  @param campaign  the campaign
 *  @param view      a view
 *  @param decision  what dialplan_next() says of the contact
 *  @param now       the instant that it was asked at
 *  @param shown     out: 1 or 0
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT: no such view; E_RANGE: @p now or an instant of the decision is no valid one.
 *  Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_view_shows(const dialplan_campaign *campaign, const dialplan_view *view,
                                                 const dialplan_decision *decision, int64_t now, int32_t *shown,
                                                 dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
