#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The JSON Schema of campaign and account files: what the compiler accepts is valid under an independent validator,
and what an editor shall underline is not. YAML is read as editors do, by the core schema of YAML 1.2: dates, times and
`off` are texts there."""
import glob
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden"))
from harness import Folder, equal, holds, inside, main  # noqa: E402

try:
    import jsonschema
    import yaml
except ImportError as absent:
    print(f"skipped: there is no {absent.name} here\n0 passed, 0 failed, 1 skipped")
    sys.exit(0)

HEAD = "name: A\nseed: s\ntimezone: UTC\n"
BASE = HEAD + "windows: 09:00-18:00\n"
DAY = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:xyz\r\nDTSTART;VALUE=DATE:20260126\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema."""
    yaml_implicit_resolvers = {}


for tag, form, first in (("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]), ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
                         ("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"), ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789")):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(form), first)


def schema_of(kind):
    status, out, err = Folder().run("schema", kind)
    equal(status, 0, err)
    schema = json.loads(out)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


CAMPAIGN, ACCOUNT = schema_of("campaign"), schema_of("account")


def faults(text, schema=CAMPAIGN):
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in schema.iter_errors(yaml.load(text, Core))]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def test_the_default_is_the_schema_of_campaigns():
    equal(Folder().run("schema"), Folder().run("schema", "campaign"))
    holds(Folder().run("schema", "account") != Folder().run("schema"))
    status, out, err = Folder().run("schema", "contacts")
    equal((status, out), (2, ""))
    inside('not of "contacts"', err)


def test_what_is_installed_is_what_is_printed():
    for kind in ("campaign", "account"):
        path = f"data/{kind}.schema.json"
        equal(Folder().run("schema", kind)[1], read(path).decode(), f"write it again: dialplan schema {kind} >{path}")


def test_examples_are_valid():
    paths = sorted(set(glob.glob("examples/*/*.yaml")) - set(glob.glob("examples/models/*")))  # which have keys of their own
    holds(len(paths) > 20)
    for path in paths:
        account = path.startswith("examples/guards/") or path.endswith("/account.yaml")
        equal(faults(read(path), ACCOUNT if account else CAMPAIGN), [], path)


def test_what_init_and_show_write_is_valid():
    folder = Folder()
    _, text, _ = folder.run("init")
    equal(faults(text), [])
    for path in sorted(glob.glob("examples/campaigns/*.yaml")):
        if path.endswith("/account.yaml"):
            continue
        status, text, err = folder.run("show", os.path.abspath(path), "--yaml")
        equal((status, faults(text)), (0, []), path + err)


def test_every_key_is_described():
    def walk(schema, path):
        for name, key in schema["properties"].items():
            holds(len(key.get("description", "")) > 3, f"{path}{name}")
            for inner in key["anyOf"]:
                if "properties" in inner:
                    equal(inner["additionalProperties"], False, path + name)
                    walk(inner, f"{path}{name}.")
    for schema in (CAMPAIGN.schema, ACCOUNT.schema):
        equal(schema["additionalProperties"], False)
        walk(schema, "")


def accepted(text, account="country: GB\n"):
    """Whether the compiler takes a text, with the files beside it that the unit tests have."""
    folder = Folder(contacts=None)
    folder.write("c.yaml", text)
    folder.write("account.yaml", account)
    folder.write("a", "weekday,hour,weight\nfri,16,250\n")
    for name in ("a", "fr", "own", "de"):
        folder.write(name + ".ics", DAY)
    return folder.run("check", "c.yaml", "--now", "2026-03-02T10:00:00Z")[0] == 0


def documents():
    """Campaigns that other tests are made of: golden files, seeds of the fuzzer, and the texts in the unit tests."""
    import cases
    yield from {(case.campaign, case.account) for path in cases.files() for case in cases.read(path)}
    for path in sorted(glob.glob("tests/fuzz/corpus/campaign/*")):
        yield read(path), ""
    for path in sorted(glob.glob("tests/unit/test_campaign*.c")):
        with open(path, encoding="utf-8") as file:
            source = file.read()
        for begin, rest in set(re.findall(r'\b(HEAD|BASE)((?:\s*"(?:[^"\\]|\\.)*")+)', source)):
            text = "".join(json.loads(f'"{part}"', strict=False) for part in re.findall(r'"((?:[^"\\]|\\[n"\\t])*)"', rest))
            if not re.search("%[sdu]", text):
                yield {"HEAD": HEAD, "BASE": BASE}[begin] + text, "country: GB\n"


def test_what_compiles_is_valid():
    taken = refused = 0
    for text, account in documents():
        if not accepted(text, account):
            refused += 1
            continue
        taken += 1
        equal(faults(text), [], text if isinstance(text, str) else text.decode())
        equal(faults(account or "{}", ACCOUNT), [], account)
    holds(taken > 100 and refused > 10, f"{taken} were accepted, {refused} refused")


BROKEN = """\
windos: 09:00-18:00
retry: {stratgy: smart}
retry: {strategy: clever}
retry: {max_attempts: 101}
retry: {max_attempts: "5"}
retry: {intervals: []}
retry: {intervals: [20]}
retry: {intervals: [20 minutes]}
retry: {intervals: [1m1h]}
retry: {phases: [{days: 1-}]}
retry: {caps: [{max: 3}]}
retry: {caps: [{max: 17, per: 24h}]}
retry: {outcomes: {bussy: stop}}
retry: {outcomes: {completed: stop}}
retry: {outcomes: {busy: {aftr: 1h}}}
windows: {monday: 09:00-18:00}
windows: {mon: 9-18}
windows: {mon: 09:00-25:00}
windows: off
jitter: 1d
jitter: 540
status: running
priority: 101
priority: high
country: India
schedule: {start: 2026-13-01}
schedule: {start: tomorrow}
schedule: {repeat: hourly}
no_call_days: [2026-12-32]
no_call_days: [xmas]
no_call_days: [{ics: a.ics, onyl: [x]}]
special_days: {christmas: 09:00-12:00}
guard: [us-fll]
guard: [{id: a, kind: gap}]
guard: [{id: a, kind: gap, least: 8h, max: 3}]
guard: [{kind: gap, least: 8h}]
guard: [{id: a, kind: quiet, after: refusal}]
guard: [{id: a, kind: quiet, after: refusal, days: 3, for: 3d}]
callbacks: {day_only: 600}
callbacks: {day_only: "25:00"}
callbacks: {languages: [fr]}
callbacks: {dayparts: {noon: "12:00"}}
pacing: {channels: -1}
pacing: {spacing: 5}
pacing: {mode: {predictive: {answer_rate: 30%}}}
pacing: {calls_per_second: 2}
safety: {circuit_breaker: {failures: 50}}
safety: {circuit_breaker: {failures: 150%}}
safety: {budget: {amount: 0}}
safety: {budget: {amount: much}}
safety: {respect_dnc: maybe}
variants: [{weight: 50}]
variants: [{name: A, weight: -1}]
lease_order: [retry, retry, callback]
lease_order: [retry]
horizon: forever
dialplan: 2
"""


def test_broken_campaigns_are_invalid():
    equal(faults(BASE), [])
    for line in BROKEN.splitlines():
        base = HEAD if line.startswith("windows:") else BASE
        holds(faults(base + line + "\n"), f"{line} is valid")
        holds(not accepted(base + line + "\n"), f"{line} compiles")
    for text in ("name: A\ntimezone: UTC\n", "timezone: UTC\nwindows: 09:00-18:00\n", "[]\n", "name: A\n"):
        holds(faults(text), text)
    equal(faults("name: A\naccount: account.yaml\n"), [])


def test_accounts_have_fewer_keys():
    equal(faults("timezone: UTC\nretry: {max_attempts: 3}\n", ACCOUNT), [])
    for text in ("name: A\n", "variants: []\n", "schedule: {end: 2026-03-31}\n", "retry: {max_attempts: 101}\n"):
        holds(faults(text, ACCOUNT), text)


if __name__ == "__main__":
    main(globals())
