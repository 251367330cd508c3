# SPDX-License-Identifier: MIT
"""What does a contact cost in Python? batch.py CAMPAIGN ZONES: see README.md."""
import sys
import time

from dialplan import Campaign, State, Table, Zones
from dialplan._ffi import ffi

NOW, PEOPLE, TIMES, RUNS = 1782892800, 1000, 1000, 5  # 2026-07-01T08:00:00Z

with open(sys.argv[2], encoding="utf-8") as file:
    names = file.read().split()
with Zones(names) as zones, Campaign.load(sys.argv[1], zones) as campaign:
    few, states = Table("dialplan_contact", PEOPLE), b""
    for i, row in enumerate(few):
        person, state = campaign.contact(str(i), zone=names[i % len(names)], row=row), State()
        if i % 4:
            state, _ = campaign.apply(person, state, "attempt", NOW - 3600 * (1 + i % 48), outcome="no_answer")
        states += ffi.buffer(state.pointer)[:]
    contacts = Table("dialplan_contact", PEOPLE * TIMES, bytearray(few.buffer * TIMES))
    facts = Table("dialplan_state", PEOPLE * TIMES, bytearray(states * TIMES))
    out = Table("dialplan_decision", PEOPLE * TIMES)
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter_ns()
        campaign.next_batch(contacts, facts, now=NOW, out=out)
        best = min(best, time.perf_counter_ns() - start)
    print(f"{best / len(out):.1f} {sum(out.column('at'))} {sum(out.column('reason'))}")
