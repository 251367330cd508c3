# SPDX-License-Identifier: MIT
# Writes the declarations of the public headers without preprocessor and comments, for tools that read C but have no
# preprocessor: cffi's cdef, LuaJIT's ffi.cdef, koffi. Constants that are macros become an enumeration. The headers
# are given in an order in which each stands behind what it uses, as in dialplan.h.
BEGIN { print "/* SPDX-License-Identifier: MIT */\n/* libdialplan " version ", written by `make ffi-header` */" }

# The body of a #if that only C++ or a compiler's attributes need is left out.
/^#ifdef __cplusplus/ || /^#if / { skipped = 1; next }
/^#endif/ { skipped = 0; next }
skipped { next }
/^#define DIALPLAN_[A-Z_]+ +[0-9]/ { constant[++constants] = $2 " = " number($3); next }
/^#/ { next }

{ text = text $0 "\n" }

END {
  while ((from = index(text, "/*"))) {
    rest = substr(text, from + 2)
    kept = kept substr(text, 1, from - 1)
    text = substr(rest, index(rest, "*/") + 2)
  }
  kept = kept text
  gsub(/DIALPLAN_API /, "", kept)
  gsub(/[ \t]+\n/, "\n", kept)
  gsub(/\n\n+/, "\n", kept)
  sub(/^\n/, "", kept)
  printf "enum { "
  for (i = 1; i <= constants; i++) printf "%s%s", (i > 1 ? ", " : ""), constant[i]
  print " };"
  printf "%s", kept
}

function number(text) {
  sub(/[uU]$/, "", text)
  return text
}
