#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Is everything that a user can reach written down? Each exported function has a whole comment and a man page, the
# pages of section 3 are what the comments say, each subcommand has a page, mandoc finds no fault, and references lead
# somewhere. (The examples of the README are run by readme.sh.)
source tests/checks/counting

"$PYTHON" man/generate.py --lint include >"$scratch/lint" 2>&1 || true
faults "a comment in a header" <"$scratch/lint"

mkdir "$scratch/man"
"$PYTHON" man/generate.py include "$scratch/man"
for page in "$scratch"/man/*; do
  if cmp -s "$page" "man/${page##*/}"; then
    pass
  else
    fail "man/${page##*/} is not what its header says: run make man"
  fi
done

awk -f lib/exports.awk include/dialplan/*.h | while read -r name; do
  if grep -qE "^\.F[no] $name( |$)" man/*.3; then
    pass
  else
    fail "$name() is in no man page"
  fi
done

for source in cli/cmd_*.c; do
  [ -e "$source" ] || continue
  name=${source#cli/cmd_} name=${name%.c}
  if [ -e "man/dialplan-$name.1" ]; then
    pass
  else
    fail "the subcommand $name has no man/dialplan-$name.1"
  fi
done

for page in man/dialplan_*.3; do
  name=${page#man/}
  grep -q "^\.Xr ${name%.3} 3" man/libdialplan.3 || echo "${name%.3}"
done | faults "a page that libdialplan(3) does not lead to" || true

for page in man/*.[1-8]; do
  if command -v mandoc >/dev/null; then
    mandoc -Tlint -W warning "$page" | faults "mandoc" || true
  else
    skip "$page: there is no mandoc here"
  fi
  sed -nE 's/^\.Xr ([^ ]+) ([0-9]).*/\1.\2/p' "$page" | grep -E '^(lib)?dialplan' | while read -r reference; do
    [ -e "man/$reference" ] || echo "$page refers to $reference"
  done | faults "a page that does not exist" || true
done
finish
