#!/bin/sh
# What it costs to write a list of ten columns back in its own order, with copies for repeats, against a plain run of the
# same list; in turn, each round in the other order. Every round checks that all rows come back.
#   write_back.sh BIN-FOLDER [ROUNDS] [ROWS]
set -eu
bin=$1
rounds=${2:-5}
rows=${3:-1000000}
dir=$(mktemp -d "${TMPDIR:-.}/rcs-write-back-XXXXXX")
"$bin/rcs-sim" serve --no-repeats --ca-out "$dir/ca.pem" --ready-file "$dir/ready.json" --max-seconds 600s >/dev/null &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true; wait "$simulator" 2>/dev/null || true; rm -rf "$dir"' EXIT INT TERM
# Ten columns of about 115 bytes a row; every tenth row repeats the number of one before it.
"$bin/rcs-sim" generate --count "$rows" --seed 4 --duplicates 10% | awk '
  BEGIN { print "id,first_name,last_name,phone,city,street,zip,segment,opened,note" }
  { printf "%d,Ann-%d,\"Ng, %d\",%s,City %d,Street %d,%05d,%s,2026-01-%02d,\"a note, %d\"\n",
      NR, NR % 977, NR % 7919, $0, NR % 311, NR % 1009, NR % 99991, NR % 3 ? "gold" : "silver", NR % 28 + 1, NR }
' >"$dir/list.csv"
until [ -f "$dir/ready.json" ]; do sleep 0.1; done
url=$(sed -E 's/.*"url":"([^"]+)".*/\1/' "$dir/ready.json")

scrub() { # PLAIN|BACK OPTION...: appends seconds, CPU seconds and peak bytes to that list
  list=$1
  shift
  rm -f "$dir/answers" "$dir/answers.checkpoint"
  RCS_API_KEY=simulator-key "$bin/rcs-scrub" --endpoint "$url" --ca-file "$dir/ca.pem" --sid simulator \
    --quiet --progress never -o "$dir/answers" --summary "$dir/summary.json" "$@" "$dir/list.csv"
  sed -n 's/.*"\(elapsed_seconds\|cpu_seconds\|peak_rss_bytes\)": *\([0-9.]*\).*/\2/p' "$dir/summary.json" |
    paste -sd ' ' >>"$dir/$list"
}
back() {
  scrub back --append --order input --duplicates copy
  [ "$(wc -l <"$dir/answers")" = "$(wc -l <"$dir/list.csv")" ] || { echo "rows are missing" >&2; exit 1; }
}
median() { cut -d ' ' -f "$2" "$dir/$1" | sort -n | sed -n "$(((rounds + 1) / 2))p"; }

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  if [ $((round % 2)) = 1 ]; then scrub plain && back; else back && scrub plain; fi
done
echo "$rows rows of ten columns, medians of $rounds rounds"
for column in 1 2 3; do
  what=$(echo 'seconds,CPU seconds,peak bytes' | cut -d , -f "$column")
  awk -v what="$what" -v a="$(median plain "$column")" -v b="$(median back "$column")" \
    'BEGIN { printf "%-12s  plain %.3f  written back %.3f  ratio %.3f\n", what, a, b, b / a }'
done
echo "all rounds, seconds, CPU seconds, peak bytes, plain | written back"
paste -d '|' "$dir/plain" "$dir/back"
