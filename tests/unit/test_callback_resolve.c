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
      cmocka_unit_test(names),
  };
  return cmocka_run_group_tests(tests, setup, world_end);
}
