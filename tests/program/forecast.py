#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dialplan forecast: what it says of a list and its log."""
import sys

sys.dont_write_bytecode = True
from harness import CAMPAIGN, Folder, equal, holds, inside, main  # noqa: E402

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


def test_errors():
    folder = Folder(PACED)
    for arguments, words in ((["--runs", "0"], "--runs is 1 to 1000"), (["--runs", "1001"], "--runs is 1 to 1000"),
                             (["--seed", "x"], "--seed is a whole number"), (["--by", "week"], "--by is day")):
        status, out, err = folder.ask("forecast", *arguments)
        equal((status, out), (2, ""), err)
        inside(words, err)
    equal(folder.run("forecast")[0], 2)


if __name__ == "__main__":
    main(globals())
