//! Questions to a language model, and what is made of its answers. Nothing here knows who is asked or what that costs.
//!
//! An answer is never trusted: what fits is kept, what does not is asked for once more, and after three answers the rest stays the rules'.

mod chain;
mod guides;
mod judge;
mod pages;
mod question;
mod strict;

pub use chain::{Call, MOST_CALLS, Next, Outcome, Settled, next};
pub use judge::{Judged, judge, merge};
pub use pages::{PageBeat, SceneOutline, fountain, outlines, page};
pub use question::{Question, question, questions};
pub use strict::{fits, is_strict};
