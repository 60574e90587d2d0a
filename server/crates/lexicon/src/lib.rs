#![doc = include_str!("../README.md")]

mod labels;
mod table;

pub use labels::label;
pub use table::{Entry, Table};
