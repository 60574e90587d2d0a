#![doc = include_str!("../README.md")]

mod labels;
mod speech;
mod table;

pub use labels::label;
pub use speech::{Dash, Speech, Words};
pub use table::{Entry, Table};
