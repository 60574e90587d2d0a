//! Fountain 1.1, read leniently: what no rule claims is action.

use crate::heading;
use crate::screenplay::{Element, ElementKind};
use crate::source::{Line, MASK, lines};
use model::Span;

/// Elements with spans in bytes.
pub(crate) fn read(text: &str) -> Vec<Element> {
    let (masked, mut elements) = mask(text);
    let lines = lines(&masked);
    let mut reader = Reader { lines: &lines, source: text, at: 0, out: Vec::new() };
    reader.title_page();
    while reader.at < reader.lines.len() {
        reader.block();
    }
    elements.append(&mut reader.out);
    elements.sort_by_key(|e| (e.span.start, e.span.end));
    elements
}

/// The source with every note and boneyard replaced by [`MASK`], byte for byte (line ends stay), and those as elements.
fn mask(text: &str) -> (String, Vec<Element>) {
    let mut found = Vec::new();
    if !text.contains("/*") && !text.contains("[[") {
        return (text.to_owned(), found);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Once a closing mark is missing it is missing for the rest of the text: looking again would cost the square of the length.
    let (mut boneyards, mut notes) = (true, true);
    while let Some(at) = rest.find(['/', '[']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let start = text.len() - from.len();
        let len = if boneyards && from.starts_with("/*") {
            let end = from.get(2..).and_then(|tail| tail.find("*/")).map(|end| end + 4);
            boneyards = end.is_some();
            end.map(|len| (len, ElementKind::Boneyard, 2))
        } else if notes && from.starts_with("[[") {
            let end = from.find("]]");
            notes = end.is_some();
            end.map(|end| {
                // "[[a [b]]]" closes with its last bracket.
                let more = from.get(end + 2..).unwrap_or_default().bytes().take_while(|&b| b == b']').count().min(2);
                (end + 2 + more, ElementKind::Note, 2)
            })
            .filter(|(len, ..)| !has_empty_line(from.get(..*len).unwrap_or_default()))
        } else {
            None
        };
        if let Some((len, kind, edge)) = len
            && let (Some(body), Some(tail)) = (from.get(..len), from.get(len..))
        {
            let inside = body.get(edge..len - edge).unwrap_or_default().trim();
            found.push(Element {
                kind,
                text: inside.to_owned(),
                span: Span { start, end: start + len },
                revision: None,
            });
            for c in body.chars() {
                if matches!(c, '\n' | '\r') {
                    out.push(c);
                } else {
                    out.extend(std::iter::repeat_n(MASK, c.len_utf8()));
                }
            }
            rest = tail;
        } else {
            let mut chars = from.chars();
            out.extend(chars.next());
            rest = chars.as_str();
        }
    }
    out.push_str(rest);
    (out, found)
}

/// A truly empty line ends a note; one that holds two spaces does not.
fn has_empty_line(text: &str) -> bool {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.contains("\n\n") || text.contains("\n \n")
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    source: &'a str,
    at: usize,
    out: Vec<Element>,
}

/// Title page keys that may open a script; others may follow them.
const KEYS: &[&str] = &[
    "title",
    "credit",
    "author",
    "authors",
    "source",
    "draft date",
    "date",
    "contact",
    "copyright",
    "notes",
    "revision",
    "format",
    "written by",
    "draft",
    "episode",
    "series",
    "lc",
    "rc",
    "cl",
    "cc",
    "cr",
    "tl",
    "tc",
    "tr",
    "bl",
    "br",
    "header",
    "footer",
    "watermark",
    "font",
    "language",
    "version",
    "created",
    "template",
    "company",
    "address",
    "email",
    "phone",
];

impl<'a> Reader<'a> {
    fn line(&self, at: usize) -> Option<&'a Line<'a>> {
        self.lines.get(at)
    }

    fn blank(&self, at: usize) -> bool {
        self.line(at).is_none_or(Line::is_blank)
    }

    fn push(&mut self, kind: ElementKind, start: usize, text: String, end: usize) {
        self.out.push(Element { kind, text, span: Span { start, end }, revision: None });
    }

    fn title_page(&mut self) {
        let Some(first) = (0..self.lines.len()).find(|&at| !self.blank(at)) else { return };
        let known = |line: &Line| key_of(line.text).is_some_and(|key| KEYS.contains(&key.to_lowercase().as_str()));
        if !self.line(first).is_some_and(known) {
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
        let after = self.blank(self.at + 1);
        let one = |reader: &mut Self, kind, text: &str| {
            reader.push(kind, start, clean(text), end);
            reader.at += 1;
        };
        let first = body.chars().next().unwrap_or(' ');
        match first {
            '=' if body.len() >= 3 && body.bytes().all(|b| b == b'=') => return one(self, ElementKind::PageBreak, ""),
            '=' => {
                return one(self, ElementKind::Synopsis, body.trim_start_matches('=').trim_end_matches('=').trim());
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
            '>' if body.len() > 1 && body.ends_with('<') => {
                let inside = body.get(1..body.len() - 1).unwrap_or_default().trim();
                return one(self, ElementKind::Centered, inside);
            }
            '>' => return one(self, ElementKind::Transition, body.get(1..).unwrap_or_default().trim()),
            '~' => return one(self, ElementKind::Lyric, body.get(1..).unwrap_or_default().trim()),
            '@' if body.chars().count() > 1 && !after => return self.dialogue(start, body, end),
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
        if before && !after && is_cue(body) {
            return self.dialogue(start, body, end);
        }
        self.action();
    }

    fn heading(&mut self, start: usize, body: &str, end: usize) {
        let text = clean(body);
        let number = heading::parse(&text).number;
        self.push(ElementKind::Heading { number }, start, text, end);
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
            Some(start) => self.push(ElementKind::Action, start, clean(&text), end),
            None => self.at += 1,
        }
    }

    /// A cue and all that is said under it.
    fn dialogue(&mut self, start: usize, body: &str, end: usize) {
        let forced = body.strip_prefix('@');
        let name = forced.unwrap_or(body).trim();
        // The mark means "beside the speech before": without one it says nothing.
        let paired =
            self.out.last().is_some_and(|e| {
                matches!(e.kind, ElementKind::Dialogue | ElementKind::Lyric | ElementKind::Parenthetical)
            }) && self
                .out
                .iter()
                .rev()
                .find(|e| matches!(e.kind, ElementKind::Cue { .. }))
                .is_some_and(|e| e.kind == ElementKind::Cue { dual: false });
        let dual = name.ends_with('^') && paired;
        let name = clean(name.trim_end_matches('^').trim());
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
            if text.starts_with('(') {
                self.say(&mut said);
                self.parenthetical();
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
    }

    fn say(&mut self, said: &mut Option<(usize, String, usize)>) {
        if let Some((start, text, end)) = said.take() {
            self.push(ElementKind::Dialogue, start, clean(&text), end);
        }
    }

    /// "(beat)", which may run over several lines, and what is said after it on its last line.
    fn parenthetical(&mut self) {
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
                    '(' => depth += 1,
                    ')' => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            close = Some(i + 1);
                            break;
                        }
                    }
                    _ => {}
                }
            }
            self.at += 1;
            end = at + close.unwrap_or(body.len());
            if let Some(close) = close {
                let rest = body.get(close..).unwrap_or_default().trim_start();
                if !rest.is_empty() {
                    after = Some((at + body.len() - rest.len(), rest));
                }
                break;
            }
        }
        let Some(start) = start else { return };
        let inside = self.source.get(start..end).unwrap_or_default();
        let inside = inside.trim_start_matches('(').trim_end_matches(')');
        let text = clean(&inside.split_whitespace().collect::<Vec<_>>().join(" "));
        self.push(ElementKind::Parenthetical, start, text, end);
        if let Some((at, rest)) = after {
            self.push(ElementKind::Dialogue, at, clean(rest), at + rest.len());
        }
    }
}

/// Lines that end a paragraph of action even without a blank line before them.
fn claims(body: &str) -> bool {
    (body.starts_with('.') && body.chars().nth(1).is_some_and(char::is_alphanumeric))
        || (body.starts_with('>') && body.len() > 1)
        || body.starts_with('#')
        || (body.len() >= 3 && body.bytes().all(|b| b == b'='))
        || (heading::is_heading(body) && !body.chars().any(char::is_lowercase) && body.contains('.'))
}

fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches('\u{feff}');
    let (key, _) = line.split_once(':')?;
    let fits = key.len() <= 30
        && !key.trim().is_empty()
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '(' | ')'));
    fits.then_some(key)
}

const TRANSITIONS: &[&str] = &[
    "FADE IN",
    "FADE OUT",
    "FADE TO BLACK",
    "CUT TO BLACK",
    "FADE UP",
    "FADE TO WHITE",
    "SMASH TO BLACK",
    "CUT TO WHITE",
    "FADE IN ON",
    "DISSOLVE",
    "FADE",
    "MATCH CUT",
    "JUMP CUT",
    "SMASH CUT",
    "IRIS OUT",
    "IRIS IN",
    "WIPE",
    "CROSSFADE",
    "INTERCUT",
];

pub(crate) fn is_transition(line: &str) -> bool {
    let line = line.trim();
    if line.chars().any(char::is_lowercase) || line.len() > 60 {
        return false;
    }
    line.ends_with("TO:") || TRANSITIONS.contains(&line.trim_end_matches(['.', ':', ' ']))
}

/// A line in capitals that can name a speaker: "DR. O'NEILL & SON (V.O.)", "R2D2", "李明：".
pub(crate) fn is_cue(line: &str) -> bool {
    let line = line.trim().trim_end_matches('^').trim_end();
    if line.len() > 120 {
        return false;
    }
    // Extensions may be in lower case: "STEEL (on the radio)".
    let name = match line.find('(') {
        Some(0) => return false,
        Some(at) if line.ends_with([')', ':']) || !line.contains(')') => line.get(..at).unwrap_or_default(),
        Some(_) => return false,
        None => line,
    };
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 50 {
        return false;
    }
    let cased = name.chars().any(char::is_uppercase);
    if name.chars().any(char::is_lowercase) {
        // "McAVOY", "DeSOTO", "12-year-old" are not decided here: only Mc, Mac, De and the like may be lower.
        let stripped =
            name.replace("Mc", "MC").replace("Mac", "MAC").replace("De", "DE").replace("'s", "'S").replace("’s", "’S");
        if stripped.chars().any(char::is_lowercase) || !cased {
            return false;
        }
    }
    if !cased {
        return is_uncased_cue(name);
    }
    // "BANG!" and "WHAT?" are action, "HELLO..." too; "ALICE:" is a cue.
    !name.ends_with(['!', '?', '.', ',', ';']) || name.ends_with("JR.") || name.ends_with("SR.")
}

/// A short line of a script without capitals (Chinese, Hindi, Arabic …) that can be a name.
fn is_uncased_cue(name: &str) -> bool {
    let name = name.trim_end_matches([':', '：']);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters > 0
        && name.chars().count() <= 16
        && name.split_whitespace().count() <= 3
        && !name.chars().any(|c| {
            matches!(
                c,
                '。' | '！'
                    | '？'
                    | '，'
                    | '、'
                    | '…'
                    | '.'
                    | '!'
                    | '?'
                    | ','
                    | '।'
                    | '؟'
                    | '،'
                    | '"'
                    | '“'
                    | '”'
                    | '「'
                    | '」'
            )
        })
}

/// Without notes and emphasis marks; escapes undone.
pub(crate) fn clean(text: &str) -> String {
    if !text.contains(['*', '_', '\\', MASK]) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().filter(|&c| c != MASK).collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        match c {
            '\\' if chars
                .get(i + 1)
                .is_some_and(|n| matches!(n, '*' | '_' | '\\' | '@' | '!' | '#' | '>' | '<' | '.' | '~' | '[')) =>
            {
                out.extend(chars.get(i + 1));
                i += 2;
                continue;
            }
            '*' | '_' if pairs(&chars, i) => {}
            _ => out.push(c),
        }
        i += 1;
    }
    // Marks around nothing are what the writer typed: a rule, a blank to fill in.
    if out.trim().is_empty() { chars.into_iter().collect() } else { out }
}

/// Whether an emphasis mark opens or closes something: another one of its kind lies on the same line, with no space inside.
fn pairs(chars: &[char], at: usize) -> bool {
    let Some(&mark) = chars.get(at) else { return false };
    let next = chars.get(at + 1).copied().unwrap_or(' ');
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let opens = !next.is_whitespace();
    let closes = !before.is_whitespace();
    let other =
        |range: &mut dyn Iterator<Item = &char>| range.take(400).take_while(|&&c| c != '\n').any(|&c| c == mark);
    (opens && other(&mut chars.get(at + 1..).unwrap_or_default().iter()))
        || (closes && other(&mut chars.get(..at).unwrap_or_default().iter().rev()))
}
