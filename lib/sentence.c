/* SPDX-License-Identifier: MIT */
/* What does a check of readiness say, in words?
 * Uses the check's numbers and texts of the campaign. Invariant: total over what dialplan_readiness() gives;
 * the numbers of a row are in its sentence. */
#include <dialplan/readiness.h>

#include "base.h"
#include "campaign.h"

#include <string.h>

/* A check, and where its words go. */
typedef struct dp_sentence {
  const dialplan_campaign *campaign;
  const dialplan_check *check;
  dp_text *text;
} dp_sentence;

static void say(const dp_sentence *s, const char *words) { dp_text_str(s->text, words); }

static void say_instant(const dp_sentence *s, int64_t at) {
  char out[32];
  uint64_t len = 0;
  const dp_settings *settings = &s->campaign->settings;
  if (dialplan_instant_format(s->campaign->zones, settings->zone, at, out, sizeof out, &len)) return;
  dp_text_bytes(s->text, out, (size_t)len);
}

/* "1 contact is", "2 contacts are" and the rest. */
static void say_count(const dp_sentence *s, int64_t count, const char *one, const char *more) {
  dp_text_int(s->text, count);
  say(s, count == 1 ? one : more);
}

/* Millionths as a percentage with one decimal, rounded down. */
static void say_share(const dp_sentence *s, const char *words) {
  if (s->check->limit == 0) {
    say(s, "no calls to judge yet");
    return;
  }
  dp_text_int(s->text, s->check->value / 10000);
  dp_text_char(s->text, '.');
  dp_text_int(s->text, s->check->value / 1000 % 10);
  say(s, " % of ");
  dp_text_int(s->text, s->check->limit);
  say(s, words);
}

static void say_status(const dp_sentence *s) {
  static const char *const names[] = {"a draft", "active", "paused", "completed", "cancelled"};
  const int64_t status = s->check->value;
  say(s, "the campaign is ");
  say(s, status >= 0 && status <= DP_STATUS_CANCELLED ? names[status] : "not active");
}

static void say_agent(const dp_sentence *s) {
  const char *agent = s->campaign->settings.agent;
  if (!s->check->value)
    say(s, "no agent is set");
  else if (!agent)
    say(s, "every variant has its agent");
  else {
    say(s, "the agent is ");
    say(s, agent);
  }
}

static void say_caller_id(const dp_sentence *s) {
  const char *caller = s->campaign->settings.caller_id;
  say(s, s->check->value && caller ? "calls come from " : "no caller_id is set");
  if (s->check->value) say(s, caller);
}

static void say_callable(const dp_sentence *s) {
  dp_text_int(s->text, s->check->value);
  say(s, " of ");
  say_count(s, s->check->limit, " contact can be dialled", " contacts can be dialled");
}

static void say_channels(const dp_sentence *s) {
  if (s->check->value == DP_OFF)
    say(s, "pacing is not managed here: whoever dials says how many");
  else if (s->check->value == 0)
    say(s, "no channels: nothing is dialled");
  else
    say_count(s, s->check->value, " call at a time", " calls at a time");
}

static void say_windows(const dp_sentence *s) {
  say(s, s->check->value ? "there is open time within " : "nothing is open within ");
  say_count(s, s->check->limit, " day", " days");
}

static void say_now(const dp_sentence *s) {
  say(s, s->check->value ? "calls may start now" : s->check->at ? "closed now, open next at " : "closed now");
  if (!s->check->value && s->check->at) say_instant(s, s->check->at);
}

static void say_end(const dp_sentence *s) {
  say(s, !s->check->at ? "no end is set" : s->check->value ? "it has ended at " : "it ends at ");
  if (s->check->at) say_instant(s, s->check->at);
}

static void say_zone_data(const dp_sentence *s) {
  say(s, "zone data are of version ");
  say(s, dialplan_zones_version(s->campaign->zones));
  if (s->check->result) say(s, ": update them");
}

static void say_stop_rules(const dp_sentence *s) {
  const int64_t days = s->check->value, attempts = s->check->limit;
  say(s, days == DP_OFF && attempts == DP_OFF ? "nothing ever ends a contact" : "contacts end after ");
  if (days != DP_OFF) say_count(s, days, " day", " days");
  if (days != DP_OFF && attempts != DP_OFF) say(s, " or ");
  if (attempts != DP_OFF) say_count(s, attempts, " attempt", " attempts");
}

static void say_gates(const dp_sentence *s) {
  const dialplan_check *c = s->check;
  if (c->result)
    say(s, c->value
               ? "callbacks.detection is on and callbacks.bot is off: wishes found by analysis do not count"
               : "callbacks.bot is on and callbacks.detection is off: wishes found by analysis do not count");
  else
    say(s,
        c->value ? "wishes found by analysis count" : "wishes found by analysis do not count, by both gates");
}

static void say_pacing(const dp_sentence *s) {
  const dialplan_check *c = s->check;
  if (c->value == UINT32_MAX) {
    say(s, "any number of calls may start now");
    return;
  }
  if (c->value)
    say_count(s, c->value, " call may start now", " calls may start now");
  else
    say(s, c->at ? "no call may start before " : "no call may start");
  if (!c->value && c->at) say_instant(s, c->at);
  say(s, " (");
  say(s, dialplan_pacing_name((int32_t)c->limit));
  say(s, ")");
}

static void say_stalled(const dp_sentence *s) {
  if (!s->check->value) {
    say(s, s->check->at ? "calls that are due start" : "no call is due");
    return;
  }
  say(s, "calls have been due since ");
  say_instant(s, s->check->at);
  say(s, " and admitted, and none has started for ");
  say_count(s, s->check->limit, " poll", " polls");
}

static void say_complete(const dp_sentence *s) {
  if (s->check->value)
    say_count(s, s->check->value, " contact is still to be called, or held",
              " contacts are still to be called, or held");
  else
    say(s, "complete: nobody is left to call");
}

static void say_zones(const dp_sentence *s) {
  const dialplan_check *c = s->check;
  if (!c->limit) {
    say_count(s, c->value, " contact is held for want of a usable zone",
              " contacts are held for want of a usable zone");
    return;
  }
  say_count(s, c->value, " contact without a zone is called", " contacts without a zone are called");
  say(s, " by the campaign's, and a guard rule of the United States goes by the called person's clock; write "
         "unknown_zone: hold");
  if (s->campaign->settings.infer_zone == DP_INFER_NONE) say(s, ", or infer_zone: phone");
}

static void say_others(const dp_sentence *s) {
  const int64_t value = s->check->value;
  switch (s->check->check) {
  case DIALPLAN_CHECK_CONTACTS:
    say_count(s, value, " contact is in the list", " contacts are in the list");
    break;
  case DIALPLAN_CHECK_GUARD: say_count(s, value, " guard rule binds", " guard rules bind"); break;
  case DIALPLAN_CHECK_ERROR_RATE: say_share(s, " calls failed"); break;
  case DIALPLAN_CHECK_INVALID_RATE: say_share(s, " calls had an invalid number"); break;
  default: say_share(s, " answered calls were abandoned"); break;
  }
}

static void (*const sentences[])(const dp_sentence *) = {
    [DIALPLAN_CHECK_STATUS] = say_status,
    [DIALPLAN_CHECK_AGENT] = say_agent,
    [DIALPLAN_CHECK_CALLER_ID] = say_caller_id,
    [DIALPLAN_CHECK_CONTACTS] = say_others,
    [DIALPLAN_CHECK_CALLABLE] = say_callable,
    [DIALPLAN_CHECK_CHANNELS] = say_channels,
    [DIALPLAN_CHECK_WINDOWS] = say_windows,
    [DIALPLAN_CHECK_NOW] = say_now,
    [DIALPLAN_CHECK_END] = say_end,
    [DIALPLAN_CHECK_ZONE_DATA] = say_zone_data,
    [DIALPLAN_CHECK_STOP_RULES] = say_stop_rules,
    [DIALPLAN_CHECK_CALLBACK_GATES] = say_gates,
    [DIALPLAN_CHECK_GUARD] = say_others,
    [DIALPLAN_CHECK_ZONES] = say_zones,
    [DIALPLAN_CHECK_PACING] = say_pacing,
    [DIALPLAN_CHECK_STALLED] = say_stalled,
    [DIALPLAN_CHECK_ERROR_RATE] = say_others,
    [DIALPLAN_CHECK_INVALID_RATE] = say_others,
    [DIALPLAN_CHECK_ABANDONED_RATE] = say_others,
    [DIALPLAN_CHECK_COMPLETE] = say_complete,
};

dialplan_status dialplan_check_format(const dialplan_campaign *campaign, const dialplan_check *check,
                                      char *out, uint64_t cap, uint64_t *len) {
  if (!campaign || !check || !len || (cap && !out)) return DIALPLAN_E_ARGUMENT;
  if (!dialplan_check_name(check->check)) return DIALPLAN_E_ARGUMENT;
  dp_text text = {out, (size_t)cap, 0};
  const dp_sentence sentence = {campaign, check, &text};
  sentences[check->check](&sentence);
  *len = text.len;
  return DIALPLAN_OK;
}

const char *dialplan_check_name(int32_t check) {
  static const char *const names[] = {[DIALPLAN_CHECK_STATUS] = "status",
                                      [DIALPLAN_CHECK_AGENT] = "agent",
                                      [DIALPLAN_CHECK_CALLER_ID] = "caller_id",
                                      [DIALPLAN_CHECK_CONTACTS] = "contacts",
                                      [DIALPLAN_CHECK_CALLABLE] = "callable",
                                      [DIALPLAN_CHECK_CHANNELS] = "channels",
                                      [DIALPLAN_CHECK_WINDOWS] = "windows",
                                      [DIALPLAN_CHECK_NOW] = "now",
                                      [DIALPLAN_CHECK_END] = "end",
                                      [DIALPLAN_CHECK_ZONE_DATA] = "zone_data",
                                      [DIALPLAN_CHECK_STOP_RULES] = "stop_rules",
                                      [DIALPLAN_CHECK_CALLBACK_GATES] = "callback_gates",
                                      [DIALPLAN_CHECK_GUARD] = "guard",
                                      [DIALPLAN_CHECK_ZONES] = "zones",
                                      [DIALPLAN_CHECK_PACING] = "pacing",
                                      [DIALPLAN_CHECK_STALLED] = "stalled",
                                      [DIALPLAN_CHECK_ERROR_RATE] = "error_rate",
                                      [DIALPLAN_CHECK_INVALID_RATE] = "invalid_rate",
                                      [DIALPLAN_CHECK_ABANDONED_RATE] = "abandoned_rate",
                                      [DIALPLAN_CHECK_COMPLETE] = "complete"};
  return check >= DIALPLAN_CHECK_STATUS && check <= DIALPLAN_CHECK_COMPLETE ? names[check] : NULL;
}

const char *dialplan_result_name(int32_t result) {
  static const char *const names[] = {"ok", "warning", "failed"};
  return result >= DIALPLAN_RESULT_OK && result <= DIALPLAN_RESULT_FAILED ? names[result] : NULL;
}
