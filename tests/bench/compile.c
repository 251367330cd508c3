/* SPDX-License-Identifier: MIT */
/* Compiling a campaign of about 1 KiB: all of its keys checked and its day tables made, beside libyaml's own
 * reading of the same text. */
/* Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "bench.h"
#include "floor.h"

static const char text[] =
    "dialplan: 1\nname: March renewals\ndescription: Customers whose policy ends in April\nstatus: active\n"
    "priority: 10\ncountry: IN\nseed: march-renewals\ntimezone: Asia/Kolkata\nzone_policy: contact\n"
    "unknown_zone: campaign\nschedule:\n  mode: multi-day\n  start: 2026-03-02T09:00\n  end: 2026-03-31\n"
    "windows:\n  mon-fri: [09:00-13:00, 14:00-18:00]\n  sat: 10:00-13:00\n  sun: off\n"
    "special_days: {2026-03-20: 09:00-12:00}\nno_call_days:\n  - every 01-26: Republic Day\n"
    "  - 2026-03-04: Holi\n  - 2026-03-26..2026-03-27: Works holiday\nclose_margin: 5m\njitter: 15m\n"
    "retry:\n  strategy: smart\n  phases:\n    - {days: 1-1, calls: 3, gap: 1h}\n"
    "    - {days: 2-10, calls: 2, dayparts: spread}\n    - {days: 11-, calls: 1}\n"
    "  outcomes:\n    base: standard\n    busy: {after: 2h, retries: 3}\n    rejected: stop\n"
    "  max_retry_days: 14\n  max_attempts: 20\n  max_consecutive_errors: 3\n  wait: 30m\n"
    "  caps: [{max: 3, per: 24h}, {max: 7, per: 7d}]\n"
    "callbacks:\n  detection: true\n  bot: true\n  retry: [15m, 1h, 1d]\npacing:\n  calls_per_minute: 12\n";

static void load_document(void *with, int64_t items) {
  while (items--) {
    yaml_parser_t parser;
    yaml_document_t document;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, sizeof text - 1);
    if (!yaml_parser_load(&parser, &document)) bench_same("libyaml", 0, 1, 0);
    bench_sink += document.nodes.top - document.nodes.start;
    yaml_document_delete(&document);
    yaml_parser_delete(&parser);
  }
}

static void compile(void *with, int64_t items) {
  while (items--) dialplan_campaign_free(floor_compile(text, with));
}

static void compile_with_zones(void *with, int64_t items) {
  while (items--) {
    dialplan_zones *zones = floor_load(floor_zone_names);
    dialplan_campaign_free(floor_compile(text, zones));
    dialplan_zones_free(zones);
  }
}

int main(void) {
  dialplan_zones *zones = floor_load(floor_zone_names);
  const bench_row rows[] = {
      {"libyaml: a document tree (floor)", load_document, NULL, 50},
      {"dialplan_campaign_compile", compile, zones, 50},
      {"60 zones loaded, then compiled", compile_with_zones, NULL, 20},
  };
  char title[64];
  snprintf(title, sizeof title, "Compile, %d bytes of YAML", (int)sizeof text - 1);
  bench_table(title, "campaign", rows, 3);
  dialplan_zones_free(zones);
  return 0;
}
