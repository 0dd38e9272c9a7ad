#!/usr/bin/env bash
# Prints a folder with another build's executable jars, laid out as in the source tree (<module>/target/<module>-*.jar).
#
#   stack/script/previous-build.sh                the newest tag before this commit, or the commit before it
#   stack/script/previous-build.sh <reference>    a tag, branch or commit of this repository
#   stack/script/previous-build.sh <folder>       a build that was kept: printed as it is
#
# It is made from git's own copy of the sources (some minutes) and kept in RF_CACHE_DIR (.rf/cache) by its commit; a CI job may
# keep that folder as an artefact and pass it on.
set -eu

home=${RF_HOME:-$(cd "$(dirname "$0")/../.." && pwd -P)}
modules="ai-gateway-service session-service l1-walk-service handoff-service psa-writeback-service gateway"
wanted=${1:-}

if [ -n "$wanted" ] && [ -d "$wanted" ]; then
  cd "$wanted" && pwd -P
  exit 0
fi
cd "$home"
[ -n "$wanted" ] || wanted=$(git describe --tags --abbrev=0 HEAD^ 2>/dev/null || echo HEAD^)
if ! commit=$(git rev-parse --verify --quiet "$wanted^{commit}"); then
  echo "previous-build: git does not know '$wanted' (in a shallow clone the history is missing: git fetch --unshallow)." >&2
  exit 1
fi
place="${RF_CACHE_DIR:-$home/.rf/cache}/builds/$commit"
if [ ! -d "$place" ]; then
  sources="$place.sources"
  rm -rf "$sources" "$place.unfinished"
  mkdir -p "$sources" "$place.unfinished"
  git archive "$commit" | tar -x -C "$sources"
  echo "previous-build: building $(git log -1 --format='%h %s' "$commit")" >&2
  (cd "$sources" && ./mvnw -B -q -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -pl "$(echo "$modules" | tr ' ' ',')" -am package) >&2
  for module in $modules; do
    mkdir -p "$place.unfinished/$module/target"
    find "$sources/$module/target" -maxdepth 1 -name "$module-*.jar" ! -name '*-sources.jar' ! -name '*-tests.jar' \
      -exec mv {} "$place.unfinished/$module/target/" \;
  done
  rm -rf "$sources"
  mv "$place.unfinished" "$place"
fi
echo "$place"
