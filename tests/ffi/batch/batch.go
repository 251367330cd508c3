// SPDX-License-Identifier: MIT

// What does a contact cost in Go? batch CAMPAIGN ZONES: see README.md.
package main

import (
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
	"time"

	"libdialplan.example/dialplan"
)

const people, times, runs = 1000, 1000, 5

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	now := time.Date(2026, time.July, 1, 8, 0, 0, 0, time.UTC)
	names := strings.Fields(string(must(os.ReadFile(os.Args[2]))))
	zones := must(dialplan.LoadZones("", names...))
	defer zones.Close()
	campaign := must(dialplan.Load(os.Args[1], zones))
	defer campaign.Close()

	const rows = people * times
	contacts, states := make([]dialplan.Contact, rows), make([]dialplan.State, rows)
	for i := range contacts {
		if i >= people {
			contacts[i], states[i] = contacts[i%people], states[i%people]
			continue
		}
		fields := dialplan.ContactFields{ID: strconv.Itoa(i), Zone: names[i%len(names)]}
		contacts[i] = must(campaign.Contact(fields))
		if i%4 > 0 {
			at := now.Add(-time.Duration(1+i%48) * time.Hour)
			event := dialplan.Event{Kind: dialplan.EventAttempt, At: at, Outcome: dialplan.OutcomeNoAnswer}
			must(campaign.Apply(&contacts[i], &states[i], event))
		}
	}

	out, best := make([]dialplan.DecisionRow, rows), time.Hour
	for run := 0; run < runs; run++ {
		start := time.Now()
		if err := campaign.NextBatch(contacts, states, now, nil, out, nil); err != nil {
			log.Fatal(err)
		}
		if took := time.Since(start); took < best {
			best = took
		}
	}
	var at, reasons int64
	for i := range out {
		if instant := out[i].At(); !instant.IsZero() {
			at += instant.Unix()
		}
		reasons += int64(out[i].Reason())
	}
	fmt.Printf("%.1f %d %d\n", float64(best.Nanoseconds())/rows, at, reasons)
}
