/* SPDX-License-Identifier: MIT */
/* Ctrl-C: work ends cleanly, with what was written so far valid. */
#ifndef INTERRUPT_H
#define INTERRUPT_H

void interrupt_watch(void); /* from now on SIGINT and SIGTERM are only noted */
int interrupted(void);

/* For threads: a signal goes to any of them, and would not end the wait of another one for input. While they
 * are held, signals come through in interrupt_wait() alone. */
void interrupt_hold(void); /* before threads are started */
void interrupt_release(void);
/* Waits until a descriptor can be read, or for a signal. Returns at once where signals are not held. */
void interrupt_wait(int fd);

#endif
