/* SPDX-License-Identifier: MIT */
/* The doors to the outside when the outside fails: files that cannot be opened, listed or read, reads that
 * are short, ICU that fails at each of its functions, no memory for what they tell. ICU's functions are
 * defined here, in front of the library's, and hand on to it.
 *
 * Link: -Wl,--wrap=calloc,--wrap=realloc,--wrap=open,--wrap=read,--wrap=opendir -ldl
 */
#define _GNU_SOURCE /* RTLD_NEXT */

#include "unit/fixture.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <sys/types.h>
#include <unicode/ucal.h>
#include <unicode/uenum.h>

/* --- what fails ---------------------------------------------------------------------------------- */

typedef enum place {
  NOTHING,
  OPEN,
  READ,
  READ_SHORT, /* gives a byte at a time */
  READ_ENDED, /* the file has become shorter since it was looked at */
  OPENDIR,
  ICU_VERSION,
  ICU_LIST,
  ICU_COUNT,
  ICU_EMPTY, /* has no zones at all */
  ICU_NAME,
  ICU_ZONE,
  ICU_OFFSET,
  ICU_RESTLESS /* changes every hour */
} place;

static place failing;
static long skipped;           /* calls of the place that go well before */
static long allocations_left;  /* negative: none fails */
static UErrorCode icu_failure; /* what ICU says */
static int32_t icu_most;       /* zones that ICU lists at most; 0: all */

static int fails(place at) { return failing == at && skipped-- <= 0; }

void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
int __real_open(const char *path, int flags);
ssize_t __real_read(int fd, void *data, size_t size);
DIR *__real_opendir(const char *path);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
int __wrap_open(const char *path, int flags);
ssize_t __wrap_read(int fd, void *data, size_t size);
DIR *__wrap_opendir(const char *path);

static int no_memory(void) { return allocations_left >= 0 && allocations_left-- == 0; }

void *__wrap_calloc(size_t count, size_t size) { return no_memory() ? NULL : __real_calloc(count, size); }

void *__wrap_realloc(void *old, size_t size) { return no_memory() ? NULL : __real_realloc(old, size); }

int __wrap_open(const char *path, int flags) {
  if (!fails(OPEN)) return __real_open(path, flags);
  errno = EACCES;
  return -1;
}

ssize_t __wrap_read(int fd, void *data, size_t size) {
  if (fails(READ)) {
    errno = EIO;
    return -1;
  }
  if (fails(READ_ENDED)) return 0;
  return __real_read(fd, data, failing == READ_SHORT && size ? 1 : size);
}

DIR *__wrap_opendir(const char *path) {
  if (!fails(OPENDIR)) return __real_opendir(path);
  errno = EACCES;
  return NULL;
}

/* The name behind a macro of ICU, which adds its version to every function. */
#define NAME_OF(function) NAME_OF_(function)
#define NAME_OF_(function) #function

/* ICU's own function; POSIX says that the conversion from an object's pointer works. */
static void find(void *function, size_t size, const char *name) {
  void *symbol = dlsym(RTLD_NEXT, name);
  if (!symbol) fail_msg("ICU has no %s", name);
  memcpy(function, &symbol, size);
}

#define REAL(function, ...)                                                                                  \
  __typeof__(&function) real;                                                                                \
  find(&real, sizeof real, NAME_OF(function));                                                               \
  return real(__VA_ARGS__)

const char *ucal_getTZDataVersion(UErrorCode *code) {
  if (fails(ICU_VERSION)) *code = icu_failure;
  REAL(ucal_getTZDataVersion, code);
}

UEnumeration *ucal_openTimeZones(UErrorCode *code) {
  if (fails(ICU_LIST)) *code = icu_failure;
  REAL(ucal_openTimeZones, code);
}

int32_t uenum_count(UEnumeration *names, UErrorCode *code) {
  if (fails(ICU_EMPTY)) return 0;
  if (fails(ICU_COUNT)) *code = icu_failure;
  if (icu_most) return icu_most;
  REAL(uenum_count, names, code);
}

const char *uenum_next(UEnumeration *names, int32_t *len, UErrorCode *code) {
  if (fails(ICU_NAME)) {
    *code = icu_failure;
    return NULL;
  }
  REAL(uenum_next, names, len, code);
}

UCalendar *ucal_open(const UChar *zone, int32_t len, const char *locale, UCalendarType type,
                     UErrorCode *code) {
  if (fails(ICU_ZONE)) *code = icu_failure;
  REAL(ucal_open, zone, len, locale, type, code);
}

int32_t ucal_get(const UCalendar *calendar, UCalendarDateFields name, UErrorCode *code) {
  static int32_t turn;
  if (failing == ICU_RESTLESS) return name == UCAL_ZONE_OFFSET ? (turn = !turn) * 3600000 : 0;
  if (fails(ICU_OFFSET)) *code = icu_failure;
  REAL(ucal_get, calendar, name, code);
}

UBool ucal_getTimeZoneTransitionDate(const UCalendar *calendar, UTimeZoneTransitionType type, UDate *at,
                                     UErrorCode *code) {
  static double hour;
  if (failing == ICU_RESTLESS) {
    *at = (hour += 1) * 3600000;
    return 1;
  }
  REAL(ucal_getTimeZoneTransitionDate, calendar, type, at, code);
}

/* --- files --------------------------------------------------------------------------------------- */

static dialplan_status load(uint32_t from, const char *names, dialplan_zones **zones, dialplan_error *error) {
  const int system = from == DIALPLAN_ZONES_SYSTEM;
  return dialplan_zones_load(system ? FIXTURE_SLIM : NULL, system ? strlen(FIXTURE_SLIM) : 0, from, names,
                             names ? strlen(names) : 0, zones, error);
}

static dialplan_status load_failing(place at, long well, uint32_t from, const char *names,
                                    dialplan_error *error) {
  dialplan_zones *zones = NULL;
  failing = at;
  skipped = well;
  const dialplan_status status = load(from, names, &zones, error);
  failing = NOTHING;
  if (status) assert_null(zones);
  dialplan_zones_free(zones);
  return status;
}

static void files_that_cannot_be_read_are_errors_and_no_missing_zones(void **state) {
  (void)state;
  static const struct {
    place at;
    long well;
    const char *names, *message;
  } cases[] = {
      {OPEN, 0, "Europe/Berlin", "cannot open"}, /* +VERSION */
      {OPEN, 1, "Europe/Berlin", "cannot open"},
      {OPEN, 0, NULL, "cannot open"},
      {OPEN, 7, NULL, "cannot open"},
      {READ, 0, "Europe/Berlin", "cannot read"},
      {READ, 1, "Europe/Berlin", "cannot read"},
      {READ, 7, NULL, "cannot read"},
      {OPENDIR, 1, NULL, "cannot list"},
      {OPENDIR, 1, "Europe/Berlim", "cannot list"}, /* looks for names like it */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dialplan_error error = {0};
    assert_int_equal(load_failing(cases[i].at, cases[i].well, DIALPLAN_ZONES_SYSTEM, cases[i].names, &error),
                     DIALPLAN_E_IO);
    assert_string_equal(error.code, "zone-file");
    assert_non_null(strstr(error.message, cases[i].message));
    assert_non_null(strstr(error.message, FIXTURE_SLIM "/"));
  }
}

static void a_read_may_be_short(void **state) {
  (void)state;
  dialplan_zones *whole = fixture_zones(FIXTURE_SLIM, "Europe/Berlin"), *parts = NULL;
  failing = READ_SHORT;
  assert_int_equal(load(DIALPLAN_ZONES_SYSTEM, "Europe/Berlin", &parts, NULL), DIALPLAN_OK);
  failing = NOTHING;
  assert_string_equal(dialplan_zones_version(parts), dialplan_zones_version(whole));
  int64_t at = 1230768000; /* 2009 */
  while (at) {
    int64_t other = at;
    int32_t offset = 0, other_offset = 0;
    assert_int_equal(dialplan_zone_next_change(parts, 1, other, &other, &other_offset), DIALPLAN_OK);
    assert_int_equal(dialplan_zone_next_change(whole, 1, at, &at, &offset), DIALPLAN_OK);
    assert_int_equal(other, at);
    assert_int_equal(other_offset, offset);
  }
  dialplan_zones_free(parts);
  dialplan_zones_free(whole);
}

static void a_file_that_shrinks_is_no_zone(void **state) {
  (void)state;
  dialplan_error error = {0};
  assert_int_equal(load_failing(READ_ENDED, 1, DIALPLAN_ZONES_SYSTEM, "Europe/Berlin", &error),
                   DIALPLAN_E_ZONE_UNKNOWN);
  assert_string_equal(error.code, "zone-unknown");
}

/* --- ICU ----------------------------------------------------------------------------------------- */

static void icu_is_not_trusted_to_work(void **state) {
  (void)state;
  static const struct {
    place at;
    long well;
    const char *names;
  } cases[] = {
      {ICU_VERSION, 0, "Europe/Berlin"}, {ICU_VERSION, 0, NULL},         {ICU_LIST, 0, NULL},
      {ICU_LIST, 0, "Foo/Bar"},          {ICU_COUNT, 0, NULL},           {ICU_NAME, 3, NULL},
      {ICU_NAME, 3, "Foo/Bar"},          {ICU_ZONE, 0, "Europe/Berlin"}, {ICU_ZONE, 5, NULL},
      {ICU_OFFSET, 3, "Europe/Berlin"},
  };
  static const struct {
    UErrorCode failure;
    dialplan_status status;
  } failures[] = {{U_MEMORY_ALLOCATION_ERROR, DIALPLAN_E_MEMORY},
                  {U_MISSING_RESOURCE_ERROR, DIALPLAN_E_ZONE_DATA}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (size_t k = 0; k < 2; k++) {
      dialplan_error error = {0};
      icu_failure = failures[k].failure;
      assert_int_equal(load_failing(cases[i].at, cases[i].well, DIALPLAN_ZONES_ICU, cases[i].names, &error),
                       failures[k].status);
      assert_string_equal(error.code, "icu");
      assert_non_null(strstr(error.message, u_errorName(icu_failure)));
    }
}

static void icu_without_zones_is_an_error(void **state) {
  (void)state;
  dialplan_error error = {0};
  assert_int_equal(load_failing(ICU_EMPTY, 0, DIALPLAN_ZONES_ICU, NULL, &error), DIALPLAN_E_ZONE_DATA);
  assert_string_equal(error.code, "icu");
}

static void a_zone_of_too_many_changes_is_refused(void **state) {
  (void)state;
  dialplan_error error = {0};
  assert_int_equal(load_failing(ICU_RESTLESS, 0, DIALPLAN_ZONES_ICU, "Europe/Berlin", &error),
                   DIALPLAN_E_LIMIT);
  assert_string_equal(error.code, "icu");
  assert_non_null(strstr(error.message, "\"Europe/Berlin\""));
}

/* Every allocation of a load fails once; the number of them. */
static long fail_everywhere(uint32_t from, const char *names, dialplan_status expected) {
  for (long n = 0;; n++) {
    dialplan_zones *zones = NULL;
    dialplan_error error = {0};
    allocations_left = n;
    const dialplan_status status = load(from, names, &zones, &error);
    const int failed = allocations_left < 0;
    allocations_left = -1;
    if (!failed) {
      assert_int_equal(status, expected);
      dialplan_zones_free(zones);
      return n;
    }
    if (status != DIALPLAN_E_MEMORY) fail_msg("failure %ld gave %s", n, dialplan_status_name(status));
    assert_int_equal(error.status, DIALPLAN_E_MEMORY);
    assert_null(zones);
  }
}

static void every_allocation_fails_once(void **state) {
  (void)state;
  assert_true(fail_everywhere(DIALPLAN_ZONES_ICU, "Europe/Berlin", DIALPLAN_OK) > 3);
  assert_true(fail_everywhere(DIALPLAN_ZONES_ICU, "Foo/Bar", DIALPLAN_E_ZONE_UNKNOWN) > 3);
  icu_most = 30;
  assert_true(fail_everywhere(DIALPLAN_ZONES_ICU, NULL, DIALPLAN_OK) > 3);
  icu_most = 0;
  assert_true(fail_everywhere(DIALPLAN_ZONES_SYSTEM, "Europe/Berlim", DIALPLAN_E_ZONE_UNKNOWN) > 3);
}

int main(void) {
  allocations_left = -1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_that_cannot_be_read_are_errors_and_no_missing_zones),
      cmocka_unit_test(a_read_may_be_short),
      cmocka_unit_test(a_file_that_shrinks_is_no_zone),
      cmocka_unit_test(icu_is_not_trusted_to_work),
      cmocka_unit_test(icu_without_zones_is_an_error),
      cmocka_unit_test(a_zone_of_too_many_changes_is_refused),
      cmocka_unit_test(every_allocation_fails_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
