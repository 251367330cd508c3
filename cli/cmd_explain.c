/* SPDX-License-Identifier: MIT */
/* dialplan explain: the trace of one decision. */
#include <stdlib.h>
#include <string.h>

#include "asking.h"
#include "when.h"

enum { STEPS_MAX = 64, SENTENCE_MAX = 256 };

typedef struct trace {
  dialplan_decision decision;
  dialplan_step steps[STEPS_MAX];
  uint64_t count;
} trace;

static slice sentence(const asking *q, const dialplan_step *step, char text[SENTENCE_MAX]) {
  uint64_t len = 0;
  if (dialplan_step_format(q->w.campaign, step, text, SENTENCE_MAX, &len)) len = 0;
  return (slice){text, len < SENTENCE_MAX ? len : SENTENCE_MAX};
}

/* "contact 42 · call · retry, attempt 3 of 12 · 2026-03-30T09:07:41+02:00 (Europe/Berlin)" */
static void put_head(buffer *b, const asking *q, const dialplan_decision *d) {
  buffer_str(b, "contact ");
  buffer_plain(b, q->cs.id);
  buffer_format(b, " · %s · ", dialplan_verdict_name(d->verdict));
  if (d->verdict == DIALPLAN_VERDICT_CALL) {
    buffer_format(b, "%s, attempt %u", dialplan_class_name(d->call_class), d->attempt);
    if (d->of) buffer_format(b, " of %u", d->of);
  } else
    put_reason(b, &q->w, d->reason, d->rule);
  if (d->at) {
    buffer_str(b, " · ");
    put_instant(b, q->w.zones, d->zone, d->at, q->a->options.utc);
    buffer_format(b, " (%s)", dialplan_zones_name(q->w.zones, d->zone));
    if (d->verdict == DIALPLAN_VERDICT_CALL && d->at <= q->w.now) buffer_str(b, " · now");
  }
  buffer_char(b, '\n');
}

/* What the customer asked for, and how that was read, unless somebody gave another due. */
static void put_words(buffer *b, const asking *q) {
  slice words[3];
  phrase p = {.w = &q->w};
  events_words(&q->log, q->state.wish_ref, words);
  if (!words[0].len || !q->state.wish_at) return;
  buffer_str(b, "  customer asked for: ");
  p.text = words[0];
  p.words.size = sizeof p.words;
  if (dialplan_callback_resolve(q->w.campaign, &q->contact, p.text.at, p.text.len, q->state.wish_at,
                                q->state.wish_at, &q->w.options, &p.words, NULL))
    return;
  if (p.words.at == q->state.wish_asked_at) {
    when_line(b, &p);
  } else {
    when_words(b, &p);
    buffer_char(b, '\n');
  }
}

static size_t name_width(const asking *q, const dialplan_step *step, buffer *name) {
  name->len = 0;
  put_reason(name, &q->w, step->reason, step->rule);
  return name->len;
}

static void put_steps(buffer *b, const asking *q, const trace *t) {
  char text[SENTENCE_MAX];
  buffer name = {0};
  size_t widest = 0, widest_text = 0;
  for (uint64_t i = 0; i < t->count; i++) {
    const size_t width = name_width(q, &t->steps[i], &name),
                 words = slice_width(sentence(q, &t->steps[i], text));
    if (width > widest) widest = width;
    if (words > widest_text && words <= 44) widest_text = words;
  }
  int64_t shown = 0; /* an arrow stands where the walk has come to another instant than the one shown last */
  for (uint64_t i = 0; i < t->count; i++) {
    const dialplan_step *const step = &t->steps[i];
    const slice words = sentence(q, step, text);
    const size_t width = name_width(q, step, &name), width_text = slice_width(words);
    const int moves = step->after && step->after != shown;
    buffer_str(b, "  ");
    buffer_text(b, (slice){name.data, name.len});
    if (words.len || moves) buffer_fill(b, ' ', widest - width + 2);
    buffer_plain(b, words);
    if (moves) {
      buffer_fill(b, ' ', (width_text < widest_text ? widest_text - width_text : 0) + 2);
      buffer_str(b, "→ ");
      put_human(b, q->w.zones, step->zone, step->after, q->a->options.utc);
      shown = step->after;
    }
    buffer_char(b, '\n');
  }
  buffer_free(&name);
}

static int put_text(asking *q, const trace *t) {
  buffer b = {0};
  put_head(&b, q, &t->decision);
  put_words(&b, q);
  put_steps(&b, q, t);
  const int status = write_out(&q->a->diag, b.data, b.len);
  buffer_free(&b);
  return status;
}

static void put_instant_json(buffer *b, const asking *q, uint16_t zone, int64_t at) {
  if (!at) {
    buffer_str(b, "null");
    return;
  }
  buffer_char(b, '"');
  put_instant(b, q->w.zones, zone, at, q->a->options.utc);
  buffer_char(b, '"');
}

/* [{"rule": ..., "before": ..., "after": ..., "detail": ...}] */
static void put_steps_json(buffer *b, const asking *q, const trace *t) {
  char text[SENTENCE_MAX];
  buffer name = {0};
  buffer_char(b, '[');
  for (uint64_t i = 0; i < t->count; i++) {
    const dialplan_step *const step = &t->steps[i];
    name_width(q, step, &name);
    buffer_str(b, i ? ",{\"rule\":" : "{\"rule\":");
    buffer_json(b, (slice){name.data, name.len});
    buffer_str(b, ",\"before\":");
    put_instant_json(b, q, step->zone, step->before);
    buffer_str(b, ",\"after\":");
    put_instant_json(b, q, step->zone, step->after);
    buffer_str(b, ",\"detail\":");
    buffer_json(b, sentence(q, step, text));
    buffer_char(b, '}');
  }
  buffer_char(b, ']');
  buffer_free(&name);
}

/* The fields of `plan`, then the steps. */
static int put_row(asking *q, const trace *t) {
  selection s;
  writer out;
  person p = {0};
  slice extra[SELECTION_MAX];
  int status = selection_open(&s, q->a, plan_fields, plan_fields, OUTPUT_NDJSON);
  if (!status) status = selection_bind(&s, &q->cs);
  if (!status) {
    s.names[s.count] = "steps";
    s.field[s.count] = ANSWER_STEPS;
    buffer steps = {0};
    put_steps_json(&steps, q, t);
    person_of(&p, &q->cs, &s, &q->state, extra);
    p.steps = (slice){steps.data, steps.len};
    s.count++;
    writer_open(&out, q->a, OUTPUT_NDJSON, s.names, s.count);
    answer_write(&out, &s, &q->w, &t->decision, &p, NULL);
    status = writer_close(&out);
    buffer_free(&steps);
  }
  selection_close(&s);
  return status;
}

int cmd_explain(app *a) {
  asking q;
  trace *const t = memory_new(1, sizeof *t);
  dialplan_error err;
  int status = asking_open_one(&q, a);
  if (!status) status = asking_find(&q, a->options.words[0]);
  if (!status && dialplan_explain(q.w.campaign, &q.contact, &q.state, q.w.now, &q.w.options, &t->decision,
                                  t->steps, STEPS_MAX, &t->count, &err)) {
    diag_record(&a->diag, NULL, &err);
    status = EXIT_INPUT;
  }
  if (!status) status = a->options.output > OUTPUT_TABLE ? put_row(&q, t) : put_text(&q, t);
  if (!status && a->options.exit_status && t->decision.verdict != DIALPLAN_VERDICT_CALL) status = EXIT_NO;
  free(t);
  return asking_close(&q, status);
}
