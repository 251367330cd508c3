/* SPDX-License-Identifier: MIT */
/* Placing an attempt in open time: the buffer behind an opening, and the zone that bound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "draw.h"
#include "open.h"
#include "support/atlas_group.h"

/* One campaign seen by contact "42" in one zone; 2026-03-02 is a Monday. */
typedef struct scene {
  dp_settings settings;
  dialplan_campaign *campaign;
  dialplan_contact contact;
  dp_view view;
  int zone;
} scene;

static void open_scene(scene *it, int zone) {
  it->zone = zone;
  it->settings.name = "march";
  it->contact = atlas_contact("42", 1, &zone);
  it->campaign = atlas_campaign(&it->settings, zones);
  assert_int_equal(dp_view_init(&it->view, it->campaign, &it->contact, NULL, NULL), DIALPLAN_OK);
}

static void close_scene(scene *it) { dialplan_campaign_free(it->campaign); }

static int64_t at(const scene *it, const char *text) { return atlas_at(zones, it->zone, text); }

static int64_t place(const scene *it, int64_t bound, int64_t now, uint32_t attempt) {
  return dp_view_place(&it->view, bound, now, attempt, NULL);
}

/* The buffer of the manual, for a span that opens on a date and lasts so long. */
static int64_t buffer_of(const scene *it, const char *date, uint32_t attempt, int64_t length) {
  const int64_t most = it->settings.jitter_s < length - 1 ? it->settings.jitter_s : length - 1;
  return (int64_t)dp_draw_below(
      dp_draw(dp_draw_hash("march", 5), dp_draw_hash("42", 2), attempt, 1, atlas_date(date)),
      (uint64_t)most + 1);
}

static void due_inside_its_span_is_not_moved(void **state) {
  (void)state;
  scene it = {.settings = atlas_settings("1111100", "09:00-18:00")};
  open_scene(&it, ATLAS_LONDON);
  const int64_t bound = at(&it, "2026-03-02T10:00:00");
  assert_int_equal(place(&it, bound, bound, 1), bound);
  assert_int_equal(place(&it, bound, bound - 86400, 1), bound);
  assert_int_equal(place(&it, bound, bound + 3600, 1), bound + 3600);
  const int64_t opening = at(&it, "2026-03-02T09:00:00"); /* due at the opening itself: not before it */
  assert_int_equal(place(&it, opening, opening, 1), opening);
  assert_int_equal(place(&it, opening, opening + 1, 1), opening + 1);
  close_scene(&it);
}

static void due_before_the_opening_starts_behind_it(void **state) {
  (void)state;
  scene it = {.settings = atlas_settings("1111100", "09:00-18:00")};
  open_scene(&it, ATLAS_LONDON);
  const int64_t bound = at(&it, "2026-02-28T12:00:00"), opening = at(&it, "2026-03-02T09:00:00");
  for (uint32_t attempt = 1; attempt < 50; attempt++) {
    const int64_t buffer = buffer_of(&it, "2026-03-02", attempt, 9 * 3600);
    const int64_t expected = opening + buffer;
    const int64_t now[] = {1, bound, bound + 1, opening - 1, opening, expected - 1, expected};
    for (size_t i = 0; i < sizeof now / sizeof *now; i++) {
      dp_buffer put;
      if (now[i] <= expected) {
        assert_int_equal(dp_view_place(&it.view, bound, now[i], attempt, &put), expected);
        assert_int_equal(put.opening, opening);
        assert_int_equal(put.seconds, buffer);
        assert_int_equal(put.most, 900);
      }
    }
    assert_int_equal(place(&it, bound, expected + 1, attempt), expected + 1);
    assert_int_equal(place(&it, opening - 1, expected, attempt), expected);
    /* overdue since yesterday: today's opening has its own buffer */
    assert_int_equal(place(&it, expected, opening + 86400, attempt),
                     opening + 86400 + buffer_of(&it, "2026-03-03", attempt, 9 * 3600));
  }
  close_scene(&it);
}

static void buffers_spread_over_the_jitter(void **state) {
  (void)state;
  scene it = {.settings = atlas_settings("1111100", "09:00-18:00")};
  it.settings.jitter_s = 99;
  open_scene(&it, ATLAS_LONDON);
  const int64_t opening = at(&it, "2026-03-02T09:00:00");
  int seen[100] = {0};
  for (uint64_t key = 0; key < 10000; key++) {
    it.view.key = key;
    const int64_t buffer = place(&it, opening - 1, opening - 1, 1) - opening;
    assert_in_range(buffer, 0, 99);
    seen[buffer]++;
  }
  /* 100 of each expected, standard deviation 10; the keys are fixed, so that this cannot fail by chance */
  for (int i = 0; i < 100; i++) assert_in_range(seen[i], 55, 145);
  close_scene(&it);
}

static void a_short_span_caps_its_buffer(void **state) {
  (void)state;
  scene it = {.settings = atlas_settings("1111100", "09:00-09:10")};
  it.settings.close_margin_s = 60;
  open_scene(&it, ATLAS_LONDON);
  const int64_t opening = at(&it, "2026-03-02T09:00:00");
  for (uint32_t attempt = 1; attempt < 200; attempt++) {
    dp_buffer put;
    const int64_t found = dp_view_place(&it.view, opening - 5, 1, attempt, &put);
    assert_int_equal(put.most, 539);
    assert_int_equal(found, opening + buffer_of(&it, "2026-03-02", attempt, 540));
    assert_true(dp_view_open(&it.view, found));
  }
  close_scene(&it);
  it.settings = atlas_settings("1111100", "09:00-09:10");
  it.settings.close_margin_s = 599; /* one second is left: no choice */
  open_scene(&it, ATLAS_LONDON);
  assert_int_equal(place(&it, opening - 5, 1, 1), opening);
  close_scene(&it);
}

static void a_span_is_whole_over_midnight(void **state) {
  (void)state;
  scene it = {.settings = atlas_settings("1111111", "23:55-24:00 00:00-00:10")};
  open_scene(&it, ATLAS_KOLKATA);
  const int64_t opening = at(&it, "2026-03-02T23:55:00");
  int later = 0;
  for (uint32_t attempt = 1; attempt < 100; attempt++) {
    const int64_t expected = opening + buffer_of(&it, "2026-03-02", attempt, 900);
    assert_int_equal(place(&it, opening - 60, opening - 60, attempt), expected);
    /* asked behind midnight: still the span that opened before it */
    assert_int_equal(place(&it, opening - 60, opening + 300, attempt),
                     expected > opening + 300 ? expected : opening + 300);
    assert_int_equal(place(&it, opening, opening + 300, attempt), opening + 300);
    later += expected >= opening + 300;
  }
  assert_in_range(later, 40, 95); /* two thirds lie behind midnight */
  close_scene(&it);
}

static void a_repeated_hour_makes_two_spans(void **state) {
  (void)state;
  scene it = {.settings = atlas_settings("1111111", "00:30-01:30")};
  open_scene(&it, ATLAS_NEW_YORK);
  const int64_t first = at(&it, "2026-11-01T00:30:00-04:00"), second = at(&it, "2026-11-01T01:00:00-05:00");
  for (uint32_t attempt = 1; attempt < 20; attempt++) {
    const int64_t one =
        buffer_of(&it, "2026-11-01", attempt, 3600); /* two spans of one date share the draw */
    assert_int_equal(place(&it, first - 1, first, attempt), first + one);
    assert_int_equal(place(&it, first, first + 3600, attempt),
                     second + buffer_of(&it, "2026-11-01", attempt, 1800));
    assert_int_equal(place(&it, second, second, attempt), second);
  }
  close_scene(&it);
}

static void start_and_end_open_and_close_spans(void **state) {
  (void)state;
  scene it = {.settings = atlas_settings("1111100", "09:00-18:00")};
  it.settings.start_at = atlas_at(zones, ATLAS_LONDON, "2026-03-02T10:17:05");
  it.settings.end_at = it.settings.start_at + 5;
  open_scene(&it, ATLAS_LONDON);
  for (uint32_t attempt = 1; attempt < 20; attempt++)
    assert_int_equal(place(&it, 1, 1, attempt),
                     it.settings.start_at + buffer_of(&it, "2026-03-02", attempt, 5));
  assert_int_equal(place(&it, it.settings.start_at, 1, 1), it.settings.start_at);
  assert_int_equal(place(&it, 1, it.settings.start_at + 4, 1), it.settings.start_at + 4);
  assert_int_equal(place(&it, 1, it.settings.end_at, 1), 0);
  assert_int_equal(place(&it, DP_INSTANT_END, 1, 1), 0);
  close_scene(&it);
}

static void without_jitter_or_by_request_there_is_no_buffer(void **state) {
  (void)state;
  scene it = {.settings = atlas_settings("1111100", "09:00-18:00")};
  open_scene(&it, ATLAS_LONDON);
  const int64_t opening = at(&it, "2026-03-02T09:00:00");
  assert_int_not_equal(place(&it, opening - 1, 1, 1), opening);
  const dialplan_options options = {.flags = DIALPLAN_OPTION_NO_BUFFER};
  assert_int_equal(dp_view_init(&it.view, it.campaign, &it.contact, &options, NULL), DIALPLAN_OK);
  dp_buffer put = {7, 7, 7};
  assert_int_equal(dp_view_place(&it.view, opening - 1, 1, 1, &put), opening);
  assert_int_equal(put.opening, 0);
  assert_int_equal(put.seconds, 0);
  assert_int_equal(put.most, 0);
  assert_int_equal(place(&it, 1, opening + 9, 1), opening + 9);
  close_scene(&it);
  it.settings.jitter_s = 0;
  open_scene(&it, ATLAS_LONDON);
  assert_int_equal(place(&it, opening - 1, 1, 1), opening);
  close_scene(&it);
}

static void always_open_has_one_opening(void **state) {
  (void)state;
  scene it = {.settings = atlas_settings("1111111", "00:00-24:00")};
  open_scene(&it, ATLAS_LONDON);
  const int64_t now = at(&it, "2026-03-02T09:00:00");
  assert_int_equal(place(&it, 1, now, 1), now);
  assert_int_equal(place(&it, DP_INSTANT_END - 1, now, 1), DP_INSTANT_END - 1);
  close_scene(&it);
  it.settings.start_at = now - 100; /* opened 100 s ago, after the attempt was due */
  open_scene(&it, ATLAS_LONDON);
  const int64_t buffered = now - 100 + buffer_of(&it, "2026-03-02", 3, 1000000);
  assert_int_equal(place(&it, now - 101, now, 3), buffered > now ? buffered : now);
  close_scene(&it);
}

static void the_binding_zone_is_the_first_that_was_closed(void **state) {
  (void)state;
  static const int three[] = {ATLAS_LONDON, ATLAS_NEW_YORK, ATLAS_UTC};
  dp_settings settings = atlas_settings("1111100", "09:00-18:00");
  settings.start_at = atlas_at(zones, ATLAS_UTC, "2026-01-13T15:00:00Z");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  const dialplan_contact contact = atlas_contact("42", 3, three);
  dp_view view;
  assert_int_equal(dp_view_init(&view, campaign, &contact, NULL, NULL), DIALPLAN_OK);
  const int64_t tuesday = settings.start_at,
                wednesday = tuesday + 86400 - 3600; /* New York opens at 14:00 UTC */
  assert_int_equal(dp_view_clip(&view, tuesday + 4 * 3600), wednesday);
  assert_int_equal(dp_view_binding(&view, tuesday + 4 * 3600, wednesday), ATLAS_NEW_YORK);
  assert_int_equal(dp_view_binding(&view, tuesday + 4 * 3600, wednesday + 77),
                   ATLAS_NEW_YORK);                                             /* a buffer later */
  assert_int_equal(dp_view_binding(&view, wednesday, wednesday), ATLAS_LONDON); /* the asked instant itself */
  assert_int_equal(dp_view_binding(&view, tuesday - 9999, tuesday), ATLAS_LONDON); /* the start alone bound */
  assert_int_equal(dp_view_binding(&view, tuesday, 0), ATLAS_LONDON);
  dialplan_campaign_free(campaign);

  static const int orders[2][2] = {{ATLAS_UTC, ATLAS_LONDON},
                                   {ATLAS_LONDON, ATLAS_UTC}}; /* alike in winter */
  settings = atlas_settings("1111100", "09:00-18:00");
  campaign = atlas_campaign(&settings, zones);
  for (int i = 0; i < 2; i++) {
    const dialplan_contact both = atlas_contact("43", 2, orders[i]);
    assert_int_equal(dp_view_init(&view, campaign, &both, NULL, NULL), DIALPLAN_OK);
    assert_int_equal(dp_view_binding(&view, tuesday - 9 * 3600, tuesday - 6 * 3600), orders[i][0]);
  }
  dialplan_campaign_free(campaign);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(due_inside_its_span_is_not_moved),
      cmocka_unit_test(due_before_the_opening_starts_behind_it),
      cmocka_unit_test(buffers_spread_over_the_jitter),
      cmocka_unit_test(a_short_span_caps_its_buffer),
      cmocka_unit_test(a_span_is_whole_over_midnight),
      cmocka_unit_test(a_repeated_hour_makes_two_spans),
      cmocka_unit_test(start_and_end_open_and_close_spans),
      cmocka_unit_test(without_jitter_or_by_request_there_is_no_buffer),
      cmocka_unit_test(always_open_has_one_opening),
      cmocka_unit_test(the_binding_zone_is_the_first_that_was_closed),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
