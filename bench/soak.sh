#!/bin/sh
# Mixed faults at full speed for so many seconds, and nothing may grow: memory by no more than 5 % and descriptors not
# at all, from a fifth of the time on, the first fifth of what is left against the last.
#   soak.sh BIN-FOLDER SECONDS
#
# The program is watched from outside, once a second: resident memory in /proc/PID/status, its connections in
# /proc/net/tcp. Its descriptors proper are in /proc/PID/fd, which it closes to all but root; anybody else has the
# connections to go by and the limit on open files: with it so low, a leak of a few dozen leaves none for connections.
set -eu
bin=$1
seconds=$2
here=$(dirname "$0")
dir=$(mktemp -d)
sim_pid='' list_pid='' answers_pid='' scrub_pid=''
clean_up() {
  for pid in $scrub_pid $list_pid $answers_pid $sim_pid; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$dir"
}
trap clean_up EXIT INT TERM

fail() {
  echo "soak: $*" >&2
  cat "$dir/err" >&2 2>/dev/null || true
  exit 1
}

"$bin/rcs-sim" serve --profile "$here/../configs/simulator-soak.toml" --no-repeats --ca-out "$dir/ca.pem" \
  --ready-file "$dir/ready.json" --max-seconds $((seconds + 60)) >/dev/null &
sim_pid=$!
tries=0
until [ -f "$dir/ready.json" ]; do
  tries=$((tries + 1))
  [ "$tries" -le 100 ] || fail "the simulator does not start"
  sleep 0.1
done
url=$(sed -E 's/.*"url":"([^"]+)".*/\1/' "$dir/ready.json")
port=$(printf ':%04X' "${url##*:}")

# Large blocks go back to the system when they are freed. glibc otherwise keeps more of them once the first has been
# freed, and what it keeps for the next of that size looks like growth: one 2 MiB table, made anew now and then.
MALLOC_MMAP_THRESHOLD_=131072
export MALLOC_MMAP_THRESHOLD_

# A list without an end, through a pipe: no disk is filled. Repeats are kept, so that nothing need be remembered.
mkfifo "$dir/list" "$dir/answers"
"$bin/rcs-sim" generate --digits 15 --count 100000000000 --duplicates 0.01 --invalid 0.01 --spelling mixed --seed 7 \
  >"$dir/list" 2>/dev/null &
list_pid=$!
# Nobody takes the answers at first: every queue fills to its bound, and the most that they can hold is no growth later.
{
  sleep 5
  exec cat
} <"$dir/answers" >/dev/null &
answers_pid=$!
(
  ulimit -n 128
  RCS_API_KEY=simulator-key exec "$bin/rcs-scrub" --endpoint "$url" --ca-file "$dir/ca.pem" --sid simulator \
    --max-in-flight 32 --rate 0 --duplicates keep --timeout 500ms --failed /dev/null --summary "$dir/summary.json" \
    --progress never - <"$dir/list" >"$dir/answers" 2>"$dir/err"
) &
scrub_pid=$!

begin=$(date +%s)
now=0
while [ "$now" -lt "$seconds" ]; do
  sleep 1
  now=$(($(date +%s) - begin))
  memory=$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\).*/\1/p' "/proc/$scrub_pid/status" 2>/dev/null) || true
  [ -n "$memory" ] || fail "the run ended after $now seconds"
  # Remote port, and the states from established to close-wait: what a client has a descriptor for.
  connections=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk -v port="$port" 'substr($3, length($3) - 4) == port && ($4 == "01" || $4 == "02" || $4 == "08")' | wc -l)
  descriptors=$(find "/proc/$scrub_pid/fd" -mindepth 1 2>/dev/null | wc -l)
  echo "$now $memory $descriptors $connections" >>"$dir/samples"
done
curl --silent --show-error --noproxy '*' --cacert "$dir/ca.pem" "$url/stats" >"$dir/stats.json"

kill -INT "$scrub_pid"
code=0
wait "$scrub_pid" || code=$?
scrub_pid=''
[ "$code" -eq 5 ] || fail "exit code $code, and 5 (interrupted) was to be"

field() { sed -n "s/^ *\"$1\": *\([0-9.]*\).*/\1/p" "$dir/summary.json" | head -n 1; }
seen() { tr ',{}' '\n\n\n' <"$dir/stats.json" | sed -n "s/^\"$1\":\([0-9.]*\)$/\1/p" | head -n 1; }
inside() { sed -n "s/.*\"$1\":{\([^}]*\)}.*/\1/p" "$dir/stats.json" | tr -d '"' | tr ',' ' '; }

echo "$(field elapsed_seconds) s, $(field rows) rows, $(field sent) requests, $(field cpu_seconds) s of CPU"
echo "faults injected: $(inside faults)"
echo "answers: $(inside by_status)"
echo "connections: $(seen accepted) accepted, $(seen max_open) at once"
sed -n '/"outcomes"/,/}/p' "$dir/summary.json" | sed -n 's/^ *"\([a-z_]*\)": *\([0-9]*\),*$/\1 \2/p' >"$dir/outcomes"
awk -v rows="$(field rows)" '
  { printf "  %-14s %d\n", $1, $2; sum += $2 }
  END {
    if (NR == 0 || sum != rows) { print "soak: the books do not balance: " sum " outcomes, " rows " rows"; exit 1 }
    print "the books balance: " sum " outcomes, " rows " rows"
  }' "$dir/outcomes"
[ "$(seen size_violations)" = 0 ] || fail "$(seen size_violations) requests of a size that is not allowed"

# Columns: seconds, memory in KiB, descriptors, connections. Few samples make a narrow window, hence means.
awk -v all="$seconds" '
  function note(i, v) {
    if (!(i in least) || v < least[i]) least[i] = v
    if (!(i in most) || v > most[i]) most[i] = v
    if ($1 <= all * 0.36) { first[i] += v; if (v > first_most[i]) first_most[i] = v }
    if ($1 > all * 0.84) { last[i] += v; if (v > last_most[i]) last_most[i] = v }
  }
  $1 > all * 0.2 {
    samples++
    if ($1 <= all * 0.36) firsts++
    if ($1 > all * 0.84) lasts++
    for (i = 2; i <= 4; i++) note(i, $i)
  }
  END {
    if (!firsts || !lasts) { print "soak: too few samples"; exit 1 }
    name[2] = "memory, KiB"; name[3] = "descriptors"; name[4] = "connections"
    printf "%-12s %9s %9s %11s %11s   (%d samples)\n", "", "least", "most", "first fifth", "last fifth", samples
    for (i = 2; i <= 4; i++) {
      if (i == 3 && most[i] == 0) { print "descriptors    not to be seen: not root"; continue }
      printf "%-12s %9d %9d %11.1f %11.1f\n", name[i], least[i], most[i], first[i] / firsts, last[i] / lasts
    }
    bad = 0
    if (last[2] / lasts > 1.05 * first[2] / firsts) { print "soak: memory grows"; bad = 1 }
    for (i = 3; i <= 4; i++) {
      if (last[i] / lasts > first[i] / firsts + 2 && last_most[i] > first_most[i]) { print "soak: " name[i] " grow"; bad = 1 }
    }
    if (last[4] / lasts < first[4] / firsts / 2) { print "soak: connections are lost"; bad = 1 }
    exit bad
  }' "$dir/samples"
