//! Quoted and reported speech in stories.

mod cast;
mod clause;
mod deeds;
mod indirect;
mod quotes;
mod speakers;
mod tokens;
mod tongue;
mod verbs;

pub(crate) use tokens::{is_reporting, is_title, title_sex};
pub(crate) use tongue::sex_of_name;

use crate::screenplay::{Person, Spoken};
use lexicon::Speech;
use model::{LineKind, Span};

/// What prose gives: lines in source order, and the people found.
pub(crate) struct Found {
    pub said: Vec<Spoken>,
    pub people: Vec<Person>,
}

/// Paragraphs and all spans are in bytes of `text`. English, and what no table is for, is read by the rules for English.
pub(crate) fn analyse(text: &str, paragraphs: &[Span], language: &str) -> Found {
    if let Some(speech) = other_than_english(language) {
        return finished(tongue::analyse(text, paragraphs, speech));
    }
    let quotes = quotes::find(text, paragraphs);
    let (said, people) = speakers::attribute(text, paragraphs, &quotes);
    finished(Found { said, people })
}

/// Speech that the narrator cut at a comma ends with a full stop, unless the same one goes on in the middle of the sentence.
fn finished(mut found: Found) -> Found {
    for at in 0..found.said.len() {
        let next = found.said.get(at + 1).map(|next| (next.speaker.clone(), next.text.starts_with(char::is_lowercase)));
        let Some(line) = found.said.get_mut(at).filter(|line| line.kind == LineKind::Direct) else { continue };
        if next.is_some_and(|(speaker, small)| small && speaker == line.speaker) {
            continue;
        }
        stop(&mut line.text);
        if let Some(part) = line.parts.last_mut() {
            stop(&mut part.text);
        }
    }
    found
}

fn other_than_english(language: &str) -> Option<&'static Speech> {
    Speech::of(language).filter(|speech| speech.language != "en")
}

/// What is to be seen of a few words beside a quote; `None` where they only tell who says it: "said Anna softly".
pub(crate) fn deed(words: &str, language: &str) -> Option<String> {
    match other_than_english(language) {
        Some(speech) => tongue::deed(words, speech),
        None => deeds::deed(words),
    }
}

/// What is to be seen before a report in the same sentence: "She bought two loaves and said that it was late."
pub(crate) fn before_report(sentence: &str, language: &str) -> Option<String> {
    if other_than_english(language).is_some() { None } else { deeds::before_report(sentence) }
}

fn stop(line: &mut String) {
    for (comma, stop) in [(',', '.'), ('，', '。'), ('、', '。'), ('،', '.')] {
        if line.ends_with(comma) {
            line.pop();
            line.push(stop);
        }
    }
}
