//! The people of a story: names and roles, clustered across their spellings.

mod cluster;
mod found;
mod looks;
mod names;
mod nicknames;
mod sex;
mod usage;

pub(crate) use found::is_anybody;
pub(crate) use names::find;

use crate::screenplay::Person;
use model::{Sex, Span};
use std::collections::HashSet;

/// A place where somebody is named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub start: usize,
    pub end: usize,
    pub who: usize,
    /// "Anna's", "the captain's": not the one who acts.
    pub possessive: bool,
    /// Told to speak as one who was not known before: "said a young wife", "said another", "cried one of the men".
    pub fresh: bool,
}

/// One cluster of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Someone {
    /// Each spelling and how often it occurs.
    pub names: Vec<(String, usize)>,
    pub sex: Option<Sex>,
    pub role: bool,
    pub first: Span,
    /// What to call them, where the commonest spelling names others, too.
    pub label: Option<String>,
}

impl Someone {
    /// The label, or the commonest spelling; of equals the first.
    pub fn name(&self) -> &str {
        if let Some(label) = &self.label {
            return label;
        }
        self.names.iter().rev().max_by_key(|(_, n)| *n).map_or("", |(name, _)| name)
    }
}

#[derive(Default)]
pub(crate) struct Cast {
    pub people: Vec<Someone>,
    /// In source order.
    pub mentions: Vec<Mention>,
}

impl Cast {
    /// Mentions that begin in a byte range.
    pub fn between(&self, start: usize, end: usize) -> &[Mention] {
        let a = self.mentions.partition_point(|m| m.start < start);
        let b = self.mentions.partition_point(|m| m.start < end);
        self.mentions.get(a..b.max(a)).unwrap_or_default()
    }

    pub fn persons(&self, text: &str, used: &HashSet<usize>) -> Vec<Person> {
        let mut all: Vec<(usize, &Someone)> = self
            .people
            .iter()
            .enumerate()
            .filter(|(at, p)| {
                let often = || p.names.iter().map(|(_, n)| n).sum::<usize>() > 1;
                used.contains(at) || !p.role && (often() || crate::people::is_there(text, p.first))
            })
            .collect();
        all.sort_by_key(|(_, p)| p.first.start);
        all.into_iter()
            .map(|(_, p)| Person {
                name: p.name().to_owned(),
                aliases: p.names.iter().map(|(n, _)| n.clone()).filter(|n| n != p.name()).collect(),
                sex: p.sex,
                looks: looks::after_first_mention(text, p),
                age: if text.get(..p.first.start).is_some_and(|t| t.ends_with("old ") || t.ends_with("Old ")) {
                    Some(model::Age::Old)
                } else {
                    None
                },
                first: p.first,
                ..Person::default()
            })
            .collect()
    }
}
