#![doc = include_str!("../README.md")]

mod dates;
mod forms;
mod initials;
mod language;
mod measures;
mod names;
mod number;
mod numerals;
mod romance;
mod tongue;
mod web;
mod word;
mod writing_out;

pub use language::{language_of, spoken as engine_language};
pub use names::Names;

/// What is said in place of each word that white space parts, in order. A word that is said together with one before it is empty. Nothing at
/// all where the line is said as it is written.
///
/// `language` is a tag such as `en-gb`; a text that is plainly in another language is read in that one. Numbers, units and
/// abbreviations are written out in English, German, French, Spanish, Italian and Portuguese; in other languages they stay as they are, for
/// the voice to read.
pub fn said(text: &str, language: &str, names: &Names) -> Vec<String> {
    let language = language::spoken(text, language).unwrap_or("en-us");
    writing_out::said(text, language, names)
}

/// As [`said`], but only the names that a person told how to say.
pub fn said_names(text: &str, names: &Names) -> Vec<String> {
    let mut words = word::words(text);
    names::say(&mut words, names);
    word::changed(words)
}
