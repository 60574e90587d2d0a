//! What the studio writes by itself, from the facts of a prompt list. The same facts give the same words.

mod lore;
mod narrative;
mod stage;

pub use lore::{LoreOption, lores};
pub use narrative::{NarrativeOption, narratives};
pub use stage::stage_words;
