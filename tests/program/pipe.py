#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The pipe contract: a line out for a line in, in order, errors in their place, flushed when the input would block."""
import json
import os
import select
import subprocess
import sys

sys.dont_write_bytecode = True
from harness import NOW, PROGRAM, Folder, equal, holds, inside, main  # noqa: E402

PLAN = ["contact", "verdict", "at", "due", "asked", "class", "attempt", "of", "reason", "zone", "variant"]
CLIP = ["at", "status", "clipped", "close", "zone", "reason"]
QUEUE = PLAN + ["phone", "name", "campaign", "agent", "last_outcome", "retry", "overdue_s", "callback_status",
                "callback_text", "callback_reason", "notes"]
FOLDER = Folder()


def lines_of(out):
    return [json.loads(line) for line in out.split("\n") if line]


def test_fields_in_their_order():
    folder = Folder(events=[{"at": "2026-02-27T10:00:00Z", "contact": "1", "event": "attempt", "outcome": "busy"}])
    for row in folder.rows("plan"):
        equal(list(row), PLAN)
    for row in folder.rows("next"):
        equal(list(row), QUEUE)
    for row in folder.rows("clip", "2026-03-07T12:00"):
        equal(list(row), CLIP)
    equal(list(folder.rows("explain", "1")[0]), PLAN + ["steps"])
    for row in folder.rows("ladder", "1"):
        equal(list(row), ["contact", "attempt", "day", "at", "reason"])
    equal(folder.rows("explain", "1")[0]["steps"][0].keys(), {"rule": 0, "before": 0, "after": 0, "detail": 0}.keys())
    _, out, _ = folder.ask("plan", "-o", "csv")
    equal(out.split("\n")[0], ",".join(PLAN))


def test_clip_answers_every_line():
    given = ["2026-03-02T10:00:00Z", "never", "", '{"at":"2026-03-07T10:00","zone":"Asia/Kolkata"}', '{"at":1772445600}',
             '{"at":1772445600,"zone":["Asia/Kolkata","Europe/Paris"]}', '{"at":}', '{"zone":"UTC"}', '{"at":"2026-03-07","zone":"X/Y"}',
             "2026-02-30", "2026-03-02 10:00", '{"at":"2026-03-02T10:00:00Z","zone":"+05:30"}', '{"when":1}']
    _, out, err = Folder().ask("clip", "-", "-o", "ndjson", stdin="\n".join(given) + "\n")
    rows = lines_of(out)
    equal(len(rows), len(given))
    errors = [i for i, row in enumerate(rows) if row["status"] == "error"]
    equal(errors, [1, 2, 6, 7, 8, 9, 12])
    for i in errors:
        equal(list(rows[i]), ["status", "reason", "message"])
        inside(f"standard input:{i + 1}:", err)
    equal(rows[0]["status"], "open")
    equal(rows[3]["clipped"], "2026-03-09T09:00:00+05:30")
    equal(rows[4]["at"], "2026-03-02T10:00:00+00:00")
    equal((rows[5]["status"], rows[5]["zone"]), ("open", "Asia/Kolkata"))
    equal((rows[11]["at"], rows[11]["zone"]), ("2026-03-02T15:30:00+05:30", "+05:30"))


def test_a_zone_of_a_line_always_counts():
    campaign = Folder().read("c.yaml").decode() + "zone_policy: campaign\n"
    row = Folder(campaign=campaign).rows("clip", "--zone", "Asia/Tokyo", "2026-03-02T20:00:00Z")[0]
    equal(row["zone"], "Asia/Tokyo")
    equal(row["clipped"], "2026-03-03T09:00:00+09:00")


def test_plan_answers_every_line():
    contacts = ("id,phone,timezone\n1,+447700900001,Europe/London\n2,+447700900002\n3,nonsense,UTC\n\n5,+447700900005,Nowhere/At_all\n"
                "6,+447700900006,+05:30\n")
    status, out, err = Folder().ask("plan", "--contacts", "-", "-o", "ndjson", stdin=contacts)
    rows = lines_of(out)
    equal(status, 3)
    equal([row.get("contact") for row in rows], ["1", None, None, None, "5", "6"])
    equal([row.get("reason") for row in rows], ["first_attempt", "field-count", "phone-invalid", "empty-line", "zone_unknown", "first_attempt"])
    equal(rows[4]["verdict"], "hold")
    equal(rows[5]["zone"], "+05:30")
    for place in ("3:16", "4:3", "5:1", "6:17"):
        inside(f"standard input:{place}: error: ", err)


def test_zones_answers_every_line():
    status, out, _ = Folder().run("zones", "-", "--now", NOW, "-o", "ndjson", stdin="Europe/Berlin\nEurope/Berln\nUTC\n")
    rows = lines_of(out)
    equal(status, 3)
    equal([row["status"] for row in rows], ["ok", "error", "ok"])
    equal((rows[0]["offset"], rows[0]["next_change"], rows[0]["next_offset"]), ("+01:00", "2026-03-29T03:00:00+02:00", "+02:00"))
    inside("Europe/Berlin", rows[1]["message"])
    equal(rows[2]["next_change"], None)


def answer_of(process, line):
    process.stdin.write(line)
    process.stdin.flush()
    ready, _, _ = select.select([process.stdout], [], [], 20)
    holds(ready, f"no answer to {line!r} before the next line")
    return os.read(process.stdout.fileno(), 65536)


def test_answers_come_before_the_next_line():
    for command, lines in (("clip", [b"2026-03-07T10:00\n", b"2026-03-08T10:00\n", b"x\n"]),
                           ("plan", [b"id,phone\n1,+447700900001\n", b"2,+447700900002\n", b"3,x\n"])):
        for form in ("ndjson", "csv", "json", "table"):
            files = ["-"] if command == "clip" else ["--contacts", "-"]
            with subprocess.Popen([PROGRAM, command, "--campaign", "c.yaml", *files, "--now", NOW, "-o", form], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=FOLDER.path) as process:
                for line in lines:
                    holds(answer_of(process, line))
                process.stdin.close()


def test_a_split_input_gives_the_same_bytes():
    rows = "".join(f"{i},+4477{i:08d},Europe/Berlin\n" for i in range(2000))
    folder = Folder()
    _, whole, _ = folder.ask("plan", "--contacts", "-", "-o", "ndjson", stdin="id,phone,timezone\n" + rows)
    parts = rows.split("\n")
    halves = ["\n".join(parts[:700]) + "\n", "\n".join(parts[700:])]
    equal("".join(folder.ask("plan", "--contacts", "-", "-o", "ndjson", stdin="id,phone,timezone\n" + half)[1] for half in halves), whole)


def test_json_output_is_one_array():
    folder = Folder(contacts="id,phone\n1,+447700900001\n2,x\n3,+447700900003\n")
    _, out, _ = folder.ask("plan", "-o", "json")
    rows = json.loads(out)
    equal([row.get("contact") for row in rows], ["1", None, "3"])
    _, out, _ = Folder(contacts="id,phone\n").ask("plan", "-o", "json")
    equal(json.loads(out), [])


def test_utc_and_columns():
    folder = Folder()
    row = folder.rows("plan", "--utc", "--columns", "at,company,contact,zone")[1]
    equal(row, {"at": "2026-03-02T10:00:00Z", "company": "B, C", "contact": "2", "zone": "Asia/Kolkata"})
    status, _, err = folder.ask("plan", "--columns", "contact,compny")
    equal(status, 2)
    inside('did you mean "company"', err)


def test_no_buffer():
    folder = Folder()
    row = folder.rows("plan", "--no-buffer", now="2026-02-28T10:00:00Z")[0]
    equal(row["at"], "2026-03-02T09:00:00+00:00")
    holds(folder.rows("plan", now="2026-02-28T10:00:00Z")[0]["at"] > row["at"])


def test_horizon():
    folder = Folder()
    row = folder.rows("clip", "--horizon", "1d", "2026-03-06T19:00")[0]
    equal((row["status"], row["clipped"], row["reason"]), ("never", None, "no_window"))


def test_locale_and_zone_of_the_machine_do_not_matter():
    folder = Folder()
    plain = folder.ask("plan", "-o", "ndjson")
    equal(folder.ask("plan", "-o", "ndjson", env={"TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "LC_ALL": "tr_TR.UTF-8"}), plain)


if __name__ == "__main__":
    main(globals())
