//! Tables: of Markdown, with tabs, with commas. The first row names the columns; each row after it is a shot.

use super::labels::{is_nothing, label_of};
use super::piece::{Head, Label, Level, Part, Piece};
use crate::source::Line;
use std::borrow::Cow;

/// How the cells of a row are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Bar,
    Tab,
    Comma(char),
}

/// The columns of a table, if a line is the head of one.
pub(super) fn columns(line: &str) -> Option<(Mark, Vec<Option<Label>>)> {
    let line = line.trim();
    let mark = if line.matches('|').count() >= 1 {
        Mark::Bar
    } else if line.contains('\t') {
        Mark::Tab
    } else if line.matches(',').count() >= 2 {
        Mark::Comma(',')
    } else if line.matches(';').count() >= 2 {
        Mark::Comma(';')
    } else {
        return None;
    };
    if line.len() > 400 {
        return None;
    }
    let cells = cells(line, mark);
    let labels: Vec<Option<Label>> = cells.iter().map(|cell| label_of(cell)).collect();
    let known = labels.iter().flatten().count();
    let shown = |label: &Option<Label>| {
        matches!(label, Some(Label::Visual | Label::Dialogue | Label::Narration | Label::Audio | Label::Caption))
    };
    let enough = known >= 2 && known * 2 >= cells.len() && (mark != Mark::Comma(',') || known * 4 >= cells.len() * 3);
    (enough && labels.iter().any(shown)).then_some((mark, labels))
}

/// The cells of a row.
pub(super) fn cells(line: &str, mark: Mark) -> Vec<&str> {
    let line = line.trim_matches(|c: char| c == ' ' || c == '\r' || c == '\u{feff}');
    match mark {
        Mark::Bar => {
            let inside = line.strip_prefix('|').unwrap_or(line);
            let inside = inside.strip_suffix('|').filter(|i| !i.ends_with('\\')).unwrap_or(inside);
            inside.split('|').map(str::trim).collect()
        }
        Mark::Tab => line.split('\t').map(str::trim).collect(),
        Mark::Comma(comma) => {
            let mut quoted = false;
            line.split(move |c: char| {
                quoted ^= c == '"';
                c == comma && !quoted
            })
            .map(|cell| {
                let cell = cell.trim();
                // "a ""b""" keeps its doubled marks: they are marks around speech.
                cell.strip_prefix('"').and_then(|c| c.strip_suffix('"')).unwrap_or(cell)
            })
            .collect()
        }
    }
}

/// "|---|:---:|": under the head of a table.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | '+' | '=') || c.is_whitespace())
}

/// Reads the table whose head is the first of `lines`; how many lines it has.
pub(super) fn read<'a>(source: &'a str, lines: &[Line<'a>], out: &mut Vec<Part<'a>>) -> usize {
    let Some((mark, labels)) = lines.first().and_then(|line| columns(line.text)) else { return 0 };
    let names: Vec<&str> = lines.first().map(|line| cells(line.text, mark)).unwrap_or_default();
    let mut taken = 1;
    for (at, line) in lines.iter().enumerate().skip(1) {
        let body = line.text.trim();
        // Word's tables come with an empty line between their rows.
        let next = lines.get(at + 1).map_or("", |line| line.text.trim());
        if body.is_empty() && mark == Mark::Bar && next.starts_with('|') && columns(next).is_none() {
            continue;
        }
        let belongs = match mark {
            Mark::Bar => body.contains('|'),
            Mark::Tab => body.contains('\t'),
            Mark::Comma(comma) => body.contains(comma),
        };
        if !belongs {
            break;
        }
        taken = at + 1;
        if !is_rule(body) {
            row(source, line, (mark, &labels, &names), out);
        }
    }
    taken
}

fn row<'a>(
    source: &'a str,
    line: &Line<'a>,
    (mark, labels, names): (Mark, &[Option<Label>], &[&'a str]),
    out: &mut Vec<Part<'a>>,
) {
    let (start, _) = line.trimmed();
    let cells = cells(line.text, mark);
    let number =
        labels.iter().zip(&cells).find(|(label, _)| **label == Some(Label::Number)).map(|(_, cell)| (*cell).to_owned());
    let nothing = Piece { text: Cow::Borrowed(""), start, end: start };
    out.push(Part::Head(Head {
        level: Level::Shot,
        number,
        name: nothing,
        when: None,
        heading: false,
        slide: false,
        start,
        end: start,
    }));
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !is_nothing(cell)) {
        let label = labels.get(at).copied().flatten().unwrap_or(Label::Note);
        let value = Piece::of(source, cell);
        let from = value.start;
        let key = names.get(at).copied().unwrap_or_default();
        out.push(Part::Fact { label, key: Cow::Borrowed(key), who: None, value, from });
    }
}
