/* SPDX-License-Identifier: MIT */
/* Errors of campaign and account files: every one with its code and its place, all in one pass. */
#include "unit/campaign_errors.h"

static void bad_keys(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE "windos: 1\n", "unknown-key", 5, 1, DIALPLAN_E_KEY, "windos"},
      {BASE "retry: {intensty: moderate}\n", "unknown-key", 5, 9, DIALPLAN_E_KEY, "retry.intensty"},
      {BASE "max_attempts: 5\n", "unknown-key", 5, 1, DIALPLAN_E_KEY, "max_attempts"},
      {BASE "<<: {a: b}\n", "unknown-key", 5, 1, DIALPLAN_E_KEY, "<<"},
      {BASE "priority: 1\npriority: 2\n", "repeated-key", 6, 1, DIALPLAN_E_KEY, "priority"},
      {BASE "retry:\n  wait: 1h\n  wait: 2h\n", "repeated-key", 7, 3, DIALPLAN_E_KEY, "retry.wait"},
      {"seed: s\ntimezone: UTC\nwindows: 09:00-18:00\n", "missing-key", 1, 1, DIALPLAN_E_KEY, ""},
      {"name: A\nseed: s\nwindows: 09:00-18:00\n", "missing-key", 1, 1, DIALPLAN_E_KEY, ""},
      {"name: A\nseed: s\ntimezone: UTC\n", "missing-key", 1, 1, DIALPLAN_E_KEY, ""},
      {"name:\nseed: s\ntimezone: UTC\nwindows: 09:00-18:00\n", "missing-key", 1, 1, DIALPLAN_E_KEY, "name"},
      {"name: ''\nseed: s\ntimezone: UTC\nwindows: 09:00-18:00\n", "missing-key", 1, 1, DIALPLAN_E_KEY,
       "name"},
      {"- name\n", "wrong-type", 1, 1, VALUE, ""},
      {"just a text\n", "wrong-type", 1, 1, VALUE, ""},
      {BASE "dialplan: 2\n", "out-of-range", 5, 11, VALUE, "dialplan"},
      {BASE "retry: moderate\n", "wrong-type", 5, 8, VALUE, "retry"},
      {BASE "callbacks: [a]\n", "wrong-type", 5, 12, VALUE, "callbacks"},
  };
  EXPECT_ALL(table);
}

static void bad_documents(void **state) {
  (void)state;
  static const bad table[] = {
      {"", "empty-document", 1, 1, DIALPLAN_E_DOCUMENT, ""},
      {"name: A\n  x: [\n", "syntax", 2, 4, DIALPLAN_E_DOCUMENT, ""},
      {BASE "agent: &a x\n", "anchor", 5, 8, DIALPLAN_E_DOCUMENT, ""},
      {BASE "---\n", "several-documents", 5, 1, DIALPLAN_E_DOCUMENT, ""},
      {BASE "agent: \xFF\n", "not-utf8", 5, 8, DIALPLAN_E_DOCUMENT, ""},
  };
  EXPECT_ALL(table);
}

static void bad_scalars(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE "status: actve\n", "unknown-word", 5, 9, VALUE, "status"},
      {BASE "status: [active]\n", "unknown-word", 5, 9, VALUE, "status"},
      {BASE "status:\n", "unknown-word", 5, 1, VALUE, "status"},
      {BASE "trigger: timer\n", "unknown-word", 5, 10, VALUE, "trigger"},
      {BASE "priority: 101\n", "out-of-range", 5, 11, VALUE, "priority"},
      {BASE "priority: -101\n", "out-of-range", 5, 11, VALUE, "priority"},
      {BASE "priority: 99999999999999999999\n", "out-of-range", 5, 11, VALUE, "priority"},
      {BASE "priority: high\n", "wrong-type", 5, 11, VALUE, "priority"},
      {BASE "priority: \"5\"\n", "wrong-type", 5, 11, VALUE, "priority"},
      {BASE "priority: 010\n", "wrong-type", 5, 11, VALUE, "priority"},
      {BASE "priority: 1.5\n", "wrong-type", 5, 11, VALUE, "priority"},
      {BASE "priority: {a: 1}\n", "wrong-type", 5, 11, VALUE, "priority"},
      {BASE "priority: off\n", "wrong-type", 5, 11, VALUE, "priority"},
      {BASE "description: [a]\n", "wrong-type", 5, 14, VALUE, "description"},
      {BASE "purpose: Debt!\n", "bad-text", 5, 10, VALUE, "purpose"},
      {BASE "country: India\n", "bad-text", 5, 10, VALUE, "country"},
      {BASE "country: in\n", "bad-text", 5, 10, VALUE, "country"},
      {BASE "horizon: 3661d\n", "out-of-range", 5, 10, VALUE, "horizon"},
      {BASE "horizon: 12h\n", "out-of-range", 5, 10, VALUE, "horizon"},
      {BASE "horizon: 400\n", "bad-duration", 5, 10, VALUE, "horizon"},
      {BASE "jitter: 1d\n", "bad-duration", 5, 9, VALUE, "jitter"},
      {BASE "jitter: 25h\n", "out-of-range", 5, 9, VALUE, "jitter"},
      {BASE "jitter: 5m1h\n", "bad-duration", 5, 9, VALUE, "jitter"},
      {BASE "close_margin: -5m\n", "bad-duration", 5, 15, VALUE, "close_margin"},
      {BASE "close_margin: off\n", "bad-duration", 5, 15, VALUE, "close_margin"},
      {BASE "close_margin:\n", "wrong-type", 5, 1, VALUE, "close_margin"},
      {BASE "call: {max_duration: 31m}\n", "out-of-range", 5, 22, VALUE, "call.max_duration"},
      {BASE "safety: {respect_dnc: maybe}\n", "wrong-type", 5, 23, VALUE, "safety.respect_dnc"},
      {BASE "safety: {respect_dnc: \"true\"}\n", "wrong-type", 5, 23, VALUE, "safety.respect_dnc"},
      {BASE "safety: {respect_dnc: null}\n", "wrong-type", 5, 23, VALUE, "safety.respect_dnc"},
      {BASE "lease_then: oldest\n", "unknown-word", 5, 13, VALUE, "lease_then"},
      {BASE "lease_order: [pending, retry]\n", "bad-list", 5, 14, VALUE, "lease_order"},
      {BASE "lease_order: [pending, retry, retry]\n", "bad-list", 5, 14, VALUE, "lease_order"},
      {BASE "lease_order: [pending, retry, calback]\n", "unknown-word", 5, 31, VALUE, "lease_order[2]"},
      {BASE "dnc: [{a: b}]\n", "wrong-type", 5, 7, VALUE, "dnc[0]"},
  };
  EXPECT_ALL(table);
}

static void bad_times(void **state) {
  (void)state;
  static const bad table[] = {
      {"name: A\nseed: s\ntimezone: Europe/Lundon\nwindows: 09:00-18:00\n", "unknown-zone", 3, 11,
       DIALPLAN_E_ZONE_UNKNOWN, "timezone"},
      {BASE "schedule: {start: 2026-02-30}\n", "impossible-time", 5, 19, VALUE, "schedule.start"},
      {BASE "schedule: {start: soon}\n", "bad-time", 5, 19, VALUE, "schedule.start"},
      {BASE "schedule: {start: 2026-03-02T24:00}\n", "impossible-time", 5, 19, VALUE, "schedule.start"},
      {BASE "schedule: {start: [2026-03-02]}\n", "wrong-type", 5, 19, VALUE, "schedule.start"},
      {BASE "schedule:\n  end: 2026-03-01\n  start: 2026-03-02\n", "end-not-after-start", 6, 8,
       DIALPLAN_E_CONFLICT, "schedule.end"},
      {BASE "schedule: {start: 2026-03-02T09:00, end: 2026-03-02T09:00}\n", "end-not-after-start", 5, 42,
       DIALPLAN_E_CONFLICT, "schedule.end"},
      {BASE "schedule: {repeat: hourly}\n", "bad-text", 5, 20, VALUE, "schedule.repeat"},
      {BASE "callbacks: {dayparts: {morning: \"24:00\"}}\n", "bad-time", 5, 33, VALUE,
       "callbacks.dayparts.morning"},
      {BASE "callbacks: {day_only: later}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
      {BASE "callbacks: {day_only: \"9:60\"}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
  };
  EXPECT_ALL(table);
}

static void bad_windows(void **state) {
  (void)state;
  static const bad table[] = {
      {HEAD "windows: 09:00\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: 09:00-25:00\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: 09:00-24:01\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: 24:00-09:00\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: 9-18\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: 09:0a-18:00\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: off\n", "wrong-type", 4, 10, VALUE, "windows"},
      {HEAD "windows: [09:00-12:00, [13:00-14:00]]\n", "bad-span", 4, 24, VALUE, "windows[1]"},
      {HEAD "windows: {mon: [09:00-12:00, 13:00-14:00, 9:00-12:00]}\n", "repeated-window", 4, 43, VALUE,
       "windows.mon[2]"},
      {HEAD "windows: {monday: 09:00-18:00}\n", "unknown-day", 4, 11, DIALPLAN_E_KEY, "windows.monday"},
      {HEAD "windows: {mon-: 09:00-18:00}\n", "unknown-day", 4, 11, DIALPLAN_E_KEY, "windows.mon-"},
      {HEAD "windows: {mon-xxx: 09:00-18:00}\n", "unknown-day", 4, 11, DIALPLAN_E_KEY, "windows.mon-xxx"},
      {HEAD "windows: {mon: 09:00-18:00, mon: off}\n", "repeated-key", 4, 29, DIALPLAN_E_KEY, "windows.mon"},
      {HEAD "windows: {mon-fri: 09:00-18:00, tue-sat: 10:00-12:00}\n", "equal-breadth", 4, 33,
       DIALPLAN_E_CONFLICT, "windows.tue-sat"},
      {HEAD "windows: {weekends: off, sat-sun: off}\n", "equal-breadth", 4, 26, DIALPLAN_E_CONFLICT,
       "windows.sat-sun"},
      {HEAD "windows: {mon: off, mon-mon: off}\n", "equal-breadth", 4, 21, DIALPLAN_E_CONFLICT,
       "windows.mon-mon"},
      {HEAD "windows: {mon-fri: off, tue-sat: off, tue: off, wed-thu: off}\n", "equal-breadth", 4, 25,
       DIALPLAN_E_CONFLICT, "windows.tue-sat"}, /* Friday is left */
      {HEAD "windows: {mon: [01:00-01:10, 02:00-02:10, 03:00-03:10, 04:00-04:10, 05:00-05:10, 06:00-06:10,\n"
            "  07:00-07:10, 08:00-08:10, 09:00-09:10, 10:00-10:10, 11:00-11:10, 12:00-12:10, 13:00-13:10,\n"
            "  14:00-14:10, 15:00-15:10, 16:00-16:10, 17:00-17:10]}\n",
       "too-many", 4, 16, DIALPLAN_E_LIMIT, "windows.mon"},
      {BASE "special_days: {2026-02-29: off}\n", "impossible-date", 5, 16, VALUE, "special_days.2026-02-29"},
      {BASE "special_days: {24.12.2026: off}\n", "bad-date", 5, 16, VALUE, "special_days.24.12.2026"},
      {BASE "special_days: {2026-12-24: noon}\n", "bad-span", 5, 28, VALUE, "special_days.2026-12-24"},
      {BASE "special_days: [2026-12-24]\n", "wrong-type", 5, 15, VALUE, "special_days"},
      {BASE "special_days: {2026-12-24: off, 2026-12-24: 09:00-10:00}\n", "repeated-key", 5, 33,
       DIALPLAN_E_KEY, "special_days.2026-12-24"},
  };
  EXPECT_ALL(table);
}

static void bad_days(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE "no_call_days: {2026-12-25: x}\n", "wrong-type", 5, 15, VALUE, "no_call_days"},
      {BASE "no_call_days:\n  - 2026-13-01\n", "impossible-date", 6, 5, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [2026-12-25, 2200-01-01]\n", "impossible-date", 5, 28, VALUE, "no_call_days[1]"},
      {BASE "no_call_days: [Christmas]\n", "bad-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [[2026-12-25]]\n", "wrong-type", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [2026-12-27..2026-12-26]\n", "end-before-start", 5, 16, DIALPLAN_E_CONFLICT,
       "no_call_days[0]"},
      {BASE "no_call_days: [2026-12-27..]\n", "bad-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [every 02-30]\n", "impossible-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [every 13-01]\n", "impossible-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [every year]\n", "bad-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [{2026-12-25: a, 2026-12-26: b}]\n", "wrong-type", 5, 16, VALUE,
       "no_call_days[0]"},
      {BASE "no_call_days: [{2026-12-25: [a]}]\n", "wrong-type", 5, 29, VALUE, "no_call_days[0].2026-12-25"},
      {BASE "no_call_days: [{ics: a.ics, onli: x}]\n", "unknown-key", 5, 29, DIALPLAN_E_KEY,
       "no_call_days[0].onli"},
      {BASE "no_call_days: [{ics: a.ics, lenient: 1}]\n", "wrong-type", 5, 38, VALUE,
       "no_call_days[0].lenient"},
      {BASE "no_call_days: [{ics: [a]}]\n", "wrong-type", 5, 22, VALUE, "no_call_days[0].ics"},
      {BASE "no_call_days: every 12-25 x\n", "bad-date", 5, 15, VALUE, "no_call_days"},
      {BASE "no_call_days: [{ics: a.ics, only: {a: b}}]\n", "wrong-type", 5, 35, VALUE,
       "no_call_days[0].only"},
      {BASE "no_call_days: [{ics: a.ics, only: [[]]}]\n", "wrong-type", 5, 36, VALUE,
       "no_call_days[0].only[0]"},
      {BASE "holidays: [a]\n", "wrong-type", 5, 11, VALUE, "holidays"},
      {BASE "holidays: {FR: [a]}\n", "wrong-type", 5, 16, VALUE, "holidays.FR"},
      {BASE "holidays: {F: a}\n", "bad-text", 5, 12, VALUE, "holidays.F"},
  };
  EXPECT_ALL(table);
}

static void bad_guards(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE "guard: {a: b}\n", "wrong-type", 5, 8, VALUE, "guard"},
      {BASE "guard: [US TCPA]\n", "bad-text", 5, 9, VALUE, "guard[0]"},
      {BASE "guard: [us-fk]\n", "unknown-pack", 5, 9, VALUE, "guard[0]"},
      {BASE "guard: [{id: a, kind: gap, least: 1h}, atlantis]\n", "unknown-pack", 5, 40, VALUE, "guard[1]"},
      {BASE "guard: [us-fl, {id: us-fl-hours, kind: gap, least: 1h}]\n", "repeated-rule", 5, 1,
       DIALPLAN_E_CONFLICT, "guard"},
      {BASE "guard: [za]\n", "missing-holidays", 5, 1, DIALPLAN_E_REFERENCE, "guard"},
      {BASE "guard: [{id: a, kind: days, holidays: [FR, DE]}]\nholidays: {FR: fr.ics}\n", "missing-holidays",
       5, 1, DIALPLAN_E_REFERENCE, "guard"},
      {BASE "guard: [{id: a, kind: days, holidays: France}]\n", "bad-text", 5, 39, VALUE,
       "guard[0].holidays"},
      {BASE "guard: [{id: a, kind: days, weekdays: [sun], eve: 10:00-12:00}]\n", "missing-key", 5, 9,
       DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [[a]]\n", "wrong-type", 5, 9, VALUE, "guard[0]"},
      {BASE "guard: [{id: a}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [{kind: hours, windows: 08:00-21:00}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY,
       "guard[0]"},
      {BASE "guard: [{id: a, kind: hour}]\n", "unknown-word", 5, 23, VALUE, "guard[0].kind"},
      {BASE "guard: [{id: a, kind: hours}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [{id: a, kind: hours, windows: 08:00-21:00, per: 24h}]\n", "unknown-key", 5, 52,
       DIALPLAN_E_KEY, "guard[0].per"},
      {BASE "guard: [{id: a, kind: hours, windows: 08:00-21:00, wen: 1}]\n", "unknown-key", 5, 52,
       DIALPLAN_E_KEY, "guard[0].wen"},
      {BASE "guard: [{id: a, kind: days}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [{id: a, kind: days, weekdays: [so]}]\n", "unknown-word", 5, 40, VALUE,
       "guard[0].weekdays[0]"},
      {BASE "guard: [{id: a, kind: days, weekdays: [sun], eve: 20:00-02:00}]\n", "bad-span", 5, 51, VALUE,
       "guard[0].eve"},
      {BASE "guard: [{id: a, kind: days, days: [{ics: x}]}]\n", "wrong-type", 5, 36, VALUE,
       "guard[0].days[0]"},
      {BASE "guard: [{id: a, kind: limit, max: 3}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [{id: a, kind: limit, max: 17, per: 24h}]\n", "out-of-range", 5, 35, VALUE,
       "guard[0].max"},
      {BASE "guard: [{id: a, kind: limit, max: 5, per: 24h, count: conversations}]\n", "out-of-range", 5, 35,
       VALUE, "guard[0].max"},
      {BASE "guard: [{id: a, kind: limit, max: 3, per: 0 days}]\n", "out-of-range", 5, 43, VALUE,
       "guard[0].per"},
      {BASE "guard: [{id: a, kind: limit, max: 3, per: year}]\n", "bad-duration", 5, 43, VALUE,
       "guard[0].per"},
      {BASE "guard: [{id: a, kind: gap}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [{id: a, kind: quiet, after: refusal}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY,
       "guard[0]"},
      {BASE "guard: [{id: a, kind: quiet, after: refusal, days: 1, for: 1h}]\n", "missing-key", 5, 9,
       DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [{id: a, kind: gap, least: 8h, effective: 2026-01-01}]\n", "bad-date", 5, 50, VALUE,
       "guard[0].effective"},
      {BASE "guard: [{id: a, kind: gap, least: 8h, effective: 2026-01-01..2026-01-01}]\n", "end-before-start",
       5, 50, DIALPLAN_E_CONFLICT, "guard[0].effective"},
      {BASE "guard: [{id: a, kind: gap, least: 8h, checked: today}]\n", "bad-date", 5, 48, VALUE,
       "guard[0].checked"},
      {BASE "guard: [{id: a, kind: gap, least: 8h, regions: [Florida]}]\n", "bad-text", 5, 49, VALUE,
       "guard[0].regions[0]"},
      {BASE "guard: [{id: a, kind: gap, least: 8h}, {id: a, kind: gap, least: 9h}]\n", "repeated-rule", 5, 40,
       DIALPLAN_E_CONFLICT, "guard[1]"},
      {BASE "guard: [{id: business-hours, kind: gap, least: 8h}]\n", "repeated-rule", 5, 9,
       DIALPLAN_E_CONFLICT, "guard[0]"},
  };
  EXPECT_ALL(table);
}

static void bad_retries(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE "retry: {max_retry_days: off}\n", "no-stop-rule", 5, 9, DIALPLAN_E_CONFLICT,
       "retry.max_retry_days"},
      {BASE "retry: {max_retry_days: 366}\n", "out-of-range", 5, 25, VALUE, "retry.max_retry_days"},
      {BASE "retry: {max_attempts: 0}\n", "out-of-range", 5, 23, VALUE, "retry.max_attempts"},
      {BASE "retry: {max_attempts: 101}\n", "out-of-range", 5, 23, VALUE, "retry.max_attempts"},
      {BASE "retry: {strategy: intervals}\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "retry.strategy"},
      {BASE "retry: {strategy: fixed}\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "retry.strategy"},
      {BASE "retry: {strategy: fixed, every: 0s}\n", "out-of-range", 5, 33, VALUE, "retry.every"},
      {BASE "retry: {strategy: intervals, intervals: []}\n", "wrong-type", 5, 41, VALUE, "retry.intervals"},
      {BASE "retry: {strategy: intervals, intervals: [20m, 1]}\n", "bad-duration", 5, 47, VALUE,
       "retry.intervals[1]"},
      {BASE "retry: {intensity: moderate, phases: [{days: 1-, calls: 1}]}\n", "conflict", 5, 30,
       DIALPLAN_E_CONFLICT, "retry.phases"},
      {BASE "retry: {phases: []}\n", "wrong-type", 5, 17, VALUE, "retry.phases"},
      {BASE "retry: {phases: [{days: 2-, calls: 1}]}\n", "bad-phase", 5, 18, VALUE, "retry.phases[0]"},
      {BASE "retry: {phases: [{days: 1-3, calls: 1}]}\n", "bad-phase", 5, 18, VALUE, "retry.phases[0]"},
      {BASE "retry: {phases: [{days: 1-3, calls: 1}, {days: 5-, calls: 1}]}\n", "bad-phase", 5, 41, VALUE,
       "retry.phases[1]"},
      {BASE "retry: {phases: [{days: 1-, calls: 1}, {days: 5-, calls: 1}]}\n", "bad-phase", 5, 18, VALUE,
       "retry.phases[0]"},
      {BASE "retry: {phases: [{days: 3-1, calls: 1}]}\n", "bad-phase", 5, 25, VALUE, "retry.phases[0].days"},
      {BASE "retry: {phases: [{days: 1-, calls: 4, dayparts: spread}]}\n", "bad-phase", 5, 36, VALUE,
       "retry.phases[0].calls"},
      {BASE "retry: {phases: [{days: 1-, calls: 2, per: 7d}]}\n", "bad-phase", 5, 44, VALUE,
       "retry.phases[0].per"},
      {BASE "retry: {phases: [{days: 1-, calls: 1, per: 36h}]}\n", "bad-duration", 5, 44, VALUE,
       "retry.phases[0].per"},
      {BASE "retry: {phases: [{days: 1-, calls: 1, gap: 1d}]}\n", "bad-duration", 5, 44, VALUE,
       "retry.phases[0].gap"},
      {BASE "retry: {phases: [{days: 1-}]}\n", "missing-key", 5, 18, DIALPLAN_E_KEY, "retry.phases[0]"},
      {BASE "retry: {outcomes: [busy]}\n", "wrong-type", 5, 19, VALUE, "retry.outcomes"},
      {BASE "retry: {outcomes: {completed: stop}}\n", "fixed-outcome", 5, 20, VALUE,
       "retry.outcomes.completed"},
      {BASE "retry: {outcomes: {bussy: stop}}\n", "unknown-outcome", 5, 20, VALUE, "retry.outcomes.bussy"},
      {BASE "retry: {outcomes: {\"sip:486\": stop}}\n", "unknown-outcome", 5, 20, VALUE,
       "retry.outcomes.sip:486"},
      {BASE "retry: {outcomes: {machine: stop, voicemail: stop}}\n", "repeated-outcome", 5, 35, VALUE,
       "retry.outcomes.voicemail"},
      {BASE "retry: {outcomes: {busy: {retries: 3}}}\n", "missing-key", 5, 26, DIALPLAN_E_KEY,
       "retry.outcomes.busy"},
      {BASE "retry: {outcomes: {busy: {after: 1h, retries: 101}}}\n", "out-of-range", 5, 47, VALUE,
       "retry.outcomes.busy.retries"},
      {BASE "retry: {outcomes: {busy: halt}}\n", "unknown-word", 5, 26, VALUE, "retry.outcomes.busy"},
      {BASE "retry: {outcomes: {busy: [stop]}}\n", "wrong-type", 5, 26, VALUE, "retry.outcomes.busy"},
      {BASE "retry: {strategy: intervals, intervals: 20}\n", "bad-duration", 5, 41, VALUE, "retry.intervals"},
      {BASE "retry: {outcomes: {base: usual}}\n", "unknown-word", 5, 26, VALUE, "retry.outcomes.base"},
      {BASE "retry: {caps: [{max: 17, per: 24h}]}\n", "out-of-range", 5, 22, VALUE, "retry.caps[0].max"},
      {BASE "retry: {caps: [{max: 3}]}\n", "missing-key", 5, 16, DIALPLAN_E_KEY, "retry.caps[0]"},
      {BASE "retry: {caps: {max: 3, per: 24h}}\n", "wrong-type", 5, 15, VALUE, "retry.caps"},
      {BASE "callbacks: {retry: []}\n", "wrong-type", 5, 20, VALUE, "callbacks.retry"},
      {BASE "callbacks: {min_confidence: 1001}\n", "out-of-range", 5, 29, VALUE, "callbacks.min_confidence"},
      {BASE "callbacks: {languages: []}\n", "wrong-type", 5, 24, VALUE, "callbacks.languages"},
      {BASE "callbacks: {languages: [english]}\n", "unknown-word", 5, 25, VALUE, "callbacks.languages[0]"},
      {BASE "callbacks: {max_ahead: 0s}\n", "out-of-range", 5, 24, VALUE, "callbacks.max_ahead"},
  };
  EXPECT_ALL(table);
}

static void bad_pacing_and_safety(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE "pacing: on\n", "wrong-type", 5, 9, VALUE, "pacing"},
      {BASE "pacing: {preset: calm}\n", "unknown-word", 5, 18, VALUE, "pacing.preset"},
      {BASE "pacing: {channels: off}\n", "wrong-type", 5, 20, VALUE, "pacing.channels"},
      {BASE "pacing: {calls_per_second: {burst: 2}}\n", "missing-key", 5, 10, DIALPLAN_E_KEY,
       "pacing.calls_per_second"},
      {BASE "pacing: {spacing: 0.4s}\n", "bad-duration", 5, 19, VALUE, "pacing.spacing"},
      {BASE "pacing: {spacing: 1.5ms}\n", "wrong-type", 5, 19, VALUE, "pacing.spacing"},
      {BASE "pacing: {poll: 0ms}\n", "out-of-range", 5, 16, VALUE, "pacing.poll"},
      {BASE "pacing: {mode: predictive}\n", "wrong-type", 5, 16, VALUE, "pacing.mode"},
      {BASE "pacing: {mode: {predictive: {answer_rate: 30%}}}\n", "missing-key", 5, 29, DIALPLAN_E_KEY,
       "pacing.mode.predictive"},
      {BASE "pacing: {mode: {predictive: {average_handle_time: 2m, answer_rate: 30}}}\n", "bad-percent", 5,
       68, VALUE, "pacing.mode.predictive.answer_rate"},
      {BASE "safety: {circuit_breaker: {failures: 101%}}\n", "out-of-range", 5, 38, VALUE,
       "safety.circuit_breaker.failures"},
      {BASE "safety: {circuit_breaker: {pause: never}}\n", "bad-duration", 5, 35, VALUE,
       "safety.circuit_breaker.pause"},
      {BASE "safety: {budget: {per_call: 1}}\n", "missing-key", 5, 10, DIALPLAN_E_KEY, "safety.budget"},
      {BASE "safety: {budget: {amount: 0}}\n", "out-of-range", 5, 27, VALUE, "safety.budget.amount"},
      {BASE "safety: {budget: {amount: 1.0000001}}\n", "bad-amount", 5, 27, VALUE, "safety.budget.amount"},
      {BASE "safety: {budget: {amount: 5, currency: rupee}}\n", "bad-text", 5, 40, VALUE,
       "safety.budget.currency"},
      {BASE "outcome_names: {ANSWERED: compleet}\n", "unknown-outcome", 5, 27, VALUE,
       "outcome_names.ANSWERED"},
      {BASE "outcome_names: {A: [busy]}\n", "unknown-outcome", 5, 20, VALUE, "outcome_names.A"},
      {BASE "outcome_names: {\"\": busy}\n", "bad-text", 5, 17, VALUE, "outcome_names."},
      {BASE "outcome_names: {A: busy, A: busy}\n", "repeated-key", 5, 26, DIALPLAN_E_KEY, "outcome_names.A"},
      {BASE "outcome_names: [a]\n", "wrong-type", 5, 16, VALUE, "outcome_names"},
      {BASE "variants: [{name: a, name: b}]\n", "repeated-key", 5, 22, DIALPLAN_E_KEY, "variants[0].name"},
      {BASE "variants: [{weight: 1}]\n", "missing-key", 5, 12, DIALPLAN_E_KEY, "variants[0]"},
      {BASE "variants: [{name: a}, {name: a}]\n", "repeated-variant", 5, 30, VALUE, "variants[1].name"},
      {BASE "variants: [{name: a, weight: 0}]\n", "conflict", 5, 11, DIALPLAN_E_CONFLICT, "variants"},
  };
  EXPECT_ALL(table);
}

static void all_errors_come_in_one_pass_and_in_order(void **state) {
  (void)state;
  static const bad table[] = {
      {NULL, "unknown-zone", 1, 11, DIALPLAN_E_ZONE_UNKNOWN, "timezone"},
      {NULL, "missing-key", 1, 1, DIALPLAN_E_KEY, ""},
      {NULL, "unknown-key", 2, 1, DIALPLAN_E_KEY, "windos"},
      {NULL, "out-of-range", 3, 11, VALUE, "priority"},
      {NULL, "impossible-time", 4, 19, VALUE, "schedule.start"},
      {NULL, "unknown-word", 5, 19, VALUE, "retry.strategy"},
      {NULL, "out-of-range", 5, 41, VALUE, "retry.max_attempts"},
  };
  const char *text = "timezone: Mars\n"
                     "windos: {daily: 09:00-18:00}\n"
                     "priority: 500\n"
                     "schedule: {start: 2026-02-30}\n"
                     "retry: {strategy: clever, max_attempts: 0}\n";
  const uint64_t errors = checked(text, NULL);
  assert_int_equal(errors, 8); /* name and windows are both missing, at 1:1 */
  assert_string_equal(list[0].code, "missing-key");
  assert_string_equal(list[1].code, "missing-key");
  assert_string_equal(list[2].code, table[0].code);
  for (uint64_t i = 3; i < errors; i++) {
    assert_string_equal(list[i].code, table[i - 1].code);
    assert_int_equal(list[i].line, table[i - 1].line);
    assert_int_equal(list[i].column, table[i - 1].column);
    assert_int_equal(list[i].status, table[i - 1].status);
    assert_string_equal(list[i].path, table[i - 1].path);
  }
}

static void messages_name_what_is_near(void **state) {
  (void)state;
  static const struct {
    const char *text, *message;
  } cases[] = {
      {BASE "windos: 1\n", "unknown key \"windos\", did you mean \"windows\"?"},
      {BASE "max_attempts: 1\n", "unknown key \"max_attempts\", did you mean \"retry.max_attempts\"?"},
      {BASE "call: {ring: 1s}\n", "unknown key \"ring\", expected ring_timeout, max_duration or stale_call"},
      {BASE "status: activ\n", "expected draft, active, paused, completed or cancelled, found \"activ\", did "
                               "you mean \"active\"?"},
      {BASE "priority: \"5\"\n", "expected a whole number, found the text \"5\""},
      {BASE "priority: 500\n", "expected a whole number from -100 to 100, found \"500\""},
      {BASE "retry: {max_attempts: 0}\n", "expected a whole number from 1 to 100, or off, found \"0\""},
      {BASE "name: B\n", "the key \"name\" is written twice, on line 1 and on line 5"},
      {BASE "retry: [a]\n", "expected keys and values, found a list"},
      {BASE "jitter: 25h\n", "expected a duration from 0s to 1d, found \"25h\""},
      {HEAD "windows: {mon-fri: off, tue-sat: off}\n",
       "\"tue-sat\" and \"mon-fri\" (line 4) both name tue and are equally broad; give that day a key of its "
       "own"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(checked(cases[i].text, NULL), 1);
    assert_string_equal(list[0].message, cases[i].message);
  }
}

static char *with_repeated(const char *head, const char *form, int count, const char *tail) {
  char *text = malloc(200000);
  size_t len = (size_t)sprintf(text, "%s", head);
  for (int i = 0; i < count; i++) len += (size_t)sprintf(text + len, form, i);
  sprintf(text + len, "%s", tail);
  return text;
}

/* Lists that are one too long, and names that are one byte too long. */
static void sizes_have_limits(void **state) {
  (void)state;
  static const struct {
    const char *head, *form;
    int count;
    const char *tail, *code;
    uint32_t column;
    int32_t status;
  } cases[] = {
      {BASE "outcome_names: {", "n%d: busy, ", 1001, "}\n", "too-many", 16, DIALPLAN_E_LIMIT},
      {BASE "holidays: {", "C%d: x, ", 301, "}\n", "too-many", 11, DIALPLAN_E_LIMIT},
      {BASE "variants: [", "{name: v%d}, ", 17, "]\n", "too-many", 11, DIALPLAN_E_LIMIT},
      {BASE "dnc: [", "f%d, ", 101, "]\n", "too-many", 6, DIALPLAN_E_LIMIT},
      {BASE "guard: [", "p%d, ", 1001, "]\n", "too-many", 8, DIALPLAN_E_LIMIT},
      {BASE "guard: [{id: a, kind: hours, windows: 00:00-24:00, regions: [", "A%03d, ", 300, "]}]\n",
       "bad-text", 62, DIALPLAN_E_VALUE},
      {BASE "retry: {strategy: intervals, intervals: [", "1h, ", 33, "]}\n", "too-many", 41,
       DIALPLAN_E_LIMIT},
      {BASE "dnc: ", "x", 496, "\n", "bad-text", 6, DIALPLAN_E_VALUE},
      {BASE "contacts: ", "x", 496, "\n", "bad-text", 11, DIALPLAN_E_VALUE},
      {BASE "no_call_days: [{ics: ", "x", 496, "}]\n", "bad-text", 22, DIALPLAN_E_VALUE},
      {BASE "outcome_names: {", "x", 129, ": busy}\n", "bad-text", 17, DIALPLAN_E_VALUE},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *text = with_repeated(cases[i].head, cases[i].form, cases[i].count, cases[i].tail);
    const bad b = {text, cases[i].code, 5, cases[i].column, cases[i].status, NULL};
    expect(&b, NULL, 0);
    free(text);
  }
}

/* Rules on hours may tell so many regions apart, and no more. */
static void regions_have_a_limit(void **state) {
  (void)state;
  char *text = with_repeated(BASE "guard: [{id: a, kind: hours, windows: 00:00-24:00, regions: [", "US-%d, ",
                             290, "]}]\n");
  const bad b = {text, "too-many-regions", 5, 1, DIALPLAN_E_LIMIT, "guard"};
  expect(&b, NULL, 0);
  free(text);
}

/* A path has room for 95 bytes: 94 of these and half a character, so the character is left out. */
static void a_long_path_is_cut_at_the_front(void **state) {
  (void)state;
  char *text = with_repeated(BASE "outcome_names: {\xC3\xA9", "x", 94, ": none}\n");
  char *path = with_repeated("", "x", 94, "");
  assert_int_equal(checked(text, NULL), 1);
  assert_string_equal(list[0].path, path);
  free(text);
  free(path);
}

static void a_list_of_errors_ends_at_a_thousand(void **state) {
  (void)state;
  char *text = malloc(64 * 1024);
  size_t len = (size_t)sprintf(text, BASE);
  for (int i = 0; i < 1500; i++) len += (size_t)sprintf(text + len, "x%d: 1\n", i);
  assert_int_equal(checked(text, NULL), 1000);
  assert_int_equal(list[999].line, 4 + 1000);
  free(text);
}

static void errors_in_the_account_name_its_text(void **state) {
  (void)state;
  static const char account_good[] = "timezone: UTC\nwindows: 09:00-10:00\n"; /* two lines */
  const bad own = {WITH_ACCOUNT "priority: 500\n", "out-of-range", 4, 11, VALUE, "priority"};
  expect(&own, account_good, 0);
  static const struct {
    const char *account;
    bad error;
  } cases[] = {
      {"timezone: UTC\nwindows: 09:00-10:00\nname: B\n",
       {WITH_ACCOUNT, "not-in-account", 3, 1, DIALPLAN_E_KEY, "name"}},
      {"timezone: UTC\nwindows: 09:00-10:00\nschedule: {}\n",
       {WITH_ACCOUNT, "not-in-account", 3, 1, DIALPLAN_E_KEY, "schedule"}},
      {"timezone: UTC\nwindows: 09:00-10:00\nretry: {wait: 1}\n",
       {WITH_ACCOUNT, "bad-duration", 3, 15, VALUE, "retry.wait"}},
      {"timezone: Nowhere/Land\nwindows: 09:00-10:00\n",
       {WITH_ACCOUNT, "unknown-zone", 1, 11, DIALPLAN_E_ZONE_UNKNOWN, "timezone"}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) expect(&cases[i].error, cases[i].account, 1);
  const bad broken = {
      WITH_ACCOUNT "timezone: UTC\nwindows: 09:00-10:00\n", "empty-document", 1, 1, DIALPLAN_E_DOCUMENT, ""};
  expect(&broken, "", 1);
  const bad missing = {WITH_ACCOUNT "timezone: UTC\nwindows: 09:00-10:00\n",
                       "missing-file",
                       3,
                       10,
                       DIALPLAN_E_REFERENCE,
                       "account"};
  expect(&missing, NULL, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_keys),
      cmocka_unit_test(bad_documents),
      cmocka_unit_test(bad_scalars),
      cmocka_unit_test(bad_times),
      cmocka_unit_test(bad_windows),
      cmocka_unit_test(bad_days),
      cmocka_unit_test(bad_guards),
      cmocka_unit_test(bad_retries),
      cmocka_unit_test(bad_pacing_and_safety),
      cmocka_unit_test(all_errors_come_in_one_pass_and_in_order),
      cmocka_unit_test(messages_name_what_is_near),
      cmocka_unit_test(sizes_have_limits),
      cmocka_unit_test(regions_have_a_limit),
      cmocka_unit_test(a_long_path_is_cut_at_the_front),
      cmocka_unit_test(a_list_of_errors_ends_at_a_thousand),
      cmocka_unit_test(errors_in_the_account_name_its_text),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
