/* SPDX-License-Identifier: MIT */
/* What do status numbers mean, and how is an error record filled?
 * Uses text alone. Invariant: names and messages are total; a record is always NUL-terminated. */
#include "base.h"

#include "date.h"

#include <string.h>

#define DP_STRING_(x) #x
#define DP_STRING(x) DP_STRING_(x)

static const struct {
  dialplan_status status;
  const char *name, *message;
} statuses[] = {
    {DIALPLAN_OK, "OK", "done"},
    {DIALPLAN_E_ARGUMENT, "E_ARGUMENT", "an argument is missing or is none of its list"},
    {DIALPLAN_E_RANGE, "E_RANGE", "a number, an instant or a date is out of its range"},
    {DIALPLAN_E_SIZE, "E_SIZE", "the size of a structure is not one that this library knows"},
    {DIALPLAN_E_SYNTAX, "E_SYNTAX", "the text of a value is not of its form"},
    {DIALPLAN_E_MEMORY, "E_MEMORY", "no memory"},
    {DIALPLAN_E_LIMIT, "E_LIMIT", "the input is larger or deeper than a limit allows"},
    {DIALPLAN_E_IO, "E_IO", "a file cannot be read"},
    {DIALPLAN_E_DOCUMENT, "E_DOCUMENT",
     "the document is not well-formed, or uses a construct that is refused"},
    {DIALPLAN_E_KEY, "E_KEY", "a key is unknown, missing or written twice"},
    {DIALPLAN_E_VALUE, "E_VALUE", "the value of a key has the wrong type or form, or is out of range"},
    {DIALPLAN_E_CONFLICT, "E_CONFLICT", "values exclude one another"},
    {DIALPLAN_E_REFERENCE, "E_REFERENCE", "a file that the document names is missing or cannot be used"},
    {DIALPLAN_E_STATE, "E_STATE", "the encoded state is damaged or of a later version"},
    {DIALPLAN_E_ZONE_UNKNOWN, "E_ZONE_UNKNOWN", "there is no zone of this name"},
    {DIALPLAN_E_ZONE_DATA, "E_ZONE_DATA", "zone data are missing or damaged"},
    {DIALPLAN_W_STALE, "W_STALE", "an older wish or reschedule than the present one was ignored"},
    {DIALPLAN_W_REPEATED, "W_REPEATED", "the same event again changed nothing"},
    {DIALPLAN_W_NOT_COUNTED, "W_NOT_COUNTED", "taken, but it does not count"},
    {DIALPLAN_W_NO_EFFECT, "W_NO_EFFECT", "the contact has ended in a way that this event cannot change"},
    {DIALPLAN_W_TOO_FAR, "W_TOO_FAR", "the wish is too far ahead and is treated as without a clear time"},
    {DIALPLAN_E_INTERNAL, "E_INTERNAL", "the library has broken one of its own rules"},
};

const char *dialplan_version(void) {
  return DP_STRING(DIALPLAN_VERSION_MAJOR) "." DP_STRING(DIALPLAN_VERSION_MINOR) "." DP_STRING(
      DIALPLAN_VERSION_PATCH);
}

const char *dialplan_status_name(dialplan_status status) {
  for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
    if (statuses[i].status == status) return statuses[i].name;
  return "E_UNKNOWN";
}

const char *dialplan_status_message(dialplan_status status) {
  for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
    if (statuses[i].status == status) return statuses[i].message;
  return "a status that this library does not know";
}

int64_t dialplan_limit(int32_t limit) {
  switch (limit) {
  case DIALPLAN_LIMIT_INSTANT: return DP_INSTANT_END;
  case DIALPLAN_LIMIT_ZONES_PER_CONTACT: return 64;
  case DIALPLAN_LIMIT_DURATION_DAYS: return 3660;
  case DIALPLAN_LIMIT_DOCUMENT_BYTES: return 1 << 20;
  case DIALPLAN_LIMIT_DOCUMENT_DEPTH: return 64;
  case DIALPLAN_LIMIT_SCALAR_BYTES: return 1 << 16;
  case DIALPLAN_LIMIT_STATE_BYTES: return 256;
  case DIALPLAN_LIMIT_ATTEMPT_STARTS: return 16;
  case DIALPLAN_LIMIT_LADDER: return 1000;
  case DIALPLAN_LIMIT_STEPS: return 64;
  case DIALPLAN_LIMIT_SPANS_PER_DAY: return 16;
  case DIALPLAN_LIMIT_HORIZON_DAYS: return 3660;
  case DIALPLAN_LIMIT_CALENDAR_BYTES: return 4 << 20;
  case DIALPLAN_LIMIT_CALENDAR_EVENTS: return 10000;
  case DIALPLAN_LIMIT_PHONES_BYTES: return 4 << 20;
  case DIALPLAN_LIMIT_WORDS_BYTES: return 1024;
  case DIALPLAN_LIMIT_FORECAST_RUNS: return 1000;
  default: return 0;
  }
}

dp_text dp_fail_begin(dialplan_error *err, dialplan_status status, const char *code) {
  memset(err, 0, sizeof *err);
  err->status = status;
  dp_text word = {err->code, sizeof err->code, 0};
  dp_text_str(&word, code);
  dp_text_end(&word);
  return (dp_text){err->message, sizeof err->message, 0};
}

dialplan_status dp_fail(dialplan_error *err, dialplan_status status, const char *code, const char *message) {
  if (err) {
    dp_text text = dp_fail_begin(err, status, code);
    dp_text_str(&text, message);
    dp_text_end(&text);
  }
  return status;
}

dialplan_status dp_fail_found(dialplan_error *err, dialplan_status status, const char *code,
                              const char *message, const char *found, size_t len) {
  if (err) {
    dp_text text = dp_fail_begin(err, status, code);
    dp_text_str(&text, message);
    dp_text_char(&text, ' ');
    dp_text_quoted(&text, found, len);
    dp_text_end(&text);
  }
  return status;
}

int dp_size_longer(const void *structure, uint32_t size, size_t known) {
  if (size <= known) return 0;
  const unsigned char *bytes = structure;
  for (size_t i = known; i < size; i++)
    if (bytes[i]) return 0;
  return 1;
}

dialplan_status dp_size_unknown(dialplan_error *err, const char *what) {
  if (err) {
    dp_text text = dp_fail_begin(err, DIALPLAN_E_SIZE, "size");
    dp_text_str(&text, "the size of ");
    dp_text_str(&text, what);
    dp_text_str(&text, " is not one that this library knows");
    dp_text_end(&text);
  }
  return DIALPLAN_E_SIZE;
}
