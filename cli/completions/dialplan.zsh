#compdef dialplan
# zsh completion for dialplan, written by `dialplan completion zsh`
_dialplan() {
  local -a subcommands
  subcommands=(
    'init:a commented campaign to start from'
    'check:find every mistake in a campaign and its files'
    'show:settings, week grid, next open windows, no-call days, rules'
    'next:who to call now or next, in lease order'
    'plan:the decision for every contact, a line for a line'
    'explain:why a contact is called then, or not at all'
    'ladder:all further attempts if nobody answers'
    'clip:the first permitted instant at or after another one'
    'when:a time in the customer'\''s words, and how it was read'
    'queue:everybody who waits, by view, class and status'
    'ready:will it dial? a check a line, with what its log says'
    'estimate:calls an hour, and when everybody will have been called once'
    'forecast:plays the whole campaign\: when it will be done, and how it comes there'
    'record:append one event to the log'
    'fold:contacts and events as one list with the state of each'
    'stats:what a campaign did\: funnel, rates, outcomes, best hours'
    'audit:every attempt of the log that broke a rule, and by how much'
    'diff:what a change of settings does to the list'
    'dnc:numbers that asked never to be called'
    'rules:the built-in guard packs, with their citations'
    'schema:the JSON Schema of campaign or account files, for editors'
    'zones:the zone data in use; a zone'\''s next changes; zones of a number'
    'version:versions of the program, the library and the zone data'
    'completion:completion for a shell'
    'help:what there is, and what a subcommand takes'
  )
  if (( CURRENT == 2 )); then
    _describe subcommand subcommands
    return
  fi
  local sub=$words[2]
  shift words
  (( CURRENT-- ))
  case $sub in
    init)
      _arguments \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--quiet[no progress, no summary]' \
        '--help[this help]' \
        '*:file:_files' ;;
    check)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    show)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--utc[instants in UTC, with Z]' \
        '--limit=[at most so many rows; estimate\: so many contacts, without a list]:NUMBER:' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--zone=[a zone, or several with | between them, instead of the campaign'\''s]:ZONE:' \
        '--yaml[the settings as canonical YAML, every default spelt out]' \
        '--html=[draw as one page for a browser, into this file; - is standard output]:FILE:_files' \
        '--ascii[draw without Unicode blocks]' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    next)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--columns=[these fields, in this order; columns of the contacts too]:A,B,C:' \
        '--utc[instants in UTC, with Z]' \
        '--limit=[at most so many rows; estimate\: so many contacts, without a list]:NUMBER:' \
        '--no-buffer[plan without the random buffer behind an opening]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    plan)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--columns=[these fields, in this order; columns of the contacts too]:A,B,C:' \
        '--utc[instants in UTC, with Z]' \
        '--jobs=[threads that work side by side (1); 0\: one for each processor]:NUMBER:' \
        '--no-buffer[plan without the random buffer behind an opening]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--dedupe[look for second contacts with the same phone]' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    explain)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--columns=[these fields, in this order; columns of the contacts too]:A,B,C:' \
        '--utc[instants in UTC, with Z]' \
        '--no-buffer[plan without the random buffer behind an opening]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    ladder)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--limit=[at most so many rows; estimate\: so many contacts, without a list]:NUMBER:' \
        '--no-buffer[plan without the random buffer behind an opening]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--zone=[a zone, or several with | between them, instead of the campaign'\''s]:ZONE:' \
        '--outcome=[how the attempt ended; ladder\: how each attempt would end]:OUTCOME:(completed call_later voicemail no_answer busy error network_error ringing abandoned rejected silent refused invalid_number wrong_person dnc_request)' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    clip)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--zone=[a zone, or several with | between them, instead of the campaign'\''s]:ZONE:' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    when)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--zone=[a zone, or several with | between them, instead of the campaign'\''s]:ZONE:' \
        '--asked=[when the words were spoken; as --now if not given]:TIME:' \
        '--explain[mark the words that were read, and say how sure that is]' \
        '--contact=[the contact'\''s id]:ID:' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    queue)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--columns=[these fields, in this order; columns of the contacts too]:A,B,C:' \
        '--utc[instants in UTC, with Z]' \
        '--limit=[at most so many rows; estimate\: so many contacts, without a list]:NUMBER:' \
        '--view=[overdue, today, week or all]:VIEW:(overdue today week all)' \
        '--status=[contacts of this status alone; record\: the campaign'\''s new status]:STATUS:' \
        '--class=[calls of this class alone\: pending, retry or callback]:CLASS:(pending retry callback)' \
        '--callback=[callbacks alone\: requested, pending, completed, cancelled or missed]:STATUS:(requested pending completed cancelled missed)' \
        '--no-buffer[plan without the random buffer behind an opening]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    ready)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--ascii[draw without Unicode blocks]' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    estimate)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--limit=[at most so many rows; estimate\: so many contacts, without a list]:NUMBER:' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--cycle=[ring, talk and wrap time of a call (180s)]:DURATION:' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    forecast)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--model=[forecast\: how calls end and how long they take, instead of the log'\''s shares]:FILE:_files' \
        '--runs=[forecast\: how often it is played (20)]:NUMBER:' \
        '--seed=[forecast\: of the draws, instead of the campaign'\''s]:NUMBER:' \
        '--html=[draw as one page for a browser, into this file; - is standard output]:FILE:_files' \
        '--ascii[draw without Unicode blocks]' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--by=[who\: bot, customer, agent; what\: day, weekday, hour, week, variant, outcome, status, change, reason]:WHO|WHAT:(bot customer agent day weekday hour week variant outcome status contact change reason)' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    record)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--status=[contacts of this status alone; record\: the campaign'\''s new status]:STATUS:' \
        '--outcome=[how the attempt ended; ladder\: how each attempt would end]:OUTCOME:(completed call_later voicemail no_answer busy error network_error ringing abandoned rejected silent refused invalid_number wrong_person dnc_request)' \
        '--contact=[the contact'\''s id]:ID:' \
        '--event=[the kind of event; attempt where an outcome is given]:KIND:(enqueue attempt start callback reschedule cancel done inbound dnc restart campaign_status breaker_reset)' \
        '--at=[when it happened; now if not given]:TIME:' \
        '--ended-at=[attempt\: when the call ended]:TIME:' \
        '--duration=[attempt\: how long the call took (90s)]:DURATION:' \
        '--manual[attempt, start\: dialled by a person]' \
        '--due=[callback, reschedule\: when to call]:TIME:' \
        '--earliest=[callback\: not before]:TIME:' \
        '--latest=[callback\: not after]:TIME:' \
        '--confidence=[callback\: how sure the reading of the words is]:0-1000:' \
        '--by=[who\: bot, customer, agent; what\: day, weekday, hour, week, variant, outcome, status, change, reason]:WHO|WHAT:(bot customer agent day weekday hour week variant outcome status contact change reason)' \
        '--requested=[callback\: whether the customer asked for it]:yes|no:(yes no)' \
        '--text=[callback\: the customer'\''s words]:TEXT:' \
        '--reason=[callback\: why]:TEXT:' \
        '--notes=[callback\: notes for whoever calls]:TEXT:' \
        '--scope=[cancel\: contact or callback]:SCOPE:(contact callback)' \
        '--conversation[inbound\: a conversation took place]' \
        '--run=[enqueue\: the run]:NUMBER:' \
        '--variant=[attempt\: the variant that was used]:NAME:' \
        '--cost=[attempt\: what the call cost]:AMOUNT:' \
        '--sentiment=[attempt\: sentiment of the call]:-1000..1000:' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    fold)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    stats)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--html=[draw as one page for a browser, into this file; - is standard output]:FILE:_files' \
        '--ascii[draw without Unicode blocks]' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--by=[who\: bot, customer, agent; what\: day, weekday, hour, week, variant, outcome, status, change, reason]:WHO|WHAT:(bot customer agent day weekday hour week variant outcome status contact change reason)' \
        '--best-hours[the hours of the week at which people answer, the best first]' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    audit)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    diff)
      _arguments \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--columns=[these fields, in this order; columns of the contacts too]:A,B,C:' \
        '--utc[instants in UTC, with Z]' \
        '--limit=[at most so many rows; estimate\: so many contacts, without a list]:NUMBER:' \
        '--no-buffer[plan without the random buffer behind an opening]' \
        '--horizon=[how far to look ahead, in days (400d)]:DURATION:' \
        '--keep-duplicates[plan second contacts with the same phone too]' \
        '--by=[who\: bot, customer, agent; what\: day, weekday, hour, week, variant, outcome, status, change, reason]:WHO|WHAT:(bot customer agent day weekday hour week variant outcome status contact change reason)' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--exit-status[exit with 1 when the answer is no]' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    dnc)
      _arguments \
        '*--campaign=[the campaign\: a path, or a name to look up]:FILE|NAME:_files' \
        '--contacts=[contacts (CSV or JSON Lines) instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '--events=[the log of events instead of the campaign'\''s; - is standard input]:FILE:_files' \
        '*--dnc=[a suppression list beside the campaign'\''s; may repeat]:FILE:_files' \
        '--only=[this one contact alone]:ID|PHONE:' \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--rejects=[keep the rows that cannot be read in this file]:FILE:_files' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--quiet[no progress, no summary]' \
        '--verbose[say which files and which instant are used]' \
        '--help[this help]' \
        '*:file:_files' ;;
    rules)
      _arguments \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--quiet[no progress, no summary]' \
        '--help[this help]' \
        '*:file:_files' ;;
    schema)
      _arguments \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--quiet[no progress, no summary]' \
        '--help[this help]' \
        '*:file:_files' ;;
    zones)
      _arguments \
        '--now=[the instant of asking, instead of the clock]:TIME:' \
        '--output=[table, csv, json or ndjson; or ics (plan, next, queue)]:FORMAT:(table csv json ndjson ics)' \
        '--utc[instants in UTC, with Z]' \
        '--limit=[at most so many rows; estimate\: so many contacts, without a list]:NUMBER:' \
        '--strict[stop at the first row that cannot be read; check\: warnings count as errors]' \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--phones=[the table from numbers to zones, instead of the installed one]:FILE:_files' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--quiet[no progress, no summary]' \
        '--help[this help]' \
        '*:file:_files' ;;
    version)
      _arguments \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--tzdir=[directory of zone files, instead of the system'\''s]:DIR:_files -/' \
        '--tz-source=[where zone data come from]:system|icu:(system icu)' \
        '--help[this help]' \
        '*:file:_files' ;;
    completion)
      _arguments \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--help[this help]' \
        '*:file:_files' ;;
    help)
      _arguments \
        '--errors=[how diagnostics are written]:text|json:(text json)' \
        '--help[this help]' \
        '*:file:_files' ;;
  esac
}
_dialplan "$@"
