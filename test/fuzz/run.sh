#!/bin/sh
# Runs every fuzzer of a build, one after the other, and says how often each was executed.
#   run.sh BUILD short          a bounded number of executions, with the same seed every time
#   run.sh BUILD long SECONDS   each for so long; the inputs it learns are kept in BUILD/learnt and used again
# An input that breaks something is kept in BUILD/found; its path is printed, and the exit status is 1.
set -eu
here=$(dirname "$0")
build=$1
found=$build/found
export UBSAN_OPTIONS=print_stacktrace=1
mkdir -p "$found" "$build/log"

case $2 in
  short) learnt=$build/learnt-short; rm -rf "$learnt" ;;
  long)  learnt=$build/learnt; seconds=$3 ;;
  *) echo "short or long?" >&2; exit 2 ;;
esac

# libFuzzer writes to the first corpus and only reads the second.
fuzz() {
  mkdir -p "$learnt/$name"
  set -- "$learnt/$name" "$here/corpus/$name" -artifact_prefix="$found/$name-" -timeout=10 -print_final_stats=1
  if [ -e "$here/dictionaries/$name.dict" ]; then set -- "$@" -dict="$here/dictionaries/$name.dict"; fi
  if [ -n "${seconds:-}" ]; then set -- "$@" -max_total_time="$seconds"; else set -- "$@" -seed=1 -runs="$runs"; fi
  "$build/bin/fuzz-$name" "$@" >"$log" 2>&1
}

status=0
table=$(printf '%-16s %12s %8s' target executions seconds)
while read -r name runs; do
  log=$build/log/$name
  begin=$(date +%s)
  result=clean
  if ! fuzz; then
    result=BROKEN
    status=1
    grep -v '^#' "$log" | tail -n 60
    echo "$build/bin/fuzz-$name $(sed -n 's/.*Test unit written to //p' "$log")   # shows it again"
  fi
  executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  table="$table
$(printf '%-16s %12s %8s  %s' "$name" "${executed:-?}" "$(($(date +%s) - begin))" "$result")"
done <"$build/fuzzers.txt"
echo "$table"
exit $status
