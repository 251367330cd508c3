/* SPDX-License-Identifier: MIT */
/* Two expressions together, what is ahead of now, held contacts, and the whole resolution. */
#include "unit/callback_fixture.h"

static void same_pair(const dp_reading *reading, const expected *e) {
  const dialplan_resolution r = resolve(reading, e->asked);
  same_reading(e, 0, &r);
}

static void until(const char *asked, dp_when when, dp_when other, const char *at, const char *earliest,
                  const char *latest, uint64_t reasons) {
  const dp_reading reading = both(when, DP_THEN_UNTIL, other);
  const expected e = {asked, {0}, at, "=", earliest, latest, reasons, 0, 0};
  same_pair(&reading, &e);
}

static void between(void **state) {
  (void)state;
  world_of(SHOP);
  const uint64_t window = BIT(MERIDIEM_FROM_WINDOW), past = BIT(PAST_TODAY);
  const dp_when two = {CLOCK(2, 0)}, four = {CLOCK(4, 0)}, three_pm = {PM(3, 0)}, eleven = {CLOCK(11, 0)},
                one_pm = {PM(1, 0)};
  until("2026-03-11T08:10", two, four, "2026-03-11T14:00", "2026-03-11T14:00", "2026-03-11T16:00", window);
  until("2026-03-11T15:00", two, four, "2026-03-11T15:05", "2026-03-11T14:00", "2026-03-11T16:00", window);
  until("2026-03-11T16:30", two, four, "2026-03-12T14:00", "2026-03-12T14:00", "2026-03-12T16:00",
        window | past);
  /* the half of the second spreads */
  until("2026-03-11T08:10", two, three_pm, "2026-03-11T14:00", "2026-03-11T14:00", "2026-03-11T15:00", 0);
  until("2026-03-11T08:10", eleven, one_pm, "2026-03-11T11:00", "2026-03-11T11:00", "2026-03-11T13:00", 0);
  until("2026-03-11T12:00", eleven, one_pm, "2026-03-11T12:05", "2026-03-11T11:00", "2026-03-11T13:00", 0);
  /* and that of the first */
  until("2026-03-11T08:10", (dp_when){AM(10, 0), AHEAD(1)}, two, "2026-03-12T10:00", "2026-03-12T10:00",
        "2026-03-12T14:00", 0);
  until("2026-03-11T08:10", two, (dp_when){CLOCK(4, 0), AHEAD(1)}, "2026-03-12T14:00", "2026-03-12T14:00",
        "2026-03-12T16:00", window);
  /* from one part of the day to another */
  until("2026-03-11T08:10", (dp_when){PART(AFTERNOON)}, (dp_when){PART(EVENING)}, "2026-03-11T14:00",
        "2026-03-11T12:00", "2026-03-11T21:00", 0);
  until("2026-03-11T15:00", (dp_when){PART(AFTERNOON)}, (dp_when){PART(EVENING)}, "2026-03-11T15:05",
        "2026-03-11T12:00", "2026-03-11T21:00", 0);
  until("2026-03-11T10:00", two, (dp_when){PART(END_OF_DAY)}, "2026-03-11T14:00", "2026-03-11T14:00",
        "2026-03-11T18:00", window);
  /* what has no start, or no end, of its own */
  until("2026-03-11T10:00", (dp_when){PART(END_OF_DAY)}, (dp_when){PM(8, 0)}, "2026-03-11T17:00", NULL,
        "2026-03-11T20:00", 0);
  until("2026-03-11T10:00", two, (dp_when){PART(OPENING)}, "2026-03-11T14:00", "2026-03-11T14:00", NULL,
        window);
  /* days, and a duration */
  until("2026-03-11T10:00", (dp_when){WEEKDAY(4)}, (dp_when){WEEKDAY(6)}, "2026-03-12T10:00", NULL,
        "2026-03-15", BIT(DAY_ONLY) | BIT(WEEKDAY_NEXT));
  until("2026-03-11T10:00", (dp_when){WEEKDAY(4)}, (dp_when){.day = 99}, "2026-03-12T10:00", NULL, NULL,
        BIT(DAY_ONLY) | BIT(WEEKDAY_NEXT));
  until("2026-03-11T10:00", (dp_when){MINUTES(30)}, (dp_when){MINUTES(60)}, "2026-03-11T10:30", NULL,
        "2026-03-11T11:00", 0);
  /* today's has passed */
  until("2026-03-11T17:00", (dp_when){CLOCK(2, 0), AHEAD(0)}, four, "2026-03-11T17:05", NULL, NULL, past);
  const dp_reading nothing = both((dp_when){.day = 99}, DP_THEN_UNTIL, four);
  assert_int_equal(resolve(&nothing, "2026-03-11T17:00").status, DIALPLAN_CALLBACK_VAGUE);
}

static void a_deadline_that_fitting_breaks(void **state) {
  (void)state;
  world_of(SHOP);
  const dp_reading sunday = both((dp_when){PM(2, 0), WEEKDAY(7)}, DP_THEN_UNTIL, (dp_when){PM(4, 0)});
  const dialplan_resolution r = resolve(&sunday, "2026-03-11T10:00");
  assert_int_equal(r.at, moment("2026-03-15T14:00"));
  assert_int_equal(r.fitted_at, moment("2026-03-16T14:00"));
  assert_int_equal(r.latest_at, moment("2026-03-15T16:00"));
  assert_int_equal(r.reasons, BIT(WEEKDAY_NEXT) | BIT(MOVED_OPEN_DAY) | BIT(BOUND_MISSED));
}

static void either_or(void **state) {
  (void)state;
  world_of(SHOP);
  const uint64_t window = BIT(MERIDIEM_FROM_WINDOW), choice = BIT(CHOICE);
  dp_reading reading = both((dp_when){CLOCK(4, 0), AHEAD(1)}, DP_THEN_OR, (dp_when){CLOCK(5, 0)});
  dialplan_resolution r = resolve(&reading, "2026-03-11T08:10");
  assert_int_equal(r.at, moment("2026-03-12T16:00"));
  assert_int_equal(r.alternative_at, moment("2026-03-12T17:00"));
  assert_int_equal(r.reasons, window | choice);
  /* the time is shared as the day is */
  reading = both((dp_when){AHEAD(2)}, DP_THEN_OR, (dp_when){AHEAD(1), PM(5, 0)});
  r = resolve(&reading, "2026-03-11T08:10");
  assert_int_equal(r.at, moment("2026-03-12T17:00"));
  assert_int_equal(r.alternative_at, moment("2026-03-13T17:00"));
  /* today's four has passed: five is the earliest ahead */
  reading = both((dp_when){CLOCK(4, 0)}, DP_THEN_OR, (dp_when){PM(5, 0)});
  r = resolve(&reading, "2026-03-11T16:30");
  assert_int_equal(r.at, moment("2026-03-11T17:00"));
  assert_int_equal(r.alternative_at, moment("2026-03-12T16:00"));
  /* the half of one spreads to the other where the order stays */
  reading = both((dp_when){PM(4, 0)}, DP_THEN_OR, (dp_when){CLOCK(5, 0)});
  assert_int_equal(resolve(&reading, "2026-03-11T08:10").alternative_at, moment("2026-03-11T17:00"));
  reading = both((dp_when){AM(10, 0)}, DP_THEN_OR, (dp_when){CLOCK(11, 0)});
  assert_int_equal(resolve(&reading, "2026-03-11T08:10").alternative_at, moment("2026-03-11T11:00"));
  /* twice the same is no choice; one that does not exist neither */
  reading = both((dp_when){PM(4, 0)}, DP_THEN_OR, (dp_when){PM(4, 0)});
  assert_int_equal(resolve(&reading, "2026-03-11T08:10").alternative_at, 0);
  reading = both((dp_when){.day = 99}, DP_THEN_OR, (dp_when){AHEAD(1)});
  assert_int_equal(resolve(&reading, "2026-03-11T10:00").at, moment("2026-03-12T10:00"));
}

static void behind_now(void **state) {
  (void)state;
  world_of(SHOP);
  const dp_reading five = said((dp_when){PM(5, 0)}), soon = said((dp_when){MINUTES(2)});
  dialplan_resolution r = resolve_at(&five, "2026-03-11T10:00", moment("2026-03-11T17:20"));
  assert_int_equal(r.at, moment("2026-03-11T17:25"));
  assert_int_equal(r.reasons, BIT(LEAST_DELAY));
  r = resolve(&soon, "2026-03-11T10:00"); /* ahead, so it stays */
  assert_int_equal(r.at, moment("2026-03-11T10:02"));
  assert_int_equal(r.reasons, 0);
  world_of(SHOP "callbacks: {least_delay: 0s}\n");
  r = resolve_at(&five, "2026-03-11T10:00", moment("2026-03-11T17:20"));
  assert_int_equal(r.at, moment("2026-03-11T17:20:01"));
}

static void what_the_words_say_is_carried(void **state) {
  (void)state;
  world_of(SHOP);
  dp_reading reading = {.found = DIALPLAN_CALLBACK_VAGUE,
                        .certainty = 400,
                        .reasons = BIT(UNKNOWN_EVENT),
                        .span_count = 1,
                        .spans = {{3, 9}}};
  dialplan_resolution r = resolve(&reading, "2026-03-11T10:00");
  assert_int_equal(r.size, sizeof r);
  assert_int_equal(r.status, DIALPLAN_CALLBACK_VAGUE);
  assert_int_equal(r.reasons, BIT(UNKNOWN_EVENT) | BIT(NO_CLEAR_TIME));
  assert_int_equal(r.certainty, 400);
  assert_int_equal(r.span_count, 1);
  assert_int_equal(r.spans[0].from, 3);
  assert_int_equal(r.spans[0].until, 9);
  assert_int_equal(r.at, 0);
  assert_int_equal(r.fitted_at, 0);
  assert_int_equal(r.zone, dialplan_campaign_zone(world));

  reading = (dp_reading){
      .found = DIALPLAN_CALLBACK_NONE, .excluded = 1, .reasons = BIT(NEGATED), .other = {AHEAD(1)}};
  r = resolve(&reading, "2026-03-11T10:00");
  assert_int_equal(r.status, DIALPLAN_CALLBACK_NONE);
  assert_int_equal(r.excluded_date, atlas_date("2026-03-12"));
  reading.other = (dp_when){PM(4, 0)};
  assert_int_equal(resolve(&reading, "2026-03-11T10:00").excluded_date, 0);
  reading = (dp_reading){.found = DIALPLAN_CALLBACK_RESOLVED}; /* nothing said */
  assert_int_equal(resolve(&reading, "2026-03-11T10:00").status, DIALPLAN_CALLBACK_VAGUE);
}

static void never_open(void **state) {
  (void)state;
  world_of(SHOP "schedule: {end: 2026-03-11}\n");
  const dp_reading tomorrow = said((dp_when){PM(4, 0), AHEAD(1)});
  const dialplan_resolution r = resolve(&tomorrow, "2026-03-11T10:00");
  assert_int_equal(r.at, moment("2026-03-12T16:00"));
  assert_int_equal(r.fitted_at, 0);
}

/* The words of somebody whose zone is not known are read in the campaign's, and fitted nowhere. */
static void held(void **state) {
  (void)state;
  world_of(SHOP "unknown_zone: hold\n");
  dialplan_contact contact = {.size = sizeof contact, .flags = DIALPLAN_CONTACT_ZONE_UNKNOWN};
  dialplan_resolution out = {.size = sizeof out};
  dp_view view;
  assert_int_equal(dp_view_init(&view, world, &contact, NULL, NULL), DIALPLAN_OK);
  const dp_reading four = said((dp_when){CLOCK(4, 0)});
  dp_resolve(&view, &four, moment("2026-03-11T10:00"), moment("2026-03-11T10:00"), &out);
  assert_int_equal(out.status, DIALPLAN_CALLBACK_RESOLVED);
  assert_int_equal(out.at, moment("2026-03-11T16:00"));
  assert_int_equal(out.fitted_at, 0);
}

/* A contact's own zone counts, and all of them for open time. */
static void zones_of_the_contact(void **state) {
  (void)state;
  world_of(SHOP);
  const int in_london[] = {ATLAS_LONDON}, two[] = {ATLAS_LONDON, ATLAS_KOLKATA};
  dialplan_contact contact = atlas_contact("42", 1, in_london);
  dialplan_resolution out = {.size = sizeof out};
  dp_view view;
  const dp_reading four = said((dp_when){CLOCK(4, 0)});
  const int64_t asked = atlas_at(zones, ATLAS_LONDON, "2026-03-11T10:00");
  assert_int_equal(dp_view_init(&view, world, &contact, NULL, NULL), DIALPLAN_OK);
  dp_resolve(&view, &four, asked, asked, &out);
  assert_int_equal(out.at, atlas_at(zones, ATLAS_LONDON, "2026-03-11T16:00"));
  assert_int_equal(out.fitted_at, out.at);
  assert_int_equal(out.zone, ATLAS_LONDON);
  /* 16:00 in London is half past nine at night in Kolkata; both are open from 09:00 to 12:30 in London */
  contact = atlas_contact("42", 2, two);
  assert_int_equal(dp_view_init(&view, world, &contact, NULL, NULL), DIALPLAN_OK);
  dp_resolve(&view, &four, asked, asked, &out);
  assert_int_equal(out.at, atlas_at(zones, ATLAS_LONDON, "2026-03-11T16:00"));
  assert_int_equal(out.fitted_at, atlas_at(zones, ATLAS_LONDON, "2026-03-12T09:00"));
}

static void arguments(void **state) {
  (void)state;
  world_of(SHOP);
  dialplan_resolution out = {.size = 0};
  dialplan_error err;
  const dialplan_options strange = {.size = 3};
  assert_int_equal(dialplan_callback_resolve(NULL, NULL, "x", 1, 9, 9, NULL, &out, &err),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_callback_resolve(world, NULL, NULL, 1, 9, 9, NULL, &out, &err),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_callback_resolve(world, NULL, "x", 1, 9, 9, NULL, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_callback_resolve(world, NULL, "x", 1, 0, 9, NULL, &out, &err), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_callback_resolve(world, NULL, "x", 1, 9, DP_INSTANT_END, NULL, &out, &err),
                   DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_callback_resolve(world, NULL, "x", 1, 9, 8, NULL, &out, &err), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_callback_resolve(world, NULL, "x", 1, 9, 9, &strange, &out, &err),
                   DIALPLAN_E_SIZE);
  assert_int_equal(dialplan_callback_resolve(world, NULL, NULL, 0, 9, 9, NULL, &out, &err), DIALPLAN_OK);
  assert_int_equal(out.status, DIALPLAN_CALLBACK_NONE);
  out.size = 8;
  assert_int_equal(dialplan_callback_resolve(world, NULL, "x", 1, 9, 9, NULL, &out, &err), DIALPLAN_E_SIZE);
  assert_int_equal(out.size, 8);
}

static dialplan_event wish_of(const char *words, dialplan_event event) {
  dialplan_error err;
  event.kind = DIALPLAN_EVENT_CALLBACK;
  event.at = moment("2026-03-11T10:00");
  if (dialplan_callback_wish(world, NULL, words, strlen(words), &event, &err)) fail_msg("%s", err.message);
  return event;
}

static void wishes(void **state) {
  (void)state;
  world_of(SHOP);
  dialplan_event event = wish_of("tomorrow from 11 am", (dialplan_event){0});
  assert_int_equal(event.due_at, moment("2026-03-12T11:00"));
  assert_int_equal(event.earliest_at, moment("2026-03-12T11:00"));
  assert_int_equal(event.latest_at, 0);
  assert_true(event.flags & DIALPLAN_EVENT_HAS_CONFIDENCE);
  assert_true(event.confidence > 0);
  event = wish_of("tomorrow morning",
                  (dialplan_event){.confidence = 3, .flags = DIALPLAN_EVENT_HAS_CONFIDENCE, .latest_at = 99});
  assert_int_equal(event.due_at, moment("2026-03-12T10:00"));
  assert_int_equal(event.earliest_at, moment("2026-03-12T06:00"));
  assert_int_equal(event.latest_at, 99);
  assert_int_equal(event.confidence, 3);
  event = wish_of("in the morning", (dialplan_event){0}); /* it has begun: no earliest, but an end */
  assert_int_equal(event.due_at, moment("2026-03-11T10:30"));
  assert_int_equal(event.earliest_at, 0);
  assert_int_equal(event.latest_at, moment("2026-03-11T12:00"));
  /* a closed day: the same on the next open one; a closed hour is the decision's to move */
  event = wish_of("sunday 4 pm", (dialplan_event){0});
  assert_int_equal(event.due_at, moment("2026-03-15T16:00"));
  assert_int_equal(event.fitted_at, moment("2026-03-16T16:00"));
  event = wish_of("tomorrow 11 pm", (dialplan_event){0});
  assert_int_equal(event.due_at, moment("2026-03-12T23:00"));
  assert_int_equal(event.fitted_at, 0);
  /* explicit instants stay */
  event = wish_of("tomorrow", (dialplan_event){.due_at = 77});
  assert_int_equal(event.due_at, 77);
  assert_int_equal(event.confidence, 0);
  event = wish_of("tomorrow", (dialplan_event){.earliest_at = 77});
  assert_int_equal(event.due_at, 0);
  /* no instant: left as it is */
  event = wish_of("later", (dialplan_event){0});
  assert_int_equal(event.due_at, 0);
  assert_int_equal(event.flags, 0);
  dialplan_error err;
  event = (dialplan_event){.kind = DIALPLAN_EVENT_DONE};
  assert_int_equal(dialplan_callback_wish(world, NULL, "x", 1, &event, &err), DIALPLAN_OK);
  assert_int_equal(dialplan_callback_wish(world, NULL, "x", 1, NULL, &err), DIALPLAN_E_ARGUMENT);
  event.kind = DIALPLAN_EVENT_CALLBACK;
  assert_int_equal(dialplan_callback_wish(world, NULL, "x", 1, &event, &err), DIALPLAN_E_RANGE);
  event.size = 7;
  assert_int_equal(dialplan_callback_wish(world, NULL, "x", 1, &event, &err), DIALPLAN_E_SIZE);
}

/* The state of a list's row, with its words. */
static dialplan_status snapshot_of(dialplan_snapshot snapshot, const char *words, dialplan_state *out) {
  const dialplan_contact contact = {0};
  if (dialplan_state_of_snapshot(world, &contact, &snapshot, out, NULL)) fail_msg("%s", words);
  return dialplan_callback_of_snapshot(world, &contact, &snapshot, words, strlen(words), out, NULL);
}

static void words_of_a_snapshot_were_said_in_the_last_attempt(void **state) {
  (void)state;
  world_of(SHOP);
  dialplan_state got, plain;
  const dialplan_snapshot called = {.attempts = 1,
                                    .last_attempt_at = moment("2026-03-11T10:00"),
                                    .last_outcome = DIALPLAN_OUTCOME_CALL_LATER};
  assert_int_equal(snapshot_of(called, "tomorrow at 11", &got), DIALPLAN_OK);
  assert_int_equal(got.wish_at, moment("2026-03-11T10:00"));
  assert_int_equal(got.wish_due_at, moment("2026-03-12T11:00"));
  assert_int_equal(got.wish_by, DIALPLAN_BY_CUSTOMER);
  /* no instant in the words: as if there were none */
  assert_int_equal(snapshot_of(called, "", &plain), DIALPLAN_OK);
  assert_int_equal(snapshot_of(called, "later", &got), DIALPLAN_OK);
  assert_memory_equal(&got, &plain, sizeof got);
  /* an instant of its own counts */
  dialplan_snapshot dated = called;
  dated.callback_due_at = moment("2026-03-13T15:00");
  assert_int_equal(snapshot_of(dated, "tomorrow at 11", &got), DIALPLAN_OK);
  assert_int_equal(got.wish_due_at, moment("2026-03-13T15:00"));
  /* never called: nobody knows when it was said */
  assert_int_equal(snapshot_of((dialplan_snapshot){0}, "tomorrow at 11", &got), DIALPLAN_OK);
  assert_int_equal(got.wish_at, 0);
  const dialplan_contact contact = {0};
  assert_int_equal(dialplan_callback_of_snapshot(world, &contact, NULL, "x", 1, &got, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_callback_of_snapshot(world, &contact, &called, "x", 1, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_callback_of_snapshot(world, &contact, &called, NULL, 1, &got, NULL),
                   DIALPLAN_E_ARGUMENT);
  dated.size = 4;
  assert_int_equal(dialplan_callback_of_snapshot(world, &contact, &dated, "x", 1, &got, NULL),
                   DIALPLAN_E_SIZE);
}

/* ---- many phrases ---- */

enum { PHRASES = 7 };

/* Rows of a caller: longer than the library knows them, with something of its own behind. */
typedef struct longer_contact {
  dialplan_contact contact;
  uint64_t own;
} longer_contact;

typedef struct longer_resolution {
  dialplan_resolution resolution;
  uint64_t own[2];
} longer_resolution;

/* The phrases in one text, with other words around them. */
typedef struct spoken {
  char text[256];
  dialplan_text_span spans[PHRASES];
  int64_t asked_at[PHRASES];
  longer_contact contacts[PHRASES];
  uint64_t len;
} spoken;

static void speak(spoken *s) {
  static const char *const words[PHRASES] = {
      "tomorrow at 5", "", "kal subah 11 baje", "later", "in half an hour", "on Monday at 4", "sunday 4 pm"};
  const int in_london[] = {ATLAS_LONDON}, at_home[] = {ATLAS_KOLKATA};
  *s = (spoken){.len = 0};
  for (int i = 0; i < PHRASES; i++) {
    s->len += (uint64_t)snprintf(s->text + s->len, sizeof s->text - s->len, "he said: ");
    s->spans[i].from = (uint32_t)s->len;
    s->len += (uint64_t)snprintf(s->text + s->len, sizeof s->text - s->len, "%s", words[i]);
    s->spans[i].until = (uint32_t)s->len;
    s->asked_at[i] = moment("2026-03-11T10:00") + i * 3600;
    s->contacts[i] = (longer_contact){atlas_contact("42", 1, i % 2 ? in_london : at_home), UINT64_MAX};
  }
}

static dialplan_resolution alone(const spoken *s, int i, const dialplan_contact *contact, int64_t now) {
  dialplan_resolution out = {.size = sizeof out};
  const dialplan_text_span span = s->spans[i];
  assert_int_equal(dialplan_callback_resolve(world, contact, s->text + span.from, span.until - span.from,
                                             s->asked_at[i], now ? now : s->asked_at[i], NULL, &out, NULL),
                   DIALPLAN_OK);
  return out;
}

static dialplan_status ask_all(const spoken *s, const dialplan_contact *contacts, uint64_t stride,
                               int64_t now, longer_resolution out[PHRASES], int32_t statuses[PHRASES]) {
  for (int i = 0; i < PHRASES; i++)
    out[i] = (longer_resolution){{.size = sizeof(dialplan_resolution)}, {UINT64_MAX, UINT64_MAX}};
  return dialplan_callback_resolve_batch(world, contacts, stride, s->text, s->len, s->spans, s->asked_at,
                                         PHRASES, now, NULL, &out->resolution, sizeof *out, statuses, NULL);
}

static void each_phrase_of_a_batch_is_what_it_is_alone(void **state) {
  (void)state;
  world_of(SHOP);
  spoken s;
  speak(&s);
  longer_resolution out[PHRASES];
  int32_t statuses[PHRASES];
  const int64_t nows[] = {0, s.asked_at[PHRASES - 1] + 86400};
  for (int k = 0; k < 6; k++) { /* contacts: none, one for all, one for each; now: none, later */
    const dialplan_contact *contacts = k / 2 ? &s.contacts->contact : NULL;
    const uint64_t stride = k / 2 == 2 ? sizeof *s.contacts : 0;
    assert_int_equal(ask_all(&s, contacts, stride, nows[k % 2], out, statuses), DIALPLAN_OK);
    for (int i = 0; i < PHRASES; i++) {
      const dialplan_contact *contact = contacts ? &s.contacts[stride ? i : 0].contact : NULL;
      const dialplan_resolution single = alone(&s, i, contact, nows[k % 2]);
      assert_memory_equal(&out[i].resolution, &single, sizeof single);
      assert_int_equal(statuses[i], DIALPLAN_OK);
      assert_true(out[i].own[0] == UINT64_MAX && out[i].own[1] == UINT64_MAX);
    }
  }
  assert_int_equal(ask_all(&s, NULL, 0, 0, out, NULL), DIALPLAN_OK);
  assert_int_equal(out[0].resolution.at, moment("2026-03-12T17:00"));
  assert_int_equal(out[6].resolution.fitted_at, moment("2026-03-16T16:00"));
  assert_int_equal(out[6].resolution.spans[0].from, 0); /* from the beginning of the phrase */
}

static void a_bad_phrase_does_not_shift_the_others(void **state) {
  (void)state;
  world_of(SHOP);
  spoken s;
  speak(&s);
  s.spans[0] = (dialplan_text_span){5, 4};
  s.spans[1].until = (uint32_t)s.len + 1;
  s.asked_at[2] = 0;
  s.contacts[3].contact.zone_count = 65;
  longer_resolution out[PHRASES];
  int32_t statuses[PHRASES];
  assert_int_equal(ask_all(&s, &s.contacts->contact, sizeof *s.contacts, 0, out, statuses), DIALPLAN_OK);
  const dialplan_resolution nothing = {.size = sizeof nothing};
  for (int i = 0; i < 4; i++) {
    assert_int_equal(statuses[i], DIALPLAN_E_RANGE);
    assert_memory_equal(&out[i].resolution, &nothing, sizeof nothing);
  }
  for (int i = 4; i < PHRASES; i++) {
    const dialplan_resolution single = alone(&s, i, &s.contacts[i].contact, 0);
    assert_int_equal(statuses[i], DIALPLAN_OK);
    assert_memory_equal(&out[i].resolution, &single, sizeof single);
  }
  assert_int_equal(ask_all(&s, NULL, 0, s.asked_at[4], out, statuses), DIALPLAN_OK);
  assert_int_equal(statuses[4], DIALPLAN_OK);
  assert_int_equal(statuses[5], DIALPLAN_E_RANGE); /* not yet spoken */

  dialplan_resolution rows[3] = {{.size = 8}, {.size = 0}, {.size = UINT32_MAX}};
  for (int i = 0; i < 3; i++) rows[i].at = 7;
  assert_int_equal(dialplan_callback_resolve_batch(world, NULL, 0, s.text, s.len, s.spans + 4, s.asked_at + 4,
                                                   3, 0, NULL, rows, sizeof *rows, statuses, NULL),
                   DIALPLAN_OK);
  assert_int_equal(statuses[0], DIALPLAN_E_SIZE);
  assert_int_equal(statuses[1], DIALPLAN_OK);
  assert_int_equal(statuses[2], DIALPLAN_E_SIZE);
  assert_true(rows[0].size == 8 && rows[0].at == 0 && rows[2].size == UINT32_MAX && rows[2].at == 0);
  assert_int_equal(rows[1].at, alone(&s, 5, NULL, 0).at);
}

static void what_holds_for_a_whole_batch(void **state) {
  (void)state;
  world_of(SHOP);
  spoken s;
  speak(&s);
  const dialplan_contact *contacts = &s.contacts->contact;
  const dialplan_options strange = {.size = 3};
  dialplan_resolution out = {.at = 7};
  dialplan_error err;
  const uint64_t stride = sizeof out;
#define BATCH(campaign, who, who_stride, text, len, spans, asked, count, now, options, out, stride)          \
  dialplan_callback_resolve_batch(campaign, who, who_stride, text, len, spans, asked, count, now, options,   \
                                  out, stride, NULL, &err)
  assert_int_equal(BATCH(NULL, NULL, 0, s.text, s.len, s.spans, s.asked_at, 1, 0, NULL, &out, stride),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(BATCH(world, NULL, 0, NULL, 1, s.spans, s.asked_at, 1, 0, NULL, &out, stride),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(BATCH(world, NULL, 0, s.text, s.len, NULL, s.asked_at, 1, 0, NULL, &out, stride),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(BATCH(world, NULL, 0, s.text, s.len, s.spans, NULL, 1, 0, NULL, &out, stride),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(BATCH(world, NULL, 0, s.text, s.len, s.spans, s.asked_at, 1, 0, NULL, NULL, stride),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(BATCH(world, NULL, 0, s.text, s.len, s.spans, s.asked_at, 1, -1, NULL, &out, stride),
                   DIALPLAN_E_RANGE);
  assert_int_equal(BATCH(world, contacts, 8, s.text, s.len, s.spans, s.asked_at, 1, 0, NULL, &out, stride),
                   DIALPLAN_E_SIZE);
  assert_int_equal(BATCH(world, NULL, 0, s.text, s.len, s.spans, s.asked_at, 1, 0, NULL, &out, stride - 8),
                   DIALPLAN_E_SIZE);
  assert_int_equal(BATCH(world, NULL, 0, s.text, s.len, s.spans, s.asked_at, 1, 0, &strange, &out, stride),
                   DIALPLAN_E_SIZE);
  assert_int_equal(out.at, 7);
  assert_int_equal(BATCH(world, NULL, 0, NULL, 0, NULL, NULL, 0, 0, NULL, NULL, 0), DIALPLAN_OK);
  const dialplan_text_span empty = {0, 0};
  assert_int_equal(BATCH(world, NULL, 0, NULL, 0, &empty, s.asked_at, 1, 0, NULL, &out, stride), DIALPLAN_OK);
  assert_int_equal(out.status, DIALPLAN_CALLBACK_NONE);
  assert_int_equal(out.at, 0);
#undef BATCH
}

static void names(void **state) {
  (void)state;
  assert_string_equal(dialplan_callback_status_name(DIALPLAN_CALLBACK_VAGUE), "vague");
  assert_string_equal(dialplan_callback_kind_name(DIALPLAN_KIND_COMBINATION), "combination");
  assert_string_equal(dialplan_callback_grain_name(DIALPLAN_GRAIN_WEEK), "week");
  assert_string_equal(dialplan_callback_reason_name(DIALPLAN_CALLBACK_RANGE_UPPER), "range_upper");
  assert_string_equal(dialplan_callback_reason_name(DIALPLAN_CALLBACK_SHORTENED), "shortened");
  assert_null(dialplan_callback_status_name(3));
  assert_null(dialplan_callback_kind_name(0));
  assert_null(dialplan_callback_grain_name(-1));
  assert_null(dialplan_callback_reason_name(22));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(between),
      cmocka_unit_test(a_deadline_that_fitting_breaks),
      cmocka_unit_test(either_or),
      cmocka_unit_test(behind_now),
      cmocka_unit_test(what_the_words_say_is_carried),
      cmocka_unit_test(never_open),
      cmocka_unit_test(held),
      cmocka_unit_test(zones_of_the_contact),
      cmocka_unit_test(arguments),
      cmocka_unit_test(wishes),
      cmocka_unit_test(words_of_a_snapshot_were_said_in_the_last_attempt),
      cmocka_unit_test(each_phrase_of_a_batch_is_what_it_is_alone),
      cmocka_unit_test(a_bad_phrase_does_not_shift_the_others),
      cmocka_unit_test(what_holds_for_a_whole_batch),
      cmocka_unit_test(names),
  };
  return cmocka_run_group_tests(tests, setup, world_end);
}
