#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dialplan stats: every number computed once more from the log, and what people see."""
import csv
import io
import json
import os
import random
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from decimal import Decimal, getcontext
from zoneinfo import ZoneInfo

sys.dont_write_bytecode = True
from harness import CAMPAIGN, Folder, equal, holds, inside, main  # noqa: E402

getcontext().prec = 40
SEED = int(os.environ.get("SEED", "20261121"))
NOW = "2026-03-30T10:00:00Z"
ANSWERED = {"completed", "call_later", "abandoned", "refused", "wrong_person", "dnc_request"}
OUTCOMES = sorted(ANSWERED) + ["no_answer", "busy", "voicemail", "silent", "rejected", "ringing", "error", "network_error"]
ZONES = ["Europe/London", "Asia/Kolkata", "America/New_York", "Pacific/Auckland", "America/New_York|America/Chicago", ""]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
VARIANTS = CAMPAIGN + "variants: [{name: formal, weight: 2}, {name: short, weight: 1}]\n"


def world(seed):
    """-> (contacts, events, folder): a list and a log by chance, the log shuffled, with what must not count."""
    chance = random.Random(seed)
    contacts = [{"id": str(i), "phone": f"+4477009{i:05}", "timezone": chance.choice(ZONES), "variant": chance.choice(["", "", "short"])}
                for i in range(120)]
    events = []
    start = datetime(2026, 3, 2, tzinfo=timezone.utc)
    for contact in contacts:
        for _ in range(chance.choice([0, 1, 2, 8])):
            at = start + timedelta(seconds=chance.randrange(27 * 86400))
            event = {"at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "contact": contact["id"], "event": "attempt", "outcome": chance.choice(OUTCOMES)}
            if chance.random() < .6:
                event["duration"] = chance.randrange(600)
            if chance.random() < .5:
                event["cost"] = f"{chance.randrange(3)}.{chance.randrange(10**6):06}"
            if chance.random() < .5:
                event["sentiment"] = chance.randrange(-1000, 1001)
            if chance.random() < .2:
                event["manual"] = True
            if chance.random() < .3:
                event["variant"] = chance.choice(["formal", "short", 2])
            events.append(event)
    repeats = chance.sample(events, 15)
    later = [{"at": "2026-03-31T10:00:00Z", "contact": "1", "event": "attempt", "outcome": "completed"}]
    strangers = [{"at": "2026-03-10T10:00:00Z", "contact": "stranger", "event": "attempt", "outcome": "completed"}]
    log = events + repeats + later + strangers
    chance.shuffle(log)
    text = io.StringIO()
    table = csv.DictWriter(text, contacts[0], lineterminator="\n")
    table.writeheader()
    table.writerows(contacts)
    return contacts, events, Folder(campaign=VARIANTS, contacts=text.getvalue(), events=log)


def rows(folder, *arguments):
    return folder.rows("stats", *arguments, now=NOW)


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def local(contacts, event):
    zone = {c["id"]: c["timezone"] for c in contacts}[event["contact"]].split("|")[0] or "Europe/London"
    return instant(event["at"]).astimezone(ZoneInfo(zone))


def mean(values):
    """To the nearest whole number, halves away from zero; None of nothing."""
    if not values:
        return None
    whole = int((Decimal(abs(sum(values))) / len(values)).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
    return whole if sum(values) >= 0 else -whole


def tally(events):
    calls, connected = len(events), sum(e["outcome"] in ANSWERED for e in events)
    return {"calls": calls, "connected": connected, "completed": sum(e["outcome"] == "completed" for e in events),
            "rate_ppm": connected * 10**6 // calls if calls else None}


def test_totals():
    for seed in range(SEED, SEED + 5):
        contacts, events, folder = world(seed)
        plan = folder.rows("plan", "--columns", "verdict,at", now=NOW)
        dialled = {e["contact"] for e in events}
        found = rows(folder)
        equal(len(found), 1)
        connected = [e for e in events if e["outcome"] in ANSWERED]
        seconds = lambda some: [e["duration"] for e in some if "duration" in e]  # noqa: E731
        expected = {
            "campaign": "Tests", "now": "2026-03-30T11:00:00+01:00", "contacts": 120,
            "contacts_scheduled": sum(c["id"] in dialled or row["at"] is not None for c, row in zip(contacts, plan)),
            "contacts_dialled": len(dialled), "contacts_connected": len({e["contact"] for e in connected}),
            "remaining": sum(row["verdict"] != "stop" for row in plan), **tally(events),
            "manual": sum("manual" in e for e in events), "mean_connected_s": mean(seconds(connected)), "mean_all_s": mean(seconds(events)),
            "mean_sentiment": mean([e["sentiment"] for e in events if "sentiment" in e]), "callbacks_requested": 0,
            "first_call": min(instant(e["at"]) for e in events), "last_call": max(instant(e["at"]) for e in events)}
        got = {key: found[0][key] for key in expected}
        got["first_call"], got["last_call"] = instant(got["first_call"]), instant(got["last_call"])
        equal(got, expected, f"seed {seed}")
        cost = json.loads(folder.ask("stats", "-o", "ndjson", now=NOW)[1], parse_float=Decimal)["cost"]
        equal(cost, sum(Decimal(e.get("cost", "0")) for e in events))


def test_by_day_weekday_hour_and_week():
    contacts, events, folder = world(SEED)
    when = [(e, local(contacts, e)) for e in events]
    for what, key, every in (("day", lambda t: {"day": t.strftime("%Y-%m-%d")}, None),
                             ("weekday", lambda t: {"weekday": DAYS[t.weekday()]}, [{"weekday": d} for d in DAYS]),
                             ("hour", lambda t: {"hour": t.hour}, [{"hour": h} for h in range(24)]),
                             ("week", lambda t: {"weekday": DAYS[t.weekday()], "hour": t.hour},
                              [{"weekday": d, "hour": h} for d in DAYS for h in range(24)])):
        groups = defaultdict(list)
        for event, at in when:
            groups[json.dumps(key(at))].append(event)
        keys = [json.dumps(k) for k in every] if every else sorted(groups)
        equal(rows(folder, "--by", what), [{**json.loads(k), **tally(groups[k])} for k in keys], what)


def test_by_outcome_and_status():
    _, events, folder = world(SEED)
    counts = Counter(e["outcome"] for e in events)
    equal({row["outcome"]: (row["calls"], row["share_ppm"]) for row in rows(folder, "--by", "outcome")},
          {o: (n, n * 10**6 // len(events)) for o, n in counts.items()})
    statuses = Counter(row["status"] for row in folder.rows("plan", "--columns", "status", now=NOW))
    equal({row["status"]: (row["contacts"], row["share_ppm"]) for row in rows(folder, "--by", "status")},
          {s: (n, n * 10**6 // 120) for s, n in statuses.items()})


def test_by_variant():
    contacts, events, folder = world(SEED)
    plan = folder.rows("plan", "--columns", "contact,variant,at", now=NOW)
    own = {row["contact"]: row["variant"] for row in plan}
    dialled = {e["contact"] for e in events}
    connected = {e["contact"] for e in events if e["outcome"] in ANSWERED}
    expected = []
    for name in ("formal", "short"):
        mine = [row for row in plan if row["variant"] == name]
        calls = [e for e in events if {2: "short"}.get(e.get("variant"), e.get("variant")) == name or ("variant" not in e and own[e["contact"]] == name)]
        expected.append({"variant": name, "contacts": len(mine), "contacts_scheduled": sum(r["contact"] in dialled or r["at"] is not None for r in mine),
                         "contacts_dialled": sum(r["contact"] in dialled for r in mine),
                         "contacts_connected": sum(r["contact"] in connected for r in mine), **tally(calls)})
    equal(rows(folder, "--by", "variant"), expected)


def test_best_hours():
    contacts, events, folder = world(SEED)
    events = [dict(e, at=e["at"][:8] + f"{2 + int(e['at'][8:10]) % 2:02}" + f"T{9 + int(e['at'][11:13]) % 4:02}" + e["at"][13:]) for e in events]
    unique = list({json.dumps(e): e for e in events}.values())
    folder.write("events.ndjson", unique)
    counts = defaultdict(lambda: [0, 0])
    for e in unique:
        at = local(contacts, e)
        counts[at.weekday(), at.hour][0] += 1
        counts[at.weekday(), at.hour][1] += e["outcome"] in ANSWERED
    z2 = Decimal("1.96") ** 2
    found = rows(folder, "--best-hours")
    equal({(DAYS.index(r["weekday"]), r["hour"]): (r["calls"], r["connected"]) for r in found},
          {k: tuple(v) for k, v in counts.items() if v[0] >= 5})
    holds(len(found) > 5 and any(v[0] < 5 for v in counts.values()), "the log is too plain")
    for r in found:
        n, k = r["calls"], r["connected"]
        p = Decimal(k) / n
        lower = (p + z2 / (2 * n) - Decimal("1.96") * ((p * (1 - p) + z2 / (4 * n)) / n).sqrt()) / (1 + z2 / n) * 10**6
        holds(-Decimal("0.001") < lower - r["lower_ppm"] < 2, f"{r}: {lower}")
        equal(r["rate_ppm"], k * 10**6 // n)
    total = sum(r["lower_ppm"] for r in found)
    for r in found:
        equal(r["weight"], max(1, (r["lower_ppm"] * len(found) * 100 + total // 2) // total))
    order = [(-r["lower_ppm"], -r["rate_ppm"], DAYS.index(r["weekday"]), r["hour"]) for r in found]
    equal(order, sorted(order))
    header = folder.ask("stats", "--best-hours", "-o", "csv", now=NOW)[1].splitlines()[0]
    equal(header, "weekday,hour,weight,calls,connected,rate_ppm,lower_ppm")


def test_best_hours_are_a_table_to_prefer():
    chance = random.Random(SEED)
    events = [{"at": f"2026-03-{day:02}T{hour:02}:{chance.randrange(60):02}:00Z", "contact": str(1 + i % 3), "event": "attempt",
               "outcome": "call_later" if hour == 15 and chance.random() < .8 else "no_answer"}
              for day in (3, 10, 17, 24) for hour in range(9, 18) for i in range(3)]
    contacts = "id,phone\n" + "".join(f"{i},+4477009{i:05}\n" for i in range(1, 301))
    folder = Folder(contacts=contacts, events=events)
    folder.write("hours.csv", folder.ask("stats", "--best-hours", "-o", "csv", now=NOW)[1])
    smart = CAMPAIGN.replace("retry: {strategy: intervals, intervals: [1h, 1d], max_attempts: 12}", "retry: {phases: [{days: 1-, calls: 1}]%s}")
    folder.write("events.ndjson", [{"at": "2026-03-30T08:30:00Z", "contact": str(i), "event": "attempt", "outcome": "busy"} for i in range(1, 301)])
    at_three = {}
    for prefer in ("", ", prefer: hours.csv"):
        folder.write("c.yaml", smart % prefer)
        status, _, err = folder.ask("check", now=NOW)
        equal((status, "prefer" in err), (0, False))
        at_three[prefer] = sum(row["at"].startswith("2026-03-31T15") for row in folder.rows("plan", now=NOW))
    holds(at_three[", prefer: hours.csv"] > 2 * at_three[""], at_three)
    folder.write("hours.csv", "weekday,hour,weight\nmon,25,1\n")
    status, _, err = folder.ask("plan", now=NOW)
    equal(status, 3)
    inside('hours.csv:2:5: error: expected an hour from 0 to 23, found "25" [bad-weights]', err)


def test_parts_add_up():
    contacts, _, folder = world(SEED)
    lines = folder.read("contacts.csv").decode().splitlines(keepends=True)
    whole = rows(folder, "--by", "week")
    folder.write("contacts.csv", "".join(lines[:40]))
    first = rows(folder, "--by", "week")
    folder.write("contacts.csv", "".join(lines[:1] + lines[40:]))
    second = rows(folder, "--by", "week")
    for a, b, both in zip(first, second, whole):
        for key in ("calls", "connected", "completed"):
            equal(a[key] + b[key], both[key])


def test_callbacks():
    at = "2026-03-02T10:00:00Z"

    def wish(contact, due, **more):
        return {"at": at, "contact": contact, "event": "callback", "due": due, "by": "customer", **more}

    events = [wish("1", "2026-03-03T10:00:00Z"), wish("2", "2026-03-02T12:00:00Z"), {"at": "2026-03-02T11:00:00Z", "contact": "2", "event": "cancel", "scope": "callback"},
              wish("3", "2026-03-02T14:00:00Z"), {"at": "2026-03-02T14:30:00Z", "contact": "3", "event": "attempt", "outcome": "completed"},
              wish("3", "2026-03-02T14:00:00Z", by="bot"), wish("1", None, requested=False)]
    events[-1].pop("due")
    folder = Folder(events=events)
    row = folder.rows("stats", now="2026-03-02T16:00:00Z")[0]
    equal({k: row[k] for k in row if "callback" in k or k == "mean_delay_s"},
          {"callbacks_requested": 3, "callbacks_pending": 1, "callbacks_completed": 1, "callbacks_cancelled": 1, "callbacks_missed": 0,
           "mean_delay_s": (24 + 2 + 4) * 3600 // 3})
    out = folder.ask("stats", now="2026-03-02T16:00:00Z")[1]
    inside("\nCallbacks\n  requested                3\n  pending                  1\n", out)
    inside("  mean delay             10h\n", out)


def test_snapshots_and_repeats():
    """A call that a stored state holds already is still one of the log's."""
    _, _, folder = world(SEED)
    before = rows(folder)
    _, out, _ = folder.ask("fold", now=NOW)
    folder.write("contacts.csv", out)
    equal(rows(folder), before)


def test_nothing_yet():
    folder = Folder()
    row = folder.rows("stats")[0]
    equal((row["contacts"], row["contacts_scheduled"], row["calls"], row["rate_ppm"], row["finish"], row["first_call"]), (3, 3, 0, None, None, None))
    for what in ("day", "outcome"):
        equal(folder.rows("stats", "--by", what), [])
    equal(folder.rows("stats", "--best-hours"), [])
    out = folder.ask("stats")[1]
    equal(out.splitlines()[0], "Tests, Mon 2026-03-02 10:00:00 (Europe/London)")
    holds("Callbacks" not in out and "hour" not in out)
    folder.write("contacts.csv", "phone\n")
    inside("  all                      0         -\n", folder.ask("stats")[1])


def test_the_picture():
    events = [{"at": f"2026-03-02T10:{i:02}:00Z", "contact": "1", "event": "attempt", "outcome": "busy" if i % 2 else "call_later"} for i in range(10)]
    events += [{"at": "2026-03-03T11:00:00Z", "contact": "1", "event": "attempt", "outcome": "busy"}]
    folder = Folder(campaign=CAMPAIGN.replace("max_attempts: 12", "max_attempts: 90"), events=events)
    out = folder.ask("stats", "--ascii", now=NOW)[1]
    inside("\nCalls by hour of the contact's week\n      0     3     6     9     12    15    18    21    24\n"
           "  Mon                     8\n  Tue                       1\n  Wed\n", out)
    inside("\n  8 is 10 calls, blank is none\n", out)
    inside("\nShare of calls that a person answered\n      0     3     6     9     12    15    18    21    24\n"
           "  Mon                     8\n  Tue\n", out)
    inside("\n  8 is 50.0 %, blank has fewer than 5 calls\n", out)
    inside("\n  connected                5    45.5 %  ##########\n", out)
    holds(all(ord(c) < 128 for c in out))
    blocks = folder.ask("stats", now=NOW, env={"TERM": "xterm"})[1]
    inside("  Mon                     ██\n  Tue                       ▁▁\n", blocks)
    holds("\033" not in blocks, "colour in a pipe")
    equal(folder.ask("stats", now=NOW, env={"TERM": "dumb"})[1], out)


def test_usage():
    folder = Folder()
    for arguments, word in ((["--by", "daay"], 'did you mean "day"'), (["--by", "day", "--best-hours"], "two different questions")):
        status, out, err = folder.ask("stats", *arguments)
        equal((status, out), (2, ""))
        inside(word, err)
    folder.write("contacts.csv", "id,phone\n1,+447700900001\n2,12\n")
    equal(folder.rows("stats", status=3)[0]["contacts"], 1)


if __name__ == "__main__":
    main(globals())
