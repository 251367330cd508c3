/* SPDX-License-Identifier: MIT */
/* Every allocation of what compiles fails once, and so does every call of the YAML reader: the answer is
 * E_MEMORY, the outputs are as they were, and nothing is left behind.
 *
 * Link: -Wl,--wrap=calloc,--wrap=realloc,--wrap=free,--wrap=yaml_parser_initialize,--wrap=yaml_parser_parse
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <yaml.h>

#include <dialplan.h>

/* --- an allocator that fails once --- */

static long until_failure; /* 0: none to come */
static int fired;
static long live; /* blocks of the library that are not freed */

void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *memory);
int __real_yaml_parser_initialize(yaml_parser_t *parser);
int __real_yaml_parser_parse(yaml_parser_t *parser, yaml_event_t *event);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *memory);
int __wrap_yaml_parser_initialize(yaml_parser_t *parser);
int __wrap_yaml_parser_parse(yaml_parser_t *parser, yaml_event_t *event);

static int fails(void) {
  if (until_failure == 0 || --until_failure > 0) return 0;
  fired = 1;
  return 1;
}

void *__wrap_calloc(size_t count, size_t size) {
  void *memory = fails() ? NULL : __real_calloc(count, size);
  live += memory != NULL;
  return memory;
}

void *__wrap_realloc(void *old, size_t size) {
  void *memory = fails() ? NULL : __real_realloc(old, size);
  live += memory != NULL && old == NULL;
  return memory;
}

void __wrap_free(void *memory) {
  live -= memory != NULL;
  __real_free(memory);
}

int __wrap_yaml_parser_initialize(yaml_parser_t *parser) {
  if (!fails()) return __real_yaml_parser_initialize(parser);
  memset(parser, 0, sizeof *parser);
  parser->error = YAML_MEMORY_ERROR;
  return 0;
}

int __wrap_yaml_parser_parse(yaml_parser_t *parser, yaml_event_t *event) {
  if (!fails()) return __real_yaml_parser_parse(parser, event);
  memset(event, 0, sizeof *event);
  parser->error = YAML_MEMORY_ERROR;
  return 0;
}

/* --- what is compiled --- */

static const char campaign_text[] =
    "dialplan: 1\n"
    "name: March renewals\n"
    "description: a campaign that asks for every kind of memory\n"
    "country: IN\n"
    "account: account.yaml\n"
    "contacts: contacts.csv\n"
    "dnc: [dnc.txt, more.txt]\n"
    "timezone: Asia/Kolkata\n"
    "schedule: {start: 2026-03-02T09:00, end: 2026-03-31}\n"
    "windows:\n"
    "  mon-fri: 09:00-18:00\n"
    "  sat: [10:00-13:00, 15:00-17:00]\n"
    "special_days: {2026-12-24: 09:00-12:00, 2026-12-31: [09:00-12:00, 13:00-14:00]}\n"
    "no_call_days:\n"
    "  - 2026-12-25: Christmas Day\n"
    "  - 2026-12-27..2026-12-31: Works holiday\n"
    "  - every 01-26: Republic Day\n"
    "  - 2026-03-04\n"
    "  - 2026-03-05\n"
    "  - 2026-03-06\n"
    "  - 2026-03-09\n"
    "guard:\n"
    "  - {id: own-hours, kind: hours, windows: {mon-fri: 08:00-20:00}, regions: [IN, US-FL], source: our own "
    "policy}\n"
    "  - {id: sales-hours, kind: hours, purpose: sales, windows: {mon-sat: 10:00-19:00}, source: our own "
    "policy}\n"
    "  - {id: some-days, kind: days, weekdays: [sun], days: [2026-12-25], eve: 08:00-12:00}\n"
    "purpose: sales\n"
    "retry:\n"
    "  strategy: intervals\n"
    "  intervals: [20m, 1h, 2h30m, 1d]\n"
    "  outcomes: {base: standard, rejected: stop, busy: {after: 2h, retries: 3}}\n"
    "  caps: [{max: 3, per: 24h}, {max: 7, per: 7d}]\n"
    "callbacks: {languages: [en, hi, de], retry: [15m, 1h], detection: true}\n"
    "outcome_names: {ANSWERED: completed, NOANSWER: no_answer, GONE: invalid_number}\n"
    "variants: [{name: A, weight: 50, agent: x}, {name: B, weight: 50}]\n";

static const char account_text[] = "timezone: Asia/Kolkata\n"
                                   "no_call_days: [2026-08-15: Independence Day]\n"
                                   "dnc: [everybody.txt]\n";

static const char bad_text[] = "name: Mistakes\n"
                               "timezone: Asia/Calcuta\n"
                               "windos: 09:00-18:00\n"
                               "windows: {mon: 9:00-18:00, sun: 25:00-26:00}\n"
                               "no_call_days: [2026-02-30]\n"
                               "retry: {strategy: clever, max_retry_days: off}\n";

static const char *const file_names[] = {"account.yaml"};
static const char *const file_texts[] = {account_text};
static const uint64_t file_lengths[] = {sizeof account_text - 1};

static const char *const tz_dir = "tests/data/tz/slim";

static dialplan_zones *load(void) {
  static const char names[] = "Asia/Kolkata\nEurope/Berlin\nAsia/Calcutta";
  dialplan_zones *zones = NULL;
  dialplan_error error = {0};
  if (dialplan_zones_load(tz_dir, strlen(tz_dir), DIALPLAN_ZONES_SYSTEM, names, sizeof names - 1, &zones,
                          &error))
    fail_msg("%s", error.message);
  return zones;
}

/* --- one operation, failing everywhere --- */

typedef dialplan_status (*operation)(void *context, dialplan_error *error);

/* Runs an operation until no allocation of it is left to fail; untouched tells whether the outputs are as
 * they were. The number of failures. */
static long fail_everywhere(operation run, void *context, int (*untouched)(const void *context)) {
  for (long n = 1;; n++) {
    dialplan_error error;
    memset(&error, 0, sizeof error);
    const long before = live;
    fired = 0;
    until_failure = n;
    const dialplan_status status = run(context, &error);
    until_failure = 0;
    if (!fired) {
      if (status != DIALPLAN_OK) fail_msg("without a failure: %s", error.message);
      return n - 1;
    }
    if (status != DIALPLAN_E_MEMORY) fail_msg("failure %ld gave %s", n, dialplan_status_name(status));
    if (error.status != DIALPLAN_E_MEMORY) fail_msg("failure %ld is told as: %s", n, error.message);
    if (live != before) fail_msg("failure %ld left %ld blocks", n, live - before);
    if (!untouched(context)) fail_msg("failure %ld touched the output", n);
  }
}

static char mark; /* what an output points to before */

typedef struct zones_case {
  dialplan_zones *out;
  uint8_t data[2][4096];
  uint64_t sizes[4];
} zones_case;

static int zones_untouched(const void *context) {
  return ((const zones_case *)context)->out == (void *)&mark;
}

static uint64_t read_zone(const char *name, uint8_t *out, size_t cap) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", tz_dir, name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  const size_t size = fread(out, 1, cap, file);
  fclose(file);
  assert_true(size > 0 && size < cap);
  return size;
}

static dialplan_status compile_zones(void *context, dialplan_error *error) {
  zones_case *c = context;
  static const char *const names[] = {"Europe/Berlin", "America/New_York", "UTC", "+05:30"};
  const uint64_t lengths[] = {13, 16, 3, 6};
  const uint8_t *data[] = {c->data[0], c->data[1], NULL, NULL};
  c->out = (void *)&mark;
  return dialplan_zones_compile(names, lengths, data, c->sizes, 4, "2026a", &c->out, error);
}

static void compiling_zones(void **unused) {
  zones_case c;
  memset(&c, 0, sizeof c);
  c.sizes[0] = read_zone("Europe/Berlin", c.data[0], sizeof c.data[0]);
  c.sizes[1] = read_zone("America/New_York", c.data[1], sizeof c.data[1]);
  assert_true(fail_everywhere(compile_zones, &c, zones_untouched) >= 3);
  assert_int_equal(dialplan_zones_count(c.out), 4);
  dialplan_zones_free(c.out);
  assert_int_equal(live, 0);
}

/* Names and a version that fill the blocks of the table's texts one after the other. */
static dialplan_status compile_long_names(void *context, dialplan_error *error) {
  enum { COUNT = 100, LENGTH = 255 };
  zones_case *c = context;
  static char text[COUNT][LENGTH], version[20000];
  const char *names[COUNT];
  uint64_t lengths[COUNT], sizes[COUNT];
  const uint8_t *data[COUNT];
  memset(text, 'n', sizeof text);
  memset(version, 'v', sizeof version - 1);
  for (int i = 0; i < COUNT; i++) {
    text[i][0] = (char)('A' + i / 10);
    text[i][1] = (char)('A' + i % 10);
    names[i] = text[i];
    lengths[i] = LENGTH;
    data[i] = c->data[0];
    sizes[i] = c->sizes[0];
  }
  c->out = (void *)&mark;
  return dialplan_zones_compile(names, lengths, data, sizes, COUNT, version, &c->out, error);
}

static void compiling_zones_of_long_names(void **unused) {
  zones_case c;
  memset(&c, 0, sizeof c);
  c.sizes[0] = read_zone("Europe/Berlin", c.data[0], sizeof c.data[0]);
  assert_true(fail_everywhere(compile_long_names, &c, zones_untouched) >= 5);
  assert_int_equal(dialplan_zones_count(c.out), 101);
  dialplan_zones_free(c.out);
  assert_int_equal(live, 0);
}

static dialplan_status load_named(void *context, dialplan_error *error) {
  zones_case *c = context;
  static const char names[] = "Europe/Berlin\nAsia/Kolkata\n+01:00";
  c->out = (void *)&mark;
  return dialplan_zones_load(tz_dir, strlen(tz_dir), DIALPLAN_ZONES_SYSTEM, names, sizeof names - 1, &c->out,
                             error);
}

static dialplan_status load_all(void *context, dialplan_error *error) {
  zones_case *c = context;
  c->out = (void *)&mark;
  return dialplan_zones_load(tz_dir, strlen(tz_dir), DIALPLAN_ZONES_SYSTEM, NULL, 0, &c->out, error);
}

static void loading_zones(void **unused) {
  zones_case c;
  assert_true(fail_everywhere(load_named, &c, zones_untouched) >= 3);
  dialplan_zones_free(c.out);
  assert_true(fail_everywhere(load_all, &c, zones_untouched) >= 3);
  dialplan_zones_free(c.out);
  assert_int_equal(live, 0);
}

typedef struct campaign_case {
  const char *text;
  dialplan_zones *zones;
  dialplan_campaign *out;
  dialplan_error list[32];
  dialplan_reference references[16];
  uint64_t count;
} campaign_case;

static dialplan_status compile_campaign(void *context, dialplan_error *error) {
  campaign_case *c = context;
  c->out = (void *)&mark;
  return dialplan_campaign_compile(c->text, strlen(c->text), c->zones, file_names, file_texts, file_lengths,
                                   1, &c->out, error);
}

static int campaign_untouched(const void *context) {
  return ((const campaign_case *)context)->out == (void *)&mark;
}

static void compiling_a_campaign(void **unused) {
  campaign_case c = {.text = campaign_text, .zones = load()};
  assert_true(fail_everywhere(compile_campaign, &c, campaign_untouched) >=
              50); /* each event of the reader is one */
  dialplan_campaign_free(c.out);
  dialplan_zones_free(c.zones);
  assert_int_equal(live, 0);
}

static dialplan_status check_campaign(void *context, dialplan_error *error) {
  campaign_case *c = context;
  memset(c->list, 0x55, sizeof c->list);
  c->count = 77;
  return dialplan_campaign_check(c->text, strlen(c->text), c->zones, file_names, file_texts, file_lengths, 1,
                                 0, c->list, 32, &c->count, error);
}

static int list_untouched(const void *context) {
  const campaign_case *c = context;
  for (size_t i = 0; i < sizeof c->list; i++)
    if (((const unsigned char *)c->list)[i] != 0x55) return 0;
  return c->count == 77;
}

static void checking_a_campaign(void **unused) {
  campaign_case c = {.text = campaign_text, .zones = load()};
  assert_true(fail_everywhere(check_campaign, &c, list_untouched) >= 50);
  c.text = bad_text;
  assert_true(fail_everywhere(check_campaign, &c, list_untouched) >= 20);
  assert_true(c.count >= 5);
  dialplan_zones_free(c.zones);
  assert_int_equal(live, 0);
}

static dialplan_status list_references(void *context, dialplan_error *error) {
  campaign_case *c = context;
  memset(c->references, 0x55, sizeof c->references);
  c->count = 77;
  return dialplan_campaign_references(c->text, strlen(c->text), c->references, 16, &c->count, error);
}

static int references_untouched(const void *context) {
  const campaign_case *c = context;
  for (size_t i = 0; i < sizeof c->references; i++)
    if (((const unsigned char *)c->references)[i] != 0x55) return 0;
  return c->count == 77;
}

static void listing_references(void **unused) {
  campaign_case c = {.text = campaign_text};
  assert_true(fail_everywhere(list_references, &c, references_untouched) >= 50);
  assert_int_equal(c.count, 4);
  assert_int_equal(live, 0);
}

static dialplan_status load_rules(void *context, dialplan_error *error) {
  dialplan_rules **rules = context;
  *rules = (void *)&mark;
  return dialplan_rules_load(rules, error);
}

/* A table whose zones and nodes each need rooms of their own. */
static char phones_text[200000];

static void write_phones(void) {
  enum { LISTS = 2000, NODES = 4000 };
  size_t at = (size_t)snprintf(phones_text, sizeof phones_text,
                               "dialplan-phones 1\nversion %090d\nzones %d\n", 1, LISTS);
  for (int i = 0; i < LISTS; i++)
    at += (size_t)snprintf(phones_text + at, sizeof phones_text - at, "Zone/Number_%05d_of_the_table\n", i);
  at += (size_t)snprintf(phones_text + at, sizeof phones_text - at, "nodes %d\n0 0x10\n", NODES);
  for (int i = 1; i < NODES; i++)
    at += (size_t)snprintf(phones_text + at, sizeof phones_text - at, "1 0x10\n");
}

static dialplan_status compile_phones(void *context, dialplan_error *error) {
  dialplan_phones **phones = context;
  *phones = (void *)&mark;
  return dialplan_phones_compile(phones_text, strlen(phones_text), phones, error);
}

static int object_untouched(const void *context) { return *(void *const *)context == (void *)&mark; }

static void loading_rules(void **unused) {
  dialplan_rules *rules = NULL;
  assert_true(fail_everywhere(load_rules, &rules, object_untouched) >= 10);
  dialplan_rules_free(rules);
  assert_int_equal(live, 0);
}

static void compiling_phones(void **unused) {
  dialplan_phones *phones = NULL;
  write_phones();
  assert_true(fail_everywhere(compile_phones, &phones, object_untouched) >= 5);
  dialplan_phones_free(phones);
  assert_int_equal(live, 0);
}

static dialplan_status parse_model(void *context, dialplan_error *error) {
  static const char text[] = "outcomes: {completed: 1, busy: 1}\nanswer_rate: {mon-fri: 5%, mon: {9:00-10:00: 6%}}\n";
  *(dialplan_model *)context = (dialplan_model){.reserved = 77};
  return dialplan_model_parse(text, sizeof text - 1, context, error);
}

static int model_untouched(const void *context) {
  const dialplan_model before = {.reserved = 77};
  return memcmp(context, &before, sizeof before) == 0;
}

static void parsing_a_model(void **unused) {
  dialplan_model model;
  assert_true(fail_everywhere(parse_model, &model, model_untouched) >= 10);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_BUSY], 1);
  assert_int_equal(live, 0);
}

enum { PEOPLE = 1100 }; /* more than the first rooms of the forecast's lists hold */

typedef struct forecast_case {
  dialplan_campaign *campaign;
  dialplan_contact people[PEOPLE];
  dialplan_forecast_result *out;
} forecast_case;

static dialplan_status play(void *context, dialplan_error *error) {
  forecast_case *c = context;
  const dialplan_forecast_options options = {.runs = 2, .flags = DIALPLAN_FORECAST_CALLS, .horizon_days = 9};
  c->out = (void *)&mark;
  return dialplan_forecast(c->campaign, c->people, sizeof *c->people, NULL, 0, PEOPLE, NULL, 1772442000, NULL,
                           &options, NULL, &c->out, error);
}

static int forecast_untouched(const void *context) {
  return ((const forecast_case *)context)->out == (void *)&mark;
}

/* Limits as `pacing` says: waiting, too, counts days. */
static void played_with(const char *pacing) {
  static forecast_case c;
  char text[400];
  dialplan_zones *zones = load();
  snprintf(text, sizeof text, "name: A\ntimezone: Europe/Berlin\nwindows: 09:00-18:00\n%s", pacing);
  assert_int_equal(
      dialplan_campaign_compile(text, strlen(text), zones, NULL, NULL, NULL, 0, &c.campaign, NULL),
      DIALPLAN_OK);
  for (uint64_t i = 0; i < PEOPLE; i++) c.people[i].key = i + 1;
  assert_true(fail_everywhere(play, &c, forecast_untouched) >= 12);
  dialplan_forecast_free(c.out);
  dialplan_campaign_free(c.campaign);
  dialplan_zones_free(zones);
  assert_int_equal(live, 0);
}

static void playing_a_forecast(void **unused) {
  played_with("");
  played_with("pacing: {channels: 2}\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(compiling_zones),     cmocka_unit_test(compiling_zones_of_long_names),
      cmocka_unit_test(loading_zones),       cmocka_unit_test(compiling_a_campaign),
      cmocka_unit_test(checking_a_campaign), cmocka_unit_test(listing_references),
      cmocka_unit_test(loading_rules),       cmocka_unit_test(compiling_phones),
      cmocka_unit_test(playing_a_forecast),  cmocka_unit_test(parsing_a_model),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
