//! What speaks for and against a candidate for a turn, as numbers: the clues that [`super::weights`] weighs.

use super::context::{Context, Here, MEMORY, Seen};
use super::turns::Turn;

/// How many clues there are.
pub(super) const CLUES: usize = 104;

/// What the clues say; most say nothing.
#[derive(Clone)]
pub(super) struct Clues {
    values: [f32; CLUES],
    /// One bit for each clue that says something.
    speak: u128,
}

impl Clues {
    fn set(&mut self, clue: usize, value: f32) {
        if let Some(own) = self.values.get_mut(clue) {
            *own = value;
            self.speak |= u128::from(value != 0.0) << clue;
        }
    }

    /// The clues that say something, in rising order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, f32)> {
        let mut left = self.speak;
        std::iter::from_fn(move || {
            let clue = left.trailing_zeros() as usize;
            let value = *self.values.get(clue)?;
            left &= left - 1;
            Some((clue, value))
        })
    }
}

/// Kinds of turns: clues count differently for a "he said", for "said the painter", for bare words, and for words beside
/// which somebody only acts.
pub(super) const KINDS: usize = 4;

impl Context<'_> {
    /// The kind of a turn, less than [`KINDS`].
    pub fn kind(&self, at: usize) -> usize {
        let Some(turn) = self.turns.get(at) else { return 0 };
        if turn.told.named.is_some() {
            1
        } else if turn.told.sex.is_some() && turn.told.sure {
            0
        } else if turn.plain {
            2
        } else {
            3
        }
    }

    /// The clues of a candidate that do not depend on who spoke before.
    pub fn clues(&self, at: usize, who: usize, here: &Here) -> Clues {
        let mut out = Clues { values: [0.0; CLUES], speak: 0 };
        let Some(turn) = self.turns.get(at) else { return out };
        let mut set = |clue: usize, value: f32| out.set(clue, value);
        self.told(at, turn, who, &mut set);
        self.mentioned(turn, who, here, &mut set);
        self.around(at, who, here, &mut set);
        let count = self.count.get(who).copied().unwrap_or(0).max(1);
        set(96, self.as_place.get(who).copied().unwrap_or(0.0));
        set(97, self.as_actor.get(who).copied().unwrap_or(0.0));
        for (clue, n) in (100..).zip(self.nearby(at, who)) {
            set(clue, (1.0 + n as f32).ln());
        }
        set(98, f32::from(self.opens.get(&(turn.paragraph + 1)) == Some(&who)));
        let last = turn.paragraph.checked_sub(1).and_then(|p| self.opens.get(&p));
        set(99, f32::from(last == Some(&who)));
        set(49, (count as f32).ln());
        set(50, (1.0 + self.speaks.get(who).copied().unwrap_or(0) as f32).ln());
        out
    }

    /// Adds what depends on who spoke in the turns before, the last one first.
    pub fn add_history(&self, at: usize, who: usize, spoke: &[Option<usize>; MEMORY], clues: &mut Clues) {
        if let Some(turn) = self.turns.get(at) {
            self.history(at, turn, who, spoke, &mut |clue, value| clues.set(clue, value));
        }
    }

    /// What stands beside the quotes: pronouns and roles.
    fn told(&self, at: usize, turn: &Turn, who: usize, set: &mut dyn FnMut(usize, f32)) {
        let told = turn.told;
        let sex = self.sex(who);
        let narrator = who == self.narrator;
        if let Some(role) = self.described(at) {
            let name = self.cast.people.get(role).map_or("", |p| p.name());
            let kin = name.starts_with("his ") || name.starts_with("her ");
            let anybody = name.rsplit(' ').next().is_some_and(crate::prose::cast::is_anybody);
            if who == role {
                set(
                    if kin {
                        2
                    } else if anybody {
                        1
                    } else {
                        3
                    },
                    1.0,
                );
                let turns = self.speaks.get(role).copied().unwrap_or(0) as f32;
                set(58, (1.0 + turns).ln());
            } else if narrator {
                set(5, 1.0);
            } else {
                match (sex, self.sex(role)) {
                    (Some(a), Some(b)) => set(if a == b { 4 } else { 5 }, 1.0),
                    _ => set(6, 1.0),
                }
                let noun = name.rsplit(' ').next().unwrap_or_default();
                let titled = self.titled.get(who).copied().unwrap_or(false);
                if is_elder(noun) {
                    set(if titled { 84 } else { 85 }, 1.0);
                } else if is_young(noun) || name.contains(" young ") {
                    set(if titled { 87 } else { 86 }, 1.0);
                }
                set(59, f32::from(kin));
                let same = self.apposed.contains_key(&(role, who)) || self.has_title_of(who, noun);
                set(60, f32::from(same));
            }
            set(7, self.share.get(&(role, who)).copied().unwrap_or(0.0));
        } else {
            set(0, f32::from(self.is_role(who)));
        }
        if let Some(wanted) = told.sex {
            let clue = if narrator {
                9
            } else {
                match sex {
                    Some(own) if own == wanted => 8,
                    Some(_) => 9,
                    None => 10,
                }
            };
            set(if told.sure { clue } else { clue + 3 }, 1.0);
        }
        if narrator {
            set(51, f32::from(told.first_person));
            set(52, 1.0);
        }
        set(14, f32::from(turn.acts_before == Some(who)));
        set(15, f32::from(turn.acts_after == Some(who)));
        set(61, f32::from(turn.acts_before.is_some_and(|a| a != who)));
    }

    /// Where the narrator named the candidate before.
    fn mentioned(&self, turn: &Turn, who: usize, here: &Here, set: &mut dyn FnMut(usize, f32)) {
        let wanted = turn.told.sex.or_else(|| turn.told.named.and_then(|r| self.sex(r)));
        let fitting = |s: &&Seen| wanted.is_none() || self.sex(s.who).is_none_or(|own| Some(own) == wanted);
        let Some(seen) = here.seen.iter().find(|s| s.who == who) else {
            set(62, 1.0);
            return;
        };
        let block = if turn.told.sex.is_some() || turn.told.named.is_some() {
            16
        } else if turn.plain {
            21
        } else {
            26
        };
        let bucket = match seen.distance {
            0 => 0,
            1 => 1,
            2 => 2,
            3 | 4 => 3,
            _ => 4,
        };
        set(block + bucket, 1.0);
        let rank = here.seen.iter().filter(|s| !s.possessive).filter(fitting).position(|s| s.who == who);
        if let Some(rank) = rank.filter(|r| *r < 3) {
            set(if wanted.is_some() { 31 } else { 34 } + rank, 1.0);
        }
        set(37, f32::from(seen.possessive));
        set(38, f32::from(seen.subject && seen.distance <= 1));
        set(39, f32::from(seen.subject && seen.distance == 0));
        set(53, (1.0 + seen.count as f32).ln());
        set(54, f32::from(here.after.contains(&who)));
        let subject = here.seen.iter().filter(|s| s.subject).find(fitting).is_some_and(|s| s.who == who);
        set(63, f32::from(subject && wanted.is_some()));
        set(64, f32::from(subject && wanted.is_none() && turn.plain));
        set(65, f32::from(subject && wanted.is_none() && !turn.plain));
    }

    /// Who is spoken to, and who surely speaks before and after.
    fn around(&self, at: usize, who: usize, here: &Here, set: &mut dyn FnMut(usize, f32)) {
        let to = |by: isize| at.checked_add_signed(by).and_then(|i| self.to.get(i).copied().flatten());
        let close = |by: isize| self.gap(at, by).is_some_and(|g| g <= by.unsigned_abs());
        let near = |by: isize| self.gap(at, by).is_some_and(|g| g <= by.unsigned_abs() + 2);
        if to(-1) == Some(who) && near(-1) {
            set(if close(-1) { 40 } else { 41 }, 1.0);
        }
        if to(1) == Some(who) && near(1) {
            set(if close(1) { 42 } else { 66 }, 1.0);
        }
        let own = to(0) == Some(who);
        set(43, f32::from(own));
        set(44, f32::from(!own && here.own.contains(&who)));
        set(45, f32::from(to(-1) != Some(who) && here.previous.contains(&who)));
        let settled = |by: isize| at.checked_add_signed(by).and_then(|i| self.settled(i)) == Some(who);
        if settled(1) && near(1) {
            set(if close(1) { 46 } else { 67 }, 1.0);
        }
        if settled(2) && near(2) {
            set(if close(2) { 47 } else { 48 }, 1.0);
        }
        set(68, f32::from(settled(3) && close(3)));
        set(69, f32::from(to(-2) == Some(who) && close(-2)));
        // The one who answers next is told by a pronoun.
        let next = at.checked_add(1).and_then(|i| self.turns.get(i)).filter(|_| close(1)).and_then(|t| t.told.sex);
        set(70, f32::from(next.is_some() && next == self.sex(who)));
        let after = at.checked_add(2).and_then(|i| self.turns.get(i)).filter(|_| close(2)).and_then(|t| t.told.sex);
        set(71, f32::from(after.is_some() && after == self.sex(who)));
    }

    /// Who spoke before.
    fn history(
        &self,
        at: usize,
        turn: &Turn,
        who: usize,
        spoke: &[Option<usize>; MEMORY],
        set: &mut dyn FnMut(usize, f32),
    ) {
        let was = |n: usize| n.checked_sub(1).and_then(|i| spoke.get(i).copied().flatten()) == Some(who);
        let gap = |n: isize| self.gap(at, -n).unwrap_or(usize::MAX);
        let told = turn.told.sex.is_some() || turn.told.named.is_some();
        if was(1) {
            set(
                match gap(1) {
                    0 => 83,
                    1 if turn.plain => 55,
                    1 if told => 56,
                    1 => 57,
                    2 if turn.plain => 72,
                    2 => 73,
                    _ => 74,
                },
                1.0,
            );
        }
        if was(2) {
            let close = gap(2) <= 2;
            set(
                if !close {
                    75
                } else if turn.plain {
                    76
                } else {
                    77
                },
                1.0,
            );
        }
        let before = at.checked_sub(1).and_then(|i| self.turns.get(i)).filter(|_| gap(1) <= 1);
        let asked = before.is_some_and(|t| t.asks);
        set(88, f32::from(asked && was(1)));
        set(89, f32::from(turn.answers && was(1) && gap(1) <= 1));
        set(90, f32::from(asked && was(2)));
        set(91, f32::from(turn.plain && was(2) && gap(2) <= 2 && before.is_some_and(|t| t.plain)));
        let to = |by: usize| at.checked_sub(by).and_then(|i| self.to.get(i).copied().flatten());
        set(93, f32::from(was(2) && to(0).is_some() && to(0) == spoke.first().copied().flatten()));
        set(94, f32::from(before.is_some() && to(1).is_some_and(|to| to != who) && !was(1)));
        set(95, f32::from(turn.asks && was(1) && gap(1) <= 1));
        set(78, f32::from(was(3) && gap(3) <= 4));
        set(79, f32::from(was(4) && gap(4) <= 5));
        let near = spoke.iter().enumerate().filter(|(n, s)| **s == Some(who) && gap(*n as isize + 1) <= 14).count();
        set(80, (1.0 + near as f32).ln());
        set(81, f32::from(near == 0));
        // Two who talk: the other one's turn.
        let mut others = spoke.iter().flatten().copied().filter(|s| Some(*s) != spoke.first().copied().flatten());
        let pair = others.next().is_some_and(|other| other == who && others.all(|o| o == who));
        set(82, f32::from(pair && gap(1) <= 1));
    }
}

/// "his mother", "the old gentleman", "her ladyship": people with a title, mostly.
fn is_elder(noun: &str) -> bool {
    matches!(
        noun,
        "mother"
            | "father"
            | "wife"
            | "husband"
            | "aunt"
            | "uncle"
            | "lady"
            | "gentleman"
            | "mamma"
            | "papa"
            | "hostess"
            | "host"
            | "grandmother"
            | "grandfather"
            | "widow"
            | "ladyship"
            | "lordship"
            | "parent"
    )
}

/// "the girl", "her brother": people called by their first names, mostly.
fn is_young(noun: &str) -> bool {
    matches!(
        noun,
        "girl"
            | "boy"
            | "lad"
            | "child"
            | "youth"
            | "son"
            | "daughter"
            | "sister"
            | "brother"
            | "niece"
            | "nephew"
            | "lass"
    )
}
