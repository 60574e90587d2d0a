//! Small things that elements are made with: gaps filled, marks taken away, sounds told from silence.

use crate::read::fountain::clean;
use crate::screenplay::{Element, ElementKind};

/// Fills the gaps: labels, bars and marks are on the page, not in the film.
pub(super) fn covered(source: &str, mut elements: Vec<Element>) -> Vec<Element> {
    elements.sort_by_key(|element| element.span.start);
    let mut out = Vec::with_capacity(elements.len() * 2);
    let mut at = 0;
    let gap = |from: usize, to: usize, out: &mut Vec<Element>| {
        let mut at = from;
        for line in source
            .get(from..to)
            .unwrap_or_default()
            .split_inclusive(['\n', '\r', '\u{c}', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'])
        {
            let text = line.trim();
            if !text.is_empty() {
                let start = at + line.len() - line.trim_start().len();
                out.push(Element::new(ElementKind::Furniture, text.to_owned(), start, start + text.len()));
            }
            at += line.len();
        }
    };
    for element in elements {
        gap(at, element.span.start, &mut out);
        at = at.max(element.span.end);
        out.push(element);
    }
    gap(at, source.len(), &mut out);
    out
}

/// Cut at semicolons that stand in no speech.
pub(super) fn unquoted(row: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    row.split(move |c: char| {
        quoted ^= matches!(c, '"' | '“' | '”');
        c == ';' && !quoted
    })
}

/// What a note says that words are seen on the screen.
pub(crate) const CAPTION: &str = "Words on the screen: ";

/// Whether words say that music is heard.
pub(super) fn is_musical(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "music",
        "song",
        "guitar",
        "piano",
        "string",
        "violin",
        "cello",
        "drum",
        "beat",
        "melody",
        "synth",
        "orchestra",
        "score",
        "jazz",
        "tune",
        "choir",
        "percussion",
        "trumpet",
        "bass",
        "flute",
        "harp",
        "lo-fi",
        "lofi",
        "waltz",
        "track",
        "accordion",
        "organ",
        "anthem",
        "theme",
    ];
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// "MUSIC ends", "music fades out".
pub(super) fn gone(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["ends", "stops", "fades out", "out", "cuts out", "silence", "continues"].iter().any(|end| lower.ends_with(end))
}

/// Without the marks of Markdown, HTML and mentions.
pub(super) fn words(text: &str) -> String {
    let mut text = clean(text);
    for mark in ["<br>", "<br/>", "<br />", "`"] {
        if text.contains(mark) {
            text = text.replace(mark, " ");
        }
    }
    while let Some(at) = text.find("@[")
        && let Some(end) = text.get(at..).and_then(|tail| tail.find(']'))
    {
        text.replace_range(at + end..at + end + 1, "");
        text.replace_range(at..at + 2, "");
    }
    text.trim().to_owned()
}
