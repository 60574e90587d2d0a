//! The people of a story, made of the names that its verbs go with.

use super::told::{Naming, Reader};
use super::turns::Speaker;
use crate::screenplay::Person;
use lexicon::Speech;
use model::{Sex, Span};
use std::collections::{HashMap, HashSet};

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
            self.order.push(key);
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
        let bare = |name: &str| {
            let cut =
                speech.honorific.iter().filter_map(|h| name.strip_suffix(h)).map(str::trim).min_by_key(|n| n.len());
            cut.filter(|n| !n.is_empty()).unwrap_or(name).to_owned()
        };
        let fits = |other: &str| {
            let (short, long) = if key.len() < other.len() { (key, other) } else { (other, key) };
            bare(short) == bare(long) || long.split(' ').any(|word| word == short)
        };
        let mut all: Vec<usize> = self
            .in_order()
            .filter(|(other, who)| self.people.get(*who).is_some_and(|p| !p.role) && fits(other))
            .map(|(_, who)| who)
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
    fn in_order(&self) -> impl Iterator<Item = (&str, usize)> {
        self.order.iter().take(MOST).filter_map(|name| Some((name.as_str(), *self.by_name.get(name)?)))
    }

    pub fn names(&self) -> Vec<String> {
        self.people.iter().flat_map(|p| p.names.iter().map(|(name, _)| name.clone())).take(MOST).collect()
    }

    /// Where the narration names somebody, in rising order.
    pub fn mentions(&self, reader: &Reader, narration: impl Iterator<Item = Span>) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let names: Vec<(&str, usize)> = self.in_order().collect();
        let mut words: HashMap<String, usize> = HashMap::new();
        if reader.spaced() {
            for (name, who) in &names {
                for word in name.split(' ') {
                    words.entry(stem(word, reader.speech).to_owned()).or_insert(*who);
                }
            }
        }
        for span in narration {
            if !reader.spaced() {
                let body = reader.words(span);
                out.extend(
                    names
                        .iter()
                        .flat_map(|(name, who)| body.match_indices(name).map(|(at, _)| (span.start + at, *who))),
                );
                continue;
            }
            for token in super::text::tokens(reader.text, span, reader.speech) {
                let found = words.get(token.lower.as_str()).or_else(|| shorter(&token.lower, &words, reader.speech));
                out.extend(found.map(|who| (token.start, *who)));
            }
        }
        out.sort_unstable();
        out
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

/// What is the same in all cases of a name: "Вер" of "Вера" and "Веру".
fn stem<'a>(word: &'a str, speech: &'static Speech) -> &'a str {
    let inflected = matches!(speech.language, "ru" | "pl") && word.chars().count() > 3;
    if inflected { word.trim_end_matches(['а', 'я', 'a', 'й', 'ь']) } else { word }
}

/// A word without what cases and particles add.
fn shorter<'w>(word: &str, words: &'w HashMap<String, usize>, speech: &'static Speech) -> Option<&'w usize> {
    let most = match speech.language {
        "ru" | "pl" => 3,
        "ko" => 3,
        "de" => 1,
        _ => return None,
    };
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).rev().take(most).collect();
    ends.into_iter().filter_map(|at| word.get(..at)).filter(|w| w.chars().count() > 1).find_map(|w| words.get(w))
}
