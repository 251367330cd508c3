// SPDX-License-Identifier: MIT

// Plan plans a list of people: plan CAMPAIGN CONTACTS.csv NOW, where CONTACTS has the columns id and timezone, and NOW is
// an instant like 2026-03-02T09:30:00+05:30. It writes a line for a line.
package main

import (
	"encoding/csv"
	"log"
	"os"
	"strconv"
	"time"

	"libdialplan.example/dialplan"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// read returns the rows of a list, and the numbers of its columns by name.
func read(path string) (rows [][]string, columns map[string]int) {
	file := must(os.Open(path))
	defer file.Close()
	rows, columns = must(csv.NewReader(file).ReadAll()), map[string]int{}
	for i, name := range rows[0] {
		columns[name] = i
	}
	return rows[1:], columns
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 4 {
		log.Fatal("usage: plan CAMPAIGN CONTACTS.csv NOW")
	}
	now := must(time.Parse(time.RFC3339, os.Args[3]))
	zones := must(dialplan.LoadZones(""))
	defer zones.Close()
	campaign := must(dialplan.Load(os.Args[1], zones))
	defer campaign.Close()

	// One slice in, one slice out, one call for all of them.
	people, column := read(os.Args[2])
	contacts, decisions := make([]dialplan.Contact, len(people)), make([]dialplan.DecisionRow, len(people))
	for i, person := range people {
		fields := dialplan.ContactFields{ID: person[column["id"]], Zone: person[column["timezone"]]}
		contacts[i] = must(campaign.Contact(fields))
	}
	if err := campaign.NextBatch(contacts, nil, now, nil, decisions, nil); err != nil {
		log.Fatal(err)
	}

	out := csv.NewWriter(os.Stdout)
	out.Write([]string{"contact", "verdict", "at", "class", "attempt", "reason"})
	for i := range decisions {
		d, at := campaign.Decision(&decisions[i]), ""
		if !d.At.IsZero() {
			at = d.At.Format("2006-01-02T15:04:05-07:00")
		}
		id := people[i][column["id"]]
		out.Write([]string{id, d.Verdict.String(), at, d.Class.String(), strconv.Itoa(d.Attempt), d.Reason})
	}
	out.Flush()
	if err := out.Error(); err != nil {
		log.Fatal(err)
	}
}
