#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plans a list of people: plan.py CAMPAIGN CONTACTS.csv NOW, where CONTACTS has the columns id and timezone, and NOW is
an instant like 2026-03-02T09:30:00+05:30. Writes a line for a line."""
import csv
import sys
from datetime import datetime

from dialplan import Campaign, Table, Zones

campaign_path, contacts_path, now_text = sys.argv[1:]
now = datetime.fromisoformat(now_text)
with Zones() as zones, Campaign.load(campaign_path, zones) as campaign:
    with open(contacts_path, newline="", encoding="utf-8") as file:
        people = list(csv.DictReader(file))

    # One table in, one table out, one call for all of them.
    contacts = Table("dialplan_contact", len(people))
    for row, person in zip(contacts, people):
        campaign.contact(person["id"], zone=person.get("timezone") or "", row=row)
    decisions = campaign.next_batch(contacts, now=now)

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["contact", "verdict", "at", "class", "attempt", "reason"])
    for row, person in zip(decisions, people):
        d = campaign.decision(row)
        out.writerow([person["id"], d.verdict, d.at.isoformat() if d.at else "", d.call_class or "", d.attempt, d.reason])
