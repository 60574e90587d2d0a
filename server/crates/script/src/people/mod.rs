//! Who the people are: names, sex, age, looks, and who is present where.

use crate::finder::Finder;
use crate::names::{age_of, sex_of};
use crate::screenplay::{Beat, Person, Screenplay, SourceScene};
use crate::words::lower_words;
use model::{Age, Sex};
use std::collections::{HashMap, HashSet};

mod age;
mod cast;
mod claiming;
mod figures;
mod identity;
mod labels;
mod mentions;
mod phrases;
mod pieces;
mod pronouns;
mod reading;
mod silent;
mod slots;
mod spots;
mod tokens;
mod units;
mod verbs;

pub(crate) use figures::is_kin;
pub(crate) use silent::{is_persons_deed, is_there};
pub use slots::{Claim, Kind, Portrait, SaidAge, Slot};

use cast::Cast;
use labels::{is_plain, tells_sex};

/// Fills `characters` and every scene's presence. `named` are the people that prose gave.
pub(crate) fn find(play: &mut Screenplay, named: Vec<Person>) {
    let mut people = named;
    without_strays(play, &people);
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
    let mut cast = Cast::new(people);
    units::read(play, &mut cast);
    silent::find(play, &mut cast);
    cast.settle(play.format == crate::screenplay::Format::Prose);
    identity::from_talk(play, &mut cast);
    identity::titled(&mut cast);
    identity::ranked(&mut cast);
    identity::merge(play, &mut cast);
    silent::family_names(play, &mut cast);
    let mut people = cast.people;
    for person in &mut people {
        match crate::prose::sex_of_name(&person.name, &play.language) {
            Some((sex, true)) => person.sex = person.sex.or(Some(sex)),
            Some((sex, false)) => person.portrait.usual = person.portrait.usual.or(Some(sex)),
            None => {}
        }
        decide(person);
    }
    let named = named_in(play, &people);
    pronouns(play, &named, &mut people);
    present(play, &named, &people);
    play.characters = people;
    one_spelling(play);
}

/// "He said he was twelve": the one who is named next, and nobody called "He".
fn without_strays(play: &mut Screenplay, named: &[Person]) {
    if play.format != crate::screenplay::Format::Prose {
        return;
    }
    let language = play.language.clone();
    for line in &mut play.dialogue {
        let sex = match line.speaker.as_deref() {
            Some("He" | "he") => Some(Sex::Male),
            Some("She" | "she") => Some(Sex::Female),
            Some("They" | "they" | "It" | "it") => None,
            _ => continue,
        };
        let known = |p: &Person| p.sex.or_else(|| crate::prose::sex_of_name(&p.name, &language).map(|(sex, _)| sex));
        let next = named.iter().filter(|p| p.first.start >= line.span.end).min_by_key(|p| p.first.start);
        let fits = |p: &&Person| known(p).is_none_or(|own| sex == Some(own));
        // Where nobody is named, the pronoun is all that is known.
        if let Some(next) = next.filter(fits) {
            line.speaker = Some(next.name.clone());
            line.confidence = line.confidence.min(0.4);
        }
    }
}

/// "Juno" of a list of lines is JUNO, as the cast has her.
fn one_spelling(play: &mut Screenplay) {
    let exact: HashSet<&str> = play.characters.iter().map(|person| person.name.as_str()).collect();
    let by_lower: HashMap<String, &str> =
        play.characters.iter().map(|person| (person.name.to_lowercase(), person.name.as_str())).collect();
    for line in &mut play.dialogue {
        let Some(name) = line.speaker.as_deref().filter(|name| !exact.contains(name)) else { continue };
        if let Some(own) = by_lower.get(&name.to_lowercase()) {
            line.speaker = Some((*own).to_owned());
        }
    }
}

/// Sex and age by the best evidence.
fn decide(person: &mut Person) {
    let prior = person.sex.or_else(|| sex_of(&person.name)).filter(|_| tells_sex(&person.name));
    let portrait = &mut person.portrait;
    let (sex, sure) = if portrait.neutral || portrait.kind == Kind::Group {
        (None, 0.0)
    } else {
        sex_by_rank(portrait, prior, &person.name)
    };
    person.sex = sex;
    portrait.sex_sure = sure;
    person.years = portrait.age.map(SaidAge::years).or(portrait.kin_years);
    let by_name = || age_of(&person.name);
    person.age = match (portrait.age, portrait.child) {
        (Some(said), _) => Some(age_from(said.years())),
        (None, true) => Some(Age::Child),
        (None, false) => person.age.or_else(|| person.years.map(age_from)).or_else(by_name),
    };
    let claims = portrait.claims.iter().map(|c| c.words.as_str());
    person.looks = claims.collect::<Vec<_>>().join(", ");
}

/// Noun and kinship before pronouns, these before a rank or a role, and a name last.
fn sex_by_rank(portrait: &Portrait, prior: Option<Sex>, name: &str) -> (Option<Sex>, f32) {
    if let Some((sex, sure)) = portrait.voted() {
        let weak = portrait.votes.iter().take(2).flatten().all(|n| *n == 0);
        let [he, she] = portrait.votes.get(2).copied().unwrap_or_default();
        let few = he.abs_diff(she) < 5;
        match prior {
            Some(prior) if weak && few && prior != sex && is_plain(name) => return (Some(prior), 0.6),
            _ => return (Some(sex), sure),
        }
    }
    if prior.is_some() {
        return (prior, 0.8);
    }
    let words = crate::words::tokens(name);
    let listed = words.iter().find_map(|w| lexicon::given_names().at("en", &[w.as_str()]).filter(|(_, n)| *n == 1));
    if let Some((entry, _)) = listed {
        return (Some(if entry.is("m") { Sex::Male } else { Sex::Female }), 0.75);
    }
    let usual = words.iter().find_map(|w| lexicon::nouns().at("en", &[w.as_str()])?.0.value("usually"));
    let usual = usual.map(|s| if s == "f" { Sex::Female } else { Sex::Male }).or(portrait.usual);
    (usual, if usual.is_some() { 0.5 } else { 0.0 })
}

pub(crate) fn age_from(years: u32) -> Age {
    match years {
        0..=12 => Age::Child,
        13..=19 => Age::Teen,
        20..=64 => Age::Adult,
        _ => Age::Old,
    }
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
