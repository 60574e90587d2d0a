//! The people of a story: names and roles, clustered across their spellings.

use super::tokens::{Word, is_reporting, is_title, title_sex};
use crate::names::{given_name, is_role, sex_of};
use crate::screenplay::Person;
use model::{Sex, Span};
use std::collections::{HashMap, HashSet};

/// A place where somebody is named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub start: usize,
    pub end: usize,
    pub who: usize,
    /// "Anna's", "the captain's": not the one who acts.
    pub possessive: bool,
}

/// One cluster of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Someone {
    /// Each spelling and how often it occurs.
    pub names: Vec<(String, usize)>,
    pub sex: Option<Sex>,
    pub role: bool,
    pub first: Span,
}

impl Someone {
    /// The commonest spelling; of equals the first.
    pub fn name(&self) -> &str {
        self.names.iter().rev().max_by_key(|(_, n)| *n).map_or("", |(name, _)| name)
    }
}

#[derive(Default)]
pub(crate) struct Cast {
    pub people: Vec<Someone>,
    /// In source order.
    pub mentions: Vec<Mention>,
}

struct Found {
    name: String,
    start: usize,
    end: usize,
    possessive: bool,
}

static NEVER: crate::names::WordSet = crate::names::WordSet::new(
    " i the a an and but or nor so yet for he she it they we you his her its their my your our this that these those there here then now when where what who whom whose which why how if as at by in on of to from with without into upon after before while once yes no not oh ah well o hush alas please sir madam ma'am god heaven heavens lord english french german american italian indian europe england london paris france america italy india monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter chapter mr mrs miss dr st come go let look hullo hello good dear do did does is was are were be have has had can could will would shall should may might must never nothing nobody everybody everyone somebody someone something one two three all some any none both each every such only even just still perhaps indeed very too again also because though although since until unless till ",
);

/// Reads the names of all words. `words` are those of the whole text, paragraph by paragraph.
pub(crate) fn find(paragraphs: &[Vec<Word>], quoted: &dyn Fn(usize) -> bool) -> Cast {
    let mut lower_seen: HashSet<String> = HashSet::new();
    let mut inner_capital: HashMap<String, usize> = HashMap::new();
    for word in paragraphs.iter().flatten() {
        if !word.capital {
            lower_seen.insert(word.lower());
        } else if !word.opens {
            *inner_capital.entry(word.lower()).or_default() += 1;
        }
    }
    // "said the Duck": a word that is common elsewhere names somebody here.
    let mut spoken_as: HashSet<String> = HashSet::new();
    for words in paragraphs {
        for (at, word) in words.iter().enumerate() {
            if !is_reporting(&word.lower()) || word.mark.is_some() || quoted(word.start) {
                continue;
            }
            let next = words
                .get(at + 1)
                .filter(|w| w.lower() != "the")
                .or_else(|| words.get(at + 2).filter(|_| words.get(at + 1).is_some_and(|w| w.lower() == "the")));
            if let Some(name) = next.filter(|w| w.capital && !w.opens && !quoted(w.start)) {
                spoken_as.insert(name.lower());
            }
        }
    }
    let is_name = |word: &Word| {
        if !word.capital || word.text.chars().count() < 2 {
            return false;
        }
        let lower = word.lower();
        if NEVER.holds(&lower) || lower.contains("'") && !lower.starts_with("o'") && !lower.starts_with("d'") {
            return false;
        }
        let inner = inner_capital.get(&lower).copied().unwrap_or(0);
        (spoken_as.contains(&lower) && !word.opens)
            || inner > 0 && (!lower_seen.contains(&lower) || inner > 2 && !word.opens || given_name(&lower).is_some())
            || given_name(&lower).is_some()
            || (word.opens
                && !lower_seen.contains(&lower)
                && !is_reporting(&lower)
                && !lower.ends_with("ing")
                && !lower.ends_with("ly"))
    };
    let mut found: Vec<Found> = Vec::new();
    let mut human: HashSet<String> = HashSet::new();
    for words in paragraphs {
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let lower = word.lower();
            let titled = is_title(&lower)
                && word.capital
                && words.get(at + 1).is_some_and(|n| {
                    n.capital && (is_name(n) || !lower_seen.contains(&n.lower())) && word.mark.is_none()
                });
            if titled || is_name(word) {
                let from = at;
                let mut parts = vec![clean(word)];
                let mut possessive = word.possessive();
                let mut mark = word.mark;
                while mark.is_none()
                    && !possessive
                    && parts.len() < 4
                    && let Some(next) = words.get(at + 1)
                {
                    let joins = next.capital
                        && (is_name(next) || (titled && parts.len() == 1))
                        && next.start - words.get(at).map_or(0, |w| w.end) <= 2;
                    if !joins {
                        break;
                    }
                    parts.push(clean(next));
                    possessive = next.possessive();
                    mark = next.mark;
                    at += 1;
                }
                let name = parts.join(" ");
                let spoken = |w: Option<&Word>| w.is_some_and(|w| is_reporting(&w.lower()));
                let vocative = quoted(word.start)
                    && matches!(mark, Some(',' | '.' | '!' | '?'))
                    && from > 0
                    && words.get(from - 1).is_some_and(|w| w.mark == Some(','));
                if titled
                    || vocative
                    || given_name(&lower).is_some()
                    || (!quoted(word.start) && (spoken(words.get(at + 1)) || (from > 0 && spoken(words.get(from - 1)))))
                {
                    human.insert(name.clone());
                }
                found.push(Found {
                    name,
                    start: word.start,
                    end: words.get(at).map_or(word.end, |w| w.end),
                    possessive,
                });
            } else if is_role(&lower) && !is_title_before_name(words, at) {
                // "the old barman", "his mother": from the determiner to the role.
                let mut from = at;
                while from > 0
                    && at - from < 3
                    && words.get(from - 1).is_some_and(|w| {
                        w.mark.is_none() && !is_reporting(&w.lower()) && !w.capital | is_determiner(&w.lower())
                    })
                {
                    from -= 1;
                    if words.get(from).is_some_and(|w| is_determiner(&w.lower())) {
                        break;
                    }
                }
                let start = words.get(from).filter(|w| is_determiner(&w.lower()));
                if let Some(first) = start
                    && !words
                        .get(at + 1)
                        .is_some_and(|n| n.lower() == "of" || (is_role(&n.lower()) && word.mark.is_none()))
                {
                    let mut parts: Vec<String> =
                        words.get(from..=at).unwrap_or_default().iter().map(Word::lower).collect();
                    if let Some(det) = parts.first_mut()
                        && matches!(det.as_str(), "a" | "an" | "this" | "that")
                    {
                        *det = "the".to_owned();
                    }
                    let name = parts.join(" ");
                    if lower == "voice" || lower == "crowd" {
                        at += 1;
                        continue;
                    }
                    human.insert(name.clone());
                    found.push(Found { name, start: first.start, end: word.end, possessive: word.possessive() });
                }
            }
            at += 1;
        }
    }
    cluster(found, &human)
}

fn is_title_before_name(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|w| w.capital && is_title(&w.lower()) && w.mark.is_none())
        && words.get(at + 1).is_some_and(|n| n.capital)
}

fn is_determiner(lower: &str) -> bool {
    matches!(lower, "the" | "a" | "an" | "his" | "her" | "my" | "their" | "our" | "this" | "that" | "another")
}

fn clean(word: &Word) -> String {
    let text = word.text;
    text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text).to_owned()
}

/// Titles and the words of the name itself, in lower case.
fn parts(name: &str) -> (Option<String>, Vec<String>) {
    let mut words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let title = words.first().filter(|w| is_title(w)).cloned();
    if title.is_some() && words.len() > 1 {
        words.remove(0);
    }
    (title, words)
}

fn cluster(found: Vec<Found>, human: &HashSet<String>) -> Cast {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut order: Vec<&str> = Vec::new();
    for f in &found {
        let n = counts.entry(&f.name).or_default();
        if *n == 0 {
            order.push(&f.name);
        }
        *n += 1;
    }
    // Words that a human name is made of make other names human.
    let human_words: HashSet<String> =
        human.iter().filter(|n| !n.starts_with(char::is_lowercase)).flat_map(|n| parts(n).1).collect();
    let keep: Vec<&str> = order
        .iter()
        .copied()
        .filter(|name| {
            human.contains(*name)
                || parts(name).1.iter().any(|w| human_words.contains(w))
                || name.starts_with(char::is_lowercase)
        })
        .collect();
    // Longer names first: short forms join them.
    let mut sorted = keep.clone();
    sorted.sort_by_key(|name| {
        std::cmp::Reverse((parts(name).1.len(), parts(name).0.is_some(), counts.get(name).copied().unwrap_or(0)))
    });
    let mut people: Vec<Someone> = Vec::new();
    let mut keys: Vec<(Option<Sex>, Option<String>, Vec<String>)> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for name in sorted {
        let n = counts.get(name).copied().unwrap_or(0);
        let lower_case = name.starts_with(char::is_lowercase);
        let (title, words) = parts(name);
        let sex = title.as_deref().and_then(title_sex);
        let own_sex = sex.or_else(|| sex_of(name));
        let mut candidates: Vec<usize> = Vec::new();
        if !lower_case {
            for (at, (other_sex, other_title, other)) in keys.iter().enumerate() {
                let contained = words.iter().all(|w| other.contains(w));
                let clash = match (own_sex, other_sex) {
                    (Some(a), Some(b)) => a != *b,
                    _ => false,
                };
                // Mrs Bennet is neither Miss Bennet nor Jane Bennet, and Mr Bertram is not Sir Thomas Bertram.
                let rank = |t: &Option<String>| {
                    t.as_deref().map(|t| matches!(t, "mrs" | "miss" | "sir" | "lord" | "lady" | "aunt" | "uncle"))
                };
                let titles = match (rank(&title), rank(other_title)) {
                    (Some(a), Some(b)) => title != *other_title && (a || b),
                    _ => {
                        title.as_deref() == Some("mrs")
                            || other_title.as_deref() == Some("mrs") && words.len() == 1 && other.len() > 1
                    }
                };
                let first_name = words.len() == 1 && other.len() > 1 && other.first() == words.first();
                let last_name = words.len() == 1 && other.last() == words.last();
                if contained && !clash && !titles && (words.len() > 1 || first_name || last_name) {
                    candidates.push(at);
                }
            }
        }
        let chosen = match candidates.as_slice() {
            [] => None,
            [one] => Some(*one),
            many => {
                let count =
                    |at: usize| people.get(at).map_or(0, |p: &Someone| p.names.iter().map(|(_, n)| n).sum::<usize>());
                let first: Vec<usize> = many
                    .iter()
                    .copied()
                    .filter(|at| keys.get(*at).is_some_and(|k| k.2.len() > 1 && k.2.first() == words.first()))
                    .collect();
                let pool = if first.is_empty() { many.to_vec() } else { first };
                // A bare surname is the man's who is called by it with a title.
                let man = pool
                    .iter()
                    .copied()
                    .filter(|at| title.is_none() && keys.get(*at).is_some_and(|k| k.0 == Some(Sex::Male)))
                    .max_by_key(|at| count(*at));
                man.or_else(|| pool.into_iter().max_by_key(|at| count(*at)))
            }
        };
        let at = chosen.unwrap_or_else(|| {
            people.push(Someone { role: lower_case, sex: own_sex, ..Someone::default() });
            keys.push((own_sex, title.clone(), if lower_case { vec![name.to_owned()] } else { words }));
            people.len() - 1
        });
        if let Some(person) = people.get_mut(at) {
            person.names.push((name.to_owned(), n));
            person.sex = person.sex.or(own_sex);
        }
        if let Some(key) = keys.get_mut(at) {
            key.0 = key.0.or(own_sex);
            if key.1.is_none() {
                key.1 = title;
            }
        }
        by_name.insert(name.to_owned(), at);
    }
    let mentions: Vec<Mention> = found
        .iter()
        .filter_map(|f| {
            by_name.get(&f.name).map(|&who| Mention { start: f.start, end: f.end, who, possessive: f.possessive })
        })
        .collect();
    for mention in mentions.iter().rev() {
        if let Some(person) = people.get_mut(mention.who) {
            person.first = Span { start: mention.start, end: mention.end };
        }
    }
    Cast { people, mentions }
}

impl Cast {
    /// Votes on sex by the pronouns that follow a lone mention in its sentence.
    pub fn learn_sex(&mut self, paragraphs: &[Vec<Word>], quoted: &dyn Fn(usize) -> bool) {
        let mut votes: HashMap<usize, (usize, usize)> = HashMap::new();
        let mut next = 0;
        for words in paragraphs {
            let mut last: Option<(usize, usize)> = None;
            for (i, word) in words.iter().enumerate() {
                while self.mentions.get(next).is_some_and(|m| m.end <= word.start) {
                    next += 1;
                }
                if let Some(m) = self.mentions.get(next).filter(|m| m.start <= word.start && m.end >= word.end) {
                    if !quoted(word.start) {
                        last = Some((m.who, i));
                    }
                    continue;
                }
                if quoted(word.start) {
                    continue;
                }
                let Some((who, at)) = last else { continue };
                if i - at > 14 {
                    continue;
                }
                match word.lower().as_str() {
                    "he" | "his" | "him" | "himself" => votes.entry(who).or_default().0 += 1,
                    "she" | "her" | "herself" | "hers" => votes.entry(who).or_default().1 += 1,
                    _ => continue,
                }
                last = None;
            }
        }
        for (who, (he, she)) in votes {
            if let Some(person) = self.people.get_mut(who)
                && person.sex.is_none()
                && he != she
            {
                person.sex = Some(if he > she { Sex::Male } else { Sex::Female });
            }
        }
    }

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
            .filter(|(at, p)| used.contains(at) || (!p.role && p.names.iter().map(|(_, n)| n).sum::<usize>() > 1))
            .collect();
        all.sort_by_key(|(_, p)| p.first.start);
        all.into_iter()
            .map(|(_, p)| Person {
                name: p.name().to_owned(),
                aliases: p.names.iter().map(|(n, _)| n.clone()).filter(|n| n != p.name()).collect(),
                sex: p.sex,
                looks: looks(text, p),
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

/// What the clause after the first mention says of the looks: ", who had a white beard and a thick blue sweater,".
fn looks(text: &str, person: &Someone) -> String {
    let after = text.get(person.first.end..).unwrap_or_default();
    let sentence: String = after.chars().take(160).collect();
    let sentence = sentence.split(['.', ';', '"', '“', '!']).next().unwrap_or_default();
    let lower = sentence.to_lowercase();
    for lead in [
        ", who had ",
        ", who wore ",
        " in a ",
        " wore a ",
        ", wearing ",
        ", with ",
        " in her ",
        " with a ",
        " had a ",
        " wearing a ",
    ] {
        if let Some(at) = lower.find(lead).filter(|at| *at < 30) {
            let rest = sentence.get(at + lead.len()..).unwrap_or_default();
            let phrase: String =
                rest.split(',').next().unwrap_or_default().split_whitespace().take(12).collect::<Vec<_>>().join(" ");
            let signs = [
                "hair",
                "beard",
                "coat",
                "dress",
                "jacket",
                "hat",
                "sweater",
                "shirt",
                "jersey",
                "scarf",
                "glasses",
                "moustache",
                "uniform",
                "suit",
                "apron",
                "braids",
            ];
            if let Some(end) = signs.iter().filter_map(|s| phrase.to_lowercase().rfind(s).map(|at| at + s.len())).max()
            {
                return phrase.get(..end).unwrap_or(&phrase).to_owned();
            }
        }
    }
    String::new()
}
