# SPDX-License-Identifier: MIT
"""The strategy `smart` of the model: phases, gaps, dayparts, draws. Own code from the manual's words."""
import random

from open_time import DAY, below, draw, duration


def hours_table(seed):
    """The table of hours that goes with a case: {(weekday from 0, hour): weight}; what it leaves out weighs 100."""
    rng = random.Random("hours of " + seed)
    some = rng.choice([[0], [0, 1, 300], [1, 50, 100, 1000], [0, 7, 1000000]])
    return {(i // 24, i % 24): rng.choice(some) for i in rng.sample(range(168), rng.choice([0, 3, 40, 120, 168]))}


class Smart:
    """The strategy `smart`: walks over civil dates of the home zone."""

    def __init__(self, walk, open_time):
        self.w, self.o, self.home = walk, open_time, walk.home
        self.starts = [a[0] for a in walk.state.attempts]
        self.last = self.starts[-1]
        self.last_date = self.home.date(self.last)
        self.day_one = self.home.date(self.starts[0])

    def draw(self, purpose, date, n):
        return below(draw(self.o.seed, self.o.key, self.w.attempt, purpose, date), n)

    def phase(self, date):
        day = date - self.day_one + 1
        for phase in self.w.s.phases:
            a, b = phase["days"].split("-") if "-" in phase["days"] else (phase["days"], phase["days"])
            if day >= int(a) and (b == "" or day <= int(b)):
                return phase
        raise ValueError("phases have a hole")

    def propose(self, bound):
        """The instant of the next attempt, never before bound; None: none within the horizon."""
        date = max(self.last_date, self.home.date(bound))
        while self.home.instant(date * DAY) < bound + self.o.horizon:
            at = self.on_date(date, bound)
            if at is not None:
                return at if at < bound + self.o.horizon else None
            date += 1
        return None

    def on_date(self, date, bound):
        phase = self.phase(date)
        made = sum(1 for at in self.w.state.starts if self.home.date(at) == date)  # of earlier runs, too
        per = duration(phase.get("per", "1d"))[0]
        if made >= phase["calls"] or (per > 1 and date < self.last_date + per):
            return None
        first = max(bound, self.last + 1)
        if not self.seconds(date, first):
            return None
        spread = phase.get("dayparts", "any") == "spread"
        if "gap" in phase and not spread:
            return self.gap(phase, date, bound, made)
        if spread and phase["calls"] > 1:
            return self.spread(phase, date, first, made)
        return self.single(date, first)

    def seconds(self, date, since):
        """Open seconds of a date from an instant on, as runs."""
        return [(max(a, since), b) for a, b in self.o.spans(date) if b > since]

    def gap(self, phase, date, bound, made):
        if made == 0:
            b = max(bound, self.last + 1, self.home.instant(date * DAY))
            return self.o.place(b, b, self.w.attempt)
        gap = duration(phase["gap"])[1]
        at = max(bound, self.last + gap - gap // 10 + self.draw(2, date, 2 * (gap // 10) + 1))
        if self.home.date(at) != date:
            return None
        if self.o.open(at):
            return at
        opening = self.o.clip(at)
        if opening is None or self.home.date(opening) != date:
            return None
        at = opening + self.o.buffer(opening, self.w.attempt)
        return at if self.home.date(at) == date else None

    def dayparts(self, date):
        """Groups of base dayparts (0 morning, 1 afternoon, 2 evening), each with the date's runs in it."""
        runs = [[], [], []]
        for a, b in self.o.spans(date):
            at = a
            while at < b:  # minute by minute
                part = self.base_part(at)
                if runs[part] and runs[part][-1][1] == at:
                    runs[part][-1][1] = at + 60
                else:
                    runs[part].append([at, at + 60])
                at += 60
        groups = [{"parts": {i}, "runs": runs[i]} for i in range(3)]
        i = 0
        while i < len(groups) and len(groups) > 1:
            if size(groups[i]["runs"]) >= 5400:
                i += 1
                continue
            ahead = [k for k in range(i + 1, len(groups)) if groups[k]["runs"]]
            into = ahead[0] if ahead else i - 1 if i > 0 else i + 1
            low, high = min(i, into), max(i, into)
            joined = {"parts": set().union(*(g["parts"] for g in groups[low:high + 1])),
                      "runs": sorted(r for g in groups[low:high + 1] for r in g["runs"])}
            groups[low:high + 1] = [joined]
            i = low
        return groups

    def base_part(self, at):
        second = self.home.wall(at) % DAY
        return 0 if second < 12 * 3600 else 1 if second < 17 * 3600 else 2

    def last_part(self, groups):
        """The number of the daypart of the last attempt."""
        base = self.base_part(self.last)
        return next(i for i, g in enumerate(groups) if base in g["parts"])

    @staticmethod
    def left(group, since):
        return [(max(a, since), b) for a, b in group["runs"] if b > since]

    def weighted(self, runs):
        """The same runs cut by minutes of the clock, each with the weight of its hour; None: nothing is preferred."""
        if self.w.s.hours is None:
            return None
        pieces = []
        for a, b in runs:
            at = a
            while at < b:
                wall = self.home.wall(at)
                until = min(b, at + 60 - wall % 60)
                weight = self.w.s.hours.get(((wall // DAY + 3) % 7, wall % DAY // 3600), 100)
                pieces.append((at, until, weight))
                at = until
        return pieces if any(weight for _, _, weight in pieces) else None

    def amount(self, runs):
        pieces = self.weighted(runs)
        return sum((b - a) * weight for a, b, weight in pieces) if pieces else 0

    def uniform(self, runs, date):
        pieces = self.weighted(runs)
        if not pieces:
            return nth(runs, self.draw(4, date, size(runs)))
        n = self.draw(4, date, self.amount(runs))
        for a, b, weight in pieces:
            if n < (b - a) * weight:
                return a + n // weight
            n -= (b - a) * weight

    def single(self, date, first):
        groups = self.dayparts(date)
        mine = self.last_part(groups)
        others = [self.left(g, first) for i, g in enumerate(groups) if i != mine]
        if not sum(size(runs) for runs in others):
            others = [self.left(g, first) for g in groups]
        shares = [self.amount(runs) for runs in others]
        if not sum(shares):
            shares = [size(runs) for runs in others]
        n = self.draw(5, date, sum(shares))
        for runs, share in zip(others, shares):
            if n < share:
                return self.uniform(runs, date)
            n -= share

    def spread(self, phase, date, first, made):
        groups = self.dayparts(date)
        halves = None
        if len(groups) == 1 and phase["calls"] == 2:
            runs = groups[0]["runs"]
            halves = nth(runs, size(runs) // 2)
            groups = [{"runs": [(a, min(b, halves)) for a, b in runs if a < halves]},
                      {"runs": [(max(a, halves), b) for a, b in runs if b > halves]}]
        if made == 0:
            pair = self.draw(3, date, len(groups) - 1) if phase["calls"] == 2 and len(groups) > 1 else 0
            for group in groups[pair:]:
                runs = self.left(group, first)
                if runs:
                    return self.uniform(runs, date)
            return None
        mine = (0 if self.last < halves else 1) if halves else self.last_part(groups)
        least = duration(phase["gap"])[1] if "gap" in phase else 7200
        for group in groups[mine + 1:]:
            for gap in (least, 3600):
                runs = self.left(group, max(first, self.last + gap))
                if runs:
                    return self.uniform(runs, date)
        return None


def size(runs):
    return sum(b - a for a, b in runs)


def nth(runs, n):
    for a, b in runs:
        if n < b - a:
            return a + n
        n -= b - a
    raise ValueError("not so many")
