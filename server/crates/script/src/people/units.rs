//! What is read of a script for its people: paragraphs of action, and stories without what is said in them.

use super::cast::Cast;
use super::reading::{Reading, Unit};
use super::spots::Spots;
use crate::screenplay::{Beat, ElementKind, Format, Screenplay};
use model::{LineKind, Span};
use std::collections::HashMap;

pub(super) fn read(play: &Screenplay, cast: &mut Cast) {
    let figures: HashMap<String, usize> =
        cast.figures.iter().enumerate().filter_map(|(at, f)| Some((f.name.as_ref()?.to_lowercase(), at))).collect();
    let mut reading = Reading::new(cast);
    if play.format == Format::Prose {
        return story(play, &mut reading);
    }
    // Lists of the cast that a script begins with.
    for element in play.elements.iter().filter(|element| element.kind == ElementKind::Cast) {
        let spots = Spots::new(&play.text, element.span, &element.text);
        reading.unit(&Unit { text: &element.text, scene: 0, prose: false }, spots);
    }
    for (scene, source) in play.scenes.iter().enumerate() {
        for beat in &source.beats {
            match beat {
                Beat::Action { text, span } => {
                    let spots = Spots::new(&play.text, *span, text);
                    reading.unit(&Unit { text, scene, prose: false }, spots);
                }
                Beat::Line(at) => {
                    let speaker = play.dialogue.get(*at).and_then(|l| l.speaker.as_ref());
                    if let Some(figure) = speaker.and_then(|s| figures.get(&s.to_lowercase())) {
                        reading.meant(*figure);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Paragraph by paragraph, with a mark for all that stands between quotation marks.
fn story(play: &Screenplay, reading: &mut Reading) {
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
        reading.unit(&Unit { text: &narrated, scene, prose: true }, spots);
    }
}
