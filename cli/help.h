/* SPDX-License-Identifier: MIT */
/* What there is to ask for. */
#ifndef HELP_H
#define HELP_H

#include "app.h"

void help_put(buffer *b, const command *c);
int help_overview(app *a);
/* A usage error that names the nearest subcommand. */
int unknown_command(app *a, const char *name);

#endif
