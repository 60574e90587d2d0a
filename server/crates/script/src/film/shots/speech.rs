//! Lines of the script as lines of shots.

use super::director::{Director, GAP};
use crate::film::timing;
use crate::screenplay::{Spoken, SpokenPart};
use crate::sentences::{clauses, sentences};
use crate::words::through_in;
use model::{Delivery, Line, Through};

impl Director<'_> {
    /// A line of the script as lines of shots; each inner list fits into one shot.
    pub(super) fn lines_of(&self, said: &Spoken, longest: f64) -> Vec<Vec<Line>> {
        let mut out: Vec<Vec<Line>> = Vec::new();
        let mut seconds = 0.0;
        for part in &said.parts {
            for text in divide(&part.text, part.delivery, longest) {
                let length = timing::speech(&text, part.delivery);
                let line = Line {
                    speaker: said.speaker.clone(),
                    text,
                    kind: said.kind,
                    delivery: part.delivery,
                    parenthetical: part.parenthetical.clone(),
                    off_screen: said.off_screen,
                    through: through(said, part),
                    confidence: said.confidence,
                    source: part.span,
                    ..Line::default()
                };
                match out.last_mut() {
                    Some(group) if seconds + GAP + length <= longest => {
                        group.push(line);
                        seconds += GAP + length;
                    }
                    _ => {
                        out.push(vec![line]);
                        seconds = length;
                    }
                }
            }
        }
        out
    }
}

/// What a part of a line is heard through.
fn through(said: &Spoken, part: &SpokenPart) -> Through {
    let told = part.parenthetical.as_deref().and_then(|text| through_in(text, said.off_screen));
    told.unwrap_or(said.through)
}

/// Speech longer than one shot is cut at sentences, then at clauses, then at words.
fn divide(text: &str, delivery: Delivery, longest: f64) -> Vec<String> {
    if timing::speech(text, delivery) <= longest {
        return vec![text.to_owned()];
    }
    let mut out: Vec<String> = Vec::new();
    let mut add = |piece: &str, joined: bool| {
        let piece = piece.trim();
        if piece.is_empty() {
            return;
        }
        if let Some(last) = out.last_mut() {
            let both = format!("{last}{}{piece}", if joined { " " } else { "" });
            if timing::speech(&both, delivery) <= longest {
                *last = both;
                return;
            }
        }
        out.push(piece.to_owned());
    };
    for (a, b) in sentences(text) {
        let Some(sentence) = text.get(a..b) else { continue };
        if timing::speech(sentence, delivery) <= longest {
            add(sentence, true);
            continue;
        }
        for (a, b) in clauses(sentence) {
            let Some(clause) = sentence.get(a..b) else { continue };
            if timing::speech(clause, delivery) <= longest {
                add(clause, true);
                continue;
            }
            if clause.split_whitespace().nth(1).is_some() {
                for word in clause.split_whitespace() {
                    add(word, true);
                }
            } else {
                let signs: Vec<char> = clause.chars().collect();
                for chunk in signs.chunks(20) {
                    add(&chunk.iter().collect::<String>(), false);
                }
            }
        }
    }
    out
}
