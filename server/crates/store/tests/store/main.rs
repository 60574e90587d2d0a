//! What the store promises, against a real Postgres, real files and a real S3.

mod accounts;
mod embedded;
mod files;
mod keys;
mod migrations;
mod rate;
mod sessions;
