/* SPDX-License-Identifier: MIT */
/* How is a file handed out in pieces that can be read side by side?
 * Uses the reader of records. Invariant: a piece ends where a record does, and its records are read from it
 * as they would be from the file. Which line end closes a record depends on all quotes before it, so this is
 * found out in order, at the price of a look for line ends. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "records.h"

void records_open_piece(records *piece, const records *whole, diag *d) {
  *piece = (records){.d = d, .json = whole->json};
  piece->in = (input){.path = whole->in.path, .standard = whole->in.standard, .fd = -1, .ended = 1};
  records_prepare(piece);
  records_learn(piece, whole);
}

void records_learn(records *r, const records *other) {
  size_t same = 0;
  while (same < r->count && same < other->count && !strcmp(r->names[same], other->names[same])) same++;
  while (r->count > same) free(r->names[--r->count]);
  while (r->count < other->count) records_add_name(r, slice_of(other->names[r->count]));
}

void records_rewind(records *piece) {
  csv_forget(&piece->block);
  piece->given = piece->broken;
  piece->in.from = piece->first_from;
  piece->next_line = piece->first_line;
  piece->consumed = 0;
}

/* ---- how far whole records go ---- */

static const char *next_quote(const records *r) {
  const char *const from = r->in.data + r->in.from, *const until = r->in.data + r->in.until;
  const char *const found = r->json || from == until ? NULL : memchr(from, '"', (size_t)(until - from));
  return found ? found : until;
}

/* A line that is a record whatever it says: no quote lies in it, and it is not too long. Its length with the
 * line end; 0: it is not such a one, or its end is not here. */
static size_t plain_line(const records *r, const char *quote) {
  enum { LONGEST = RECORD_BYTES + 2 };
  const char *const p = r->in.data + r->in.from;
  const size_t have = r->in.until - r->in.from;
  const char *const end = memchr(p, '\n', have < LONGEST ? have : LONGEST);
  if (end ? end >= quote : !r->json || !r->in.ended) return 0;
  const size_t len = end ? (size_t)(end - p) : have;
  const int fits = len <= RECORD_BYTES || (len == RECORD_BYTES + 1 && p[len - 1] == '\r');
  return fits ? len + (end != NULL) : 0;
}

/* Passes over one record that needs to be split for its end. 0: it is broken, or its end is not here. */
static int pass_over_record(records *r) {
  if (r->json) return 0;
  const uint64_t line = r->next_line;
  r->within = 1;
  const int got = records_read_one(r);
  r->within = 0;
  if (got == RECORD_END || r->broken) {
    r->consumed = 0;
    r->next_line = line;
    return 0;
  }
  records_consume(r);
  return 1;
}

/* Where the whole records in memory end; r is moved there. */
static void pass_over(records *r) {
  const char *quote = next_quote(r);
  r->broken = 0;
  while (r->in.from < r->in.until) {
    const size_t len = plain_line(r, quote);
    if (len) {
      r->in.from += len;
      r->next_line++;
    } else if (pass_over_record(r))
      quote = next_quote(r);
    else
      return;
  }
}

/* ---- handing over ---- */

/* The piece gets the memory up to `end`, and the file what is behind: memory changes hands, little is copied.
 */
static void hand_over(records *whole, records *piece, size_t from, uint64_t line) {
  input *const to = &piece->in, *const of = &whole->in;
  const size_t end = of->from, rest = of->until - end;
  char *const spare = to->cap < rest ? memory_resize(to->data, rest + INPUT_PAD, 1) : to->data;
  const size_t spare_cap = to->cap < rest ? rest : to->cap;
  to->data = of->data;
  to->cap = of->cap;
  to->until = end;
  of->data = spare;
  of->cap = spare_cap;
  of->from = 0;
  of->until = rest;
  if (rest) memcpy(of->data, to->data + end, rest);
  if (of->data) memset(of->data + rest, 0, INPUT_PAD);
  csv_forget(&whole->block);
  piece->broken = 0;
  piece->first_from = from;
  piece->first_line = line;
  records_rewind(piece);
}

/* A record that cannot be split makes a piece of its own, with what is wrong with it. */
static void hand_over_broken(const records *whole, records *piece) {
  input *const to = &piece->in;
  if (to->cap < whole->raw.len) {
    to->data = memory_resize(to->data, whole->raw.len + INPUT_PAD, 1);
    to->cap = whole->raw.len;
  }
  if (whole->raw.len) memcpy(to->data, whole->raw.at, whole->raw.len);
  to->until = 0;
  piece->raw = (slice){to->data, whole->raw.len};
  piece->line = whole->line;
  piece->code = whole->code;
  piece->what = whole->what;
  piece->offset = whole->offset;
  piece->broken = 1;
  piece->first_from = 0;
  piece->first_line = whole->next_line;
  records_rewind(piece);
}

int records_take(records *whole, records *piece) {
  records_consume(whole);
  for (;;) {
    const size_t from = whole->in.from;
    const uint64_t line = whole->next_line;
    pass_over(whole);
    if (whole->in.from > from) {
      hand_over(whole, piece, from, line);
      return RECORD_OK;
    }
    if (whole->broken || whole->in.ended || whole->in.until - from > RECORD_BYTES + 1) {
      const int got = records_read_one(whole);
      if (got == RECORD_BAD) hand_over_broken(whole, piece);
      return got == RECORD_BAD ? RECORD_OK : got;
    }
    if (records_more(whole)) return RECORD_FAILED;
  }
}
