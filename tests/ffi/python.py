#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Python package of examples/python: its own tests, and its script, which writes what the program writes."""
import os
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path[:0] = [os.path.join(HERE, "..", "program"), os.path.join(ROOT, "examples", "python")]
os.environ["DIALPLAN_FFI_HEADER"] = os.path.abspath(os.path.join(os.environ["OUT"], "dialplan_ffi.h"))
os.environ["DIALPLAN_LIBRARY"] = os.path.abspath(os.path.join(os.environ["OUT"], "libdialplan.so"))
from harness import NOW, Folder, equal, main  # noqa: E402

try:
    import test_dialplan as package
except ImportError as absent:
    print(f"skipped: there is no {absent.name} here: run make deps-ffi\n0 passed, 0 failed, 1 skipped")
    sys.exit(0)

ZONES = ("Europe/London", "Asia/Kolkata", "America/New_York|America/Chicago", "")


def test_the_script_writes_what_the_program_writes():
    people = "id,phone,timezone\n" + "".join(f"p{i},+4477009{i:05},{ZONES[i % 4]}\n" for i in range(500))
    folder = Folder(contacts=people)
    status, out, err = folder.ask("plan", "-o", "csv", "--columns", "contact,verdict,at,class,attempt,reason")
    equal(status, 0, err)
    done = subprocess.run([sys.executable, "-B", os.path.join(ROOT, "examples", "python", "plan.py"), "c.yaml", "contacts.csv",
                           NOW.replace("Z", "+00:00")], cwd=folder.path, capture_output=True, text=True)
    equal(done.stderr, "")
    equal(done.stdout, out)
    equal(len(out.splitlines()), 501)


if __name__ == "__main__":
    main({**vars(package), **globals()})
