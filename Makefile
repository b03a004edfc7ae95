# Thin: every target is a line or two of CMake, CTest or a script.

BIN := build/release/bin
THREADED := file source wire sink flow simulator integration
FUZZ_SECONDS := 600

.PHONY: all setup build test lint sanitize crash scenarios fuzz fuzz-short memory rate soak soak-short checkpoint-cost write-back-cost bench \
  bench-build bench-compare demo clean

all: build

setup:
	@configs/install-packages
	@configs/install-phonenumber-headers

build: setup
	@cmake --preset release >/dev/null
	@cmake --build --preset release

test: build
	@ctest --preset release

# Every test under AddressSanitizer and UndefinedBehaviorSanitizer (g++), and what runs on several threads under
# ThreadSanitizer (clang).
sanitize: setup
	@cmake --preset debug >/dev/null
	@cmake --build --preset debug
	@ctest --preset debug
	@cmake --preset tsan >/dev/null
	@echo "ThreadSanitizer: the programs with threads only: $(THREADED)"
	@cmake --build --preset tsan --target $(addprefix test-,$(THREADED))
	@ctest --preset tsan -R '^($(subst $() ,|,$(THREADED)))$$'

# What reads bytes from outside, under libFuzzer: each target for FUZZ_SECONDS, or a bounded number of executions.
fuzz fuzz-short: setup
	@cmake --preset fuzz >/dev/null
	@cmake --build --preset fuzz
	@test/fuzz/run.sh build/fuzz $(if $(filter fuzz,$@),long $(FUZZ_SECONDS),short)

# The layout of every file, and the pure rooms under clang-tidy (those with Asio take 20 s each: by hand, when changed).
lint: build
	@clang-format --dry-run -Werror $$(git ls-files '*.hpp' '*.cpp')
	@ls $(foreach room,number plan gate settle file source sink,engine/src/$(room)/*.cpp) | \
	  xargs -P 2 -n 4 clang-tidy -p build/release --quiet --extra-arg=-Wno-unknown-warning-option

# Mixed faults at full speed, and nothing may grow: ten minutes, or one for every change.
soak: build
	@bench/soak.sh $(BIN) 600

soak-short: build
	@bench/soak.sh $(BIN) 60

# The whole engine in virtual time against made-up upstreams, for long: SEEDS=from..to. `test` plays a few thousand.
SEEDS ?= 1..100000
scenarios: build
	@RCS_SCENARIO_SEEDS=$(SEEDS) $(BIN)/test-scenario --run_test=seeds

# A hundred kills at random instants, and kills, power cuts and errors at chosen calls: nothing lost, nothing doubled.
# A little over a minute.
crash: build
	@RCS_CRASH=full $(BIN)/test-crash

# How memory grows with the list. Two minutes; not part of the tests.
memory: build
	@bench/memory.sh $(BIN)

# How exactly a rate limit is kept, as the simulator sees it. Ten seconds; wants an idle machine.
rate: build
	@bench/rate.sh $(BIN)

# What the checkpoint costs, against the same run without one. Wants an idle machine and a real disk.
checkpoint-cost: build
	@bench/checkpoint.sh $(BIN)

# What it costs to write a list back in its own order, against a plain run of it. Wants an idle machine.
write-back-cost: build
	@bench/write_back.sh $(BIN)

# What everything costs, stage by stage and beside other programs; build/bench/table.md is for the README
# (bench/update_readme). Ten minutes; wants an idle machine.
bench: bench-build
	@bench/run.sh $(BIN) build/bench

bench-build: setup
	@configs/install-packages apt-bench-packages.txt
	@cmake --preset release -DRCS_BENCHMARKS=ON >/dev/null
	@cmake --build --preset release

# Whether this tree is slower than BASE=revision, both measured in one session.
bench-compare: bench-build
	@bench/compare.sh $(or $(BASE),$(error BASE=revision is missing))

demo: build
	@apps/demo.sh $(BIN)

clean:
	rm -rf build
