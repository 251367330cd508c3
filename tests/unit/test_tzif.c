/* SPDX-License-Identifier: MIT */
/* lib/tzif.c, lib/tzrule.c: zone files and the rules in their footers. Files are built here byte by byte, or
 * come from tests/data/tz; expected instants are those of zdump(8). */
#include "fixture.h"

#include "date.h"
#include "tzif.h"
#include "tzrule.h"

/* --- a builder of zone files --- */

typedef struct file {
  uint8_t bytes[8192];
  size_t size;
} file;

static void put(file *out, uint64_t value, int width) {
  while (width--) out->bytes[out->size++] = (uint8_t)(value >> (8 * width));
}

typedef struct plan { /* what goes into the 64-bit block; the 32-bit one is empty */
  uint8_t version;
  uint32_t times, types, chars, leaps, standard, ut;
  int64_t at[300];
  uint8_t index[300];
  int32_t offset[4];
  uint8_t dst[4], name[4];
  const char *footer;
} plan;

static const plan berlin_2026 = {
    .version = '2',
    .times = 2,
    .types = 2,
    .chars = 4,
    .at = {1774746000, 1792890000},
    .index = {1, 0},
    .offset = {3600, 7200},
    .dst = {0, 1},
    .footer = "\nCET-1CEST,M3.5.0,M10.5.0/3\n",
};

static void put_block(file *out, const plan *in, int width) {
  memcpy(out->bytes + out->size, "TZif", 4);
  out->size += 4;
  put(out, in->version, 1);
  put(out, 0, 8);
  put(out, 0, 7);
  put(out, in->ut, 4);
  put(out, in->standard, 4);
  put(out, in->leaps, 4);
  put(out, in->times, 4);
  put(out, in->types, 4);
  put(out, in->chars, 4);
  for (uint32_t i = 0; i < in->times && i < 300; i++) put(out, (uint64_t)in->at[i], width);
  for (uint32_t i = 0; i < in->times && i < 300; i++) put(out, in->index[i], 1);
  for (uint32_t i = 0; i < in->types && i < 4; i++) {
    put(out, (uint32_t)in->offset[i], 4);
    put(out, in->dst[i], 1);
    put(out, in->name[i], 1);
  }
  for (uint32_t i = 0; i < in->chars && i < 64; i++) put(out, i + 1 < in->chars ? 'X' : 0, 1);
  for (uint32_t i = 0; i < in->leaps && i < 4; i++) {
    put(out, 0, width);
    put(out, 0, 4);
  }
  for (uint32_t i = 0; i < in->standard + in->ut && i < 8; i++) put(out, 0, 1);
}

static file build(const plan *in) {
  file out = {.size = 0};
  const plan empty = {.version = in->version, .types = 1, .chars = 1};
  if (in->version) {
    put_block(&out, &empty, 4);
    put_block(&out, in, 8);
  } else
    put_block(&out, in, 4);
  if (in->footer) {
    memcpy(out.bytes + out.size, in->footer, strlen(in->footer));
    out.size += strlen(in->footer);
  }
  return out;
}

/* Reads from a copy of exactly this size, so that the sanitizer sees any read behind it. */
static const char *read_exactly(const uint8_t *bytes, size_t size, dp_changes *changes) {
  uint8_t *copy = malloc(size ? size : 1);
  assert_non_null(copy);
  memcpy(copy, bytes, size);
  const char *wrong = dp_tzif_read(copy, size, changes);
  free(copy);
  return wrong;
}

static const char *read_plan(const plan *in, dp_changes *changes) {
  const file out = build(in);
  return read_exactly(out.bytes, out.size, changes);
}

static int32_t offset_at(const dp_changes *changes, int64_t at) {
  uint32_t i = 0;
  while (i + 1 < changes->count && changes->at[i + 1] <= at) i++;
  return changes->offset[i];
}

static void assert_change(const dp_changes *changes, int64_t at, int32_t before, int32_t after) {
  if (offset_at(changes, at - 1) != before || offset_at(changes, at) != after)
    fail_msg("at %lld: from %d to %d, not from %d to %d", (long long)at, (int)offset_at(changes, at - 1),
             (int)offset_at(changes, at), (int)before, (int)after);
}

/* What every table of changes keeps, whatever it was read from. */
static void assert_sound(const dp_changes *changes) {
  assert_in_range(changes->count, 1, DP_CHANGES_MAX);
  assert_true(changes->at[0] == INT64_MIN);
  for (uint32_t i = 1; i < changes->count; i++) {
    assert_true(changes->at[i] > changes->at[i - 1]);
    assert_true(changes->at[i] > 1 && changes->at[i] < DP_INSTANT_END);
    assert_int_not_equal(changes->offset[i], changes->offset[i - 1]);
  }
}

/* --- reading --- */

static void a_small_file_is_read_and_continued(void **state) {
  dp_changes changes;
  assert_null(read_plan(&berlin_2026, &changes));
  assert_sound(&changes);
  assert_int_equal(changes.count, 1 + 2 * 174); /* two changes a year, 2026 to 2199 */
  assert_int_equal(offset_at(&changes, 1), 3600);
  assert_change(&changes, 1774746000, 3600, 7200);
  assert_change(&changes, 1792890000, 7200, 3600);
  assert_change(&changes, 7234275600, 3600, 7200); /* 2199-03-31T01:00Z */
  assert_change(&changes, 7252419600, 7200, 3600); /* 2199-10-27T01:00Z */
}

static void version_1_has_32_bits_and_no_rule(void **state) {
  plan in = berlin_2026;
  dp_changes changes;
  in.version = 0;
  in.footer = NULL;
  in.at[0] = -1000;
  assert_null(read_plan(&in, &changes));
  assert_sound(&changes);
  assert_int_equal(changes.count, 2);
  assert_int_equal(offset_at(&changes, 1), 7200);
  assert_change(&changes, 1792890000, 7200, 3600);
  assert_int_equal(offset_at(&changes, DP_INSTANT_END - 1), 3600);
}

static void versions_3_and_4_are_read_5_is_not(void **state) {
  plan in = berlin_2026;
  dp_changes changes;
  in.version = '3';
  assert_null(read_plan(&in, &changes));
  in.version = '4';
  assert_null(read_plan(&in, &changes));
  in.version = '5';
  assert_non_null(read_plan(&in, &changes));
  in.version = '1';
  assert_non_null(read_plan(&in, &changes));
}

static void an_empty_footer_lets_the_last_offset_go_on(void **state) {
  plan in = berlin_2026;
  dp_changes changes;
  in.footer = "\n\n";
  assert_null(read_plan(&in, &changes));
  assert_int_equal(changes.count, 3);
  assert_int_equal(offset_at(&changes, DP_INSTANT_END - 1), 3600);
}

static void without_times_the_rule_holds_always(void **state) {
  plan in = berlin_2026;
  dp_changes changes;
  in.times = 0;
  assert_null(read_plan(&in, &changes));
  assert_sound(&changes);
  assert_int_equal(changes.count, 1 + 2 * 230);
  assert_int_equal(offset_at(&changes, 1), 3600);
  assert_change(&changes, 7520400, 3600, 7200); /* 1970-03-29T01:00Z */
  in.footer = "\nJST-9\n";
  assert_null(read_plan(&in, &changes));
  assert_int_equal(changes.count, 1);
  assert_int_equal(changes.offset[0], 32400);
}

static void what_changes_nothing_is_dropped(void **state) {
  plan in = berlin_2026;
  dp_changes changes;
  in.times = 4;
  in.types = 3;
  in.offset[2] = 7200;
  memcpy(in.at, (int64_t[]){-5000, 1774746000, 1774746001, 1792890000}, 4 * sizeof *in.at);
  memcpy(in.index, (uint8_t[]){0, 1, 2, 0}, 4);
  in.footer = "\n\n";
  assert_null(read_plan(&in, &changes));
  assert_sound(&changes);
  assert_int_equal(changes.count, 3);
  assert_change(&changes, 1774746000, 3600, 7200);
}

static void only_the_valid_range_is_kept(void **state) {
  plan in = berlin_2026;
  dp_changes changes;
  in.times = 4;
  memcpy(in.at, (int64_t[]){INT64_MIN, 1, 2, DP_INSTANT_END}, 4 * sizeof *in.at);
  memcpy(in.index, (uint8_t[]){1, 0, 1, 0}, 4);
  assert_null(read_plan(&in, &changes));
  assert_sound(&changes);
  assert_int_equal(changes.count, 2);
  assert_int_equal(offset_at(&changes, 1), 3600);
  assert_int_equal(offset_at(&changes, 2), 7200);
  assert_int_equal(offset_at(&changes, DP_INSTANT_END - 1), 7200);
}

static void the_last_change_wins_against_its_rule_until_the_next(void **state) {
  plan in = berlin_2026;
  dp_changes changes;
  in.times = 1;
  in.at[0] = 1780000000; /* in May 2026: winter time, while the rule would have summer time */
  in.index[0] = 0;
  in.offset[0] = 3600;
  assert_null(read_plan(&in, &changes));
  assert_int_equal(offset_at(&changes, 1780000000), 3600);
  assert_int_equal(offset_at(&changes, 1792890000), 3600);
  assert_change(&changes, 1806195600, 3600, 7200); /* 2027-03-28T01:00Z */
  in.footer = "\nEET-2\n";
  assert_string_equal(read_plan(&in, &changes), "its rule contradicts its last change");
}

static void damage_is_refused(void **state) {
  dp_changes changes;
  plan in = berlin_2026;
  const file good = build(&in);
  for (size_t size = 0; size < good.size; size++)
    if (!read_exactly(good.bytes, size, &changes)) fail_msg("a file cut at byte %zu was taken", size);
  assert_null(read_exactly(good.bytes, good.size, &changes));

#define REFUSED(change, sentence)                                                                            \
  do {                                                                                                       \
    in = berlin_2026;                                                                                        \
    change;                                                                                                  \
    const char *wrong = read_plan(&in, &changes);                                                            \
    if (!wrong) fail_msg("taken: %s", #change);                                                              \
    assert_string_equal(wrong, sentence);                                                                    \
  } while (0)
  REFUSED(in.leaps = 1, "it counts leap seconds (a file of the directory right/)");
  REFUSED(in.types = 0, "it has no types of local time, or more than 256");
  REFUSED(in.chars = 0, "its names of local time have no end");
  REFUSED(in.ut = 1, "its counts of indicators do not agree with its count of types");
  REFUSED(in.standard = 1, "its counts of indicators do not agree with its count of types");
  REFUSED(in.offset[1] = 93600, "an offset from UTC is beyond 26 hours");
  REFUSED(in.offset[1] = -93600, "an offset from UTC is beyond 26 hours");
  REFUSED(in.dst[0] = 2, "a flag for daylight time is neither 0 nor 1");
  REFUSED(in.name[0] = 4, "a type of local time has a name out of range");
  REFUSED(in.at[1] = in.at[0], "its changes are not in ascending order");
  REFUSED(in.index[1] = 2, "a change names a type of local time out of range");
  REFUSED(in.times = UINT32_MAX, "it is shorter than its counts say");
  REFUSED(in.leaps = UINT32_MAX, "it is shorter than its counts say");
  REFUSED(in.footer = NULL, "it has no footer");
  REFUSED(in.footer = "CET-1\n", "it has no footer");
  REFUSED(in.footer = "\nCET-1", "it has no footer");
  REFUSED(in.footer = "\n", "it has no footer");
#undef REFUSED
  file bad = good;
  bad.bytes[0] = 't';
  assert_string_equal(read_exactly(bad.bytes, bad.size, &changes), "it does not begin with TZif");
  bad = good;
  bad.bytes[44 + 6 + 1 + 4] = '3';
  assert_string_equal(read_exactly(bad.bytes, bad.size, &changes),
                      "its two headers are of different versions");
  in = berlin_2026;
  in.ut = in.standard = 2;
  assert_null(read_plan(&in, &changes));
  in.offset[0] = 93599;
  in.offset[1] = -93599;
  in.footer = "\n\n";
  assert_null(read_plan(&in, &changes));
}

static void too_many_changes_are_refused(void **state) {
  uint8_t *bytes = calloc(1, 65536);
  assert_non_null(bytes);
  plan in = berlin_2026;
  in.version = 0;
  in.times = 0;
  file head = {.size = 0};
  put_block(&head, &in, 4);
  memcpy(bytes, head.bytes, 44);
  for (uint32_t count = 2047; count <= 2048; count++) { /* the first segment takes a place too */
    bytes[34] = (uint8_t)(count >> 8);
    bytes[35] = (uint8_t)count;
    uint8_t *out = bytes + 44;
    for (uint32_t i = 0; i < count; i++) {
      const uint32_t at = 1000000 + i;
      *out++ = (uint8_t)(at >> 24);
      *out++ = (uint8_t)(at >> 16);
      *out++ = (uint8_t)(at >> 8);
      *out++ = (uint8_t)at;
    }
    for (uint32_t i = 0; i < count; i++) *out++ = (i + 1) % 2;
    memcpy(out, head.bytes + 44, head.size - 44);
    dp_changes changes;
    const char *wrong = read_exactly(bytes, (size_t)(out - bytes) + head.size - 44, &changes);
    if (count == 2047)
      assert_null(wrong);
    else
      assert_string_equal(wrong, "it has too many changes");
  }
  free(bytes);
}

static void a_rule_may_be_the_one_too_many(void **state) {
  enum { EXPLICIT = 299, MANY = 1700 };
  plan in = berlin_2026;
  dp_changes changes;
  in.times = EXPLICIT;
  for (int64_t i = 0; i < EXPLICIT; i++) {
    in.at[i] = 1000000 + i;
    in.index[i] = (uint8_t)(i % 2 == 0);
  }
  in.index[EXPLICIT - 1] = 0; /* winter, as the rule has it in January; no change to the one before */
  assert_null(read_plan(&in, &changes));
  assert_sound(&changes);
  assert_int_equal(changes.count, EXPLICIT + 2 * 230);
  /* The same file with 1,700 changes: its times and indexes are written anew behind the header. */
  const file out = build(&in);
  const size_t header = 44 + 6 + 1 + 44, tail = 2 * 6 + 4 + strlen(in.footer);
  uint8_t *bytes = calloc(1, 65536);
  assert_non_null(bytes);
  memcpy(bytes, out.bytes, header);
  bytes[header - 44 + 34] = MANY >> 8;
  bytes[header - 44 + 35] = MANY & 255;
  size_t size = header;
  for (uint32_t i = 0; i < MANY; i++) {
    const uint32_t at = 1000000 + i;
    size += 4;
    for (int k = 3; k >= 0; k--) bytes[size++] = (uint8_t)(at >> (8 * k));
  }
  for (uint32_t i = 0; i < MANY; i++) bytes[size++] = (i + 1) % 2;
  memcpy(bytes + size, out.bytes + out.size - tail, tail);
  assert_string_equal(read_exactly(bytes, size + tail, &changes), "it has too many changes");
  free(bytes);
}

/* --- rules --- */

static void rules_are_read(void **state) {
  static const struct {
    const char *text;
    int32_t standard, daylight, changes;
  } good[] = {
      {"UTC0", 0, 0, 0},
      {"<+03>-3", 10800, 0, 0},
      {"<-0330>3:30", -12600, 0, 0},
      {"EST5EDT,M3.2.0,M11.1.0", -18000, -14400, 1},
      {"IST-1GMT0,M10.5.0,M3.5.0/1", 3600, 0, 1},
      {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 37800, 39600, 1},
      {"ABC+24:59:59", -89999, 0, 0},
      {"ABC-24XYZ-24:30,0/-167:59:59,365/167", 86400, 88200, 1},
      {"XXX3EDT4,0/0,J365/23", -10800, -14400, 1},
  };
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    dp_tzrule rule;
    const char *wrong = dp_tzrule_read(good[i].text, strlen(good[i].text), &rule);
    if (wrong) fail_msg("%s: %s", good[i].text, wrong);
    assert_int_equal(rule.standard, good[i].standard);
    assert_int_equal(rule.changes, good[i].changes);
    assert_int_equal(rule.daylight, good[i].daylight);
  }
}

static void wrong_rules_are_refused(void **state) {
  static const char *const wrong[] = {
      "",
      "UT0",
      "UTC",
      "<+3>-3",
      "<+03-3",
      "U1C0",
      "UTC0 ",
      "UTC25",
      "UTC0:60",
      "UTC0:0:60",
      "UTC:30",
      "UTC0:",
      "EST5EDT",
      "EST5ED",
      "EST5EDT25",
      "EST5EDT,",
      "EST5EDT,M3.2.0",
      "EST5EDT,M3.2.0,",
      "EST5EDT,M0.2.0,M11.1.0",
      "EST5EDT,M13.2.0,M11.1.0",
      "EST5EDT,M3.0.0,M11.1.0",
      "EST5EDT,M3.6.0,M11.1.0",
      "EST5EDT,M3.2.7,M11.1.0",
      "EST5EDT,M3.2,M11.1.0",
      "EST5EDT,M3,M11.1.0",
      "EST5EDT,J0,J365",
      "EST5EDT,J1,J366",
      "EST5EDT,0,366",
      "EST5EDT,M3.2.0/168,M11.1.0",
      "EST5EDT,M3.2.0/,M11.1.0",
      "EST5EDT,M3.2.0/-168,M11.1.0",
      "EST5EDT,M3.2.0,M11.1.0,",
      "EST5EDT,M3.2.0,M11.1.0x",
      "EST5EDT,99999999999,5",
      "EST5EDT,-1,5",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    dp_tzrule rule;
    if (!dp_tzrule_read(wrong[i], strlen(wrong[i]), &rule)) fail_msg("taken: %s", wrong[i]);
  }
}

static void assert_rule(const char *text, int32_t year, int64_t start, int64_t until) {
  dp_tzrule rule;
  assert_null(dp_tzrule_read(text, strlen(text), &rule));
  assert_int_equal(dp_tzrule_start(&rule, year), start);
  assert_int_equal(dp_tzrule_until(&rule, year), until);
}

static void rules_fall_on_their_days(void **state) {
  assert_rule("EST5EDT,M3.2.0,M11.1.0", 2026, 1772953200, 1793512800);
  assert_rule("CET-1CEST,M3.5.0,M10.5.0/3", 2026, 1774746000, 1792890000);
  assert_rule("IST-2IDT,M3.4.4/26,M10.5.0", 2026, 1774569600,
              1792882800); /* Friday 27 March 02:00, Sunday 25 October */
  assert_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026, 1774746000, 1792890000);
  /* 1 March and the 60th day, in a common and in a leap year (2023, 2024) */
  assert_rule("AAA0BBB,J60/0,59/0", 2023, 1677628800, 1677625200);
  assert_rule("AAA0BBB,J60/0,59/0", 2024, 1709251200, 1709161200);
  assert_rule("AAA0BBB,J59/0,365/0", 2024, 1709078400, 1735599600);
  /* Every weekday of the last week of February, in 2026 (28 days from a Sunday) and 2032 (29, ending with a
   * Sunday) */
  for (int32_t day = 0; day < 7; day++) {
    char text[] = "AAA0BBB,M2.5.?/0,M2.1.?/1";
    text[13] = text[22] = (char)('0' + day);
    assert_rule(text, 2026, (20506 + day) * INT64_C(86400), (20485 + day) * INT64_C(86400));
    assert_rule(text, 2032, (day ? 22697 + day : 22704) * INT64_C(86400), (22676 + day) * INT64_C(86400));
  }
}

static void daylight_time_for_good(void **state) {
  plan in = {.version = '3', .types = 1, .chars = 4, .footer = "\nXXX3EDT4,0/0,J365/23\n"};
  dp_changes changes;
  assert_null(read_plan(&in, &changes));
  assert_int_equal(changes.count, 1); /* -04:00 always */
  assert_int_equal(changes.offset[0], -14400);
}

/* --- the fixture --- */

static void read_fixture(const char *dir, const char *name, dp_changes *changes) {
  size_t size = 0;
  uint8_t *bytes = fixture_bytes(dir, name, &size);
  const char *wrong = read_exactly(bytes, size, changes);
  free(bytes);
  if (wrong) fail_msg("%s/%s: %s", dir, name, wrong);
  assert_sound(changes);
}

static const char *const fixture_names[] = {"Africa/Cairo",        "Africa/Monrovia",
                                            "America/Chicago",     "America/Denver",
                                            "America/Los_Angeles", "America/Mexico_City",
                                            "America/New_York",    "America/Nuuk",
                                            "America/Phoenix",     "America/Sao_Paulo",
                                            "America/St_Johns",    "Asia/Beirut",
                                            "Asia/Dubai",          "Asia/Kathmandu",
                                            "Asia/Kolkata",        "Asia/Tokyo",
                                            "Australia/Lord_Howe", "Australia/Sydney",
                                            "Europe/Berlin",       "Europe/Dublin",
                                            "Europe/London",       "Pacific/Apia",
                                            "Pacific/Auckland",    "Test/Close",
                                            "Test/Ever",           "Test/Far",
                                            "Test/Fixed",          "Test/Once"};

static void fat_and_slim_files_say_the_same(void **state) {
  for (size_t i = 0; i < sizeof fixture_names / sizeof *fixture_names; i++) {
    dp_changes fat, slim;
    read_fixture(FIXTURE_FAT, fixture_names[i], &fat);
    read_fixture(FIXTURE_SLIM, fixture_names[i], &slim);
    if (fat.count != slim.count) fail_msg("%s: %u and %u changes", fixture_names[i], fat.count, slim.count);
    assert_memory_equal(fat.at, slim.at, fat.count * sizeof *fat.at);
    assert_memory_equal(fat.offset, slim.offset, fat.count * sizeof *fat.offset);
  }
}

static void the_32_bit_block_alone_is_a_file_of_version_1(void **state) {
  size_t size = 0;
  uint8_t *bytes = fixture_bytes(FIXTURE_FAT, "Europe/Berlin", &size);
  dp_changes whole, old;
  assert_null(read_exactly(bytes, size, &whole));
  size_t first = 44;
  while (memcmp(bytes + first, "TZif", 4) != 0) first++;
  bytes[4] = 0;
  assert_null(read_exactly(bytes, first, &old));
  free(bytes);
  assert_sound(&old);
  assert_in_range(old.count, 100, whole.count - 100);
  for (uint32_t i = 1; i < old.count; i++)
    assert_true(old.at[i] == whole.at[i] && old.offset[i] == whole.offset[i]);
  assert_true(old.at[old.count - 1] < INT64_C(2147483648));
}

static void known_changes_of_the_fixture(void **state) {
  static const struct {
    const char *name;
    int64_t at;
    int32_t before, after;
  } known[] = {
      {"Europe/Berlin", 1774746000, 3600, 7200},
      {"America/New_York", 1772953200, -18000, -14400},
      {"America/New_York", 1793512800, -14400, -18000},
      {"Australia/Lord_Howe", 1775314800, 39600, 37800},
      {"Australia/Lord_Howe", 1791041400, 37800, 39600},
      {"Pacific/Apia", 1325239200, -36000, 50400}, /* 30 December 2011 never was */
      {"Africa/Monrovia", 63593070, -2670, 0},
      {"America/Sao_Paulo", 1550368800, -7200, -10800},
      {"America/Nuuk", 1679792400, -10800, -7200},
      {"America/Nuuk", 1711846800, -7200, -3600},
      {"Africa/Cairo", 1776981600, 7200, 10800},
      {"Africa/Cairo", 1793307600, 10800, 7200},
      {"Asia/Beirut", 1774735200, 7200, 10800},
      {"Europe/Dublin", 1774746000, 0, 3600},
      {"Asia/Kathmandu", 504901800, 19800, 20700},
      {"Test/Ever", 946695600, -10800, -7200},
      {"Test/Far", 1774569600, 7200, 10800},
      {"Test/Far", 1792868400, 10800, 7200},
      {"Test/Far", 7234099200, 7200, 10800},
      {"Test/Fixed", 1709046000, 39600, 36000},
      {"Test/Fixed", 7231561200, 39600, 36000},
      {"Test/Fixed", 7251350400, 36000, 39600},
      {"Test/Close", 1577836800, 0, 10800},
      {"Test/Close", 1577840400, 10800, -18000},
      {"Test/Once", 801961077, 3723, 3600},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    dp_changes changes;
    read_fixture(FIXTURE_SLIM, known[i].name, &changes);
    assert_change(&changes, known[i].at, known[i].before, known[i].after);
  }
  dp_changes ever;
  read_fixture(FIXTURE_SLIM, "Test/Ever", &ever);
  assert_int_equal(ever.count, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_small_file_is_read_and_continued),
      cmocka_unit_test(version_1_has_32_bits_and_no_rule),
      cmocka_unit_test(versions_3_and_4_are_read_5_is_not),
      cmocka_unit_test(an_empty_footer_lets_the_last_offset_go_on),
      cmocka_unit_test(without_times_the_rule_holds_always),
      cmocka_unit_test(what_changes_nothing_is_dropped),
      cmocka_unit_test(only_the_valid_range_is_kept),
      cmocka_unit_test(the_last_change_wins_against_its_rule_until_the_next),
      cmocka_unit_test(damage_is_refused),
      cmocka_unit_test(too_many_changes_are_refused),
      cmocka_unit_test(a_rule_may_be_the_one_too_many),
      cmocka_unit_test(rules_are_read),
      cmocka_unit_test(wrong_rules_are_refused),
      cmocka_unit_test(rules_fall_on_their_days),
      cmocka_unit_test(daylight_time_for_good),
      cmocka_unit_test(fat_and_slim_files_say_the_same),
      cmocka_unit_test(the_32_bit_block_alone_is_a_file_of_version_1),
      cmocka_unit_test(known_changes_of_the_fixture),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
