#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Do the recipes of dialplan-pipes(7) answer what one process answers? They are taken from the page: a line that begins
# with "$ " and those that it goes on with. What each writes, by its last ">", is compared.
source tests/ffi/databases
make_golden
"$PYTHON" - man/dialplan-pipes.7 >"$scratch/recipes" <<'END_OF_PROGRAM'
import re
import sys

page = open(sys.argv[1], encoding="utf-8").read()
for block in re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", page, re.S | re.M):
    for recipe in re.findall(r"^\$ (.*\n(?:(?!\$ ).*\n)*)", block, re.M):
        print(recipe.replace("\\e\n", "\\\n"), end="\0")
END_OF_PROGRAM
mkdir "$scratch/work" "$scratch/bin"
cd "$scratch/work"
ln -s "$DIALPLAN" "$scratch/bin/dialplan"
cp "$golden/campaign.yaml" march.yaml
cp "$golden/people.csv" "$golden/times.ndjson" "$golden/phrases.ndjson" .
export PATH=$scratch/bin:$PATH PARALLEL_HOME=$scratch
touch "$scratch/will-cite"
count=0
while IFS= read -r -d '' recipe; do
  count=$((count + 1))
  tool=$(grep -oE '(^|\| )(parallel|split)' <<<"$recipe" | head -1 | tr -d '| ')
  if ! command -v "$tool" >/dev/null; then
    skip "$tool: not found"
    continue
  fi
  answer=$(grep -oE '[a-z]+\.ndjson$' <<<"$recipe" | tail -1)
  rm -f "$answer" x??.when
  bash -c "$recipe" 2>"$scratch/said" || true # odd rows of the list make the exit status 3
  same "recipe $count ($tool, $answer)" "$golden/$answer" "$answer"
done <"$scratch/recipes"
[ "$count" -ge 7 ] && pass || fail "only $count recipes were found"

# A partner that asks line by line has its answer before the next question.
"$PYTHON" - <<'END_OF_PROGRAM' && pass || fail "an answer waits for the next line"
import subprocess
import sys

asked = subprocess.Popen(["dialplan", "clip", "--campaign", "march", "-o", "ndjson", "-"], stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True)
for line in ["2026-03-11T16:30", "2026-03-11T23:00"]:
    asked.stdin.write(line + "\n")
    asked.stdin.flush()
    if not asked.stdout.readline().startswith('{"at":"' + line):
        sys.exit(1)
asked.stdin.close()
sys.exit(asked.wait())
END_OF_PROGRAM
cd /
finish
