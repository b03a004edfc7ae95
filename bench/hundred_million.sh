#!/bin/sh
# The whole engine over a list of a hundred million numbers and one of a million, against an upstream in memory, each run
# in a process of its own. Peak memory may grow by 5 % where repeats are kept, and by 10 bytes for each more number where
# they are dropped.
#   hundred_million.sh BIN-FOLDER [NUMBERS] [OUTPUT-FOLDER]
#
# Time and memory come from two runs. For the time, rows go to a file, with a checkpoint, up to ten million numbers; those
# of a hundred million (8 GB) go to /dev/null unless OUTPUT-FOLDER says where there is room for them. For the memory, they
# go through a pipe that nobody reads for the first two seconds: every queue fills to its bound then, where a short run
# may end before it happens to.
set -eu
bin=$1
numbers=${2:-100000000}
folder=${3:-}
small=1000000
dir=$(mktemp -d "${TMPDIR:-.}/rcs-hundred-million-XXXXXX")
trap 'rm -rf "$dir"; [ -z "$folder" ] || rm -f "$folder/rcs-rows"' EXIT INT TERM
"$bin/rcs-sim" generate --count "$numbers" --seed 6 >"$dir/numbers"
head -n "$small" "$dir/numbers" >"$dir/small"
mkfifo "$dir/pipe"

of() { awk -F '\t' -v name="$1" '$1 == name { print $2 }' "$dir/taken"; }
look_up() { # DUPLICATES LIST NUMBERS: prints what the runs took, and keeps their peak memory in `peak`
  {
    sleep 2
    exec cat
  } <"$dir/pipe" >/dev/null &
  "$bin/bench-engine" --duplicates "$1" -o "$dir/pipe" "$2" >"$dir/taken"
  wait "$!"
  peak=$(of 'peak memory')
  rows=/dev/null
  [ "$3" -gt 10000000 ] || rows="$dir/rows"
  [ -z "$folder" ] || rows="$folder/rcs-rows"
  if [ "$rows" = /dev/null ]; then
    "$bin/bench-engine" --duplicates "$1" -o /dev/null "$2" >"$dir/taken"
  else
    "$bin/bench-engine" --duplicates "$1" -o "$rows" --checkpoint "$dir/checkpoint" "$2" >"$dir/taken"
    rm -f "$rows" "$dir/checkpoint"
  fi
  printf '%-10s  %-11d  %9.1f MB  %8.2f s  %12.0f  %8.1f us  %s\n' "$1" "$3" "$peak" "$(of wall)" "$(of speed)" \
    "$(of 'cpu of the engine')" "$rows"
}

echo "duplicates  numbers      peak memory        wall     numbers/s  cpu/request  rows to"
code=0
for duplicates in keep drop; do
  look_up "$duplicates" "$dir/small" "$small"
  before=$peak
  look_up "$duplicates" "$dir/numbers" "$numbers"
  awk -v how="$duplicates" -v more="$((numbers - small))" -v before="$before" -v after="$peak" 'BEGIN {
    each = (after - before) * 1e6 / more
    printf "%s: %.3f times the memory, %.2f bytes for each more number\n", how, after / before, each
    exit how == "keep" ? after > 1.05 * before : each > 10
  }' || code=1
done
[ "$code" -eq 0 ] || echo "hundred_million: memory grows by more than it may" >&2
exit "$code"
