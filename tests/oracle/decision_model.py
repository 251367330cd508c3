# SPDX-License-Identifier: MIT
"""What the rules of decisions say, step by step: an independent, slow, obvious model.

Own code from the manual's words: events applied in order, then the walk from history to a decision.
Settings are the campaign file as a Python mapping (as it would be loaded from JSON). Open time comes from open_time.py,
the strategy `smart` from smart_model.py. Where the manual leaves a choice, the comment says "choice".
"""
import copy

from guard_model import Frequency
from open_time import DAY, OpenTime, Zone, duration, edge, hashed
from smart_model import Smart, hours_table

STANDARD = {"voicemail": {"after": "24h", "retries": 3}, "no_answer": {"after": "24h", "retries": 3},
            "busy": {"after": "1h", "retries": 5}, "error": {"after": "30m", "retries": 3},
            "network_error": {"after": "30m", "retries": 3}}
PRESETS = {
    "aggressive": [{"days": "1-1", "calls": 3, "gap": "1h"},
                   {"days": "2-10", "calls": 2, "dayparts": "spread"}, {"days": "11-", "calls": 1}],
    "moderate": [{"days": "1-1", "calls": 3, "gap": "1h"}, {"days": "2-4", "calls": 2, "dayparts": "spread"},
                 {"days": "5-11", "calls": 1}, {"days": "12-", "calls": 1, "per": "7d"}],
    "conservative": [{"days": "1-1", "calls": 2, "gap": "4h"}, {"days": "2-4", "calls": 1},
                     {"days": "5-", "calls": 1, "per": "7d"}],
}
FOR_GOOD = {"invalid_number": "failed", "wrong_person": "failed", "dnc_request": "dnc"}
FAILS_WISH = {"no_answer", "busy", "error", "network_error", "ringing", "rejected", "silent", "call_later"}


class Settings:
    """The campaign file with its defaults."""

    def __init__(self, file):
        self.file = file
        self.status = file.get("status", "active")
        self.zone = Zone(file["timezone"])
        self.mode = file.get("schedule", {}).get("mode", "multi-day")
        self.start = edge(file.get("schedule", {}).get("start"), self.zone, 0)
        retry = file.get("retry", {})
        self.strategy = retry.get("strategy", "smart")
        self.phases = retry.get("phases", PRESETS[retry.get("intensity", "moderate")])
        self.intervals = [duration(x) for x in retry.get("intervals", [])]
        self.after_last = retry.get("after_last", "repeat")
        self.every = duration(retry.get("every", "24h"))
        self.hours = hours_table(file["seed"]) if "prefer" in retry else None
        written = retry.get("outcomes", {})
        standard = written == "standard" or (isinstance(written, dict) and written.get("base") == "standard")
        self.rows = dict(STANDARD) if standard else {"network_error": {"after": "30m"}}
        if isinstance(written, dict):
            self.rows.update({k: v for k, v in written.items() if k != "base"})
        self.max_retry_days = number(retry.get("max_retry_days", 7))
        self.max_attempts = number(retry.get("max_attempts", "off"))
        self.max_errors = number(retry.get("max_consecutive_errors", "off" if standard else 2))
        self.wait = duration(retry.get("wait", "0s"))
        self.cooldown = duration(retry.get("cooldown", "0s"))
        self.not_picked = duration(retry.get("not_picked_cooldown", "0s"))
        self.caps = [(c["max"], duration(c["per"])) for c in retry.get("caps", [])]
        back = file.get("callbacks", {})
        self.gates = back.get("detection", False) and back.get("bot", False)
        self.least_delay = duration(back.get("least_delay", "5m"))
        self.ignore_cooldown = back.get("ignore_cooldown", True)
        self.wish_retry = [duration(x) for x in back.get("retry", ["15m", "1h", "1d"])]
        self.max_reschedules = back.get("max_reschedules", 5)
        self.extra_attempts = back.get("extra_attempts", 0)
        self.keep_voicemail = back.get("on_voicemail", "close") == "keep"
        on_close = back.get("on_window_close", "auto")
        self.on_window_close = on_close if on_close != "auto" else (
            "cancel" if self.mode == "single-day" else "carry")
        self.late = back.get("late", "asap")
        self.late_after = optional(back.get("late_after", "off"))
        self.max_ahead = optional(back.get("max_ahead", "off"))
        self.min_confidence = back.get("min_confidence", 0)
        safety = file.get("safety", {})
        self.respect_dnc = safety.get("respect_dnc", True)
        self.skip_recent = optional(safety.get("skip_recently_completed", "off"))
        self.close_on_inbound = safety.get("on_inbound", "ignore") == "close"
        self.stale = duration(file.get("call", {}).get("stale_call", "2h"))[1]
        self.no_channels = file.get("pacing", {}).get("channels") == 0


def number(value):
    return None if value is None or value is False or value == "off" else value


def optional(value):
    return None if value in ("off", False, None) else duration(value)  # "0s" is a duration, too


class State:
    """All facts of a contact, unbounded."""

    def __init__(self):
        self.run = 0
        self.flags = set()           # reached failed dnc cancelled closed
        self.attempts = []           # of this run: (start, end or None, outcome)
        self.starts = []             # of all runs
        self.told = []               # of all runs: (start, end or None, outcome)
        self.conversations = []      # starts, all runs
        self.errors = 0              # in a row
        self.call = None             # start of the call under way
        self.reschedule = None       # due
        self.wish = None
        self.seen = []               # the last 8 events


class Contact:
    def __init__(self, id, zones=(), enqueued_at=None, dnc=False, inbound_first=False, region="",
                 unknown=False):
        self.id, self.zones, self.enqueued_at = id, list(zones), enqueued_at
        self.dnc, self.inbound_first, self.region, self.unknown = dnc, inbound_first, region, unknown


def apply_all(settings, contact, events, now):
    """Events sorted by `at`, equal ones in file order; later ones than now are left out."""
    state = State()
    contact = copy.copy(contact)
    home = home_zone(settings, contact)
    for event in sorted(events, key=lambda e: e["at"]):
        if event["at"] <= now:
            apply(settings, contact, home, state, event)
    return contact, state


def home_zone(settings, contact):
    if settings.file.get("zone_policy", "contact") == "campaign" or not contact.zones:
        return settings.zone
    return contact.zones[0]


def apply(settings, contact, home, state, event):
    if event in state.seen:
        return
    state.seen = [event] + state.seen[:7]
    kind, at = event["event"], event["at"]
    if kind == "enqueue":
        run = event.get("run", 0)
        if contact.enqueued_at is None or run > state.run:
            contact.enqueued_at = at
        if run > state.run:
            fresh(state, {"dnc", "failed"})
            state.run = run
    elif kind == "restart":
        fresh(state, {"dnc"})
    elif kind == "attempt":
        if state.call is not None and at >= state.call:
            state.call = None
        apply_attempt(settings, home, state, at, event.get("ended_at"), event["outcome"])
    elif kind == "start":
        if not state.attempts or at > state.attempts[-1][0]:
            state.call = at
    elif kind == "callback":
        apply_wish(settings, home, state, event)
    elif kind == "reschedule":
        state.reschedule = event["due"]
    elif kind == "cancel":
        if event.get("scope", "contact") == "contact":
            state.flags.add("cancelled")
        if stands(settings, state):
            state.reschedule = None
        if state.wish:
            state.wish["status"] = "cancelled"
    elif kind == "done":
        state.flags.add("closed")
    elif kind == "inbound":
        if event.get("conversation"):
            state.conversations.append(at)  # choice: it counts where a rule asks for conversations
            if settings.close_on_inbound:
                state.flags.add("closed")
    elif kind == "dnc":
        state.flags.add("dnc")
        if state.wish:
            state.wish["status"] = "cancelled"


def fresh(state, kept):
    state.flags &= kept
    state.attempts, state.errors, state.call, state.reschedule, state.wish = [], 0, None, None, None


def stands(settings, state):
    wish = state.wish
    return bool(wish and wish["status"] == "scheduled" and wish["tries"] <= settings.max_reschedules)


def wish_due(settings, home, wish):
    """The present due of a wish: its own, or after a failed attempt at it the next of callbacks.retry."""
    if wish["tries"] == 0:
        return wish["due"]
    step = settings.wish_retry[min(wish["tries"], len(settings.wish_retry)) - 1]
    return home.add(wish["tried_at"], step)


def apply_attempt(settings, home, state, at, end, outcome):
    state.attempts.append((at, end, outcome))
    state.starts.append(at)
    state.told.append((at, end, outcome))
    if outcome == "error":
        state.errors += 1
    elif outcome != "network_error":
        state.errors = 0
    if outcome == "completed":
        state.conversations.append(at)

    answers = False
    if state.reschedule is not None:
        if at >= state.reschedule:
            state.reschedule, answers = None, True
    elif stands(settings, state):
        answers = at >= wish_due(settings, home, state.wish)

    row = settings.rows.get(outcome)
    spoken_here = state.wish is not None and state.wish["at"] >= at
    if outcome == "completed":
        if not spoken_here:
            state.flags.add("reached")
            if stands(settings, state):
                state.wish["status"] = "completed"
                state.reschedule = None
    elif outcome in FOR_GOOD:
        state.flags.add(FOR_GOOD[outcome])
        if state.wish and state.wish["status"] == "scheduled":
            state.wish["status"] = "cancelled"
    elif outcome == "refused" and row is None:
        state.flags.add("closed")
        if state.wish and state.wish["status"] == "scheduled":
            state.wish["status"] = "closed"
    elif answers and stands(settings, state):
        if outcome == "abandoned" or (outcome == "voicemail" and not settings.keep_voicemail):
            state.wish["status"] = "closed"
        else:
            state.wish["tries"] += 1
            state.wish["tried_at"] = at if end is None else end


def apply_wish(settings, home, state, event):
    by = event.get("by", "bot")
    if not event.get("requested", True) or (by == "bot" and not settings.gates) \
            or event.get("confidence", 1000) < settings.min_confidence:
        return
    at = event["at"]
    if state.flags & {"dnc", "failed", "cancelled", "closed"}:
        return
    if state.wish and at < state.wish["at"]:
        return
    asked = event.get("due") or event.get("earliest")
    due = asked
    if asked is not None and settings.max_ahead and asked > home.add(at, settings.max_ahead):
        due = None  # treated as no clear time; `asked` keeps what was said
    no_clear_time = due is None
    if no_clear_time:
        due = home.add(at, normal_delay(settings, state))
    due = max(due, home.add(at, settings.least_delay))
    state.wish = {"at": at, "asked": asked, "due": due, "no_clear_time": no_clear_time, "status": "scheduled",
                  "tries": 0, "tried_at": None}
    state.reschedule = None
    if "reached" in state.flags and at >= state.conversations[-1]:
        state.flags.discard("reached")


def used_up(row, state):
    """Whether the retries of the last attempt's row are used up."""
    outcome = state.attempts[-1][2]
    return isinstance(row, dict) and "retries" in row and sum(
        1 for a in state.attempts if a[2] == outcome) > row["retries"]


def normal_delay(settings, state):
    if not state.attempts:
        return (0, DAY)
    row = settings.rows.get(state.attempts[-1][2])
    if isinstance(row, dict):
        return duration(row["after"])
    if row == "stop":
        return (0, DAY)
    if settings.strategy == "fixed":
        return settings.every
    if settings.strategy == "intervals":
        n = len(state.attempts)
        if n <= len(settings.intervals):
            return settings.intervals[n - 1]
        if settings.after_last == "repeat":
            return settings.intervals[-1]
    return (0, DAY)


# --- the decision ---


class Stop(Exception):
    def __init__(self, reason):
        self.reason = reason


class Held(Exception):
    def __init__(self, reason):
        self.reason = reason


def decide(settings, contact, state, now, no_buffer=False):
    """-> mapping: verdict at due asked class attempt of reason zone."""
    if state.call is not None:
        as_error = copy.deepcopy(state)
        as_error.call = None
        apply_attempt(settings, home_zone(settings, contact), as_error, state.call, None, "error")
        stale_at = state.call + settings.stale
        if now >= stale_at:
            return decide(settings, contact, as_error, now, no_buffer)
        later = decide(settings, contact, as_error, stale_at, no_buffer)
        later.update(verdict="hold", reason="in_call")
        return later
    return Walk(settings, contact, state, now, no_buffer).answer()


class Walk:
    def __init__(self, settings, contact, state, now, no_buffer):
        self.s, self.contact, self.now, self.no_buffer = settings, contact, now, no_buffer
        self.state = copy.deepcopy(state)
        self.zones, self.zone_hold = self.which_zones()
        self.home = self.zones[0]
        self.open = self.eyes()
        self.attempt = len(state.attempts) + 1
        self.last = state.attempts[-1] if state.attempts else None
        self.at = self.due = None
        self.moved_from = None

    def eyes(self, **more):
        return OpenTime(self.s.file, self.zones, hashed(self.contact.id), self.contact.region,
                        no_buffer=self.no_buffer, **more)

    def which_zones(self):
        """The zones that count, home zone first; and why none does."""
        file = self.s.file
        if file.get("zone_policy", "contact") == "campaign":
            return [self.s.zone], None
        if self.contact.unknown:
            return [self.s.zone], "zone_unknown"
        if not self.contact.zones:
            return [self.s.zone], "zone_unknown" if file.get("unknown_zone", "campaign") == "hold" else None
        return self.contact.zones, None

    def wish_stands(self):
        return stands(self.s, self.state)

    def answer(self):
        result = {"verdict": "call", "at": 0, "due": 0, "asked": 0}
        try:
            self.ends()
            self.counts()
            self.zone_holds()
            reason = self.plan()
            result.update(at=self.at or 0, due=self.due or 0)
        except Stop as stop:
            result.update(verdict="stop", reason=stop.reason)
        except Held as held:
            result.update(verdict="hold", reason=held.reason)
        else:
            result["reason"] = reason
        if result["verdict"] != "stop":
            result["asked"] = self.asked()
            status = {"draft": "campaign_draft", "paused": "campaign_paused"}.get(self.s.status)
            first = status or ("no_channels" if self.s.no_channels else None)
            if first:
                result.update(verdict="hold", reason=first)
        result["class"] = "callback" if self.wish_stands() else "retry" if self.last else "pending"
        result["attempt"] = self.attempt
        result["of"] = (self.s.max_attempts or 0) + (
            self.s.extra_attempts if self.s.max_attempts and self.wish_stands() else 0)
        asked = max(self.moved_from or 0, self.now)
        result["zone"] = self.open.binding_zone(asked, result["at"] or None).name
        return result

    def asked(self):
        if self.state.reschedule is not None:
            return self.state.reschedule
        return self.state.wish["asked"] or 0 if self.wish_stands() else 0

    # 1
    def ends(self):
        flags = self.state.flags
        if self.s.status in ("completed", "cancelled"):
            raise Stop("campaign_" + self.s.status)
        if "dnc" in flags or (self.contact.dnc and self.s.respect_dnc):
            raise Stop("dnc")
        for flag in ("failed", "reached", "closed", "cancelled"):
            if flag in flags:
                raise Stop(flag)
        if self.contact.inbound_first:
            raise Stop("inbound_first")

    # 2
    def counts(self):
        n, wish = len(self.state.attempts), self.wish_stands()
        if self.s.max_attempts and n >= self.s.max_attempts + (self.s.extra_attempts if wish else 0):
            raise self.exhausted("max_attempts")
        if self.s.max_errors and self.state.errors >= self.s.max_errors:
            raise self.exhausted("consecutive_errors")
        self.strategy_ends()

    def exhausted(self, reason):
        if self.state.wish:
            self.state.wish["status"] = "exhausted"
        return Stop(reason)

    def strategy_ends(self):
        """Ends of rows and intervals, which a standing wish or reschedule puts off."""
        if self.wish_stands() or self.state.reschedule is not None or not self.last:
            return
        row = self.s.rows.get(self.last[2])
        if row == "stop":
            raise Stop("outcome_stop")
        if isinstance(row, dict):
            if used_up(row, self.state):
                raise Stop("outcome_retries")
            return
        if self.s.strategy == "intervals" and self.s.after_last == "stop" \
                and len(self.state.attempts) > len(self.s.intervals):
            raise Stop("intervals_used_up")

    def zone_holds(self):
        if self.zone_hold:
            raise Held(self.zone_hold)
        if len(self.zones) > 1:
            plain = self.eyes(plain=True)
            at, until = self.now, self.now + 7 * DAY
            while at is not None:
                at = plain.walk(at, until, 1)
                if at is not None:
                    closed = plain.close(at, until)
                    if closed - at >= 3600:
                        return
                    at = closed
            if self.s.file.get("ambiguous_zone", "hold") == "hold":
                raise Held("zone_ambiguous")
            self.zones = [self.s.zone]
            self.home = self.s.zone
            self.open = self.eyes()

    # 3 to 6
    def plan(self):
        self.lateness()
        self.window_close_multi_day()
        self.counts()  # again: without its wish a contact may have ended
        reason = self.place_once(self.open)
        if self.at is None:
            without_end = self.eyes(without_end=True)
            self.place_once(without_end)
            found = self.at
            raise Stop("never_open" if found is None else "campaign_over")
        if self.last and self.s.max_retry_days is not None and self.bound_by_days():
            day = self.home.date(self.at) - self.home.date(self.state.attempts[0][0]) + 1
            if day > self.s.max_retry_days or self.s.max_retry_days == 0:
                raise Stop("max_retry_days")
        if self.s.mode == "single-day":
            self.window_close_single_day()
        return reason

    def bound_by_days(self):
        return not (self.wish_stands() and self.state.wish["tries"] == 0)

    def place_once(self, open_time):
        reason, bound, due, proposed = self.settle(open_time)
        self.at = self.due = None
        if bound is None:  # smart found nothing
            return reason
        self.due = due if proposed else None
        if bound >= self.now:
            self.at = due
        else:
            self.at = open_time.place(bound, self.now, self.attempt)
            while self.at and self.guard().held_until(self.at):
                bound = self.guard().held_until(self.at)
                self.at = open_time.place(bound, bound, self.attempt)
        self.moved_from = bound
        return reason

    def guard(self):
        return Frequency(self.s.file, self.zones, self.contact.region, self.state)

    def settle(self, open_time):
        """Bounds and place, again until no rule in force on the date of what was found forbids it.
        -> reason, the bound at last, due, whether the due is told."""
        reason, bound, proposed = self.bounds(open_time)
        guard = self.guard()
        while True:
            if reason == "smart":
                bound = Smart(self, open_time).propose(bound)
            due = None if bound is None else open_time.place(bound, bound, self.attempt)
            held = guard.held_until(due) if due else None
            if held is None:
                return reason, bound, due, proposed
            bound = held

    def anchor(self):
        """-> reason, instant (None: nothing names one)."""
        wish = self.state.wish
        if self.state.reschedule is not None:
            return "rescheduled", self.late_due or self.state.reschedule
        if self.wish_stands():
            reason = "callback_retry" if wish["tries"] else (
                "callback_no_clear_time" if wish["no_clear_time"] else "callback")
            return reason, self.late_due or wish_due(self.s, self.home, wish)
        if not self.last:
            known = [t for t in (self.contact.enqueued_at, self.s.start) if t]
            return "first_attempt", max(known) if known else None
        row = self.s.rows.get(self.last[2])
        if isinstance(row, dict):
            return "outcome_row", self.after_last(duration(row["after"]))
        if self.s.strategy == "fixed":
            return "fixed", self.after_last(self.s.every)
        if self.s.strategy == "intervals":
            step = self.s.intervals[min(len(self.state.attempts), len(self.s.intervals)) - 1]
            return "intervals", self.after_last(step)
        return "smart", None

    def after_last(self, span):
        start, end, _ = self.last
        return self.home.add(start if end is None else end, span)

    def bounds(self, open_time):
        """-> reason, lower bound, whether there is a due: not for one never called, with neither date."""
        reason, anchor = self.anchor()
        bounds = [anchor] if anchor else []
        by_wish = self.state.reschedule is None and self.wish_stands()
        if not (self.state.reschedule is not None or (by_wish and self.s.ignore_cooldown)):
            if self.last:
                bounds.append(self.after_last(self.s.wait))
                bounds.append(self.after_last(self.s.cooldown))
                if self.last[2] in ("no_answer", "ringing"):
                    bounds.append(self.after_last(self.s.not_picked))
            if self.s.skip_recent and self.state.conversations:
                bounds.append(self.home.add(max(self.state.conversations), self.s.skip_recent))
        for most, per in self.s.caps:
            starts = sorted(self.state.starts)
            if len(starts) >= most:
                bounds.append(self.home.add(starts[-most], per))
        if reason == "smart":
            bound = max(bounds + [self.last[0]])
            return reason, bound, True
        if reason == "first_attempt" and anchor is None:
            return reason, max(bounds + [self.now]), False
        return reason, max(bounds), True

    # callbacks: lateness and the close of windows
    late_due = None

    def wish_placed_due(self):
        """The decision's `due` as it is for the wish."""
        return self.settle(self.open)[2]

    def lateness(self):
        wish = self.state.wish
        if self.s.late == "asap" or self.s.late_after is None or not self.wish_stands() or wish["tries"]:
            return
        due = self.wish_placed_due()
        if due is None:
            return
        late_at = self.home.add(due, self.s.late_after)
        if self.now < late_at or self.closed_by(due, late_at):
            return  # not late, or cancelled before it could be
        if self.s.late == "close":
            wish["status"] = "missed"
            self.state.reschedule = None
            return
        # choice: of a wish that was moved, the clock time that it was moved to
        clock = self.home.wall(self.state.reschedule or wish["asked"] or wish["due"]) % DAY
        date = self.home.date(late_at) + 1
        for _ in range(self.open.horizon // DAY + 1):
            if self.open.spans(date):
                self.late_due = self.home.instant(date * DAY + clock)
                return
            date += 1

    def window_close_multi_day(self):
        if not self.wish_stands():
            return
        due = self.wish_placed_due()
        if due is not None and self.closed_by(due, self.now):
            self.state.wish["status"] = "cancelled"
            self.state.reschedule = None

    def closed_by(self, due, at):
        """Whether the close of the windows of a due's date cancels a wish at an instant."""
        if self.s.mode == "single-day" or self.s.on_window_close != "cancel":
            return False
        closes = self.last_close(self.home.date(due))
        return closes is not None and at >= closes

    def last_close(self, date):
        """The end of the windows that start on a date, by the home zone's windows and no-call days."""
        o = self.open
        minutes = [m for a, b in o.starts_on(date) for m in range(a, b)
                   if not o.is_no_call(date + m // 1440)]
        return self.home.instant((date * 1440 + max(minutes) + 1) * 60) if minutes else None

    def window_close_single_day(self):
        if self.s.on_window_close == "carry" and self.wish_stands():
            return
        known = [t for t in (self.contact.enqueued_at, self.s.start) if t]
        asked = max(known) if known else self.state.attempts[0][0] if self.last else self.now
        opens = self.open.clip(asked)
        if opens is None:
            return
        date, second = divmod(self.home.wall(opens), DAY)
        if not any(a <= second // 60 < b for a, b in self.open.starts_on(date)):
            date -= 1  # in the tail of the evening before
        closes = self.last_close(date)
        if closes is not None and self.at >= closes:
            if self.wish_stands():
                self.state.wish["status"] = "cancelled"
            raise Stop("window_closed")


def ladder(settings, contact, state, now, most, outcome="no_answer"):
    """[(instant, reason)], at most so many: each attempt starts at its instant and ends at once."""
    home, rungs = home_zone(settings, contact), []
    while len(rungs) < most:
        rung = decide(settings, contact, state, now)
        if rung["verdict"] != "call":
            return rungs + [(0, rung["reason"])]
        now = rung["at"]
        rungs.append((now, rung["reason"]))
        state = copy.deepcopy(state)
        state.call = None
        apply_attempt(settings, home, state, now, now, outcome)
    return rungs
