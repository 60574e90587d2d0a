# Director Studio. `make run` and `make test` do everything on a fresh machine; see README.md.
SHELL := /bin/bash
export PATH := $(HOME)/.cargo/bin:$(PATH)

.PHONY: run test check setup setup-tests fmt bench clean

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

bench:
	@scripts/bench

clean:
	cargo clean
