#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does the library read anything but its arguments, or keep anything but what it returns? The objects tell:
#  1. every symbol that an object wants from outside stands in symbols.allow, for this file;
#  2. no object has writable data: .data, .bss, .tdata, .tbss and common symbols are empty;
#  3. what depends on a clock, the environment, the locale or a hidden state can't even be allowed.
source tests/checks/counting

never='^(time|clock.*|gettimeofday|localtime.*|gmtime.*|mktime|timegm|tz(set|name)|strftime.*|nanosleep|getenv|secure_getenv|'
never+='setlocale|newlocale|uselocale|localeconv|nl_langinfo.*|is(alpha|alnum|digit|xdigit|space|upper|lower|punct|print|cntrl|graph|blank)|'
never+='to(upper|lower)|__ctype_.*|strto[dflu].*|strtold|ato[filq].*|str(n)?casecmp|strcoll.*|strxfrm.*|tow(upper|lower)|'
never+='mb(s?r?)towcs?|wc(s?r?)tombs?|(v?s?n?|v?f|v?as|v?d)?printf|(v?s|v?f)?scanf|__isoc[0-9]*_.*scanf|puts|putchar|perror|'
never+='s?rand(om)?(_r)?|[dlm]rand48|arc4random.*|getrandom|getentropy|strtok|strerror.*|__errno_location|abort|exit|_exit|'
never+='__assert_fail|signal|sigaction|pthread_.*|thrd_.*|mtx_.*|setjmp|_?longjmp|dlopen|dlsym|system|fork|__tls_get_addr)$'

objects >"$scratch/objects"
nm_all() { xargs "$NM" -A "$@" <"$scratch/objects" | sed "s|^$OUT/||; s|\\.o:| |"; } # lines "lib/file address type name"

nm_all -g --defined-only | awk 'NF == 4 { print $4 }' | sort -u >"$scratch/own"
# Wanted from outside, "lib/file name" with names as they were written in C: ICU's and the fortified ones lose what
# headers and compilers add to them.
nm_all -u | awk 'NR == FNR { own[$1]; next } NF == 3 && !($3 in own) { print $1, $3 }' "$scratch/own" - |
  sed -E 's/ __(.*)_chk$/ \1/; s/ (u[a-z]*_[A-Za-z]+)_[0-9]+$/ \1/; s/ stack$/ __stack_chk_fail/; s/@.*//' >"$scratch/wanted"
[ -s "$scratch/wanted" ] && pass || fail "no object wants anything: nm was not understood"
awk '
  NR == FNR { if ($0 !~ /^#/ && NF >= 3) allowed[$1 " " $2]; next }
  { file = $1; sub(/^lib\//, "", file) }
  !(($2 " *") in allowed) && !(($2 " " file) in allowed) { print $1 ".c wants " $2 }
' tests/checks/symbols.allow "$scratch/wanted" | faults "a symbol that is not allowed"

xargs objdump -h <"$scratch/objects" | awk -v out="$OUT/" '
  /file format/ { file = $1; sub(out, "", file); sub(/\.o:$/, ".c", file) }
  $2 ~ /^\.(data|bss|tdata|tbss)(\.|$)/ && $2 !~ /^\.data\.rel\.ro/ && $3 !~ /^0+$/ { print file " has " $2 }
' | faults "writable data"
nm_all | awk '$(NF - 1) == "C" { print $1 ".c has " $NF }' | faults "a common symbol"

awk '/^#/ || NF == 0 { next } NF < 3 { print "line " NR ": symbol, file and reason are wanted" }' \
  tests/checks/symbols.allow | faults "symbols.allow"
awk '!/^#/ { print $1 }' tests/checks/symbols.allow | grep -E "$never" | faults "symbols.allow names what may never be used" || true
finish
