//! What is asked of a person: where the script leaves something open that the film has to show.

use crate::answers::{is_open, scene_key};
use crate::film::made_up;
use crate::names::{is_kind_of_person, is_role};
use crate::people::Kind;
use crate::screenplay::{Person, Screenplay};
use crate::words::tokens;
use model::{ProjectSettings, PromptList, Sex};
use std::collections::HashMap;

/// A sex that is less sure than this is asked about.
const SURE: f32 = 0.6;
/// Of how many people the looks are asked about: those with most to say and to do.
const PEOPLE: usize = 12;
/// More people than whose names are compared.
const COMPARED: usize = 400;
/// Places that are offered for a scene.
const PLACES: usize = 4;

/// Something that the script leaves open.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Whether somebody is a woman or a man; with what the studio takes for likely.
    Sex { name: String, guess: Option<Sex> },
    /// Whether the looks that the studio made up may stay.
    Looks { name: String, description: String, made_up: Vec<String> },
    /// Whether two names in the cast are one person.
    Same { name: String, whole: String },
    /// Where a scene takes place. `key` is what its answer is kept by.
    Where { key: String, begins: String, start: usize, places: Vec<String> },
}

/// What is open, the gravest first: who is who, where scenes are, who is a woman or a man, and what was made up of somebody's looks.
pub fn questions(play: &Screenplay, list: &PromptList, settings: &ProjectSettings) -> Vec<Question> {
    let mut out = same(play, settings);
    out.extend(places(play));
    let mut seen: Vec<(usize, &Person)> =
        play.characters.iter().enumerate().filter(|(_, person)| person.portrait.kind == Kind::Human).collect();
    seen.sort_by_key(|(at, person)| (std::cmp::Reverse(person.lines), *at));
    seen.truncate(PEOPLE);
    let open = |person: &Person| !person.portrait.neutral && person.portrait.sex_sure < SURE;
    let sexes = seen.iter().filter(|(_, person)| open(person));
    out.extend(sexes.map(|(_, person)| Question::Sex { name: person.name.clone(), guess: person.sex }));
    let invented = made_up(&play.characters);
    out.extend(seen.iter().filter_map(|(at, person)| {
        let parts = invented.get(*at).filter(|parts| !parts.is_empty() && person.portrait.decided.is_none())?;
        let character = list.characters.iter().find(|character| character.name == person.name)?;
        Some(Question::Looks {
            name: person.name.clone(),
            description: character.description.clone(),
            made_up: parts.clone(),
        })
    }));
    out
}

/// Names of which one is a part of another's: "KLARA" and "KLARA WEISS". Where it is part of several, nobody is asked.
fn same(play: &Screenplay, settings: &ProjectSettings) -> Vec<Question> {
    let people = play.characters.iter().filter(|person| person.portrait.kind == Kind::Human);
    let names: Vec<(&str, Vec<String>)> =
        people.take(COMPARED).map(|person| (person.name.as_str(), tokens(&person.name))).collect();
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (_, words)) in names.iter().enumerate() {
        words.iter().for_each(|word| by_word.entry(word).or_default().push(at));
    }
    let asked = names
        .iter()
        .filter(|(name, words)| !settings.same.contains_key(*name) && words.iter().all(|word| !is_role(word)));
    let pairs = asked.filter_map(|(name, words)| {
        let beside = by_word.get(words.first()?.as_str())?.iter().filter_map(|at| names.get(*at));
        let mut whole = beside.filter(|(_, other)| is_longer(other, words)).map(|(whole, _)| *whole);
        match (whole.next(), whole.next()) {
            (Some(whole), None) => Some(Question::Same { name: (*name).to_owned(), whole: whole.to_owned() }),
            _ => None,
        }
    });
    pairs.collect()
}

/// Whether a name has all of these words, and further names.
fn is_longer(name: &[String], words: &[String]) -> bool {
    let rest: Vec<&String> = name.iter().filter(|word| !words.contains(word)).collect();
    let further = |word: &&String| word.chars().all(char::is_alphabetic) && !is_kin_or_rank(word);
    !rest.is_empty() && name.len() == words.len() + rest.len() && rest.iter().all(further)
}

/// "MARTA'S MOTHER" and "YOUNG MARTA" are other people than Marta.
fn is_kin_or_rank(word: &str) -> bool {
    is_kind_of_person(word) || crate::names::age_of(word).is_some() || word == "s"
}

fn places(play: &Screenplay) -> impl Iterator<Item = Question> {
    let mut known: Vec<String> = Vec::new();
    for place in play.scenes.iter().filter_map(|scene| scene.location.as_ref()) {
        if known.len() < PLACES && !known.contains(place) {
            known.push(place.clone());
        }
    }
    // A scene after one without a place is taken to be there as well.
    let first = play.scenes.iter().take_while(|scene| is_open(scene));
    let with_words = first.filter_map(|scene| Some((scene, scene_key(scene))).filter(|(_, key)| !key.is_empty()));
    with_words.map(move |(scene, key)| Question::Where {
        key,
        begins: scene.beginning(),
        start: scene.span.start,
        places: known.clone(),
    })
}
