/* SPDX-License-Identifier: MIT */
/* Appending to a log of events. */
#ifndef LOG_H
#define LOG_H

#include "diag.h"

/* Appends one line with one write, under a lock, and has it on the disk before it returns. A last line that a
 * crash has torn is moved to PATH.torn and reported. 0, or an exit status with a message. */
int log_append(const char *path, slice line, diag *d);

#endif
