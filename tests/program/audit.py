#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dialplan audit: windows, no-call days and caps judged once more in Python, and what people and programs see."""
import csv
import io
import json
import os
import random
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

sys.dont_write_bytecode = True
from harness import Folder, equal, holds, inside, main  # noqa: E402

SEED = int(os.environ.get("SEED", "20261121"))
NOW = "2026-04-30T10:00:00Z"
ZONES = ["Europe/London", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"]
NO_CALL = date(2026, 3, 20)
CAPS = [(2, timedelta(hours=3)), (4, timedelta(days=2))]
CAMPAIGN = """\
name: Audited
seed: audited
timezone: Europe/London
windows: {mon-fri: 09:00-18:00}
safety: {business_hours_guard: false}
no_call_days: [2026-03-20]
contacts: contacts.csv
events: events.ndjson
retry: {strategy: intervals, intervals: [1h], max_attempts: 100, max_retry_days: off, max_consecutive_errors: off,
  caps: [{max: 2, per: 3h}, {max: 4, per: 48h}]}
"""


def event(at, contact, **more):
    return {"at": at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "contact": contact, "event": "attempt", "outcome": "busy", **more}


def broken(at, zone, earlier):
    """The rules that a call breaks, by the clock on the wall there and by the calls before it."""
    local = at.astimezone(ZoneInfo(zone))
    found = []
    if local.weekday() > 4 or not 9 <= local.hour < 18:
        found.append("no_window")
    if local.date() == NO_CALL:
        found.append("no_call_day")
    caps = [f"cap {k + 1}" for k, (most, per) in enumerate(CAPS) if sum(at - other < per for other in earlier) >= most]
    return caps + found


def test_windows_and_caps_are_those_of_a_second_opinion():
    chance = random.Random(SEED)
    contacts, log, expected = ["id,phone,timezone"], [], []
    for i in range(150):
        zone = chance.choice(ZONES)
        contacts.append(f"{i},+4477009{i:05},{zone}")
        at = datetime(2026, 3, 2, tzinfo=timezone.utc) + timedelta(seconds=chance.randrange(20 * 86400))
        earlier = []
        for _ in range(chance.randrange(12)):
            manual = chance.random() < .2
            log.append(event(at, str(i), manual=manual))
            for rule in broken(at, zone, earlier):
                expected.append((str(i), log[-1]["at"], rule.split()[0], manual))
            earlier.append(at)
            at += timedelta(seconds=chance.choice([600, 7200, 86400]) + chance.randrange(30000))
    chance.shuffle(log)
    folder = Folder(campaign=CAMPAIGN, contacts="\n".join(contacts) + "\n", events=log + log[:20])
    rows = folder.rows("audit", "--utc", now=NOW)
    equal([(row["contact"], row["at"], row["rule"], row["manual"]) for row in rows], expected)
    holds(len(expected) > 300)
    for row in rows:
        at, allowed = (datetime.fromisoformat(row[name].replace("Z", "+00:00")) for name in ("at", "allowed"))
        holds(allowed > at)
        if row["rule"] == "cap":
            equal((row["by_s"], row["value"] > row["limit"]), (None, True))
        else:
            zone = ZoneInfo(row["zone"])
            opening = allowed.astimezone(zone)
            equal((opening.hour, opening.minute), (9, 0))
            local = at.astimezone(zone).replace(tzinfo=None)
            shut = [datetime(day.year, day.month, day.day, 18) for day in (local.date() - timedelta(days=n) for n in range(9))
                    if day.weekday() < 5 and day != NO_CALL]
            last = max(close.replace(tzinfo=zone) for close in shut if close <= local)
            equal(row["by_s"], int(min(allowed - at, at - last.astimezone(timezone.utc)).total_seconds()), row)


SMALL = [
    {"at": "2026-03-02T08:48:00Z", "contact": "1", "event": "attempt", "outcome": "busy"},
    {"at": "2026-03-02T10:00:00Z", "contact": "1", "event": "attempt", "outcome": "busy"},
    {"at": "2026-03-02T10:05:00Z", "contact": "1", "event": "attempt", "outcome": "dnc_request", "manual": True},
    {"at": "2026-03-05T10:05:00Z", "contact": "1", "event": "attempt", "outcome": "busy"},
    {"at": "2026-03-05T10:05:00Z", "contact": "stranger", "event": "attempt", "outcome": "busy"},
]
LIST = "id,phone,timezone\n1,+447700900001,Europe/London\n2,+447700900002,Europe/London\n"
HOURS = CAMPAIGN.replace("safety: {business_hours_guard: false}", "guard: [business-hours]")


def test_people_see_how_much_and_a_sum():
    folder = Folder(campaign=CAMPAIGN, contacts=LIST, events=SMALL)
    status, out, err = folder.ask("audit", now=NOW)
    equal(status, 0)
    inside('there is no contact "stranger" in the list', err)
    equal([line.split() for line in out.split("\n")[:4]], [
        "contact at rule by manual source".split(),
        "1 Mon 2026-03-02 08:48:00 no_window 12 min before 09:00 - -".split(),
        "1 Mon 2026-03-02 10:05:00 cap 3rd in 3 h, 2 allowed manual -".split(),
        "1 Thu 2026-03-05 10:05:00 dnc 3 d after that - -".split()])
    equal(out.split("\n")[4:], ["4 attempts, 3 violations by calls to 1 contact, 1 of them by manual calls", ""])


def test_exit_status_tells_whether_there_are_any():
    folder = Folder(campaign=CAMPAIGN, contacts=LIST, events=SMALL)
    equal(folder.ask("audit", "-e", now=NOW)[0], 1)
    equal(folder.ask("audit", "-e", "--only", "2", now=NOW)[:2], (0, "0 attempts, 0 violations\n"))
    equal(folder.ask("audit", "-e", now="2026-03-02T08:00:00Z")[0], 0)


def test_a_guard_rule_comes_with_its_citation():
    folder = Folder(campaign=HOURS, contacts=LIST, events=[event(datetime(2026, 3, 2, 6, 30, tzinfo=timezone.utc), "1")])
    rows = folder.rows("audit", now=NOW)
    equal([(row["rule"], row["source"]) for row in rows],
          [("no_window", None), ("guard:business-hours", "policy of this library, not a law")])
    table = list(csv.DictReader(io.StringIO(folder.ask("audit", "-o", "csv", now=NOW)[1])))
    equal([row["rule"] for row in table], [row["rule"] for row in rows])
    equal(json.loads(folder.ask("audit", "-o", "json", now=NOW)[1]), rows)


def test_a_listed_number_counts_until_the_log_tells_when():
    folder = Folder(campaign=CAMPAIGN, contacts=LIST, events=SMALL[:2], **{"dnc.txt": "+447700900001\n"})
    rows = folder.rows("audit", "--dnc", "dnc.txt", now=NOW)
    equal([row["rule"] for row in rows], ["dnc", "no_window", "dnc"])
    folder.write("events.ndjson", SMALL[1:3])
    equal(folder.rows("audit", "--dnc", "dnc.txt", now=NOW), [])


def test_words_are_read_before_a_wish_is_judged():
    cooled = CAMPAIGN.replace("intervals: [1h],", "intervals: [1h], cooldown: 5h,")
    calls = [event(datetime(2026, 3, 2, hour, tzinfo=timezone.utc), "1") for hour in (10, 12)]
    wish = {"at": "2026-03-02T10:30:00Z", "contact": "1", "event": "callback", "by": "customer", "text": "at noon"}
    equal([row["rule"] for row in Folder(campaign=cooled, contacts=LIST, events=calls).rows("audit", now=NOW)], ["cooldown"])
    equal(Folder(campaign=cooled, contacts=LIST, events=calls + [wish]).rows("audit", now=NOW), [])


def test_a_stored_state_is_where_the_audit_begins():
    folder = Folder(campaign=CAMPAIGN, contacts=LIST, events=SMALL[:2])
    folder.write("contacts.csv", folder.ask("fold", now="2026-03-02T10:02:00Z")[1])
    folder.write("events.ndjson", SMALL[:3])
    equal([(row["at"], row["rule"], row["value"]) for row in folder.rows("audit", "--utc", now=NOW)], [("2026-03-02T10:05:00Z", "cap", 3)])


def test_a_plan_that_is_followed_is_in_order():
    folder = Folder(campaign=HOURS, contacts=LIST, events=[])
    log, now = [], "2026-03-02T07:00:00Z"
    for _ in range(6):
        due = [row for row in folder.rows("plan", "--utc", now=now) if row["verdict"] == "call"]
        log += [{"at": row["at"], "contact": row["contact"], "event": "attempt", "outcome": "no_answer"} for row in due]
        now = max(row["at"] for row in due)
        folder.write("events.ndjson", log)
    equal((len(log), folder.rows("audit", "-e", now=NOW)), (12, []))


if __name__ == "__main__":
    main(globals())
