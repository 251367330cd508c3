#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""plan(fold(contacts, events)) is plan(contacts, events), for random logs; snapshots go on with later events."""
import csv
import datetime
import io
import json
import os
import random
import sys

sys.dont_write_bytecode = True
from harness import NOW, Folder, equal, holds, inside, main  # noqa: E402

SEED = int(os.environ.get("SEED", "20260305"))
OUTCOMES = ["completed", "call_later", "voicemail", "no_answer", "busy", "error", "network_error", "ringing", "abandoned", "rejected",
            "silent", "refused", "invalid_number", "dnc_request", "sip:486", "q850:19", "machine"]
ZONES = ["Europe/London", "Asia/Kolkata", "America/New_York|America/Chicago", "", "Australia/Lord_Howe", "+05:30"]
END = datetime.datetime(2026, 3, 2, 10, tzinfo=datetime.timezone.utc)


def at(chance, days=20, after=0):
    moment = END - datetime.timedelta(seconds=chance.randrange(-after * 86400, days * 86400))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if chance.random() < 0.7 else int(moment.timestamp())


def random_event(chance, contact):
    kind = chance.choice(["attempt"] * 6 + ["callback", "reschedule", "cancel", "done", "inbound", "dnc", "restart", "enqueue", "start"])
    event = {"at": at(chance, after=2), "contact": chance.choice([contact, int(contact)]), "event": kind}
    if kind == "attempt":
        event["outcome"] = chance.choice(OUTCOMES[:12] if chance.random() < 0.9 else OUTCOMES)
        if chance.random() < 0.5:
            event["duration"] = chance.choice([30, "2m"])
        if chance.random() < 0.2:
            event.update(cost="0.05", sentiment=-200, manual=True)
    if kind == "callback":
        event.update(by=chance.choice(["bot", "customer", "agent"]), text=chance.choice(["soon", "später", ""]))
        if chance.random() < 0.7:
            event["due"] = at(chance, 3, 6)
        if chance.random() < 0.2:
            event.update(confidence=500, earliest=at(chance), latest=at(chance, 0, 9), notes="n,\"1\"")
    if kind == "reschedule":
        event["due"] = at(chance, 2, 6)
    if kind == "cancel" and chance.random() < 0.7:
        event["scope"] = "callback"
    if kind == "enqueue":
        event["run"] = chance.choice([0, 0, 1, 2])
    return event


def random_campaign(chance):
    strategy = chance.choice(["strategy: smart, intensity: aggressive", "strategy: intervals, intervals: [20m, 3h, 1d]",
                              "strategy: fixed, every: 5h"])
    return (f"name: Fold\nseed: fold\ntimezone: {chance.choice(['Europe/Berlin', 'America/New_York'])}\n"
            "windows: {daily: 09:00-18:00}\ncontacts: contacts.csv\nevents: events.ndjson\n"
            f"retry: {{{strategy}, outcomes: standard, max_retry_days: {chance.choice(['7', '30', 'off'])}, max_attempts: 20,"
            f" cooldown: {chance.choice(['0s', '2h'])}, caps: [{{max: 3, per: 24h}}]}}\n"
            f"callbacks: {{detection: {chance.choice(['true', 'false'])}, bot: true}}\n")


def make(chance, rows=60):
    lines = ["id,phone,timezone,note,enqueued_at"]
    for i in range(rows):
        entered = chance.choice(["", "2026-02-11T08:00", "2026-02-12"])
        lines.append(f"{i},+4477009{i:05d},{chance.choice(ZONES)},\"{i}, ü\",{entered}")
    events = [random_event(chance, str(i)) for i in range(rows)
              for _ in range(chance.choice([0, 1, 2, 4, 8, 30]))]
    chance.shuffle(events)
    events += [chance.choice(events) for _ in range(10)]
    return Folder(campaign=random_campaign(chance), contacts="\n".join(lines) + "\n", events=events)


def plan(folder, *arguments, now=NOW):
    status, out, err = folder.ask("plan", "-q", "-o", "ndjson", *arguments, now=now)
    equal(status, 0, err)
    return out


def fold(folder, *arguments, now=NOW):
    status, out, err = folder.ask("fold", "-q", *arguments, now=now)
    equal(status, 0, err)
    return out


def test_a_plan_of_the_snapshot_is_the_plan():
    chance = random.Random(SEED)
    for number in range(25):
        folder = make(chance)
        expected = plan(folder)
        folder.write("snapshot.csv", fold(folder))
        folder.write("none.ndjson", "")
        equal(plan(folder, "--contacts", "snapshot.csv", "--events", "none.ndjson"), expected, f"seed {SEED}, log {number}")
        # The same log beside the snapshot adds nothing: its events are in it.
        equal(plan(folder, "--contacts", "snapshot.csv"), expected, f"seed {SEED}, log {number}")


def test_a_snapshot_goes_on_with_later_events():
    chance = random.Random(SEED + 1)
    for number in range(15):
        folder = make(chance)
        folder.write("snapshot.csv", fold(folder, now="2026-02-20T10:00:00Z"))
        equal(plan(folder, "--contacts", "snapshot.csv"), plan(folder), f"seed {SEED + 1}, log {number}")


def test_folding_twice_is_folding_once():
    folder = make(random.Random(SEED + 2))
    once = fold(folder)
    folder.write("snapshot.csv", once)
    equal(fold(folder, "--contacts", "snapshot.csv"), once)


def test_json_lines_out_and_in():
    folder = make(random.Random(SEED + 3))
    folder.write("snapshot.ndjson", fold(folder, "-o", "ndjson"))
    equal(plan(folder, "--contacts", "snapshot.ndjson"), plan(folder))


def test_json_lines_in():
    folder = make(random.Random(SEED + 4))
    rows = list(csv.DictReader(io.StringIO(folder.read("contacts.csv").decode())))
    for row in rows:
        row["timezone"] = row["timezone"].split("|") if "|" in row["timezone"] else row["timezone"]
    lines = [{key: value for key, value in row.items() if value} for row in rows]
    expected = plan(folder)
    folder.write("contacts.csv", lines)
    equal(plan(folder), expected)
    folder.write("snapshot.csv", fold(folder))
    equal(plan(folder, "--contacts", "snapshot.csv"), expected)


def test_columns_and_words_are_kept():
    folder = Folder(contacts="Phone,First Name,mood\n+447700900001,Ada,\"good, so far\"\n",
                    events=[{"at": "2026-02-27T10:00:00Z", "contact": "+44 7700 900001", "event": "callback", "by": "agent",
                             "due": "2026-03-03T12:00", "text": "at noon", "notes": "line 1\nline 2"}])
    row = next(csv.DictReader(io.StringIO(fold(folder))))
    equal((row["id"], row["phone"], row["first_name"], row["mood"]), ("+447700900001", "+447700900001", "Ada", "good, so far"))
    equal((row["callback_text"], row["notes"], row["as_of"]), ("at noon", "line 1\nline 2", "2026-03-02T10:00:00+00:00"))
    expected = folder.rows("next")
    equal(expected[0]["callback_text"], "at noon")
    folder.write("contacts.csv", fold(folder))
    folder.write("events.ndjson", "")
    equal(folder.rows("next"), expected)


def test_a_damaged_state_is_a_fault():
    folder = make(random.Random(SEED + 5), rows=3)
    rows = list(csv.DictReader(io.StringIO(fold(folder))))
    rows[0]["state"] = rows[0]["state"][:-2] + "zz"
    rows[1]["state"] = "no state!"
    rows[2]["as_of"] = ""
    folder.write("contacts.csv", rows)
    status, out, _ = folder.ask("plan", "-o", "ndjson", "--events", "/dev/null")
    equal(status, 3)
    reasons = [json.loads(line).get("reason") for line in out.splitlines()]
    holds(reasons[0].startswith("state-"), reasons)
    equal(reasons[1:], ["state-damaged", "state-as-of"])


def test_a_column_state_without_as_of_is_somebody_elses():
    folder = Folder(contacts="id,phone,state\n1,+447700900001,FL\n")
    equal(folder.rows("plan", "--columns", "state,reason"), [{"state": "FL", "reason": "first_attempt"}])


def test_a_state_of_later_is_not_planned_before():
    folder = make(random.Random(SEED + 6), rows=3)
    folder.write("contacts.csv", fold(folder))
    status, _, err = folder.ask("plan", now="2026-03-01T10:00:00Z")
    equal(status, 3)
    inside("the stored state is later than now [state-as-of]", err)


def test_hand_made_snapshots():
    contacts = ("id,phone,attempts,first_attempt_at,last_attempt_at,last_outcome,consecutive_errors,callback_due\n"
                "1,+447700900001,,,,,,\n"
                "2,+447700900002,2,2026-02-27T09:00,2026-02-27T10:00,busy,,\n"
                "3,+447700900003,1,,2026-02-27T10:00,completed,,\n"
                "4,+447700900004,1,,2026-02-27T10:00,call_later,,2026-03-02T16:00\n"
                "5,+447700900005,12,,2026-02-27T10:00,busy,,\n"
                "6,+447700900006,1,,2026-02-27T10:00,error,9,\n"
                "7,+447700900007,0,,,,,2026-03-02T11:00\n")
    folder = Folder(contacts=contacts)
    rows = folder.rows("plan")
    equal([row["reason"] for row in rows], ["first_attempt", "intervals", "reached", "callback", "max_attempts", "consecutive_errors", "callback"])
    equal((rows[1]["attempt"], rows[4]["attempt"]), (3, 13))
    equal(rows[3]["at"], "2026-03-02T16:00:00+00:00")
    equal(rows[6]["at"], "2026-03-02T11:00:00+00:00")
    # Words tell the due of a callback, as spoken in the last attempt; what is no time, or of no known instant, is carried.
    folder.write("contacts.csv", "id,phone,attempts,last_attempt_at,last_outcome,callback_due,callback_text\n"
                 "1,+447700900001,1,2026-02-27T10:00,call_later,,tomorrow 4 pm\n"  # a Saturday, closed
                 "2,+447700900002,1,2026-02-27T10:00,call_later,,whenever\n"
                 "3,+447700900003,,,,,tomorrow 4 pm\n"
                 "4,+447700900004,1,2026-02-27T10:00,call_later,2026-03-02T15:00,tomorrow 4 pm\n"
                 "5,+447700900005,1,2026-02-27T10:00,dnc_request,,tomorrow 4 pm\n")
    worded = folder.rows("plan", "--columns", "due,asked,reason")
    equal([(row["reason"], row["due"], row["asked"]) for row in worded],
          [("callback", "2026-03-02T16:00:00+00:00", "2026-02-28T16:00:00+00:00"), ("intervals", "2026-02-27T11:00:00+00:00", None),
           ("first_attempt", None, None), ("callback", "2026-03-02T15:00:00+00:00", "2026-03-02T15:00:00+00:00"), ("dnc", None, None)])
    # Two attempts in a log say the same as the snapshot of them.
    folder.write("contacts.csv", "id,phone\n2,+447700900002\n")
    folder.write("events.ndjson", [{"at": "2026-02-27T09:00", "contact": "2", "event": "attempt", "outcome": "busy"},
                                   {"at": "2026-02-27T10:00", "contact": "2", "event": "attempt", "outcome": "busy"}])
    equal(folder.rows("plan")[0], rows[1])


def test_the_first_attempt_of_a_snapshot_tells_how_many_were_today():
    """Three calls a day: three attempts of one date use them up; with the first one three days before, some are left."""
    campaign = ("name: Tests\nseed: tests\ntimezone: Europe/London\nwindows: {daily: 00:00-24:00}\ncontacts: contacts.csv\n"
                "retry: {phases: [{days: 1-, calls: 3, dayparts: any}]}\n")
    lines = ["id,phone,attempts,first_attempt_at,last_attempt_at,last_outcome\n"]
    for first in ("2026-03-02T00:30", "2026-02-27T12:00"):
        for _ in range(20):
            lines.append(f"{len(lines)},+4477009{len(lines):05},3,{first},2026-03-02T12:00,no_answer\n")
    rows = Folder(campaign, "".join(lines)).rows("plan", now="2026-03-02T12:01:00Z")
    today = [row["at"].startswith("2026-03-02") for row in rows]
    holds(not any(today[:20]), rows[:20])
    holds(any(today[20:]), rows[20:])


def test_snapshots_that_cannot_be():
    contacts = ("id,phone,attempts,first_attempt_at,last_attempt_at,last_outcome\n"
                "1,+447700900001,2,,,\n2,+447700900002,1,,2026-02-27T10:00,\n3,+447700900003,1,,2027-01-01,busy\n"
                "4,+447700900004,2,2026-02-28,2026-02-27,busy\n5,+447700900005,-1,,,\n6,+447700900006,,,,busy\n7,+447700900007,1,,2026-02-27,busi\n")
    status, out, err = Folder(contacts=contacts).ask("plan", "-o", "ndjson")
    rows = [json.loads(line) for line in out.splitlines()]
    equal(status, 3, err)
    equal([row["status"] for row in rows], ["error"] * 7)


def test_a_snapshot_beside_events_is_a_fault():
    folder = Folder(contacts="id,phone,attempts,last_attempt_at,last_outcome\n1,+447700900001,1,2026-02-27,busy\n",
                    events=[{"at": "2026-02-28T10:00:00Z", "contact": "1", "event": "attempt", "outcome": "busy"}])
    status, _, err = folder.ask("plan")
    equal(status, 3)
    inside("[snapshot-and-events]", err)


if __name__ == "__main__":
    main(globals())
