#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The JSON reader of the program against Python's json module, on random lines, good and broken."""
import json
import os
import random
import sys

sys.dont_write_bytecode = True
from harness import Folder, equal, holds, inside, main  # noqa: E402

SEED = int(os.environ.get("SEED", "20260303"))


def random_text(chance):
    pool = ["a", "Z", " ", "\"", "\\", "/", "\n", "\t", "\x01", "é", "€", "😀", "\u2028", "{", "}", "[", ",", ":"]
    return "".join(chance.choice(pool) for _ in range(chance.randrange(0, 12)))


def random_value(chance, depth=0):
    kind = chance.randrange(0, 9 if depth < 4 else 6)
    if kind < 2:
        return random_text(chance)
    if kind == 2:
        return chance.randrange(-10**12, 10**12)
    if kind == 3:
        return chance.choice([0.5, -1.25e-7, 3e20])
    if kind == 4:
        return chance.choice([True, False])
    if kind == 5:
        return None
    if kind == 6:
        return {random_text(chance): random_value(chance, depth + 1) for _ in range(chance.randrange(0, 4))}
    return [random_value(chance, depth + 1) for _ in range(chance.randrange(0, 4))]


def random_line(chance, number):
    row = {"id": number, "phone": f"+4477009{number:05d}"}
    for i in range(chance.randrange(0, 4)):
        row[f"k{i}"] = random_value(chance)
    items = list(row.items())
    chance.shuffle(items)
    space = chance.choice(["", " ", "\t "])
    return json.dumps(dict(items), ensure_ascii=chance.random() < 0.5, separators=("," + space, ":" + space))


def test_random_lines():
    chance = random.Random(SEED)
    folder = Folder()
    lines = [random_line(chance, i) for i in range(3000)]
    folder.write("contacts.csv", "\n".join(lines) + "\n")
    rows = folder.rows("plan", "--columns", "contact,k0,k1,k2")
    equal(len(rows), len(lines))
    for line, row in zip(lines, rows):
        expected = json.loads(line)
        equal(row["contact"], str(expected["id"]))
        for key in ("k0", "k1", "k2"):
            value, found = expected.get(key), row[key]
            if isinstance(value, (dict, list)):
                equal(json.loads(found), value, line)
            elif isinstance(value, str):
                equal(found or "", value, line)
            elif value is None:
                equal(found, None, line)
            else:  # numbers and booleans keep the bytes that they are written with
                equal(json.loads(found), value, line)


def is_json_object(line):
    def no_constant(_):
        raise ValueError

    def no_duplicate(pairs):
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError
        return dict(pairs)
    try:
        text = line.decode("utf-8")
        text.encode("utf-8")  # a lone surrogate in an escape decodes to what is no UTF-8
        value = json.loads(text, parse_constant=no_constant)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
        return isinstance(value, dict)
    except (ValueError, RecursionError, UnicodeError):
        return False


def test_broken_lines():
    """Bytes are changed, dropped, doubled: what Python refuses is refused, and nothing else."""
    chance = random.Random(SEED + 1)
    folder = Folder()
    lines = []
    for i in range(4000):
        line = bytearray(random_line(chance, i).encode())
        for _ in range(chance.randrange(1, 3)):
            at = chance.randrange(0, len(line))
            kind = chance.randrange(0, 4)
            if kind == 0:
                line[at] = chance.choice(b"{}[]\":,\\x0eutn-.9 \xff\xc3")
            elif kind == 1:
                del line[at]
            elif kind == 2:
                line.insert(at, chance.choice(b"{}[]\":,\\u1 "))
            else:
                line = line[:at + 1]
        if b"\n" not in line and line.strip():
            lines.append(bytes(line))
    # The first bytes of the file say that it is JSON Lines.
    folder.write("contacts.csv", b"{\"phone\":\"+447700900000\"}\n" + b"\n".join(lines) + b"\n")
    _, out, _ = folder.ask("plan", "-o", "ndjson")
    rows = [json.loads(row) for row in out.split("\n") if row][1:]
    equal(len(rows), len(lines))
    refused = 0
    for line, row in zip(lines, rows):
        broken = row.get("reason") in ("json", "not-utf8")
        refused += broken
        if row.get("reason") == "duplicate-key":
            continue  # Python keeps the last of two equal keys
        equal(broken, not is_json_object(line), repr(line) + " " + str(row))
    holds(refused > 500)


def test_long_ids_keep_their_digits():
    folder = Folder(contacts=None, **{"contacts.csv": b'{"id":12345678901234567890123,"phone":"+447700900001"}\n'})
    equal(folder.rows("plan")[0]["contact"], "12345678901234567890123")


def test_a_key_twice_is_a_fault():
    folder = Folder(contacts='{"id":"1","id":"2","phone":"+447700900001"}\n{"id":"3","phone":"+447700900003"}\n')
    status, out, err = folder.ask("plan", "-o", "ndjson")
    equal(status, 3)
    inside("contacts.csv:1:16: error: a key is written twice [duplicate-key]", err)
    equal(json.loads(out.splitlines()[1])["contact"], "3")


def test_deep_nesting_is_a_fault():
    deep = '{"phone":"+447700900001","k":' + "[" * 100000 + "]" * 100000 + "}\n"
    folder = Folder(contacts=deep + '{"id":"2","phone":"+447700900002"}\n')
    status, out, err = folder.ask("plan", "-o", "ndjson")
    equal(status, 3)
    inside("nested too deep", err)
    equal(len(out.splitlines()), 2)


def test_zones_as_a_list():
    folder = Folder(contacts='{"id":"1","phone":"+447700900001","timezone":["Europe/Berlin","Asia/Kolkata"]}\n')
    one = Folder(contacts='id,phone,timezone\n1,+447700900001,Europe/Berlin | Asia/Kolkata\n')
    equal(folder.rows("plan"), one.rows("plan"))


def test_an_array_is_told():
    folder = Folder(contacts='[{"phone":"+447700900001"}]\n')
    status, _, err = folder.ask("plan")
    equal(status, 3)
    inside("[json-array]", err)


if __name__ == "__main__":
    main(globals())
