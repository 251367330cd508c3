/* SPDX-License-Identifier: MIT */
/* What does a line of JSON say?
 * RFC 8259, whole. Invariant: no recursion; nesting is bounded by a stack of bits; a value is a slice of the
 * line, or of scratch where it holds escapes. Whether the line is valid UTF-8 is asked by the caller. */
#include "json.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct reader {
  const char *p, *end;
  char *scratch;
  const char *what; /* not NULL: failed, at p */
} reader;

static int fail(reader *r, const char *what) {
  if (!r->what) r->what = what;
  return 0;
}

static int is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Most lines are written without any. */
static inline void skip_space(reader *r) {
  while (r->p < r->end && (unsigned char)*r->p <= ' ' && is_space(*r->p)) r->p++;
}

static inline int accept(reader *r, char c) {
  skip_space(r);
  if (r->p == r->end || *r->p != c) return 0;
  r->p++;
  return 1;
}

/* Four hexadecimal digits; -1: not there. */
static int32_t read_hex(reader *r) {
  int32_t value = 0;
  if (r->end - r->p < 4) return -1;
  for (int i = 0; i < 4; i++) {
    const char c = r->p[i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  r->p += 4;
  return value;
}

static char *put_utf8(char *out, uint32_t code) {
  if (code < 0x80)
    *out++ = (char)code;
  else if (code < 0x800) {
    *out++ = (char)(0xC0 | code >> 6);
    *out++ = (char)(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    *out++ = (char)(0xE0 | code >> 12);
    *out++ = (char)(0x80 | (code >> 6 & 0x3F));
    *out++ = (char)(0x80 | (code & 0x3F));
  } else {
    *out++ = (char)(0xF0 | code >> 18);
    *out++ = (char)(0x80 | (code >> 12 & 0x3F));
    *out++ = (char)(0x80 | (code >> 6 & 0x3F));
    *out++ = (char)(0x80 | (code & 0x3F));
  }
  return out;
}

/* Behind a backslash: one escape, written to *out. */
static int read_escape(reader *r, char **out) {
  static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  if (r->p == r->end) return fail(r, "a text is not closed");
  const char c = *r->p;
  const char *const found = c ? strchr(names, c) : NULL;
  if (found) {
    *(*out)++ = meanings[found - names];
    r->p++;
    return 1;
  }
  if (c != 'u') return fail(r, "there is no such escape in JSON");
  r->p++;
  int32_t code = read_hex(r);
  if (code < 0) return fail(r, "\\u needs four hexadecimal digits");
  if (code >= 0xDC00 && code <= 0xDFFF) return fail(r, "half a surrogate pair stands alone");
  if (code >= 0xD800 && code <= 0xDBFF) {
    if (r->end - r->p < 2 || r->p[0] != '\\' || r->p[1] != 'u')
      return fail(r, "half a surrogate pair stands alone");
    r->p += 2;
    const int32_t low = read_hex(r);
    if (low < 0xDC00 || low > 0xDFFF) return fail(r, "half a surrogate pair stands alone");
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  *out = put_utf8(*out, (uint32_t)code);
  return 1;
}

/* What ends a run of plain text: a quote, a backslash, a control character. */
static int ends_run(char c) { return (unsigned char)c < 0x20 || c == '"' || c == '\\'; }

/* The end of a run of plain text: looked for in 16 bytes at a time where SSE2 is at hand. */
static inline const char *run_end(const char *p, const char *end) {
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
  for (; end - p >= 16; p += 16) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, control), v);
    const __m128i found =
        _mm_or_si128(low, _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, backslash)));
    const int mask = _mm_movemask_epi8(found);
    if (mask) return p + __builtin_ctz((unsigned)mask);
  }
#endif
  while (p < end && !ends_run(*p)) p++;
  return p;
}

int json_plain(slice t) { return run_end(t.at, t.at + t.len) == t.at + t.len; }

/* At an opening quote. */
static int read_text(reader *r, slice *text) {
  const char *run = ++r->p;
  char *out = r->scratch;
  while ((r->p = run_end(r->p, r->end)) < r->end) {
    if (*r->p == '"') {
      const size_t tail = (size_t)(r->p - run);
      if (out == r->scratch)
        *text = (slice){run, tail};
      else {
        memcpy(out, run, tail);
        *text = (slice){r->scratch, (size_t)(out - r->scratch) + tail};
        r->scratch = out + tail;
      }
      r->p++;
      return 1;
    }
    if (*r->p != '\\') return fail(r, "a control character stands unescaped in a text");
    memcpy(out, run, (size_t)(r->p - run));
    out += r->p - run;
    r->p++;
    if (!read_escape(r, &out)) return 0;
    /* An escape that gives no byte would look like a text without escapes; there is none. */
    run = r->p;
  }
  return fail(r, "a text is not closed");
}

static int skip_digits(reader *r) {
  const char *const from = r->p;
  while (r->p < r->end && *r->p >= '0' && *r->p <= '9') r->p++;
  return r->p > from;
}

static int read_number(reader *r) {
  if (r->p < r->end && *r->p == '-') r->p++;
  if (r->p < r->end && *r->p == '0')
    r->p++;
  else if (!skip_digits(r))
    return fail(r, "a value is expected");
  if (r->p < r->end && *r->p == '.') {
    r->p++;
    if (!skip_digits(r)) return fail(r, "digits are expected behind the point");
  }
  if (r->p < r->end && (*r->p == 'e' || *r->p == 'E')) {
    r->p++;
    if (r->p < r->end && (*r->p == '+' || *r->p == '-')) r->p++;
    if (!skip_digits(r)) return fail(r, "digits are expected in the exponent");
  }
  return 1;
}

static int read_word(reader *r, const char *word) {
  const size_t len = strlen(word);
  if ((size_t)(r->end - r->p) < len || memcmp(r->p, word, len)) return fail(r, "a value is expected");
  r->p += len;
  return 1;
}

/* Anything but an object or an array, behind spaces. */
static int read_scalar(reader *r, slice *value, uint8_t *kind) {
  if (r->p == r->end) return fail(r, "a value is expected");
  const char *const from = r->p;
  int ok;
  switch (*from) {
  case '"': *kind = FIELD_TEXT; return read_text(r, value);
  case 't': *kind = FIELD_BOOLEAN, ok = read_word(r, "true"); break;
  case 'f': *kind = FIELD_BOOLEAN, ok = read_word(r, "false"); break;
  case 'n': *kind = FIELD_NULL, ok = read_word(r, "null"); break;
  default: *kind = FIELD_NUMBER, ok = read_number(r); break;
  }
  *value = (slice){from, (size_t)(r->p - from)};
  return ok;
}

/* A key and its colon. */
static int read_key(reader *r, slice *key) {
  skip_space(r);
  if (r->p == r->end || *r->p != '"') return fail(r, "a key in quotes is expected");
  if (!read_text(r, key)) return 0;
  return accept(r, ':') || fail(r, "a colon is expected");
}

/* At an opening bracket: the whole nested value is checked and passed over. */
static int skip_nested(reader *r) {
  uint64_t objects = 0; /* bit i: the value at depth i is an object */
  int depth = 0;
  for (;;) {
    slice ignored;
    uint8_t kind;
    char *const scratch = r->scratch;
    skip_space(r);
    int closed = 0;
    if (r->p < r->end && (*r->p == '{' || *r->p == '[')) {
      if (depth == JSON_DEPTH) return fail(r, "values are nested too deep");
      const int object = *r->p++ == '{';
      objects = (objects & ~(UINT64_C(1) << depth)) | (uint64_t)object << depth;
      depth++;
      if (accept(r, object ? '}' : ']'))
        closed = 1;
      else {
        if (object && !read_key(r, &ignored)) return 0;
        r->scratch = scratch;
        continue;
      }
    } else if (!read_scalar(r, &ignored, &kind))
      return 0;
    r->scratch = scratch;
    for (depth -= closed; depth; depth--) {
      const int object = objects >> (depth - 1) & 1;
      if (accept(r, ',')) {
        if (object && !read_key(r, &ignored)) return 0;
        r->scratch = scratch;
        break;
      }
      if (!accept(r, object ? '}' : ']')) return fail(r, "a comma or a closing bracket is expected");
    }
    if (!depth) return 1;
  }
}

/* Behind spaces. */
static int read_value(reader *r, slice *value, uint8_t *kind) {
  if (r->p == r->end || (*r->p != '{' && *r->p != '[')) return read_scalar(r, value, kind);
  const char *const from = r->p;
  *kind = FIELD_NESTED;
  const int ok = skip_nested(r);
  *value = (slice){from, (size_t)(r->p - from)};
  return ok;
}

/* The key that is expected next and its colon, written without spaces between them. */
static int read_expected(reader *r, const json_keys *keys, size_t next, slice *key) {
  skip_space(r);
  if (next >= keys->count || !keys->at[next].at) return 0;
  const slice name = keys->at[next];
  const char *const p = r->p;
  if ((size_t)(r->end - p) < name.len + 3 || p[0] != '"' || p[name.len + 1] != '"' ||
      p[name.len + 2] != ':' || !slice_same(name, (slice){p + 1, name.len}))
    return 0;
  *key = (slice){p + 1, name.len};
  r->p += name.len + 3;
  return 1;
}

/* 1 + the place of a key that was not the next one. */
static size_t look_up(const json_keys *keys, slice key) {
  for (size_t i = 0; i < keys->count; i++)
    if (keys->at[i].at && slice_same(keys->at[i], key)) return i + 1;
  return 0;
}

static int read_members(reader *r, const char *start, const json_keys *keys, json_member *members,
                        size_t *count) {
  if (!accept(r, '{')) return fail(r, "an object in braces is expected");
  if (accept(r, '}')) return 1;
  size_t next = 0;
  do {
    if (*count == JSON_MEMBERS) return fail(r, "the object has too many members");
    json_member *const m = &members[*count];
    if (read_expected(r, keys, next, &m->key))
      m->known = (uint16_t)++next;
    else {
      if (!read_key(r, &m->key)) return 0;
      m->known = (uint16_t)look_up(keys, m->key);
      if (m->known) next = m->known;
    }
    skip_space(r);
    m->at = (uint32_t)(r->p - start);
    if (!read_value(r, &m->value, &m->kind)) return 0;
    ++*count;
  } while (accept(r, ','));
  return accept(r, '}') || fail(r, "a comma or a closing brace is expected");
}

int json_object(const char *p, size_t len, const json_keys *keys, json_member members[JSON_MEMBERS],
                size_t *count, char *scratch, const char **what, size_t *offset) {
  static const json_keys none = {NULL, 0};
  reader r = {p, p + len, scratch, NULL};
  *count = 0;
  if (read_members(&r, p, keys ? keys : &none, members, count)) {
    skip_space(&r);
    if (r.p == r.end) return 1;
    fail(&r, "text follows the object");
  }
  *what = r.what;
  *offset = (size_t)(r.p - p);
  return 0;
}

int json_texts(slice array, slice *out, size_t cap, size_t *count, char *scratch) {
  reader r = {array.at, array.at + array.len, scratch, NULL};
  *count = 0;
  if (!accept(&r, '[')) return 0;
  if (accept(&r, ']')) return 1;
  do {
    skip_space(&r);
    if (*count == cap || r.p == r.end || *r.p != '"' || !read_text(&r, &out[(*count)++])) return 0;
  } while (accept(&r, ','));
  return accept(&r, ']');
}

int json_join(slice array, buffer *out) {
  slice parts[64];
  size_t count = 0;
  char *const scratch = memory_resize(NULL, array.len, 1);
  const int joined = json_texts(array, parts, 64, &count, scratch) && count;
  for (size_t i = 0; joined && i < count; i++) {
    if (i) buffer_char(out, '|');
    buffer_text(out, slice_trim(parts[i]));
  }
  free(scratch);
  return joined;
}
