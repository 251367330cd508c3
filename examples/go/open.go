// SPDX-License-Identifier: MIT

package dialplan

// #include <dialplan.h>
import "C"

import (
	"runtime"
	"time"
)

// Clipped is an instant, moved forward into open time.
type Clipped struct {
	Verdict ClipVerdict
	At      time.Time // the first open instant at or after the asked one
	CloseAt time.Time // the first one after it that is not open
	Zone    string    // the zone that binds
	Reason  string    // why the asked instant is not open
}

// Clip moves an instant forward to the first one at which calls may start. A nil contact has the campaign's zone.
func (c *Campaign) Clip(contact *Contact, at time.Time, options *Options) (Clipped, error) {
	defer runtime.KeepAlive(c)
	var out C.dialplan_clipped
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_clip(c.pointer, contact.pointer(), asked(at), options.c(), &out, record)
	})
	if err != nil {
		return Clipped{}, err
	}
	home := c.home(contact)
	return Clipped{ClipVerdict(out.verdict), c.table.time(out.at, home), c.table.time(out.close_at, home),
		c.table.Name(uint16(out.zone)), c.reason(out.reason, out.rule)}, nil
}

// instant asks for one instant, in the zone of the contact.
func (c *Campaign) instant(contact *Contact, ask func(out *C.int64_t, record *C.dialplan_error) C.dialplan_status) (
	time.Time, error) {
	defer runtime.KeepAlive(c)
	var out C.int64_t
	_, err := call(func(record *C.dialplan_error) C.dialplan_status { return ask(&out, record) })
	return c.table.time(out, c.home(contact)), err
}

// CloseOf returns the end of the open span that holds an instant, which is the instant itself where it is not open;
// the zero Time: none within the horizon.
func (c *Campaign) CloseOf(contact *Contact, at time.Time, options *Options) (time.Time, error) {
	defer runtime.KeepAlive(c)
	return c.instant(contact, func(out *C.int64_t, record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_close(c.pointer, contact.pointer(), asked(at), options.c(), out, record)
	})
}

// PrevOpen returns the last open instant at or before another one.
func (c *Campaign) PrevOpen(contact *Contact, at time.Time, options *Options) (time.Time, error) {
	defer runtime.KeepAlive(c)
	return c.instant(contact, func(out *C.int64_t, record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_prev_open(c.pointer, contact.pointer(), happened(at), options.c(), out, record)
	})
}

// Place returns where an attempt that may not start before bound starts, asked at now: in open time, and behind an
// opening by the contact's random buffer.
func (c *Campaign) Place(contact *Contact, bound, now time.Time, attempt int, options *Options) (time.Time, error) {
	defer runtime.KeepAlive(c)
	return c.instant(contact, func(out *C.int64_t, record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_place(c.pointer, contact.pointer(), asked(bound), asked(now), C.uint32_t(attempt), options.c(), out,
			record)
	})
}

// OpenTime returns how much of [from, until) is open.
func (c *Campaign) OpenTime(contact *Contact, from, until time.Time) (time.Duration, error) {
	defer runtime.KeepAlive(c)
	var seconds C.int64_t
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_open_seconds(c.pointer, contact.pointer(), asked(from), asked(until), &seconds, record)
	})
	return time.Duration(seconds) * time.Second, err
}

// Span is a run of open instants, without its end.
type Span struct{ From, Until time.Time }

// Spans returns the open spans of a date in the contact's zone.
func (c *Campaign) Spans(contact *Contact, year int, month time.Month, day int) ([]Span, error) {
	defer runtime.KeepAlive(c)
	const most = 256
	var out [most]C.dialplan_span
	var count C.uint64_t
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_spans(c.pointer, contact.pointer(), C.int32_t(date), &out[0], most, &count, record)
	})
	if err != nil {
		return nil, err
	}
	spans, home := make([]Span, count), c.home(contact)
	for i := range spans {
		spans[i] = Span{c.table.time(out[i].from_at, home), c.table.time(out[i].until_at, home)}
	}
	return spans, nil
}
