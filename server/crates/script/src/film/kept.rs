//! What an earlier reading came to, taken over where nothing changed that it depends on.

use super::Set;
use crate::screenplay::{Beat, Person, Screenplay, SourceScene, Spoken};
use model::{Character, PromptList, Shot, Span};
use std::collections::{HashMap, HashSet};

/// An earlier screenplay with all that was made of it, scene by scene.
pub(crate) struct Kept<'a> {
    play: &'a Screenplay,
    moods: Vec<Option<model::Mood>>,
    sets: Vec<Set>,
    /// The shots of each scene, until they are taken.
    shots: Vec<Vec<Shot>>,
    /// How many scenes at the beginning and at the end are as they were.
    head: usize,
    tail: usize,
    scenes: usize,
    /// Who is described in another way than before.
    changed: HashSet<String>,
}

impl<'a> Kept<'a> {
    /// `before` with its `list` and `sets`, to be compared with `now`, whose people become `cast`.
    pub fn new(before: &'a Screenplay, list: PromptList, sets: Vec<Set>, now: &Screenplay, cast: &[Character]) -> Self {
        let same =
            |old: Option<&SourceScene>, new: &SourceScene| old.is_some_and(|old| same_scene((before, old), (now, new)));
        let fit = in_order(&before.characters, &now.characters);
        let most = if fit { before.scenes.len().min(now.scenes.len()) } else { 0 };
        let head =
            (0..most).take_while(|&at| now.scenes.get(at).is_some_and(|new| same(before.scenes.get(at), new))).count();
        let pairs = before.scenes.iter().rev().zip(now.scenes.iter().rev());
        let tail = pairs.take(most - head).take_while(|(old, new)| same(Some(old), new)).count();
        let mut rest = list.shots.into_iter();
        let shots = sets.iter().map(|set| rest.by_ref().take(set.shots).collect()).collect();
        Self {
            play: before,
            moods: list.scenes.iter().map(|scene| scene.mood).collect(),
            sets,
            shots,
            head,
            tail,
            scenes: now.scenes.len(),
            changed: changed((&before.characters, &list.characters), (&now.characters, cast)),
        }
    }

    /// The earlier scene that says the same as scene `at`, with its mood and its set.
    pub fn same(&self, at: usize) -> Option<(usize, model::Mood, &Set)> {
        let from_end = self.scenes - at;
        let old = if at < self.head {
            at
        } else if from_end <= self.tail {
            self.play.scenes.len() - from_end
        } else {
            return None;
        };
        Some((old, self.moods.get(old).copied().flatten()?, self.sets.get(old)?))
    }

    /// Where the scene before an earlier one was.
    pub fn place_before(&self, old: usize) -> Option<&model::Place> {
        self.sets.get(old.checked_sub(1)?).map(|set| &set.place)
    }

    /// The shots of an earlier scene, moved to where `now` stands; `None` when somebody in it is described anew.
    pub fn shots(&mut self, old: usize, now: &SourceScene) -> Option<Vec<Shot>> {
        let scene = self.play.scenes.get(old)?;
        let speaks = |beat: &Beat| match beat {
            Beat::Line(at) => self.play.dialogue.get(*at).and_then(|line| line.speaker.as_deref()),
            _ => None,
        };
        let mut names = scene.characters.iter().map(String::as_str).chain(scene.beats.iter().filter_map(speaks));
        if !self.changed.is_empty() && names.any(|name| self.changed.contains(name)) {
            return None;
        }
        let mut shots = std::mem::take(self.shots.get_mut(old)?);
        let (from, to) = (scene.span.start, now.span.start);
        if from != to {
            for shot in &mut shots {
                shift(&mut shot.source, from, to);
                shot.lines.iter_mut().for_each(|line| shift(&mut line.source, from, to));
                shot.cues.iter_mut().for_each(|cue| shift(&mut cue.source, from, to));
            }
        }
        Some(shots)
    }
}

fn shift(span: &mut Span, from: usize, to: usize) {
    span.start = (span.start + to).saturating_sub(from);
    span.end = (span.end + to).saturating_sub(from);
}

/// Whether those who are in both casts come in the same order: two whose names begin alike are told apart by it.
fn in_order(before: &[Person], now: &[Person]) -> bool {
    let place: HashMap<&str, usize> = before.iter().enumerate().map(|(at, p)| (p.name.as_str(), at)).collect();
    let places: Vec<usize> = now.iter().filter_map(|p| place.get(p.name.as_str()).copied()).collect();
    places.is_sorted()
}

/// Who came, went, or is named or described in another way.
fn changed(before: (&[Person], &[Character]), now: (&[Person], &[Character])) -> HashSet<String> {
    type Seen<'a> = (&'a [String], Option<model::Sex>, &'a str, &'a [model::LooksIn]);
    fn by_name<'a>((people, cast): (&'a [Person], &'a [Character])) -> HashMap<&'a str, Seen<'a>> {
        let pairs = people.iter().zip(cast);
        pairs
            .map(|(p, c)| {
                (p.name.as_str(), (p.aliases.as_slice(), c.sex, c.description.as_str(), c.versions.as_slice()))
            })
            .collect()
    }
    let (before, now) = (by_name(before), by_name(now));
    let differ = |(name, seen): (&&str, &Seen)| (before.get(name) != Some(seen)).then(|| (*name).to_owned());
    let gone = before.keys().filter(|name| !now.contains_key(**name)).map(|name| (*name).to_owned());
    now.iter().filter_map(differ).chain(gone).collect()
}

/// Whether all that a scene's shots depend on is the same, but for where it stands in the text.
fn same_scene((before, a): (&Screenplay, &SourceScene), (now, b): (&Screenplay, &SourceScene)) -> bool {
    let (from, to) = (a.span.start, b.span.start);
    let span = |x: Span, y: Span| x.start + to == y.start + from && x.end + to == y.end + from;
    let beat = |(x, y): (&Beat, &Beat)| match (x, y) {
        (Beat::Action { text, span: at }, Beat::Action { text: other, span: there })
        | (Beat::Transition { text, span: at }, Beat::Transition { text: other, span: there }) => {
            text == other && span(*at, *there)
        }
        (Beat::Sound { sound, ambience, span: at }, Beat::Sound { sound: other, ambience: lasts, span: there }) => {
            sound == other && ambience == lasts && span(*at, *there)
        }
        (Beat::Shot(x), Beat::Shot(y)) => {
            (&x.label, x.framing, x.camera, x.seconds) == (&y.label, y.framing, y.camera, y.seconds)
                && span(x.span, y.span)
        }
        (Beat::Line(x), Beat::Line(y)) => match (before.dialogue.get(*x), now.dialogue.get(*y)) {
            (Some(x), Some(y)) => same_line(x, y, &span),
            _ => false,
        },
        _ => false,
    };
    span(a.span, b.span)
        && (&a.number, &a.heading, a.interior) == (&b.number, &b.heading, b.interior)
        && (&a.location, &a.time_of_day, &a.characters) == (&b.location, &b.time_of_day, &b.characters)
        && a.beats.len() == b.beats.len()
        && a.beats.iter().zip(&b.beats).all(beat)
}

fn same_line(x: &Spoken, y: &Spoken, span: &dyn Fn(Span, Span) -> bool) -> bool {
    let parts = x.parts.iter().zip(&y.parts).all(|(a, b)| {
        a.text == b.text && a.delivery == b.delivery && a.parenthetical == b.parenthetical && span(a.span, b.span)
    });
    (x.kind, &x.speaker, &x.text, x.confidence) == (y.kind, &y.speaker, &y.text, y.confidence)
        && (x.off_screen, x.through, x.dual, &x.to) == (y.off_screen, y.through, y.dual, &y.to)
        && x.parts.len() == y.parts.len()
        && span(x.span, y.span)
        && parts
}
