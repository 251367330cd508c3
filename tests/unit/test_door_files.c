/* SPDX-License-Identifier: MIT */
/* lib/door_files.c, lib/zones_load.c: zones from directories. Directories are made below TMPDIR and removed.
 */
#include "fixture.h"

#include <sys/stat.h>
#include <unistd.h>

static char dir[256];

static void path_of(char *path, const char *name) { snprintf(path, 1024, "%s/%s", dir, name); }

static int make_directory(void **state) {
  const char *tmp = getenv("TMPDIR");
  snprintf(dir, sizeof dir, "%s/dialplan-zones-XXXXXX", tmp ? tmp : "/tmp");
  return mkdtemp(dir) ? 0 : -1;
}

static int remove_directory(void **state) {
  char command[300];
  snprintf(command, sizeof command, "rm -rf '%s'", dir);
  return system(command);
}

static void put_bytes(const char *name, const void *bytes, size_t size) {
  char path[1024];
  path_of(path, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static void put_zone(const char *name, const char *fixture) {
  size_t size = 0;
  uint8_t *bytes = fixture_bytes(FIXTURE_SLIM, fixture, &size);
  put_bytes(name, bytes, size);
  free(bytes);
}

static void put_folder(const char *name) {
  char path[1024];
  path_of(path, name);
  assert_int_equal(mkdir(path, 0777), 0);
}

static dialplan_status load(const char *names, dialplan_zones **zones, dialplan_error *error) {
  return dialplan_zones_load(dir, strlen(dir), DIALPLAN_ZONES_SYSTEM, names, names ? strlen(names) : 0, zones,
                             error);
}

static void assert_names(const dialplan_zones *zones, const char *expected) {
  char names[1024] = "";
  for (uint64_t i = 0; i < dialplan_zones_count(zones); i++)
    strcat(strcat(names, i ? " " : ""), dialplan_zones_name(zones, (uint16_t)i));
  assert_string_equal(names, expected);
}

static void the_whole_fixture_is_read_in_order(void **state) {
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, NULL);
  assert_int_equal(dialplan_zones_count(zones), 32);
  assert_string_equal(dialplan_zones_version(zones), "fixture-1");
  assert_string_equal(dialplan_zones_origin(zones), FIXTURE_FAT);
  for (uint16_t i = 2; i < 32; i++)
    assert_true(strcmp(dialplan_zones_name(zones, (uint16_t)(i - 1)), dialplan_zones_name(zones, i)) < 0);
  dialplan_zones_free(zones);
}

static void only_zones_are_taken(void **state) {
  dialplan_zones *zones = NULL;
  dialplan_error error;
  put_zone("Zulu", "Europe/London");
  put_zone("Berlin", "Europe/Berlin");
  put_folder("Asia");
  put_folder("Asia/Deep");
  put_folder("Asia/Deep/Deeper");
  put_zone("Asia/Tokyo", "Asia/Tokyo");
  put_zone("Asia/Deep/Deeper/Dubai", "Asia/Dubai");
  put_folder("posix");
  put_folder("right");
  put_zone("posix/Berlin", "Europe/London");
  put_bytes("right/Berlin", "TZif, but damaged", 17);
  put_zone("posixrules", "America/New_York");
  put_zone("localtime", "America/New_York");
  put_zone(".Hidden", "America/New_York");
  put_zone("Zone.bak", "America/New_York");
  put_bytes("README", "no zone at all", 14);
  put_bytes("Empty", "", 0);
  put_bytes("tzdata.zi", "# version 2030x\n# more", 22);
  put_bytes("+VERSION", "not-this-one\n", 13);
  char path[1024];
  path_of(path, "Round"); /* links in circles, to nowhere, and to a file */
  assert_int_equal(symlink(".", path), 0);
  path_of(path, "Nowhere");
  assert_int_equal(symlink("nothing-here", path), 0);
  path_of(path, "Link");
  assert_int_equal(symlink("Asia/Tokyo", path), 0);
  if (load(NULL, &zones, &error)) fail_msg("%s", error.message);
  assert_names(zones, "UTC Asia/Deep/Deeper/Dubai Asia/Tokyo Berlin Link Zulu");
  assert_string_equal(dialplan_zones_version(zones), "2030x");
  assert_true(dialplan_zones_equal(zones, fixture_zone(zones, "Link"), fixture_zone(zones, "Asia/Tokyo")));
  dialplan_zones_free(zones);
  put_bytes("Damaged", "TZif2 and then nothing", 22);
  assert_int_equal(load(NULL, &zones, &error), DIALPLAN_E_ZONE_DATA);
  assert_string_equal(error.message, "the zone file of \"Damaged\" cannot be used: it ends inside a header");
  assert_int_equal(load("Zulu", &zones, &error), DIALPLAN_OK); /* nobody asked for the damaged one */
  assert_names(zones, "UTC Zulu");
  dialplan_zones_free(zones);
}

static void names_are_taken_in_their_order(void **state) {
  dialplan_zones *zones = NULL;
  dialplan_error error;
  put_zone("Zulu", "Europe/London");
  put_zone("Berlin", "Europe/Berlin");
  if (load("Zulu\n\n+05:30\nBerlin\nUTC\nZulu\n-01:00\n", &zones, &error)) fail_msg("%s", error.message);
  assert_names(zones, "UTC Zulu +05:30 Berlin -01:00");
  assert_string_equal(dialplan_zones_version(zones), "unknown");
  dialplan_zones_free(zones);
  put_bytes("+VERSION", "2031a\n", 6);
  assert_int_equal(load("", &zones, &error), DIALPLAN_OK);
  assert_names(zones, "UTC");
  assert_string_equal(dialplan_zones_version(zones), "2031a");
  dialplan_zones_free(zones);
  put_bytes("tzdata.zi", "# nothing about it\n", 19);
  assert_int_equal(load("Zulu", &zones, &error), DIALPLAN_OK);
  assert_string_equal(dialplan_zones_version(zones), "2031a");
  dialplan_zones_free(zones);
}

/* Beside the zones of tzdata's own directories, which are three deep, lie things that are none. */
static void pipes_and_what_lies_too_deep_are_passed_over(void **state) {
  dialplan_zones *zones = NULL;
  dialplan_error error;
  char path[1024];
  put_zone("Berlin", "Europe/Berlin");
  put_folder("A");
  put_folder("A/B");
  put_folder("A/B/C");
  put_folder("A/B/C/D");
  put_zone("A/B/C/Zulu", "Europe/London");
  put_zone("A/B/C/D/Zulu", "Europe/London");
  path_of(path, "Pipe"); /* opening it would wait for a writer */
  assert_int_equal(mkfifo(path, 0666), 0);
  if (load(NULL, &zones, &error)) fail_msg("%s", error.message);
  assert_names(zones, "UTC A/B/C/Zulu Berlin");
  dialplan_zones_free(zones);
  zones = NULL;
  assert_int_equal(load("Pipe", &zones, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_null(zones);
}

static void a_version_is_one_word(void **state) {
  static const struct {
    const char *file, *text, *version;
  } cases[] = {
      {"+VERSION", "2031a more", "2031a"},
      {"+VERSION", "2031b\xC3\xA9", "2031b"},
      {"+VERSION", "2031c", "2031c"},
      {"+VERSION", "", "unknown"},
      {"tzdata.zi", "# vers", "unknown"},
      {"tzdata.zi", "# version ", "unknown"},
      {"tzdata.zi", "# version 2031d", "2031d"},
  };
  dialplan_zones *zones = NULL;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    put_bytes("+VERSION", "", 0);
    put_bytes(cases[i].file, cases[i].text, strlen(cases[i].text));
    assert_int_equal(load("UTC", &zones, NULL), DIALPLAN_OK);
    assert_string_equal(dialplan_zones_version(zones), cases[i].version);
    dialplan_zones_free(zones);
  }
}

static void unknown_names_are_told(void **state) {
  static const char *const wrong[] = {
      "Berlim",  "../Berlin", "/etc/passwd", "./Berlin", "Berlin/",    "Asia//Tokyo", "Asia", "Asia/.Tokyo",
      "Asia/..", "zone.tab",  "README",      "Ber lin",  "Berlin\xC3", "+24:00",      "utc",  "Asia/Tokyo/x"};
  dialplan_zones *zones = NULL;
  dialplan_error error;
  put_folder("Asia");
  put_zone("Asia/Tokyo", "Asia/Tokyo");
  put_zone("Asia/.Tokyo", "Asia/Tokyo");
  put_zone("Berlin", "Europe/Berlin");
  put_bytes("zone.tab", "# a table", 9);
  put_bytes("README", "no zone", 7);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    if (load(wrong[i], &zones, &error) != DIALPLAN_E_ZONE_UNKNOWN)
      fail_msg("%s: %s", wrong[i], error.message);
    assert_string_equal(error.code, "zone-unknown");
    assert_int_equal(load(wrong[i], &zones, NULL), DIALPLAN_E_ZONE_UNKNOWN);
  }
  load("Berlin\nBerlim", &zones, &error);
  assert_string_equal(error.message, "there is no zone \"Berlim\"; did you mean Berlin?");
  load("Toyko", &zones, &error);
  assert_string_equal(error.message, "there is no zone \"Toyko\"; did you mean Asia/Tokyo?");
  char name[400];
  memset(name, 'N', sizeof name);
  name[sizeof name - 1] = 0;
  assert_int_equal(load(name, &zones, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_null(zones);
}

static void without_data_the_package_is_named(void **state) {
  dialplan_zones *zones = NULL;
  dialplan_error error;
  assert_int_equal(load(NULL, &zones, &error), DIALPLAN_E_ZONE_DATA); /* an empty directory */
  assert_string_equal(error.code, "zone-none");
  assert_non_null(strstr(error.message, "install the package tzdata"));
  assert_int_equal(load("Europe/Berlin", &zones, &error), DIALPLAN_E_ZONE_DATA);
  put_bytes("README", "no zone at all", 14);
  assert_int_equal(load(NULL, &zones, &error), DIALPLAN_E_ZONE_DATA);
  char missing[300];
  snprintf(missing, sizeof missing, "%s/missing//", dir);
  assert_int_equal(dialplan_zones_load(missing, strlen(missing), DIALPLAN_ZONES_SYSTEM, "Europe/Berlin", 13,
                                       &zones, &error),
                   DIALPLAN_E_ZONE_DATA);
  assert_int_equal(
      dialplan_zones_load(missing, strlen(missing), DIALPLAN_ZONES_SYSTEM, NULL, 0, &zones, NULL),
      DIALPLAN_E_ZONE_DATA);
  char file[300];
  snprintf(file, sizeof file, "%s/README", dir);
  assert_int_equal(dialplan_zones_load(file, strlen(file), DIALPLAN_ZONES_SYSTEM, NULL, 0, &zones, &error),
                   DIALPLAN_E_ZONE_DATA);
  assert_null(zones);
  assert_int_equal(load("+05:30\nUTC", &zones, &error), DIALPLAN_OK); /* these need no file */
  assert_names(zones, "UTC +05:30");
  dialplan_zones_free(zones);
}

static void large_files_are_refused(void **state) {
  enum { LARGE = 1 << 18 };
  dialplan_zones *zones = NULL;
  dialplan_error error;
  size_t size = 0;
  uint8_t *bytes = fixture_bytes(FIXTURE_SLIM, "Europe/Berlin", &size), *large = calloc(1, LARGE);
  assert_non_null(large);
  memcpy(large, bytes, size);
  put_bytes("Large", large, LARGE);
  assert_int_equal(load(NULL, &zones, &error), DIALPLAN_E_LIMIT);
  assert_int_equal(load("Large", &zones, &error), DIALPLAN_E_LIMIT);
  put_bytes("Large", large, LARGE - 1);
  assert_int_equal(load("Large", &zones, &error), DIALPLAN_OK); /* what follows the footer is not looked at */
  dialplan_zones_free(zones);
  free(large);
  free(bytes);
}

static void too_many_files_are_refused(void **state) {
  dialplan_zones *zones = NULL;
  dialplan_error error;
  for (int i = 0; i <= 5000; i++) {
    char name[32], path[1024];
    snprintf(name, sizeof name, "Z%d", i);
    path_of(path, name);
    assert_int_equal(symlink("nothing-here", path), 0);
  }
  assert_int_equal(load(NULL, &zones, &error), DIALPLAN_E_LIMIT);
  assert_string_equal(error.code, "zones-many");
  assert_null(zones);
}

static void names_too_long_for_a_zone_are_passed_over(void **state) {
  dialplan_zones *zones = NULL;
  dialplan_error error;
  char name[700], part[201];
  memset(part, 'N', 200);
  part[200] = 0;
  put_zone("Berlin", "Europe/Berlin");
  put_folder(part);
  snprintf(name, sizeof name, "%s/%s", part, part);
  put_folder(name);
  snprintf(name, sizeof name, "%s/%s/%s", part, part, part);
  put_folder(name); /* 602 bytes */
  if (load(NULL, &zones, &error)) fail_msg("%s", error.message);
  assert_names(zones, "UTC Berlin");
  dialplan_zones_free(zones);
}

static void without_a_directory_it_is_the_systems(void **state) {
  dialplan_zones *zones = NULL;
  dialplan_error error;
  if (dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, "+05:30", 6, &zones, &error))
    fail_msg("%s", error.message);
  assert_string_equal(dialplan_zones_origin(zones), "/usr/share/zoneinfo");
  assert_names(zones, "UTC +05:30");
  dialplan_zones_free(zones);
}

static void wrong_arguments_are_refused(void **state) {
  dialplan_zones *zones = NULL;
  char path[4096];
  memset(path, 'd', sizeof path);
  assert_int_equal(dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, NULL, 0, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, NULL, 5, &zones, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_load(NULL, 0, 2, NULL, 0, &zones, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_load("", 0, DIALPLAN_ZONES_SYSTEM, NULL, 0, &zones, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_load("a\0b", 3, DIALPLAN_ZONES_SYSTEM, NULL, 0, &zones, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_load(path, 4096, DIALPLAN_ZONES_SYSTEM, NULL, 0, &zones, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_null(zones);
}

#define IN_A_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, make_directory, remove_directory)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_whole_fixture_is_read_in_order),
      IN_A_DIRECTORY(only_zones_are_taken),
      IN_A_DIRECTORY(names_are_taken_in_their_order),
      IN_A_DIRECTORY(pipes_and_what_lies_too_deep_are_passed_over),
      IN_A_DIRECTORY(a_version_is_one_word),
      IN_A_DIRECTORY(unknown_names_are_told),
      IN_A_DIRECTORY(without_data_the_package_is_named),
      IN_A_DIRECTORY(large_files_are_refused),
      IN_A_DIRECTORY(too_many_files_are_refused),
      IN_A_DIRECTORY(names_too_long_for_a_zone_are_passed_over),
      cmocka_unit_test(without_a_directory_it_is_the_systems),
      cmocka_unit_test(wrong_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
