//! Speech between quotation marks, in whatever way a language uses them.

use super::piece::Piece;
use super::text::{is_comma, is_end, is_letter};
use lexicon::Speech;
use model::Span;

/// The pairs of marks that a text uses.
pub(super) struct Marks(Vec<(char, char)>);

/// Marks that any language may borrow.
const COMMON: &[(char, char)] =
    &[('“', '”'), ('"', '"'), ('«', '»'), ('„', '“'), ('「', '」'), ('『', '』'), ('＂', '＂')];
/// Marks that look like apostrophes: they count only where there are no others.
const SINGLE: &[(char, char)] = &[('‘', '’'), ('\'', '\''), ('‚', '‘'), ('‹', '›')];

impl Marks {
    pub fn of(text: &str, speech: &'static Speech) -> Self {
        let count = |c: char| text.matches(c).count();
        let mut active: Vec<(char, char)> = Vec::new();
        let known = speech.marks.iter().chain(COMMON).filter(|pair| !SINGLE.contains(pair));
        let mut all: Vec<(char, char)> = Vec::new();
        for pair in known {
            if !all.contains(pair) && count(pair.0) > 0 {
                all.push(*pair);
            }
        }
        for &(open, close) in &all {
            // Of marks that face both ways the first one in the text opens.
            let turned = all.contains(&(close, open)) && text.find(close) < text.find(open);
            // Where one mark has several partners, the commonest one closes.
            let best = all.iter().filter(|(o, _)| *o == open).max_by_key(|(_, c)| count(*c)).map_or(close, |(_, c)| *c);
            let taken = active.iter().any(|(o, c)| *o == open || *c == open || (*o == close && open != close));
            if !turned && !taken && best == close {
                active.push((open, close));
            }
        }
        if active.is_empty() {
            active.extend(SINGLE.iter().filter(|(open, close)| count(*open) > 0 && count(*close) > 0).take(1));
        }
        Self(active)
    }

    /// The mark that closes what a character opens.
    fn closing(&self, open: char) -> Option<char> {
        self.0.iter().find(|(o, _)| *o == open).map(|(_, close)| *close)
    }

    fn is_closing(&self, c: char) -> bool {
        self.0.iter().any(|(open, close)| *close == c && *open != c)
    }

    /// The speech of one paragraph. `open` is the mark that closes a speech of the paragraph before; what is returned is that of
    /// this one's, when it is still open.
    pub fn read(
        &self,
        body: &str,
        base: usize,
        paragraph: usize,
        open: Option<char>,
        out: &mut Vec<Piece>,
    ) -> Option<char> {
        let lead = body.chars().next().unwrap_or(' ');
        let again = self.closing(lead).is_some_and(|close| Some(close) == open);
        let mut within: Option<(usize, char, char)> = None;
        // A speech that goes on without a new mark, when one closes it here.
        if let Some(close) = open.filter(|_| !again) {
            let first = body.find(|c: char| c == close || self.closing(c).is_some());
            if first.is_some_and(|at| body.get(at..).is_some_and(|rest| rest.starts_with(close))) {
                within = Some((0, '\0', close));
            }
        }
        let mut continues = again || within.is_some();
        let mut depth = 0usize;
        let mut before = ' ';
        let mut chars = body.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map_or(' ', |&(_, c)| c);
            match within {
                None => {
                    let opens = self.closing(c).filter(|close| *close != c || !is_letter(before) || !before.is_ascii());
                    // "’" in a word opens nothing.
                    let single = matches!(c, '‘' | '\'') && (is_letter(before) || after.is_whitespace());
                    if let Some(close) = opens.filter(|_| !single) {
                        within = Some((at + c.len_utf8(), c, close));
                        depth = 0;
                    }
                }
                Some((from, open, close)) => {
                    let apostrophe = matches!(close, '’' | '\'') && is_letter(before) && is_letter(after);
                    if c == close && depth > 0 && open != close {
                        depth -= 1;
                    } else if c == close && !apostrophe {
                        push(out, body, base, paragraph, (from, at), continues);
                        continues = false;
                        within = None;
                    } else if c == open && open != close {
                        depth += 1;
                    }
                }
            }
            before = c;
        }
        let (from, _, close) = within?;
        push(out, body, base, paragraph, (from, body.len()), continues);
        Some(close)
    }

    /// Whether a speech is one: not a title, a word that is talked about, a name of a ship. `told` when the narrator says so.
    pub fn is_said(&self, text: &str, paragraph: Span, span: Span, told: bool) -> bool {
        let inside = text.get(span.start..span.end).unwrap_or_default().trim();
        if !inside.contains(char::is_alphanumeric) {
            return false;
        }
        let after = text.get(span.end..paragraph.end).unwrap_or_default();
        let after =
            after.trim_start_matches(|c: char| self.is_closing(c) || self.closing(c) == Some(c) || c.is_whitespace());
        let before = text.get(paragraph.start..span.start).unwrap_or_default();
        let before = before.trim_end_matches(|c: char| self.closing(c).is_some() || c.is_whitespace());
        let stops = |c: char| is_end(c) || is_comma(c) || matches!(c, '—' | '–' | '-' | '~' | '～');
        let opens = before.chars().next_back().is_none_or(|c| is_end(c) || self.is_closing(c));
        let alone = after.chars().next().is_none_or(stops);
        told || inside.ends_with(stops) || (opens && alone)
    }
}

fn push(out: &mut Vec<Piece>, body: &str, base: usize, paragraph: usize, (from, to): (usize, usize), continues: bool) {
    let inside = body.get(from..to).unwrap_or_default();
    let start = from + inside.len() - inside.trim_start().len();
    let end = start + inside.trim().len();
    if end > start {
        let span = Span { start: base + start, end: base + end };
        out.push(Piece { paragraph, span, fresh: false, continues });
    }
}
