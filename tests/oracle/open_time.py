# SPDX-License-Identifier: MIT
"""Open time, read off the rules minute by minute: the ground that decision_model.py stands on.

Own code from the manual's words, offsets from Python's zoneinfo. Slow and plain. Campaigns here keep
everything (windows, margins, starts, ends, offsets) on whole minutes, so that looking at each minute is looking at
each second.
"""
import datetime
import re
import zoneinfo

DAY = 86400
END = 7258118400
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MASK = (1 << 64) - 1


def mix(x):
    x ^= x >> 30
    x = x * 0xBF58476D1CE4E5B9 & MASK
    x ^= x >> 27
    x = x * 0x94D049BB133111EB & MASK
    return x ^ x >> 31


def hashed(text):
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = (h ^ byte) * 0x100000001B3 & MASK
    return mix(h)


def draw(seed, key, attempt, purpose, date):
    h = seed
    for v in (key, attempt, purpose, date):
        h = mix(h + 0x9E3779B97F4A7C15 + v & MASK)
    return h


def below(drawn, n):
    return drawn * n >> 64


def duration(text):
    """'1d12h' -> (civil days, elapsed seconds)."""
    match = re.fullmatch(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", text)
    w, d, h, m, s = (int(x or 0) for x in match.groups())
    return (7 * w + d, 3600 * h + 60 * m + s)


def ordinal(date_text):
    return datetime.date.fromisoformat(date_text).toordinal() - datetime.date(1970, 1, 1).toordinal()


def civil_date(date):
    return datetime.date.fromordinal(date + datetime.date(1970, 1, 1).toordinal())


class Zone:
    """One zone: offsets by zoneinfo, instants of wall readings by trying."""

    known = {}

    def __new__(cls, name):
        if name not in cls.known:
            zone = super().__new__(cls)
            zone.name, zone.quarters = name, {}
            match = re.fullmatch(r"([+-])(\d\d):(\d\d)", name)
            if match:
                minutes = (int(match[2]) * 60 + int(match[3])) * (-1 if match[1] == "-" else 1)
                zone.tz = datetime.timezone(datetime.timedelta(minutes=minutes))
            else:
                zone.tz = zoneinfo.ZoneInfo(name)
            cls.known[name] = zone
        return cls.known[name]

    def look(self, at):
        return round(datetime.datetime.fromtimestamp(at, self.tz).utcoffset().total_seconds())

    def offset(self, at):
        quarter = at // 900
        if quarter not in self.quarters:
            first, last = self.look(quarter * 900), self.look(quarter * 900 + 899)
            self.quarters[quarter] = first if first == last else None
        known = self.quarters[quarter]
        return self.look(at) if known is None else known

    def wall(self, at):
        return at + self.offset(at)

    def date(self, at):
        return self.wall(at) // DAY

    def instant(self, wall):
        """First pass where repeated; first instant after the gap where skipped."""
        passes = [wall - o for o in {self.offset(wall - 30 * 3600), self.offset(wall + 30 * 3600),
                                     self.offset(wall - self.offset(wall))}]
        fits = [at for at in passes if self.wall(at) == wall]
        if fits:
            return min(fits)
        low, high = wall - 30 * 3600, wall + 30 * 3600  # the wall jumps over the reading somewhere between
        while high - low > 1:
            middle = (low + high) // 2
            if self.wall(middle) < wall:
                low = middle
            else:
                high = middle
        return high

    def add(self, at, span):
        days, seconds = span
        if days:
            at = self.instant(self.wall(at) + days * DAY)
        return at + seconds


def span_minutes(text):
    a, b = text.split("-")
    from_min, until_min = (int(x[:2]) * 60 + int(x[3:]) for x in (a, b))
    if until_min <= from_min:
        until_min += 1440
    return from_min, until_min


def day_spans(value):
    if value in (None, False, "off"):
        return []
    return [span_minutes(s) for s in (value if isinstance(value, list) else [value])]


def key_days(key):
    if key == "daily":
        return list(range(7))
    if key == "weekdays":
        return list(range(5))
    if key == "weekends":
        return [5, 6]
    if "-" in key:
        a, b = (DAYS.index(k) for k in key.split("-"))
        return [(a + i) % 7 for i in range((b - a) % 7 + 1)]
    return [DAYS.index(key)]


def week_of(value):
    """Seven lists of (from, until) minutes, Monday first."""
    if not isinstance(value, dict):
        return [day_spans(value)] * 5 + [[], []]
    week, breadth = [[] for _ in range(7)], [8] * 7
    for key, spans in value.items():
        days = key_days(key)
        for d in days:
            if len(days) < breadth[d]:
                breadth[d], week[d] = len(days), day_spans(spans)
    return week


BUSINESS_HOURS = {"id": "business-hours", "kind": "hours",
                  "windows": {"mon-sat": "08:00-21:00", "sun": "10:00-20:00"}}


class OpenTime:
    """One campaign through the eyes of one contact's zones."""

    def __init__(self, settings, zones, key, region="", plain=False, without_end=False, no_buffer=False):
        self.zones, self.home, self.key, self.region = zones, zones[0], key, region
        self.week = week_of(settings["windows"])
        self.specials = {} if plain else {ordinal(d): day_spans(v)
                                          for d, v in settings.get("special_days", {}).items()}
        self.no_calls = [] if plain else settings.get("no_call_days", [])
        self.margin = duration(settings.get("close_margin", "0s"))[1] // 60
        self.jitter = 0 if no_buffer else duration(settings.get("jitter", "15m"))[1]
        horizon_days, rest = duration(settings.get("horizon", "400d"))
        self.horizon = horizon_days * DAY + rest
        self.purpose = settings.get("purpose", "any")
        self.rules = list(settings.get("guard", []))
        if settings.get("safety", {}).get("business_hours_guard", True):
            self.rules.append(BUSINESS_HOURS)
        self.rules = [r for r in self.rules if self.binds(r) and r["kind"] in ("hours", "days")]
        self.rule_weeks = [week_of(r["windows"]) if r["kind"] == "hours" else None for r in self.rules]
        self.rule_dates = [self.effective(r) for r in self.rules]
        schedule = settings.get("schedule", {})
        campaign_zone = Zone(settings["timezone"])
        self.start = None if plain else edge(schedule.get("start"), campaign_zone, 0)
        self.end = None if plain or without_end else edge(schedule.get("end"), campaign_zone, 1)
        self.seed = hashed(settings.get("seed", settings["name"]))
        # what was looked at once is kept, for all contacts that see the same
        seen_as = (repr(settings), tuple(z.name for z in zones), region, plain, without_end)
        if len(OpenTime.memory) > 60:
            OpenTime.memory.clear()
        self.painted, self.spans_known, self.walls = OpenTime.memory.setdefault(seen_as, ({}, {}, {}))

    memory = {}

    def binds(self, rule):
        purpose = rule.get("purpose", "any")
        regions = rule.get("regions")
        if "any" not in (purpose, self.purpose) and purpose != self.purpose:
            return False
        return not regions or not self.region or any(
            self.region == r or self.region.startswith(r + "-") for r in regions)

    @staticmethod
    def effective(rule):
        a, b = rule.get("effective", "..").split("..")
        return (ordinal(a) if a else -10**6, ordinal(b) if b else 10**6)

    # --- one zone, one minute of the wall ---

    def starts_on(self, date):
        return self.specials.get(date, self.week[(date + 3) % 7])

    def is_no_call(self, date):
        return self.is_listed(self.no_calls, date)

    @staticmethod
    def is_listed(entries, date):
        day = civil_date(date)
        for entry in entries:
            text = next(iter(entry)) if isinstance(entry, dict) else entry
            if text.startswith("every "):
                if text[6:] == f"{day:%m-%d}":
                    return True
            elif ".." in text:
                a, b = text.split("..")
                if ordinal(a) <= date <= ordinal(b):
                    return True
            elif ordinal(text) == date:
                return True
        return False

    def in_window(self, date, minute):
        return (any(a <= minute < b for a, b in self.starts_on(date))
                or any(a <= minute + 1440 < b for a, b in self.starts_on(date - 1)))

    def wall_open(self, wall_minute):
        """Whether a minute of the wall is open: windows, no-call days, margin, guard."""
        if wall_minute not in self.walls:
            self.walls[wall_minute] = self.wall_window(wall_minute) and self.wall_guard(wall_minute)
        return self.walls[wall_minute]

    def wall_window(self, wall_minute):
        for ahead in range(self.margin + 1):
            date, minute = divmod(wall_minute + ahead, 1440)
            if not self.in_window(date, minute) or self.is_no_call(date):
                return False
        return True

    def wall_guard(self, wall_minute):
        date, minute = divmod(wall_minute, 1440)
        for rule, week, (since, until) in zip(self.rules, self.rule_weeks, self.rule_dates):
            if not since <= date < until:
                continue
            if rule["kind"] == "days":
                if not self.days_allow(rule, date, minute):
                    return False
            elif not (any(a <= minute < b for a, b in week[(date + 3) % 7])
                      or any(a <= minute + 1440 < b for a, b in week[(date + 2) % 7])):
                return False
        return True

    def days_allow(self, rule, date, minute):
        """None on the weekdays and dates; on the date before one of the dates the hours of the eve."""
        if DAYS[(date + 3) % 7] in rule.get("weekdays", []) or self.is_listed(rule.get("days", []), date):
            return False
        eve = day_spans(rule.get("eve"))
        return not eve or not self.is_listed(rule.get("days", []), date + 1) or any(
            a <= minute < b for a, b in eve)

    # --- instants ---

    def paint(self, day):
        if day not in self.painted:
            row = bytearray(1440)
            for m in range(1440):
                at = day * DAY + m * 60
                if at < 60 or at >= END or (self.start and at < self.start) or (self.end and at >= self.end):
                    continue
                row[m] = all(self.wall_open(z.wall(at) // 60) for z in self.zones)
            self.painted[day] = row
        return self.painted[day]

    def open(self, at):
        return 0 < at < END and bool(self.paint(at // DAY)[at % DAY // 60])

    def walk(self, at, until, wanted):
        """First instant of [at, until) that is open, or that is not; None: none."""
        while at < until:
            row = self.paint(at // DAY)
            minute = row.find(wanted, at % DAY // 60)
            if minute < 0:
                at = (at // DAY + 1) * DAY
                continue
            found = max(at, at // DAY * DAY + minute * 60)
            return found if found < until else None
        return None

    def clip(self, at):
        first = max(at, self.start or 0)
        return self.walk(first, min(first + self.horizon, END), 1)

    def close(self, at, until=END):
        return self.walk(at, until, 0) or until

    def opening(self, at, floor):
        """First instant of the open span that holds at, which is open; some instant <= floor if not after it."""
        minute = at // 60
        while minute * 60 > floor and self.open((minute - 1) * 60):
            minute -= 1
        return minute * 60

    def buffer(self, opening, attempt):
        if not self.jitter:
            return 0
        length = self.close(opening, opening + self.jitter + 1) - opening
        most = min(self.jitter, length - 1)
        return below(draw(self.seed, self.key, attempt, 1, self.home.date(opening)), most + 1)

    def place(self, bound, now, attempt):
        m = max(bound, now)
        if self.open(m):
            opening = self.opening(m, bound)
            if bound >= opening:
                return m
        else:
            opening = self.clip(m)
            if opening is None:
                return None
        return max(m, opening + self.buffer(opening, attempt))

    def spans(self, date):
        """Maximal runs of open instants whose civil date in the home zone is `date`."""
        if date not in self.spans_known:
            runs, inside = [], False
            for minute in range((date - 2) * 1440, (date + 3) * 1440):
                at = minute * 60
                now_in = self.home.date(at) == date and self.open(at)
                if now_in and not inside:
                    runs.append([at, at])
                if now_in:
                    runs[-1][1] = at + 60
                inside = now_in
            self.spans_known[date] = runs
        return self.spans_known[date]

    def binding_zone(self, asked, answer):
        if answer is None or answer == asked:
            return self.home
        before = self.opening(answer, answer - 40 * DAY) - 60
        for zone in self.zones:
            if not self.wall_open(zone.wall(before) // 60):
                return zone
        return self.home


def edge(text, zone, is_end):
    """A start or an end of the campaign as an instant; an absent one is None."""
    if text is None:
        return None
    if len(text) == 10:
        return zone.instant((ordinal(text) + is_end) * DAY)
    if text.endswith("Z") or re.search(r"[+-]\d\d:\d\d$", text):
        return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())
    naive = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc)
    return zone.instant(int(naive.timestamp()))
