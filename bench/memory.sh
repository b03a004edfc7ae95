#!/bin/sh
# How memory grows with the list: 1,000,000 and 10,000,000 numbers, with repeats kept and dropped.
#   memory.sh BIN-FOLDER
set -eu
bin=$1
dir=$(mktemp -d)
"$bin/rcs-sim" serve --no-repeats --ca-out "$dir/ca.pem" --ready-file "$dir/ready.json" --max-seconds 600s >/dev/null &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true; wait "$simulator" 2>/dev/null || true; rm -rf "$dir"' EXIT INT TERM
"$bin/rcs-sim" generate --count 10000000 --seed 2 >"$dir/10000000"
head -n 1000000 "$dir/10000000" >"$dir/1000000"
until [ -f "$dir/ready.json" ]; do sleep 0.1; done
url=$(sed -E 's/.*"url":"([^"]+)".*/\1/' "$dir/ready.json")

field() { sed -n "s/.*\"$1\": *\([0-9.]*\).*/\1/p" "$dir/summary.json" | head -n 1; }
echo "duplicates  numbers     peak memory  seconds"
for duplicates in keep drop; do
  for numbers in 1000000 10000000; do
    RCS_API_KEY=simulator-key "$bin/rcs-scrub" --endpoint "$url" --ca-file "$dir/ca.pem" --sid simulator \
      --duplicates "$duplicates" --quiet --progress never -o /dev/null --summary "$dir/summary.json" "$dir/$numbers"
    awk -v d="$duplicates" -v n="$numbers" -v b="$(field peak_rss_bytes)" -v s="$(field elapsed_seconds)" \
      'BEGIN { printf "%-10s  %-10d  %8.1f MB  %7.2f\n", d, n, b / 1e6, s }'
  done
done
