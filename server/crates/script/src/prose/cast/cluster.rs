//! Which spellings name the same person.

use super::found::{Found, is_anybody};
use super::nicknames::full_names;
use super::{Cast, Mention, Someone};
use crate::names::sex_of;
use crate::prose::tokens::{is_title, title_sex};
use model::{Sex, Span};
use std::collections::{HashMap, HashSet};

/// What a cluster is known by.
struct Key {
    sex: Option<Sex>,
    title: Option<String>,
    /// The words of its longest name, in lower case, without a title.
    words: Vec<String>,
}

/// A name taken apart.
struct Parts {
    title: Option<String>,
    words: Vec<String>,
    sex: Option<Sex>,
}

/// The spellings of a text: how often each occurs, and in which paragraphs the narrator uses it.
struct Spellings<'a> {
    /// In the order of their first occurrence.
    order: Vec<&'a str>,
    count: HashMap<&'a str, usize>,
    /// Paragraphs in rising order, each once.
    places: HashMap<&'a str, Vec<usize>>,
    /// The same where it is told to speak.
    speaks: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Spellings<'a> {
    fn of(found: &'a [Found]) -> Self {
        let mut out = Self { order: Vec::new(), count: HashMap::new(), places: HashMap::new(), speaks: HashMap::new() };
        for f in found {
            let name = f.name.as_str();
            let n = out.count.entry(name).or_default();
            if *n == 0 {
                out.order.push(name);
            }
            *n += 1;
            let places = out.places.entry(name).or_default();
            if !f.quoted && places.last() != Some(&f.paragraph) {
                places.push(f.paragraph);
            }
            if f.told {
                out.speaks.entry(name).or_default().push(f.paragraph);
            }
        }
        out
    }

    fn count(&self, name: &str) -> usize {
        self.count.get(name).copied().unwrap_or(0)
    }

    /// Whether two names stand side by side, or answer each other, so often that they are two people's: "Mr. Emerson" and
    /// "George".
    fn apart(&self, one: &str, other: &str) -> bool {
        if let (Some(a), Some(b)) = (self.speaks.get(one), self.speaks.get(other)) {
            let answers = a.iter().filter(|p| {
                b.binary_search(&(**p + 1)).is_ok() || p.checked_sub(1).is_some_and(|p| b.binary_search(&p).is_ok())
            });
            let least = a.len().min(b.len());
            if answers.count() >= 2.max(least / 6) {
                return true;
            }
        }
        let (Some(a), Some(b)) = (self.places.get(one), self.places.get(other)) else { return false };
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let both = short.iter().filter(|p| long.binary_search(p).is_ok()).count();
        both >= 2 && both * 5 >= short.len()
    }
}

pub(super) fn cluster(found: Vec<Found>, human: &HashSet<String>) -> Cast {
    let spellings = Spellings::of(&found);
    // Words that a human name is made of make other names human.
    let human_words: HashSet<String> =
        human.iter().filter(|n| !n.starts_with(char::is_lowercase)).flat_map(|n| parts(n).words).collect();
    let mut sorted: Vec<(&str, Parts)> = spellings
        .order
        .iter()
        .map(|name| (*name, parts(name)))
        .filter(|(name, p)| {
            human.contains(*name)
                || name.starts_with(char::is_lowercase)
                || p.words.iter().any(|w| human_words.contains(w))
        })
        .collect();
    // Longer names first: short forms join them, and fond forms the full ones.
    sorted.sort_by_cached_key(|(name, p)| {
        let fond = p.words.first().is_some_and(|w| full_names(w).next().is_some());
        std::cmp::Reverse((p.words.len(), p.title.is_some(), !fond, spellings.count(name)))
    });
    let roles: HashSet<&str> =
        sorted.iter().map(|(name, _)| *name).filter(|n| n.starts_with(char::is_lowercase)).collect();
    let mut people: Vec<Someone> = Vec::new();
    let mut keys: Vec<Key> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    // Clusters by the words of their names: only those can take a shorter form.
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for (name, part) in sorted {
        let n = spellings.count(name);
        let role = name.starts_with(char::is_lowercase);
        let chosen = if role {
            plain_role(name, &roles).and_then(|plain| by_name.get(plain).copied())
        } else {
            choose(name, &part, &keys, &people, &by_word, &spellings)
        };
        let at = chosen.unwrap_or_else(|| {
            people.push(Someone { role, sex: part.sex, ..Someone::default() });
            let words = if role { vec![name.to_owned()] } else { part.words.clone() };
            for word in &words {
                by_word.entry(word.clone()).or_default().push(people.len() - 1);
            }
            keys.push(Key { sex: part.sex, title: part.title.clone(), words });
            people.len() - 1
        });
        if let Some(person) = people.get_mut(at) {
            person.names.push((name.to_owned(), n));
            person.sex = person.sex.or(part.sex);
        }
        if let Some(key) = keys.get_mut(at) {
            key.sex = key.sex.or(part.sex);
            key.title = key.title.take().or(part.title);
        }
        by_name.insert(name.to_owned(), at);
        // The bare role stands for all its longer forms, which came first.
        if role && let Some(plain) = plain_role(name, &roles) {
            by_name.entry(plain.to_owned()).or_insert(at);
        }
    }
    let mentions: Vec<Mention> = found
        .iter()
        .filter_map(|f| {
            by_name.get(&f.name).map(|&who| Mention {
                start: f.start,
                end: f.end,
                who,
                possessive: f.possessive,
                fresh: f.fresh,
            })
        })
        .collect();
    for mention in mentions.iter().rev() {
        if let Some(person) = people.get_mut(mention.who) {
            person.first = Span { start: mention.start, end: mention.end };
        }
    }
    label(&mut people, &keys);
    Cast { people, mentions }
}

/// Where several of a family have a part, a first name tells more than "Mr. Crawford" or "Miss Bertram".
fn label(people: &mut [Someone], keys: &[Key]) {
    let mut families: HashMap<&str, usize> = HashMap::new();
    for key in keys.iter().filter(|k| k.words.len() > 1 || k.title.is_some()) {
        if let Some(surname) = key.words.last() {
            *families.entry(surname).or_default() += 1;
        }
    }
    for (person, key) in people.iter_mut().zip(keys) {
        let (Some(first), Some(surname)) = (key.words.first(), key.words.last()) else { continue };
        if person.role || key.words.len() < 2 || families.get(surname.as_str()).is_none_or(|n| *n < 2) {
            continue;
        }
        let named = |name: &str| parts(name).words.first() == Some(first) && parts(name).title.is_none();
        let own = person.names.iter().filter(|(name, _)| named(name)).max_by_key(|(_, n)| *n);
        let usual = parts(person.name());
        let vague = usual.words.len() == 1 && usual.words.first() == Some(surname);
        let all: usize = person.names.iter().map(|(_, n)| n).sum();
        if let Some(label) = own.filter(|(_, n)| vague && n * 10 >= all).map(|(name, _)| name.clone()) {
            person.label = Some(label);
        }
    }
}

/// "the burly barman" is "the barman" where he is called that, too; "the old man" and "the man" may be two.
fn plain_role<'a>(name: &str, roles: &HashSet<&'a str>) -> Option<&'a str> {
    let noun = name.rsplit(' ').next()?;
    if is_anybody(noun) || !name.starts_with("the ") {
        return None;
    }
    roles.get(format!("the {noun}").as_str()).copied().filter(|plain| *plain != name || name.split(' ').count() == 2)
}

/// The cluster that a name joins.
fn choose(
    name: &str,
    part: &Parts,
    keys: &[Key],
    people: &[Someone],
    by_word: &HashMap<String, Vec<usize>>,
    spellings: &Spellings,
) -> Option<usize> {
    let words = &part.words;
    // All words must be the cluster's: the rarest one leaves the fewest to look at.
    let same = words.iter().map(|w| by_word.get(w).map(Vec::as_slice).unwrap_or_default()).min_by_key(|l| l.len())?;
    let mut pool: Vec<usize> =
        same.iter().copied().filter(|at| keys.get(*at).is_some_and(|key| fits(part, key))).collect();
    if pool.is_empty() {
        return nicknamed(name, part, keys, people, by_word, spellings);
    }
    // A surname that stands beside the first name of another of the family is not that one's.
    pool.retain(|at| {
        let Some(key) = keys.get(*at) else { return false };
        let surname = words.len() == 1 && key.words.len() > 1 && key.words.first() != words.first();
        let first = key.words.first().map(|w| capital(w)).unwrap_or_default();
        // Its own forms with the surname alone are no other people.
        let others = people.get(*at).map(|p| p.names.as_slice()).unwrap_or_default();
        let mut others = others.iter().filter(|(other, _)| parts(other).words != *words);
        !surname || !(spellings.apart(name, &first) || others.any(|(other, _)| spellings.apart(name, other)))
    });
    if pool.len() < 2 {
        return pool.first().copied();
    }
    let count = |at: usize| people.get(at).map_or(0, |p| p.names.iter().map(|(_, n)| n).sum::<usize>());
    let first: Vec<usize> = pool
        .iter()
        .copied()
        .filter(|at| keys.get(*at).is_some_and(|k| k.words.len() > 1 && k.words.first() == words.first()))
        .collect();
    if !first.is_empty() {
        pool = first;
    }
    // A bare surname is the man's who is called by it with a title.
    let man = pool
        .iter()
        .copied()
        .filter(|at| {
            part.title.is_none() && keys.get(*at).is_some_and(|k| k.sex == Some(Sex::Male) && k.title.is_some())
        })
        .max_by_key(|at| count(*at));
    man.or_else(|| pool.into_iter().max_by_key(|at| count(*at)))
}

/// "Lizzy" where there is one Elizabeth, and the narrator does not set them side by side.
fn nicknamed(
    name: &str,
    part: &Parts,
    keys: &[Key],
    people: &[Someone],
    by_word: &HashMap<String, Vec<usize>>,
    spellings: &Spellings,
) -> Option<usize> {
    let first = part.words.first()?;
    let surname = part.words.get(1);
    let bears = |at: &usize, full: &str| {
        let (Some(key), Some(person)) = (keys.get(*at), people.get(*at)) else { return false };
        let same = !matches!((part.sex, key.sex), (Some(a), Some(b)) if a != b);
        // "Lady Catherine" is nobody's Kitty.
        if key.title.is_some() && key.words.len() == 1 {
            return false;
        }
        let family = surname.is_none_or(|s| key.words.len() == 1 || key.words.last() == Some(s));
        let apart = person.names.iter().any(|(other, _)| spellings.apart(name, other));
        same && family && !apart && part.title.is_none() && key.words.first().is_some_and(|w| w == full)
    };
    let mut all = full_names(first)
        .flat_map(|full| by_word.get(full).into_iter().flatten().copied().filter(move |at| bears(at, full)));
    let one = all.next()?;
    all.all(|other| other == one).then_some(one)
}

/// Whether a shorter name may belong to a cluster.
fn fits(part: &Parts, key: &Key) -> bool {
    let words = &part.words;
    if !words.iter().all(|w| key.words.contains(w)) {
        return false;
    }
    if matches!((part.sex, key.sex), (Some(a), Some(b)) if a != b) {
        return false;
    }
    let first_name = words.len() == 1 && key.words.len() > 1 && key.words.first() == words.first();
    let last_name = words.len() == 1 && key.words.last() == words.last();
    if words.len() == 1 && !first_name && !last_name {
        return false;
    }
    // Mrs Bennet is neither Miss Bennet nor Jane Bennet, Lady Bertram not Maria, and Mr Bertram not Sir Thomas Bertram.
    let rank = |t: &Option<String>| {
        t.as_deref().map(|t| matches!(t, "mrs" | "miss" | "sir" | "lord" | "lady" | "aunt" | "uncle"))
    };
    if let (Some(a), Some(b)) = (rank(&part.title), rank(&key.title)) {
        return part.title == key.title || !(a || b);
    }
    let title = part.title.as_deref();
    let married = matches!(title, Some("mrs" | "lady" | "lord")) && last_name && !first_name;
    let of_married = key.title.as_deref() == Some("mrs") && words.len() == 1 && key.words.len() > 1;
    !married && !of_married || key.words.len() == 1 && title != Some("mrs")
}

/// Titles and the words of the name itself, in lower case.
fn parts(name: &str) -> Parts {
    let mut words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let title = words.first().filter(|w| is_title(w)).cloned();
    if title.is_some() && words.len() > 1 {
        words.remove(0);
    }
    let sex = title.as_deref().and_then(title_sex).or_else(|| sex_of(name));
    Parts { title, words, sex }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
