/* SPDX-License-Identifier: MIT */
/* The walk from history to a decision, for next, next_batch, explain, ladder and standing alike. */
#ifndef DP_DECISION_H
#define DP_DECISION_H

#include "trace.h"

/* What is asked, and what is the same in all answers: found once for many contacts. */
typedef struct dp_question {
  dp_view view; /* without a contact */
  int64_t now;
  dialplan_run run;      /* the run of now; of a campaign that does not repeat, all of it */
  uint16_t stop;         /* campaign_completed, campaign_cancelled; 0: neither */
  uint16_t hold;         /* campaign_draft, campaign_paused, no_channels; 0: none */
  uint8_t class_rank[4]; /* by class: its place in lease_order */
  uint32_t bounded;      /* 1: there are waits, cooldowns or caps */
  uint32_t guarded;      /* 1: there are limits, gaps or quiet periods of the guard */
  uint32_t looks_back;   /* 1: attempts before the last one, or conversations, may be looked at */
} dp_question;

/* campaign and now have been checked; the options are checked here. */
dialplan_status dp_question_init(dp_question *question, const dialplan_campaign *campaign, int64_t now,
                                 const dialplan_options *options, dialplan_error *err);

/* The same question at another instant. */
void dp_question_at(dp_question *question, int64_t now);

/* One decision. The pointers have been checked; sizes and contents of contact and state are checked
 * here. state may be NULL; trace may be NULL. */
dialplan_status dp_decision_make(const dp_question *question, const dialplan_contact *contact,
                                 const dialplan_state *state, dialplan_decision *out, dp_trace *trace,
                                 dialplan_error *err);

/* What becomes of a decision that is asked for once more, later than its `at`, while nothing happens. */
typedef struct dp_patience {
  int64_t open_until; /* before this instant the call may be made at once, and all else stands */
  int64_t safe_until; /* before this one it is placed there from `at` on (without `due_at`: from the instant of asking
                       * on), and all else stands but what counts from `at`; 0: it has to be asked for */
} dp_patience;

/* The same for one that is asked more than once. seen: the contact's view, made of the question's at any instant, once
 * contact and state have been checked; NULL: they are checked here. */
dialplan_status dp_decision_keep(const dp_question *question, const dp_view *seen, const dialplan_contact *contact,
                                 const dialplan_state *state, dialplan_decision *out, dp_patience *patience);

#endif
