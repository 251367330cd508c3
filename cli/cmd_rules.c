/* SPDX-License-Identifier: MIT */
/* dialplan rules: the built-in guard packs; the rules of one, with their citations. */
#include <stdlib.h>
#include <string.h>

#include "writer.h"

static const char *const pack_fields[] = {"pack", "title", "rules", "checked", "about", "not_covered"};
static const char *const rule_fields[] = {"pack", "rule",    "jurisdiction", "purpose",
                                          "says", "checked", "source"};
enum { PACK_TABLE = 4, PACK_ALL = 6 };

static const char no_advice[] = "The rules repeat what their citations say. They are no legal advice.\n";

typedef struct ruling {
  app *a;
  dialplan_rules *rules;
} ruling;

static void text_or_null(writer *out, const char *text) {
  if (*text)
    writer_text(out, slice_of(text));
  else
    writer_null(out);
}

/* The oldest date of checking of a pack; "" where a rule bears none. */
static const char *oldest(const ruling *r, uint64_t pack) {
  const char *first = NULL, *checked;
  for (uint64_t i = 0; !dialplan_rules_rule(r->rules, pack, i, NULL, NULL, NULL, NULL, &checked); i++)
    if (!first || strcmp(checked, first) < 0) first = checked;
  return first ? first : "";
}

static void put_not_covered(writer *out, const ruling *r, uint64_t pack) {
  buffer all = {0};
  const char *text;
  for (uint64_t i = 0; (text = dialplan_rules_not_covered(r->rules, pack, i)); i++)
    buffer_format(&all, "%s%s", i ? " " : "", text);
  writer_text(out, (slice){all.data, all.len});
  buffer_free(&all);
}

static int put_packs(ruling *r) {
  writer out;
  const int table = r->a->options.output == OUTPUT_DEFAULT || r->a->options.output == OUTPUT_TABLE;
  writer_open(&out, r->a, OUTPUT_TABLE, pack_fields, table ? PACK_TABLE : PACK_ALL);
  const char *name, *title, *about;
  uint64_t count;
  for (uint64_t i = 0; !dialplan_rules_pack(r->rules, i, &name, &title, &about, &count); i++) {
    writer_text(&out, slice_of(name));
    writer_text(&out, slice_of(title));
    writer_int(&out, (int64_t)count);
    text_or_null(&out, oldest(r, i));
    if (!table) {
      writer_text(&out, slice_of(about));
      put_not_covered(&out, r, i);
    }
    writer_end(&out);
  }
  int status = writer_close(&out);
  if (!status && table) status = write_out(&r->a->diag, no_advice, sizeof no_advice - 1);
  return status;
}

/* A rule as a campaign would write it. */
static void put_says(buffer *b, const ruling *r, uint64_t pack, uint64_t i) {
  uint64_t len = 0;
  dialplan_rules_format(r->rules, pack, i, NULL, 0, &len);
  dialplan_rules_format(r->rules, pack, i, buffer_room(b, len), len, &len);
  b->len += len;
}

/* For people: a pack from its title to what it leaves out. */
static int put_pack_text(ruling *r, uint64_t pack) {
  buffer out = {0};
  const char *name, *title, *about, *id, *source, *checked, *text;
  dialplan_rules_pack(r->rules, pack, &name, &title, &about, NULL);
  buffer_format(&out, "%s: %s\n%s\n", name, title, about);
  for (uint64_t i = 0; !dialplan_rules_rule(r->rules, pack, i, &id, NULL, NULL, &source, &checked); i++) {
    buffer_format(&out, "\n%s\n  source   %s\n  checked  %s\n  ", id, source,
                  *checked ? checked : "not dated");
    put_says(&out, r, pack, i);
    buffer_char(&out, '\n');
  }
  buffer_str(&out, "\nNot covered:\n");
  for (uint64_t i = 0; (text = dialplan_rules_not_covered(r->rules, pack, i)); i++)
    buffer_format(&out, "  %s\n", text);
  buffer_format(&out, "\n%s", no_advice);
  const int status = write_out(&r->a->diag, out.data, out.len);
  buffer_free(&out);
  return status;
}

static int put_rules(ruling *r, uint64_t pack) {
  writer out;
  const char *name, *id, *jurisdiction, *purpose, *source, *checked;
  dialplan_rules_pack(r->rules, pack, &name, NULL, NULL, NULL);
  writer_open(&out, r->a, OUTPUT_TABLE, rule_fields, sizeof rule_fields / sizeof *rule_fields);
  for (uint64_t i = 0;
       !dialplan_rules_rule(r->rules, pack, i, &id, &jurisdiction, &purpose, &source, &checked); i++) {
    buffer says = {0};
    put_says(&says, r, pack, i);
    writer_text(&out, slice_of(name));
    writer_text(&out, slice_of(id));
    text_or_null(&out, jurisdiction);
    writer_text(&out, slice_of(purpose));
    writer_text(&out, (slice){says.data, says.len});
    text_or_null(&out, checked);
    text_or_null(&out, source);
    writer_end(&out);
    buffer_free(&says);
  }
  return writer_close(&out);
}

static int put_pack(ruling *r, const char *name) {
  uint64_t pack;
  dialplan_error err;
  if (dialplan_rules_find(r->rules, name, strlen(name), &pack, &err))
    return diag_fail(&r->a->diag, EXIT_INPUT, err.code, "%s", err.message);
  const int table = r->a->options.output == OUTPUT_DEFAULT || r->a->options.output == OUTPUT_TABLE;
  return table ? put_pack_text(r, pack) : put_rules(r, pack);
}

int cmd_rules(app *a) {
  ruling r = {.a = a};
  dialplan_error err;
  if (dialplan_rules_load(&r.rules, &err))
    return app_exit(a, diag_fail(&a->diag, EXIT_IO, err.code, "%s", err.message));
  const int status = a->options.word_count ? put_pack(&r, a->options.words[0]) : put_packs(&r);
  dialplan_rules_free(r.rules);
  return app_exit(a, status);
}
