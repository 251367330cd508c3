#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`dialplan when`, and the customer's words in the life of a contact."""
import json
import os
import pty
import subprocess
import sys

sys.dont_write_bytecode = True
from harness import PROGRAM, Folder, equal, holds, inside, main  # noqa: E402

FIELDS = ["text", "status", "at", "fitted", "earliest", "latest", "grain", "kind", "certainty", "reasons", "reading"]
CAMPAIGN = """\
name: Words
seed: words
country: IN
timezone: Asia/Kolkata
windows: {mon-sat: 09:00-18:00}
contacts: contacts.csv
events: events.ndjson
jitter: 0s
retry: {strategy: fixed, every: 6h}
"""
NOW = "2026-03-11T10:00"  # a Wednesday


def folder(**more):
    return Folder(campaign=CAMPAIGN, contacts="id,phone,timezone\n1,+919845061927,\n2,+4915155501234,Europe/Berlin\n", **more)


def rows_of(*arguments, **more):
    return folder().rows("when", *arguments, now=NOW, **more)


def test_the_fields_of_a_line():
    row = rows_of("kal subah 11 baje ke baad")[0]
    equal(list(row), FIELDS)
    equal(row, {"text": "kal subah 11 baje ke baad", "status": "resolved", "at": "2026-03-12T11:00:00+05:30",
                "fitted": "2026-03-12T11:00:00+05:30", "earliest": "2026-03-12T11:00:00+05:30", "latest": None,
                "grain": "hour", "kind": "combination", "certainty": row["certainty"], "reasons": [],
                "reading": "tomorrow, from 11:00 → Thu 2026-03-12 11:00 Asia/Kolkata"})
    holds(0 < row["certainty"] <= 1000)
    row = rows_of("sunday 4 pm")[0]
    equal((row["at"], row["fitted"]), ("2026-03-15T16:00:00+05:30", "2026-03-16T16:00:00+05:30"))
    equal(row["reasons"], ["weekday_next", "moved_open_day"])
    row = rows_of("baad mein")[0]
    equal([row[key] for key in FIELDS[1:8]], ["vague", None, None, None, None, None, None])
    _, out, _ = folder().ask("when", "sunday 4 pm", "-o", "csv", now=NOW)
    equal(out.split("\n")[0], ",".join(FIELDS))
    inside(",weekday_next|moved_open_day,", out)
    equal(rows_of("kal 5 baje", "--utc")[0]["at"], "2026-03-12T11:30:00Z")


def test_a_line_for_a_line():
    given = ["kal 5 baje", "", '{"text":"in half an hour","now":"2026-03-29T00:40","zone":"Europe/Berlin"}', '{"now":1}',
             '{"text":"kal","x":2}', '{"text":', '{"text":"tomorrow","zone":"Nowhere/At_all"}', '{"text":"tomorrow","now":"soon"}',
             '{"text":"tomorrow 5 pm","now":1773205200,"zone":null}', '{"text":"tomorrow","now":0}', "parso", "x" * (1 << 20 | 1)]
    status, out, err = folder().ask("when", "-", "-o", "ndjson", now=NOW, stdin="\n".join(given) + "\n")
    rows = [json.loads(line) for line in out.splitlines()]
    equal(status, 3)
    equal([row["status"] for row in rows],
          ["resolved", "none", "resolved", "error", "error", "error", "error", "error", "resolved", "error", "resolved", "error"])
    equal(rows[2]["at"], "2026-03-29T01:10:00+01:00")
    equal(rows[8]["at"], "2026-03-12T17:00:00+05:30")  # asked on the 11th
    equal([rows[i]["reason"] for i in (3, 4, 5, 7, 9, 11)], ["text", "key", "json", "date-form", "instant-range", "too-long"])
    for i in (3, 4, 5, 6, 7, 9, 11):
        equal(list(rows[i]), ["status", "reason", "message"])
        inside(f"standard input:{i + 1}:", err)
    # for people: a line, too
    status, out, _ = folder().ask("when", "-", now=NOW, stdin="kal 5 baje\n{\n\n")
    equal(out.split("\n"), ["kal 5 baje → tomorrow, 17:00 → Thu 2026-03-12 17:00 Asia/Kolkata",
                            "error: " + out.split("\n")[1][7:], "→ no time", ""])
    equal(folder().ask("when", "-", "--strict", "-o", "ndjson", now=NOW, stdin="{\nkal\n")[1].count("\n"), 1)


def test_answers_before_the_next_line():
    with subprocess.Popen([PROGRAM, "when", "-", "--zone", "UTC", "-o", "ndjson"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for phrase in ("tomorrow", "later"):
            process.stdin.write(phrase.encode() + b"\n")
            process.stdin.flush()
            equal(json.loads(os.read(process.stdout.fileno(), 65536))["text"], phrase)
        process.stdin.close()
        equal(process.wait(20), 0)


def test_strange_bytes():
    status, out, _ = folder().ask("when", "-", "-o", "ndjson", now=NOW, stdin=b"kal \xff 5 baje \xf0\x9f\x93\x9e\x00\n\xe2\x80\x8ftomorrow\n")
    rows = [json.loads(line) for line in out.splitlines()]
    equal(status, 0)
    equal(rows[0]["text"], "kal \ufffd 5 baje \U0001f4de\x00")
    equal([row["status"] for row in rows], ["resolved", "resolved"])
    _, out, _ = folder().ask("when", "-", now=NOW, stdin=b"tomorrow \x1b[31m \xc2\x9b31m\n")
    holds("\x1b" not in out and "\x9b" not in out)


def test_without_a_campaign():
    plain = Folder()
    status, out, err = plain.run("when", "sunday 4", "--zone", "Asia/Kolkata", "--now", NOW, "-o", "ndjson")
    row = json.loads(out)
    equal((status, err), (0, ""))
    equal((row["at"], row["fitted"], row["reasons"]), ("2026-03-15T16:00:00+05:30", None, ["weekday_next", "meridiem_from_window"]))
    row = json.loads(plain.run("when", "8 pm", "--zone", "UTC", "--now", "2026-03-11T20:30", "-o", "ndjson")[1])
    equal((row["at"], row["reasons"]), ("2026-03-12T20:00:00+00:00", ["past_today"]))
    row = json.loads(plain.run("when", "11 pm", "--zone", "UTC", "--now", "2026-03-11T20:30", "-o", "ndjson")[1])
    equal((row["at"], row["fitted"], row["reasons"]), ("2026-03-11T23:00:00+00:00", None, []))  # nothing was clipped
    _, out, err = plain.run("when", "tomorrow", "--now", NOW)
    inside("Thu 2026-03-12 10:00 UTC", out)
    inside("in UTC", err)
    equal(plain.run("when", "tomorrow", "--now", NOW, "-q")[2], "")
    status, _, err = plain.run("when", "tomorrow", "--zone", "Europe/Berln")
    equal(status, 2)
    inside("Europe/Berlin", err)
    row = json.loads(plain.run("when", "5 pm", "--zone", "Europe/Berlin|Asia/Kolkata", "--now", NOW, "-o", "ndjson")[1])
    equal(row["at"], "2026-03-11T17:00:00+01:00")


def test_when_it_was_spoken():
    row = rows_of("at 5 pm", "--asked", "2026-03-10T12:00")[0]
    equal((row["at"], row["reasons"]), ("2026-03-11T10:05:00+05:30", ["least_delay"]))
    _, out, _ = folder().run("when", "-c", "c.yaml", "at 5 pm", "--asked", "2026-03-10T12:00", "-o", "ndjson")
    equal(json.loads(out)["at"], "2026-03-10T17:00:00+05:30")  # as it was then
    equal(folder().ask("when", "kal", "--asked", "2026-03-12T12:00", now=NOW)[0], 2)
    equal(folder().ask("when", "kal", "--asked", "yesterday", now=NOW)[0], 2)


def test_whose_zone():
    equal(rows_of("5 pm", "--zone", "Europe/Berlin")[0]["at"], "2026-03-11T17:00:00+01:00")
    equal(rows_of("5 pm", "--contact", "2")[0]["at"], "2026-03-11T17:00:00+01:00")
    equal(rows_of("5 pm", "--contact", "1")[0]["at"], "2026-03-11T17:00:00+05:30")
    equal(folder().ask("when", "5 pm", "--contact", "3", now=NOW)[0], 3)
    equal(folder().ask("when", "5 pm", "--zone", "X/Y", now=NOW)[0], 2)
    equal(folder().run("when", "5 pm", "--contact", "2")[0], 2)
    # zones met on the way do not disturb the one that was given
    _, out, _ = folder().ask("when", "-", "--zone", "Europe/Berlin", "-o", "ndjson", now=NOW,
                             stdin='5 pm\n{"text":"5 pm","zone":"America/New_York"}\n5 pm\n')
    equal([json.loads(line)["at"][19:] for line in out.splitlines()], ["+01:00", "-04:00", "+01:00"])


def test_the_answer_is_no():
    equal(folder().ask("when", "kal", "-e", now=NOW)[0], 0)
    equal(folder().ask("when", "kal", "baad mein", "-e", now=NOW)[0], 1)


def test_for_people():
    _, out, _ = folder().ask("when", "sunday 4 pm", now=NOW)
    equal(out, "sunday 4 pm → Sunday, 16:00 → Sun 2026-03-15 16:00 Asia/Kolkata\n"
               "  in open time Mon 2026-03-16 16:00:00\n"
               "  · the next day of that name\n"
               "  · closed that day: the same on the next open day\n")
    _, out, _ = folder().ask("when", "--explain", "please call कल शाम को", now=NOW)
    lines = out.split("\n")
    equal(lines[0], "please call कल शाम को")
    equal(lines[1][:12], " " * 12)  # under the words, by columns and not by bytes
    holds(set(lines[1][12:]) == {"^"} and 6 <= len(lines[1]) - 12 <= 8, lines[1])
    equal(folder().ask("when", "--explain", '"kal"', now=NOW)[1].split("\n")[:2], ['"kal"', " ^^^"])
    equal(lines[2], "→ tomorrow, evening → Thu 2026-03-12 17:30 Asia/Kolkata")
    inside("certainty", lines[3])
    campaign = CAMPAIGN + "schedule: {end: 2026-03-11}\n"
    _, out, _ = Folder(campaign=campaign).ask("when", "tomorrow 5 pm", now=NOW)
    inside("in open time never", out)


def test_a_terminal_underlines():
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm"}
    env.pop("NO_COLOR", None)
    subprocess.run([PROGRAM, "when", "--explain", "call tomorrow please", "--zone", "UTC", "--now", NOW], stdout=slave, check=True, env=env)
    os.close(slave)
    inside("call \x1b[4mtomorrow\x1b[24m please", os.read(master, 65536).decode())
    os.close(master)


def test_the_words_of_a_wish():
    f = folder()
    for contact, words in (("1", "kal subah 11 baje ke baad"), ("2", "tomorrow 5 pm")):
        status, _, err = f.ask("record", "--contact", contact, "--event", "callback", "--by", "customer", "--text", words, "--reason", "busy", now=NOW)
        equal(status, 0, err)
    rows = f.rows("next", now=NOW)
    equal([(row["contact"], row["at"], row["callback_text"], row["callback_reason"]) for row in rows],
          [("1", "2026-03-12T11:00:00+05:30", "kal subah 11 baje ke baad", "busy"), ("2", "2026-03-12T17:00:00+01:00", "tomorrow 5 pm", "busy")])
    equal([row["asked"] for row in f.rows("queue", "--view", "all", now=NOW)], ["2026-03-12T11:00:00+05:30", "2026-03-12T17:00:00+01:00"])
    _, out, _ = f.ask("plan", "--columns", "contact,callback_text", now=NOW)
    inside("1        kal subah 11 baje ke baad\n", out)
    _, out, _ = f.ask("explain", "1", now=NOW)
    inside("  customer asked for: kal subah 11 baje ke baad → tomorrow, from 11:00 → Thu 2026-03-12 11:00 Asia/Kolkata\n", out)
    # the words stay with the log: a snapshot has the instants
    f.write("snapshot.csv", f.ask("fold", "-o", "csv", now=NOW)[1])
    f.write("none.ndjson", "")
    planned = f.rows("plan", "--contacts", "snapshot.csv", "--events", "none.ndjson", now=NOW)
    equal([row["due"] for row in planned], ["2026-03-12T11:00:00+05:30", "2026-03-12T17:00:00+01:00"])


def test_a_due_that_somebody_gave():
    f = folder(events=[{"at": "2026-03-11T09:30:00+05:30", "contact": "1", "event": "callback", "by": "agent", "text": "kal 5 baje",
                        "due": "2026-03-13T10:00:00+05:30"}])
    _, out, _ = f.ask("explain", "1", now=NOW)
    inside("  customer asked for: kal 5 baje\n", out)
    inside("2026-03-13T10:00:00", out)


if __name__ == "__main__":
    main(globals())
