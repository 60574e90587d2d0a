//! A page pasted without indentation and without empty lines: names in capitals, and how long the lines are, tell where
//! a speech begins and ends.

use super::rows::Row;
use crate::heading;
use crate::read::fountain::{clean, is_cue, is_transition};
use crate::screenplay::{Element, ElementKind};
use std::collections::HashMap;

/// How far lines run, in characters.
struct Widths {
    /// Of speech; `None` when a paragraph is one line, however long.
    speech: Option<usize>,
    action: usize,
}

pub(super) fn read(rows: &[Row]) -> Vec<Element> {
    let rows: Vec<&Row> = rows.iter().filter(|r| !r.body.is_empty()).collect();
    let names = names(&rows);
    let widths = widths(&rows, &names);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        at += 1;
        if let Some(kind) = alone(row) {
            let text = match &kind {
                ElementKind::Heading { .. } => heading::parse(&row.body).text,
                _ => row.body.to_string(),
            };
            out.push(Element::new(kind, clean(&text), row.start, row.end));
        } else if is_name(&rows, at - 1, &names) {
            out.push(Element::new(ElementKind::Cue { dual: false }, clean(&row.body), row.start, row.end));
            at = speech(&rows, at, &names, &widths, &mut out);
        } else {
            let from = at - 1;
            while goes_on(&rows, at, Some(widths.action)) && !is_name(&rows, at, &names) {
                at += 1;
            }
            push(&mut out, ElementKind::Action, rows.get(from..at).unwrap_or_default());
        }
    }
    out
}

/// What a line is whatever stands around it.
fn alone(row: &Row) -> Option<ElementKind> {
    if row.furniture {
        return Some(ElementKind::Furniture);
    }
    if heading::is_heading(&row.body) {
        return Some(ElementKind::Heading { number: heading::parse(&row.body).number });
    }
    is_transition(&row.body).then_some(ElementKind::Transition)
}

fn push(out: &mut Vec<Element>, kind: ElementKind, rows: &[&Row]) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    let text = rows.iter().map(|r| &*r.body).collect::<Vec<_>>().join("\n");
    out.push(Element::new(kind, clean(&text), first.start, last.end));
}

/// A name without what is said of the voice: "BEN" of "BEN (V.O.)".
fn bare(body: &str) -> &str {
    body.split('(').next().unwrap_or_default().trim()
}

/// Lines that look like names and have words under them, with how often they do.
fn names(rows: &[&Row]) -> HashMap<String, usize> {
    let mut out: HashMap<String, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if looks_like_name(rows, at) {
            *out.entry(bare(&row.body).to_owned()).or_default() += 1;
        }
    }
    out
}

fn looks_like_name(rows: &[&Row], at: usize) -> bool {
    let Some(row) = rows.get(at) else { return false };
    let next = rows.iter().skip(at + 1).find(|r| !r.furniture);
    alone(row).is_none()
        && is_cue(&row.body)
        && row.body.chars().any(char::is_uppercase)
        && bare(&row.body).split_whitespace().count() <= 4
        && next.is_some_and(|n| alone(n).is_none() && (n.body.starts_with('(') || !is_cue(&n.body)))
}

/// A name that comes again, or a short one: "LATER THAT SAME NIGHT" is neither.
fn is_name(rows: &[&Row], at: usize, names: &HashMap<String, usize>) -> bool {
    let Some(row) = rows.get(at).filter(|_| looks_like_name(rows, at)) else { return false };
    let name = bare(&row.body);
    let often = names.get(name).copied().unwrap_or(0) > 1;
    let words: Vec<&str> = name.split_whitespace().collect();
    // "FURTHER ALONG", "ON STAGE": a place or a time, and what is seen there.
    let first = words.first().copied().unwrap_or_default();
    let slug = words.iter().any(|w| {
        matches!(*w, "LATER" | "CONTINUOUS" | "MONTAGE" | "END" | "TITLE" | "POV" | "ANGLE" | "SHOT" | "CLOSE")
    }) || matches!(
        first,
        "IN" | "ON" | "AT" | "OUTSIDE" | "INSIDE" | "BACK" | "FURTHER" | "NEARBY" | "BEHIND" | "ACROSS"
    );
    let lower = rows.get(at + 1).is_some_and(|n| n.body.starts_with(char::is_lowercase));
    let aside = rows.get(at + 1).is_some_and(|n| n.body.starts_with('('));
    let voice = words.last().is_some_and(|w| matches!(*w, "VOICE" | "MAN" | "WOMAN" | "BOY" | "GIRL"));
    let person = words.len() <= 3 && (voice || !matches!(first, "A" | "AN" | "THE"));
    !slug && (often || aside || row.body.contains('(') || person && !lower)
}

fn widths(rows: &[&Row], names: &HashMap<String, usize>) -> Widths {
    let length = |row: &Row| row.body.chars().count();
    let nearly_widest = |mut lengths: Vec<usize>| {
        lengths.sort_unstable();
        lengths.get((lengths.len() * 97 / 100).min(lengths.len().saturating_sub(1))).copied().unwrap_or(0)
    };
    let action = nearly_widest(rows.iter().map(|r| length(r)).collect());
    let first: Vec<&Row> = rows
        .iter()
        .enumerate()
        .filter(|&(at, _)| is_name(rows, at, names))
        .filter_map(|(at, _)| rows.get(aside_end(rows, at + 1).unwrap_or(at + 1)).copied())
        .collect();
    // Where lines were broken to fit, many end within a sentence.
    let broken = first.iter().filter(|r| is_unfinished(&r.body)).count() * 10 > first.len();
    let speech = nearly_widest(first.iter().map(|r| length(r)).collect());
    Widths { speech: (broken && speech <= 60).then_some(speech), action }
}

fn is_unfinished(body: &str) -> bool {
    body.ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// Whether the line `at` belongs to the paragraph of the line before: its first word had no room there.
fn goes_on(rows: &[&Row], at: usize, width: Option<usize>) -> bool {
    let (Some(before), Some(row)) = (at.checked_sub(1).and_then(|b| rows.get(b)), rows.get(at)) else { return false };
    let Some(width) = width else { return false };
    let first = row.body.split_whitespace().next().unwrap_or_default();
    let full = before.body.chars().count() + 1 + first.chars().count() > width;
    full && alone(row).is_none()
}

/// Whether the line `at` goes on with the speech of the line before.
fn continues(rows: &[&Row], at: usize, names: &HashMap<String, usize>, width: Option<usize>) -> bool {
    let (Some(before), Some(row)) = (at.checked_sub(1).and_then(|b| rows.get(b)), rows.get(at)) else { return false };
    if width.is_none() || before.furniture || alone(row).is_some() {
        return false;
    }
    let unfinished = is_unfinished(&before.body);
    // "Young Edward thinks this through."
    let words: Vec<&str> = row.body.split_whitespace().take(3).collect();
    let subject = !words.iter().any(|w| w.ends_with([',', '!', '?', '.']))
        && (1..=words.len()).any(|n| {
            let name = words.get(..n).unwrap_or_default().join(" ").to_uppercase();
            names.get(&name).is_some_and(|times| *times > 1)
        });
    unfinished || !subject && (goes_on(rows, at, width) || is_spoken(&row.body))
}

/// Words that action seldom has: "I", "you", "don't", a question.
fn is_spoken(body: &str) -> bool {
    body.ends_with('?')
        || body.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').any(|word| {
            let lower = word.to_lowercase().replace('’', "'");
            matches!(lower.as_str(), "i" | "you" | "my" | "your" | "me" | "it's" | "that's" | "let's")
                || ["n't", "'ll", "'re", "'ve", "'m", "'d"].iter().any(|end| lower.ends_with(end))
        })
}

/// The line after an aside in brackets that begins with the line `at` and has at most four.
fn aside_end(rows: &[&Row], at: usize) -> Option<usize> {
    rows.get(at).filter(|row| row.body.starts_with('('))?;
    let lines = rows.iter().skip(at).take(4).take_while(|r| !r.furniture);
    lines.take_while(|r| !is_cue(&r.body)).position(|r| r.body.ends_with(')')).map(|n| at + n + 1)
}

/// Reads what is said from the line `at`, and returns the line after it.
fn speech(
    rows: &[&Row],
    mut at: usize,
    names: &HashMap<String, usize>,
    widths: &Widths,
    out: &mut Vec<Element>,
) -> usize {
    let mut expects = true;
    while let Some(row) = rows.get(at) {
        if row.furniture {
            // A page ends in the speech.
            let more = row.body.contains("MORE");
            out.push(Element::new(ElementKind::Furniture, row.body.to_string(), row.start, row.end));
            at += 1;
            if more && !expects {
                return at;
            }
        } else if alone(row).is_some() || !expects && is_name(rows, at, names) {
            return at;
        } else if let Some(end) = aside_end(rows, at) {
            let from = at;
            at = end;
            let aside = rows.get(from..at).unwrap_or_default();
            push(out, ElementKind::Parenthetical, aside);
            if let Some(last) = out.last_mut() {
                last.text = last.text.trim_start_matches('(').trim_end_matches(')').to_owned();
            }
            expects = true;
        } else if expects {
            let from = at;
            at += 1;
            let short = |r: &&Row| widths.speech.is_some_and(|w| r.body.chars().count() <= w + 2);
            while continues(rows, at, names, widths.speech)
                && rows.get(at).is_some_and(|r| short(r) && !r.body.starts_with('('))
                && !is_name(rows, at, names)
            {
                at += 1;
            }
            push(out, ElementKind::Dialogue, rows.get(from..at).unwrap_or_default());
            expects = false;
        } else {
            return at;
        }
    }
    at
}
