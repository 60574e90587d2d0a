//! Which shots of the script's own list a person's shots were made of: one, several that were joined, the same one where it was split,
//! none where the shot was inserted.

use super::content::{Content, is_said_in, partners};
use model::{PromptList, Shot, Span};

/// Places in the script's own list and in the person's.
pub(super) struct Origins {
    /// For each of the person's shots, those that it was made of.
    pub of: Vec<Vec<usize>>,
    /// For each of the script's, those that were made of it.
    pub made: Vec<Vec<usize>>,
}

/// Alike enough for a shot whose place in the script is the same.
const ALIKE_IN_PLACE: f32 = 0.1;

impl Origins {
    /// `base` is what the script reads to, `mine` what a person made of it.
    pub fn find(base: &PromptList, mine: &PromptList) -> Self {
        let mut origins = Self { of: vec![Vec::new(); mine.shots.len()], made: vec![Vec::new(); base.shots.len()] };
        let (theirs, own) = (Content::of(base), Content::of(mine));
        origins.by_place(base, mine, (&theirs, &own), true);
        origins.by_place(base, mine, (&theirs, &own), false);
        origins.pieces(base, mine, |shot, base| shot.source.end > 0 && base.source == shot.source);
        origins.by_words(theirs, own);
        origins.pieces(base, mine, |shot, base| {
            base.action.contains(&shot.action) && shot.lines.iter().all(|line| is_said_in(line, base))
        });
        origins.joined(base, mine);
        origins
    }

    /// What the script reads to, filmed as the studio kept it for the person's shots where the script changed around them before.
    pub fn as_kept(&self, base: &PromptList, mine: &PromptList) -> PromptList {
        let mut base = base.clone();
        for (shot, of) in mine.shots.iter().zip(&self.of) {
            if let (Some(kept), Some(was)) = (&shot.kept, of.iter().min().and_then(|at| base.shots.get_mut(*at))) {
                kept.put_into(was);
            }
        }
        base
    }

    fn pair(&mut self, own: usize, base: usize) {
        if let (Some(of), Some(made)) = (self.of.get_mut(own), self.made.get_mut(base)) {
            of.push(base);
            made.push(own);
        }
    }

    fn is_open(list: &[Vec<usize>], at: usize) -> bool {
        list.get(at).is_some_and(Vec::is_empty)
    }

    /// Shots that were read from the same place of the script; the same words too, or just alike.
    fn by_place(&mut self, base: &PromptList, mine: &PromptList, (theirs, own): (&[Content], &[Content]), exact: bool) {
        let mut places: std::collections::HashMap<Span, Vec<usize>> = std::collections::HashMap::new();
        for (at, shot) in base.shots.iter().enumerate().filter(|(_, shot)| shot.source.end > 0) {
            places.entry(shot.source).or_default().push(at);
        }
        for (at, shot) in mine.shots.iter().enumerate() {
            if !Self::is_open(&self.of, at) {
                continue;
            }
            let joined = |base: &Shot| base.source.start == shot.source.start && base.source.end < shot.source.end;
            let there = places.get(&shot.source).cloned().unwrap_or_default();
            let there = if there.is_empty() && shot.source.end > 0 && !exact {
                (0..base.shots.len()).filter(|at| base.shots.get(*at).is_some_and(joined)).collect()
            } else {
                there
            };
            let alike = |other: usize| match (own.get(at), theirs.get(other)) {
                (Some(own), Some(their)) if own.text == their.text => 1.0,
                (Some(own), Some(their)) => own.alike(their).min(0.99),
                _ => 0.0,
            };
            let least = if exact { 1.0 } else { ALIKE_IN_PLACE };
            let open = there.into_iter().filter(|other| Self::is_open(&self.made, *other));
            // Of several that are as alike, the first.
            let found = open.map(|other| (alike(other), other)).filter(|(score, _)| *score >= least);
            let found = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
            if let Some((_, other)) = found {
                self.pair(at, other);
            }
        }
    }

    /// Shots whose place is not known, by what they are.
    fn by_words(&mut self, theirs: Vec<Content>, own: Vec<Content>) {
        let left = |all: Vec<Content>, pairs: &[Vec<usize>]| {
            all.into_iter().enumerate().filter(|(at, _)| Self::is_open(pairs, *at)).unzip::<_, _, Vec<_>, Vec<_>>()
        };
        let (own_places, own) = left(own, &self.of);
        let (their_places, theirs) = left(theirs, &self.made);
        for (at, other) in partners(&own, &theirs).into_iter().enumerate() {
            if let (Some(at), Some(other)) = (own_places.get(at), other.and_then(|other| their_places.get(other))) {
                self.pair(*at, *other);
            }
        }
    }

    /// Further pieces of shots that were split.
    fn pieces(&mut self, base: &PromptList, mine: &PromptList, is_part: impl Fn(&Shot, &Shot) -> bool) {
        for (at, shot) in
            mine.shots.iter().enumerate().filter(|(_, shot)| !shot.action.is_empty() || !shot.lines.is_empty())
        {
            if Self::is_open(&self.of, at)
                && let Some(whole) = base.shots.iter().position(|base| base.scene == shot.scene && is_part(shot, base))
            {
                self.pair(at, whole);
            }
        }
    }

    /// Shots that were joined to the one before.
    fn joined(&mut self, base: &PromptList, mine: &PromptList) {
        for (at, part) in base.shots.iter().enumerate().skip(1) {
            if !Self::is_open(&self.made, at) || (part.action.is_empty() && part.lines.is_empty()) {
                continue;
            }
            let before = self.made.get(at - 1).cloned().unwrap_or_default();
            let whole = before.into_iter().find(|own| {
                mine.shots.get(*own).is_some_and(|whole| {
                    let within = part.source.start >= whole.source.start && part.source.end <= whole.source.end;
                    let told = whole.action.contains(part.action.trim()) || (within && part.source.end > 0);
                    told && part.lines.iter().all(|line| is_said_in(line, whole)) && whole.seconds > part.seconds
                })
            });
            if let Some(whole) = whole {
                self.pair(whole, at);
            }
        }
    }

    /// Groups of the person's shots that were made of the same ones, each with the shots it was made of; one of one is a group as well.
    pub fn groups(&self) -> Vec<Group> {
        let mut seen = vec![false; self.of.len()];
        let mut groups = Vec::new();
        for at in 0..self.of.len() {
            if seen.get(at) != Some(&false) {
                continue;
            }
            let mut group = Group { own: vec![at], base: Vec::new() };
            let mut open = vec![at];
            while let Some(next) = open.pop() {
                if let Some(seen) = seen.get_mut(next) {
                    *seen = true;
                }
                for base in self.of.get(next).into_iter().flatten() {
                    if group.base.contains(base) {
                        continue;
                    }
                    group.base.push(*base);
                    for own in self.made.get(*base).into_iter().flatten() {
                        if !group.own.contains(own) {
                            group.own.push(*own);
                            open.push(*own);
                        }
                    }
                }
            }
            group.own.sort_unstable();
            group.base.sort_unstable();
            groups.push(group);
        }
        groups
    }
}

pub(super) struct Group {
    pub own: Vec<usize>,
    pub base: Vec<usize>,
}

impl Group {
    /// One shot of one.
    pub fn is_simple(&self) -> bool {
        self.own.len() == 1 && self.base.len() == 1
    }
}
