#!/bin/sh
# Installs the library, builds the README's example against it as a project of its own, and runs that against the simulator.
#   run.sh SOURCE-FOLDER BUILD-FOLDER C++-COMPILER
set -eu
source=$1
build=$2
compiler=$3
dir=$(mktemp -d)
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$dir"' EXIT INT TERM

sed -n '/^```cpp$/,/^```$/p' "$source/README.md" | sed '1d;$d' >"$dir/readme.cpp"
diff -u "$source/test/package/example.cpp" "$dir/readme.cpp" || { echo "README.md has another example" >&2; exit 1; }

cmake --install "$build" --prefix "$dir/prefix" >/dev/null
cmake -S "$source/test/package" -B "$dir/build" -DCMAKE_PREFIX_PATH="$dir/prefix" -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$dir/build"

"$dir/prefix/bin/rcs-sim" --ca-out "$dir/ca.pem" --ready-file "$dir/ready.json" --max-seconds 60s >/dev/null &
simulator=$!
tries=0
until [ -f "$dir/ready.json" ]; do
  tries=$((tries + 1))
  [ "$tries" -le 100 ] || { echo "the simulator does not start" >&2; exit 1; }
  sleep 0.1
done
url=$(sed -E 's/.*"url":"([^"]+)".*/\1/' "$dir/ready.json")

RCS_API_KEY=simulator-key "$dir/build/example" "$url" "$dir/ca.pem" simulator \
  "+1 212 555 0100" nonsense "+12125550101" "+1 (212) 555-0100" >"$dir/out"
cat "$dir/out"
[ "$(wc -l <"$dir/out")" -eq 3 ]
grep -Eq '^\+12125550100 (enabled|not_enabled) ' "$dir/out"
grep -Eq '^\+12125550101 (enabled|not_enabled) [A-Z]' "$dir/out"
[ "$(sed -n 1p "$dir/out")" = "$(sed -n 3p "$dir/out")" ]
