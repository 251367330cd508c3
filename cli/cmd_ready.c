/* SPDX-License-Identifier: MIT */
/* dialplan ready: will it dial? One check a line. */
#include <stdlib.h>
#include <string.h>

#include "health.h"

static const char *const ready_fields[] = {"check", "result", "message", "value", "limit", "at"};
enum { READY_FIELDS = 6, TABLE_FIELDS = 3, CHECKS_MAX = 32 };

/* In a table a mark stands before the word. */
static void put_result(writer *out, int ascii, int32_t result) {
  static const char *const marks[] = {"\xE2\x9C\x93 ok", "! warning", "\xE2\x9C\x97 failed"};
  const int marked = out->format == OUTPUT_TABLE && !ascii;
  writer_text(out, slice_of(marked ? marks[result] : dialplan_result_name(result)));
}

static void put_check(writer *out, const asking *q, int ascii, const dialplan_check *check) {
  const world *const w = &q->w;
  uint64_t len = 0;
  dialplan_check_format(w->campaign, check, NULL, 0, &len);
  char *const sentence = memory_new(len + 1, 1);
  dialplan_check_format(w->campaign, check, sentence, len, &len);
  writer_name(out, dialplan_check_name(check->check));
  put_result(out, ascii, check->result);
  writer_text(out, (slice){sentence, (size_t)len});
  if (out->columns == READY_FIELDS) {
    writer_int(out, check->value);
    writer_int(out, check->limit);
    writer_instant(out, w->zones, w->zone, check->at);
  }
  writer_end(out);
  free(sentence);
}

static int answer(asking *q, const dialplan_facts *facts) {
  app *const a = q->a;
  dialplan_check checks[CHECKS_MAX];
  dialplan_error err;
  uint64_t count = 0;
  if (dialplan_readiness(q->w.campaign, facts, q->w.now, &q->w.options, checks, CHECKS_MAX, &count, &err)) {
    diag_record(&a->diag, NULL, &err);
    return EXIT_INPUT;
  }
  const char *const term = getenv("TERM");
  const int ascii = a->options.ascii || (term && !strcmp(term, "dumb"));
  const int format = a->options.output ? a->options.output : OUTPUT_TABLE;
  writer out;
  int failed = 0;
  writer_open(&out, a, format, ready_fields, format == OUTPUT_TABLE ? TABLE_FIELDS : READY_FIELDS);
  out.whole = 1;
  for (uint64_t i = 0; i < count; i++) {
    put_check(&out, q, ascii, &checks[i]);
    failed |= checks[i].result == DIALPLAN_RESULT_FAILED;
  }
  const int closed = writer_close(&out);
  return closed ? closed : failed && a->options.exit_status ? EXIT_NO : 0;
}

int cmd_ready(app *a) {
  asking q;
  dialplan_facts facts = {.size = sizeof facts};
  dialplan_load load;
  dialplan_error err;
  int status = asking_open_one(&q, a);
  if (!status) status = health_read(&q, &load, &facts);
  if (!status && q.log.count) facts.flags |= DIALPLAN_FACTS_LOG;
  if (!status) status = health_contacts(&q, &facts);
  if (!status && dialplan_pacing_admit(q.w.campaign, &load, q.w.now, 0, &facts.admission, &err)) {
    diag_record(&a->diag, NULL, &err);
    status = EXIT_INPUT;
  }
  facts.flags |= DIALPLAN_FACTS_ADMISSION;
  if (!status) status = answer(&q, &facts);
  return asking_close(&q, status);
}
