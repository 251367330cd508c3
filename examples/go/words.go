// SPDX-License-Identifier: MIT

package dialplan

// #include <dialplan.h>
import "C"

import (
	"runtime"
	"time"
)

// Resolution is what a customer's words came to.
type Resolution struct {
	Status        ResolutionStatus
	At            time.Time // as read
	FittedAt      time.Time // moved into open time
	EarliestAt    time.Time // start of the interval that the words give
	LatestAt      time.Time // its end
	AlternativeAt time.Time // second choice of "A or B"
	Reasons       []string
	Certainty     int      // 0 to 1000
	Words         []string // those that did it
	Reading       string   // one line for people
}

// ResolutionRow is a resolution as a flat structure of the library's.
type ResolutionRow struct{ c C.dialplan_resolution }

// Status returns how the words were understood.
func (r *ResolutionRow) Status() ResolutionStatus { return ResolutionStatus(r.c.status) }

// At returns the instant as read, in UTC.
func (r *ResolutionRow) At() time.Time { return utc(r.c.at) }

// FittedAt returns the instant in open time, in UTC.
func (r *ResolutionRow) FittedAt() time.Time { return utc(r.c.fitted_at) }

// Resolution spells out a row; phrase is what was said.
func (c *Campaign) Resolution(row *ResolutionRow, phrase string) (Resolution, error) {
	defer runtime.KeepAlive(c)
	r := &row.c
	reading, err := written(func(out *C.char, capacity C.uint64_t, length *C.uint64_t) C.dialplan_status {
		return C.dialplan_callback_format(c.pointer, r, out, capacity, length, nil)
	})
	out := Resolution{
		Status: ResolutionStatus(r.status), At: c.table.time(r.at, r.zone), FittedAt: c.table.time(r.fitted_at, r.zone),
		EarliestAt: c.table.time(r.earliest_at, r.zone), LatestAt: c.table.time(r.latest_at, r.zone),
		AlternativeAt: c.table.time(r.alternative_at, r.zone), Certainty: int(r.certainty), Reading: reading,
	}
	for i := C.int32_t(0); i < 64; i++ {
		if r.reasons>>i&1 == 1 {
			out.Reasons = append(out.Reasons, C.GoString(C.dialplan_callback_reason_name(i)))
		}
	}
	for _, span := range r.spans[:r.span_count] {
		if int(span.until) <= len(phrase) {
			out.Words = append(out.Words, phrase[span.from:span.until])
		}
	}
	return out, err
}

// Resolve reads a time out of a customer's words, spoken at askedAt; what is not ahead of now becomes as soon as may
// be. A nil contact has the campaign's zone.
func (c *Campaign) Resolve(contact *Contact, phrase string, askedAt, now time.Time, options *Options) (Resolution, error) {
	defer runtime.KeepAlive(c)
	row := ResolutionRow{C.dialplan_resolution{size: C.sizeof_dialplan_resolution}}
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_callback_resolve(c.pointer, contact.pointer(), text(phrase), length(phrase), happened(askedAt),
			asked(now), options.c(), &row.c, record)
	})
	runtime.KeepAlive(phrase)
	if err != nil {
		return Resolution{}, err
	}
	return c.Resolution(&row, phrase)
}
