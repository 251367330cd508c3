/* SPDX-License-Identifier: MIT */
/* Are questions pure? Campaigns, zones, contacts and states are made once, in memory that is then made
 * read-only; every question is asked in order by one thread, and then in shuffled orders by eight threads at
 * once, which have to get the same bytes. A question that writes to an object of the library, or to its
 * inputs, dies on the spot; one that shares something hidden is found here or by ThreadSanitizer
 * (SANITIZE=thread).
 *
 * The library's own allocations are put into that memory, too.
 * Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free */
#define _DEFAULT_SOURCE
#include <dialplan.h>

#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>

#include "oracle/open_cases.h"

enum { CAMPAIGNS = 12, CONTACTS = 24, QUESTIONS = 6000, THREADS = 8, KINDS = 12, STEPS = 64, RUNGS = 40 };

/* ---- memory that can be made read-only ---- */

static struct {
  unsigned char *bytes;
  size_t size, used;
  int taking; /* allocations come from here */
} vault;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *memory);

static int in_vault(const void *memory) {
  return (const unsigned char *)memory >= vault.bytes &&
         (const unsigned char *)memory < vault.bytes + vault.size;
}

/* Each piece has its size in front; nothing is given back before the end. */
static void *vault_take(size_t size) {
  const size_t room = 16 + (size + 15) / 16 * 16;
  if (room < size || vault.used + room > vault.size) return NULL;
  unsigned char *piece = vault.bytes + vault.used;
  vault.used += room;
  memcpy(piece, &size, sizeof size);
  return piece + 16;
}

void *__wrap_malloc(size_t size) { return vault.taking ? vault_take(size) : __real_malloc(size); }

void *__wrap_calloc(size_t count, size_t size) {
  if (!vault.taking) return __real_calloc(count, size);
  return size && count > SIZE_MAX / size ? NULL : vault_take(count * size);
}

void *__wrap_realloc(void *old, size_t size) {
  if (old ? !in_vault(old) : !vault.taking) return __real_realloc(old, size);
  void *piece = vault_take(size);
  if (!piece || !old) return piece;
  size_t had = 0;
  memcpy(&had, (unsigned char *)old - 16, sizeof had);
  memcpy(piece, old, had < size ? had : size);
  return piece;
}

void __wrap_free(void *memory) {
  if (!in_vault(memory)) __real_free(memory);
}

static void vault_open(void) {
  vault.size = (size_t)256 << 20;
  void *bytes =
      mmap(NULL, vault.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (bytes == MAP_FAILED) exit(2);
  vault.bytes = bytes;
}

/* ---- the world ---- */

typedef struct question {
  int kind, campaign, contact;
  int64_t at;
} question;

/* All that questions are given, in one read-only piece. */
typedef struct world {
  dialplan_zones *zones;
  dialplan_campaign *campaign[CAMPAIGNS];
  dialplan_contact contact[CAMPAIGNS][CONTACTS];
  dialplan_state state[CAMPAIGNS][CONTACTS];
  dialplan_event event[CAMPAIGNS][CONTACTS];
  int64_t about[CAMPAIGNS];
  dialplan_options options;
  question question[QUESTIONS];
  uint64_t expected[QUESTIONS];
} world;

static const char *const strategies[] = {
    "retry: {intensity: aggressive, max_retry_days: 30}\n",
    "retry: {intensity: moderate, cooldown: 1h, caps: [{max: 3, per: 24h}]}\n",
    "retry: {intensity: conservative, outcomes: standard}\n",
    "retry: {strategy: intervals, intervals: [20m, 1h, 1d]}\n",
    "retry: {strategy: fixed, every: 6h, max_attempts: 9}\n",
};

static dialplan_event some_event(chance *c, int64_t at) {
  dialplan_event event = {.size = sizeof event, .at = at, .kind = DIALPLAN_EVENT_ATTEMPT};
  const int kind = (int)chance_below(c, 10);
  if (kind < 7) {
    event.outcome = (uint8_t)chance_in(c, DIALPLAN_OUTCOME_CALL_LATER, DIALPLAN_OUTCOME_SILENT);
    if (chance_percent(c, 50)) event.ended_at = at + chance_in(c, 0, 300);
  } else if (kind < 9) {
    event.kind = DIALPLAN_EVENT_CALLBACK;
    event.by = DIALPLAN_BY_AGENT;
    if (chance_percent(c, 70)) event.due_at = at + chance_in(c, 60, 3 * 86400);
  } else {
    event.kind = DIALPLAN_EVENT_RESCHEDULE;
    event.due_at = at + chance_in(c, 60, 86400);
  }
  return event;
}

static void fail(const char *what) {
  printf("%s\n", what);
  exit(1);
}

static void make_contact(world *w, chance *c, int campaign, int i, int zones) {
  char id[24];
  dialplan_contact *contact = &w->contact[campaign][i];
  dialplan_state *state = &w->state[campaign][i];
  snprintf(id, sizeof id, "%d/%d", campaign, i);
  contact->size = sizeof *contact;
  contact->key = dialplan_key(id, strlen(id));
  contact->zone_count = (uint16_t)chance_in(c, 0, 3);
  for (int z = 0; z < contact->zone_count; z++) contact->zones[z] = (uint16_t)chance_below(c, zones);
  if (chance_percent(c, 30)) memcpy(contact->region, "US-FL", 5);
  int64_t at = w->about[campaign] - 2 * 86400;
  for (int64_t n = chance_below(c, 6); n > 0; n--) {
    const dialplan_event event = some_event(c, at += chance_in(c, 60, 20000));
    const dialplan_status status = dialplan_apply(w->campaign[campaign], contact, state, &event, state, NULL);
    if (status != DIALPLAN_OK && status < DIALPLAN_W_STALE) fail("an event was refused");
  }
  w->event[campaign][i] = some_event(c, at + 3600);
}

static void make_world(world *w, chance *c) {
  static case_atlas atlas;
  static const char dir[] = "tests/data/tz/slim";
  vault.taking = 0;
  case_atlas_open(&atlas, dir);
  const case_names names = case_atlas_names(&atlas);
  vault.taking = 1;
  if (dialplan_zones_load(dir, strlen(dir), DIALPLAN_ZONES_SYSTEM, names.text, strlen(names.text), &w->zones,
                          NULL) != DIALPLAN_OK)
    fail("no zones");
  for (int i = 0; i < CAMPAIGNS; i++) {
    static open_case o;
    dialplan_error err = {0};
    vault.taking = 0; /* the generator's own memory stays writable */
    do case_make(c, &o, &atlas);
    while (o.about < 100 * 86400 || o.about > CLOCK_END - 100 * 86400);
    vault.taking = 1;
    pad_add(&o.campaign, "%s", strategies[i % 5]);
    w->about[i] = o.about;
    const char *const files[] = {"account.yaml"}, *const texts[] = {o.account.text};
    const uint64_t lengths[] = {(uint64_t)o.account.len};
    if (dialplan_campaign_compile(o.campaign.text, (uint64_t)o.campaign.len, w->zones, files, texts, lengths,
                                  o.account.len > 0, &w->campaign[i], &err) != DIALPLAN_OK)
      fail(err.message);
    for (int k = 0; k < CONTACTS; k++) make_contact(w, c, i, k, (int)dialplan_zones_count(w->zones));
  }
  for (int i = 0; i < QUESTIONS; i++) {
    question *q = &w->question[i];
    q->kind = (int)chance_below(c, KINDS);
    q->campaign = (int)chance_below(c, CAMPAIGNS);
    q->contact = (int)chance_below(c, CONTACTS);
    q->at = w->about[q->campaign] + chance_in(c, -3 * 86400, 5 * 86400);
  }
  vault.taking = 0;
}

/* ---- questions ---- */

static uint64_t digest(uint64_t h, const void *bytes, size_t len) {
  const unsigned char *b = bytes;
  for (size_t i = 0; i < len; i++) h = (h ^ b[i]) * UINT64_C(0x100000001B3);
  return h;
}

/* The answer of one question as a number: status and every byte that was written. */
static uint64_t answer(const world *w, const question *q) {
  const dialplan_campaign *campaign = w->campaign[q->campaign];
  const dialplan_contact *contact = &w->contact[q->campaign][q->contact];
  const dialplan_state *state = &w->state[q->campaign][q->contact];
  const dialplan_options *options = q->at % 2 ? &w->options : NULL;
  dialplan_error err = {0};
  dialplan_status status = DIALPLAN_OK;
  union {
    dialplan_clipped clipped;
    int64_t instant;
    dialplan_span spans[32];
    dialplan_decision decision[RUNGS];
    dialplan_state state;
    char text[256];
  } out;
  dialplan_step steps[STEPS];
  uint64_t count = 0;
  int32_t standing[2] = {0};
  memset(&out, 0, sizeof out);
  memset(steps, 0, sizeof steps);
  switch (q->kind) {
  case 0: status = dialplan_clip(campaign, contact, q->at, options, &out.clipped, &err); break;
  case 1: status = dialplan_close(campaign, contact, q->at, options, &out.instant, &err); break;
  case 2: status = dialplan_prev_open(campaign, contact, q->at, options, &out.instant, &err); break;
  case 3: status = dialplan_open_seconds(campaign, contact, q->at, q->at + 90000, &out.instant, &err); break;
  case 4:
    status = dialplan_spans(campaign, contact, (int32_t)(q->at / 86400), out.spans, 32, &count, &err);
    break;
  case 5:
    status = dialplan_place(campaign, contact, q->at, q->at - 7000, 3, options, &out.instant, &err);
    break;
  case 6: status = dialplan_next(campaign, contact, state, q->at, options, out.decision, &err); break;
  case 7:
    status =
        dialplan_explain(campaign, contact, state, q->at, options, out.decision, steps, STEPS, &count, &err);
    break;
  case 8:
    status = dialplan_ladder(campaign, contact, state, q->at, 0, options, out.decision, RUNGS, &count, &err);
    break;
  case 9:
    status = dialplan_standing(campaign, contact, state, q->at, &standing[0], &standing[1], &err);
    break;
  case 10:
    status = dialplan_apply(campaign, contact, state, &w->event[q->campaign][q->contact], &out.state, &err);
    break;
  default:
    status =
        dialplan_instant_format(w->zones, dialplan_campaign_zone(campaign), q->at, out.text, 256, &count);
    break;
  }
  uint64_t h = digest(UINT64_C(0xCBF29CE484222325), &status, sizeof status);
  h = digest(h, &out, sizeof out);
  h = digest(h, steps, sizeof steps);
  h = digest(h, &count, sizeof count);
  h = digest(h, standing, sizeof standing);
  return digest(h, err.message, strlen(err.message));
}

typedef struct asker {
  const world *w;
  uint64_t seed;
  atomic_int *failed;
} asker;

static void *ask_shuffled(void *argument) {
  const asker *a = argument;
  chance c = chance_of(a->seed);
  int order[QUESTIONS];
  for (int i = 0; i < QUESTIONS; i++) order[i] = i;
  for (int i = QUESTIONS - 1; i > 0; i--) {
    const int k = (int)chance_below(&c, i + 1), swap = order[i];
    order[i] = order[k];
    order[k] = swap;
  }
  for (int i = 0; i < QUESTIONS; i++) {
    const int n = order[i];
    if (answer(a->w, &a->w->question[n]) != a->w->expected[n]) atomic_fetch_add(a->failed, 1);
  }
  return NULL;
}

int main(void) {
  const char *text = getenv("SEED");
  const uint64_t seed = text ? strtoull(text, NULL, 10) : 20261121;
  chance c = chance_of(seed);
  atomic_int failed = 0;
  printf("seed %llu\n", (unsigned long long)seed);
  vault_open();
  world *w = vault_take(sizeof *w);
  w->options =
      (dialplan_options){.size = sizeof w->options, .flags = DIALPLAN_OPTION_NO_BUFFER, .horizon_days = 30};
  make_world(w, &c);
  for (int i = 0; i < QUESTIONS; i++) w->expected[i] = answer(w, &w->question[i]);

  if (mprotect(vault.bytes, vault.size, PROT_READ) != 0) fail("memory cannot be made read-only");
  pthread_t thread[THREADS];
  asker askers[THREADS];
  for (int i = 0; i < THREADS; i++) {
    askers[i] = (asker){w, seed + 1 + (uint64_t)i, &failed};
    if (pthread_create(&thread[i], NULL, ask_shuffled, &askers[i]) != 0) fail("no thread");
  }
  for (int i = 0; i < THREADS; i++) pthread_join(thread[i], NULL);

  if (mprotect(vault.bytes, vault.size, PROT_READ | PROT_WRITE) != 0) fail("memory stays read-only");
  for (int i = 0; i < CAMPAIGNS; i++) dialplan_campaign_free(w->campaign[i]);
  dialplan_zones_free(w->zones);
  printf("%zu KiB were read-only\n", vault.used / 1024);
  printf("%d passed, %d failed\n", THREADS * QUESTIONS - failed, (int)failed);
  return failed != 0;
}
