/* SPDX-License-Identifier: MIT */
/* dialplan schema: what editors and forms need to know of the keys of campaign and account files. */
#include <string.h>

#include <dialplan.h>

#include "app.h"
#include "writer.h"

int cmd_schema(app *a) {
  static const char *const kinds[] = {"campaign", "account"};
  const char *const word = a->options.word_count ? a->options.words[0] : kinds[0];
  buffer b = {0};
  uint64_t len = 0;
  if (strcmp(word, kinds[0]) && strcmp(word, kinds[1]))
    return diag_fail(&a->diag, EXIT_USAGE, "usage",
                     "there is a schema of campaign and of account files, not of \"%s\"", word);
  const int32_t kind = strcmp(word, kinds[0]) ? DIALPLAN_SCHEMA_ACCOUNT : DIALPLAN_SCHEMA_CAMPAIGN;
  if (!dialplan_campaign_schema(kind, NULL, 0, &len) &&
      !dialplan_campaign_schema(kind, buffer_room(&b, len + 1), len, &len))
    b.len = len;
  const int status = write_out(&a->diag, b.data, b.len);
  buffer_free(&b);
  return status;
}
