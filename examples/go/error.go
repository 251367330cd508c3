// SPDX-License-Identifier: MIT

package dialplan

// #include <dialplan.h>
import "C"

import "fmt"

// Status is what became of a question. It is an error, so that errors.Is(err, dialplan.ErrZoneUnknown) tells kinds of
// failures apart.
type Status int32

// What can go wrong, and the remarks on events, which were taken all the same.
const (
	OK             Status = C.DIALPLAN_OK
	ErrArgument    Status = C.DIALPLAN_E_ARGUMENT     // something is missing, a code is none of its list
	ErrRange       Status = C.DIALPLAN_E_RANGE        // a number, an instant or a date is out of its range
	ErrSize        Status = C.DIALPLAN_E_SIZE         // the library is older than this package
	ErrSyntax      Status = C.DIALPLAN_E_SYNTAX       // a value's text is not of its form
	ErrMemory      Status = C.DIALPLAN_E_MEMORY       // no memory
	ErrLimit       Status = C.DIALPLAN_E_LIMIT        // the input is larger or deeper than a limit allows
	ErrIO          Status = C.DIALPLAN_E_IO           // a file cannot be read
	ErrDocument    Status = C.DIALPLAN_E_DOCUMENT     // not YAML, not UTF-8, or a construct that is refused
	ErrKey         Status = C.DIALPLAN_E_KEY          // a key is unknown, missing or written twice
	ErrValue       Status = C.DIALPLAN_E_VALUE        // a value of the wrong type or form, or out of range
	ErrConflict    Status = C.DIALPLAN_E_CONFLICT     // values that exclude one another
	ErrReference   Status = C.DIALPLAN_E_REFERENCE    // a file that the document names cannot be used
	ErrState       Status = C.DIALPLAN_E_STATE        // a stored state is damaged or of a later version
	ErrZoneUnknown Status = C.DIALPLAN_E_ZONE_UNKNOWN // no zone of this name
	ErrZoneData    Status = C.DIALPLAN_E_ZONE_DATA    // zone data are missing or damaged
	ErrInternal    Status = C.DIALPLAN_E_INTERNAL     // an invariant of the library is broken

	RemarkStale      Status = C.DIALPLAN_W_STALE       // an older wish or reschedule than the present one: ignored
	RemarkRepeated   Status = C.DIALPLAN_W_REPEATED    // the same event again: nothing changed
	RemarkNotCounted Status = C.DIALPLAN_W_NOT_COUNTED // a wish that does not count
	RemarkNoEffect   Status = C.DIALPLAN_W_NO_EFFECT   // the contact has ended in a way that this event cannot change
	RemarkTooFar     Status = C.DIALPLAN_W_TOO_FAR     // a wish beyond max_ahead: kept, without a clear time
)

// Name returns the stable name of a status, such as "E_RANGE".
func (s Status) Name() string { return C.GoString(C.dialplan_status_name(C.dialplan_status(s))) }

// Error returns a short English sentence.
func (s Status) Error() string { return C.GoString(C.dialplan_status_message(C.dialplan_status(s))) }

// Remark reports whether the status is a remark on an event that was taken.
func (s Status) Remark() bool { return s >= RemarkStale && s <= RemarkTooFar }

// Error is a failure with its place, as far as it has one.
type Error struct {
	Status  Status
	Code    string // a stable word: "unknown-key"
	Message string // an English sentence: what was found, what was expected, the nearest valid word
	Path    string // the key path: "retry.outcomes.busy"
	Source  int    // 0: the document; n: the n-th of the files beside it
	Line    int    // from 1; 0: no position
	Column  int    // from 1, in characters
}

// Error returns "line:column: message [code]".
func (e *Error) Error() string {
	place := ""
	if e.Line > 0 {
		place = fmt.Sprintf("%d:%d: ", e.Line, e.Column)
	}
	return fmt.Sprintf("dialplan: %s%s [%s]", place, e.Message, e.Code)
}

// Unwrap returns the Status, for errors.Is.
func (e *Error) Unwrap() error { return e.Status }

func fail(status Status, code, format string, arguments ...any) error {
	return &Error{Status: status, Code: code, Message: fmt.Sprintf(format, arguments...)}
}

// statusError is the failure of a function that tells no more than a status.
func statusError(status C.dialplan_status) error {
	if status == C.DIALPLAN_OK {
		return nil
	}
	return &Error{Status: Status(status), Code: Status(status).Name(), Message: Status(status).Error()}
}

// call asks a function that takes an error record. A remark is no failure.
func call(ask func(record *C.dialplan_error) C.dialplan_status) (Status, error) {
	var record C.dialplan_error
	status := Status(ask(&record))
	if status == OK || status.Remark() {
		return status, nil
	}
	return status, &Error{
		Status: status, Code: C.GoString(&record.code[0]), Message: C.GoString(&record.message[0]),
		Path: C.GoString(&record.path[0]), Source: int(record.source), Line: int(record.line), Column: int(record.column),
	}
}
