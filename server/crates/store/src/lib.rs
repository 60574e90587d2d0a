#![doc = include_str!("../README.md")]

mod accounts;
pub mod artifacts;
pub mod edits;
pub mod embedded;
mod error;
pub mod events;
pub mod files;
mod migrate;
mod pool;
pub mod projects;
mod schema_accounts;
mod schema_film;
mod sessions;
pub mod shots;
pub mod tasks;

pub use accounts::AccountError;
pub use error::StoreError;
pub use files::Files;
pub use pool::{Conn, Store, listen};
pub use sessions::Sessions;
