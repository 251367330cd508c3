# SPDX-License-Identifier: MIT
"""Compares the changes of every zone with Python's zoneinfo (its own reader of zone files, written in Python and C).

Reads lines "zone NAME OFFSET [AT OFFSET]..." from standard input: the offset at instant 1, then every change up to
2200. Both ways are looked at:

- ours are theirs: zoneinfo has our old offset in the second before each change, and our new one at it;
- theirs are ours: instants 10 days apart from 1970 to 2038, and 50 days apart from there to 2200, have our offset. A
  change of zoneinfo's that we lack would have to be undone within those days to stay unseen, so the samples are
  shifted from zone to zone; in addition each zone's file is asked for its explicit changes directly.
"""
import bisect
import os
import struct
import sys
from datetime import datetime, timedelta, timezone

try:
    import zoneinfo
except ImportError:
    print("skipped: this Python has no zoneinfo\n0 passed, 0 failed, 1 skipped")
    sys.exit(77)

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
DAY = 86400
END = 7258118400
YEAR_2038 = 2145916800


def offset_in(zone, at):
    delta = (EPOCH + timedelta(seconds=at)).astimezone(zone).utcoffset()
    return delta.days * DAY + delta.seconds


def explicit_changes(path):
    """The instants in the 64-bit block of a zone file and the offset behind the last; empty for files of version 1."""
    with open(path, "rb") as file:
        data = file.read()
    if data[4] == 0:
        return (), 0
    ut, standard, leap, times, types, chars = struct.unpack(">6l", data[20:44])
    at = 44 + 44 + times * 5 + types * 6 + chars + leap * 8 + standard + ut
    count = struct.unpack(">l", data[at - 12 : at - 8])[0]
    if count == 0:
        return (), 0
    last_type = at + 9 * count + 6 * data[at + 9 * count - 1]
    return struct.unpack(">%dq" % count, data[at : at + 8 * count]), struct.unpack(">l", data[last_type : last_type + 4])[0]


def contradiction(zone, times, last_offset):
    """Where the rule of the footer has another offset at the last change than the change itself: the instants up to the
    rule's next change, over which zoneinfo follows the rule, and we (and RFC 9636) the change. Files made by the slim
    mode of some versions of zic have this for America/Ojinaga, from 2022-10-30 to 2022-11-06."""
    if not times or not 1 < times[-1] < END:
        return range(0)
    until = times[-1] + 1
    theirs = offset_in(zone, until)
    if theirs == last_offset:
        return range(0)
    while until < END and offset_in(zone, until) == theirs:
        until += 3600
    return range(times[-1], until)


def compare(directory, name, first, changes, shift):
    """Yields a sentence for each disagreement."""
    path = os.path.join(directory, name)
    with open(path, "rb") as file:
        zone = zoneinfo.ZoneInfo.from_file(file)
    times, last_offset = explicit_changes(path)
    known_apart = contradiction(zone, times, last_offset)
    starts = [0] + [at for at, _ in changes]
    offsets = [first] + [offset for _, offset in changes]

    def ours(at):
        return offsets[bisect.bisect_right(starts, at) - 1]

    def disagrees(at):
        mine, yours = ours(at), last_offset if at in known_apart else offset_in(zone, at)
        return None if mine == yours else f"{name}: {mine} at {at}, zoneinfo has {yours}"

    probes = {1, END - 1}
    for at, _ in changes:
        probes.update((at - 1, at))
    for at in times:
        if 1 < at < END:
            probes.update((at - 1, at))
    probes.update(range(1 + shift, YEAR_2038, 10 * DAY))
    probes.update(range(YEAR_2038 + shift, END, 50 * DAY))
    for before, after in zip(offsets, offsets[1:]):
        if before == after:
            yield f"{name}: a change from {before} to {after} changes nothing"
    yield from filter(None, map(disagrees, sorted(probes)))


def main():
    directory = sys.argv[1]
    passed = failed = shift = 0
    seen = {}
    for line in sys.stdin:
        _, name, first, *numbers = line.split()
        numbers = list(map(int, numbers))
        changes = list(zip(numbers[::2], numbers[1::2]))
        with open(os.path.join(directory, name), "rb") as file:
            data = file.read()
        # A link has the bytes of its target: the same answer to the same bytes needs no second look.
        if data in seen:
            faults = [] if seen[data] == line.split()[2:] else [f"{name}: not as the zone whose bytes it has"]
        else:
            seen[data] = line.split()[2:]
            shift = (shift + 104729) % (10 * DAY)
            faults = list(compare(directory, name, int(first), changes, shift))
        for fault in faults[:5]:
            print(fault)
        passed, failed = passed + (not faults), failed + bool(faults)
    known = {n for n in zoneinfo.available_timezones() if n[0].isupper()} if directory in zoneinfo.TZPATH else set()
    if passed + failed < max(len(known), 2):
        print(f"{passed + failed} zones came, zoneinfo knows {len(known)}")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
