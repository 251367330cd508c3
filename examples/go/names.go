// SPDX-License-Identifier: MIT

package dialplan

// #include <dialplan.h>
import "C"

// Verdict is what a decision says.
type Verdict uint8

// The verdicts.
const (
	VerdictCall Verdict = C.DIALPLAN_VERDICT_CALL // may be dialled at its instant
	VerdictHold Verdict = C.DIALPLAN_VERDICT_HOLD // nothing against the contact, but not while the reason lasts
	VerdictStop Verdict = C.DIALPLAN_VERDICT_STOP // not again in this run, as things stand
)

func (v Verdict) String() string { return C.GoString(C.dialplan_verdict_name(C.int32_t(v))) }

// Class is the class of a call.
type Class uint8

// The classes.
const (
	ClassPending  Class = C.DIALPLAN_CLASS_PENDING
	ClassRetry    Class = C.DIALPLAN_CLASS_RETRY
	ClassCallback Class = C.DIALPLAN_CLASS_CALLBACK
)

func (c Class) String() string { return C.GoString(C.dialplan_class_name(C.int32_t(c))) }

// Reason is why a decision is as it is; its names are those of the program's output.
type Reason uint16

func (r Reason) String() string { return C.GoString(C.dialplan_reason_name(C.int32_t(r))) }

// Outcome is how an attempt ended.
type Outcome uint8

// The outcomes.
const (
	OutcomeCompleted     Outcome = C.DIALPLAN_OUTCOME_COMPLETED
	OutcomeCallLater     Outcome = C.DIALPLAN_OUTCOME_CALL_LATER
	OutcomeVoicemail     Outcome = C.DIALPLAN_OUTCOME_VOICEMAIL
	OutcomeNoAnswer      Outcome = C.DIALPLAN_OUTCOME_NO_ANSWER
	OutcomeBusy          Outcome = C.DIALPLAN_OUTCOME_BUSY
	OutcomeError         Outcome = C.DIALPLAN_OUTCOME_ERROR
	OutcomeNetworkError  Outcome = C.DIALPLAN_OUTCOME_NETWORK_ERROR
	OutcomeRinging       Outcome = C.DIALPLAN_OUTCOME_RINGING
	OutcomeAbandoned     Outcome = C.DIALPLAN_OUTCOME_ABANDONED
	OutcomeRejected      Outcome = C.DIALPLAN_OUTCOME_REJECTED
	OutcomeSilent        Outcome = C.DIALPLAN_OUTCOME_SILENT
	OutcomeRefused       Outcome = C.DIALPLAN_OUTCOME_REFUSED
	OutcomeInvalidNumber Outcome = C.DIALPLAN_OUTCOME_INVALID_NUMBER
	OutcomeWrongPerson   Outcome = C.DIALPLAN_OUTCOME_WRONG_PERSON
	OutcomeDNCRequest    Outcome = C.DIALPLAN_OUTCOME_DNC_REQUEST
)

func (o Outcome) String() string { return C.GoString(C.dialplan_outcome_name(C.int32_t(o))) }

// Connected reports whether a person answered.
func (o Outcome) Connected() bool { return C.dialplan_outcome_connected(C.int32_t(o)) == 1 }

// EventKind is what happened to a contact.
type EventKind uint8

// The kinds of events.
const (
	EventEnqueue    EventKind = C.DIALPLAN_EVENT_ENQUEUE    // enters the campaign, or a later run of it
	EventAttempt    EventKind = C.DIALPLAN_EVENT_ATTEMPT    // one dialled call and how it ended
	EventStart      EventKind = C.DIALPLAN_EVENT_START      // a call is under way
	EventCallback   EventKind = C.DIALPLAN_EVENT_CALLBACK   // a wish to be called back
	EventReschedule EventKind = C.DIALPLAN_EVENT_RESCHEDULE // a person moved the next call
	EventCancel     EventKind = C.DIALPLAN_EVENT_CANCEL     // the contact, or its wish, is cancelled
	EventDone       EventKind = C.DIALPLAN_EVENT_DONE       // reached by other means
	EventInbound    EventKind = C.DIALPLAN_EVENT_INBOUND    // the person called in
	EventDNC        EventKind = C.DIALPLAN_EVENT_DNC        // asked never to be called
	EventRestart    EventKind = C.DIALPLAN_EVENT_RESTART    // back to new
)

func (k EventKind) String() string { return C.GoString(C.dialplan_event_name(C.int32_t(k))) }

// ParseEventKind returns the kind that a name means: "attempt", "callback".
func ParseEventKind(name string) (EventKind, error) {
	var kind C.uint8_t
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_event_parse(text(name), length(name), &kind, record)
	})
	return EventKind(kind), err
}

// By is who asked for a callback.
type By uint8

// Who may ask for one.
const (
	ByBot      By = C.DIALPLAN_BY_BOT
	ByCustomer By = C.DIALPLAN_BY_CUSTOMER
	ByAgent    By = C.DIALPLAN_BY_AGENT
)

// ClipVerdict is the answer of Clip.
type ClipVerdict uint8

// The answers of Clip.
const (
	ClipOpen  ClipVerdict = C.DIALPLAN_CLIP_OPEN  // the asked instant is open itself
	ClipMoved ClipVerdict = C.DIALPLAN_CLIP_MOVED // moved forward
	ClipNever ClipVerdict = C.DIALPLAN_CLIP_NEVER // nothing is open within the horizon
)

func (v ClipVerdict) String() string {
	names := [...]string{ClipOpen: "open", ClipMoved: "moved", ClipNever: "never"}
	if int(v) >= len(names) {
		return ""
	}
	return names[v]
}

// ResolutionStatus is how a text was understood.
type ResolutionStatus uint8

// How a text may be understood.
const (
	ResolutionNone     ResolutionStatus = C.DIALPLAN_CALLBACK_NONE     // no words about time, or words that exclude one
	ResolutionVague    ResolutionStatus = C.DIALPLAN_CALLBACK_VAGUE    // words about time, but no instant
	ResolutionResolved ResolutionStatus = C.DIALPLAN_CALLBACK_RESOLVED // an instant
)

func (s ResolutionStatus) String() string {
	return C.GoString(C.dialplan_callback_status_name(C.int32_t(s)))
}
