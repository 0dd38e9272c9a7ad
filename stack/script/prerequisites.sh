# Sourced by rf. Each require_* says in one sentence what is missing and how to get it, and ends with 3.

missing() {
  echo "rf: $1" >&2
  exit 3
}

# Prints the home of a JDK 25, wherever the usual installers put one. RF_JDK_DIR names the only directory to look in.
find_java() {
  local path_java home
  path_java=$(command -v java 2>/dev/null)
  # a link such as /usr/bin/java leads to the home; macOS' readlink has no -f before 12.3
  [ -z "$path_java" ] || path_java=$(readlink -f "$path_java" 2>/dev/null)
  if [ -n "${RF_JDK_DIR:-}" ]; then
    set -- "$RF_JDK_DIR"/*
  else
    set -- "${JAVA_HOME:-}" "${path_java%/bin/java}" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/*
  fi
  for home in "$@"; do
    if [ -n "$home" ] && [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25[."]' "$home/release" 2>/dev/null; then
      echo "$home"
      return
    fi
  done
}

require_java() {
  JAVA_HOME=$(find_java)
  [ -n "$JAVA_HOME" ] || missing "JDK 25 is needed and was not found in JAVA_HOME or the usual places; get it from https://adoptium.net or with 'sdk install java 25-tem', then set JAVA_HOME to it."
  export JAVA_HOME
}

require_curl() {
  command -v curl >/dev/null 2>&1 || missing "curl is needed; install it with your system's package manager, for example 'apt-get install curl'."
}

require_node() {
  local version major minor
  version=$(node --version 2>/dev/null | sed 's/^v//')
  major=${version%%.*}
  minor=${version#*.}
  minor=${minor%%.*}
  # the web build's tools ask for 20.19
  if [ -z "$version" ] || [ "$major" -lt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; }; then
    missing "Node 20.19 or later is needed for the web app${version:+ and $version was found}; get it from https://nodejs.org, or start without the web app: ./rf up --no-web."
  fi
  command -v npm >/dev/null 2>&1 || missing "npm is needed for the web app and comes with Node from https://nodejs.org; or start without the web app: ./rf up --no-web."
}

# Prints the program directory of an installed PostgreSQL 16 or later that has pgvector. RF_POSTGRES_DIR names the only
# directory to look in.
find_postgres() {
  local directory version
  if [ -n "${RF_POSTGRES_DIR:-}" ]; then
    set -- "$RF_POSTGRES_DIR"
  else
    set -- "$(dirname "$(command -v pg_config 2>/dev/null || echo /none/none)")" \
      /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin \
      /Applications/Postgres.app/Contents/Versions/latest/bin
  fi
  for directory in "$@"; do
    if [ -x "$directory/pg_config" ] && [ -x "$directory/postgres" ] && [ -x "$directory/initdb" ]; then
      version=$("$directory/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
      if [ "$version" -ge 16 ] && [ -f "$("$directory/pg_config" --sharedir)/extension/vector.control" ]; then
        echo "$directory"
        return
      fi
    fi
  done
}

debian_family() {
  [ -f "${RF_OS_RELEASE:-/etc/os-release}" ] && grep -q -E '^ID(_LIKE)?=.*(debian|ubuntu)' "${RF_OS_RELEASE:-/etc/os-release}" &&
    command -v apt-get >/dev/null 2>&1
}

# A cold build outlasts sudo's memory of the password: renew it while this command runs.
keep_sudo() {
  (while kill -0 $$ 2>/dev/null && sudo -n -v 2>/dev/null; do sleep 60; done) >/dev/null 2>&1 &
}

# May an ordinary user enter a root file system of his own here? Some distributions and containers forbid it.
user_namespaces() {
  command -v dpkg-deb >/dev/null 2>&1 &&
    unshare --user --map-current-user --keep-caps --mount mount --rbind /dev /dev >/dev/null 2>&1
}

require_postgres() {
  [ -z "${RF_POSTGRES_URL:-}" ] || return 0
  RF_POSTGRES_BIN=$(find_postgres)
  export RF_POSTGRES_BIN
  [ -z "$RF_POSTGRES_BIN" ] || return 0
  if debian_family; then
    [ "$(id -u)" -ne 0 ] || return 0
    if user_namespaces; then
      export RF_POSTGRES_NAMESPACE=yes
      return 0
    fi
    if command -v sudo >/dev/null 2>&1; then
      # asked for once, here; later steps must not prompt in the middle of the progress
      if sudo -v; then
        keep_sudo
        return 0
      fi
    fi
  fi
  missing "PostgreSQL 16 or later with pgvector is needed: on Debian or Ubuntu use root, sudo, or a kernel that allows user namespaces, or install one (macOS: brew install postgresql@17 pgvector), or set RF_POSTGRES_URL=postgresql://user:password@host:5432/postgres."
}
