#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lists of contacts: duplicates, suppression lists, several campaigns, views of the queue, order, zones."""
import csv
import io
import json
import os
import random
import sys

sys.dont_write_bytecode = True
from harness import CAMPAIGN, CONTACTS, NOW, Folder, equal, holds, inside, main  # noqa: E402

SEED = int(os.environ.get("SEED", "20260306"))
DUPLICATES = "id,phone\n1,+447700900001\n2,07700 900001\n3,+44 (0)7700-900003\n4,0044.7700.900.003\n5,+447700900005\n"


def names(rows):
    return [row["contact"] for row in rows]


def test_a_second_contact_with_a_phone_is_not_planned():
    folder = Folder(contacts=DUPLICATES)
    for command in ("next", "queue"):
        equal(sorted(names(folder.rows(command))), ["1", "3", "5"], command)
        equal(sorted(names(folder.rows(command, "--keep-duplicates"))), ["1", "2", "3", "4", "5"], command)
    _, _, err = folder.ask("next")
    inside("contacts.csv:3:3: warning: a contact before has the phone +447700900001", err)
    inside("2 contacts with a phone of another one are not planned", err)
    _, out, _ = folder.ask("fold")
    equal([row["id"] for row in csv.DictReader(io.StringIO(out))], ["1", "3", "5"])
    status, out, _ = folder.ask("check")
    inside("contacts.csv: 3 contacts, 2 second ones with a phone of another", out)


def test_plan_looks_for_duplicates_on_request():
    folder = Folder(contacts=DUPLICATES)
    equal(names(folder.rows("plan")), ["1", "2", "3", "4", "5"])
    rows = folder.rows("plan", "--dedupe")
    equal([row.get("reason") for row in rows], ["first_attempt", "duplicate-phone", "first_attempt", "duplicate-phone", "first_attempt"])
    equal(names(folder.rows("plan", "--dedupe", "--keep-duplicates")), ["1", "2", "3", "4", "5"])


def test_phones():
    rows = {"+447700900001": "+447700900001", "07700900001": "+447700900001", "00 49 (30) 123-45.67": "+49301234567",
            "+1 (212) 555 0100": "+12125550100", "+44 (0)20 7946 0958": "+442079460958", "7700\u00a0900001": "+447700900001",
            "+1234567": "+1234567", "+987654321012345": "+987654321012345"}
    bad = {"123": "phone-invalid", "+1234567890123456": "phone-invalid", "07700x900001": "phone-invalid", "": "phone-missing",
           "+4477009a0001": "phone-invalid", "+123456": "phone-invalid", "+44770090000:": "phone-invalid",
           "+": "phone-invalid", "+0123456789": "phone-invalid", "9" * 40: "phone-invalid"}
    folder = Folder(contacts="phone,id\n" + "".join(f"{text},{i}\n" for i, text in enumerate([*rows, *bad])))
    status, out, _ = folder.ask("plan", "--columns", "phone", "-o", "ndjson")
    found = [json.loads(line) for line in out.splitlines()]
    equal(status, 3)
    equal([row.get("phone", row.get("reason")) for row in found], [*rows.values(), *bad.values()])
    # Without a country a national number is no number.
    folder.write("c.yaml", CAMPAIGN.replace("country: GB\n", ""))
    folder.write("contacts.csv", "phone\n07700900001\n")
    inside("[phone-national]", folder.ask("plan")[2])
    for country, number, expected in (("IT", "06 1234 5678", "+390612345678"), ("US", "1-212-555-0100", "+12125550100"),
                                      ("US", "212-555-0100", "+12125550100"), ("IN", "098123 45678", "+919812345678"),
                                      ("RU", "8 812 123-45-67", "+78121234567"), ("RU", "812 123-45-67", "+78121234567")):
        folder.write("c.yaml", CAMPAIGN.replace("GB", country))
        folder.write("contacts.csv", f"phone\n{number}\n")
        equal(folder.rows("plan"), folder.rows("plan", "--only", expected))
        equal(folder.rows("plan")[0]["contact"], expected)


def test_keys_with_spaces_around_them_are_one_key():
    """Of JSON Lines too: their header grows by names, not by rows."""
    lines = "".join(json.dumps({" phone ": f"+44770090{i:04}", " id": str(i)}) + "\n" for i in range(1500))
    equal(names(Folder(contacts=lines).rows("plan")), [str(i) for i in range(1500)])


def test_suppression_lists():
    folder = Folder(campaign=CAMPAIGN + "dnc: a.txt\n", **{"a.txt": "07700 900001\n", "b.csv": "name,phone\nx,+447700900003\n", "c.txt": "2\n"})
    equal([row["reason"] for row in folder.rows("plan")], ["dnc", "first_attempt", "first_attempt"])
    equal([row["reason"] for row in folder.rows("plan", "--dnc", "b.csv", "--dnc", "c.txt")], ["dnc", "dnc", "dnc"])
    status, _, err = folder.ask("plan", "--dnc", "none.txt")
    equal(status, 4)
    inside("none.txt: error: cannot be read", err)


def test_numbers_that_asked():
    folder = Folder(events=[{"at": "2026-02-27T10:00:00Z", "contact": "1", "event": "dnc"},
                            {"at": "2026-02-27T10:00:00Z", "contact": "2", "event": "attempt", "outcome": "dnc_request"},
                            {"at": "2026-02-27T10:00:00Z", "contact": "3", "event": "attempt", "outcome": "busy"},
                            {"at": "2026-02-27T10:00:00Z", "contact": "+1 212 555 0100", "event": "dnc"}])
    status, out, _ = folder.ask("dnc")
    equal((status, out), (0, "+447700900001\n+447700900002\n+12125550100\n"))
    folder.write("list.txt", out)
    folder.write("contacts.csv", folder.read("contacts.csv") + b"4,+12125550100,,,\n")
    equal([row["reason"] for row in folder.rows("plan", "--events", "/dev/null", "--dnc", "list.txt")], ["dnc", "dnc", "first_attempt", "dnc"])
    equal(folder.ask("dnc", "-o", "csv")[1].splitlines()[0], "phone,contact")


def test_only():
    folder = Folder()
    equal(names(folder.rows("plan", "--only", "2")), ["2"])
    equal(names(folder.rows("plan", "--only", "+44 7700 900002")), ["2"])
    equal(names(folder.rows("plan", "--only", "07700900002")), ["2"])
    equal(folder.rows("plan", "--only", "22"), [])


def test_events_of_unknown_contacts():
    folder = Folder(events=[{"at": "2026-02-27T10:00:00Z", "contact": str(i), "event": "dnc"} for i in range(1, 30)])
    status, _, err = folder.ask("plan")
    equal(status, 0)
    equal(err.count("there is no contact"), 10)
    inside('events.ndjson:4: warning: there is no contact "4" in the list: 1 event left out [unknown-contact]', err)
    inside("26 contacts of the log are not in the list", err)


def test_events_after_now_are_left_out():
    event = {"at": "2026-03-02T10:00:01Z", "contact": "1", "event": "dnc"}
    folder = Folder(events=[event])
    equal(folder.rows("plan")[0]["reason"], "first_attempt")
    equal(folder.rows("plan", now="2026-03-02T10:00:01Z")[0]["reason"], "dnc")


def test_events_in_any_order():
    events = [{"at": f"2026-02-2{day}T1{hour}:00:00Z", "contact": str(who), "event": "attempt", "outcome": "busy"}
              for day in range(5, 8) for hour in range(0, 3) for who in range(1, 4)]
    folder = Folder(events=events)
    expected = folder.rows("plan")
    chance = random.Random(SEED)
    for _ in range(5):
        chance.shuffle(events)
        folder.write("events.ndjson", events)
        equal(folder.rows("plan"), expected)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(events[0]))
    writer.writeheader()
    writer.writerows(events)
    folder.write("events.ndjson", text.getvalue())
    equal(folder.rows("plan"), expected)


def many(rows, zones=("Europe/London", "Asia/Tokyo", "America/New_York")):
    return "id,phone,timezone,enqueued_at\n" + "".join(
        f"{i},+4477{i:08d},{zones[i % len(zones)]},2026-03-0{1 + i % 2}T0{i % 9}:{i % 60:02d}\n" for i in range(rows))


def test_next_is_the_head_of_the_queue():
    """Whether ten of many are picked or all are sorted, the order is the same."""
    folder = Folder(contacts=many(30000))
    whole = folder.rows("queue")
    calls = [row for row in whole if row["verdict"] == "call"]
    for n in (1, 10, 2000, 29999, 50000):
        equal(folder.rows("next", "-n", str(n)), calls[:n])
    # Those that may be called now come first, by their due; then the others by their time.
    ready = [row["due"] for row in folder.rows("queue", "--utc") if row["at"] == NOW]
    later = [row["at"] for row in folder.rows("queue", "--utc") if row["at"] != NOW]
    holds(len(ready) > 100 and len(later) > 100)
    equal(ready, sorted(ready))
    equal(later, sorted(later))
    equal([row["at"] for row in folder.rows("queue", "--utc")][len(ready) - 1], NOW)


def test_zones_met_late_change_nothing():
    """Zones are loaded by need: one that comes after the first block of the file is not unknown, nor moves the others."""
    strangers = ["x,+447711111111,Pacific/Auckland,", "y,+447711111112,+09:30,", "z,+447711111113,Asia/Kathmandu|-03:30,"]
    rows = many(20000).strip().split("\n")
    late = "\n".join(rows[:15000] + strangers + rows[15000:]) + "\n"
    early = "\n".join(rows[:1] + strangers + rows[1:]) + "\n"
    folder = Folder(contacts=late)
    expected = {row["contact"]: row for row in Folder(contacts=early).rows("plan")}
    for command in ("plan", "queue"):
        for row in folder.rows(command):
            equal({key: row[key] for key in expected[row["contact"]]}, expected[row["contact"]])
    equal(expected["z"]["zone"] in ("Asia/Kathmandu", "-03:30"), True)


def test_zones_met_late_in_one_campaign_leave_the_others_alone():
    """Each campaign has a table of its own: the zones of the first one's rows keep their places."""
    folder = Folder(contacts=CONTACTS)
    folder.write("d.yaml", CAMPAIGN.replace("name: Tests", "name: Second").replace("contacts.csv", "more.csv").replace("Europe/London", "UTC"))
    rows = many(15000).strip().split("\n")
    folder.write("more.csv", "\n".join(rows + ["x,+447711111111,Pacific/Auckland,", "y,+447711111112,Asia/Kathmandu,"]) + "\n")
    alone = {row["contact"]: row["zone"] for row in folder.rows("queue")}
    both = {row["contact"]: row["zone"] for row in folder.rows("queue", "--campaign", "d.yaml", "--columns", "contact,campaign,zone")
            if row["campaign"] == "Tests"}
    equal((both, len(both)), (alone, 3))


def test_zones_written_alike_are_read_alike():
    """Zones are remembered by their text: a list and a text that looks like one are two things, and every row has them
    as the library reads them."""
    written = ['["UTC", "Europe/Paris"]', r'"[\"UTC\", \"Europe/Paris\"]"', '"UTC | Europe/Paris"']
    lines = "".join(f'{{"id":"{i}","phone":"+4477009{i:05d}","timezone":{written[i % 3]}}}\n' for i in range(9))
    folder = Folder(contacts=lines)
    rows = folder.rows("plan", status=3)
    equal([row["verdict"] for row in rows], ["call", "hold", "call"] * 3)
    equal([row["reason"] for row in rows if row["verdict"] == "hold"], ["zone_unknown"] * 3)
    _, out, _ = folder.ask("fold")
    equal([row["timezone"] for row in csv.DictReader(io.StringIO(out))],
          ["UTC|Europe/Paris", '["UTC","Europe/Paris"]', "UTC|Europe/Paris"] * 3)


def test_a_phone_is_leased_once_across_campaigns():
    folder = Folder(contacts="id,phone\na,+447700900001\nb,+447700900002\nc,+447700900003\n",
                    events=[{"at": "2026-03-02T09:59:00Z", "contact": "c", "event": "start"}])
    folder.write("d.yaml", CAMPAIGN.replace("name: Tests", "name: Second").replace("events: events.ndjson\n", "") + "priority: 5\n")
    rows = folder.rows("next", "--campaign", "d.yaml")
    # The second campaign goes first; contact c is in a call of the first one.
    equal([(row["contact"], row["campaign"]) for row in rows], [("a", "Second"), ("b", "Second")])
    equal(len(folder.rows("queue", "--campaign", "d.yaml")), 3)  # and the hold of the call under way


def test_views_of_the_queue():
    day = [("1", "2026-03-02T09:00"), ("2", "2026-03-02T17:00"), ("3", "2026-03-04T12:00"), ("4", "2026-03-09T12:00")]
    events = [{"at": "2026-02-27T10:00:00Z", "contact": who, "event": "callback", "by": "customer", "due": due} for who, due in day]
    events += [{"at": "2026-02-27T10:00:00Z", "contact": "5", "event": "attempt", "outcome": "completed"},
               {"at": "2026-02-28T10:00:00Z", "contact": "4", "event": "cancel", "scope": "callback"},
               {"at": "2026-02-27T10:00:00Z", "contact": "7", "event": "dnc"}]
    folder = Folder(contacts="id,phone\n" + "".join(f"{i},+44770090000{i}\n" for i in range(1, 8)), events=events)

    def view(*arguments):
        return set(names(folder.rows("queue", *arguments)))
    equal(view(), set("12346"))
    equal(view("--view", "overdue"), set("1"))
    equal(view("--view", "today"), set("1246"))
    equal(view("--view", "week"), set("12346"))
    equal(view("--view", "all"), set("1234567"))
    equal(view("--class", "callback"), set("123"))
    equal(view("--callback", "pending"), set("123"))
    equal(view("--callback", "requested"), set("1234"))
    equal(view("--callback", "cancelled"), set("4"))
    equal(view("--status", "reached"), set("5"))
    equal(view("--status", "dnc"), set("7"))
    equal(view("--view", "overdue", "--class", "retry"), set())
    for flag, word in (("--view", "overdu"), ("--class", "callbak"), ("--status", "reachd"), ("--callback", "pendin")):
        status, _, err = folder.ask("queue", flag, word)
        equal(status, 2)
        inside("did you mean", err)


def test_priority_and_class_go_before_the_rest():
    """High priority, then the class by lease_order; a callback may be due later than what waits longer."""
    contacts = "id,phone,enqueued_at\np,+447700900001,2026-03-02T08:00\nr,+447700900002,2026-03-02T07:00\nc,+447700900003,2026-03-02T06:00\n"
    events = [{"at": "2026-02-27T10:00:00Z", "contact": "r", "event": "attempt", "outcome": "busy"},
              {"at": "2026-02-27T10:00:00Z", "contact": "c", "event": "callback", "by": "customer", "due": "2026-03-02T09:30"}]
    for order, expected in (("", "cpr"), ("lease_order: [retry, callback, pending]\n", "rcp"), ("lease_order: [pending, retry, callback]\n", "prc")):
        folder = Folder(campaign=CAMPAIGN + order, contacts=contacts, events=events)
        rows = folder.rows("next")
        equal("".join(names(rows)), expected)
        equal([row["class"] for row in rows], [{"p": "pending", "r": "retry", "c": "callback"}[name] for name in expected])
    folder.write("other.csv", "id,phone\nz,+447700900009\n")
    folder.write("d.yaml", CAMPAIGN.replace("contacts.csv", "other.csv").replace("events: events.ndjson\n", "") + "priority: 1\n")
    equal(names(folder.rows("next", "--campaign", "d.yaml")), list("zprc"))


def test_lease_then():
    """What orders a class, a value at a time: none of the four is leased first by two of them."""
    contacts = ("id,phone,timezone,enqueued_at\na,+447700900001,Europe/London,2026-03-02T09:10\nb,+447700900002,Europe/London,2026-03-02T09:40\n"
                "c,+447700900003,Europe/London,2026-03-02T09:20\nd,+447700900004,Asia/Kolkata,2026-03-02T09:30\n")

    def order(word, contacts=contacts, seed="tests", **more):
        return "".join(names(Folder(campaign=CAMPAIGN.replace("seed: tests", f"seed: {seed}") + f"lease_then: {word}\n", contacts=contacts, **more).rows("next")))
    equal(order("due"), "acdb")
    equal(order("newest"), "bdca")
    equal(order("closing_first")[0], "d")  # 18:00 in Kolkata is 12:30 in London
    calls = [(who, at) for who, count in (("a", 2), ("b", 1), ("c", 0), ("d", 2)) for at in range(count)]
    tried = [{"at": f"2026-02-27T{10 + at}:00:00Z", "contact": who, "event": "attempt", "outcome": "busy"} for who, at in calls]
    equal(order("fewest_attempts", events=tried)[:2], "cb")  # a and d have as many
    # Nobody has a value: the order of the rows.
    bare = "id,phone\n" + "".join(f"{name},+44770090000{i}\n" for i, name in enumerate("dbca"))
    for word in ("due", "newest"):
        equal(order(word, bare), "dbca")
    # Drawn from the seed and the contact: the same for any order of the rows, another one for another seed.
    drawn = {seed: order("random", bare, seed) for seed in range(12)}
    holds(len(set(drawn.values())) > 3, drawn)
    rows = bare.splitlines(keepends=True)
    equal({seed: order("random", "".join(rows[:1] + rows[:0:-1]), seed) for seed in range(12)}, drawn)


def test_views_by_class_and_callback():
    contacts = "id,phone\n" + "".join(f"{i},+44770090000{i}\n" for i in range(1, 8))
    wish = {"at": "2026-02-26T10:00:00Z", "event": "callback", "by": "customer", "due": "2026-02-27T12:00"}
    ends = {"1": "completed", "2": "voicemail", "4": "invalid_number"}
    events = [{**wish, "contact": str(i)} for i in range(1, 6)]
    events += [{"at": "2026-02-27T12:00:00Z", "contact": who, "event": "attempt", "outcome": outcome} for who, outcome in ends.items()]
    events += [{"at": "2026-02-27T13:00:00Z", "contact": "5", "event": "cancel", "scope": "callback"},
               {"at": "2026-02-27T12:00:00Z", "contact": "6", "event": "attempt", "outcome": "no_answer"}]
    folder = Folder(contacts=contacts, events=events)

    def view(*arguments):
        return "".join(sorted(names(folder.rows("queue", *arguments))))
    equal(view("--callback", "requested"), "12345")
    equal(view("--callback", "pending"), "3")
    equal(view("--callback", "completed"), "12")  # by a conversation, and closed by the voicemail
    equal(view("--callback", "cancelled"), "45")
    equal(view("--callback", "missed"), "")
    equal(view("--class", "pending"), "57")
    equal(view("--class", "retry"), "26")
    equal(view("--class", "callback"), "3")
    equal(view("--class", "callback", "--callback", "completed"), "")


def test_overdue_is_whatever_waits_past_its_due():
    """In a paused campaign, too; not who is in a call, nor who ended."""
    events = [{"at": "2026-02-26T10:00:00Z", "contact": str(i), "event": "callback", "by": "customer", "due": "2026-02-27T12:00"} for i in (1, 2, 3)]
    events += [{"at": "2026-03-02T09:20:00Z", "contact": "2", "event": "start"}, {"at": "2026-03-01T09:59:00Z", "contact": "3", "event": "dnc"},
               {"at": "2026-03-02T09:21:00Z", "contact": "2", "event": "callback", "by": "customer", "due": "2026-03-02T09:30:00Z"}]
    for status, verdict in (("active", "call"), ("paused", "hold")):
        folder = Folder(campaign=CAMPAIGN + f"status: {status}\n", events=events)
        rows = folder.rows("queue", "--view", "overdue")
        equal([(row["contact"], row["verdict"], row["overdue_s"] > 86400) for row in rows], [("1", verdict, True)])
        talking = [row for row in folder.rows("queue") if row["contact"] == "2"]
        equal([(row["reason"], row["overdue_s"] > 0) for row in talking], [("in_call", True)])


def test_what_is_due_now_is_not_overdue():
    folder = Folder(events=[{"at": "2026-02-26T10:00:00Z", "contact": "1", "event": "callback", "by": "customer", "due": NOW}])
    equal(folder.rows("queue", "--view", "overdue"), [])
    equal(names(folder.rows("queue", "--view", "overdue", now="2026-03-02T10:00:01Z")), ["1"])


def test_weeks_end_with_sunday_in_the_zone_of_the_campaign():
    """Today and the week are civil dates of the campaign; 18:31 UTC on Sunday is a Monday in Kolkata."""
    days = {"1": "2026-03-02T20:00+05:30", "2": "2026-03-03T00:30+05:30", "3": "2026-03-08T19:30+05:30", "4": "2026-03-09T00:30+05:30"}
    events = [{"at": "2026-02-27T10:00:00Z", "contact": who, "event": "callback", "by": "customer", "due": due} for who, due in days.items()]
    text = CAMPAIGN.replace("Europe/London", "Asia/Kolkata").replace("{mon-fri: 09:00-18:00}", "{daily: 00:00-24:00}")
    folder = Folder(campaign=text, contacts="id,phone\n" + "".join(f"{i},+44770090000{i}\n" for i in days), events=events)
    for view, now, expected in (("today", "2026-03-02T10:00:00Z", "1"), ("today", "2026-03-01T20:00:00Z", "1"), ("week", "2026-03-02T10:00:00Z", "123"),
                                ("week", "2026-03-08T10:00:00Z", "3"), ("today", "2026-03-08T18:31:00Z", "4")):
        equal("".join(sorted(names(folder.rows("queue", "--view", view, now=now)))), expected, f"{view} {now}")


def test_exit_status_on_request():
    folder = Folder()
    equal(folder.ask("next", "-e")[0], 0)
    equal(folder.ask("next", "-e", now="2026-02-28T10:00:00Z")[0], 1)  # a Saturday: nothing may be called now
    equal(folder.ask("plan", "-e", "--only", "nobody")[0], 1)
    equal(folder.ask("explain", "-e", "1")[0], 0)
    folder.write("events.ndjson", [{"at": NOW, "contact": "1", "event": "dnc"}])
    equal(folder.ask("explain", "-e", "1")[0], 1)
    equal(folder.ask("clip", "-e", "--horizon", "1d", "2026-03-06T19:00")[0], 1)


def test_strict_and_rejects():
    contacts = "id,phone\n1,+447700900001\n2,bad\n3,+447700900003\n4,worse,x\n5,+447700900005\n"
    folder = Folder(contacts=contacts)
    status, out, _ = folder.ask("plan", "-o", "csv", "--rejects", "r.csv")
    equal((status, len(out.splitlines())), (3, 6))
    equal(folder.read("r.csv").decode(), "id,phone\n2,bad\n4,worse,x\n")
    status, out, _ = folder.ask("plan", "-o", "csv", "--strict")
    equal((status, [line.split(",")[0] for line in out.splitlines()[1:]]), (3, ["1", "2"]))
    equal(folder.ask("next", "--rejects", "no/such/r.csv")[0], 4)
    folder.write("events.ndjson", [{"contact": "1", "at": "2026-02-02T10:00:00Z", "event": "callback", "text": "tomorrow at 3pm"},
                                   {"contact": "1", "at": "2026-02-02T11:00:00Z", "event": "shrug"}])
    for command in ("plan", "next"):
        status, out, err = folder.ask(command, "--strict", "--rejects", "r.csv")
        equal((status, out), (3, ""))
        equal(len(err.splitlines()), 1)
        inside("[unknown-event]", err)


def test_errors_as_json():
    folder = Folder(contacts="id,phone\n2,bad\n")
    _, _, err = folder.ask("plan", "--errors", "json")
    row = json.loads(err.splitlines()[0])
    equal((row["severity"], row["file"], row["line"], row["column"], row["code"]), ("error", "contacts.csv", 2, 3, "phone-invalid"))


if __name__ == "__main__":
    main(globals())
