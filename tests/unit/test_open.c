/* SPDX-License-Identifier: MIT */
/* The public questions about open time: answers in words of the manual, arguments, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "open.h"
#include "support/atlas_group.h"

static int64_t utc(const char *text) { return atlas_at(zones, ATLAS_UTC, text); }

static dialplan_clipped clip(const dialplan_campaign *campaign, const dialplan_contact *contact,
                             const char *at) {
  dialplan_clipped out;
  assert_int_equal(dialplan_clip(campaign, contact, utc(at), NULL, &out, NULL), DIALPLAN_OK);
  return out;
}

static void assert_clipped(dialplan_clipped got, const char *at, const char *close_at, int verdict,
                           int reason, int zone) {
  assert_int_equal(got.at, at ? utc(at) : 0);
  assert_int_equal(got.close_at, close_at ? utc(close_at) : 0);
  assert_int_equal(got.verdict, verdict);
  assert_int_equal(got.reason, reason);
  assert_int_equal(got.zone, zone);
}

static void clip_says_when_why_and_until_when(void **state) {
  (void)state;
  static const int two[] = {ATLAS_LONDON, ATLAS_NEW_YORK};
  dp_settings settings = atlas_settings("1111100", "09:00-18:00"); /* 2026-01-13 is a Tuesday */
  settings.zone = ATLAS_KOLKATA;
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dialplan_contact contact = atlas_contact("42", 2, two);
  assert_clipped(clip(campaign, &contact, "2026-01-13T15:00:00Z"), "2026-01-13T15:00:00Z",
                 "2026-01-13T18:00:00Z", DIALPLAN_CLIP_OPEN, DIALPLAN_REASON_OPEN, ATLAS_LONDON);
  assert_clipped(clip(campaign, &contact, "2026-01-13T12:00:00Z"), "2026-01-13T14:00:00Z",
                 "2026-01-13T18:00:00Z", DIALPLAN_CLIP_MOVED, DIALPLAN_REASON_NO_WINDOW, ATLAS_NEW_YORK);
  assert_clipped(clip(campaign, NULL, "2026-01-13T15:00:00Z"), "2026-01-14T03:30:00Z", "2026-01-14T12:30:00Z",
                 DIALPLAN_CLIP_MOVED, DIALPLAN_REASON_NO_WINDOW, ATLAS_KOLKATA);
  dialplan_campaign_free(campaign);
}

static void clip_finds_nothing(void **state) {
  (void)state;
  dp_settings settings = atlas_settings("1111100", "09:00-18:00");
  settings.zone = ATLAS_UTC;
  settings.end_at = utc("2026-01-13T12:00:00Z");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  assert_clipped(clip(campaign, NULL, "2026-01-13T11:59:59Z"), "2026-01-13T11:59:59Z", "2026-01-13T12:00:00Z",
                 DIALPLAN_CLIP_OPEN, DIALPLAN_REASON_OPEN, ATLAS_UTC);
  assert_clipped(clip(campaign, NULL, "2026-01-13T12:00:00Z"), NULL, NULL, DIALPLAN_CLIP_NEVER,
                 DIALPLAN_REASON_AFTER_END, ATLAS_UTC);
  assert_clipped(clip(campaign, NULL, "2026-01-13T20:00:00Z"), NULL, NULL, DIALPLAN_CLIP_NEVER,
                 DIALPLAN_REASON_NO_WINDOW, ATLAS_UTC);
  dialplan_campaign_free(campaign);
}

static void an_endless_span_has_no_close(void **state) {
  (void)state;
  dp_settings settings = atlas_settings("1111111", "00:00-24:00");
  const dp_special_day special = {atlas_date("2026-03-12"), atlas_spans("")}; /* 10 days on */
  settings.windows.specials = &special;
  settings.windows.special_count = 1;
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const int64_t at = utc("2026-03-02T00:00:00Z");
  dialplan_options options = {.horizon_days = 10};
  int64_t close_at = 7;
  assert_int_equal(dialplan_close(campaign, NULL, at, &options, &close_at, NULL), DIALPLAN_OK);
  assert_int_equal(close_at, 0); /* the first instant behind the horizon */
  assert_int_equal(dialplan_close(campaign, NULL, at + 1, &options, &close_at, NULL), DIALPLAN_OK);
  assert_int_equal(close_at, at + 10 * DP_DAY_S);
  dialplan_clipped out;
  assert_int_equal(dialplan_clip(campaign, NULL, at, &options, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out.close_at, 0);
  assert_int_equal(dialplan_close(campaign, NULL, DP_INSTANT_END - 9, NULL, &close_at, NULL), DIALPLAN_OK);
  assert_int_equal(close_at, 0); /* the valid range ends, the span does not */
  assert_int_equal(dialplan_close(campaign, NULL, at + 10 * DP_DAY_S, NULL, &close_at, NULL), DIALPLAN_OK);
  assert_int_equal(close_at, at + 10 * DP_DAY_S); /* closed: itself */
  dialplan_campaign_free(campaign);
}

static void prev_seconds_spans_and_place(void **state) {
  (void)state;
  const int zone = ATLAS_LONDON;
  dp_settings settings = atlas_settings("1111100", "09:00-12:00 13:00-18:00");
  settings.jitter_s = 0;
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dialplan_contact contact = atlas_contact("42", 1, &zone);
  int64_t out = 0;
  assert_int_equal(dialplan_prev_open(campaign, &contact, utc("2026-03-02T12:30:00Z"), NULL, &out, NULL),
                   DIALPLAN_OK);
  assert_int_equal(out, utc("2026-03-02T11:59:59Z"));
  assert_int_equal(dialplan_prev_open(campaign, &contact, 5, NULL, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out, 0);
  const int64_t from = utc("2026-03-02T11:00:00Z"), until = utc("2026-03-03T10:00:01Z");
  assert_int_equal(dialplan_open_seconds(campaign, &contact, from, until, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out, 7 * 3600 + 1);
  assert_int_equal(dialplan_open_seconds(campaign, &contact, from, from, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out, 0);
  dialplan_span spans[2];
  uint64_t count = 0;
  assert_int_equal(dialplan_spans(campaign, &contact, atlas_date("2026-03-02"), spans, 2, &count, NULL),
                   DIALPLAN_OK);
  assert_int_equal(count, 2);
  assert_int_equal(spans[1].from_at, utc("2026-03-02T13:00:00Z"));
  assert_int_equal(dialplan_spans(campaign, &contact, atlas_date("2026-03-01"), NULL, 0, &count, NULL),
                   DIALPLAN_OK);
  assert_int_equal(count, 0);
  assert_int_equal(dialplan_place(campaign, &contact, from - 86400, from + 3600, 1, NULL, &out, NULL),
                   DIALPLAN_OK);
  assert_int_equal(out, from + 7200);
  dialplan_campaign_free(campaign);
}

static void a_batch_answers_each_row(void **state) {
  (void)state;
  enum { ROWS = 5 };
  static const int places[ROWS] = {ATLAS_LONDON, ATLAS_NEW_YORK, ATLAS_KOLKATA, ATLAS_APIA, ATLAS_UTC};
  const dp_settings settings = atlas_settings("1111100", "09:00-18:00");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  struct {
    dialplan_contact contact;
    uint64_t more;
  } rows[ROWS];
  int64_t at[ROWS], out[ROWS];
  int32_t statuses[ROWS];
  memset(rows, 0, sizeof rows);
  for (int i = 0; i < ROWS; i++) {
    rows[i].contact = atlas_contact("42", 1, &places[i]);
    at[i] = utc("2026-01-10T12:00:00Z") + i;
  }
  rows[1].contact.zones[0] = ATLAS_ZONES;
  rows[3].contact.flags = DIALPLAN_CONTACT_ZONE_UNKNOWN;
  at[4] = 0;
  assert_int_equal(
      dialplan_clip_batch(campaign, &rows[0].contact, sizeof *rows, at, ROWS, NULL, out, statuses, NULL),
      DIALPLAN_OK);
  static const int32_t expected[ROWS] = {DIALPLAN_OK, DIALPLAN_E_RANGE, DIALPLAN_OK, DIALPLAN_OK,
                                         DIALPLAN_E_RANGE};
  for (int i = 0; i < ROWS; i++) assert_int_equal(statuses[i], expected[i]);
  assert_int_equal(out[0], utc("2026-01-12T09:00:00Z"));
  assert_int_equal(out[1], 0);
  assert_int_equal(out[2], utc("2026-01-12T03:30:00Z"));
  assert_int_equal(out[3], 0); /* held */
  assert_int_equal(out[4], 0);
  /* one contact for all, and none */
  at[4] = utc("2026-01-13T12:00:00Z");
  assert_int_equal(dialplan_clip_batch(campaign, &rows[2].contact, 0, at, ROWS, NULL, out, NULL, NULL),
                   DIALPLAN_OK);
  for (int i = 0; i < 4; i++) assert_int_equal(out[i], utc("2026-01-12T03:30:00Z"));
  assert_int_equal(out[4], at[4]);
  assert_int_equal(dialplan_clip_batch(campaign, &rows[1].contact, 0, at, ROWS, NULL, out, statuses, NULL),
                   DIALPLAN_OK);
  for (int i = 0; i < ROWS; i++) assert_int_equal(statuses[i], DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_clip_batch(campaign, NULL, 0, at, ROWS, NULL, out, statuses, NULL), DIALPLAN_OK);
  for (int i = 0; i < 4; i++) assert_int_equal(out[i], utc("2026-01-12T09:00:00Z"));
  assert_int_equal(dialplan_clip_batch(campaign, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_clip_batch(campaign, NULL, 0, at, 1, NULL, NULL, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_clip_batch(campaign, &rows[0].contact, sizeof rows[0].contact - 1, at, 1, NULL,
                                       out, NULL, NULL),
                   DIALPLAN_E_SIZE);
  dialplan_campaign_free(campaign);
}

static void nothing_is_open_for_a_contact_whose_zone_is_not_known(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111111", "00:00-24:00");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  dialplan_contact contact = atlas_contact("42", 0, NULL);
  contact.flags = DIALPLAN_CONTACT_ZONE_UNKNOWN;
  assert_clipped(clip(campaign, &contact, "2026-01-13T12:00:00Z"), NULL, NULL, DIALPLAN_CLIP_NEVER,
                 DIALPLAN_REASON_ZONE_UNKNOWN, ATLAS_UTC);
  const int64_t at = utc("2026-01-13T12:00:00Z");
  int64_t out = 7;
  uint64_t count = 7;
  assert_int_equal(dialplan_close(campaign, &contact, at, NULL, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out, at);
  assert_int_equal(dialplan_prev_open(campaign, &contact, at, NULL, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out, 0);
  assert_int_equal(dialplan_open_seconds(campaign, &contact, at, at + 9, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out, 0);
  assert_int_equal(dialplan_spans(campaign, &contact, 20000, NULL, 0, &count, NULL), DIALPLAN_OK);
  assert_int_equal(count, 0);
  assert_int_equal(dialplan_place(campaign, &contact, at, at, 1, NULL, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out, 0);
  dialplan_campaign_free(campaign);
}

static void a_contacts_zones_count_when_asked_for(void **state) {
  (void)state;
  const int zone = ATLAS_KOLKATA;
  dp_settings settings = atlas_settings("1111100", "09:00-18:00");
  settings.zone_policy = DP_ZONE_POLICY_CAMPAIGN;
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dialplan_contact contact = atlas_contact("42", 1, &zone);
  const dialplan_options options = {.flags = DIALPLAN_OPTION_CONTACT_ZONES};
  const int64_t at = utc("2026-01-13T03:30:00Z");
  dialplan_clipped out;
  assert_int_equal(dialplan_clip(campaign, &contact, at, NULL, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out.at, utc("2026-01-13T09:00:00Z"));
  assert_int_equal(dialplan_clip(campaign, &contact, at, &options, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out.at, at);
  uint16_t home = 77;
  assert_int_equal(dialplan_home_zone(campaign, &contact, &options, &home, NULL), DIALPLAN_OK);
  assert_int_equal(home, contact.zones[0]);
  assert_int_equal(dialplan_home_zone(campaign, &contact, NULL, &home, NULL), DIALPLAN_OK);
  assert_int_equal(home, dialplan_campaign_zone(campaign));
  home = 77;
  const dialplan_contact nowhere = {.zone_count = 1, .zones = {9999}};
  assert_int_equal(dialplan_home_zone(campaign, &nowhere, &options, &home, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_home_zone(NULL, &contact, NULL, &home, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_home_zone(campaign, &contact, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(home, 77);
  dialplan_campaign_free(campaign);
}

static void a_region_chooses_its_rules(void **state) {
  (void)state;
  static const char *const regions[] = {"US-FL"};
  uint32_t count;
  dp_guard_rule rule = *dp_guard_business_hours(&count);
  rule.regions = regions;
  rule.region_count = 1;
  dp_settings settings = atlas_settings("1111111", "00:00-24:00");
  settings.guard = (dp_guard){&rule, 1};
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  dialplan_contact contact = atlas_contact("42", 0, NULL);
  assert_int_equal(clip(campaign, &contact, "2026-01-13T03:00:00Z").reason, DIALPLAN_REASON_GUARD);
  assert_int_equal(clip(campaign, &contact, "2026-01-13T03:00:00Z").rule, 1);
  memcpy(contact.region, "US-TX", 5);
  assert_int_equal(clip(campaign, &contact, "2026-01-13T03:00:00Z").reason, DIALPLAN_REASON_OPEN);
  memcpy(contact.region, "US-FL", 5);
  assert_int_equal(clip(campaign, &contact, "2026-01-13T03:00:00Z").at, utc("2026-01-13T08:00:00Z"));
  memcpy(contact.region, "US-FLXYZ", 8); /* all eight bytes: still a text */
  assert_int_equal(clip(campaign, &contact, "2026-01-13T03:00:00Z").reason, DIALPLAN_REASON_OPEN);
  dialplan_campaign_free(campaign);
}

/* Each question with one argument changed: what it says, and that its output stays as it was. */
static void refused(const dialplan_campaign *campaign, const dialplan_contact *contact, int64_t at,
                    const dialplan_options *options, dialplan_status expected) {
  dialplan_error err = {0};
  dialplan_clipped clipped = {.at = 7};
  int64_t out = 7;
  assert_int_equal(dialplan_clip(campaign, contact, at, options, &clipped, &err), expected);
  assert_int_equal(err.status, expected);
  assert_true(err.code[0] && err.message[0]);
  assert_int_equal(clipped.at, 7);
  assert_int_equal(dialplan_close(campaign, contact, at, options, &out, NULL), expected);
  assert_int_equal(dialplan_prev_open(campaign, contact, at, options, &out, NULL), expected);
  assert_int_equal(dialplan_place(campaign, contact, 1000, at, 1, options, &out, NULL), expected);
  if (!options) assert_int_equal(dialplan_open_seconds(campaign, contact, at, at, &out, NULL), expected);
  assert_int_equal(out, 7);
}

static void arguments_are_checked(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111100", "09:00-18:00");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const int zone = ATLAS_LONDON;
  dialplan_contact contact = atlas_contact("42", 1, &zone);
  dialplan_options options = {0};
  refused(NULL, NULL, 1000, NULL, DIALPLAN_E_ARGUMENT);
  refused(campaign, NULL, 0, NULL, DIALPLAN_E_RANGE);
  refused(campaign, NULL, -5, NULL, DIALPLAN_E_RANGE);
  refused(campaign, NULL, DP_INSTANT_END, NULL, DIALPLAN_E_RANGE);
  options.size = 8;
  refused(campaign, NULL, 1000, &options, DIALPLAN_E_SIZE);
  options = (dialplan_options){.flags = 1u << 31};
  refused(campaign, NULL, 1000, &options, DIALPLAN_E_ARGUMENT);
  options = (dialplan_options){.horizon_days = 3661};
  refused(campaign, NULL, 1000, &options, DIALPLAN_E_RANGE);
  contact.size = 4;
  refused(campaign, &contact, 1000, NULL, DIALPLAN_E_SIZE);
  contact.size = 0;
  contact.zone_count = 65;
  refused(campaign, &contact, 1000, NULL, DIALPLAN_E_RANGE);
  contact.zone_count = 2;
  contact.zones[1] = ATLAS_ZONES;
  refused(campaign, &contact, 1000, NULL, DIALPLAN_E_RANGE);

  int64_t out = 7;
  uint64_t count = 7;
  dialplan_span span;
  assert_int_equal(dialplan_clip(campaign, NULL, 1000, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_open_seconds(campaign, NULL, 1000, 999, &out, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_open_seconds(campaign, NULL, 1000, DP_INSTANT_END + 1, &out, NULL),
                   DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_place(campaign, NULL, 0, 1000, 1, NULL, &out, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(out, 7);
  assert_int_equal(dialplan_open_seconds(campaign, NULL, 1000, DP_INSTANT_END, &out, NULL), DIALPLAN_OK);
  out = 7;
  assert_int_equal(dialplan_spans(campaign, NULL, -1, &span, 1, &count, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_spans(campaign, NULL, DP_DATE_END, &span, 1, &count, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_spans(campaign, NULL, 0, NULL, 1, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_spans(campaign, &contact, 0, &span, 1, &count, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_spans(NULL, NULL, 0, &span, 1, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_spans(campaign, NULL, 0, &span, 1, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(count, 7);
  const int64_t at = 1000;
  assert_int_equal(dialplan_clip_batch(NULL, NULL, 0, &at, 1, NULL, &out, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_clip_batch(campaign, NULL, 0, NULL, 1, NULL, &out, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_clip_batch(campaign, NULL, 0, &at, 1, NULL, NULL, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_clip_batch(campaign, NULL, 0, &at, 1, &options, &out, NULL, NULL),
                   DIALPLAN_E_RANGE); /* a horizon of 3,661 days */
  assert_int_equal(out, 7);
  assert_int_equal(dialplan_clip_batch(campaign, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL), DIALPLAN_OK);
  dialplan_campaign_free(campaign);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(clip_says_when_why_and_until_when),
      cmocka_unit_test(clip_finds_nothing),
      cmocka_unit_test(an_endless_span_has_no_close),
      cmocka_unit_test(prev_seconds_spans_and_place),
      cmocka_unit_test(a_batch_answers_each_row),
      cmocka_unit_test(nothing_is_open_for_a_contact_whose_zone_is_not_known),
      cmocka_unit_test(a_contacts_zones_count_when_asked_for),
      cmocka_unit_test(a_region_chooses_its_rules),
      cmocka_unit_test(arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
