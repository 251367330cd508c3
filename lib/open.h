/* SPDX-License-Identifier: MIT */
/* Open time from inside: a view is one campaign through the eyes of one contact. It is made on the stack and answers
 * every question about open time; nothing in it is allocated. */
#ifndef DP_OPEN_H
#define DP_OPEN_H

#include <dialplan/decision.h>

#include "campaign.h"

/* The open span that holds an instant, or the first one behind it, as far as a placing needs it. */
typedef struct dp_look {
  int64_t from_at, until_at;
  int32_t date; /* of from_at in the home zone */
} dp_look;

/* What is seen from the instant at which many contacts are asked about: the same for all of one zone and table. Zero:
 * not looked yet. */
typedef struct dp_outlook {
  int64_t now;
  const dp_zone *home;
  const dp_daytable *table;
  dp_look span;
} dp_outlook;

enum { DP_OUTLOOKS = 64 };

typedef struct dp_view {
  const dialplan_campaign *campaign;
  const dp_daytable *table;
  const dp_zone *home;    /* the home zone */
  dp_outlook *outlook;    /* room for DP_OUTLOOKS, for one campaign, options and end; NULL: none are kept */
  const uint16_t *zone;   /* zones that count, home zone first: the contact's, or &own */
  uint32_t zone_count;
  uint32_t table_index;   /* in campaign->tables */
  int64_t start_at;       /* campaign's start, or 1 */
  int64_t end_at;         /* campaign's end, or DP_INSTANT_END; set to the latter to ask "without the end" */
  int64_t horizon_s;
  uint64_t key;
  int32_t jitter_s;       /* most seconds of a buffer; 0: none is put */
  uint32_t flags;         /* DIALPLAN_OPTION_* */
  uint16_t own;           /* storage for the single zone of a contact without any */
  uint16_t hold;          /* 0, or DIALPLAN_REASON_ZONE_UNKNOWN: no zone by which it may be called */
} dp_view;

/* The part that is the same for all contacts of one question. */
dialplan_status dp_view_campaign(dp_view *view, const dialplan_campaign *campaign, const dialplan_options *options,
                                 dialplan_error *err);
/* The rest of such a view: zones by zone_policy, unknown_zone; the flag DIALPLAN_CONTACT_ZONE_UNKNOWN holds
 * (zone_policy: campaign apart). A held view has the campaign's zone as home zone, for output. contact may be NULL.
 * A view serves one contact after the other. */
dialplan_status dp_view_contact(dp_view *view, const dialplan_contact *contact, dialplan_error *err);
/* The same of a contact that has been checked so. */
void dp_view_known(dp_view *view, const dialplan_contact *contact);
/* Both. */
dialplan_status dp_view_init(dp_view *view, const dialplan_campaign *campaign, const dialplan_contact *contact,
                             const dialplan_options *options, dialplan_error *err);
/* The home zone of such a view, and nothing else of it. */
dialplan_status dp_view_home(const dialplan_campaign *campaign, const dialplan_contact *contact, const dp_zone **home,
                             dialplan_error *err);
/* Falls back to the campaign's zone alone (ambiguous_zone: campaign). */
void dp_view_campaign_zone(dp_view *view);
/* 1: several zones that have, from now, no run of 3,600 open seconds common to all within 7 * 86,400 s, by windows and
 * guard alone. Always 0 for one zone. */
int dp_view_ambiguous(const dp_view *view, int64_t now);

int dp_view_open(const dp_view *view, int64_t at);
/* Whether the k-th zone alone is open, by its tables: without start and end. */
int dp_view_zone_open(const dp_view *view, uint32_t k, int64_t at);
/* Smallest open instant >= at, by the horizon rule of clip; 0: none. */
int64_t dp_view_clip(const dp_view *view, int64_t at);
/* Smallest open instant in [at, until); 0: none. No horizon. */
int64_t dp_view_clip_until(const dp_view *view, int64_t at, int64_t until);
/* First instant after at, which is open, that is not; capped at until (DP_INSTANT_END: to the end of time). */
int64_t dp_view_close(const dp_view *view, int64_t at, int64_t until);
/* First instant of the open span that holds at, which is open. */
int64_t dp_view_opening(const dp_view *view, int64_t at);
/* Last open instant <= at, horizon backwards; 0: none. */
int64_t dp_view_prev(const dp_view *view, int64_t at);
/* The maximal runs of open instants whose civil date in the home zone is the one given: the first cap of them, and
 * how many there are. */
uint64_t dp_view_spans(const dp_view *view, int32_t date, dialplan_span *out, uint64_t cap);
/* Open instants in [from, until), and the n-th of them from 0 (0: there are not so many). */
int64_t dp_view_seconds(const dp_view *view, int64_t from, int64_t until);
int64_t dp_view_nth(const dp_view *view, int64_t from, int64_t until, int64_t n);
/* Where a buffer was put: behind an opening, so many seconds of at most so many. */
typedef struct dp_buffer {
  int64_t opening; /* 0: no buffer */
  int64_t seconds, most;
} dp_buffer;
/* place(bound, now), 0: never; attempt is the number of the coming attempt. buffer may be NULL. */
int64_t dp_view_place(const dp_view *view, int64_t bound, int64_t now, uint32_t attempt, dp_buffer *buffer);
/* place(bound, now), and in *due place(bound, bound); each 0: never. *until is an instant behind the former, before
 * which place(bound, later) is that later instant itself. */
int64_t dp_view_place_due(const dp_view *view, int64_t bound, int64_t now, uint32_t attempt, int64_t *due,
                          int64_t *until);
/* The same for a bound before now, without what is due. */
int64_t dp_view_place_late(const dp_view *view, int64_t bound, int64_t now, uint32_t attempt, int64_t *until);
/* The zone that binds an answer: the first listed in which the second before its span opened is not open. */
uint16_t dp_view_binding(const dp_view *view, int64_t asked, int64_t answer);
/* Why an instant is not open: DIALPLAN_REASON_OPEN, or the first of clip's list; *rule: 1 + index of the guard rule. */
uint16_t dp_view_reason(const dp_view *view, int64_t at, uint16_t *rule, uint16_t *zone);
/* The rules of open time, by number, in the order of the walk; start and end are none of them. How many there are: */
uint32_t dp_view_closers(const dp_view *view);
/* Whether one of them closes an instant, and in which zone first: its reason, or 0 with rule and zone as before. */
uint16_t dp_view_closed_by(const dp_view *view, uint32_t number, int64_t at, uint16_t *rule, uint16_t *zone);

/* In the home zone: the civil date of an instant (and its second of the day), the first instant of a date. */
int32_t dp_view_date(const dp_view *view, int64_t at, int32_t *second);
int64_t dp_view_midnight(const dp_view *view, int32_t date);
/* The instant of a clock time (second of the day) on a date, in the home zone; skipped: the first after the gap. */
int64_t dp_view_clock(const dp_view *view, int32_t date, int32_t second);
/* at + duration, civil days in the home zone; DP_INSTANT_END where it would be past it. */
int64_t dp_view_add(const dp_view *view, int64_t at, dialplan_duration duration);
/* The last close of the windows that start on a civil date (home zone): the end of the last maximal run, by windows,
 * special days and no-call days of the home zone alone, of the windows that start on that date, over midnight too;
 * 0: none start on it. */
int64_t dp_view_last_close(const dp_view *view, int32_t date);
/* The civil date (home zone) on which the window that holds at (open) began: the date before where at lies in the
 * tail of the evening before. */
int32_t dp_view_window_date(const dp_view *view, int64_t at);

#endif
