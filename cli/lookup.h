/* SPDX-License-Identifier: MIT */
/* Finding a campaign file by path or name. */
#ifndef LOOKUP_H
#define LOOKUP_H

#include "diag.h"

/* The path of a campaign, to be freed; NULL with a message that says where was looked. "-" is standard input.
 */
char *lookup_campaign(const char *name, diag *d);

#endif
