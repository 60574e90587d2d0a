//! What is read of a script for its people: paragraphs of action, and stories without what is said in them.

use super::cast::Cast;
use super::reading::{Reading, Unit};
use super::spots::Spots;
use crate::english::{Names, english};
use crate::screenplay::{Beat, ElementKind, Format, Screenplay};
use model::{LineKind, Span};
use std::collections::HashMap;

/// More people than speak in a script without spaces between its words.
const MOST_NAMES: usize = 300;

/// A text as it is read: in English words where it has others.
struct Telling<'c> {
    reading: Reading<'c>,
    foreign: Option<&'static lexicon::Foreign>,
    /// The names of those who speak, for languages without spaces and capitals.
    names: Vec<String>,
}

impl Telling<'_> {
    fn unit(&mut self, text: &str, scene: usize, prose: bool, spots: Spots) {
        let Some(foreign) = self.foreign else {
            return self.reading.unit(&Unit { text, scene, prose }, spots);
        };
        let cast = &self.reading.cast;
        let spaced = |words: &[&str]| cast.named(words, true).map_or(0, |(_, taken)| taken);
        let joined = |text: &[&str]| {
            let text = text.first().copied().unwrap_or_default();
            self.names.iter().find(|name| text.starts_with(name.as_str())).map_or(0, String::len)
        };
        let names: Names = if foreign.joined { &joined } else { &spaced };
        let english = english(foreign, text, names);
        let spots = spots.through(&english.from);
        self.reading.unit(&Unit { text: &english.text, scene, prose }, spots);
    }
}

pub(super) fn read(play: &Screenplay, cast: &mut Cast) {
    let figures: HashMap<String, usize> =
        cast.figures.iter().enumerate().filter_map(|(at, f)| Some((f.name.as_ref()?.to_lowercase(), at))).collect();
    let mut names: Vec<String> =
        cast.people.iter().flat_map(|p| std::iter::once(&p.name).chain(&p.aliases)).cloned().collect();
    names.truncate(MOST_NAMES);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let foreign = lexicon::Foreign::of(crate::language::of_actions(play));
    let mut telling = Telling { reading: Reading::new(cast), foreign, names };
    if play.format == Format::Prose {
        return story(play, &mut telling);
    }
    // Lists of the cast that a script begins with.
    for element in play.elements.iter().filter(|element| element.kind == ElementKind::Cast) {
        let spots = Spots::new(&play.text, element.span, &element.text);
        telling.unit(&element.text, 0, false, spots);
    }
    for (scene, source) in play.scenes.iter().enumerate() {
        for beat in &source.beats {
            match beat {
                Beat::Action { text, span } => {
                    let spots = Spots::new(&play.text, *span, text);
                    telling.unit(text, scene, false, spots);
                }
                Beat::Line(at) => {
                    let speaker = play.dialogue.get(*at).and_then(|l| l.speaker.as_ref());
                    if let Some(figure) = speaker.and_then(|s| figures.get(&s.to_lowercase())) {
                        telling.reading.meant(*figure);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Paragraph by paragraph, with a mark for all that stands between quotation marks.
fn story(play: &Screenplay, telling: &mut Telling) {
    let said: Vec<Span> = play.dialogue.iter().filter(|l| l.kind == LineKind::Direct).map(|l| l.span).collect();
    let mut next = 0;
    let mut scene = 0;
    for element in play.elements.iter().filter(|e| e.kind == ElementKind::Action) {
        let span = element.span;
        while play.scenes.get(scene + 1).is_some_and(|s| s.span.start <= span.start) {
            scene += 1;
        }
        let Some(text) = play.text.get(span.start..span.end) else { continue };
        let mut narrated = text.to_owned();
        while said.get(next).is_some_and(|s| s.end <= span.start) {
            next += 1;
        }
        for line in said.iter().skip(next).take_while(|s| s.start < span.end) {
            let (from, to) =
                (line.start.saturating_sub(span.start), line.end.saturating_sub(span.start).min(text.len()));
            if from < to && narrated.is_char_boundary(from) && narrated.is_char_boundary(to) {
                let mut blank = " ".repeat(to - from - 1);
                blank.push('"');
                narrated.replace_range(from..to, &blank);
            }
        }
        let spots = Spots::new(&play.text, span, text);
        telling.unit(&narrated, scene, true, spots);
    }
}
