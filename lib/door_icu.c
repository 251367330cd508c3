/* SPDX-License-Identifier: MIT */
/* What does ICU think about zones? Its data may be years behind, so they serve comparisons only.
 * The one file that includes ICU's headers. Invariant: ICU is asked about a name only after it has confirmed
 * that it knows it, because it takes unknown names for GMT; its handles live no longer than the loading. */
#include "door_icu.h"

#include "base.h"
#include "zones_make.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/uenum.h>
#include <unicode/ustring.h>

enum { DP_ICU_NAME_MAX = 128 };

static const char unknown[] = "Etc/Unknown"; /* ICU's name for having none */

static dialplan_status fail_icu(dialplan_error *err, const char *message, UErrorCode code) {
  const char *name = u_errorName(code);
  return dp_fail_found(err, code == U_MEMORY_ALLOCATION_ERROR ? DIALPLAN_E_MEMORY : DIALPLAN_E_ZONE_DATA,
                       "icu", message, name, strlen(name));
}

/* Whether ICU has a zone of its own under this name; id: the name as ICU wants it. */
static int is_known(const char *name, size_t len, UChar *id) {
  if (len == 0 || len >= DP_ICU_NAME_MAX || dp_text_is(name, len, unknown)) return 0;
  for (size_t i = 0; i < len; i++)
    if (name[i] <= ' ' || name[i] > '~') return 0;
  UErrorCode code = U_ZERO_ERROR;
  UBool system = 0;
  UChar canonical[DP_ICU_NAME_MAX];
  u_charsToUChars(name, id, (int32_t)len);
  ucal_getCanonicalTimeZoneID(id, (int32_t)len, canonical, DP_ICU_NAME_MAX, &system, &code);
  return U_SUCCESS(code) && system;
}

/* Walks over ICU's transitions from the first to the last valid instant. */
static dialplan_status read_changes(UCalendar *calendar, dp_changes *changes, UErrorCode *code) {
  int64_t at = 1;
  for (int first = 1;; first = 0) {
    ucal_setMillis(calendar, (double)at * 1000, code);
    const int32_t offset =
        (ucal_get(calendar, UCAL_ZONE_OFFSET, code) + ucal_get(calendar, UCAL_DST_OFFSET, code)) / 1000;
    if (U_FAILURE(*code)) return DIALPLAN_E_ZONE_DATA;
    if (first)
      dp_changes_init(changes, offset);
    else if (!dp_changes_add(changes, at, offset))
      return DIALPLAN_E_LIMIT;
    UDate next = 0;
    if (!ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &next, code)) return DIALPLAN_OK;
    if (next >= (double)DP_INSTANT_END * 1000) return DIALPLAN_OK;
    at = (int64_t)(next / 1000);
  }
}

static dialplan_status add_zone(dp_zones_make *make, const char *name, size_t len, const UChar *id,
                                dialplan_error *err) {
  UErrorCode code = U_ZERO_ERROR;
  UCalendar *calendar = ucal_open(id, (int32_t)len, "en", UCAL_GREGORIAN, &code);
  dialplan_status status = DIALPLAN_E_ZONE_DATA;
  if (U_SUCCESS(code)) status = read_changes(calendar, make->changes, &code);
  ucal_close(calendar);
  if (status == DIALPLAN_E_LIMIT)
    return dp_fail_found(err, status, "icu", "ICU has too many changes for", name, len);
  if (status) return fail_icu(err, "ICU cannot tell the changes of a zone:", code);
  return dp_zones_add(make, name, len, err);
}

/* All names that ICU has, sorted, but for the one that stands for "unknown". */
typedef struct known {
  const char **names;
  size_t count;
  dp_arena texts;
} known;

static int compare_names(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static dialplan_status copy_names(UEnumeration *ids, known *all, UErrorCode *code) {
  const int32_t count = uenum_count(ids, code);
  if (U_FAILURE(*code) || count < 1) return DIALPLAN_E_ZONE_DATA;
  all->names = dp_arena_new(&all->texts, (size_t)count * sizeof *all->names);
  if (!all->names) return DIALPLAN_E_MEMORY;
  int32_t len = 0;
  for (const char *id;
       all->count < (size_t)count && (id = uenum_next(ids, &len, code)) && U_SUCCESS(*code);) {
    if (dp_text_is(id, (size_t)len, unknown)) continue;
    const char *copy = dp_arena_text(&all->texts, id, (size_t)len);
    if (!copy) return DIALPLAN_E_MEMORY;
    all->names[all->count++] = copy;
  }
  if (U_FAILURE(*code)) return DIALPLAN_E_ZONE_DATA;
  qsort(all->names, all->count, sizeof *all->names, compare_names);
  return DIALPLAN_OK;
}

static dialplan_status list_all(known *all, dialplan_error *err) {
  UErrorCode code = U_ZERO_ERROR;
  UEnumeration *ids = ucal_openTimeZones(&code);
  const dialplan_status status = U_SUCCESS(code) ? copy_names(ids, all, &code) : DIALPLAN_E_ZONE_DATA;
  uenum_close(ids);
  if (status == DIALPLAN_E_MEMORY) return dp_fail(err, status, "no-memory", "no memory to load zones");
  return status ? fail_icu(err, "ICU does not list its zones:", code) : DIALPLAN_OK;
}

static dialplan_status fail_unknown(const char *name, size_t len, dialplan_error *err) {
  known all = {NULL, 0, {NULL, 0, 0}};
  const dialplan_status status = list_all(&all, err);
  if (!status && err) {
    dp_text text = dp_fail_begin(err, DIALPLAN_E_ZONE_UNKNOWN, "zone-unknown");
    dp_text_str(&text, "ICU has no zone ");
    dp_text_quoted(&text, name, len);
    dp_zones_suggest(&text, name, len, all.names, all.count);
    dp_text_end(&text);
  }
  dp_arena_free(&all.texts);
  return status ? status : DIALPLAN_E_ZONE_UNKNOWN;
}

static dialplan_status load_one(dp_zones_make *make, const char *name, size_t len, dialplan_error *err) {
  UChar id[DP_ICU_NAME_MAX];
  int32_t offset = 0;
  if (dp_zones_fixed(name, len, &offset)) {
    dp_changes_init(make->changes, offset);
    return dp_zones_add(make, name, len, err);
  }
  return is_known(name, len, id) ? add_zone(make, name, len, id, err) : fail_unknown(name, len, err);
}

/* names: separated by '\n'. */
static dialplan_status load_named(dp_zones_make *make, const char *names, size_t len, dialplan_error *err) {
  dialplan_status status = DIALPLAN_OK;
  for (size_t from = 0; from < len && !status;) {
    const char *end = memchr(names + from, '\n', len - from);
    const size_t until = end ? (size_t)(end - names) : len;
    if (until > from) status = load_one(make, names + from, until - from, err);
    from = until + 1;
  }
  return status;
}

static dialplan_status load(const known *all, const char *names, size_t len, dialplan_zones **out,
                            dialplan_error *err) {
  UErrorCode code = U_ZERO_ERROR;
  const char *version = ucal_getTZDataVersion(&code);
  if (U_FAILURE(code)) return fail_icu(err, "ICU does not tell the version of its zone data:", code);
  uint64_t count = 1 + all->count;
  for (size_t i = 0; i < len; i++) count += names[i] == '\n';
  dp_zones_make make;
  dialplan_status status = dp_zones_begin(&make, count, version, strlen(version), "icu", 3, err);
  if (status) return status;
  if (names) status = load_named(&make, names, len, err);
  for (size_t i = 0; i < all->count && !status; i++)
    status = load_one(&make, all->names[i], strlen(all->names[i]), err);
  if (status)
    dp_zones_drop(&make);
  else
    *out = dp_zones_end(&make);
  return status;
}

dialplan_status dp_icu_zones(const char *names, size_t names_len, dialplan_zones **out, dialplan_error *err) {
  known all = {NULL, 0, {NULL, 0, 0}};
  dialplan_status status = names ? DIALPLAN_OK : list_all(&all, err);
  if (!status) status = load(&all, names, names_len, out, err);
  dp_arena_free(&all.texts);
  return status;
}

void dp_icu_version(dp_text *text) {
  UVersionInfo version;
  char name[U_MAX_VERSION_STRING_LENGTH];
  u_getVersion(version);
  u_versionToString(version, name);
  dp_text_str(text, name);
}
