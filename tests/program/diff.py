#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dialplan diff: what a change of settings does to the list. What is expected follows from the rules, by hand."""
import csv
import io
import json
import os
import random
import sys
from datetime import datetime

sys.dont_write_bytecode = True
from harness import Folder, equal, holds, inside, main  # noqa: E402

SEED = int(os.environ.get("SEED", "20261121"))
TABLE = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "data", "phones.txt"))
EARLY = "2026-03-02T06:00:00Z"  # a Monday: 06:00 in London, 11:30 in India, 01:00 in New York
NOON = "2026-03-02T12:00:00Z"
OLD = """\
name: Tests
seed: tests
country: GB
timezone: Europe/London
windows: {mon-fri: 09:00-18:00}
jitter: 0s
contacts: contacts.csv
events: events.ndjson
retry: {strategy: intervals, intervals: [1h, 1d], max_attempts: 12}
"""
CONTACTS = """\
id,phone,timezone,company
1,+447700900001,Europe/London,A
2,+447700900002,Asia/Kolkata,"B, C"
3,+447700900003,America/New_York,C
"""


def call(contact, at, outcome="no_answer"):
    return {"at": at, "contact": contact, "event": "attempt", "outcome": outcome, "ended_at": at}


def folder_of(new, old=OLD, contacts=CONTACTS, events=None):
    """A folder in which c.yaml is NEW."""
    folder = Folder(campaign=new, contacts=contacts, events=events)
    folder.write("old.yaml", old)
    return folder


def diff(folder, *arguments, now=EARLY, old="old.yaml", new="c.yaml", **more):
    return folder.run("diff", old, new, "--now", now, *arguments, **more)


def rows(folder, *arguments, status=0, **more):
    got, out, err = diff(folder, *arguments, "-o", "ndjson", **more)
    equal(got, status, err)
    return [json.loads(line) for line in out.splitlines()]


def moves(folder, **more):
    return [(row["contact"], row["change"], row["old_at"], row["new_at"], row["moved_s"]) for row in rows(folder, **more)]


# --- what moves ---------------------------------------------------------------------------------------------------


def test_a_wider_window_is_earlier():
    folder = folder_of(OLD.replace("09:00-18:00", "08:00-18:00"))
    equal(moves(folder), [  # in India it is open by both: the contact may be called now
        ("1", "earlier", "2026-03-02T09:00:00+00:00", "2026-03-02T08:00:00+00:00", -3600),
        ("3", "earlier", "2026-03-02T09:00:00-05:00", "2026-03-02T08:00:00-05:00", -3600)])
    equal(moves(folder, old="c.yaml", new="old.yaml"), [
        ("1", "later", "2026-03-02T08:00:00+00:00", "2026-03-02T09:00:00+00:00", 3600),
        ("3", "later", "2026-03-02T08:00:00-05:00", "2026-03-02T09:00:00-05:00", 3600)])


def test_a_no_call_day_is_later():
    folder = folder_of(OLD + "no_call_days: [2026-03-02]\n")
    equal(moves(folder), [
        ("1", "later", "2026-03-02T09:00:00+00:00", "2026-03-03T09:00:00+00:00", 86400),
        ("2", "later", "2026-03-02T11:30:00+05:30", "2026-03-03T09:00:00+05:30", 77400),
        ("3", "later", "2026-03-02T09:00:00-05:00", "2026-03-03T09:00:00-05:00", 86400)])


TWICE = [call("1", "2026-03-02T09:00:00Z"), call("1", "2026-03-02T10:05:00Z"), call("2", "2026-03-02T09:00:00Z")]


def test_fewer_attempts_stop_and_more_allow():
    two = OLD.replace("max_attempts: 12", "max_attempts: 2")
    down, up = folder_of(two, events=TWICE), folder_of(OLD, two, events=TWICE)
    stopped = rows(down, now=NOON)
    equal([(row["contact"], row["change"], row["old_at"], row["new_at"], row["moved_s"]) for row in stopped],
          [("1", "stopped", "2026-03-03T10:05:00+00:00", None, None)])  # a day after its second attempt
    equal((stopped[0]["old_verdict"], stopped[0]["old_class"], stopped[0]["old_reason"]), ("call", "retry", "intervals"))
    equal((stopped[0]["new_verdict"], stopped[0]["new_reason"]), ("stop", "max_attempts"))
    allowed = rows(up, now=NOON)
    equal([(row["contact"], row["change"], row["old_at"], row["new_at"]) for row in allowed],
          [("1", "allowed", None, "2026-03-03T10:05:00+00:00")])
    equal((allowed[0]["old_reason"], allowed[0]["new_reason"]), ("max_attempts", "intervals"))


def test_a_pause_holds_and_its_end_releases():
    folder = folder_of(OLD + "status: paused\n")
    equal([(row["contact"], row["change"], row["moved_s"], row["new_reason"]) for row in rows(folder)],
          [(contact, "held", 0, "campaign_paused") for contact in "123"])
    equal([row["change"] for row in rows(folder, old="c.yaml", new="old.yaml")], ["released"] * 3)


def test_the_same_instant_for_another_reason():
    fixed = OLD.replace("strategy: intervals, intervals: [1h, 1d]", "strategy: fixed, every: 1h")
    found = rows(folder_of(fixed, events=[call("1", "2026-03-02T11:30:00Z")]), now=NOON)
    equal([(row["contact"], row["change"], row["moved_s"], row["old_reason"], row["new_reason"]) for row in found],
          [("1", "reason", 0, "intervals", "fixed")])


def test_a_guard_rule_binds_its_region_and_who_has_none():
    people = "id,phone,timezone,region\nflorida,+13055550101,America/New_York,US-FL\n" \
             "georgia,+14045550102,America/New_York,US-GA\nnowhere,+14045550103,America/New_York,\n"
    rule = "guard: [{id: late-risers, kind: hours, windows: {mon-fri: 10:00-16:00}, regions: [US-FL], source: a test}]\n"
    equal(moves(folder_of(OLD + rule, contacts=people)), [
        (name, "later", "2026-03-02T09:00:00-05:00", "2026-03-02T10:00:00-05:00", 3600) for name in ("florida", "nowhere")])


# --- zones --------------------------------------------------------------------------------------------------------


def test_who_has_no_zone_moves_with_the_campaign():
    people = "id,phone,timezone\n1,+447700900001,\n2,+447700900002,Europe/London\n"
    found = rows(folder_of(OLD, OLD.replace("Europe/London", "Asia/Kolkata"), contacts=people), now="2026-03-02T02:00:00Z")
    equal([(row["contact"], row["change"], row["old_at"], row["new_at"], row["moved_s"], row["old_zone"], row["new_zone"]) for row in found],
          [("1", "later", "2026-03-02T09:00:00+05:30", "2026-03-02T09:00:00+00:00", 19800, "Asia/Kolkata", "Europe/London")])


def test_zones_that_come_late_in_the_list():
    people = ["id,phone,timezone,notes"] + [f"{i},+4477009{i:05},Europe/London,{'x' * 200}" for i in range(5000)]
    people.append("last,+64211234567,Pacific/Auckland,")  # it is 19:00 there: Tuesday is next
    for zone in ("Europe/London", "America/Lima"):  # the latter is in neither the list nor NEW: it asks for more zones at once
        old = OLD.replace("timezone: Europe/London", f"timezone: {zone}").replace("09:00-", "08:00-")
        found = moves(folder_of(OLD, old, contacts="\n".join(people) + "\n"))
        equal(len(found), 5001)
        equal(found[0], ("0", "later", "2026-03-02T08:00:00+00:00", "2026-03-02T09:00:00+00:00", 3600))
        equal(found[-1], ("last", "later", "2026-03-03T08:00:00+13:00", "2026-03-03T09:00:00+13:00", 3600))


def test_an_offset_that_only_old_has():
    people = "id,phone,timezone\n1,+447700900001,\n2,+64211234567,Pacific/Auckland\n"
    found = moves(folder_of(OLD, OLD.replace("Europe/London", "+03:30"), contacts=people), now="2026-03-02T02:00:00Z")
    equal(found, [("1", "later", "2026-03-02T09:00:00+03:30", "2026-03-02T09:00:00+00:00", 12600)])


# --- the log, by the settings of each side -------------------------------------------------------------------------


WISH = [call("1", "2026-03-02T10:00:00Z", "call_later"),
        {"at": "2026-03-02T10:01:00Z", "contact": "1", "event": "callback", "by": "bot", "due": "2026-03-02T16:00:00Z"}]


def test_a_gate_that_opens_lets_wishes_of_the_log_count():
    folder = folder_of(OLD + "callbacks: {detection: true, bot: true}\n", events=WISH)
    found = rows(folder, now="2026-03-02T10:30:00Z")
    equal([(row["contact"], row["change"], row["old_at"], row["new_at"]) for row in found],
          [("1", "later", "2026-03-02T11:00:00+00:00", "2026-03-02T16:00:00+00:00")])
    equal((found[0]["old_class"], found[0]["new_class"], found[0]["new_reason"]), ("retry", "callback", "callback"))


def test_words_of_the_log_are_read_by_both():
    said = [call("1", "2026-03-02T10:00:00Z", "call_later"),
            {"at": "2026-03-02T10:01:00Z", "contact": "1", "event": "callback", "by": "customer", "text": "tomorrow morning"}]
    folder = folder_of(OLD + 'callbacks: {dayparts: {morning: "11:30"}}\n', events=said)
    equal(moves(folder, now="2026-03-02T10:30:00Z"),
          [("1", "later", "2026-03-03T10:00:00+00:00", "2026-03-03T11:30:00+00:00", 5400)])


def test_every_row_is_what_two_plans_say():
    chance = random.Random(SEED)
    people = ["id,phone,timezone"] + [f"{i},+4477009{i:05},{chance.choice(['Europe/London', 'Asia/Kolkata', 'America/New_York|America/Chicago', ''])}"
                                      for i in range(400)]
    log = []
    for i in range(0, 400, 2):
        for hour in sorted(chance.sample(range(9, 18), chance.randrange(1, 4))):
            log.append(call(str(i), f"2026-03-0{chance.choice([2, 3])}T{hour:02}:{chance.randrange(60):02}:00Z",
                            chance.choice(["no_answer", "busy", "voicemail", "completed", "error"])))
    new = OLD.replace("jitter: 0s\n", "").replace("09:00-18:00", "08:30-17:00").replace("max_attempts: 12", "max_attempts: 2")
    folder = folder_of(new + "zone_policy: campaign\n", contacts="\n".join(people) + "\n", events=log)
    at = "2026-03-04T07:00:00Z"
    plans = []
    for name in ("old.yaml", "c.yaml"):
        status, out, err = folder.run("plan", "--campaign", name, "--now", at, "-o", "ndjson")
        equal(status, 0, err)
        plans.append({row["contact"]: row for row in map(json.loads, out.splitlines())})
    found = {row["contact"]: row for row in rows(folder, now=at)}
    for contact, was in plans[0].items():
        become = plans[1][contact]
        said = [(plan["verdict"], plan["at"] and datetime.fromisoformat(plan["at"]), plan["reason"], plan["class"]) for plan in (was, become)]
        equal(contact in found, said[0] != said[1], (SEED, was, become))
        for side, plan in (("old", was), ("new", become)) if contact in found else ():
            for name in ("verdict", "at", "class", "reason", "zone"):
                equal(found[contact][f"{side}_{name}"], plan[name], (SEED, found[contact]))
    holds(300 < len(found) < 400, len(found))


# --- sums ---------------------------------------------------------------------------------------------------------


def sums(folder, *arguments, **more):
    return {row["change"]: row for row in rows(folder, "--by", "change", *arguments, **more)}


def test_sums_by_change():
    found = sums(folder_of(OLD + "no_call_days: [2026-03-02]\n"))
    equal(list(found), ["earlier", "later", "stopped", "allowed", "held", "released", "reason", "unchanged"])
    equal(found["later"], {"change": "later", "contacts": 3, "share_ppm": 1000000, "median_s": 86400, "most_s": 86400, "total_s": 250200})
    equal(found["earlier"], {"change": "earlier", "contacts": 0, "share_ppm": 0, "median_s": None, "most_s": None, "total_s": None})
    found = sums(folder_of(OLD.replace("09:00-18:00", "08:00-18:00")))
    equal([(name, row["contacts"], row["share_ppm"], row["total_s"]) for name, row in found.items() if row["contacts"]],
          [("earlier", 2, 666666, -7200), ("unchanged", 1, 333333, None)])


def test_the_median_is_of_the_nearest_rank():
    people = "id,phone,enqueued_at\n" + "".join(f"{i},+44770090000{i},2026-03-02T{hour}:00\n" for i, hour in enumerate(("09", "10", "14", "15")))
    found = sums(folder_of(OLD.replace("09:00-18:00", "16:00-18:00"), contacts=people))["later"]
    # To 16:00 it is 7 h, 6 h, 2 h and 1 h: of four the second from below.
    equal((found["contacts"], found["median_s"], found["most_s"], found["total_s"]), (4, 7200, 25200, 57600))


def test_sums_by_reason():
    two = OLD.replace("max_attempts: 12", "max_attempts: 2").replace("09:00-", "08:00-")
    equal(rows(folder_of(two, events=TWICE), "--by", "reason", now="2026-03-03T06:00:00Z"), [
        {"change": "earlier", "old_reason": "first_attempt", "new_reason": "first_attempt", "contacts": 1},
        {"change": "stopped", "old_reason": "intervals", "new_reason": "max_attempts", "contacts": 1},
        {"change": "unchanged", "old_reason": "intervals", "new_reason": "intervals", "contacts": 1}])


# --- how it looks --------------------------------------------------------------------------------------------------


def test_people_see_the_contacts_that_change_and_sums():
    two = OLD.replace("max_attempts: 12", "max_attempts: 2").replace("09:00-", "08:00-")
    status, out, err = diff(folder_of(two, events=TWICE), now="2026-03-03T06:00:00Z")
    equal((status, err), (0, ""))
    equal(out, """\
contact  change   moved  old at                   new at                   reason
1        stopped  -      Tue 2026-03-03 10:05:00  -                        intervals → max_attempts
3        earlier  -1h    Tue 2026-03-03 09:00:00  Tue 2026-03-03 08:00:00  first_attempt

change     contacts  share   median  most
earlier           1  33.3 %  -1h     -1h
stopped           1  33.3 %  -       -
unchanged         1  33.3 %  -       -
2 of 3 contacts change; may be called now: 1 before, 1 after
""")


def test_nothing_changes():
    status, out, _ = diff(folder_of(OLD), "-e")
    equal((status, out), (0, """\
change     contacts  share    median  most
unchanged         3  100.0 %       -     -
0 of 3 contacts change; may be called now: 1 before, 1 after
"""))
    for form in ("csv", "json", "ndjson"):
        equal(len(diff(folder_of(OLD), "-o", form)[1].splitlines()), {"csv": 1, "json": 1, "ndjson": 0}[form])


def test_exit_status_is_that_of_diff():
    wider = folder_of(OLD.replace("09:00-", "08:00-"))
    equal(diff(wider, "-e")[0], 1)
    equal(diff(wider)[0], 0)
    for by in ("contact", "change", "reason"):
        equal(diff(wider, "-e", "--by", by)[0], 1)
    equal(diff(wider, "-e", "--only", "2")[0], 0)
    equal(diff(wider, "-e", "-n", "0")[0], 1)


def test_formats_agree():
    folder = folder_of(OLD.replace("09:00-", "08:00-"))
    found = rows(folder)
    equal(json.loads(diff(folder, "-o", "json")[1]), found)
    table = list(csv.DictReader(io.StringIO(diff(folder, "-o", "csv")[1])))
    equal([{name: "" if value is None else str(value) for name, value in row.items()} for row in found], table)


def test_columns_rows_and_utc():
    folder = folder_of(OLD.replace("09:00-", "08:00-"))
    equal(diff(folder, "--columns", "contact,company,moved,new_at", "--utc", "-o", "csv")[1],
          "contact,company,moved,new_at\n1,A,-1h,2026-03-02T08:00:00Z\n3,C,-1h,2026-03-02T13:00:00Z\n")
    equal(diff(folder, "--columns", "contact", "-o", "csv", "-n", "1")[1], "contact\n1\n")
    out = diff(folder, "-n", "1")[1]
    inside("earlier           2", out)  # sums are of all
    holds("\n3 " not in out, out)
    status, _, err = diff(folder, "--columns", "contact,compny")
    equal(status, 2)
    inside('did you mean "company"', err)


# --- files --------------------------------------------------------------------------------------------------------


def test_a_campaign_that_cannot_be_read():
    for name in ("old.yaml", "c.yaml"):
        folder = folder_of(OLD)
        folder.write(name, OLD.replace("windows", "windos"))
        status, out, err = diff(folder)
        equal((status, out), (3, ""), err)
        inside(f'{name}:5:1: error: unknown key "windos"', err)
    folder = folder_of(OLD)
    for old, new in (("nobody", "c.yaml"), ("old.yaml", "nobody")):
        status, out, err = diff(folder, old=old, new=new)
        equal((status, out), (4, ""), err)
        inside("nobody", err)
    folder = folder_of(OLD, OLD.replace("Europe/London", "Europe/Lundon"))
    status, out, err = diff(folder)
    equal((status, out), (3, ""))
    inside("old.yaml:4:11: error: ", err)


def test_a_row_that_cannot_be_read_is_told_and_the_others_answered():
    folder = folder_of(OLD.replace("09:00-", "08:00-"), contacts=CONTACTS.replace("+447700900002", "12"))
    status, out, err = diff(folder, "-o", "ndjson", "--rejects", "rejects.csv", "-e")
    equal((status, [json.loads(line)["contact"] for line in out.splitlines()]), (3, ["1", "3"]))
    inside("contacts.csv:3:3: error: ", err)
    equal(folder.read("rejects.csv").count(b'2,12,Asia/Kolkata,"B, C"'), 1)
    equal(err.count("contacts.csv:3:"), 1, err)
    equal(diff(folder, "--strict")[0], 3)
    bad = [{"at": "2026-03-02T05:00:00Z", "contact": "1", "event": "attempt", "outcome": "busy", "ended_at": "2026-03-02T04:00:00Z"}]
    status, out, err = diff(folder_of(OLD, events=bad))
    equal(status, 3)
    inside("events.ndjson:1", err)


def test_lists_are_those_of_new_and_others_are_told():
    folder = folder_of(OLD.replace("09:00-", "08:00-"), OLD.replace("contacts.csv", "others.csv"))
    folder.write("others.csv", "id,phone\n9,+447700900009\n")
    status, out, err = diff(folder, "-o", "ndjson", "--columns", "contact")
    equal((status, out), (0, '{"contact":"1"}\n{"contact":"3"}\n'))
    inside("old.yaml: warning: its contacts are others.csv, those of c.yaml contacts.csv", err)
    equal(diff(folder, "--contacts", "others.csv", "-o", "ndjson", "--columns", "contact")[1:], ('{"contact":"9"}\n', ""))
    os.link(os.path.join(folder.path, "contacts.csv"), os.path.join(folder.path, "same.csv"))
    folder.write("old.yaml", OLD.replace("contacts.csv", "same.csv"))
    equal(diff(folder)[2], "")
    folder.write("old.yaml", OLD.replace("events: events.ndjson\n", ""))
    inside("its events are none, those of c.yaml events.ndjson", diff(folder)[2])
    folder.write("c.yaml", OLD.replace("contacts: contacts.csv\n", ""))
    status, _, err = diff(folder)
    equal(status, 2)
    inside("names no contacts", err)


def test_each_side_has_its_own_suppression_lists():
    folder = folder_of(OLD + "dnc: [dnc.txt]\n")
    folder.write("dnc.txt", "+447700900001\n")
    equal([(row["contact"], row["change"], row["new_reason"]) for row in rows(folder)], [("1", "stopped", "dnc")])
    equal([(row["contact"], row["change"], row["old_reason"]) for row in rows(folder, old="c.yaml", new="old.yaml")],
          [("1", "allowed", "dnc")])
    equal(rows(folder, "--dnc", "dnc.txt"), [])  # on the list by both
    folder.write("dnc.txt", 'phone\n"+447700900001\n')  # a quote that is never closed
    for old, new in (("old.yaml", "c.yaml"), ("c.yaml", "old.yaml"), ("c.yaml", "c.yaml")):
        status, _, err = diff(folder, old=old, new=new)
        equal(status, 3)
        equal(err.count("dnc.txt:2:"), 1, err)  # told once, whoever names the list


def test_each_side_reads_the_list():
    people = "id,phone,timezone,enqueued_at\n1,+447700900001,Europe/London,2026-03-02T10:00\n"
    folder = folder_of(OLD, OLD.replace("timezone: Europe/London", "timezone: Asia/Kolkata"), contacts=people)
    equal(moves(folder, now="2026-03-02T02:00:00Z"),  # 10:00 in India is 04:30 in London, which opens at 09:00
          [("1", "later", "2026-03-02T09:00:00+00:00", "2026-03-02T10:00:00+00:00", 3600)])
    inferring = folder_of(OLD + "infer_zone: phone\n", contacts="id,phone\n1,+4930123456\n")
    found = rows(inferring, "--phones", TABLE, now="2026-03-02T02:00:00Z")
    equal([(row["change"], row["moved_s"], row["old_zone"], row["new_zone"]) for row in found],
          [("earlier", -3600, "Europe/London", "Europe/Berlin")])


def test_each_side_reads_the_log():
    log = [{"at": "2026-03-02T09:00:00Z", "contact": "1", "event": "attempt", "outcome": "GONE"}]
    names = "outcome_names: {GONE: %s}\n"
    folder = folder_of(OLD + names % "completed", OLD + names % "no_answer", events=log)
    equal([(row["contact"], row["change"], row["new_reason"]) for row in rows(folder, now="2026-03-02T09:30:00Z")],
          [("1", "stopped", "reached")])
    folder.write("old.yaml", OLD)
    status, out, err = diff(folder, "-o", "ndjson", now="2026-03-02T09:30:00Z")
    equal((status, [json.loads(line)["change"] for line in out.splitlines()]), (3, ["stopped"]))
    equal(err.count("events.ndjson:1:"), 1, err)  # of OLD alone: its contact was never called


def test_a_row_that_old_alone_cannot_read():
    people = CONTACTS.replace("+447700900001", "07700900001")
    folder = folder_of(OLD.replace("09:00-", "08:00-"), OLD.replace("country: GB\n", ""), contacts=people)
    status, out, err = diff(folder, "-o", "ndjson", "--rejects", "rejects.csv")
    equal((status, [json.loads(line)["contact"] for line in out.splitlines()]), (3, ["3"]))
    inside("contacts.csv:2:3: error: by old.yaml: ", err)
    inside("[phone-national]", err)
    equal(folder.read("rejects.csv").count(b"07700900001"), 1)


def test_lists_of_every_form():
    folder = folder_of(OLD.replace("09:00-", "08:00-"))
    people = list(csv.DictReader(io.StringIO(CONTACTS)))
    folder.write("contacts.ndjson", "\n".join(json.dumps(row) for row in people[:2]) + "\n\n" + json.dumps(people[2]) + "\n")
    equal(rows(folder, "--contacts", "contacts.ndjson"), rows(folder))
    folder.write("lines.csv", CONTACTS.replace('"B, C"', '"B\n\nC"').replace("\n3,", "\n\n3,"))
    equal(rows(folder, "--contacts", "lines.csv"), rows(folder))
    for only in ("3", "+447700900003"):
        equal([row["contact"] for row in rows(folder, "--only", only)], ["3"])


def test_second_contacts_with_a_phone():
    folder = folder_of(OLD.replace("09:00-", "08:00-"), contacts=CONTACTS + "4,+447700900001,Europe/London,D\n")
    equal(len(rows(folder)), 2)
    equal(len(rows(folder, "--keep-duplicates")), 3)


def test_old_may_be_a_pipe():
    folder = folder_of(OLD.replace("09:00-", "08:00-"))
    equal(rows(folder, old="-", stdin=OLD), rows(folder))
    equal(rows(folder, new="-", stdin=OLD.replace("09:00-", "08:00-")), rows(folder))
    status, out, err = folder.run("diff", "-", "-", stdin=OLD)
    equal((status, out), (2, ""), err)
    inside("standard input can be only one of the files", err)


def test_lists_are_read_twice_and_must_be_files():
    folder = folder_of(OLD)
    os.mkfifo(os.path.join(folder.path, "pipe"))
    for flag in ("--contacts", "--events", "--dnc"):
        for path in ("-", "pipe"):
            status, out, err = diff(folder, flag, path)
            equal((status, out), (2, ""), err)
            inside("they must be files [no-file]", err)


def test_usage():
    folder = folder_of(OLD)
    for arguments, words in ((["old.yaml"], "usage: dialplan diff OLD NEW"), (["old.yaml", "c.yaml", "c.yaml"], "one word too many"),
                             (["old.yaml", "c.yaml", "--by", "chnge"], 'did you mean "change"'),
                             (["old.yaml", "c.yaml", "--campaign", "c.yaml"], "no flag --campaign"),
                             (["old.yaml", "c.yaml", "-o", "ics"], "table, csv, json or ndjson")):
        status, out, err = folder.run("diff", *arguments)
        equal((status, out), (2, ""), err)
        inside(words, err)


if __name__ == "__main__":
    main(globals())
