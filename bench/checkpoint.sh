#!/bin/sh
# What the checkpoint costs: the same list with and without one, in turn, each round in the other order.
#   checkpoint.sh BIN-FOLDER [ROUNDS] [NUMBERS]
set -eu
bin=$1
rounds=${2:-7}
numbers=${3:-4000000}
dir=$(mktemp -d "${TMPDIR:-.}/rcs-checkpoint-XXXXXX")
"$bin/rcs-sim" serve --no-repeats --ca-out "$dir/ca.pem" --ready-file "$dir/ready.json" --max-seconds 600s >/dev/null &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true; wait "$simulator" 2>/dev/null || true; rm -rf "$dir"' EXIT INT TERM
"$bin/rcs-sim" generate --count "$numbers" --seed 4 >"$dir/numbers"
until [ -f "$dir/ready.json" ]; do sleep 0.1; done
url=$(sed -E 's/.*"url":"([^"]+)".*/\1/' "$dir/ready.json")

scrub() { # WITH|WITHOUT OPTION: appends seconds and CPU seconds to that list
  rm -f "$dir/answers" "$dir/answers.checkpoint"
  RCS_API_KEY=simulator-key "$bin/rcs-scrub" --endpoint "$url" --ca-file "$dir/ca.pem" --sid simulator \
    --duplicates keep --quiet --progress never -o "$dir/answers" --summary "$dir/summary.json" "$2" "$dir/numbers"
  sed -n 's/.*"\(elapsed_seconds\|cpu_seconds\)": *\([0-9.]*\).*/\2/p' "$dir/summary.json" | paste -sd ' ' >>"$dir/$1"
}
median() { cut -d ' ' -f "$2" "$dir/$1" | sort -n | sed -n "$(((rounds + 1) / 2))p"; }

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  if [ $((round % 2)) = 1 ]; then
    scrub with "--checkpoint=$dir/answers.checkpoint"
    scrub without --no-checkpoint
  else
    scrub without --no-checkpoint
    scrub with "--checkpoint=$dir/answers.checkpoint"
  fi
done
echo "$numbers numbers, medians of $rounds rounds"
for column in 1 2; do
  awk -v what="$([ "$column" = 1 ] && echo 'seconds' || echo 'CPU seconds')" -v a="$(median with "$column")" \
    -v b="$(median without "$column")" \
    'BEGIN { printf "%-12s  with %.3f  without %.3f  ratio %.3f\n", what, a, b, a / b }'
done
echo "all rounds, seconds and CPU seconds, with | without"
paste -d '|' "$dir/with" "$dir/without"
