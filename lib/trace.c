/* SPDX-License-Identifier: MIT */
/* How does a step of a decision read?
 * Uses settings and text. Invariant: a sentence comes from the step and the campaign alone, is at most 256
 * bytes long, and leaves out the step's name and instants, which the reader has beside it. */
#include "trace.h"

#include "text.h"
#include "wording.h"

/* ---- words ---- */

static void step_duration(dp_text *text, const dialplan_step *step) {
  dp_wording_duration(text, step->extra[0], step->extra[1]);
}

static void binding(dp_text *text, const dialplan_step *step) {
  if (step->after == step->before) dp_text_str(text, ", not binding");
}

static void spans(dp_text *text, const dp_spans *spans) {
  if (spans->count == 0) dp_text_str(text, "off");
  for (uint32_t i = 0; i < spans->count; i++) {
    const int32_t until_min = spans->span[i].until_min;
    if (i) dp_text_str(text, ", ");
    dp_wording_clock(text, spans->span[i].from_min * 60);
    dp_text_char(text, '-');
    dp_wording_clock(text, (until_min > 1440 ? until_min - 1440 : until_min) * 60);
  }
}

static const char *outcome(const dialplan_step *step) {
  const char *name = dialplan_outcome_name(step->outcome);
  return name ? name : "unknown";
}

static const char *by(int32_t who) {
  return who == DIALPLAN_BY_CUSTOMER ? "customer" : who == DIALPLAN_BY_AGENT ? "agent" : "bot";
}

/* ---- sentences ---- */

static void outcome_row(dp_text *text, const dp_settings *settings, const dialplan_step *step) {
  dp_text_str(text, outcome(step));
  if (step->outcome < DP_OUTCOMES) {
    const dialplan_duration after = settings->retry.rows[step->outcome].after;
    dp_text_str(text, ": ");
    dp_wording_duration(text, after.days, after.seconds);
  }
  dp_wording_number(text, ", retry ", step->extra[0], "");
  if (step->extra[1]) dp_wording_number(text, " of ", step->extra[1], "");
}

static void smart(dp_text *text, const dialplan_step *step) {
  if (step->after == 0) {
    dp_text_str(text, "no date has open time and calls left");
    return;
  }
  dp_wording_number(text, "day ", step->value, ": call ");
  dp_wording_number(text, "", step->extra[0], " of ");
  dp_text_int(text, step->limit);
  if (step->extra[1] > 1) dp_wording_number(text, " every ", step->extra[1], " d");
}

static void wish(dp_text *text, const dialplan_step *step) {
  switch (step->value) {
  case DP_STEP_WISH_NEXT_DAY: dp_text_str(text, "late: moved to the next day"); break;
  case DP_STEP_WISH_MISSED: dp_text_str(text, "missed: called too late"); break;
  case DP_STEP_WISH_CANCELLED: dp_text_str(text, "cancelled: its windows have closed"); break;
  default: dp_text_str(text, "asked for, by "); dp_text_str(text, by(step->extra[0]));
  }
}

static void cap(dp_text *text, const dialplan_step *step) {
  dp_wording_number(text, "", step->value, " of ");
  dp_wording_number(text, "", step->limit, " in ");
  step_duration(text, step);
  binding(text, step);
}

/* The windows of the first date, if it has any, and the dates without any that follow. */
static void no_window(dp_text *text, const dp_settings *settings, const dialplan_step *step) {
  enum { WEEK = 7 };
  const int32_t first = (int32_t)step->value;
  const char *gap = "";
  const dp_spans *own = dp_window_spans(&settings->windows, first);
  if (own->count) {
    dp_text_str(text, dp_wording_weekday(first));
    dp_text_char(text, ' ');
    spans(text, own);
    gap = "; ";
  }
  int32_t off = 0;
  for (int32_t date = first; date < step->limit && date < first + WEEK; date++) {
    if (dp_window_spans(&settings->windows, date)->count) continue;
    dp_text_str(text, off++ ? ", " : gap);
    dp_text_str(text, dp_wording_weekday(date));
  }
  if (off) dp_text_str(text, ": off");
}

static void no_call_day(dp_text *text, const dp_settings *settings, const dialplan_step *step) {
  const int32_t first = (int32_t)step->value;
  const dp_day_entry *entry = dp_dayset_find(&settings->no_call_days, first);
  dp_text_date(text, first);
  if (!entry || !entry->label) return;
  dp_text_str(text, ": ");
  dp_text_str(text, entry->label);
}

static void special_day(dp_text *text, const dp_settings *settings, const dialplan_step *step) {
  dp_text_date(text, (int32_t)step->value);
  dp_text_str(text, ": ");
  spans(text, dp_window_spans(&settings->windows, (int32_t)step->value));
}

static void guard_hours(dp_text *text, const dp_guard_rule *rule, int32_t date) {
  const int32_t weekday = dp_date_weekday(date);
  dp_text_str(text, dp_wording_weekday(date));
  dp_text_char(text, ' ');
  spans(text, &rule->week[weekday - 1]);
}

/* One of the rule's days, with its label. */
static void guard_day(dp_text *text, const dp_day_entry *entry, int32_t date) {
  dp_text_date(text, date);
  if (!entry->label) return;
  dp_text_str(text, ": ");
  dp_text_str(text, entry->label);
}

static void guard_days(dp_text *text, const dp_guard_rule *rule, int32_t date) {
  const dp_day_entry *entry = dp_dayset_find(&rule->days, date);
  const dp_day_entry *next = dp_dayset_find(&rule->days, date + 1);
  if (entry) {
    guard_day(text, entry, date);
  } else if (next && rule->eve.count) {
    spans(text, &rule->eve);
    dp_text_str(text, " before ");
    guard_day(text, next, date + 1);
  } else
    dp_text_str(text, dp_wording_weekday(date));
}

static void guard_limit(dp_text *text, const dp_guard_rule *rule, const dialplan_step *step) {
  dp_wording_number(text, "", step->value, " of ");
  dp_wording_number(text, "", rule->max,
                    rule->count == DP_GUARD_CONVERSATIONS ? " conversations" : " attempts");
  dp_wording_per(text, rule);
}

static void guard(dp_text *text, const dp_settings *settings, const dialplan_step *step) {
  if (step->rule == 0 || step->rule > settings->guard.count) return;
  const dp_guard_rule *rule = &settings->guard.rules[step->rule - 1];
  dp_text_str(text, rule->id);
  dp_text_str(text, ": ");
  switch (rule->kind) {
  case DP_GUARD_HOURS: guard_hours(text, rule, (int32_t)step->value); break;
  case DP_GUARD_DAYS: guard_days(text, rule, (int32_t)step->value); break;
  case DP_GUARD_LIMIT: guard_limit(text, rule, step); break;
  case DP_GUARD_GAP:
    dp_wording_duration(text, rule->duration.days, rule->duration.seconds);
    dp_text_str(text, " between attempts");
    break;
  default: dp_wording_quiet(text, rule); break;
  }
  if (!dp_guard_on_time(rule)) binding(text, step);
}

static void other_zone(dp_text *text, const dialplan_campaign *campaign, const dialplan_step *step) {
  dp_text_str(text, dialplan_zones_name(campaign->zones, step->zone));
  dp_text_str(text, ": ");
  dp_text_str(text, dialplan_reason_name(step->extra[0]));
}

static void clock_change(dp_text *text, const dialplan_step *step) {
  int32_t from, until;
  const int32_t date = dp_date_of(step->value + step->extra[0], &from);
  dp_date_of(step->value + step->extra[1], &until);
  dp_text_str(text, dp_wording_weekday(date));
  dp_text_char(text, ' ');
  dp_text_date(text, date);
  dp_text_char(text, ' ');
  dp_wording_clock(text, from);
  dp_text_str(text, " \xE2\x86\x92 "); /* an arrow */
  dp_wording_clock(text, until);
  dp_text_str(text, " lies between");
}

static void of(dp_text *text, const dialplan_step *step, const char *what) {
  dp_wording_number(text, "", step->value, " of ");
  dp_wording_number(text, "", step->limit, what);
}

static void max_retry_days(dp_text *text, const dialplan_step *step) {
  dp_text_str(text, "day ");
  of(text, step, "");
}

/* Sentences that say the same whatever the step holds. */
static const char *fixed_sentence(const dialplan_step *step) {
  switch (step->reason) {
  case DIALPLAN_REASON_FIRST_ATTEMPT:
    return step->value == DP_FIRST_START      ? "never called, from the campaign's start"
           : step->value == DP_FIRST_ENQUEUED ? "never called, from when it was enqueued"
                                              : "never called";
  case DIALPLAN_REASON_RESCHEDULED:
    return step->value == DP_STEP_WISH_NEXT_DAY ? "late: moved to the next day" : "moved by a person";
  case DIALPLAN_REASON_IN_CALL: return "a call is under way";
  case DIALPLAN_REASON_CAMPAIGN_DRAFT: return "the campaign is a draft";
  case DIALPLAN_REASON_CAMPAIGN_PAUSED: return "the campaign is paused";
  case DIALPLAN_REASON_NO_CHANNELS: return "the campaign has no channels";
  case DIALPLAN_REASON_ZONE_UNKNOWN: return "the contact's zone is not known";
  case DIALPLAN_REASON_ZONE_AMBIGUOUS: return "the contact's zones have no open hour in common";
  case DIALPLAN_REASON_CAMPAIGN_COMPLETED: return "the campaign is completed";
  case DIALPLAN_REASON_CAMPAIGN_CANCELLED: return "the campaign is cancelled";
  case DIALPLAN_REASON_DNC: return "not to be called: asked, or on a list";
  case DIALPLAN_REASON_FAILED: return "the number does not reach the person";
  case DIALPLAN_REASON_REACHED: return "a conversation took place";
  case DIALPLAN_REASON_CLOSED: return "closed";
  case DIALPLAN_REASON_CANCELLED: return "the contact is cancelled";
  case DIALPLAN_REASON_INBOUND_FIRST: return "waits for the person to call in";
  case DIALPLAN_REASON_CAMPAIGN_OVER: return "only after the campaign's end";
  case DIALPLAN_REASON_WINDOW_CLOSED: return "only after the windows of the campaign's day";
  case DIALPLAN_REASON_BEFORE_START: return "the campaign has not started";
  case DIALPLAN_REASON_OPEN: return "open";
  case DIALPLAN_REASON_AFTER_END: return "the campaign has ended";
  default: return NULL;
  }
}

static void sentence(dp_text *text, const dialplan_campaign *campaign, const dialplan_step *step) {
  const dp_settings *settings = &campaign->settings;
  const char *fixed = fixed_sentence(step);
  dp_text_str(text, fixed);
  if (fixed) return;
  switch (step->reason) {
  case DIALPLAN_REASON_LAST_ATTEMPT: dp_text_str(text, outcome(step)); break;
  case DIALPLAN_REASON_SMART: smart(text, step); break;
  case DIALPLAN_REASON_INTERVALS:
    step_duration(text, step);
    dp_wording_number(text, " after attempt ", step->value, "");
    break;
  case DIALPLAN_REASON_FIXED:
    dp_text_str(text, "every ");
    step_duration(text, step);
    break;
  case DIALPLAN_REASON_OUTCOME_ROW: outcome_row(text, settings, step); break;
  case DIALPLAN_REASON_CALLBACK: wish(text, step); break;
  case DIALPLAN_REASON_CALLBACK_NO_CLEAR_TIME:
    dp_text_str(text, step->value == DP_STEP_WISH_NEXT_DAY ? "late: moved to the next day"
                                                           : "no clear time: the normal delay");
    break;
  case DIALPLAN_REASON_CALLBACK_RETRY:
    step_duration(text, step);
    dp_wording_number(text, ", reschedule ", step->value, " of ");
    dp_text_int(text, step->limit);
    break;
  case DIALPLAN_REASON_WAIT:
  case DIALPLAN_REASON_COOLDOWN:
  case DIALPLAN_REASON_NOT_PICKED_COOLDOWN:
  case DIALPLAN_REASON_RECENTLY_COMPLETED:
    step_duration(text, step);
    binding(text, step);
    break;
  case DIALPLAN_REASON_CAP: cap(text, step); break;
  case DIALPLAN_REASON_NO_WINDOW: no_window(text, settings, step); break;
  case DIALPLAN_REASON_NO_CALL_DAY: no_call_day(text, settings, step); break;
  case DIALPLAN_REASON_SPECIAL_DAY: special_day(text, settings, step); break;
  case DIALPLAN_REASON_CLOSE_MARGIN:
    dp_text_str(text, "no start in the last ");
    dp_wording_duration(text, 0, settings->close_margin_s);
    break;
  case DIALPLAN_REASON_GUARD: guard(text, settings, step); break;
  case DIALPLAN_REASON_OTHER_ZONE: other_zone(text, campaign, step); break;
  case DIALPLAN_REASON_CLOCK_CHANGE: clock_change(text, step); break;
  case DIALPLAN_REASON_BUFFER:
    dp_wording_number(text, "+", step->value, " s of ");
    dp_text_int(text, step->limit);
    break;
  case DIALPLAN_REASON_MAX_ATTEMPTS: of(text, step, ""); break;
  case DIALPLAN_REASON_CONSECUTIVE_ERRORS: of(text, step, " in a row"); break;
  case DIALPLAN_REASON_OUTCOME_STOP:
    dp_text_str(text, outcome(step));
    dp_text_str(text, ": stop");
    break;
  case DIALPLAN_REASON_OUTCOME_RETRIES:
    dp_text_str(text, outcome(step));
    dp_wording_number(text, ": ", step->limit, " retries used up");
    break;
  case DIALPLAN_REASON_INTERVALS_USED_UP: dp_wording_number(text, "", step->limit, " waits used up"); break;
  case DIALPLAN_REASON_MAX_RETRY_DAYS: max_retry_days(text, step); break;
  default: dp_wording_number(text, "nothing open within ", step->value, " d"); break; /* never_open */
  }
}

dialplan_status dialplan_step_format(const dialplan_campaign *campaign, const dialplan_step *step, char *out,
                                     uint64_t cap, uint64_t *len) {
  enum { SENTENCE_MAX = 256 };
  if (!campaign || !step || !len || (cap && !out) || !dialplan_reason_name(step->reason))
    return DIALPLAN_E_ARGUMENT;
  char whole[SENTENCE_MAX + 1]; /* a label may be longer than a sentence */
  dp_text text = {whole, sizeof whole, 0};
  sentence(&text, campaign, step);
  dp_text_end(&text);
  dp_text answer = {out, cap, 0};
  dp_text_str(&answer, whole);
  *len = answer.len;
  return DIALPLAN_OK;
}
