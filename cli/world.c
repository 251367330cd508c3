/* SPDX-License-Identifier: MIT */
/* Under which settings and zones is the question asked?
 * Reads the campaign and the files that it names, and loads the zones that are needed: those of the contacts
 * seen so far and of the campaign; all of them as soon as a name is missing. Invariant: what zones were
 * loaded changes no answer, only how long the start takes. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "input.h"
#include "lookup.h"

char *path_beside(const char *file, const char *name) {
  const char *const slash = strrchr(file, '/');
  buffer path = {0};
  if (*name != '/' && slash) buffer_bytes(&path, file, (size_t)(slash + 1 - file));
  buffer_str(&path, name);
  buffer_char(&path, 0);
  return path.data;
}

/* Takes the files that a document names. Account files are read and their own names taken too. */
static int take_references(world *w, const document *file, int depth) {
  dialplan_reference refs[FILES_MAX];
  uint64_t count = 0;
  dialplan_error err;
  /* A document that cannot be read is told of by compiling, with all its mistakes. */
  if (dialplan_campaign_references(file->text.data, file->text.len, refs, FILES_MAX, &count, &err)) return 0;
  if (count > FILES_MAX)
    return diag_fail(&w->a->diag, EXIT_INPUT, "too-many", "%s names more than %d files", file->path,
                     FILES_MAX);
  for (uint64_t i = 0; i < count; i++) {
    const dialplan_reference *const r = &refs[i];
    char *const path = path_beside(file->path, r->name);
    if (r->kind == DIALPLAN_REFERENCE_CONTACTS || r->kind == DIALPLAN_REFERENCE_EVENTS) {
      char **const slot = r->kind == DIALPLAN_REFERENCE_CONTACTS ? &w->contacts : &w->events;
      free(*slot);
      *slot = path;
      continue;
    }
    if (r->kind == DIALPLAN_REFERENCE_DNC) {
      if (w->dnc_count < LIST_MAX) w->dnc[w->dnc_count++] = path;
      continue;
    }
    if (w->ref_count == FILES_MAX)
      return diag_fail(&w->a->diag, EXIT_INPUT, "too-many", "%s names more than %d files", file->path,
                       FILES_MAX);
    document *const ref = &w->refs[w->ref_count++];
    *ref = (document){.path = path, .name = memory_text(slice_of(r->name))};
    const int status = input_whole(path, 4 << 20, &ref->text, &w->a->diag);
    if (status) return status;
    if (r->kind == DIALPLAN_REFERENCE_ACCOUNT && !depth && take_references(w, ref, 1)) return EXIT_INPUT;
  }
  return 0;
}

static int file_name_is_stdin(const char *path) { return path && !strcmp(path, "-"); }

static int take_flags(world *w) {
  const options *const o = &w->a->options;
  if (o->contacts) {
    free(w->contacts);
    w->contacts = memory_text(slice_of(o->contacts));
  }
  if (o->events) {
    free(w->events);
    w->events = memory_text(slice_of(o->events));
    w->events_given = 1;
  }
  for (size_t i = 0; i < o->dnc.count && w->dnc_count < LIST_MAX; i++)
    w->dnc[w->dnc_count++] = memory_text(slice_of(o->dnc.at[i]));
  int inputs =
      file_name_is_stdin(w->file.path) + file_name_is_stdin(w->contacts) + file_name_is_stdin(w->events);
  for (size_t i = 0; i < w->dnc_count; i++) inputs += file_name_is_stdin(w->dnc[i]);
  return inputs > 1 ? diag_fail(&w->a->diag, EXIT_USAGE, "stdin-twice",
                                "standard input can be only one of the files")
                    : 0;
}

int world_open(world *w, app *a, const char *campaign) {
  *w = (world){.a = a, .options = {.horizon_days = a->options.horizon_days}};
  if (a->options.no_buffer) w->options.flags |= DIALPLAN_OPTION_NO_BUFFER;
  w->file.path = lookup_campaign(campaign, &a->diag);
  if (!w->file.path) return EXIT_IO;
  int status = input_whole(w->file.path, 1 << 20, &w->file.text, &a->diag);
  if (!status) status = take_references(w, &w->file, 0);
  if (!status) status = take_flags(w);
  if (!status && a->options.verbose)
    diag_say(&a->diag, DIALPLAN_SEVERITY_NOTE, (place){0}, "", "campaign %s, contacts %s, events %s",
             w->file.path, w->contacts ? w->contacts : "none", w->events ? w->events : "none");
  return status;
}

static void take_path(char **slot, const char *path) {
  free(*slot);
  *slot = path ? memory_text(slice_of(path)) : NULL;
}

void world_take_lists(world *w, const world *of) {
  take_path(&w->contacts, of->contacts);
  take_path(&w->events, of->events);
  w->events_given = of->events_given;
}

void world_of_text(world *w, app *a, buffer *text) {
  *w = (world){.a = a, .options = {.horizon_days = a->options.horizon_days}};
  w->file.path = memory_text(slice_of("(no campaign)"));
  w->file.text = *text;
  *text = (buffer){0};
}

enum { TOLD_MAX = 1000 };

static int is_zone_char(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         (c && strchr("_+-/:", c));
}

/* What stands behind `timezone:` in a document, wherever: a guess that only decides what is loaded first. */
static void guess_zones(world *w, const document *file) {
  static const char key[] = "timezone";
  const char *const end = file->text.data + file->text.len;
  for (const char *p = file->text.data; p && (size_t)(end - p) > sizeof key; p++) {
    p = memchr(p, 't', (size_t)(end - p));
    if (!p || (size_t)(end - p) < sizeof key) return;
    if (memcmp(p, key, sizeof key - 1)) continue;
    p += sizeof key - 1;
    while (p < end && strchr(" \t\"':", *p) && *p) p++;
    const char *const from = p;
    while (p < end && is_zone_char(*p)) p++;
    if (p > from)
      intern_add(&w->wanted, (slice){from, (size_t)(p - from)}, NULL);
    else
      return;
  }
}

void world_want_zones(world *w, slice text) {
  while (text.len) {
    const char *const bar = memchr(text.at, '|', text.len);
    const slice name = slice_trim((slice){text.at, bar ? (size_t)(bar - text.at) : text.len});
    if (name.len) intern_add(&w->wanted, name, NULL);
    if (!bar) return;
    text.len -= (size_t)(bar + 1 - text.at);
    text.at = bar + 1;
  }
}

int zones_open(app *a, const char *names, size_t len, int silent, dialplan_zones **out) {
  const char *const dir = a->options.tzdir;
  const int icu = a->options.tz_source && !strcmp(a->options.tz_source, "icu");
  dialplan_error err;
  if (!dialplan_zones_load(dir, dir ? strlen(dir) : 0, icu ? DIALPLAN_ZONES_ICU : DIALPLAN_ZONES_SYSTEM,
                           names, len, out, &err))
    return 0;
  if (!silent) diag_record(&a->diag, NULL, &err);
  return err.status == DIALPLAN_E_ZONE_UNKNOWN ? EXIT_INPUT : EXIT_IO;
}

static int is_offset(slice name) { return name.len && (name.at[0] == '+' || name.at[0] == '-'); }

/* Every name there is, and the wanted fixed offsets, which no directory lists. */
static int open_all_zones(world *w, dialplan_zones **out) {
  int status = zones_open(w->a, NULL, 0, 0, out);
  buffer names = {0};
  for (uint32_t i = 0; i < w->wanted.count; i++)
    if (is_offset(intern_text(&w->wanted, i))) {
      buffer_text(&names, intern_text(&w->wanted, i));
      buffer_char(&names, '\n');
    }
  if (!status && names.len) {
    dialplan_zones *const listed = *out;
    for (uint64_t i = 0; i < dialplan_zones_count(listed); i++) {
      buffer_str(&names, dialplan_zones_name(listed, (uint16_t)i));
      buffer_char(&names, '\n');
    }
    dialplan_zones *more;
    if (!zones_open(w->a, names.data, names.len - 1, 1, &more)) {
      dialplan_zones_free(listed);
      *out = more;
    }
  }
  buffer_free(&names);
  return status;
}

static int open_wanted_zones(world *w, dialplan_zones **out) {
  buffer names = {0};
  for (uint32_t i = 0; i < w->wanted.count; i++) {
    if (i) buffer_char(&names, '\n');
    buffer_text(&names, intern_text(&w->wanted, i));
  }
  const int status = names.len ? zones_open(w->a, names.data, names.len, 1, out) : EXIT_INPUT;
  buffer_free(&names);
  return status;
}

typedef struct texts {
  const char *names[FILES_MAX], *texts[FILES_MAX];
  uint64_t lengths[FILES_MAX];
} texts;

static void gather(const world *w, texts *t) {
  for (size_t i = 0; i < w->ref_count; i++) {
    t->names[i] = w->refs[i].name;
    t->texts[i] = w->refs[i].text.data ? w->refs[i].text.data : "";
    t->lengths[i] = w->refs[i].text.len;
  }
}

static dialplan_status compile(const world *w, dialplan_zones *zones, dialplan_campaign **out,
                               dialplan_error *err) {
  texts t;
  gather(w, &t);
  return dialplan_campaign_compile(w->file.text.data ? w->file.text.data : "", w->file.text.len, zones,
                                   t.names, t.texts, t.lengths, w->ref_count, out, err);
}

int world_tell(world *w, dialplan_zones *zones, int64_t now, int least, uint64_t *told) {
  texts t;
  uint64_t count = 0;
  dialplan_error err, *const all = memory_new(TOLD_MAX, sizeof *all);
  gather(w, &t);
  *told = 0;
  const dialplan_status failed =
      dialplan_campaign_check(w->file.text.data ? w->file.text.data : "", w->file.text.len, zones, t.names,
                              t.texts, t.lengths, w->ref_count, now, all, TOLD_MAX, &count, &err);
  if (failed) diag_record(&w->a->diag, w->file.path, &err);
  for (uint64_t i = 0; !failed && i < count && i < TOLD_MAX; i++) {
    if (all[i].severity > (uint32_t)least) continue;
    const uint32_t source = all[i].source;
    diag_record(&w->a->diag, source && source <= w->ref_count ? w->refs[source - 1].path : w->file.path,
                &all[i]);
    ++*told;
  }
  free(all);
  return failed ? EXIT_IO : 0;
}

/* The campaign is wrong: all its errors, not the first alone. */
static int tell_errors(world *w, const dialplan_error *first) {
  uint64_t told;
  if (world_tell(w, w->zones, 0, DIALPLAN_SEVERITY_ERROR, &told)) return EXIT_IO;
  if (!told) diag_record(&w->a->diag, w->file.path, first);
  return EXIT_INPUT;
}

static int read_now(world *w) {
  app *const a = w->a;
  int status = 0;
  /* Several campaigns are asked at one instant: the first one's zone reads it. */
  if (!a->now && a->options.now)
    status = world_instant(w, "now", a->options.now, DIALPLAN_EDGE_START, &a->now);
  else if (!a->now)
    a->now = clock_now();
  w->now = a->now;
  return status;
}

int world_compile(world *w) {
  app *const a = w->a;
  guess_zones(w, &w->file);
  for (size_t i = 0; i < w->ref_count; i++) guess_zones(w, &w->refs[i]);
  dialplan_error err;
  dialplan_status failed = DIALPLAN_E_ZONE_UNKNOWN;
  if (!open_wanted_zones(w, &w->zones)) failed = compile(w, w->zones, &w->campaign, &err);
  if (failed == DIALPLAN_E_ZONE_UNKNOWN || (failed && !w->all_zones)) {
    dialplan_zones_free(w->zones);
    w->zones = NULL;
    const int status = open_all_zones(w, &w->zones);
    if (status) return status;
    w->all_zones = 1;
    failed = compile(w, w->zones, &w->campaign, &err);
  }
  if (failed) return failed == DIALPLAN_E_MEMORY ? EXIT_IO : tell_errors(w, &err);
  w->zone = dialplan_campaign_zone(w->campaign);
  w->name = world_setting(w, "name");
  w->agent = world_setting(w, "agent");
  char *const country = world_setting(w, "country");
  if (country) w->country = phone_country_find(slice_of(country));
  free(country);
  const int status = read_now(w);
  if (!status && a->options.verbose) {
    char text[32];
    uint64_t len = 0;
    dialplan_instant_format(w->zones, w->zone, w->now, text, sizeof text, &len);
    diag_say(&a->diag, DIALPLAN_SEVERITY_NOTE, (place){0}, "",
             "now is %.*s; zone data %s from %s, %llu zones", (int)len, text,
             dialplan_zones_version(w->zones), dialplan_zones_origin(w->zones),
             (unsigned long long)dialplan_zones_count(w->zones));
  }
  return status;
}

int world_more_zones(world *w, slice text, dialplan_zones **old) {
  const uint32_t before = w->wanted.count;
  world_want_zones(w, text);
  int offsets = 0;
  for (uint32_t i = before; i < w->wanted.count; i++) offsets |= is_offset(intern_text(&w->wanted, i));
  if (w->all_zones && !offsets) return 0;
  dialplan_zones *zones;
  dialplan_campaign *campaign;
  if (open_all_zones(w, &zones)) return 0;
  if (compile(w, zones, &campaign, NULL)) {
    dialplan_zones_free(zones);
    return 0;
  }
  *old = w->lent ? NULL : w->zones;
  if (!w->lent) dialplan_campaign_free(w->campaign);
  w->lent = 0;
  w->campaign = campaign;
  w->zones = zones;
  w->zones_number++;
  w->zone = dialplan_campaign_zone(campaign);
  w->all_zones = 1;
  return 1;
}

uint16_t zone_renumbered(uint16_t zone, const dialplan_zones *old, const dialplan_zones *now) {
  const char *const name = dialplan_zones_name(old, zone);
  uint16_t found = zone;
  if (name) dialplan_zones_find(now, name, strlen(name), &found, NULL);
  return found;
}

uint16_t world_home(const world *w, const dialplan_contact *contact) {
  uint16_t zone = w->zone;
  (void)dialplan_home_zone(w->campaign, contact, &w->options, &zone,
                           NULL); /* fails for foreign zones alone */
  return zone;
}

int32_t world_date(const world *w, uint16_t zone, int64_t at) {
  dialplan_civil c;
  int32_t date = 0;
  if (!dialplan_zone_civil(w->zones, zone, at, &c, NULL)) dialplan_date_make(c.year, c.month, c.day, &date);
  return date;
}

char *world_setting(const world *w, const char *path) {
  uint64_t len = 0;
  if (dialplan_campaign_setting(w->campaign, path, NULL, 0, &len) || !len) return NULL;
  char *const out = memory_new(len + 1, 1);
  dialplan_campaign_setting(w->campaign, path, out, len, &len);
  return out;
}

int world_instant(world *w, const char *flag_name, const char *text, int edge, int64_t *at) {
  slice t = slice_of(text);
  if (t.len > 1 && t.at[0] == '@' &&
      slice_integer((slice){t.at + 1, t.len - 1}, 1, dialplan_limit(DIALPLAN_LIMIT_INSTANT) - 1, at))
    return 0;
  dialplan_error err;
  if (!dialplan_instant_parse(w->zones, w->zone, t.at, t.len, edge, at, &err)) return 0;
  return diag_fail(&w->a->diag, EXIT_USAGE, err.code, "--%s: %s", flag_name, err.message);
}

void world_share(world *w, const world *of, app *a) {
  *w = *of;
  w->a = a;
  w->lent = 1;
  w->wanted = (intern){.count = 0};
  for (uint32_t i = 0; i < of->wanted.count; i++) intern_add(&w->wanted, intern_text(&of->wanted, i), NULL);
}

void world_unshare(world *w) {
  if (!w->lent) {
    dialplan_campaign_free(w->campaign);
    dialplan_zones_free(w->zones);
  }
  intern_free(&w->wanted);
}

void world_close(world *w) {
  dialplan_campaign_free(w->campaign);
  dialplan_zones_free(w->zones);
  for (size_t i = 0; i < w->ref_count; i++) {
    free(w->refs[i].path);
    free(w->refs[i].name);
    buffer_free(&w->refs[i].text);
  }
  for (size_t i = 0; i < w->dnc_count; i++) free((char *)(uintptr_t)w->dnc[i]);
  free(w->file.path);
  buffer_free(&w->file.text);
  free(w->contacts);
  free(w->events);
  free(w->name);
  free(w->agent);
  intern_free(&w->wanted);
}
