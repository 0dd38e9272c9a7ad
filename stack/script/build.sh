# Sourced by rf. Builds what is missing or older than its sources.

RF_SERVICE_MODULES="stack ai-gateway-service session-service l1-walk-service handoff-service psa-writeback-service gateway"

module_jar() {
  find "$1/target" -maxdepth 1 -name "${1##*/}-*.jar" ! -name '*-sources.jar' ! -name '*-tests.jar' 2>/dev/null | head -1
}

stack_jar() {
  module_jar stack
}

# For commands that only make sense once something was built.
require_stack() {
  if [ -z "$(stack_jar)" ] || [ ! -d stack/target/lib ]; then
    echo "ResolutionFlow has not been started here yet; ./rf up does that." >&2
    [ "${1:-}" != down ] || exit 0
    exit 1
  fi
}

# Is a module's jar missing or older than something it is made of?
stale() {
  local jar
  jar=$(module_jar "$1")
  [ -n "$jar" ] || return 0
  [ -n "$(find "$1/src/main" "$1/pom.xml" pom.xml contracts platform -name target -prune -o \
    -type f ! -path '*/src/test/*' ! -name '*.md' -newer "$jar" -print 2>/dev/null | head -1)" ]
}

# build_java <force: yes|no> <module>...
build_java() {
  local force=$1 module wanted='' began=$SECONDS
  shift
  for module in "$@"; do
    if [ "$force" = yes ] || stale "$module"; then
      wanted="$wanted,$module"
    fi
  done
  [ -n "$wanted" ] || return 0
  wanted=${wanted#,}
  echo "  build                  $(echo "$wanted" | sed 's/,/, /g')"
  if ! ./mvnw -B -q -ntp -Dmaven.test.skip=true -pl "$wanted" -am package; then
    echo "rf: the build failed; what Maven said is above." >&2
    return 1
  fi
  # Maven leaves an archive alone whose content did not change
  for module in $(echo "$wanted" | sed 's/,/ /g'); do
    touch "$(module_jar "$module")"
  done
  echo "  build                  done after $((SECONDS - began)) s"
}

# Kafka and Keycloak, laid out from their released archives.
build_backing() {
  local mark=stack/backing/target/.versions versions
  versions=$(grep -E '<(kafka-broker|keycloak)\.version>' pom.xml)
  if [ -f "$mark" ] && [ "$(cat "$mark")" = "$versions" ]; then
    return 0
  fi
  echo "  build                  fetching Kafka and Keycloak (once)"
  rm -rf stack/backing/target
  if ! ./mvnw -B -q -ntp -f stack/backing/pom.xml package; then
    echo "rf: Kafka and Keycloak could not be fetched; what Maven said is above." >&2
    return 1
  fi
  echo "$versions" >"$mark"
}

# npm's own record of the last install tells whether package-lock.json changed since
install_web() {
  [ -f web/node_modules/.package-lock.json ] && [ ! web/package-lock.json -nt web/node_modules/.package-lock.json ] && return 0
  (cd web && npm ci --no-audit --no-fund --loglevel=error)
}

# build_web <force: yes|no>
build_web() {
  local began=$SECONDS
  if [ "$1" = no ] && [ -f web/dist/index.html ] &&
    [ -z "$(find web -name node_modules -prune -o -name dist -prune -o -type f ! -name '*.md' -newer web/dist/index.html -print | head -1)" ]; then
    return 0
  fi
  echo "  build                  web"
  if ! install_web || ! (cd web && npm run --silent build >"$RF_HOME/web/node_modules/.rf-build.log" 2>&1); then
    tail -30 web/node_modules/.rf-build.log 2>/dev/null >&2
    echo "rf: the web app could not be built; what npm said is above." >&2
    return 1
  fi
  # a build that changes nothing must not look old for ever
  touch web/dist/index.html
  echo "  build                  web done after $((SECONDS - began)) s"
}
