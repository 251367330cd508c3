// SPDX-License-Identifier: MIT

// Package dialplan answers when a person may be called next, and why then: libdialplan for Go.
//
// Compile, then ask. Zones and campaigns are compiled once; every question is then a pure function of them, of flat
// values and of an instant:
//
//	zones, err := dialplan.LoadZones("")
//	campaign, err := dialplan.Load("renewals.yaml", zones)
//	contact, err := campaign.Contact(dialplan.ContactFields{ID: "42", Zone: "Europe/Berlin"})
//	decision, err := campaign.Next(&contact, nil, time.Now(), nil)
//
// Instants are [time.Time] values, in any location; the zero Time means none. They count in whole seconds: an instant
// that is asked about counts up to the next one, so that nothing is answered for an earlier one, and what happened
// counts down. Answers are in the zone that they are meant in.
//
// # Many contacts
//
// Contact, State, EventRow, DecisionRow and ResolutionRow are flat structures without pointers, so that slices of them
// are the library's own arrays: [Campaign.NextBatch] and its relatives read and write them in one call, copy nothing
// and allocate nothing.
//
// # Handles and goroutines
//
// A Zones and a Campaign hold memory of the C library: Close them, or leave it to the garbage collector. Both are
// immutable and may be asked by any number of goroutines; Close must come after all of them. One that names calendars
// is compiled by one goroutine at a time.
package dialplan

// #cgo pkg-config: dialplan
// #include <dialplan.h>
import "C"

import (
	"reflect"
	"time"
	"unsafe"
)

// Version returns the version of the library that is linked, such as "0.1.0".
func Version() string { return C.GoString(C.dialplan_version()) }

// Dependencies returns the versions of the libraries that it is linked with itself.
func Dependencies() string {
	text, _ := written(func(out *C.char, capacity C.uint64_t, length *C.uint64_t) C.dialplan_status {
		return C.dialplan_dependencies(out, capacity, length)
	})
	return text
}

// asked is an instant that is asked about, in whole seconds, up; 0 for the zero Time.
func asked(t time.Time) C.int64_t {
	if t.IsZero() {
		return 0
	}
	if t.Nanosecond() > 0 {
		return C.int64_t(t.Unix() + 1)
	}
	return C.int64_t(t.Unix())
}

// happened is when something happened, in whole seconds, down; 0 for the zero Time.
func happened(t time.Time) C.int64_t {
	if t.IsZero() {
		return 0
	}
	return C.int64_t(t.Unix())
}

// utc is an instant of the library's as a Time.
func utc(at C.int64_t) time.Time {
	if at == 0 {
		return time.Time{}
	}
	return time.Unix(int64(at), 0).UTC()
}

// text points to the bytes of a string, which C reads during one call.
func text(s string) *C.char {
	return (*C.char)(unsafe.Pointer((*reflect.StringHeader)(unsafe.Pointer(&s)).Data))
}

func length(s string) C.uint64_t { return C.uint64_t(len(s)) }

// data points to the first byte of a slice; nil where there is none.
func data(b []byte) unsafe.Pointer {
	if len(b) == 0 {
		return nil
	}
	return unsafe.Pointer(&b[0])
}

// written is what a function of the form f(out, cap, len) writes: measured first, then read.
func written(write func(out *C.char, capacity C.uint64_t, length *C.uint64_t) C.dialplan_status) (string, error) {
	var size C.uint64_t
	if status := write(nil, 0, &size); status != C.DIALPLAN_OK || size == 0 {
		return "", statusError(status)
	}
	out := make([]byte, size)
	status := write((*C.char)(unsafe.Pointer(&out[0])), size, &size)
	return string(out), statusError(status)
}

// Options of a question; nil stands for the defaults.
type Options struct {
	NoBuffer     bool // plan without the random buffer behind an opening
	ContactZones bool // the contact's zones count whatever the campaign's zone_policy says
	HorizonDays  int  // days to search, 1 to 3,660; 0: the campaign's
}

func (o *Options) c() *C.dialplan_options {
	if o == nil {
		return nil
	}
	out := &C.dialplan_options{size: C.sizeof_dialplan_options, horizon_days: C.uint32_t(o.HorizonDays)}
	if o.NoBuffer {
		out.flags |= C.DIALPLAN_OPTION_NO_BUFFER
	}
	if o.ContactZones {
		out.flags |= C.DIALPLAN_OPTION_CONTACT_ZONES
	}
	return out
}
