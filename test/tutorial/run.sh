#!/bin/sh
# Types the tutorial of README.md as it is written, and compares what is printed with what README.md shows.
#   run.sh SOURCE-FOLDER BIN-FOLDER
set -eu
source=$1
bin=$2
dir=$(mktemp -d "${TMPDIR:-/tmp}/rcs-tutorial-XXXXXX")
stop() {
  simulator=$(sed -nE 's/.*"pid":([0-9]+).*/\1/p' "$dir/build/tutorial/sim.json" 2>/dev/null || true)
  [ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true
  rm -rf "$dir"
}
trap stop EXIT INT TERM

# The project's folder, as far as the tutorial needs it.
mkdir -p "$dir/build/release"
ln -s "$bin" "$dir/build/release/bin"
cp -r "$source/configs" "$dir/configs"

sed -n '/<!-- tutorial -->/,/<!-- end of tutorial -->/p' "$source/README.md" | grep -v -e '^<!--' -e '^```' >"$dir/shown"
grep -q '^\$ ' "$dir/shown" || { echo "README.md has no tutorial" >&2; exit 1; }

# Each command is printed as it is shown, and then obeyed.
{
  echo "set -eu"
  while IFS= read -r line; do
    case $line in
      '$ '*)
        printf "cat <<'END_OF_LINE'\n%s\nEND_OF_LINE\n" "$line"
        printf '%s\n' "${line#\$ }"
        ;;
    esac
  done <"$dir/shown"
} >"$dir/typed"

(cd "$dir" && sh typed >typed.out 2>&1) || { cat "$dir/typed.out" >&2; exit 1; }
# As a terminal shows it: without carriage returns and byte order marks.
mark=$(printf '\357\273\277')
tr -d '\r' <"$dir/typed.out" | sed "s/^$mark//" >"$dir/printed"
diff -u --label README.md "$dir/shown" --label printed "$dir/printed" || { echo "README.md shows something else" >&2; exit 1; }
