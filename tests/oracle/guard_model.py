# SPDX-License-Identifier: MIT
"""Limits, gaps and quiet periods of a guard, read off their words.

Own code from the manual: whether a rule forbids an instant is found by counting what happened before it, and
when it lets go by looking at every instant at which that can change. Slow and plain.
"""
from open_time import DAY, civil_date, duration, ordinal

QUIET = {"refusal": "refused", "abandoned": "abandoned", "silent": "silent"}


class Frequency:
    """The rules of these kinds for one contact, and what they count."""

    def __init__(self, file, zones, region, state):
        purpose = file.get("purpose", "any")
        self.zones = zones
        self.rules = [r for r in file.get("guard", [])
                      if r["kind"] in ("limit", "gap", "quiet")
                      and (purpose == "any" or r.get("purpose", "any") in ("any", purpose))
                      and (not r.get("regions") or not region
                           or any(region == x or region.startswith(x + "-") for x in r["regions"]))]
        self.starts = state.starts
        self.conversations = state.conversations
        self.events = {after: [start if end is None else end for start, end, outcome in state.told
                               if outcome == word] for after, word in QUIET.items()}
        self.events["conversation"] = [self.end_of(at, state) for at in state.conversations]

    @staticmethod
    def end_of(start, state):
        """Of attempts before the run's last one, but for its first, no end is remembered."""
        ends = [end for s, end, _ in state.attempts[:1] + state.attempts[-1:] if s == start and end is not None]
        return max(ends + [start])

    @staticmethod
    def in_force(rule, date):
        since, until = rule.get("effective", "..").split("..")
        return (not since or date >= ordinal(since)) and (not until or date < ordinal(until))

    def forbids(self, rule, zone, at):
        date = zone.date(at)
        if not self.in_force(rule, date):
            return False
        if rule["kind"] == "gap":
            return any(at < zone.add(s, duration(rule["least"])) for s in self.starts)
        if rule["kind"] == "quiet":
            events = self.events[rule["after"]]
            if "for" in rule:
                return any(at < zone.add(e, duration(rule["for"])) for e in events)
            return any(date - zone.date(e) + 1 <= rule["days"] for e in events)
        counted = self.conversations if rule.get("count") == "conversations" else self.starts
        return sum(self.counts(rule["per"], zone, s, at) for s in counted) >= rule["max"]

    @staticmethod
    def counts(per, zone, start, at):
        """Whether a start counts against a limit at an instant."""
        then, date = zone.date(start), zone.date(at)
        if per == "day":
            return date <= then
        if per == "week":
            return (date + 3) // 7 <= (then + 3) // 7
        if per == "month":
            a, b = civil_date(then), civil_date(date)
            return (b.year, b.month) <= (a.year, a.month)
        if per.endswith(" days"):
            return date - then < int(per[:-5])
        return at < zone.add(start, duration(per))

    def lets_go(self, rule, zone, at):
        """The first instant after `at` at which a rule that forbids it does not."""
        spans = [duration(rule[k]) for k in ("least", "for") if k in rule]
        if rule["kind"] == "limit" and rule["per"] not in ("day", "week", "month") and " " not in rule["per"]:
            spans.append(duration(rule["per"]))
        told = self.starts + self.conversations + [e for list_ in self.events.values() for e in list_]
        elapsed = sorted(t for t in {zone.add(s, span) for s in told for span in spans} if t > at)
        date = zone.date(at)
        while True:
            midnight = zone.instant((date + 1) * DAY)
            for moment in [t for t in elapsed if t <= midnight] + [midnight]:
                if moment > at and not self.forbids(rule, zone, moment):
                    return moment
            date += 1

    def held_until(self, at):
        """Where the rules that forbid an instant have let go of it, each in its zone; None: none forbids it."""
        holds = [self.lets_go(rule, zone, at) for rule in self.rules for zone in self.zones
                 if self.forbids(rule, zone, at)]
        return max(holds) if holds else None
