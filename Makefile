# Thin: every target is a line or two of CMake, CTest or a script.

BIN := build/release/bin

.PHONY: all setup build test sanitize demo clean

all: build

setup:
	@configs/install-packages

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
	@cmake --build --preset tsan
	@ctest --preset tsan

demo: build
	@apps/demo.sh $(BIN)

clean:
	rm -rf build
