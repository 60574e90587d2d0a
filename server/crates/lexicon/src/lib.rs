#![doc = include_str!("../README.md")]

mod index;
mod table;

pub mod claims;
pub mod places;
pub mod sounds;

pub use index::{Forms, Hit, Index};
pub use table::{Entry, Table};
