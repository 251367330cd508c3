#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does every file of code, and every manual page, say under which licence it is? The line stands first, or behind the
# line that names an interpreter. The one part under another licence brings its text along.
source tests/checks/counting

find .ci Makefile cli data examples include lib man tests tools -type f \( -name Makefile -o -name '*.[ch1-9]' -o -name '*.inc' \
  -o -name '*.py' -o -name '*.sh' -o -name '*.awk' -o -name '*.go' -o -name '*.cc' -o -name '*.cpp' -o -name '*.sql' -o -perm -u+x \) |
  sort >"$scratch/files"
[ "$(wc -l <"$scratch/files")" -gt 400 ] && pass || fail "hardly a file was found"
while read -r file; do
  awk 'NR == 1 && /^#!/ { next } { exit !/SPDX-License-Identifier: MIT( |$)/ }' "$file" || echo "$file"
done <"$scratch/files" | faults "without the line SPDX-License-Identifier: MIT at its head"

grep -q 'Apache License, Version 2.0' data/phones.txt && grep -q 'Version 2.0, January 2004' data/LICENSE.phones &&
  pass || fail "data/phones.txt is under another licence: it must say so, and data/LICENSE.phones be beside it"
finish
