#!/usr/bin/env bash
# Installs what the tests need, builds with warnings as errors and runs every suite.
#   ./test.sh            everything
#   ./test.sh --quick    without the browser
# Details stay in test-output/. The last line is always "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 2

quick=false
for argument in "$@"; do
  case $argument in
    --quick) quick=true ;;
    *) echo "usage: ./test.sh [--quick]" >&2; exit 2 ;;
  esac
done

output=$PWD/test-output
node_tests=BillingPortal.Tests/Conformance/node   # Stripe's own tools: its Node SDK and its command line
passed=0 failed=0 skipped=0
postgres_dir='' suite=''
rm -rf "$output" && mkdir -p "$output" || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

stop_what_was_started() {
  [ -z "$suite" ] || kill "$suite" 2>/dev/null   # timeout hands the signal on to everything that the suite started
  suite=''
  [ -n "$postgres_dir" ] || return 0
  .ci/postgres.sh stop "$postgres_dir" >>"$output/postgres.log" 2>&1
  rm -rf "$postgres_dir"
  postgres_dir=''
}
trap stop_what_was_started EXIT
trap 'exit 130' INT TERM

finish() {
  stop_what_was_started
  [ $((passed + failed)) -gt 0 ] || failed=1   # a run that proves nothing must not look green
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ]
  exit
}

# One thing outside the suites went wrong: it counts as a failure of its own, with a pointer to the details.
fail() {
  echo "FAILED: $1"
  failed=$((failed + 1))
}

have() { command -v "$1" >/dev/null 2>&1; }
have_postgres() { have initdb || [ -n "$(pg_config --bindir 2>/dev/null)" ] || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
have_chromium() { have chromium || have chromium-browser || have google-chrome; }

install_missing() {
  local packages=()
  have_postgres || packages+=(postgresql)
  $quick || have_chromium || packages+=(chromium fonts-liberation)
  [ ! -f "$node_tests/package-lock.json" ] || have npm || packages+=(nodejs npm)
  [ ${#packages[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -eq 0 ] && have apt-get; then
    echo "installing ${packages[*]}"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"; } >"$output/apt.log" 2>&1 && return 0
    echo "apt-get could not install them: see test-output/apt.log"
  fi
  echo "missing: ${packages[*]}. Install with your package manager (Debian: sudo apt-get install ${packages[*]}); tests that need them will fail."
}

# Not "npm ci": it refuses a lock file without the packages of other platforms, which not every registry has. Versions are exact all the same.
install_node_packages() {
  [ -f "$node_tests/package-lock.json" ] || return 0
  (cd "$node_tests" && npm install --no-save --no-audit --no-fund) >"$output/npm.log" 2>&1 || fail "npm install in $node_tests: see test-output/npm.log"
}

start_postgres() {
  [ -z "${BILLINGPORTAL_TEST_POSTGRES:-}" ] || return 0   # the caller has a server for us
  postgres_dir=$(mktemp -d "${TMPDIR:-/tmp}/billingportal-postgres.XXXXXX")
  chmod 755 "$postgres_dir"
  if BILLINGPORTAL_TEST_POSTGRES=$(.ci/postgres.sh start "$postgres_dir" $$ 2>"$output/postgres.log"); then
    export BILLINGPORTAL_TEST_POSTGRES
  else
    unset BILLINGPORTAL_TEST_POSTGRES
    fail "PostgreSQL did not start: see test-output/postgres.log"
  fi
}

# The number that one attribute holds in a suite's result file, summed over its assemblies.
result() {
  grep -oE "<assembly [^>]*" "$1" | grep -oE " $2=\"[0-9]+\"" | awk -F '"' '{ sum += $2 } END { print sum + 0 }'
}

run_suite() {
  local name=$1 minutes=$2 log="$output/$1.log" report="$output/$1.xml" started=$SECONDS status
  shift 2
  timeout --kill-after=30s "${minutes}m" dotnet "$name/bin/Debug/net10.0/$name.dll" -noColor -noLogo -xml "$report" "$@" >"$log" 2>&1 &
  suite=$!
  wait "$suite"
  status=$?
  suite=''
  if [ ! -s "$report" ]; then
    tail -n 20 "$log"
    [ $status -ne 124 ] || echo "$name was stopped after $minutes minutes"
    fail "$name ended with code $status and no results: see test-output/$name.log"
    return
  fi
  local ok bad left errors
  ok=$(result "$report" passed) bad=$(result "$report" failed) left=$(result "$report" skipped) errors=$(result "$report" errors)
  passed=$((passed + ok)) failed=$((failed + bad + errors)) skipped=$((skipped + left))
  echo "$name: $ok passed, $((bad + errors)) failed, $left skipped in $((SECONDS - started)) s"
  grep -E -A 6 '\[FAIL\]|Cleanup Failure' "$log" | head -n 120
  grep -A 1 '\[SKIP\]' "$log" | grep -vE '\[SKIP\]|^--' | sort | uniq -c | sed 's/^ *\([0-9]*\) */  skipped \1: /'   # each reason once
  [ $((ok + bad)) -gt 0 ] || fail "$name ran no test"
  [ $status -eq 0 ] || [ $((bad + errors)) -gt 0 ] || fail "$name ended with code $status: see test-output/$name.log"
}

install_missing
have dotnet || { fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"; finish; }
dotnet build BillingPortal.sln --nologo --verbosity quiet -warnaserror >"$output/build.log" 2>&1 ||
  { grep -E 'error|warning' "$output/build.log" | sort -u | head -n 20; fail "the build: see test-output/build.log"; finish; }
install_node_packages
start_postgres
run_suite BillingPortal.Tests 12
$quick || run_suite BillingPortal.E2E 12
finish
