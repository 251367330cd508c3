/* SPDX-License-Identifier: MIT */
/* Which subcommands are there?
 * The one table that dispatch, help and completion are made of. Invariant: a subcommand takes the flags that
 * stand in its row and no others. */
#include <string.h>

#include "help.h"

#define ZONE_DATA " tzdir tz-source"
#define LISTS " contacts events dnc only phones strict rejects"
#define ROWS " output columns utc"

const command commands[] = {
    {"init", "[NAME]", "a commented campaign to start from", "dialplan init march", "quiet", cmd_init, 0, 1},
    {"check", "CAMPAIGN", "find every mistake in a campaign and its files", "dialplan check march.yaml",
     "campaign now keep-duplicates quiet verbose" LISTS ZONE_DATA, cmd_check, 0, 1},
    {"show", "CAMPAIGN | --campaign C", "settings, week grid, next open windows, no-call days, rules",
     "dialplan show march --zone Asia/Kolkata",
     "campaign now yaml html ascii zone limit utc horizon quiet verbose" ZONE_DATA, cmd_show, 0, 1},
    {"next", "--campaign C [-n 10]", "who to call now or next, in lease order",
     "dialplan next --campaign march -n 5",
     "campaign now limit horizon no-buffer keep-duplicates exit-status quiet verbose" ROWS LISTS ZONE_DATA,
     cmd_next, 0, 0},
    {"plan", "--campaign C [--contacts -]", "the decision for every contact, a line for a line",
     "dialplan plan --campaign march -o csv >plan.csv",
     "campaign now horizon no-buffer dedupe keep-duplicates jobs exit-status quiet verbose" ROWS LISTS
         ZONE_DATA,
     cmd_plan, 0, 0},
    {"explain", "--campaign C CONTACT", "why a contact is called then, or not at all",
     "dialplan explain --campaign march 42",
     "campaign now horizon no-buffer exit-status quiet verbose contacts events dnc phones strict rejects" ROWS
         ZONE_DATA,
     cmd_explain, 1, 1},
    {"ladder", "--campaign C [CONTACT]", "all further attempts if nobody answers",
     "dialplan ladder --campaign march",
     "campaign now horizon no-buffer outcome zone limit quiet verbose contacts events dnc phones strict "
     "rejects "
     "output utc" ZONE_DATA,
     cmd_ladder, 0, 1},
    {"clip", "--campaign C TIME... | -", "the first permitted instant at or after another one",
     "dialplan clip --campaign march 2026-03-07T20:00",
     "campaign zone horizon strict exit-status output utc quiet verbose now" ZONE_DATA, cmd_clip, 1, -1},
    {"when", "TEXT... | - [--campaign C]", "a time in the customer's words, and how it was read",
     "dialplan when 'kal subah 11 baje ke baad' --zone Asia/Kolkata",
     "campaign contacts events dnc phones contact zone asked now explain horizon strict rejects exit-status "
     "output utc "
     "quiet verbose" ZONE_DATA,
     cmd_when, 1, -1},
    {"queue", "--campaign C [--view VIEW]", "everybody who waits, by view, class and status",
     "dialplan queue --campaign march --view overdue",
     "campaign now view status class callback limit horizon no-buffer keep-duplicates exit-status quiet "
     "verbose" ROWS LISTS ZONE_DATA,
     cmd_queue, 0, 0},
    {"ready", "--campaign C", "will it dial? a check a line, with what its log says",
     "dialplan ready --campaign march -e",
     "campaign now horizon ascii exit-status keep-duplicates output utc quiet verbose" LISTS ZONE_DATA,
     cmd_ready, 0, 0},
    {"estimate", "--campaign C [--cycle 180s] [-n N]",
     "calls an hour, and when everybody will have been called once",
     "dialplan estimate --campaign march --cycle 3m",
     "campaign now cycle limit horizon exit-status keep-duplicates output utc quiet verbose" LISTS ZONE_DATA,
     cmd_estimate, 0, 0},
    {"forecast", "--campaign C [--model FILE] [--runs N] [--by day | --html FILE]",
     "plays the whole campaign: when it will be done, and how it comes there",
     "dialplan forecast --campaign march --by day",
     "campaign now model runs seed by html ascii horizon exit-status keep-duplicates output utc quiet "
     "verbose" LISTS ZONE_DATA,
     cmd_forecast, 0, 0},
    {"record", "--campaign C --contact ID --outcome O", "append one event to the log",
     "dialplan record --campaign march --contact 42 --outcome no_answer",
     "campaign events contact outcome at event ended-at duration manual due earliest latest confidence by "
     "requested text reason notes "
     "scope conversation run status variant cost sentiment now quiet verbose" ZONE_DATA,
     cmd_record, 0, 0},
    {"fold", "--campaign C", "contacts and events as one list with the state of each",
     "dialplan fold --campaign march >snapshot.csv",
     "campaign now output utc keep-duplicates quiet verbose" LISTS ZONE_DATA, cmd_fold, 0, 0},
    {"stats", "--campaign C [--by WHAT | --best-hours | --html FILE]",
     "what a campaign did: funnel, rates, outcomes, best hours", "dialplan stats --campaign march --by day",
     "campaign now by best-hours html output utc ascii horizon keep-duplicates quiet verbose" LISTS ZONE_DATA,
     cmd_stats, 0, 0},
    {"audit", "--campaign C", "every attempt of the log that broke a rule, and by how much",
     "dialplan audit --campaign march -e",
     "campaign now horizon exit-status output utc quiet verbose" LISTS ZONE_DATA, cmd_audit, 0, 0},
    {"diff", "OLD NEW [--by change | reason]", "what a change of settings does to the list",
     "dialplan diff march.yaml march-later.yaml",
     "now by limit horizon no-buffer exit-status keep-duplicates quiet verbose" ROWS LISTS ZONE_DATA, cmd_diff, 2, 2},
    {"dnc", "--campaign C", "numbers that asked never to be called",
     "dialplan dnc --campaign march >>do-not-call.txt", "campaign now output quiet verbose" LISTS ZONE_DATA,
     cmd_dnc, 0, 0},
    {"rules", "[PACK]", "the built-in guard packs, with their citations", "dialplan rules us-fl",
     "output quiet", cmd_rules, 0, 1},
    {"schema", "[campaign | account]", "the JSON Schema of campaign or account files, for editors",
     "dialplan schema >campaign.schema.json", "quiet", cmd_schema, 0, 1},
    {"zones", "[NAME | NUMBER | -]", "the zone data in use; a zone's next changes; zones of a number",
     "dialplan zones Europe/Berlin", "now limit output utc strict quiet phones" ZONE_DATA, cmd_zones, 0, 1},
    {"version", "", "versions of the program, the library and the zone data", "dialplan version",
     "tzdir tz-source", cmd_version, 0, 0},
    {"completion", "bash|zsh|fish", "completion for a shell",
     "dialplan completion bash >/etc/bash_completion.d/dialplan", "", cmd_completion, 1, 1},
    {"help", "[SUBCOMMAND]", "what there is, and what a subcommand takes", "dialplan help plan", "", cmd_help,
     0, 1},
    {NULL, NULL, NULL, NULL, NULL, NULL, 0, 0},
};

const command *command_find(const char *name) {
  for (const command *c = commands; c->name; c++)
    if (!strcmp(c->name, name)) return c;
  return NULL;
}

int unknown_command(app *a, const char *name) {
  const char *names[sizeof commands / sizeof *commands];
  size_t count = 0;
  for (const command *c = commands; c->name; c++) names[count++] = c->name;
  const char *const nearest = slice_nearest(slice_of(name), names, count);
  return diag_fail(&a->diag, EXIT_USAGE, "unknown-subcommand",
                   "there is no subcommand \"%s\"%s%s%s (dialplan help)", name,
                   nearest ? ", did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
}
