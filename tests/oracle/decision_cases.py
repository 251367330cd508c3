# SPDX-License-Identifier: MIT
"""Random campaigns, contacts and histories for decision_oracle.py."""
import datetime
import random

from decision_model import Contact, Settings, apply_all, decide
from open_time import DAY, DAYS, Zone

ZONES = ["America/New_York", "Europe/London", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe",
         "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Casablanca", "Antarctica/Troll", "Asia/Gaza", "America/Havana",
         "America/Los_Angeles", "Pacific/Auckland", "UTC", "+05:30"]
# by wall: clock changes of 2026 in Europe, America, Lord Howe; and days without
EPOCHS = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-25", "2026-11-01", "2026-06-10", "2026-01-12",
          "2027-12-27"]
OUTCOMES = ["no_answer"] * 6 + ["busy"] * 3 + ["voicemail"] * 3 + ["error"] * 2 + [
    "network_error", "ringing", "abandoned", "rejected", "silent", "call_later", "call_later", "completed"]
LAST_OUTCOMES = ["refused", "invalid_number", "wrong_person", "dnc_request"]


def instant(text):
    return int(datetime.datetime.fromisoformat(text + "T00:00:00+00:00").timestamp())


def wall_text(at, seconds=False):
    text = datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    return text if seconds else text[:16]


def date_text(at):
    return wall_text(at)[:10]


def span(rng):
    kind = rng.random()
    if kind < 0.6:
        a = rng.choice([8, 9, 10, 11]) * 60 + rng.choice([0, 0, 30])
        b = rng.choice([16, 17, 18, 19, 20]) * 60
    elif kind < 0.7:
        a, b = 0, 1440
    elif kind < 0.8:  # over midnight
        a, b = rng.randrange(18, 24) * 60, rng.randrange(1, 6) * 60
    else:
        a, b = sorted(rng.sample(range(0, 1441, 15), 2))
    return f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}"


def spans(rng):
    if rng.random() < 0.75:
        return span(rng)
    found = sorted({span(rng) for _ in range(rng.randint(2, 3))})
    return found if len(found) > 1 else found[0]


def windows(rng):
    kind = rng.random()
    if kind < 0.3:
        return {"daily": "09:00-18:00"}
    if kind < 0.5:
        return spans(rng)
    week = {"daily": spans(rng)} if kind < 0.8 else {"mon-fri": spans(rng)}
    for day in rng.sample(DAYS, rng.randint(0, 2)):
        week[day] = "off" if rng.random() < 0.4 else spans(rng)
    return week


def phases(rng):
    made, day = [], 1
    for i in range(rng.randint(1, 4)):
        last = i == 3 or rng.random() < 0.3
        until = day + rng.randint(0, 4)
        kind = rng.random()
        phase = {"days": f"{day}-" if last else f"{day}-{until}"}
        if kind < 0.3:
            phase.update(calls=rng.randint(1, 4), gap=rng.choice(["20m", "1h", "90m", "4h"]))
        elif kind < 0.7:
            phase.update(calls=rng.choice([2, 2, 3]), dayparts="spread")
            if rng.random() < 0.3:
                phase["gap"] = rng.choice(["90m", "3h"])
        elif kind < 0.85:
            phase.update(calls=rng.randint(1, 2), dayparts="any")
        else:
            phase.update(calls=1, per=rng.choice(["2d", "3d", "7d"]))
        made.append(phase)
        if last:
            return made
        day = until + 1
    made[-1]["days"] = made[-1]["days"].split("-")[0] + "-"
    return made


def rows(rng):
    kind = rng.random()
    if kind < 0.45:
        return None
    if kind < 0.6:
        return "standard"
    made = {"base": "standard"} if rng.random() < 0.3 else {}
    for outcome in rng.sample(["no_answer", "busy", "voicemail", "error", "network_error", "ringing", 
                               "rejected", "silent", "abandoned", "call_later"], rng.randint(1, 3)):
        what = rng.random()
        if what < 0.2:
            made[outcome] = "stop"
        elif what < 0.35:
            made[outcome] = "retry"
        else:
            made[outcome] = {"after": rng.choice(["10m", "30m", "1h", "2h", "24h", "1d", "2d", "1w"])}
            if rng.random() < 0.5:
                made[outcome]["retries"] = rng.randint(0, 3)
    return made


def retry(rng):
    made = {}
    strategy = rng.choice(["smart", "smart", "smart", "intervals", "fixed"])
    if strategy != "smart" or rng.random() < 0.3:
        made["strategy"] = strategy
    if strategy == "smart":
        if rng.random() < 0.35:
            made["phases"] = phases(rng)
        else:
            made["intensity"] = rng.choice(["aggressive", "moderate", "conservative"])
    elif strategy == "intervals":
        made["intervals"] = [rng.choice(["5m", "20m", "1h", "2h30m", "1d", "1d12h", "3d"])
                             for _ in range(rng.randint(1, 4))]
        if rng.random() < 0.5:
            made["after_last"] = rng.choice(["repeat", "stop"])
    else:
        made["every"] = rng.choice(["30m", "24h", "1d", "36h", "2d"])
    outcomes = rows(rng)
    if outcomes:
        made["outcomes"] = outcomes
    if rng.random() < 0.6:
        made["max_retry_days"] = rng.choice([0, 1, 2, 4, 14, 30, "off"])
    if rng.random() < 0.5 or made.get("max_retry_days") == "off":
        made["max_attempts"] = rng.choice([1, 3, 5, 8, 20])
    if rng.random() < 0.3:
        made["max_consecutive_errors"] = rng.choice([1, 3, "off"])
    for key in ("wait", "cooldown", "not_picked_cooldown"):
        if rng.random() < 0.15:
            made[key] = rng.choice(["15m", "2h", "4h", "1d", "26h"])
    if rng.random() < 0.25:
        made["caps"] = [{"max": rng.choice([1, 2, 3, 4, 16]),
                         "per": rng.choice(["2h", "24h", "1d", "3d", "7d"])}
                        for _ in range(rng.randint(1, 2))]
    return made


def callbacks(rng):
    made = {}
    if rng.random() < 0.7:
        made.update(detection=True, bot=True)
    for key, values in {
            "least_delay": ["0s", "5m", "30m"], "ignore_cooldown": [True, False],
            "retry": [["15m"], ["30m", "2h"], ["1d"]], "max_reschedules": [0, 1, 2],
            "extra_attempts": [1, 2, 5], "on_voicemail": ["keep"], "on_window_close": ["cancel", "carry", "auto"],
            "max_ahead": ["1d", "3d", "5d"],
            "min_confidence": [500]}.items():
        if rng.random() < 0.25:
            made[key] = rng.choice(values)
    if rng.random() < 0.25:
        made.update(late=rng.choice(["next_day", "close", "asap"]), late_after=rng.choice(["30m", "2h", "1d"]))
    return made


def settings(rng, about):
    made = {"name": f"campaign {rng.randrange(10**6)}", "timezone": rng.choice(ZONES), "windows": windows(rng)}
    made["seed"] = made["name"] if rng.random() < 0.5 else f"seed {rng.randrange(10**6)}"
    made["horizon"] = rng.choice(["15d", "30d", "45d"])
    if rng.random() < 0.3:
        made["jitter"] = rng.choice(["0s", "5m", "30m", "47s"])
    if rng.random() < 0.25:
        made["close_margin"] = rng.choice(["5m", "30m", "1h"])
    if rng.random() < 0.3:
        made["special_days"] = {
            date_text(about + rng.randint(-3, 9) * DAY): rng.choice(["off", "10:00-12:00", span(rng)])
            for _ in range(rng.randint(1, 2))}
    if rng.random() < 0.3:
        day = about + rng.randint(-3, 9) * DAY
        range_text = f"{date_text(day)}..{date_text(day + rng.randint(0, 3) * DAY)}"
        made["no_call_days"] = [rng.choice([date_text(day), range_text, "every " + date_text(day)[5:]])]
    if rng.random() < 0.3:
        made["safety"] = {"business_hours_guard": False}
    if rng.random() < 0.15:
        made.setdefault("safety", {})["skip_recently_completed"] = rng.choice(["2d", "30d", "12h"])
    if rng.random() < 0.1:
        made.setdefault("safety", {})["on_inbound"] = "close"
    if rng.random() < 0.1:
        made["purpose"] = rng.choice(["sales", "debt"])
        made["guard"] = [{"id": "x2", "kind": "hours", "windows": {"daily": "11:00-15:00"}, "purpose": "sales",
                          "regions": rng.choice([["US"], ["FR", "DE"]])}]
    elif rng.random() < 0.2:
        in_force = rng.choice(["..", date_text(about + DAY) + "..", ".." + date_text(about + 2 * DAY)])
        made["guard"] = [{"id": "x1", "kind": "hours", "effective": in_force,
                          "windows": {"daily": rng.choice(["08:00-20:00", "10:00-16:00"])}}]
    if rng.random() < 0.35:
        made["guard"] = made.get("guard", []) + guard(rng, about)
    schedule = {}
    if rng.random() < 0.12:
        schedule["mode"] = "single-day"
    if rng.random() < 0.4:
        at = about + rng.randint(-6, 1) * DAY + rng.randrange(0, 1440) * 60
        schedule["start"] = rng.choice([wall_text(at), date_text(at), wall_text(at) + ":00+02:00"])
    if rng.random() < 0.25:
        at = about + rng.randint(2, 12) * DAY + rng.randrange(0, 1440) * 60
        schedule["end"] = rng.choice([wall_text(at), date_text(at), wall_text(at) + "Z"])
    if schedule:
        made["schedule"] = schedule
    made["retry"] = retry(rng)
    if made["retry"].get("strategy", "smart") == "smart" and random.Random(made["seed"]).random() < 0.35:
        made["retry"]["prefer"] = "hours.csv"
    made["callbacks"] = callbacks(rng)
    for key, values in {"status": ["draft", "paused", "completed", "cancelled"], "zone_policy": ["campaign"],
                        "unknown_zone": ["hold"], "ambiguous_zone": ["campaign"], "pacing": [{"channels": 0}],
                        "call": [{"stale_call": "30m"}]}.items():
        if rng.random() < 0.05:
            made[key] = rng.choice(values)
    return made


def guard(rng, about):
    """Rules of the other kinds."""
    made = []
    for number in range(rng.randint(1, 3)):
        rule = {"id": f"g{number}", "kind": rng.choice(["days", "limit", "limit", "limit", "gap", "quiet", "quiet"])}
        if rule["kind"] == "days":
            rule["weekdays"] = rng.sample(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], rng.randint(1, 2))
            if rng.random() < 0.5:
                day = about + rng.randint(-2, 8) * DAY
                rule["days"] = [rng.choice([date_text(day), "every " + date_text(day)[5:]])]
                rule["eve"] = rng.choice(["10:00-14:00", "off"])
        elif rule["kind"] == "limit":
            if rng.random() < 0.25:
                rule.update(count="conversations", max=rng.randint(1, 2))
            else:
                rule["max"] = rng.choice([1, 1, 2, 3, 4, 16])
            rule["per"] = rng.choice(["3h", "24h", "1d", "2 days", "7 days", "3d", "day", "week", "month"])
        elif rule["kind"] == "gap":
            rule["least"] = rng.choice(["45m", "8h", "1d", "2d3h"])
        else:
            rule["after"] = rng.choice(["conversation", "conversation", "refusal", "abandoned", "silent"])
            rule.update(rng.choice([{"days": 1}, {"days": 3}, {"days": 7}, {"for": "72h"}, {"for": "1d"}]))
        if rng.random() < 0.3:
            day = about + rng.randint(-2, 8) * DAY
            rule["effective"] = rng.choice([date_text(day) + "..", ".." + date_text(day),
                                            date_text(day) + ".." + date_text(day + rng.randint(1, 4) * DAY)])
        if rng.random() < 0.2:
            rule["regions"] = ["US"]
        if rng.random() < 0.2:
            rule["purpose"] = rng.choice(["sales", "debt"])
        made.append(rule)
    return made


def contact(rng, number, about):
    zones = []
    if rng.random() < 0.8:
        zones = [Zone(name) for name in rng.sample(ZONES, 1 if rng.random() < 0.7 else rng.randint(2, 3))]
    enqueued = about + rng.randint(-6 * 1440, 1440) * 60 if rng.random() < 0.3 else None
    unknown = rng.random() < 0.02  # a zone is named that there is not
    return Contact(f"c{number}-{rng.randrange(10**6)}", [] if unknown else zones, enqueued,
                   dnc=rng.random() < 0.02, region=rng.choice(["", "", "US-FL", "FR-75"]), unknown=unknown)


def wish(rng, at):
    made = {"at": at, "event": "callback", "by": rng.choice(["bot", "customer", "agent"])}
    if rng.random() < 0.75:
        made["due"] = at + rng.choice([rng.randint(0, 7200), rng.randint(0, 3 * DAY), rng.randint(0, 7 * DAY)])
    elif rng.random() < 0.4:
        made["earliest"] = at + rng.randint(600, 2 * DAY)
        made["latest"] = made["earliest"] + 3600
    if rng.random() < 0.1:
        made["requested"] = False
    if rng.random() < 0.2:
        made["confidence"] = rng.choice([100, 499, 500, 900])
    return made


def next_time(rng, file, who, events, at, now):
    """When something happens next: where the plan says, or anywhere."""
    if rng.random() < 0.5:
        rules = Settings(file)
        later, state = apply_all(rules, who, events, at)
        planned = decide(rules, later, state, at)
        if planned["at"] and planned["at"] <= now:
            return max(at + 1, planned["at"] + rng.choice([0, 0, 40]))
    return at + rng.choice([rng.randint(1, 3600), rng.randint(1, 6 * 3600), rng.randint(1, 2 * DAY)])


def telling(rng, file, people, now):
    """An instant at which something may just have changed: about what is planned for one of the people."""
    who, events = rng.choice(people)
    rules = Settings(file)
    later, state = apply_all(rules, who, events, now)
    planned = decide(rules, later, state, now)
    at = rng.choice([planned["at"], planned["due"] + 7200, planned["due"] + 1800,
                     (state.call or 0) + rules.stale])
    return at + rng.choice([-1, 0, 1]) if now - 5 * DAY < at < now + 10 * DAY else now


def shuffled(rng, rows):
    """Rows (instant, number, …) in any order, but for equal instants, which keep theirs."""
    rows = sorted(rows, key=lambda row: row[:2])
    mixed = rows[:]
    rng.shuffle(mixed)
    by_instant = {}
    for row in rows:
        by_instant.setdefault(row[0], []).append(row)
    return [by_instant[row[0]].pop(0) for row in mixed]


def history(rng, file, who, about, now):
    events, at = [], about + rng.randint(-4 * DAY, DAY)
    for step in range(rng.choice([0, 1, 2, 3, 3, 4, 4, 6, 9] if rng.random() < 0.97 else [22])):
        at = next_time(rng, file, who, events, at, now)
        if at > now + DAY:
            break
        kind = rng.random()
        if kind < 0.72:
            last = rng.random() < 0.02
            event = {"at": at, "event": "attempt", "outcome": rng.choice(LAST_OUTCOMES if last else OUTCOMES)}
            if rng.random() < 0.7:
                event["ended_at"] = at + rng.randint(0, 600)
            events.append(event)
            if rng.random() < 0.25:  # a wish spoken in the call, or told a little later
                at = event.get("ended_at", at) + rng.choice([0, 0, 120])
                events.append(wish(rng, at))
        elif kind < 0.84:
            events.append(wish(rng, at))
        elif kind < 0.9:
            events.append({"at": at, "event": "reschedule", "due": at + rng.randint(60, 4 * DAY)})
        elif kind < 0.93:
            scope = rng.choice(["callback", "callback", "contact"])
            events.append({"at": at, "event": "cancel", "scope": scope})
        elif kind < 0.95:
            events.append({"at": at, "event": "inbound", "conversation": rng.random() < 0.6})
        elif kind < 0.97:
            events.append({"at": at, "event": rng.choice(["restart", "restart", "done", "dnc"])})
        elif kind < 0.985:
            events.append({"at": at, "event": "enqueue", "run": rng.choice([0, 1, 2])})
        elif events:
            events.append(dict(events[-1]))  # told twice
    if rng.random() < 0.08 and at < now + 3600:
        events.append({"at": at + 1, "event": "start"})
    return events
