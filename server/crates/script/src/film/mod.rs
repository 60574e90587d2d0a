//! From a screenplay to the list of shots.

mod looks;
mod mood;
mod places;
mod prompt;
mod props;
mod shots;
mod sounds;
mod timing;

pub use prompt::rebuild_prompt;

use crate::screenplay::Screenplay;
use std::collections::HashMap;

use model::{Character, Location, ProjectSettings, PromptList, Scene};

/// Everything that is to be filmed: characters and places described, shots framed, timed and voiced. Ids are nil.
pub fn prompt_list(play: &Screenplay, settings: &ProjectSettings) -> PromptList {
    let mut list = PromptList {
        version: PromptList::VERSION,
        title: play.title.clone(),
        style_line: settings.style_line(),
        characters: looks::cast(&play.characters),
        ..PromptList::default()
    };
    for character in &mut list.characters {
        character.voice = settings.voices.get(&character.name).cloned();
    }
    let mut before: Option<model::Place> = None;
    for (at, scene) in play.scenes.iter().enumerate() {
        let place = places::of(scene, before.as_ref());
        let mood = mood::of(scene, play);
        if let Some(name) = &scene.location
            && !list.locations.iter().any(|l| &l.name == name)
        {
            list.locations.push(Location { name: name.clone(), description: place.description.clone() });
        }
        list.scenes.push(Scene {
            number: scene.number.clone(),
            heading: scene.heading.clone(),
            interior: scene.interior,
            location: scene.location.clone(),
            time_of_day: scene.time_of_day.clone(),
            characters: scene.characters.clone(),
            synopsis: scene.synopsis.clone(),
            mood: Some(mood),
            source: scene.span,
        });
        let new_place = before.as_ref().is_none_or(|b| b.name != place.name || b.time != place.time);
        let director = shots::Director::new(play, settings, at, &place, mood, new_place);
        list.shots.extend(director.shoot(&list.characters));
        before = Some(place);
    }
    for (at, shot) in list.shots.iter_mut().enumerate() {
        shot.number = (at + 1).to_string();
    }
    let by_name: HashMap<&str, &str> =
        list.locations.iter().map(|l| (l.name.as_str(), l.description.as_str())).collect();
    let mut described: HashMap<String, String> = HashMap::new();
    for scene in &list.scenes {
        let own = scene.location.as_deref().and_then(|name| by_name.get(name));
        if let Some(own) = own {
            described.insert(scene.number.clone(), (*own).to_owned());
        }
    }
    for shot in &list.shots {
        if !described.contains_key(&shot.scene) {
            described.insert(shot.scene.clone(), shot.place.description.clone());
        }
    }
    for at in 0..list.shots.len() {
        let text = list
            .shots
            .get(at)
            .map(|shot| prompt::words(&list, shot, described.get(shot.scene.as_str()).map_or("", String::as_str)))
            .unwrap_or_default();
        if let Some(shot) = list.shots.get_mut(at) {
            shot.prompt = text;
        }
    }
    list
}

/// A number that is the same for the same words on every machine (FNV-1a).
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// The characters of the film that a person of the script became.
pub(crate) fn find<'a>(cast: &'a [Character], name: &str) -> Option<&'a Character> {
    cast.iter().find(|c| c.name == name)
}
