#![doc = include_str!("../README.md")]

mod people;
mod table;

pub use people::{dress, given_names, looks, looks_words, nouns, verbs};
pub use table::{Entry, Table};
