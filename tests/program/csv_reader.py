#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The CSV reader of the program against Python's csv module, on random files."""
import csv
import io
import json
import os
import random
import subprocess
import sys

sys.dont_write_bytecode = True
from harness import PROGRAM, Folder, equal, holds, inside, main  # noqa: E402

SEED = int(os.environ.get("SEED", "20260302"))
ALPHABETS = ["ab c", "a,\"\n", "é€😀ß,", "a\"\"\"", "x,y\r\n", "0123456789", " \t;|", "long" * 40]


def random_text(chance):
    alphabet = chance.choice(ALPHABETS)
    return "".join(chance.choice(alphabet) for _ in range(chance.choice([0, 1, 2, 3, 5, 9, 30, 200])))


def random_field(chance, text):
    """Quoted where it must be, and sometimes where it need not be."""
    if any(c in text for c in ",\r\n") or text.startswith('"') or chance.random() < 0.2:
        return '"' + text.replace('"', '""') + '"'
    return text


def random_file(chance):
    columns = chance.randrange(1, 9)
    end = chance.choice(["\n", "\r\n"])
    lines = [",".join(["id", "phone"] + [f"c{i}" for i in range(columns)])]
    for row in range(chance.randrange(1, 60)):
        fields = [str(row), f"+4477009{row:05d}"] + [random_field(chance, random_text(chance)) for _ in range(columns)]
        lines.append(",".join(fields))
    text = end.join(lines) + (end if chance.random() < 0.7 else "")
    return ("\ufeff" if chance.random() < 0.2 else "") + text, columns


def test_random_files():
    chance = random.Random(SEED)
    folder = Folder()
    for number in range(60):
        text, columns = random_file(chance)
        folder.write("contacts.csv", text)
        names = [f"c{i}" for i in range(columns)]
        expected = [[row[0]] + row[2:] for row in list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True))[1:]]
        rows = folder.rows("plan", "--columns", ",".join(["contact"] + names))
        found = [[row["contact"]] + [row[name] or "" for name in names] for row in rows]
        equal(found, expected, f"seed {SEED}, file {number}")


def test_what_is_written_is_read_back():
    chance = random.Random(SEED + 1)
    folder = Folder()
    for _ in range(20):
        text, columns = random_file(chance)
        folder.write("contacts.csv", text)
        names = ["contact"] + [f"c{i}" for i in range(columns)]
        status, out, err = folder.ask("plan", "--columns", ",".join(names), "-o", "csv")
        equal(status, 0, err)
        rows = folder.rows("plan", "--columns", ",".join(names))
        again = list(csv.reader(io.StringIO(out, newline=""), strict=True))
        equal(again[0], names)
        equal(again[1:], [[row[name] or "" for name in names] for row in rows])


def test_blocks_do_not_part_rows():
    """Rows around the block size of 256 KiB, from a file and through a pipe in pieces of any size."""
    chance = random.Random(SEED + 2)
    folder = Folder()
    rows = [f"{i},+4477{i:08d},\"{'x' * chance.randrange(0, 900)}\"" for i in range(3000)]
    text = "id,phone,note\n" + "\n".join(rows) + "\n"
    folder.write("contacts.csv", text)
    _, from_file, _ = folder.ask("plan", "-o", "csv", "--columns", "contact,note")
    _, from_pipe, _ = folder.ask("plan", "-o", "csv", "--columns", "contact,note", "--contacts", "-", stdin=text)
    equal(from_file, from_pipe)
    equal(len(from_file.splitlines()), 3001)


def test_an_unclosed_quote_costs_its_row_alone():
    folder = Folder(contacts='id,phone,note\n1,+447700900001,"open\n2,+447700900002,fine\n3,+447700900003,"so, too"\n4,+447700900004,"x\n')
    status, out, err = folder.ask("plan", "-o", "ndjson")
    equal(status, 3)
    rows = [json.loads(line) for line in out.split("\n") if line]
    equal([row.get("contact") for row in rows], [None, "2", "3", None])
    inside("contacts.csv:2:", err)
    inside("contacts.csv:5:17: error: a quote is opened here and never closed [csv-quote]", err)


def test_text_behind_a_quote_is_a_fault():
    folder = Folder(contacts='id,phone\n1,"+447700900001"x\n2,+447700900002\n')
    status, out, err = folder.ask("plan", "-o", "ndjson")
    equal(status, 3)
    inside("contacts.csv:2:18: error: text follows a closing quote [csv-quote]", err)
    equal(json.loads(out.splitlines()[1])["contact"], "2")


def test_a_quote_inside_a_field_stands_for_itself():
    folder = Folder(contacts='id,phone,note\n1,+447700900001,5" screen\n')
    equal(folder.rows("plan", "--columns", "note"), [{"note": '5" screen'}])


def test_lines_are_counted_through_quotes():
    folder = Folder(contacts='id,phone,note\n1,+447700900001,"a\nb\nc"\n2,12,x\n')
    status, _, err = folder.ask("plan")
    equal(status, 3)
    inside("contacts.csv:5:3: error:", err)


def test_a_line_of_ten_megabytes():
    folder = Folder()
    for long in (b"1,+447700900001," + b"x" * 10_000_000, b'1,+447700900001,"' + b"x" * 10_000_000):
        folder.write("contacts.csv", b"id,phone,note\n" + long + b"\n2,+447700900002,ok\n")
        status, out, err = folder.ask("plan", "-o", "ndjson")
        equal(status, 3)
        inside("contacts.csv:2:1: error: the row is longer than 1 MiB [too-long]", err)
        equal([json.loads(line).get("contact") for line in out.split("\n") if line], [None, "2"])


if not os.environ.get("SANITIZE"):  # whose own memory is larger than the bound
    def test_memory_does_not_grow_with_rows():
        """A list of 21 MB through a process that may have 24 MB for its data."""
        folder = Folder()
        command = ("{ echo id,phone,timezone; seq -f '%.0f' 10000000 10600000 | sed 's|.*|&,+44&,Europe/Berlin|'; } |"
                   f" (ulimit -d 24000; '{PROGRAM}' plan --campaign c.yaml --contacts - --now 2026-03-02T10:00:00Z -o csv) |"
                   " tail -1")
        done = subprocess.run(["bash", "-c", command], cwd=folder.path, capture_output=True, text=True)
        equal(done.stderr, "")
        holds(done.stdout.startswith("10600000,call,"), done.stdout)


if __name__ == "__main__":
    main(globals())
