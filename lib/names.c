/* SPDX-License-Identifier: MIT */
/* What are the codes of a decision called in output?
 * Uses nothing. Invariant: total; the words are those of the manual and never change. */
#include <dialplan/decision.h>

#include <stddef.h>

static const char *word(const char *const *words, size_t count, int32_t code) {
  return code >= 0 && (size_t)code < count ? words[code] : NULL;
}

#define WORD(words, code) word(words, sizeof(words) / sizeof *(words), code)

const char *dialplan_verdict_name(int32_t verdict) {
  static const char *const words[] = {
      [DIALPLAN_VERDICT_CALL] = "call", [DIALPLAN_VERDICT_HOLD] = "hold", [DIALPLAN_VERDICT_STOP] = "stop"};
  return WORD(words, verdict);
}

const char *dialplan_class_name(int32_t call_class) {
  static const char *const words[] = {[DIALPLAN_CLASS_PENDING] = "pending",
                                      [DIALPLAN_CLASS_RETRY] = "retry",
                                      [DIALPLAN_CLASS_CALLBACK] = "callback"};
  return WORD(words, call_class);
}

const char *dialplan_reason_name(int32_t reason) {
  static const char *const words[] = {[DIALPLAN_REASON_FIRST_ATTEMPT] = "first_attempt",
                                      [DIALPLAN_REASON_SMART] = "smart",
                                      [DIALPLAN_REASON_INTERVALS] = "intervals",
                                      [DIALPLAN_REASON_FIXED] = "fixed",
                                      [DIALPLAN_REASON_OUTCOME_ROW] = "outcome_row",
                                      [DIALPLAN_REASON_CALLBACK] = "callback",
                                      [DIALPLAN_REASON_CALLBACK_NO_CLEAR_TIME] = "callback_no_clear_time",
                                      [DIALPLAN_REASON_CALLBACK_RETRY] = "callback_retry",
                                      [DIALPLAN_REASON_RESCHEDULED] = "rescheduled",
                                      [DIALPLAN_REASON_IN_CALL] = "in_call",
                                      [DIALPLAN_REASON_CAMPAIGN_DRAFT] = "campaign_draft",
                                      [DIALPLAN_REASON_CAMPAIGN_PAUSED] = "campaign_paused",
                                      [DIALPLAN_REASON_NO_CHANNELS] = "no_channels",
                                      [DIALPLAN_REASON_ZONE_UNKNOWN] = "zone_unknown",
                                      [DIALPLAN_REASON_ZONE_AMBIGUOUS] = "zone_ambiguous",
                                      [DIALPLAN_REASON_CAMPAIGN_COMPLETED] = "campaign_completed",
                                      [DIALPLAN_REASON_CAMPAIGN_CANCELLED] = "campaign_cancelled",
                                      [DIALPLAN_REASON_DNC] = "dnc",
                                      [DIALPLAN_REASON_FAILED] = "failed",
                                      [DIALPLAN_REASON_REACHED] = "reached",
                                      [DIALPLAN_REASON_CLOSED] = "closed",
                                      [DIALPLAN_REASON_CANCELLED] = "cancelled",
                                      [DIALPLAN_REASON_INBOUND_FIRST] = "inbound_first",
                                      [DIALPLAN_REASON_MAX_ATTEMPTS] = "max_attempts",
                                      [DIALPLAN_REASON_CONSECUTIVE_ERRORS] = "consecutive_errors",
                                      [DIALPLAN_REASON_OUTCOME_STOP] = "outcome_stop",
                                      [DIALPLAN_REASON_OUTCOME_RETRIES] = "outcome_retries",
                                      [DIALPLAN_REASON_INTERVALS_USED_UP] = "intervals_used_up",
                                      [DIALPLAN_REASON_MAX_RETRY_DAYS] = "max_retry_days",
                                      [DIALPLAN_REASON_CAMPAIGN_OVER] = "campaign_over",
                                      [DIALPLAN_REASON_WINDOW_CLOSED] = "window_closed",
                                      [DIALPLAN_REASON_NEVER_OPEN] = "never_open",
                                      [DIALPLAN_REASON_LAST_ATTEMPT] = "last_attempt",
                                      [DIALPLAN_REASON_WAIT] = "wait",
                                      [DIALPLAN_REASON_COOLDOWN] = "cooldown",
                                      [DIALPLAN_REASON_NOT_PICKED_COOLDOWN] = "not_picked_cooldown",
                                      [DIALPLAN_REASON_CAP] = "cap",
                                      [DIALPLAN_REASON_RECENTLY_COMPLETED] = "recently_completed",
                                      [DIALPLAN_REASON_GUARD] = "guard",
                                      [DIALPLAN_REASON_BEFORE_START] = "before_start",
                                      [DIALPLAN_REASON_NO_WINDOW] = "no_window",
                                      [DIALPLAN_REASON_NO_CALL_DAY] = "no_call_day",
                                      [DIALPLAN_REASON_SPECIAL_DAY] = "special_day",
                                      [DIALPLAN_REASON_CLOSE_MARGIN] = "close_margin",
                                      [DIALPLAN_REASON_OTHER_ZONE] = "other_zone",
                                      [DIALPLAN_REASON_BUFFER] = "buffer",
                                      [DIALPLAN_REASON_CLOCK_CHANGE] = "clock_change",
                                      [DIALPLAN_REASON_OPEN] = "open",
                                      [DIALPLAN_REASON_AFTER_END] = "after_end"};
  return WORD(words, reason);
}

const char *dialplan_standing_name(int32_t status) {
  static const char *const words[] = {
      [DIALPLAN_STATUS_PENDING] = "pending",     [DIALPLAN_STATUS_IN_CALL] = "in_call",
      [DIALPLAN_STATUS_RETRY] = "retry",         [DIALPLAN_STATUS_CALLBACK] = "callback",
      [DIALPLAN_STATUS_REACHED] = "reached",     [DIALPLAN_STATUS_EXHAUSTED] = "exhausted",
      [DIALPLAN_STATUS_FAILED] = "failed",       [DIALPLAN_STATUS_DNC] = "dnc",
      [DIALPLAN_STATUS_CANCELLED] = "cancelled", [DIALPLAN_STATUS_WINDOW_CLOSED] = "window_closed",
      [DIALPLAN_STATUS_CLOSED] = "closed"};
  return WORD(words, status);
}

const char *dialplan_wish_name(int32_t wish_status) {
  static const char *const words[] = {
      [DIALPLAN_WISH_NONE] = "none",           [DIALPLAN_WISH_SCHEDULED] = "scheduled",
      [DIALPLAN_WISH_COMPLETED] = "completed", [DIALPLAN_WISH_CANCELLED] = "cancelled",
      [DIALPLAN_WISH_CLOSED] = "closed",       [DIALPLAN_WISH_EXHAUSTED] = "exhausted",
      [DIALPLAN_WISH_MISSED] = "missed"};
  return WORD(words, wish_status);
}
