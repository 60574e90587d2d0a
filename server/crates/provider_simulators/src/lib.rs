#![doc = include_str!("../README.md")]

mod charges;
pub mod dav;
mod fault_injection;
mod faults;
mod film;
pub mod kling;
pub mod sample;
mod seeded_rng;
mod server;
pub mod speech;
mod tcp;
pub mod video;

pub use charges::{Charge, read as charges};
pub use seeded_rng::SeededRng;
pub use server::Server;
pub use tcp::{Asked, Reply};
