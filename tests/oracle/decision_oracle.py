#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does the program decide as an independent reading of the rules does?

Random campaigns, contacts and histories (decision_cases.py) are given to `dialplan plan` as files and to the
model (decision_model.py); verdict, at, due, asked, class, attempt, of, reason and zone are compared, and for some
contacts the first rungs of the ladder. A disagreement is made small by leaving out events and settings, and printed
with the files that show it.

usage: decision_oracle.py [CASES [SEED]]; $DIALPLAN is the program; CASES from the environment too.
"""
import copy
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import decision_cases as cases  # noqa: E402
from decision_model import Settings, apply_all, decide, ladder  # noqa: E402
from open_time import DAY, DAYS  # noqa: E402
from smart_model import hours_table  # noqa: E402

FIELDS = ["verdict", "at", "due", "asked", "class", "attempt", "of", "reason", "zone"]
PER_CAMPAIGN = 12
RUNGS = 8
PROGRAM = os.environ.get("DIALPLAN", "build/latest/dialplan")


def text_of(at):
    return datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def rfc(value):
    when = datetime.datetime.fromisoformat(value.replace("Z", "+00:00")) if value else None
    return int(when.timestamp()) if when else 0


def contact_row(who):
    row = {"id": who.id, "phone": "+1202555" + str(abs(hash(who.id)) % 10000).zfill(4)}
    if who.zones or who.unknown:
        row["timezone"] = "Europe/Nowhere" if who.unknown else "|".join(z.name for z in who.zones)
    if who.region:
        row["region"] = who.region
    if who.enqueued_at:
        row["enqueued_at"] = text_of(who.enqueued_at)
    if who.dnc:
        row["dnc"] = True
    return row


def event_row(who, event):
    row = {"at": text_of(event["at"]), "contact": who.id}
    for key, value in event.items():
        if key != "at":
            row[key] = text_of(value) if key in ("due", "earliest", "latest", "ended_at") else value
    return row


def write(directory, file, people):
    paths = [os.path.join(directory, n) for n in ("campaign.json", "contacts.ndjson", "events.ndjson")]
    with open(paths[0], "w") as out:
        json.dump(file, out, indent=1)
    if "prefer" in file.get("retry", {}):
        with open(os.path.join(directory, "hours.csv"), "w") as out:
            out.write("weekday,hour,weight\n" + "".join(f"{DAYS[d]},{h},{w}\n" for (d, h), w in hours_table(file["seed"]).items()))
    with open(paths[1], "w") as out:
        for number, (who, _) in enumerate(people):
            out.write(json.dumps({**contact_row(who), "phone": f"+1202555{number:04}"}) + "\n")
    rows = [(event["at"], number, event_row(who, event))
            for number, (who, event) in enumerate((who, event) for who, events in people for event in events)]
    with open(paths[2], "w") as out:
        for _, _, row in cases.shuffled(random.Random(len(rows)), rows):
            out.write(json.dumps(row) + "\n")
    return paths


def run_program(arguments, file, people, now):
    """-> the rows of the answer; or a text: what went wrong."""
    with tempfile.TemporaryDirectory() as directory:
        campaign, contacts, events = write(directory, file, people)
        command = [PROGRAM, *arguments, "--campaign", campaign, "--contacts", contacts, "--events", events,
                   "--now", text_of(now), "-o", "ndjson"]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != (3 if any(who.unknown for who, _ in people) else 0):
        return f"status {done.returncode}: {done.stderr.strip()[:600]}"
    return [json.loads(line) for line in done.stdout.splitlines()]


def ask_program(file, people, now, no_buffer):
    """-> one mapping a contact, in order; or a text."""
    rows = run_program(["plan"] + (["--no-buffer"] if no_buffer else []), file, people, now)
    if isinstance(rows, str):
        return rows
    for row in rows:
        for key in ("at", "due", "asked"):
            row[key] = rfc(row[key])
        row["of"] = row["of"] or 0
    return rows


def ladders_differ(file, who, events, now):
    """Looks at the first rungs of a contact's ladder; -> what differs, or None."""
    rows = run_program(["ladder", who.id], file, [(who, events)], now)
    if isinstance(rows, str):
        return rows
    settings = Settings(file)
    later, state = apply_all(settings, who, events, now)
    expected = ladder(settings, later, state, now, RUNGS)
    got = [(rfc(row["at"]), row["reason"]) for row in rows][:RUNGS]
    if got == expected or decide(settings, later, state, now)["verdict"] == "hold":
        return None
    return f"ladder of\n{json.dumps(file)}\n{json.dumps(contact_row(who))}\n" + "".join(
        json.dumps(event_row(who, e)) + "\n" for e in events) + f"now {text_of(now)}\nmodel   " + str(
        [(text_of(a), r) for a, r in expected]) + "\nprogram " + str([(text_of(a), r) for a, r in got])


def ask_model(file, who, events, now, no_buffer):
    settings = Settings(file)
    later, state = apply_all(settings, who, events, now)
    return decide(settings, later, state, now, no_buffer)


def differences(expected, got):
    if expected["verdict"] == "stop" and got["verdict"] == "stop":  # of a stop, its reason says all
        return [f for f in ("reason",) if expected[f] != got[f]]
    return [f for f in FIELDS if expected[f] != got.get(f)]


def disagree(file, who, events, now, no_buffer):
    got = ask_program(file, [(who, events)], now, no_buffer)
    if isinstance(got, str):
        return got
    expected = ask_model(file, who, events, now, no_buffer)
    return differences(expected, got[0]) and (expected, got[0])


def smaller(file, who, events, now, no_buffer):
    """Leaves out events and settings as long as the answers still differ in the same way."""
    def still(f, e):
        try:
            found = disagree(f, who, e, now, no_buffer)
        except Exception:
            return False
        return bool(found) and not isinstance(found, str)

    moved = True
    while moved:
        moved = False
        for i in range(len(events) - 1, -1, -1):
            if still(file, events[:i] + events[i + 1:]):
                events, moved = events[:i] + events[i + 1:], True
        for path in key_paths(file):
            less = copy.deepcopy(file)
            at = less
            for key in path[:-1]:
                at = at[key]
            del at[path[-1]]
            needed = path[0] in ("name", "seed", "timezone", "horizon") or path == ("windows",)
            if not needed and still(less, events):
                file, moved = less, True
                break
    return file, events


def key_paths(tree, path=()):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield path + (key,)
            yield from key_paths(value, path + (key,))


def report(file, who, events, now, no_buffer):
    file, events = smaller(file, who, events, now, no_buffer)
    expected, got = disagree(file, who, events, now, no_buffer)
    print("--- campaign.json\n" + json.dumps(file))
    print("--- contact\n" + json.dumps(contact_row(who)))
    print("--- events")
    for event in events:
        print(json.dumps(event_row(who, event)))
    print(f"--- now {text_of(now)}{' --no-buffer' if no_buffer else ''}")
    for field in FIELDS:
        a, b = expected[field], got.get(field)
        if field in ("at", "due", "asked"):
            a, b = (text_of(x) if x else "none" for x in (a, b))
        print(f"{'  ' if a == b else '* '}{field:8} model {a}   program {b}")
    print(flush=True)


def main():
    wanted = int(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CASES", "300"))
    seed = int(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("SEED", "20261121"))
    if wanted > 20000:
        wanted = 20000  # `make oracle` asks for a million, as of the oracles in C; these are files and processes
    if not os.path.exists(PROGRAM):
        print(f"skipped: there is no program {PROGRAM}")
        return 77
    print(f"seed {seed}, {wanted} cases")
    asked, failed, number = 0, 0, 0
    while asked < wanted:
        rng = random.Random(seed * 100003 + number)
        number += 1
        about = cases.instant(rng.choice(cases.EPOCHS)) + rng.randint(-2, 1) * DAY
        file = cases.settings(rng, about)
        now = about + rng.randint(-1, 4) * DAY + rng.randrange(DAY)
        no_buffer = rng.random() < 0.1
        people = []
        for i in range(PER_CAMPAIGN):
            who = cases.contact(rng, i, about)
            people.append((who, cases.history(rng, file, who, about, now)))
        if rng.random() < 0.5:
            now = cases.telling(rng, file, people, now)
        rows = ask_program(file, people, now, no_buffer)
        if isinstance(rows, str):
            failed += 1
            asked += 1
            print(f"campaign {number}: {rows}\n{json.dumps(file)}")
            continue
        for (who, events), got in zip(people, rows):
            asked += 1
            expected = ask_model(file, who, events, now, no_buffer)
            found = differences(expected, got)
            if found:
                failed += 1
                print(f"DISAGREEMENT campaign {number}, contact {who.id}: {', '.join(found)}; "
                      f"model {expected['reason']}, program {got['reason']}", flush=True)
                if failed <= int(os.environ.get("SHOW", "3")):
                    report(file, who, events, now, no_buffer)
        asked += 1
        found = ladders_differ(file, *people[0], now)
        if found:
            failed += 1
            print(f"DISAGREEMENT campaign {number}: {found}")
    print(f"{asked - failed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
