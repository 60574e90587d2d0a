//! The people of a story, made of the names that its verbs go with.

use super::told::Naming;
use crate::screenplay::Person;
use lexicon::Speech;
use model::{Sex, Span};
use std::collections::{HashMap, HashSet};

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    Cast(usize),
    Narrator,
}

/// More names than a story has; of a list of names only the first are looked for.
const MOST: usize = 300;

#[derive(Debug, Default)]
struct Someone {
    /// Each spelling and how often it occurs.
    names: Vec<(String, usize)>,
    she: usize,
    he: usize,
    role: bool,
    first: Span,
}

#[derive(Debug, Default)]
pub(super) struct Cast {
    people: Vec<Someone>,
    by_name: HashMap<String, usize>,
    /// The names, in the order in which they were found.
    order: Vec<String>,
    /// The first of them by their words, and by what is left without what is written after a name.
    by_word: HashMap<String, Vec<usize>>,
    by_bare: HashMap<String, Vec<usize>>,
}

impl Cast {
    /// Who a name means; a new name is a new person.
    pub fn add(&mut self, naming: &Naming, speech: &'static Speech) -> usize {
        let key = naming.name.to_lowercase();
        let at = self.by_name.get(&key).copied().or_else(|| self.short_form(&key, naming.role, speech));
        let at = at.unwrap_or_else(|| {
            self.people.push(Someone { role: naming.role, first: naming.span, ..Someone::default() });
            self.people.len() - 1
        });
        if self.by_name.insert(key.clone(), at).is_none() {
            self.push(key, speech);
        }
        if let Some(person) = self.people.get_mut(at) {
            for name in [&naming.name, &naming.written] {
                let few = person.names.len() < 20;
                match person.names.iter_mut().find(|(known, _)| known == name) {
                    Some((_, n)) => *n += 1,
                    None if few => person.names.push((name.clone(), 1)),
                    None => {}
                }
            }
            if naming.span.start < person.first.start {
                person.first = naming.span;
            }
        }
        self.vote(at, naming.sex);
        at
    }

    /// Keeps the key of a new name.
    fn push(&mut self, key: String, speech: &'static Speech) {
        let at = self.order.len();
        if at < MOST {
            self.by_bare.entry(bare(&key, speech).to_owned()).or_default().push(at);
            for word in key.split(' ') {
                self.by_word.entry(word.to_owned()).or_default().push(at);
            }
        }
        self.order.push(key);
    }

    pub fn vote(&mut self, who: usize, sex: Option<Sex>) {
        if let Some(person) = self.people.get_mut(who) {
            match sex {
                Some(Sex::Female) => person.she += 1,
                Some(Sex::Male) => person.he += 1,
                _ => {}
            }
        }
    }

    pub fn who(&self, naming: &Naming) -> Option<usize> {
        self.by_name.get(&naming.name.to_lowercase()).copied()
    }

    /// "Kern" of "Frau Kern", "민수" of "민수 씨": the only one whose name is longer by other words.
    fn short_form(&self, key: &str, role: bool, speech: &'static Speech) -> Option<usize> {
        if role {
            return None;
        }
        let longer = self.by_word.get(key).into_iter().flatten();
        let shorter = key.split(' ').filter_map(|word| self.by_word.get(word)).flatten();
        let shorter =
            shorter.filter(|at| self.order.get(**at).is_some_and(|name| key.split(' ').any(|word| word == name)));
        let same = self.by_bare.get(bare(key, speech)).into_iter().flatten();
        let mut all: Vec<usize> = longer
            .chain(shorter)
            .chain(same)
            .filter_map(|at| self.by_name.get(self.order.get(*at)?).copied())
            .filter(|who| self.people.get(*who).is_some_and(|p| !p.role))
            .collect();
        all.sort_unstable();
        all.dedup();
        match all[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// "Kapitän" is Kapitän Brandt, where he is the only one with that title.
    pub fn join_titles(&mut self, speech: &'static Speech) {
        for at in 0..self.people.len().min(MOST) {
            let Some(person) = self.people.get(at).filter(|p| p.role) else { continue };
            let Some(word) = person.names.first().map(|(name, _)| name.to_lowercase()).filter(|w| speech.is_title(w))
            else {
                continue;
            };
            let titled = |p: &Someone| {
                p.names
                    .iter()
                    .any(|(name, _)| name.to_lowercase().strip_prefix(&word).is_some_and(|rest| rest.starts_with(' ')))
            };
            let all: Vec<usize> =
                self.people.iter().enumerate().filter(|(_, p)| !p.role && titled(p)).map(|(at, _)| at).collect();
            let [only] = all[..] else { continue };
            self.by_name.values_mut().filter(|who| **who == at).for_each(|who| *who = only);
        }
    }

    pub fn name(&self, who: usize) -> Option<&str> {
        let person = self.people.get(who)?;
        person.names.iter().rev().max_by_key(|(_, n)| *n).map(|(name, _)| name.as_str()).filter(|n| !n.is_empty())
    }

    pub fn sex(&self, who: usize) -> Option<Sex> {
        let person = self.people.get(who)?;
        match person.she.cmp(&person.he) {
            std::cmp::Ordering::Greater => Some(Sex::Female),
            std::cmp::Ordering::Less => Some(Sex::Male),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The first of each sex among the first people: whom a pronoun means where nobody was named lately.
    pub fn somebody(&self, fits: impl Fn(&usize) -> bool) -> Option<usize> {
        (0..self.people.len().min(MOST)).find(fits)
    }

    /// The first names that were found, each with who bears it.
    pub fn in_order(&self) -> impl Iterator<Item = (&str, usize)> {
        self.order.iter().take(MOST).filter_map(|name| Some((name.as_str(), *self.by_name.get(name)?)))
    }

    pub fn names(&self) -> Vec<String> {
        self.people.iter().flat_map(|p| p.names.iter().map(|(name, _)| name.clone())).take(MOST).collect()
    }

    /// Who speaks or is named at all.
    pub fn persons(&self, speakers: &[(Option<Speaker>, f32)]) -> Vec<Person> {
        let spoken: HashSet<usize> = speakers
            .iter()
            .filter_map(|(speaker, _)| match speaker {
                Some(Speaker::Cast(who)) => Some(*who),
                _ => None,
            })
            .collect();
        let speaks = |who: usize| spoken.contains(&who);
        let mut all: Vec<(usize, &Someone)> =
            self.people.iter().enumerate().filter(|(at, p)| speaks(*at) || !p.role).collect();
        all.sort_by_key(|(_, p)| p.first.start);
        all.into_iter()
            .filter_map(|(at, p)| {
                let name = self.name(at)?.to_owned();
                let aliases = p.names.iter().map(|(n, _)| n.clone()).filter(|n| *n != name).collect();
                Some(Person { name, aliases, sex: self.sex(at), first: p.first, ..Person::default() })
            })
            .collect()
    }
}

/// A name without what is written after it.
fn bare<'n>(name: &'n str, speech: &'static Speech) -> &'n str {
    let cut = speech.honorific.iter().filter_map(|h| name.strip_suffix(h)).map(str::trim).min_by_key(|n| n.len());
    cut.filter(|n| !n.is_empty()).unwrap_or(name)
}
