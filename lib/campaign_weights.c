/* SPDX-License-Identifier: MIT */
/* Which hours of the week does a campaign prefer?
 * Reads the table that `retry.prefer` names: CSV with the columns weekday, hour and weight, as `dialplan
 * stats
 * --best-hours -o csv` writes it; further columns are left alone. Invariant: a table is taken whole or not at
 * all, and an hour that it does not list weighs as much as the mean of a written one. */
#include "campaign_file.h"

#include "date.h"

#include <string.h>

enum { WEIGHT_UNLISTED = 100, WEIGHT_MOST = 1000000, COLUMNS = 3, UNSEEN = -1 };
enum { COLUMN_WEEKDAY, COLUMN_HOUR, COLUMN_WEIGHT };

static const char columns[] = "weekday|hour|weight";

/* A field as a node, so that the report has its place and its text. */
typedef struct dp_table {
  dp_reader *reader;
  const char *text, *end; /* from here to the end is not read yet */
  const char *start;      /* of the whole */
  uint32_t line;
  int32_t place[COLUMNS]; /* in the lines; UNSEEN: not there */
  dp_node field[COLUMNS]; /* of the present line */
  uint32_t *weights;      /* being filled; listed by bits in seen */
  uint8_t seen[7 * 24];
} dp_table;

static int fault(dp_table *table, const dp_node *node, const char *expected) {
  dp_report_found(table->reader->report, DIALPLAN_E_VALUE, "bad-weights", node, expected);
  return 0;
}

static int blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* Without blanks at both ends, and without a pair of quotes. */
static void trim(dp_node *node) {
  while (node->len && blank(node->text[node->len - 1])) node->len--;
  while (node->len && blank(*node->text)) {
    node->text++;
    node->column++;
    node->offset++;
    node->len--;
  }
  if (node->len < 2 || *node->text != '"' || node->text[node->len - 1] != '"') return;
  node->text++;
  node->len -= 2;
}

/* The next line; 0: there is none. */
static int next_line(dp_table *table, const char **line, size_t *len) {
  if (table->text == table->end) return 0;
  const char *stop = memchr(table->text, '\n', (size_t)(table->end - table->text));
  *line = table->text;
  *len = (size_t)((stop ? stop : table->end) - table->text);
  table->text = stop ? stop + 1 : table->end;
  table->line++;
  return 1;
}

/* The field at *at, which is moved behind it; NULL at the line's end. */
static dp_node field_at(const dp_table *table, const char *line, size_t len, const char **at) {
  const size_t from = (size_t)(*at - line);
  const char *comma = memchr(*at, ',', len - from);
  dp_node node = {.kind = DP_NODE_SCALAR,
                  .text = *at,
                  .len = (uint32_t)(comma ? (size_t)(comma - *at) : len - from),
                  .line = table->line,
                  .column = (uint32_t)from + 1,
                  .offset = (uint32_t)(*at - table->start)};
  *at = comma ? comma + 1 : NULL;
  trim(&node);
  return node;
}

static int is_blank(const char *line, size_t len) {
  while (len && blank(line[len - 1])) len--;
  return len == 0;
}

static int read_header(dp_table *table) {
  const char *line = "", *at;
  size_t len = 0;
  int found = 0;
  (void)next_line(table, &line, &len);
  at = line;
  const dp_node whole = {.kind = DP_NODE_SCALAR, .text = line, .len = (uint32_t)len, .line = 1, .column = 1};
  for (int32_t i = 0; at; i++) {
    const dp_node name = field_at(table, line, len, &at);
    const int32_t column = dp_words_find(columns, name.text, name.len);
    if (column < 0 || !name.len) continue;
    if (table->place[column] != UNSEEN) return fault(table, &name, "expected each column once");
    table->place[column] = i;
    found++;
  }
  return found == COLUMNS ? 1
                          : fault(table, &whole, "expected a line with the columns weekday, hour and weight");
}

static int32_t weekday_of(const dp_node *node) {
  static const char words[] = "mon|tue|wed|thu|fri|sat|sun";
  char lower[3];
  if (node->len == 1 && *node->text >= '1' && *node->text <= '7') return *node->text - '1';
  if (node->len != sizeof lower) return -1;
  for (size_t i = 0; i < sizeof lower; i++) lower[i] = dp_text_lower(node->text[i]);
  return dp_words_find(words, lower, sizeof lower);
}

static int read_row(dp_table *table, const char *line, size_t len) {
  const char *at = line;
  dp_node *field = table->field;
  for (int c = 0; c < COLUMNS; c++)
    field[c] =
        (dp_node){.kind = DP_NODE_SCALAR, .text = "", .line = table->line, .column = (uint32_t)len + 1};
  for (int32_t i = 0; at; i++) {
    const dp_node found = field_at(table, line, len, &at);
    for (int c = 0; c < COLUMNS; c++)
      if (table->place[c] == i) field[c] = found;
  }
  const int32_t weekday = weekday_of(&field[COLUMN_WEEKDAY]);
  const int64_t hour = dp_text_digits(field[COLUMN_HOUR].text, field[COLUMN_HOUR].len);
  const int64_t weight = dp_text_digits(field[COLUMN_WEIGHT].text, field[COLUMN_WEIGHT].len);
  if (weekday < 0) return fault(table, &field[COLUMN_WEEKDAY], "expected a weekday, mon to sun or 1 to 7");
  if (hour < 0 || hour > 23) return fault(table, &field[COLUMN_HOUR], "expected an hour from 0 to 23");
  if (weight < 0 || weight > WEIGHT_MOST)
    return fault(table, &field[COLUMN_WEIGHT], "expected a whole number from 0 to 1000000");
  const int32_t i = weekday * 24 + (int32_t)hour;
  if (table->seen[i]) return fault(table, &field[COLUMN_HOUR], "expected each hour of the week once");
  table->seen[i] = 1;
  table->weights[i] = (uint32_t)weight;
  return 1;
}

void dp_read_weights(dp_reader *reader, const char *text, uint64_t len) {
  static const char mark[] = "\xEF\xBB\xBF";
  dp_table table = {
      .reader = reader, .text = text, .start = text, .end = text + len, .place = {UNSEEN, UNSEEN, UNSEEN}};
  const char *line;
  size_t line_len;
  const size_t wrong = dp_text_utf8(text, (size_t)len);
  if (wrong < len || len > UINT32_MAX) {
    dp_report_error(reader->report, DIALPLAN_E_VALUE, "bad-weights", NULL, "the table of hours is not UTF-8");
    return;
  }
  if (len >= sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0) table.text += sizeof mark - 1;
  table.weights = dp_reader_new(reader, 7 * 24, sizeof *table.weights);
  if (!table.weights || !read_header(&table)) return;
  for (int i = 0; i < 7 * 24; i++) table.weights[i] = WEIGHT_UNLISTED;
  int good = 1;
  while (next_line(&table, &line, &line_len))
    if (!is_blank(line, line_len)) good &= read_row(&table, line, line_len);
  if (good) reader->settings->retry.weights = table.weights;
}
