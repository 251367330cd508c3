#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Asks the golden questions through the program $DIALPLAN. Prints what differs and "N passed, N failed"."""
import datetime
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402

PROGRAM = os.environ.get("DIALPLAN", "build/latest/dialplan")
ONLY_API = {"spans", "seconds", "close", "prev", "place"}


def run(case, directory, arguments, text=None):
    command = [PROGRAM, arguments[0], "--campaign", os.path.join(directory, "campaign.yaml"), *arguments[1:],
               "--tzdir", cases.ZONES, "-o", "ndjson"]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise ValueError(f"status {done.returncode}: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def write(case, directory):
    who = cases.contact_of(case)
    row = {"id": who["id"], "phone": "+12025550100"}
    for key, name in (("zone", "timezone"), ("enqueued", "enqueued_at"), ("region", "region"), ("dnc", "dnc")):
        if key in who:
            row[name] = who[key]
    events = [json.dumps({"contact": who["id"], **cases.event_of(e)}) + "\n" for e in case.events]
    texts = {"campaign.yaml": case.campaign, "account.yaml": case.account,
             "contacts.ndjson": json.dumps(row) + "\n", "events.ndjson": "".join(events)}
    for name, text in texts.items():
        with open(os.path.join(directory, name), "w", encoding="utf-8") as file:
            file.write(text)
    return ["--contacts", os.path.join(directory, "contacts.ndjson"),
            "--events", os.path.join(directory, "events.ndjson")], who["id"]


def ask(case, directory):
    """-> for next and clip: a mapping; for ladder: lines; for explain: names; for standing: a mapping."""
    kind, at = case.question.split()[:2]
    files, contact = write(case, directory)
    options = ["--now", at] + (["--no-buffer"] if case.question.endswith("no buffer") else [])
    if kind == "clip":
        line = {"at": at}
        zones = cases.words_after(case.question, "zone")
        if zones:
            line["zone"] = zones.split("|") if "|" in zones else zones
        row = run(case, directory, ["clip", "-"], json.dumps(line) + "\n")[0]
        return {"": row["status"], "to": row["clipped"], "until": row["close"], "zone": row["zone"],
                "reason": row["reason"]}
    if kind == "next":
        row = run(case, directory, ["plan", *files, *options])[0]
        return {"": row["verdict"], **{k: 0 if v is None and k == "of" else v for k, v in row.items()}}
    if kind == "explain":
        row = run(case, directory, ["explain", contact, *files, *options])[0]
        return [step["rule"] for step in row["steps"]]
    if kind == "ladder":
        outcome = cases.words_after(case.question, "outcome")
        rows = run(case, directory, ["ladder", contact, *files, *options] + (
            ["--outcome", outcome] if outcome else []))
        return [(row["at"] or "stop") + " " + row["reason"] for row in rows]
    if kind == "standing":
        row = run(case, directory, ["queue", "--view", "all", *files, *options])[0]
        return {"callback": row["callback_status"]}
    raise ValueError("no such question")


def items_of(answer):
    """-> (key, value) of each item of a phrase's answer; the first has no key, reasons have no value."""
    first, *rest = answer.split(", ")
    return [("", first)] + [(item.split(" ", 1) + [None])[:2] if " " in item else (item, None) for item in rest]


def same_phrase(case, got, answer):
    """Compares the answer of one phrase; -> (equal, the answer as it is)."""
    names = {"from": "earliest", "until": "latest", "fitted": "fitted"}
    items, shown, equal = items_of(answer), [], True
    if "fitted" not in dict(items) and items[0][1] not in ("none", "vague"):
        items.insert(1, ("fitted", items[0][1]))
    for key, value in items:
        if key == "or":  # no field of the program's answer
            shown.append(f"or {value}")
        elif value is None:
            equal &= key in got["reasons"]
            shown += [key] if key in got["reasons"] else []
        elif key == "" and got["status"] != "resolved":
            equal &= value == got["status"]
            shown.append(got["status"])
        else:
            at = cases.instant(got[names.get(key, "at")], case.timezone)
            equal &= value not in ("vague",) and at == case.instant(value)
            shown.append(f"{key} {text_of(case, at)}".strip())
    return equal, ", ".join(shown)


def run_phrases(case):
    """Asks all phrases of a question in one run. -> passed, failed"""
    lines = [(case.line + 1 + i, line) for i, line in enumerate(case.answer) if line and not line.startswith("#")]
    phrases = [(number, *line.split(" => ", 1)) for number, line in lines]
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        write(case, directory)
        rows = run(case, directory, ["when", "-", "--now", case.question.split()[1]],
                   "".join(phrase + "\n" for _, phrase, _ in phrases))
    if len(rows) != len(phrases):
        raise ValueError(f"{len(rows)} lines for {len(phrases)} phrases")
    for (number, phrase, answer), got in zip(phrases, rows):
        equal, shown = same_phrase(case, got, answer) if got["text"] == phrase else (False, str(got))
        failed += not equal
        if not equal:
            print(f"{os.path.relpath(case.file, cases.ROOT)}:{number}: {case.title}: {case.question}\n"
                  f"  {phrase} => {shown}\nexpected\n  {phrase} => {answer}", flush=True)
    return len(phrases) - failed, failed


def text_of(case, at):
    when = datetime.datetime.fromtimestamp(at, cases.zone(case.timezone))
    return when.isoformat() if at else "none"


def same_fields(case, got, expected):
    """Compares what the answer names; -> (equal, the answer as it is)."""
    shown, equal = [], True
    for item in expected.split(", "):
        key, _, value = item.partition(" ")
        if not value:
            key, value = "", item
        if key not in got:  # not for this runner
            shown.append(item)
        elif key in cases.INSTANTS:
            at = cases.instant(got[key], case.timezone)
            equal &= at == case.instant(value)
            shown.append(f"{key} {text_of(case, at)}")
        else:
            equal &= str(got[key]) == value
            shown.append(f"{key} {got[key]}".strip())
    return equal, ", ".join(shown)


def same_list(case, got, expected):
    if case.question.startswith("explain"):
        rest = iter(got)
        return all(name in rest for name in expected[0].split(", ")), ", ".join(got)
    lines = []
    for line in got:
        at, reason = line.split(" ", 1)
        lines.append((at if at == "stop" else case.instant(at), reason))
    wanted = [line.split(" ", 1) if line != "..." else None for line in expected]
    wanted = [w and (w[0] if w[0] == "stop" else case.instant(w[0]), w[1]) for w in wanted]
    if wanted and wanted[-1] is None:
        return lines[:len(wanted) - 1] == wanted[:-1], "\n  ".join(got)
    return lines == wanted, "\n  ".join(got)


def main():
    passed = failed = 0
    if not os.path.exists(PROGRAM):
        print(f"skipped: there is no program {PROGRAM}")
        return 77
    for path in sys.argv[1:] or cases.files():
        for case in cases.read(path):
            kind = case.question.split()[0]
            if kind in ONLY_API or "inbound_first" in case.contact or "other_" in case.contact:
                continue
            try:
                if kind == "when":
                    good, bad = run_phrases(case)
                    passed += good
                    failed += bad
                    continue
                with tempfile.TemporaryDirectory() as directory:
                    got = ask(case, directory)
                equal, shown = (same_list if isinstance(got, list) else same_fields)(
                    case, got, case.answer if isinstance(got, list) else case.answer[0])
            except (ValueError, KeyError, IndexError, TypeError) as problem:
                equal, shown = False, f"{type(problem).__name__}: {problem}"
            passed += equal
            failed += not equal
            if not equal:
                print(f"{case.where()}\n  {shown}\nexpected\n  " + "\n  ".join(case.answer), flush=True)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
