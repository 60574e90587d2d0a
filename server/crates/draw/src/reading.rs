//! Words of a staging and what they mean.

pub mod words;
