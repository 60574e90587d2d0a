//! What the store promises, against a real Postgres, real files and a real S3.

// Clippy knows test functions by their attribute; their helpers here have none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod attempts_model;
mod busy;
mod embedded;
mod files;
mod key_tests;
mod keys;
mod migrations;
mod money;
mod rate;
mod sessions;
mod shots;
mod tasks;
mod tls;
mod vault;
