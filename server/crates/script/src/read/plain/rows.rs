//! The lines of a page and where they stand on it.

use crate::heading;
use crate::read::fountain::{is_cue, is_transition};
use crate::source::Line;
use std::borrow::Cow;

pub(super) struct Row<'a> {
    pub start: usize,
    /// Without white space and revision marks at its ends.
    pub body: Cow<'a, str>,
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
        let (number, words) = heading::leading_number(body);
        let margin = bare.ends_with("  ") || number.is_some();
        let revised = bare.len() < body.len() && margin;
        let indent = if number.is_some() { indent + body.len() - words.len() } else { indent };
        let body = if revised { bare.trim_end() } else { body };
        let body = close_up(body).map_or(Cow::Borrowed(body), Cow::Owned);
        Self { start, furniture: is_furniture(&body, indent), body, end, indent, revised }
    }
}

impl Row<'_> {
    /// The middle of the line, in half columns.
    fn centre(&self) -> usize {
        self.indent * 2 + self.body.chars().count()
    }
}

/// "I N T .   H O U S E": a line that was set wide, closed up; two spaces or more part its words.
fn close_up(body: &str) -> Option<String> {
    let mut letters = 0;
    let mut before = ' ';
    for (at, c) in body.chars().enumerate() {
        if !c.is_whitespace() {
            if at > 0 && !before.is_whitespace() {
                return None;
            }
            letters += 1;
        }
        before = c;
    }
    if letters < 4 {
        return None;
    }
    let words = body.split("  ").map(|word| word.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    Some(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Page numbers, (MORE), CONTINUED and revision headers.
fn is_furniture(body: &str, indent: usize) -> bool {
    let bare = body.trim_matches(['*', ' ']);
    let number = bare.trim_end_matches('.').trim_start_matches('-').trim_end_matches('-').trim();
    let page = !number.is_empty()
        && number.len() <= 4
        && number.bytes().all(|b| b.is_ascii_digit())
        && (indent > 30 || bare.ends_with('.') || bare.starts_with('-'));
    // "12   CONTINUED: (2)   12" repeats the number of the scene.
    let upper = bare.to_uppercase();
    let mut words = upper.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    if words.starts_with("CONTINUED") || words.starts_with("(CONTINUED") {
        words = words.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    }
    let more = matches!(words, "(MORE)" | "MORE" | "(CONTINUED)" | "CONTINUED" | "CONTINUED:" | "(CONTINUED):")
        || (words.starts_with("CONTINUED:") && words.len() < 18);
    page || more || bare.is_empty() && !body.is_empty()
}

/// Without the empty line that follows every line of text with double spacing.
pub(super) fn single_spaced(rows: Vec<Row>) -> Vec<Row> {
    let text = rows.iter().filter(|r| !r.body.is_empty()).count();
    let followed = rows.windows(2).filter(|w| matches!(w, [a, b] if !a.body.is_empty() && b.body.is_empty())).count();
    if text < 12 || followed * 20 < text * 19 {
        return rows;
    }
    // Where paragraphs are apart there are more empty lines than between the lines of one.
    let wide = rows.windows(3).filter(|w| w.iter().skip(1).all(|r| r.body.is_empty())).count();
    if wide * 12 < text {
        return rows;
    }
    let mut after_text = false;
    let keep = |row: &Row| {
        let drop = after_text && row.body.is_empty();
        after_text = !row.body.is_empty();
        !drop
    };
    rows.into_iter().filter(keep).collect()
}

/// Whether nothing parts one thing from the next: neither indentation nor empty lines.
pub(super) fn is_tight(rows: &[Row]) -> bool {
    let text = rows.iter().filter(|r| !r.body.is_empty()).count();
    text >= 8 && (rows.len() - text) * 12 <= text
}

/// Where things stand on the page, in columns.
#[derive(Clone, Copy)]
pub(super) struct Margins {
    /// Headings and action.
    pub base: usize,
    /// Most names begin here.
    pub cue: usize,
    /// The middle of most names, in half columns: some scripts centre them.
    pub centre: usize,
}

impl Margins {
    pub fn holds_cue(&self, row: &Row) -> bool {
        row.indent >= self.base + 8
            && (row.indent.abs_diff(self.cue) <= 4 || row.centre().abs_diff(self.centre) <= 3)
            && is_cue(&row.body)
            && row.body.chars().any(char::is_uppercase)
    }
}

/// Headings stand where action stands; without headings the smallest common indentation does.
pub(super) fn action_indent(rows: &[Row]) -> Option<Margins> {
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut cues: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for row in rows.iter().filter(|r| !r.body.is_empty() && !r.furniture) {
        if heading::is_heading(&row.body) {
            *counts.entry(row.indent).or_default() += 20;
        } else if is_cue(&row.body) && row.body.chars().any(char::is_uppercase) && !is_transition(&row.body) {
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
    let mut centres: Vec<usize> = rows
        .iter()
        .filter(|r| !r.furniture && r.indent >= base + 8 && is_cue(&r.body) && !is_transition(&r.body))
        .map(Row::centre)
        .collect();
    centres.sort_unstable();
    let centre = centres.get(centres.len() / 2).copied().unwrap_or(0);
    (inner > 0 && inner >= outer).then_some(Margins { base, cue: usual, centre })
}

/// "STEEL          BRICK": both names and the column of the second.
pub(super) fn two_cues<'a>(row: &'a Row<'_>) -> Option<(&'a str, &'a str, usize)> {
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
