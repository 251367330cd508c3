/* SPDX-License-Identifier: MIT */
/* What does a row of a table ask?
 * Uses libdialplan: columns become a contact, a state, an event. Invariant: whatever the bytes of a row, the
 * answer is a value or a status of that row; nothing is kept between rows. */
#include "question.h"

#include <string.h>

static int refuse(dialplan_error *err, int status, const char *code, const char *message) {
  *err = (dialplan_error){.status = status};
  memcpy(err->code, code, strlen(code) + 1);
  memcpy(err->message, message, strlen(message) + 1);
  return status;
}

/* A contact of these zones; one whose zones are not known is held, which is an answer. */
static dialplan_contact contact_of(sql_engine *e, sql_bytes zones) {
  const dialplan_contact *const known = zones.len ? sql_engine_zones(e, zones, NULL) : NULL;
  if (known) return *known;
  return (dialplan_contact){.size = sizeof *known, .flags = zones.len ? DIALPLAN_CONTACT_ZONE_UNKNOWN : 0};
}

/* Where zones that are not known are an error; *out is NULL for none. */
static int find_zones(sql_engine *e, sql_bytes zones, const dialplan_contact **out, dialplan_error *err) {
  *out = zones.len ? sql_engine_zones(e, zones, err) : NULL;
  return zones.len && !*out ? DIALPLAN_E_ZONE_UNKNOWN : 0;
}

static int read_contact(sql_engine *e, const sql_contact *who, dialplan_contact *out, dialplan_error *err) {
  const int64_t flags = DIALPLAN_CONTACT_DNC_LISTED | DIALPLAN_CONTACT_INBOUND_FIRST;
  *out = contact_of(e, who->zones);
  out->key = dialplan_key(who->id.at ? who->id.at : "", who->id.len);
  if (who->region.len >= sizeof out->region)
    return refuse(err, DIALPLAN_E_VALUE, "region", "the region is none of ISO 3166-2");
  if (who->run < 0 || who->run > UINT32_MAX)
    return refuse(err, DIALPLAN_E_RANGE, "run", "there is no such run");
  if (who->flags & ~flags)
    return refuse(err, DIALPLAN_E_VALUE, "flags", "flags: 1 for dnc, 2 for inbound_first");
  if (who->region.len) memcpy(out->region, who->region.at, who->region.len);
  out->enqueued_at = who->enqueued_at;
  out->run = (uint32_t)who->run;
  out->flags |= (uint32_t)who->flags;
  return 0;
}

int sql_next(sql_engine *e, const dialplan_campaign *c, const sql_contact *who, int64_t now,
             dialplan_decision *out, dialplan_error *err) {
  dialplan_contact contact;
  dialplan_state state;
  int status = read_contact(e, who, &contact, err);
  if (!status && who->state.len) status = sql_state_read(who->state, &state, err);
  if (status) return status;
  return dialplan_next(c, &contact, who->state.len ? &state : NULL, now, NULL, out, err);
}

int sql_instant(const dialplan_campaign *c, sql_bytes text, int64_t *at, dialplan_error *err) {
  *at = 0;
  if (!text.len) return 0;
  return dialplan_instant_parse(dialplan_campaign_zones(c), dialplan_campaign_zone(c), text.at, text.len,
                                DIALPLAN_EDGE_START, at, err);
}

static const dialplan_options by_contact = {.size = sizeof by_contact,
                                            .flags = DIALPLAN_OPTION_CONTACT_ZONES};

int sql_clip(sql_engine *e, const dialplan_campaign *c, int64_t at, sql_bytes zones, dialplan_clipped *out,
             dialplan_error *err) {
  const dialplan_contact *contact;
  const int status = find_zones(e, zones, &contact, err);
  return status ? status : dialplan_clip(c, contact, at, &by_contact, out, err);
}

int sql_clip_at(sql_engine *e, const dialplan_campaign *c, int64_t at, sql_bytes zones, int64_t *out) {
  const dialplan_contact *contact;
  int32_t row = 0;
  int status = find_zones(e, zones, &contact, NULL);
  if (!status) status = dialplan_clip_batch(c, contact, 0, &at, 1, &by_contact, out, &row, NULL);
  return status ? status : row;
}

int sql_when(sql_engine *e, const dialplan_campaign *c, sql_bytes words, int64_t now, sql_bytes zones,
             dialplan_resolution *out, dialplan_error *err) {
  const dialplan_contact *contact;
  const int status = find_zones(e, zones, &contact, err);
  if (status) return status;
  *out = (dialplan_resolution){.size = sizeof *out};
  return dialplan_callback_resolve(c, contact, words.at ? words.at : "", words.len, now, now, NULL, out, err);
}

/* ---- stored states: RFC 4648, section 5, without padding ---- */

enum { STATE_MAX = 256 };
static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static int value_of(char c) {
  const char *const digit = c ? strchr(digits, c) : NULL;
  return digit ? (int)(digit - digits) : -1;
}

int sql_state_read(sql_bytes text, dialplan_state *out, dialplan_error *err) {
  uint8_t bytes[STATE_MAX];
  size_t len = 0;
  uint32_t bits = 0, held = 0;
  int bad = text.len % 4 == 1 || text.len > (STATE_MAX * 8 + 5) / 6;
  for (size_t i = 0; i < text.len && !bad; i++) {
    const int v = value_of(text.at[i]);
    bad = v < 0;
    bits = (bits << 6 | (uint32_t)(v & 63)) & 0xFFFF;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[len++] = (uint8_t)(bits >> held);
    bits &= (1u << held) - 1;
  }
  *out = (dialplan_state){.size = sizeof *out};
  if (bad || bits || dialplan_state_decode(bytes, len, out, err))
    return refuse(err, DIALPLAN_E_STATE, "state-damaged", "the stored state is damaged");
  return 0;
}

int sql_state_write(const dialplan_state *state, sql_text *out, dialplan_error *err) {
  uint8_t bytes[STATE_MAX + 2] = {0};
  uint64_t len = 0;
  const int status = dialplan_state_encode(state, bytes, STATE_MAX, &len, err);
  if (status) return status;
  memset(bytes + len, 0, 2);
  for (size_t i = 0; i < len; i += 3) {
    const uint32_t v = (uint32_t)bytes[i] << 16 | (uint32_t)bytes[i + 1] << 8 | bytes[i + 2];
    for (size_t k = 0; k <= (len - i < 3 ? len - i : 3); k++)
      sql_put(out, &digits[v >> (18 - 6 * k) & 63], 1);
  }
  return 0;
}

/* ---- events ---- */

static int read_by(sql_bytes by, uint8_t *out, dialplan_error *err) {
  static const char *const names[] = {"bot", "customer", "agent"};
  for (uint8_t i = 0; i < 3; i++)
    if (by.len == strlen(names[i]) && !memcmp(by.at, names[i], by.len)) {
      *out = i;
      return 0;
    }
  return by.len ? refuse(err, DIALPLAN_E_VALUE, "by", "by is bot, customer or agent") : 0;
}

int sql_apply(sql_engine *engine, const dialplan_campaign *c, sql_bytes zones, const sql_event *e,
              dialplan_state *state, dialplan_error *err) {
  const dialplan_contact contact =
      contact_of(engine, zones); /* of one that is held everything is noted, too */
  dialplan_event event = {.size = sizeof event, .at = e->at, .ended_at = e->ended_at, .due_at = e->due_at};
  int status = dialplan_event_parse(e->event.at ? e->event.at : "", e->event.len, &event.kind, err);
  if (!status) status = read_by(e->by, &event.by, err);
  if (!status && e->outcome.len)
    status = dialplan_campaign_outcome(c, e->outcome.at, e->outcome.len, &event.outcome, err);
  if (status == DIALPLAN_W_NOT_COUNTED) status = 0;
  if (!status && event.kind == DIALPLAN_EVENT_CALLBACK && e->words.len)
    status = dialplan_callback_wish(c, &contact, e->words.at, e->words.len, &event, err);
  if (!status) status = dialplan_apply(c, &contact, state, &event, state, err);
  return status >= 50 && status <= 59 ? 0 : status; /* a remark: the event was taken */
}
