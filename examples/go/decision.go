// SPDX-License-Identifier: MIT

package dialplan

// #include <dialplan.h>
import "C"

import (
	"runtime"
	"time"
)

// Decision is the answer for one contact.
type Decision struct {
	Verdict Verdict
	At      time.Time // when the call may start, never before now
	DueAt   time.Time // the instant planned without regard to now
	AskedAt time.Time // what a person asked for
	Class   Class
	Reason  string // "intervals", "guard:us-fl-hours"
	Attempt int    // number of the coming attempt, from 1
	Of      int    // attempts allowed; 0: unlimited
	Zone    string // the zone that binds
	Variant int    // from 1; 0: none
	Key     uint64 // the contact's
}

// DecisionRow is a decision as a flat structure of the library's.
type DecisionRow struct{ c C.dialplan_decision }

// Verdict returns what the decision says; 0: the row was not asked.
func (d *DecisionRow) Verdict() Verdict { return Verdict(d.c.verdict) }

// At returns when the call may start, in UTC.
func (d *DecisionRow) At() time.Time { return utc(d.c.at) }

// Class returns the class of the call.
func (d *DecisionRow) Class() Class { return Class(d.c.call_class) }

// Reason returns why.
func (d *DecisionRow) Reason() Reason { return Reason(d.c.reason) }

// Attempt returns the number of the coming attempt.
func (d *DecisionRow) Attempt() int { return int(d.c.attempt) }

// Decision spells out a row: texts, and instants in the zone that binds.
func (c *Campaign) Decision(row *DecisionRow) Decision {
	defer runtime.KeepAlive(c)
	d := &row.c
	return Decision{
		Verdict: Verdict(d.verdict), At: c.table.time(d.at, d.zone), DueAt: c.table.time(d.due_at, d.zone),
		AskedAt: c.table.time(d.asked_at, d.zone), Class: Class(d.call_class), Reason: c.reason(d.reason, d.rule),
		Attempt: int(d.attempt), Of: int(d.of), Zone: c.table.Name(uint16(d.zone)), Variant: int(d.variant),
		Key: uint64(d.key),
	}
}

// Next decides for one contact; a nil state is that of somebody who was never called.
func (c *Campaign) Next(contact *Contact, state *State, now time.Time, options *Options) (Decision, error) {
	defer runtime.KeepAlive(c)
	var row DecisionRow
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_next(c.pointer, contact.pointer(), state.pointer(), asked(now), options.c(), &row.c, record)
	})
	if err != nil {
		return Decision{}, err
	}
	return c.Decision(&row), nil
}

// Step is one step on the way to a decision.
type Step struct {
	Reason string
	Before time.Time // the instant before the step
	After  time.Time // the instant after it; the same: it does not bind
	Detail string    // "no_answer: 24 h, retry 2 of 3"
}

// Explain is Next with the steps that led there.
func (c *Campaign) Explain(contact *Contact, state *State, now time.Time, options *Options) (Decision, []Step, error) {
	defer runtime.KeepAlive(c)
	var row DecisionRow
	var found [64]C.dialplan_step
	var count C.uint64_t
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_explain(c.pointer, contact.pointer(), state.pointer(), asked(now), options.c(), &row.c,
			&found[0], C.uint64_t(len(found)), &count, record)
	})
	if err != nil {
		return Decision{}, nil, err
	}
	steps := make([]Step, count)
	for i := range steps {
		step := &found[i]
		detail, err := written(func(out *C.char, capacity C.uint64_t, length *C.uint64_t) C.dialplan_status {
			return C.dialplan_step_format(c.pointer, step, out, capacity, length)
		})
		if err != nil {
			return Decision{}, nil, err
		}
		steps[i] = Step{c.reason(step.reason, step.rule), c.table.time(step.before, step.zone),
			c.table.time(step.after, step.zone), detail}
	}
	return c.Decision(&row), steps, nil
}

// Ladder returns all further attempts if each ended with one outcome, until a stop, which is the last of them.
func (c *Campaign) Ladder(contact *Contact, state *State, now time.Time, outcome Outcome,
	options *Options) ([]Decision, error) {
	defer runtime.KeepAlive(c)
	rows := make([]DecisionRow, C.dialplan_limit(C.DIALPLAN_LIMIT_LADDER))
	var count C.uint64_t
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_ladder(c.pointer, contact.pointer(), state.pointer(), asked(now), C.int32_t(outcome), options.c(),
			&rows[0].c, C.uint64_t(len(rows)), &count, record)
	})
	if err != nil {
		return nil, err
	}
	rungs := make([]Decision, count)
	for i := range rungs {
		rungs[i] = c.Decision(&rows[i])
	}
	return rungs, nil
}

// Standing returns the status of a contact and of its callback: "retry", "scheduled".
func (c *Campaign) Standing(contact *Contact, state *State, now time.Time) (status, callback string, err error) {
	defer runtime.KeepAlive(c)
	var standing, wish C.int32_t
	_, err = call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_standing(c.pointer, contact.pointer(), state.pointer(), asked(now), &standing, &wish, record)
	})
	if err != nil {
		return "", "", err
	}
	return C.GoString(C.dialplan_standing_name(standing)), C.GoString(C.dialplan_wish_name(wish)), nil
}
