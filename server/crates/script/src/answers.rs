//! What a person said where the script leaves something open, put into the screenplay.

use crate::corrections::{count_lines, line_key};
use crate::people::{SaidAge, age_from};
use crate::screenplay::{Beat, Person, Screenplay, SourceScene};
use model::{ProjectSettings, Said, SaidSex, Sex};
use std::collections::BTreeMap;

/// Letters and digits by which the beginning of a scene is known.
const BEGINNING: usize = 60;

/// Puts the answers of a film's settings into its screenplay. Answers on who or what is not in the script (any more) are passed over.
pub(crate) fn put_into(play: &mut Screenplay, settings: &ProjectSettings) {
    for (name, whole) in settings.same.iter().filter(|(name, whole)| name != whole) {
        join(play, name, whole);
    }
    for person in &mut play.characters {
        if let Some(said) = settings.people.get(&person.name) {
            describe(person, said);
        }
    }
    if !settings.places.is_empty() {
        play.scenes.iter_mut().for_each(|scene| place(scene, &settings.places));
    }
}

/// What a scene is known by when the script around it changes; empty where it has no words.
pub(crate) fn scene_key(scene: &SourceScene) -> String {
    let first = scene.beats.iter().find_map(|beat| match beat {
        Beat::Action { text, .. } => Some(text.as_str()),
        _ => None,
    });
    line_key(first.unwrap_or_default()).chars().take(BEGINNING).collect()
}

/// Makes two names of the cast one person.
fn join(play: &mut Screenplay, name: &str, whole: &str) {
    let place = |of: &str| play.characters.iter().position(|person| person.name == of);
    let (Some(from), Some(_)) = (place(name), place(whole)) else { return };
    let other = play.characters.remove(from);
    let Some(person) = play.characters.iter_mut().find(|person| person.name == whole) else { return };
    person.first = if other.first.start < person.first.start { other.first } else { person.first };
    for alias in std::iter::once(other.name).chain(other.aliases) {
        if !person.aliases.contains(&alias) {
            person.aliases.push(alias);
        }
    }
    let unknown = person.portrait.sex_sure < other.portrait.sex_sure;
    if unknown {
        (person.sex, person.portrait.sex_sure) = (other.sex, other.portrait.sex_sure);
    }
    (person.age, person.years) = (person.age.or(other.age), person.years.or(other.years));
    person.portrait.absorb(other.portrait);
    for line in &mut play.dialogue {
        for who in [&mut line.speaker, &mut line.to] {
            if who.as_deref() == Some(name) {
                *who = Some(whole.to_owned());
            }
        }
    }
    for scene in &mut play.scenes {
        let already = scene.characters.iter().any(|present| present == whole);
        if already {
            scene.characters.retain(|present| present != name);
        } else {
            scene
                .characters
                .iter_mut()
                .filter(|present| *present == name)
                .for_each(|present| whole.clone_into(present));
        }
    }
    count_lines(play);
}

fn describe(person: &mut Person, said: &Said) {
    if let Some(sex) = said.sex {
        person.sex = match sex {
            SaidSex::Female => Some(Sex::Female),
            SaidSex::Male => Some(Sex::Male),
            SaidSex::Open => None,
        };
        person.portrait.neutral = sex == SaidSex::Open;
        person.portrait.sex_sure = 1.0;
    }
    if let Some(years) = said.years {
        (person.years, person.age) = (Some(years), Some(age_from(years)));
        person.portrait.age = Some(SaidAge::Years(years));
    }
    let looks = said.looks.as_deref().map(str::trim).filter(|looks| !looks.is_empty());
    person.portrait.decided = looks.map(str::to_owned);
}

/// A scene without a place of its own gets the one that a person named.
fn place(scene: &mut SourceScene, places: &BTreeMap<String, String>) {
    if !is_open(scene) {
        return;
    }
    if let Some(name) = places.get(&scene_key(scene)).map(|name| name.trim()).filter(|name| !name.is_empty()) {
        scene.location = Some(name.to_uppercase());
    }
}

/// Whether the script does not say where a scene takes place.
pub(crate) fn is_open(scene: &SourceScene) -> bool {
    scene.location.is_none()
}
