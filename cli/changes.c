/* SPDX-License-Identifier: MIT */
/* How is a change of settings told?
 * Counts and orders what dialplan_diff_decisions() says. Invariant: every format shows the same contacts; a
 * table says moves and reasons as people read them, the others have a field for each value. */
#include "changes.h"

#include <stdlib.h>

#include "numbers.h"

const char *const change_names[CHANGE_FIELDS] = {
    "contact",    "change",   "moved",       "moved_s", "reason",    "old_verdict", "old_at",   "old_class",
    "old_reason", "old_zone", "new_verdict", "new_at",  "new_class", "new_reason",  "new_zone",
};
const char *const change_fields[] = {"contact",   "change",     "moved_s",  "old_verdict", "old_at",
                                     "old_class", "old_reason", "old_zone", "new_verdict", "new_at",
                                     "new_class", "new_reason", "new_zone", NULL};
const char *const change_table_fields[] = {"contact", "change", "moved", "old_at", "new_at", "reason", NULL};

/* ---- one contact ---- */

static void put_buffer(writer *out, buffer *b) {
  writer_text(out, (slice){b->data, b->len});
  buffer_free(b);
}

static void put_move(writer *out, int64_t by_s) {
  buffer text = {0};
  buffer_char(&text, by_s < 0 ? '-' : '+');
  put_length(&text, by_s < 0 ? -by_s : by_s);
  put_buffer(out, &text);
}

static void put_reasons(writer *out, const dialplan_change *c) {
  buffer text = {0};
  buffer_str(&text, dialplan_reason_name(c->reason_a));
  if (c->reason_a != c->reason_b) buffer_format(&text, " → %s", dialplan_reason_name(c->reason_b));
  put_buffer(out, &text);
}

static void put_at(writer *out, const world *w, uint8_t verdict, uint16_t zone, int64_t at) {
  if (out->format == OUTPUT_TABLE && verdict == DIALPLAN_VERDICT_CALL && at <= w->now)
    writer_name(out, "now");
  else
    writer_instant(out, w->zones, zone, at);
}

static void put_extra(writer *out, slice t) {
  if (t.len)
    writer_text(out, t);
  else
    writer_null(out);
}

static void put_zone(writer *out, const world *w, uint16_t zone) {
  writer_name(out, dialplan_zones_name(w->zones, zone));
}

static void put_field(writer *out, int field, const world *sides[2], slice id, const dialplan_change *c,
                      const slice *extra) {
  switch (field) {
  case CHANGE_CONTACT: writer_text(out, id); break;
  case CHANGE_CHANGE: writer_name(out, dialplan_change_name(c->change)); break;
  case CHANGE_MOVED:
    if (c->moved_s)
      put_move(out, c->moved_s);
    else
      writer_null(out);
    break;
  case CHANGE_MOVED_S:
    if (c->at_a && c->at_b)
      writer_int(out, c->moved_s);
    else
      writer_null(out);
    break;
  case CHANGE_REASON: put_reasons(out, c); break;
  case CHANGE_OLD_VERDICT: writer_name(out, dialplan_verdict_name(c->verdict_a)); break;
  case CHANGE_OLD_AT: put_at(out, sides[0], c->verdict_a, c->zone_a, c->at_a); break;
  case CHANGE_OLD_CLASS: writer_name(out, dialplan_class_name(c->class_a)); break;
  case CHANGE_OLD_REASON: writer_name(out, dialplan_reason_name(c->reason_a)); break;
  case CHANGE_OLD_ZONE: put_zone(out, sides[0], c->zone_a); break;
  case CHANGE_NEW_VERDICT: writer_name(out, dialplan_verdict_name(c->verdict_b)); break;
  case CHANGE_NEW_AT: put_at(out, sides[1], c->verdict_b, c->zone_b, c->at_b); break;
  case CHANGE_NEW_CLASS: writer_name(out, dialplan_class_name(c->class_b)); break;
  case CHANGE_NEW_REASON: writer_name(out, dialplan_reason_name(c->reason_b)); break;
  case CHANGE_NEW_ZONE: put_zone(out, sides[1], c->zone_b); break;
  default: put_extra(out, extra[field - CHANGE_FIELDS]); break;
  }
}

void change_write(writer *out, const selection *s, const world *sides[2], slice id, const dialplan_change *c,
                  const slice *extra) {
  for (size_t i = 0; i < s->count; i++) put_field(out, s->field[i], sides, id, c, extra);
  writer_end(out);
}

/* ---- counting ---- */

void changes_open(changes *all, int with_pairs) {
  *all = (changes){.pairs = NULL};
  if (with_pairs)
    all->pairs = memory_new((size_t)CHANGE_KINDS * CHANGE_REASONS * CHANGE_REASONS, sizeof *all->pairs);
}

static void moves_add(moves *m, int64_t by_s) {
  if (m->count == m->cap) {
    m->cap = m->cap ? m->cap * 2 : 256;
    m->by_s = memory_resize(m->by_s, m->cap, sizeof *m->by_s);
  }
  m->by_s[m->count++] = by_s;
}

static uint64_t *pair_of(const changes *all, size_t change, size_t was, size_t is) {
  return &all->pairs[(change * CHANGE_REASONS + was) * CHANGE_REASONS + is];
}

void changes_take(changes *all, const dialplan_change *c) {
  if (c->change == DIALPLAN_CHANGE_EARLIER) moves_add(&all->earlier, -c->moved_s);
  if (c->change == DIALPLAN_CHANGE_LATER) moves_add(&all->later, c->moved_s);
  if (all->pairs) ++*pair_of(all, c->change, c->reason_a, c->reason_b);
}

uint64_t changes_count(const changes *all) {
  return all->sum.contacts - all->sum.changes[DIALPLAN_CHANGE_UNCHANGED];
}

static int by_length(const void *a, const void *b) {
  const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* By the nearest rank: half of them move by no more. */
static int64_t median(moves *m) {
  qsort(m->by_s, m->count, sizeof *m->by_s, by_length);
  return m->by_s[(m->count - 1) / 2];
}

/* ---- sums ---- */

static void put_count(writer *out, uint64_t count) {
  writer_int(out, count > INT64_MAX ? INT64_MAX : (int64_t)count);
}

static void put_share(writer *out, uint64_t part, uint64_t whole) {
  if (!whole)
    writer_null(out);
  else if (out->format != OUTPUT_TABLE)
    writer_int(out, share_ppm(part, whole));
  else {
    buffer text = {0};
    put_percent(&text, part, whole);
    put_buffer(out, &text);
  }
}

static void put_moved(writer *out, int sign, uint64_t by_s) {
  const int64_t moved_s = sign * (by_s > INT64_MAX ? INT64_MAX : (int64_t)by_s);
  if (out->format == OUTPUT_TABLE)
    put_move(out, moved_s);
  else
    writer_int(out, moved_s);
}

/* Signs are those of `moved`: earlier is below 0. */
static void put_lengths(changes *all, writer *out, int32_t change) {
  const dialplan_diff_sum *const sum = &all->sum;
  const int earlier = change == DIALPLAN_CHANGE_EARLIER, later = change == DIALPLAN_CHANGE_LATER;
  moves *const m = earlier ? &all->earlier : &all->later;
  const size_t cells = out->format == OUTPUT_TABLE ? 2 : 3;
  if ((!earlier && !later) || !m->count) {
    for (size_t i = 0; i < cells; i++) writer_null(out);
    return;
  }
  const int sign = earlier ? -1 : 1;
  put_moved(out, sign, (uint64_t)median(m));
  put_moved(out, sign, earlier ? sum->most_earlier_s : sum->most_later_s);
  if (cells == 3) put_moved(out, sign, earlier ? sum->earlier_s : sum->later_s);
}

int changes_put(changes *all, app *a, int every) {
  static const char *const table[] = {"change", "contacts", "share", "median", "most"};
  static const char *const names[] = {"change", "contacts", "share_ppm", "median_s", "most_s", "total_s"};
  const int people = !a->options.output || a->options.output == OUTPUT_TABLE;
  writer out;
  writer_open(&out, a, OUTPUT_TABLE, people ? table : names, people ? 5 : 6);
  for (int32_t i = 1; i < CHANGE_KINDS; i++) {
    if (!every && !all->sum.changes[i]) continue;
    writer_name(&out, dialplan_change_name(i));
    put_count(&out, all->sum.changes[i]);
    put_share(&out, all->sum.changes[i], all->sum.contacts);
    put_lengths(all, &out, i);
    writer_end(&out);
  }
  return writer_close(&out);
}

int changes_put_pairs(const changes *all, app *a) {
  static const char *const names[] = {"change", "old_reason", "new_reason", "contacts"};
  writer out;
  writer_open(&out, a, OUTPUT_TABLE, names, 4);
  for (size_t i = 0; i < (size_t)CHANGE_KINDS * CHANGE_REASONS * CHANGE_REASONS; i++) {
    if (!all->pairs[i]) continue;
    writer_name(&out, dialplan_change_name((int32_t)(i / CHANGE_REASONS / CHANGE_REASONS)));
    writer_name(&out, dialplan_reason_name((int32_t)(i / CHANGE_REASONS % CHANGE_REASONS)));
    writer_name(&out, dialplan_reason_name((int32_t)(i % CHANGE_REASONS)));
    put_count(&out, all->pairs[i]);
    writer_end(&out);
  }
  return writer_close(&out);
}

int changes_put_line(const changes *all, app *a) {
  const dialplan_diff_sum *const sum = &all->sum;
  const unsigned long long whole = sum->contacts, changed = changes_count(all);
  buffer b = {0};
  buffer_format(&b, "%llu of %llu contact%s change%s; may be called now: %llu before, %llu after\n", changed,
                whole, whole == 1 ? "" : "s", changed == 1 ? "s" : "", (unsigned long long)sum->now_a,
                (unsigned long long)sum->now_b);
  const int status = write_out(&a->diag, b.data, b.len);
  buffer_free(&b);
  return status;
}

void changes_close(changes *all) {
  free(all->earlier.by_s);
  free(all->later.by_s);
  free(all->pairs);
}
