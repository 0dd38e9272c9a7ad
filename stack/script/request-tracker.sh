#!/usr/bin/env bash
# Request Tracker 5, a real ticketing system for integration tests: Debian's package in a private root file system.
#
#   stack/script/request-tracker.sh start      make what is missing, start, print the variables of the tests
#   stack/script/request-tracker.sh stop       stop it
#   stack/script/request-tracker.sh template   only make the root file system (once, about 2 minutes, 0.9 GB)
#   stack/script/request-tracker.sh possible   exit 0 when this machine can run it
#
# The template is kept in RF_CACHE_DIR (.rf/cache) and works offline; a running one is a copy below RF_STATE_DIR (.rf).
# Needs root or sudo on a Debian-family machine. Nothing outside these two folders is written.
set -eu

home=${RF_HOME:-$(cd "$(dirname "$0")/../.." && pwd -P)}
parts="$home/stack/script/request-tracker"
template="${RF_CACHE_DIR:-$home/.rf/cache}/request-tracker5"
state="${RF_STATE_DIR:-$home/.rf}/request-tracker"
root="$state/root"
port="${RF_PORT_REQUEST_TRACKER:-8099}"
url="http://127.0.0.1:$port"
database=var/lib/dbconfig-common/sqlite3/request-tracker5/rtdb

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

possible() {
  [ "$(uname -s)" = Linux ] && grep -q -E '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release 2>/dev/null &&
    { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; } &&
    { [ -d "$template" ] || command -v apt-get >/dev/null 2>&1; }
}

make_template() {
  mkdir -p "$(dirname "$template")"
  # one at a time: a second caller waits for the first one's template
  exec 9>"$template.lock"
  flock 9
  [ ! -d "$template" ] || return 0
  if ! command -v mmdebstrap >/dev/null 2>&1 || [ ! -f /usr/share/keyrings/debian-archive-keyring.gpg ]; then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y install mmdebstrap debian-archive-keyring >/dev/null
  fi
  as_root rm -rf --one-file-system "$template.unfinished"
  echo "request-tracker: making its private root file system (once, about 2 minutes)" >&2
  # bookworm is the Debian release with request-tracker5 5.0
  as_root mmdebstrap --quiet --variant=minbase --aptopt='APT::Install-Recommends "false"' \
    --essential-hook="printf '#!/bin/sh\nexit 101\n' >\"\$1/usr/sbin/policy-rc.d\" && chmod +x \"\$1/usr/sbin/policy-rc.d\"" \
    --essential-hook="chroot \"\$1\" debconf-set-selections <'$parts/answers.txt'" \
    --include=msmtp-mta,rt5-db-sqlite,rt5-standalone,request-tracker5 \
    bookworm "$template.unfinished"
  as_root mv "$template.unfinished" "$template"
}

# A copy that shares the packages' files by hard links; what is written to is copied for real.
copy_template() {
  as_root rm -rf --one-file-system "$state"
  mkdir -p "$state"
  as_root cp -al "$template" "$root" 2>/dev/null || {
    as_root rm -rf --one-file-system "$root"
    as_root cp -a "$template" "$root"
  }
  as_root cp -a --remove-destination "$template/$database" "$root/$database"
  as_root cp "$parts/site.pm" "$root/etc/request-tracker5/RT_SiteConfig.d/99-tests.pm"
  as_root sed -i "s/@PORT@/$port/" "$root/etc/request-tracker5/RT_SiteConfig.d/99-tests.pm"
  as_root cp "$parts/data.pl" "$root/tmp/data.pl"
}

running() {
  [ -s "$state/pid" ] && as_root kill -0 "$(cat "$state/pid")" 2>/dev/null
}

start() {
  if ! running; then
    make_template
    copy_template
    as_root chroot "$root" /usr/bin/perl /tmp/data.pl >"$state/variables"
    # in a session of its own: it outlives this script and Ctrl-C, and its group can be ended as one; it must not keep this
    # script's output open, or whoever reads it to the end would wait as long as the server runs
    as_root setsid sh -c 'echo $$ >"$1/pid"; exec chroot "$2" /usr/share/request-tracker5/libexec/rt-server \
      --server Starlet --host 127.0.0.1 --port "$3" --max-workers 4 </dev/null >"$1/log" 2>&1' sh "$state" "$root" "$port" 9>&- >/dev/null 2>&1 &
    local tries=0
    until curl -s -o /dev/null --max-time 2 "$url/REST/2.0/rt"; do
      tries=$((tries + 1))
      if [ "$tries" -gt 100 ] || { [ "$tries" -gt 10 ] && ! running; }; then
        echo "request-tracker: did not start" >&2
        tail -20 "$state/log" >&2
        return 1
      fi
      sleep 0.3
    done
  fi
  echo "export RT_BASE_URL=$url"
  cat "$state/variables"
}

stop() {
  local tries=0
  if running; then
    as_root kill -TERM -- "-$(cat "$state/pid")"
    while running && [ "$tries" -lt 50 ]; do
      tries=$((tries + 1))
      sleep 0.1
    done
    ! running || as_root kill -KILL -- "-$(cat "$state/pid")"
  fi
  as_root rm -rf --one-file-system "$state"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  template) make_template ;;
  possible) possible ;;
  *) sed -n '2,12p' "$0" >&2; exit 2 ;;
esac
