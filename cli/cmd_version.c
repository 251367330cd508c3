/* SPDX-License-Identifier: MIT */
/* dialplan version: what is at work, zone data included, which are an input like any other. */
#include "world.h"
#include "writer.h"

int cmd_version(app *a) {
  buffer b = {0};
  dialplan_zones *zones = NULL;
  buffer_format(&b, "dialplan %d.%d.%d\n", DIALPLAN_VERSION_MAJOR, DIALPLAN_VERSION_MINOR,
                DIALPLAN_VERSION_PATCH);
  buffer_format(&b, "libdialplan %s\n", dialplan_version());
  uint64_t len = 0;
  if (!dialplan_dependencies(NULL, 0, &len) && !dialplan_dependencies(buffer_room(&b, len + 1), len, &len)) {
    b.len += len;
    buffer_char(&b, '\n');
  }
  /* One zone is enough to ask which data there are. */
  const int status = zones_open(a, "UTC", 3, 0, &zones);
  if (!status)
    buffer_format(&b, "zone data %s from %s\n", dialplan_zones_version(zones), dialplan_zones_origin(zones));
  dialplan_zones_free(zones);
  const int written = write_out(&a->diag, b.data, b.len);
  buffer_free(&b);
  return status ? status : written;
}
