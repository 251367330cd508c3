/* SPDX-License-Identifier: MIT */
/* Bytes as a model file: what is read is a model that a forecast takes, and what is refused leaves nothing
 * behind. */
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

#include "forecast.h"

static void must(int holds) {
  if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  dialplan_model model, before;
  dialplan_error error;
  memset(&model, 0x55, sizeof model);
  before = model;
  const dialplan_status status = dialplan_model_parse((const char *)data, size, &model, &error);
  must(status ? memcmp(&model, &before, sizeof model) == 0 : dp_model_check(&model, NULL) == DIALPLAN_OK);
  must(!status || error.status == status);
  return 0;
}
