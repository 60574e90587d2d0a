//! Servers that speak like the outside services, for tests and for walking the paid path by hand. They charge nothing, but keep
//! a log of what they would have charged, outside everybody's database.

mod chance;
mod charges;
mod faults;
mod film;
pub mod kling;
pub mod sample;
mod server;
pub mod speech;
mod tcp;
mod trouble;
pub mod video;

pub use chance::Chance;
pub use charges::{Charge, read as charges};
pub use server::Server;
pub use tcp::{Asked, Reply};
