//! What each character looks like, for the whole film and scene by scene.

use super::invent;
use super::roll::hash;
use crate::names::is_role;
use crate::people::{Claim, Kind, Portrait, SaidAge, Slot};
use crate::screenplay::{Person, SourceScene};
use crate::words::tokens;
use model::{Age, Character, LooksIn, Sex};
use std::collections::HashMap;

/// One description per person; no two of the first dozen share the colour of what they wear.
pub(crate) fn cast(people: &[Person], scenes: &[SourceScene]) -> Vec<Character> {
    let colours = invent::colours(people);
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(people.len());
    for (at, scene) in scenes.iter().enumerate() {
        for name in &scene.characters {
            seen.entry(name).or_insert(at);
        }
    }
    let appears = |person: &Person| seen.get(person.name.as_str()).copied();
    people.iter().zip(colours).map(|(person, colour)| character(person, scenes, appears(person), colour)).collect()
}

/// What of everybody's looks the script does not tell, as it is made up, person by person.
pub(crate) fn made_up(people: &[Person]) -> Vec<Vec<String>> {
    let colours = invent::colours(people);
    let invented = people.iter().zip(colours).map(|(person, colour)| {
        if person.portrait.kind != Kind::Human {
            return Vec::new();
        }
        let first = person.portrait.claims.iter().map(|claim| claim.scene).min().unwrap_or(0);
        let seed = hash(&person.name.to_lowercase());
        let parts = invent::missing(person, &holding(&person.portrait.claims, first), seed, colour);
        let is_age_told = person.years.is_some() || person.age.is_some();
        let age = (!is_age_told).then(|| head(person, seed));
        age.into_iter().chain(parts).collect()
    });
    invented.collect()
}

/// Somebody who is first seen in the scene `appears`.
fn character(person: &Person, scenes: &[SourceScene], appears: Option<usize>, colour: &str) -> Character {
    let seed = hash(&person.name.to_lowercase());
    let mut told: Vec<usize> = person.portrait.claims.iter().map(|claim| claim.scene).collect();
    told.sort_unstable();
    told.dedup();
    told.truncate(CHANGES);
    let described = |scene: usize| describe(person, scene, seed, colour);
    let first = told.first().copied().into_iter().chain(appears).min().unwrap_or(0);
    let description = described(first);
    let mut versions: Vec<LooksIn> = Vec::new();
    for (at, from) in told.iter().enumerate().filter(|(_, from)| **from > first) {
        let to = told.get(at + 1).copied().unwrap_or(scenes.len());
        let there = scenes.iter().take(to).skip(*from).filter(|s| s.characters.contains(&person.name));
        let numbers: Vec<String> = there.map(|scene| scene.number.clone()).collect();
        let looks = described(*from);
        if looks != description && !numbers.is_empty() {
            versions.push(LooksIn { scenes: numbers, description: looks });
        }
    }
    Character {
        name: person.name.clone(),
        aliases: person.aliases.clone(),
        description: person.portrait.decided.clone().unwrap_or(description),
        versions,
        sex: person.sex,
        age: person.age,
        ..Character::default()
    }
}

/// More changes of looks than a film shows of one person.
const CHANGES: usize = 40;
/// Letters that a description may have; words that no slot claims are left out first.
const LONGEST: usize = 420;

fn describe(person: &Person, scene: usize, seed: u64, colour: &str) -> String {
    let portrait = &person.portrait;
    let claims = holding(&portrait.claims, scene);
    let mut parts = vec![match portrait.kind {
        Kind::Human => head(person, seed),
        Kind::Group => crowd(&person.name),
        Kind::Animal | Kind::Robot | Kind::Other => creature(portrait),
    }];
    if portrait.kind == Kind::Human {
        parts.extend(role(person));
    }
    let mut said: Vec<&Claim> = Vec::new();
    for claim in &claims {
        let known = said.iter().any(|s| s.words.to_lowercase().contains(&claim.words.to_lowercase()));
        if !known {
            said.push(claim);
        }
    }
    let mut room = LONGEST;
    let mut keep = |claim: &Claim| {
        let fits = claim.words.len() + 2 <= room;
        room -= if fits { claim.words.len() + 2 } else { 0 };
        fits
    };
    let mut chosen: Vec<bool> = said.iter().map(|c| !c.fills(Slot::Words) && keep(c)).collect();
    for (claim, chosen) in said.iter().zip(&mut chosen) {
        *chosen = *chosen || claim.fills(Slot::Words) && keep(claim);
    }
    parts.extend(said.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(claim, _)| claim.words.clone()));
    if portrait.kind == Kind::Human {
        parts.extend(invent::missing(person, &claims, seed, colour));
    }
    parts.dedup();
    parts.join(", ")
}

/// The claims that hold in a scene: of an outfit and of hair the latest, of what lasts all, of the rest what was told by then.
fn holding(claims: &[Claim], scene: usize) -> Vec<&Claim> {
    let latest =
        |is: &dyn Fn(&Claim) -> bool| claims.iter().filter(|c| is(c) && c.scene <= scene).map(|c| c.scene).max();
    // Clothes hold from where they are told; hair that is told late was always so, unless it has just changed.
    let outfit = latest(&Claim::is_outfit);
    let is_hair = |c: &Claim| c.fills(Slot::Hair);
    let hair = latest(&is_hair).or_else(|| claims.iter().filter(|c| is_hair(c) && !c.now).map(|c| c.scene).min());
    claims
        .iter()
        .filter(|claim| {
            let main = claim.slots.first().copied().unwrap_or(Slot::Words);
            if claim.is_outfit() {
                return Some(claim.scene) == outfit;
            }
            match main {
                Slot::Hair => Some(claim.scene) == hair,
                Slot::Build | Slot::Skin | Slot::FacialHair => claim.scene <= scene || !claim.now,
                // What goes with an outfit goes with it.
                _ if main.is_worn() => {
                    claim.scene <= scene && outfit.is_none_or(|from| from > scene || claim.scene >= from)
                }
                Slot::Carried | Slot::Words => {
                    claim.scene == scene
                        || Some(claim.scene) == claims.first().map(|c| c.scene)
                            && claim.scene <= scene
                            && outfit.is_none_or(|o| o == claim.scene)
                }
                _ => claim.scene <= scene,
            }
        })
        .collect()
}

fn head(person: &Person, seed: u64) -> String {
    let portrait = &person.portrait;
    let age = person.age.unwrap_or(Age::Adult);
    let sex = person.sex;
    let noun = match (age, sex) {
        (Age::Child, Some(Sex::Female)) => "girl",
        (Age::Child, Some(Sex::Male)) => "boy",
        (Age::Child, None) => "child",
        (Age::Teen, Some(Sex::Female)) => "teenage girl",
        (Age::Teen, Some(Sex::Male)) => "teenage boy",
        (Age::Teen, None) => "teenager",
        (_, Some(Sex::Female)) => "woman",
        (_, Some(Sex::Male)) => "man",
        (_, None) => "person",
    };
    let possessive = match sex {
        Some(Sex::Female) => "her",
        Some(Sex::Male) => "his",
        None => "their",
    };
    let decade = |part: &str, decade: u32| format!("{noun} in {possessive} {part}{decade}s");
    match portrait.age {
        Some(SaidAge::Years(years)) => format!("{noun} of {years}"),
        Some(SaidAge::Months(months)) => {
            let baby = match sex {
                Some(Sex::Female) => "baby girl",
                Some(Sex::Male) => "baby boy",
                None => "baby",
            };
            format!("{baby} of {months} months")
        }
        Some(SaidAge::Decade { part, decade: tens }) => decade(part, tens),
        Some(SaidAge::Teens) => noun.to_owned(),
        Some(SaidAge::Vague { word, .. }) if !noun.contains("teen") => format!("{word} {noun}"),
        Some(SaidAge::Vague { .. }) => noun.to_owned(),
        None => match (person.years, age) {
            (Some(years), Age::Adult) => decade("", (years / 10).max(2) * 10),
            (Some(years), Age::Old) => decade("", years / 10 * 10),
            (_, Age::Old) => format!("old {noun}"),
            // White hair is seldom young.
            (None, Age::Adult) if is_grey(portrait) => decade("", (6 + (seed >> 40) as u32 % 2) * 10),
            (None, Age::Adult) => decade("", (2 + (seed >> 40) as u32 % 3) * 10),
            (_, Age::Child | Age::Teen) => noun.to_owned(),
        },
    }
}

/// The script gives white or grey hair, or such a beard.
fn is_grey(portrait: &Portrait) -> bool {
    let hair = |claim: &&Claim| claim.fills(Slot::Hair) || claim.fills(Slot::FacialHair);
    let grey = |word: String| matches!(word.as_str(), "white" | "grey" | "gray" | "silver" | "greying" | "graying");
    portrait.claims.iter().filter(hair).any(|claim| tokens(&claim.words).into_iter().any(grey))
}

/// "the barman", "GUARD": the role is part of the look.
fn role(person: &Person) -> Option<String> {
    let plain =
        ["voice", "narrator", "mr", "mrs", "miss", "ms", "sir", "lady", "twin", "friend", "old", "madame", "stranger"];
    tokens(&person.name).into_iter().find(|word| {
        let noun = lexicon::nouns().at("en", &[word.as_str()]).map(|(entry, _)| entry);
        let general = noun
            .is_some_and(|e| e.value("kin").is_some() || e.is("child") || matches!(e.id, "man" | "woman" | "person"));
        is_role(word) && !general && !plain.contains(&word.as_str())
    })
}

fn creature(portrait: &Portrait) -> String {
    let noun = portrait.noun.clone().unwrap_or_else(|| "creature".to_owned());
    match portrait.age {
        Some(SaidAge::Vague { word, .. }) => format!("{word} {noun}"),
        _ => noun,
    }
}

/// Several people under one name.
fn crowd(name: &str) -> String {
    format!("a group of people, {}", name.to_lowercase())
}
