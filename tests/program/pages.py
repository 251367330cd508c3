#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""--html: pages that are well-formed, say what the terminal says, fetch nothing, and look right in a browser."""
import html.parser
import http.server
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree as ElementTree
import zlib

sys.dont_write_bytecode = True
from harness import CAMPAIGN, Folder, equal, holds, inside, main, skip  # noqa: E402

NOW = "2026-03-30T10:00:00Z"
XHTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
EVIL = "</title><script>alert(1)</script> & \" ' <img src=http://elsewhere.test/x>"
RICH = (CAMPAIGN.replace("name: Tests", f"name: {json.dumps(EVIL)}").replace("09:00-18:00}", "[09:00-12:30, 13:15-18:00], sat: 10:00-13:00}")
        + "no_call_days:\n  - 2026-04-03: Good <b>Friday</b> & more\n"
        + 'variants: [{name: "<i>formal & long, too long for its place</i>", weight: 2}, {name: short, weight: 1}]\n')
OUTCOMES = ["completed", "no_answer", "invalid_number", "network_error", "busy", "voicemail", "call_later", "dnc_request"]


def rich(days=21):
    contacts = "id,phone\n" + "".join(f"{i},+4477009{i:05}\n" for i in range(150))
    events = [{"at": f"2026-03-{2 + i * i % days:02}T{9 + min(i % 9, i % 5):02}:{i % 60:02}:00Z", "contact": str(i % 150), "event": "attempt",
               "outcome": OUTCOMES[i * i % 11 % 8], "duration": 30 + i % 90, "cost": "0.08", "sentiment": i % 400 - 100} for i in range(600)]
    events += [{"at": "2026-03-25T10:00:00Z", "contact": str(i), "event": "callback", "by": "customer", "due": "2026-04-02T10:00"} for i in (3, 4)]
    return Folder(campaign=RICH, contacts=contacts, events=events)


def page(folder, command, *arguments, now=NOW):
    """-> its tree; what is written must be one document in HTML and in XML."""
    status, out, err = folder.ask(command, "--html", "page.html", *arguments, now=now)
    equal((status, out), (0, ""), err)
    text = folder.read("page.html").decode()
    balanced(text)
    return ElementTree.fromstring(text.split("\n", 1)[1]), text


def balanced(text):
    """As HTML: each element is closed by its own end, and ids are there once."""
    stack, ids = [], []

    class Reader(html.parser.HTMLParser):
        def handle_starttag(self, tag, attributes):
            stack.append(tag)
            ids.extend(value for name, value in attributes if name == "id")

        def handle_startendtag(self, tag, attributes):
            holds(tag in {"meta", "rect", "line", "polyline"}, tag)

        def handle_endtag(self, tag):
            equal(stack.pop(), tag)

    reader = Reader()
    reader.feed(text)
    reader.close()
    equal(stack, [])
    equal(sorted(set(ids)), sorted(ids))


def table(figure):
    return [[cell.text or "" for cell in row] for row in figure.iter(XHTML + "tr")]


def sections(tree):
    return {section.find(XHTML + "h2").text: section for section in tree.iter(XHTML + "section")}


def test_nothing_is_fetched_and_nothing_runs():
    folder = rich()
    for command in ("show", "stats", "forecast"):
        tree, text = page(folder, command)
        holds(not {"script", "link", "img", "iframe", "object", "image", "use", "a", "base"} & {element.tag.rsplit("}")[-1] for element in tree.iter()})
        for element in tree.iter():
            for name in element.attrib:
                holds(not re.search("href|src|^on|style", name), name)
        style = tree.find(f".//{XHTML}style").text
        holds("url(" not in style and "@import" not in style and "<" not in style)
        equal(set(re.findall(r'https?://[^\s"<]*', text)) - {"http://elsewhere.test/x&gt;"}, {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"})
        inside("default-src 'none'", text)
        inside("@media screen and (prefers-color-scheme:dark)", style)
        inside("@media print", style)


def test_names_are_escaped():
    folder = rich()
    for command in ("show", "stats", "forecast"):
        tree, _ = page(folder, command)
        equal(tree.find(f".//{XHTML}h1").text, EVIL)
        equal(tree.find(f"./{XHTML}head/{XHTML}title").text, EVIL)
    tree, _ = page(folder, "stats")
    inside("<i>formal & long, too long for its place</i>", [row[0] for row in table(sections(tree)["Variants: contacts connected, of those dialled"])])
    shown, _ = page(folder, "show")
    equal([item.text for item in sections(shown)["No-call days"].iter(XHTML + "li")], ["2026-04-03: Good <b>Friday</b> & more"])


def test_bytes_that_no_page_may_hold():
    folder = Folder()
    os.rename(os.path.join(folder.path, "c.yaml"), os.path.join(folder.path.encode(), b"\xff\x01<\xc2\x85.yaml"))
    folder.write("c.yaml", CAMPAIGN)
    status = subprocess.run([os.environ["DIALPLAN"].encode(), b"show", b"\xff\x01<\xc2\x85.yaml", b"--now", NOW.encode(), b"--html", b"page.html"], cwd=folder.path).returncode
    equal(status, 0)
    tree = ElementTree.fromstring(folder.read("page.html").decode().split("\n", 1)[1])
    equal(sections(tree)["Settings"].find(f".//{XHTML}dd").text, "\ufffd\ufffd<\ufffd.yaml")


def test_every_picture_has_words_and_a_table():
    for command, least in (("show", 1), ("stats", 7), ("forecast", 6)):
        tree, _ = page(rich(), command)
        pictures = [section for section in tree.iter(XHTML + "section") if section.find(SVG + "svg") is not None]
        holds(len(pictures) >= least, len(pictures))
        for section in pictures:
            svg = section.find(SVG + "svg")
            title, desc = svg.find(SVG + "title"), svg.find(SVG + "desc")
            equal(svg.get("role"), "img")
            equal(svg.get("aria-labelledby"), f"{title.get('id')} {desc.get('id')}")
            equal(title.text, section.find(XHTML + "h2").text)
            holds(len(desc.text) > 20)
            holds(len(table(section)) > 1, title.text)


def test_show_says_what_the_terminal_says():
    folder = rich()
    tree, _ = page(folder, "show")
    lines = folder.ask("show", now=NOW)[1].splitlines()
    for section in tree.iter(XHTML + "section"):
        for item in section.iter(XHTML + "li"):
            inside("  " + item.text, lines)
        for name, value in zip(section.iter(XHTML + "dt"), section.iter(XHTML + "dd")):
            inside(f"  {name.text:<12} {value.text}", lines)
    week = table(sections(tree)["Open time in the week of Mon 2026-03-30 (Europe/London)"])
    equal(week[1:], [[day, "09:00-12:30, 13:15-18:00"] for day in ("Mon 30", "Tue 31", "Wed 1", "Thu 2")]
          + [["Fri 3", "closed"], ["Sat 4", "10:00-13:00"], ["Sun 5", "closed"]])
    inside("Guard", sections(tree))
    bars = [rect for rect in tree.iter(SVG + "rect") if rect.get("class") == "open"]
    equal(len(bars), 9)
    # 13:15 to 18:00 of 24 hours that are 336 wide and begin at 52.
    equal((bars[1].get("x"), bars[1].get("width")), ("237.5", "66.5"))


def test_a_week_in_which_an_hour_comes_twice():
    campaign = CAMPAIGN.replace("{mon-fri: 09:00-18:00}", "{sun: 01:30-03:00}") + "safety: {business_hours_guard: false}\n"
    tree, _ = page(Folder(campaign=campaign), "show", now="2026-10-24T10:00:00Z")
    week = sections(tree)["Open time in the week of Mon 2026-10-19 (Europe/London)"]
    equal(table(week)[-1], ["Sun 25", "01:30-02:00, 01:30-03:00"])
    # An hour is 14 wide, and the day begins at 52.
    equal([(rect.get("x"), rect.get("width")) for rect in week.iter(SVG + "rect") if rect.get("class") == "open"], [("73", "7"), ("73", "21")])


def test_stats_says_what_the_rows_say():
    folder = rich()
    tree, _ = page(folder, "stats")
    parts = sections(tree)

    def rows(by):
        return [json.loads(line) for line in folder.ask("stats", "--by", by, "-o", "ndjson", now=NOW)[1].splitlines()]
    total = folder.rows("stats", now=NOW)[0]
    equal([row[1] for row in table(parts["Contacts"])[1:]],
          [str(total[name]) for name in ("contacts", "contacts_scheduled", "contacts_dialled", "contacts_connected")])
    outcomes = {row[0]: row[1] for row in table(parts["Outcomes"])[1:]}
    equal(outcomes, {row["outcome"]: str(row["calls"]) for row in rows("outcome") if row["calls"]})
    days = {row[0]: row[1:] for row in table(parts["Calls by day"])[1:] if row[1] != "0"}
    equal(days, {row["day"]: [str(row["calls"]), str(row["connected"])] for row in rows("day")})
    last = table(parts["Calls so far"])[-1]
    equal(last[1:], [str(total["calls"]), str(total["connected"])])
    grid = table(parts["Calls by hour of the contact's week"])[1:]
    found = {(day, hour): int(grid[hour][1 + day]) for hour in range(24) for day in range(7) if grid[hour][1 + day]}
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    equal(found, {(names.index(row["weekday"]), row["hour"]): row["calls"] for row in rows("week") if row["calls"]})
    # A darker cell never stands for less.
    cells = [rect for rect in parts["Calls by hour of the contact's week"].iter(SVG + "rect")][:168]
    shades = [(int(rect.find(SVG + "title").text.rsplit(" ")[-1]) if len(rect) else 0, rect.get("class")) for rect in cells]
    equal([shade for _, shade in sorted(shades)], sorted(shade for _, shade in shades))
    holds(len({shade for _, shade in shades}) > 4, shades)


def scale_of(picture):
    """-> a function from a number to its height on the page, by the lines of the grid and their labels."""
    labels = [text for text in picture.iter(SVG + "text") if text.get("class") == "dim end" and text.text.isdigit()]
    lines = [float(line.get("y1")) for line in picture.iter(SVG + "line")]
    marks = sorted((int(label.text), y) for label, y in zip(labels, lines))
    holds(2 < len(marks) < 7 and marks[0][0] == 0, marks)
    step = marks[1][0]
    holds(re.fullmatch("[125]0*", str(step)), marks)
    equal([value for value, _ in marks], [step * i for i in range(len(marks))])
    (_, floor), (top, ceiling) = marks[0], marks[-1]
    for value, y in marks:
        holds(abs(y - (floor + (ceiling - floor) * value / top)) < 0.2, marks)
    return lambda value: floor + (ceiling - floor) * value / top


def test_heights_are_those_of_the_numbers():
    for days in (21, 6, 2):  # up to 80, 200, 500 calls a day
        tree, _ = page(rich(days), "stats")
        columns, curve = (sections(tree)[name].find(SVG + "svg") for name in ("Calls by day", "Calls so far"))
        y_of = scale_of(columns)
        drawn = [rect for rect in columns.iter(SVG + "rect") if rect.find(SVG + "title") is not None]
        rows = table(sections(tree)["Calls by day"])[1:]
        equal(len(drawn), sum(cell != "0" for row in rows for cell in row[1:]))
        for rect in drawn:
            value, y = int(rect.find(SVG + "title").text.split(": ")[1].split()[0]), float(rect.get("y"))
            holds(abs(y - y_of(value)) < 0.2, (value, y, y_of(value)))
            holds(abs(y + float(rect.get("height")) - y_of(0)) < 0.6, (value, y))
        y_of, rows = scale_of(curve), table(sections(tree)["Calls so far"])[1:]
        lines = [[float(point.split(",")[1]) for point in line.get("points").split()] for line in curve.iter(SVG + "polyline")]
        equal([len(line) for line in lines], [len(rows)] * 2)
        for series, line in enumerate(lines):
            for row, y in zip(rows, line):
                holds(abs(y - y_of(int(row[1 + series]))) < 0.2, (row, y))


def test_bars_are_as_long_as_their_shares():
    tree, _ = page(rich(), "stats")
    for name in ("Contacts", "Outcomes"):
        bars = [rect for rect in sections(tree)[name].iter(SVG + "rect") if rect.get("class") == "a"]
        tracks = [float(rect.get("width")) for rect in sections(tree)[name].iter(SVG + "rect") if rect.get("class") == "track"]
        rows = table(sections(tree)[name])[1:]
        equal((len(bars), len(tracks)), (len(rows), len(rows)))
        for bar, track, row in zip(bars, tracks, rows):
            holds(abs(float(bar.get("width")) / track * 100 - float(row[2].split()[0])) < 0.4, row)


def test_forecast_says_what_the_rows_say():
    folder = rich()
    tree, _ = page(folder, "forecast")
    parts = sections(tree)
    total = folder.rows("forecast", now=NOW)[0]
    days = {row["date"]: row for row in folder.rows("forecast", "--by", "day", now=NOW)}
    finish = dict(zip([name.text for name in parts["Finish"].iter(XHTML + "dt")], [value.text for value in parts["Finish"].iter(XHTML + "dd")]))
    equal([finish[name][4:] for name in ("p10, 1 in 10 by", "p50, half by", "p90, 9 in 10 by")],
          [total[name][:19].replace("T", " ") for name in ("p10", "p50", "p90")])
    funnel = {row[0]: row[1] for row in table(parts["Contacts"])[1:]}
    equal((funnel["all"], funnel["reached"]), (str(total["contacts"]), str(total["reached"])))
    equal(sum(int(row[1]) for row in table(parts["How contacts end"])[1:]), total["contacts"])
    equal(sum(int(row[1]) for row in table(parts["Outcomes"])[1:]), total["calls"])
    drawn = {row[0]: row[1:] for row in table(parts["Calls by day"])[1:] if row[1] != "0"}
    equal(drawn, {date: [str(row["calls"]), str(row["connected"])] for date, row in days.items() if row["calls"]})
    ended = [int(row[1]) for row in table(parts["Contacts that have ended, by day"])[1:]]
    equal((ended, ended[-1]), (sorted(ended), total["contacts"]))
    marked = {mark: row[0][:10] for row in table(parts["Contacts that have ended, by day"])[1:] for mark in re.findall(r"p\d0", row[0])}
    equal(marked, {name: total[name][:10] for name in ("p10", "p50", "p90")})
    equal(len([line for line in parts["Contacts that have ended, by day"].iter(SVG + "line") if line.get("class") == "mark"]), len(set(marked.values())))
    equal(sum(int(cell) for row in table(parts["Calls by hour of the contact's week"])[1:] for cell in row[1:] if cell), total["calls"])


def test_long_logs_are_drawn_in_weeks():
    events = [{"at": f"{2025 + month // 12}-{month % 12 + 1:02}-{day:02}T10:00:00Z", "contact": str(day % 3 + 1), "event": "attempt", "outcome": "busy"}
              for month in range(14) for day in (1, 9, 17, 25)]
    tree, _ = page(Folder(events=events), "stats")
    rows = table(sections(tree)["Calls by day, 7 days together"])[1:]
    equal(sum(int(row[1]) for row in rows), len(events))
    equal((rows[0][0], rows[-1][0]), ("2024-12-30", "2026-02-23"))  # Mondays
    holds(50 < len(rows) < 94, len(rows))


def test_nothing_yet():
    folder = Folder(contacts="id,phone\n")
    tree, _ = page(folder, "stats")
    equal(sorted(sections(tree)), ["Calls", "Contacts", "Progress"])
    equal([row[1:] for row in table(sections(tree)["Contacts"])[1:]], [["0", "-"]] * 4)


def test_where_it_goes():
    folder = Folder()
    for command in ("show", "stats", "forecast"):
        status, out, _ = folder.ask(command, "--html", "-", now=NOW)
        folder.ask(command, "--html", "page.html", now=NOW)
        equal((status, out), (0, folder.read("page.html").decode()))
        status, out, err = folder.ask(command, "--html", "no/such/page.html", now=NOW)
        equal((status, out), (4, ""))
        inside("no/such/page.html cannot be written: No such file or directory [write]", err)
        equal(folder.ask(command, "--html", "/dev/full", now=NOW)[0], 4)
        equal(folder.ask(command, "--html", "page.html", "--ascii", now=NOW)[0], 2)
    equal(folder.ask("show", "--html", "page.html", "--yaml", now=NOW)[0], 2)
    for more in (["--by", "day"], ["--best-hours"], ["-o", "csv"]):
        equal(folder.ask("stats", "--html", "page.html", *more, now=NOW)[0], 2)


# --- in a browser ------------------------------------------------------------------------------------------------------

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Measures a page in frames of several widths: what sticks out of the page, what letters cover other letters.
RULER = """<!DOCTYPE html><body><script>
const widths = [340, 390, 768, 1280], faults = [];
let left = widths.length;
for (const width of widths) {
  const frame = document.createElement("iframe");
  frame.style = `width:${width}px;height:4000px;border:0`;
  frame.onload = () => {
    const d = frame.contentDocument;
    if (d.documentElement.scrollWidth > d.documentElement.clientWidth)
      faults.push(`${width}: the page is ${d.documentElement.scrollWidth} wide`);
    for (const svg of d.querySelectorAll("svg")) {
      const all = [...svg.querySelectorAll("text")].map(t => [t.textContent, t.getBBox()]), room = svg.viewBox.baseVal;
      all.forEach(([text, a], i) => {
        if (a.x < -1 || a.y < -1 || a.x + a.width > room.width + 4 || a.y + a.height > room.height + 2)
          faults.push(`${width}: "${text}" sticks out of ${svg.querySelector("title").textContent}`);
        for (const [other, b] of all.slice(i + 1))
          if (a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width && a.y + 3 < b.y + b.height && b.y + 3 < a.y + a.height)
            faults.push(`${width}: "${text}" covers "${other}"`);
      });
    }
    if (!--left) document.body.textContent = "measured " + JSON.stringify(faults);
  };
  frame.src = "/page.html";
  document.body.append(frame);
}
</script>"""


class Web:
    """The only web there is: a proxy that hands out pages by path, and remembers what was asked of it."""

    def __init__(self, **pages):
        asked = self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                host, _, path = self.path.removeprefix("http://").partition("/")
                body = pages.get(path.split(".")[0]) if host == "page.test" else None
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write((body or "").encode())

            def do_CONNECT(self):
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def browse(self, path, *flags):
        """-> (standard output, what the console said)"""
        with tempfile.TemporaryDirectory() as profile:
            done = subprocess.run([CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
                                   "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions",
                                   "--disable-features=OptimizationHints,MediaRouter,Translate", "--enable-logging=stderr", "--log-level=0", "--virtual-time-budget=8000",
                                   f"--user-data-dir={profile}", f"--proxy-server=127.0.0.1:{self.server.server_port}", *flags, f"http://page.test/{path}"],
                                  capture_output=True, timeout=120, env={**os.environ, "HOME": profile})
        log = done.stderr.decode(errors="replace")
        return done.stdout.decode(errors="replace"), [line for line in log.splitlines() if "CONSOLE" in line]

    def requests(self):
        return [url for url in self.asked if "page.test" in url or ".test" in url]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def pixels(png):
    """The rows of a screenshot, each as bytes, and the bytes of a pixel."""
    data, at = b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, _, depth, color = struct.unpack(">IIBB", body[:10])
            equal((depth, color in (2, 6)), (8, True))
            step = 3 if color == 2 else 4
        data += body if kind == b"IDAT" else b""
        at += 12 + size
    raw, rows, above = zlib.decompress(data), [], bytes(width * step)
    for start in range(0, len(raw), width * step + 1):
        kind, row = raw[start], bytearray(raw[start + 1:start + 1 + width * step])
        for i in range(len(row) if kind else 0):
            a = row[i - step] if i >= step else 0
            b, c = above[i], above[i - step] if i >= step else 0
            nearest = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
            row[i] = row[i] + (0, a, b, (a + b) // 2, nearest)[kind] & 255
        rows.append(bytes(row))
        above = row
    return rows, step


def looks(web, *flags):
    """-> (brightness of the corner, number of colours, share of the corner's colour)"""
    with tempfile.TemporaryDirectory() as folder:
        shot = os.path.join(folder, "shot.png")
        _, console = web.browse("page.html", "--window-size=600,900", f"--screenshot={shot}", *flags)
        equal(console, [])
        with open(shot, "rb") as file:
            rows, step = pixels(file.read())
    seen = [row[i:i + 3] for row in rows for i in range(0, len(row), step)]
    return sum(seen[0]) // 3, len(set(seen)), seen.count(seen[0]) / len(seen)


def in_browser():
    if not CHROMIUM:
        skip("no Chromium")


def test_the_watch_would_see_a_request_and_an_error():
    in_browser()
    web = Web(page="<body><img src='http://elsewhere.test/x.png'><script>console.error('oh')</script><p style='width:3000px'>x</p>"
                   "<svg viewBox='0 0 100 100'><title>t</title><text x='90' y='50'>sticking</text><text x='88' y='50'>covered</text></svg>", ruler=RULER)
    _, console = web.browse("page.html", "--dump-dom")
    found, _ = web.browse("ruler.html", "--dump-dom")
    web.close()
    inside("http://elsewhere.test/x.png", web.requests())
    holds(len(console) == 1 and "oh" in console[0], console)
    for part in ("the page is 3", "sticks out of t", "covers"):
        inside(part, found)


def test_pages_in_a_browser():
    in_browser()
    for command in ("show", "stats", "forecast"):
        folder = rich()
        _, text = page(folder, command)
        web = Web(page=text, ruler=RULER)
        light = looks(web, "--blink-settings=preferredColorScheme=1")
        dark = looks(web, "--blink-settings=preferredColorScheme=0")
        found, console = web.browse("ruler.html", "--dump-dom")
        web.close()
        holds(light[0] > 240 and dark[0] < 60, (light, dark))
        for _, colours, ground in (light, dark):
            holds(colours > 50 and ground < .9, (light, dark))
        equal(console, [])
        inside("measured []", found)
        equal({url for url in web.requests()} - {"http://page.test/favicon.ico"}, {"http://page.test/page.html", "http://page.test/ruler.html"})


if __name__ == "__main__":
    main(globals())
