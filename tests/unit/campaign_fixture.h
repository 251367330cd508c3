/* SPDX-License-Identifier: MIT */
/* Shared by the tests of campaign files: documents to build on, and compiling with an account beside. */
#ifndef TESTS_UNIT_CAMPAIGN_FIXTURE_H
#define TESTS_UNIT_CAMPAIGN_FIXTURE_H

#include "unit/fixture.h"

#include "campaign_read.h"
#include "support/atlas_group.h"

#define HEAD "name: A\nseed: s\ntimezone: UTC\n" /* three lines */
#define BASE HEAD "windows: 09:00-18:00\n"       /* four */

#define WITH_ACCOUNT "name: A\nseed: s\naccount: account.yaml\n" /* three lines */

/* The files that lie beside a document: the account's, and calendars of one day, and a table of hours.
 */
enum { BESIDE = 9, CALENDARS_BESIDE = 7 };

typedef struct beside {
  const char *names[BESIDE], *texts[BESIDE];
  uint64_t lengths[BESIDE];
} beside;

static inline beside beside_with(const char *account) {
  static const char day[] =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:xyz\r\nDTSTART;VALUE=DATE:20260126\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n";
  static const char hours[] = "weekday,hour,weight\nfri,16,250\n";
  beside files = {
      .names = {"account.yaml", "a.ics", "a b.ics", "fr.ics", "own.ics", "de.ics", "no.ics", "a", "on"}, /* a name that YAML wants in quotes */
      .texts = {account},
      .lengths = {account ? strlen(account) : 0},
  };
  for (int i = 1; i <= CALENDARS_BESIDE; i++) {
    files.texts[i] = day;
    files.lengths[i] = sizeof day - 1;
  }
  files.texts[BESIDE - 1] = hours;
  files.lengths[BESIDE - 1] = sizeof hours - 1;
  return files;
}

static inline dialplan_campaign *compiled_with(const char *text, const char *account) {
  const beside files = beside_with(account);
  dialplan_campaign *campaign = NULL;
  dialplan_error error;
  if (dialplan_campaign_compile(text, strlen(text), zones, files.names, files.texts, files.lengths, BESIDE,
                                &campaign, &error))
    fail_msg("%u:%u:%u: %s [%s]\n%s", error.source, error.line, error.column, error.message, error.code,
             text);
  return campaign;
}

static inline dialplan_campaign *compiled(const char *text) { return compiled_with(text, NULL); }

/* Stops the test unless dialplan-campaign(5) lists a diagnostic's code. */
static inline void documented(const char *code) {
  static char page[131072];
  if (!page[0]) {
    FILE *file = fopen("man/dialplan-campaign.5", "rb");
    if (!file) fail_msg("cannot read the man page: tests run from the root of the tree");
    assert_true(fread(page, 1, sizeof page - 1, file) > 0);
    fclose(file);
  }
  const size_t len = strlen(code);
  for (const char *line = page; (line = strstr(line, "\n.It Cm ")) != NULL; line++)
    for (const char *word = line + 8, *end; *word && *word != '\n'; word = end + (*end == ' ')) {
      end = word + strcspn(word, " \n");
      if ((size_t)(end - word) == len && memcmp(word, code, len) == 0) return;
    }
  fail_msg("dialplan-campaign(5) does not list the code %s", code);
}

#endif
