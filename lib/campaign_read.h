/* SPDX-License-Identifier: MIT */
/* Reading a campaign and its account into settings, for compiling and for checking. */
#ifndef DP_CAMPAIGN_READ_H
#define DP_CAMPAIGN_READ_H

#include "campaign_file.h"

int dp_files_valid(const dp_files *files);

/* Fills the reader's settings; every error goes to its report. Nodes live in an arena of their own, which the
 * reader's places point into. */
void dp_campaign_read(dp_reader *reader, dp_arena *nodes, const char *text, uint64_t len);

/* Builds the campaign of settings without errors; it takes the reader's arena over. What goes wrong goes to
 * the report. */
void dp_campaign_make(dp_reader *reader, dialplan_campaign **out);

#endif
