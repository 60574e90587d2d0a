//! The storyboard: what its page shows, the pictures on it, the options that a person chooses, and films that begin with an idea.

mod choose;
mod drawings;
mod export;
mod ideas;
mod list;
mod view;

pub use drawings::Subject;
pub(crate) use drawings::{Wanted, all, eager};
pub use export::{PanelRow, board_steps};
