/* SPDX-License-Identifier: MIT */
/* Which outcome does a name, an alias or a code of the wire mean?
 * Uses words alone. Invariant: total over all texts; a code that says only that the call connected is never
 * taken for an outcome, since nothing says how the conversation ended. */
#include "outcome.h"

#include <dialplan/event.h>

#include <string.h>

#include "word.h"

/* The outcomes' own names first, in the order of their numbers; then the aliases. */
static const char *const names[] = {
    "completed",      "call_later",   "voicemail",   "no_answer",      "busy",        "error",
    "network_error",  "ringing",      "abandoned",   "rejected",       "silent",      "refused",
    "invalid_number", "wrong_person", "dnc_request", "reached",        "answered",    "callback_requested",
    "machine",        "amd_machine",  "not_reached", "not_picked",     "rna",         "failed_call",
    "initiated",      "unconnected",  "declined",    "not_interested", "unallocated", "opt_out",
};

enum { NAMES = sizeof names / sizeof *names, OWN_NAMES = DIALPLAN_OUTCOME_DNC_REQUEST };

static const uint8_t alias_of[NAMES - OWN_NAMES] = {
    DIALPLAN_OUTCOME_COMPLETED, DIALPLAN_OUTCOME_CALL_LATER,     DIALPLAN_OUTCOME_CALL_LATER,
    DIALPLAN_OUTCOME_VOICEMAIL, DIALPLAN_OUTCOME_VOICEMAIL,      DIALPLAN_OUTCOME_NO_ANSWER,
    DIALPLAN_OUTCOME_NO_ANSWER, DIALPLAN_OUTCOME_NO_ANSWER,      DIALPLAN_OUTCOME_ERROR,
    DIALPLAN_OUTCOME_RINGING,   DIALPLAN_OUTCOME_RINGING,        DIALPLAN_OUTCOME_REJECTED,
    DIALPLAN_OUTCOME_REFUSED,   DIALPLAN_OUTCOME_INVALID_NUMBER, DIALPLAN_OUTCOME_DNC_REQUEST,
};

/* SIP responses (RFC 3261, 3326 and successors) and Q.850 causes. */
typedef struct wire_code {
  uint16_t code;
  uint8_t outcome;
} wire_code;

static const wire_code sip[] = {
    {404, DIALPLAN_OUTCOME_INVALID_NUMBER}, {410, DIALPLAN_OUTCOME_INVALID_NUMBER},
    {604, DIALPLAN_OUTCOME_INVALID_NUMBER}, {408, DIALPLAN_OUTCOME_NO_ANSWER},
    {480, DIALPLAN_OUTCOME_NO_ANSWER},      {487, DIALPLAN_OUTCOME_NO_ANSWER},
    {486, DIALPLAN_OUTCOME_BUSY},           {600, DIALPLAN_OUTCOME_BUSY},
    {603, DIALPLAN_OUTCOME_REJECTED},       {607, DIALPLAN_OUTCOME_REJECTED},
    {608, DIALPLAN_OUTCOME_REJECTED},       {403, DIALPLAN_OUTCOME_ERROR},
    {484, DIALPLAN_OUTCOME_ERROR},          {488, DIALPLAN_OUTCOME_ERROR},
    {429, DIALPLAN_OUTCOME_NETWORK_ERROR},
};

static const wire_code q850[] = {
    {1, DIALPLAN_OUTCOME_INVALID_NUMBER},  {22, DIALPLAN_OUTCOME_INVALID_NUMBER},
    {28, DIALPLAN_OUTCOME_INVALID_NUMBER}, {17, DIALPLAN_OUTCOME_BUSY},
    {18, DIALPLAN_OUTCOME_NO_ANSWER},      {19, DIALPLAN_OUTCOME_NO_ANSWER},
    {21, DIALPLAN_OUTCOME_REJECTED},       {27, DIALPLAN_OUTCOME_ERROR},
    {34, DIALPLAN_OUTCOME_NETWORK_ERROR},  {38, DIALPLAN_OUTCOME_NETWORK_ERROR},
    {41, DIALPLAN_OUTCOME_NETWORK_ERROR},  {42, DIALPLAN_OUTCOME_NETWORK_ERROR},
};

enum { SIP_OK = 200, SIP_SERVER = 500, SIP_GLOBAL = 600, Q850_CLEARED = 16 };

int32_t dialplan_outcome_connected(int32_t outcome) {
  switch (outcome) {
  case DIALPLAN_OUTCOME_COMPLETED:
  case DIALPLAN_OUTCOME_CALL_LATER:
  case DIALPLAN_OUTCOME_ABANDONED:
  case DIALPLAN_OUTCOME_REFUSED:
  case DIALPLAN_OUTCOME_WRONG_PERSON:
  case DIALPLAN_OUTCOME_DNC_REQUEST: return 1;
  default: return 0;
  }
}

const char *dialplan_outcome_name(int32_t outcome) {
  return outcome >= 1 && outcome <= OWN_NAMES ? names[outcome - 1] : NULL;
}

const char *dp_outcome_word(uint32_t i) { return i < NAMES ? names[i] : NULL; }

static dialplan_status connected(dialplan_error *err, const char *name, uint64_t len) {
  if (!err) return DIALPLAN_E_VALUE;
  dp_text out = dp_fail_begin(err, DIALPLAN_E_VALUE, "outcome-connected");
  dp_text_quoted(&out, name, len);
  dp_text_str(&out, " says that the call connected, not how it ended; outcome_names can say what it means");
  dp_text_end(&out);
  return DIALPLAN_E_VALUE;
}

static int named(const char *text, size_t len, uint8_t *outcome) {
  for (size_t i = 0; i < NAMES; i++)
    if (len && text[0] == names[i][0] && dp_text_is(text, len, names[i])) {
      *outcome = i < OWN_NAMES ? (uint8_t)(i + 1) : alias_of[i - OWN_NAMES];
      return 1;
    }
  return 0;
}

static uint8_t listed(const wire_code *codes, size_t count, int64_t code) {
  for (size_t i = 0; i < count; i++)
    if (codes[i].code == code) return codes[i].outcome;
  return DIALPLAN_OUTCOME_NONE;
}

/* Whether word is prefix and a number without leading zeros. */
static int numbered(const dp_word *word, const char *prefix, int64_t least, int64_t most, int64_t *code) {
  const size_t skip = strlen(prefix);
  if (word->len <= skip || memcmp(word->text, prefix, skip) != 0 || word->text[skip] == '0') return 0;
  *code = dp_text_digits(word->text + skip, word->len - skip);
  return *code >= least && *code <= most;
}

dialplan_status dialplan_outcome_parse(const char *name, uint64_t len, uint8_t *outcome,
                                       dialplan_error *err) {
  if (!outcome || (!name && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "name or outcome is missing");
  /* As it is spelled, first: most names need no lowering. ANSWER and ANSWERED are words of the switches; only
   * the platforms' lower-case "answered" is an alias. */
  if (named(name, (size_t)len, outcome)) return DIALPLAN_OK;
  const dp_word word = dp_word_lower(name, len);
  if (dp_text_is(word.text, word.len, "answer") || dp_text_is(word.text, word.len, "answered"))
    return connected(err, name, len);
  if (named(word.text, word.len, outcome)) return DIALPLAN_OK;
  int64_t code;
  uint8_t found;
  if (numbered(&word, "sip:", 100, 699, &code)) {
    if (code == SIP_OK) return connected(err, name, len);
    found = code >= SIP_SERVER && code < SIP_GLOBAL ? DIALPLAN_OUTCOME_NETWORK_ERROR
                                                    : listed(sip, sizeof sip / sizeof *sip, code);
  } else if (numbered(&word, "q850:", 1, 127, &code)) {
    if (code == Q850_CLEARED) return connected(err, name, len);
    found = listed(q850, sizeof q850 / sizeof *q850, code);
  } else
    return dp_word_unknown(err, "unknown-outcome", "there is no outcome", name, len, names, NAMES);
  if (found) {
    *outcome = found;
    return DIALPLAN_OK;
  }
  *outcome = DIALPLAN_OUTCOME_ERROR;
  return dp_fail_found(err, DIALPLAN_W_NOT_COUNTED, "unlisted-code",
                       "no outcome is listed for this code, read as error:", name, len);
}
