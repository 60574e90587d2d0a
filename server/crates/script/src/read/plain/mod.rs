//! Plain screenplay text as pasted from a PDF or a word processor: what a line is shows in how far it is indented.

mod repeated;
mod rows;
mod tight;

use super::fountain::{self, clean, is_cue, is_transition};
use crate::heading;
use crate::screenplay::{Element, ElementKind};
use crate::source::lines;
use rows::{Margins, Row, action_indent, gap, is_tight, single_spaced, two_cues};

/// Elements with spans in bytes. Where indentation tells nothing the text is read as Fountain, without the furniture of pages.
pub(crate) fn read(text: &str) -> Vec<Element> {
    let rows = rows_of(text);
    if let Some(elements) = indented(&rows) {
        return elements;
    }
    if is_tight(&rows) { tight::read(&rows) } else { unfurnished(fountain::read(text), &rows) }
}

/// Whether indentation tells who speaks.
#[cfg(feature = "documents")]
pub(crate) fn has_speech(text: &str) -> bool {
    let elements = indented(&rows_of(text)).unwrap_or_default();
    elements.iter().any(|element| matches!(element.kind, ElementKind::Cue { .. }))
}

fn rows_of(text: &str) -> Vec<Row<'_>> {
    let mut rows = single_spaced(lines(text).into_iter().map(Row::new).collect());
    repeated::mark(&mut rows);
    rows
}

/// `None` when indentation tells nothing.
fn indented(rows: &[Row]) -> Option<Vec<Element>> {
    let margins = action_indent(rows)?;
    let mut reader = Reader { rows, base: margins.base, margins, at: 0, out: Vec::new() };
    reader.title_page();
    while reader.at < rows.len() {
        reader.next();
    }
    let mut out = reader.out;
    revisions(&mut out, rows);
    Some(out)
}

/// Elements of which every line is furniture become that.
fn unfurnished(mut elements: Vec<Element>, rows: &[Row]) -> Vec<Element> {
    for element in &mut elements {
        let first = rows.partition_point(|row| row.end <= element.span.start);
        let mut inside = rows
            .iter()
            .skip(first)
            .take_while(|r| r.start < element.span.end)
            .filter(|r| !r.body.is_empty())
            .peekable();
        if inside.peek().is_some() && inside.all(|row| row.furniture) {
            element.kind = ElementKind::Furniture;
        }
    }
    elements
}

/// An asterisk says that the line was revised, but not in which revision: it counts as the first.
fn revisions(elements: &mut [Element], rows: &[Row]) {
    let mut revised = rows.iter().filter(|row| row.revised).map(|row| row.start).peekable();
    for element in elements {
        while revised.next_if(|&at| at < element.span.start).is_some() {}
        if revised.peek().is_some_and(|&at| at < element.span.end) && element.kind != ElementKind::Furniture {
            element.revision = Some("1".to_owned());
        }
    }
}

struct Reader<'a> {
    rows: &'a [Row<'a>],
    base: usize,
    margins: Margins,
    at: usize,
    out: Vec<Element>,
}

impl Reader<'_> {
    fn push(&mut self, kind: ElementKind, text: &str, start: usize, end: usize) {
        self.out.push(Element::new(kind, clean(text), start, end));
    }

    fn body(&self, at: usize) -> &str {
        self.rows.get(at).map_or("", |r| &r.body)
    }

    /// Everything above the first heading or FADE IN is the title page when it says "by".
    fn title_page(&mut self) {
        let first = self.rows.iter().position(|r| heading::is_heading(&r.body) || is_transition(&r.body)).unwrap_or(0);
        let by = |body: &str| {
            let lower = body.to_lowercase();
            lower.ends_with(" by")
                || lower == "by"
                || lower.starts_with("written by")
                || lower.starts_with("screenplay by")
        };
        let has = self.rows.iter().take(first.min(60)).position(|r| by(&r.body));
        let Some(has) = has.filter(|at| self.rows.iter().take(*at).any(|r| !r.body.is_empty())) else { return };
        let mut author = false;
        let mut done = false;
        for at in 0..first {
            let Some(row) = self.rows.get(at) else { break };
            if row.body.is_empty() {
                continue;
            }
            // Action at its own margin ends the page.
            if at > has && row.indent == self.base && row.body.len() > 45 {
                self.at = at;
                return;
            }
            let key = if !done {
                "Title"
            } else if by(&row.body) {
                "Credit"
            } else if author {
                "Author"
            } else {
                "Notes"
            };
            author = by(&row.body);
            done = true;
            self.push(ElementKind::TitlePage { key: key.to_owned() }, &row.body, row.start, row.end);
        }
        self.at = first;
    }

    fn next(&mut self) {
        let rows = self.rows;
        let Some(row) = rows.get(self.at) else { return };
        let (start, end, body) = (row.start, row.end, &*row.body);
        if body.is_empty() {
            self.at += 1;
        } else if row.furniture {
            self.push(ElementKind::Furniture, body, start, end);
            self.at += 1;
        } else if heading::is_heading(body) && row.indent < self.base + 8 {
            let parsed = heading::parse(body);
            self.push(ElementKind::Heading { number: parsed.number }, &parsed.text, start, end);
            self.at += 1;
        } else if self.is_slug(row) {
            self.push(ElementKind::Heading { number: None }, body, start, end);
            self.at += 1;
        } else if is_transition(body)
            || (row.indent >= self.base + 28
                && !body.chars().any(char::is_lowercase)
                && body.ends_with(['.', ':'])
                && self.body(self.at + 1).is_empty())
        {
            self.push(ElementKind::Transition, body, start, end);
            self.at += 1;
        } else if let Some((left, right, column)) = two_cues(row).filter(|_| !self.body(self.at + 1).is_empty()) {
            self.dual(left.to_owned(), right.to_owned(), column);
        } else if self.margins.holds_cue(row) && !self.body(self.at + 1).is_empty() {
            self.push(ElementKind::Cue { dual: false }, body, start, end);
            self.at += 1;
            self.speech(row.indent);
        } else {
            self.action();
        }
    }

    /// A line alone in capitals that opens a scene without saying where: titles, a montage, somebody's view. Other lines in
    /// capitals are action, after a cut too: "MATCH CUT TO: / A SPINNING PINWHEEL / held by a boy".
    fn is_slug(&self, row: &Row) -> bool {
        let body = &*row.body;
        let alone =
            self.at.checked_sub(1).is_none_or(|at| self.body(at).is_empty()) && self.body(self.at + 1).is_empty();
        let words = alone
            && row.indent.abs_diff(self.base) <= 2
            && body.len() <= 60
            && !body.ends_with(['.', '!', '?', ',', ':', ';', '-'])
            && !body.chars().any(char::is_lowercase)
            && body.chars().filter(|c| c.is_alphabetic()).count() > 2
            && !is_transition(body);
        const OPENERS: &[&str] = &["POV", "TITLES", "CREDITS", "MONTAGE", "FLASHBACK", "DREAM"];
        words && body.replace('.', "").split_whitespace().any(|word| OPENERS.contains(&word))
    }

    fn action(&mut self) {
        let mut text = String::new();
        let (mut start, mut end) = (None, 0);
        while let Some(row) = self.rows.get(self.at) {
            let stop = row.body.is_empty()
                || row.furniture
                || (start.is_some()
                    && (heading::is_heading(&row.body) || is_transition(&row.body) || self.margins.holds_cue(row)));
            if stop {
                break;
            }
            if start.is_some() {
                text.push('\n');
            }
            text.push_str(&row.body);
            start.get_or_insert(row.start);
            end = row.end;
            self.at += 1;
        }
        match start {
            Some(start) => self.push(ElementKind::Action, &text, start, end),
            None => self.at += 1,
        }
    }

    /// What is said under a cue, over page breaks too.
    fn speech(&mut self, cue: usize) {
        let base = self.base;
        let inside = move |row: &Row| row.indent >= base + 3 && row.indent <= cue;
        let mut said: Option<(usize, String, usize)> = None;
        let rows = self.rows;
        // Where its words begin, in columns.
        let mut column: Option<usize> = None;
        while let Some(row) = rows.get(self.at) {
            // The next name follows without an empty line.
            if !row.furniture
                && column.is_some_and(|c| row.indent >= c + 3)
                && self.margins.holds_cue(row)
                && !self.body(self.at + 1).is_empty()
            {
                break;
            }
            if row.body.is_empty() || row.furniture {
                // A page ends here: the speech goes on when the first words of the next page are indented like speech.
                let next = (self.at..self.rows.len().min(self.at + 9))
                    .find(|&i| self.rows.get(i).is_some_and(|r| !r.body.is_empty() && !r.furniture));
                let broke =
                    next.is_some_and(|n| self.rows.get(self.at..n).unwrap_or_default().iter().any(|r| r.furniture));
                let again = next.and_then(|n| rows.get(n).map(|r| (n, r)));
                match again
                    .filter(|(_, r)| broke && inside(r) && !heading::is_heading(&r.body) && !is_transition(&r.body))
                {
                    // "ALICE (CONT'D)" after the break is a cue of its own.
                    Some((n, r)) if !(r.indent + 2 >= cue && is_cue(&r.body)) => {
                        self.flush(&mut said);
                        for i in self.at..n {
                            if let Some((body, a, b)) =
                                self.rows.get(i).filter(|r| r.furniture).map(|r| (&r.body, r.start, r.end))
                            {
                                self.push(ElementKind::Furniture, body, a, b);
                            }
                        }
                        self.at = n;
                        continue;
                    }
                    _ => break,
                }
            }
            if row.indent > cue + 8 && is_transition(&row.body) {
                break;
            }
            if row.indent < self.base + 3 || heading::is_heading(&row.body) && row.indent <= self.base + 3 {
                break;
            }
            if row.body.starts_with('(') {
                self.flush(&mut said);
                self.parenthetical();
                continue;
            }
            match &mut said {
                Some((_, text, end)) => {
                    text.push('\n');
                    text.push_str(&row.body);
                    *end = row.end;
                }
                None => {
                    column.get_or_insert(row.indent);
                    said = Some((row.start, row.body.to_string(), row.end));
                }
            }
            self.at += 1;
        }
        self.flush(&mut said);
    }

    fn flush(&mut self, said: &mut Option<(usize, String, usize)>) {
        if let Some((start, text, end)) = said.take() {
            self.push(ElementKind::Dialogue, &text, start, end);
        }
    }

    fn parenthetical(&mut self) {
        let mut text = String::new();
        let (mut start, mut end) = (None, 0);
        let mut rest: Option<(String, usize, usize)> = None;
        while let Some(row) = self.rows.get(self.at) {
            if row.body.is_empty() || row.furniture {
                break;
            }
            self.at += 1;
            start.get_or_insert(row.start);
            let close = row.body.find(')');
            let part = row.body.get(..close.map_or(row.body.len(), |c| c + 1)).unwrap_or_default();
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(part);
            end = close.map_or(row.end, |_| row.start + part.len());
            if let Some(close) = close {
                let tail = row.body.get(close + 1..).unwrap_or_default().trim_start();
                if tail.is_empty() {
                    end = row.end;
                } else {
                    rest = Some((tail.to_owned(), row.start + row.body.len() - tail.len(), row.end));
                }
                break;
            }
        }
        if let Some(start) = start {
            let inside = text.trim_start_matches('(').trim_end_matches(')').to_owned();
            self.push(ElementKind::Parenthetical, &inside, start, end);
        }
        if let Some((tail, a, b)) = rest {
            self.push(ElementKind::Dialogue, &tail, a, b);
        }
    }

    /// Two columns of speech side by side.
    fn dual(&mut self, left: String, right: String, column: usize) {
        let Some((start, end)) = self.rows.get(self.at).map(|r| (r.start, r.end)) else { return };
        self.at += 1;
        let (mut a, mut b) = (String::new(), String::new());
        let (mut from, mut to) = (None, end);
        while let Some(row) = self.rows.get(self.at).filter(|r| !r.body.is_empty() && !r.furniture) {
            from.get_or_insert(row.start);
            to = row.end;
            let cut = gap(&row.body, column.saturating_sub(row.indent)).unwrap_or(if row.indent + 4 >= column {
                0
            } else {
                row.body.len()
            });
            for (side, part) in [(&mut a, row.body.get(..cut)), (&mut b, row.body.get(cut..))] {
                let part = part.unwrap_or_default().trim();
                let aside = part.starts_with('(') && part.ends_with(')');
                if !part.is_empty() && !aside {
                    if !side.is_empty() {
                        side.push(' ');
                    }
                    side.push_str(part);
                }
            }
            self.at += 1;
        }
        let from = from.unwrap_or(end);
        self.push(ElementKind::Cue { dual: false }, &left, start, end);
        self.push(ElementKind::Dialogue, &a, from, to);
        self.push(ElementKind::Cue { dual: true }, &right, from, to);
        self.push(ElementKind::Dialogue, &b, from, to);
    }
}
