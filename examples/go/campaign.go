// SPDX-License-Identifier: MIT

package dialplan

// #include <stdlib.h>
// #include <dialplan.h>
import "C"

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unsafe"
)

// Campaign is the compiled settings of one campaign.
type Campaign struct {
	pointer *C.dialplan_campaign
	zones   *Zones
	table   *Zones     // the reference that the campaign holds itself
	zone    C.uint16_t // its own
}

// Compile makes a campaign from a document and from the files that it names (account, calendars), by name.
func Compile(document []byte, zones *Zones, files map[string][]byte) (*Campaign, error) {
	names, texts := make([]*C.char, 0, len(files)+1), make([]*C.char, 0, len(files)+1)
	lengths := make([]C.uint64_t, 0, len(files)+1)
	for name, body := range files {
		names, texts = append(names, C.CString(name)), append(texts, (*C.char)(C.CBytes(body)))
		lengths = append(lengths, C.uint64_t(len(body)))
	}
	defer func() {
		for i := range names {
			C.free(unsafe.Pointer(names[i]))
			C.free(unsafe.Pointer(texts[i]))
		}
	}()
	c, count := &Campaign{zones: zones}, C.uint64_t(len(names))
	names, texts, lengths = append(names, nil), append(texts, nil), append(lengths, 0) // so that there is a first one
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		var out *C.dialplan_campaign
		status := C.dialplan_campaign_compile((*C.char)(data(document)), C.uint64_t(len(document)), zones.pointer,
			&names[0], &texts[0], &lengths[0], count, &out, record)
		c.pointer = out
		return status
	})
	names, texts = names[:count], texts[:count]
	runtime.KeepAlive(zones)
	if err != nil {
		return nil, err
	}
	c.zone, c.table = C.dialplan_campaign_zone(c.pointer), &Zones{pointer: C.dialplan_campaign_zones(c.pointer)}
	runtime.SetFinalizer(c, (*Campaign).Close)
	return c, nil
}

// Load compiles a campaign from a file, with the files that it and its account name, which lie beside it.
func Load(path string, zones *Zones) (*Campaign, error) {
	document, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	files, waiting := map[string][]byte{}, [][]byte{document}
	for len(waiting) > 0 {
		names, err := references(waiting[0])
		if err != nil {
			return nil, err
		}
		waiting = waiting[1:]
		for _, name := range names {
			if _, known := files[name]; known {
				continue
			}
			body, err := os.ReadFile(filepath.Join(filepath.Dir(path), name))
			if errors.Is(err, fs.ErrNotExist) {
				continue // compiling says where it is named
			} else if err != nil {
				return nil, err
			}
			files[name] = body
			if strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") {
				waiting = append(waiting, body)
			}
		}
	}
	return Compile(document, zones, files)
}

// references lists the files that compiling a document wants.
func references(document []byte) ([]string, error) {
	var count C.uint64_t
	list := func(out []C.dialplan_reference) error {
		_, err := call(func(record *C.dialplan_error) C.dialplan_status {
			return C.dialplan_campaign_references((*C.char)(data(document)), C.uint64_t(len(document)), first(out),
				C.uint64_t(len(out)), &count, record)
		})
		return err
	}
	if err := list(nil); err != nil {
		return nil, err
	}
	found := make([]C.dialplan_reference, count)
	if err := list(found); err != nil {
		return nil, err
	}
	var names []string
	for i := range found {
		switch found[i].kind {
		case C.DIALPLAN_REFERENCE_ACCOUNT, C.DIALPLAN_REFERENCE_CALENDAR, C.DIALPLAN_REFERENCE_WEIGHTS:
			names = append(names, C.GoString(&found[i].name[0]))
		}
	}
	return names, nil
}

// first points to the first element of a slice; nil where there is none.
func first[T any](s []T) *T {
	if len(s) == 0 {
		return nil
	}
	return &s[0]
}

// Close releases the campaign. It may be closed again.
func (c *Campaign) Close() error {
	runtime.SetFinalizer(c, nil)
	C.dialplan_campaign_free(c.pointer)
	c.pointer, c.table.pointer = nil, nil
	return nil
}

// Zones returns the table that the campaign was compiled with.
func (c *Campaign) Zones() *Zones { return c.zones }

// Zone returns the number of the campaign's own zone.
func (c *Campaign) Zone() uint16 { return uint16(c.zone) }

// String returns the campaign as canonical YAML with every default spelt out.
func (c *Campaign) String() string {
	defer runtime.KeepAlive(c)
	yaml, _ := written(func(out *C.char, capacity C.uint64_t, length *C.uint64_t) C.dialplan_status {
		return C.dialplan_campaign_format(c.pointer, out, capacity, length, nil)
	})
	return yaml
}

// Setting returns one setting as text, by its key path: "retry.max_attempts".
func (c *Campaign) Setting(path string) (string, error) {
	defer runtime.KeepAlive(c)
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	return written(func(out *C.char, capacity C.uint64_t, length *C.uint64_t) C.dialplan_status {
		return C.dialplan_campaign_setting(c.pointer, name, out, capacity, length)
	})
}

// Outcome returns the outcome that a name means in this campaign: "no_answer", "machine", "sip:486". The remark
// RemarkNotCounted tells that it is a wire code of no listed meaning.
func (c *Campaign) Outcome(name string) (Outcome, Status, error) {
	defer runtime.KeepAlive(c)
	var outcome C.uint8_t
	remark, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_campaign_outcome(c.pointer, text(name), length(name), &outcome, record)
	})
	runtime.KeepAlive(name)
	return Outcome(outcome), remark, err
}

// reason is the name of a reason, of a guard's with the name of its rule.
func (c *Campaign) reason(reason, rule C.uint16_t) string {
	if reason == C.DIALPLAN_REASON_GUARD && rule > 0 && c.pointer != nil {
		var id *C.char
		if C.dialplan_campaign_rule(c.pointer, C.uint64_t(rule-1), &id, nil, nil, nil) == C.DIALPLAN_OK {
			return "guard:" + C.GoString(id)
		}
	}
	return Reason(reason).String()
}
