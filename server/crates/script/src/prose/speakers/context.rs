//! What is known of a story before its speakers are weighed: who is named where, who is spoken to, who may speak.

use super::turns::Turn;
use crate::prose::cast::Cast;
use crate::prose::tokens::{Word, is_title};
use model::Sex;
use std::collections::HashMap;

/// How many turns back a speaker is remembered.
pub(super) const MEMORY: usize = 6;
/// How many paragraphs back a name still counts.
const REACH: usize = 8;
/// How many names are looked at, in paragraphs without end.
const MOST: usize = 200;

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
pub(super) struct Seen {
    pub who: usize,
    pub distance: usize,
    pub possessive: bool,
    pub subject: bool,
    pub count: usize,
}

/// All that does not change while speakers are weighed. People are numbered as in the cast; the narrator comes after them.
pub(super) struct Context<'a> {
    pub turns: &'a [Turn],
    pub cast: &'a Cast,
    pub narrator: usize,
    named: Vec<Named>,
    /// How often somebody is told to speak by name.
    pub speaks: Vec<usize>,
    pub count: Vec<usize>,
    /// Called Mr. or Mrs. or by another title of grown people.
    pub titled: Vec<bool>,
    /// How many of somebody's namings stand where a place would, and how many where one who acts would; none that is named
    /// by nobody but the talkers.
    pub as_place: Vec<f32>,
    pub as_actor: Vec<f32>,
    /// Who is named first in the paragraphs that hold no speech.
    pub opens: HashMap<usize, usize>,
    /// By person, in rising order: the turns that the narrator gives to them by name, those in which they are spoken to, and
    /// the paragraphs whose narration names them.
    told_turns: HashMap<usize, Vec<usize>>,
    to_turns: HashMap<usize, Vec<usize>>,
    named_in: HashMap<usize, Vec<usize>>,
    /// "Basil, the painter": role and name.
    pub apposed: HashMap<(usize, usize), usize>,
    /// How often a role was found to mean somebody, of all its turns: known after the first pass.
    pub share: HashMap<(usize, usize), f32>,
    /// Who is spoken to in each turn.
    pub to: Vec<Option<usize>>,
}

/// What the clues of one turn are made from.
pub(super) struct Here {
    pub seen: Vec<Seen>,
    /// Named in the narration after the quotes of the same paragraph.
    pub after: Vec<usize>,
    /// Named in the turn's own quotes and in those of the turn before.
    pub own: Vec<usize>,
    pub previous: Vec<usize>,
}

/// Where everybody stands in a list that is made anew for each turn.
pub(super) struct Places {
    /// For each of the people the list and the place in it.
    places: Vec<(usize, usize)>,
    list: usize,
}

impl Places {
    pub fn new(context: &Context) -> Self {
        Self { places: vec![(0, 0); context.narrator + 1], list: 0 }
    }

    /// Another list, with nobody in it.
    pub fn begin(&mut self) {
        self.list += 1;
    }

    /// The place of somebody who is in the list; `None` for one who now gets the place `next`.
    pub fn of(&mut self, who: usize, next: usize) -> Option<usize> {
        let place = self.places.get_mut(who)?;
        if place.0 == self.list {
            return Some(place.1);
        }
        *place = (self.list, next);
        None
    }
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
        let mut named_in: HashMap<usize, Vec<usize>> = HashMap::new();
        for n in &named {
            named_in.entry(n.who).or_default().push(n.paragraph);
        }
        let to = addressees(turns, &named, narrator);
        let mut told_turns: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut to_turns: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, turn) in turns.iter().enumerate() {
            let me = (turn.told.first_person && turn.told.sure).then_some(narrator);
            if let Some(who) = me.or(turn.told.named) {
                told_turns.entry(who).or_default().push(at);
            }
            if let Some(who) = to.get(at).copied().flatten() {
                to_turns.entry(who).or_default().push(at);
            }
        }
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
            told_turns,
            to_turns,
            named_in,
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
        told.named.filter(|who| told.fresh || !self.is_role(*who))
    }

    /// The role that speaks: "said the painter".
    pub fn described(&self, at: usize) -> Option<usize> {
        self.turns.get(at)?.told.named.filter(|who| self.is_role(*who))
    }

    /// Whether somebody has the title of a role: "the doctor" of Dr. Marsh, "the clergyman" of the Rev. Mr. Hale.
    pub fn has_title_of(&self, who: usize, noun: &str) -> bool {
        let titles: &[&str] = match noun {
            "doctor" | "physician" | "surgeon" => &["dr", "doctor"],
            "captain" => &["captain", "capt"],
            "colonel" => &["colonel", "col"],
            "professor" => &["professor", "prof"],
            "clergyman" | "vicar" | "parson" | "rector" | "minister" => &["rev", "reverend", "parson"],
            "policeman" | "constable" => &["constable", "officer", "sergeant"],
            "nobleman" | "lordship" => &["lord", "count", "duke", "baron"],
            "ladyship" => &["lady", "countess", "duchess", "baroness"],
            _ => &[],
        };
        self.cast.people.get(who).filter(|p| !p.role).is_some_and(|person| {
            person.names.iter().any(|(name, _)| {
                let first = name.split(' ').next().unwrap_or_default().to_lowercase();
                titles.contains(&first.as_str()) || is_title(noun) && first == noun
            })
        })
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

    /// How often somebody has a part in the turns next to one, and in the narration after it: told to speak after and
    /// before, named after, spoken to.
    pub fn nearby(&self, at: usize, who: usize) -> [usize; 4] {
        let within = |map: &HashMap<usize, Vec<usize>>, from: usize, to: usize| {
            let all = map.get(&who).map(Vec::as_slice).unwrap_or_default();
            all.partition_point(|p| *p < to).saturating_sub(all.partition_point(|p| *p < from))
        };
        let paragraph = self.turns.get(at).map_or(0, |t| t.paragraph);
        [
            within(&self.told_turns, at + 1, at + 11),
            within(&self.told_turns, at.saturating_sub(10), at),
            within(&self.named_in, paragraph + 1, paragraph + 4),
            within(&self.to_turns, at.saturating_sub(6), at + 7),
        ]
    }

    pub fn here(&self, at: usize, places: &mut Places) -> Here {
        let mut out = Here { seen: Vec::new(), after: Vec::new(), own: Vec::new(), previous: Vec::new() };
        let Some(turn) = self.turns.get(at) else { return out };
        let first = turn.paragraph.saturating_sub(REACH);
        let end = self.named.partition_point(|n| n.start < turn.span.start);
        let before = self.named.get(..end).unwrap_or_default().iter().rev().take(MOST);
        places.begin();
        for n in before.take_while(|n| n.paragraph >= first) {
            match places.of(n.who, out.seen.len()).and_then(|at| out.seen.get_mut(at)) {
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
        let tail = self.named.get(end..).unwrap_or_default().iter().take(MOST);
        out.after = tail.take_while(|n| n.paragraph == turn.paragraph).map(|n| n.who).collect();
        out.own = self.cast.between(turn.span.start, turn.span.end).iter().take(MOST).map(|m| m.who).collect();
        if let Some(one) =
            at.checked_sub(1).and_then(|i| self.turns.get(i)).filter(|t| turn.paragraph - t.paragraph <= 2)
        {
            out.previous = self.cast.between(one.span.start, one.span.end).iter().take(MOST).map(|m| m.who).collect();
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
