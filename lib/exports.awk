# SPDX-License-Identifier: MIT
# Prints the functions that the public headers declare with DIALPLAN_API, one a line, in their order.
# The symbol map of the shared library, the check of the exports and the man pages all start from this list.
/^ *DIALPLAN_API / { declaration = ""; inside = 1 }
inside {
  declaration = declaration " " $0
  if (/;/) {
    if (match(declaration, /dialplan_[a-z0-9_]+\(/)) print substr(declaration, RSTART, RLENGTH - 1)
    inside = 0
  }
}
