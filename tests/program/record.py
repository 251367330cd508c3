#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Appending to the log: two writers, a crash in the middle, a torn last line, events that are none."""
import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
from harness import PROGRAM, Folder, equal, holds, inside, main  # noqa: E402

SEED = int(os.environ.get("SEED", "20260304"))


def record(folder, *arguments):
    return folder.ask("record", *arguments)


def test_a_line_says_what_was_recorded():
    folder = Folder(events=None)
    status, out, err = record(folder, "--contact", "1", "--outcome", "no_answer", "--duration", "25s", "--manual", "--cost", "0.125")
    equal((status, err), (0, ""))
    line = {"at": "2026-03-02T10:00:00+00:00", "contact": "1", "event": "attempt", "outcome": "no_answer", "duration": "25s",
            "manual": True, "cost": "0.125"}
    equal(json.loads(out), line)
    equal(folder.read("events.ndjson").decode(), out)
    record(folder, "--contact", "1", "--event", "callback", "--by", "customer", "--due", "2026-03-05T15:00", "--text", "Thursday, \"3\"")
    row = folder.rows("next", "-n", "3")[-1]
    equal((row["contact"], row["at"], row["callback_text"]), ("1", "2026-03-05T15:00:00+00:00", "Thursday, \"3\""))


def test_quiet_says_nothing():
    folder = Folder()
    equal(record(folder, "-q", "--contact", "1", "--event", "dnc"), (0, "", ""))
    holds(folder.read("events.ndjson").endswith(b'"event":"dnc"}\n'))


def test_what_is_no_event_is_not_written():
    folder = Folder(events=None)
    for arguments, word in ((["--contact", "1", "--outcome", "no_anser"], "no_answer"), (["--contact", "1"], "event"),
                            (["--outcome", "busy"], "contact"), (["--contact", "1", "--event", "reschedule"], "due"),
                            (["--contact", "1", "--outcome", "ANSWER"], "connected"),
                            (["--contact", "1", "--outcome", "busy", "--at", "2026-02-30"], "2026-02-30"),
                            (["--contact", "1", "--outcome", "busy", "--ended-at", "2026-03-01"], "before it starts"),
                            (["--contact", "1", "--event", "callback", "--by", "me"], "by is"),
                            (["--contact", "1", "--event", "callback", "--confidence", "2000"], "1000"),
                            (["--contact", "1", "--event", "call"], "event"), (["--contact", "1", "--outcome", "busy", "--duration", "5"], "5"),
                            (["--contact", b"\xff", "--outcome", "busy"], "UTF-8")):
        status, out, err = record(folder, *arguments)
        equal((status, out), (2, ""), str(arguments) + err)
        inside(word, err)
    holds(not os.path.exists(os.path.join(folder.path, "events.ndjson")))


def test_own_names_of_outcomes():
    folder = Folder(campaign=Folder().read("c.yaml").decode() + "outcome_names: {ANSWERED: completed}\n")
    equal(record(folder, "--contact", "1", "--outcome", "ANSWERED")[0], 0)
    equal(folder.rows("plan")[0]["reason"], "reached")


def test_several_writers():
    """Each line that a writer was told of is in the log, whole, once."""
    folder = Folder(events=None)
    writers, each, said = 4, 40, []

    def write(writer):
        for i in range(each):
            text = "x" * random.Random(writer * 1000 + i).randrange(0, 3000)
            status, out, err = record(folder, "--contact", f"{writer}-{i}", "--event", "callback", "--text", text)
            holds(status == 0, err)
            said.append(out)
    threads = [threading.Thread(target=write, args=(n,)) for n in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = folder.read("events.ndjson").decode().splitlines(keepends=True)
    equal(len(lines), writers * each)
    equal(sorted(lines), sorted(said))


def test_a_writer_waits_for_the_other():
    folder = Folder(events="")
    with open(os.path.join(folder.path, "events.ndjson"), "ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        process = subprocess.Popen([PROGRAM, "record", "--campaign", "c.yaml", "--contact", "1", "--event", "dnc"], cwd=folder.path,
                                   stdout=subprocess.DEVNULL)
        time.sleep(0.5)
        equal(process.poll(), None, "it did not wait")
        other.write(b'{"at":"2026-03-02T08:00:00Z","contact":"2",')
        other.flush()
        time.sleep(0.1)
        other.write(b'"event":"dnc"}\n')
    equal(process.wait(20), 0)
    equal(len(folder.read("events.ndjson").splitlines()), 2)


def test_a_torn_line_is_set_aside():
    whole = b'{"at":"2026-03-02T08:00:00Z","contact":"1","event":"dnc"}\n'
    for torn in (b'{"at":"2026-03-02T09:00:00Z","cont', b"{", b'{"at":"\xc3', b"\x00\x00\x00"):
        folder = Folder(events=whole + torn)
        status, out, err = record(folder, "--contact", "2", "--outcome", "busy")
        equal(status, 0, err)
        inside("[torn-line]", err)
        equal(folder.read("events.ndjson"), whole + out.encode())
        equal(folder.read("events.ndjson.torn"), torn + b"\n")


def test_a_torn_line_is_told_when_it_is_read():
    folder = Folder(events=b'{"at":"2026-03-02T08:00:00Z","contact":"1","event":"dnc"}\n{"at":"2026-03-02T09:00:00Z","cont')
    status, out, err = folder.ask("plan", "-o", "ndjson")
    equal(status, 3)
    inside("events.ndjson:2:", err)
    inside("[torn-line]", err)
    equal([json.loads(line)["reason"] for line in out.splitlines()], ["dnc", "first_attempt", "first_attempt"])


def test_a_last_line_that_only_lacks_its_end_is_kept():
    folder = Folder(events=b'{"at":"2026-03-02T08:00:00Z","contact":"1","event":"dnc"}')
    status, out, err = record(folder, "--contact", "2", "--outcome", "busy")
    equal((status, err), (0, ""))
    equal(folder.read("events.ndjson").decode().splitlines(), ['{"at":"2026-03-02T08:00:00Z","contact":"1","event":"dnc"}', out.strip()])


def test_killed_writers():
    """Writers are killed at random moments; what was said to be recorded is there, and every line is whole."""
    chance = random.Random(SEED)
    folder = Folder(events=None)
    said = []
    for i in range(60):
        process = subprocess.Popen([PROGRAM, "record", "--campaign", "c.yaml", "--contact", str(i), "--event", "callback", "--text",
                                    "y" * 5000], cwd=folder.path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * 0.012)
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        if out.endswith(b"\n"):
            said.append(out)
    status, out, _ = record(folder, "--contact", "last", "--outcome", "busy")
    equal(status, 0)
    lines = folder.read("events.ndjson").splitlines(keepends=True)
    for line in lines:
        json.loads(line)
    for line in said + [out.encode()]:
        inside(line, lines)


def test_a_full_disk():
    """Nothing of a line that did not fit stays behind."""
    folder = Folder(events=None)
    record(folder, "--contact", "1", "--outcome", "busy")
    before = folder.read("events.ndjson")
    command = f"ulimit -f 1; trap '' XFSZ; exec '{PROGRAM}' record --campaign c.yaml --contact 2 --event callback --text " + "z" * 4000
    done = subprocess.run(["bash", "-c", command], cwd=folder.path, capture_output=True, text=True)
    equal(done.returncode, 4, done.stderr)
    inside("[write]", done.stderr)
    equal(folder.read("events.ndjson"), before)


def test_other_files_are_not_appended_to():
    folder = Folder(events="at,contact,event\n")
    status, _, err = record(folder, "--contact", "2", "--outcome", "busy")
    equal(status, 3)
    inside("[not-json-lines]", err)
    equal(folder.read("events.ndjson"), b"at,contact,event\n")
    status, _, err = record(folder, "--contact", "2", "--outcome", "busy", "--events", ".")
    equal(status, 4, err)
    status, _, err = record(folder, "--contact", "2", "--outcome", "busy", "--events", "no/such/folder")
    equal(status, 4, err)


if __name__ == "__main__":
    main(globals())
