#!/usr/bin/env bash
# A private, durable PostgreSQL cluster for tests and benchmarks. Installs nothing.
#   .ci/postgres.sh start DIR [PID]   makes and starts a cluster in DIR and prints its URL; with PID it stops when that process ends
#   .ci/postgres.sh stop DIR          stops it and removes DIR
#   .ci/postgres.sh halt|resume DIR   stops it at once as a crash would, and starts it again on the same port
set -euo pipefail

usage() { sed -n '2,5p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage
command=$1 dir=$2 watched=${3:-}
[[ $dir = /* ]] || dir=$PWD/$dir

bin=$(pg_config --bindir 2>/dev/null || true)
[ -x "$bin/initdb" ] || bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$bin/initdb" ] || { echo "PostgreSQL's server programs (initdb, pg_ctl) were not found; on Debian: apt-get install postgresql" >&2; exit 1; }

# initdb refuses root, so as root the cluster belongs to the user that the package made.
if [ "$(id -u)" = 0 ]; then as() { runuser -u postgres -- "$@"; }; else as() { "$@"; }; fi
control() { (cd / && as "$bin/pg_ctl" -D "$dir/data" -s -w -t 60 "$@"); }

start() {
  mkdir -p "$dir"
  head -c 24 /dev/urandom | base64 | tr -dc 'a-zA-Z0-9' > "$dir/password"
  [ "$(id -u)" != 0 ] || { chmod 711 "$dir"; chown -R postgres "$dir"; }
  (cd / && as "$bin/initdb" -D "$dir/data" -U postgres -A scram-sha-256 --pwfile="$dir/password" -E UTF8 --locale=C.UTF-8 >/dev/null)
  # Durability stays as PostgreSQL ships it (fsync, synchronous_commit, full_page_writes on): what is measured is what would run.
  cat >> "$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
shared_buffers = 128MB
logging_collector = off
CONF
  for _ in 1 2 3 4 5 6 7 8; do
    local port=$((20000 + RANDOM % 30000))
    if control -l "$dir/log" -o "-p $port" start 2>/dev/null >/dev/null; then
      echo "$port" > "$dir/port"
      [ -z "$watched" ] || watch
      echo "postgres://postgres:$(cat "$dir/password")@127.0.0.1:$port/postgres"
      return
    fi
  done
  echo "PostgreSQL did not start:" >&2; tail -5 "$dir/log" >&2; exit 1
}

# A test run that is killed cannot stop its cluster, so the cluster looks after itself.
watch() {
  ( trap '' HUP; while kill -0 "$watched" 2>/dev/null && [ -d "$dir/data" ]; do sleep 2; done; [ ! -d "$dir/data" ] || stop ) >/dev/null 2>&1 </dev/null &
}

stop() {
  control -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}

case $command in
  start) start ;;
  stop) stop ;;
  halt) control -m immediate stop >/dev/null ;;
  resume) control -l "$dir/log" -o "-p $(cat "$dir/port")" start >/dev/null ;;
  *) usage ;;
esac
