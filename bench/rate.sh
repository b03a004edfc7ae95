#!/bin/sh
# How exactly a rate is kept, as the simulator sees it: 200 requests a second for ten seconds.
#   rate.sh BIN-FOLDER
set -eu
bin=$1
dir=$(mktemp -d)
"$bin/rcs-sim" --ca-out "$dir/ca.pem" --ready-file "$dir/ready.json" --max-seconds 100s >/dev/null &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true; wait "$simulator" 2>/dev/null || true; rm -rf "$dir"' EXIT INT TERM
"$bin/rcs-sim" generate --count 1050000 --seed 3 >"$dir/numbers"
until [ -f "$dir/ready.json" ]; do sleep 0.1; done
url=$(sed -E 's/.*"url":"([^"]+)".*/\1/' "$dir/ready.json")
RCS_API_KEY=simulator-key "$bin/rcs-scrub" --endpoint "$url" --ca-file "$dir/ca.pem" --sid simulator \
  --rate 200 --burst 1 --quiet --progress never -o /dev/null "$dir/numbers"
curl --silent --show-error --noproxy '*' --cacert "$dir/ca.pem" "$url/stats" | tr ',' '\n' | tr -d '{}"' |
  grep -E '^(max_per_second|busiest_ten_seconds_rate):'
