//! Which format a text is in.

use super::blocks::{self, Census};
use super::fountain;
use crate::heading;
use crate::screenplay::Format;
use crate::source::lines;

/// Decides from the shape of the lines. Any text has a format: what looks like nothing else is prose.
pub(crate) fn format(text: &str) -> Format {
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let start: String = head.chars().take(2000).collect();
    if start.contains("<FinalDraft") {
        return Format::Fdx;
    }
    if blocks::is_storyboard(text) {
        return Format::Storyboard;
    }
    let mut seen = Seen::default();
    let all = lines(text);
    if blocks::are_subtitles(&all) {
        return Format::Subtitles;
    }
    let mut blank = true;
    for (at, line) in all.iter().enumerate() {
        let body = line.text.trim();
        if body.is_empty() {
            seen.blanks += 1;
            blank = true;
            continue;
        }
        let next = all.get(at + 1).map_or("", |l| l.text);
        seen.look(line.text, body, next, blank);
        blank = false;
    }
    let decided = seen.decide(fountain_marks(head));
    if seen.is_page() {
        return decided;
    }
    let census = Census::of(text, &all);
    if decided == Format::ShotList {
        return match (census.is_play(), census.shots) {
            (true, 0) => Format::StagePlay,
            (_, 0) if census.acts > 0 => Format::StagePlay,
            (_, 0) if census.is_labelled() => Format::Labelled,
            _ => decided,
        };
    }
    seen.carried(&census).unwrap_or(decided)
}

#[derive(Default)]
struct Seen {
    lines: usize,
    shots: usize,
    scenes: usize,
    headings: usize,
    cues: usize,
    indented_cues: usize,
    indented: usize,
    furniture: usize,
    marks: usize,
    long: usize,
    quoted: usize,
    /// Names with no empty line before them.
    tight_cues: usize,
    blanks: usize,
    /// The last page number.
    page: usize,
}

impl Seen {
    fn look(&mut self, raw: &str, body: &str, next: &str, blank_before: bool) {
        self.lines += 1;
        let indent =
            raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum::<usize>();
        self.indented += usize::from(indent >= 8);
        self.long += usize::from(body.len() > 110);
        self.quoted += usize::from(body.starts_with(['"', '“', '‘', '«', '「', '\'']));
        if super::shotlist::shot_line(body).is_some() {
            self.shots += 1;
        } else if super::shotlist::scene_line(body).is_some() {
            self.scenes += 1;
        } else if heading::is_heading(body) {
            self.headings += 1;
        } else if fountain::is_cue(body) && !fountain::is_transition(body) && !next.trim().is_empty() {
            let known = body.chars().any(char::is_uppercase);
            if indent >= 14 {
                self.indented_cues += usize::from(known);
            } else if blank_before && known {
                self.cues += 1;
            } else {
                self.tight_cues += usize::from(known);
            }
        }
        if blank_before
            && (body.starts_with(['@', '>'])
                || (body.starts_with('.') && body.chars().nth(1).is_some_and(char::is_alphabetic)))
        {
            self.marks += 1;
        }
        if matches!(body.trim_matches(['(', ')', ' ', '*']), "MORE" | "CONTINUED" | "CONTINUED:") {
            self.furniture += 1;
        }
        // "12." alone on a line, after "11." on another.
        let number = body.strip_suffix('.').filter(|n| n.len() <= 3).and_then(|n| n.parse::<usize>().ok());
        if let Some(number) = number {
            self.furniture += usize::from(number == self.page + 1 && self.page > 1);
            self.page = number;
        }
    }

    /// A printed page: indentation tells what is what.
    fn is_page(&self) -> bool {
        self.indented * 3 > self.lines && (self.indented_cues > 0 || self.headings > 0)
    }

    /// The form of a script whose lines say what they are: by labels, times, tables, or a name before what it says. Where
    /// names stand alone above their speeches, those carry the script.
    fn carried(&self, census: &Census) -> Option<Format> {
        let cues = self.cues + self.tight_cues;
        if census.is_labelled() && (self.headings == 0 || cues * 3 < census.lines) {
            return Some(Format::Labelled);
        }
        if cues > 0 && cues * 2 >= census.voices() || self.marks > 1 {
            return None;
        }
        if census.is_play() {
            return Some(Format::StagePlay);
        }
        census.is_transcript().then_some(Format::Transcript)
    }

    fn decide(&self, title_page: bool) -> Format {
        if self.shots > 0 && (self.scenes + self.headings > 0 || self.shots > 1 || self.shots * 3 >= self.lines) {
            return Format::ShotList;
        }
        if self.scenes > 0 && self.headings == 0 && self.long * 4 < self.lines {
            return Format::ShotList;
        }
        if self.is_page() {
            return Format::Screenplay;
        }
        // Pasted without a single empty line.
        let tight = self.blanks * 12 <= self.lines && self.lines >= 8;
        if tight && self.headings > 0 && self.tight_cues > 1 && self.tight_cues * 12 >= self.lines && !title_page {
            return Format::Screenplay;
        }
        // A story may have chapter titles in capitals; what is said in it is quoted, not under cues.
        if self.quoted > 3 && self.quoted > self.cues * 2 && self.headings * 20 < self.quoted {
            return Format::Prose;
        }
        if self.headings + self.scenes > 0 || title_page || self.marks > 1 {
            return if self.furniture > 0 { Format::Screenplay } else { Format::Fountain };
        }
        if self.cues >= 2 && self.cues * 12 >= self.lines {
            return Format::Fountain;
        }
        // Two lines: a name and what it says.
        if self.cues == 1 && self.lines <= 4 {
            return Format::Fountain;
        }
        Format::Prose
    }
}

fn fountain_marks(head: &str) -> bool {
    let Some(first) = head.lines().next() else { return false };
    let Some((key, _)) = first.split_once(':') else { return false };
    matches!(key.trim().to_lowercase().as_str(), "title" | "credit" | "author" | "authors" | "source" | "draft date")
}
