/* SPDX-License-Identifier: MIT */
/* Does every zone of the machine's database agree with Python's zoneinfo, another reader of the same files?
 * This program loads them all through the public interface and hands every change of offset, and nothing
 * else, to zones_zoneinfo.py, which compares both ways: our changes are theirs, and theirs are ours.
 *
 * usage: zones_zoneinfo [ZONE-DIRECTORY]; PYTHON names the interpreter; 77 where there is none with zoneinfo.
 */
#include <dialplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static void dump(FILE *out, const dialplan_zones *zones, uint16_t zone) {
  int64_t at = 1;
  int32_t offset = 0;
  if (dialplan_zone_offset(zones, zone, at, &offset)) abort();
  fprintf(out, "zone %s %d", dialplan_zones_name(zones, zone), (int)offset);
  for (;;) {
    if (dialplan_zone_next_change(zones, zone, at, &at, &offset)) abort();
    if (at == 0) break;
    fprintf(out, " %lld %d", (long long)at, (int)offset);
  }
  fputc('\n', out);
}

int main(int argc, char **argv) {
  const char *dir = argc > 1 ? argv[1] : "/usr/share/zoneinfo";
  const char *python = getenv("PYTHON");
  dialplan_zones *zones = NULL;
  dialplan_error error;
  if (dialplan_zones_load(dir, strlen(dir), DIALPLAN_ZONES_SYSTEM, NULL, 0, &zones, &error)) {
    const int none = strcmp(error.code, "zone-none") == 0;
    printf("%s: %s\n", none ? "skipped" : "FAILED", error.message);
    return none ? 77 : 1;
  }
  char command[1024];
  snprintf(command, sizeof command, "'%s' tests/oracle/zones_zoneinfo.py '%s'", python ? python : "python3",
           dir);
  FILE *out = popen(command, "w");
  if (!out) return 1;
  for (uint64_t i = 0; i < dialplan_zones_count(zones); i++) dump(out, zones, (uint16_t)i);
  const int status = pclose(out);
  dialplan_zones_free(zones);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
