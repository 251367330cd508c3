/* SPDX-License-Identifier: MIT */
/* Dates, spans of a date, last closes and reasons, on a contact's wall. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "open.h"
#include "support/atlas_group.h"

static dp_view look(const dialplan_campaign *campaign, int zone) {
  static dialplan_contact contact;
  contact = atlas_contact("42", 1, &zone);
  dp_view view;
  assert_int_equal(dp_view_init(&view, campaign, &contact, NULL, NULL), DIALPLAN_OK);
  return view;
}

static int64_t at(int zone, const char *text) { return atlas_at(zones, zone, text); }

static void dates_and_clock_times(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111111", "09:00-18:00");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  dp_view view = look(campaign, ATLAS_NEW_YORK);
  int32_t second;
  assert_int_equal(dp_view_date(&view, at(ATLAS_UTC, "2026-03-09T03:59:59Z"), &second),
                   atlas_date("2026-03-08"));
  assert_int_equal(second, 86399);
  assert_int_equal(dp_view_date(&view, at(ATLAS_UTC, "2026-03-09T04:00:00Z"), &second),
                   atlas_date("2026-03-09"));
  assert_int_equal(second, 0);
  const int32_t spring = atlas_date("2026-03-08"), autumn = atlas_date("2026-11-01");
  assert_int_equal(dp_view_midnight(&view, spring), at(ATLAS_UTC, "2026-03-08T05:00:00Z"));
  assert_int_equal(dp_view_clock(&view, spring, 2 * 3600 + 1800),
                   at(ATLAS_UTC, "2026-03-08T07:00:00Z")); /* skipped */
  assert_int_equal(dp_view_clock(&view, autumn, 3600 + 1800),
                   at(ATLAS_UTC, "2026-11-01T05:30:00Z")); /* first pass */
  const dialplan_duration day = {1, 60}, age = {1000000, 0}, none = {0, 0};
  assert_int_equal(dp_view_add(&view, at(ATLAS_UTC, "2026-03-07T17:00:00Z"), day),
                   at(ATLAS_UTC, "2026-03-08T16:01:00Z"));
  assert_int_equal(dp_view_add(&view, 12345, none), 12345);
  assert_int_equal(dp_view_add(&view, 12345, age), DP_INSTANT_END);

  view = look(campaign, ATLAS_APIA); /* 2011-12-30 does not exist */
  assert_int_equal(dp_view_midnight(&view, atlas_date("2011-12-30")), at(ATLAS_UTC, "2011-12-30T10:00:00Z"));
  assert_int_equal(dp_view_midnight(&view, atlas_date("2011-12-31")), at(ATLAS_UTC, "2011-12-30T10:00:00Z"));
  view = look(campaign, ATLAS_ST_JOHNS); /* 2010-11-07 begins twice */
  assert_int_equal(dp_view_midnight(&view, atlas_date("2010-11-07")), at(ATLAS_UTC, "2010-11-07T02:30:00Z"));
  view = look(campaign, ATLAS_KIRITIMATI); /* 1970-01-01 began there before the first instant */
  assert_int_equal(dp_view_midnight(&view, 0), 1);
  dialplan_campaign_free(campaign);
}

static void spans_of_a_date_that_begins_twice(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111111", "23:30-00:30 09:00-10:00");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dp_view view = look(campaign, ATLAS_ST_JOHNS);
  dialplan_span spans[4];
  /* 00:00 to 00:01; then 23:01 of the date before; then 00:00 to 00:30 again */
  assert_int_equal(dp_view_spans(&view, atlas_date("2010-11-07"), spans, 4), 4);
  assert_int_equal(spans[0].from_at, at(ATLAS_UTC, "2010-11-07T02:30:00Z"));
  assert_int_equal(spans[0].until_at, at(ATLAS_UTC, "2010-11-07T02:31:00Z"));
  assert_int_equal(spans[1].from_at, at(ATLAS_UTC, "2010-11-07T03:30:00Z"));
  assert_int_equal(spans[1].until_at, at(ATLAS_UTC, "2010-11-07T04:00:00Z"));
  assert_int_equal(spans[2].from_at, at(ATLAS_UTC, "2010-11-07T12:30:00Z"));
  assert_int_equal(spans[3].until_at, at(ATLAS_UTC, "2010-11-08T03:30:00Z"));
  /* the date before: its end in two stretches, which other dates' instants divide */
  assert_int_equal(dp_view_spans(&view, atlas_date("2010-11-06"), spans, 4), 4);
  assert_int_equal(spans[2].from_at, at(ATLAS_UTC, "2010-11-07T02:00:00Z"));
  assert_int_equal(spans[2].until_at, at(ATLAS_UTC, "2010-11-07T02:30:00Z"));
  assert_int_equal(spans[3].from_at, at(ATLAS_UTC, "2010-11-07T03:00:00Z"));
  assert_int_equal(spans[3].until_at, at(ATLAS_UTC, "2010-11-07T03:30:00Z"));
  dialplan_campaign_free(campaign);
}

static void a_clock_change_inside_a_span_does_not_cut_it(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111111", "00:00-06:00");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dp_view view = look(campaign, ATLAS_NEW_YORK);
  dialplan_span span;
  assert_int_equal(dp_view_spans(&view, atlas_date("2026-03-08"), &span, 1), 1);
  assert_int_equal(span.until_at - span.from_at, 5 * 3600);
  assert_int_equal(dp_view_spans(&view, atlas_date("2026-11-01"), &span, 1), 1);
  assert_int_equal(span.until_at - span.from_at, 7 * 3600);
  dialplan_campaign_free(campaign);
}

static void spans_beyond_the_room_are_counted(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111111", "09:00-10:00 11:00-12:00 13:00-14:00");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dp_view view = look(campaign, ATLAS_UTC);
  dialplan_span spans[3] = {{0, 0}, {0, 0}, {77, 77}};
  assert_int_equal(dp_view_spans(&view, 20000, spans, 2), 3);
  assert_int_equal(spans[1].until_at, 20000 * INT64_C(86400) + 12 * 3600);
  assert_int_equal(spans[2].from_at, 77);
  assert_int_equal(spans[2].until_at, 77);
  dialplan_campaign_free(campaign);
}

static void an_apian_friday_has_no_spans(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111111", "20:00-04:00");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dp_view view = look(campaign, ATLAS_APIA);
  dialplan_span spans[2];
  assert_int_equal(dp_view_spans(&view, atlas_date("2011-12-30"), spans, 2), 0);
  /* the tail of the evening that never was counts like any other */
  assert_int_equal(dp_view_spans(&view, atlas_date("2011-12-31"), spans, 2), 2);
  assert_int_equal(spans[0].from_at, at(ATLAS_UTC, "2011-12-30T10:00:00Z"));
  assert_int_equal(spans[0].until_at, at(ATLAS_UTC, "2011-12-30T14:00:00Z"));
  /* and it follows at once on the evening of the 29th: one span of four and four hours */
  assert_int_equal(dp_view_opening(&view, spans[0].from_at), at(ATLAS_UTC, "2011-12-30T06:00:00Z"));
  dialplan_campaign_free(campaign);
}

static void the_last_close_of_what_starts_on_a_date(void **state) {
  (void)state;
  const dp_day_entry closed[] = {
      {.from_date = atlas_date("2026-03-04"), .until_date = atlas_date("2026-03-04")},
      {.from_date = atlas_date("2026-03-13"), .until_date = atlas_date("2026-03-14")},
      {.from_date = atlas_date("2026-03-20"), .until_date = atlas_date("2026-03-20")}};
  const dp_special_day specials[] = {{atlas_date("2026-03-05"), atlas_spans("")},
                                     {atlas_date("2026-03-08"), atlas_spans("02:00-02:45")},
                                     {atlas_date("2026-03-20"), atlas_spans("09:00-12:00")}};
  dp_settings settings = atlas_settings("1111111", "20:00-02:00 09:00-12:00");
  settings.no_call_days = (dp_dayset){closed, 3};
  settings.windows.specials = specials;
  settings.windows.special_count = 3;
  settings.close_margin_s = 3600; /* has no say: the windows close when they close */
  settings.end_at = 1;
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dp_view view = look(campaign, ATLAS_NEW_YORK);
  static const struct {
    const char *date, *close;
  } cases[] = {
      {"2026-03-02", "2026-03-03T02:00:00-05:00"}, /* over midnight */
      {"2026-03-03", "2026-03-04T00:00:00-05:00"}, /* the next date is a no-call day */
      {"2026-03-04", "2026-03-05T02:00:00-05:00"}, /* is one itself, but its tail lies on the next */
      {"2026-03-05", NULL},                        /* off */
      {"2026-03-07", "2026-03-08T03:00:00-04:00"}, /* 02:00 is skipped */
      {"2026-03-08", NULL},                        /* inside the gap */
      {"2026-10-31", "2026-11-01T02:00:00-05:00"}, /* the second pass */
      {"2026-03-13", NULL},                        /* two no-call days */
      {"2026-03-20", NULL},                        /* one, and no tail */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const int64_t expected = cases[i].close ? at(ATLAS_NEW_YORK, cases[i].close) : 0;
    assert_int_equal(dp_view_last_close(&view, atlas_date(cases[i].date)), expected);
  }
  dialplan_campaign_free(campaign);
}

static void the_date_on_which_a_window_began(void **state) {
  (void)state;
  const dp_special_day special = {atlas_date("2026-03-05"), atlas_spans("")};
  dp_settings settings = atlas_settings("1111111", "20:00-02:00 01:00-12:00");
  settings.windows.specials = &special;
  settings.windows.special_count = 1;
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dp_view view = look(campaign, ATLAS_LONDON);
  const int32_t monday = atlas_date("2026-03-02");
  assert_int_equal(dp_view_window_date(&view, at(ATLAS_LONDON, "2026-03-02T20:00:00")), monday);
  assert_int_equal(dp_view_window_date(&view, at(ATLAS_LONDON, "2026-03-03T00:30:00")), monday);
  assert_int_equal(dp_view_window_date(&view, at(ATLAS_LONDON, "2026-03-03T01:30:00")),
                   monday); /* in the tail too */
  assert_int_equal(dp_view_window_date(&view, at(ATLAS_LONDON, "2026-03-03T02:00:00")), monday + 1);
  assert_int_equal(dp_view_window_date(&view, at(ATLAS_LONDON, "2026-03-06T01:30:00")),
                   monday + 4); /* no tail */
  dialplan_campaign_free(campaign);
}

static void reasons_in_their_order(void **state) {
  (void)state;
  uint32_t count;
  dp_guard_rule rules[3] = {*dp_guard_business_hours(&count), *dp_guard_business_hours(&count),
                            *dp_guard_business_hours(&count)};
  static const char *const regions[] = {"FR"};
  rules[0].regions = regions; /* binds nobody here who is known to be elsewhere */
  rules[0].region_count = 1;
  memset(rules[0].week, 0, sizeof rules[0].week);
  rules[1].kind = DP_GUARD_GAP;
  const dp_day_entry closed = {.from_date = atlas_date("2026-03-04"), .until_date = atlas_date("2026-03-04")};
  dp_settings settings = atlas_settings("1111111", "06:00-08:30 12:00-24:00 00:00-00:30");
  settings.no_call_days = (dp_dayset){&closed, 1};
  settings.guard = (dp_guard){rules, 3};
  settings.close_margin_s = 3600;
  settings.start_at = at(ATLAS_UTC, "2026-03-02T12:00:00Z");
  settings.end_at = at(ATLAS_UTC, "2026-03-09T12:00:00Z");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const int zone = ATLAS_UTC;
  dialplan_contact contact = atlas_contact("42", 1, &zone);
  memcpy(contact.region, "DE-BE", 5);
  dp_view view;
  assert_int_equal(dp_view_init(&view, campaign, &contact, NULL, NULL), DIALPLAN_OK);
  static const struct {
    const char *at;
    uint16_t reason, rule;
  } cases[] = {
      {"2026-03-02T11:59:59Z", DIALPLAN_REASON_BEFORE_START, 0}, /* no window either */
      {"2026-03-02T12:00:00Z", DIALPLAN_REASON_OPEN, 0},
      {"2026-03-03T05:59:59Z", DIALPLAN_REASON_NO_WINDOW, 0},
      {"2026-03-03T06:00:00Z", DIALPLAN_REASON_GUARD, 3},
      {"2026-03-03T07:29:59Z", DIALPLAN_REASON_GUARD, 3},
      {"2026-03-03T07:30:00Z", DIALPLAN_REASON_CLOSE_MARGIN, 0}, /* guard too */
      {"2026-03-03T08:00:00Z", DIALPLAN_REASON_CLOSE_MARGIN, 0},
      {"2026-03-03T08:30:00Z", DIALPLAN_REASON_NO_WINDOW, 0},
      {"2026-03-03T21:00:00Z", DIALPLAN_REASON_GUARD, 3},
      {"2026-03-03T23:00:00Z", DIALPLAN_REASON_CLOSE_MARGIN, 0}, /* the run ends at the no-call day */
      {"2026-03-04T00:10:00Z", DIALPLAN_REASON_NO_CALL_DAY, 0},
      {"2026-03-04T03:00:00Z", DIALPLAN_REASON_NO_WINDOW, 0},
      {"2026-03-04T15:00:00Z", DIALPLAN_REASON_NO_CALL_DAY, 0},
      {"2026-03-05T23:29:59Z", DIALPLAN_REASON_GUARD, 3}, /* here it ends at 00:30 */
      {"2026-03-05T23:30:00Z", DIALPLAN_REASON_CLOSE_MARGIN, 0},
      {"2026-03-09T11:59:59Z", DIALPLAN_REASON_NO_WINDOW, 0},
      {"2026-03-09T12:00:00Z", DIALPLAN_REASON_AFTER_END, 0},
      {"2026-03-10T03:00:00Z", DIALPLAN_REASON_NO_WINDOW, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint16_t rule = 99, where = 99;
    assert_int_equal(dp_view_reason(&view, at(ATLAS_UTC, cases[i].at), &rule, &where), cases[i].reason);
    assert_int_equal(rule, cases[i].rule);
    assert_int_equal(where, ATLAS_UTC);
  }
  uint16_t rule, where;
  contact.region[0] = 0; /* not known: the first rule binds too */
  assert_int_equal(dp_view_init(&view, campaign, &contact, NULL, NULL), DIALPLAN_OK);
  assert_int_equal(dp_view_reason(&view, settings.start_at, &rule, &where), DIALPLAN_REASON_GUARD);
  assert_int_equal(rule, 1);
  dialplan_campaign_free(campaign);
}

static void the_reason_is_that_of_the_first_zone_that_is_closed(void **state) {
  (void)state;
  static const int three[] = {ATLAS_LONDON, ATLAS_NEW_YORK, ATLAS_KOLKATA};
  const dp_day_entry closed = {.from_date = atlas_date("2026-01-14"), .until_date = atlas_date("2026-01-14")};
  dp_settings settings = atlas_settings("1111111", "09:00-24:00");
  settings.no_call_days = (dp_dayset){&closed, 1};
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dialplan_contact contact = atlas_contact("42", 3, three);
  dp_view view;
  assert_int_equal(dp_view_init(&view, campaign, &contact, NULL, NULL), DIALPLAN_OK);
  uint16_t rule, zone;
  assert_int_equal(dp_view_reason(&view, at(ATLAS_UTC, "2026-01-13T08:00:00Z"), &rule, &zone),
                   DIALPLAN_REASON_NO_WINDOW);
  assert_int_equal(zone, ATLAS_LONDON);
  assert_int_equal(dp_view_reason(&view, at(ATLAS_UTC, "2026-01-13T13:00:00Z"), &rule, &zone),
                   DIALPLAN_REASON_NO_WINDOW);
  assert_int_equal(zone, ATLAS_NEW_YORK);
  assert_int_equal(dp_view_reason(&view, at(ATLAS_UTC, "2026-01-13T15:00:00Z"), &rule, &zone),
                   DIALPLAN_REASON_OPEN);
  assert_int_equal(zone, ATLAS_LONDON);
  assert_int_equal(dp_view_reason(&view, at(ATLAS_UTC, "2026-01-13T18:30:00Z"), &rule, &zone),
                   DIALPLAN_REASON_NO_WINDOW);
  assert_int_equal(zone, ATLAS_KOLKATA);
  assert_int_equal(dp_view_reason(&view, at(ATLAS_UTC, "2026-01-14T16:00:00Z"), &rule, &zone),
                   DIALPLAN_REASON_NO_CALL_DAY);
  assert_int_equal(zone, ATLAS_LONDON);
  dialplan_campaign_free(campaign);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_and_clock_times),
      cmocka_unit_test(spans_of_a_date_that_begins_twice),
      cmocka_unit_test(a_clock_change_inside_a_span_does_not_cut_it),
      cmocka_unit_test(spans_beyond_the_room_are_counted),
      cmocka_unit_test(an_apian_friday_has_no_spans),
      cmocka_unit_test(the_last_close_of_what_starts_on_a_date),
      cmocka_unit_test(the_date_on_which_a_window_began),
      cmocka_unit_test(reasons_in_their_order),
      cmocka_unit_test(the_reason_is_that_of_the_first_zone_that_is_closed),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
