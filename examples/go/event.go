// SPDX-License-Identifier: MIT

package dialplan

// #include <dialplan.h>
import "C"

import (
	"runtime"
	"time"
)

// Event is something that happened to a contact. What a kind does not name is left out.
type Event struct {
	Kind         EventKind
	At           time.Time // when it happened; for an attempt, its start
	EndedAt      time.Time // attempt: its end
	Outcome      Outcome   // attempt
	DueAt        time.Time // callback, reschedule: what was asked for
	EarliestAt   time.Time // callback: not before
	LatestAt     time.Time // callback: not after
	Words        string    // callback: what the customer said; read where no instant is given
	By           By        // callback: who asked
	Ref          uint64    // callback: the caller's number
	Confidence   *int      // callback: 0 to 1000; nil: not known
	Run          uint32    // enqueue: the run
	Variant      uint16    // attempt: from 1
	Manual       bool      // attempt, start: dialled by a person
	NotRequested bool      // callback: none was requested
	Conversation bool      // inbound: one took place
	WishOnly     bool      // cancel: the callback, not the contact
}

// EventRow is an event as a flat structure of the library's, for ApplyBatch.
type EventRow struct{ c C.dialplan_event }

// Event makes a row of an event, in which a callback's words have become instants. They are meant in the contact's
// zone; nil is a contact without one.
func (c *Campaign) Event(contact *Contact, e Event) (EventRow, error) {
	defer runtime.KeepAlive(c)
	row := EventRow{C.dialplan_event{
		size: C.sizeof_dialplan_event, kind: C.uint8_t(e.Kind), outcome: C.uint8_t(e.Outcome), by: C.uint8_t(e.By),
		at: happened(e.At), ended_at: happened(e.EndedAt), due_at: happened(e.DueAt), earliest_at: happened(e.EarliestAt),
		latest_at: happened(e.LatestAt), ref: C.uint64_t(e.Ref), run: C.uint32_t(e.Run), variant: C.uint16_t(e.Variant),
	}}
	flag := func(set bool, flag C.uint8_t) {
		if set {
			row.c.flags |= flag
		}
	}
	flag(e.Manual, C.DIALPLAN_EVENT_MANUAL)
	flag(e.NotRequested, C.DIALPLAN_EVENT_NOT_REQUESTED)
	flag(e.Conversation, C.DIALPLAN_EVENT_CONVERSATION)
	flag(e.WishOnly, C.DIALPLAN_EVENT_SCOPE_CALLBACK)
	flag(e.Confidence != nil, C.DIALPLAN_EVENT_HAS_CONFIDENCE)
	if e.Confidence != nil {
		if *e.Confidence < 0 || *e.Confidence > 1000 {
			return EventRow{}, fail(ErrRange, "event-confidence", "the confidence %d is not from 0 to 1000", *e.Confidence)
		}
		row.c.confidence = C.uint16_t(*e.Confidence)
	}
	if e.Words == "" {
		return row, nil
	}
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_callback_wish(c.pointer, contact.pointer(), text(e.Words), length(e.Words), &row.c, record)
	})
	runtime.KeepAlive(e)
	return row, err
}

// Apply takes one event into a state: the only way in which a state moves. The remark tells of an event that was taken
// with less effect than it may have meant; OK is none. On an error the state is left as it was.
func (c *Campaign) Apply(contact *Contact, state *State, e Event) (remark Status, err error) {
	defer runtime.KeepAlive(c)
	row, err := c.Event(contact, e)
	if err != nil {
		return OK, err
	}
	remark, err = call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_apply(c.pointer, contact.pointer(), &state.c, &row.c, &state.c, record)
	})
	if err != nil {
		remark = OK
	}
	return remark, err
}
