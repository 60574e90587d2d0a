#![doc = include_str!("../README.md")]

mod speech;
mod table;

pub use speech::{Dash, Speech, Words};
pub use table::{Entry, Table};
