//! Who the people are: names, sex, age, looks, and who is present where.

use crate::finder::Finder;
use crate::names::{age_of, sex_of};
use crate::screenplay::{Beat, ElementKind, Person, Screenplay, SourceScene};
use crate::words::lower_words;
use model::{Age, Sex};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Fills `characters` and every scene's presence. `named` are the people that prose gave.
pub(crate) fn find(play: &mut Screenplay, named: Vec<Person>) {
    let mut people = named;
    let mut index: HashMap<String, usize> =
        people.iter().enumerate().map(|(i, p)| (p.name.to_lowercase(), i)).collect();
    for line in &play.dialogue {
        let Some(name) = &line.speaker else { continue };
        let at = *index.entry(name.to_lowercase()).or_insert_with(|| {
            people.push(Person { name: name.clone(), first: line.span, ..Person::default() });
            people.len() - 1
        });
        if let Some(person) = people.get_mut(at) {
            person.lines += 1;
        }
    }
    let mut cast = Introduced::new(people, index);
    for scene in &play.scenes {
        for beat in &scene.beats {
            if let Beat::Action { text, span } = beat {
                cast.introductions(text, *span);
            }
        }
    }
    for element in play.elements.iter().filter(|element| element.kind == ElementKind::Cast) {
        cast.introductions(&element.text, element.span);
    }
    let mut people = cast.people;
    for person in &mut people {
        person.sex = person.sex.or_else(|| sex_of(&person.name)).or_else(|| sex_in(&person.looks));
        person.age = person
            .age
            .or_else(|| person.years.map(age_from))
            .or_else(|| age_of(&person.looks))
            .or_else(|| age_of(&person.name));
    }
    let named = named_in(play, &people);
    pronouns(play, &named, &mut people);
    present(play, &named, &people);
    play.characters = people;
}

fn age_from(years: u32) -> Age {
    match years {
        0..=12 => Age::Child,
        13..=19 => Age::Teen,
        20..=64 => Age::Adult,
        _ => Age::Old,
    }
}

/// The people, while those who are introduced are added.
struct Introduced {
    people: Vec<Person>,
    /// By the name in small letters.
    index: HashMap<String, usize>,
    /// By the first word of the name, in rising order.
    by_first: HashMap<String, Vec<usize>>,
    /// The first whose name has no words: every name holds all of them.
    wordless: Option<usize>,
    /// How many names may still be compared word by word: far more than in any script that somebody wrote.
    comparisons: usize,
    /// The further names of people.
    aliases: HashSet<(usize, String)>,
}

/// More further names than anybody has.
const ALIASES: usize = 100;
const COMPARISONS: usize = 3_000_000;

impl Introduced {
    fn new(people: Vec<Person>, index: HashMap<String, usize>) -> Self {
        let aliases =
            people.iter().enumerate().flat_map(|(at, p)| p.aliases.iter().map(move |a| (at, a.clone()))).collect();
        let by_first = HashMap::new();
        let mut out = Self { people: Vec::new(), index, by_first, wordless: None, comparisons: COMPARISONS, aliases };
        people.into_iter().for_each(|person| out.push(person));
        out
    }

    fn push(&mut self, person: Person) {
        let at = self.people.len();
        match lower_words(&person.name).next() {
            Some(word) => self.by_first.entry(word.into_owned()).or_default().push(at),
            None => self.wordless = self.wordless.or(Some(at)),
        }
        self.people.push(person);
    }

    /// "WILL BLOOM" introduces the one whose cue is "WILL": the first of all whose words are among those of `name`.
    fn within(&mut self, name: &str) -> Option<usize> {
        lower_words(name).nth(1)?;
        let words: HashSet<String> = lower_words(name).map(Cow::into_owned).collect();
        let mut best = self.wordless;
        for word in &words {
            for &at in self.by_first.get(word).into_iter().flatten() {
                if best.is_some_and(|best| best <= at) || self.comparisons == 0 {
                    break;
                }
                self.comparisons -= 1;
                if self.people.get(at).is_some_and(|p| lower_words(&p.name).all(|w| words.contains(w.as_ref()))) {
                    best = Some(at);
                }
            }
        }
        best
    }

    /// "MAYA (30s), in a red coat" and "INSPECTOR HALE, 60, a tall man with a white beard, …".
    fn introductions(&mut self, text: &str, span: model::Span) {
        let mut from = 0;
        while let Some((start, end)) = next_capitals(text, from) {
            from = end;
            let Some(name) = text.get(start..end) else { break };
            let after = text.get(end..).unwrap_or_default();
            let (years, looks) = looks_after(after);
            let key = name.to_lowercase();
            let known = self.index.get(&key).copied().or_else(|| self.within(name));
            let at = match known {
                Some(at) => at,
                None if years.is_some()
                    || (crate::names::sex_of(name).is_some() && name.split_whitespace().count() <= 3) =>
                {
                    self.push(Person { name: name.to_owned(), first: span, ..Person::default() });
                    self.index.insert(key, self.people.len() - 1);
                    self.people.len() - 1
                }
                None => continue,
            };
            let Some(person) = self.people.get_mut(at) else { continue };
            if person.name != name && person.aliases.len() < ALIASES && self.aliases.insert((at, name.to_owned())) {
                person.aliases.push(name.to_owned());
            }
            person.years = person.years.or(years);
            if person.looks.is_empty() {
                person.looks = looks;
            }
        }
    }
}

/// The next run of words in capitals, at least two letters long.
fn next_capitals(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut run: Option<(usize, usize)> = None;
    let rest = text.get(from..)?;
    for (at, word) in words_with_place(rest) {
        // Most words are of this kind.
        if word.bytes().any(|b| b.is_ascii_lowercase()) {
            if run.is_some() {
                return run;
            }
            continue;
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = bare.chars().filter(|c| c.is_uppercase()).count() > 1 && !bare.chars().any(char::is_lowercase);
        let lead = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = from + at + word.len() - lead.len();
        let end = start + bare.len();
        match (&mut run, capital) {
            (Some((_, stop)), true) => *stop = end,
            (None, true) => run = Some((start, end)),
            (Some(_), false) => return run,
            (None, false) => {}
        }
        let title =
            matches!(bare, "DR" | "MR" | "MRS" | "MS" | "ST" | "SGT" | "LT" | "CAPT" | "PROF" | "REV" | "COL" | "DET");
        if run.is_some() && !(title && word.ends_with('.')) && word.ends_with([',', '.', ')', ';', ':', '!']) {
            return run;
        }
    }
    run
}

fn words_with_place(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').scan(0, |at, word| {
        let here = *at;
        *at += word.len() + 1;
        Some((here, word))
    })
}

/// Years and looks from what follows a name: " (30s), in a red coat, waits."
fn looks_after(after: &str) -> (Option<u32>, String) {
    let trimmed = after.trim_start();
    if !trimmed.starts_with(['(', ',']) {
        return (None, String::new());
    }
    let mut rest = Some(trimmed);
    let mut years = None;
    let mut looks: Vec<String> = Vec::new();
    for _ in 0..7 {
        // No further than the sentence, and no further than is needed.
        let Some(text) = rest else { break };
        let end = text.find([',', '(', ')', '.', ';']).unwrap_or(text.len());
        let (piece, mark) = text.split_at(end);
        rest = mark.strip_prefix([',', '(', ')']);
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        let lower = piece.to_lowercase();
        if let Some(age) = years_in(&lower) {
            years = years.or(Some(age));
            looks.push(piece.to_owned());
        } else if describes(&lower) {
            looks.push(piece.to_owned());
        } else {
            break;
        }
    }
    (years, looks.join(", "))
}

fn years_in(lower: &str) -> Option<u32> {
    let digits: String = lower.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let n: u32 = digits.parse().ok().filter(|n| (1..=110).contains(n))?;
    let decade = lower.contains("0s") || lower.contains("0's") || lower.contains("0’s");
    let early = lower.contains("late");
    (lower.split_whitespace().count() <= 4).then_some(if decade { n + if early { 8 } else { 4 } } else { n })
}

/// Whether a phrase tells looks rather than what somebody does.
fn describes(lower: &str) -> bool {
    let words = lower.split_whitespace().count();
    const SIGNS: &[&str] = &[
        "hair",
        "beard",
        "coat",
        "dress",
        "jacket",
        "suit",
        "shirt",
        "hat",
        "glasses",
        "scar",
        "tall",
        "short",
        "thin",
        "slim",
        "stout",
        "fat",
        "bald",
        "old",
        "young",
        "man",
        "woman",
        "boy",
        "girl",
        "wearing",
        "dressed",
        "eyes",
        "uniform",
        "apron",
        "handsome",
        "beautiful",
        "blonde",
        "blond",
        "brunette",
        "redhead",
        "freckled",
        "moustache",
        "mustache",
        "hoodie",
        "jeans",
        "boots",
        "scarf",
        "sweater",
        "pale",
        "weathered",
        "wiry",
        "burly",
        "heavyset",
        "elegant",
    ];
    words <= 14 && SIGNS.iter().any(|sign| crate::words::has_phrase(lower, sign))
}

pub(crate) fn sex_in(text: &str) -> Option<Sex> {
    lower_words(text).find_map(|w| match w.as_ref() {
        "he" | "his" | "him" | "himself" | "man" | "boy" | "gentleman" => Some(Sex::Male),
        "she" | "her" | "hers" | "herself" | "woman" | "girl" | "lady" => Some(Sex::Female),
        _ => None,
    })
}

/// Who is named in each action of the script.
fn named_in(play: &Screenplay, people: &[Person]) -> Vec<Vec<usize>> {
    let finder = Finder::new(people);
    actions(&play.scenes).map(|text| finder.in_text(text)).collect()
}

fn actions(scenes: &[SourceScene]) -> impl Iterator<Item = &str> {
    scenes.iter().flat_map(|s| &s.beats).filter_map(|beat| match beat {
        Beat::Action { text, .. } => Some(text.as_str()),
        _ => None,
    })
}

/// Sex by the pronouns of the sentences that name somebody alone.
fn pronouns(play: &Screenplay, named: &[Vec<usize>], people: &mut [Person]) {
    if people.iter().all(|p| p.sex.is_some()) {
        return;
    }
    let mut votes: HashMap<usize, (u32, u32)> = HashMap::new();
    for (text, named) in actions(&play.scenes).zip(named) {
        let [only] = named[..] else { continue };
        for word in lower_words(text) {
            let vote = votes.entry(only).or_default();
            match word.as_ref() {
                "he" | "his" | "him" => vote.0 += 1,
                "she" | "her" => vote.1 += 1,
                _ => {}
            }
        }
    }
    for (at, (he, she)) in votes {
        if let Some(person) = people.get_mut(at)
            && person.sex.is_none()
            && he != she
        {
            person.sex = Some(if he > she { Sex::Male } else { Sex::Female });
        }
    }
}

fn present(play: &mut Screenplay, named: &[Vec<usize>], people: &[Person]) {
    let Screenplay { scenes, dialogue, .. } = play;
    let mut named = named.iter();
    for scene in scenes {
        let mut names: Vec<String> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        let mut add = |name: &str| {
            if !known.contains(name) {
                known.insert(name.to_owned());
                names.push(name.to_owned());
            }
        };
        for beat in &scene.beats {
            match beat {
                Beat::Action { .. } => {
                    for person in named.next().into_iter().flatten().filter_map(|at| people.get(*at)) {
                        add(&person.name);
                    }
                }
                Beat::Line(at) => {
                    if let Some(line) = dialogue.get(*at).filter(|l| !l.off_screen)
                        && let Some(speaker) = &line.speaker
                    {
                        add(speaker);
                    }
                }
                _ => {}
            }
        }
        scene.characters = names;
    }
}
