//! Colours of a place, an hour and a mood, and how a finished frame is graded.

pub mod finish;
pub mod grade;
pub mod palette;
