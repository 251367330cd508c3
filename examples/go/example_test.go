// SPDX-License-Identifier: MIT

package dialplan_test

import (
	"fmt"
	"log"
	"time"

	"libdialplan.example/dialplan"
)

const renewals = `
name: March renewals
seed: march-renewals
timezone: Asia/Kolkata
windows: {mon-fri: 09:00-18:00, sat: 10:00-13:00}
jitter: 0s
retry: {strategy: intervals, intervals: [30m, 2h, 1d], max_attempts: 5}
`

// A campaign is compiled once; then everything is a question.
func Example() {
	zones, err := dialplan.LoadZones("", "Asia/Kolkata", "Europe/Berlin")
	if err != nil {
		log.Fatal(err)
	}
	defer zones.Close()
	campaign, err := dialplan.Compile([]byte(renewals), zones, nil)
	if err != nil {
		log.Fatal(err) // dialplan: 6:1: unknown key "windos", did you mean "windows"? [unknown-key]
	}
	defer campaign.Close()

	contact, err := campaign.Contact(dialplan.ContactFields{ID: "42", Zone: "Europe/Berlin"})
	if err != nil {
		log.Fatal(err)
	}
	var state dialplan.State // from a column of a table: it scans
	now := time.Date(2026, time.March, 2, 10, 0, 0, 0, time.UTC)
	attempt := dialplan.Event{Kind: dialplan.EventAttempt, At: now, Outcome: dialplan.OutcomeNoAnswer}
	if _, err := campaign.Apply(&contact, &state, attempt); err != nil {
		log.Fatal(err)
	}
	decision, steps, err := campaign.Explain(&contact, &state, now.Add(time.Minute), nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Verdict, decision.At.Format(time.RFC3339), decision.Reason)
	for _, step := range steps {
		fmt.Println(step.Reason, step.Detail)
	}
	// Output:
	// call 2026-03-02T11:30:00+01:00 intervals
	// last_attempt no_answer
	// intervals 30 min after attempt 1
}

// Many contacts are slices of flat structures: one call, no copies.
func ExampleCampaign_NextBatch() {
	zones, _ := dialplan.LoadZones("", "Asia/Kolkata", "Europe/Berlin")
	defer zones.Close()
	campaign, err := dialplan.Compile([]byte(renewals), zones, nil)
	if err != nil {
		log.Fatal(err)
	}
	defer campaign.Close()

	contacts := make([]dialplan.Contact, 3)
	for i, zone := range []string{"", "Europe/Berlin", "Nowhere/Else"} {
		contacts[i], _ = campaign.Contact(dialplan.ContactFields{ID: fmt.Sprint(i + 1), Zone: zone})
	}
	decisions := make([]dialplan.DecisionRow, len(contacts))
	now := time.Date(2026, time.March, 2, 4, 0, 0, 0, time.UTC)
	if err := campaign.NextBatch(contacts, nil, now, nil, decisions, nil); err != nil {
		log.Fatal(err)
	}
	for i := range decisions {
		d := campaign.Decision(&decisions[i])
		fmt.Println(d.Verdict, d.At.Format("Mon 15:04"), d.Zone, d.Reason)
	}
	first, _ := dialplan.Lease(decisions, 1, now)
	fmt.Println("first:", first)
	// Output:
	// call Mon 09:30 Asia/Kolkata first_attempt
	// call Mon 09:00 Europe/Berlin first_attempt
	// hold Mon 00:00 Asia/Kolkata zone_unknown
	// first: [0]
}

// What customers say becomes a time.
func ExampleCampaign_Resolve() {
	zones, _ := dialplan.LoadZones("", "Asia/Kolkata")
	defer zones.Close()
	campaign, err := dialplan.Compile([]byte(renewals), zones, nil)
	if err != nil {
		log.Fatal(err)
	}
	defer campaign.Close()
	now := time.Date(2026, time.March, 11, 4, 30, 0, 0, time.UTC)
	for _, words := range []string{"kal subah 11 baje ke baad", "baad mein"} {
		r, err := campaign.Resolve(nil, words, now, now, nil)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(r.Status, r.Reading)
	}
	// Output:
	// resolved tomorrow, from 11:00 → Thu 2026-03-12 11:00 Asia/Kolkata
	// vague no clear time
}
