#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Do the completions complete? Each shell is given the file under the name that it is installed by, lines that end in
# the middle of a word, and a tab: the word must become the one that was meant.
source tests/checks/counting

cat >"$scratch/lines" <<'END'
dialplan pla|plan
dialplan plan --colu|--columns
dialplan plan --output nd|ndjson
dialplan ladder --outcome voi|voicemail
dialplan zones --tz-source i|icu
END
cut -d'|' -f1 "$scratch/lines" >"$scratch/typed"
cut -d'|' -f2 "$scratch/lines" >"$scratch/meant"
mkdir "$scratch/zsh"
cp cli/completions/dialplan.bash "$scratch/dialplan"
cp cli/completions/dialplan.zsh "$scratch/zsh/_dialplan"
cp cli/completions/dialplan.fish "$scratch/dialplan.fish"

# Each reads lines from standard input and prints the completed last word of each.
cat >"$scratch/try.bash" <<'END'
source "$1/dialplan"
while read -ra COMP_WORDS; do
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  "$(complete -p dialplan | sed 's/.*-F \([^ ]*\).*/\1/')"
  echo "${COMPREPLY[*]}"
done
END
cat >"$scratch/try.zsh" <<'END'
# A shell on a terminal of its own; ^X shows what stands on its line after the tab.
zmodload zsh/zpty
TERM=vt100
zpty shell zsh -f -i
zpty -w shell "PROMPT= RPROMPT= PROMPT_EOL_MARK=; fpath=(${(q)1}/zsh \$fpath); autoload -Uz compinit; compinit -D -u"
zpty -w shell 'show() { print -r -- "<$BUFFER>"; BUFFER= }; zle -N show; bindkey "^X" show; bindkey "^I" complete-word'
zpty -w shell 'echo "<rea""dy>"'
zpty -r shell line '*<ready>*'
while read -r typed; do
  zpty -n -w shell "$typed"$'\t\x18'
  zpty -r shell line '*<*>*'
  line=${${line##*<}%%>*}
  print -r -- "${${${line%% }##* }%%=}"
done
zpty -d shell
END
cat >"$scratch/try.fish" <<'END'
source $argv[1]/dialplan.fish
while read -l typed
  complete -C $typed | cut -f1
end
END

for shell in bash zsh fish; do
  flags=()
  case $shell in bash) flags=(--norc) ;; zsh) flags=(-f) ;; esac
  if ! command -v "$shell" >/dev/null; then
    skip "there is no $shell here"
  elif HOME=$scratch timeout 60 "$shell" "${flags[@]}" "$scratch/try.$shell" "$scratch" <"$scratch/typed" \
    >"$scratch/said" 2>&1; then
    diff "$scratch/meant" "$scratch/said" | faults "$shell" || true
  else
    cat "$scratch/said"
    fail "$shell ends with status $?"
  fi
done
finish
