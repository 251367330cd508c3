#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dialplan forecast: what it says of a list and its log."""
import datetime
import os
import pty
import re
import signal
import subprocess
import sys

sys.dont_write_bytecode = True
from harness import CAMPAIGN, NOW, PROGRAM, Folder, equal, holds, inside, main  # noqa: E402

PACED = CAMPAIGN + "pacing: {channels: 2}\n"
PEOPLE = "id,phone,timezone\n" + "".join(f"{i},+4477009{i:05d},Europe/London\n" for i in range(200))


def forecast(folder, *arguments, **more):
    rows = folder.rows("forecast", *arguments, **more)
    equal(len(rows), 1)
    return rows[0]


def test_everybody_ends_in_one_way():
    row = forecast(Folder(PACED, PEOPLE))
    equal(row["contacts"], 200)
    equal(row["stopped"] + row["held"] + row["unfinished"], 200)
    equal((row["unfinished"], row["runs"], row["channels"]), (0, 20, 2))
    holds(row["p10"] <= row["p50"] <= row["p90"], row)
    holds(row["calls"] >= 200 and row["reached"] <= row["connected"] <= row["calls"], row)
    equal(row["limit"], "channels")


def test_the_same_seed_is_the_same_forecast():
    folder = Folder(PACED, PEOPLE)
    once = folder.ask("forecast", "--seed", "7")[1]
    equal(folder.ask("forecast", "--seed", "7")[1], once)
    holds(folder.ask("forecast", "--seed", "8")[1] != once, once)


def test_days_add_up():
    folder = Folder(PACED, PEOPLE)
    row, days = forecast(folder, "--runs", "1"), folder.rows("forecast", "--by", "day")
    for name in ("calls", "connected", "callbacks", "channel_s"):
        equal(sum(day[name] for day in days), row[name])
    equal(sum(day["ended"] for day in days), 200)
    equal(max(day["channels"] for day in days), 2)
    holds(all(day["date"] not in ("2026-03-07", "2026-03-08") or not day["calls"] for day in days), days)
    inside("2026-03-02", folder.ask("forecast", "--by", "day")[1])


def test_the_log_counts():
    done = [{"at": f"2026-03-02T09:{i:02d}:00Z", "contact": str(i), "event": "attempt", "outcome": "completed"} for i in range(50)]
    row = forecast(Folder(PACED, PEOPLE, events=done))
    equal((row["contacts"], row["stopped"]), (200, 200))
    holds(row["reached"] >= 50, row)


def test_who_is_left():
    folder = Folder(PACED.replace("channels: 2", "channels: 2, daily_limit: 10"), PEOPLE)
    row = forecast(folder, "--horizon", "2d")
    equal((row["calls"], row["finish"], row["p50"], row["limit"]), (30, None, None, "daily_limit"))  # until Wednesday, 10:00
    holds(row["unfinished"] >= 170, row)
    equal(folder.ask("forecast", "--horizon", "2d", "-e")[0], 1)
    equal(folder.ask("forecast", "-e", "--runs", "1")[0], 0)


def test_a_model_of_ones_own():
    folder = Folder(PACED, PEOPLE, **{"m.yaml": "outcomes: {busy: 1}\nring: 7s\n", "m.json": '{"outcomes": {"completed": "100%"}, "wrap": "10s", "ring": "0s", "talk": "50s"}'})
    row = forecast(folder, "--model", "m.yaml")
    equal((row["model"], row["connected"], row["channel_s"]), ("file", 0, 7 * row["calls"]))
    row = forecast(folder, "--model", "m.json")
    equal((row["model"], row["calls"], row["reached"], row["channel_s"]), ("file", 200, 200, 200 * 60))
    folder.write("m.yaml", "ring: 7s\ntalc: 3m\n")
    status, out, err = folder.ask("forecast", "--model", "m.yaml")
    equal((status, out), (3, ""))
    equal(err, 'm.yaml:2:1: error: expected outcomes, answer_rate, ring, talk, voicemail, wrap or callback, found "talc", did you mean "talk"? [unknown-key]\n')
    status, out, err = folder.ask("forecast", "--model", "none.yaml")
    equal((status, out), (4, ""), err)


def test_the_example_of_the_man_page():
    with open("man/dialplan-forecast.1", encoding="utf-8") as file:
        model = re.search(r"^For example:\n\.Bd .*\n((?:.*\n)*?)\.Ed", file.read(), re.M)[1]
    equal(forecast(Folder(PACED, PEOPLE, m=model), "--model", "m")["model"], "file")


def log(count):
    """So many calls on the days before, all to one who is never there."""
    return [{"at": f"2026-02-{1 + i // 60 % 20:02}T{9 + i // 1200:02}:{i % 60:02}:00Z", "contact": "0", "event": "attempt", "outcome": "busy"} for i in range(count)]


def test_the_log_teaches_once_it_is_long_enough():
    short, long = Folder(PACED, PEOPLE, log(99)), Folder(PACED, PEOPLE, log(100))
    equal([forecast(folder)["model"] for folder in (short, long)], ["usual", "log"])
    equal(forecast(long)["connected"], 0)
    holds(forecast(short)["connected"] > 20)
    inside("the usual shares, for the log has 99 calls, fewer than 100", short.ask("forecast", "-v")[2])
    inside("calls end by the shares of 100 calls of the log", long.ask("forecast", "-v")[2])
    inside("with the shares of 100 calls of the log", long.ask("forecast")[1])
    long.write("m.yaml", "{}")
    holds(forecast(long, "--model", "m.yaml")["connected"] > 20)


def test_zones_that_are_met_late_move_nobody():
    """The one zone that is not in the first part of a long list: whether it is met first or last, all play alike."""
    people = [f"{i},+44770{i:07},{'Asia/Kolkata' if i % 2 else 'Europe/London'}\n" for i in range(9000)]
    late, head = "9000,+447709000000,Pacific/Auckland\n", "id,phone,timezone\n"
    rows = [forecast(Folder(CAMPAIGN, head + body), "--runs", "1") for body in ("".join(people) + late, late + "".join(people))]
    equal(rows[0], rows[1])


def test_a_picture_for_people():
    folder = Folder(PACED, PEOPLE)
    row, (_, out, _) = forecast(folder), folder.ask("forecast")
    row["p50_day"] = datetime.date.fromisoformat(row["p50"][:10]).strftime("%a")
    lines = out.splitlines()
    for label, value in (("all", row["contacts"]), ("reached", row["reached"]), ("all", row["calls"]), ("most at once", row["channels"])):
        holds(any(re.match(rf"  {label} +{value}\b", line) for line in lines), (label, value))
    for title in ("Finish", "Contacts", "How contacts end", "Calls", "Contacts that have ended, by day", "Calls by day", "Calls by hour of the contact's week"):
        inside(title, lines)
    inside(f"p50, half by     {row['p50_day']} {row['p50'][:10]} {row['p50'][11:19]}", out)
    inside("p90", out)
    inside("█", out)
    plain = folder.ask("forecast", "--ascii")[1]
    equal(plain.encode("ascii", "replace").decode(), plain)
    equal(folder.ask("forecast", "-o", "table")[1], out)
    # The last column of the finish is full, and the whole curve never falls.
    at = lines.index("Contacts that have ended, by day")
    columns = ["".join(line[12:][i:i + 1] or " " for line in lines[at + 1:at + 7]) for i in range(len(lines[at + 6]) - 12)]
    heights = [sum(" ▁▂▃▄▅▆▇█".index(cell) for cell in column) for column in columns]
    equal((heights, heights[-1]), (sorted(heights), 48))


def test_long_forecasts_are_drawn_in_weeks():
    slow = CAMPAIGN + "pacing: {channels: 1, daily_limit: 2}\n"
    _, out, _ = Folder(slow, PEOPLE).ask("forecast", "--horizon", "100d", "--runs", "1")
    inside("Calls by day, 7 days together", out)
    inside("p10, 1 in 10 by  not within the horizon", out)
    inside("(still to call)", out)


def test_nobody_to_call():
    folder = Folder(PACED, "id,phone\n")
    _, out, err = folder.ask("forecast")
    equal(err, "")
    holds("Calls by day" not in out, out)


class Terminal:
    """The program with its standard error on a terminal."""

    def __init__(self, folder, *arguments):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen([PROGRAM, "forecast", "--campaign", "c.yaml", "--now", NOW, *arguments], cwd=folder.path, stdout=subprocess.PIPE, stderr=slave)
        os.close(slave)
        self.said = b""

    def until(self, word):
        while word not in self.said:
            self.said += os.read(self.master, 4096)

    def end(self):
        out = self.process.stdout.read()
        try:
            while more := os.read(self.master, 4096):
                self.said += more
        except OSError:  # the other end is closed
            pass
        os.close(self.master)
        return self.process.wait(60), out.decode(), self.said.decode()


def test_progress_and_an_interruption():
    many = "id,phone,timezone\n" + "".join(f"{i},+44770{i:07},Europe/London\n" for i in range(20000))
    folder = Folder(CAMPAIGN, many)
    terminal = Terminal(folder, "--runs", "1000", "-o", "ndjson")
    terminal.until(b" left")
    terminal.process.send_signal(signal.SIGINT)
    status, out, said = terminal.end()
    equal(status, 130)
    equal(out.count("\n"), 1)
    inside('"contacts":20000', out)
    holds(re.search(r"\[#*\.+\] +\d+%  \d+ contacts, \d+ a second, \d+ s left", said), said)
    holds(re.search(r"\r\033\[Kdialplan: .*warning.*interrupted after \d+ of its runs", said), said)
    quiet = Terminal(folder, "--runs", "3", "-q", "-o", "ndjson")
    equal(quiet.end()[::2], (0, ""))


def test_errors():
    folder = Folder(PACED)
    for arguments, words in ((["--runs", "0"], "--runs is 1 to 1000"), (["--runs", "1001"], "--runs is 1 to 1000"),
                             (["--seed", "x"], "--seed is a whole number"), (["--by", "week"], "--by is day"),
                             (["--html", "p", "--by", "day"], "--html writes a page")):
        status, out, err = folder.ask("forecast", *arguments)
        equal((status, out), (2, ""), err)
        inside(words, err)
    equal(folder.run("forecast")[0], 2)


if __name__ == "__main__":
    main(globals())
