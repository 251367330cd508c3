/* SPDX-License-Identifier: MIT */
/* How far is it?
 * Writes to a terminal on standard error. Invariant: short work draws nothing, and the line is gone at the
 * end. */
#include "progress.h"

#include <unistd.h>

#include "clock.h"

enum { LOOK_EVERY = 4096, QUIET_MS = 1000, DRAW_MS = 200, CELLS = 30 };

static void begin(progress *p, const app *a, const char *what) {
  *p = (progress){.on = !a->options.quiet && isatty(STDERR_FILENO), .what = what};
  if (p->on) p->started = p->shown = clock_millis();
}

void progress_open(progress *p, const app *a) {
  begin(p, a, "rows");
  if (isatty(STDOUT_FILENO)) p->on = 0;
}

void progress_open_alone(progress *p, const app *a, const char *what) { begin(p, a, what); }

static void draw(progress *p, uint64_t rows, uint64_t done, uint64_t total, int64_t now) {
  buffer line = {0};
  const int64_t spent = now - p->started;
  buffer_str(&line, "\r\033[K");
  if (total) {
    const size_t full = (size_t)(done * CELLS / total);
    buffer_char(&line, '[');
    buffer_fill(&line, '#', full < CELLS ? full : CELLS);
    buffer_fill(&line, '.', full < CELLS ? CELLS - full : 0);
    buffer_format(&line, "] %3d%%  ", (int)(done * 100 / total));
  }
  buffer_format(&line, "%llu %s, %llu a second", (unsigned long long)rows, p->what,
                (unsigned long long)(spent > 0 ? rows * 1000 / (uint64_t)spent : 0));
  if (total && done)
    buffer_format(&line, ", %lld s left",
                  (long long)((double)spent * (double)(total - done) / (double)done / 1000));
  if (write(STDERR_FILENO, line.data, line.len) > 0) p->drawn = 1;
  buffer_free(&line);
}

void progress_step(progress *p, uint64_t rows, uint64_t done, uint64_t total) {
  if (p->on && ++p->steps % LOOK_EVERY == 0) progress_show(p, rows, done, total);
}

void progress_show(progress *p, uint64_t rows, uint64_t done, uint64_t total) {
  if (!p->on) return;
  const int64_t now = clock_millis();
  if (now - p->started < QUIET_MS || now - p->shown < DRAW_MS) return;
  p->shown = now;
  draw(p, rows, done < total ? done : total, total, now);
}

void progress_close(progress *p) {
  if (p->drawn && write(STDERR_FILENO, "\r\033[K", 4) < 0) p->on = 0;
  p->drawn = 0;
}
