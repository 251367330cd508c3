/* SPDX-License-Identifier: MIT */
/* Zone files (TZif, RFC 9636), read into plain changes of the offset. */
#ifndef DP_TZIF_H
#define DP_TZIF_H

#include <dialplan/base.h>

#include <stddef.h>

/* Changes of one zone; more are refused. Twice a year over the valid range makes 460. */
enum { DP_CHANGES_MAX = 2048 };

/* The offsets of a zone over the valid range of instants: offset[i] holds from at[i] until at[i + 1]. at[0]
 * is INT64_MIN: before the valid range the first offset goes on, as the last one does behind it. Neighbours
 * differ. */
typedef struct dp_changes {
  uint32_t count;
  int32_t offset[DP_CHANGES_MAX];
  int64_t at[DP_CHANGES_MAX];
} dp_changes;

/* A zone with a single offset. */
void dp_changes_init(dp_changes *changes, int32_t offset);
/* offset holds from at on. at is after all earlier ones or equal to the last, which it then replaces; what
 * lies outside of the valid range, and what changes nothing, leaves no trace. 0: there is no more room. */
int dp_changes_add(dp_changes *changes, int64_t at, int32_t offset);

/* Reads a file of version 1 to 4. NULL, or a sentence that says what is wrong with the bytes. */
const char *dp_tzif_read(const uint8_t *data, size_t size, dp_changes *changes);

#endif
