/* SPDX-License-Identifier: MIT */
/* What is played, and who watches it?
 * A thread beside the library's call draws the progress and passes Ctrl-C on; it touches nothing else.
 * Invariant: what is watched is played as if nobody watched. */
#include "playing.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input.h"
#include "interrupt.h"

enum { MODEL_BYTES = 1 << 20, LOOK_MS = 100, WHOLE = 1000000 };

/* --- the model --------------------------------------------------------------------------------- */

static int read_model(playing *p, const char *path) {
  diag *const d = &p->q->a->diag;
  buffer text = {0};
  dialplan_error err;
  int status = input_whole(path, MODEL_BYTES, &text, d);
  if (!status && dialplan_model_parse(text.data ? text.data : "", text.len, &p->model, &err)) {
    diag_record(d, path, &err);
    status = EXIT_INPUT;
  }
  buffer_free(&text);
  return status;
}

/* An event that statistics refuse is none to learn from. */
static void learn(playing *p) {
  asking *const q = p->q;
  dialplan_event event;
  const uint64_t count = q->cs.events == INTERN_NONE ? 0 : events_of(&q->log, q->cs.events);
  for (uint64_t i = 0; i < count; i++)
    if (events_fresh(&q->log, q->cs.events, i, &event))
      (void)dialplan_stats_add(q->w.campaign, &q->contact, &event, p->learned, NULL);
}

static void choose_model(playing *p) {
  if (p->learned && p->learned->all.calls >= MODEL_LOG_LEAST &&
      !dialplan_model_learn(p->learned, &p->model, NULL))
    p->source = MODEL_LOG;
}

void playing_model_words(const playing *p, buffer *b) {
  const unsigned long long calls = p->learned ? p->learned->all.calls : 0;
  if (p->source == MODEL_FILE)
    buffer_format(b, "the model of %s", p->q->a->options.model);
  else if (p->source == MODEL_LOG)
    buffer_format(b, "the shares of %llu calls of the log", calls);
  else if (calls)
    buffer_format(b, "the usual shares, for the log has %llu call%s, fewer than %d", calls,
                  calls == 1 ? "" : "s", MODEL_LOG_LEAST);
  else
    buffer_str(b, "the usual shares, for the log has no calls");
}

/* --- the list ---------------------------------------------------------------------------------- */

/* There is a new table of zones: those who were read before it have its indexes from now on. */
static void on_zones(void *context, const dialplan_zones *old, const dialplan_zones *now) {
  const playing *const p = context;
  for (size_t i = 0; i < p->count; i++)
    for (uint32_t k = 0; k < p->contacts[i].zone_count; k++)
      p->contacts[i].zones[k] = zone_renumbered(p->contacts[i].zones[k], old, now);
}

static int gather(playing *p) {
  asking *const q = p->q;
  int status = 0;
  q->cs.on_zones = on_zones;
  q->cs.context = p;
  q->cs.look_for_duplicates = !q->a->options.keep_duplicates;
  while (asking_good(q, &status)) {
    if (p->count == p->cap) {
      p->cap = p->cap ? p->cap * 2 : 256;
      p->contacts = memory_resize(p->contacts, p->cap, sizeof *p->contacts);
      p->states = memory_resize(p->states, p->cap, sizeof *p->states);
    }
    if (p->learned) learn(p);
    p->contacts[p->count] = q->contact;
    p->states[p->count++] = q->state;
  }
  progress_close(&q->bar);
  return status;
}

int playing_open(playing *p, asking *q) {
  const char *const path = q->a->options.model;
  *p = (playing){.q = q};
  (void)dialplan_model_init(&p->model);
  int status = path ? read_model(p, path) : 0;
  if (path)
    p->source = MODEL_FILE;
  else
    p->learned = memory_new(1, sizeof *p->learned);
  if (!status) status = gather(p);
  if (status) return status;
  choose_model(p);
  if (!q->a->options.verbose) return 0;
  buffer words = {0};
  playing_model_words(p, &words);
  diag_say(&q->a->diag, DIALPLAN_SEVERITY_NOTE, (place){0}, "", "calls end by %.*s", (int)words.len,
           words.data);
  buffer_free(&words);
  return 0;
}

void playing_close(playing *p) {
  dialplan_forecast_free(p->result);
  free(p->learned);
  free(p->contacts);
  free(p->states);
}

/* --- who watches ------------------------------------------------------------------------------- */

typedef struct watch {
  dialplan_progress told;
  progress bar;
  uint64_t all; /* contacts of all runs */
  int over[2];  /* a pipe: the second end is closed when the work is over */
  pthread_t thread;
} watch;

static void *look(void *argument) {
  watch *const w = argument;
  struct pollfd over = {.fd = w->over[0], .events = POLLIN};
  while (poll(&over, 1, LOOK_MS) <= 0) {
    const uint32_t done = __atomic_load_n(&w->told.done, __ATOMIC_RELAXED);
    if (interrupted()) __atomic_store_n(&w->told.stop, 1, __ATOMIC_RELAXED);
    progress_show(&w->bar, w->all / WHOLE * done + w->all % WHOLE * done / WHOLE, done, WHOLE);
  }
  progress_close(&w->bar);
  return NULL;
}

/* 0: nobody watches. */
static int watch_begin(watch *w, const app *a, uint64_t all) {
  *w = (watch){.all = all};
  progress_open_alone(&w->bar, a, "contacts");
  if (pipe(w->over)) return 0;
  if (!pthread_create(&w->thread, NULL, look, w)) return 1;
  close(w->over[0]);
  close(w->over[1]);
  return 0;
}

static void watch_end(watch *w) {
  close(w->over[1]);
  pthread_join(w->thread, NULL);
  close(w->over[0]);
}

int playing_run(playing *p, const dialplan_load *load, const dialplan_forecast_options *how) {
  asking *const q = p->q;
  watch w;
  dialplan_error err;
  const int watched = watch_begin(&w, q->a, (uint64_t)p->count * how->runs);
  const dialplan_status status =
      dialplan_forecast(q->w.campaign, p->contacts, sizeof *p->contacts, p->states, sizeof *p->states,
                        p->count, load, q->w.now, &p->model, how, &w.told, &p->result, &err);
  if (watched) watch_end(&w);
  if (!status) return 0;
  diag_record(&q->a->diag, NULL, &err);
  return EXIT_IO;
}
