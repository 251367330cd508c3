/* SPDX-License-Identifier: MIT */
/* Was the work interrupted?
 * Uses signals. Invariant: a second signal ends the program at once. */
#include "interrupt.h"

#include <signal.h>

static volatile sig_atomic_t asked;

static void note(int number) {
  (void)number;
  asked = 1;
}

void interrupt_watch(void) {
  struct sigaction action = {.sa_handler = note, .sa_flags = (int)SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, 0);
  sigaction(SIGTERM, &action, 0);
}

int interrupted(void) { return asked; }
