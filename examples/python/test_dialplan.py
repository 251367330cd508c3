# SPDX-License-Identifier: MIT
"""Tests of the package, for pytest or for any runner that calls functions by name."""
import os
from datetime import date, datetime, timedelta, timezone
from mmap import mmap
from zoneinfo import ZoneInfo

from dialplan import Campaign, Error, State, Table, Zones, joined, states, version
from dialplan._ffi import ffi

HERE = os.path.dirname(os.path.abspath(__file__))
IST = timezone(timedelta(hours=5, minutes=30))
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=IST)
YAML = """\
name: Tests
seed: tests
timezone: Asia/Kolkata
windows: {mon-fri: 09:00-18:00}
jitter: 0s
retry: {strategy: intervals, intervals: [2h, 1d], max_attempts: 5}
"""
zones = Zones(["Asia/Kolkata", "Europe/Berlin"])
campaign = Campaign(YAML, zones)


def raises(kind, function, *arguments, **more):
    try:
        function(*arguments, **more)
    except kind as error:
        return error
    raise AssertionError(f"{function} raised no {kind.__name__}")


def test_errors_have_a_place():
    error = raises(Error, Campaign, YAML.replace("seed: tests", "sed: tests"), zones)
    assert (error.line, error.column, error.code, error.name) == (2, 1, "unknown-key", "E_KEY")
    assert '"seed"' in error.message and str(error).startswith("2:1: ")
    assert "Asia/Kolkata" in raises(Error, zones.index, "Asia/Kolkatta").message
    assert raises(Error, campaign.setting, "no.such").name == "E_KEY"
    assert raises(Error, State, b"\xff\xff").name == "E_STATE"
    raises(FileNotFoundError, Campaign.load, "no such file", zones)


def test_datetimes_go_in_and_come_out():
    contact = campaign.contact("1", zone="Europe/Berlin")
    decision = campaign.next(contact, now=MONDAY)
    assert decision.at == datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert str(decision.at.tzinfo) == "Europe/Berlin" and decision.zone == "Europe/Berlin"
    assert campaign.next(contact, now=int(MONDAY.timestamp())) == decision
    raises(ValueError, campaign.next, contact, now=datetime(2026, 3, 2, 9, 30))


def test_a_state_moves_by_events_and_is_stored_as_bytes():
    contact = campaign.contact("1")
    state, remark = campaign.apply(contact, State(), "attempt", MONDAY, outcome="no_answer",
                                   ended_at=MONDAY + timedelta(minutes=1))
    assert (state.attempts, remark) == (1, None)
    assert campaign.apply(contact, state, "attempt", MONDAY, outcome="no_answer",
                          ended_at=MONDAY + timedelta(minutes=1))[1] == "W_REPEATED"
    decision, steps = campaign.explain(contact, State(bytes(state)), now=MONDAY + timedelta(minutes=2))
    assert (decision.reason, decision.attempt, decision.of) == ("intervals", 2, 5)
    assert decision.at == MONDAY + timedelta(hours=2, minutes=1)
    assert [step.reason for step in steps] == ["last_attempt", "intervals"] and "2 h" in steps[1].detail
    assert bytes(State()) == bytes(State(b"")) and len(bytes(state)) > 1


def test_the_future_of_nobody_answering():
    rungs = campaign.ladder(campaign.contact("1"), now=MONDAY)
    assert [r.at.hour if r.at else None for r in rungs] == [9, 11, 11, 11, 11, None]
    assert rungs[-1].reason == "max_attempts"


def test_open_time():
    saturday = datetime(2026, 3, 7, 12, 0, tzinfo=IST)
    clipped = campaign.clip(saturday)
    assert (clipped.verdict, clipped.reason) == ("moved", "no_window")
    assert clipped.at == datetime(2026, 3, 9, 9, 0, tzinfo=IST) and clipped.close_at.hour == 18
    span, = campaign.spans(date(2026, 3, 9))
    assert (span.from_at, span.until_at) == (clipped.at, clipped.close_at)
    assert campaign.spans(date(2026, 3, 8)) == []
    assert campaign.open_seconds(clipped.at, saturday + timedelta(days=7)) == 5 * 9 * 3600


def test_parts_of_a_second():
    half, close = timedelta(seconds=0.5), datetime(2026, 3, 2, 18, 0, tzinfo=IST)
    assert campaign.clip(close - half).at == datetime(2026, 3, 3, 9, 0, tzinfo=IST), "asked about: up"
    assert campaign.next(campaign.contact("1"), now=MONDAY - half).at == MONDAY
    assert campaign.prev_open(MONDAY + half) == MONDAY
    state, _ = campaign.apply(campaign.contact("1"), State(), "attempt", MONDAY + half, outcome="busy")
    assert state.pointer.last_at == int(MONDAY.timestamp()), "what happened: down"


def test_words():
    wish = campaign.resolve("kal subah 11 baje", MONDAY)
    assert (wish.status, wish.at) == ("resolved", datetime(2026, 3, 3, 11, 0, tzinfo=IST))
    assert wish.words == ("kal subah 11 baje",)
    assert campaign.resolve("baad mein", MONDAY).status == "vague"
    assert campaign.resolve("नमस्ते", MONDAY).at is None


def test_a_batch_is_what_single_questions_say_and_copies_nothing():
    buffer = bytearray(50 * ffi.sizeof("dialplan_contact"))
    contacts = Table("dialplan_contact", 50, buffer)
    people = [campaign.contact(str(i), zone=["", "Europe/Berlin"][i % 2], row=row) for i, row in enumerate(contacts)]
    assert bytes(buffer) == bytes(memoryview(contacts.buffer)) and any(buffer)
    out = Table("dialplan_decision", 50)
    decisions = campaign.next_batch(contacts, now=MONDAY, out=out)
    assert decisions is out
    assert [campaign.decision(row) for row in decisions] == [campaign.next(p, now=MONDAY) for p in people]
    at = decisions.column("at")
    assert list(at) == [row.at for row in decisions] and list(decisions.column("verdict")) == [1] * 50
    at[3] = 7
    assert decisions[3].at == 7, "a column is a view"
    shared = mmap(-1, len(buffer))
    shared.write(buffer)
    again = campaign.next_batch(Table("dialplan_contact", 50, shared), now=MONDAY)
    assert [row.at for row in again] == [campaign.next(p, now=MONDAY).at.timestamp() for p in people], "as any memory is"
    raises(ValueError, campaign.next_batch, contacts, now=MONDAY, out=Table("dialplan_decision", 49))
    raises(ValueError, Table, "dialplan_decision", 2, bytearray(100))
    raises(IndexError, lambda: decisions[50])


def numbers(kind, values):
    table = Table(kind, len(values))
    for i, value in enumerate(values):
        table[i] = value
    return table


def test_a_log_is_taken_as_its_events_are_singly():
    buffer = bytearray(3 * ffi.sizeof("dialplan_state"))
    contacts, states = Table("dialplan_contact", 3), Table("dialplan_state", 3, buffer)
    events, statuses = Table("dialplan_event", 5), Table("int32_t", 5)
    people = [campaign.contact(str(i), zone=["", "Europe/Berlin"][i % 2], row=row) for i, row in enumerate(contacts)]
    log = [(0, "attempt", MONDAY, {"outcome": "no_answer"}),
           (1, "callback", MONDAY, {"words": "tomorrow at 5", "by": 1}),
           (0, "attempt", MONDAY + timedelta(hours=1), {"outcome": "busy"}),
           (0, "attempt", MONDAY, {"outcome": "no_answer"}),
           (2, "dnc", MONDAY, {})]
    singly, remarks = [State() for _ in people], []
    for i, (who, kind, at, fields) in enumerate(log):
        campaign.event(kind, at, people[who], row=events[i], **fields)
        singly[who], remark = campaign.apply(people[who], singly[who], kind, at, **fields)
        remarks.append(remark)
    rows = numbers("uint64_t", [who for who, *_ in log])
    campaign.apply_batch(contacts, events, states, rows, statuses)
    assert bytes(buffer) == b"".join(bytes(ffi.buffer(s.pointer)) for s in singly)
    assert remarks == [None, None, None, "W_REPEATED", None] and list(statuses) == [0, 0, 0, 51, 0]
    rows[4] = 3
    campaign.apply_batch(contacts, events, Table("dialplan_state", 3), rows, statuses)
    assert statuses[4] == 2, "an event of nobody"
    raises(ValueError, campaign.apply_batch, contacts, events, Table("dialplan_state", 2), rows)
    raises(ValueError, campaign.apply_batch, contacts, events, states, numbers("uint64_t", [0]))


def test_many_phrases_are_bytes_of_one_text():
    phrases = ["kal subah 11 baje", "", "in half an hour", "baad mein"]
    text, spans = joined(phrases)
    assert [text[getattr(s, "from"):s.until].decode() for s in spans] == phrases and len(joined([])[1]) == 0
    spoken = [MONDAY + timedelta(hours=i) for i in range(4)]
    asked_at, statuses = numbers("int64_t", [int(at.timestamp()) for at in spoken]), Table("int32_t", 4)
    contacts = Table("dialplan_contact", 1)
    berlin = campaign.contact("1", zone="Europe/Berlin", row=contacts[0])
    for table, contact in ((None, None), (contacts, berlin)):
        out = campaign.resolve_batch(text, spans, asked_at, table, statuses=statuses)
        assert [campaign.resolution(row, words) for row, words in zip(out, phrases)] == [
            campaign.resolve(words, at, contact=contact) for words, at in zip(phrases, spoken)]
        assert list(statuses) == [0] * 4
        opened = campaign.clip_batch(asked_at, table)
        assert [zones.datetime(at, 0) for at in opened] == [campaign.clip(at, contact).at for at in spoken]
    spans[1].until = 1000
    assert campaign.resolve_batch(bytearray(text), spans, asked_at, statuses=statuses)[2].at == out[2].at
    assert list(statuses) == [0, 2, 0, 0]
    raises(ValueError, campaign.resolve_batch, text, spans, numbers("int64_t", [1]))


def test_columns_become_contacts_and_states():
    ids, names = ["1", "42", "नमस्ते"], ["", "Europe/Berlin|Asia/Kolkata", "Nowhere/Else"]
    text, spans = joined(ids + names)
    fields = memoryview(spans.buffer)
    half, statuses = 3 * spans.stride, Table("int32_t", 3)
    columns = [Table("dialplan_text_span", 3, fields[:half]), Table("dialplan_text_span", 3, fields[half:])]
    contacts = campaign.contacts(text, *columns, statuses=statuses)
    assert [bytes(ffi.buffer(ffi.addressof(row))) for row in contacts] == [
        bytes(ffi.buffer(campaign.contact(*person).pointer)) for person in zip(ids, names)]
    assert list(statuses) == [0, 0, 30]
    assert [row.key for row in campaign.contacts(text, columns[0])] == [row.key for row in contacts]

    state, _ = campaign.apply(campaign.contact("1"), State(), "attempt", MONDAY, outcome="busy")
    rows = states(*joined([bytes(state), b"", b"\1\2\3"]), statuses=statuses)
    assert list(statuses) == [0, 0, 25] and [row.attempts for row in rows] == [1, 0, 0]
    campaign.next_batch(contacts, rows, now=MONDAY, statuses=statuses)
    assert list(statuses) == [0, 0, 3], "what is damaged is nobody who was never called"


def test_a_row_that_cannot_be_asked_has_a_status():
    contacts, statuses = Table("dialplan_contact", 3), Table("int32_t", 3)
    contacts[1].enqueued_at = -1
    decisions = campaign.next_batch(contacts, now=MONDAY, statuses=statuses)
    assert list(statuses) == [0, 2, 0] and [d.verdict for d in decisions] == [1, 0, 1]


def test_leases_are_in_order():
    contacts = Table("dialplan_contact", 4)
    for i, row in enumerate(contacts):
        campaign.contact(str(i), zone=["Europe/Berlin", ""][i % 2], row=row)
    decisions = campaign.next_batch(contacts, now=MONDAY)
    assert sorted(campaign.lease(decisions, 2, now=MONDAY)) == [1, 3]
    assert len(campaign.lease(decisions, 10, now=MONDAY)) == 4


def test_handles_are_released_once():
    with Zones(["Asia/Kolkata"]) as table, Campaign(YAML, table) as inside:
        table.close()
        assert inside.setting("retry.max_attempts") == "5", "a campaign keeps its zones"
    inside.close()
    raises(TypeError, inside.setting, "name")


def test_a_campaign_is_loaded_with_its_files():
    path = os.path.join(HERE, "..", "campaigns")
    with Zones() as every:
        for name in sorted(os.listdir(path)):
            if name.endswith(".yaml") and name != "account.yaml":
                with Campaign.load(os.path.join(path, name), every) as one:
                    assert Campaign(str(one), every).setting("name") == one.setting("name")
    assert version().count(".") == 2
