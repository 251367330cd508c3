#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dialplan ready and dialplan estimate: what they say of a list and its log."""
import sys

sys.dont_write_bytecode = True
from harness import CAMPAIGN, CONTACTS, NOW, Folder, equal, holds, inside, main  # noqa: E402

PACED = CAMPAIGN + "agent: anna\ncaller_id: '+442079460000'\npacing: {preset: balanced}\n"
CHECKS = ["status", "agent", "caller_id", "contacts", "callable", "channels", "windows", "now", "end", "zone_data", "stop_rules",
          "callback_gates", "guard", "zones", "pacing"]
HEALTH = ["stalled", "error_rate", "invalid_rate", "abandoned_rate", "complete"]


def attempt(at, contact="1", outcome="no_answer", **more):
    return {"at": f"2026-03-02T{at}Z", "contact": contact, "event": "attempt", "outcome": outcome, **more}


def results(folder, **more):
    return {row["check"]: row["result"] for row in folder.rows("ready", **more)}


def messages(folder):
    return {row["check"]: row["message"] for row in folder.rows("ready")}


def test_a_ready_campaign():
    folder = Folder(PACED)
    rows = folder.rows("ready")
    equal([row["check"] for row in rows], CHECKS)
    equal(list(rows[0]), ["check", "result", "message", "value", "limit", "at"])
    equal({row["check"] for row in rows if row["result"] != "ok"} - {"zone_data"}, set())
    equal(folder.ask("ready", "-e")[0], 0)


def test_a_log_brings_its_health():
    folder = Folder(PACED, events=[attempt("09:30:00", duration=20)])
    rows = folder.rows("ready")
    equal([row["check"] for row in rows], CHECKS + HEALTH)
    equal({row["check"]: row["message"] for row in rows}["error_rate"], "0.0 % of 1 calls failed")
    equal([row["check"] for row in Folder(PACED, events=[]).rows("ready")], CHECKS)


def test_what_fails_is_the_exit_status():
    for old, new, check in (("name: Tests", "name: Tests\nstatus: paused", "status"), ("balanced", "balanced, channels: 0", "channels"),
                            ("name: Tests", "name: Tests\nschedule: {end: 2026-03-01}", "end")):
        folder = Folder(PACED.replace(old, new))
        equal(results(folder)[check], "failed")
        equal(folder.ask("ready", "-e")[0], 1)
        equal(folder.ask("ready")[0], 0)
    equal(results(Folder(PACED, contacts="id,phone\n"))["contacts"], "failed")


def test_a_table_has_marks():
    folder = Folder(PACED.replace("agent: anna\n", ""))
    _, out, _ = folder.ask("ready")
    inside("\nagent           ! warning  no agent is set\n", out)
    inside("\nchannels        ✓ ok       4 calls at a time\n", out)
    inside("wishes found by analysis do not count, by both gates\n", out)
    _, out, _ = folder.ask("ready", "--ascii")
    holds(out.isascii(), out)
    inside("\nagent           warning  no agent is set\n", out)
    equal(folder.ask("ready", "-o", "csv")[1].splitlines()[0], "check,result,message,value,limit,at")


def test_the_log_is_the_load_of_pacing():
    inside("no call may start before 2026-03-02T10:00:02", messages(Folder(PACED, events=[attempt("09:59:57")]))["pacing"])
    calls = [attempt(f"09:{m:02}:{s:02}", "2") for m in range(20, 50) for s in range(0, 60, 5)]
    folder = Folder(PACED + "safety: {business_hours_guard: true}\n", events=calls)
    inside("1 call may start now", messages(folder)["pacing"])  # 360 of 400
    folder = Folder(PACED, events=calls + [attempt(f"09:50:{s:02}", "2") for s in range(40)])
    equal(messages(folder)["pacing"], "no call may start before 2026-03-03T00:00:00+00:00 (daily_limit)")


def test_a_start_and_its_report_are_one_call():
    limited = PACED.replace("preset: balanced", "channels: 2, spacing: 0s, calls_per_minute: off")
    start = {"at": "2026-03-02T09:55:00Z", "contact": "1", "event": "start"}
    inside("1 call may start now (channels)", messages(Folder(limited, events=[start]))["pacing"])
    inside("2 calls may start now (channels)", messages(Folder(limited, events=[start, attempt("09:55:00", duration=60)]))["pacing"])
    inside("2 calls may start now (channels)",  # two hours and more ago: stale
           messages(Folder(limited, events=[{**start, "at": "2026-03-02T08:00:00Z"}]))["pacing"])
    two = PACED.replace("preset: balanced", "channels: 9, daily_limit: 2, spacing: 0s, calls_per_minute: off")
    inside("1 call may start now (daily_limit)", messages(Folder(two, events=[start, attempt("09:55:00", duration=60)]))["pacing"])
    inside("1 call may start now (daily_limit)",  # stale, but it was started
           messages(Folder(two, events=[{**start, "at": "2026-03-02T07:55:00Z"}]))["pacing"])


def test_zones_that_a_law_goes_by():
    """Contacts without a zone of their own, where a rule of the United States binds."""
    folder = Folder(PACED + "guard: [us-fl]\n", contacts="id,phone,timezone\n1,+12125550100,\n2,+12125550101,America/New_York\n")
    equal((results(folder)["zones"], messages(folder)["zones"]),
          ("warning", "1 contact without a zone is called by the campaign's, and a guard rule of the United States goes by the "
                      "called person's clock; write unknown_zone: hold, or infer_zone: phone"))
    folder = Folder(PACED + "guard: [us-fl]\nunknown_zone: hold\n", contacts="id,phone,timezone\n1,+12125550100,\n")
    equal(messages(folder)["zones"], "1 contact is held for want of a usable zone")


def test_a_breaker_opens_and_is_reset():
    guarded = PACED + "safety: {circuit_breaker: {failures: 50%, of_last: 4, pause: until_reset}}\n"
    failures = [attempt("09:10:00", "1", "error"), attempt("09:20:00", "2", "network_error")]
    folder = Folder(guarded, events=failures)
    equal(messages(folder)["pacing"], "no call may start (breaker)")
    equal(results(folder)["pacing"], "failed")
    folder = Folder(guarded, events=failures + [{"at": "2026-03-02T09:30:00Z", "event": "breaker_reset"}])
    equal(results(folder)["pacing"], "ok")
    folder = Folder(guarded, events=failures + [{"at": "2026-03-02T10:30:00Z", "event": "breaker_reset"}])
    equal(results(folder)["pacing"], "failed")  # not reset yet


def test_stalled():
    folder = Folder(PACED, events=[attempt("09:59:40")])
    equal(results(folder)["stalled"], "ok")
    equal(results(Folder(PACED, events=[attempt("09:59:29")]))["stalled"], "failed")
    # in the first seconds after the opening nothing is overdue yet
    equal(results(Folder(PACED, contacts=CONTACTS.replace("Asia/Kolkata", ""), events=[attempt("08:00:00")]), now="2026-03-02T09:00:20Z")["stalled"], "ok")


def test_rates_are_of_the_last_day():
    events = [attempt(f"09:30:{s:02}", "1", "error") for s in range(20)] + [attempt(f"09:31:{s:02}", "1", "invalid_number") for s in range(5)]
    events += events[:3]  # told again
    folder = Folder(PACED, events=events)
    said = messages(folder)
    equal(said["error_rate"], "80.0 % of 25 calls failed")
    equal(said["invalid_rate"], "20.0 % of 25 calls had an invalid number")
    equal(results(folder)["error_rate"], "failed")
    equal({row["check"]: row["message"] for row in folder.rows("ready", now="2026-03-03T09:31:04Z")}["error_rate"], "no calls to judge yet")


def test_complete():
    events = [attempt(f"09:3{i}:00", str(i), "completed") for i in (1, 2, 3)]
    folder = Folder(PACED, events=events)
    equal((results(folder)["complete"], results(folder)["callable"]), ("warning", "failed"))


def estimate(folder, *arguments, **more):
    rows = folder.rows("estimate", *arguments, **more)
    equal(len(rows), 1)
    return rows[0]


def test_the_worked_example():
    """4 channels and a cycle of 180 to 216 s: 80 to 66.7 calls an hour, 400 in 5 to 6 hours."""
    folder = Folder(PACED)
    row = estimate(folder, "-n", "400", now="2026-03-02T09:00:00Z")
    equal(row, {"calls_per_hour": 80, "limit": "channels", "contacts": 400, "called": 400, "finish": "2026-03-02T14:00:00+00:00",
                "open_s": 18000, "days": 1})
    row = estimate(folder, "-n", "400", "--cycle", "216s", now="2026-03-02T09:00:00Z")
    equal((row["calls_per_hour"], row["finish"]), (66.666, "2026-03-02T15:00:00+00:00"))
    inside("\n80              channels       400     400  Mon 2026-03-02 14:00:00   18000     1",
           folder.ask("estimate", "-n", "400", now="2026-03-02T09:00:00Z")[1])


def test_who_can_be_dialled_is_estimated():
    folder = Folder(PACED, events=[attempt("09:30:00", "1", "completed")])
    row = estimate(folder)
    equal((row["contacts"], row["finish"]), (2, "2026-03-02T10:01:30+00:00"))
    folder = Folder(PACED.replace("balanced", "balanced, daily_limit: 1"), events=[attempt("09:30:00", "1", "completed")])
    equal(estimate(folder)["finish"], "2026-03-04T09:00:45+00:00")  # today's call is made


def test_what_does_not_fit():
    folder = Folder(PACED.replace("name: Tests", "name: Tests\nschedule: {end: 2026-03-02T11:00}"))
    row = estimate(folder, "-n", "100")
    equal((row["finish"], row["called"]), (None, 80))
    equal(folder.ask("estimate", "-n", "100", "-e")[0], 1)
    equal(folder.ask("estimate", "-n", "80", "-e")[0], 0)


def test_errors():
    folder = Folder(PACED)
    for arguments, status, words in ((["--cycle", "x"], 2, "--cycle"), (["--cycle", "1d"], 2, "--cycle is 1s to 24h"),
                                     (["--cycle", "0s"], 2, "--cycle is 1s to 24h"), (["-n", "1000000001"], 2, "1,000,000,000")):
        got, out, err = folder.ask("estimate", *arguments)
        equal((got, out), (status, ""), err)
        inside(words, err)
    status, _, err = Folder().ask("estimate", "-n", "3")
    equal(status, 3)
    inside('no key "pacing"', err)
    equal(Folder().run("estimate", "-n", "3", "--now", NOW)[0], 2)
    equal(Folder().run("ready", "--now", NOW)[0], 2)


if __name__ == "__main__":
    main(globals())
