#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes phones.txt, the table from telephone numbers to time zones, out of the Python package phonenumbers (in Debian
python3-phonenumbers), which carries the metadata of libphonenumber. Usage: phones.py >phones.txt

What the package computes by regular expressions and prefixes is a finite function of a number's digits: whether the
number is possible, whether its kind is tied to a place, and the zones of its longest known prefix or of its country.
Here that function is written out as one minimal automaton: every pattern becomes a set of positions (Glushkov), all of
a country's patterns are stepped together digit by digit, and states with equal futures are one. The table therefore
answers as the package does for every number, and needs no regular expressions to be read.
"""
import sys

# Debian's packages are its own Python's alone.
sys.path.append("/usr/lib/python3/dist-packages")

import phonenumbers
from phonenumbers import phonenumberutil as util
from phonenumbers.tzdata import TIMEZONE_DATA

sys.setrecursionlimit(10000)
DIGITS = range(10)


class Pattern:
    """A regular expression over digits, as bit sets of positions. Bit 0 is the start."""

    def __init__(self, text, lengths=None):
        self.text, self.at, self.positions, self.follow, self.memo = text, 0, [frozenset()], {}, {}
        first, last, empty = self.choice()
        if self.at != len(text):
            raise ValueError(f"cannot read {text!r} from {self.at} on")
        self.follow[0] = first
        self.final = last | (1 if empty else 0)
        self.lengths = frozenset(lengths or ())
        by_digit = [0] * 10
        for i, digits in enumerate(self.positions):
            for d in digits:
                by_digit[d] |= 1 << i
        self.by_digit = by_digit

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ""

    def choice(self):
        first, last, empty = self.sequence()
        while self.peek() == "|":
            self.at += 1
            f, l, e = self.sequence()
            first, last, empty = first | f, last | l, empty or e
        return first, last, empty

    def link(self, left, right):
        (f1, l1, e1), (f2, l2, e2) = left, right
        i = 0
        while l1 >> i:
            if l1 >> i & 1:
                self.follow[i] = self.follow.get(i, 0) | f2
            i += 1
        return f1 | (f2 if e1 else 0), l2 | (l1 if e2 else 0), e1 and e2

    def sequence(self):
        whole = (0, 0, True)
        while self.peek() not in ("", "|", ")"):
            start = self.at
            part = self.atom()
            low, high = self.count()
            end = self.at
            if (low, high) != (1, 1):
                parts = [part]
                for _ in range(high - 1):
                    self.at = start
                    parts.append(self.atom())
                self.at = end
                optional = (0, 0, True)
                for p in reversed(parts[low:]):
                    f, l, _ = self.link(p, optional)
                    optional = (f, l, True)
                part = (0, 0, True)
                for p in parts[:low]:
                    part = self.link(part, p)
                part = self.link(part, optional)
            whole = self.link(whole, part)
        return whole

    def count(self):
        if self.peek() == "?":
            self.at += 1
            return 0, 1
        if self.peek() != "{":
            return 1, 1
        end = self.text.index("}", self.at)
        low, _, high = self.text[self.at + 1:end].partition(",")
        self.at = end + 1
        return int(low), int(high or low)

    def atom(self):
        c = self.peek()
        if c == "(":
            self.at += 3 if self.text.startswith("(?:", self.at) else 1
            inner = self.choice()
            if self.peek() != ")":
                raise ValueError(f"an open group in {self.text!r}")
            self.at += 1
            return inner
        if c == "[":
            end = self.text.index("]", self.at)
            body, digits = self.text[self.at + 1:end], set()
            while body:
                if body.startswith("\\d"):
                    digits, body = digits | set(DIGITS), body[2:]
                elif len(body) > 2 and body[1] == "-":
                    digits, body = digits | set(range(int(body[0]), int(body[2]) + 1)), body[3:]
                else:
                    digits, body = digits | {int(body[0])}, body[1:]
            self.at = end + 1
        elif c == "\\":
            if self.text[self.at + 1] != "d":
                raise ValueError(f"an unknown escape in {self.text!r}")
            digits, self.at = set(DIGITS), self.at + 2
        else:
            digits, self.at = {int(c)}, self.at + 1
        self.positions.append(frozenset(digits))
        bit = 1 << (len(self.positions) - 1)
        return bit, bit, False

    def step(self, state, digit):
        """The positions reached from a set of positions by one digit."""
        key = state, digit
        if key not in self.memo:
            reached, i = 0, 0
            while state >> i:
                if state >> i & 1:
                    reached |= self.follow.get(i, 0)
                i += 1
            self.memo[key] = reached & self.by_digit[digit]
        return self.memo[key]

    def holds(self, state, length):
        return bool(state & self.final) and (not self.lengths or length in self.lengths)


SPECIAL = ["premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail"]


class Region:
    """The patterns of one region, in the order in which the package asks them."""

    def __init__(self, code, name):
        self.metadata = data = (phonenumbers.PhoneMetadata.metadata_for_nongeo_region(code, None) if name == "001"
                                else phonenumbers.PhoneMetadata.metadata_for_region(name, None))
        def pattern(desc):
            return None if desc is None or not desc.national_number_pattern else Pattern(
                desc.national_number_pattern, [n for n in desc.possible_length if n > 0])
        self.leading = Pattern(data.leading_digits) if data.leading_digits is not None else None
        self.same = data.same_mobile_and_fixed_line_pattern
        self.patterns = [pattern(getattr(data, name)) for name in
                         ["general_desc", *SPECIAL, "fixed_line", "mobile"]]
        self.mobile_has_place = code in util._GEO_MOBILE_COUNTRIES

    def kind(self, states, length):
        """0: not a number; 1: not tied to a place; 2: tied to one."""
        hold = [p is not None and p.holds(s, length) for p, s in zip(self.patterns, states)]
        if not hold[0]:
            return 0
        if any(hold[1:1 + len(SPECIAL)]):
            return 1
        fixed, mobile = hold[-2:]
        if fixed:
            return 2
        if mobile and not self.same:
            return 2 if self.mobile_has_place else 1
        return 0


class Automaton:
    """Nodes by (answer, children); equal ones are the same node. Node 0 answers nothing, ever."""

    def __init__(self):
        self.nodes, self.index = [], {}
        self.node(0, (0,) * 10)

    def node(self, answer, children):
        key = answer, children
        if key not in self.index:
            self.index[key] = len(self.nodes)
            self.nodes.append(key)
        return self.index[key]


class Country:
    """Walks all patterns of a calling code together, one digit at a time."""

    def __init__(self, code, names, automaton, lists):
        self.code, self.automaton, self.lists, self.memo = str(code), automaton, lists, {}
        self.regions = [Region(code, name) for name in names]
        self.level = self.list_of(TIMEZONE_DATA.get(self.code))

    def list_of(self, zones):
        return 0 if zones is None else self.lists.setdefault(tuple(zones), len(self.lists) + 1)

    def answer(self, states, matched, length, zones):
        kind = 0
        for region, s, m in zip(self.regions, states, matched):
            if len(self.regions) > 1 and region.leading is not None:
                if not m:
                    continue
                kind = region.kind(s, length)
                break
            kind = region.kind(s, length)
            if kind or len(self.regions) == 1:
                break
        return (0, self.level, zones)[kind]

    def build(self, states, leads, matched, length, prefix, zones):
        if not any(any(s) for s in states) or length > 15:
            return 0
        key = states, leads, matched, length, prefix if prefix in self.prefixes else "", zones
        if key in self.memo:
            return self.memo[key]
        answer = self.answer(states, matched, length, zones) if length else 0
        children = []
        for d in DIGITS:
            ahead = tuple(tuple(p.step(s, d) if p is not None and s else 0 for p, s in zip(r.patterns, states_of))
                          for r, states_of in zip(self.regions, states))
            lead = tuple(r.leading.step(l, d) if r.leading is not None and l and not m else 0
                         for r, l, m in zip(self.regions, leads, matched))
            hit = tuple(m or bool(r.leading is not None and r.leading.final & l)
                        for r, l, m in zip(self.regions, lead, matched))
            longer = prefix + str(d)
            found = TIMEZONE_DATA.get(longer)
            children.append(self.build(ahead, lead, hit, length + 1, longer,
                                       zones if found is None else self.list_of(found)))
        self.memo[key] = self.automaton.node(answer, tuple(children))
        return self.memo[key]

    def root(self):
        self.prefixes = {p[:i] for p in TIMEZONE_DATA if p.startswith(self.code) for i in range(len(p) + 1)}
        start = tuple(tuple(1 if p is not None else 0 for p in r.patterns) for r in self.regions)
        leads = tuple(1 if r.leading is not None else 0 for r in self.regions)
        best = next((TIMEZONE_DATA[self.code[:n]] for n in range(len(self.code), 0, -1)
                     if self.code[:n] in TIMEZONE_DATA), None)
        return self.build(start, leads, (False,) * len(self.regions), 0, self.code, self.list_of(best))


def row(answer, children):
    """A node: its answer, then its ten children, equal neighbours as CHILDxTIMES."""
    runs = []
    for child in children:
        if runs and runs[-1][0] == child:
            runs[-1][1] += 1
        else:
            runs.append([child, 1])
    return " ".join([str(answer), *(str(c) if n == 1 else f"{c}x{n}" for c, n in runs)])


NOTICE = """\
# Time zones of telephone numbers, for dialplan_phones_compile().
# Made by data/phones.py from the metadata of libphonenumber as the Python package phonenumbers {version} carries
# them. Copyright (C) The Libphonenumber Authors. Licensed under the Apache License, Version 2.0; you may obtain a
# copy at https://www.apache.org/licenses/LICENSE-2.0. Changed: patterns and prefixes are compiled into one automaton.
# Zones are those of a number's area, or of its country where the number is not tied to a place; they do not follow
# the person who carries the telephone."""


def main():
    automaton, lists, roots = Automaton(), {}, {}
    for code, names in sorted(util.COUNTRY_CODE_TO_REGION_CODE.items()):
        roots[str(code)] = Country(code, names, automaton, lists).root()

    def above(prefix):
        if prefix in roots:
            return roots[prefix]
        if len(prefix) >= 3:
            return 0
        return automaton.node(0, tuple(above(prefix + str(d)) for d in DIGITS))

    above("")
    print("dialplan-phones 1")
    print(NOTICE.format(version=phonenumbers.__version__))
    print(f"version libphonenumber {phonenumbers.__version__}")
    print(f"zones {len(lists)}")
    for zones in lists:
        print("|".join(zones))
    print(f"nodes {len(automaton.nodes)}")
    for answer, children in automaton.nodes:
        print(row(answer, children))


if __name__ == "__main__":
    main()
