/* SPDX-License-Identifier: MIT */
/* The floor of start.c: nothing, linked with the libraries that the program is linked with. They are named,
 * so that no linker leaves them out, and not called. */
#include <unicode/ucal.h>
#include <yaml.h>

int main(int argc, char **argv) {
  if (argc > 99) {
    UVersionInfo version;
    u_getVersion(version);
    ucal_close(NULL);
    return yaml_get_version_string()[0] + version[0];
  }
  return 0;
}
