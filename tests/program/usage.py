#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How the program is called: exit statuses, suggestions, help, finding campaigns, check, show, init, completion."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import unicodedata

sys.dont_write_bytecode = True
from harness import CAMPAIGN, NOW, PROGRAM, Folder, equal, holds, inside, main  # noqa: E402

SUBCOMMANDS = ["init", "check", "show", "next", "plan", "explain", "ladder", "clip", "when", "queue", "ready", "estimate", "forecast", "record", "fold", "stats", "audit", "diff", "dnc", "rules", "schema", "zones",
               "version", "completion", "help"]
HERE = os.path.dirname(os.path.abspath(__file__))


def test_usage_errors():
    folder = Folder()
    for arguments, word in ((["nxt"], 'did you mean "next"'), (["plan", "--campagn", "c"], "did you mean --campaign"), (["plan"], "needs --campaign"),
                            (["plan", "-c", "c", "-c", "d"], "takes one --campaign"), (["plan", "-c"], "needs a value"),
                            (["plan", "-c", "c.yaml", "-o", "xls"], "table, csv, json, ndjson or ics"),
                            (["clip", "-c", "c.yaml", "-o", "ics", NOW], "table, csv, json or ndjson"), (["plan", "-c", "c.yaml", "-o", "ics", "--columns", "at"], "--columns"), (["plan", "-c", "c.yaml", "x"], "one word too many"),
                            (["plan", "-c", "c.yaml", "--view", "all"], "no flag --view"), (["explain", "-c", "c.yaml"], "usage: dialplan explain"),
                            (["next", "-c", "c.yaml", "-n", "ten"], "-n needs a whole number"), (["next", "-c", "c.yaml", "--utc=yes"], "takes no value"),
                            (["plan", "-c", "c.yaml", "--horizon", "5h"], "--horizon"), (["plan", "-c", "c.yaml", "--now", "noon"], "--now"),
                            (["plan", "-c", "c.yaml", "--only", "1", "--only", "2"], "twice"), (["completion", "tcsh"], "bash, zsh and fish"),
                            (["plan", "-c", "c.yaml", "--contacts", "-", "--events", "-"], "standard input"),
                            (["ladder", "-c", "c.yaml", "--outcome", "bussy"], "busy"), (["clip", "-c", "c.yaml", "-z", "Europe/Berln", NOW], "Europe/Berlin"),
                            (["help", "pln"], 'did you mean "plan"'), (["record", "-c", "c.yaml", "--output", "csv"], "no flag --output")):
        status, out, err = folder.run(*arguments)
        equal((status, out), (2, ""), str(arguments) + err)
        inside(word, err)
    status, out, _ = folder.run()
    equal(status, 2)
    inside("no Asterisk or FreeSWITCH dialplan", out)


def test_help():
    folder = Folder()
    status, out, _ = folder.run("help")
    equal(status, 0)
    for name in SUBCOMMANDS:
        inside(f"\n  {name} ", out)
        equal(folder.run("help", name), folder.run(name, "--help"))
        text = folder.run("help", name)[1]
        inside(f"usage: dialplan {name}", text)
        inside("\nexample:\n  dialplan ", text)
        holds(max(len(line) for line in text.splitlines()) <= 130, name)
    equal(folder.run("--help")[1], out)
    equal(folder.run("--version"), folder.run("version"))
    inside("zone data 20", folder.run("--version")[1])


def test_a_flag_may_be_written_in_several_ways():
    folder = Folder()
    expected = folder.ask("next", "-n", "2", "-o", "csv")
    for arguments in (["-n2", "-ocsv"], ["--limit=2", "--output=csv"], ["--limit", "2", "-qocsv"]):
        equal(folder.ask("next", *arguments)[1], expected[1])


def test_campaigns_are_found_by_name():
    folder = Folder()
    for place in ("path/one", "config/dialplan/campaigns/x", "two"):
        os.makedirs(os.path.join(folder.path, place))
    folder.write("path/one/campaign.yaml", CAMPAIGN.replace("Tests", "one").replace("contacts.csv", "../../contacts.csv"))
    folder.write("config/dialplan/campaigns/three.json", json.dumps({"name": "three", "timezone": "UTC", "windows": "09:00-18:00"}))
    folder.write("two/campaign.yaml", CAMPAIGN.replace("Tests", "two"))
    env = {"DIALPLAN_PATH": os.path.join(folder.path, "nowhere") + ":" + os.path.join(folder.path, "path"),
           "XDG_CONFIG_HOME": os.path.join(folder.path, "config")}

    def name_of(campaign):
        status, out, err = folder.run("show", "--campaign", campaign, "--now", NOW, env=env)
        equal(status, 0, err)
        return out.splitlines()[0]
    equal([name_of(n) for n in ("c", "c.yaml", "./c.yaml", "two", "one", "three", os.path.join(folder.path, "c.yaml"))],
          ["Tests", "Tests", "Tests", "two", "one", "three", "Tests"])
    status, _, err = folder.run("show", "--campaign", "thre", env=env)
    equal(status, 4)
    inside("looked here, in " + folder.path + "/nowhere, in " + folder.path + "/path, in ", err)
    equal(folder.run("plan", "-c", "one", "--now", NOW, "-o", "csv", env=env)[0], 0)


def test_now():
    folder = Folder()
    equal(folder.rows("plan", now="@1772445600"), folder.rows("plan", now=NOW))
    equal(folder.rows("plan", now="2026-03-02T10:00"), folder.rows("plan", now=NOW))
    _, _, err = folder.ask("plan", "-v")
    inside("now is 2026-03-02T10:00:00+00:00", err)
    inside("campaign c.yaml, contacts contacts.csv, events events.ndjson", err)


def test_check():
    folder = Folder()
    status, out, err = folder.run("check", "c.yaml", "--now", NOW)
    equal((status, err), (0, ""), out)
    equal(out, "contacts.csv: 3 contacts\nevents.ndjson: 0 events\nc.yaml: no mistakes\n")
    folder.write("c.yaml", CAMPAIGN.replace("seed: tests\n", ""))
    status, out, err = folder.run("check", "-c", "c.yaml", "--now", NOW)
    equal(status, 0)
    inside("warning:", err)
    equal(folder.run("check", "c.yaml", "--strict")[0], 3)
    folder.write("events.ndjson", '{"nonsense"}\n')
    status, out, err = folder.run("check", "c.yaml", "--now", NOW)
    equal(status, 3)
    inside("1 row that cannot be read", out)
    inside("events.ndjson:1:12: error: a colon is expected [json]", err)


def test_show():
    folder = Folder(campaign=CAMPAIGN + "no_call_days: [2026-03-03, {every 12-25: Christmas Day}]\n")
    status, out, err = folder.ask("show", "--ascii")
    equal((status, err), (0, ""))
    lines = out.splitlines()
    inside("  Mon  2 ..................##################............ 09:00-18:00", lines)
    inside("  Tue  3 ................................................ closed", lines)
    inside("  Mon 2026-03-02 10:00:00  to  Mon 2026-03-02 18:00:00  8h  (now)", lines)
    inside("  every 12-25: Christmas Day", lines)
    holds(any("business-hours" in line for line in lines))
    holds(max(len(line) for line in lines) <= 80, "wider than 80 columns")
    _, out, _ = folder.ask("show")
    inside("  Mon  2 ··················██████████████████············ 09:00-18:00", out)
    holds("\033" not in out, "colour without a terminal")
    equal(folder.ask("show", env={"TERM": "dumb"})[1].splitlines()[10:], lines[10:])
    _, out, _ = folder.ask("show", "--zone", "Asia/Kolkata")
    inside("(Asia/Kolkata)", out)


def test_show_half_hours_and_nights():
    folder = Folder(campaign="name: n\nseed: n\ntimezone: UTC\nsafety: {business_hours_guard: false}\n"
                             "windows: {mon: [09:15-10:00, 11:00-11:15, 12:05-12:25], tue: 22:00-02:00}\n")
    _, out, _ = folder.ask("show", "--ascii")
    inside("  Mon  2 ..................+#..+.+....................... 09:15-10:00 11:00-11:15 12:05-12:25\n", out)
    inside("  Tue  3 ............................................#### 22:00-24:00\n", out)
    inside("  Wed  4 ####............................................ 00:00-02:00\n", out)
    inside("Tue 2026-03-03 22:00:00  to  Wed 2026-03-04 02:00:00  4h", out)


def test_show_begins_in_the_middle_of_a_minute():
    """A cell is full only if all of it is open: not that of a start at half past a minute."""
    folder = Folder(campaign=CAMPAIGN + "schedule: {start: 2026-03-02T09:00:30}\n")
    _, out, _ = folder.ask("show", "--ascii")
    inside("  Mon  2 ..................+#################............ 09:00:30-18:00\n", out)


def test_show_where_clocks_change():
    """Europe/London: 2026-10-25 reads 01:00 to 02:00 twice, 2026-03-29 does not. A span ends where its last second does."""
    def day(windows, date):
        folder = Folder(campaign="name: n\nseed: n\ntimezone: Europe/London\nsafety: {business_hours_guard: false}\n"
                                 f"windows: {{sun: {windows}}}\n")
        _, out, _ = folder.ask("show", "--ascii", now=date + "T00:00:00Z")
        return next(line for line in out.splitlines() if line.startswith("  Sun " + date[-2:]))[9:]
    equal(day("01:30-03:00", "2026-10-25"), "...###.......................................... 01:30-02:00 01:30-03:00")
    equal(day("[01:00-01:20, 01:40-02:00]", "2026-10-25"),
          "..++............................................ 01:00-01:20 01:40-02:00 01:00-01:20 01:40-02:00")
    equal(day("00:00-24:00", "2026-10-25"), "#" * 48 + " 00:00-24:00")
    equal(day("00:30-01:30", "2026-03-29"), ".#.............................................. 00:30-01:00")


def test_show_steers_no_terminal():
    folder = Folder(campaign=CAMPAIGN.replace("name: Tests", 'name: "a\\e[31mb\\u009b1mc"') + 'no_call_days: [{2026-04-03: "x\\ey"}]\n')
    status, out, err = folder.ask("show")
    equal((status, out.splitlines()[0]), (0, "a [31mb 1mc"), err)
    inside("2026-04-03: x", out)
    steering = "[\x00-\x09\x0b-\x1f\x7f-\x9f]"
    holds(not re.search(steering, out), out)
    folder.write("contacts.csv", 'id,phone,timezone\n"1\x1b[31m\x9b1m",+447700900001,"Eur\x9bope"\n')
    status, out, err = folder.ask("explain", "+447700900001")
    holds(out.startswith("contact 1 [31m 1m · hold"), out)
    out += folder.ask("plan")[1]
    inside('contacts.csv:2:', err)
    holds(not re.search(steering, out + err), out + err)
    _, _, err = folder.run("pl\x1ban\x9b")
    inside('there is no subcommand "pl an "', err)


def test_show_yaml_is_a_campaign_again():
    folder = Folder()
    status, out, err = folder.ask("show", "--yaml")
    equal(status, 0, err)
    folder.write("again.yaml", out)
    equal(folder.run("show", "--yaml", "-c", "again.yaml", "--now", NOW)[1], out)
    equal(folder.run("plan", "-c", "again.yaml", "--now", NOW, "-o", "ndjson")[1], folder.ask("plan", "-o", "ndjson")[1])


def test_init():
    folder = Folder()
    equal(folder.run("init", "spring sale \"26\"")[0], 0)
    name = 'spring sale "26".yaml'
    written = folder.read(name)
    equal(folder.run("init", name)[0], 4)  # never over a file
    equal(folder.read(name), written)
    status, out, err = folder.run("check", name, "--now", NOW)
    equal((status, err), (0, ""), out)
    equal(folder.run("show", name, "--now", NOW)[1].splitlines()[0], 'spring sale "26"')
    equal(folder.run("init")[1].count("\nname: \"My campaign\"\n"), 1)
    # Every commented setting is one that exists.
    text = written.decode().replace("# country:", "country:").replace("# dnc:", "dnc:").replace("# special_days", "special_days")
    text = text.replace("# schedule:", "schedule:").replace("#   start", "  start").replace("#   end", "  end")
    folder.write("whole.yaml", text)
    folder.write("do-not-call.txt", "+447700900001\n")
    status, out, err = folder.run("check", "whole.yaml", "--now", NOW)
    equal(status, 0, err)


def test_explain_in_words():
    folder = Folder(events=[{"at": "2026-02-27T16:40:12Z", "contact": "1", "event": "attempt", "outcome": "no_answer"}])
    status, out, err = folder.ask("explain", "1", now="2026-02-28T12:00:00Z")
    equal((status, err), (0, ""))
    lines = out.splitlines()
    holds(lines[0].startswith("contact 1 · call · retry, attempt 2 of 12 · 2026-03-02T09:"), lines[0])
    equal([line.split()[0] for line in lines[1:]], ["last_attempt", "intervals", "no_window", "buffer"])
    inside("→ Fri 2026-02-27 16:40:12", lines[1])
    equal(folder.ask("explain", "1", "--contacts", "/dev/null")[0], 3)
    status, _, err = folder.ask("explain", "11")
    equal(status, 3)
    inside('there is no contact "11" in contacts.csv', err)
    equal(folder.ask("explain", "+44 7700 900001")[1], folder.ask("explain", "1")[1])


def test_ladder():
    folder = Folder()
    rows = folder.rows("ladder", "1")
    equal(len(rows), 7)
    equal(rows[0], {"contact": "1", "attempt": 1, "day": 1, "at": "2026-03-02T10:00:00+00:00", "reason": "first_attempt"})
    equal(rows[-1], {"contact": "1", "attempt": None, "day": None, "at": None, "reason": "max_retry_days"})
    equal([row["reason"] for row in folder.rows("ladder", "--outcome", "completed")], ["first_attempt", "reached"])
    equal(folder.rows("ladder", "--zone", "Asia/Tokyo")[0]["at"][-6:], "+09:00")
    equal(len(folder.rows("ladder", "1", "-n", "2")), 2)


def test_output_that_cannot_be_written():
    folder = Folder(campaign=CAMPAIGN + "pacing: {channels: 4}\n")
    asked = ["show --yaml", "show --html -", "plan", "plan -o ics", "plan --jobs 2 -o csv", "next", "queue -o json", "explain 1", "ladder", "when kal",
             "clip 2026-03-03", "ready", "estimate", "forecast", "stats", "stats --html -", "audit", "fold", "check"]
    plain = ["help", "help plan", "version", "schema", "rules", "rules us-fl", "zones", "zones Europe/Berlin", "completion zsh", "init"]
    for command in [f"{words} --campaign c.yaml --now {NOW}" for words in asked] + plain:
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, *command.split()], cwd=folder.path, stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE)
        equal(done.returncode, 4, command)
        inside(b"[write]", done.stderr)


def test_a_reader_that_goes_away():
    rows = "".join(f"{i},+4477{i:08d}\n" for i in range(20000))
    folder = Folder(contacts="id,phone\n" + rows)
    done = subprocess.run(["bash", "-c", f"'{PROGRAM}' plan -c c.yaml -o csv | head -1; echo ${{PIPESTATUS[0]}}"], cwd=folder.path,
                          capture_output=True, text=True)
    equal((done.stdout.splitlines()[1], done.stderr), ("141", ""))


def test_interrupted():
    """What was written so far is valid."""
    folder = Folder()
    for form in ("json", "csv"):
        with subprocess.Popen([PROGRAM, "plan", "-c", "c.yaml", "--contacts", "-", "--now", NOW, "-o", form], cwd=folder.path,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdin.write(b"id,phone\n1,+447700900001\n")
            process.stdin.flush()
            first = os.read(process.stdout.fileno(), 65536)
            process.send_signal(signal.SIGINT)
            rest = process.stdout.read()
            equal(process.wait(20), 130)
            text = (first + rest).decode()
            if form == "json":
                equal(len(json.loads(text)), 1)
            else:
                equal(len(text.splitlines()), 2)


def test_guard_packs():
    folder = Folder()
    status, out, _ = folder.run("rules")
    equal(status, 0)
    inside("us-fl ", out)
    inside("no legal advice", out)
    rows = [json.loads(line) for line in folder.run("rules", "-o", "ndjson")[1].splitlines()]
    row = [row for row in rows if row["pack"] == "us-ma-debt"][0]
    equal((row["rules"], row["checked"]), (2, "2024-09-01"))
    inside("two in 30 days", row["not_covered"])
    status, out, _ = folder.run("rules", "us-fl")
    equal(status, 0)
    for part in ("501.616(6)(a)", "not dated", "max: 3, per: 24h", "Not covered:", "no legal advice"):
        inside(part, out)
    rows = [json.loads(line) for line in folder.run("rules", "us-ri", "-o", "ndjson")[1].splitlines()]
    equal([(row["rule"], row["jurisdiction"], row["checked"]) for row in rows],
          [("us-ri-hours", "US-RI", None), ("us-ri-holidays", "US-RI", None)])
    status, _, err = folder.run("rules", "us-fk")
    equal(status, 3)
    inside("us-fl", err)


def test_zone_data():
    folder = Folder()
    status, out, _ = folder.run("zones", "-o", "ndjson")
    row = json.loads(out)
    equal(status, 0)
    holds(row["zones"] > 400 and row["source"].startswith("/usr"))
    rows = [json.loads(line) for line in folder.run("zones", "Europe/Berlin", "--now", NOW, "-n", "2", "-o", "ndjson")[1].splitlines()]
    equal([(row["change"], row["clocks"]) for row in rows],
          [("2026-03-29T03:00:00+02:00", "forward by 1h"), ("2026-10-25T02:00:00+01:00", "back by 1h")])
    status, _, err = folder.run("zones", "Europe/Berln")
    equal(status, 3)
    inside("Europe/Berlin", err)
    inside("none any more", folder.run("zones", "Asia/Kolkata", "--now", NOW)[1])
    tz = os.path.join(HERE, "..", "data", "tz", "slim")
    equal(folder.run("zones", "--tzdir", "nowhere")[0], 4)
    equal(folder.run("zones", "--tzdir", tz)[0], 0)


def test_completion_is_what_is_installed():
    folder = Folder()
    for shell in ("bash", "zsh", "fish"):
        with open(os.path.join(HERE, "..", "..", "cli", "completions", "dialplan." + shell), encoding="utf-8") as file:
            equal(folder.run("completion", shell), (0, file.read(), ""), "write it again: dialplan completion " + shell)
        if shutil.which(shell):
            done = subprocess.run([shell, "-n"], input=folder.run("completion", shell)[1], capture_output=True, text=True)
            equal((done.returncode, done.stderr), (0, ""))


def test_bash_completes():
    script = os.path.join(HERE, "..", "..", "cli", "completions", "dialplan.bash")

    def complete(*words):
        line = " ".join(f"'{word}'" for word in words)
        done = subprocess.run(["bash", "-c", f"source '{script}'; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _dialplan; "
                               "printf '%s\\n' \"${COMPREPLY[@]}\""], capture_output=True, text=True)
        return done.stdout.split()
    equal(complete("dialplan", "pl"), ["plan"])
    equal(complete("dialplan", "queue", "--vi"), ["--view"])
    equal(complete("dialplan", "queue", "--view", "o"), ["overdue"])
    equal(complete("dialplan", "plan", "--vi"), [])
    equal(complete("dialplan", "next", "-o", "nd"), ["ndjson"])


def columns_of(text):
    """What a terminal gives it, by Python's own Unicode data."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def test_names_of_all_scripts_are_aligned():
    names = ["Ada", "संजय चन्द्रमौलि", "हिंदी में नाम", "রবীন্দ্রনাথ", "குமார்", "వెంకటేశ్వర", "ಶ್ರೀನಿವಾಸ", "ശ്രീകുമാർ", "ગુજરાતી", "ਪੰਜਾਬੀ", "ଓଡ଼ିଆ",
             "සිංහල", "مُحَمَّد", "שָׁלוֹם", "สมชาย ที่รัก", "田中さくら", "김민수", "🚀 Ltd", "Zo\u00eb", "Zoe\u0308", "a\u200db"]
    folder = Folder(contacts="id,phone,first_name\n" + "".join(f"{i},+44770090{i:04},{name}\n" for i, name in enumerate(names)))
    _, out, _ = folder.ask("next", "-n", "99", "--columns", "name,phone")
    places = {columns_of(line[:line.index("+44")]) for line in out.splitlines()[1:]}
    equal((len(out.splitlines()), len(places)), (1 + len(names), 1), out)


def test_a_table_is_aligned():
    folder = Folder(contacts="id,phone,first_name\n1,+447700900001,Ada\nlonger-id,+447700900002,संजय\n3,+447700900003,田中\n")
    _, out, _ = folder.ask("next", "--columns", "contact,name,phone")
    inside("3          田中  +447700900003\n", out)
    inside("1          Ada   +447700900001\n", out)
    inside("contact    name  phone\n", out)
    holds(all(line == line.rstrip() for line in out.splitlines()))


if __name__ == "__main__":
    main(globals())
