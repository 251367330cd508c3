/* SPDX-License-Identifier: MIT */
/* The view's searches against a walk over every second of the days around clock changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "open.h"
#include "support/atlas_group.h"

enum { DAYS = 3, INSTANTS = DAYS * DP_DAY_S, LINE_DAYS = DAYS + 7, BEFORE_DAYS = 3 };

/* ---- the rules, read aloud ---- */

typedef struct wall {
  int32_t date; /* of open[0] */
  uint8_t open[LINE_DAYS * DP_DAY_S];
} wall;

typedef struct model {
  int64_t from;
  uint8_t open[INSTANTS];
  int32_t date[INSTANTS]; /* in the home zone */
} model;

static const dp_spans *starting(const dp_windows *windows, int32_t date) {
  for (uint32_t i = 0; i < windows->special_count; i++)
    if (windows->specials[i].date == date) return &windows->specials[i].spans;
  return &windows->week[dialplan_date_weekday(date) - 1];
}

static int in_spans(const dp_spans *spans, int32_t second) {
  for (uint32_t i = 0; i < spans->count; i++)
    if (spans->span[i].from_min * 60 <= second && second < spans->span[i].until_min * 60) return 1;
  return 0;
}

static void read_wall(const dp_settings *settings, wall *line) {
  for (int32_t day = 0; day < LINE_DAYS; day++) {
    const int32_t date = line->date + day;
    const int closed = dp_dayset_find(&settings->no_call_days, date) != NULL;
    const dp_spans *own = starting(&settings->windows, date),
                   *before = starting(&settings->windows, date - 1);
    uint8_t *open = line->open + day * DP_DAY_S;
    for (int32_t second = 0; second < DP_DAY_S; second += 60) /* spans begin and end on minutes */
      memset(open + second, !closed && (in_spans(own, second) || in_spans(before, second + DP_DAY_S)), 60);
  }
  int64_t left = 0; /* seconds of the merged run from here on */
  for (int32_t i = LINE_DAYS * DP_DAY_S; i-- > 0;) {
    left = line->open[i] ? left + 1 : 0;
    line->open[i] = left > settings->close_margin_s;
  }
  for (uint32_t k = 0; k < settings->guard.count; k++) {
    const dp_guard_rule *rule = &settings->guard.rules[k];
    for (int32_t i = 0; i < LINE_DAYS * DP_DAY_S; i += 60) {
      const int32_t date = line->date + i / DP_DAY_S, second = i % DP_DAY_S;
      const int32_t day = dialplan_date_weekday(date) - 1;
      const int in_force = rule->effective_from <= date && date < rule->effective_until;
      if (in_force && !in_spans(&rule->week[day], second) &&
          !in_spans(&rule->week[(day + 6) % 7], second + DP_DAY_S))
        memset(line->open + i, 0, 60);
    }
  }
}

static void read_model(const dp_settings *settings, const dialplan_contact *contact, int64_t from,
                       model *out) {
  static wall line;
  out->from = from;
  line.date = dp_date_of(from, NULL) - BEFORE_DAYS;
  read_wall(settings, &line);
  for (int32_t i = 0; i < INSTANTS; i++) {
    const int64_t at = from + i;
    out->open[i] =
        (!settings->start_at || at >= settings->start_at) && (!settings->end_at || at < settings->end_at);
    for (int k = 0; k < contact->zone_count; k++) {
      int32_t offset, second;
      assert_int_equal(dialplan_zone_offset(zones, contact->zones[k], at, &offset), DIALPLAN_OK);
      const int32_t date = dp_date_of(at + offset, &second);
      if (!line.open[(date - line.date) * DP_DAY_S + second]) out->open[i] = 0;
      if (k == 0) out->date[i] = date;
    }
  }
}

/* ---- one campaign, one contact, six days ---- */

static int64_t next_open(const model *truth, int32_t i) {
  while (i < INSTANTS && !truth->open[i]) i++;
  return i < INSTANTS ? truth->from + i : 0;
}

static int64_t prev_open(const model *truth, int32_t i) {
  while (i >= 0 && !truth->open[i]) i--;
  return i >= 0 ? truth->from + i : 0;
}

static int64_t next_closed(const model *truth, int32_t i) {
  while (i < INSTANTS && truth->open[i]) i++;
  return truth->from + i;
}

static int64_t first_of_run(const model *truth, int32_t i) {
  while (i > 0 && truth->open[i - 1]) i--;
  return i > 0 ? truth->from + i : 0; /* 0: it may have begun before */
}

static void check_instant(const dp_view *view, const model *truth, int32_t i) {
  const int64_t at = truth->from + i, until = truth->from + INSTANTS;
  const int64_t next = next_open(truth, i), prev = prev_open(truth, i);
  assert_int_equal(dp_view_open(view, at), truth->open[i]);
  assert_int_equal(dp_view_clip_until(view, at, until), next);
  if (next) assert_int_equal(dp_view_clip(view, at), next);
  if (prev) assert_int_equal(dp_view_prev(view, at), prev);
  uint16_t rule, zone;
  assert_int_equal(dp_view_reason(view, at, &rule, &zone) == DIALPLAN_REASON_OPEN, truth->open[i]);
  if (!truth->open[i]) return;
  assert_int_equal(dp_view_close(view, at, until), next_closed(truth, i));
  const int64_t opening = first_of_run(truth, i);
  if (opening) assert_int_equal(dp_view_opening(view, at), opening);
}

static void check_counts(const dp_view *view, const model *truth) {
  for (int32_t from = 0; from < INSTANTS; from += 60013) {
    int64_t seconds = 0;
    const int32_t until = from + 100003 < INSTANTS ? from + 100003 : INSTANTS;
    for (int32_t i = from; i < until; i++) {
      if (truth->open[i] && seconds % 7919 == 0)
        assert_int_equal(dp_view_nth(view, truth->from + from, truth->from + until, seconds),
                         truth->from + i);
      seconds += truth->open[i];
    }
    assert_int_equal(dp_view_seconds(view, truth->from + from, truth->from + until), seconds);
    assert_int_equal(dp_view_nth(view, truth->from + from, truth->from + until, seconds), 0);
  }
}

static void check_spans(const dp_view *view, const model *truth) {
  dialplan_span spans[DAYS + 3][64];
  uint64_t count[DAYS + 3], found[DAYS + 3] = {0};
  const int32_t first = truth->date[0],
                last = truth->date[INSTANTS - 1]; /* the model may hold parts of these */
  for (int32_t date = first; date <= last; date++) {
    count[date - first] = dp_view_spans(view, date, spans[date - first], 64);
    assert_int_equal(dp_view_spans(view, date, NULL, 0), count[date - first]);
  }
  for (int32_t i = 1; i < INSTANTS; i++) {
    const int32_t date = truth->date[i], before = truth->date[i - 1];
    const int begins = truth->open[i] && (!truth->open[i - 1] || date != before);
    const int ends = truth->open[i - 1] && (!truth->open[i] || date != before);
    if (ends && before != first && before != last)
      assert_int_equal(spans[before - first][found[before - first] - 1].until_at, truth->from + i);
    if (!begins || date == first || date == last) continue;
    assert_true(found[date - first] < count[date - first]);
    assert_int_equal(spans[date - first][found[date - first]++].from_at, truth->from + i);
  }
  for (int32_t date = first + 1; date < last; date++)
    assert_int_equal(found[date - first], count[date - first]);
}

static void check(const dp_settings *settings, const dialplan_contact *contact, int64_t from) {
  static model truth;
  read_model(settings, contact, from, &truth);
  dialplan_campaign *campaign = atlas_campaign(settings, zones);
  dp_view view;
  assert_int_equal(dp_view_init(&view, campaign, contact, NULL, NULL), DIALPLAN_OK);
  int32_t last_edge = 0;
  for (int32_t i = 1; i < INSTANTS - 1; i++) {
    const int edge = truth.open[i] != truth.open[i - 1] || truth.date[i] != truth.date[i - 1];
    if (edge) {
      check_instant(&view, &truth, i - 1);
      last_edge = i;
    }
    if (edge || i == last_edge + 1 || i % 20011 == 0) check_instant(&view, &truth, i);
  }
  check_counts(&view, &truth);
  check_spans(&view, &truth);
  dialplan_campaign_free(campaign);
}

/* Around each kind of clock change: from a day before it on. */
static const struct {
  int zone;
  const char *around;
} places[] = {
    {ATLAS_NEW_YORK, "2026-03-08"},   {ATLAS_NEW_YORK, "2026-11-01"},   {ATLAS_LONDON, "2026-03-29"},
    {ATLAS_LONDON, "1971-10-31"},     {ATLAS_LORD_HOWE, "2026-04-05"},  {ATLAS_LORD_HOWE, "2026-10-04"},
    {ATLAS_APIA, "2011-12-31"},       {ATLAS_APIA, "2012-04-01"},       {ATLAS_CARACAS, "2007-12-09"},
    {ATLAS_CARACAS, "2016-05-01"},    {ATLAS_KATHMANDU, "1986-01-01"},  {ATLAS_CASABLANCA, "2026-02-15"},
    {ATLAS_CASABLANCA, "2026-03-22"}, {ATLAS_ST_JOHNS, "2010-11-07"},   {ATLAS_MONROVIA, "1972-01-07"},
    {ATLAS_KOLKATA, "2026-12-31"},    {ATLAS_KIRITIMATI, "2024-02-29"}, {ATLAS_NIUE, "2199-12-20"},
};

static int64_t days_before(int zone, const char *date) {
  return atlas_at(zones, zone, date) - DP_DAY_S - 12345;
}

static void check_places(const dp_settings *settings, size_t first, size_t step) {
  for (size_t i = first; i < sizeof places / sizeof *places; i += step) {
    const dialplan_contact contact = atlas_contact("42", 1, &places[i].zone);
    check(settings, &contact, days_before(places[i].zone, places[i].around));
  }
}

/* ---- windows ---- */

static void plain_windows(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111100", "09:00-12:00 13:00-18:00");
  check_places(&settings, 0, 1);
}

static void windows_over_midnight(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111111", "20:00-02:30 03:15-03:45");
  check_places(&settings, 0, 1);
}

static void windows_inside_the_hours_that_clocks_skip_and_repeat(void **state) {
  (void)state;
  const dp_settings settings =
      atlas_settings("1111111", "00:00-00:10 01:15-01:45 02:10-02:20 02:50-03:05 23:30-23:40");
  check_places(&settings, 0, 1);
}

static void always_open(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1111111", "00:00-24:00");
  check_places(&settings, 0, 1);
}

static void equal_ends_are_a_whole_day(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("1010010", "06:00-06:00");
  check_places(&settings, 0, 1);
}

static void never_open(void **state) {
  (void)state;
  const dp_settings settings = atlas_settings("0000000", "");
  check_places(&settings, 0, 1);
}

/* ---- special days and no-call days, on each of the days around a change ---- */

static void special_days_take_the_place_of_what_starts(void **state) {
  (void)state;
  static const char *const spans[3] = {"10:00-11:00 23:00-03:00", "", "00:00-24:00"};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    for (int kind = 0; kind < 3; kind++) {
      const int32_t date = atlas_date(places[i].around);
      const dp_special_day specials[2] = {{date - 1, atlas_spans(spans[kind])},
                                          {date + 1, atlas_spans(spans[(kind + 1) % 3])}};
      dp_settings settings = atlas_settings("1111111", "09:00-12:00 20:00-04:00");
      settings.windows.specials = specials;
      settings.windows.special_count = 2;
      const dialplan_contact contact = atlas_contact("42", 1, &places[i].zone);
      check(&settings, &contact, days_before(places[i].zone, places[i].around));
    }
}

static void no_call_days_empty_their_date_and_no_other(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    for (int32_t day = -1; day <= 1; day++) {
      const int32_t date = atlas_date(places[i].around) + day;
      dialplan_civil civil;
      dialplan_date_split(date + 2, &civil);
      const dp_day_entry entries[2] = {{.from_date = date, .until_date = date},
                                       {.month = (uint8_t)civil.month, .day = (uint8_t)civil.day}};
      const dp_special_day special = {date, atlas_spans("00:00-24:00")};
      dp_settings settings = atlas_settings("1111111", "20:00-10:00");
      settings.no_call_days = (dp_dayset){entries, 2};
      settings.windows.specials = &special; /* a no-call day wins over a special day */
      settings.windows.special_count = 1;
      settings.close_margin_s = 1800 * (day & 1);
      const dialplan_contact contact = atlas_contact("42", 1, &places[i].zone);
      check(&settings, &contact, days_before(places[i].zone, places[i].around));
    }
}

/* ---- close margin ---- */

static void margin_is_taken_off_each_merged_run(void **state) {
  (void)state;
  static const int32_t margins[] = {1, 600, 601, 5400, 7200, 28800};
  for (size_t i = 0; i < sizeof margins / sizeof *margins; i++) {
    dp_settings settings =
        atlas_settings("1111111", "09:00-09:10 10:00-12:00 12:00-13:30 22:00-00:00 00:00-00:30");
    settings.close_margin_s = margins[i];
    check_places(&settings, i % 3, 3);
  }
}

static void margin_reaches_back_over_days(void **state) {
  (void)state;
  static const int32_t margins[] = {3600, DP_DAY_S - 1, DP_DAY_S, 30 * 3600, 2 * DP_DAY_S + 7};
  for (size_t i = 0; i < sizeof margins / sizeof *margins; i++) {
    dp_settings settings = atlas_settings("0111110", "00:00-24:00");
    settings.windows.week[5] = atlas_spans("00:00-01:00");
    settings.close_margin_s = margins[i];
    check_places(&settings, i, 5);
    settings = atlas_settings("1100111", "00:00-24:00"); /* over the end of the week */
    settings.close_margin_s = margins[i];
    check_places(&settings, i, 5);
  }
}

/* ---- guard ---- */

static void guard_rules_all_hold(void **state) {
  (void)state;
  uint32_t count;
  dp_guard_rule rules[2] = {*dp_guard_business_hours(&count), *dp_guard_business_hours(&count)};
  assert_int_equal(count, 1);
  rules[1].id = "nights";
  memset(rules[1].week, 0, sizeof rules[1].week);
  atlas_week(rules[1].week, "1111011", "17:00-09:30");
  dp_settings settings = atlas_settings("1111111", "00:00-24:00");
  settings.guard = (dp_guard){rules, 2};
  check_places(&settings, 0, 1);
  settings = atlas_settings("1111111", "07:00-08:30 19:00-22:00");
  settings.guard = (dp_guard){rules, 2};
  settings.close_margin_s = 3600; /* none where the guard ends a run */
  check_places(&settings, 0, 1);
}

static void guard_is_judged_as_of_the_civil_date(void **state) {
  (void)state;
  uint32_t count;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    for (int32_t day = -1; day <= 1; day++) {
      dp_guard_rule rules[2] = {*dp_guard_business_hours(&count), *dp_guard_business_hours(&count)};
      rules[0].effective_until = rules[1].effective_from = atlas_date(places[i].around) + day;
      atlas_week(rules[1].week, "1111111", "22:00-06:00");
      dp_settings settings = atlas_settings("1111111", "00:00-24:00");
      settings.guard = (dp_guard){rules, 2};
      const dialplan_contact contact = atlas_contact("42", 1, &places[i].zone);
      check(&settings, &contact, days_before(places[i].zone, places[i].around));
    }
}

/* ---- several zones, start, end ---- */

static void several_zones_must_all_be_open(void **state) {
  (void)state;
  static const int near[] = {ATLAS_NEW_YORK, ATLAS_ST_JOHNS, ATLAS_CARACAS};
  static const int far[] = {ATLAS_KOLKATA, ATLAS_LONDON, ATLAS_NEW_YORK};
  static const int apart[] = {ATLAS_KIRITIMATI, ATLAS_NIUE};
  static const char *const dates[] = {"2026-03-08", "2026-03-29", "2026-11-01", "2010-11-07", "2007-12-09"};
  const dp_settings windows[2] = {atlas_settings("1111110", "09:00-18:00"),
                                  atlas_settings("1111111", "06:00-11:00 18:00-02:00")};
  for (int k = 0; k < 2; k++)
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
      const dialplan_contact contacts[3] = {atlas_contact("1", 3, near), atlas_contact("2", 3, far),
                                            atlas_contact("3", 2, apart)};
      for (int c = 0; c < 3; c++) check(&windows[k], &contacts[c], days_before(ATLAS_UTC, dates[i]));
    }
}

static void start_and_end_bound_everything(void **state) {
  (void)state;
  const int zone = ATLAS_NEW_YORK;
  const dialplan_contact contact = atlas_contact("42", 1, &zone);
  dp_settings settings = atlas_settings("1111111", "09:00-18:00 23:00-03:00");
  settings.start_at = atlas_at(zones, zone, "2026-11-01T01:30:05-04:00");
  settings.end_at = atlas_at(zones, zone, "2026-11-02T10:11:12");
  check(&settings, &contact, days_before(zone, "2026-11-01"));
}

/* ---- what the walk does not see ---- */

static void the_horizon_counts_from_the_start(void **state) {
  (void)state;
  const int zone = ATLAS_UTC;
  const dialplan_contact contact = atlas_contact("42", 1, &zone);
  const dialplan_options options = {.horizon_days = 2};
  dp_settings settings = atlas_settings("1000000", "09:00-10:00"); /* 2026-03-02 is a Monday */
  settings.start_at = atlas_at(zones, zone, "2026-02-28T09:00:00Z");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  dp_view view;
  assert_int_equal(dp_view_init(&view, campaign, &contact, &options, NULL), DIALPLAN_OK);
  const int64_t monday = atlas_at(zones, zone, "2026-03-02T09:00:00Z");
  assert_int_equal(dp_view_clip(&view, settings.start_at + 1), monday);
  assert_int_equal(dp_view_clip(&view, settings.start_at), 0); /* its last second is the one before */
  assert_int_equal(dp_view_clip(&view, 1), 0);                 /* as from the start */
  assert_int_equal(dp_view_prev(&view, monday + 3599 + 2 * DP_DAY_S - 1), monday + 3599);
  assert_int_equal(dp_view_prev(&view, monday + 3599 + 2 * DP_DAY_S), 0);
  dialplan_campaign_free(campaign);
}

static void nothing_is_open_outside_the_valid_range(void **state) {
  (void)state;
  static const int edges[] = {ATLAS_UTC, ATLAS_KIRITIMATI, ATLAS_NIUE, ATLAS_MONROVIA};
  const dp_settings settings = atlas_settings("1111111", "00:00-24:00");
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  for (int k = 0; k < 4; k++) {
    const dialplan_contact contact = atlas_contact("42", 1, &edges[k]);
    dp_view view;
    assert_int_equal(dp_view_init(&view, campaign, &contact, NULL, NULL), DIALPLAN_OK);
    assert_int_equal(dp_view_clip(&view, 1), 1);
    assert_int_equal(dp_view_opening(&view, 500), 1);
    assert_int_equal(dp_view_clip(&view, DP_INSTANT_END - 1), DP_INSTANT_END - 1);
    assert_int_equal(dp_view_clip(&view, DP_INSTANT_END), 0);
    assert_int_equal(dp_view_close(&view, 1, DP_INSTANT_END), DP_INSTANT_END);
    assert_int_equal(dp_view_seconds(&view, 1, DP_INSTANT_END), DP_INSTANT_END - 1);
  }
  dialplan_campaign_free(campaign);
}

static void ambiguous_without_an_hour_in_common(void **state) {
  (void)state;
  static const int apart[] = {ATLAS_LONDON, ATLAS_NEW_YORK}, twins[] = {ATLAS_KOLKATA, ATLAS_KOLKATA};
  const int64_t now = atlas_at(zones, ATLAS_UTC, "2026-01-14T00:00:00Z"); /* a Wednesday; 5 h apart */
  static const struct {
    const char *days, *spans;
    int ambiguous;
  } cases[] = {{"1111111", "09:00-15:00", 0},
               {"1111111", "09:00-14:59", 1},
               {"0010000", "09:00-15:00", 0},
               {"1111111", "09:00-10:00", 1},
               {"1111111", "09:00-09:30", 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dp_settings settings = atlas_settings(cases[i].days, cases[i].spans);
    const dp_day_entry closed = {.from_date = 0, .until_date = DP_DATE_END - 1}; /* no say in this */
    settings.no_call_days = (dp_dayset){&closed, 1};
    settings.end_at = now;
    dialplan_campaign *campaign = atlas_campaign(&settings, zones);
    const dialplan_contact contacts[2] = {atlas_contact("1", 2, apart), atlas_contact("2", 2, twins)};
    dp_view view;
    assert_int_equal(dp_view_init(&view, campaign, &contacts[0], NULL, NULL), DIALPLAN_OK);
    assert_int_equal(dp_view_ambiguous(&view, now), cases[i].ambiguous);
    /* 2026-01-14T15:00Z ends the common hour; from its first second on, a week later is too far for a
     * Wednesday */
    if (i == 2) assert_int_equal(dp_view_ambiguous(&view, now + 14 * 3600 + 1), 1);
    assert_int_equal(dp_view_init(&view, campaign, &contacts[1], NULL, NULL), DIALPLAN_OK);
    assert_int_equal(dp_view_ambiguous(&view, now), 0);
    dialplan_campaign_free(campaign);
  }
}

static void zones_by_policy(void **state) {
  (void)state;
  const int own[] = {ATLAS_LONDON, ATLAS_KOLKATA};
  dp_settings settings = atlas_settings("1111111", "09:00-18:00");
  settings.zone = ATLAS_NEW_YORK;
  for (int policy = DP_ZONE_POLICY_CONTACT; policy <= DP_ZONE_POLICY_CAMPAIGN; policy++)
    for (int unknown = DP_ZONE_CAMPAIGN; unknown <= DP_ZONE_HOLD; unknown++) {
      settings.zone_policy = (uint8_t)policy;
      settings.unknown_zone = (uint8_t)unknown;
      dialplan_campaign *campaign = atlas_campaign(&settings, zones);
      dialplan_contact with = atlas_contact("1", 2, own), without = atlas_contact("2", 0, NULL);
      const int by_contact = policy == DP_ZONE_POLICY_CONTACT;
      dp_view view;
      assert_int_equal(dp_view_init(&view, campaign, &with, NULL, NULL), DIALPLAN_OK);
      assert_int_equal(view.zone_count, by_contact ? 2 : 1);
      assert_int_equal(view.zone[0], by_contact ? ATLAS_LONDON : ATLAS_NEW_YORK);
      assert_int_equal(view.hold, 0);
      const dialplan_options always = {.flags = DIALPLAN_OPTION_CONTACT_ZONES};
      assert_int_equal(dp_view_init(&view, campaign, &with, &always, NULL), DIALPLAN_OK);
      assert_int_equal(view.zone_count, 2);
      dp_view_campaign_zone(&view);
      assert_int_equal(view.zone_count, 1);
      assert_int_equal(view.zone[0], ATLAS_NEW_YORK);
      assert_int_equal(dp_view_init(&view, campaign, &without, NULL, NULL), DIALPLAN_OK);
      assert_int_equal(view.zone[0], ATLAS_NEW_YORK);
      assert_int_equal(view.hold, by_contact && unknown == DP_ZONE_HOLD ? DIALPLAN_REASON_ZONE_UNKNOWN : 0);
      without.flags = DIALPLAN_CONTACT_ZONE_UNKNOWN;
      assert_int_equal(dp_view_init(&view, campaign, &without, NULL, NULL), DIALPLAN_OK);
      assert_int_equal(view.hold, by_contact ? DIALPLAN_REASON_ZONE_UNKNOWN : 0);
      assert_int_equal(dp_view_init(&view, campaign, NULL, NULL, NULL), DIALPLAN_OK);
      assert_int_equal(view.hold, 0);
      dialplan_campaign_free(campaign);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_windows),
      cmocka_unit_test(windows_over_midnight),
      cmocka_unit_test(windows_inside_the_hours_that_clocks_skip_and_repeat),
      cmocka_unit_test(always_open),
      cmocka_unit_test(equal_ends_are_a_whole_day),
      cmocka_unit_test(never_open),
      cmocka_unit_test(special_days_take_the_place_of_what_starts),
      cmocka_unit_test(no_call_days_empty_their_date_and_no_other),
      cmocka_unit_test(margin_is_taken_off_each_merged_run),
      cmocka_unit_test(margin_reaches_back_over_days),
      cmocka_unit_test(guard_rules_all_hold),
      cmocka_unit_test(guard_is_judged_as_of_the_civil_date),
      cmocka_unit_test(several_zones_must_all_be_open),
      cmocka_unit_test(start_and_end_bound_everything),
      cmocka_unit_test(the_horizon_counts_from_the_start),
      cmocka_unit_test(nothing_is_open_outside_the_valid_range),
      cmocka_unit_test(ambiguous_without_an_hour_in_common),
      cmocka_unit_test(zones_by_policy),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
