//! What a text is made of, counted over all of its lines: the form of a script is decided by its whole, never by one line.

use super::heads::{head, timed};
use super::labels::{alone, labelled};
use super::line::{bracketed, dotted, gapped, is_rule, spoken, stamped, strip, tag, unpacked};
use super::piece::{Label, Level};
use super::table::columns;
use crate::source::Line;
use std::collections::HashMap;

#[derive(Clone, Debug, Default)]
pub(crate) struct Census {
    /// Lines that are not empty.
    pub lines: usize,
    pub acts: usize,
    pub scenes: usize,
    /// Headings in the forms of Chinese, Japanese and Korean scripts.
    foreign: usize,
    pub shots: usize,
    slides: usize,
    /// Lines that begin with a time or end with one in brackets.
    timed: usize,
    /// Labels that only a script has, and those that other texts have too.
    labels: usize,
    kinds: usize,
    tables: usize,
    /// Lines of names and speech, by their mark.
    colons: Voices,
    tags: Voices,
    dots: Voices,
    quotes: Voices,
    gaps: Voices,
    stamps: Voices,
    /// Headings of Markdown that have labels below them.
    heads: usize,
    triangles: usize,
}

#[derive(Clone, Debug, Default)]
struct Voices {
    lines: usize,
    names: HashMap<String, usize>,
    capitals: usize,
}

impl Voices {
    fn add(&mut self, name: &str) {
        self.lines += 1;
        let name = name.split(['(', '（', ',']).next().unwrap_or_default().trim();
        self.capitals += usize::from(!name.chars().any(char::is_lowercase));
        if self.names.len() < 200 {
            *self.names.entry(name.to_lowercase()).or_default() += 1;
        }
    }

    fn repeat(&self) -> bool {
        self.names.values().any(|count| *count > 1)
    }

    /// Enough of the lines, and somebody speaks more than once or all names are in capitals.
    fn carry(&self, lines: usize) -> bool {
        self.lines >= 2
            && self.lines * 3 >= lines
            && (self.repeat() || self.capitals == self.lines || self.lines * 3 >= lines * 2)
    }
}

impl Census {
    pub fn of(source: &str, lines: &[Line]) -> Self {
        let mut out = Self::default();
        let mut seen = [false; 32];
        let mut headed = false;
        for line in unpacked(lines) {
            let stripped = strip(line.text);
            let text = stripped.text;
            if text.is_empty() || is_rule(text) {
                continue;
            }
            out.lines += 1;
            let title = stripped.level > 0 || (stripped.bold && text.chars().count() < 60);
            if let Some(found) = head(source, text) {
                match found.level {
                    Level::Act => out.acts += 1,
                    Level::Scene if found.slide => out.slides += 1,
                    Level::Scene => {
                        out.scenes += 1;
                        out.foreign += usize::from(found.heading && !crate::heading::is_heading(text));
                    }
                    Level::Shot => out.shots += 1,
                }
                headed = false;
                continue;
            }
            if let Some(found) = labelled(text).or_else(|| alone(stripped)) {
                let core = !matches!(
                    found.label,
                    Label::Title
                        | Label::Note
                        | Label::Number
                        | Label::Time
                        | Label::Clock
                        | Label::End
                        | Label::Cut
                        | Label::Speaker
                );
                if found.label == Label::Narration {
                    out.colons.add(found.key);
                }
                out.labels += usize::from(core);
                out.heads += usize::from(headed && core);
                if core && let Some(seen) = seen.get_mut(found.label as usize) {
                    out.kinds += usize::from(!*seen);
                    *seen = true;
                }
                headed = false;
                continue;
            }
            headed = title;
            if columns(text).is_some() {
                out.tables += 1;
            } else if let Some(found) = timed(source, text, title) {
                // In the record of a talk a time stands before each name.
                match spoken(&found.name.text).or_else(|| tag(&found.name.text)) {
                    Some((name, _)) => out.colons.add(name),
                    None => out.timed += 1,
                }
            } else {
                out.voice(text);
            }
        }
        out
    }

    fn voice(&mut self, text: &str) {
        self.triangles += usize::from(text.starts_with(['△', '▲']));
        if let Some((inside, rest)) = tag(text) {
            if !rest.is_empty() {
                self.tags.add(inside);
            }
        } else if let Some(name) = stamped(text) {
            self.stamps.add(name);
        } else if let Some((name, _)) = bracketed(text) {
            self.quotes.add(name);
        } else if let Some((name, _)) = spoken(text) {
            self.colons.add(name);
        } else if let Some((name, _)) = dotted(text) {
            self.dots.add(name);
        } else if let Some((name, _)) = gapped(text) {
            self.gaps.add(name);
        }
    }

    /// Labels, tables or times carry the script.
    pub fn is_labelled(&self) -> bool {
        let headed = self.scenes + self.shots + self.slides + self.timed + self.heads;
        self.tables > 0
            || (self.kinds >= 2 && self.labels * 5 >= self.lines)
            || (self.labels >= 2 && headed >= 2 && self.labels * 6 >= self.lines)
            || (self.shots >= 2 && self.shots * 8 >= self.lines)
            || (self.slides >= 2 && self.slides * 12 >= self.lines)
            || (self.timed >= 2 && self.timed * 4 >= self.lines)
    }

    /// Whether headings of Markdown open scenes: nothing else does.
    pub fn heads_are_scenes(&self) -> bool {
        self.scenes + self.slides + self.shots == 0
    }

    /// A play: names with a full stop.
    pub fn is_play(&self) -> bool {
        let marked = self.acts + self.scenes > 0;
        self.dots.lines >= 2
            && (self.dots.carry(self.lines)
                || (marked && self.dots.lines * 5 >= self.lines)
                || (self.dots.repeat() && self.dots.lines * 4 >= self.lines))
    }

    /// Names and speech on one line carry the script.
    pub fn is_transcript(&self) -> bool {
        self.has_tags()
            || self.has_stamps()
            || self.has_colons()
            || self.has_quotes()
            || self.has_gaps()
            || (self.foreign > 0 && self.colons.lines + self.triangles > 0)
    }

    pub fn has_tags(&self) -> bool {
        self.tags.lines >= 2
            && self.tags.lines * 4 >= self.lines
            && (self.tags.repeat() || self.tags.lines * 2 >= self.lines)
    }

    /// Names with a time stand above what they say.
    pub fn has_stamps(&self) -> bool {
        self.stamps.lines >= 2 && self.stamps.lines * 5 >= self.lines
    }

    pub fn has_colons(&self) -> bool {
        self.colons.carry(self.lines)
    }

    pub fn has_quotes(&self) -> bool {
        self.quotes.carry(self.lines)
    }

    pub fn has_gaps(&self) -> bool {
        self.gaps.repeat() && self.gaps.carry(self.lines)
    }

    /// Times stand before names and are no blocks: the record of a talk.
    pub fn times_are_marks(&self) -> bool {
        self.labels == 0 && self.tables == 0
    }

    /// How many lines are speech beside a name in another mark than a cue's.
    pub fn voices(&self) -> usize {
        self.tags.lines + self.stamps.lines + self.colons.lines + self.quotes.lines + self.gaps.lines + self.dots.lines
    }
}
