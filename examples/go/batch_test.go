// SPDX-License-Identifier: MIT

package dialplan

import (
	"errors"
	"fmt"
	"reflect"
	"sort"
	"testing"
	"time"
)

func people(t testing.TB, c *Campaign, count int) []Contact {
	t.Helper()
	out := make([]Contact, count)
	for i := range out {
		out[i] = *contact(t, c, fmt.Sprint(i+1), []string{"", "Europe/Berlin"}[i%2])
	}
	return out
}

func TestABatchIsWhatSingleQuestionsSay(t *testing.T) {
	c := compiled(t, yaml)
	contacts, states := people(t, c, 50), make([]State, 50)
	must(c.Apply(&contacts[7], &states[7], Event{Kind: EventAttempt, At: monday, Outcome: OutcomeNoAnswer}))
	contacts[9].c.zone_count = 65 // a row that cannot be asked
	out, statuses := make([]DecisionRow, 50), make([]Status, 50)
	if err := c.NextBatch(contacts, states, monday, nil, out, statuses); err != nil {
		t.Fatal(err)
	}
	for i := range contacts {
		if i == 9 {
			equal(t, "the bad row", spaced(statuses[i].Name(), uint8(out[i].Verdict())), "E_RANGE 0")
			continue
		}
		wanted := must(c.Next(&contacts[i], &states[i], monday, nil))
		if got := c.Decision(&out[i]); !reflect.DeepEqual(got, wanted) || statuses[i] != OK {
			t.Errorf("row %d: %v, not %v", i, got, wanted)
		}
		if !out[i].At().Equal(wanted.At) || out[i].Class() != wanted.Class || out[i].Attempt() != wanted.Attempt ||
			out[i].Reason().String() != wanted.Reason {
			t.Errorf("row %d tells otherwise than its decision: %v", i, wanted)
		}
	}
	equal(t, "the one who was called", out[7].Attempt(), 2)

	rows := must(Lease(out, 3, monday))
	sort.Ints(rows)
	equal(t, "in order", spaced(rows), "[0 2 4]") // India is awake
	equal(t, "nobody", len(must(Lease(nil, 3, monday))), 0)
	if err := c.NextBatch(nil, nil, monday, nil, nil, nil); err != nil {
		t.Errorf("no rows: %v", err)
	}
}

func TestSlicesOfDifferentLengths(t *testing.T) {
	c := compiled(t, yaml)
	contacts := people(t, c, 3)
	short, instants := make([]State, 2), []time.Time{monday, monday, monday}
	events, phrases := make([]EventRow, 3), []string{"a", "b", "c"}
	for i, err := range []error{
		c.NextBatch(contacts, short, monday, nil, make([]DecisionRow, 3), nil),
		c.NextBatch(contacts, nil, monday, nil, make([]DecisionRow, 2), nil),
		c.NextBatch(contacts, nil, monday, nil, make([]DecisionRow, 3), make([]Status, 2)),
		c.ApplyBatch(contacts, events, nil, short, nil),
		c.ApplyBatch(contacts, events, make([]uint64, 2), make([]State, 3), nil),
		c.ClipBatch(contacts[:2], make([]int64, 3), nil, make([]int64, 3), nil),
		c.ClipBatch(nil, make([]int64, 3), nil, make([]int64, 2), nil),
		c.ResolveBatch(nil, phrases, instants[:2], monday, nil, make([]ResolutionRow, 3), nil),
		c.ResolveBatch(nil, phrases, instants, monday, nil, make([]ResolutionRow, 2), nil),
	} {
		if !errors.Is(err, ErrArgument) {
			t.Errorf("question %d: %v", i, err)
		}
	}
}

func TestALogIsTakenAsItsEventsAreSingly(t *testing.T) {
	c := compiled(t, yaml)
	contacts := people(t, c, 3)
	log := []Event{
		{Kind: EventAttempt, At: monday, Outcome: OutcomeNoAnswer},
		{Kind: EventCallback, At: monday, Words: "tomorrow at 5", By: ByCustomer},
		{Kind: EventAttempt, At: monday.Add(time.Hour)}, // without an outcome
		{Kind: EventAttempt, At: monday.Add(time.Hour), Outcome: OutcomeBusy},
		{Kind: EventAttempt, At: monday, Outcome: OutcomeNoAnswer},
		{Kind: EventDNC, At: monday},
		{Kind: EventDNC, At: monday},
	}
	rows := []uint64{0, 1, 0, 0, 0, 2, 99}
	events, singly := make([]EventRow, len(log)), make([]State, 3)
	wanted := make([]Status, len(log))
	for i := range log {
		if rows[i] == 99 {
			wanted[i] = ErrRange
			continue
		}
		row := rows[i]
		events[i] = must(c.Event(&contacts[row], log[i]))
		var failure *Error
		remark, err := c.Apply(&contacts[row], &singly[row], log[i])
		if wanted[i] = remark; errors.As(err, &failure) {
			wanted[i] = failure.Status
		}
	}
	states, statuses := make([]State, 3), make([]Status, len(log))
	if err := c.ApplyBatch(contacts, events, rows, states, statuses); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(states, singly) || !reflect.DeepEqual(statuses, wanted) {
		t.Errorf("%v, not %v", statuses, wanted)
	}
	equal(t, "statuses", spaced(statuses[2].Name(), statuses[4].Name()), "E_ARGUMENT W_REPEATED")
	equal(t, "attempts", states[0].Attempts(), 2)
	firsts := make([]State, 3)
	if err := c.ApplyBatch(contacts, events[:2], nil, firsts, nil); err != nil || firsts[1] != states[1] {
		t.Errorf("without rows: %v", err)
	}
}

func TestManyInstantsAndPhrases(t *testing.T) {
	c := compiled(t, yaml)
	contacts := people(t, c, 3)
	at := []int64{monday.Unix(), monday.Add(12 * time.Hour).Unix(), 0}
	phrases := []string{"kal subah 11 baje", "", "in half an hour"}
	spoken := []time.Time{monday, monday.Add(time.Hour), monday.Add(2 * time.Hour)}
	for _, contacts := range [][]Contact{nil, contacts[1:2], contacts} {
		who := func(i int) *Contact {
			if len(contacts) == 0 {
				return nil
			}
			return &contacts[i%len(contacts)]
		}
		clipped, statuses := make([]int64, 3), make([]Status, 3)
		if err := c.ClipBatch(contacts, at, nil, clipped, statuses); err != nil {
			t.Fatal(err)
		}
		out := make([]ResolutionRow, 3)
		if err := c.ResolveBatch(contacts, phrases, spoken, time.Time{}, nil, out, nil); err != nil {
			t.Fatal(err)
		}
		for i := range at {
			wanted := must(c.Resolve(who(i), phrases[i], spoken[i], spoken[i], nil))
			if got := must(c.Resolution(&out[i], phrases[i])); !reflect.DeepEqual(got, wanted) {
				t.Errorf("%q: %v, not %v", phrases[i], got, wanted)
			}
			if !out[i].At().Equal(wanted.At) || !out[i].FittedAt().Equal(wanted.FittedAt) || out[i].Status() != wanted.Status {
				t.Errorf("%q tells otherwise than its resolution", phrases[i])
			}
			if i == 2 {
				equal(t, "no instant", spaced(clipped[i], statuses[i].Name()), "0 E_RANGE")
				continue
			}
			single := must(c.Clip(who(i), time.Unix(at[i], 0), nil))
			equal(t, "clipped", clipped[i], single.At.Unix())
		}
	}
}

func TestColumnsBecomeContactsAndStates(t *testing.T) {
	c := compiled(t, yaml)
	ids, zones := []string{"1", "42", "", "नमस्ते"}, []string{"", "Europe/Berlin|Asia/Kolkata", "+05:45", "Nowhere/Else"}
	out, statuses := make([]Contact, 4), make([]Status, 4)
	if err := c.ContactBatch(ids, zones, out, statuses); err != nil {
		t.Fatal(err)
	}
	for i := range out {
		if wanted := *contact(t, c, ids[i], zones[i]); out[i] != wanted {
			t.Errorf("%q in %q: %v, not %v", ids[i], zones[i], out[i], wanted)
		}
	}
	equal(t, "statuses", spaced(statuses[1] == OK, statuses[3].Name()), "true E_ZONE_UNKNOWN")
	if err := c.ContactBatch(ids[:1], nil, out, nil); err != nil || out[0] != *contact(t, c, "1", "") {
		t.Errorf("without zones: %v", err)
	}

	var state State
	must(c.Apply(&out[0], &state, Event{Kind: EventAttempt, At: monday, Outcome: OutcomeBusy}))
	stored := [][]byte{must(state.MarshalBinary()), nil, {1, 2, 3}, must(new(State).MarshalBinary())}
	states := make([]State, 4)
	if err := StateBatch(stored, states, statuses); err != nil {
		t.Fatal(err)
	}
	equal(t, "states", spaced(states[0] == state, states[1].Attempts(), states[3].Attempts()), "true 0 0")
	equal(t, "statuses", spaced(statuses[0] == OK, statuses[2].Name(), statuses[3] == OK), "true E_STATE true")
	decisions := make([]DecisionRow, 4)
	if err := c.NextBatch(out, states, monday, nil, decisions, statuses); err != nil {
		t.Fatal(err)
	}
	equal(t, "the damaged one", spaced(statuses[2].Name(), uint8(decisions[2].Verdict())), "E_SIZE 0")
	for i, err := range []error{c.ContactBatch(ids, zones[:3], out, nil), c.ContactBatch(ids, nil, out[:3], nil),
		StateBatch(stored, states[:3], nil), StateBatch(stored, states, statuses[:3])} {
		if !errors.Is(err, ErrArgument) {
			t.Errorf("question %d: %v", i, err)
		}
	}
}

func BenchmarkNext(b *testing.B) {
	c := compiled(b, yaml)
	someone := contact(b, c, "1", "Europe/Berlin")
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		must(c.Next(someone, nil, monday, nil))
	}
}

func BenchmarkNextBatch(b *testing.B) {
	c := compiled(b, yaml)
	contacts, out := people(b, c, 1000), make([]DecisionRow, 1000)
	b.ReportAllocs()
	b.ResetTimer()
	start := time.Now()
	for i := 0; i < b.N; i++ {
		if err := c.NextBatch(contacts, nil, monday, nil, out, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(time.Since(start).Nanoseconds())/float64(b.N*len(contacts)), "ns/contact")
}
