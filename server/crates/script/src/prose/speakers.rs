//! Who says what is quoted.

use super::quotes::Quote;
use crate::names::is_role;
use crate::screenplay::{Person, Spoken, SpokenPart};
use model::{Delivery, LineKind, Span};

const VERBS: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "replied",
    "cried",
    "answered",
    "whispered",
    "shouted",
    "called",
    "muttered",
    "added",
    "exclaimed",
    "murmured",
    "returned",
    "continued",
    "observed",
    "remarked",
    "began",
    "told",
    "declared",
    "repeated",
];

pub(crate) fn attribute(text: &str, paragraphs: &[Span], quotes: &[Quote]) -> (Vec<Spoken>, Vec<Person>) {
    let mut last: Option<String> = None;
    let mut said = Vec::new();
    for (at, quote) in quotes.iter().enumerate() {
        let Some(paragraph) = paragraphs.get(quote.paragraph) else { continue };
        let inside = text.get(quote.span.start..quote.span.end).unwrap_or_default();
        let to = quotes.get(at + 1).filter(|q| q.paragraph == quote.paragraph).map_or(paragraph.end, |q| q.span.start);
        let after = text.get(quote.span.end..to).unwrap_or_default();
        let from = at
            .checked_sub(1)
            .and_then(|i| quotes.get(i))
            .filter(|q| q.paragraph == quote.paragraph)
            .map_or(paragraph.start, |q| q.span.end);
        let before = text.get(from..quote.span.start).unwrap_or_default();
        let speaker = if quote.continues {
            last.clone()
        } else {
            beside(after)
                .or_else(|| beside(before))
                .or_else(|| if from > paragraph.start { last.clone() } else { None })
        };
        let words: String = inside.split_whitespace().collect::<Vec<_>>().join(" ");
        last = speaker.clone();
        said.push(Spoken {
            kind: LineKind::Direct,
            confidence: if speaker.is_some() { 0.8 } else { 0.2 },
            speaker,
            text: words.clone(),
            span: quote.span,
            parts: vec![SpokenPart { parenthetical: None, delivery: Delivery::Normal, text: words, span: quote.span }],
            off_screen: false,
            dual: false,
            to: None,
            scene: 0,
        });
    }
    (said, Vec::new())
}

/// A name beside a reporting verb.
fn beside(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().take(14).collect();
    for (i, word) in words.iter().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        if !VERBS.contains(&bare.as_str()) {
            continue;
        }
        let after = words.get(i + 1..).and_then(name);
        let before = words.get(i.saturating_sub(2)..i).and_then(name);
        return after.or(before);
    }
    None
}

fn name(words: &[&str]) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = bare.chars().next().is_some_and(char::is_uppercase)
            && !matches!(bare, "I" | "He" | "She" | "They" | "It" | "The" | "And" | "But");
        if capital {
            out.push(bare.to_owned());
        } else if is_role(&bare.to_lowercase()) && out.is_empty() {
            return Some(format!("the {bare}"));
        } else if !out.is_empty() || !matches!(bare.to_lowercase().as_str(), "the" | "old" | "young" | "a") {
            break;
        }
        if word.ends_with([',', '.', ';', ':']) {
            break;
        }
    }
    (!out.is_empty()).then(|| out.join(" "))
}
