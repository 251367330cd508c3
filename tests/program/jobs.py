#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`plan --jobs N`: the same bytes for every N, on both outputs, and the same rejects and exit status."""
import json
import os
import random
import select
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from harness import NOW, PROGRAM, Folder, equal, holds, inside, main  # noqa: E402

SEED = int(os.environ.get("SEED", "20260308"))
ROWS = 12000  # several pieces of 256 KiB
ROUNDS = 1 if os.environ.get("SANITIZE") else 5
ZONES = ["Europe/London", "Asia/Kolkata", "America/New_York|America/Chicago", "UTC", ""]
HEADER = "id,phone,timezone,attempts,last_attempt_at,last_outcome,note\n"


def asked(folder, jobs, *arguments, **more):
    """-> everything that can be seen of a plan."""
    rejects = os.path.join(folder.path, "rejects")
    if os.path.exists(rejects):
        os.unlink(rejects)
    answer = folder.ask("plan", "--jobs", str(jobs), "--rejects", "rejects", *arguments, **more)
    return answer, folder.read("rejects") if os.path.exists(rejects) else None


def same(folder, *arguments, jobs=(2, 3), **more):
    alone = asked(folder, 1, *arguments, **more)
    for number in jobs:
        beside = asked(folder, number, *arguments, **more)
        holds(beside == alone, f"seed {SEED}, --jobs {number} {arguments}: {difference(alone, beside)}")
    return alone


def difference(one, two):
    for a, b in zip(one[0][1:], two[0][1:]):
        for number, (x, y) in enumerate(zip(a.split("\n"), b.split("\n"))):
            if x != y:
                return f"line {number + 1}:\n{x[:300]}\n{y[:300]}"
    return f"{[len(str(part)) for part in one]} {[len(str(part)) for part in two]}, {one[0][0]} {two[0][0]}"


def row(chance, number):
    attempts = chance.choice([0, 0, 1, 3])
    fields = [str(number), f"+4477{number % 90000000:08d}", chance.choice(ZONES), str(attempts or ""),
              f"2026-02-{chance.randint(1, 28):02d}T{chance.randint(0, 23):02d}:15:00Z" if attempts else "",
              chance.choice(["busy", "voicemail", "completed"]) if attempts else "", "x" * chance.randint(0, 30)]
    if chance.random() < 0.03:
        fields[6] = chance.choice(['"a, b"', '"say ""hi"""', '"two\nlines"', '"\n\n"', 'in "between"', '"é"'])
    return fields


def good_list(chance):
    return [",".join(row(chance, number)) for number in range(ROWS)]


def spoil(chance, lines, count):
    """Rows of every kind that cannot be answered, here and there."""
    kinds = ["7,nonsense,UTC,,,,", "too,few", "1,+447700900001,Nowhere/At_all,,,,", "", '8,"open,UTC,,,,', '9,"x"y,UTC,,,,',
             "10,+447700900010,UTC,,,,\udcff", "11,+447700900011,UTC,2,,,", "12,+447700900012,UTC,1,2026-02-01,nobody,",
             "13,+447700900013,UTC,,,,", "14," + "9" * 40 + ",,,,,"]
    for _ in range(count):
        lines.insert(chance.randrange(len(lines)), chance.choice(kinds))
    return lines


def text_of(lines, end="\n"):
    return (HEADER + end.join(lines) + end).encode(errors="surrogateescape")


def test_good_rows():
    chance = random.Random(SEED)
    folder = Folder(contacts=text_of(good_list(chance)))
    for form in ("csv", "ndjson", "json", "table"):
        (status, out, err), _ = same(folder, "-o", form, jobs=(2, 7) if form == "ndjson" else (2,))
        equal(status, 0, err[:500])
        equal(len(json.loads(out)) if form == "json" else out.count("\n") - (form in ("csv", "table")), ROWS)


def test_a_calendar():
    chance = random.Random(SEED + 9)
    (status, out, err), _ = same(Folder(contacts=text_of(good_list(chance))), "-o", "ics", jobs=(2, 4))
    equal((status, out.count("BEGIN:VCALENDAR"), out.count("END:VCALENDAR")), (0, 1, 1), err[:500])


def test_broken_rows():
    chance = random.Random(SEED + 1)
    for _ in range(ROUNDS):
        lines = spoil(chance, good_list(chance), chance.choice([6, 60]))
        folder = Folder(contacts=text_of(lines, chance.choice(["\n", "\r\n"])))
        (status, out, _), rejects = same(folder, "-o", chance.choice(["csv", "ndjson", "json"]))
        equal(status, 3)
        holds(rejects)
        same(folder, "--errors", "json", "-o", "csv", "--contacts", "-", stdin=folder.read("contacts.csv"), jobs=(2,))


def test_rows_as_long_as_pieces():
    chance = random.Random(SEED + 2)
    lines = good_list(chance)[:3000]
    lines.insert(1000, "1,+447700900001,UTC,,,," + "y" * (300 << 10))
    lines.insert(1500, '1,+447700900001,UTC,,,,"' + "y\n" * (200 << 10) + '"')
    lines.insert(2000, "1,+447700900001,UTC,,,," + "z" * (1 << 20))  # longer than any row may be
    lines.insert(2500, '1,+447700900001,UTC,,,,"' + "w" * (1 << 20))
    for data in (text_of(lines), text_of(lines)[:-1], text_of(lines[:2000]) + b'1,"open' + b"v" * (2 << 20)):
        folder = Folder(contacts=data)
        (status, _, err), _ = same(folder, "-o", "csv")
        equal(status, 3)
        inside("longer than 1 MiB [too-long]", err)


def test_the_limit_of_a_row():
    """A row of 1 MiB is one, and of a byte more is none; its line end does not count."""
    for end in ("\n", "\r\n"):
        for json_lines in (0, 1):
            for more, status in ((0, 0), (1, 3)):
                front, back = ('{"phone":"+447700900001","note":"', '"}') if json_lines else ("+447700900001,", "")
                line = front + "y" * ((1 << 20) + more - len(front) - len(back)) + back
                header = "" if json_lines else "phone,note" + end
                for last in (end, ""):
                    folder = Folder(contacts=header + line + end + line + last)
                    (got, out, err), _ = same(folder, "-o", "ndjson", jobs=(2,))
                    equal(got, status, err[:300])
                    equal(len(out.splitlines()), 2)


def test_json_lines_with_late_keys():
    """Keys come as they come, are spelt in several ways, and the first spelling in the file counts."""
    chance = random.Random(SEED + 3)
    for _ in range(ROUNDS):
        lines = []
        for number in range(ROWS):
            line = {"id": number, "phone": f"+4477{number:08d}", "timezone": chance.choice(ZONES[:2])}
            late = number / ROWS
            if chance.random() < late * 0.01:
                line[chance.choice(["Company", "company", "Last Outcome", "last_outcome", "x1", "x2", "Phone", "e\u0301"])] = "busy"
            if chance.random() < 0.001:
                line["timezone"] = chance.choice([["UTC", "Asia/Tokyo"], 7, "+05:30"])
            lines.append(json.dumps(line))
        for _ in range(20):
            lines.insert(chance.randrange(len(lines)), chance.choice(["{", '{"phone":1}', "", "[]", '{"id":1,"id":2}', '{"phone":"+447700900001"} x']))
        folder = Folder(contacts="\n".join(lines) + chance.choice(["\n", "", '\n{"torn":']))
        (status, _, err), _ = same(folder, "-o", "ndjson", "--columns", "contact,at,company,reason,x1,timezone")
        equal(status, 3, err[:300])


def test_zones_that_come_late():
    lines = [f"{number},+4477{number:08d},Europe/London,,,,{'x' * 40}" for number in range(ROWS)]
    for place, zone in ((5000, "+05:30"), (6000, "Asia/Kathmandu"), (7000, "-03:00|+05:30"), (11000, "Nowhere"), (11500, "Asia/Kathmandu")):
        lines[place] = lines[place].replace("Europe/London", zone)
    (status, out, _), _ = same(Folder(contacts=text_of(lines)), "-o", "ndjson")
    equal(status, 3)
    rows = out.splitlines()
    equal([json.loads(rows[place])["zone"] for place in (5000, 6000, 11500)], ["+05:30", "Asia/Kathmandu", "Asia/Kathmandu"])


def test_a_log_beside():
    chance = random.Random(SEED + 4)
    events = []
    for number in range(4000):
        at = f"2026-02-{chance.randint(1, 28):02d}T{chance.randint(0, 23):02d}:{chance.randint(0, 59):02d}:00Z"
        event = {"at": at, "contact": str(chance.randrange(ROWS + 20)), "event": "attempt", "outcome": chance.choice(["busy", "completed", "refused"])}
        if chance.random() < 0.3:
            event = {"at": at, "contact": event["contact"], "event": "callback", "by": "customer", "due": "2026-03-03T10:00", "text": f"t{number}"}
        events.append(event)
    lines = [f"{number},+4477{number:08d},UTC,,,,{'x' * 40}" for number in range(ROWS)]
    folder = Folder(contacts=text_of(lines), events=events)
    for flags in ((), ("-v",), ("-q",)):
        (_, _, err), _ = same(folder, "-o", "csv", "--columns", "contact,at,reason,callback_text,attempt", *flags)
        inside("no contact", err)


def test_the_first_bad_row_ends_it():
    chance = random.Random(SEED + 5)
    lines = good_list(chance)
    lines.insert(7000, "bad,row")
    lines.insert(9000, "bad,row")
    for form in ("csv", "json", "ndjson"):
        (status, out, err), rejects = same(Folder(contacts=text_of(lines)), "--strict", "-o", form)
        equal(status, 3)
        equal(err.count("field-count"), 1)
        equal(rejects.decode(), HEADER + "bad,row\n")


def test_flags_of_a_plan():
    folder = Folder(contacts=text_of(good_list(random.Random(SEED + 6))))
    same(folder, "--dedupe", "-o", "csv", jobs=(2,))
    same(folder, "--only", "9000", "-o", "json", jobs=(2,))
    same(folder, "--only", "nobody", "-o", "json", jobs=(2,))
    same(folder, "--utc", "--no-buffer", "-o", "ndjson", jobs=(0,))
    same(Folder(contacts="phone\n"), "-o", "csv", "-e", jobs=(2,))
    equal(folder.ask("plan", "-j", "2", "-e", "--only", "nobody", "-o", "csv")[0], 1)
    for wrong in ("-1", "257", "two", ""):
        status, _, err = folder.ask("plan", "--jobs", wrong)
        equal(status, 2)
        inside("[flag-value]", err)


def run_piped(*arguments):
    return subprocess.Popen([PROGRAM, "plan", "--campaign", "c.yaml", "--contacts", "-", "--now", NOW, "--jobs", "3", *arguments], cwd=FOLDER.path,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def answer_of(process):
    ready, _, _ = select.select([process.stdout], [], [], 20)
    holds(ready, "no answer before the next line")
    return os.read(process.stdout.fileno(), 65536).decode()


FOLDER = Folder()


def test_answers_come_before_the_next_line():
    with run_piped("-o", "csv") as process:
        for line in ("id,phone\n", "1,+447700900001\n", "2,x\n", "\n", '3,"+447700900003"\n'):
            process.stdin.write(line.encode())
            process.stdin.flush()
            equal(answer_of(process).count("\n"), 1, line)
        process.stdin.close()
        equal(process.wait(20), 3)


def test_an_interruption_ends_a_wait():
    """With every thread idle or waiting, what was read is answered, and half a line is not."""
    with run_piped("-o", "csv") as process:
        process.stdin.write(b"id,phone\n1,+447700900001\n2,+44770090")
        process.stdin.flush()
        time.sleep(0.3)
        answer_of(process)
        process.send_signal(signal.SIGINT)
        equal(process.wait(20), 130)
        equal([line.split(",")[0] for line in process.stdout.read().decode().split()], [])
        process.stdin.close()


def test_an_interruption_leaves_whole_rows():
    chance = random.Random(SEED + 7)
    folder = Folder(contacts=text_of(good_list(chance) * 20))
    whole = folder.ask("plan", "-o", "csv", "-q")[1]
    for jobs in ("1", "2"):
        with subprocess.Popen([PROGRAM, "plan", "--campaign", "c.yaml", "--now", NOW, "-o", "csv", "-q", "--jobs", jobs], cwd=folder.path,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            first = os.read(process.stdout.fileno(), 1000)  # it is at work, and then held up by the full pipe
            process.send_signal(signal.SIGINT)
            out = (first + process.stdout.read()).decode()
            equal(process.wait(60), 130)
        holds(whole.startswith(out) and out.endswith("\n") and len(out) < len(whole), jobs)


def test_an_output_that_is_gone():
    folder = Folder(contacts=text_of(good_list(random.Random(SEED + 8)) * 4))
    for jobs in ("1", "3"):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "plan", "--campaign", "c.yaml", "--now", NOW, "-o", "csv", "--jobs", jobs], cwd=folder.path, stdout=full,
                                  stderr=subprocess.PIPE, timeout=60)
        equal(done.returncode, 4)
        inside("standard output cannot be written", done.stderr.decode())


if __name__ == "__main__":
    main(globals())
