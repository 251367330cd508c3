#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`infer_zone: phone`: contacts without a zone have the zones of their number, wherever lists are read."""
import os
import sys

sys.dont_write_bytecode = True
from harness import CAMPAIGN, Folder, equal, holds, inside, main  # noqa: E402

TABLE = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "data", "phones.txt"))
INFER = CAMPAIGN + "infer_zone: phone\n"
HERE = ("--phones", TABLE)
AUSTRALIA = ("Australia/Adelaide|Australia/Brisbane|Australia/Eucla|Australia/Lord_Howe|Australia/Perth|Australia/Sydney|"
             "Indian/Christmas|Indian/Cocos")
# Numbers tied to a place, a mobile (its whole country), and one that the table does not know.
NUMBERS = [("+4930123456", "Europe/Berlin"), ("+12125550100", "America/New_York"), ("+919812345678", "Asia/Calcutta"),
           ("+61491570006", AUSTRALIA), ("+447700900001", "")]


def contacts(zones):
    return "id,phone,timezone\n" + "".join(f"{i},{number},{zone if zones else ''}\n" for i, (number, zone) in enumerate(NUMBERS))


def test_a_number_stands_for_its_zones():
    named, inferred = Folder(contacts=contacts(True)), Folder(campaign=INFER, contacts=contacts(False))
    rows = named.rows("plan")
    equal(inferred.rows("plan", *HERE), rows)
    equal([rows[i]["zone"] for i in (0, 1, 2, 4)], ["Europe/Berlin", "America/New_York", "Asia/Calcutta", "Europe/London"])
    holds(rows[3]["zone"] in AUSTRALIA.split("|"), rows[3])
    inferred.write("contacts.csv", "phone,id\n" + "".join(f"{number},{i}\n" for i, (number, _) in enumerate(NUMBERS)))
    equal(inferred.rows("plan", *HERE), rows)  # without the column too
    lines = [{"id": str(i), "phone": number} for i, (number, _) in enumerate(NUMBERS)]
    inferred.write("contacts.ndjson", lines)
    equal(inferred.rows("plan", *HERE, "--contacts", "-", stdin=inferred.read("contacts.ndjson")), rows)
    for command in ("next", "queue"):
        equal(inferred.rows(command, *HERE), named.rows(command))


def test_a_zone_of_its_own_counts():
    folder = Folder(campaign=INFER, contacts="id,phone,timezone\n1,+4930123456,Asia/Tokyo\n2,+4930123456,Mars/Olympus\n")
    rows = folder.rows("plan", *HERE, status=3)
    equal((rows[0]["zone"], rows[1]["verdict"], rows[1]["reason"]), ("Asia/Tokyo", "hold", "zone_unknown"))


def test_a_number_of_no_known_place():
    folder = Folder(campaign=INFER + "unknown_zone: hold\n", contacts=contacts(False))
    equal([row["verdict"] for row in folder.rows("plan", *HERE)], ["call"] * 4 + ["hold"])
    folder.write("c.yaml", INFER)
    equal(folder.rows("plan", *HERE)[4]["zone"], "Europe/London")


def test_several_threads():
    folder = Folder(campaign=INFER, contacts="phone\n" + "".join(f"{NUMBERS[i % 5][0]}\n" for i in range(60000)))
    alone = folder.ask("plan", "-o", "csv", "--jobs", "1", *HERE)
    equal(alone[0], 0, alone[2])
    for jobs in ("2", "5"):
        equal(folder.ask("plan", "-o", "csv", "--jobs", jobs, *HERE), alone)


def test_the_table_is_asked_for_by_the_campaign_alone():
    nowhere = {"XDG_DATA_HOME": "/nowhere", "XDG_DATA_DIRS": "/nowhere"}
    folder = Folder(campaign=INFER, contacts=contacts(False))
    for command in ("next", "plan", "queue", "fold", "stats", "check", "ready", "estimate"):
        arguments = ("c.yaml",) if command == "check" else ("--campaign", "c.yaml")
        status, _, err = folder.run(command, *arguments, env=nowhere)
        equal(status, 4, command)
        inside("there is no table of numbers", err)
        inside("--phones", err)
    status, _, err = folder.ask("plan", "--phones", "none.txt")
    equal(status, 4)
    inside("none.txt", err)
    folder.write("bad.txt", "no table\n")
    status, _, err = folder.ask("plan", "--phones", "bad.txt")
    equal(status, 3)
    inside("bad.txt:1", err)
    folder.write("c.yaml", CAMPAIGN)
    equal(folder.ask("plan", env=nowhere)[0], 0)


def test_the_installed_table_is_found():
    folder = Folder(campaign=INFER, contacts=contacts(False))
    os.mkdir(os.path.join(folder.path, "dialplan"))
    os.symlink(TABLE, os.path.join(folder.path, "dialplan", "phones.txt"))
    equal(folder.rows("plan", env={"XDG_DATA_HOME": "/nowhere", "XDG_DATA_DIRS": folder.path}), folder.rows("plan", *HERE))


def test_one_contact():
    folder = Folder(campaign=INFER, contacts=contacts(False))
    inside("Asia/Calcutta", folder.ask("explain", "2", *HERE, "-o", "ndjson")[1])
    inside("+05:30", folder.ask("ladder", "2", *HERE, "-o", "ndjson")[1])
    inside("+05:30", folder.ask("when", "tomorrow at 11", "--contact", "2", *HERE, "-o", "ndjson")[1])


def test_a_snapshot_keeps_what_the_list_says():
    folder = Folder(campaign=INFER, contacts=contacts(False))
    status, out, err = folder.ask("fold", *HERE)
    equal(status, 0, err)
    equal([line.split(",")[2] for line in out.splitlines()], ["timezone", "", "", "", "", ""])


def test_check_counts_contacts_whose_clock_is_not_known():
    """Where rules of the United States bind, which go by it."""
    folder = Folder(campaign=CAMPAIGN + "guard: [us-fl]\n", contacts=contacts(False))
    status, _, err = folder.run("check", "c.yaml")
    equal(status, 0, err)
    inside("contacts.csv: warning: 5 contacts without a zone are called by the campaign's", err)
    inside("or infer_zone: phone [contacts-without-zone]", err)
    folder.write("c.yaml", INFER + "guard: [us-fl]\n")
    _, _, err = folder.run("check", "c.yaml", *HERE)
    inside("1 contact without a zone is called", err)
    inside("write unknown_zone: hold [contacts-without-zone]", err)
    for quiet in (INFER, INFER + "guard: [us-fl]\nunknown_zone: hold\n", INFER + "guard: [us-fl]\nzone_policy: campaign\n"):
        folder.write("c.yaml", quiet)
        status, _, err = folder.run("check", "c.yaml", *HERE)
        equal((status, "contacts-without-zone" in err), (0, False), err)
    folder.write("c.yaml", CAMPAIGN + "guard: [us-fl]\n")
    folder.write("contacts.csv", "phone,timezone\n+12125550100,America/New_York\n+12125550101,Mars/Olympus\n")
    equal("contacts-without-zone" in folder.run("check", "c.yaml")[2], False)


if __name__ == "__main__":
    main(globals())
