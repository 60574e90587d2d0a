//! How much of a sentence is so: what it denies, pictures, imagines, or says is over.

use crate::sentences::sentences;
use lexicon::claims::{AIR, CLAIMS, grammar};

/// What is said of a word. A word without any of these is so.
pub(crate) const DENIED: u8 = 1;
/// It is in a picture, on a screen or on a stage.
pub(crate) const PICTURED: u8 = 2;
/// It is thought, told, feared, or only like it.
pub(crate) const UNREAL: u8 = 4;
/// It is over.
pub(crate) const PAST: u8 = 8;
/// It makes no sound.
pub(crate) const SILENT: u8 = 16;

/// A word of a sentence, in small letters.
#[derive(Debug, Clone)]
pub(crate) struct Word<'a> {
    /// As written, without punctuation.
    pub raw: &'a str,
    /// The part of the sentence between two stops or conjunctions, counted from 0.
    pub clause: usize,
    pub marks: u8,
}

/// A sentence, word by word.
#[derive(Debug, Default)]
pub(crate) struct Sentence<'a> {
    pub words: Vec<Word<'a>>,
    /// The words alone, in small letters.
    pub lower: Vec<String>,
}

/// The sentences of a text.
pub(crate) fn told(text: &str) -> impl Iterator<Item = Sentence<'_>> {
    let whole = sentences(text).into_iter().filter_map(|(from, to)| text.get(from..to));
    whole.flat_map(|text| pieces(text).map(sentence)).take(MOST)
}

/// More sentences than one action has.
const MOST: usize = 300;

/// More words than any sentence has: beyond them another one begins, so that no text takes long.
const LONGEST: usize = 200;

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let is_space = |c: char| c.is_whitespace() || c == '—' || c == '–';
        let Some((end, _)) = text.match_indices(is_space).nth(LONGEST) else { return Some(text) };
        rest = text.get(end..);
        text.get(..end)
    })
}

const JOINS: &[&str] = &["but", "while", "as", "when", "then", "until", "where", "whereas", "because", "so"];

fn sentence(text: &str) -> Sentence<'_> {
    let mut out = Sentence::default();
    let mut clause = 0;
    let mut at = 0;
    for piece in text.split(|c: char| c.is_whitespace() || c == '—' || c == '–') {
        at += piece.len();
        let mark = text.get(at..).and_then(|rest| rest.chars().next());
        at += mark.map_or(0, char::len_utf8);
        let raw = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let lead = piece.find(raw).unwrap_or(0);
        if piece.get(..lead).is_some_and(|lead| lead.contains(['(', '"', '“'])) {
            clause += 1;
        }
        if !raw.is_empty() {
            let plain = raw.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            let lower = if plain { raw.to_owned() } else { raw.to_lowercase().replace('’', "'") };
            // "As if" and "as though" belong to what they stand before.
            if JOINS.contains(&lower.as_str()) && !out.words.is_empty() {
                clause += 1;
            }
            out.words.push(Word { raw, clause, marks: 0 });
            out.lower.push(lower);
        }
        let tail = piece.get(lead + raw.len()..).unwrap_or_default();
        if tail.contains([',', ';', ':', ')', '.', '!', '?', '"', '”', '，', '。']) || matches!(mark, Some('—' | '–'))
        {
            clause += 1;
        }
    }
    mark(&mut out);
    out
}

/// Marks the words that claims are made of.
fn mark(sentence: &mut Sentence) {
    let mut at = 0;
    while at < sentence.lower.len() {
        // "The kettle had boiled dry an hour ago."
        if at > 2 && sentence.lower(at) == "ago" {
            let clause = sentence.clause(at);
            let from = (0..at).find(|word| sentence.clause(*word) == clause).unwrap_or(at);
            sentence.set(from..at, PAST);
        }
        let rest = sentence.lower.get(at..).unwrap_or_default();
        let contracted = rest.first().is_some_and(|word| word.ends_with("n't"));
        let found =
            CLAIMS.at(rest).map(|(entry, _, taken)| (entry.tags.first().copied().unwrap_or_default(), entry.id, taken));
        match found {
            // "They worked until midnight": then it is midnight.
            Some(("unreal", _, taken))
                if rest.first().is_some_and(|word| word == "until") && has_lasted(sentence, at) =>
            {
                at += taken;
            }
            Some((tag, id, taken)) => {
                claim(sentence, at, taken, tag, id);
                at += taken;
            }
            None => {
                if contracted {
                    claim(sentence, at, 1, "denies", "no");
                }
                at += 1;
            }
        }
    }
}

/// Whether something went on until then, and is told as over.
fn has_lasted(sentence: &Sentence, until: usize) -> bool {
    const WENT_ON: &[&str] = &[
        "took", "worked", "walked", "talked", "sat", "stayed", "danced", "waited", "drank", "slept", "lasted", "played",
    ];
    let hour = AIR.all_at(sentence.from(until + 1)).any(|(entry, ..)| entry.is("light"));
    hour && (0..until).any(|at| WENT_ON.contains(&sentence.lower(at)))
}

fn claim(sentence: &mut Sentence, at: usize, taken: usize, tag: &str, id: &str) {
    let all = sentence.words.len();
    let clause_end = sentence.end_of_clause(at + taken - 1);
    match tag {
        "denies" => sentence.set(at..clause_end, DENIED),
        "quiet" => sentence.set(0..all, SILENT),
        "still" => {
            // "The bell, silent since the war" and "the silent bell".
            sentence.set(0..at, SILENT);
            sentence.set(at..(at + taken + 2).min(all), SILENT);
        }
        "picture" if id != "picture" => sentence.set(0..all, PICTURED),
        "picture" => sentence.set(at + taken..sentence.end_of_apposition(at), PICTURED),
        "unreal" => sentence.set(at..clause_end, UNREAL),
        "past" => sentence.set(at..clause_end, PAST),
        // A paper plane.
        "toy" => sentence.set(at + taken..(at + taken + 1).min(all), SILENT),
        _ => {}
    }
}

impl Sentence<'_> {
    fn set(&mut self, range: std::ops::Range<usize>, mark: u8) {
        if let Some(words) = self.words.get_mut(range) {
            words.iter_mut().for_each(|word| word.marks |= mark);
        }
    }

    /// Where the clause of a word ends: at a stop, a conjunction, or an "and" with a new subject.
    pub fn end_of_clause(&self, at: usize) -> usize {
        let clause = self.words.get(at).map_or(0, |word| word.clause);
        let rest = self.words.iter().zip(&self.lower).enumerate().skip(at + 1);
        let mut ends = rest.filter(|(_, (word, lower))| word.clause != clause || *lower == "and").map(|(at, _)| at);
        ends.next().unwrap_or(self.words.len())
    }

    /// Where what describes a word ends: the clauses after commas and colons belong to it, those after conjunctions do not.
    fn end_of_apposition(&self, at: usize) -> usize {
        let mut rest = self.lower.iter().enumerate().skip(at + 1);
        rest.find(|(_, lower)| JOINS.contains(&lower.as_str()) || *lower == "and")
            .map_or(self.words.len(), |(at, _)| at)
    }

    /// Whether a word is so, as far as the marks of `but` count.
    pub fn is_so(&self, at: usize, ignoring: u8) -> bool {
        self.words.get(at).is_some_and(|word| word.marks & !ignoring == 0)
    }

    pub fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map(String::as_str).unwrap_or_default()
    }

    pub fn clause(&self, at: usize) -> usize {
        self.words.get(at).map_or(usize::MAX, |word| word.clause)
    }

    /// The words from one on.
    pub fn from(&self, at: usize) -> &[String] {
        self.lower.get(at..).unwrap_or_default()
    }

    /// Whether a word that may be a verb is a noun here: "a walk", "his laugh".
    pub fn is_noun(&self, at: usize) -> bool {
        // "Rows of lettuce"
        let opens = at.checked_sub(1).is_none_or(|before| self.clause(before) != self.clause(at));
        if opens && self.lower(at).ends_with('s') && self.lower(at + 1) == "of" {
            return true;
        }
        at.checked_sub(1).is_some_and(|before| {
            let word = self.lower(before);
            grammar("before any noun", word)
                || grammar("numbers", word) && self.lower(at).ends_with('s')
                || (word.ends_with("'s") && !matches!(word, "it's" | "he's" | "she's" | "that's"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str, word: &str) -> u8 {
        let all: Vec<Sentence> = told(text).collect();
        let found = all.iter().flat_map(|s| s.words.iter().zip(&s.lower)).find(|(_, lower)| *lower == word);
        found.map(|(word, _)| word.marks).unwrap_or(255)
    }

    #[test]
    fn what_is_denied_pictured_or_thought_is_marked() {
        assert_eq!(marks("The phone rings.", "rings"), 0);
        assert_eq!(marks("The phone does not ring.", "ring"), DENIED);
        assert_eq!(marks("The phone doesn't ring, but the bell does.", "bell"), 0);
        assert_eq!(marks("A painting: ships in a storm, lightning over the masts.", "lightning"), PICTURED);
        assert_eq!(marks("He looks at the photograph and the phone rings.", "rings"), 0);
        assert_eq!(marks("She thought of the sea while she counted.", "sea"), UNREAL);
        assert_eq!(marks("She thought of the sea while she counted.", "counted"), 0);
        assert_eq!(marks("The bell hangs there, silent since the war.", "bell"), SILENT);
        assert_eq!(marks("The morning after the storm the beach was bright.", "morning"), 0);
        assert_eq!(marks("The morning after the storm the beach was bright.", "storm"), PAST);
    }
}
