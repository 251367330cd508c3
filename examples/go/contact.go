// SPDX-License-Identifier: MIT

package dialplan

// #include <dialplan.h>
import "C"

import (
	"database/sql/driver"
	"runtime"
	"time"
)

// Contact is one person to reach in one campaign: a flat structure of the library's, made by Campaign.Contact.
type Contact struct{ c C.dialplan_contact }

// ContactFields is what is known about a person beforehand. Only the ID is needed.
type ContactFields struct {
	ID                      string
	Zone                    string // one name, or several with | between them; "": none of its own
	EnqueuedAt              time.Time
	OtherLastAttemptAt      time.Time // in other campaigns
	OtherLastConversationAt time.Time // in other campaigns
	Run                     uint32    // the run of a repeated campaign
	Variant                 uint16    // from 1: one that is fixed
	Region                  string    // ISO 3166-2: "US-FL"
	DNCListed               bool      // on a suppression list
	InboundFirst            bool      // waits for the person to call in
}

// Contact makes a contact. One whose zone is not known is held, which is an answer of the decision and no failure.
func (c *Campaign) Contact(fields ContactFields) (Contact, error) {
	defer runtime.KeepAlive(c)
	out := Contact{C.dialplan_contact{
		size: C.sizeof_dialplan_contact, key: C.dialplan_key(text(fields.ID), length(fields.ID)),
		enqueued_at: happened(fields.EnqueuedAt), other_last_attempt_at: happened(fields.OtherLastAttemptAt),
		other_last_conversation_at: happened(fields.OtherLastConversationAt),
		run:                        C.uint32_t(fields.Run), variant: C.uint16_t(fields.Variant),
	}}
	runtime.KeepAlive(fields)
	if len(fields.Region) >= len(out.c.region) {
		return Contact{}, fail(ErrValue, "region", "the region %q is none of ISO 3166-2", fields.Region)
	}
	for i := range fields.Region {
		out.c.region[i] = C.char(fields.Region[i])
	}
	if fields.DNCListed {
		out.c.flags |= C.DIALPLAN_CONTACT_DNC_LISTED
	}
	if fields.InboundFirst {
		out.c.flags |= C.DIALPLAN_CONTACT_INBOUND_FIRST
	}
	return out, c.setZones(&out, fields.Zone)
}

func (c *Campaign) setZones(contact *Contact, zones string) error {
	defer runtime.KeepAlive(c)
	if zones == "" {
		return nil
	}
	if c.pointer == nil {
		return statusError(C.DIALPLAN_E_ARGUMENT)
	}
	status := C.dialplan_contact_zones(&contact.c, C.dialplan_campaign_zones(c.pointer), text(zones), length(zones), nil)
	runtime.KeepAlive(zones)
	if contact.c.flags&C.DIALPLAN_CONTACT_ZONE_UNKNOWN != 0 {
		return nil
	}
	return statusError(status)
}

// Key returns the contact's key.
func (contact *Contact) Key() uint64 { return uint64(contact.c.key) }

// home is the zone in which answers are told.
func (c *Campaign) home(contact *Contact) C.uint16_t {
	if contact != nil && contact.c.zone_count > 0 {
		return contact.c.zones[0]
	}
	return c.zone
}

func (contact *Contact) pointer() *C.dialplan_contact {
	if contact == nil {
		return nil
	}
	return &contact.c
}

// State is what has happened to a contact: facts, put there by events. The zero State is that of somebody who was
// never called. It is stored as bytes, at most 256 of them: a column of a table.
type State struct{ c C.dialplan_state }

// Attempts returns the attempts of the present run.
func (s *State) Attempts() int { return int(s.c.attempts) }

// LastAttempt returns when the last attempt started and how it ended; the zero Time: there was none.
func (s *State) LastAttempt() (time.Time, Outcome) {
	return utc(s.c.last_at), Outcome(s.c.last_outcome)
}

func (s *State) pointer() *C.dialplan_state {
	if s == nil {
		return nil
	}
	return &s.c
}

// MarshalBinary returns the stored form.
func (s *State) MarshalBinary() ([]byte, error) {
	var out [256]byte
	var length C.uint64_t
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_state_encode(&s.c, (*C.uint8_t)(&out[0]), C.uint64_t(len(out)), &length, record)
	})
	if err != nil {
		return nil, err
	}
	return out[:length:length], nil
}

// UnmarshalBinary reads a stored form; none at all is the zero State.
func (s *State) UnmarshalBinary(stored []byte) error {
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_state_decode((*C.uint8_t)(data(stored)), C.uint64_t(len(stored)), &s.c, record)
	})
	return err
}

// Value makes a State an argument of database/sql.
func (s *State) Value() (driver.Value, error) { return s.MarshalBinary() }

// Scan reads a State from a column; NULL is the zero State.
func (s *State) Scan(column any) error {
	switch stored := column.(type) {
	case nil:
		return s.UnmarshalBinary(nil)
	case []byte:
		return s.UnmarshalBinary(stored)
	}
	return fail(ErrState, "column", "a state is stored as bytes, not as %T", column)
}
