/* SPDX-License-Identifier: MIT */
/* Was the work interrupted?
 * Uses signals. Invariant: a second signal ends the program at once; one that comes between a look at
 * interrupted() and a wait is not missed. */
#include "interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/select.h>

static atomic_int asked;
static sigset_t outside; /* the signals that were blocked before interrupt_hold() */
static int held;

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

static sigset_t both_signals(void) {
  sigset_t both;
  sigemptyset(&both);
  sigaddset(&both, SIGINT);
  sigaddset(&both, SIGTERM);
  return both;
}

void interrupt_hold(void) {
  const sigset_t both = both_signals();
  held = pthread_sigmask(SIG_BLOCK, &both, &outside) == 0;
}

void interrupt_release(void) {
  if (held) pthread_sigmask(SIG_SETMASK, &outside, 0);
  held = 0;
}

void interrupt_wait(int fd) {
  if (!held || fd < 0 || fd >= FD_SETSIZE) return;
  /* pselect(2) lets no signal in where there is something to read. */
  const sigset_t both = both_signals();
  pthread_sigmask(SIG_SETMASK, &outside, 0);
  pthread_sigmask(SIG_BLOCK, &both, 0);
  if (interrupted()) return;
  fd_set wanted;
  FD_ZERO(&wanted);
  FD_SET(fd, &wanted);
  pselect(fd + 1, &wanted, 0, 0, 0, &outside);
}
