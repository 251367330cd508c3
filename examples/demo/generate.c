/* SPDX-License-Identifier: MIT */
/* Writes an example campaign of realistic size: settings, 3,000 contacts in fourteen zones, and the log of
 * the first week and a half of calling. The same files on every machine: nothing but a fixed seed goes in.
 *
 * usage: generate DIRECTORY
 *
 * A local time here is seconds since the first of March 2026 on somebody's wall; everything happens in that
 * month. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTACTS = 3000, FIRST_ID = 1001, EVENTS_MAX = 24000, DAY = 86400, HOUR = 3600 };

/* Wednesday, 11 March 2026, 11:00 UTC: what has happened by then is in the log. */
static const int64_t now = 10 * DAY + 11 * HOUR;

typedef struct place {
  const char *zones, *phone;  /* # in a phone: a digit of the contact's number */
  int winter_min, summer_min; /* offsets before and from 8 March, when clocks in the United States change */
  int weight, names;
} place;

static const place places[] = {
    {"Asia/Kolkata", "+91 98### #####", 330, 330, 38, 0},
    {"Asia/Dubai", "+971 50 ### ####", 240, 240, 8, 0},
    {"Asia/Singapore", "+65 9### ####", 480, 480, 6, 2},
    {"Asia/Kathmandu", "+977 984-#######", 345, 345, 3, 0},
    {"Europe/London", "+44 7700 9#####", 0, 0, 10, 1},
    {"Europe/Berlin", "+49 151 #######", 60, 60, 7, 3},
    {"Europe/Paris", "+33 6 ## ## ## ##", 60, 60, 4, 3},
    {"Africa/Johannesburg", "+27 82 ### ####", 120, 120, 3, 1},
    {"America/New_York", "+1 (212) 555-####", -300, -240, 8, 1},
    {"America/Chicago", "+1 (312) 555-####", -360, -300, 4, 1},
    {"America/Denver", "+1 (303) 555-####", -420, -360, 2, 1},
    {"America/Los_Angeles", "+1 (415) 555-####", -480, -420, 4, 1},
    {"America/New_York|America/Chicago", "+1 (812) 555-####", -300, -240, 2, 1},
    {"Australia/Sydney|Australia/Brisbane", "+61 4## ### ###", 660, 660, 1, 1},
};
enum { PLACES = sizeof places / sizeof *places };

static const char *const first_names[4][10] = {
    {"Asha", "Ravi", "Meena", "Arjun", "Fatima", "Imran", "Lakshmi", "Sanjay", "Priya", "Vikram"},
    {"Emily", "James", "Olivia", "Thabo", "Grace", "Daniel", "Hannah", "Liam", "Zoe", "Marcus"},
    {"Wei", "Mei", "Jun", "Hui", "Siti", "Ahmad", "Li Na", "Kok", "Farah", "Xin"},
    {"Jürgen", "Anna", "Chloé", "Lukas", "Inès", "Paul", "Léa", "Felix", "Zoé", "Karin"},
};
static const char *const last_names[4][10] = {
    {"Nair", "Sharma", "Patel", "Iyer", "Khan", "Reddy", "Das", "Thapa", "Gupta", "Menon"},
    {"Carter", "Hughes", "Nkosi", "Brown", "O'Neil", "Walker", "Smith", "Adams", "Reid", "Young"},
    {"Tan", "Lim", "Lee", "Ng", "Rahman", "Wong", "Goh", "Chua", "Ong", "Teo"},
    {"Müller", "Schmidt", "Dubois", "Weber", "Laurent", "Fischer", "Moreau", "Koch", "Girard", "Wolf"},
};
static const char *const companies[] = {
    "",
    "",
    "",
    "",
    "Lotus Textiles",
    "\"Sharma, Mehta & Co.\"",
    "Northwind Freight",
    "\"The \"\"Blue Door\"\" Café\"",
    "\"Brandt, Koch GmbH\"",
    "Harbour Clinics",
};

static uint64_t chance_state = UINT64_C(0x6D617263682D3236);

static uint64_t chance(uint64_t n) { /* 0 … n - 1 */
  uint64_t x = chance_state += UINT64_C(0x9E3779B97F4A7C15);
  x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
  return (x ^ x >> 31) % n;
}

/* --- the log
 * ---------------------------------------------------------------------------------------------------- */

typedef struct event {
  int64_t at; /* seconds since the first of March, UTC */
  int order;
  char line[256];
} event;

static event *events;
static int event_count;

static int offset_s(const place *where, int64_t local) {
  return 60 * (local < 7 * DAY + 2 * HOUR ? where->winter_min : where->summer_min);
}

static const char *instant(const place *where, int64_t local, char out[64]) {
  const int offset = offset_s(where, local), size = abs(offset) / 60;
  const int day = (int)(local / DAY), second = (int)(local % DAY);
  snprintf(out, 64, "2026-03-%02dT%02d:%02d:%02d%c%02d:%02d", day + 1, second / 3600, second / 60 % 60,
           second % 60, offset < 0 ? '-' : '+', size / 60, size % 60);
  return out;
}

static void record(const place *where, int id, int64_t local, const char *rest) {
  char at[64];
  if (event_count == EVENTS_MAX) {
    fputs("generate: more events than there is room for\n", stderr);
    exit(1);
  }
  event *e = &events[event_count];
  e->at = local - offset_s(where, local);
  e->order = event_count++;
  snprintf(e->line, sizeof e->line, "{\"at\":\"%s\",\"contact\":\"R-%d\",%s}", instant(where, local, at), id,
           rest);
}

static void attempt(const place *where, int id, int64_t local, const char *outcome, int duration) {
  char rest[128];
  snprintf(rest, sizeof rest, "\"event\":\"attempt\",\"outcome\":\"%s\",\"duration\":%d", outcome, duration);
  record(where, id, local, rest);
}

static void callback(const place *where, int id, int64_t local, int64_t due, const char *text) {
  char at[64], rest[160];
  snprintf(rest, sizeof rest, "\"event\":\"callback\",\"by\":\"customer\",\"due\":\"%s\",\"text\":\"%s\"",
           instant(where, due, at), text);
  record(where, id, local, rest);
}

static int earlier(const void *left, const void *right) {
  const event *a = left, *b = right;
  if (a->at != b->at) return a->at < b->at ? -1 : 1;
  return a->order - b->order;
}

/* --- one contact's story
 * ---------------------------------------------------------------------------------------- */

static int works(int64_t day) { /* Sundays, and Holi on the fourth, are free */
  return day % 7 != 0 && day != 3;
}

/* A random local time on a day, inside the windows of the campaign. */
static int64_t slot(int64_t day) {
  const int64_t open = day % 7 == 6 ? 10 * HOUR : chance(5) < 2 ? 9 * HOUR + 1800 : 14 * HOUR;
  const int64_t length = day % 7 == 6 ? 3 * HOUR : open < 10 * HOUR ? 3 * HOUR + 1800 : 4 * HOUR + 1800;
  return day * DAY + open + (int64_t)chance((uint64_t)length);
}

static int64_t next_day(int64_t day) {
  do day++;
  while (!works(day));
  return day;
}

typedef struct ending {
  const char *outcome;
  int weight, shortest, longest, last; /* last: nobody calls again */
} ending;

static const ending endings[] = {
    {"no_answer", 380, 25, 35, 0},  {"completed", 190, 60, 420, 1}, {"voicemail", 140, 15, 40, 0},
    {"busy", 100, 3, 6, 0},         {"call_later", 70, 20, 60, 0},  {"rejected", 30, 4, 12, 0},
    {"network_error", 20, 0, 2, 0}, {"error", 14, 0, 2, 0},         {"refused", 20, 15, 90, 1},
    {"silent", 12, 5, 10, 0},       {"ringing", 8, 10, 20, 0},      {"invalid_number", 8, 0, 1, 1},
    {"dnc_request", 6, 10, 40, 1},  {"wrong_person", 4, 10, 30, 1}, {"abandoned", 2, 3, 8, 0},
};

static const ending *draw_ending(void) {
  int all = 0, pick;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) all += endings[i].weight;
  pick = (int)chance((uint64_t)all);
  const ending *e = endings;
  while (pick >= e->weight) pick -= e++->weight;
  return e;
}

/* What a customer asks for, from the local time of asking. */
static int64_t draw_wish(int64_t local, const char **text) {
  const int64_t day = local / DAY, tomorrow = next_day(day);
  switch (chance(4)) {
  case 0: *text = "tomorrow at ten"; return tomorrow * DAY + 10 * HOUR;
  case 1: *text = "in two hours"; return local / 60 * 60 + 2 * HOUR;
  case 2: *text = "tomorrow after lunch"; return tomorrow * DAY + 14 * HOUR + 1800;
  default: *text = "next Monday, half past four"; return (day / 7 * 7 + 8) * DAY + 16 * HOUR + 1800;
  }
}

static void story(const place *where, int id) {
  int64_t local = slot(next_day((int64_t)chance(12)));
  for (int tries = 0, today = 0; tries < 6; tries++) {
    const ending *e = draw_ending();
    const int duration = e->shortest + (int)chance((uint64_t)(e->longest - e->shortest + 1));
    if (local + duration - offset_s(where, local) >= now - 300) return;
    attempt(where, id, local, e->outcome, duration);
    if (e->last) return;
    if (!strcmp(e->outcome, "call_later")) {
      const char *text;
      const int64_t due = draw_wish(local, &text);
      callback(where, id, local + duration, due, text);
      local = due + (int64_t)chance(240);
      today = 0;
    } else if (++today < 2 && local % DAY < 15 * HOUR && local / DAY % 7 != 6) {
      local += 2 * HOUR + (int64_t)chance(HOUR);
    } else {
      local = slot(next_day(local / DAY));
      today = 0;
    }
    if (chance(40) == 0) return; /* nobody got round to calling again */
  }
}

/* --- the files
 * -------------------------------------------------------------------------------------------------- */

static FILE *create(const char *directory, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  FILE *file = fopen(path, "wb");
  if (!file) {
    perror(path);
    exit(1);
  }
  return file;
}

static void finish(FILE *file, const char *name) {
  if (ferror(file) || fclose(file)) {
    perror(name);
    exit(1);
  }
}

static const place *draw_place(void) {
  int pick = (int)chance(100);
  const place *where = places;
  while (pick >= where->weight) pick -= where++->weight;
  return where;
}

static void write_phone(FILE *file, const place *where, int number) {
  char digits[16];
  /* 7919 has no factor in common with 10: the last digits differ from contact to contact, however few are
   * used. */
  snprintf(digits, sizeof digits, "%010" PRIu64,
           (UINT64_C(4385061927) + UINT64_C(7919) * (uint64_t)number) % UINT64_C(10000000000));
  int holes = 0;
  for (const char *c = where->phone; *c; c++) holes += *c == '#';
  const char *digit = digits + 10 - (holes < 10 ? holes : 10);
  for (const char *c = where->phone; *c; c++) fputc(*c == '#' ? *digit++ : *c, file);
}

/* The first contacts have stories of their own, which demo.sh looks into. */
static const place *told(int id) {
  switch (id) {
  case FIRST_ID: return &places[0];
  case FIRST_ID + 1: return &places[8];
  case FIRST_ID + 2: return &places[12];
  default: return NULL;
  }
}

static void tell(const place *where, int id) {
  if (id ==
      FIRST_ID) { /* asked for Thursday at ten, was tried once before that by mistake, and is still waiting */
    attempt(where, id, 8 * DAY + 11 * HOUR, "no_answer", 28);
    attempt(where, id, 9 * DAY + 15 * HOUR + 720, "call_later", 41);
    callback(where, id, 9 * DAY + 15 * HOUR + 761, 11 * DAY + 10 * HOUR, "Thursday at ten");
  } else if (id == FIRST_ID + 1) { /* tried before and after the clocks changed; busy last */
    attempt(where, id, 5 * DAY + 10 * HOUR + 900, "no_answer", 30);
    attempt(where, id, 8 * DAY + 9 * HOUR + 2400, "voicemail", 22);
    attempt(where, id, 9 * DAY + 16 * HOUR + 600, "no_answer", 31);
    attempt(where, id, 9 * DAY + 18 * HOUR + 1200, "busy", 4);
  } else { /* may be in either of two zones */
    attempt(where, id, 9 * DAY + 14 * HOUR + 300, "no_answer", 29);
  }
}

static void write_contacts(const char *directory) {
  FILE *file = create(directory, "contacts.csv");
  FILE *dnc = create(directory, "dnc.txt");
  fputs("id,phone,first_name,last_name,company,timezone,enqueued_at,dnc\n", file);
  for (int i = 0; i < CONTACTS; i++) {
    const int id = FIRST_ID + i;
    const place *own = told(id), *where = own ? own : draw_place();
    const char *first = first_names[where->names][chance(10)], *last = last_names[where->names][chance(10)];
    fprintf(file, "R-%d,", id);
    write_phone(file, where, i);
    fprintf(file, ",%s,%s,%s,%s,2026-03-0%dT08:00:00Z,%s\n", first, last, companies[chance(10)],
            !own && chance(50) == 0 ? "" : where->zones, i % 3 ? 1 : 2,
            !own && chance(120) == 0 ? "yes" : "");
    if (!own && chance(150) == 0) {
      write_phone(dnc, where, i);
      fputc('\n', dnc);
    }
    const uint64_t fate = chance(100);
    if (own)
      tell(own, id);
    else if (fate < 82)
      story(where, id);
    else if (fate < 84)
      record(where, id, slot(8), "\"event\":\"done\"");
    else if (fate < 85)
      record(where, id, slot(8), "\"event\":\"cancel\"");
    else if (fate < 86)
      record(where, id, slot(8), "\"event\":\"reschedule\",\"due\":\"2026-03-13T12:00:00Z\"");
    else if (fate < 87)
      record(where, id, slot(8), "\"event\":\"inbound\",\"conversation\":true");
  }
  /* Calls under way at the instant of looking. */
  for (int i = 0; i < 4; i++)
    record(&places[0], FIRST_ID + CONTACTS - 1 - i, now + 330 * 60 - 30 - 40 * i, "\"event\":\"start\"");
  finish(file, "contacts.csv");
  finish(dnc, "dnc.txt");
}

static void write_events(const char *directory) {
  FILE *file = create(directory, "events.ndjson");
  qsort(events, (size_t)event_count, sizeof *events, earlier);
  for (int i = 0; i < event_count; i++) fprintf(file, "%s\n", events[i].line);
  finish(file, "events.ndjson");
}

static void write_settings(const char *directory) {
  FILE *file = create(directory, "account.yaml");
  fputs("# What all campaigns of the house share.\n"
        "timezone: Asia/Kolkata\n"
        "country: IN\n"
        "dnc: [dnc.txt]\n"
        "no_call_days:\n"
        "  - 2026-03-04: Holi\n"
        "  - 2026-03-20..2026-03-21: Eid\n"
        "safety: {respect_dnc: true, business_hours_guard: true}\n",
        file);
  finish(file, "account.yaml");
  file = create(directory, "campaign.yaml");
  fputs("# Policies that run out at the end of March.\n"
        "dialplan: 1\n"
        "name: March renewals\n"
        "objective: remind, and renew on the spot\n"
        "seed: march-renewals\n"
        "priority: 10\n"
        "account: account.yaml\n"
        "contacts: contacts.csv\n"
        "events: events.ndjson\n"
        "\n"
        "schedule:\n"
        "  start: 2026-03-02T09:00\n"
        "  end: 2026-03-31\n"
        "windows:\n"
        "  mon-fri: [09:30-13:00, 14:00-18:30]\n"
        "  sat: 10:00-13:00\n"
        "special_days:\n"
        "  2026-03-14: 10:00-16:00        # a working Saturday\n"
        "close_margin: 5m\n"
        "\n"
        "retry:\n"
        "  strategy: smart\n"
        "  intensity: moderate\n"
        "  outcomes:\n"
        "    busy: {after: 30m, retries: 3}\n"
        "    rejected: {after: 2d, retries: 1}\n"
        "    network_error: {after: 30m}\n"
        "  max_retry_days: 14\n"
        "  max_attempts: 10\n"
        "  caps: [{max: 3, per: 24h}]\n"
        "\n"
        "callbacks:\n"
        "  retry: [15m, 1h, 1d]\n"
        "  max_reschedules: 3\n",
        file);
  finish(file, "campaign.yaml");
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fputs("usage: generate DIRECTORY\n", stderr);
    return 2;
  }
  events = calloc(EVENTS_MAX, sizeof *events);
  if (!events) return 1;
  write_settings(argv[1]);
  write_contacts(argv[1]);
  write_events(argv[1]);
  free(events);
  return 0;
}
