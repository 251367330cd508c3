/* SPDX-License-Identifier: MIT */
/* dialplan: the library's questions at the command line.
 * Finds the subcommand, reads its flags, runs it. Invariant: answers go to standard output, diagnostics to
 * standard error, and the exit status says which kind of end it was. */
#include <string.h>
#include <unistd.h>

#include "help.h"
#include "interrupt.h"
#include "writer.h"

int app_exit(const app *a, int status) {
  if (interrupted()) return EXIT_INTERRUPTED;
  if (status && status != EXIT_NO) return status;
  return a->diag.rows ? EXIT_INPUT : status;
}

static int run(app *a) {
  if (!a->options.help) {
    interrupt_watch();
    return a->command->run(a);
  }
  buffer b = {0};
  help_put(&b, a->command);
  const int status = write_out(&a->diag, b.data, b.len);
  buffer_free(&b);
  return status;
}

int main(int argc, char **argv) {
  app a = {.rejects_fd = -1};
  a.diag.color = wants_color(STDERR_FILENO);
  if (argc < 2) {
    help_overview(&a);
    return EXIT_USAGE;
  }
  const char *name = argv[1];
  if (!strcmp(name, "--help") || !strcmp(name, "-h")) name = "help";
  if (!strcmp(name, "--version") || !strcmp(name, "-V")) name = "version";
  a.command = command_find(name);
  if (!a.command) return unknown_command(&a, name);
  int status = options_read(&a.options, a.command, argc - 2, argv + 2, &a.diag);
  if (!status) status = run(&a);
  options_close(&a.options);
  return status;
}
