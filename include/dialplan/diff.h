/* SPDX-License-Identifier: MIT */
/** @file diff.h
 *  What a change of settings does to a list: per contact, and in sums.
 *
 *  One campaign is the settings as they are (a), the other those that are to come (b). Both are asked by
 *  dialplan_next() about the same contacts at the same instant; what is compared is what matters to a contact: the
 *  verdict, the instant, the reason and the class. Of a contact that is unchanged the due, the place among the leases,
 *  the attempts allowed and the variant may differ. Who may be called now by both has not moved.
 */
#ifndef DIALPLAN_DIFF_H
#define DIALPLAN_DIFF_H

#include <dialplan/decision.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What becomes of a contact. Every pair of decisions is one of these; with a and b exchanged it is the one that stands
 *  behind "mirror". Numbers are pinned. */
enum {
  DIALPLAN_CHANGE_EARLIER = 1,  /**< the same verdict, call or hold, at an earlier instant; mirror: later */
  DIALPLAN_CHANGE_LATER = 2,    /**< the same verdict, call or hold, at a later instant; mirror: earlier */
  DIALPLAN_CHANGE_STOPPED = 3,  /**< call or hold becomes stop; mirror: allowed */
  DIALPLAN_CHANGE_ALLOWED = 4,  /**< stop becomes call or hold; mirror: stopped */
  DIALPLAN_CHANGE_HELD = 5,     /**< call becomes hold; mirror: released */
  DIALPLAN_CHANGE_RELEASED = 6, /**< hold becomes call; mirror: held */
  DIALPLAN_CHANGE_REASON = 7,   /**< the same verdict and no move, for another reason or of another class; or a hold
                                     that has an instant on one side alone; its own mirror */
  DIALPLAN_CHANGE_UNCHANGED = 8 /**< the same verdict, instant, reason and class; its own mirror */
};

/** What becomes of one contact. Frozen. 48 bytes. */
typedef struct dialplan_change {
  uint64_t key;          /**< the contact's key */
  int64_t at_a;          /**< `at` of the decision by campaign a; 0: none */
  int64_t at_b;          /**< by campaign b */
  int64_t moved_s;       /**< at_b - at_a, below 0: earlier; 0 where one of them is 0 */
  uint16_t reason_a;     /**< DIALPLAN_REASON_* by campaign a */
  uint16_t reason_b;     /**< by campaign b */
  uint16_t zone_a;       /**< the binding zone by campaign a */
  uint16_t zone_b;       /**< by campaign b */
  uint8_t verdict_a;     /**< DIALPLAN_VERDICT_* by campaign a */
  uint8_t verdict_b;     /**< by campaign b */
  uint8_t class_a;       /**< DIALPLAN_CLASS_* by campaign a */
  uint8_t class_b;       /**< by campaign b */
  uint8_t change;        /**< DIALPLAN_CHANGE_*; 0: could not be asked */
  uint8_t reserved[3];   /**< 0 */
} dialplan_change;

/** Changes in sums. Counts and sums stop at their largest value. May grow. */
typedef struct dialplan_diff_sum {
  uint32_t size;            /**< sizeof, or 0 */
  uint32_t reserved;        /**< 0 */
  uint64_t contacts;        /**< all contacts: those of `changes` and the refused together */
  uint64_t refused;         /**< could not be asked: an instant or a size is out of its range */
  uint64_t changes[16];     /**< contacts by DIALPLAN_CHANGE_* */
  uint64_t earlier_s;       /**< by how much the earlier ones are earlier, together */
  uint64_t later_s;         /**< by how much the later ones are later, together */
  uint64_t most_earlier_s;  /**< the most of one contact */
  uint64_t most_later_s;    /**< likewise */
  uint64_t barred[64];      /**< the stopped and the held, by the DIALPLAN_REASON_* of campaign b */
  uint64_t freed[64];       /**< the allowed and the released, by the DIALPLAN_REASON_* of campaign a */
  uint64_t verdicts_a[4];   /**< contacts by DIALPLAN_VERDICT_* of campaign a */
  uint64_t verdicts_b[4];   /**< of campaign b */
  uint64_t now_a;           /**< contacts that may be called at once by campaign a */
  uint64_t now_b;           /**< by campaign b */
} dialplan_diff_sum;

/** Compares two decisions about one contact: of two campaigns, of one before and after an event, of a stored one and
 *  one of now. Each may be of a table of zones of its own.
 *  @param a    the decision as it was
 *  @param b    the decision as it is to be
 *  @param now  the instant that they were asked at; it counts for the sums alone
 *  @param out  out; may be NULL
 *  @param sum  in and out: this contact is added; may be NULL
 *  @param err  may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE: a decision is none that dialplan_next() makes; E_SIZE. Constant time; no
 *  allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_diff_decisions(const dialplan_decision *a, const dialplan_decision *b,
                                                     int64_t now, dialplan_change *out, dialplan_diff_sum *sum,
                                                     dialplan_error *err);

/** What a change of settings does to contacts. Never stops early: a row that one of the campaigns refuses has a status
 *  and a zero change.
 *  @param campaign_a      the settings as they are
 *  @param campaign_b      the settings to come, compiled with the same table of zones: the contacts' indexes are of it
 *  @param contacts        the first contact
 *  @param contact_stride  bytes from one to the next
 *  @param states          the first state, a fact by either settings; NULL: never called. Where the other settings
 *                         would make another state of a log, ask for both and take dialplan_diff_decisions()
 *  @param state_stride    bytes from one to the next
 *  @param count           how many
 *  @param now             the instant of asking
 *  @param options         NULL: defaults; of both
 *  @param out             @p count changes; may be NULL
 *  @param statuses        @p count statuses; may be NULL
 *  @param sum             in and out: these contacts are added, so that a list may come in parts; may be NULL
 *  @param err             may be NULL
 *  @return DIALPLAN_OK: every row was asked; E_ARGUMENT: the tables of zones are two, too; E_RANGE; E_SIZE. Twice
 *  dialplan_next_batch(); no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_diff(const dialplan_campaign *campaign_a, const dialplan_campaign *campaign_b,
                                           const dialplan_contact *contacts, uint64_t contact_stride,
                                           const dialplan_state *states, uint64_t state_stride, uint64_t count,
                                           int64_t now, const dialplan_options *options, dialplan_change *out,
                                           int32_t *statuses, dialplan_diff_sum *sum, dialplan_error *err);

/** The name of a change ("earlier", "stopped"); NULL for a number that is none. Static text; constant time; any thread.
 *  @param change  DIALPLAN_CHANGE_*
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_change_name(int32_t change);

#ifdef __cplusplus
}
#endif
#endif
