/* SPDX-License-Identifier: MIT */
/** @file queue.h
 *  The order in which contacts are leased to whoever dials.
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

#ifdef __cplusplus
}
#endif
#endif
