#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Variants through the program: names in output, a contact's own, agents, a log's; and their table of logarithms."""
import subprocess
import sys

sys.dont_write_bytecode = True
from harness import CAMPAIGN, Folder, equal, inside, main  # noqa: E402

VARIANTS = CAMPAIGN + "agent: desk\nvariants: [{name: formal, weight: 1, agent: ada}, {name: short, weight: 0}]\n"
CONTACTS = "id,phone,variant,agent\n1,+447700900001,,\n2,+447700900002,short,\n3,+447700900003,2,carl\n4,+447700900004,1,\n"


def test_plan_prints_the_name():
    folder = Folder(campaign=VARIANTS, contacts=CONTACTS)
    equal([row["variant"] for row in folder.rows("plan")], ["formal", "short", "short", "formal"])
    equal({row["contact"]: row["agent"] for row in folder.rows("next")}, {"1": "ada", "2": "desk", "3": "carl", "4": "ada"})


def test_without_variants_there_is_none():
    folder = Folder(contacts=CONTACTS)
    equal([row["variant"] for row in folder.rows("plan")], [None] * 4)


def test_an_unknown_variant_is_a_bad_row():
    folder = Folder(campaign=VARIANTS, contacts="id,phone,variant\n1,+447700900001,shor\n2,+447700900002,3\n3,+447700900003,formal\n")
    rows = folder.rows("plan", status=3)
    equal([row.get("reason") for row in rows], ["unknown-variant", "unknown-variant", "first_attempt"])
    inside('contacts.csv:2:17: error: the campaign has no variant "shor", did you mean "short"?', folder.ask("plan")[2])


def test_a_fold_keeps_it():
    folder = Folder(campaign=VARIANTS, contacts=CONTACTS)
    plan = folder.rows("plan")
    _, out, _ = folder.ask("fold")
    folder.write("contacts.csv", out)
    equal(folder.rows("plan"), plan)


def test_an_attempt_with_a_variant_of_before_is_not_lost():
    folder = Folder(campaign=VARIANTS, contacts=CONTACTS, events=[
        {"at": "2026-03-02T09:30:00Z", "contact": "1", "event": "attempt", "outcome": "no_answer", "variant": "gone"}])
    equal(folder.rows("plan")[0]["attempt"], 2)
    inside('the campaign has no variant "gone"', folder.ask("plan", "-v")[2])


def test_record_knows_the_names():
    folder = Folder(campaign=VARIANTS, contacts=CONTACTS)
    arguments = ("--contact", "1", "--outcome", "busy", "--variant")
    equal(folder.ask("record", *arguments, "short")[0], 0)
    status, _, err = folder.ask("record", *arguments, "shrot")
    equal(status, 2)
    inside('--variant: the campaign has no variant "shrot", did you mean "short"?', err)


def test_the_table_is_what_its_script_writes():
    with open("lib/variant_logs.inc", encoding="utf-8") as table:
        equal(table.read(), subprocess.run([sys.executable, "lib/variant_logs.py"], capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main(globals())
