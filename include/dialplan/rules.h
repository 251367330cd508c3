/* SPDX-License-Identifier: MIT */
/** @file rules.h
 *  The guard packs that are built in: rules of law and policy that a campaign takes by name (`guard: [us-fl]`), with
 *  their citations. They repeat what their citations say; they are no legal advice.
 */
#ifndef DIALPLAN_RULES_H
#define DIALPLAN_RULES_H

#include <dialplan/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The built-in packs, read. Immutable. */
typedef struct dialplan_rules dialplan_rules;

/** Reads the built-in packs.
 *  @param out  out: release it with dialplan_rules_free()
 *  @param err  may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_MEMORY. Some 0.5 ms; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_rules_load(dialplan_rules **out, dialplan_error *err);

/** Releases them. NULL is fine. Linear; any thread, once nobody asks them any more.
 *  @param rules  what dialplan_rules_load() gave, or NULL
 *  @since 0.1 */
DIALPLAN_API void dialplan_rules_free(dialplan_rules *rules);

/** How many packs there are, sorted by name. Constant time; any thread.
 *  @param rules  the packs
 *  @since 0.1 */
DIALPLAN_API uint64_t dialplan_rules_packs(const dialplan_rules *rules);

/** The index of a pack.
 *  @param rules  the packs
 *  @param name   its name
 *  @param len    length in bytes
 *  @param pack   out: its index
 *  @param err    the name, and the nearest known ones; may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_VALUE: there is none. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_rules_find(const dialplan_rules *rules, const char *name, uint64_t len,
                                                 uint64_t *pack, dialplan_error *err);

/** A pack in words. Texts live as long as the packs.
 *  @param rules  the packs
 *  @param pack   0 to dialplan_rules_packs() - 1
 *  @param name   out: what a campaign calls it; may be NULL, like the next ones
 *  @param title  out: whom it is about
 *  @param about  out: what its dates of checking are
 *  @param count  out: how many rules it has
 *  @return DIALPLAN_OK; E_RANGE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_rules_pack(const dialplan_rules *rules, uint64_t pack, const char **name,
                                                 const char **title, const char **about, uint64_t *count);

/** What a pack does not cover, one text at a time; NULL: there are no more. Constant time; any thread.
 *  @param rules  the packs
 *  @param pack   0 to dialplan_rules_packs() - 1
 *  @param index  from 0
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_rules_not_covered(const dialplan_rules *rules, uint64_t pack, uint64_t index);

/** One rule of a pack in words. Texts live as long as the packs; "" where unset.
 *  @param rules         the packs
 *  @param pack          0 to dialplan_rules_packs() - 1
 *  @param index         from 0
 *  @param id            out; may be NULL, like the next ones
 *  @param jurisdiction  out
 *  @param purpose       out: "any" where it binds every campaign
 *  @param source        out: the citation
 *  @param checked       out: when the citation was checked, "2026-11-21"
 *  @return DIALPLAN_OK; E_RANGE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_rules_rule(const dialplan_rules *rules, uint64_t pack, uint64_t index,
                                                 const char **id, const char **jurisdiction, const char **purpose,
                                                 const char **source, const char **checked);

/** One rule of a pack as canonical YAML, in the form in which a campaign writes rules of its own.
 *  @param rules  the packs
 *  @param pack   0 to dialplan_rules_packs() - 1
 *  @param index  from 0
 *  @param out    room for @p cap bytes; no NUL is written
 *  @param cap    bytes in @p out; 0 measures
 *  @param len    out: the whole length
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_rules_format(const dialplan_rules *rules, uint64_t pack, uint64_t index,
                                                   char *out, uint64_t cap, uint64_t *len);

#ifdef __cplusplus
}
#endif
#endif
