#![doc = include_str!("../README.md")]

mod dav;
mod error;
mod source;

pub use dav::{Dav, Heard, Login};
pub use error::{Again, DeliverError};
pub use source::{Source, digest};
