#![doc = include_str!("../README.md")]

mod charges;
mod clouds;
pub mod dav;
pub mod drive;
mod fault_injection;
mod faults;
mod film;
pub mod kling;
pub mod language;
mod once;
pub mod sample;
mod seeded_rng;
mod server;
pub mod smtp;
pub mod speech;
mod tcp;
pub mod video;
pub mod vimeo;

pub use charges::{Charge, read as charges};
pub use once::Fault;
pub use seeded_rng::SeededRng;
pub use server::Server;
pub use tcp::{Asked, Reply};
