# Sourced by rf: the checks that CI runs, with integration tests on an instance of their own beside a running one.

RF_TESTED_MODULES="platform/platform-test ai-gateway-service session-service l1-walk-service handoff-service psa-writeback-service gateway stack"
RF_FAILED_STEPS=''

# step <title> <command>...: runs, times, remembers a failure and goes on
step() {
  local title=$1 began=$SECONDS
  shift
  echo
  echo "== $title"
  if "$@"; then
    echo "== $title: ok, $((SECONDS - began)) s"
  else
    echo "== $title: FAILED, $((SECONDS - began)) s"
    RF_FAILED_STEPS="$RF_FAILED_STEPS; $title"
    return 1
  fi
}

# Every port 10,000 above the standard one (RF_TEST_PORT_OFFSET), state below the main instance's.
use_test_instance() {
  local entry offset=${RF_TEST_PORT_OFFSET:-10000}
  export RF_STATE_DIR="$RF_HOME/.rf/test"
  for entry in GATEWAY:8080 KEYCLOAK:8081 POSTGRES:5433 KAFKA:9092 KAFKA_CONTROLLER:9093 SESSION:8101 L1_WALK:8102 \
    HANDOFF:8103 PSA_WRITEBACK:8104 AI_GATEWAY:8105 CONNECTWISE:8190 AUTOTASK:8191 PSA_ADMIN:8192 LLM:8193 \
    SMTP:8194 MAIL:8195 WEBHOOK:8196; do
    export "RF_PORT_${entry%%:*}=$((${entry##*:} + offset))"
  done
  export RF_WITH_LLM_SIMULATOR=yes
  export RF_COMMAND="$RF_HOME/rf"
}

stop_test_instance() {
  trap - EXIT INT TERM
  [ ! -d "$RF_STATE_DIR/request-tracker" ] || stack/script/request-tracker.sh stop
  [ -z "$(stack_jar)" ] || cli down --wipe >/dev/null
}

maven() {
  ./mvnw -B -ntp "$@"
}

web_checks() {
  install_web && (
    cd web || exit 1
    npm run --silent format:check && npm run --silent lint && npm run --silent typecheck &&
      npx vitest run --reporter=default --reporter=junit --outputFile.junit="$RF_HOME/build/web-tests/TEST-web.xml" &&
      npm run --silent build
  )
}

backing_up() {
  cli down --wipe >/dev/null
  RF_UNITS=postgres,kafka,keycloak,simulators,llm-simulator cli up && eval "$(cli variables)"
}

# A real ticketing system for the connector tests. Where it cannot be installed they are skipped, and say so.
request_tracker_up() {
  local variables
  if ! stack/script/request-tracker.sh possible; then
    echo "Request Tracker 5 cannot be installed here: its tests are skipped."
    return 0
  fi
  variables=$(RF_PORT_REQUEST_TRACKER=$((8099 + ${RF_TEST_PORT_OFFSET:-10000})) stack/script/request-tracker.sh start) && eval "$variables"
}

# Its root file system takes some minutes the first time: made beside the build.
prepare_request_tracker() {
  ! stack/script/request-tracker.sh possible || stack/script/request-tracker.sh template >build/request-tracker.log 2>&1 &
}

# Prometheus' own tool tests the alerts. Where it cannot be had those tests are skipped, and this says so.
promtool_ready() {
  RF_PROMTOOL=$(stack/script/promtool.sh) && export RF_PROMTOOL || echo "The alerts are not tested by promtool here."
}

# rates are multiplied from here on only: the services' own tests before this check the real ones
services_up() {
  export RF_RATE_LIMIT_FACTOR="${RF_RATE_LIMIT_FACTOR:-1000}" RF_ISSUER_URI="$RF_TEST_ISSUER_URI"
  cli up
}

# what the services trace is kept beside the simulators' data, to be searched for secrets
traced_services_up() {
  export RF_OTLP_ENDPOINT="${RF_OTLP_ENDPOINT:-$RF_TEST_WEBHOOK_URL/v1/traces}"
  services_up
}

integration_tests() {
  # all of them run before any is judged: a failure in one does not hide another's
  maven -q -pl "$1" failsafe:integration-test && maven -q -fae -pl "$1" failsafe:verify
}

# Debian's own, when a browser is missing and root may install one
browser() {
  command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 && return 0
  if [ "$(id -u)" -eq 0 ] && debian_family; then
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install chromium >/dev/null
  else
    echo "The browser tests need Chromium; install it with your package manager." >&2
    return 1
  fi
}

# Sums the reports written since the run began and prints "passed failed".
counts() {
  find . \( -path ./web/node_modules -o -path ./.rf \) -prune -o -name 'TEST-*.xml' -newer "$1" -print |
    while read -r report; do cat "$report"; echo; done |
    awk 'BEGIN { RS = ">" }
      function number(name) { return match($0, "[ \t\n]" name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) + 0 : 0 }
      /<testsuite[ \t\n]/ { bad = number("failures") + number("errors"); failed += bad; passed += number("tests") - bad - number("skipped") }
      END { print passed + 0, failed + 0 }'
}

all_checks() {
  prepare_request_tracker
  promtool_ready
  step "build, formatting, null safety, unit tests" maven -q install -DskipITs
  step "web" web_checks
  if [ -z "$(stack_jar)" ]; then
    echo "The stack module was not built, so nothing can be started." >&2
    return 1
  fi
  build_backing || return 1
  step "backing parts of the test instance" backing_up || return 1
  step "request tracker" request_tracker_up
  step "integration tests of the services" integration_tests "$(echo "$RF_TESTED_MODULES" | tr ' ' ',')"
  step "services of the test instance" traced_services_up || return 1
  step "browser" browser
  step "end to end" integration_tests e2e
}

module_checks() {
  case $1 in
    web) step "web" web_checks; return ;;
    e2e)
      step "build" maven -q install -DskipTests -Dspotless.check.skip=true || return 1
      build_backing && build_web no || return 1
      step "backing parts of the test instance" backing_up || return 1
      step "services of the test instance" traced_services_up || return 1
      step "browser" browser
      step "end to end" integration_tests e2e
      return
      ;;
  esac
  if [ ! -f "$1/pom.xml" ]; then
    echo "There is no module '$1'." >&2
    RF_FAILED_STEPS="; no module $1"
    return 2
  fi
  step "what $1 needs" maven -q -pl "$1,stack" -am install -Dmaven.test.skip=true -Dspotless.check.skip=true || return 1
  build_backing || return 1
  step "backing parts of the test instance" backing_up || return 1
  [ "$1" != psa-writeback-service ] || step "request tracker" request_tracker_up
  [ "$1" != helm ] || promtool_ready
  step "$1" maven -q -pl "$1" install
}

# chaos upgrade starts with the build before: --set previous=<reference or folder> among the arguments says which
build_before() {
  local argument previous=''
  for argument in "$@"; do
    case $argument in
      previous=* | --set=previous=*) previous=${argument##*previous=} ;;
    esac
  done
  RF_PROGRAMS=$(stack/script/previous-build.sh $previous) && export RF_PROGRAMS
}

# what starts a process of its own and is to have the machine for itself
measured_alone() {
  case ${1:-} in
    ai | ai-memory) return 0 ;;
  esac
  return 1
}

# run_measured <bench|chaos> <argument>...: on an instance of its own, or with RF_HERE set on the one that is running
run_measured() {
  local what=$1 class code
  shift
  case $what in
    bench) class=io.resolutionflow.e2e.bench.BenchCommand ;;
    chaos) class=io.resolutionflow.e2e.chaos.ChaosCommand ;;
  esac
  require_java
  require_curl
  require_node
  require_postgres
  if [ -z "${RF_HERE:-}" ]; then
    use_test_instance
    # the services run as they would on a server; how they start and rest is measured as up starts them
    [ "$what" != bench ] || [ "${1:-}" = start ] || export RF_FULL_SPEED=yes
    trap stop_test_instance EXIT
    trap 'exit 130' INT TERM
    build_backing && build_java no $RF_SERVICE_MODULES e2e && build_web no || exit 1
    [ "${1:-}" != upgrade ] || build_before "$@" || exit 1
    { backing_up && { measured_alone "$@" || services_up; }; } >build/"$what"-instance.log 2>&1 || {
      tail -30 build/"$what"-instance.log >&2
      exit 1
    }
  else
    build_java no e2e || exit 1
    export RF_COMMAND="$RF_HOME/rf" RF_STATE_DIR="${RF_STATE_DIR:-$RF_HOME/.rf}"
    eval "$(cli variables)"
    export RF_ISSUER_URI="$RF_TEST_ISSUER_URI"
  fi
  "$JAVA_HOME/bin/java" -Xmx1g -cp "$(module_jar e2e):e2e/target/lib/*" "$class" "$@"
  code=$?
  [ -n "${RF_HERE:-}" ] || stop_test_instance
  exit "$code"
}

run_tests() {
  local began=$SECONDS stamp
  require_java
  require_curl
  require_node
  require_postgres
  mkdir -p build
  stamp=build/.test-run
  touch "$stamp"
  use_test_instance
  trap stop_test_instance EXIT
  trap 'exit 130' INT TERM
  if [ $# -gt 0 ]; then
    module_checks "$1"
  else
    all_checks
  fi
  stop_test_instance
  set -- $(counts "$stamp")
  echo
  [ -z "$RF_FAILED_STEPS" ] || echo "Failed: ${RF_FAILED_STEPS#; }"
  echo "All checks took $((SECONDS - began)) s."
  echo "$1 passed, $2 failed"
  [ -z "$RF_FAILED_STEPS" ] && [ "$2" -eq 0 ]
}
