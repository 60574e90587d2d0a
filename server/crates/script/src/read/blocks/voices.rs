//! Who speaks on a line, and what is said under a name.

use super::heads::head;
use super::labels::{label_of, labelled};
use super::line::{bracketed, dotted, gapped, is_rule, spoken, stamped, strip, tag, tag_name};
use super::piece::{Label, Part, Piece};
use super::speech::{Reported, is_name, reported};
use super::state::Reader;
use crate::read::fountain::is_cue;
use crate::read::times::parse;
use std::borrow::Cow;

impl<'a> Reader<'a> {
    /// A name and what it says on the same line.
    pub(super) fn speech(&mut self, text: &'a str) -> bool {
        let from = self.piece(text).start;
        let push = |reader: &mut Self, name: &str, aside: Option<&str>, words: &'a str| {
            let words = Piece::of(reader.source, words);
            reader.parts.push(Part::Said { name: name.to_owned(), aside: aside.map(str::to_owned), words, from });
            true
        };
        if let Some(inside) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
            let value = self.piece(inside);
            self.fact(Label::Narration, if inside.is_ascii() { "" } else { "旁白" }, None, value, from);
            return true;
        }
        if let Some((inside, rest)) = tag(text) {
            let (name, aside) = tag_name(inside);
            if let Some(words) = rest.strip_prefix([':', '：']).map(str::trim).filter(|words| !words.is_empty()) {
                return push(self, name, aside, words);
            }
            // "[SCENE START]" is a mark on the page.
            if rest.is_empty() && inside.is_ascii() && !inside.chars().any(char::is_lowercase) {
                self.parts.push(Part::Note(self.piece(inside)));
                return true;
            }
            if self.census.has_tags() {
                if !rest.is_empty() {
                    return push(self, name, aside, rest);
                }
                let piece = self.piece(inside);
                self.parts.push(Part::Noise(piece));
                return true;
            }
            return false;
        }
        if self.play
            && let Some((name, words)) = dotted(text)
        {
            return push(self, name, None, words);
        }
        if let Some((name, words)) = bracketed(text).filter(|_| self.census.has_quotes()) {
            return push(self, name, None, words);
        }
        if let Some((name, words)) = gapped(text).filter(|_| self.census.has_gaps()) {
            return push(self, name, None, words);
        }
        if let Some((cue, words)) = spoken(text) {
            let mut cue = cue;
            // "Anna 00:12: hello".
            if let Some(at) = cue.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0)
                && cue.get(at..).and_then(parse).is_some()
            {
                cue = cue.get(..at).unwrap_or(cue).trim_end_matches([' ', '(', '[']);
            }
            return push(self, cue, None, words);
        }
        false
    }

    /// A name alone, and what is said under it up to the next empty line.
    pub(super) fn cue(&mut self, text: &'a str) -> bool {
        let stamped = stamped(text).filter(|_| self.census.has_stamps());
        let named = text.strip_suffix([':', '：']).is_some_and(|name| is_name(name) && label_of(name).is_none());
        if !(named || stamped.is_some() || is_cue(text) && text.chars().any(char::is_uppercase)) || !self.follows() {
            return false;
        }
        let from = self.piece(text);
        let mut aside: Option<&str> = None;
        let mut first = true;
        while let Some(&next) = self.lines.get(self.at) {
            let body = strip(next.text).text;
            if body.is_empty() || is_rule(body) || self.opens(body) || (!first && spoken(body).is_some()) {
                break;
            }
            self.at += 1;
            let inside = body.strip_prefix(['(', '（']).and_then(|body| body.strip_suffix([')', '）']));
            if first && let Some(inside) = inside {
                aside = Some(inside);
                continue;
            }
            let words = Piece::of(self.source, body);
            self.parts.push(match first {
                true => Part::Said {
                    name: stamped.unwrap_or(text).to_owned(),
                    aside: aside.map(str::to_owned),
                    words,
                    from: from.start,
                },
                false => Part::More(words),
            });
            first = false;
        }
        if first {
            // A name and a direction: it is done, not said.
            let (start, end) = (from.start, self.piece(aside.unwrap_or(text)).end);
            let text = Cow::Owned(format!("{text} {}", aside.unwrap_or_default()));
            self.parts.push(Part::Text(Piece { text, start, end }));
        }
        true
    }

    fn follows(&self) -> bool {
        self.lines.get(self.at).is_some_and(|next| {
            let body = strip(next.text).text;
            !body.is_empty() && !is_rule(body) && !self.opens(body)
        })
    }

    fn opens(&self, body: &str) -> bool {
        head(self.source, body).is_some() || labelled(body).is_some()
    }

    /// The words of a sentence such as `Ray says, "No."`, and what follows them.
    pub(super) fn reported(&mut self, found: &Reported<'a>) {
        let (words, after) = (self.piece(found.words), self.piece(found.after));
        let from = words.start;
        self.parts.push(Part::Said { name: found.name.to_owned(), aside: Some(found.verb.to_owned()), words, from });
        if !after.is_blank() {
            self.text(found.after);
        }
    }

    pub(super) fn text(&mut self, text: &'a str) {
        match reported(text) {
            Some(found) => {
                let before = self.piece(found.before);
                if !before.is_blank() {
                    self.parts.push(Part::Text(before));
                }
                self.reported(&found);
            }
            None => self.parts.push(Part::Text(self.piece(text))),
        }
    }
}
