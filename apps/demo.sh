#!/bin/sh
# The main job from end to end: a million numbers through the real pipeline, over TLS, against the simulator.
#   demo.sh BIN-FOLDER [RESULTS-FOLDER] [NUMBERS]
set -eu
bin=$1
out=${2:-build/demo}
numbers=${3:-1000000}

rm -rf "$out"
mkdir -p "$out"

"$bin/rcs-sim" serve --ca-out "$out/ca.pem" --ready-file "$out/simulator.json" --max-seconds 300s >/dev/null &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true; wait "$simulator" 2>/dev/null || true' EXIT INT TERM

echo "generating $numbers numbers"
"$bin/rcs-sim" generate --count "$numbers" --seed 1 >"$out/numbers.txt"

tries=0
until [ -f "$out/simulator.json" ]; do
  tries=$((tries + 1))
  [ "$tries" -le 100 ] || { echo "the simulator does not start" >&2; exit 1; }
  sleep 0.1
done
url=$(sed -E 's/.*"url":"([^"]+)".*/\1/' "$out/simulator.json")

echo "scrubbing them against the simulator at $url"
RCS_API_KEY=simulator-key "$bin/rcs-scrub" --endpoint "$url" --ca-file "$out/ca.pem" --sid simulator \
  -o "$out/answers.csv" --failed "$out/failed.csv" --summary "$out/summary.json" "$out/numbers.txt"

curl --silent --show-error --noproxy '*' --cacert "$out/ca.pem" "$url/stats" >"$out/stats.json"
echo "the simulator saw"
tr ',' '\n' <"$out/stats.json" | tr -d '{}"' | grep -E 'total:|asked_again:|size_violations:' | sed 's/.*:\([a-z_]*:\)/\1/; s/^/  /'
echo "the first rows"
head -n 5 "$out/answers.csv" | sed 's/^/  /'
echo "everything is in $out"
