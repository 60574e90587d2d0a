# Director Studio. `make run` and `make test` do everything on a fresh machine; see README.md.
SHELL := /bin/bash
export PATH := $(HOME)/.cargo/bin:$(PATH)

.PHONY: run test check setup setup-tests fmt lint e2e watch bench soak clean

run: setup
	@scripts/run

test: setup-tests check

# What `make test` checks, without installing anything.
check:
	@scripts/check

setup:
	@scripts/setup

setup-tests:
	@scripts/setup tests

fmt:
	cargo fmt --all

lint:
	cargo clippy --workspace --exclude frontend --all-targets -- -D warnings
	cargo clippy -p frontend --target wasm32-unknown-unknown --target-dir target/front -- -D warnings

# The browser tests alone, against what is built.
e2e: setup-tests
	@scripts/site
	cd end2end && npx playwright test

# Builds and serves again after every change.
watch: setup
	cargo leptos watch -- serve

bench: setup
	@scripts/bench

# Twenty films bought from the simulator of Kling, killed two hundred times at random moments, with and without its own faults; one
# that dies before and after every commit, send and rename; thirty crashes of its database; a machine that is killed hard twenty times;
# attempts against their model; a recogniser of speech hears every natural voice.
soak: setup-tests
	STUDIO_SOAK_FILMS=20 STUDIO_SOAK_KILLS=10 STUDIO_SOAK_SEED=$${STUDIO_SOAK_SEED:-$$RANDOM} cargo nextest run -p server -E 'test(paid::) or test(killed::) or test(crashes::) or test(machine::)' --no-fail-fast
	ATTEMPT_CASES=2000 ATTEMPT_SEED=$${STUDIO_SOAK_SEED:-$$RANDOM} cargo nextest run -p store -E 'test(attempts_model::)'
	scripts/setup hear && STUDIO_HEAR=all cargo nextest run -p providers -E 'test(heard::)' --success-output final
	STUDIO_FUZZ_INPUTS=32000 STUDIO_FUZZ_SEED=$${STUDIO_SOAK_SEED:-$$RANDOM} cargo nextest run -p server -E 'test(fuzz::)'

clean:
	cargo clean
