//! Who says each speech: whom the narrator names, whom he means by "she", who acts beside it, and whose turn it is.

use super::cast::{Cast, Speaker};
use super::named::Named;
use super::piece::Piece;
use super::told::{Reader, Told, Who};
use model::{Sex, Span};
use std::ops::Range;

/// Speeches that one person says in one go.
pub(super) struct Turn {
    pub pieces: Range<usize>,
    paragraph: usize,
    start: usize,
    told: Option<Told>,
    acts: Option<Who>,
    continues: bool,
}

/// Narration before a piece, after the last piece of a paragraph, or a paragraph without speech.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub span: Span,
    paragraph: usize,
    /// The piece that follows in the same paragraph.
    next: Option<usize>,
}

pub(super) fn stretches(paragraphs: &[Span], pieces: &[Piece]) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut at = 0;
    for (paragraph, span) in paragraphs.iter().enumerate() {
        let mut from = span.start;
        while let Some(piece) = pieces.get(at).filter(|p| p.paragraph == paragraph) {
            out.push(Stretch {
                span: Span { start: from, end: piece.span.start.max(from) },
                paragraph,
                next: Some(at),
            });
            from = piece.span.end;
            at += 1;
        }
        out.push(Stretch { span: Span { start: from, end: span.end.max(from) }, paragraph, next: None });
    }
    out
}

/// What is told of one piece.
#[derive(Default)]
struct Beside {
    lead: Option<Told>,
    after: Option<Told>,
    acts_before: Option<Who>,
    acts_after: Option<Who>,
}

/// The stretch before and the one after each piece.
fn around(pieces: &[Piece], stretches: &[Stretch]) -> Vec<(Span, Span)> {
    let none = Span { start: 0, end: 0 };
    let mut out = vec![(none, none); pieces.len()];
    for pair in stretches.windows(2) {
        let [before, after] = pair else { continue };
        if let Some(own) = before.next.and_then(|at| out.get_mut(at)) {
            *own = (before.span, after.span);
        }
    }
    out
}

/// Reads what stands beside the pieces, makes the cast of it, and puts the pieces into turns.
pub(super) fn read(
    reader: &mut Reader,
    paragraphs: &[Span],
    pieces: &[Piece],
    stretches: &[Stretch],
) -> (Cast, Vec<Turn>) {
    let around = around(pieces, stretches);
    let mut cast = Cast::default();
    // Twice: names that are known the second time are found whole.
    for _ in 0..2 {
        cast = Cast::default();
        for (piece, (before, after)) in pieces.iter().zip(&around) {
            for told in [lead(reader, paragraphs, piece, *before), reader.after(*after)].into_iter().flatten() {
                if let Some(Who::Named(naming)) = &told.who {
                    let who = cast.add(naming, reader.speech);
                    cast.vote(who, told.sex);
                }
            }
        }
        reader.know(cast.names());
    }
    stretches.iter().for_each(|stretch| reader.learn_acting(stretch.span));
    let mut all = Vec::with_capacity(pieces.len());
    for (piece, (before, after)) in pieces.iter().zip(&around) {
        let sentence = last_sentence(reader, *before);
        let own = Beside {
            lead: lead(reader, paragraphs, piece, *before),
            after: reader.after(*after),
            acts_before: reader.actor(sentence),
            acts_after: reader.actor(*after),
        };
        for who in [&own.acts_before, &own.acts_after].into_iter().flatten() {
            if let Who::Named(naming) = who {
                cast.add(naming, reader.speech);
            }
        }
        all.push(own);
    }
    // Whoever acts, or is named by a role, may be among those who speak.
    for stretch in stretches {
        for sentence in reader.sentences(stretch.span) {
            if let Some(Who::Named(naming)) = reader.actor(sentence) {
                cast.add(&naming, reader.speech);
            }
        }
        for naming in reader.roles(stretch.span) {
            cast.add(&naming, reader.speech);
        }
    }
    cast.join_titles(reader.speech);
    let turns = group(&cast, pieces, all);
    (cast, turns)
}

/// What leads into a piece: the sentence before it, when another one stands between it and the speech before.
fn lead(reader: &Reader, paragraphs: &[Span], piece: &Piece, before: Span) -> Option<Told> {
    let first = paragraphs.get(piece.paragraph).is_some_and(|p| before.start == p.start);
    let sentence = last_sentence(reader, before);
    if !first && sentence.start == before.start {
        return None;
    }
    reader.before(sentence)
}

/// The last sentence of a stretch.
fn last_sentence(reader: &Reader, span: Span) -> Span {
    let words = reader.words(span);
    let body = words.trim_end_matches(|c: char| !super::text::is_letter(c));
    let from = body.char_indices().rev().find(|(_, c)| super::text::is_end(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    Span { start: span.start + from, end: span.end }
}

fn group(cast: &Cast, pieces: &[Piece], all: Vec<Beside>) -> Vec<Turn> {
    let mut out: Vec<Turn> = Vec::new();
    let id = |told: &Option<Told>| match told.as_ref().and_then(|t| t.who.as_ref()) {
        Some(Who::Named(naming)) => cast.who(naming),
        _ => None,
    };
    for (at, (piece, own)) in pieces.iter().zip(all).enumerate() {
        let own_name = id(&own.lead).or_else(|| id(&own.after));
        let last = out.last_mut().filter(|t| t.paragraph == piece.paragraph && !piece.fresh && own.lead.is_none());
        let told = own.lead.or(own.after);
        if let Some(turn) = last {
            let other = matches!((id(&turn.told), own_name), (Some(a), Some(b)) if a != b);
            let sexes = |t: &Option<Told>| match t.as_ref().and_then(|t| t.who.as_ref()) {
                Some(Who::Pronoun(sex)) => *sex,
                _ => None,
            };
            let differ = matches!((sexes(&turn.told), sexes(&told)), (Some(a), Some(b)) if a != b);
            if !(other || differ) {
                turn.pieces.end = at + 1;
                let named = |t: &Option<Told>| t.as_ref().is_some_and(|t| t.who.is_some());
                if !named(&turn.told) {
                    turn.told = told.or(turn.told.take());
                }
                turn.acts = turn.acts.take().or(own.acts_after);
                continue;
            }
        }
        // What stands before a later speech of a paragraph belongs to the one before it.
        let opens = out.last().is_none_or(|t| t.paragraph != piece.paragraph);
        out.push(Turn {
            pieces: at..at + 1,
            paragraph: piece.paragraph,
            start: piece.span.start,
            told,
            acts: own.acts_before.filter(|_| opens).or(own.acts_after),
            continues: piece.continues,
        });
    }
    out
}

/// Each turn's speaker, and how sure that is, 0 to 1.
pub(super) fn resolve(
    reader: &Reader,
    cast: &mut Cast,
    turns: &[Turn],
    pieces: &[Piece],
    stretches: &[Stretch],
) -> Vec<(Option<Speaker>, f32)> {
    for turn in turns {
        if let Some(Told { who: Some(Who::Named(naming)), sex, .. }) = &turn.told
            && let Some(who) = cast.who(naming)
        {
            cast.vote(who, *sex);
        }
    }
    let named = Named::new(cast, reader);
    let mentions = named.mentions(reader, stretches.iter().map(|s| s.span));
    let mut out: Vec<(Option<Speaker>, f32)> = Vec::with_capacity(turns.len());
    let mut called = None;
    for (at, turn) in turns.iter().enumerate() {
        let room = Room {
            cast,
            turns,
            mentions: &mentions,
            done: &out,
            at,
            to: spoken_to(reader, &named, turn, pieces),
            called,
        };
        let handed = || handed_over(reader, cast, turn, stretches);
        let found = room
            .told(turn.told.as_ref())
            .or_else(|| room.acts(turn.acts.as_ref()))
            .or_else(handed)
            .or_else(|| room.turn());
        called = room.to;
        out.push(found.map_or((None, 0.0), |(who, sure)| (Some(who), sure)));
    }
    out
}

/// "Мать позвала сына:", with the speech in a paragraph of its own.
fn handed_over(reader: &Reader, cast: &Cast, turn: &Turn, stretches: &[Stretch]) -> Option<(Speaker, f32)> {
    let before = turn.paragraph.checked_sub(1)?;
    let end = stretches.partition_point(|s| s.paragraph <= before);
    let stretch = stretches.get(end.checked_sub(1)?).filter(|s| s.paragraph == before)?;
    let words = reader.words(stretch.span).trim_end();
    let told = words.ends_with([':', '：']).then(|| reader.before(last_sentence(reader, stretch.span))).flatten()?;
    match told.who? {
        Who::Named(naming) => Some((Speaker::Cast(cast.who(&naming)?), 0.9)),
        Who::First => Some((Speaker::Narrator, 0.8)),
        Who::Pronoun(_) => None,
    }
}

/// Whom a speech names as the one who is spoken to: set off by commas, or alone.
fn spoken_to(reader: &Reader, named: &Named, turn: &Turn, pieces: &[Piece]) -> Option<usize> {
    let edge = |c: char| super::text::is_comma(c) || super::text::is_end(c) || matches!(c, '¡' | '¿' | '—' | '–' | ';');
    for piece in pieces.get(turn.pieces.clone())? {
        for (start, who) in named.mentions(reader, std::iter::once(piece.span)).into_iter().take(8) {
            let before = reader.words(Span { start: piece.span.start, end: start }).trim_end();
            let rest = reader.words(Span { start, end: piece.span.end });
            let name = rest.find(|c: char| edge(c)).and_then(|end| rest.get(..end)).unwrap_or(rest);
            let opens = before.is_empty() || before.ends_with(edge);
            if opens && name.split_whitespace().count() <= 2 && name.chars().count() <= 20 {
                return Some(who);
            }
        }
    }
    None
}

/// All that is known when a turn is given away.
struct Room<'a> {
    cast: &'a Cast,
    turns: &'a [Turn],
    mentions: &'a [(usize, usize)],
    done: &'a [(Option<Speaker>, f32)],
    at: usize,
    /// Whom this turn is spoken to, and the one before.
    to: Option<usize>,
    called: Option<usize>,
}

/// How many paragraphs two turns of one talk lie apart, at most.
const NEAR: usize = 3;

impl Room<'_> {
    fn told(&self, told: Option<&Told>) -> Option<(Speaker, f32)> {
        let told = told?;
        match told.who.as_ref()? {
            Who::Named(naming) => Some((Speaker::Cast(self.cast.who(naming)?), if told.verb { 0.95 } else { 0.8 })),
            Who::First => Some((Speaker::Narrator, 0.9)),
            Who::Pronoun(sex) => self.meant(sex.or(told.sex)).map(|who| (who, 0.75)),
        }
    }

    fn acts(&self, who: Option<&Who>) -> Option<(Speaker, f32)> {
        match who? {
            Who::Named(naming) => {
                let who = self.cast.who(naming).filter(|who| Some(*who) != self.to)?;
                Some((Speaker::Cast(who), 0.8))
            }
            Who::First => Some((Speaker::Narrator, 0.6)),
            Who::Pronoun(sex) => self.meant(*sex).map(|who| (who, 0.6)),
        }
    }

    /// The speaker so many turns back, in the same talk.
    fn back(&self, by: usize) -> Option<Speaker> {
        let here = self.turns.get(self.at)?;
        let other = self.turns.get(self.at.checked_sub(by)?)?;
        let near = here.paragraph - other.paragraph <= NEAR * by;
        self.done.get(self.at - by).filter(|_| near).and_then(|(who, _)| *who)
    }

    /// People in the order of how lately they were named or spoke.
    fn recent(&self) -> Vec<usize> {
        let start = self.turns.get(self.at).map_or(0, |t| t.start);
        let end = self.mentions.partition_point(|(at, _)| *at < start);
        let mut all: Vec<(usize, usize)> =
            self.mentions.get(..end).unwrap_or_default().iter().rev().take(30).copied().collect();
        for by in 1..=4 {
            if let (Some(Speaker::Cast(who)), Some(turn)) =
                (self.back(by), self.at.checked_sub(by).and_then(|i| self.turns.get(i)))
            {
                all.push((turn.start, who));
            }
        }
        all.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
        let mut out: Vec<usize> = Vec::new();
        for (_, who) in all {
            if !out.contains(&who) {
                out.push(who);
            }
        }
        out
    }

    /// The one whom a pronoun means: not the one who spoke last, where another fits as well.
    fn meant(&self, sex: Option<Sex>) -> Option<Speaker> {
        let last = self.back(1);
        let fits = |who: &usize| {
            Some(*who) != self.to && self.cast.sex(*who).is_none_or(|own| sex.is_none_or(|sex| own == sex))
        };
        let sure = |who: &usize| sex.is_some() && self.cast.sex(*who) == sex;
        let recent = self.recent();
        let other = |who: &&usize| Some(Speaker::Cast(**who)) != last;
        let pick = recent
            .iter()
            .filter(other)
            .find(|w| fits(w) && sure(w))
            .or_else(|| recent.iter().find(|w| fits(w) && sure(w)))
            .or_else(|| recent.iter().filter(other).find(|w| fits(w)))
            .or_else(|| recent.iter().find(|w| fits(w)));
        let anybody = || self.cast.somebody(|who| sure(who) && fits(who));
        pick.copied().or_else(anybody).map(Speaker::Cast)
    }

    /// Whose turn it is, where the narrator says nothing.
    fn turn(&self) -> Option<(Speaker, f32)> {
        let here = self.turns.get(self.at)?;
        let last = self.back(1);
        if here.continues {
            return last.map(|who| (who, 0.8));
        }
        let me = |who: Speaker| Some(who) != last && self.to.map(Speaker::Cast) != Some(who);
        let answers = self.called.map(Speaker::Cast).filter(|who| last.is_some() && me(*who));
        if let Some(who) = answers {
            return Some((who, 0.6));
        }
        if let Some(who) = self.back(2).filter(|who| me(*who)) {
            return Some((who, 0.6));
        }
        let other = self.recent().into_iter().map(Speaker::Cast).find(|who| me(*who));
        other.map(|who| (who, if last.is_some() { 0.45 } else { 0.35 }))
    }
}
