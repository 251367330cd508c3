/* SPDX-License-Identifier: MIT */
/* What must hold of every decision: campaigns, contacts, histories and instants by chance, and the rules of
 * the manual held against the answers with arithmetic of the test's own.
 *
 * usage: prop_decision [ROUNDS [SEED]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

#include "campaign.h"
#include "oracle/chance.h"
#include "support/atlas.h"
#include "support/properties.h"

enum { LADDER = 40, EPOCH_DAYS = 1200 };
enum { ROUNDS = 4000, PROPERTIES = 36 }; /* in so many rounds each property is asked */

/* ---- a case ---- */

typedef struct world {
  dialplan_zones *zones;
  dialplan_campaign *campaign;
  dp_settings settings;
  dp_day_entry no_call[4];
  dp_special_day special[2];
  uint32_t weights[168];
  dialplan_contact contact;
  dialplan_state state;
  int64_t now;
} world;

static int64_t epoch(void) { return INT64_C(1262304000); } /* 2010-01-01: the zones change in these years */

static dialplan_duration chance_duration(chance *c, int64_t most_s) {
  if (chance_percent(c, 25)) return (dialplan_duration){(int32_t)chance_in(c, 1, 3), 0};
  return (dialplan_duration){0, (int32_t)chance_in(c, 60, most_s)};
}

static dp_spans chance_spans(chance *c) {
  static const char *const usual[] = {"09:00-18:00", "09:00-12:00 14:00-18:00",
                                      "10:00-20:00", "08:00-12:00",
                                      "20:00-02:00", "00:00-24:00",
                                      "16:00-21:00", "09:00-10:00 11:00-11:30 15:00-15:10"};
  return atlas_spans(usual[chance_below(c, 8)]);
}

static void chance_windows(chance *c, world *w) {
  dp_settings *s = &w->settings;
  const dp_spans usual = chance_spans(c);
  for (int day = 0; day < 7; day++) {
    s->windows.week[day] = chance_percent(c, 80) ? usual : chance_spans(c);
    if (day > 4 && chance_percent(c, 50)) s->windows.week[day].count = 0;
  }
  const int32_t first = (int32_t)(epoch() / DP_DAY_S);
  for (int i = 0; i < 4; i++) {
    const int32_t date = first + (int32_t)chance_below(c, EPOCH_DAYS);
    w->no_call[i] = (dp_day_entry){.from_date = date, .until_date = date + (int32_t)chance_below(c, 5)};
  }
  s->no_call_days = (dp_dayset){w->no_call, (uint32_t)chance_below(c, 5)};
  w->special[0] = (dp_special_day){first + (int32_t)chance_below(c, EPOCH_DAYS / 2), chance_spans(c)};
  w->special[1] = (dp_special_day){w->special[0].date + 1 + (int32_t)chance_below(c, 300), chance_spans(c)};
  s->windows.specials = w->special;
  s->windows.special_count = (uint32_t)chance_below(c, 3);
  if (chance_percent(c, 20)) s->close_margin_s = (int32_t)chance_in(c, 1, 1800);
  if (chance_percent(c, 20)) s->jitter_s = (int32_t)chance_in(c, 0, 3600);
  if (chance_percent(c, 60)) s->guard.rules = dp_guard_business_hours(&s->guard.count);
}

static void chance_phases(chance *c, dp_retry *retry) {
  if (chance_percent(c, 60)) {
    dp_settings_phases(retry, (int32_t)chance_below(c, 3));
    return;
  }
  memset(retry->phases, 0, sizeof retry->phases);
  retry->phase_count = (uint32_t)chance_in(c, 1, 3);
  int32_t day = 1;
  for (uint32_t i = 0; i < retry->phase_count; i++) {
    dp_phase *p = &retry->phases[i];
    p->from_day = day;
    day += (int32_t)chance_in(c, 0, 3);
    p->until_day = i + 1 < retry->phase_count ? day++ : 0;
    p->calls = (int32_t)chance_in(c, 1, 4);
    p->per_days = p->calls == 1 ? (int32_t)chance_in(c, 1, 4) : 1;
    p->has_gap = (uint8_t)chance_percent(c, 40);
    if (p->has_gap) p->gap.seconds = (int32_t)chance_in(c, 600, 20000);
    p->dayparts = p->calls <= 3 && chance_percent(c, 50) ? DP_DAYPARTS_SPREAD : DP_DAYPARTS_ANY;
  }
}

/* A table of hours, some of them without any weight. */
static void chance_weights(chance *c, world *w) {
  static const uint32_t some[] = {0, 1, 100, 300, 1000000};
  if (!chance_percent(c, 30)) return;
  for (int i = 0; i < 168; i++) w->weights[i] = some[chance_below(c, 5)];
  w->settings.retry.weights = w->weights;
}

static void chance_retry(chance *c, dp_retry *retry) {
  retry->strategy = (int32_t)chance_below(c, 3);
  chance_phases(c, retry);
  retry->every = chance_duration(c, 200000);
  retry->interval_count = (uint32_t)chance_in(c, 1, 5);
  for (uint32_t i = 0; i < retry->interval_count; i++) retry->intervals[i] = chance_duration(c, 100000);
  retry->after_last = (int32_t)chance_below(c, 2);
  retry->max_retry_days = chance_percent(c, 70) ? (int32_t)chance_below(c, 20) : DP_OFF;
  retry->max_attempts =
      chance_percent(c, 50) || retry->max_retry_days == DP_OFF ? (int32_t)chance_in(c, 1, 15) : DP_OFF;
  if (chance_percent(c, 20)) dp_settings_standard(retry);
  if (chance_percent(c, 20)) retry->wait = chance_duration(c, 20000);
  if (chance_percent(c, 20)) retry->cooldown = chance_duration(c, 50000);
  if (chance_percent(c, 20)) retry->not_picked_cooldown = chance_duration(c, 50000);
  retry->cap_count = chance_percent(c, 60) ? 0 : (uint32_t)chance_in(c, 1, 2);
  for (uint32_t i = 0; i < retry->cap_count; i++)
    retry->caps[i] = (dp_cap){(int32_t)chance_in(c, 1, 5), chance_duration(c, 200000)};
}

static void chance_callbacks(chance *c, dp_callbacks *callbacks) {
  callbacks->ignore_cooldown = (uint8_t)chance_percent(c, 70);
  callbacks->on_window_close = (uint8_t)chance_below(c, 3);
  callbacks->late = (uint8_t)chance_below(c, 3);
  if (chance_percent(c, 50)) callbacks->late_after = chance_duration(c, 20000);
  callbacks->extra_attempts = (int32_t)chance_below(c, 3);
  callbacks->max_reschedules = (int32_t)chance_below(c, 4);
}

static void chance_settings(chance *c, world *w) {
  dp_settings *s = &w->settings;
  dp_settings_init(s);
  s->name = "chance";
  s->zone = (uint16_t)chance_below(c, ATLAS_ZONES);
  chance_windows(c, w);
  chance_retry(c, &s->retry);
  chance_weights(c, w);
  chance_callbacks(c, &s->callbacks);
  if (chance_percent(c, 30)) s->start_at = epoch() + chance_below(c, 400 * DP_DAY_S);
  if (chance_percent(c, 30)) s->end_at = epoch() + chance_in(c, 401 * DP_DAY_S, 900 * DP_DAY_S);
  if (chance_percent(c, 20)) s->mode = DP_MODE_SINGLE_DAY;
  if (chance_percent(c, 20)) s->skip_recently_completed = chance_duration(c, 300000);
  s->ambiguous_zone = (uint8_t)chance_below(c, 2);
  s->lease_then = (uint8_t)chance_below(c, 5);
}

static void chance_contact(chance *c, world *w) {
  int zones[3];
  const int count = chance_percent(c, 80) ? (int)chance_below(c, 2) : 2;
  for (int i = 0; i < count; i++) zones[i] = (int)chance_below(c, ATLAS_ZONES);
  char id[24];
  snprintf(id, sizeof id, "%llu", (unsigned long long)chance_next(c));
  w->contact = atlas_contact(id, count, zones);
  if (chance_percent(c, 60)) w->contact.enqueued_at = epoch() + chance_below(c, 400 * DP_DAY_S);
  if (chance_percent(c, 20)) w->contact.other_last_attempt_at = epoch() + chance_below(c, 400 * DP_DAY_S);
}

static dialplan_event chance_event(chance *c, int64_t at) {
  static const uint8_t kinds[] = {DIALPLAN_EVENT_ATTEMPT, DIALPLAN_EVENT_ATTEMPT,  DIALPLAN_EVENT_ATTEMPT,
                                  DIALPLAN_EVENT_ATTEMPT, DIALPLAN_EVENT_CALLBACK, DIALPLAN_EVENT_RESCHEDULE,
                                  DIALPLAN_EVENT_START,   DIALPLAN_EVENT_ATTEMPT};
  static const uint8_t outcomes[] = {
      DIALPLAN_OUTCOME_NO_ANSWER, DIALPLAN_OUTCOME_BUSY,   DIALPLAN_OUTCOME_VOICEMAIL,
      DIALPLAN_OUTCOME_RINGING,   DIALPLAN_OUTCOME_SILENT, DIALPLAN_OUTCOME_CALL_LATER,
      DIALPLAN_OUTCOME_COMPLETED, DIALPLAN_OUTCOME_ERROR,  DIALPLAN_OUTCOME_NETWORK_ERROR};
  dialplan_event event = {.kind = kinds[chance_below(c, 8)], .at = at};
  if (chance_percent(c, 2)) event.kind = DIALPLAN_EVENT_RESTART;
  if (event.kind == DIALPLAN_EVENT_ATTEMPT) {
    event.outcome = outcomes[chance_below(c, 9)];
    if (chance_percent(c, 50)) event.ended_at = at + chance_below(c, 300);
  } else if (event.kind == DIALPLAN_EVENT_CALLBACK) {
    event.by = DIALPLAN_BY_CUSTOMER;
    event.ref = 7;
    if (chance_percent(c, 80)) event.due_at = at + chance_below(c, 3 * DP_DAY_S);
  } else if (event.kind == DIALPLAN_EVENT_RESCHEDULE)
    event.due_at = at + chance_below(c, 3 * DP_DAY_S);
  return event;
}

/* Events by chance, from an instant on; the contact's last word is a little before now. */
static void chance_history(chance *c, world *w) {
  memset(&w->state, 0, sizeof w->state);
  int64_t at = epoch() + chance_below(c, 450 * DP_DAY_S);
  for (int64_t n = chance_below(c, 9); n > 0; n--) {
    const dialplan_event event = chance_event(c, at);
    dialplan_apply(w->campaign, &w->contact, &w->state, &event, &w->state, NULL);
    at += chance_percent(c, 50) ? chance_below(c, 7200) : chance_below(c, 2 * DP_DAY_S);
  }
  w->now = at + (chance_percent(c, 70) ? chance_below(c, 7200) : chance_below(c, 20 * DP_DAY_S));
}

static void make(chance *c, world *w) {
  chance_settings(c, w);
  w->campaign = atlas_campaign(&w->settings, w->zones);
  chance_contact(c, w);
  chance_history(c, w);
}

static dialplan_decision ask_with(const dialplan_campaign *campaign, const world *w,
                                  const dialplan_state *state, int64_t now, uint32_t flags) {
  const dialplan_options options = {.flags = flags};
  dialplan_decision d;
  dialplan_error err = {0};
  if (dialplan_next(campaign, &w->contact, state, now, &options, &d, &err)) {
    printf("%s\n", err.message);
    abort();
  }
  return d;
}

static dialplan_decision ask(const world *w, const dialplan_state *state, int64_t now) {
  return ask_with(w->campaign, w, state, now, 0);
}

static int32_t date_of(const world *w, int64_t at) {
  int32_t offset;
  const uint16_t zone = w->contact.zone_count ? w->contact.zones[0] : w->settings.zone;
  dialplan_zone_offset(w->zones, zone, at, &offset);
  const int64_t local = at + offset;
  return (int32_t)(local / DP_DAY_S);
}

static int32_t second_of(const world *w, int64_t at) {
  int32_t offset;
  const uint16_t zone = w->contact.zone_count ? w->contact.zones[0] : w->settings.zone;
  dialplan_zone_offset(w->zones, zone, at, &offset);
  return (int32_t)((at + offset) % DP_DAY_S);
}

/* Several zones, of which the campaign's is taken when they have nothing in common: dates are then not the
 * contact's. */
static int plain_zones(const world *w) { return w->contact.zone_count < 2; }

static int64_t add(const world *w, int64_t at, dialplan_duration duration) {
  int64_t out = 0;
  const uint16_t zone = w->contact.zone_count ? w->contact.zones[0] : w->settings.zone;
  dialplan_instant_add(w->zones, zone, at, duration, &out);
  return out;
}

static int is_open(const world *w, int64_t at) {
  int64_t seconds = 0;
  dialplan_open_seconds(w->campaign, &w->contact, at, at + 1, &seconds, NULL);
  return seconds == 1;
}

/* ---- one decision ---- */

static void check_instants(const world *w, const dialplan_decision *d) {
  if (d->verdict == DIALPLAN_VERDICT_STOP) {
    holds(!d->at && !d->due_at && !d->asked_at, "a stop has no instants");
    return;
  }
  if (d->verdict == DIALPLAN_VERDICT_CALL) holds(d->at != 0, "a call has an instant");
  if (!d->at) return;
  holds(d->at >= w->now, "at is not before now");
  if (plain_zones(w)) holds(is_open(w, d->at), "at is open");
  if (plain_zones(w) && d->due_at) holds(is_open(w, d->due_at), "due is open");
}

/* Whether a wish is moved or closed by the clock, which goes on between now and `at`. */
static int clock_ends_wish(const world *w) {
  const dp_callbacks *callbacks = &w->settings.callbacks;
  return w->state.wish_status == DIALPLAN_WISH_SCHEDULED &&
         (callbacks->late_after.days != DP_OFF || callbacks->on_window_close == DP_WINDOW_CLOSE_CANCEL);
}

static void check_again(const world *w, const dialplan_decision *d) {
  /* Whether several zones have an hour in common is asked from now on: an hour that has begun is one no
   * longer. */
  if (d->verdict != DIALPLAN_VERDICT_CALL || !plain_zones(w) || clock_ends_wish(w)) return;
  const dialplan_decision again = ask(w, &w->state, d->at);
  holds(again.verdict == DIALPLAN_VERDICT_CALL && again.at == d->at,
        "asked again at `at`, the answer is the same");
}

static void check_paused(world *w, const dialplan_decision *d) {
  dp_settings paused = w->settings;
  paused.status = DP_STATUS_PAUSED;
  dialplan_campaign *campaign = atlas_campaign(&paused, w->zones);
  const dialplan_decision p = ask_with(campaign, w, &w->state, w->now, 0);
  holds(p.at == d->at && p.due_at == d->due_at && p.asked_at == d->asked_at,
        "a paused campaign changes no instant");
  holds(d->verdict == DIALPLAN_VERDICT_STOP ? p.verdict == d->verdict && p.reason == d->reason
                                            : p.verdict == DIALPLAN_VERDICT_HOLD,
        "paused holds what is no stop");
  dialplan_campaign_free(campaign);
}

static void check_explain(const world *w, const dialplan_decision *d) {
  dialplan_decision e;
  dialplan_step steps[64];
  uint64_t count = 0, measured = 0;
  memset(&e, 0xAA, sizeof e);
  dialplan_explain(w->campaign, &w->contact, &w->state, w->now, NULL, &e, steps, 64, &count, NULL);
  holds(memcmp(&e, d, sizeof e) == 0, "explain decides as next does");
  holds(count >= 1 && count <= 64, "explain has steps");
  dialplan_explain(w->campaign, &w->contact, &w->state, w->now, NULL, &e, NULL, 0, &measured, NULL);
  holds(measured == count, "cap 0 measures the steps");
  for (uint64_t i = 0; i < count; i++) {
    char text[256];
    uint64_t len = 0;
    const dialplan_status status = dialplan_step_format(w->campaign, &steps[i], text, sizeof text, &len);
    holds(status == DIALPLAN_OK && len > 0 && len <= 256, "each step has a sentence");
  }
  if (d->verdict != DIALPLAN_VERDICT_CALL && d->reason != DIALPLAN_REASON_IN_CALL)
    holds(steps[count - 1].reason == d->reason, "the last step is the reason of a stop or hold");
}

static void check_batch(const world *w, const dialplan_decision *d) {
  enum { FIRST, IN_CALL, AGAIN, BAD, ROWS };
  dialplan_decision out[ROWS];
  int32_t statuses[ROWS];
  dialplan_contact contacts[ROWS] = {w->contact, w->contact, w->contact, w->contact};
  dialplan_state states[ROWS] = {w->state, w->state, w->state, w->state};
  states[IN_CALL].call_at = w->now; /* judged at a later instant than the others */
  contacts[BAD].size = 3;           /* no size of any publication */
  dialplan_next_batch(w->campaign, contacts, sizeof *contacts, states, sizeof *states, ROWS, w->now, NULL,
                      out, statuses, NULL);
  const dialplan_decision none = {0}, in_call = ask(w, &states[IN_CALL], w->now);
  holds(statuses[FIRST] == DIALPLAN_OK && !memcmp(&out[FIRST], d, sizeof *d), "a batch decides as next does");
  holds(!memcmp(&out[IN_CALL], &in_call, sizeof in_call), "so it does for a call under way");
  holds(!memcmp(&out[AGAIN], d, sizeof *d), "and behind other rows of the same zone");
  holds(statuses[BAD] == DIALPLAN_E_SIZE && !memcmp(&out[BAD], &none, sizeof none),
        "a bad row has its status");
}

/* ---- directions ---- */

static dialplan_decision ask_changed(const world *w, const dp_settings *settings) {
  dialplan_campaign *campaign = atlas_campaign(settings, w->zones);
  const dialplan_decision d = ask_with(campaign, w, &w->state, w->now, DIALPLAN_OPTION_NO_BUFFER);
  dialplan_campaign_free(campaign);
  return d;
}

static int not_later(const dialplan_decision *a, const dialplan_decision *b) {
  return !a->at || !b->at || a->at <= b->at;
}

/* Without the buffer, whose length hangs on the span's. */
static void check_directions(chance *c, const world *w) {
  if (w->settings.retry.strategy == DP_STRATEGY_SMART || w->settings.mode == DP_MODE_SINGLE_DAY) return;
  if (w->settings.callbacks.late != DP_LATE_ASAP || w->state.wish_status != DIALPLAN_WISH_NONE ||
      !plain_zones(w))
    return;
  const dialplan_decision now = ask_with(w->campaign, w, &w->state, w->now, DIALPLAN_OPTION_NO_BUFFER);
  dp_settings changed = w->settings;
  for (int day = 0; day < 7; day++) {
    dp_spans *spans = &changed.windows.week[day];
    if (!spans->count || spans->count == DP_SPANS_MAX || !chance_percent(c, 50)) continue;
    spans->span[spans->count++] =
        (dp_span){(uint16_t)chance_in(c, 0, 700), (uint16_t)chance_in(c, 701, 1440)};
  }
  dialplan_decision then = ask_changed(w, &changed);
  holds(not_later(&then, &now), "a wider window makes nothing later");

  changed = w->settings;
  dp_day_entry more[5];
  memcpy(more, w->no_call, sizeof w->no_call);
  const int32_t date = date_of(w, now.at ? now.at : w->now) - (int32_t)chance_below(c, 2);
  more[changed.no_call_days.count] = (dp_day_entry){.from_date = date, .until_date = date + 1};
  changed.no_call_days.entries = more;
  changed.no_call_days.count++;
  then = ask_changed(w, &changed);
  holds(not_later(&now, &then), "one more no-call day makes nothing earlier");

  changed = w->settings;
  for (uint32_t i = 0; i < changed.retry.cap_count; i++) changed.retry.caps[i].max++;
  then = ask_changed(w, &changed);
  holds(not_later(&then, &now), "a higher cap makes nothing later");
}

/* ---- ladders ---- */

static void check_caps(const world *w, const int64_t *starts, int count) {
  for (uint32_t i = 0; i < w->settings.retry.cap_count; i++) {
    const dp_cap *cap = &w->settings.retry.caps[i];
    for (int k = cap->max; k < count; k++)
      if (starts[k] > w->now)
        holds(starts[k] >= add(w, starts[k - cap->max], cap->per), "no cap is exceeded");
  }
}

static const dp_phase *phase_on(const world *w, int32_t day) {
  const dp_retry *retry = &w->settings.retry;
  for (uint32_t i = 0; i < retry->phase_count; i++)
    if (day >= retry->phases[i].from_day &&
        (!retry->phases[i].until_day || day <= retry->phases[i].until_day))
      return &retry->phases[i];
  return NULL;
}

/* The number of the daypart that a clock time lies in: dayparts by the manual's own words, on one
 * date. */
static int daypart(const world *w, int32_t date, int32_t second) {
  static const int32_t cut[4] = {0, 12 * 3600, 17 * 3600, DP_DAY_S};
  int64_t open[3] = {0, 0, 0};
  dialplan_span spans[64];
  uint64_t count = 0;
  dialplan_spans(w->campaign, &w->contact, date, spans, 64, &count, NULL);
  for (uint64_t i = 0; i < count && i < 64; i++)
    for (int64_t at = spans[i].from_at;
         at < spans[i].until_at;) { /* minute by minute: zones change on minutes */
      int part = 0;
      while (second_of(w, at) >= cut[part + 1]) part++;
      const int64_t next = at - at % 60 + 60, until = next < spans[i].until_at ? next : spans[i].until_at;
      open[part] += until - at;
      at = until;
    }
  /* Where the date is cut: a short part takes the next along that has any; a short rest goes to the part
   * before. */
  const int64_t morning = open[0], afternoon = open[1], evening = open[2];
  int at_noon, at_five;
  if (morning < 5400) {
    at_noon = 0;
    at_five = morning + afternoon >= 5400 && evening >= 5400;
  } else if (afternoon < 5400) {
    at_noon = afternoon + evening >= 5400;
    at_five = 0;
  } else {
    at_noon = 1;
    at_five = evening >= 5400;
  }
  return (at_noon && second >= cut[1]) + (at_five && second >= cut[2]);
}

static int daypart_count(const world *w, int32_t date) {
  const int a = daypart(w, date, 0), b = daypart(w, date, 13 * 3600), c = daypart(w, date, 18 * 3600);
  return 1 + (a != b) + (b != c);
}

/* Two calls of one date, the second planned by a phase. */
static void check_pair(const world *w, const dp_phase *phase, int64_t before, int64_t after) {
  if (phase->dayparts == DP_DAYPARTS_SPREAD && phase->calls > 1) {
    const int32_t gap = phase->has_gap ? phase->gap.seconds : 7200;
    holds(after - before >= (gap < 3600 ? gap : 3600), "calls of a spread date lie an hour apart");
    const int32_t date = date_of(w, after);
    if (daypart_count(w, date) > 1)
      holds(daypart(w, date, second_of(w, before)) < daypart(w, date, second_of(w, after)),
            "calls of a spread date lie in different dayparts");
  } else if (phase->has_gap)
    holds(after - before >= phase->gap.seconds - phase->gap.seconds / 10, "the gap of a phase holds");
}

/* Quotas, gaps and dayparts, where smart alone decides. starts: oldest first; those after now are the
 * ladder's. */
static void check_smart(const world *w, const int64_t *starts, int count) {
  const dp_retry *retry = &w->settings.retry;
  if (retry->strategy != DP_STRATEGY_SMART || retry->standard || !plain_zones(w)) return;
  int begin = 0; /* the first attempt of the run */
  while (begin < count && starts[begin] != w->state.first_at && (w->state.attempts || starts[begin] < w->now))
    begin++;
  if (begin == count) return;
  const int32_t first = date_of(w, starts[begin]);
  for (int i = begin + 1; i < count; i++) {
    if (starts[i] <= w->now) continue;
    const int32_t date = date_of(w, starts[i]);
    const dp_phase *phase = phase_on(w, date - first + 1);
    int same = 1, k = i;
    while (k > 0 && date_of(w, starts[k - 1]) == date) k--, same++;
    holds(same <= phase->calls || starts[k] <= w->now, "no date has more calls than its phase");
    if (phase->per_days > 1 &&
        starts[i - 1] > w->now) /* the first rung may be overdue, and in a later phase by now */
      holds(date - date_of(w, starts[i - 1]) >= phase->per_days,
            "calls of a phase with `per` lie days apart");
    if (same > 1 && starts[i - 1] > w->now) check_pair(w, phase, starts[i - 1], starts[i]);
  }
}

static void check_ladder(const world *w, int32_t outcome) {
  static dialplan_decision rungs[1000];
  uint64_t count = 0;
  dialplan_error err = {0};
  if (dialplan_ladder(w->campaign, &w->contact, &w->state, w->now, outcome, NULL, rungs, LADDER, &count,
                      &err)) {
    printf("%s\n", err.message);
    abort();
  }
  const int shown = count < LADDER ? (int)count : LADDER;
  holds(count >= 1 && count <= 1000, "a ladder has rungs");
  if (count < LADDER)
    holds(rungs[count - 1].verdict != DIALPLAN_VERDICT_CALL, "a ladder ends with what is no call");
  int64_t starts[16 + LADDER];
  int known = 0;
  for (int i = 15; i >= 0; i--)
    if (w->state.attempt_at[i]) starts[known++] = w->state.attempt_at[i];
  const int wished = w->state.wish_status == DIALPLAN_WISH_SCHEDULED || w->state.reschedule_due_at;
  const int32_t first = w->state.first_at      ? date_of(w, w->state.first_at)
                        : shown && rungs[0].at ? date_of(w, rungs[0].at)
                                               : 0;
  for (int i = 0; i < shown; i++) {
    const dialplan_decision *rung = &rungs[i];
    if (rung->verdict != DIALPLAN_VERDICT_CALL) break;
    holds(rung->attempt == w->state.attempts + 1 + (uint32_t)i, "attempts are counted");
    holds(rung->of == 0 || rung->attempt <= rung->of, "no more attempts than allowed");
    if (i) holds(rung->at >= rungs[i - 1].at, "rungs are in order");
    if (rung->attempt > 1 && w->settings.retry.max_retry_days != DP_OFF && !wished && plain_zones(w))
      holds(date_of(w, rung->at) - first + 1 <= w->settings.retry.max_retry_days,
            "no retry after max_retry_days");
    if (w->settings.end_at) holds(rung->at < w->settings.end_at, "no call at or after the end");
    starts[known++] = rung->at;
  }
  check_caps(w, starts, known);
  if (!wished && outcome != DIALPLAN_OUTCOME_NETWORK_ERROR) check_smart(w, starts, known);
}

static void chance_round(chance *c, dialplan_zones *zones) {
  world w = {.zones = zones};
  make(c, &w);
  const dialplan_decision d = ask(&w, &w.state, w.now);
  check_instants(&w, &d);
  check_again(&w, &d);
  check_paused(&w, &d);
  check_explain(&w, &d);
  check_batch(&w, &d);
  check_directions(c, &w);
  if (!w.state.call_at)
    check_ladder(&w, chance_percent(c, 70) ? DIALPLAN_OUTCOME_NO_ANSWER : DIALPLAN_OUTCOME_BUSY);
  dialplan_campaign_free(w.campaign);
}

/* ---- totals ---- */

static int attempts_of(dialplan_zones *zones, int32_t intensity, int32_t days, const char *id,
                       const char *windows) {
  dp_settings settings = atlas_settings("1111111", windows);
  settings.name = "totals";
  dp_settings_phases(&settings.retry, intensity);
  settings.retry.max_retry_days = days;
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  dialplan_contact contact = atlas_contact(id, 0, NULL);
  contact.enqueued_at =
      atlas_at(zones, ATLAS_UTC, windows[0] == '0' ? "2026-03-02T09:00:00Z" : "2026-03-02T08:00:00Z");
  uint64_t count = 0;
  dialplan_ladder(campaign, &contact, NULL, contact.enqueued_at, 0, NULL, NULL, 0, &count, NULL);
  dialplan_campaign_free(campaign);
  return (int)count - 1; /* the last one is the stop */
}

static void check_totals(chance *c, dialplan_zones *zones) {
  static const int32_t days[6] = {1, 2, 7, 10, 11, 14};
  static const int totals[3][6] = {{3, 5, 15, 21, 22, 25}, {3, 5, 12, 15, 16, 16}, {2, 3, 5, 5, 6, 6}};
  for (int n = 0; n < 20; n++) {
    char id[24];
    snprintf(id, sizeof id, "%llu", (unsigned long long)chance_next(c));
    for (int intensity = 0; intensity < 3; intensity++)
      for (int i = 0; i < 6; i++) {
        const int made = attempts_of(zones, intensity, days[i], id, "09:00-18:00");
        if (!holds(made == totals[intensity][i], "the totals of the presets"))
          printf("  preset %d, %d days: %d attempts\n", intensity, days[i], made);
      }
    for (int32_t most = 1; most <= 20; most++) {
      const int aggressive = attempts_of(zones, DP_INTENSITY_AGGRESSIVE, most, id, "09:00-18:00"),
                moderate = attempts_of(zones, DP_INTENSITY_MODERATE, most, id, "09:00-18:00"),
                conservative = attempts_of(zones, DP_INTENSITY_CONSERVATIVE, most, id, "09:00-18:00");
      holds(conservative <= moderate && moderate <= aggressive, "conservative <= moderate <= aggressive");
    }
  }
}

/* ---- draws ---- */

/* Pairs of contacts: where in the buffer each of the two starts, in a table of BINS x BINS. */
static void check_independence(chance *c, dialplan_zones *zones) {
  enum { BINS = 8, PAIRS = 6400 };
  dp_settings settings = atlas_settings("1111111", "09:00-18:00");
  settings.name = "draws";
  settings.jitter_s = 8 * 1000 - 1;
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const int64_t opening = atlas_at(zones, ATLAS_UTC, "2026-03-02T09:00:00Z");
  int64_t found[BINS][BINS] = {{0}};
  const int64_t first = chance_below(c, 1000000);
  for (int64_t i = 0; i < PAIRS; i++) {
    int64_t bin[2];
    for (int64_t k = 0; k < 2; k++) {
      char id[24];
      snprintf(id, sizeof id, "%lld", (long long)(first + i + k)); /* neighbouring ids */
      world w = {.zones = zones, .contact = atlas_contact(id, 0, NULL)};
      w.contact.enqueued_at = opening - 3600;
      const dialplan_state never = {0};
      bin[k] = (ask_with(campaign, &w, &never, opening - 3600, 0).at - opening) / 1000;
    }
    if (bin[0] >= 0 && bin[0] < BINS && bin[1] >= 0 && bin[1] < BINS) found[bin[0]][bin[1]]++;
  }
  double chi = 0, expected = (double)PAIRS / (BINS * BINS);
  for (int i = 0; i < BINS * BINS; i++) {
    const double off = (double)found[i / BINS][i % BINS] - expected;
    chi += off * off / expected;
  }
  /* 63 degrees of freedom: above 130 with a chance of one in a million. Far too even would be no chance
   * either. */
  if (!holds(chi < 130 && chi > 25, "contacts with different keys draw independently"))
    printf("  chi-square %f\n", chi);
  dialplan_campaign_free(campaign);
}

int main(int argc, char **argv) {
  const int64_t rounds = argc > 1 ? atoll(argv[1]) : ROUNDS;
  const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261121;
  printf("seed %llu, %lld rounds\n", (unsigned long long)seed, (long long)rounds);
  dialplan_zones *zones = atlas_zones();
  for (round_number = 0; (int64_t)round_number < rounds; round_number++) {
    chance c = chance_of(seed + round_number);
    chance_round(&c, zones);
  }
  chance c = chance_of(seed);
  check_totals(&c, zones);
  check_independence(&c, zones);
  dialplan_zones_free(zones);
  return properties_close(rounds < ROUNDS ? property_count : PROPERTIES);
}
