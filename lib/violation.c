/* SPDX-License-Identifier: MIT */
/* By how much was a rule broken, in words?
 * Uses settings, zones and text. Invariant: the text comes from the violation and the campaign alone, is at
 * most 256 bytes long, and leaves out the rule's name and the attempt's instant, which the reader has beside
 * it. */
#include <dialplan/audit.h>

#include "campaign.h"
#include "date.h"
#include "wording.h"

typedef struct telling {
  const dialplan_campaign *campaign;
  const dialplan_violation *violation;
  dp_text *text;
} telling;

static void say_time(const telling *t, int64_t seconds) {
  dp_wording_duration(t->text, (int32_t)(seconds / DP_DAY_S), (int32_t)(seconds % DP_DAY_S));
}

static void say_by(const telling *t, const char *after) {
  say_time(t, t->violation->by);
  dp_text_str(t->text, after);
}

static void say_of(const telling *t, const char *before) {
  dp_wording_number(t->text, before, t->violation->value, " of ");
  dp_text_int(t->text, t->violation->limit);
}

static void say_ordinal(const telling *t) {
  static const char *const endings[] = {"th", "st", "nd", "rd"};
  const int32_t n = t->violation->value, last = n % 10;
  const int teen = n / 10 % 10 == 1;
  dp_wording_number(t->text, "", n, endings[last < 4 && !teen ? last : 0]);
}

static void say_allowed(const telling *t) {
  dp_wording_number(t->text, ", ", t->violation->limit, " allowed");
}

/* ---- open time ---- */

/* The edge on the wall of the row's zone, with its date where that is another one. */
static void say_edge(const telling *t) {
  const dialplan_violation *v = t->violation;
  const dp_zone *zone = dp_zones_at(t->campaign->zones, v->zone);
  int32_t second;
  const int32_t date = dp_date_of(v->edge_at + dp_zone_offset(zone, v->edge_at), &second);
  if (date != dp_date_of(v->at + dp_zone_offset(zone, v->at), NULL)) {
    dp_text_str(t->text, dp_wording_weekday(date));
    dp_text_char(t->text, ' ');
    dp_text_date(t->text, date);
    dp_text_char(t->text, ' ');
  }
  dp_wording_clock(t->text, second);
}

static void say_closed(const telling *t) {
  const dialplan_violation *v = t->violation;
  if (!v->edge_at) {
    dp_text_str(t->text, "nothing open near");
    return;
  }
  say_by(t, v->edge_at > v->at ? " before " : " after ");
  say_edge(t);
}

/* ---- too soon, too often ---- */

static void say_short_of(const telling *t, dialplan_duration duration) {
  say_by(t, " short of ");
  dp_wording_duration(t->text, duration.days, duration.seconds);
}

static void say_cap(const telling *t) {
  const dp_retry *retry = &t->campaign->settings.retry;
  const uint32_t index = t->violation->rule - 1u;
  say_ordinal(t);
  if (index < retry->cap_count) {
    dp_text_str(t->text, " in ");
    dp_wording_duration(t->text, retry->caps[index].per.days, retry->caps[index].per.seconds);
  }
  say_allowed(t);
}

static void say_limit(const telling *t, const dp_guard_rule *rule) {
  if (rule->count == DP_GUARD_ATTEMPTS)
    say_ordinal(t);
  else
    dp_wording_number(t->text, "after ", t->violation->value,
                      t->violation->value == 1 ? " conversation" : " conversations");
  dp_wording_per(t->text, rule);
  say_allowed(t);
}

static void say_guard(const telling *t) {
  const dp_guard *guard = &t->campaign->settings.guard;
  const uint32_t index = t->violation->rule - 1u;
  if (index >= guard->count) return;
  const dp_guard_rule *rule = &guard->rules[index];
  switch (rule->kind) {
  case DP_GUARD_LIMIT: say_limit(t, rule); break;
  case DP_GUARD_GAP: say_short_of(t, rule->duration); break;
  case DP_GUARD_QUIET:
    say_by(t, " short of ");
    dp_wording_quiet(t->text, rule);
    break;
  default: say_closed(t); break;
  }
}

/* ---- ends ---- */

static void say_end(const telling *t, const char *listed) {
  if (t->violation->edge_at)
    say_by(t, " after that");
  else
    dp_text_str(t->text, listed);
}

static void say_after_outcome(const telling *t) {
  dp_text_str(t->text, " after ");
  dp_text_str(t->text, dialplan_outcome_name(t->violation->outcome));
}

static void say(const telling *t) {
  const dp_settings *settings = &t->campaign->settings;
  switch (t->violation->reason) {
  case DIALPLAN_REASON_IN_CALL: say_by(t, " before the other call was over"); break;
  case DIALPLAN_REASON_DNC: say_end(t, "on a list"); break;
  case DIALPLAN_REASON_INBOUND_FIRST: say_end(t, "waits for the person to call in"); break;
  case DIALPLAN_REASON_MAX_ATTEMPTS: say_of(t, "attempt "); break;
  case DIALPLAN_REASON_CONSECUTIVE_ERRORS:
    dp_wording_number(t->text, "after ", t->violation->value - 1, " in a row, ");
    dp_wording_number(t->text, "", t->violation->limit, " are the end");
    break;
  case DIALPLAN_REASON_OUTCOME_STOP:
    say_time(t, t->violation->by);
    say_after_outcome(t);
    break;
  case DIALPLAN_REASON_OUTCOME_RETRIES:
    say_of(t, "retry ");
    say_after_outcome(t);
    break;
  case DIALPLAN_REASON_INTERVALS_USED_UP: say_of(t, "retry "); break;
  case DIALPLAN_REASON_ZONE_UNKNOWN: dp_text_str(t->text, "its hours are not known"); break;
  case DIALPLAN_REASON_WAIT: say_short_of(t, settings->retry.wait); break;
  case DIALPLAN_REASON_COOLDOWN: say_short_of(t, settings->retry.cooldown); break;
  case DIALPLAN_REASON_NOT_PICKED_COOLDOWN: say_short_of(t, settings->retry.not_picked_cooldown); break;
  case DIALPLAN_REASON_RECENTLY_COMPLETED: say_short_of(t, settings->skip_recently_completed); break;
  case DIALPLAN_REASON_CAP: say_cap(t); break;
  case DIALPLAN_REASON_GUARD: say_guard(t); break;
  case DIALPLAN_REASON_BEFORE_START:
  case DIALPLAN_REASON_NO_WINDOW:
  case DIALPLAN_REASON_NO_CALL_DAY:
  case DIALPLAN_REASON_CLOSE_MARGIN: say_closed(t); break;
  case DIALPLAN_REASON_MAX_RETRY_DAYS: say_of(t, "day "); break;
  default: say_end(t, ""); break;
  }
}

dialplan_status dialplan_violation_format(const dialplan_campaign *campaign,
                                          const dialplan_violation *violation, char *out, uint64_t cap,
                                          uint64_t *len) {
  if (!campaign || !violation || !len || (cap && !out) || violation->zone >= campaign->zones->count)
    return DIALPLAN_E_ARGUMENT;
  dp_text text = {out, (size_t)cap, 0};
  const telling t = {campaign, violation, &text};
  say(&t);
  *len = text.len;
  return DIALPLAN_OK;
}
