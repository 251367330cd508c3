// SPDX-License-Identifier: MIT

package dialplan

// #include <dialplan.h>
import "C"

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// Zones is an immutable table of time zones.
type Zones struct {
	pointer   *C.dialplan_zones
	locations sync.Map // of an index: *time.Location
}

// LoadZones reads zones from a directory of TZif files; "" is the system's. Without names all that there are.
func LoadZones(directory string, names ...string) (*Zones, error) {
	z, list := new(Zones), strings.Join(names, "\n")
	var dir, wanted *C.char
	if directory != "" {
		dir = text(directory)
	}
	if len(names) > 0 {
		wanted = text(list)
	}
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		var out *C.dialplan_zones
		status := C.dialplan_zones_load(dir, length(directory), C.DIALPLAN_ZONES_SYSTEM, wanted, length(list), &out, record)
		z.pointer = out
		return status
	})
	runtime.KeepAlive(directory)
	runtime.KeepAlive(list)
	if err != nil {
		return nil, err
	}
	runtime.SetFinalizer(z, (*Zones).Close)
	return z, nil
}

// Close releases the table; campaigns that were compiled with it keep it. It may be closed again.
func (z *Zones) Close() error {
	runtime.SetFinalizer(z, nil)
	C.dialplan_zones_free(z.pointer)
	z.pointer = nil
	return nil
}

// Len returns how many zones there are, names and links alike.
func (z *Zones) Len() int {
	if z.pointer == nil {
		return 0
	}
	defer runtime.KeepAlive(z)
	return int(C.dialplan_zones_count(z.pointer))
}

// Version returns the version of the data, such as "2025b"; "unknown" where it does not say.
func (z *Zones) Version() string {
	if z.pointer == nil {
		return ""
	}
	defer runtime.KeepAlive(z)
	return C.GoString(C.dialplan_zones_version(z.pointer))
}

// Index returns the number of a zone. It holds for this table alone.
func (z *Zones) Index(name string) (uint16, error) {
	var index C.uint16_t
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_zones_find(z.pointer, text(name), length(name), &index, record)
	})
	runtime.KeepAlive(name)
	runtime.KeepAlive(z)
	return uint16(index), err
}

// Name returns the name of a zone; "" for a number that is none.
func (z *Zones) Name(index uint16) string {
	if z.pointer == nil {
		return ""
	}
	defer runtime.KeepAlive(z)
	return C.GoString(C.dialplan_zones_name(z.pointer, C.uint16_t(index)))
}

// Instant reads an instant: RFC 3339, or civil time or a bare date in a zone ("2026-03-02T09:00"). Where the zone skips a
// civil time it is the first instant behind the gap, where it repeats one the first pass.
func (z *Zones) Instant(words string, zone uint16) (time.Time, error) {
	var at C.int64_t
	_, err := call(func(record *C.dialplan_error) C.dialplan_status {
		return C.dialplan_instant_parse(z.pointer, C.uint16_t(zone), text(words), length(words), C.DIALPLAN_EDGE_START, &at,
			record)
	})
	runtime.KeepAlive(words)
	runtime.KeepAlive(z)
	return z.time(at, C.uint16_t(zone)), err
}

// Location returns a zone for the package time, from the same files.
func (z *Zones) Location(index uint16) (*time.Location, error) {
	if known, ok := z.locations.Load(index); ok {
		return known.(*time.Location), nil
	}
	location, err := z.read(index)
	if err == nil {
		z.locations.Store(index, location)
	}
	return location, err
}

func (z *Zones) read(index uint16) (*time.Location, error) {
	defer runtime.KeepAlive(z)
	name := z.Name(index)
	switch {
	case name == "":
		return nil, fail(ErrRange, "zone", "there is no zone %d", index)
	case name == "UTC":
		return time.UTC, nil
	case name[0] == '+' || name[0] == '-':
		return time.FixedZone(name, z.offset(1, index)), nil
	}
	file, err := os.ReadFile(filepath.Join(C.GoString(C.dialplan_zones_origin(z.pointer)), name))
	if err != nil {
		return nil, err
	}
	return time.LoadLocationFromTZData(name, file)
}

// offset returns the seconds east of UTC.
func (z *Zones) offset(at C.int64_t, index uint16) int {
	var offset C.int32_t
	C.dialplan_zone_offset(z.pointer, C.uint16_t(index), at, &offset) // which leaves 0 for a table that is closed
	runtime.KeepAlive(z)
	return int(offset)
}

// time is an instant in a zone; where its file is gone by now, with the offset of the instant.
func (z *Zones) time(at C.int64_t, index C.uint16_t) time.Time {
	if at == 0 {
		return time.Time{}
	}
	location, err := z.Location(uint16(index))
	if err != nil {
		location = time.FixedZone(z.Name(uint16(index)), z.offset(at, uint16(index)))
	}
	return time.Unix(int64(at), 0).In(location)
}
