// SPDX-License-Identifier: MIT

package dialplan

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	_ io.Closer                  = (*Zones)(nil)
	_ io.Closer                  = (*Campaign)(nil)
	_ fmt.Stringer               = (*Campaign)(nil)
	_ encoding.BinaryMarshaler   = (*State)(nil)
	_ encoding.BinaryUnmarshaler = (*State)(nil)
	_ sql.Scanner                = (*State)(nil)
	_ driver.Valuer              = (*State)(nil)
)

const yaml = `name: Tests
seed: tests
timezone: Asia/Kolkata
windows: {mon-fri: 09:00-18:00}
jitter: 0s
retry: {strategy: intervals, intervals: [2h, 1d], max_attempts: 5}
`

var (
	india  = time.FixedZone("", 5*3600+1800)
	monday = time.Date(2026, 3, 2, 9, 30, 0, 0, india)
)

func compiled(t testing.TB, document string) *Campaign {
	t.Helper()
	zones, err := LoadZones("", "Asia/Kolkata", "Europe/Berlin", "+05:45")
	if err != nil {
		t.Fatal(err)
	}
	campaign, err := Compile([]byte(document), zones, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		campaign.Close()
		zones.Close()
	})
	return campaign
}

func contact(t testing.TB, c *Campaign, id, zone string) *Contact {
	t.Helper()
	out, err := c.Contact(ContactFields{ID: id, Zone: zone})
	if err != nil {
		t.Fatal(err)
	}
	return &out
}

func equal[T comparable](t testing.TB, what string, got, wanted T) {
	t.Helper()
	if got != wanted {
		t.Errorf("%s: %v, not %v", what, got, wanted)
	}
}

func spaced(values ...any) string { return strings.TrimSuffix(fmt.Sprintln(values...), "\n") }

func sameTime(t testing.TB, what string, got, wanted time.Time) {
	t.Helper()
	if !got.Equal(wanted) {
		t.Errorf("%s: %v, not %v", what, got, wanted)
	}
}

func TestErrorsHaveAPlace(t *testing.T) {
	c := compiled(t, yaml)
	_, err := Compile([]byte(strings.Replace(yaml, "seed: tests", "sed: tests", 1)), c.Zones(), nil)
	var place *Error
	if !errors.As(err, &place) {
		t.Fatalf("%v is no Error", err)
	}
	equal(t, "place", spaced(place.Line, place.Column, place.Code, place.Status.Name()), "2 1 unknown-key E_KEY")
	if !errors.Is(err, ErrKey) || errors.Is(err, ErrValue) || !strings.HasPrefix(err.Error(), "dialplan: 2:1: ") {
		t.Errorf("%v is not told apart", err)
	}
	_, err = c.Zones().Index("Asia/Kolkatta")
	if !errors.Is(err, ErrZoneUnknown) || !strings.Contains(err.Error(), "Asia/Kolkata") {
		t.Errorf("an unknown zone: %v", err)
	}
	if _, err = c.Setting("no.such"); !errors.Is(err, ErrKey) {
		t.Errorf("an unknown setting: %v", err)
	}
	if err = new(State).UnmarshalBinary([]byte{255, 255}); !errors.Is(err, ErrState) {
		t.Errorf("a damaged state: %v", err)
	}
	if _, err = Load("no such file", c.Zones()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err = LoadZones("/no/such/directory", "Asia/Kolkata"); !errors.Is(err, ErrZoneData) {
		t.Errorf("no zones: %v", err)
	}
	if _, err = c.Contact(ContactFields{ID: "1", Region: "US-FLORIDA"}); !errors.Is(err, ErrValue) {
		t.Errorf("no region: %v", err)
	}
}

func TestTimesGoInAndComeOut(t *testing.T) {
	c := compiled(t, yaml)
	d, err := c.Next(contact(t, c, "1", "Europe/Berlin"), nil, monday, nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "at", d.At.Format(time.RFC3339), "2026-03-02T09:00:00+01:00")
	equal(t, "location", d.At.Location().String(), "Europe/Berlin")
	equal(t, "the day after the clock change", d.At.AddDate(0, 1, 0).Format(time.RFC3339), "2026-04-02T09:00:00+02:00")
	d, err = c.Next(contact(t, c, "1", "+05:45"), nil, monday, nil)
	equal(t, "a fixed offset", d.At.Format(time.RFC3339)+fmt.Sprint(err), "2026-03-02T09:45:00+05:45<nil>")
	d, err = c.Next(contact(t, c, "1", "Nowhere/At_All"), nil, monday, nil)
	equal(t, "an unknown zone", spaced(d.Verdict, d.Reason, d.At.IsZero(), err), "hold zone_unknown true <nil>")
	if _, err = c.Next(contact(t, c, "1", ""), nil, time.Time{}, nil); !errors.Is(err, ErrRange) {
		t.Errorf("no now: %v", err)
	}
	at, err := c.Zones().Instant("2026-03-29T02:30", must(c.Zones().Index("Europe/Berlin")))
	equal(t, "in a gap", at.Format(time.RFC3339)+fmt.Sprint(err), "2026-03-29T03:00:00+02:00<nil>")
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// Nothing is answered for an instant before the one that was asked; what happened, happened in its second.
func TestPartsOfASecond(t *testing.T) {
	c := compiled(t, yaml)
	half := 500 * time.Millisecond
	close := time.Date(2026, 3, 2, 18, 0, 0, 0, india)
	clipped := must(c.Clip(nil, close.Add(-half), nil))
	equal(t, "just before the end", clipped.At.Format(time.RFC3339), "2026-03-03T09:00:00+05:30")
	clipped = must(c.Clip(nil, monday.Add(-half), nil))
	sameTime(t, "inside", clipped.At, monday)
	sameTime(t, "backwards", must(c.PrevOpen(nil, monday.Add(half), nil)), monday)
	var state State
	must(c.Apply(contact(t, c, "1", ""), &state, Event{Kind: EventAttempt, At: monday.Add(half), Outcome: OutcomeBusy}))
	at, outcome := state.LastAttempt()
	sameTime(t, "an attempt", at, monday)
	equal(t, "its outcome", outcome, OutcomeBusy)
}

func TestAStateMovesByEventsAndIsStoredAsBytes(t *testing.T) {
	c := compiled(t, yaml)
	someone := contact(t, c, "1", "")
	var state State
	attempt := Event{Kind: EventAttempt, At: monday, EndedAt: monday.Add(time.Minute), Outcome: OutcomeNoAnswer}
	equal(t, "remark", must(c.Apply(someone, &state, attempt)), OK)
	equal(t, "again", must(c.Apply(someone, &state, attempt)), RemarkRepeated)
	equal(t, "attempts", state.Attempts(), 1)
	stored := must(state.MarshalBinary())
	var loaded State
	if err := loaded.Scan(must(state.Value())); err != nil || loaded != state {
		t.Errorf("a state that was stored differs: %v", err)
	}
	if again := must(loaded.MarshalBinary()); !bytes.Equal(stored, again) || len(stored) > 256 {
		t.Errorf("%x is stored as %x", stored, again)
	}
	if err := loaded.Scan(nil); err != nil || loaded.Attempts() != 0 {
		t.Errorf("NULL: %v", err)
	}
	if err := loaded.Scan(7); !errors.Is(err, ErrState) {
		t.Errorf("a number: %v", err)
	}
	before := state
	remark, err := c.Apply(someone, &state, Event{Kind: EventAttempt, At: monday.Add(time.Hour)})
	if !errors.Is(err, ErrArgument) || remark != OK || state != before {
		t.Errorf("an attempt without an outcome: %v %v", remark, err)
	}

	d, steps, err := c.Explain(someone, &state, monday.Add(2*time.Minute), nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "decision", spaced(d.Verdict, d.Class, d.Reason, d.Attempt, d.Of), "call retry intervals 2 5")
	sameTime(t, "at", d.At, monday.Add(2*time.Hour+time.Minute))
	if len(steps) != 2 || steps[0].Reason != "last_attempt" || !strings.Contains(steps[1].Detail, "2 h") {
		t.Errorf("steps: %v", steps)
	}
}

func TestAWishInTheCustomersWords(t *testing.T) {
	c := compiled(t, yaml)
	someone, confidence := contact(t, c, "1", ""), 900
	var state State
	wish := Event{Kind: EventCallback, At: monday, Words: "kal subah 11 baje", By: ByCustomer, Confidence: &confidence}
	equal(t, "remark", must(c.Apply(someone, &state, wish)), OK)
	d := must(c.Next(someone, &state, monday, nil))
	equal(t, "decision", spaced(d.Class, d.Reason, d.At.Format("02 15:04")), "callback callback 03 11:00")
	status, callback, err := c.Standing(someone, &state, monday)
	equal(t, "standing", spaced(status, callback, err), "callback scheduled <nil>")
	must(c.Apply(someone, &state, Event{Kind: EventCancel, At: monday.Add(time.Minute), WishOnly: true}))
	d = must(c.Next(someone, &state, monday.Add(time.Minute), nil))
	equal(t, "without it", d.Class, ClassPending)
	wrong := 1001
	wish.Confidence = &wrong
	if _, err := c.Event(someone, wish); !errors.Is(err, ErrRange) {
		t.Errorf("confidence 1001: %v", err)
	}
}

func TestTheFutureOfNobodyAnswering(t *testing.T) {
	c := compiled(t, yaml)
	rungs := must(c.Ladder(contact(t, c, "1", ""), nil, monday, OutcomeNoAnswer, nil))
	var said []string
	for _, d := range rungs {
		said = append(said, d.At.Format("02 15:04"))
	}
	equal(t, "instants", strings.Join(said[:5], ", "), "02 09:30, 02 11:30, 03 11:30, 04 11:30, 05 11:30")
	equal(t, "the end", spaced(rungs[5].Verdict, rungs[5].Reason, len(rungs)), "stop max_attempts 6")
}

func TestOpenTime(t *testing.T) {
	c := compiled(t, yaml)
	saturday := time.Date(2026, 3, 7, 12, 0, 0, 0, india)
	clipped := must(c.Clip(nil, saturday, nil))
	equal(t, "clipped", spaced(clipped.Verdict, clipped.Reason, clipped.Zone), "moved no_window Asia/Kolkata")
	sameTime(t, "at", clipped.At, time.Date(2026, 3, 9, 9, 0, 0, 0, india))
	sameTime(t, "close", must(c.CloseOf(nil, clipped.At, nil)), clipped.CloseAt)
	spans := must(c.Spans(nil, 2026, time.March, 9))
	if len(spans) != 1 || spans[0] != (Span{clipped.At, clipped.CloseAt}) {
		t.Errorf("spans: %v", spans)
	}
	equal(t, "Sunday", len(must(c.Spans(nil, 2026, time.March, 8))), 0)
	equal(t, "a week", must(c.OpenTime(nil, saturday, saturday.AddDate(0, 0, 7))), 45*time.Hour)
	sameTime(t, "placed", must(c.Place(nil, saturday, saturday, 1, &Options{NoBuffer: true})), clipped.At)
	clipped = must(c.Clip(nil, saturday, &Options{HorizonDays: 1}))
	equal(t, "a short horizon", spaced(clipped.Verdict, clipped.At.IsZero()), "never true")
}

func TestWords(t *testing.T) {
	c := compiled(t, yaml)
	r := must(c.Resolve(nil, "please kal subah 11 baje", monday, monday, nil))
	equal(t, "words", spaced(r.Status, r.Words, r.At.Format(time.RFC3339)),
		"resolved [kal subah 11 baje] 2026-03-03T11:00:00+05:30")
	equal(t, "vague", must(c.Resolve(nil, "baad mein", monday, monday, nil)).Status, ResolutionVague)
	r = must(c.Resolve(nil, "नमस्ते", monday, monday, nil))
	equal(t, "none", spaced(r.Status, r.At.IsZero(), r.Words), "none true []")
}

func TestCampaignsAreLoadedWithTheirFiles(t *testing.T) {
	zones := must(LoadZones(""))
	defer zones.Close()
	files, _ := filepath.Glob("../campaigns/*.yaml")
	loaded := 0
	for _, path := range files {
		if filepath.Base(path) == "account.yaml" {
			continue
		}
		one, err := Load(path, zones)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		again := must(Compile([]byte(one.String()), zones, nil))
		equal(t, path, must(again.Setting("name")), must(one.Setting("name")))
		one.Close()
		loaded++
	}
	if loaded < 5 {
		t.Skipf("only %d campaigns beside this package", loaded)
	}
}

func TestHandlesAreReleasedOnce(t *testing.T) {
	zones := must(LoadZones("", "Asia/Kolkata"))
	c := must(Compile([]byte(yaml), zones, nil))
	equal(t, "close", spaced(zones.Close(), zones.Close(), zones.Len()), "<nil> <nil> 0")
	clipped := must(c.Clip(nil, monday, nil)) // a campaign keeps its zones
	equal(t, "at", clipped.At.Format(time.RFC3339), "2026-03-02T09:30:00+05:30")
	equal(t, "close", spaced(c.Close(), c.Close()), "<nil> <nil>")
	if _, err := c.Next(new(Contact), nil, monday, nil); !errors.Is(err, ErrArgument) {
		t.Errorf("a campaign that is closed: %v", err)
	}
	if _, err := c.Contact(ContactFields{Zone: "UTC"}); !errors.Is(err, ErrArgument) {
		t.Errorf("a contact of a campaign that is closed: %v", err)
	}
	if _, err := c.Setting("name"); !errors.Is(err, ErrArgument) {
		t.Errorf("a setting of a campaign that is closed: %v", err)
	}
	if _, err := Compile([]byte(yaml), zones, nil); !errors.Is(err, ErrArgument) {
		t.Errorf("zones that are closed: %v", err)
	}
}

func TestManyGoroutinesAskOneCampaign(t *testing.T) {
	c := compiled(t, yaml)
	wanted := must(c.Next(contact(t, c, "1", "Europe/Berlin"), nil, monday, nil))
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			someone := must(c.Contact(ContactFields{ID: "1", Zone: "Europe/Berlin"}))
			for k := 0; k < 200; k++ {
				if got := must(c.Next(&someone, nil, monday, nil)); !reflect.DeepEqual(got, wanted) {
					t.Errorf("%v, not %v", got, wanted)
					return
				}
				if k%50 == 0 {
					runtime.GC()
				}
			}
		}()
	}
	group.Wait()
}
