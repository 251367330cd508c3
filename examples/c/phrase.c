/* SPDX-License-Identifier: MIT */
/* Reads times out of a customer's words: those of the command line, spoken in Mumbai on Wednesday, 11 March
 * 2026, at 10:00. The campaign comes from standard input. Build it with: cc phrase.c $(pkg-config --cflags
 * --libs dialplan) */
#include <dialplan.h>

#include <stdio.h>
#include <string.h>

static int fail(const dialplan_error *err) {
  fprintf(stderr, "%u:%u: %s [%s]\n", err->line, err->column, err->message, err->code);
  return 1;
}

int main(int argc, char **argv) {
  static char text[1 << 20];
  const size_t text_len = fread(text, 1, sizeof text, stdin);
  dialplan_zones *zones = NULL;
  dialplan_campaign *campaign = NULL;
  dialplan_error err;
  int64_t asked = 0;
  if (dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, "Asia/Kolkata", 12, &zones, &err) ||
      dialplan_campaign_compile(text, text_len, zones, NULL, NULL, NULL, 0, &campaign, &err) ||
      dialplan_instant_parse(NULL, DIALPLAN_ZONE_NONE, "2026-03-11T10:00:00+05:30", 25, 0, &asked, &err))
    return fail(&err);

  for (int i = 1; i < argc; i++) {
    char line[256];
    uint64_t len = 0;
    dialplan_resolution found = {.size = sizeof found};
    if (dialplan_callback_resolve(campaign, NULL, argv[i], strlen(argv[i]), asked, asked, NULL, &found,
                                  &err) ||
        dialplan_callback_format(campaign, &found, line, sizeof line, &len, &err))
      return fail(&err);
    /* fitted_at is where the call would lie in open time; a clear wish is recorded with
     * dialplan_callback_wish(). */
    printf("%s: %s: %.*s\n", argv[i], dialplan_callback_status_name(found.status), (int)len, line);
  }
  dialplan_campaign_free(campaign);
  dialplan_zones_free(zones);
  return 0;
}
