/* SPDX-License-Identifier: MIT */
/* What does the next record of this file say?
 * Uses the block reader, csv.c and json.c. Invariant: a record that cannot be read costs itself alone:
 * reading goes on behind its first line end, even when it opened a quote that is never closed. */
#include "records.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"

static void grow(records *r, size_t room) {
  r->fields = memory_resize(r->fields, room, sizeof *r->fields);
  r->kinds = memory_resize(r->kinds, room, sizeof *r->kinds);
  r->starts = memory_resize(r->starts, room, sizeof *r->starts);
  r->names = memory_resize(r->names, room, sizeof *r->names);
  r->keys = memory_resize(r->keys, room, sizeof *r->keys);
  memset(r->kinds + r->room, 0, room - r->room);
  memset(r->fields + r->room, 0, (room - r->room) * sizeof *r->fields);
  r->room = room;
}

void records_add_name(records *r, slice name) {
  if (r->count == r->room) grow(r, r->room * 2);
  const slice key = slice_trim(name);
  r->names[r->count] = memory_text(key);
  r->keys[r->count] = (slice){json_plain(key) ? r->names[r->count] : NULL, key.len};
  r->count++;
}

static int is_separator(char c) { return c == ' ' || c == '-' || c == '_'; }

int records_same_name(slice name, const char *known) {
  size_t i = 0;
  for (;;) {
    while (i < name.len && is_separator(name.at[i])) i++;
    while (is_separator(*known)) known++;
    if (i == name.len || !*known) return i == name.len && !*known;
    const char c = name.at[i++];
    if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != *known++) return 0;
  }
}

long records_find(const records *r, const char *name) {
  for (size_t i = 0; i < r->count; i++)
    if (records_same_name(slice_of(r->names[i]), name)) return (long)i;
  return -1;
}

static void room_for_scratch(records *r, size_t len) {
  if (r->scratch_cap >= len) return;
  r->scratch = memory_resize(r->scratch, len * 2, 1);
  r->scratch_cap = len * 2;
}

static int bad(records *r, const char *code, const char *what, size_t offset) {
  r->code = code;
  r->what = what;
  r->offset = offset;
  return RECORD_BAD;
}

/* A record that cannot be read ends at its first line end. */
static int bad_line(records *r, const char *code, const char *what, size_t offset) {
  const char *const p = r->in.data + r->in.from;
  const size_t have = r->in.until - r->in.from;
  const char *const end = memchr(p, '\n', have);
  r->consumed = end ? (size_t)(end - p) + 1 : have;
  r->raw = (slice){p, end ? (size_t)(end - p) : have};
  r->broken = 1;
  return bad(r, code, what, offset);
}

static int drop_long(records *r) {
  r->broken = 1;
  r->raw = (slice){"", 0};
  return bad(r, "too-long", "the row is longer than 1 MiB", 0);
}

/* As input_more(). */
int records_more(records *r) {
  csv_forget(&r->block);
  return input_more(&r->in, r->d);
}

/* The line is longer than any record may be: the rest of it is passed over. */
static int too_long(records *r) {
  for (;;) {
    const char *const p = r->in.data + r->in.from;
    const char *const end = memchr(p, '\n', r->in.until - r->in.from);
    if (end) {
      r->consumed = (size_t)(end - p) + 1;
      break;
    }
    r->in.from = r->in.until;
    r->consumed = 0;
    if (r->in.ended) break;
    if (records_more(r)) return RECORD_FAILED;
  }
  return drop_long(r);
}

static int check_csv(records *r, size_t count, int ascii) {
  if (!ascii) {
    const size_t wrong = slice_utf8(r->raw);
    if (wrong < r->raw.len) return bad(r, "not-utf8", "the row is not UTF-8", wrong);
  }
  if (!r->count) return RECORD_OK;
  if (count == r->count) return RECORD_OK;
  return bad(r, "field-count",
             count < r->count ? "the row has fewer fields than the header"
                              : "the row has more fields than the header",
             r->raw.len);
}

static uint64_t lines_in(slice raw) {
  uint64_t lines = 0;
  for (const char *p = raw.at, *end = raw.at + raw.len; p < end && (p = memchr(p, '\n', (size_t)(end - p)));
       p++)
    lines++;
  return lines;
}

static int is_line_end(const char *p, size_t len) { return len == 0 || (len == 1 && *p == '\r'); }

static int read_csv(records *r) {
  for (;;) {
    const char *const p = r->in.data + r->in.from;
    const size_t have = r->in.until - r->in.from;
    csv_fields fields = {r->fields, r->starts, r->room, 0};
    int ascii = 1;
    const char *what = NULL;
    size_t offset = 0;
    long used = have ? csv_quick(&r->block, p, have, &fields, &ascii) : CSV_MORE;
    const int careful = used == CSV_CAREFUL || (used == CSV_MORE && r->in.ended && have);
    if (careful) {
      room_for_scratch(r, have < RECORD_BYTES ? have : RECORD_BYTES);
      used = csv_careful(p, have < RECORD_BYTES ? have : RECORD_BYTES, r->in.ended && have <= RECORD_BYTES,
                         &fields, r->scratch, &what, &offset);
      ascii = 0;
      if (used == CSV_MORE && have >= RECORD_BYTES) {
        if (memchr(p, '\n', RECORD_BYTES))
          return bad_line(r, "csv-quote", "a quote is opened in this row and not closed within 1 MiB", 0);
        return r->within ? RECORD_END : too_long(r);
      }
    }
    if (used == CSV_BAD) return bad_line(r, "csv-quote", what, offset);
    if (used > 0) {
      r->consumed = (size_t)used;
      size_t len = (size_t)used;
      if (p[len - 1] == '\n') len--;
      if (len && p[len - 1] == '\r') len--;
      r->raw = (slice){p, len};
      /* Line ends between quotes: nowhere else are there any. */
      if (careful) r->next_line += lines_in(r->raw);
      if (is_line_end(p, len)) return RECORD_EMPTY;
      if (len > RECORD_BYTES) return drop_long(r);
      return check_csv(r, fields.count, ascii);
    }
    if (r->in.ended) return RECORD_END;
    if (r->within) return RECORD_END;
    if (have > RECORD_BYTES + 1) return too_long(r); /* a CR may belong to the line end */
    if (records_more(r)) return RECORD_FAILED;
  }
}

/* The place of a key in the header, at its end if it is new. */
static size_t place_of_key(records *r, slice key) {
  key = slice_trim(key);
  for (size_t i = 0; i < r->count; i++)
    if (slice_is(key, r->names[i])) return i;
  records_add_name(r, key);
  return r->count - 1;
}

static int map_members(records *r, size_t members) {
  memset(r->fields, 0, r->count * sizeof *r->fields);
  memset(r->kinds, FIELD_NULL, r->count);
  for (size_t i = 0; i < members; i++) {
    const json_member *const m = &r->members[i];
    const size_t before = r->count, at = m->known ? m->known - 1u : place_of_key(r, m->key);
    if (at < before && r->fields[at].at) return bad(r, "duplicate-key", "a key is written twice", m->at);
    if (at >= RECORD_FIELDS) return bad(r, "field-count", "there are more than 1,024 different keys", m->at);
    r->fields[at] = m->value;
    r->kinds[at] = m->kind;
    r->starts[at] = m->at;
    if (m->kind == FIELD_NULL) r->fields[at] = (slice){m->value.at, 0};
  }
  return RECORD_OK;
}

static int read_json(records *r) {
  for (;;) {
    const char *const p = r->in.data + r->in.from;
    const size_t have = r->in.until - r->in.from;
    const char *const end = have ? memchr(p, '\n', have) : NULL;
    if (end || (r->in.ended && have)) {
      size_t len = end ? (size_t)(end - p) : have;
      r->consumed = len + (end != NULL);
      if (len && p[len - 1] == '\r') len--;
      r->raw = (slice){p, len};
      if (slice_trim(r->raw).len == 0) return RECORD_EMPTY;
      if (len > RECORD_BYTES) return drop_long(r);
      const size_t wrong = slice_utf8(r->raw);
      if (wrong < len) return bad(r, "not-utf8", "the line is not UTF-8", wrong);
      room_for_scratch(r, len);
      size_t count, offset;
      const char *what;
      const json_keys keys = {r->keys, r->count};
      if (!json_object(p, len, &keys, r->members, &count, r->scratch, &what, &offset))
        return bad(r, end ? "json" : "torn-line", what, offset);
      return map_members(r, count);
    }
    if (r->in.ended) return RECORD_END;
    if (r->within) return RECORD_END;
    if (have > RECORD_BYTES + 1) return too_long(r); /* a CR may belong to the line end */
    if (records_more(r)) return RECORD_FAILED;
  }
}

void records_consume(records *r) {
  r->in.from += r->consumed;
  r->consumed = 0;
}

int records_read_one(records *r) {
  r->line = r->next_line;
  r->broken = 0;
  const int got = r->json ? read_json(r) : read_csv(r);
  if (got == RECORD_OK || got == RECORD_BAD || got == RECORD_EMPTY) r->next_line++;
  return got;
}

int records_next(records *r) {
  if (r->given) {
    r->given = 0;
    return RECORD_BAD;
  }
  records_consume(r);
  return records_read_one(r);
}

void records_look_ahead(records *r, void (*see)(void *context, const records *r), void *context) {
  const size_t from = r->in.from;
  const uint64_t line = r->next_line;
  const int ended = r->in.ended;
  /* Nothing is read from the file meanwhile: what is in memory is taken for the whole. */
  r->in.ended = 1;
  const size_t until = r->in.until;
  while (r->in.from < until) {
    const int got = records_read_one(r);
    if (got == RECORD_END || got == RECORD_FAILED) break;
    if (got == RECORD_OK) see(context, r);
    records_consume(r);
  }
  r->in.from = from;
  r->in.ended = ended;
  r->next_line = line;
  r->consumed = 0;
}

/* The first bytes tell what the file is. */
static int open_format(records *r) {
  while (!r->in.ended && r->in.until - r->in.from < 4) {
    const int status = records_more(r);
    if (status) return status;
  }
  const unsigned char *p = (const unsigned char *)r->in.data + r->in.from;
  const size_t have = r->in.until - r->in.from;
  if (have >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF))) {
    diag_say(r->d, DIALPLAN_SEVERITY_ERROR, (place){r->in.path, 1, 1}, "not-utf8",
             "the file is UTF-16; save it as UTF-8");
    return EXIT_INPUT;
  }
  if (have >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF) {
    r->in.from += 3;
    p += 3;
  }
  const unsigned char *const end = (const unsigned char *)r->in.data + r->in.until;
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')) p++;
  r->json = p < end && *p == '{';
  if (p < end && *p == '[') {
    diag_say(r->d, DIALPLAN_SEVERITY_ERROR, (place){r->in.path, 1, 1}, "json-array",
             "the file is one JSON array; JSON Lines are expected: one object a line");
    return EXIT_INPUT;
  }
  return 0;
}

static int open_header(records *r) {
  int got;
  while ((got = records_next(r)) == RECORD_EMPTY) {
  }
  if (got == RECORD_FAILED) return EXIT_IO;
  if (got == RECORD_END) return 0;
  if (got == RECORD_BAD) {
    diag_say(r->d, DIALPLAN_SEVERITY_ERROR, records_place(r, r->offset), r->code, "%s", r->what);
    return EXIT_INPUT;
  }
  csv_fields fields = {r->fields, r->starts, r->room, 0};
  const char *what;
  size_t offset;
  room_for_scratch(r, r->raw.len);
  csv_careful(r->raw.at, r->raw.len, 1, &fields, r->scratch, &what, &offset);
  if (fields.count > RECORD_FIELDS) {
    diag_say(r->d, DIALPLAN_SEVERITY_ERROR, records_place(r, 0), "field-count",
             "the header has more than 1,024 fields");
    return EXIT_INPUT;
  }
  for (size_t i = 0; i < fields.count; i++) records_add_name(r, fields.at[i]);
  records_consume(r);
  return 0;
}

void records_prepare(records *r) {
  grow(r, RECORD_FIELDS + 1);
  r->members = memory_new(JSON_MEMBERS, sizeof *r->members);
}

int records_open(records *r, const char *path, diag *d) {
  *r = (records){.d = d, .next_line = 1};
  int status = input_open(&r->in, path, d);
  if (status) return status;
  records_prepare(r);
  status = open_format(r);
  if (!status && !r->json) status = open_header(r);
  if (status) records_close(r);
  return status;
}

void records_of_line(records *r, slice line, diag *d) {
  *r = (records){.d = d, .json = 1, .next_line = 1};
  r->in = (input){
      .path = "the event", .fd = -1, .ended = 1, .data = memory_resize(NULL, line.len + INPUT_PAD, 1)};
  memcpy(r->in.data, line.at, line.len);
  r->in.until = line.len;
  records_prepare(r);
}

void records_close(records *r) {
  for (size_t i = 0; i < r->count; i++) free(r->names[i]);
  free(r->names);
  free(r->keys);
  free(r->fields);
  free(r->kinds);
  free(r->starts);
  free(r->scratch);
  free(r->members);
  input_close(&r->in);
}

place records_place(const records *r, size_t offset) {
  place where = {r->in.path, r->line, 1};
  const char *from = r->raw.at, *const until = r->raw.at + (offset < r->raw.len ? offset : r->raw.len);
  for (const char *p = from; p < until; p++)
    if (*p == '\n') {
      where.line++;
      from = p + 1;
    }
  where.column = slice_chars((slice){from, (size_t)(until - from)}) + 1;
  return where;
}

place records_field_place(const records *r, size_t field) {
  const slice f = r->fields[field];
  const uintptr_t at = (uintptr_t)f.at, from = (uintptr_t)r->raw.at;
  /* A text with escapes lies in scratch; the splitter left its start. */
  return records_place(r, at >= from && at <= from + r->raw.len ? at - from : r->starts[field]);
}
