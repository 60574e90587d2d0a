#![doc = include_str!("../README.md")]

pub mod artifacts;
pub mod edits;
mod error;
pub mod events;
pub mod files;
mod migrate;
mod pool;
pub mod projects;
mod schema_film;
pub mod shots;
pub mod tasks;

pub use error::StoreError;
pub use files::Files;
pub use pool::{Conn, Store, listen};
