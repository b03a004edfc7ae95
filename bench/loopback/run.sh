#!/bin/sh
# The whole engine, our code alone: over an upstream in memory; and with all that a run needs: over TLS to the simulator.
# Prints lines of name, value and unit, tabs between them; medians of ROUNDS.
#   run.sh BIN-FOLDER [ROUNDS] [NUMBERS]
set -eu
bin=$1
rounds=${2:-5}
numbers=${3:-5000000}
dir=$(mktemp -d "${TMPDIR:-.}/rcs-loopback-XXXXXX")
"$bin/rcs-sim" serve --no-repeats --ca-out "$dir/ca.pem" --ready-file "$dir/ready.json" --max-seconds 600s >/dev/null &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true; wait "$simulator" 2>/dev/null || true; rm -rf "$dir"' EXIT INT TERM
"$bin/rcs-sim" generate --count "$numbers" --seed 8 >"$dir/numbers"
until [ -f "$dir/ready.json" ]; do sleep 0.1; done
url=$(sed -E 's/.*"url":"([^"]+)".*/\1/' "$dir/ready.json")

in_memory() { # NAME OPTIONS...: appends what a run took, under that name
  name=$1
  shift
  "$bin/bench-engine" -o "$dir/rows" --checkpoint "$dir/checkpoint" "$@" "$dir/numbers" |
    sed "s/^/$name: /" >>"$dir/taken"
  rm -f "$dir/rows" "$dir/checkpoint"
}
over_tls() {
  RCS_API_KEY=simulator-key "$bin/rcs-scrub" --endpoint "$url" --ca-file "$dir/ca.pem" --sid simulator \
    --duplicates keep --quiet --progress never -o "$dir/rows" --summary "$dir/summary.json" "$dir/numbers"
  rm -f "$dir/rows" "$dir/rows.checkpoint"
  field() { sed -n "s/^ *\"$1\": *\([0-9.]*\).*/\1/p" "$dir/summary.json" | head -n 1; }
  awk -v sent="$(field sent)" -v cpu="$(field cpu_seconds)" -v took="$(field elapsed_seconds)" \
    -v speed="$(field numbers_per_second)" -v peak="$(field peak_rss_bytes)" 'BEGIN {
      OFS = "\t"
      print "over TLS: requests", sent, ""
      print "over TLS: requests a second", sent / took, "/s"
      print "over TLS: speed", speed, "numbers/s"
      print "over TLS: cpu of the engine", cpu * 1e6 / sent, "us/request"
      print "over TLS: peak memory", peak / 1e6, "MB"
    }' >>"$dir/taken"
}

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  in_memory "in memory"
  in_memory "in memory, two threads" --threads 2
  in_memory "in memory, repeats dropped" --duplicates drop
  in_memory "in memory, NDJSON" --format ndjson
  over_tls
done
# In the order of their first appearance, each with the median of its values.
cut -f 1 "$dir/taken" | awk '!seen[$0]++' | while IFS= read -r name; do
  awk -F '\t' -v name="$name" '$1 == name { print $2 "\t" $3 }' "$dir/taken" | sort -g |
    sed -n "$(((rounds + 1) / 2))p" | sed "s|^|$name	|"
done
