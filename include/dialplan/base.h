/* SPDX-License-Identifier: MIT */
/** @file base.h
 *  Version, status codes, the error record, limits.
 */
#ifndef DIALPLAN_BASE_H
#define DIALPLAN_BASE_H

#include <stdint.h>

/** The version of these headers. The Makefile, the pkg-config file and the program take it from here. */
#define DIALPLAN_VERSION_MAJOR 0
#define DIALPLAN_VERSION_MINOR 1
#define DIALPLAN_VERSION_PATCH 0

#if defined(_WIN32) || !defined(__GNUC__)
#define DIALPLAN_API
#else
#define DIALPLAN_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** What a function that can fail returns: DIALPLAN_OK, or one of the positive numbers below.
 *  Numbers are pinned for ever. 1-9 the caller, 10-19 resources, 20-29 documents,
 *  30-39 zones and calendars, 40-49 phrases, 50-59 remarks on an event (which was taken), 90 internal. */
typedef int32_t dialplan_status;

enum {
  DIALPLAN_OK = 0,
  DIALPLAN_E_ARGUMENT = 1,     /**< a pointer is NULL, a code is none of its list */
  DIALPLAN_E_RANGE = 2,        /**< a number, an instant or a date is out of its range */
  DIALPLAN_E_SIZE = 3,         /**< the size field of a structure is not one this library knows */
  DIALPLAN_E_SYNTAX = 4,       /**< a value's text is not of its form (an instant, a duration, a date) */
  DIALPLAN_E_MEMORY = 10,      /**< no memory */
  DIALPLAN_E_LIMIT = 11,       /**< the input is larger or deeper than a limit allows */
  DIALPLAN_E_IO = 12,          /**< a file cannot be read */
  DIALPLAN_E_DOCUMENT = 20,    /**< not YAML, not UTF-8, or a construct that is refused (alias, tag) */
  DIALPLAN_E_KEY = 21,         /**< a key is unknown, missing or written twice */
  DIALPLAN_E_VALUE = 22,       /**< a key's value has the wrong type or form, or is out of range */
  DIALPLAN_E_CONFLICT = 23,    /**< values that exclude one another */
  DIALPLAN_E_REFERENCE = 24,   /**< a file that the document names was not handed in, or cannot be used */
  DIALPLAN_E_STATE = 25,       /**< an encoded state is damaged or of a later version */
  DIALPLAN_E_ZONE_UNKNOWN = 30, /**< no zone of this name */
  DIALPLAN_E_ZONE_DATA = 31,   /**< zone data are missing or damaged */
  DIALPLAN_W_STALE = 50,       /**< an older wish or reschedule than the present one: ignored */
  DIALPLAN_W_REPEATED = 51,    /**< the same event again: nothing changed */
  DIALPLAN_W_NOT_COUNTED = 52, /**< a wish that does not count (gate, confidence, not requested) */
  DIALPLAN_W_NO_EFFECT = 53,   /**< the contact has ended in a way that this event cannot change */
  DIALPLAN_W_TOO_FAR = 54,     /**< a wish beyond max_ahead: kept, treated as without a clear time */
  DIALPLAN_E_INTERNAL = 90     /**< an invariant of the library is broken: please report it */
};

/** How grave an entry of a list of diagnostics is. */
enum { DIALPLAN_SEVERITY_ERROR = 0, DIALPLAN_SEVERITY_WARNING = 1, DIALPLAN_SEVERITY_NOTE = 2 };

/** What went wrong, where: all inline, nothing to free. Frozen. 512 bytes. */
typedef struct dialplan_error {
  int32_t status;    /**< a dialplan_status */
  uint32_t severity; /**< DIALPLAN_SEVERITY_* */
  uint32_t source;   /**< 0: the document itself; n: the n-th of the texts handed in beside it */
  uint32_t line;     /**< from 1; 0: no position */
  uint32_t column;   /**< from 1, in characters; 0: no position */
  uint32_t offset;   /**< bytes from the start of the document */
  char code[32];     /**< a stable word, "unknown-key"; NUL-terminated like the others */
  char path[96];     /**< the key path, "retry.outcomes.busy"; cut at the front if too long */
  char message[360]; /**< an English sentence: what was found, what was expected, the nearest valid word */
} dialplan_error;

/** A text as bytes [from, until) of it. Frozen. */
typedef struct dialplan_text_span {
  uint32_t from;  /**< first byte */
  uint32_t until; /**< first byte after it */
} dialplan_text_span;

/** The version of the library that is linked, as "0.1.0". Static text; never NULL. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_version(void);

/** The versions of the libraries that this one is linked with, as "ICU 72.1, libical 3.0.16, libyaml 0.2.5".
 *  @param out  room for @p cap bytes; no NUL is written
 *  @param cap  bytes in @p out; 0 measures
 *  @param len  out: the whole length
 *  @return DIALPLAN_OK; E_ARGUMENT. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_dependencies(char *out, uint64_t cap, uint64_t *len);

/** The name of a status: "E_RANGE"; "E_UNKNOWN" for numbers that are none. Static text; total.
 *  Constant time; any thread.
 *  @param status  any number
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_status_name(dialplan_status status);

/** A short English sentence for a status; total. Static text. Constant time; any thread.
 *  @param status  any number
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_status_message(dialplan_status status);

/** The limits of the library, for dialplan_limit(). */
enum {
  DIALPLAN_LIMIT_INSTANT = 1,        /**< first instant past the valid range: 7258118400 */
  DIALPLAN_LIMIT_ZONES_PER_CONTACT = 2, /**< 64 */
  DIALPLAN_LIMIT_DURATION_DAYS = 3,  /**< longest duration in days: 3660 */
  DIALPLAN_LIMIT_DOCUMENT_BYTES = 4, /**< longest campaign or account file: 1 MiB */
  DIALPLAN_LIMIT_DOCUMENT_DEPTH = 5, /**< deepest nesting: 64 */
  DIALPLAN_LIMIT_SCALAR_BYTES = 6,   /**< longest scalar in a document: 64 KiB */
  DIALPLAN_LIMIT_STATE_BYTES = 7,    /**< longest encoded state: 256 */
  DIALPLAN_LIMIT_ATTEMPT_STARTS = 8, /**< attempt starts that a state remembers: 16 */
  DIALPLAN_LIMIT_LADDER = 9,         /**< longest ladder: 1000 */
  DIALPLAN_LIMIT_STEPS = 10,         /**< longest trace: 64 */
  DIALPLAN_LIMIT_SPANS_PER_DAY = 11, /**< spans that a weekday or a special day may list: 16 */
  DIALPLAN_LIMIT_HORIZON_DAYS = 12,  /**< longest horizon: 3660 */
  DIALPLAN_LIMIT_CALENDAR_BYTES = 13, /**< longest iCalendar file: 4 MiB */
  DIALPLAN_LIMIT_CALENDAR_EVENTS = 14, /**< events of an iCalendar file: 10000 */
  DIALPLAN_LIMIT_PHONES_BYTES = 15,  /**< longest table of numbers: 4 MiB */
  DIALPLAN_LIMIT_WORDS_BYTES = 16,   /**< bytes of a customer's words that are read, the last ones: 1024 */
  DIALPLAN_LIMIT_FORECAST_RUNS = 17  /**< most runs of a forecast: 1000 */
};

/** A limit as a number, for callers that cannot read macros.
 *  @param limit  one of DIALPLAN_LIMIT_*
 *  @return the limit; 0 for a number that is none. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API int64_t dialplan_limit(int32_t limit);

#ifdef __cplusplus
}
#endif
#endif
