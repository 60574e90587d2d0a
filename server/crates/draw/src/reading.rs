//! Words of a staging and what they mean.

pub mod word_senses;
pub mod words;
