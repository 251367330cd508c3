# SPDX-License-Identifier: MIT
"""Reading golden files (README.md here says what stands in them)."""
import datetime
import glob
import os
import re
import zoneinfo

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ZONES = os.path.join(ROOT, "tests/data/tz/fat")
INSTANTS = {"at", "due", "asked", "to", "until"}


class Case:
    """One question, and all that was given before it."""

    def __init__(self, file, line, title, campaign, account, contact, events, question, answer):
        self.file, self.line, self.title, self.campaign, self.account = file, line, title, campaign, account
        self.contact, self.events, self.question, self.answer = contact, events, question, answer
        match = re.search(r"^timezone: *[\"']?([^\s\"'#]+)", campaign + "\n" + account, re.M)
        self.timezone = match[1] if match else "UTC"

    def where(self):
        return f"{os.path.relpath(self.file, ROOT)}:{self.line}: {self.title}: {self.question}"

    def instant(self, text):
        return instant(text, self.timezone)


_zones = {}


def zone(name):
    if name not in _zones:
        match = re.fullmatch(r"([+-])(\d\d):(\d\d)", name)
        if match:
            minutes = (int(match[2]) * 60 + int(match[3])) * (-1 if match[1] == "-" else 1)
            _zones[name] = datetime.timezone(datetime.timedelta(minutes=minutes))
        elif name == "UTC":
            _zones[name] = datetime.timezone.utc
        else:
            with open(os.path.join(ZONES, name), "rb") as file:
                _zones[name] = zoneinfo.ZoneInfo.from_file(file)
    return _zones[name]


def instant(text, timezone):
    """Seconds since 1970 of a time as golden files write it; 0 for `none`."""
    if text in (None, "none"):
        return 0
    when = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if when.tzinfo is None:
        when = when.replace(tzinfo=zone(timezone))
    return round(when.timestamp())


def indented(lines, i):
    """The indented lines from i on, without their indentation, and the number of the line behind them."""
    found = []
    while i < len(lines) and (lines[i].startswith("  ") or (lines[i] == "" and i + 1 < len(lines)
                                                            and lines[i + 1].startswith("  "))):
        found.append(lines[i][2:])
        i += 1
    return found, i


def read(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    cases, title, campaign, account, contact, events = [], "", "", "", "c", []
    i = 0
    while i < len(lines):
        line = lines[i]
        i += 1
        if line.startswith("["):
            title, contact, events = line.strip("[]"), "c", []
        elif line == "campaign:":
            body, i = indented(lines, i)
            campaign, account = "\n".join(body) + "\n", ""
        elif line == "account:":
            body, i = indented(lines, i)
            account = "\n".join(body) + "\n"
        elif line == "events:":
            events, i = indented(lines, i)
            events = [e for e in events if e and not e.startswith("#")]
        elif line.startswith("contact:"):
            contact = line[8:].strip()
        elif line and not line.startswith("#"):
            number = i
            answer, i = indented(lines, i)
            cases.append(Case(path, number, title, campaign, account, contact, events, line, answer))
    return cases


def files():
    return sorted(glob.glob(os.path.join(ROOT, "tests/golden/*.txt")))


def contact_of(case):
    """-> mapping with id and, where written, zone, enqueued, region, dnc, inbound_first."""
    items = [x.strip() for x in case.contact.split(",")]
    found = {"id": items[0]}
    for item in items[1:]:
        key, _, value = item.partition(" ")
        found[key] = value or True
    return found


def event_of(text):
    """-> mapping as in an events file."""
    said = re.search(r' text "(.*)"$', text)
    words = (text[:said.start()] if said else text).split()
    event = {"at": words[0], "event": words[1]}
    words = words[2:]
    if said:
        event["text"] = said[1]
    if event["event"] == "attempt":
        event["outcome"] = words.pop(0)
    while words:
        word = words.pop(0)
        if word in ("ended", "due", "earliest", "latest", "by", "confidence", "run"):
            value = words.pop(0)
            event["ended_at" if word == "ended" else word] = int(value) if value.isdigit() else value
        elif word == "not_requested":
            event["requested"] = False
        elif word == "callback":
            event["scope"] = "callback"
        else:
            event[word] = True
    return event


def words_after(text, key):
    match = re.search(rf"\b{key} (\S+)", text)
    return match[1] if match else None
