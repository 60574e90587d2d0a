//! Reads labelled scripts, lists of scenes and shots, transcripts and plays, line by line.

use super::census::Census;
use super::heads::{head, timed};
use super::labels::{alone, label_of, labelled};
use super::line::{Stripped, is_rule, spoken, strip, tag, unpacked};
use super::piece::{Head, Label, Level, Part, Piece};
use super::speech::reported;
use super::state::{Pending, Reader};
use super::table;
use super::titles::{is_chat, is_kind, title_of_list, title_words};
use crate::read::fountain::{is_cue, is_transition};
use crate::source::lines;
use std::borrow::Cow;

pub(super) fn parts(source: &str) -> Vec<Part<'_>> {
    let lines = unpacked(&lines(source));
    let census = Census::of(source, &lines);
    let mut reader =
        Reader { source, lines, at: 0, parts: Vec::new(), play: census.is_play(), census, pending: None, begun: false };
    while reader.at < reader.lines.len() {
        reader.line();
    }
    reader.parts
}

impl<'a> Reader<'a> {
    fn line(&mut self) {
        let Some(&line) = self.lines.get(self.at) else { return };
        let taken = table::read(self.source, self.lines.get(self.at..).unwrap_or_default(), &mut self.parts);
        if taken > 0 {
            (self.pending, self.begun) = (None, true);
            self.at += taken;
            return;
        }
        self.at += 1;
        let stripped = strip(line.text);
        if stripped.text.is_empty() {
            self.pending = self.pending.filter(|pending| pending.open);
        } else if is_rule(stripped.text) || stripped.text.starts_with("```") {
            self.pending = None;
        } else {
            if is_chat(stripped.text) {
                self.pending = None;
                return self.parts.push(Part::Note(self.piece(stripped.text)));
            }
            self.stripped(stripped);
            self.begun = true;
        }
    }

    fn stripped(&mut self, line: Stripped<'a>) {
        let text = line.text;
        if let Some(found) = head(self.source, text) {
            return self.head(found);
        }
        let marked = line.level > 0 || line.bold;
        let first = !self.begun && marked && !self.next_is_labelled() && text.starts_with(char::is_alphabetic);
        if first && labelled(text).is_none() {
            return self.entitle(text);
        }
        if let Some(found) = timed(self.source, text, marked) {
            return self.timed(found);
        }
        if let Some(found) = labelled(text).or_else(|| alone(line)) {
            let value = self.piece(found.value);
            let from = self.piece(text).start;
            self.pending =
                Some(Pending { label: found.label, key: found.key, who: found.who, open: found.value.is_empty() });
            if !found.value.is_empty() {
                self.fact(found.label, found.key, found.who, value, from);
            }
            return;
        }
        if marked && !line.bullet && self.title(line) {
            return;
        }
        if is_transition(text) {
            self.pending = None;
            return self.parts.push(Part::Cut(self.piece(text)));
        }
        let list = |label| {
            matches!(
                label,
                Label::Cast | Label::Note | Label::Dialogue | Label::Narration | Label::Audio | Label::Caption
            )
        };
        if let Some(pending) = self.pending.filter(|pending| pending.open && list(pending.label)) {
            return self.fact(pending.label, pending.key, pending.who, self.piece(text), self.piece(text).start);
        }
        if self.speech(text) {
            self.pending = None;
            return;
        }
        if let Some(pending) = self.pending {
            if pending.open {
                return self.fact(pending.label, pending.key, pending.who, self.piece(text), self.piece(text).start);
            }
            if self.goes_on(text) {
                return;
            }
        }
        if !self.play && self.cue(text) {
            self.pending = None;
            return;
        }
        self.free(text);
    }

    /// A head; an empty list of shots' words is a place to stand in.
    fn head(&mut self, mut head: Head<'a>) {
        self.pending = None;
        // "Scene 1", and its heading on the next line.
        if head.heading
            && let Some(Part::Head(before)) = self.parts.last()
            && before.level == Level::Scene
            && before.name.is_blank()
        {
            head.start = before.start;
            head.number = head.number.or_else(|| before.number.clone());
            head.when = head.when.or(before.when);
            self.parts.pop();
        }
        let Cow::Borrowed(shown) = head.name.text else { return self.parts.push(Part::Head(head)) };
        match reported(shown).filter(|_| head.level == Level::Shot) {
            Some(found) => {
                head.name = self.piece(found.before);
                head.end = head.name.end.max(head.start);
                self.parts.push(Part::Head(head));
                self.reported(&found);
            }
            None => self.parts.push(Part::Head(head)),
        }
    }

    /// A line with a time: a block, or in the record of a talk only a mark before a name.
    fn timed(&mut self, mut found: Head<'a>) {
        self.pending = None;
        let Cow::Borrowed(rest) = found.name.text else { return };
        let said = spoken(rest).is_some() || labelled(rest).is_some() || tag(rest).is_some();
        if self.census.times_are_marks() && (spoken(rest).is_some() || tag(rest).is_some()) {
            _ = self.speech(rest);
            return;
        }
        let short = rest.split_whitespace().count() <= 6 && !rest.ends_with(['.', '!', '?', '。']);
        let named = !said && (short && self.next_is_labelled() || rest.is_empty());
        if !named {
            found.end = found.name.start.max(found.start);
            found.name = Piece { text: Cow::Borrowed(""), start: found.end, end: found.end };
        }
        let name =
            std::mem::replace(&mut found.name, Piece { text: Cow::Borrowed(""), start: found.end, end: found.end });
        if named && !name.is_blank() {
            found.end = name.start.max(found.start);
        }
        self.parts.push(Part::Head(found));
        if named {
            if !name.is_blank() {
                self.parts.push(Part::Note(name));
            }
            return;
        }
        self.stripped(strip(rest));
    }

    fn next_is_labelled(&self) -> bool {
        let next = self.lines.iter().skip(self.at).map(|line| strip(line.text).text).find(|text| !text.is_empty());
        next.is_some_and(|next| labelled(next).is_some())
    }

    /// A heading of Markdown, or a line in bold: the title, a scene, or a note.
    fn title(&mut self, line: Stripped<'a>) -> bool {
        if line.level == 0 && (line.text.chars().count() > 80 || self.begun && !self.next_is_labelled()) {
            return false;
        }
        if line.level == 0 && is_cue(line.text) && self.begun {
            return false;
        }
        self.pending = None;
        let piece = self.piece(line.text);
        let key = line.text.split([':', '：']).next().unwrap_or_default();
        let above = !self.begun && (!self.next_is_labelled() || self.census.scenes + self.census.shots > 0);
        if above || label_of(key) == Some(Label::Title) {
            self.entitle(line.text);
        } else if self.census.heads_are_scenes() && self.next_is_labelled() {
            let (start, end) = (piece.start, piece.end);
            self.parts.push(Part::Head(Head {
                level: Level::Scene,
                number: None,
                name: piece,
                when: None,
                heading: false,
                slide: false,
                start,
                end,
            }));
        } else {
            self.parts.push(Part::Note(piece));
        }
        true
    }

    /// The title, and the length of the film that may stand beside it.
    fn entitle(&mut self, text: &'a str) {
        let name = title_words(text);
        let piece = self.piece(name);
        self.parts.push(if is_kind(name) { Part::Note(piece) } else { Part::Title(piece) });
        let after = text.find(name).and_then(|at| text.get(at + name.len()..)).unwrap_or_default();
        let length = after.trim_matches(|c: char| !c.is_alphanumeric());
        if !length.is_empty() {
            let length = self.piece(length);
            let from = length.start;
            self.fact(Label::Length, "", None, length, from);
        }
    }

    /// The next line of a value that is broken into lines.
    fn goes_on(&mut self, text: &'a str) -> bool {
        let fits =
            |label| matches!(label, Label::Visual | Label::Narration | Label::Dialogue | Label::Audio | Label::Light);
        let Some(Part::Fact { label, value, .. }) = self.parts.last_mut() else { return false };
        let open = !value.text.trim_end().ends_with(['.', '!', '?', '"', '”', '。', '！', '？', '」']);
        let next = text.starts_with(|c: char| c.is_lowercase());
        if !fits(*label) || !(next || open && value.text.len() > 45) {
            return false;
        }
        let end = Piece::of(self.source, text).end;
        let Some(whole) = self.source.get(value.start..end) else { return false };
        // One paragraph: the end of a line in it is a space.
        let joined =
            whole.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        *value = Piece { text: Cow::Owned(joined), start: value.start, end };
        true
    }

    fn free(&mut self, text: &'a str) {
        let piece = self.piece(text);
        if !self.begun && title_of_list(text, &self.census) {
            return self.entitle(text);
        }
        // Under a title stands what kind of script it is, and by whom.
        let listed = self.census.scenes + self.census.acts > 0;
        let titled = self.parts.iter().all(|part| matches!(part, Part::Title(_) | Part::Note(_)));
        if listed && titled && !self.parts.is_empty() && title_of_list(text, &self.census) {
            return self.parts.push(Part::Note(piece));
        }
        // Between the speeches of a recorded talk there is nothing to see.
        let talk = self.census.has_tags() && self.census.scenes + self.census.shots == 0;
        let spoke = self.parts.iter().any(|part| matches!(part, Part::Said { .. }));
        if talk && spoke {
            return self.parts.push(Part::More(piece));
        }
        self.text(text);
    }
}
