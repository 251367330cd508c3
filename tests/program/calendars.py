#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Calendars in and out: no-call days from files, what is said about them, and the plan as a calendar."""
import datetime
import sys

sys.dont_write_bytecode = True
from harness import CAMPAIGN, NOW, Folder, equal, holds, inside, main, skip  # noqa: E402

HOLIDAYS = """\
BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
SUMMARY:Spring Day\r
DTSTART;VALUE=DATE:20260303\r
RRULE:FREQ=YEARLY;COUNT=3\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:Fair\r
CATEGORIES:Observance\r
DTSTART;VALUE=DATE:20260304\r
DTEND;VALUE=DATE:20260306\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:Meeting\r
DTSTART:20260305T100000Z\r
END:VEVENT\r
END:VCALENDAR\r
"""
DAYS = 'no_call_days: ["2026-04-06", {ics: days.ics%s}]\n'


def folder_with(days, extra="", text=HOLIDAYS):
    return Folder(CAMPAIGN + DAYS % days + extra, **{"days.ics": text})


def clipped(folder, at):
    return folder.rows("clip", at)[0]


def test_days_of_a_file_bind():
    folder = folder_with("")
    for at, then in (("2026-03-02T10:00Z", "2026-03-02T10:00:00+00:00"), ("2026-03-03T10:00Z", "2026-03-06T09:00:00+00:00"),
                     ("2027-03-03T10:00Z", "2027-03-04T09:00:00+00:00"), ("2029-03-05T10:00Z", "2029-03-05T10:00:00+00:00")):
        equal(clipped(folder, at)["clipped"], then)
    equal(clipped(folder, "2026-03-03T10:00Z")["reason"], "no_call_day")
    equal(clipped(folder_with(", except: Observance"), "2026-03-04T10:00Z")["status"], "open")
    equal(clipped(folder_with(", only: [fair]"), "2026-03-03T10:00Z")["status"], "open")


def test_an_account_and_a_campaign_unite():
    other = HOLIDAYS.replace("20260303", "20260310").replace("Spring Day", "Other Day")
    folder = Folder(CAMPAIGN + DAYS % "" + "account: account.yaml\n",
                    **{"days.ics": HOLIDAYS, "account.yaml": "no_call_days: [{ics: other.ics, only: Other}]\n", "other.ics": other})
    equal(clipped(folder, "2026-03-10T10:00Z")["reason"], "no_call_day")
    equal(clipped(folder, "2026-03-03T10:00Z")["reason"], "no_call_day")


def test_show_lists_what_was_taken():
    folder = folder_with(", except: [Observance]", 'holidays: {GB: gb.ics}\n')
    folder.write("gb.ics", HOLIDAYS.replace("Spring Day", "Bank Holiday"))
    status, out, err = folder.ask("show")
    equal(status, 0, err)
    inside("No-call days from days.ics\n  Tue 2026-03-03  Spring Day\n  Wed 2027-03-03  Spring Day\n  and 1 in other years\n", out)
    inside("Public holidays of GB, from gb.ics\n  Tue 2026-03-03  Bank Holiday\n  Wed 2026-03-04 to Thu 2026-03-05  Fair\n", out)
    _, yaml, _ = folder.ask("show", "--yaml")
    inside("- {ics: days.ics, except: [Observance], lenient: false}", yaml)
    holds("2026-03-03" not in yaml, yaml)
    folder.write("again.yaml", yaml)
    status, again, err = folder.run("show", "--campaign", "again.yaml", "--now", NOW, "--yaml")
    equal((status, again), (0, yaml), err)


def test_an_explanation_names_the_day():
    _, out, _ = folder_with("").ask("explain", "1", now="2026-03-03T10:00:00Z")
    inside("2026-03-03: Spring Day", out)


def test_what_is_wrong_is_said_in_both_files():
    bad = HOLIDAYS.replace("FREQ=YEARLY;COUNT=3", "FREQ=YEARLY;BYEASTER=0")
    status, out, err = folder_with("", text=bad).run("check", "c.yaml")
    equal(status, 3, err)
    inside("c.yaml:9:36: error: the calendar has 1 fault, on line 5: the event \"Spring Day\"", err)
    inside("days.ics:5:1: error: the event \"Spring Day\": this rule cannot be read", err)
    status, out, err = folder_with(", lenient: true, only: [Spring, Typo]", text=bad).run("check", "c.yaml")
    equal(status, 0, err)
    inside("days.ics:5:1: warning: the event \"Spring Day\"", err)
    inside("1 event has a time of day and is skipped", err)
    inside('matches the pattern "Typo"', err)
    for text, sentence in (("", "the file is empty"), ("<html>login</html>", "web page"), (HOLIDAYS[:300], "it was cut off"),
                           ("BEGIN:VCARD\n", "this is no calendar"), ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", None)):
        status, _, err = folder_with("", text=text).run("check", "c.yaml")
        equal(status, 3 if sentence else 0, err)
        inside(sentence or "no day is taken", err)
    status, _, err = Folder(CAMPAIGN + DAYS % "").run("check", "c.yaml")
    holds(status != 0 and "days.ics" in err, err)


# --- out -------------------------------------------------------------------------------------------------------------

def modules():
    try:
        import icalendar
    except ImportError:
        sys.path.append("/usr/lib/python3/dist-packages")  # Debian's, where another Python stands before its own
        try:
            import icalendar
        except ImportError:
            return None
    return icalendar


NAME = 'Räo; the "third", of a very long and öld family that once lived at Öberhäuser\\on-Sea'
PEOPLE = 'id,phone,timezone,first_name,last_name\n1,+447700900001,,Äshä,"%s"\n2,+447700900002,Asia/Kolkata,,\n' % NAME.replace('"', '""')


def plan_of(folder, *arguments, now=NOW):
    status, out, err = folder.ask("plan", "-o", "ics", *arguments, now=now)
    equal(status, 0, err)
    return out


def tried():
    return Folder(CAMPAIGN + "call: {max_duration: 15m}\n", contacts=PEOPLE,
                  events=[{"at": "2026-02-27T10:00:00Z", "contact": "1", "event": "attempt", "outcome": "busy"}])


def test_lines_of_the_plan_are_folded():
    """Wherever the 75th byte falls: inside of a character of two, three or four of them, or between two."""
    names = ["x" * shift + "ä€😀" * 30 for shift in range(9)]
    out = plan_of(Folder(contacts="id,phone,first_name\n" + "".join(f"{i},+44770090{i:04},{name}\n" for i, name in enumerate(names))))
    equal(out.count("\n"), out.count("\r\n"))
    lines = out.encode().split(b"\r\n")
    for line, behind in zip(lines, lines[1:]):
        line.decode()
        holds(72 <= len(line) <= 75 if behind[:1] == b" " else len(line) <= 75, line)
    whole = out.replace("\r\n ", "").split("\r\n")
    for name in names:
        inside(f"SUMMARY:Call {name}: first_attempt", whole)


def test_what_has_a_meaning_in_a_calendar_is_escaped():
    folder = Folder(CAMPAIGN.replace("seed: tests", 'seed: "a;b,c"'), contacts='id,phone,first_name\n1,+447700900001,"a\\b;c,d\ne\tf:"""\n')
    lines = plan_of(folder).replace("\r\n ", "").split("\r\n")
    inside('SUMMARY:Call a\\\\b\\;c\\,d\\ne f:": first_attempt', lines)
    holds(any(line.startswith("UID:") and line.endswith("-a\\;b\\,c") for line in lines), lines)


def test_the_plan_is_a_calendar():
    icalendar, folder = modules(), tried()
    if not icalendar:
        skip("no Python module icalendar")
    out = plan_of(folder)
    events = icalendar.Calendar.from_ical(out).walk("VEVENT")
    rows = folder.rows("plan", "--utc")
    equal(len(events), len(rows))
    for event, row in zip(events, rows):
        at = datetime.datetime.fromisoformat(row["at"].replace("Z", "+00:00"))
        equal(event["DTSTART"].dt, at)
        equal(event["DTEND"].dt - at, datetime.timedelta(minutes=15))
        equal(event["DTSTAMP"].dt, datetime.datetime.fromisoformat(NOW.replace("Z", "+00:00")))
        inside(f"Reason: {row['reason']}\nClass: {row['class']}\nAttempt: {row['attempt']} of 12\nContact: {row['contact']}\n",
               str(event["DESCRIPTION"]))
    equal(str(events[0]["SUMMARY"]), f"Call Äshä {NAME}: {rows[0]['reason']}")
    equal(str(events[1]["SUMMARY"]), f"Call 2: {rows[1]['reason']}")


def uids(out):
    return [line for line in out.split("\r\n") if line.startswith("UID:")]


def test_an_event_keeps_its_uid():
    folder = Folder(contacts=PEOPLE)
    first, later = uids(plan_of(folder)), uids(plan_of(folder, now="2026-03-09T10:00:00Z"))
    equal(first, later)
    equal(len(set(first)), 2)
    other = uids(plan_of(Folder(CAMPAIGN.replace("seed: tests", "seed: others"), contacts=PEOPLE)))
    holds(not set(first) & set(other), other)


def test_what_has_no_time_has_no_event():
    folder = Folder(contacts="id,phone\n1,+447700900001\n2,none\n3,+447700900003\n",
                    events=[{"at": "2026-02-27T10:00:00Z", "contact": "3", "event": "attempt", "outcome": "completed"}])
    status, out, err = folder.ask("plan", "-o", "ics")
    equal(status, 3, err)
    equal((out.count("BEGIN:VEVENT"), out.count("END:VEVENT"), out.endswith("END:VCALENDAR\r\n")), (1, 1, True))
    for command in ("next", "queue"):
        _, out, _ = folder.ask(command, "-o", "ics")
        equal((out.count("BEGIN:VEVENT"), out.endswith("END:VCALENDAR\r\n")), (1, True), command)


if __name__ == "__main__":
    main(globals())
