//! The storyboard: what its page shows, the pictures on it, the options that a person chooses, and films that begin with an idea.

mod asked_film;
pub(crate) mod asks;
mod choose;
mod drawings;
mod export;
mod ideas;
mod list;
mod take;
mod view;
mod words;
mod writers;

pub use drawings::Subject;
pub(crate) use drawings::{Wanted, all, eager};
pub use export::{PanelRow, board_steps};
