//! Names in Arabic, which has no capitals: they stand right behind the verb or before it.

use super::sexes;
use super::text::Token;
use super::told::{Naming, Reader, Who};
use model::Span;

/// A name or a role beside a verb of saying, or one that is known.
pub(super) fn subject_at(words: &[Token], at: usize, reader: &Reader) -> Option<(Who, usize)> {
    let speech = reader.speech;
    let word = words.get(at)?;
    let lower = word.lower.as_str();
    let back = at.checked_sub(1).and_then(|i| words.get(i));
    let idle = speech.before.has(lower)
        || speech.common.has(lower)
        || speech.pause.contains(&lower)
        || speech.article.has(lower);
    if idle || speech.not.has(lower) || speech.says(lower) {
        return None;
    }
    let first_name = speech.name_he.has(lower) || speech.name_she.has(lower);
    let known = first_name || speech.is_role(lower) || speech.is_title(lower) || reader.known(word.text);
    // "بهدوء", "للرجل": a preposition is written onto the noun.
    let bound = ["ب", "ل", "لل", "بال", "ك"].iter().any(|p| lower.starts_with(p));
    let behind = back.is_some_and(|w| speech.says(&w.lower) && w.mark.is_none()) && !bound;
    let ahead = at == 0 && !bound && word.mark.is_none() && words.get(1).is_some_and(|w| speech.says(&w.lower));
    if !(known || behind || ahead) {
        return None;
    }
    let titled = speech.is_title(lower) && word.mark.is_none() && !reader.known(word.text);
    let next = words
        .get(at + 1)
        .filter(|n| titled && !speech.says(&n.lower) && !speech.before.has(&n.lower) && !bound_word(&n.lower));
    let last = at + usize::from(next.is_some());
    let own = words.get(at..=last)?;
    let name = own.iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    let sex = own.iter().find_map(|w| sexes::of_word(&w.lower, speech));
    let role = speech.is_role(lower) && last == at;
    let span = Span { start: word.start, end: own.last()?.end };
    Some((Who::Named(Naming { written: name.clone(), name, role, sex, span }), last))
}

fn bound_word(lower: &str) -> bool {
    lower.starts_with("بال") || lower.starts_with("لل") || lower.starts_with("وهو") || lower.starts_with("وهي")
}
