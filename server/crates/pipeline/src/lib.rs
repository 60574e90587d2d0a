#![doc = include_str!("../README.md")]

mod error;
mod studio;

pub use error::Error;
pub use studio::Studio;
