#![doc = include_str!("../README.md")]

mod index;
mod labels;
mod speech;
mod table;

pub mod claims;
pub mod places;
pub mod sounds;

pub use index::{Forms, Hit, Index};
pub use labels::label;
pub use speech::{Dash, Speech, Words};
pub use table::{Entry, Table};
