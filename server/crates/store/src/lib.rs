#![doc = include_str!("../README.md")]

mod accounts;
pub mod artifacts;
pub mod attempts;
pub mod cache;
pub mod calls;
mod config;
mod connect;
pub mod edits;
pub mod embedded;
mod error;
pub mod events;
pub mod failpoint;
pub mod figures;
pub mod files;
pub mod kept;
pub mod keys;
pub mod ledger;
mod migrate;
mod pool;
pub mod projects;
pub mod rate;
mod schema_accounts;
mod schema_film;
mod sessions;
pub mod shots;
pub mod tasks;
pub mod vault;

pub use accounts::AccountError;
pub use error::StoreError;
pub use files::Files;
pub use migrate::SCHEMA;
pub use pool::{Conn, Store, listen, wait_longer};
pub use rate::TooMany;
pub use sessions::Sessions;
