# SPDX-License-Identifier: MIT
"""What the tests of the program share: a folder with files, a way to run $DIALPLAN, counting."""
import json
import os
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.path.abspath(os.environ.get("DIALPLAN", "build/latest/dialplan"))
NOW = "2026-03-02T10:00:00Z"  # a Monday
CAMPAIGN = """\
name: Tests
seed: tests
country: GB
timezone: Europe/London
windows: {mon-fri: 09:00-18:00}
contacts: contacts.csv
events: events.ndjson
retry: {strategy: intervals, intervals: [1h, 1d], max_attempts: 12}
"""
CONTACTS = """\
id,phone,timezone,first_name,company
1,+447700900001,Europe/London,Ada,A
2,+447700900002,Asia/Kolkata,Bob,"B, C"
3,+447700900003,America/New_York|America/Chicago,Cyd,C
"""


class Folder:
    """A campaign in a folder of its own."""

    def __init__(self, campaign=CAMPAIGN, contacts=CONTACTS, events=None, **files):
        self.kept = tempfile.TemporaryDirectory()
        self.path = self.kept.name
        self.write("c.yaml", campaign)
        if contacts is not None:
            self.write("contacts.csv", contacts)
        if events is not None:
            self.write("events.ndjson", events)
        for name, text in files.items():
            self.write(name, text)

    def write(self, name, text):
        if not isinstance(text, (str, bytes)):
            text = "".join(json.dumps(row) + "\n" for row in text)
        data = text.encode() if isinstance(text, str) else text
        with open(os.path.join(self.path, name), "wb") as file:
            file.write(data)

    def read(self, name):
        with open(os.path.join(self.path, name), "rb") as file:
            return file.read()

    def run(self, *arguments, stdin=b"", env=None, timeout=60):
        """-> (status, standard output, standard error), as text."""
        if isinstance(stdin, str):
            stdin = stdin.encode()
        done = subprocess.run([PROGRAM, *arguments], cwd=self.path, input=stdin, capture_output=True, timeout=timeout,
                              env={**os.environ, **(env or {})})
        if done.returncode < 0:
            raise AssertionError(f"{arguments}: ended by signal {-done.returncode}: {done.stderr.decode(errors='replace')}")
        return done.returncode, done.stdout.decode(errors="surrogateescape"), done.stderr.decode(errors="surrogateescape")

    def ask(self, command, *arguments, now=NOW, **more):
        """A subcommand of the campaign at a fixed instant."""
        return self.run(command, "--campaign", "c.yaml", "--now", now, *arguments, **more)

    def rows(self, command, *arguments, status=0, **more):
        """The same, as JSON Lines; the exit status must be the one expected."""
        got, out, err = self.ask(command, *arguments, "-o", "ndjson", **more)
        equal(got, status, err)
        return [json.loads(line) for line in out.split("\n") if line]


def equal(found, expected, about=""):
    if found != expected:
        raise AssertionError(f"found    {found!r}\nexpected {expected!r}" + (f"\n{about}" if about else ""))


def holds(condition, about=""):
    if not condition:
        raise AssertionError(about or "does not hold")


def inside(part, whole):
    if part not in whole:
        raise AssertionError(f"{part!r} is not in {whole!r}")


class Skipped(Exception):
    """A tool that a test needs is not here."""


def skip(why):
    raise Skipped(why)


def main(names):
    """Runs the functions that are called test_*; closes with the line that tests/run reads."""
    passed = failed = skipped = 0
    for name, function in names.items():
        if not name.startswith("test_"):
            continue
        try:
            function()
            passed += 1
        except Skipped as why:
            skipped += 1
            print(f"skipped: {name}: {why}")
        except Exception:  # a test that breaks is a test that fails
            failed += 1
            print(f"FAILED: {name}\n{traceback.format_exc()}")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(failed != 0)
