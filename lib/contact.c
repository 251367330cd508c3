/* SPDX-License-Identifier: MIT */
/* Who is the contact, and in which zones may it be? The key of an id, and zones from the text of a file's
 * field. Uses zones and the hash of draw.h. Invariant: a contact whose zones could not all be read has none,
 * and the flag that holds it: it is never called by a guess. */
#include <dialplan/contact.h>

#include "base.h"
#include "draw.h"
#include "zones.h"

#include <string.h>

enum { DP_CONTACT_ZONES_MAX = 64 };

uint64_t dialplan_key(const char *text, uint64_t len) { return dp_draw_hash(text, (size_t)len); }

static int has_twin(const dialplan_contact *contact, const dialplan_zones *zones, uint16_t zone) {
  for (uint32_t i = 0; i < contact->zone_count; i++)
    if (dp_zones_at(zones, contact->zones[i])->twin == dp_zones_at(zones, zone)->twin) return 1;
  return 0;
}

static dialplan_status add_zones(dialplan_contact *contact, const dialplan_zones *zones, const char *text,
                                 size_t len, dialplan_error *err) {
  for (size_t from = 0; from <= len;) {
    const char *bar = memchr(text + from, '|', len - from);
    const size_t until = bar ? (size_t)(bar - text) : len;
    uint16_t zone = 0;
    const dialplan_status status = dialplan_zones_find(zones, text + from, until - from, &zone, err);
    if (status) return status;
    if (!has_twin(contact, zones, zone)) {
      if (contact->zone_count == DP_CONTACT_ZONES_MAX)
        return dp_fail(err, DIALPLAN_E_LIMIT, "zones-many", "a contact has at most 64 different zones");
      contact->zones[contact->zone_count++] = zone;
    }
    from = until + 1;
  }
  return DIALPLAN_OK;
}

dialplan_status dialplan_contact_zones(dialplan_contact *contact, const dialplan_zones *zones,
                                       const char *text, uint64_t len, dialplan_error *err) {
  if (!contact || !zones || (!text && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "contact, zones or text is NULL");
  for (uint32_t i = 0; i < contact->zone_count && i < DP_CONTACT_ZONES_MAX; i++) contact->zones[i] = 0;
  contact->zone_count = 0;
  contact->flags &= ~(uint32_t)DIALPLAN_CONTACT_ZONE_UNKNOWN;
  if (len == 0) return DIALPLAN_OK;
  const dialplan_status status = add_zones(contact, zones, text, (size_t)len, err);
  if (status) {
    for (uint32_t i = 0; i < contact->zone_count; i++) contact->zones[i] = 0;
    contact->zone_count = 0;
    contact->flags |= DIALPLAN_CONTACT_ZONE_UNKNOWN;
  }
  return status;
}

static dialplan_status missing(dialplan_error *err) {
  return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "zones, text, spans or an output is missing");
}

static dialplan_status too_short(dialplan_error *err) {
  return dp_fail(err, DIALPLAN_E_SIZE, "size", "the stride is shorter than what it leads over");
}

dialplan_status dialplan_key_batch(const char *text, uint64_t len, const dialplan_text_span *spans,
                                   uint64_t count, uint64_t *keys, uint64_t key_stride, int32_t *statuses,
                                   dialplan_error *err) {
  if ((!text && len) || (count && (!spans || !keys))) return missing(err);
  if (count && key_stride < sizeof *keys) return too_short(err);
  if (!text) text = "";
  for (uint64_t i = 0; i < count; i++) {
    const int inside = dp_span_inside(spans[i], len);
    const uint64_t key = inside ? dialplan_key(text + spans[i].from, spans[i].until - spans[i].from) : 0;
    memcpy((char *)keys + i * key_stride, &key, sizeof key);
    if (statuses) statuses[i] = inside ? DIALPLAN_OK : DIALPLAN_E_RANGE;
  }
  return DIALPLAN_OK;
}

dialplan_status dialplan_contact_zones_batch(dialplan_contact *contacts, uint64_t contact_stride,
                                             const dialplan_zones *zones, const char *text, uint64_t len,
                                             const dialplan_text_span *spans, uint64_t count,
                                             int32_t *statuses, dialplan_error *err) {
  if (!zones || (!text && len) || (count && (!spans || !contacts))) return missing(err);
  if (count && contact_stride < sizeof *contacts) return too_short(err);
  if (!text) text = "";
  for (uint64_t i = 0; i < count; i++) {
    dialplan_contact *contact = (void *)((char *)contacts + i * contact_stride);
    const int inside = dp_span_inside(spans[i], len);
    dialplan_status status = dialplan_contact_zones(contact, zones, inside ? text + spans[i].from : text,
                                                    inside ? spans[i].until - spans[i].from : 0, NULL);
    if (!inside) {
      contact->flags |= DIALPLAN_CONTACT_ZONE_UNKNOWN;
      status = DIALPLAN_E_RANGE;
    }
    if (statuses) statuses[i] = status;
  }
  return DIALPLAN_OK;
}
