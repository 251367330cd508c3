/* SPDX-License-Identifier: MIT */
/* The door to the file system: zone files into a zone table. */
#ifndef DP_DOOR_FILES_H
#define DP_DOOR_FILES_H

#include <dialplan/zones.h>

#include <stddef.h>

/* dialplan_zones_load() for DIALPLAN_ZONES_SYSTEM. */
dialplan_status dp_files_zones(const char *dir, size_t dir_len, const char *names, size_t names_len,
                               dialplan_zones **out, dialplan_error *err);

#endif
