//! The lines of a page and where they stand on it.

use crate::heading;
use crate::read::fountain::{is_cue, is_transition};
use crate::source::Line;

pub(super) struct Row<'a> {
    pub start: usize,
    /// Without white space and revision marks at its ends.
    pub body: &'a str,
    pub end: usize,
    /// In columns; that of the words where a scene number stands before them.
    pub indent: usize,
    pub furniture: bool,
    /// An asterisk stands at the right margin.
    pub revised: bool,
}

impl<'a> Row<'a> {
    pub fn new(line: Line<'a>) -> Self {
        let indent: usize =
            line.text.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum();
        let (start, body) = line.trimmed();
        // Revision marks at the right margin.
        let bare = body.trim_end_matches('*');
        let end = start + body.len();
        let revised = bare.len() < body.len() && bare.ends_with("  ");
        let body = if revised { bare.trim_end() } else { body };
        let (number, words) = heading::leading_number(body);
        let indent = if number.is_some() { indent + body.len() - words.len() } else { indent };
        Self { start, body, end, indent, furniture: is_furniture(body, indent), revised }
    }
}

/// Page numbers, (MORE), CONTINUED and revision headers.
fn is_furniture(body: &str, indent: usize) -> bool {
    let bare = body.trim_matches(['*', ' ']);
    let number = bare.trim_end_matches('.').trim_start_matches('-').trim_end_matches('-').trim();
    let page = !number.is_empty()
        && number.len() <= 4
        && number.bytes().all(|b| b.is_ascii_digit())
        && (indent > 30 || bare.ends_with('.') || bare.starts_with('-'));
    let upper = bare.to_uppercase();
    let more =
        matches!(upper.as_str(), "(MORE)" | "MORE" | "(CONTINUED)" | "CONTINUED" | "CONTINUED:" | "(CONTINUED):")
            || (upper.starts_with("CONTINUED:") && upper.len() < 18);
    page || more || bare.is_empty() && !body.is_empty()
}

/// Headings stand where action stands; without headings the smallest common indentation does.
pub(super) fn action_indent(rows: &[Row]) -> Option<(usize, usize)> {
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut cues: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for row in rows.iter().filter(|r| !r.body.is_empty() && !r.furniture) {
        if heading::is_heading(row.body) {
            *counts.entry(row.indent).or_default() += 20;
        } else if is_cue(row.body) && row.body.chars().any(char::is_uppercase) && !is_transition(row.body) {
            *cues.entry(row.indent).or_default() += 1;
        } else {
            *counts.entry(row.indent).or_default() += 1;
        }
    }
    let total: usize = counts.values().sum();
    let base = counts.iter().find(|(_, n)| **n * 12 >= total).map(|(indent, _)| *indent)?;
    let inner: usize = cues.iter().filter(|(indent, _)| **indent >= base + 8).map(|(_, n)| n).sum();
    let outer: usize = cues.iter().filter(|(indent, _)| **indent < base + 8).map(|(_, n)| n).sum();
    let usual = cues
        .iter()
        .filter(|(indent, _)| **indent >= base + 8)
        .max_by_key(|(_, n)| **n)
        .map_or(0, |(indent, _)| *indent);
    (inner > 0 && inner >= outer).then_some((base, usual))
}

/// "STEEL          BRICK": both names and the column of the second.
pub(super) fn two_cues<'a>(row: &Row<'a>) -> Option<(&'a str, &'a str, usize)> {
    let at = row.body.find("     ")?;
    let left = row.body.get(..at)?.trim();
    let rest = row.body.get(at..)?;
    let right = rest.trim_start();
    let column = row.indent + row.body.len() - right.len();
    let cue = |s: &str| is_cue(s) && s.chars().any(char::is_uppercase);
    (cue(left) && cue(right) && !right.contains("     ")).then_some((left, right, column))
}

/// The byte where the second column begins: after the widest gap near where it should be.
pub(super) fn gap(body: &str, near: usize) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    let mut from = 0;
    while let Some(at) = body.get(from..)?.find("   ") {
        let start = from + at;
        let width = body.get(start..)?.chars().take_while(|c| *c == ' ').count();
        let end = start + width;
        let distance = end.abs_diff(near);
        if best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, end));
        }
        from = end;
    }
    best.map(|(_, end)| end)
}
