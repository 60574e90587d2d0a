//! What speaks for and against a candidate for a turn, as numbers: the clues that [`super::weights`] weighs.

use super::turns::Turn;
use crate::prose::cast::Cast;
use crate::prose::tokens::{Word, is_title};
use model::Sex;
use std::collections::HashMap;

/// How many clues there are.
pub(super) const CLUES: usize = 104;
/// How many turns back a speaker is remembered.
pub(super) const MEMORY: usize = 6;
/// How many paragraphs back a name still counts.
const REACH: usize = 8;

pub(super) type Clues = [f32; CLUES];

/// A place in the narration where somebody is named.
#[derive(Clone, Copy)]
struct Named {
    start: usize,
    paragraph: usize,
    who: usize,
    possessive: bool,
    /// The first one named in its sentence, near its beginning.
    subject: bool,
    /// "in Georgia", "near the mill": more likely a place.
    place: bool,
}

/// What the narration before a turn says of one candidate.
#[derive(Clone, Copy)]
struct Seen {
    who: usize,
    distance: usize,
    possessive: bool,
    subject: bool,
    count: usize,
}

/// All that does not change while speakers are weighed. People are numbered as in the cast; the narrator comes after them.
pub(super) struct Context<'a> {
    pub turns: &'a [Turn],
    pub cast: &'a Cast,
    pub narrator: usize,
    named: Vec<Named>,
    /// How often somebody is told to speak by name.
    speaks: Vec<usize>,
    count: Vec<usize>,
    /// Called Mr. or Mrs. or by another title of grown people.
    titled: Vec<bool>,
    /// How many of somebody's namings stand where a place would, and how many where one who acts would; none that is named
    /// by nobody but the talkers.
    as_place: Vec<f32>,
    as_actor: Vec<f32>,
    /// Who is named first in the paragraphs that hold no speech.
    opens: HashMap<usize, usize>,
    /// "Basil, the painter": role and name.
    apposed: HashMap<(usize, usize), usize>,
    /// How often a role was found to mean somebody, of all its turns: known after the first pass.
    pub share: HashMap<(usize, usize), f32>,
    /// Who is spoken to in each turn.
    pub to: Vec<Option<usize>>,
}

/// What the clues of one turn are made from.
pub(super) struct Here {
    seen: Vec<Seen>,
    /// Named in the narration after the quotes of the same paragraph.
    after: Vec<usize>,
    /// Named in the turn's own quotes and in those of the turn before.
    own: Vec<usize>,
    previous: Vec<usize>,
}

impl<'a> Context<'a> {
    pub fn new(turns: &'a [Turn], paragraphs: &[Vec<Word>], cast: &'a Cast, quoted: &dyn Fn(usize) -> bool) -> Self {
        let narrator = cast.people.len();
        let mut speaks = vec![0usize; narrator + 1];
        for turn in turns {
            let who = turn.told.named.or((turn.told.first_person && turn.told.sure).then_some(narrator));
            if let Some(n) = who.and_then(|who| speaks.get_mut(who)) {
                *n += 1;
            }
        }
        let named = named(paragraphs, cast, quoted);
        let mut count: Vec<usize> = cast.people.iter().map(|p| p.names.iter().map(|(_, n)| n).sum()).collect();
        count.push(speaks.last().copied().unwrap_or(0));
        let titled = cast
            .people
            .iter()
            .map(|p| {
                let grown = |name: &str| {
                    let title = name.split(' ').next().unwrap_or_default().to_lowercase();
                    name.contains(' ') && is_title(&title) && !matches!(title.as_str(), "miss" | "master")
                };
                p.names.iter().filter(|(name, _)| grown(name)).map(|(_, n)| n).sum::<usize>() * 3
                    > p.names.iter().map(|(_, n)| n).sum::<usize>()
            })
            .collect();
        let ratio = |counts: &dyn Fn(&Named) -> bool| {
            let mut all = vec![(0usize, 0usize); narrator];
            for n in &named {
                if let Some((hits, total)) = all.get_mut(n.who) {
                    *hits += usize::from(counts(n));
                    *total += 1;
                }
            }
            all.into_iter().map(|(hits, total)| hits as f32 / (total as f32 + 1.0)).collect::<Vec<f32>>()
        };
        let (as_place, as_actor) = (ratio(&|n| n.place), ratio(&|n| n.subject));
        let spoken: std::collections::HashSet<usize> = turns.iter().map(|t| t.paragraph).collect();
        let mut opens = HashMap::new();
        for n in named.iter().filter(|n| n.subject && !spoken.contains(&n.paragraph)) {
            opens.entry(n.paragraph).or_insert(n.who);
        }
        let to = addressees(turns, &named, narrator);
        let mut apposed = HashMap::new();
        for pair in cast.mentions.windows(2) {
            let [a, b] = pair else { continue };
            let role = |who: usize| cast.people.get(who).is_some_and(|p| p.role);
            if b.start == a.end + 2 && role(a.who) != role(b.who) {
                let key = if role(a.who) { (a.who, b.who) } else { (b.who, a.who) };
                *apposed.entry(key).or_default() += 1;
            }
        }
        Self {
            turns,
            cast,
            narrator,
            named,
            speaks,
            count,
            titled,
            as_place,
            as_actor,
            opens,
            apposed,
            share: HashMap::new(),
            to,
        }
    }

    /// Whom the narrator names beside a turn, where that settles it.
    pub fn settled(&self, at: usize) -> Option<usize> {
        let told = self.turns.get(at)?.told;
        if told.first_person && told.sure {
            return Some(self.narrator);
        }
        told.named.filter(|who| !self.is_role(*who))
    }

    /// The role that speaks: "said the painter".
    pub fn described(&self, at: usize) -> Option<usize> {
        self.turns.get(at)?.told.named.filter(|who| self.is_role(*who))
    }

    pub fn is_role(&self, who: usize) -> bool {
        self.cast.people.get(who).is_some_and(|p| p.role)
    }

    pub fn sex(&self, who: usize) -> Option<Sex> {
        self.cast.people.get(who).and_then(|p| p.sex)
    }

    /// Paragraphs between two turns; none when there is no such turn.
    pub fn gap(&self, at: usize, by: isize) -> Option<usize> {
        let other = self.turns.get(at.checked_add_signed(by)?)?;
        Some(other.paragraph.abs_diff(self.turns.get(at)?.paragraph))
    }

    pub fn here(&self, at: usize) -> Here {
        let mut out = Here { seen: Vec::new(), after: Vec::new(), own: Vec::new(), previous: Vec::new() };
        let Some(turn) = self.turns.get(at) else { return out };
        let first = turn.paragraph.saturating_sub(REACH);
        let end = self.named.partition_point(|n| n.start < turn.span.start);
        for n in self.named.get(..end).unwrap_or_default().iter().rev().take_while(|n| n.paragraph >= first) {
            match out.seen.iter_mut().find(|s| s.who == n.who) {
                Some(seen) => {
                    seen.possessive &= n.possessive;
                    seen.count += 1;
                }
                None => out.seen.push(Seen {
                    who: n.who,
                    distance: turn.paragraph - n.paragraph,
                    possessive: n.possessive,
                    subject: n.subject,
                    count: 1,
                }),
            }
        }
        let tail = self.named.get(end..).unwrap_or_default().iter();
        out.after = tail.take_while(|n| n.paragraph == turn.paragraph).map(|n| n.who).collect();
        out.own = self.cast.between(turn.span.start, turn.span.end).iter().map(|m| m.who).collect();
        if let Some(one) =
            at.checked_sub(1).and_then(|i| self.turns.get(i)).filter(|t| turn.paragraph - t.paragraph <= 2)
        {
            out.previous = self.cast.between(one.span.start, one.span.end).iter().map(|m| m.who).collect();
        }
        out
    }

    /// Who may speak in a turn, those before it left out.
    pub fn candidates(&self, at: usize, here: &Here) -> Vec<usize> {
        let mut out: Vec<usize> = here.seen.iter().take(10).map(|s| s.who).collect();
        out.extend(&here.after);
        let near =
            |by: isize, most: usize| at.checked_add_signed(by).filter(|_| self.gap(at, by).is_some_and(|g| g <= most));
        out.extend(near(-1, 2).and_then(|i| self.to.get(i).copied().flatten()));
        out.extend(near(1, 2).and_then(|i| self.to.get(i).copied().flatten()));
        out.extend([1, 2, 3].into_iter().filter_map(|by| near(by, 4).and_then(|i| self.settled(i))));
        out.extend(self.described(at));
        if self.turns.get(at).is_some_and(|t| t.told.first_person) {
            out.push(self.narrator);
        }
        out
    }

    /// The clues of a candidate, given who spoke in the turns before, the last one first.
    pub fn clues(&self, at: usize, who: usize, here: &Here, spoke: &[Option<usize>; MEMORY]) -> Clues {
        let mut out = [0.0; CLUES];
        let Some(turn) = self.turns.get(at) else { return out };
        let mut set = |clue: usize, value: f32| {
            if let Some(c) = out.get_mut(clue) {
                *c = value;
            }
        };
        self.told(at, turn, who, &mut set);
        self.mentioned(turn, who, here, &mut set);
        self.around(at, who, here, &mut set);
        self.history(at, turn, who, spoke, &mut set);
        let count = self.count.get(who).copied().unwrap_or(0).max(1);
        set(96, self.as_place.get(who).copied().unwrap_or(0.0));
        set(97, self.as_actor.get(who).copied().unwrap_or(0.0));
        set(98, f32::from(self.opens.get(&(turn.paragraph + 1)) == Some(&who)));
        let last = turn.paragraph.checked_sub(1).and_then(|p| self.opens.get(&p));
        set(99, f32::from(last == Some(&who)));
        set(49, (count as f32).ln());
        set(50, (1.0 + self.speaks.get(who).copied().unwrap_or(0) as f32).ln());
        out
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
                set(60, f32::from(self.apposed.contains_key(&(role, who))));
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

/// A name that only others use, and that the narrator answers to, is the narrator's own.
fn addressees(turns: &[Turn], named: &[Named], narrator: usize) -> Vec<Option<usize>> {
    let told: std::collections::HashSet<usize> = named.iter().map(|n| n.who).collect();
    let me = |at: Option<usize>| at.and_then(|i| turns.get(i)).is_some_and(|t| t.told.first_person && t.told.sure);
    let mut answers: HashMap<usize, usize> = HashMap::new();
    for (at, turn) in turns.iter().enumerate() {
        if let Some(to) = turn.to.filter(|to| !told.contains(to))
            && (me(at.checked_add(1)) || me(at.checked_sub(1)))
        {
            *answers.entry(to).or_default() += 1;
        }
    }
    let own = answers.into_iter().max_by_key(|(who, n)| (*n, std::cmp::Reverse(*who))).map(|(who, _)| who);
    turns.iter().map(|t| t.to.map(|to| if Some(to) == own { narrator } else { to })).collect()
}

/// The mentions of the narration, with what is known of their places.
fn named(paragraphs: &[Vec<Word>], cast: &Cast, quoted: &dyn Fn(usize) -> bool) -> Vec<Named> {
    let mut out = Vec::new();
    let mut next = cast.mentions.iter().peekable();
    for (paragraph, words) in paragraphs.iter().enumerate() {
        let Some(end) = words.last().map(|w| w.end) else { continue };
        let mut sentence = usize::MAX;
        let mut at = 0;
        let mut begins = 0;
        while let Some(m) = next.next_if(|m| m.start < end) {
            while words.get(at).is_some_and(|w| w.start < m.start) {
                if words.get(at).is_some_and(|w| matches!(w.mark, Some('.' | '!' | '?' | '"' | '”' | '“'))) {
                    begins = at + 1;
                }
                at += 1;
            }
            if quoted(m.start) {
                continue;
            }
            let subject = sentence != begins && at - begins < 6 && !m.possessive;
            sentence = begins;
            let lead = at.checked_sub(1).and_then(|i| words.get(i)).filter(|w| w.mark.is_none()).map(|w| w.lower());
            let place =
                lead.is_some_and(|w| matches!(w.as_str(), "in" | "at" | "near" | "through" | "into" | "across"));
            out.push(Named { start: m.start, paragraph, who: m.who, possessive: m.possessive, subject, place });
        }
    }
    out
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
