/* SPDX-License-Identifier: MIT */
/* What may an editor expect in a campaign or account file? The key table as a JSON Schema, draft-07.
 * Uses the key table, the names of packs and outcomes, and the forms of campaign_schema.inc. Invariant: what
 * the readers accept is valid, read by YAML 1.2's core schema; a key is described exactly where the table has
 * it. */
#include <dialplan/campaign.h>

#include "keys.h"
#include "outcome.h"
#include "packs.h"
#include "text.h"

#include <string.h>

typedef struct writer {
  dp_text text;
  int32_t account; /* 1: keys of account files only */
  int32_t depth;   /* of the object that is being written: two blanks each */
} writer;

static void put(writer *w, const char *text) { dp_text_str(&w->text, text); }

static void put_escaped(writer *w, const char *text, size_t len) {
  for (size_t i = 0; i < len; i++) {
    if (text[i] == '"' || text[i] == '\\') dp_text_char(&w->text, '\\');
    dp_text_char(&w->text, text[i]);
  }
}

static void put_quoted(writer *w, const char *text, size_t len) {
  dp_text_char(&w->text, '"');
  put_escaped(w, text, len);
  dp_text_char(&w->text, '"');
}

static void put_line(writer *w) {
  dp_text_char(&w->text, '\n');
  for (int32_t i = 0; i < w->depth; i++) put(w, "  ");
}

/* Begins the next member of an object: its name on a line of its own, commas between. */
static void put_member(writer *w, int *first, const char *name, size_t len) {
  if (!*first) dp_text_char(&w->text, ',');
  *first = 0;
  put_line(w);
  put_quoted(w, name, len);
  put(w, ": ");
}

static void put_ref(writer *w, const char *form) {
  put(w, "{\"$ref\": \"#/definitions/");
  put(w, form);
  put(w, "\"}");
}

/* "enum": ["a", "b"] from words. */
static void put_words(writer *w, const char *words) {
  const char *word;
  size_t len;
  put(w, "{\"enum\": [");
  for (size_t i = 0; (len = dp_words_at(words, i, &word)) != 0; i++) {
    if (i) put(w, ", ");
    put_quoted(w, word, len);
  }
  put(w, "]}");
}

static void put_pattern(writer *w, const char *pattern) {
  put(w, "{\"type\": \"string\", \"pattern\": ");
  put_quoted(w, pattern, strlen(pattern));
  put(w, "}");
}

/* --- the value of a key ------------------------------------------------------------------------ */

static void put_integer(writer *w, const dp_key *key) {
  put(w, "{\"type\": \"integer\", \"minimum\": ");
  dp_text_int(&w->text, key->low);
  put(w, ", \"maximum\": ");
  dp_text_int(&w->text, key->high);
  put(w, "}");
}

/* Amounts are stored as millionths, and all limits but a smallest one are whole. */
static void put_money(writer *w, const dp_key *key) {
  put(w, key->low ? "{\"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": "
                  : "{\"type\": \"number\", \"minimum\": 0, \"maximum\": ");
  dp_text_int(&w->text, key->high / 1000000);
  put(w, "}");
}

static void put_languages(writer *w, const dp_key *key) {
  static const char item[] = "{\"type\": \"string\", \"maxLength\": 35, \"pattern\": \"^(";
  static const char tail[] = ")(-[A-Za-z0-9]+)*$\"}";
  put(w, "{\"anyOf\": [");
  for (int list = 0; list < 2; list++) {
    if (list) put(w, ", {\"type\": \"array\", \"minItems\": 1, \"items\": ");
    put(w, item);
    put(w, key->words);
    put(w, tail);
  }
  put(w, ", \"maxItems\": ");
  dp_text_int(&w->text, key->high);
  put(w, "}]}");
}

static void put_most(writer *w, const dp_key *key, const char *form) {
  put(w, "{\"allOf\": [");
  put_ref(w, form);
  put(w, "], \"maxItems\": ");
  dp_text_int(&w->text, key->high);
  put(w, "}");
}

static void put_lease_order(writer *w, const dp_key *key) {
  put(w, "{\"type\": \"array\", \"minItems\": 3, \"maxItems\": 3, \"uniqueItems\": true, \"items\": ");
  put_words(w, key->words);
  put(w, "}");
}

/* What the value is where it is neither off nor unset. */
static void put_value(writer *w, const dp_key *key) {
  switch (key->type) {
  case DP_TYPE_VERSION:
  case DP_TYPE_INT: put_integer(w, key); break;
  case DP_TYPE_NAME:
  case DP_TYPE_WORD: put_words(w, key->words); break;
  case DP_TYPE_SLUG:
    put(w, "{\"type\": [\"string\", \"integer\", \"boolean\"], \"pattern\": \"^[a-z0-9_-]*$\"}");
    break;
  case DP_TYPE_COUNTRY: put_pattern(w, "^[A-Z]{2}$"); break;
  case DP_TYPE_CURRENCY: put_pattern(w, "^[A-Z]{3}$"); break;
  case DP_TYPE_REPEAT:
    put_pattern(w, "^(none|daily|weekly|monthly|(FREQ=|RRULE:)[^\\u0000-\\u0020]+)$");
    break;
  case DP_TYPE_ZONE: put_pattern(w, "^[A-Za-z0-9_+/-]+$"); break;
  case DP_TYPE_MONEY: put_money(w, key); break;
  case DP_TYPE_PHASES: put_most(w, key, "phases"); break;
  case DP_TYPE_INTERVALS:
  case DP_TYPE_CALLBACK_RETRY: put_most(w, key, "durations"); break;
  case DP_TYPE_CAPS: put_most(w, key, "caps"); break;
  case DP_TYPE_VARIANTS: put_most(w, key, "variants"); break;
  case DP_TYPE_LANGUAGES: put_languages(w, key); break;
  case DP_TYPE_LEASE_ORDER: put_lease_order(w, key); break;
  default: {
    static const char *const forms[DP_TYPES] = {
        [DP_TYPE_TEXT] = "text",
        [DP_TYPE_FILE] = "file",
        [DP_TYPE_INSTANT] = "instant",
        [DP_TYPE_BOOL] = "boolean",
        [DP_TYPE_DURATION] = "duration",
        [DP_TYPE_DAYS] = "duration",
        [DP_TYPE_SECONDS] = "seconds",
        [DP_TYPE_MILLIS] = "milliseconds",
        [DP_TYPE_CLOCK] = "clock",
        [DP_TYPE_PERCENT] = "percent",
        [DP_TYPE_DNC] = "files",
        [DP_TYPE_WINDOWS] = "week",
        [DP_TYPE_SPECIAL_DAYS] = "special_days",
        [DP_TYPE_NO_CALL_DAYS] = "no_call_days",
        [DP_TYPE_GUARD] = "guard",
        [DP_TYPE_HOLIDAYS] = "files_by_country",
        [DP_TYPE_OUTCOMES] = "outcomes",
        [DP_TYPE_PACING_MODE] = "pacing_mode",
        [DP_TYPE_OUTCOME_NAMES] = "outcome_names",
    };
    put_ref(w, forms[key->type]);
  }
  }
}

static int is_text(const dp_key *key) { return key->type >= DP_TYPE_TEXT && key->type <= DP_TYPE_ZONE; }

/* "anyOf": the value; off; a word that stands for off; nothing, which leaves a text unset. */
static void put_values(writer *w, const dp_key *key) {
  const int named_off = (key->type == DP_TYPE_SECONDS || key->type == DP_TYPE_CLOCK) && key->words;
  put(w, "\"anyOf\": [");
  put_value(w, key);
  if ((key->flags & DP_KEY_OFF) || key->type == DP_TYPE_REPEAT) {
    put(w, ", ");
    put_ref(w, "off");
  }
  if (named_off) {
    put(w, ", ");
    put_words(w, key->words);
  }
  if (is_text(key)) {
    put(w, ", ");
    put_ref(w, "unset");
  }
  put(w, "]");
}

/* --- keys -------------------------------------------------------------------------------------- */

/* The default where it is one value in JSON too. */
static void put_default(writer *w, const dp_key *key) {
  if (!key->fallback || (key->fallback[0] == '[' && key->fallback[1] != ']') ||
      (key->fallback[0] == '{' && key->fallback[1] != '}'))
    return;
  const int bare =
      key->fallback[0] == '[' || key->fallback[0] == '{' || key->type == DP_TYPE_BOOL ||
      ((key->type == DP_TYPE_VERSION || key->type == DP_TYPE_INT || key->type == DP_TYPE_MONEY) &&
       strcmp(key->fallback, "off") != 0);
  put(w, ", \"default\": ");
  if (bare)
    put(w, key->fallback);
  else
    put_quoted(w, key->fallback, strlen(key->fallback));
}

static void put_description(writer *w, const dp_key *key) {
  put(w, "\"description\": \"");
  put_escaped(w, key->doc, strlen(key->doc));
  put(w, "\"");
}

static void put_keys(writer *w, const char *section, size_t section_len);

/* "type": "object" and the keys; its members stand one step deeper. */
static void put_object(writer *w, const char *section, size_t section_len) {
  put(w, "\"type\": \"object\", \"additionalProperties\": false, \"properties\": {");
  w->depth++;
  put_keys(w, section, section_len);
  w->depth--;
  put_line(w);
  put(w, "}");
}

/* A section whose keys are all commented out is nothing, which is allowed. */
static void put_section(writer *w, const dp_key *key) {
  char prefix[64];
  memcpy(prefix, key->path, key->len);
  prefix[key->len] = '.';
  put(w, ", \"anyOf\": [{");
  put_object(w, prefix, key->len + 1u);
  put(w, key->flags & DP_KEY_OFF ? "}, {\"$ref\": \"#/definitions/off\"}]" : "}, {\"type\": \"null\"}]");
}

static void put_key(writer *w, const dp_key *key) {
  put(w, "{");
  put_description(w, key);
  if (key->type == DP_TYPE_SECTION) {
    put_section(w, key);
  } else {
    put_default(w, key);
    put(w, ", ");
    put_values(w, key);
  }
  put(w, "}");
}

/* The table nests three deep, which bounds the calls. */
static void put_keys(writer *w, const char *section, size_t section_len) {
  int first = 1;
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++) {
    if (key->section != section_len || memcmp(key->path, section, section_len) != 0) continue;
    if (w->account && !(key->flags & DP_KEY_ACCOUNT)) continue;
    put_member(w, &first, dp_key_name(key), key->len - section_len);
    put_key(w, key);
  }
}

/* --- definitions ------------------------------------------------------------------------------- */

static void put_packs(writer *w) {
  uint32_t count;
  const dp_pack *packs = dp_packs(&count);
  put(w, "{\"description\": \"a built-in pack of guard rules\", \"enum\": [");
  for (uint32_t i = 0; i < count; i++) {
    if (i) put(w, ", ");
    put_quoted(w, packs[i].name, strlen(packs[i].name));
  }
  put(w, "]}");
}

/* Any case is accepted; the names as they are spelled are what an editor offers. */
static void put_outcomes(writer *w) {
  const char *word;
  put(w, "{\"description\": \"an outcome of a call\", \"anyOf\": [{\"enum\": [");
  for (uint32_t i = 0; (word = dp_outcome_word(i)) != NULL; i++) {
    if (i) put(w, ", ");
    put_quoted(w, word, strlen(word));
  }
  put(w, "]}, {\"type\": \"string\", \"pattern\": \"^(");
  for (uint32_t i = 0; (word = dp_outcome_word(i)) != NULL; i++) {
    if (i) put(w, "|");
    for (; *word; word++) {
      if (*word == '_') {
        put(w, "_");
        continue;
      }
      const char either[] = {'[', *word, (char)(*word - 'a' + 'A'), ']', 0};
      put(w, either);
    }
  }
  put(w, ")$\"}]}");
}

static void put_definitions(writer *w) {
  static const struct {
    const char *name, *form;
  } forms[] = {
#define FORM(name, ...) {#name, #__VA_ARGS__},
#include "campaign_schema.inc"
#undef FORM
  };
  int first = 1;
  put_member(w, &first, "outcome", 7);
  put_outcomes(w);
  put_member(w, &first, "pack", 4);
  put_packs(w);
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    put_member(w, &first, forms[i].name, strlen(forms[i].name));
    put(w, forms[i].form);
  }
}

dialplan_status dialplan_campaign_schema(int32_t kind, char *out, uint64_t cap, uint64_t *len) {
  if (!len || (!out && cap) || (kind != DIALPLAN_SCHEMA_CAMPAIGN && kind != DIALPLAN_SCHEMA_ACCOUNT))
    return DIALPLAN_E_ARGUMENT;
  writer w = {{out, (size_t)cap, 0}, kind == DIALPLAN_SCHEMA_ACCOUNT, 1};
  put(&w, "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n  \"title\": ");
  put(&w, w.account ? "\"dialplan account file\"," : "\"dialplan campaign file\",");
  if (!w.account)
    put(&w, "\n  \"required\": [\"name\"],\n  \"anyOf\": [{\"required\": [\"timezone\", \"windows\"]}, "
            "{\"required\": [\"account\"]}],");
  put(&w, "\n  ");
  put_object(&w, "", 0);
  put(&w, ",\n  \"definitions\": {");
  w.depth++;
  put_definitions(&w);
  put(&w, "\n  }\n}\n");
  *len = w.text.len;
  return DIALPLAN_OK;
}
