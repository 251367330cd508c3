/* SPDX-License-Identifier: MIT */
/* How does an answer look as JSON?
 * Uses the names of libdialplan. Invariant: byte for byte the line of `dialplan plan`, `clip` and `when` with
 * -o ndjson, whichever database writes it. */
#include "question.h"

#include <string.h>

static void put_instant(sql_text *t, const dialplan_campaign *c, uint16_t zone, int64_t at) {
  char text[32];
  uint64_t len = 0;
  if (at && !dialplan_instant_format(dialplan_campaign_zones(c), zone, at, text, sizeof text, &len))
    sql_put_json(t, text, len);
  else
    sql_put_str(t, "null");
}

void sql_put_reason(sql_text *t, const dialplan_campaign *c, uint16_t reason, uint16_t rule) {
  const char *const name = dialplan_reason_name(reason), *id = NULL;
  if (reason == DIALPLAN_REASON_GUARD && rule &&
      !dialplan_campaign_rule(c, rule - 1u, &id, NULL, NULL, NULL) && id) {
    sql_put_str(t, "guard:");
    sql_put_str(t, id);
  } else
    sql_put_str(t, name ? name : "unknown");
}

/* Names of rules are words of a file: quoted like any text. */
static void put_reason(sql_text *t, const dialplan_campaign *c, uint16_t reason, uint16_t rule) {
  sql_text plain = {.data = NULL};
  sql_put_reason(&plain, c, reason, rule);
  t->broken |= plain.broken;
  sql_put_json(t, plain.data ? plain.data : "", plain.len);
  sql_text_free(&plain);
}

void sql_put_next(sql_text *t, const dialplan_campaign *c, sql_bytes id, const dialplan_decision *d) {
  sql_put_str(t, "{\"contact\":");
  sql_put_json(t, id.at, id.len);
  sql_put_str(t, ",\"verdict\":");
  sql_put_name(t, dialplan_verdict_name(d->verdict));
  sql_put_str(t, ",\"at\":");
  put_instant(t, c, d->zone, d->at);
  sql_put_str(t, ",\"due\":");
  put_instant(t, c, d->zone, d->due_at);
  sql_put_str(t, ",\"asked\":");
  put_instant(t, c, d->zone, d->asked_at);
  sql_put_str(t, ",\"class\":");
  sql_put_name(t, dialplan_class_name(d->call_class));
  sql_put_str(t, ",\"attempt\":");
  sql_put_int(t, d->attempt);
  sql_put_str(t, ",\"of\":");
  if (d->of)
    sql_put_int(t, d->of);
  else
    sql_put_str(t, "null");
  sql_put_str(t, ",\"reason\":");
  put_reason(t, c, d->reason, d->rule);
  sql_put_str(t, ",\"zone\":");
  sql_put_name(t, dialplan_zones_name(dialplan_campaign_zones(c), d->zone));
  sql_put_str(t, ",\"variant\":");
  sql_put_name(t, dialplan_variant_name(c, d->variant));
  sql_put_str(t, "}");
}

void sql_put_clip(sql_text *t, const dialplan_campaign *c, int64_t at, const dialplan_clipped *clipped) {
  static const char *const verdicts[] = {"open", "moved", "never"};
  sql_put_str(t, "{\"at\":");
  put_instant(t, c, clipped->zone, at);
  sql_put_str(t, ",\"status\":");
  sql_put_name(t, verdicts[clipped->verdict]);
  sql_put_str(t, ",\"clipped\":");
  put_instant(t, c, clipped->zone, clipped->at);
  sql_put_str(t, ",\"close\":");
  put_instant(t, c, clipped->zone, clipped->close_at);
  sql_put_str(t, ",\"zone\":");
  sql_put_name(t, dialplan_zones_name(dialplan_campaign_zones(c), clipped->zone));
  sql_put_str(t, ",\"reason\":");
  put_reason(t, c, clipped->reason, clipped->rule);
  sql_put_str(t, "}");
}

static void put_reasons(sql_text *t, uint64_t reasons) {
  int any = 0;
  sql_put_str(t, "[");
  for (int32_t i = 0; dialplan_callback_reason_name(i); i++) {
    if (!(reasons >> i & 1)) continue;
    if (any++) sql_put_str(t, ",");
    sql_put_name(t, dialplan_callback_reason_name(i));
  }
  sql_put_str(t, "]");
}

void sql_put_when(sql_text *t, const dialplan_campaign *c, sql_bytes words, const dialplan_resolution *r) {
  char reading[256];
  uint64_t len = 0;
  sql_put_str(t, "{\"text\":");
  sql_put_json(t, words.at, words.len);
  sql_put_str(t, ",\"status\":");
  sql_put_name(t, dialplan_callback_status_name(r->status));
  sql_put_str(t, ",\"at\":");
  put_instant(t, c, r->zone, r->at);
  sql_put_str(t, ",\"fitted\":");
  put_instant(t, c, r->zone, r->fitted_at);
  sql_put_str(t, ",\"earliest\":");
  put_instant(t, c, r->zone, r->earliest_at);
  sql_put_str(t, ",\"latest\":");
  put_instant(t, c, r->zone, r->latest_at);
  sql_put_str(t, ",\"grain\":");
  sql_put_name(t, dialplan_callback_grain_name(r->grain));
  sql_put_str(t, ",\"kind\":");
  sql_put_name(t, dialplan_callback_kind_name(r->kind));
  sql_put_str(t, ",\"certainty\":");
  sql_put_int(t, r->certainty);
  sql_put_str(t, ",\"reasons\":");
  put_reasons(t, r->reasons);
  sql_put_str(t, ",\"reading\":");
  if (dialplan_callback_format(c, r, reading, sizeof reading, &len, NULL)) len = 0;
  sql_put_json(t, reading, len);
  sql_put_str(t, "}");
}

void sql_put_error(sql_text *t, const dialplan_error *err) {
  sql_put_str(t, "{\"status\":\"error\",\"reason\":");
  sql_put_json(t, err->code, strlen(err->code));
  sql_put_str(t, ",\"message\":");
  sql_put_json(t, err->message, strlen(err->message));
  sql_put_str(t, "}");
}

void sql_put_refusal(sql_text *t, const dialplan_error *err) {
  sql_put_str(t, "campaign");
  if (err->line) {
    sql_put_str(t, ":");
    sql_put_int(t, err->line);
    sql_put_str(t, ":");
    sql_put_int(t, err->column);
  }
  sql_put_str(t, ": ");
  sql_put_str(t, err->message);
  sql_put_str(t, " [");
  sql_put_str(t, err->code);
  sql_put_str(t, "]");
}
