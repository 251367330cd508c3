/* SPDX-License-Identifier: MIT */
/** @file dialplan.h
 *  libdialplan: when may this contact be called next in this campaign, and why then?
 *
 *  The one header that a program includes. Text is compiled once into immutable objects
 *  (zones, campaign); every question is then a pure function of such objects, flat values
 *  and an instant. Nothing here reads a clock, an environment, a locale or a file, except
 *  dialplan_zones_load(), which reads zone files.
 *
 *  Common rules, said once:
 *  - Instants are int64_t seconds since 1970-01-01T00:00:00Z, valid in [1, 7258118400);
 *    0 means "none". Names end in _at. Dates are int32_t days since 1970-01-01.
 *  - Texts are UTF-8, given as (pointer, length in bytes); they need no NUL at the end.
 *  - Arguments come in this order: object, inputs, options, outputs, error record.
 *  - A function that can fail returns a dialplan_status. On failure the outputs are as before.
 *    The error record, always last, may be NULL.
 *  - Lists go out through (out, cap, *count): count is the whole number; cap 0 measures.
 *  - Structures that may grow begin with uint32_t size. 0 stands for the size of the first
 *    publication; a larger size is accepted if the bytes that this library does not know are 0.
 *  - Objects may be shared by any number of threads as long as nobody frees them.
 */
#ifndef DIALPLAN_H
#define DIALPLAN_H

#include <dialplan/base.h>
#include <dialplan/civil.h>
#include <dialplan/zones.h>
#include <dialplan/phones.h>
#include <dialplan/contact.h>
#include <dialplan/campaign.h>
#include <dialplan/rules.h>
#include <dialplan/open.h>
#include <dialplan/event.h>
#include <dialplan/state.h>
#include <dialplan/callback.h>
#include <dialplan/decision.h>
#include <dialplan/queue.h>
#include <dialplan/pacing.h>
#include <dialplan/readiness.h>
#include <dialplan/stats.h>
#include <dialplan/audit.h>
#include <dialplan/forecast.h>
#include <dialplan/diff.h>

#endif
