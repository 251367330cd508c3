#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares data/phones.txt with the Python package phonenumbers, which asks libphonenumber's own patterns number by
number. Random numbers, numbers near the examples of every kind and region, and for every prefix of the zone table the
first and last numbers of all lengths in it and beside it. Also: data/phones.py still makes data/phones.txt.
With CASES (`make oracle`) 100,000 random numbers and all prefixes; without, 10,000 and every eighth prefix.
"""
import json
import os
import random
import subprocess
import sys

# Debian's packages are its own Python's alone.
sys.path.append("/usr/lib/python3/dist-packages")
try:
    import phonenumbers
    from phonenumbers import timezone
    from phonenumbers.phonenumberutil import COUNTRY_CODE_TO_REGION_CODE as REGIONS
    from phonenumbers.tzdata import TIMEZONE_DATA
except ImportError:
    print("skipped: no Python package phonenumbers (in Debian python3-phonenumbers)\n0 passed, 0 failed, 1 skipped")
    sys.exit(77)

PROGRAM = os.environ.get("DIALPLAN", "build/latest/dialplan")
TABLE = "data/phones.txt"
SEED = int(os.environ.get("SEED", "20261121"))
RANDOM, STEP = (100000, 1) if "CASES" in os.environ else (10000, 8)
KINDS = ["fixed_line", "mobile", "toll_free", "voip", "uan", "premium_rate", "personal_number", "pager", "voicemail",
         "shared_cost"]


def expected(number):
    """None: phonenumbers reads another number in it (one with a prefix for calls inside the country)."""
    try:
        read = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) != number:
        return None
    zones = timezone.time_zones_for_number(read)
    return "" if zones == (timezone.UNKNOWN_TIMEZONE,) else "|".join(zones)


def metadata(code):
    for region in REGIONS[code]:
        if region == "001":
            yield phonenumbers.PhoneMetadata.metadata_for_nongeo_region(code, None)
        else:
            yield phonenumbers.PhoneMetadata.metadata_for_region(region, None)


def random_numbers(draw):
    codes = sorted(REGIONS)
    examples = {code: [desc.example_number for data in metadata(code) for desc in (getattr(data, k) for k in KINDS)
                       if desc is not None and desc.example_number] for code in codes}
    for i in range(RANDOM):
        code = draw.choice(codes)
        if i % 3 == 0:
            yield f"+{code}" + "".join(draw.choice("0123456789") for _ in range(draw.randint(4, 15 - len(str(code)))))
        else:
            digits = list(draw.choice(examples[code]))
            for _ in range(draw.randint(0, 4)):
                digits[draw.randrange(len(digits))] = draw.choice("0123456789")
            yield f"+{code}" + "".join(digits)


def boundary_numbers():
    lengths = {code: sorted({n for data in metadata(code) for n in data.general_desc.possible_length if n > 0})
               for code in REGIONS}
    for prefix in sorted(TIMEZONE_DATA)[::STEP]:
        code = next(int(prefix[:n]) for n in (1, 2, 3, 0) if n == 0 or (n <= len(prefix) and int(prefix[:n]) in REGIONS))
        for near in (int(prefix) - 1, int(prefix), int(prefix) + 1):
            for length in lengths[code]:
                fill = len(str(code)) + length - len(str(near))
                if fill >= 0:
                    yield f"+{near}" + "0" * fill
                    yield f"+{near}" + "9" * fill


def main():
    print(f"seed {SEED}, phonenumbers {phonenumbers.__version__}")
    with open(TABLE, encoding="utf-8") as file:
        text = file.read()
    if f"\nversion libphonenumber {phonenumbers.__version__}\n" not in text:
        print(f"skipped: {TABLE} was made from another version than {phonenumbers.__version__}")
        print("0 passed, 0 failed, 1 skipped")
        sys.exit(77)
    asked = {n: expected(n) for n in [*random_numbers(random.Random(SEED)), *boundary_numbers()] if 8 <= len(n) <= 16}
    asked = {n: zones for n, zones in asked.items() if zones is not None}
    done = subprocess.run([PROGRAM, "zones", "-", "--phones", TABLE, "-o", "ndjson", "--now", "2026-03-02T10:00:00Z"],
                          input="".join(n + "\n" for n in asked), capture_output=True, text=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    passed = failed = 0
    if len(answers) != len(asked):
        print(f"FAILED: {len(asked)} lines in, {len(answers)} out: {done.stderr[-500:]}")
        failed += 1
    for (number, zones), answer in zip(asked.items(), answers):
        found = answer.get("zone", "")
        if found == zones:
            passed += 1
        else:
            failed += 1
            if failed < 20:
                print(f"FAILED: {number}: {found or answer}; phonenumbers says {zones or 'unknown'}")
    known = sum(1 for zones in asked.values() if zones)
    print(f"{len(asked)} numbers, {known} of them with zones")
    if known * 3 < len(asked):
        print("FAILED: too few numbers are valid for this to mean much")
        failed += 1
    made = subprocess.run([sys.executable, "data/phones.py"], capture_output=True, text=True).stdout
    if made == text:
        passed += 1
    else:
        print(f"FAILED: data/phones.py makes another table than {TABLE}")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
