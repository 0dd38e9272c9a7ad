#!/usr/bin/env bash
# Runs docker-compose.yml where no image can be pulled: with Docker Engine and docker-compose from Debian's packages and base images
# made here, under the public images' names. Brings the system up, runs the demo against it, takes it down. Needs root, Debian,
# docker.io, docker-compose, mmdebstrap and about 6 GB; ten minutes the first time. Not part of any other command.
#
#   stack/script/compose-offline.sh [--aot] [--keep]
#
# --aot trains an AOT cache for every image first (docs/images.md); --keep leaves system and daemon running afterwards.
set -u

RF_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
export RF_HOME
cd "$RF_HOME" || exit 1
. stack/script/prerequisites.sh
. stack/script/build.sh
. stack/script/images.sh

WORK=${RF_OFFLINE_DIR:-$RF_HOME/.rf/compose-offline}
AOT='' KEEP=no
for argument in "$@"; do
  case $argument in
    --aot) AOT=--aot ;;
    --keep) KEEP=yes ;;
    *) sed -n 's/^# \{0,1\}//p' "$0" | sed -n 2,9p >&2; exit 2 ;;
  esac
done

fail() {
  echo "compose-offline: $*" >&2
  exit 1
}

say() {
  printf '  %-22s %s\n' "$1" "$2"
}

[ "$(id -u)" -eq 0 ] || fail "root is needed: it starts a Docker Engine"
for program in dockerd docker docker-compose mmdebstrap; do
  command -v "$program" >/dev/null || fail "$program is missing: apt-get install docker.io docker-compose mmdebstrap"
done
require_java

# ---- Docker Engine of our own, beside one that may run already

start_engine() {
  export DOCKER_HOST="unix://$WORK/docker.sock"
  docker version >/dev/null 2>&1 && return 0
  say engine "starting"
  # no packet filter: published ports go through Docker's own proxy
  setsid dockerd --data-root "$WORK/docker" --exec-root "$WORK/exec" --pidfile "$WORK/docker.pid" --host "$DOCKER_HOST" \
    --iptables=false --ip6tables=false --ip-masq=false >>"$WORK/dockerd.log" 2>&1 </dev/null &
  local waited=0
  until docker version >/dev/null 2>&1; do
    waited=$((waited + 1))
    [ "$waited" -lt 60 ] || fail "the engine did not start; $WORK/dockerd.log says why"
    sleep 1
  done
}

stop_engine() {
  local pid
  pid=$(cat "$WORK/docker.pid" 2>/dev/null) || return 0
  kill "$pid" 2>/dev/null
  while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
}

# ---- base images: what the compose file uses of the public ones, from Debian's packages and the released archives

have() {
  [ -n "$(docker image ls --quiet "$1")" ]
}

# image_of <compose service>: the name it has there, so that a new version is made anew
image_of() {
  awk -v service="  $1:" '$0 == service { found = 1 } found && $1 == "image:" { print $2; exit }' docker-compose.yml
}

# root <name> <package>...: a Debian 13 root file system
root() {
  local name=$1
  shift
  [ -d "$WORK/$name" ] && return 0
  say "$name" "making a root file system"
  rm -rf "$WORK/$name.unfinished"
  mmdebstrap --quiet --dpkgopt=force-unsafe-io --variant=minbase ${1:+--include="$1"} trixie "$WORK/$name.unfinished" >"$WORK/$name.log" 2>&1 ||
    fail "no root file system; $WORK/$name.log says why"
  mv "$WORK/$name.unfinished" "$WORK/$name"
}

# import <root> <image> <change>...
import() {
  local from=$1 image=$2 changes=()
  shift 2
  for change in "$@"; do changes+=(--change "$change"); done
  say import "$image"
  tar -C "$WORK/$from" --one-file-system --exclude=./proc/* --exclude=./sys/* --exclude=./dev/* -c . |
    docker import "${changes[@]}" - "$image" >/dev/null || fail "$image could not be imported"
}

java_base() {
  have "$JAVA_BASE" && return 0
  root java-root ''
  rm -rf "$WORK/java-root/opt/java"
  mkdir -p "$WORK/java-root/opt/java"
  cp -rL "$JAVA_HOME" "$WORK/java-root/opt/java/openjdk"
  (cd "$WORK/java-root/opt/java/openjdk" && rm -rf jmods lib/src.zip include man demo)
  import java-root "$JAVA_BASE" 'ENV JAVA_HOME=/opt/java/openjdk' \
    'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' 'ENV LANG=C.UTF-8'
}

postgres_base() {
  local image
  image=$(image_of postgres)
  have "$image" && return 0
  root postgres-root postgresql-17-pgvector
  cat >"$WORK/postgres-root/usr/local/bin/docker-entrypoint.sh" <<'END'
#!/bin/bash
# the part of the public image's entry point that docker-compose.yml uses
set -e
if [ "$(id -u)" = 0 ]; then
  POSTGRES_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
  export POSTGRES_PASSWORD
  mkdir -p "$PGDATA" /var/run/postgresql && chown -R postgres:postgres "$PGDATA" /var/run/postgresql && chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --pgdata="$PGDATA" --username=postgres --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --auth-local=trust --auth-host=scram-sha-256 \
    $POSTGRES_INITDB_ARGS
fi
unset POSTGRES_PASSWORD
exec "$@"
END
  chmod 755 "$WORK/postgres-root/usr/local/bin/docker-entrypoint.sh"
  import postgres-root "$image" 'ENV PATH=/usr/lib/postgresql/17/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    'ENV LANG=C.UTF-8' 'VOLUME /var/lib/postgresql/data' 'ENTRYPOINT ["docker-entrypoint.sh"]' 'CMD ["postgres"]'
}

kafka_base() {
  local image
  image=$(image_of kafka)
  have "$image" && return 0
  rm -rf "$WORK/kafka" && mkdir -p "$WORK/kafka"
  cp -r stack/backing/target/kafka/libs stack/src/main/resources/kafka/kafka-log4j2.properties "$WORK/kafka/"
  cat >"$WORK/kafka/run" <<'END'
#!/bin/bash
# as the public image: KAFKA_A_B=c is the setting a.b=c
set -e
env | grep '^KAFKA_' | grep -v '^KAFKA_HEAP_OPTS=' | while IFS='=' read -r name value; do
  echo "$(echo "${name#KAFKA_}" | tr 'A-Z_' 'a-z.')=$value"
done >/tmp/server.properties
kafka() { exec java $KAFKA_HEAP_OPTS -Dlog4j2.configurationFile=/opt/kafka/kafka-log4j2.properties -cp '/opt/kafka/libs/*' "$@"; }
(kafka kafka.tools.StorageTool format --ignore-formatted -t "$CLUSTER_ID" -c /tmp/server.properties)
kafka kafka.Kafka /tmp/server.properties
END
  chmod 755 "$WORK/kafka/run"
  cat >"$WORK/kafka/Dockerfile" <<END
FROM $JAVA_BASE
RUN useradd --uid 1000 --no-create-home appuser && mkdir -p /var/lib/kafka/data && chown appuser /var/lib/kafka/data
COPY libs /opt/kafka/libs
COPY kafka-log4j2.properties /opt/kafka/
COPY run /etc/kafka/docker/run
USER appuser
VOLUME /var/lib/kafka/data
CMD ["/etc/kafka/docker/run"]
END
  build kafka "$image"
}

keycloak_base() {
  local image
  image=$(image_of keycloak)
  have "$image" && return 0
  rm -rf "$WORK/keycloak" && mkdir -p "$WORK/keycloak"
  cp -r stack/backing/target/keycloak/keycloak-* "$WORK/keycloak/distribution"
  rm -rf "$WORK/keycloak/distribution/data" && mkdir "$WORK/keycloak/distribution/data"
  cat >"$WORK/keycloak/Dockerfile" <<END
FROM $JAVA_BASE
COPY --chown=1000:0 distribution /opt/keycloak
RUN chmod -R g+rwX /opt/keycloak
USER 1000
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
END
  build keycloak "$image"
}

build() {
  say build "$2"
  DOCKER_BUILDKIT=0 docker build --quiet --network none --tag "$2" "$WORK/$1" >/dev/null || fail "$2 could not be built"
}

load_images() {
  local module
  for module in $RF_IMAGE_MODULES; do
    docker load --quiet --input "$module/target/jib-image.tar" >/dev/null || fail "$module/target/jib-image.tar could not be loaded"
  done
}

finish() {
  local code=$?
  trap - EXIT INT TERM
  if [ "$KEEP" = yes ]; then
    say keep "export DOCKER_HOST=$DOCKER_HOST; docker-compose ps; afterwards: docker-compose down --volumes; kill \$(cat $WORK/docker.pid)"
  else
    say down "taking everything down"
    [ "$code" -eq 0 ] || docker-compose logs --no-color --tail 200 >"$WORK/compose.log" 2>&1
    docker-compose down --volumes >/dev/null 2>&1
    stop_engine
  fi
  exit "$code"
}

JAVA_BASE=$(sed -n 's/.*<image.base>\([^@<]*\).*/\1/p' pom.xml)
# the trace viewer has no package here and nothing waits for it: `ready` starts all else; spans go to the simulators' sink
export RF_COMPOSE_UP=ready RF_OTLP_ENDPOINT=http://127.0.0.1:8196/v1/traces RF_IMAGE_GOAL=buildTar COMPOSE_HTTP_TIMEOUT=300

mkdir -p "$WORK" build
build_backing || exit 1
trap finish EXIT
trap 'exit 130' INT TERM
start_engine
java_base
postgres_base
kafka_base
keycloak_base
RF_AFTER_IMAGES=load_images images $AOT -Dimage.base="docker://$JAVA_BASE" || exit 1
say compose "up"
began=$SECONDS
docker-compose up --detach $RF_COMPOSE_UP || fail "the system did not come up"
say compose "up after $((SECONDS - began)) s"
docker stats --no-stream --format '{{.Name}}  {{.MemUsage}}'
./rf demo --compose
