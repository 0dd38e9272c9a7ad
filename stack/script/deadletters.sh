# Sourced by rf: what an operator does with events that a service could not apply.

deadletters_usage() {
  cat >&2 <<'END'
Usage: rf deadletters <service>
       rf deadletters <service> replay|skip <event id> --account <id> --consumer <name> --reason <why> [--apply]

Without --apply it is a dry run. Signs in as RF_OPERATOR, by default root@platform.test, who has to be a super_admin.
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
  echo "http://127.0.0.1:$((${!name:-$default} + 100))/actuator/deadletters"
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
  local service=${1:-} action=${2:-list} event=${3:-} account='' consumer='' reason='' dry=true address
  [ -n "$service" ] || { deadletters_usage; return 2; }
  address=$(deadletters_address "$service") || return 2
  if [ "$action" = list ]; then
    deadletters_call "$address"
    return
  fi
  case $action in replay | skip) ;; *) deadletters_usage; return 2 ;; esac
  [ -n "$event" ] || { deadletters_usage; return 2; }
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
  deadletters_call -H 'Content-Type: application/json' --data \
    "{\"account\":$(deadletters_quoted "$account"),\"consumer\":$(deadletters_quoted "$consumer"),\"action\":\"$action\",\"reason\":$(deadletters_quoted "$reason"),\"dryRun\":\"$dry\"}" \
    "$address/$event"
}
