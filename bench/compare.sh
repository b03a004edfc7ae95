#!/bin/sh
# Builds another revision beside this tree, and compares the two in one session: exit 1 when this one is slower.
#   compare.sh BASE [ROUNDS]           this tree is in build/release, built with -DRCS_BENCHMARKS=ON
set -eu
base=$(git rev-parse --verify --quiet "$1^{commit}") || {
  echo "compare: no revision $1" >&2
  exit 2
}
rounds=${2:-7}
tree=build/base
# Kept from one comparison to the next, so that only what differs is built.
if [ -e "$tree/.git" ]; then
  git -C "$tree" checkout --quiet --force --detach "$base"
else
  git worktree prune
  git worktree add --quiet --force --detach "$tree" "$base"
fi
echo "building $(git log -1 --format='%h %s' "$base")"
(
  cd "$tree"
  cmake --preset release -DRCS_BENCHMARKS=ON -DRCS_TESTS=OFF >/dev/null
  # What does not build there is not compared, nor is what an earlier base has left behind.
  rm -f build/release/bin/bench-*
  cmake --build --preset release --target rcs-scrub
  cmake --build --preset release -- -k 0 || echo "compare: some of it does not build, and is left out" >&2
)
exec /usr/bin/python3 -B "$(dirname "$0")/compare.py" "$tree/build/release/bin" build/release/bin build "$rounds"
