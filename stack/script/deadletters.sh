# Sourced by rf: what an operator does with events that a service could not apply, and with those that never came.

deadletters_usage() {
  cat >&2 <<'END'
Usage: rf deadletters <service>
       rf deadletters <service> replay|skip <event id> --account <id> --consumer <name> --reason <why> [--apply]
       rf deadletters <service> gaps
       rf deadletters <service> skip-gap <aggregate id> --account <id> --consumer <name> --reason <why> [--apply]

A gap is events that never came, while later ones wait; skip-gap gives them up. Without --apply it is a dry run.
Signs in as RF_OPERATOR, by default root@platform.test, who has to be a super_admin.
END
}

# The management port of a service lies 100 above its own.
deadletters_address() {
  local name default
  case $1 in
    session-service) name=SESSION default=8101 ;;
    l1-walk-service) name=L1_WALK default=8102 ;;
    handoff-service) name=HANDOFF default=8103 ;;
    psa-writeback-service) name=PSA_WRITEBACK default=8104 ;;
    ai-gateway-service) name=AI_GATEWAY default=8105 ;;
    *) echo "rf deadletters: there is no service '$1'." >&2; return 2 ;;
  esac
  name=RF_PORT_$name
  echo "http://127.0.0.1:$((${!name:-$default} + 100))/actuator"
}

# A text as a JSON string.
deadletters_quoted() {
  printf '"%s"' "$(printf '%s' "$1" | tr '\n\t' '  ' | sed 's/\\/\\\\/g; s/"/\\"/g')"
}

deadletters_call() {
  local token
  token=$(cli token "${RF_OPERATOR:-root@platform.test}") || return 1
  # the token stays out of the list of processes
  curl -sS --fail-with-body -K - "$@" <<END
header = "Authorization: Bearer $token"
END
  local result=$?
  echo
  return $result
}

deadletters() {
  local service=${1:-} action=${2:-list} thing=${3:-} account='' consumer='' reason='' dry=true address body
  [ -n "$service" ] || { deadletters_usage; return 2; }
  address=$(deadletters_address "$service") || return 2
  case $action in
    list) deadletters_call "$address/deadletters"; return ;;
    gaps) deadletters_call "$address/eventgaps"; return ;;
    replay | skip | skip-gap) ;;
    *) deadletters_usage; return 2 ;;
  esac
  [ -n "$thing" ] || { deadletters_usage; return 2; }
  shift 3
  while [ $# -gt 0 ]; do
    case $1 in
      --account) account=${2:-}; shift ;;
      --consumer) consumer=${2:-}; shift ;;
      --reason) reason=${2:-}; shift ;;
      --apply) dry=false ;;
      *) deadletters_usage; return 2 ;;
    esac
    shift || true
  done
  if [ -z "$account" ] || [ -z "$consumer" ] || [ -z "$reason" ]; then
    deadletters_usage
    return 2
  fi
  body="\"account\":$(deadletters_quoted "$account"),\"consumer\":$(deadletters_quoted "$consumer"),\"reason\":$(deadletters_quoted "$reason"),\"dryRun\":\"$dry\""
  if [ "$action" = skip-gap ]; then
    body="{$body,\"aggregate\":$(deadletters_quoted "$thing")}"
    address=$address/eventgaps
  else
    body="{$body,\"action\":\"$action\"}"
    address=$address/deadletters/$thing
  fi
  deadletters_call -H 'Content-Type: application/json' --data "$body" "$address"
}
