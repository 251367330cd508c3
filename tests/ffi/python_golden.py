#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Asks every golden question through the Python package of examples/python: the same answers as through C."""
import datetime
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "golden"), os.path.join(HERE, "..", "..", "examples", "python")]
os.environ["DIALPLAN_FFI_HEADER"] = os.path.join(os.environ["OUT"], "dialplan_ffi.h")
os.environ["DIALPLAN_LIBRARY"] = os.path.abspath(os.path.join(os.environ["OUT"], "libdialplan.so"))
import cases  # noqa: E402
import run_program  # noqa: E402

try:
    import dialplan
except ImportError as absent:
    print(f"skipped: there is no {absent.name} here: run make deps-ffi\n0 passed, 0 failed, 1 skipped")
    sys.exit(0)
from dialplan._ffi import lib  # noqa: E402

BY = {"bot": lib.DIALPLAN_BY_BOT, "customer": lib.DIALPLAN_BY_CUSTOMER, "agent": lib.DIALPLAN_BY_AGENT}


def given(case, campaign, now):
    """-> the contact, and its state at the question's time."""
    who = cases.contact_of(case)
    contact = campaign.contact(who["id"], who.get("zone", ""), case.instant(who.get("enqueued")), who.get("region", ""),
                               "dnc" in who, "inbound_first" in who, case.instant(who.get("other_attempt")),
                               case.instant(who.get("other_conversation")))
    state = dialplan.State()
    for line in case.events:
        event = cases.event_of(line)
        at = case.instant(event["at"])
        if at > now:
            continue
        if event["event"] == "enqueue" and (not contact.pointer.enqueued_at or event.get("run", 0) > state.pointer.run):
            contact.pointer.enqueued_at = at
        fields = {name: case.instant(event[key]) for key, name in (
            ("ended_at", "ended_at"), ("due", "due_at"), ("earliest", "earliest_at"), ("latest", "latest_at")) if key in event}
        flags = (lib.DIALPLAN_EVENT_MANUAL * ("manual" in event) | lib.DIALPLAN_EVENT_CONVERSATION * ("conversation" in event)
                 | lib.DIALPLAN_EVENT_NOT_REQUESTED * ("requested" in event)
                 | lib.DIALPLAN_EVENT_SCOPE_CALLBACK * ("scope" in event)
                 | lib.DIALPLAN_EVENT_HAS_CONFIDENCE * ("confidence" in event))
        state, _ = campaign.apply(contact, state, event["event"], at, words=event.get("text", ""),
                                  outcome=event.get("outcome", ""), flags=flags, run=event.get("run", 0),
                                  by=BY[event.get("by", "bot")], confidence=event.get("confidence", 0), **fields)
        state = dialplan.State(bytes(state))  # as an application that stores it between two events
    return contact, state


def iso(at):
    return at.isoformat() if at else None



def ask(case, campaign):
    """-> equal, the answer as it is."""
    words = case.question.split()
    kind, buffer = words[0], not case.question.endswith("no buffer")
    now = case.instant(words[1]) if kind != "spans" else 0
    contact, state = given(case, campaign, now if kind != "spans" else 1)
    if kind in ("next", "clip", "standing"):
        if kind == "next":
            d = campaign.next(contact, state, now=now, buffer=buffer)
            got = {"": d.verdict, "at": iso(d.at), "due": iso(d.due_at), "asked": iso(d.asked_at), "class": d.call_class,
                   "attempt": d.attempt, "of": d.of, "reason": d.reason, "zone": d.zone}
        elif kind == "clip":
            zone = cases.words_after(case.question, "zone")
            if zone:
                contact = campaign.contact("c", zone, region=cases.contact_of(case).get("region", ""))
            c = campaign.clip(now, contact, buffer=buffer)
            got = {"": c.verdict, "to": iso(c.at), "until": iso(c.close_at), "zone": c.zone, "reason": c.reason}
        else:
            status, wish = campaign.standing(contact, state, now=now)
            got = {"status": status, "callback": wish}
        return run_program.same_fields(case, got, case.answer[0])
    if kind == "explain":
        return run_program.same_list(case, [s.reason for s in campaign.explain(contact, state, now=now, buffer=buffer)[1]],
                                     case.answer)
    if kind == "ladder":
        outcome = cases.words_after(case.question, "outcome") or "no_answer"
        rungs = campaign.ladder(contact, state, now=now, outcome=outcome, buffer=buffer)
        return run_program.same_list(case, [f"{iso(d.at) or 'stop'} {d.reason}" for d in rungs], case.answer)
    if kind == "spans":
        spans = campaign.spans(datetime.date.fromisoformat(words[1]), contact)
        wanted = [tuple(case.instant(at) for at in line.split(" until ")) for line in case.answer if line != "none"]
        return [(dialplan.seconds(s.from_at), dialplan.seconds(s.until_at)) for s in spans] == wanted, str(spans)
    if kind == "seconds":
        got = campaign.open_seconds(now, case.instant(cases.words_after(case.question, "until")), contact)
        return str(got) == case.answer[0], str(got)
    if kind == "close":
        got = campaign.close_of(now, contact)
    elif kind == "prev":
        got = campaign.prev_open(now, contact)
    else:
        got = campaign.place(now, int(cases.words_after(case.question, "attempt")), contact, buffer=buffer,
                             now=case.instant(cases.words_after(case.question, "now")))
    return dialplan.seconds(got) == case.instant(case.answer[0].split()[0]), iso(got) or "none"


def phrases(case, campaign):
    at = case.instant(case.question.split()[1])
    contact = given(case, campaign, at)[0]
    for line in case.answer:
        if not line or line.startswith("#"):
            continue
        words, answer = line.split(" => ", 1)
        r = campaign.resolve(words, at, at, contact)
        got = {"status": r.status, "reasons": r.reasons, "at": iso(r.at), "fitted": iso(r.fitted_at),
               "earliest": iso(r.earliest_at), "latest": iso(r.latest_at)}
        equal, shown = run_program.same_phrase(case, got, answer)
        yield equal, f"{words} => {shown}\n  expected {answer}"


def main():
    passed = failed = 0
    with dialplan.Zones(directory=cases.ZONES) as zones:
        for case in (case for path in cases.files() for case in cases.read(path)):
            try:
                with dialplan.Campaign(case.campaign, zones, {"account.yaml": case.account} if case.account else {}) as campaign:
                    answers = list(phrases(case, campaign) if case.question.startswith("when") else [ask(case, campaign)])
            except dialplan.Error as problem:
                answers = [(False, str(problem))]
            passed += sum(equal for equal, _ in answers)
            for equal, shown in answers:
                if not equal:
                    failed += 1
                    print(f"{case.where()}\n  {shown}\nexpected\n  " + "\n  ".join(case.answer[:5]))
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
