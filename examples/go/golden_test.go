// SPDX-License-Identifier: MIT

package dialplan

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The golden questions of the library's own tests (tests/golden/README.md), asked through this package.
const (
	goldenFiles = "../../tests/golden/*.txt"
	goldenZones = "../../tests/data/tz/fat"
)

// golden is one question, and all that was given before it.
type golden struct {
	line                       int
	campaign, account, contact string
	events, answer             []string
	question                   string
}

// readGolden reads a file of cases.
func readGolden(path string) ([]golden, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(string(data), "\n")
	var found []golden
	given := golden{contact: "c"}
	for i := 0; i < len(lines); {
		line := lines[i]
		i++
		block := func() (body []string) {
			for i < len(lines) && (strings.HasPrefix(lines[i], "  ") ||
				lines[i] == "" && i+1 < len(lines) && strings.HasPrefix(lines[i+1], "  ")) {
				body = append(body, strings.TrimPrefix(lines[i], "  "))
				i++
			}
			return body
		}
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			given.contact, given.events = "c", nil
		case line == "campaign:":
			given.campaign, given.account = strings.Join(block(), "\n")+"\n", ""
		case line == "account:":
			given.account = strings.Join(block(), "\n") + "\n"
		case line == "events:":
			given.events = block()
		case strings.HasPrefix(line, "contact:"):
			given.contact = strings.TrimSpace(line[len("contact:"):])
		default:
			given.line, given.question = i, line
			given.answer = block()
			found = append(found, given)
		}
	}
	return found, nil
}

// after returns the word behind a key; "": there is none.
func after(line, key string) string {
	words := strings.Fields(line)
	for i := range words[:max(len(words)-1, 0)] {
		if words[i] == key {
			return words[i+1]
		}
	}
	return ""
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

// asking is a question with its campaign, its contact and its state.
type asking struct {
	*golden
	c       *Campaign
	contact Contact
	state   State
	now     time.Time
	options *Options
}

// instant reads a time of a golden file; the zero Time for none.
func (a *asking) instant(words string) time.Time {
	if words == "" || words == "none" {
		return time.Time{}
	}
	return must(a.c.Zones().Instant(words, a.c.Zone()))
}

// shown writes an instant as the wanted text does: with an offset, or as civil time in the campaign's zone, which is
// compared as text, so that the zone of the answer counts, too.
func (a *asking) shown(at time.Time, wanted string) string {
	if at.IsZero() {
		return "none"
	}
	for _, form := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00"} {
		if parsed, err := time.Parse(form, wanted); err == nil && parsed.Equal(at) {
			return wanted
		}
	}
	at = at.In(must(a.c.Zones().Location(a.c.Zone())))
	if full := at.Format("2006-01-02T15:04:05"); strings.TrimSuffix(full, ":00") != wanted && full != wanted+"T00:00:00" {
		return full
	}
	return wanted
}

func (a *asking) readContact() {
	items := strings.Split(a.golden.contact, ",")
	fields := ContactFields{ID: strings.TrimSpace(items[0])}
	for _, item := range items[1:] {
		key, value, _ := strings.Cut(strings.TrimSpace(item), " ")
		switch key {
		case "zone":
			fields.Zone = value
		case "enqueued":
			fields.EnqueuedAt = a.instant(value)
		case "region":
			fields.Region = value
		case "other_attempt":
			fields.OtherLastAttemptAt = a.instant(value)
		case "other_conversation":
			fields.OtherLastConversationAt = a.instant(value)
		case "dnc":
			fields.DNCListed = true
		case "inbound_first":
			fields.InboundFirst = true
		default:
			panic("contact: " + item)
		}
	}
	a.contact = must(a.c.Contact(fields))
}

var spoken = regexp.MustCompile(` text "(.*)"$`)

func (a *asking) event(line string) Event {
	var e Event
	if said := spoken.FindStringSubmatchIndex(line); said != nil {
		e.Words, line = line[said[2]:said[3]], line[:said[0]]
	}
	words := strings.Fields(line)
	e.At, e.Kind = a.instant(words[0]), must(ParseEventKind(words[1]))
	if e.Kind == EventAttempt {
		e.Outcome, _, _ = a.c.Outcome(words[2])
	}
	e.EndedAt, e.DueAt = a.instant(after(line, "ended")), a.instant(after(line, "due"))
	e.EarliestAt, e.LatestAt = a.instant(after(line, "earliest")), a.instant(after(line, "latest"))
	e.By = map[string]By{"customer": ByCustomer, "agent": ByAgent}[after(line, "by")]
	if number, err := strconv.Atoi(after(line, "confidence")); err == nil {
		e.Confidence = &number
	}
	if number, err := strconv.Atoi(after(line, "run")); err == nil {
		e.Run = uint32(number)
	}
	for _, word := range words[2:] {
		e.Manual = e.Manual || word == "manual"
		e.NotRequested = e.NotRequested || word == "not_requested"
		e.Conversation = e.Conversation || word == "conversation"
		e.WishOnly = e.WishOnly || (e.Kind == EventCancel && word == "callback")
	}
	return e
}

// apply takes the events that have happened by now, as an application that stores the state between two of them.
func (a *asking) apply() error {
	for _, line := range a.events {
		if line == "" || line[0] == '#' {
			continue
		}
		e := a.event(line)
		if e.At.After(a.now) {
			continue
		}
		if e.Kind == EventEnqueue && (a.contact.c.enqueued_at == 0 || e.Run > uint32(a.state.c.run)) {
			a.contact.c.enqueued_at = happened(e.At)
		}
		if _, err := a.c.Apply(&a.contact, &a.state, e); err != nil {
			return fmt.Errorf("%s: %w", line, err)
		}
		stored := must(a.state.MarshalBinary())
		a.state = State{}
		if err := a.state.UnmarshalBinary(stored); err != nil {
			return err
		}
	}
	return nil
}

// fields writes those that the expected answer names, in its order.
func (a *asking) fields(expected string, got map[string]any) string {
	var said []string
	for i, item := range strings.Split(expected, ", ") {
		key, value, _ := strings.Cut(item, " ")
		if i == 0 && value == "" {
			key = ""
		}
		switch field := got[key].(type) {
		case time.Time:
			said = append(said, key+" "+a.shown(field, value))
		case nil:
			said = append(said, "no field "+key)
		default:
			said = append(said, strings.TrimSpace(fmt.Sprint(key, " ", field)))
		}
	}
	return strings.Join(said, ", ")
}

// steps writes the names of the expected steps that there are, in order.
func steps(expected string, found []Step) string {
	names := strings.Split(expected, ", ")
	i := 0
	for _, step := range found {
		if i < len(names) && step.Reason == names[i] {
			i++
		}
	}
	return strings.Join(names[:i], ", ")
}

func (a *asking) rungs(found []Decision) (lines []string) {
	for i, d := range found {
		wanted := ""
		if i < len(a.answer) {
			wanted, _, _ = strings.Cut(a.answer[i], " ")
		}
		if i < len(a.answer) && a.answer[i] == "..." {
			return append(lines, "...")
		}
		if d.At.IsZero() {
			lines = append(lines, "stop "+d.Reason)
		} else {
			lines = append(lines, a.shown(d.At, wanted)+" "+d.Reason)
		}
	}
	return lines
}

func (a *asking) spans(found []Span) (lines []string) {
	for i, span := range found {
		from, until := "", ""
		if i < len(a.answer) {
			from, until, _ = strings.Cut(a.answer[i], " until ")
		}
		lines = append(lines, a.shown(span.From, from)+" until "+a.shown(span.Until, until))
	}
	if len(lines) == 0 {
		return []string{"none"}
	}
	return lines
}

// ask returns the answer, as a golden file has it.
func (a *asking) ask() ([]string, error) {
	single := func(at time.Time, err error) ([]string, error) { return []string{a.shown(at, a.answer[0])}, err }
	switch kind, now := strings.Fields(a.question)[0], a.now; kind {
	case "next":
		d, err := a.c.Next(&a.contact, &a.state, now, a.options)
		return []string{a.fields(a.answer[0], map[string]any{"": d.Verdict, "at": d.At, "due": d.DueAt, "asked": d.AskedAt,
			"class": d.Class, "attempt": d.Attempt, "of": d.Of, "reason": d.Reason, "zone": d.Zone})}, err
	case "clip":
		if zone := after(a.question, "zone"); zone != "" {
			a.contact.c.zone_count = 0
			if err := a.c.setZones(&a.contact, zone); err != nil {
				return nil, err
			}
		}
		clipped, err := a.c.Clip(&a.contact, now, a.options)
		return []string{a.fields(a.answer[0], map[string]any{"": clipped.Verdict, "to": clipped.At, "until": clipped.CloseAt,
			"zone": clipped.Zone, "reason": clipped.Reason})}, err
	case "standing":
		status, callback, err := a.c.Standing(&a.contact, &a.state, now)
		return []string{a.fields(a.answer[0], map[string]any{"status": status, "callback": callback})}, err
	case "explain":
		_, found, err := a.c.Explain(&a.contact, &a.state, now, a.options)
		return []string{steps(a.answer[0], found)}, err
	case "ladder":
		outcome := OutcomeNoAnswer
		if name := after(a.question, "outcome"); name != "" {
			outcome, _, _ = a.c.Outcome(name)
		}
		found, err := a.c.Ladder(&a.contact, &a.state, now, outcome, a.options)
		return a.rungs(found), err
	case "spans":
		date := must(time.Parse("2006-01-02", strings.Fields(a.question)[1])) // it may be one that the zone skips
		found, err := a.c.Spans(&a.contact, date.Year(), date.Month(), date.Day())
		return a.spans(found), err
	case "seconds":
		open, err := a.c.OpenTime(&a.contact, now, a.instant(after(a.question, "until")))
		return []string{fmt.Sprint(int64(open / time.Second))}, err
	case "close":
		return single(a.c.CloseOf(&a.contact, now, a.options))
	case "prev":
		return single(a.c.PrevOpen(&a.contact, now, a.options))
	case "place":
		attempt, _ := strconv.Atoi(after(a.question, "attempt"))
		return single(a.c.Place(&a.contact, now, a.instant(after(a.question, "now")), attempt, a.options))
	default:
		return nil, fmt.Errorf("no question: %s", a.question)
	}
}

// phrase returns the answer of one phrase, as far as the expected one names it.
func (a *asking) phrase(words, expected string) (string, error) {
	r, err := a.c.Resolve(&a.contact, words, a.now, a.now, nil)
	got := map[string]time.Time{"fitted": r.FittedAt, "from": r.EarliestAt, "until": r.LatestAt, "or": r.AlternativeAt}
	var said []string
	fitted := false
	for i, item := range strings.Split(expected, ", ") {
		key, value, timed := strings.Cut(item, " ")
		fitted = fitted || key == "fitted"
		switch {
		case i == 0 && r.Status == ResolutionResolved:
			said = append(said, a.shown(r.At, item))
		case i == 0:
			said = append(said, r.Status.String())
		case timed:
			said = append(said, key+" "+a.shown(got[key], value))
		case strings.Contains(" "+strings.Join(r.Reasons, " ")+" ", " "+item+" "):
			said = append(said, item)
		}
	}
	if !fitted && !r.FittedAt.Equal(r.At) {
		said = append(said, "fitted "+a.shown(r.FittedAt, ""))
	}
	return strings.Join(said, ", "), err
}

func (g *golden) run(t *testing.T, zones *Zones) {
	files := map[string][]byte{}
	if g.account != "" {
		files["account.yaml"] = []byte(g.account)
	}
	c, err := Compile([]byte(g.campaign), zones, files)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	a := asking{golden: g, c: c}
	a.now = a.instant(strings.Fields(g.question)[1])
	if strings.HasSuffix(g.question, "no buffer") {
		a.options = &Options{NoBuffer: true}
	}
	a.readContact()
	if !strings.HasPrefix(g.question, "spans") { // which asks about a date alone
		if err := a.apply(); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.HasPrefix(g.question, "when ") {
		said, err := a.ask()
		if got, wanted := strings.Join(said, "\n"), strings.Join(g.answer, "\n"); err != nil || got != wanted {
			t.Errorf("%s\n%s\n  not\n%s\n%v", g.question, got, wanted, err)
		}
		return
	}
	for i, line := range g.answer {
		words, wanted, _ := strings.Cut(line, " => ")
		if line == "" || line[0] == '#' {
			continue
		}
		t.Run(fmt.Sprint(g.line+1+i), func(t *testing.T) {
			if got, err := a.phrase(words, wanted); err != nil || got != wanted {
				t.Errorf("%s: %s\n%s\n  not\n%s\n%v", g.question, words, got, wanted, err)
			}
		})
	}
}

func TestGolden(t *testing.T) {
	paths, _ := filepath.Glob(goldenFiles)
	if len(paths) == 0 {
		t.Skipf("there is no %s", goldenFiles)
	}
	zones := must(LoadZones(goldenZones))
	defer zones.Close()
	for _, path := range paths {
		cases, err := readGolden(path)
		if err != nil || len(cases) == 0 {
			t.Fatalf("%s: %d cases: %v", path, len(cases), err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			for i := range cases {
				g := &cases[i]
				t.Run(fmt.Sprint(g.line), func(t *testing.T) { g.run(t, zones) })
			}
		})
	}
}
