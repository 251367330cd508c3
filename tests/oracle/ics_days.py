# SPDX-License-Identifier: MIT
"""The dates that calendars name, found by python3-icalendar and dateutil: the other side of ics_days.c.

usage: ics_days.py CASES SEED. Writes for each calendar a line "name length dates", its bytes, and its dates as days
since 1970: first the files of tests/data/ics, then so many random ones.
"""
import datetime
import random
import sys

for again in (False, True):
    try:
        import icalendar
        from dateutil import rrule
        break
    except ImportError:
        if again:
            sys.exit(77)
        sys.path.append("/usr/lib/python3/dist-packages")  # Debian's, where another Python stands before its own

DATE = datetime.date
DAY = datetime.timedelta(days=1)
FIRST, LAST = DATE(1970, 1, 1), DATE(2199, 12, 31)


def midnight(date):
    return datetime.datetime(date.year, date.month, date.day)


def dates_of(values):
    """The dates of EXDATE or RDATE, which may be there once, several times, or not at all."""
    if values is None:
        return
    for value in values if isinstance(values, list) else [values]:
        for item in value.dts:
            yield item.dt.date() if isinstance(item.dt, datetime.datetime) else item.dt


def rules_of(text):
    """The rules of each event as written, in order: icalendar changes some of them (20MO becomes MO)."""
    rules, inside = [], False
    for line in icalendar.parser.Contentlines.from_ical(text):
        name, value = line.split(":", 1) if ":" in line else (line, "")
        if name == "BEGIN" and value == "VEVENT":
            rules.append([])
            inside = True
        elif name == "END":
            inside = False
        elif inside and name == "RRULE":
            rules[-1].append(value)
    return rules


def starts(event, start, rules):
    found = {start}
    for text in rules:
        for at in rrule.rrulestr(text, dtstart=midnight(start)):
            if at.date() > LAST:
                break
            found.add(at.date())
    found.update(dates_of(event.get("RDATE")))
    return found - set(dates_of(event.get("EXDATE")))


def length(event, start):
    if "DTEND" in event:
        return max((event["DTEND"].dt - start).days, 1)
    return max(event["DURATION"].dt.days, 1) if "DURATION" in event else 1


def days(data):
    events = [event for calendar in icalendar.Calendar.from_ical(data, multiple=True) for event in calendar.walk("VEVENT")]
    instead = {(str(e["UID"]), e["RECURRENCE-ID"].dt) for e in events if "RECURRENCE-ID" in e}
    found = set()
    for event, rules in zip(events, rules_of(data)):
        start = event["DTSTART"].dt
        if isinstance(start, datetime.datetime) or str(event.get("STATUS", "")) == "CANCELLED":
            continue
        for first in starts(event, start, rules):
            if "RECURRENCE-ID" not in event and (str(event.get("UID")), first) in instead:
                continue
            for i in range(length(event, start)):
                if FIRST <= first + i * DAY <= LAST:
                    found.add((first + i * DAY - FIRST).days)
    return sorted(found)


# --- random calendars ------------------------------------------------------------------------------------------------

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def some(chance, of, most):
    return ",".join(str(x) for x in sorted(chance.sample(of, chance.randint(1, most)), key=str))


def ends(chance, start):
    kind = chance.random()
    if kind < 0.45:
        return [f"COUNT={chance.randint(1, 12)}"]
    until = start + chance.randint(0, 2500) * DAY
    return [f"UNTIL={until:%Y%m%d}"] if kind < 0.9 else []


def yearly(chance):
    kind = chance.randint(0, 7)
    month = "BYMONTH=" + some(chance, range(1, 13), 3)
    if kind == 0:
        return []
    if kind == 1:
        return [month, "BYMONTHDAY=" + some(chance, list(range(1, 29)) + [-1, -7], 3)]
    if kind == 2:
        return [month, "BYDAY=" + chance.choice(["1", "2", "4", "-1", "-2", ""]) + chance.choice(WEEKDAYS)]
    if kind == 3:
        return ["BYYEARDAY=" + some(chance, [1, 60, 100, 200, 365, 366, -1, -100], 3)]
    if kind == 4:
        return ["BYWEEKNO=" + some(chance, [2, 10, 20, 33, 51], 2), "BYDAY=" + some(chance, WEEKDAYS, 2),
                "WKST=" + chance.choice(["MO", "SU"])]
    if kind == 5:
        return ["BYDAY=" + chance.choice(["1", "20", "-1", "-10"]) + chance.choice(WEEKDAYS)]
    if kind == 6:
        return [month, "BYMONTHDAY=" + some(chance, range(1, 15), 7), "BYDAY=" + some(chance, WEEKDAYS, 3)]
    return [month, "BYDAY=MO,TU,WE,TH,FR", "BYSETPOS=" + some(chance, [1, 2, 5, -1, -3], 2)]


def monthly(chance):
    kind = chance.randint(0, 5)
    if kind == 0:
        return []
    if kind == 1:
        return ["BYMONTHDAY=" + some(chance, list(range(1, 32)) + [-1, -2, -31], 3)]
    if kind == 2:
        # dateutil takes the days of "MO,1TU" that are both, RFC 5545 those that are either: not mixed here
        places = ["1", "3", "5", "-1", "-5"] if chance.random() < 0.7 else [""]
        return ["BYDAY=" + ",".join(chance.choice(places) + day
                                    for day in chance.sample(WEEKDAYS, chance.randint(1, 2)))]
    if kind == 3:
        return ["BYDAY=FR", "BYMONTHDAY=13"]
    if kind == 4:
        return ["BYDAY=MO,TU,WE,TH,FR", "BYSETPOS=" + chance.choice(["1", "-1", "2,-2", "10"])]
    return ["BYMONTH=" + some(chance, range(1, 13), 4), "BYMONTHDAY=" + some(chance, range(1, 29), 2)]


def weekly(chance):
    parts = []
    if chance.random() < 0.8:
        parts.append("BYDAY=" + some(chance, WEEKDAYS, 4))
    if chance.random() < 0.3:
        parts.append("BYMONTH=" + some(chance, range(1, 13), 4))
    if chance.random() < 0.4:
        parts.append("WKST=" + chance.choice(WEEKDAYS))
    return parts


def daily(chance):
    parts = []
    if chance.random() < 0.4:
        parts.append("BYMONTH=" + some(chance, range(1, 13), 4))
    if chance.random() < 0.3:
        parts.append("BYDAY=" + some(chance, WEEKDAYS, 4))
    if chance.random() < 0.2:
        parts.append("BYMONTHDAY=" + some(chance, range(1, 29), 10))
    return parts


def rule_of(chance, start):
    name, make = chance.choice([("DAILY", daily), ("WEEKLY", weekly), ("MONTHLY", monthly), ("YEARLY", yearly)])
    parts = make(chance)
    most = 1 if name == "DAILY" and parts else 4
    if chance.random() < 0.4:
        parts.append(f"INTERVAL={chance.randint(1, most)}")
    end = ends(chance, start)
    if not end and name != "YEARLY":  # endless ones of days and weeks pass the limit of days
        end = [f"UNTIL={start + 900 * DAY:%Y%m%d}"]
    chance.shuffle(parts)
    return ";".join(["FREQ=" + name] + end + parts)


def event_of(chance, number):
    start = DATE(1995, 1, 1) + chance.randint(0, 20000) * DAY
    if chance.random() < 0.05:
        start = DATE(1901, 1, 1) + chance.randint(0, 30000) * DAY
    lines = ["BEGIN:VEVENT", f"UID:{number}", f"SUMMARY:Event {number}", f"DTSTART;VALUE=DATE:{start:%Y%m%d}"]
    span = chance.choice([0, 0, 0, 1, 2, 3, 9])
    if span and chance.random() < 0.5:
        lines.append(f"DTEND;VALUE=DATE:{start + span * DAY:%Y%m%d}")
    elif span:
        lines.append(f"DURATION:P{span}D")
    if chance.random() < 0.1:
        lines.append("STATUS:CANCELLED")
    if chance.random() < 0.8:
        lines.append("RRULE:" + rule_of(chance, start))
    text = "\r\n".join(lines + ["END:VEVENT"])
    named = sorted(starts(icalendar.Event.from_ical(text), start, rules_of(text)[0]))[:40]
    more = []
    if chance.random() < 0.4:
        more.append("EXDATE;VALUE=DATE:" + ",".join(f"{d:%Y%m%d}" for d in chance.sample(named, min(len(named), 3))))
    if chance.random() < 0.3:
        more.append("RDATE;VALUE=DATE:" + ",".join(f"{start + chance.randint(1, 400) * DAY:%Y%m%d}" for _ in range(3)))
    events = ["\r\n".join(lines + more + ["END:VEVENT"])]
    if chance.random() < 0.3:
        moved = chance.choice(named)
        other = ["BEGIN:VEVENT", f"UID:{number}", f"RECURRENCE-ID;VALUE=DATE:{moved:%Y%m%d}",
                 f"DTSTART;VALUE=DATE:{moved + chance.randint(-5, 5) * DAY:%Y%m%d}"]
        if chance.random() < 0.3:
            other.append("STATUS:CANCELLED")
        events.append("\r\n".join(other + ["END:VEVENT"]))
    chance.shuffle(events)
    return events


def random_calendar(chance):
    calendars = []
    for part in range(chance.choice([1, 1, 2])):
        events = [text for number in range(chance.randint(1, 4)) for text in event_of(chance, 10 * part + number)]
        calendars.append("\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN"] + events + ["END:VCALENDAR", ""]))
    return "".join(calendars).encode()


# ----------------------------------------------------------------------------------------------------------------------

def put(name, data):
    found = days(data)
    sys.stdout.buffer.write(f"{name} {len(data)} {len(found)}\n".encode() + data)
    sys.stdout.buffer.write(" ".join(map(str, found)).encode() + b"\n")


def written():
    """What the files of tests/data/ics were made from: country and dates."""
    with open("tests/data/ics/dates.txt") as file:
        lines = [line.split() for line in file if not line.startswith("#")]
    return {country: [(DATE.fromisoformat(d) - FIRST).days for d in dates] for country, *dates in lines}


def main():
    made_of = written()
    assert len(made_of) >= 50
    cases, seed = int(sys.argv[1]), int(sys.argv[2])
    for country, dates in made_of.items():
        with open(f"tests/data/ics/{country}.ics", "rb") as file:
            data = file.read()
        assert days(data) == dates, country
        put(country, data)
    for i in range(cases):
        put(f"random-{seed}-{i}", random_calendar(random.Random(seed * 1000003 + i)))


main()
