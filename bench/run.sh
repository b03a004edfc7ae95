#!/bin/sh
# Every benchmark there is, and a table of what they found: OUT/table.md. Ten minutes; wants an idle machine.
#   run.sh BIN-FOLDER OUT-FOLDER
set -eu
bin=$1
out=$2
here=$(dirname "$0")
rm -rf "$out"
mkdir -p "$out/micro"

# Repetitions are interleaved, so that peers meet the same machine. The medians are kept.
for program in "$bin"/bench-*; do
  # Not every program is one of Google Benchmark's.
  "$program" --benchmark_list_tests >/dev/null 2>&1 || continue
  echo "== $(basename "$program")"
  "$program" --benchmark_repetitions=5 --benchmark_enable_random_interleaving=true --benchmark_min_time=0.1 \
    --benchmark_report_aggregates_only=true --benchmark_out="$out/micro/$(basename "$program").json"
done

if [ -x "$here/loopback/run.sh" ]; then
  echo "== the whole engine over a loopback"
  "$here/loopback/run.sh" "$bin" | tee "$out/loopback.tsv"
fi

echo "== the same work by other programs"
"$here/versus/run.sh" "$bin" --json "$out/versus.json"

/usr/bin/python3 -B "$here/table.py" "$bin/.." "$out" >"$out/table.md"
echo "the table is in $out/table.md; bench/update_readme puts it into the README"
