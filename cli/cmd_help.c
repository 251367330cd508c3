/* SPDX-License-Identifier: MIT */
/* dialplan help: what there is. Everything is written from the tables of subcommands and flags. */
#include "help.h"
#include "writer.h"

static const char lead[] =
    "dialplan: when may this contact be called next in this campaign, and why then?\n"
    "(\"Dial plan\" as in when to dial whom; it is no Asterisk or FreeSWITCH dialplan.)\n\n";

static void put_overview(buffer *b) {
  buffer_str(b, lead);
  buffer_str(b, "usage: dialplan SUBCOMMAND [FLAGS]\n\n");
  for (const command *c = commands; c->name; c++) buffer_format(b, "  %-11s %s\n", c->name, c->summary);
  buffer_str(b, "\nTo start:\n  dialplan init march && dialplan check march && dialplan show march\n\n"
                "dialplan help SUBCOMMAND, or man dialplan-SUBCOMMAND, tells more.\n");
}

static void put_flag(buffer *b, const flag *f) {
  const size_t from = b->len;
  buffer_str(b, "  ");
  if (f->letter)
    buffer_format(b, "-%c, ", f->letter);
  else
    buffer_str(b, "    ");
  buffer_format(b, "--%s", f->name);
  if (f->value) buffer_format(b, " %s", f->value);
  const size_t width = b->len - from;
  buffer_fill(b, ' ', width < 30 ? 30 - width : 2);
  buffer_format(b, "%s\n", f->help);
}

void help_put(buffer *b, const command *c) {
  buffer_format(b, "dialplan %s: %s\n\nusage: dialplan %s %s\n\n", c->name, c->summary, c->name,
                c->arguments);
  for (const flag *f = flags; f->name; f++)
    if (command_takes(c, f->name)) put_flag(b, f);
  buffer_format(b, "\nexample:\n  %s\n", c->example);
  buffer_str(b, "\nexit status: 0 answered, 1 the answer is no (-e), 2 usage, 3 bad input, 4 I/O or memory, "
                "130 interrupted\n");
}

int help_overview(app *a) {
  buffer b = {0};
  put_overview(&b);
  const int status = write_out(&a->diag, b.data, b.len);
  buffer_free(&b);
  return status;
}

int cmd_help(app *a) {
  if (!a->options.word_count) return help_overview(a);
  const command *const c = command_find(a->options.words[0]);
  if (!c) return unknown_command(a, a->options.words[0]);
  buffer b = {0};
  help_put(&b, c);
  const int status = write_out(&a->diag, b.data, b.len);
  buffer_free(&b);
  return status;
}
