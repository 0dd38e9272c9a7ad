#!/usr/bin/env bash
# Prints where promtool is: the machine's own, else that of Debian's package prometheus, unpacked (not installed) below
# RF_CACHE_DIR (.rf/cache), once, about 10 s. Exit 1 with a sentence where there is no way to it.
set -eu

home=${RF_HOME:-$(cd "$(dirname "$0")/../.." && pwd -P)}
place="${RF_CACHE_DIR:-$home/.rf/cache}/prometheus"

if command -v promtool; then
  exit 0
fi
if [ ! -x "$place/usr/bin/promtool" ]; then
  if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg >/dev/null 2>&1; then
    echo "promtool is not installed, and this is no Debian or Ubuntu whose package it could be taken from." >&2
    exit 1
  fi
  rm -rf "$place.unfinished"
  mkdir -p "$place.unfinished/package"
  cd "$place.unfinished/package"
  # the lists of packages may be missing or old; only root may renew them
  if ! apt-get -qq download prometheus >/dev/null 2>&1; then
    { [ "$(id -u)" -eq 0 ] && apt-get -qq update || sudo -n apt-get -qq update; } >/dev/null 2>&1 || true
    if ! apt-get -qq download prometheus >/dev/null 2>&1; then
      echo "promtool is not installed, and the package prometheus cannot be downloaded." >&2
      exit 1
    fi
  fi
  dpkg -x prometheus_*.deb "$place.unfinished"
  cd "$home"
  rm -rf "$place.unfinished/package" "$place.unfinished/usr/bin/prometheus" "$place"
  mv "$place.unfinished" "$place"
fi
echo "$place/usr/bin/promtool"
