//! Where a text names the people of a story.

use super::cast::Cast;
use super::starts::Starts;
use super::text::tokens;
use super::told::Reader;
use lexicon::Speech;
use model::Span;
use std::collections::HashMap;

/// The names of a cast, made ready for looking them up.
pub(super) struct Named {
    /// Where words stand apart: the words of the names, each with the first one who bears it.
    words: HashMap<String, usize>,
    /// Where they do not: the names.
    starts: Starts,
    whole: Vec<usize>,
}

impl Named {
    pub fn new(cast: &Cast, reader: &Reader) -> Self {
        let mut out = Self { words: HashMap::new(), starts: Starts::default(), whole: Vec::new() };
        for (name, who) in cast.in_order() {
            if !reader.spaced() {
                out.starts.push(name, out.whole.len());
                out.whole.push(who);
                continue;
            }
            for word in name.split(' ') {
                out.words.entry(stem(word, reader.speech).to_owned()).or_insert(who);
            }
        }
        out
    }

    /// Where stretches name somebody, in rising order.
    pub fn mentions(&self, reader: &Reader, stretches: impl Iterator<Item = Span>) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        for span in stretches {
            if reader.spaced() {
                for token in tokens(reader.text, span, reader.speech) {
                    let known = self.words.get(token.lower.as_str());
                    let found = known.or_else(|| shorter(&token.lower, &self.words, reader.speech));
                    out.extend(found.map(|who| (token.start, *who)));
                }
            } else {
                self.unspaced(reader, span, &mut out);
            }
        }
        out.sort_unstable();
        out
    }

    fn unspaced(&self, reader: &Reader, span: Span, out: &mut Vec<(usize, usize)>) {
        let body = reader.words(span);
        // A name does not begin within itself.
        let mut ends: HashMap<usize, usize> = HashMap::new();
        for (at, _) in body.char_indices() {
            for (name, end) in self.starts.at(body, at) {
                if ends.get(&name).is_none_or(|before| *before <= at) {
                    ends.insert(name, end);
                    out.extend(self.whole.get(name).map(|who| (span.start + at, *who)));
                }
            }
        }
    }
}

/// What is the same in all cases of a name: "Вер" of "Вера" and "Веру".
fn stem<'a>(word: &'a str, speech: &'static Speech) -> &'a str {
    let inflected = matches!(speech.language, "ru" | "pl") && word.chars().count() > 3;
    if inflected { word.trim_end_matches(['а', 'я', 'a', 'й', 'ь']) } else { word }
}

/// A word without what cases and particles add.
fn shorter<'w>(word: &str, words: &'w HashMap<String, usize>, speech: &'static Speech) -> Option<&'w usize> {
    let most = match speech.language {
        "ru" | "pl" => 3,
        "ko" => 3,
        "de" => 1,
        _ => return None,
    };
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).rev().take(most).collect();
    ends.into_iter().filter_map(|at| word.get(..at)).filter(|w| w.chars().count() > 1).find_map(|w| words.get(w))
}
