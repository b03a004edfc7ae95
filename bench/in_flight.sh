#!/bin/sh
# Whether many requests are really out at once: IN-FLIGHT of them against a simulator that answers after 500 ms, which is
# IN-FLIGHT / 0.5 s requests a second. What the simulator saw in its busiest ten seconds has to be 95 % of that.
#   in_flight.sh BIN-FOLDER [IN-FLIGHT] [BATCH-MAX]
set -eu
bin=$1
in_flight=${2:-2000}
batch=${3:-500}
seconds=25
dir=$(mktemp -d)
descriptors=$((in_flight + 256))
[ "$(ulimit -n)" -ge "$descriptors" ] || ulimit -n "$descriptors" || {
  echo "in_flight: $descriptors open files are needed, and the limit is $(ulimit -Hn)" >&2
  exit 1
}
"$bin/rcs-sim" serve --latency 500ms --no-repeats --ca-out "$dir/ca.pem" --ready-file "$dir/ready.json" \
  --max-seconds 120s >/dev/null &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true; wait "$simulator" 2>/dev/null || true; rm -rf "$dir"' EXIT INT TERM
"$bin/rcs-sim" generate --count $((in_flight * 2 * batch * seconds)) --seed 5 >"$dir/numbers"
until [ -f "$dir/ready.json" ]; do sleep 0.1; done
url=$(sed -E 's/.*"url":"([^"]+)".*/\1/' "$dir/ready.json")

RCS_API_KEY=simulator-key "$bin/rcs-scrub" --endpoint "$url" --ca-file "$dir/ca.pem" --sid simulator \
  --max-in-flight "$in_flight" --batch-max "$batch" --duplicates keep --quiet --progress never -o /dev/null \
  --summary "$dir/summary.json" "$dir/numbers"
curl --silent --show-error --noproxy '*' --cacert "$dir/ca.pem" "$url/stats" >"$dir/stats.json"
seen() { tr ',{}' '\n\n\n' <"$dir/stats.json" | sed -n "s/^\"$1\":\([0-9.]*\)$/\1/p" | head -n 1; }
field() { sed -n "s/^ *\"$1\": *\([0-9.]*\).*/\1/p" "$dir/summary.json" | head -n 1; }
served=$(tr ' ' '\n' <"/proc/$simulator/stat" | sed -n '14,15p' | paste -sd ' ')
echo "$served" | awk -v sent="$(field sent)" -v cpu="$(field cpu_seconds)" -v took="$(field elapsed_seconds)" \
  -v p50="$(field p50)" -v p99="$(field p99)" -v open="$(seen max_open)" -v rate="$(seen busiest_ten_seconds_rate)" \
  -v most="$in_flight" -v batch="$batch" -v ticks="$(getconf CLK_TCK)" '
  {
    wanted = most / 0.5
    printf "%d requests of up to %d numbers in %.1f s, %d connections at once\n", sent, batch, took, open
    printf "CPU of a request: %.0f us here, %.0f us in the simulator\n", cpu * 1e6 / sent, ($1 + $2) / ticks * 1e6 / sent
    printf "latency: p50 %.1f ms, p99 %.1f ms\n", p50, p99
    printf "requests a second, busiest ten seconds: %.0f of %.0f, %.1f %%\n", rate, wanted, 100 * rate / wanted
    if (rate < 0.95 * wanted) { print "in_flight: under 95 %"; exit 1 }
  }'
