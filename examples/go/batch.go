// SPDX-License-Identifier: MIT

package dialplan

// #include <dialplan.h>
import "C"

import (
	"runtime"
	"time"
	"unsafe"
)

// Slices of the flat structures are the library's arrays: the types hold nothing else.
func contactsOf(s []Contact) *C.dialplan_contact {
	return (*C.dialplan_contact)(unsafe.Pointer(first(s)))
}
func statesOf(s []State) *C.dialplan_state { return (*C.dialplan_state)(unsafe.Pointer(first(s))) }
func statusesOf(s []Status) *C.int32_t     { return (*C.int32_t)(unsafe.Pointer(first(s))) }

const (
	contactStride = C.sizeof_dialplan_contact
	stateStride   = C.sizeof_dialplan_state
)

// fits reports a slice that is shorter than the rows; one that is optional may be nil.
func fits(what string, have, rows int, optional bool) error {
	if have >= rows || (optional && have == 0) {
		return nil
	}
	return fail(ErrArgument, "length", "%d %s for %d rows", have, what, rows)
}

func fit(checks ...error) error {
	for _, err := range checks {
		if err != nil {
			return err
		}
	}
	return nil
}

// NextBatch decides for all contacts in one call, into out. A row that cannot be asked has a status and a zero
// decision. States may be nil: nobody was called yet; statuses may be nil.
func (c *Campaign) NextBatch(contacts []Contact, states []State, now time.Time, options *Options, out []DecisionRow,
	statuses []Status) error {
	defer runtime.KeepAlive(c)
	rows := len(contacts)
	err := fit(fits("states", len(states), rows, true), fits("decisions", len(out), rows, false),
		fits("statuses", len(statuses), rows, true))
	if err != nil {
		return err
	}
	_, err = call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_next_batch(c.pointer, contactsOf(contacts), contactStride, statesOf(states), stateStride,
			C.uint64_t(rows), asked(now), options.c(), (*C.dialplan_decision)(unsafe.Pointer(first(out))),
			statusesOf(statuses), record)
	})
	return err
}

// ApplyBatch takes a log into states, in the order in which its events stand. rows says whose each event is; nil: the
// first event is the first contact's, and so on. An event that cannot be taken has a status, and leaves its state as it
// was; statuses may be nil.
func (c *Campaign) ApplyBatch(contacts []Contact, events []EventRow, rows []uint64, states []State,
	statuses []Status) error {
	defer runtime.KeepAlive(c)
	err := fit(fits("rows", len(rows), len(events), true), fits("states", len(states), len(contacts), false),
		fits("statuses", len(statuses), len(events), true))
	if err != nil {
		return err
	}
	_, err = call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_apply_batch(c.pointer, contactsOf(contacts), contactStride,
			(*C.dialplan_event)(unsafe.Pointer(first(events))), C.sizeof_dialplan_event,
			(*C.uint64_t)(unsafe.Pointer(first(rows))), C.uint64_t(len(events)), statesOf(states), stateStride,
			C.uint64_t(len(contacts)), statusesOf(statuses), record)
	})
	return err
}

// ClipBatch moves instants, in seconds since 1970, forward into open time; 0 in out: never. Contacts are one for each
// instant, one for all, or none: the campaign's zone. Statuses may be nil.
func (c *Campaign) ClipBatch(contacts []Contact, at []int64, options *Options, out []int64, statuses []Status) error {
	defer runtime.KeepAlive(c)
	stride, err := contactRows(contacts, len(at))
	if err = fit(err, fits("instants", len(out), len(at), false), fits("statuses", len(statuses), len(at), true)); err != nil {
		return err
	}
	_, err = call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_clip_batch(c.pointer, contactsOf(contacts), stride, (*C.int64_t)(unsafe.Pointer(first(at))),
			C.uint64_t(len(at)), options.c(), (*C.int64_t)(unsafe.Pointer(first(out))), statusesOf(statuses), record)
	})
	return err
}

// ResolveBatch reads times out of phrases, each spoken at an instant of its own; the zero now stands for that instant,
// too. Contacts are one for each phrase, one for all, or none. Campaign.Resolution spells a row out.
func (c *Campaign) ResolveBatch(contacts []Contact, phrases []string, askedAt []time.Time, now time.Time, options *Options,
	out []ResolutionRow, statuses []Status) error {
	defer runtime.KeepAlive(c)
	rows := len(phrases)
	stride, err := contactRows(contacts, rows)
	if err = fit(err, fits("instants", len(askedAt), rows, false), fits("resolutions", len(out), rows, false),
		fits("statuses", len(statuses), rows, true)); err != nil {
		return err
	}
	words, spans := joined(phrases)
	at := make([]C.int64_t, rows)
	for i := range at {
		at[i] = happened(askedAt[i])
		out[i].c.size = C.sizeof_dialplan_resolution
	}
	_, err = call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_callback_resolve_batch(c.pointer, contactsOf(contacts), stride, (*C.char)(data(words)),
			C.uint64_t(len(words)), first(spans), first(at), C.uint64_t(rows), asked(now), options.c(),
			(*C.dialplan_resolution)(unsafe.Pointer(first(out))), C.sizeof_dialplan_resolution, statusesOf(statuses), record)
	})
	return err
}

// joined puts texts behind one another, and tells where each lies.
func joined[T string | []byte](texts []T) (all []byte, spans []C.dialplan_text_span) {
	size := 0
	for _, one := range texts {
		size += len(one)
	}
	all, spans = make([]byte, 0, size), make([]C.dialplan_text_span, len(texts))
	for i, one := range texts {
		from := len(all)
		all = append(all, one...)
		spans[i] = C.dialplan_text_span{C.uint32_t(from), C.uint32_t(len(all))}
	}
	return all, spans
}

// ContactBatch makes contacts of ids and of zones, where nothing else is known of them; zones may be nil. One whose zones
// are not known is held, and its status says so; statuses may be nil.
func (c *Campaign) ContactBatch(ids, zones []string, out []Contact, statuses []Status) error {
	defer runtime.KeepAlive(c)
	rows := len(ids)
	err := fit(fits("zones", len(zones), rows, true), fits("contacts", len(out), rows, false),
		fits("statuses", len(statuses), rows, true))
	if err != nil || rows == 0 {
		return err
	}
	for i := range out[:rows] {
		out[i] = Contact{C.dialplan_contact{size: C.sizeof_dialplan_contact}}
	}
	texts, spans := joined(ids)
	_, err = call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_key_batch((*C.char)(data(texts)), C.uint64_t(len(texts)), first(spans), C.uint64_t(rows),
			&out[0].c.key, contactStride, statusesOf(statuses), record)
	})
	if err != nil || len(zones) == 0 {
		return err
	}
	if c.pointer == nil {
		return statusError(C.DIALPLAN_E_ARGUMENT)
	}
	texts, spans = joined(zones[:rows])
	_, err = call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_contact_zones_batch(contactsOf(out), contactStride, C.dialplan_campaign_zones(c.pointer),
			(*C.char)(data(texts)), C.uint64_t(len(texts)), first(spans), C.uint64_t(rows), statusesOf(statuses), record)
	})
	return err
}

// StateBatch reads stored states; none at all is the zero State. One that is damaged has a status, and is refused by every
// question, so that nobody is taken for never called; statuses may be nil.
func StateBatch(stored [][]byte, out []State, statuses []Status) error {
	rows := len(stored)
	if err := fit(fits("states", len(out), rows, false), fits("statuses", len(statuses), rows, true)); err != nil {
		return err
	}
	texts, spans := joined(stored)
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_state_decode_batch((*C.uint8_t)(data(texts)), C.uint64_t(len(texts)), first(spans),
			C.uint64_t(rows), statesOf(out), stateStride, statusesOf(statuses), record)
	})
	return err
}

// contactRows is the stride of contacts that may be one for all rows.
func contactRows(contacts []Contact, rows int) (C.uint64_t, error) {
	if len(contacts) == 1 {
		return 0, nil
	}
	return contactStride, fits("contacts", len(contacts), rows, true)
}

// Lease returns the rows to call first, at most so many, in lease order.
func Lease(decisions []DecisionRow, most int, now time.Time) ([]int, error) {
	out := make([]C.uint64_t, most)
	var count C.uint64_t
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_lease_select((*C.dialplan_decision)(unsafe.Pointer(first(decisions))),
			C.uint64_t(len(decisions)), asked(now), first(out), C.uint64_t(most), &count, record)
	})
	if err != nil {
		return nil, err
	}
	rows := make([]int, count)
	for i := range rows {
		rows[i] = int(out[i])
	}
	return rows, nil
}
