/* SPDX-License-Identifier: MIT */
/** @file stats.h
 *  Statistics of a campaign: flat values that add up, from events and from decisions; the hours at which people answer.
 */
#ifndef DIALPLAN_STATS_H
#define DIALPLAN_STATS_H

#include <dialplan/decision.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Calls of one kind. "connected": a person answered, dialplan_outcome_connected(). Frozen. 24 bytes. */
typedef struct dialplan_tally {
  uint64_t calls;     /**< attempts */
  uint64_t connected; /**< those that a person answered */
  uint64_t completed; /**< those with outcome completed: a conversation */
} dialplan_tally;

/** How far contacts have come; each stage holds those of the next. Frozen. 32 bytes. */
typedef struct dialplan_funnel {
  uint64_t contacts;  /**< all */
  uint64_t scheduled; /**< dialled, or planned: the decision has an instant */
  uint64_t dialled;   /**< with an attempt in this run, or a call under way */
  uint64_t connected; /**< with an attempt in this run that a person answered */
} dialplan_funnel;

/** What can be said of a campaign in numbers. All zero: nothing yet. Counts and sums stop at their largest value.
 *  Shares and means are left to the reader, so that parts add up: dialplan_stats_merge(). May grow. */
typedef struct dialplan_stats {
  uint32_t size;                         /**< sizeof, or 0 */
  uint32_t reserved;                     /**< 0 */
  /* from events: dialplan_stats_add() */
  int64_t first_at;                      /**< start of the first call; 0: none */
  int64_t last_at;                       /**< start of the last call; 0: none */
  dialplan_tally all;                    /**< all calls */
  uint64_t manual;                       /**< calls dialled by a person */
  uint64_t timed;                        /**< calls whose end is known */
  uint64_t timed_s;                      /**< how long these took together, from their start */
  uint64_t talks;                        /**< connected calls whose end is known */
  uint64_t talk_s;                       /**< how long these took together, ringing included */
  uint64_t cost_millionths;              /**< what all calls cost */
  uint64_t rated;                        /**< calls with a sentiment */
  uint64_t sentiment_up;                 /**< sum of the sentiments above 0 */
  uint64_t sentiment_down;               /**< sum of those below 0, without their sign */
  uint64_t requested;                    /**< callbacks asked for that count: gates, confidence */
  uint64_t outcomes[16];                 /**< calls by DIALPLAN_OUTCOME_* */
  dialplan_tally hours[168];             /**< calls by hour of the week in the home zone; 0: Monday, 00:00 to 00:59 */
  dialplan_tally variants[17];           /**< calls by the variant that was used, else the contact's; 0: none */
  /* from contacts: dialplan_stats_add_contact() */
  dialplan_funnel funnel;                /**< all contacts */
  dialplan_funnel variant_funnels[17];   /**< contacts by their variant; 0: none */
  uint64_t remaining;                    /**< contacts with verdict call or hold */
  uint64_t finished;                     /**< dialled contacts with verdict stop */
  uint64_t statuses[16];                 /**< contacts by DIALPLAN_STATUS_* */
  uint64_t wishes[8];                    /**< contacts by what became of their last wish, DIALPLAN_WISH_* */
  uint64_t delays;                       /**< contacts whose last wish has or had a due */
  uint64_t delay_s;                      /**< from their asking to that due, together */
} dialplan_stats;

/** An hour of the week and how people answer in it. Frozen. 40 bytes. */
typedef struct dialplan_hour {
  uint64_t calls;     /**< attempts that started in it */
  uint64_t connected; /**< those that a person answered */
  int32_t weekday;    /**< 1 (Monday) to 7 */
  int32_t hour;       /**< 0 to 23 */
  int32_t rate_ppm;   /**< share of connected calls, in millionths, rounded down */
  int32_t lower_ppm;  /**< lower end of its 95 % interval by Wilson, in millionths; never above it; below by less than
                           2, from 2^25 calls on by less than 250 */
  uint32_t weight;    /**< for `retry.prefer`: 100 is the mean of the hours in the list; at least 1 */
  uint32_t reserved;  /**< 0 */
} dialplan_hour;

/** Adds one event. Attempts and wishes count, other kinds change nothing. Give each event once: one that
 *  dialplan_apply() answers with W_REPEATED is not to be added.
 *  @param campaign  gates; variants by weight
 *  @param contact   its home zone counts for hours; its variant, where the attempt names none
 *  @param event     what happened
 *  @param stats     in and out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT, E_RANGE, E_SIZE: an event that dialplan_apply() refuses, too; a cost below 0, a
 *  sentiment beyond 1000. Constant time; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_stats_add(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                                const dialplan_event *event, dialplan_stats *stats,
                                                dialplan_error *err);

/** Adds one contact as it stands: funnel, progress, callbacks. Give each contact once.
 *  @param state     its state; NULL: never called
 *  @param decision  what dialplan_next() says of it
 *  @param stats     in and out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE: no such verdict, status or wish; E_SIZE. Constant time; no allocation;
 *  any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_stats_add_contact(const dialplan_state *state, const dialplan_decision *decision,
                                                        dialplan_stats *stats, dialplan_error *err);

/** The statistics of two parts together. Parts may be cut by contacts, by events, in any way, and merged in any order:
 *  the whole is the same.
 *  @param a    one part
 *  @param b    the other
 *  @param out  out: both; may be the same as @p a or @p b
 *  @param err  may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_SIZE. Constant time; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_stats_merge(const dialplan_stats *a, const dialplan_stats *b, dialplan_stats *out,
                                                  dialplan_error *err);

/** Where an instant counts: the civil date and the hour of the week in the contact's home zone.
 *  @param campaign  a campaign
 *  @param contact   NULL: the campaign's zone
 *  @param at        a valid instant
 *  @param date      out: days since 1970-01-01; may be NULL
 *  @param hour      out: 0 (Monday, 00:00 to 00:59) to 167; may be NULL
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_stats_hour(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                                 int64_t at, int32_t *date, int32_t *hour, dialplan_error *err);

/** When the contacts that remain will have ended, if they go on as fast as the dialled ones ended so far, counted in
 *  open time of the campaign's own zone.
 *  @param campaign  a campaign
 *  @param stats     events and contacts
 *  @param now       the instant of asking
 *  @param at        out: that instant, @p now where nobody remains; 0: not to be told yet (nobody has ended), or not
 *                   within the horizon and the campaign's end
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. Linear in the weeks that lie between; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_stats_finish(const dialplan_campaign *campaign, const dialplan_stats *stats,
                                                   int64_t now, int64_t *at, dialplan_error *err);

/** The hours of the week at which people answer, the best first: by the lower end of the 95 % interval by Wilson, so
 *  that a few lucky calls do not make a good hour. Whole numbers only: the same on every machine.
 *  @param stats  calls by hour
 *  @param least  hours with fewer calls are left out; 0: 5
 *  @param out    room for @p cap hours
 *  @param cap    entries in @p out; 0 measures
 *  @param count  out: how many there are, at most 168
 *  @param err    may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_SIZE. Some microseconds; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_best_hours(const dialplan_stats *stats, uint64_t least, dialplan_hour *out,
                                                 uint64_t cap, uint64_t *count, dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
