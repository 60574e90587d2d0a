#![doc = include_str!("../README.md")]

mod labels;
mod people;
mod speech;
mod table;

pub use labels::label;
pub use people::{dress, given_names, looks, looks_words, nouns, verbs};
pub use speech::{Dash, Speech, Words};
pub use table::{Entry, Table};
