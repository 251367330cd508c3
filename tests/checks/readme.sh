#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Do the examples of the README say what happens? Its ```console blocks are run one after the other, in one folder:
# a line that begins with "$ " is a command, what follows up to the next one is what it prints, standard error
# included; a line "..." stands for any lines. A block with a name behind its language, as in ```yaml renewals.yaml,
# is written to a file of that name.
source tests/checks/counting
: "${DIALPLAN:?is the program}"

work=$scratch/work
mkdir "$work" "$scratch/bin"
ln -s "$DIALPLAN" "$scratch/bin/dialplan"
export PATH=$scratch/bin:$PATH

"$PYTHON" - README.md "$work" <<'END' >"$scratch/said" || true
import re
import subprocess
import sys

readme, work = sys.argv[1:]
text = open(readme, encoding="utf-8").read()
passed = failed = 0
for kind, name, body in re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", text, re.S | re.M):
    if name:
        with open(f"{work}/{name}", "w", encoding="utf-8") as file:
            file.write(body)
    if kind != "console":
        continue
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.M):
        run = subprocess.run(["bash", "-c", command], cwd=work, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
        pattern = "".join(r"(?:.*\n)*?" if line == "...\n" else re.escape(line)
                          for line in expected.splitlines(keepends=True))
        if re.fullmatch(pattern, run.stdout):
            passed += 1
        else:
            failed += 1
            print(f"FAILED: $ {command}\n--- the README says\n{expected}--- it prints\n{run.stdout}---")
print(f"{passed} passed, {failed} failed")
END
cat "$scratch/said"
read -r passed _ failed _ < <(tail -1 "$scratch/said" | grep 'passed,' || echo '0 passed, 1 failed')
[ "$passed" -gt 9 ] || fail "hardly an example of the README was run"
grep -oE '`(lib|cli|include|tests|examples|man)/[A-Za-z0-9_./-]*`' README.md | tr -d '`' | sort -u | while read -r path; do
  [ -e "$path" ] || echo "$path"
done | faults "the README names a file that does not exist"
finish
