#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Bad input: each fault is a precise error or a counted row, never a crash, never a silent guess."""
import json
import os
import random
import sys

sys.dont_write_bytecode = True
from harness import CAMPAIGN, CONTACTS, Folder, equal, holds, inside, main  # noqa: E402

SEED = int(os.environ.get("SEED", "20260307"))


def campaign(find, put):
    holds(find in CAMPAIGN)
    return CAMPAIGN.replace(find, put)


def test_faults_of_the_campaign():
    for text, words in (
            (campaign("windows:", "windos:"), ("windos", "windows", "unknown-key")),
            (campaign("Europe/London", "Europe/Lundon"), ("Europe/Lundon", "Europe/London")),
            (campaign("country: GB", "schedule: {start: 2026-03-05, end: 2026-03-01}"), ("c.yaml:3:", "end")),
            (campaign("country: GB", "no_call_days: [2026-02-30]"), ("c.yaml:3:", "2026-02-30")),
            (campaign("windows: {mon-fri: 09:00-18:00}", "windows: {mon: 09:00-18:00, mon: 10:00-12:00}"), ("c.yaml:5:", "mon")),
            (campaign("windows: {mon-fri: 09:00-18:00}", "windows: {mon-wed: 09:00-18:00, tue-thu: 10:00-12:00}"), ("c.yaml:5:", "tue")),
            (campaign("max_attempts: 12", "max_attempts: off, max_retry_days: off"), ("c.yaml:8:", "max_attempts")),
            (campaign("country: GB", "country: [GB"), ("c.yaml:",)),
            (campaign("country: GB", "description: \"\\xff\"").replace("\\xff", "\udcff"), ("UTF-8",)),
            ("", ("c.yaml",)), ("- a\n- b\n", ("c.yaml:1:",)), ("name: x\nname: y\n", ("c.yaml:2:", "name"))):
        folder = Folder()
        folder.write("c.yaml", text.encode("utf-8", "surrogateescape"))
        for command in ("plan", "check", "show"):
            status, out, err = folder.ask(command)
            equal(status, 3, command + err)
            for word in words:
                inside(word, err)
            inside(": error: ", err)


def test_all_faults_of_the_campaign_at_once():
    folder = Folder(campaign=campaign("country: GB", "contry: GB").replace("12}", "banana}"))
    _, _, err = folder.ask("plan")
    holds(len([line for line in err.splitlines() if "c.yaml:" in line and ": error: " in line]) >= 2, err)


def test_files_that_are_none():
    folder = Folder()
    os.mkdir(os.path.join(folder.path, "folder"))
    for arguments, word in ((["--contacts", "folder"], "is a directory"), (["--contacts", "none.csv"], "No such file"),
                            (["--events", "folder"], "is a directory"), (["--events", "none.ndjson"], "No such file")):
        status, _, err = folder.ask("plan", *arguments)
        equal(status, 4, err)
        inside(word, err)
    status, _, err = folder.run("plan", "--campaign", "folder")
    equal(status, 4)
    inside("directory", err)
    status, _, err = folder.run("plan", "--campaign", "d.yaml")
    equal(status, 4)
    inside('there is no campaign "d.yaml"', err)
    # The log that the campaign names comes into being with the first call.
    equal(folder.ask("plan")[0], 0)


def test_an_empty_list():
    folder = Folder(contacts="")
    status, out, err = folder.ask("plan")
    equal((status, out), (3, ""))
    inside("contacts.csv:1:1: error: the file is empty", err)
    equal(Folder(contacts="id,phone\n").rows("plan"), [])


def test_headers():
    for text, word in (("id,phones\n", "no column phone; is it \"phones\"?"), ("id;phone\n1;2\n", "semicolons"),
                       ("id,phone,Phone\n", "the column phone comes twice"), ("\ufeffid,phone\n".encode("utf-16"), "UTF-16")):
        folder = Folder()
        folder.write("contacts.csv", text)
        status, _, err = folder.ask("plan")
        equal(status, 3, err)
        inside(word, err)
    folder = Folder(contacts="\ufeffID, PHONE ,First-Name,enqueued At\n1,+447700900001,Ada,2026-03-01\n")
    equal(folder.rows("next")[0]["name"], "Ada")


def test_broken_utf8():
    folder = Folder()
    folder.write("contacts.csv", b"id,phone,note\n1,+447700900001,caf\xe9\n2,+447700900002,caf\xc3\xa9\n3,+447700900003,\xed\xa0\x80\n")
    status, out, err = folder.ask("plan", "-o", "ndjson")
    equal(status, 3)
    equal([json.loads(line).get("contact") for line in out.splitlines()], [None, "2", None])
    inside("contacts.csv:2:20: error: the row is not UTF-8 [not-utf8]", err)
    inside("contacts.csv:4:17:", err)


def test_values_of_contacts():
    rows = [("timezone", "Europe/Lundon", "zone-unknown"), ("enqueued_at", "2026-02-30", None), ("enqueued_at", "soon", None),
            ("dnc", "perhaps", "boolean"), ("region", "Florida", "region"), ("run", "-1", "number"), ("run", "x", "number")]
    for column, value, code in rows:
        folder = Folder(contacts=f"id,phone,{column}\n1,+447700900001,{value}\n2,+447700900002,\n")
        status, out, err = folder.ask("plan", "-o", "ndjson")
        equal(status, 3, err)
        inside("contacts.csv:2:17: error: ", err)
        inside(code or value, err)
        answers = [json.loads(line) for line in out.splitlines()]
        equal(answers[1]["verdict"], "call")
        # A contact with an unknown zone is held, the others are no contacts.
        equal(answers[0].get("verdict"), "hold" if column == "timezone" else None)


def test_lines_of_the_log():
    good = '{"at":"2026-02-27T10:00:00Z","contact":"1","event":"attempt","outcome":"busy"}'
    for bad, word in (("nonsense", "object"), ('{"at":"2026-02-27T10:00:00Z","contact":"1","event":"attempt"}', "outcome"),
                      (good.replace("busy", "buzy"), "busy"), (good.replace("attempt", "atempt"), "attempt"),
                      (good.replace("2026-02-27", "2026-02-29"), "2026-02-29"), (good.replace('"at"', '"when"'), "`at`"),
                      (good.replace('"contact"', '"who"'), "`contact`"), (good.replace('"1"', "null"), "`contact`"),
                      (good[:-1] + ',"ended_at":"2026-02-27T09:00:00Z"}', "ends before it starts"),
                      (good[:-1] + ',"duration":"5"}', "duration"), (good[:-1] + ',"duration":-5}', "duration"),
                      (good[:-1] + ',"cost":"much"}', "cost"), (good[:-1] + ',"sentiment":5000}', "sentiment"),
                      (good.replace("busy", "ANSWERED"), "connected"), (good.replace("busy", "sip:200"), "connected"),
                      (good.replace('"busy"', "[1]"), "outcome"), (good.replace('"2026-02-27T10:00:00Z"', "-5"), "seconds since 1970"),
                      ('{"at":"2026-02-27T10:00:00Z","contact":"1","event":"reschedule"}', "due"),
                      ('{"at":"2026-02-27T10:00:00Z","contact":"1","event":"cancel","scope":"all"}', "scope"),
                      (good[:-1] + ',"at":1}', "twice")):
        folder = Folder(events=good + "\n" + bad + "\n" + good.replace('"1"', '"2"') + "\n")
        status, out, err = folder.ask("plan", "-o", "ndjson")
        equal(status, 3, bad + err)
        inside("events.ndjson:2:", err)
        inside(word, err)
        equal([json.loads(line)["attempt"] for line in out.splitlines()], [2, 2, 1], bad)


def test_unknown_fields_of_the_log_are_told_once():
    line = {"at": "2026-02-27T10:00:00Z", "contact": "1", "event": "callback", "by": "agent", "deu": "2026-03-04"}
    folder = Folder(events=[line, line])
    status, _, err = folder.ask("plan")
    equal(status, 0)
    equal(err.count('the field "deu" is not known and not looked at, did you mean "due"?'), 1)


def test_an_empty_log_is_an_empty_log():
    expected = Folder().rows("plan")
    for text in ("", "\n\n", "\ufeff", "at,contact,event,outcome\n"):
        equal(Folder(events=text).rows("plan"), expected)


def test_a_log_that_is_none():
    status, out, err = Folder(events="nonsense\n").ask("plan")
    equal((status, out), (3, ""))
    inside("events.ndjson:1:1: error: this is neither JSON Lines nor CSV with a header", err)


def test_accounts():
    folder = Folder(campaign=CAMPAIGN + "account: team/account.yaml\n")
    status, _, err = folder.ask("plan")
    equal(status, 4)
    inside("team/account.yaml: error: cannot be read", err)
    os.mkdir(os.path.join(folder.path, "team"))
    folder.write("team/account.yaml", "no_call_days: [2026-03-02]\ndnc: list.txt\n")
    folder.write("team/list.txt", "+447700900002\n")
    equal([(row["reason"], row["at"]) for row in folder.rows("plan", "--no-buffer")][:2],
          [("first_attempt", "2026-03-03T09:00:00+00:00"), ("dnc", None)])
    folder.write("team/account.yaml", "no_cal_days: [2026-03-02]\n")
    status, _, err = folder.ask("plan")
    equal(status, 3)
    inside("team/account.yaml:1:1: error: ", err)


def test_random_bytes_never_crash():
    """Files with changed bytes: any exit status of the list, no signal, every message with a code."""
    chance = random.Random(SEED)
    events = "".join('{"at":"2026-02-27T1%d:00:00Z","contact":"%d","event":"callback","by":"agent","due":"2026-03-05","text":"a\\u00e9"}\n'
                     % (i % 10, i % 4) for i in range(20))
    texts = {"c.yaml": CAMPAIGN, "contacts.csv": CONTACTS, "events.ndjson": events}
    for _ in range(150):
        folder = Folder()
        for name, text in texts.items():
            data = bytearray(text.encode())
            for _ in range(chance.choice([0, 1, 3, 20])):
                at = chance.randrange(0, len(data))
                data[at:at + chance.choice([0, 1, 1, 5])] = bytes(chance.choice([0, 10, 34, 44, 58, 92, 123, 255, chance.randrange(256)])
                                                                   for _ in range(chance.choice([0, 1, 1, 2])))
            folder.write(name, bytes(data))
        status, _, err = folder.ask(chance.choice(["plan", "next", "queue", "fold", "check", "dnc", "show"]))
        holds(status in (0, 2, 3, 4), f"status {status}")
        for line in err.splitlines():
            holds(line.endswith("]") or "note: " in line, line)


if __name__ == "__main__":
    main(globals())
