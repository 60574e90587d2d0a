//! Fountain 1.1, read leniently: what no rule claims is action.

mod lines;
mod marks;

pub(crate) use lines::{is_cue, is_title_line, is_transition};
pub(crate) use marks::{clean, escape, is_revision};

use crate::heading;
use crate::screenplay::{Element, ElementKind};
use crate::source::{Line, MASK};
use lines::key_of;

/// Elements with spans in bytes.
pub(crate) fn read(text: &str) -> Vec<Element> {
    let (masked, mut elements) = marks::mask(text);
    let lines = crate::source::lines(&masked);
    let mut reader = Reader { lines: &lines, at: 0, out: Vec::new() };
    reader.title_page();
    while reader.at < reader.lines.len() {
        reader.block();
    }
    elements.append(&mut reader.out);
    elements.sort_by_key(|e| (e.span.start, e.span.end));
    revisions(&mut elements);
    elements
}

/// Gives every element the revision that is noted at its end.
fn revisions(elements: &mut [Element]) {
    let mut last = None;
    for at in 0..elements.len() {
        let Some(element) = elements.get_mut(at) else { return };
        if element.kind != ElementKind::Note {
            if element.kind != ElementKind::Boneyard {
                last = Some(at);
            }
            continue;
        }
        let Some(name) = marks::revision_of(&element.text).map(str::to_owned) else { continue };
        element.kind = ElementKind::Furniture;
        if let Some(before) = last.and_then(|at| elements.get_mut(at)) {
            before.revision = Some(name);
        }
    }
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    at: usize,
    out: Vec<Element>,
}

impl<'a> Reader<'a> {
    fn line(&self, at: usize) -> Option<&'a Line<'a>> {
        self.lines.get(at)
    }

    fn blank(&self, at: usize) -> bool {
        self.line(at).is_none_or(Line::is_blank)
    }

    /// Whether a line is the last of its paragraph. Notes on lines of their own do not count.
    fn ends(&self, at: usize) -> bool {
        let next = self.lines.iter().skip(at + 1).find(|line| !(line.is_blank() && line.text.contains(MASK)));
        next.is_none_or(Line::is_blank)
    }

    fn push(&mut self, kind: ElementKind, start: usize, text: String, end: usize) {
        self.out.push(Element::new(kind, text, start, end));
    }

    fn title_page(&mut self) {
        let Some(first) = (0..self.lines.len()).find(|&at| !self.blank(at)) else { return };
        if !self.line(first).is_some_and(|line| is_title_line(line.text)) {
            return;
        }
        self.at = first;
        while !self.blank(self.at) {
            let Some(line) = self.line(self.at) else { break };
            let (start, body) = line.trimmed();
            let Some(key) = key_of(body) else {
                self.push(ElementKind::Action, start, clean(body), start + body.len());
                self.at += 1;
                continue;
            };
            let mut value = body.get(key.len() + 1..).unwrap_or_default().trim().to_owned();
            let mut end = start + body.len();
            self.at += 1;
            while let Some(next) = self.line(self.at) {
                if next.is_blank() || !(next.text.starts_with([' ', '\t']) || key_of(next.text).is_none()) {
                    break;
                }
                let (at, more) = next.trimmed();
                if !value.is_empty() {
                    value.push('\n');
                }
                value.push_str(more);
                end = at + more.len();
                self.at += 1;
            }
            self.push(ElementKind::TitlePage { key: key.trim().to_owned() }, start, clean(&value), end);
        }
    }

    /// Reads one element (or one block of dialogue) and moves on.
    fn block(&mut self) {
        let Some(line) = self.line(self.at) else { return };
        if line.is_blank() {
            self.at += 1;
            return;
        }
        let (start, body) = line.trimmed();
        let end = start + body.len();
        let before = self.at == 0 || self.blank(self.at - 1);
        let after = self.ends(self.at);
        let one = |reader: &mut Self, kind, text: &str| {
            reader.push(kind, start, clean(text), end);
            reader.at += 1;
        };
        let first = body.chars().next().unwrap_or(' ');
        match first {
            '=' if body.len() >= 3 && body.bytes().all(|b| b == b'=') => return one(self, ElementKind::PageBreak, ""),
            '=' => {
                let edge = |c: char| c == '=' || c.is_whitespace();
                let text = clean(body.trim_matches(edge));
                self.push(ElementKind::Synopsis, start, text.trim_matches(edge).to_owned(), end);
                self.at += 1;
                return;
            }
            '#' => {
                let level = body.bytes().take_while(|&b| b == b'#').count();
                let text = body.get(level..).unwrap_or_default().trim();
                return one(self, ElementKind::Section { level: level.min(6) as u8 }, text);
            }
            '!' => return self.action(),
            '.' if body.chars().nth(1).is_some_and(|c| c != '.' && !c.is_whitespace()) => {
                return self.heading(start, body.get(1..).unwrap_or_default(), end);
            }
            '>' if body.len() > 1 && body.ends_with('<') && !body.ends_with("\\<") => {
                let inside = body.get(1..body.len() - 1).unwrap_or_default().trim();
                return one(self, ElementKind::Centered, inside);
            }
            '>' => return one(self, ElementKind::Transition, body.get(1..).unwrap_or_default().trim()),
            '~' => return one(self, ElementKind::Lyric, body.get(1..).unwrap_or_default().trim()),
            '@' if !after && clean(body).contains(char::is_alphanumeric) => return self.dialogue(start, body, end),
            _ => {}
        }
        let free = before || self.out.last().is_some_and(|e| e.kind == ElementKind::Transition);
        // Without its dot ("INT - …") a heading needs the blank line after it.
        let dotted = body.contains('.') || body.contains('景');
        if heading::is_heading(body) && (free || !body.chars().any(char::is_lowercase)) && (dotted || after) {
            return self.heading(start, body, end);
        }
        if before
            && is_transition(body)
            && (after || heading::is_heading(self.line(self.at + 1).map_or("", |l| l.text.trim())))
        {
            return one(self, ElementKind::Transition, body);
        }
        if before && !after && is_cue(body) && clean(body).contains(char::is_alphanumeric) {
            return self.dialogue(start, body, end);
        }
        self.action();
    }

    fn heading(&mut self, start: usize, body: &str, end: usize) {
        let heading = heading::parse(&clean(body));
        self.push(ElementKind::Heading { number: heading.number }, start, heading.text, end);
        self.at += 1;
    }

    /// Lines up to the next blank one, or to one that another rule claims beyond doubt.
    fn action(&mut self) {
        let mut text = String::new();
        let (mut start, mut end) = (None, 0);
        let first = self.at;
        while let Some(line) = self.line(self.at) {
            let (at, body) = line.trimmed();
            if line.is_blank() || (self.at > first && claims(body)) {
                break;
            }
            let forced = body.strip_prefix('!');
            if self.at > first && forced.is_some() {
                break;
            }
            if start.is_some() {
                text.push('\n');
            }
            // Indentation is part of action.
            let indent = line.text.len() - line.text.trim_start().len();
            if forced.is_none() && start.is_some() {
                text.push_str(line.text.get(..indent).unwrap_or_default());
            }
            text.push_str(forced.unwrap_or(body));
            start.get_or_insert(at);
            end = at + body.len();
            self.at += 1;
        }
        match start {
            // Lines of nothing but marks are gone.
            Some(start) => {
                let text = clean(&text);
                let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
                self.push(ElementKind::Action, start, lines.join("\n"), end);
            }
            None => self.at += 1,
        }
    }

    /// A cue and all that is said under it.
    fn dialogue(&mut self, start: usize, body: &str, end: usize) {
        let forced = body.strip_prefix('@');
        let name = forced.unwrap_or(body).trim();
        // The mark means "beside the speech before": without one it says nothing.
        let speech = |e: &&Element| {
            matches!(e.kind, ElementKind::Dialogue | ElementKind::Lyric | ElementKind::Parenthetical)
                || (e.text.trim().is_empty() && e.kind != ElementKind::PageBreak)
        };
        let paired =
            self.out.iter().rev().find(|e| !speech(e)).is_some_and(|e| e.kind == ElementKind::Cue { dual: false });
        let dual = name.ends_with('^') && paired;
        let name = clean(name);
        let name = name.trim_end_matches(|c: char| c == '^' || c.is_whitespace()).to_owned();
        let cue = self.out.len();
        self.push(ElementKind::Cue { dual }, start, name, end);
        self.at += 1;
        let mut said: Option<(usize, String, usize)> = None;
        while let Some(line) = self.line(self.at) {
            if line.is_blank() && !line.text.contains(MASK) {
                // Two spaces keep the speech going over an empty line.
                let spaces = line.text.chars().filter(|c| !matches!(c, '\r' | '\n')).count();
                if spaces < 2 || self.blank(self.at + 1) {
                    break;
                }
                if let Some((_, text, _)) = &mut said {
                    text.push('\n');
                }
                self.at += 1;
                continue;
            }
            if line.is_blank() {
                self.at += 1;
                continue;
            }
            let (at, text) = line.trimmed();
            if is_aside(text) {
                self.say(&mut said);
                said = self.parenthetical();
                continue;
            }
            if let Some(song) = text.strip_prefix('~') {
                self.say(&mut said);
                self.push(ElementKind::Lyric, at, clean(song.trim()), at + text.len());
                self.at += 1;
                continue;
            }
            if heading::is_heading(text) && !text.chars().any(char::is_lowercase) && text.contains('.') {
                break;
            }
            let close = at + text.len();
            match &mut said {
                Some((_, have, end)) => {
                    have.push('\n');
                    have.push_str(text);
                    *end = close;
                }
                None => said = Some((at, text.to_owned(), close)),
            }
            self.at += 1;
        }
        self.say(&mut said);
        self.join_speech(cue + 1);
        // Nothing but marks was said: a name alone is action.
        let silent = self.out.iter().skip(cue + 1).all(|e| e.text.trim().is_empty());
        if silent && let Some(cue) = self.out.get_mut(cue) {
            cue.kind = ElementKind::Action;
        }
    }

    /// Marks with nothing between them do not divide what is said.
    fn join_speech(&mut self, from: usize) {
        let speech = self.out.split_off(from.min(self.out.len()));
        for element in speech {
            let empty = element.text.trim().is_empty();
            match self.out.last_mut().filter(|last| last.kind == ElementKind::Dialogue) {
                Some(last) if empty => last.span.end = element.span.end,
                Some(last) if element.kind == ElementKind::Dialogue => {
                    last.text.push('\n');
                    last.text.push_str(&element.text);
                    last.span.end = element.span.end;
                }
                _ => self.out.push(element),
            }
        }
    }

    fn say(&mut self, said: &mut Option<(usize, String, usize)>) {
        if let Some((start, text, end)) = said.take() {
            self.push(ElementKind::Dialogue, start, clean(&text), end);
        }
    }

    /// "(beat)", which may run over several lines, and what is said after it on its last line.
    fn parenthetical(&mut self) -> Option<(usize, String, usize)> {
        let mut words: Vec<&str> = Vec::new();
        let (mut start, mut end) = (None, 0);
        let mut depth = 0usize;
        let first = self.at;
        let mut after = None;
        while let Some(line) = self.line(self.at) {
            if line.is_blank() || self.at > first + 5 {
                break;
            }
            let (at, body) = line.trimmed();
            start.get_or_insert(at);
            let mut close = None;
            for (i, c) in body.char_indices() {
                match c {
                    '(' | '（' => depth += 1,
                    ')' | '）' => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            close = Some(i + c.len_utf8());
                            break;
                        }
                    }
                    _ => {}
                }
            }
            // Italics around the brackets close with them.
            let close = close.map(|close| match body.get(close..) {
                Some(rest) if rest.chars().all(|c| matches!(c, '*' | '_') || c.is_whitespace()) => body.len(),
                _ => close,
            });
            self.at += 1;
            end = at + close.unwrap_or(body.len());
            words.extend(body.get(..close.unwrap_or(body.len())).unwrap_or_default().split_whitespace());
            if let Some(close) = close {
                let rest = body.get(close..).unwrap_or_default().trim_start();
                if !rest.is_empty() {
                    after = Some((at + body.len() - rest.len(), rest.to_owned(), at + body.len()));
                }
                break;
            }
        }
        let text = words.join(" ");
        let marked = |c: char| matches!(c, '*' | '_');
        let inside = text.trim_start_matches(marked).strip_prefix(['(', '（']).unwrap_or(&text);
        let inside = match depth {
            0 => inside.trim_end_matches(marked).strip_suffix([')', '）']).unwrap_or(inside),
            _ => inside,
        };
        let mut text = clean(inside);
        if !balanced(&text) {
            text.retain(|c| !matches!(c, '(' | ')' | '（' | '）'));
        }
        self.push(ElementKind::Parenthetical, start?, text.trim().to_owned(), end);
        after
    }
}

/// Whether a line under a cue opens an aside: "(beat)", "（自言自语）", "*(behind his hand)*".
fn is_aside(text: &str) -> bool {
    let inner = text.trim_start_matches(['*', '_']);
    let marked = inner.len() < text.len();
    inner.starts_with(['(', '（']) && (!marked || text.trim_end_matches(['*', '_']).ends_with([')', '）']))
}

/// Whether every bracket that opens closes.
fn balanced(text: &str) -> bool {
    let mut depth = 0i32;
    let never_below = text.chars().all(|c| {
        depth += i32::from(matches!(c, '(' | '（')) - i32::from(matches!(c, ')' | '）'));
        depth >= 0
    });
    never_below && depth == 0
}

/// Lines that end a paragraph of action even without a blank line before them.
fn claims(body: &str) -> bool {
    (body.starts_with('.') && body.chars().nth(1).is_some_and(char::is_alphanumeric))
        || (body.starts_with('>') && body.len() > 1)
        || body.starts_with('#')
        || (body.len() >= 3 && body.bytes().all(|b| b == b'='))
        || (heading::is_heading(body) && !body.chars().any(char::is_lowercase) && body.contains('.'))
}
