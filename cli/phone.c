/* SPDX-License-Identifier: MIT */
/* Which number is this?
 * Uses a table of facts. Invariant: two spellings of one number give one integer, so that comparing needs no
 * text. */
#include "phone.h"

#include <string.h>

#include "digits.h"

struct phone_country {
  char iso[3];
  uint16_t code;
  char trunk[3];  /* in front of a number at home, left out behind the calling code */
  uint8_t digits; /* 0: the trunk prefix never begins a number; else only a number of so many digits has it */
};

static const phone_country countries[] = {
#include "phone_codes.inc"
};

const phone_country *phone_country_find(slice iso) {
  for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
    if (slice_equal_fold(iso, countries[i].iso)) return &countries[i];
  return NULL;
}

static int is_separator(char c) {
  switch (c) {
  case ' ':
  case '\t':
  case '-':
  case '.':
  case '/':
  case '(':
  case ')':
  case '[':
  case ']': return 1;
  default: return 0;
  }
}

/* Digits of t into out, at most 32; -1: there is another character, or there are more. "(0)" stands for a
 * prefix that is dialled at home alone. */
static int digits_of(slice t, int international, char out[32]) {
  int count = 0;
  for (size_t i = 0; i < t.len; i++) {
    const char c = t.at[i];
    if (c >= '0' && c <= '9') {
      if (count == 32) return -1;
      out[count++] = c;
    } else if (international && t.len - i >= 3 && !memcmp(t.at + i, "(0)", 3))
      i += 2;
    else if ((unsigned char)c == 0xC2 && i + 1 < t.len && (unsigned char)t.at[i + 1] == 0xA0)
      i++;
    else if (!is_separator(c))
      return -1;
  }
  return count;
}

/* "+" and 8 to 15 digits, as most lists have it: read in a fraction of the time of other spellings, as those
 * in front of the last eight and these. */
static int read_plain(slice t, uint64_t *number) {
  if (t.len < 9 || t.len > 16 || t.at[0] != '+' || t.at[1] == '0') return 0;
  const size_t more = t.len - 9;
  const uint64_t front = digits_load_as(t.at + 1, "00000000") << 8 << 8 * (7 - more),
                 back = digits_load_as(t.at + t.len - 8, "00000000");
  if (digits_wrong(front) | digits_wrong(back)) return 0;
  *number = digits_number(front) * UINT64_C(100000000) + digits_number(back);
  return 1;
}

int phone_read(slice t, const phone_country *country, uint64_t *number) {
  if (read_plain(t, number)) return PHONE_OK;
  char digits[32];
  while (t.len && is_separator(t.at[0])) t.at++, t.len--;
  int plus = t.len && t.at[0] == '+';
  if (plus) t.at++, t.len--;
  int count = digits_of(t, plus || (t.len > 1 && t.at[0] == '0' && t.at[1] == '0'), digits);
  if (count <= 0) return PHONE_INVALID;
  const char *p = digits;
  uint64_t value = 0;
  if (!plus && count > 1 && p[0] == '0' && p[1] == '0') {
    plus = 1;
    p += 2;
    count -= 2;
  }
  int total = count;
  if (!plus) {
    if (!country) return PHONE_NATIONAL;
    const size_t trunk = strlen(country->trunk);
    if (trunk && (size_t)count > trunk && !memcmp(p, country->trunk, trunk) &&
        (!country->digits || country->digits == count)) {
      p += trunk;
      count -= (int)trunk;
    }
    value = country->code;
    total = count + (value < 10 ? 1 : value < 100 ? 2 : 3);
  } else if (count && p[0] == '0')
    return PHONE_INVALID;
  if (total < 7 || total > 15) return PHONE_INVALID;
  for (int i = 0; i < count; i++) value = value * 10 + (uint64_t)(p[i] - '0');
  *number = value;
  return PHONE_OK;
}

size_t phone_write(uint64_t number, char out[PHONE_TEXT]) {
  char digits[20];
  size_t n = 0;
  do digits[n++] = (char)('0' + number % 10);
  while ((number /= 10) && n < 15);
  out[0] = '+';
  for (size_t i = 0; i < n; i++) out[1 + i] = digits[n - 1 - i];
  return n + 1;
}

const char *phone_code(int result) { return result == PHONE_NATIONAL ? "phone-national" : "phone-invalid"; }

const char *phone_message(int result) {
  return result == PHONE_NATIONAL ? "the number has no + or 00 and the campaign no `country`"
                                  : "this is no phone number: 7 to 15 digits are expected";
}
