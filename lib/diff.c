/* SPDX-License-Identifier: MIT */
/* What does a change of settings do to contacts?
 * Uses decisions. Invariant: both campaigns are asked alike, so that every change turned round is its mirror;
 * the sums are those of the rows. */
#include <dialplan/diff.h>

#include "base.h"
#include "campaign.h"
#include "decision.h"

#include <string.h>

enum { REASONS = 64 };

const char *dialplan_change_name(int32_t change) {
  static const char *const words[] = {
      [DIALPLAN_CHANGE_EARLIER] = "earlier", [DIALPLAN_CHANGE_LATER] = "later",
      [DIALPLAN_CHANGE_STOPPED] = "stopped", [DIALPLAN_CHANGE_ALLOWED] = "allowed",
      [DIALPLAN_CHANGE_HELD] = "held",       [DIALPLAN_CHANGE_RELEASED] = "released",
      [DIALPLAN_CHANGE_REASON] = "reason",   [DIALPLAN_CHANGE_UNCHANGED] = "unchanged",
  };
  return change >= 0 && (size_t)change < sizeof words / sizeof *words ? words[change] : NULL;
}

/* ---- one contact ---- */

static uint8_t kind_of(const dialplan_decision *a, const dialplan_decision *b) {
  if (a->verdict != b->verdict) {
    if (b->verdict == DIALPLAN_VERDICT_STOP) return DIALPLAN_CHANGE_STOPPED;
    if (a->verdict == DIALPLAN_VERDICT_STOP) return DIALPLAN_CHANGE_ALLOWED;
    return b->verdict == DIALPLAN_VERDICT_HOLD ? DIALPLAN_CHANGE_HELD : DIALPLAN_CHANGE_RELEASED;
  }
  if (a->at && b->at && a->at != b->at)
    return b->at < a->at ? DIALPLAN_CHANGE_EARLIER : DIALPLAN_CHANGE_LATER;
  const int same = a->at == b->at && a->reason == b->reason && a->call_class == b->call_class;
  return same ? DIALPLAN_CHANGE_UNCHANGED : DIALPLAN_CHANGE_REASON;
}

static dialplan_change change_of(const dialplan_decision *a, const dialplan_decision *b) {
  return (dialplan_change){.key = a->key,
                           .at_a = a->at,
                           .at_b = b->at,
                           .moved_s = a->at && b->at ? b->at - a->at : 0,
                           .reason_a = a->reason,
                           .reason_b = b->reason,
                           .zone_a = a->zone,
                           .zone_b = b->zone,
                           .verdict_a = a->verdict,
                           .verdict_b = b->verdict,
                           .class_a = a->call_class,
                           .class_b = b->call_class,
                           .change = kind_of(a, b)};
}

/* ---- sums ---- */

static void add(uint64_t *sum, uint64_t more) { *sum = more > UINT64_MAX - *sum ? UINT64_MAX : *sum + more; }

static void add_move(uint64_t *sum_s, uint64_t *most_s, int64_t by_s) {
  add(sum_s, (uint64_t)by_s);
  if ((uint64_t)by_s > *most_s) *most_s = (uint64_t)by_s;
}

static int at_once(uint8_t verdict, int64_t at, int64_t now) {
  return verdict == DIALPLAN_VERDICT_CALL && at <= now;
}

static void add_change(dialplan_diff_sum *sum, const dialplan_change *c, int64_t now) {
  add(&sum->contacts, 1);
  add(&sum->changes[c->change], 1);
  add(&sum->verdicts_a[c->verdict_a], 1);
  add(&sum->verdicts_b[c->verdict_b], 1);
  add(&sum->now_a, (uint64_t)at_once(c->verdict_a, c->at_a, now));
  add(&sum->now_b, (uint64_t)at_once(c->verdict_b, c->at_b, now));
  switch (c->change) {
  case DIALPLAN_CHANGE_EARLIER: add_move(&sum->earlier_s, &sum->most_earlier_s, -c->moved_s); break;
  case DIALPLAN_CHANGE_LATER: add_move(&sum->later_s, &sum->most_later_s, c->moved_s); break;
  case DIALPLAN_CHANGE_STOPPED:
  case DIALPLAN_CHANGE_HELD: add(&sum->barred[c->reason_b], 1); break;
  case DIALPLAN_CHANGE_ALLOWED:
  case DIALPLAN_CHANGE_RELEASED: add(&sum->freed[c->reason_a], 1); break;
  default: break;
  }
}

/* ---- two decisions ---- */

/* It may have been stored by others. */
static int decides(const dialplan_decision *d) {
  const int at_good = !d->at || dp_instant_valid(d->at);
  return at_good && dialplan_verdict_name(d->verdict) && d->reason < REASONS &&
         dialplan_reason_name(d->reason);
}

static dialplan_status check_sum(const dialplan_diff_sum *sum, dialplan_error *err) {
  return !sum || dp_size_fits(sum, sum->size, sizeof *sum) ? DIALPLAN_OK : dp_size_unknown(err, "the sum");
}

dialplan_status dialplan_diff_decisions(const dialplan_decision *a, const dialplan_decision *b, int64_t now,
                                        dialplan_change *out, dialplan_diff_sum *sum, dialplan_error *err) {
  if (!a || !b || (!out && !sum))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "a decision or every output is missing");
  const dialplan_status status = check_sum(sum, err);
  if (status) return status;
  if (!decides(a) || !decides(b))
    return dp_fail(err, DIALPLAN_E_RANGE, "decision", "a decision is none that dialplan_next() makes");
  const dialplan_change change = change_of(a, b);
  if (sum) add_change(sum, &change, now);
  if (out) *out = change;
  return DIALPLAN_OK;
}

/* ---- many contacts ---- */

/* One of the two campaigns. */
typedef struct side {
  dp_question question;
  dp_outlook outlook[DP_OUTLOOKS];
} side;

static dialplan_status side_init(side *s, const dialplan_campaign *campaign, int64_t now,
                                 const dialplan_options *options, dialplan_error *err) {
  const dialplan_status status = dp_question_init(&s->question, campaign, now, options, err);
  memset(s->outlook, 0, sizeof s->outlook);
  s->question.view.outlook = s->outlook;
  return status;
}

static dialplan_status compare(const side *a, const side *b, const dialplan_contact *contact,
                               const dialplan_state *state, dialplan_change *out) {
  dialplan_decision was, is;
  dialplan_status status = dp_decision_make(&a->question, contact, state, &was, NULL, NULL);
  if (!status) status = dp_decision_make(&b->question, contact, state, &is, NULL, NULL);
  *out = status ? (dialplan_change){0} : change_of(&was, &is);
  return status;
}

static void add_refused(dialplan_diff_sum *sum) {
  add(&sum->contacts, 1);
  add(&sum->refused, 1);
}

static dialplan_status check(const dialplan_campaign *a, const dialplan_campaign *b, int present, int64_t now,
                             const dialplan_diff_sum *sum, dialplan_error *err) {
  if (!a || !b || !present)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "a campaign, contacts or every output is missing");
  if (a->zones != b->zones)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "two-zone-tables",
                   "the campaigns were compiled with two tables of zones: a contact has indexes of one");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  return check_sum(sum, err);
}

dialplan_status dialplan_diff(const dialplan_campaign *campaign_a, const dialplan_campaign *campaign_b,
                              const dialplan_contact *contacts, uint64_t contact_stride,
                              const dialplan_state *states, uint64_t state_stride, uint64_t count,
                              int64_t now, const dialplan_options *options, dialplan_change *out,
                              int32_t *statuses, dialplan_diff_sum *sum, dialplan_error *err) {
  side a, b;
  const int present = (!count || contacts) && (out || sum || statuses);
  dialplan_status status = check(campaign_a, campaign_b, present, now, sum, err);
  if (!status) status = side_init(&a, campaign_a, now, options, err);
  if (!status) status = side_init(&b, campaign_b, now, options, err);
  if (status) return status;
  for (uint64_t i = 0; i < count; i++) {
    const void *const contact = (const char *)contacts + i * contact_stride;
    const void *const state = states ? (const char *)states + i * state_stride : NULL;
    dialplan_change change;
    const dialplan_status row = compare(&a, &b, contact, state, &change);
    if (out) out[i] = change;
    if (statuses) statuses[i] = row;
    if (sum && row) add_refused(sum);
    if (sum && !row) add_change(sum, &change, now);
  }
  return DIALPLAN_OK;
}
