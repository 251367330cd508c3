# bash completion for dialplan, written by `dialplan completion bash`
_dialplan() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} sub=${COMP_WORDS[1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" = 1 ]; then
    words="init check show next plan explain ladder clip when queue ready estimate forecast record fold stats audit diff dnc rules schema zones version completion help"
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  case $prev in
  --output|-o) COMPREPLY=($(compgen -W "table csv json ndjson ics" -- "$cur")); return ;;
  --view) COMPREPLY=($(compgen -W "overdue today week all" -- "$cur")); return ;;
  --class) COMPREPLY=($(compgen -W "pending retry callback" -- "$cur")); return ;;
  --callback) COMPREPLY=($(compgen -W "requested pending completed cancelled missed" -- "$cur")); return ;;
  --outcome) COMPREPLY=($(compgen -W "completed call_later voicemail no_answer busy error network_error ringing abandoned rejected silent refused invalid_number wrong_person dnc_request" -- "$cur")); return ;;
  --event) COMPREPLY=($(compgen -W "enqueue attempt start callback reschedule cancel done inbound dnc restart campaign_status breaker_reset" -- "$cur")); return ;;
  --by) COMPREPLY=($(compgen -W "bot customer agent day weekday hour week variant outcome status contact change reason" -- "$cur")); return ;;
  --requested) COMPREPLY=($(compgen -W "yes no" -- "$cur")); return ;;
  --scope) COMPREPLY=($(compgen -W "contact callback" -- "$cur")); return ;;
  --errors) COMPREPLY=($(compgen -W "text json" -- "$cur")); return ;;
  --tz-source) COMPREPLY=($(compgen -W "system icu" -- "$cur")); return ;;
  esac
  case $sub in
  init) words="--errors --quiet --help" ;;
  check) words="--campaign --contacts --events --dnc --only --now --keep-duplicates --strict --rejects --errors --phones --tzdir --tz-source --quiet --verbose --help" ;;
  show) words="--campaign --now --utc --limit --horizon --zone --yaml --html --ascii --errors --tzdir --tz-source --quiet --verbose --help" ;;
  next) words="--campaign --contacts --events --dnc --only --now --output --columns --utc --limit --no-buffer --horizon --keep-duplicates --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  plan) words="--campaign --contacts --events --dnc --only --now --output --columns --utc --jobs --no-buffer --horizon --dedupe --keep-duplicates --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  explain) words="--campaign --contacts --events --dnc --now --output --columns --utc --no-buffer --horizon --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  ladder) words="--campaign --contacts --events --dnc --now --output --utc --limit --no-buffer --horizon --zone --outcome --strict --rejects --errors --phones --tzdir --tz-source --quiet --verbose --help" ;;
  clip) words="--campaign --now --output --utc --horizon --zone --strict --errors --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  when) words="--campaign --contacts --events --dnc --now --output --utc --horizon --zone --asked --explain --contact --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  queue) words="--campaign --contacts --events --dnc --only --now --output --columns --utc --limit --view --status --class --callback --no-buffer --horizon --keep-duplicates --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  ready) words="--campaign --contacts --events --dnc --only --now --output --utc --horizon --ascii --keep-duplicates --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  estimate) words="--campaign --contacts --events --dnc --only --now --output --utc --limit --horizon --cycle --keep-duplicates --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  forecast) words="--campaign --contacts --events --dnc --only --now --output --utc --horizon --model --runs --seed --html --ascii --keep-duplicates --by --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  record) words="--campaign --events --now --status --outcome --contact --event --at --ended-at --duration --manual --due --earliest --latest --confidence --by --requested --text --reason --notes --scope --conversation --run --variant --cost --sentiment --errors --tzdir --tz-source --quiet --verbose --help" ;;
  fold) words="--campaign --contacts --events --dnc --only --now --output --utc --keep-duplicates --strict --rejects --errors --phones --tzdir --tz-source --quiet --verbose --help" ;;
  stats) words="--campaign --contacts --events --dnc --only --now --output --utc --horizon --html --ascii --keep-duplicates --by --best-hours --strict --rejects --errors --phones --tzdir --tz-source --quiet --verbose --help" ;;
  audit) words="--campaign --contacts --events --dnc --only --now --output --utc --horizon --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  diff) words="--contacts --events --dnc --only --now --output --columns --utc --limit --no-buffer --horizon --keep-duplicates --by --strict --rejects --errors --phones --tzdir --tz-source --exit-status --quiet --verbose --help" ;;
  dnc) words="--campaign --contacts --events --dnc --only --now --output --strict --rejects --errors --phones --tzdir --tz-source --quiet --verbose --help" ;;
  rules) words="--output --errors --quiet --help" ;;
  schema) words="--errors --quiet --help" ;;
  zones) words="--now --output --utc --limit --strict --errors --phones --tzdir --tz-source --quiet --help" ;;
  version) words="--errors --tzdir --tz-source --help" ;;
  completion) words="--errors --help" ;;
  help) words="--errors --help" ;;
  esac
  case $cur in
  -*) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
  *) compopt -o default 2>/dev/null ;;
  esac
}
complete -F _dialplan dialplan
