/* SPDX-License-Identifier: MIT */
/* dialplan completion: what a shell needs to complete subcommands and flags, written from the tables of both.
 */
#include <string.h>

#include "help.h"
#include "writer.h"

/* The choices of flags whose values are a closed list; NULL: a file or a free text. */
static const char *choices_of(const char *flag_name) {
  static const char *const choices[][2] = {
      {"output", "table csv json ndjson ics"},
      {"view", "overdue today week all"},
      {"class", "pending retry callback"},
      {"callback", "requested pending completed cancelled missed"},
      {"errors", "text json"},
      {"tz-source", "system icu"},
      {"by", "bot customer agent day weekday hour week variant outcome status contact change reason"},
      {"scope", "contact callback"},
      {"requested", "yes no"},
      {"event", "enqueue attempt start callback reschedule cancel done inbound dnc restart campaign_status "
                "breaker_reset"},
      {"outcome", "completed call_later voicemail no_answer busy error network_error ringing abandoned "
                  "rejected silent refused "
                  "invalid_number wrong_person dnc_request"},
  };
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
    if (!strcmp(choices[i][0], flag_name)) return choices[i][1];
  return NULL;
}

static void put_flags(buffer *b, const command *c) {
  const char *between = "";
  for (const flag *f = flags; f->name; f++) {
    if (!command_takes(c, f->name)) continue;
    buffer_format(b, "%s--%s", between, f->name);
    between = " ";
  }
}

static void put_bash(buffer *b) {
  buffer_str(
      b,
      "# bash completion for dialplan, written by `dialplan completion bash`\n"
      "_dialplan() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} sub=${COMP_WORDS[1]} words=\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" = 1 ]; then\n    words=\"");
  for (const command *c = commands; c->name; c++) buffer_format(b, "%s%s", c == commands ? "" : " ", c->name);
  buffer_str(b,
             "\"\n    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n    return\n  fi\n  case $prev in\n");
  for (const flag *f = flags; f->name; f++) {
    const char *const choices = choices_of(f->name);
    if (!choices) continue;
    buffer_format(b, "  --%s", f->name);
    if (f->letter) buffer_format(b, "|-%c", f->letter);
    buffer_format(b, ") COMPREPLY=($(compgen -W \"%s\" -- \"$cur\")); return ;;\n", choices);
  }
  buffer_str(b, "  esac\n  case $sub in\n");
  for (const command *c = commands; c->name; c++) {
    buffer_format(b, "  %s) words=\"", c->name);
    put_flags(b, c);
    buffer_str(b, "\" ;;\n");
  }
  buffer_str(b, "  esac\n"
                "  case $cur in\n"
                "  -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
                "  *) compopt -o default 2>/dev/null ;;\n"
                "  esac\n"
                "}\n"
                "complete -F _dialplan dialplan\n");
}

/* Text inside single quotes of zsh and fish, where : and [] stand for themselves in a description. */
static void put_quoted(buffer *b, const char *text, const char *escaped) {
  for (; *text; text++) {
    if (*text == '\'') {
      buffer_str(b, "'\\''");
      continue;
    }
    if (strchr(escaped, *text)) buffer_char(b, '\\');
    buffer_char(b, *text);
  }
}

static void put_zsh_flag(buffer *b, const flag *f) {
  const char *const choices = choices_of(f->name);
  buffer_format(b, " \\\n        '%s--%s%s[", f->list ? "*" : "", f->name, f->value ? "=" : "");
  put_quoted(b, f->help, ":[]");
  buffer_char(b, ']');
  if (f->value) {
    buffer_char(b, ':');
    put_quoted(b, f->value, ":[]");
    buffer_char(b, ':');
    if (choices)
      buffer_format(b, "(%s)", choices);
    else if (strstr(f->value, "FILE"))
      buffer_str(b, "_files");
    else if (!strcmp(f->value, "DIR"))
      buffer_str(b, "_files -/");
  }
  buffer_char(b, '\'');
}

static void put_zsh(buffer *b) {
  buffer_str(b, "#compdef dialplan\n# zsh completion for dialplan, written by `dialplan completion "
                "zsh`\n_dialplan() {\n"
                "  local -a subcommands\n  subcommands=(\n");
  for (const command *c = commands; c->name; c++) {
    buffer_format(b, "    '%s:", c->name);
    put_quoted(b, c->summary, ":");
    buffer_str(b, "'\n");
  }
  buffer_str(b, "  )\n  if (( CURRENT == 2 )); then\n    _describe subcommand subcommands\n    return\n  fi\n"
                "  local sub=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $sub in\n");
  for (const command *c = commands; c->name; c++) {
    buffer_format(b, "    %s)\n      _arguments", c->name);
    for (const flag *f = flags; f->name; f++)
      if (command_takes(c, f->name)) put_zsh_flag(b, f);
    buffer_str(b, " \\\n        '*:file:_files' ;;\n");
  }
  buffer_str(b, "  esac\n}\n_dialplan \"$@\"\n");
}

static void put_fish(buffer *b) {
  buffer_str(b, "# fish completion for dialplan, written by `dialplan completion fish`\n");
  for (const command *c = commands; c->name; c++) {
    buffer_format(b, "complete -c dialplan -n __fish_use_subcommand -f -a %s -d '", c->name);
    put_quoted(b, c->summary, "\\");
    buffer_str(b, "'\n");
  }
  for (const flag *f = flags; f->name; f++) {
    buffer_str(b, "complete -c dialplan -n '__fish_seen_subcommand_from");
    for (const command *c = commands; c->name; c++)
      if (command_takes(c, f->name)) buffer_format(b, " %s", c->name);
    buffer_format(b, "' -l %s", f->name);
    if (f->letter) buffer_format(b, " -s %c", f->letter);
    const char *const choices = choices_of(f->name);
    if (choices)
      buffer_format(b, " -x -a '%s'", choices);
    else if (f->value)
      buffer_str(b, " -r");
    buffer_str(b, " -d '");
    put_quoted(b, f->help, "\\");
    buffer_str(b, "'\n");
  }
}

int cmd_completion(app *a) {
  const char *const shell = a->options.words[0];
  buffer b = {0};
  if (!strcmp(shell, "bash"))
    put_bash(&b);
  else if (!strcmp(shell, "zsh"))
    put_zsh(&b);
  else if (!strcmp(shell, "fish"))
    put_fish(&b);
  else
    return diag_fail(&a->diag, EXIT_USAGE, "usage",
                     "there is completion for bash, zsh and fish, not for \"%s\"", shell);
  const int status = write_out(&a->diag, b.data, b.len);
  buffer_free(&b);
  return status;
}
