/* SPDX-License-Identifier: MIT */
/* Which versions of other libraries answer behind this one's back? Asks each door, so that a report of a
 * fault can name them. */
#include "door_ical.h"
#include "door_icu.h"
#include "door_yaml.h"
#include "text.h"

dialplan_status dialplan_dependencies(char *out, uint64_t cap, uint64_t *len) {
  if (!len || (!out && cap)) return DIALPLAN_E_ARGUMENT;
  dp_text text = {out, (size_t)cap, 0};
  dp_text_str(&text, "ICU ");
  dp_icu_version(&text);
  dp_text_str(&text, ", libical ");
  dp_ical_version(&text);
  dp_text_str(&text, ", libyaml ");
  dp_yaml_version(&text);
  *len = text.len;
  return DIALPLAN_OK;
}
