/* SPDX-License-Identifier: MIT */
/* For tests of open time: a dozen zones with all that zones do, and campaigns made by hand. */
#ifndef TESTS_SUPPORT_ATLAS_H
#define TESTS_SUPPORT_ATLAS_H

#include <stdint.h>

#include "campaign.h"

enum {
  ATLAS_UTC,
  ATLAS_NEW_YORK,   /* an hour, at 02:00 */
  ATLAS_LONDON,     /* an hour, at 01:00 UTC; all year round before November 1971 */
  ATLAS_LORD_HOWE,  /* half an hour */
  ATLAS_APIA,       /* has no 2011-12-30 */
  ATLAS_CARACAS,    /* half an hour back in 2007, forward in 2016 */
  ATLAS_KATHMANDU,  /* a quarter of an hour forward at midnight of 1986 */
  ATLAS_CASABLANCA, /* back for Ramadan in 2026 */
  ATLAS_ST_JOHNS,   /* back at 00:01 in 2010: a date begins twice */
  ATLAS_MONROVIA,   /* an offset with seconds before 1972 */
  ATLAS_KOLKATA,
  ATLAS_KIRITIMATI, /* 14 hours ahead */
  ATLAS_NIUE,       /* 11 hours behind */
  ATLAS_ZONES
};

/* The zones, at the indexes above. */
dialplan_zones *atlas_zones(void);

/* An instant from text, RFC 3339 or a civil time of the zone; stops the test on anything else. */
int64_t atlas_at(const dialplan_zones *zones, int zone, const char *text);
/* A date from text. */
int32_t atlas_date(const char *text);

/* Spans from text: "09:00-12:00 22:00-02:00"; "" is off. */
dp_spans atlas_spans(const char *text);
/* The same spans on some weekdays of a week, Monday first: "1111100". */
void atlas_week(dp_spans week[7], const char *days, const char *spans);
/* Default settings with these windows. */
dp_settings atlas_settings(const char *days, const char *spans);

/* A campaign of settings; the texts and lists in them must live as long. */
dialplan_campaign *atlas_campaign(const dp_settings *settings, const dialplan_zones *zones);
/* A contact with these zones. */
dialplan_contact atlas_contact(const char *id, int count, const int *zones);

#endif
