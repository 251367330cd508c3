/* SPDX-License-Identifier: MIT */
/* dialplan dnc: the numbers that asked never to be called, for the list that other campaigns share. */
#include "asking.h"
#include "writer.h"

static const char *const dnc_fields[] = {"phone", "contact"};

/* Plain lines are what a suppression list is made of; formats with columns name the contact too. */
static void put_number(writer *out, buffer *plain, slice number, slice id) {
  if (!out) {
    buffer_text(plain, number.len ? number : id);
    buffer_char(plain, '\n');
    return;
  }
  if (number.len)
    writer_text(out, number);
  else
    writer_null(out);
  writer_text(out, id);
  writer_end(out);
}

/* Who is in the log alone: the id is all there is. */
static void put_strangers(asking *q, writer *out, buffer *plain) {
  for (uint32_t i = 0; i < q->log.ids.count; i++) {
    if (q->log.met[i]) continue;
    dialplan_contact contact = {.size = sizeof contact};
    dialplan_state state = {0};
    if (events_apply(&q->log, i, 0, &contact, &state, &q->cs.fault)) continue;
    const slice id = intern_text(&q->log.ids, i);
    if (state.flags & DIALPLAN_STATE_DNC) put_number(out, plain, (slice){NULL, 0}, id);
  }
}

static int dnc_all(asking *q, writer *out, buffer *plain) {
  char number[PHONE_TEXT];
  int status = 0;
  while (asking_good(q, &status))
    if (q->state.flags & DIALPLAN_STATE_DNC)
      put_number(out, plain, (slice){number, phone_write(q->cs.phone, number)}, q->cs.id);
  if (!status && !q->a->options.only) put_strangers(q, out, plain);
  return status;
}

int cmd_dnc(app *a) {
  asking q;
  writer out;
  buffer plain = {0};
  const int rows = a->options.output != OUTPUT_DEFAULT;
  int status = asking_open_one(&q, a);
  if (!status) {
    if (rows) writer_open(&out, a, OUTPUT_TABLE, dnc_fields, 2);
    status = dnc_all(&q, rows ? &out : NULL, &plain);
    const int closed = rows ? writer_close(&out) : write_out(&a->diag, plain.data, plain.len);
    if (!status) status = closed;
  }
  buffer_free(&plain);
  return asking_close(&q, status);
}
