//! Speech in prose of other languages than English: one engine that reads the tables of `lexicon`.
//!
//! `marks` and `dashes` find what is said, `told` asks what the narrator says beside it (`ordered`, `arabic`, `marked` and
//! `eastern` by how a language tells who acts), `cast` makes people of the names, and `turns` gives every speech its speaker.

mod arabic;
mod ask;
mod cast;
mod dashes;
mod deeds;
mod eastern;
mod marked;
mod marks;
mod named;
mod ordered;
mod piece;
mod sexes;
mod starts;
mod text;
mod told;
mod turns;

use super::Found;
use crate::screenplay::{Person, Spoken, SpokenPart};
use cast::Speaker;
use lexicon::{Dash, Speech};
use marks::Marks;
use model::{Delivery, LineKind, Span};
use piece::Piece;
use told::Reader;
use turns::Turn;

pub(super) use deeds::deed;
pub(crate) use sexes::of_name as sex_of_name;

/// Paragraphs and all spans are in bytes of `text`.
pub(super) fn analyse(text: &str, paragraphs: &[Span], speech: &'static Speech) -> Found {
    let mut reader = Reader::new(text, speech);
    let pieces = pieces(text, paragraphs, &reader);
    let stretches = turns::stretches(paragraphs, &pieces);
    for stretch in &stretches {
        reader.learn(stretch.span);
    }
    let (mut cast, turns) = turns::read(&mut reader, paragraphs, &pieces, &stretches);
    let speakers = turns::resolve(&reader, &mut cast, &turns, &pieces, &stretches);
    let mut said = Vec::with_capacity(pieces.len());
    let mut narrator = false;
    for (turn, (speaker, confidence)) in turns.iter().zip(&speakers) {
        let name = match speaker {
            Some(Speaker::Cast(who)) => cast.name(*who).map(str::to_owned),
            Some(Speaker::Narrator) => {
                narrator = true;
                Some("Narrator".to_owned())
            }
            None => None,
        };
        said.extend(lines(text, turn, &pieces, name.as_deref(), *confidence));
    }
    let mut people = cast.persons(&speakers);
    if narrator {
        people.push(Person { name: "Narrator".to_owned(), aliases: vec!["I".to_owned()], ..Person::default() });
    }
    Found { said, people }
}

/// The lines of one turn.
fn lines(text: &str, turn: &Turn, pieces: &[Piece], name: Option<&str>, confidence: f32) -> Vec<Spoken> {
    let mut out = Vec::new();
    for piece in pieces.get(turn.pieces.clone()).unwrap_or_default() {
        let inside = text.get(piece.span.start..piece.span.end).unwrap_or_default();
        let line = inside.split_whitespace().collect::<Vec<_>>().join(" ");
        let part = SpokenPart { parenthetical: None, delivery: Delivery::Normal, text: line.clone(), span: piece.span };
        out.push(Spoken {
            kind: LineKind::Direct,
            speaker: name.map(str::to_owned),
            confidence: if name.is_some() { confidence } else { 0.0 },
            text: line,
            span: piece.span,
            parts: vec![part],
            off_screen: false,
            through: model::Through::Air,
            voice_over: false,
            dual: false,
            to: None,
            scene: 0,
        });
    }
    out
}

/// All that is said, in source order.
fn pieces(text: &str, paragraphs: &[Span], reader: &Reader) -> Vec<Piece> {
    let speech = reader.speech;
    let marks = Marks::of(text, speech);
    let mut out: Vec<Piece> = Vec::new();
    let mut open = None;
    let body = |p: &Span| text.get(p.start..p.end).unwrap_or_default();
    let dashed = speech.dash != Dash::None && paragraphs.iter().filter(|p| dashes::opens(body(p))).count() > 1;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let before = out.len();
        if dashes::read(text, *paragraph, index, speech, &mut out) {
            open = None;
            continue;
        }
        open = marks.read(body(paragraph), paragraph.start, index, open, &mut out);
        let found = out.split_off(before);
        for (at, piece) in found.iter().enumerate() {
            let last = at + 1 == found.len();
            // In French the narrator's clause stands between the marks; elsewhere only where one of them was forgotten.
            if speech.dash == Dash::Open || (last && open.is_some()) {
                let whole = out.len();
                let closed = !(last && open.is_some());
                dashes::cut_clauses(text, (piece.span, closed), index, false, speech, &mut out);
                let cut = out.len() != whole + 1 || out.last().is_some_and(|p| p.span.end != piece.span.end);
                if let Some(first) = out.get_mut(whole) {
                    first.continues = piece.continues;
                }
                open = open.filter(|_| !cut);
                continue;
            }
            let next = found.get(at + 1).map_or(paragraph.end, |p| p.span.start);
            let from = at.checked_sub(1).and_then(|i| found.get(i)).map_or(paragraph.start, |p| p.span.end);
            let told = reader.after(Span { start: piece.span.end, end: next }).is_some_and(|t| t.verb)
                || reader.before(Span { start: from, end: piece.span.start }).is_some_and(|t| t.verb);
            // Where dashes open speech, marks are for titles, and for what somebody thinks.
            let goes_on = out.last().is_some_and(|p| p.paragraph == index);
            let said = (told || goes_on || !dashed) && marks.is_said(text, *paragraph, piece.span, told);
            if said || piece.continues {
                out.push(*piece);
            }
        }
    }
    out
}
