#![doc = include_str!("../README.md")]

mod figurative;
mod foreign;
mod index;
mod labels;
mod people;
mod quick;
mod speech;
mod table;

pub mod claims;
pub mod pictures;
pub mod places;
pub mod sounds;

pub use figurative::is_figurative;
pub use foreign::{Foreign, Meaning, Sort, table as foreign_words};
pub use index::{Forms, Hit, Index};
pub use labels::label;
pub use people::{dress, given_names, looks, looks_words, nouns, verbs};
pub use speech::{Dash, Speech, Words};
pub use table::{Entry, Table};
