# SPDX-License-Identifier: MIT
"""When may this person be called next, and why then? libdialplan for Python, through cffi.

    with Zones() as zones, Campaign.load("renewals.yaml", zones) as campaign:
        contact = campaign.contact("42", zone="Europe/Berlin")
        decision = campaign.next(contact, now=datetime.now(timezone.utc))

Instants are aware datetimes, or seconds since 1970; answers are datetimes in the zone that they are meant in.
Campaigns and zones are immutable and may be shared by threads; cffi releases the interpreter's lock in every call.
"""
import os
from array import array
from dataclasses import dataclass
from datetime import date as Date, datetime, timedelta, timezone
from itertools import accumulate
from typing import Dict, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union
from zoneinfo import ZoneInfo

from ._ffi import Error, call, ffi, lib, name_of, text, written
from .table import Table

__all__ = ["Campaign", "Clipped", "Contact", "Decision", "Error", "Resolution", "Span", "State", "Step", "Table",
           "Zones", "dependencies", "joined", "states", "version"]

Instant = Union[datetime, int]
Memory = Union[bytes, bytearray, memoryview]
_EPOCH = Date(1970, 1, 1)


def version() -> str:
    return text(lib.dialplan_version())


def dependencies() -> str:
    return written(lib.dialplan_dependencies)


def seconds(at: Optional[Instant]) -> int:
    """Seconds since 1970 of something that happened, down; 0 for None. A naive datetime is refused: it names no
    instant."""
    if at is None or isinstance(at, int):
        return at or 0
    if at.tzinfo is None:
        raise ValueError("a datetime without a time zone is no instant")
    return int(at.timestamp() // 1)


def asked(at: Optional[Instant]) -> int:
    """Seconds of an instant that is asked about: up, so that nothing is answered for an earlier one."""
    return seconds(at) + (isinstance(at, datetime) and at.microsecond > 0)


class _Handle:
    """Something of the library's that is released once, by close(), `with`, or with the object."""

    def __init__(self, pointer, free) -> None:
        self.pointer = ffi.gc(pointer, free)

    def close(self) -> None:
        if self.pointer is not None:
            ffi.release(self.pointer)
            self.pointer = None

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Zones(_Handle):
    """An immutable table of zones: all of the system's, or those named, or of a directory of TZif files."""

    def __init__(self, names: Iterable[str] = (), directory: Optional[str] = None) -> None:
        out, folder, lines = ffi.new("dialplan_zones **"), (directory or "").encode(), "\n".join(names).encode()
        call(lib.dialplan_zones_load, folder or ffi.NULL, len(folder), lib.DIALPLAN_ZONES_SYSTEM, lines or ffi.NULL,
             len(lines), out)
        super().__init__(out[0], lib.dialplan_zones_free)
        self._directory, self._tzinfo = directory, {}  # type: Optional[str], Dict[int, object]

    def __len__(self) -> int:
        return lib.dialplan_zones_count(self.pointer)

    @property
    def version(self) -> str:
        return text(lib.dialplan_zones_version(self.pointer))

    def index(self, name: str) -> int:
        out, data = ffi.new("uint16_t *"), name.encode()
        call(lib.dialplan_zones_find, self.pointer, data, len(data), out)
        return out[0]

    def name(self, index: int) -> Optional[str]:
        return name_of(lambda i: lib.dialplan_zones_name(self.pointer, i), index)

    def tzinfo(self, index: int):
        """The zone for datetimes, from the same data."""
        if index not in self._tzinfo:
            self._tzinfo[index] = self._load(self.name(index) or "UTC")
        return self._tzinfo[index]

    def _load(self, name: str):
        if name == "UTC":
            return timezone.utc
        if name[0] in "+-":
            offset = timedelta(hours=int(name[1:3]), minutes=int(name[4:6]))
            return timezone(-offset if name[0] == "-" else offset)
        if self._directory is None:
            return ZoneInfo(name)
        with open(os.path.join(self._directory, name), "rb") as file:
            return ZoneInfo.from_file(file, name)

    def datetime(self, at: int, index: int) -> Optional[datetime]:
        return datetime.fromtimestamp(at, self.tzinfo(index)) if at else None


class Contact:
    """A person in one campaign. Made by Campaign.contact(); one over a row lives as long as its table."""

    def __init__(self, pointer, home: int) -> None:
        self.pointer, self.home = pointer, home


class State:
    """What has happened to a contact: facts, put there by events. Stored as bytes."""

    def __init__(self, stored: bytes = b"") -> None:
        self.pointer = ffi.new("dialplan_state *")
        call(lib.dialplan_state_decode, stored, len(stored), self.pointer)
        self.pointer.size = ffi.sizeof("dialplan_state")

    def __bytes__(self) -> bytes:
        out, length = ffi.new("uint8_t[256]"), ffi.new("uint64_t *")
        call(lib.dialplan_state_encode, self.pointer, out, 256, length)
        return bytes(ffi.buffer(out, length[0]))

    @property
    def attempts(self) -> int:
        return self.pointer.attempts


def joined(texts: Iterable[Union[str, bytes]]) -> Tuple[bytes, Table]:
    """Texts behind one another, and the spans of each: what the questions about many want."""
    parts = [_bytes(one) for one in texts]
    ends = array("I", accumulate(map(len, parts)))
    spans = Table("dialplan_text_span", len(parts))
    if parts:
        spans.column("until")[:] = memoryview(ends)
        spans.column("from")[1:] = memoryview(ends)[:-1]
    return b"".join(parts), spans


def states(data: Memory, spans: Table, *, out: Optional[Table] = None, statuses: Optional[Table] = None) -> Table:
    """States out of stored ones, which are spans of one piece of memory. One that is damaged has a status, and is refused
    by every question, so that nobody is taken for never called."""
    out = Table("dialplan_state", len(spans)) if out is None else out
    _fit(len(spans), out, statuses)
    memory = ffi.from_buffer(data)
    call(lib.dialplan_state_decode_batch, ffi.cast("uint8_t *", memory), len(memory), spans.pointer, len(spans),
         out.pointer, out.stride, _first(statuses))
    return out


@dataclass(frozen=True)
class Decision:
    verdict: str  #: call, hold, stop
    reason: str
    at: Optional[datetime]
    due_at: Optional[datetime]
    asked_at: Optional[datetime]
    call_class: Optional[str]  #: pending, retry, callback
    attempt: int
    of: int  #: 0: unlimited
    zone: Optional[str]
    key: int


class Step(NamedTuple):
    reason: str
    before: Optional[datetime]
    after: Optional[datetime]
    detail: str


class Span(NamedTuple):
    from_at: datetime
    until_at: Optional[datetime]


class Clipped(NamedTuple):
    verdict: str  #: open, moved, never
    at: Optional[datetime]
    close_at: Optional[datetime]
    zone: Optional[str]
    reason: str


@dataclass(frozen=True)
class Resolution:
    status: str  #: none, vague, resolved
    at: Optional[datetime]
    fitted_at: Optional[datetime]
    earliest_at: Optional[datetime]
    latest_at: Optional[datetime]
    alternative_at: Optional[datetime]
    reasons: Tuple[str, ...]
    certainty: int
    words: Tuple[str, ...]  #: those that did it
    reading: str  #: one line for people


class Campaign(_Handle):
    """The compiled settings of a campaign. `files` are the texts that it names (account, calendars), by name."""

    def __init__(self, yaml: Union[str, bytes], zones: Zones, files: Mapping[str, Union[str, bytes]] = {}) -> None:
        data, out = _bytes(yaml), ffi.new("dialplan_campaign **")
        texts = [ffi.new("char[]", _bytes(body)) for body in files.values()]
        names = [ffi.new("char[]", name.encode()) for name in files]
        lengths = [len(body) - 1 for body in texts]
        call(lib.dialplan_campaign_compile, data, len(data), zones.pointer, ffi.new("char *[]", names),
             ffi.new("char *[]", texts), ffi.new("uint64_t[]", lengths), len(names), out)
        super().__init__(out[0], lib.dialplan_campaign_free)
        self.zones, self.zone = zones, lib.dialplan_campaign_zone(self.pointer)

    @classmethod
    def load(cls, path: str, zones: Zones) -> "Campaign":
        """A campaign from a file, with the files that it and its account name."""
        with open(path, "rb") as file:
            yaml = file.read()
        files: Dict[str, bytes] = {}
        waiting = [yaml]
        while waiting:
            for name in _references(waiting.pop()):
                place = os.path.join(os.path.dirname(path), name)
                if name in files or not os.path.exists(place):
                    continue
                with open(place, "rb") as file:
                    files[name] = file.read()
                if name.endswith((".yaml", ".yml")):
                    waiting.append(files[name])
        return cls(yaml, zones, files)

    def __str__(self) -> str:
        return written(lib.dialplan_campaign_format, self.pointer)

    def setting(self, path: str) -> str:
        return written(lib.dialplan_campaign_setting, self.pointer, path.encode())

    # --- contacts and what happens to them

    def contact(self, id: str, zone: str = "", enqueued_at: Optional[Instant] = None, region: str = "",
                dnc: bool = False, inbound_first: bool = False, other_last_attempt_at: Optional[Instant] = None,
                other_last_conversation_at: Optional[Instant] = None, row=None) -> Contact:
        """A contact; `zone` is one name or several with | between them. `row`: one of a Table, filled in."""
        if row is None:
            row = ffi.new("dialplan_contact *")
        data = id.encode()
        row.key = lib.dialplan_key(data, len(data))
        row.enqueued_at = seconds(enqueued_at)
        row.other_last_attempt_at = seconds(other_last_attempt_at)
        row.other_last_conversation_at = seconds(other_last_conversation_at)
        row.region = region.encode()
        row.flags = (lib.DIALPLAN_CONTACT_DNC_LISTED * dnc) | (lib.DIALPLAN_CONTACT_INBOUND_FIRST * inbound_first)
        names = zone.encode()
        pointer = row if ffi.typeof(row).kind == "pointer" else ffi.addressof(row)
        status = lib.dialplan_contact_zones(pointer, self.zones.pointer, names, len(names), ffi.NULL)
        if status and not row.flags & lib.DIALPLAN_CONTACT_ZONE_UNKNOWN:
            raise Error(status)
        return Contact(pointer, pointer.zones[0] if pointer.zone_count else self.zone)

    def event(self, kind: str, at: Instant, contact: Optional[Contact] = None, *, words: str = "", outcome: str = "",
              row=None, **fields: int):
        """An event, or one of a Table, filled in. `fields` are those of dialplan_event; `words` is a callback's text,
        meant in the zone of the contact."""
        if row is None:
            row = ffi.new("dialplan_event *")
        event = row if ffi.typeof(row).kind == "pointer" else ffi.addressof(row)
        event.size, event.at = ffi.sizeof("dialplan_event"), seconds(at)
        code, data = ffi.new("uint8_t *"), kind.encode()
        call(lib.dialplan_event_parse, data, len(data), code)
        event.kind = code[0]
        if outcome:
            data = outcome.encode()
            call(lib.dialplan_campaign_outcome, self.pointer, data, len(data), code)
            event.outcome = code[0]
        for name, value in fields.items():
            setattr(event, name, seconds(value) if name.endswith("_at") else value)
        if words:
            data = words.encode()
            call(lib.dialplan_callback_wish, self.pointer, _pointer(contact), data, len(data), event)
        return event

    def apply(self, contact: Contact, state: State, kind: str, at: Instant, *, words: str = "", outcome: str = "",
              **fields: int) -> Tuple[State, Optional[str]]:
        """The state after one event, and a remark on it, if there is one: the arguments are those of event()."""
        event, after = self.event(kind, at, contact, words=words, outcome=outcome, **fields), State()
        status = call(lib.dialplan_apply, self.pointer, contact.pointer, state.pointer, event, after.pointer)
        return after, text(lib.dialplan_status_name(status)) if status else None

    # --- questions

    def next(self, contact: Contact, state: Optional[State] = None, *, now: Instant, buffer: bool = True) -> Decision:
        out = ffi.new("dialplan_decision *")
        call(lib.dialplan_next, self.pointer, contact.pointer, _pointer(state), asked(now), _options(buffer), out)
        return self.decision(out)

    def explain(self, contact: Contact, state: Optional[State] = None, *, now: Instant,
                buffer: bool = True) -> Tuple[Decision, List[Step]]:
        out, steps, count = ffi.new("dialplan_decision *"), ffi.new("dialplan_step[64]"), ffi.new("uint64_t *")
        call(lib.dialplan_explain, self.pointer, contact.pointer, _pointer(state), asked(now), _options(buffer), out,
             steps, 64, count)
        return self.decision(out), [
            Step(self._reason(s.reason, s.rule), self.zones.datetime(s.before, s.zone),
                 self.zones.datetime(s.after, s.zone), written(lib.dialplan_step_format, self.pointer, ffi.addressof(s)))
            for s in steps[0:count[0]]]

    def ladder(self, contact: Contact, state: Optional[State] = None, *, now: Instant, outcome: str = "no_answer",
               buffer: bool = True) -> List[Decision]:
        out, count, code = ffi.new("dialplan_decision[1000]"), ffi.new("uint64_t *"), ffi.new("uint8_t *")
        data = outcome.encode()
        call(lib.dialplan_campaign_outcome, self.pointer, data, len(data), code)
        call(lib.dialplan_ladder, self.pointer, contact.pointer, _pointer(state), asked(now), code[0],
             _options(buffer), out, 1000, count)
        return [self.decision(d) for d in out[0:count[0]]]

    def standing(self, contact: Contact, state: Optional[State] = None, *, now: Instant) -> Tuple[str, str]:
        """-> the status of the contact and of its callback."""
        status, wish = ffi.new("int32_t *"), ffi.new("int32_t *")
        call(lib.dialplan_standing, self.pointer, contact.pointer, _pointer(state), asked(now), status, wish)
        return name_of(lib.dialplan_standing_name, status[0]) or "", name_of(lib.dialplan_wish_name, wish[0]) or ""

    def clip(self, at: Instant, contact: Optional[Contact] = None, *, buffer: bool = True) -> Clipped:
        """The first open instant at or after another one."""
        out = ffi.new("dialplan_clipped *")
        call(lib.dialplan_clip, self.pointer, _pointer(contact), asked(at), _options(buffer), out)
        home = contact.home if contact else self.zone
        return Clipped(("open", "moved", "never")[out.verdict], self.zones.datetime(out.at, home),
                       self.zones.datetime(out.close_at, home), self.zones.name(out.zone),
                       self._reason(out.reason, out.rule))

    def close_of(self, at: Instant, contact: Optional[Contact] = None) -> Optional[datetime]:
        """The end of the open span that holds an instant."""
        return self._single(lib.dialplan_close, contact, asked(at), ffi.NULL)

    def prev_open(self, at: Instant, contact: Optional[Contact] = None) -> Optional[datetime]:
        return self._single(lib.dialplan_prev_open, contact, seconds(at), ffi.NULL)

    def place(self, bound: Instant, attempt: int, contact: Optional[Contact] = None, *, now: Instant,
              buffer: bool = True) -> Optional[datetime]:
        return self._single(lib.dialplan_place, contact, asked(bound), asked(now), attempt, _options(buffer))

    def open_seconds(self, from_at: Instant, until_at: Instant, contact: Optional[Contact] = None) -> int:
        out = ffi.new("int64_t *")
        call(lib.dialplan_open_seconds, self.pointer, _pointer(contact), asked(from_at), asked(until_at), out)
        return out[0]

    def spans(self, date: Date, contact: Optional[Contact] = None) -> List[Span]:
        out, count, home = ffi.new("dialplan_span[256]"), ffi.new("uint64_t *"), contact.home if contact else self.zone
        call(lib.dialplan_spans, self.pointer, _pointer(contact), (date - _EPOCH).days, out, 256, count)
        return [Span(datetime.fromtimestamp(s.from_at, self.zones.tzinfo(home)), self.zones.datetime(s.until_at, home))
                for s in out[0:count[0]]]

    def resolve(self, words: str, asked_at: Instant, now: Optional[Instant] = None,
                contact: Optional[Contact] = None) -> Resolution:
        """A time in the customer's words."""
        out, data = ffi.new("dialplan_resolution *", {"size": ffi.sizeof("dialplan_resolution")}), words.encode()
        call(lib.dialplan_callback_resolve, self.pointer, _pointer(contact), data, len(data), seconds(asked_at),
             seconds(asked_at) if now is None else asked(now), ffi.NULL, out)
        return self.resolution(out, words)

    def resolution(self, r, words: str) -> Resolution:
        """A row of a table of resolutions, as an object; `words` are those that were asked about."""
        data, pointer = words.encode(), r if ffi.typeof(r).kind == "pointer" else ffi.addressof(r)
        when = [self.zones.datetime(at, r.zone)
                for at in (r.at, r.fitted_at, r.earliest_at, r.latest_at, r.alternative_at)]
        reasons = tuple(text(lib.dialplan_callback_reason_name(i)) for i in range(64) if r.reasons >> i & 1)
        found = tuple(data[getattr(s, "from"):s.until].decode() for s in r.spans[0:r.span_count])
        return Resolution(name_of(lib.dialplan_callback_status_name, r.status) or "", *when, reasons, r.certainty, found,
                          written(lib.dialplan_callback_format, self.pointer, pointer))

    # --- many at once

    def contacts(self, text: Memory, ids: Table, zones: Optional[Table] = None, *, out: Optional[Table] = None,
                 statuses: Optional[Table] = None) -> Table:
        """Contacts of columns: `ids` and `zones` are spans of one text (tables of dialplan_text_span). A contact whose
        zones are not known is held, and its status says so."""
        out = Table("dialplan_contact", len(ids)) if out is None else out
        _fit(len(ids), zones, out, statuses)
        data = ffi.from_buffer(text)
        keys = ffi.cast("uint64_t *", ffi.cast("char *", out.pointer) + ffi.offsetof("dialplan_contact", "key"))
        call(lib.dialplan_key_batch, data, len(data), ids.pointer, len(ids), keys, out.stride, _first(statuses))
        if zones is not None:
            call(lib.dialplan_contact_zones_batch, out.pointer, out.stride, self.zones.pointer, data, len(data),
                 zones.pointer, len(ids), _first(statuses))
        return out

    def next_batch(self, contacts: Table, states: Optional[Table] = None, *, now: Instant,
                   out: Optional[Table] = None, statuses: Optional[Table] = None) -> Table:
        """A decision for each row, in one call, into `out` or a new table: no object for any of them. A row that cannot
        be asked has a zero decision, and a status in a table of int32_t."""
        out = Table("dialplan_decision", len(contacts)) if out is None else out
        _fit(len(contacts), out, states, statuses)
        call(lib.dialplan_next_batch, self.pointer, contacts.pointer, contacts.stride, *_rows(states), len(contacts),
             asked(now), ffi.NULL, out.pointer, _first(statuses))
        return out

    def apply_batch(self, contacts: Table, events: Table, states: Table, rows: Optional[Table] = None,
                    statuses: Optional[Table] = None) -> None:
        """Takes a log into states, in its order. `rows` (of uint64_t) says whose each event is; without it the first
        event is the first contact's, and so on. An event that cannot be taken has a status (in a table of int32_t),
        and leaves its state as it was."""
        _fit(len(contacts), states)
        _fit(len(events), rows, statuses)
        call(lib.dialplan_apply_batch, self.pointer, contacts.pointer, contacts.stride, events.pointer, events.stride,
             _first(rows), len(events), states.pointer, states.stride, len(contacts), _first(statuses))

    def clip_batch(self, at: Table, contacts: Optional[Table] = None, *, out: Optional[Table] = None,
                   statuses: Optional[Table] = None) -> Table:
        """The first open instants at or after others, tables of int64_t; 0: never. One contact stands for all, none for
        the campaign's zone."""
        out = Table("int64_t", len(at)) if out is None else out
        _fit(len(at), out, statuses, _several(contacts))
        call(lib.dialplan_clip_batch, self.pointer, *_rows(contacts, one_for_all=True), at.pointer, len(at), ffi.NULL,
             out.pointer, _first(statuses))
        return out

    def resolve_batch(self, text: Memory, spans: Table, asked_at: Table,
                      contacts: Optional[Table] = None, *, now: Optional[Instant] = None, out: Optional[Table] = None,
                      statuses: Optional[Table] = None) -> Table:
        """Times out of many phrases, which are `spans` (of dialplan_text_span) of one text. Each was spoken at an instant
        of its own (a table of int64_t), which is `now`, too, where there is none. resolution() spells a row out."""
        out = Table("dialplan_resolution", len(spans)) if out is None else out
        _fit(len(spans), asked_at, out, statuses, _several(contacts))
        data = ffi.from_buffer(text)
        call(lib.dialplan_callback_resolve_batch, self.pointer, *_rows(contacts, one_for_all=True), data, len(data),
             spans.pointer, asked_at.pointer, len(spans), asked(now), ffi.NULL, out.pointer, out.stride,
             _first(statuses))
        return out

    def lease(self, decisions: Table, most: int, *, now: Instant) -> Sequence[int]:
        """The rows to call first, in lease order."""
        rows, count = ffi.new("uint64_t[]", max(most, 1)), ffi.new("uint64_t *")
        call(lib.dialplan_lease_select, decisions.pointer, len(decisions), asked(now), rows, most, count)
        return list(rows[0:count[0]])

    def decision(self, d) -> Decision:
        """A row of a table of decisions, as an object."""
        return Decision(text(lib.dialplan_verdict_name(d.verdict)), self._reason(d.reason, d.rule),
                        *(self.zones.datetime(at, d.zone) for at in (d.at, d.due_at, d.asked_at)),
                        name_of(lib.dialplan_class_name, d.call_class), d.attempt, d.of, self.zones.name(d.zone), d.key)

    def _reason(self, reason: int, rule: int) -> str:
        if reason != lib.DIALPLAN_REASON_GUARD or not rule:
            return text(lib.dialplan_reason_name(reason))
        id = ffi.new("char **")
        status = lib.dialplan_campaign_rule(self.pointer, rule - 1, id, ffi.NULL, ffi.NULL, ffi.NULL)
        return f"guard:{text(id[0])}" if not status else "guard"

    def _single(self, function, contact: Optional[Contact], *arguments) -> Optional[datetime]:
        out = ffi.new("int64_t *")
        call(function, self.pointer, _pointer(contact), *arguments, out)
        return self.zones.datetime(out[0], contact.home if contact else self.zone)


def _bytes(value: Union[str, bytes]) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _pointer(value):
    return ffi.NULL if value is None else value.pointer


def _first(table: Optional[Table]):
    return ffi.NULL if table is None else table.pointer


def _rows(table: Optional[Table], one_for_all: bool = False):
    """-> pointer and stride."""
    return (ffi.NULL, 0) if table is None else (table.pointer, 0 if one_for_all and len(table) == 1 else table.stride)


def _several(contacts: Optional[Table]) -> Optional[Table]:
    return None if contacts is not None and len(contacts) == 1 else contacts


def _fit(rows: int, *tables: Optional[Table]) -> None:
    if any(table is not None and len(table) < rows for table in tables):
        raise ValueError("tables of different lengths")


def _options(buffer: bool):
    return ffi.NULL if buffer else ffi.new("dialplan_options *", {"flags": lib.DIALPLAN_OPTION_NO_BUFFER})


def _references(yaml: bytes) -> List[str]:
    """The files that a document names and that compiling wants."""
    count = ffi.new("uint64_t *")
    call(lib.dialplan_campaign_references, yaml, len(yaml), ffi.NULL, 0, count)
    out = ffi.new("dialplan_reference[]", max(count[0], 1))
    call(lib.dialplan_campaign_references, yaml, len(yaml), out, count[0], count)
    wanted = (lib.DIALPLAN_REFERENCE_ACCOUNT, lib.DIALPLAN_REFERENCE_CALENDAR, lib.DIALPLAN_REFERENCE_WEIGHTS)
    return [text(r.name) for r in out[0:count[0]] if r.kind in wanted]
