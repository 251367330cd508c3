/* SPDX-License-Identifier: MIT */
/* What does a text say about time, as far as words alone tell?
 *
 * The words are read once from left to right. Pieces of time gather in groups: a day, a part of it, a clock
 * time and a bound go together; what is said twice begins a new group. The words between pieces say how
 * groups belong together (or, to, no, sorry), bind them (after, se pehle, tak), or take them away (not, nahi,
 * ago). At the end the groups that are left are put together, the last word winning. */
#include "callback/reading.h"

#include <string.h>

#include "callback/group.h"
#include "callback/pieces.h"

/* What is left of one word for the next: bounds that stand before what they bind, denials, and the like. */
typedef struct reader {
  dp_tags *tags;
  dp_groups groups;
  uint32_t at;
  uint8_t bound;    /* DP_BOUND_* waiting for its piece */
  uint8_t until;    /* the bound waiting is until, which depends on being busy */
  uint8_t cue;      /* at, between: a number that follows is a clock time */
  uint8_t between;  /* and means until */
  uint8_t join;     /* DP_JOIN_* waiting for the next piece */
  uint8_t not_now;  /* a denial that waits for what it denies */
  uint8_t since;    /* 1: what follows is past; 2: a length with for is */
  uint8_t told;     /* a past verb stands before: so is what follows, in its clause and up to a wish */
  uint8_t early;    /* a morning that follows is an early one */
  uint32_t not_at;  /* where the denial stands */
  uint32_t call_at; /* where the last word for a call stands; 0: none */
  uint32_t bound_at;
  int german;
} reader;

static const dp_tag *tag_at(const reader *r, uint32_t i) { return &r->tags->tag[i]; }

static int passable(const dp_tag *tag) {
  return tag->meaning == DP_W_LINK || tag->meaning == DP_W_OF || dp_tag_is_mark(tag, ',') ||
         dp_tag_is_mark(tag, '-') || tag->meaning == DP_W_AT ||
         (tag->meaning == DP_W_IN && tag->value != DP_IN_FOR) || tag->meaning == DP_W_A;
}

/* Does nothing but small words stand between the last group and here? */
static int adjacent(const reader *r) {
  const dp_group *last = dp_groups_last((dp_groups *)&r->groups);
  if (!last) return 0;
  for (uint32_t i = last->until; i < r->at; i++)
    if (!passable(tag_at(r, i))) return 0;
  return 1;
}

/* Does the number before tag i stand beside words that make it a clock time? */
static int cued_behind(const reader *r, uint32_t i) {
  const dp_tag *tag = tag_at(r, i);
  while (tag->meaning == DP_W_LINK || (tag->meaning == DP_W_IN && tag->value != DP_IN_FOR) ||
         tag->meaning == DP_W_A || tag->meaning == DP_W_AT || dp_tag_is_mark(tag, ',') ||
         dp_tag_is_mark(tag, '-'))
    tag++;
  switch (tag->meaning) {
  case DP_W_BEHIND_IT:
  case DP_W_PART:
  case DP_W_TODAY_PART:
  case DP_W_AHEAD:
  case DP_W_WEEKDAY:
  case DP_W_BETWEEN: return 1;
  case DP_W_UNTIL: return tag->value == 1;
  case DP_W_FIRST:
  case DP_W_ZONE: return 1;
  case DP_W_FROM: return tag[1].meaning == DP_W_FIRST;
  case DP_W_THIS:
  case DP_W_NEXT: return tag[1].meaning == DP_W_WEEKDAY || tag[1].meaning == DP_W_PART;
  case DP_W_BEFORE_IT: return tag[-1].meaning == DP_W_LINK && tag[-1].book == DP_BOOK_HI;
  default: return 0;
  }
}

static int is_clock_time(const reader *r, uint32_t took) {
  if (r->bound || r->cue || cued_behind(r, r->at + took)) return 1;
  const dp_group *last = dp_groups_last((dp_groups *)&r->groups);
  if (!last) return 0;
  if (r->join == DP_JOIN_CORRECT) return 1;
  if (r->join) return last->when.has_clock && !last->bare;
  return adjacent(r) && (last->when.day || last->when.part) && !last->when.has_clock;
}

/* Two cars; one for English; class 5, which is not class 5 to 6. */
static int counts_a_thing(const dp_tag *tag) {
  const dp_tag *next = tag + 1;
  if (tag[-1].meaning == DP_W_EVENT) return next->meaning == DP_W_IN || next->meaning == DP_W_STOP;
  return next->meaning == DP_W_UNKNOWN || (next->meaning == DP_W_IN && next->value == DP_IN_FOR);
}

/* "The call came yesterday morning", "aapka call aaya tha kal": a past verb right before a time, where no
 * wish follows. */
static int behind_past_verb(const reader *r, uint32_t took) {
  uint32_t i = r->at - 1;
  while (passable(tag_at(r, i)) && tag_at(r, i)->meaning != DP_W_MARK) i--;
  const dp_tag *verb = tag_at(r, i);
  return verb->meaning == DP_W_PAST && verb->value == DP_PAST_BEFORE &&
         tag_at(r, r->at + took)->meaning != DP_W_CALL;
}

static void forget(reader *r) {
  r->bound = r->until = r->cue = r->between = r->join = r->not_now = r->since = r->told = r->early = 0;
}

static void own(reader *r, uint32_t from, uint32_t until, uint8_t id) {
  for (uint32_t i = from; i < until; i++)
    if (!r->tags->tag[i].group) r->tags->tag[i].group = id;
}

static void take_bound(reader *r, dp_group *group) {
  if (!r->bound) return;
  uint8_t bound = r->bound;
  if (r->not_now) {
    if (bound == DP_BOUND_BEFORE || bound == DP_BOUND_BY)
      bound = DP_BOUND_FROM;
    else if (bound == DP_BOUND_AFTER || bound == DP_BOUND_FROM)
      bound = DP_BOUND_BEFORE;
    r->not_now = 0;
    group->turned = 1;
  }
  group->when.bound = bound;
  group->until_word = r->until && bound == DP_BOUND_BY;
  own(r, r->bound_at, r->at, group->id);
  r->bound = r->until = 0;
}

/* Small words between a call and its time: "call me back at five". */
static int small(const dp_tag *tag) {
  return passable(tag) || tag->meaning == DP_W_BEFORE_IT || tag->meaning == DP_W_FROM ||
         tag->meaning == DP_W_UNTIL || tag->meaning == DP_W_BETWEEN ||
         (tag->meaning == DP_W_OTHER && tag->book == DP_BOOK_EN && tag->until - tag->from <= 5);
}

/* Does the time that begins here say when to call, by its place? (In Hindi the call stands behind it.) */
static int follows_call(const reader *r) {
  uint32_t i = r->at - 1;
  while (i > 0 && small(tag_at(r, i))) i--;
  return tag_at(r, i)->meaning == DP_W_CALL && tag_at(r, i)->book != DP_BOOK_HI;
}

/* "Not friday saturday": the day behind the one that is denied is meant. Then the denial is used up. */
static int ends_denial(reader *r, const dp_group *group, const dp_group *before) {
  if (group->join || !before || before == group || !before->denied) return 0;
  if (!before->when.day || !group->when.day) return 0;
  r->not_now = 0;
  return 1;
}

static void take_piece(reader *r, dp_piece *piece, uint32_t took) {
  if (r->early && piece->when.part == DP_PART_MORNING) piece->when.part = DP_PART_EARLY_MORNING;
  if (piece->when.part) r->early = 0;
  if (piece->kind == DP_PIECE_HOUR) {
    if (is_clock_time(r, took))
      piece->kind = DP_PIECE_CLOCK;
    else if (counts_a_thing(tag_at(r, r->at)))
      piece->kind = DP_PIECE_NONE;
    else if (tag_at(r, r->at)->value < (tag_at(r, r->at)->flags & DP_TAG_DIGITS ? 1 : 2) ||
             tag_at(r, r->at)->value > 12)
      piece->kind = DP_PIECE_NONE;
  }
  if (piece->kind == DP_PIECE_NONE) {
    r->join = DP_JOIN_NONE;
    return;
  }
  if (piece->kind == DP_PIECE_SPAN) {
    /* vor fünf Minuten: ago */
    if (r->bound == DP_BOUND_BEFORE && tag_at(r, r->bound_at)->book == DP_BOOK_DE)
      piece->kind = DP_PIECE_PAST;
    r->bound = 0; /* after five minutes */
  }
  const dp_group *before_it = adjacent(r) ? dp_groups_last(&r->groups) : NULL;
  const uint32_t joint = before_it ? before_it->until : r->at;
  const dp_group *last = dp_groups_last(&r->groups);
  const int apart = r->not_now && !r->bound && last && !last->denied; /* tomorrow, but not in the morning */
  const int place = apart ? DP_APART : before_it ? DP_BESIDE : DP_BEHIND;
  dp_group *group = dp_groups_add(&r->groups, piece, r->join, place, r->at, r->at + took);
  if (group == before_it) own(r, joint, r->at, group->id);
  if (group->join == DP_JOIN_RANGE) {
    dp_group *before = dp_groups_before(&r->groups, group);
    if (before && before->when.bound == DP_BOUND_FROM) before->when.bound = DP_BOUND_NONE;
    r->bound = 0;
  }
  /* char paanch baje: four to five */
  const dp_tag *next = tag_at(r, r->at + took);
  const int range = piece->kind == DP_PIECE_HOUR && took == 1 && next->meaning == DP_W_NUMBER &&
                    next->value > tag_at(r, r->at)->value && next->value <= tag_at(r, r->at)->value + 3;
  take_bound(r, group);
  if (r->not_now && !ends_denial(r, group, before_it ? dp_groups_before(&r->groups, group) : NULL))
    dp_group_deny(group);
  if (follows_call(r)) group->wish = 1;
  const int been = r->since == 2 && (piece->weak || tag_at(r, r->at - 1)->meaning == DP_W_SINCE);
  if (r->told && !group->past) group->told = group->past = 1;
  if (r->since == 1 || been) group->past = 1;
  if (behind_past_verb(r, took)) dp_groups_past(&r->groups, DP_PAST_DAYS, 0);
  r->join = range ? DP_JOIN_RANGE_OR_NOT : DP_JOIN_NONE;
  r->cue = 0;
  own(r, r->at, r->at + took, group->id);
  for (uint32_t i = r->at; i < r->at + took; i++)
    if (tag_at(r, i)->flags & DP_TAG_MISSPELT) group->misspelt = 1;
}

static uint32_t read_piece(reader *r) {
  const dp_tag *tag = tag_at(r, r->at);
  dp_piece day, span, clock, part;
  const uint32_t days = dp_read_day(tag, r->german, &day), spans = dp_read_span(tag, &span),
                 clocks = dp_read_clock(tag, &clock), parts = dp_read_part(tag, r->bound, &part);
  uint32_t best = days;
  dp_piece *piece = &day;
  if (spans > best) best = spans, piece = &span;
  if (clocks > best) best = clocks, piece = &clock;
  if (parts > best) best = parts, piece = &part;
  if (!best) return 0;
  if (piece == &part && tag->meaning == DP_W_MEAL && r->bound) {
    own(r, r->bound_at, r->at, 0);
    r->bound = 0;
  }
  take_piece(r, piece, best);
  return best;
}

/* A bound that stands behind what it binds. */
static void bind(reader *r, uint8_t bound, uint8_t until_word, uint32_t took) {
  dp_group *last = adjacent(r) ? dp_groups_last(&r->groups) : NULL;
  if (!last || last->past) {
    const dp_tag *before = tag_at(r, r->at - 1);
    const int of =
        before->meaning == DP_W_LINK || before->meaning == DP_W_FROM || before->meaning == DP_W_EVENT;
    if (before->meaning != DP_W_STOP && (of || tag_at(r, r->at)->until - tag_at(r, r->at)->from > 4))
      r->groups.event = 1;
    else
      r->groups.vague = 1;
    return;
  }
  if (last->bare) last->bare = 0;
  last->when.bound = bound;
  last->until_word = until_word;
  last->until = (uint16_t)(r->at + took);
  own(r, last->from, r->at + took, last->id);
}

/* Words that follow a bound which stands before: is there a thing that we do not know? */
static void end_bound(reader *r) {
  if (r->bound == DP_BOUND_AFTER || r->bound == DP_BOUND_BEFORE || r->until) r->groups.event = 1;
  r->bound = r->until = 0;
}

static void nahi(reader *r) {
  dp_groups *groups = &r->groups;
  dp_group *last = dp_groups_last(groups);
  if (last && last->clause == groups->clause && !last->past) {
    if (last->when.bound == DP_BOUND_BEFORE || last->when.bound == DP_BOUND_BY ||
        last->when.bound == DP_BOUND_AFTER) {
      last->when.bound = last->when.bound == DP_BOUND_AFTER ? DP_BOUND_BEFORE : DP_BOUND_FROM;
      last->until_word = 0;
      last->turned = 1;
    } else if (!last->turned) {
      dp_groups_deny(groups);
      if (last->when.has_clock && tag_at(r, r->at + 1)->meaning == DP_W_NUMBER) r->cue = 1; /* 5 pm nahi 6 */
    }
  } else if (last && last->clause == groups->clause && last->when.has_span &&
             last->when.bound == DP_BOUND_BEFORE) {
    /* 2 ghante se pehle mat karna: pehle is before, not ago */
    last->past = 0;
    last->when.bound = DP_BOUND_FROM;
    last->turned = 1;
  } else if (last) {
    r->join = DP_JOIN_CORRECT;
  }
}

/* "don't call me before 4" denies the call with what follows; "not available call me at 4" does not. */
static int denies_call(const reader *r) {
  for (uint32_t i = r->not_at + 1; i < r->at; i++) {
    const dp_tag *tag = tag_at(r, i);
    const int passed =
        tag->meaning == DP_W_OTHER && (tag->value == DP_OTHER_PASSED || tag->until - tag->from <= 3);
    if (tag->meaning != DP_W_CALL && !passed) return 0;
  }
  return 1;
}

/* A verb in the past. "Kal 5 baje call kiya tha", "on monday i paid": what it stands beside is past. A wish
 * that was said some words before is none of its: "kal call karna bhai main ghar aa gaya hu". */
static void take_past(reader *r) {
  enum { FAR = 3 };
  const dp_tag *tag = tag_at(r, r->at);
  const int told = tag->value == DP_PAST_BEHIND, called = r->groups.called && tag[-1].meaning != DP_W_CALL;
  int reach = called ? DP_PAST_DAYS : DP_PAST_ALL;
  const dp_group *last = dp_groups_last(&r->groups);
  r->told = (uint8_t)told;
  if (told) {
    uint32_t i = r->at - 1;
    while (last && i >= last->until && small(tag_at(r, i))) i--;
    if (!last || i >= last->until) reach = DP_PAST_LENGTHS;
  }
  dp_groups_past(&r->groups, reach, r->call_at && r->at - r->call_at > FAR ? r->call_at : 0);
}

/* "I was driving tomorrow works": a time of which something is said now is not past. */
static void revive(reader *r) {
  dp_group *last = dp_groups_last(&r->groups);
  if (!last->told) return;
  last->past = last->told = r->told = 0;
}

static uint32_t operate(reader *r) {
  const dp_tag *tag = tag_at(r, r->at);
  dp_groups *groups = &r->groups;
  const int between = adjacent(r);
  switch (tag->meaning) {
  case DP_W_BEFORE_IT:
    if (tag[-1].meaning == DP_W_LINK && tag[-1].book == DP_BOOK_HI && between) {
      bind(r, (uint8_t)tag->value, 0, 1);
      return 1;
    }
    r->bound = (uint8_t)tag->value;
    r->bound_at = r->at;
    r->until = 0;
    return 1;
  case DP_W_BEHIND_IT: bind(r, (uint8_t)tag->value, 0, 1); return 1;
  case DP_W_FROM:
    if (tag[1].meaning == DP_W_FIRST) {
      if (between) {
        bind(r, DP_BOUND_BEFORE, 0, 2);
      } else {
        groups->event = 1;
      }
      return 2;
    }
    if (between) {
      bind(r, DP_BOUND_FROM, 0, 1);
      dp_groups_last(groups)->since = 1;

      r->join = DP_JOIN_RANGE_OR_NOT;
      r->cue = 1;
    }
    return 1;
  case DP_W_FIRST:
    if (between && dp_groups_last(groups)->when.has_clock) bind(r, DP_BOUND_BEFORE, 0, 1);
    return 1;
  case DP_W_UNTIL:
    if (tag->value == 1) {
      if (between) bind(r, DP_BOUND_BY, 1, 1);
      return 1;
    }
    /* from 2 until 4 */
    if (between && !r->bound &&
        (dp_groups_last(groups)->when.bound == DP_BOUND_FROM || dp_groups_last(groups)->bare))
      r->join = DP_JOIN_RANGE_OR_NOT;
    r->bound = DP_BOUND_BY;
    r->bound_at = r->at;
    r->until = 1;
    return 1;
  case DP_W_BETWEEN:
    if (tag->value == 0) {
      r->between = r->cue = 1;
    } else {
      dp_groups_between(groups);
    }
    return 1;
  case DP_W_AND:
    r->join = r->between ? DP_JOIN_RANGE : DP_JOIN_AND;
    if (r->between) r->cue = 1;
    r->between = 0;
    return 1;
  case DP_W_TO:
    if (between) r->join = DP_JOIN_RANGE_OR_NOT;
    return 1;
  case DP_W_OR:
    if (dp_groups_last(groups)) r->join = DP_JOIN_OR;
    return 1;
  case DP_W_NOT:
    if (tag->value == 1) { /* on either side */
      const dp_group *last = dp_groups_last(groups);
      if (dp_tag_is_mark(tag - 1, ',') && dp_tag_is_mark(tag + 1, ',') && last) {
        r->join = DP_JOIN_CORRECT;
        return 1;
      }
      if (last && last->clause == groups->clause && !last->past && !last->denied) {
        nahi(r);
        return 1;
      }
    }
    r->not_now = 1;
    r->not_at = r->at;
    return 1;
  case DP_W_NAHI: nahi(r); return 1;
  case DP_W_NO:
  case DP_W_SORRY:
    if (dp_groups_last(groups)) r->join = DP_JOIN_CORRECT;
    if (tag->meaning == DP_W_SORRY) r->cue = 1;
    return 1;
  case DP_W_INSTEAD:
    if (tag->value == 1) {
      dp_groups_deny(groups);
    } else {
      r->not_now = 1;
      r->not_at = r->at;
    }
    return 1;
  case DP_W_PAST: take_past(r); return 1;
  case DP_W_HOW_MUCH: dp_groups_asked(groups); return 1;
  case DP_W_SINCE: r->since = (uint8_t)(tag->value + 1); return 1;
  case DP_W_BUSY:
  case DP_W_MEAL:
  case DP_W_EVENT:
    dp_groups_busy(groups);
    end_bound(r);
    return 1;
  case DP_W_THEREAFTER: dp_groups_thereafter(groups); return 1;
  case DP_W_VAGUE:
    groups->vague = 1;
    end_bound(r);
    return 1;
  case DP_W_NOW:
    r->not_now = r->told = 0;
    if (groups->called) dp_groups_clause(groups); /* call me then: now I have no time */
    return 1;
  case DP_W_ZONE:
    if (between && dp_groups_last(groups)->when.has_clock) {
      groups->zone = 1;
      dp_groups_last(groups)->until = (uint16_t)(r->at + 1);
    }
    return 1;
  case DP_W_AT: r->cue = 1; return 1;
  case DP_W_EARLY: r->early = 1; return 1;
  case DP_W_CALL:
    r->told = 0;
    r->call_at = r->at;
    if (between) dp_groups_last(groups)->wish = 1;
    dp_groups_called(groups);
    if (r->not_now && !denies_call(r)) r->not_now = 0;
    end_bound(r);
    return 1;
  case DP_W_BUT:
  case DP_W_STOP: {
    const uint8_t correct = r->join == DP_JOIN_CORRECT ? r->join : DP_JOIN_NONE;
    end_bound(r);
    forget(r);
    r->join = correct;
    dp_groups_clause(groups);
    return 1;
  }
  case DP_W_MARK:
    if (tag->value == ',' || (tag->value == '.' && !(tag[1].flags & DP_TAG_GLUED))) {
      r->not_now = r->told = 0;
      dp_groups_clause(groups);
    }
    if (tag->value == '-' && between) r->join = DP_JOIN_RANGE_OR_NOT;
    if (tag->value == '/' && between && tag->flags & DP_TAG_GLUED) r->join = DP_JOIN_OR;
    return 1;
  case DP_W_AMOUNT: /* between 4 and 5 thousand: the first number counts the same */
    if (tag[-1].meaning == DP_W_NUMBER && r->join >= DP_JOIN_OR) dp_groups_drop_number(groups);
    r->cue = r->early = r->join = 0;
    end_bound(r);
    return 1;
  case DP_W_LINK:
  case DP_W_OF:
  case DP_W_IN:
  case DP_W_A:
  case DP_W_THIS:
  case DP_W_NEXT: return 1;
  case DP_W_OTHER: /* "after my exam": small words may stand before the thing */
    if (tag->value == DP_OTHER_IS && between) revive(r);
    return 1;
  default:
    r->cue = r->early = 0;
    end_bound(r);
    return 1;
  }
}

void dp_callback_parse(const char *text, uint64_t len, const uint8_t *books, uint32_t book_count,
                       dp_reading *out) {
  dp_tokens tokens;
  dp_tags tags;
  memset(out, 0, sizeof *out);
  dp_callback_tokens(text, len, &tokens);
  dp_callback_tags(&tokens, books, book_count, &tags);
  reader r;
  memset(&r, 0, sizeof r);
  r.tags = &tags;
  r.german = book_count && (books[0] == DP_BOOK_DE ||
                            tags.votes[DP_BOOK_DE] > tags.votes[DP_BOOK_EN] + tags.votes[DP_BOOK_HI]);
  for (uint32_t i = 0; i < book_count; i++)
    if (books[i] == DP_BOOK_DE) goto read;
  r.german = 0;
read:
  for (r.at = 1; r.at + 1 < tags.count;) {
    const uint32_t took = read_piece(&r);
    r.at += took ? took : operate(&r);
  }
  if (r.bound_at + 2 < tags.count) end_bound(&r);
  dp_phrase_finish(&r.groups, out);
  dp_phrase_spans(&r.groups, &tags, tokens.base, out);
  if (tokens.shortened) out->reasons |= UINT64_C(1) << DIALPLAN_CALLBACK_SHORTENED;
}
