/* SPDX-License-Identifier: MIT */
/* Ctrl-C: work ends cleanly, with what was written so far valid. */
#ifndef INTERRUPT_H
#define INTERRUPT_H

void interrupt_watch(void); /* from now on SIGINT and SIGTERM are only noted */
int interrupted(void);

#endif
