//! From a screenplay to the list of shots.

mod fit;
mod invent;
mod kept;
mod looks;
mod mood;
pub(crate) mod places;
mod prompt;
mod props;
mod roll;
mod shots;
mod sounds;
mod subject;
mod timing;

pub(crate) use looks::made_up;
pub use prompt::rebuild_prompt;

use crate::screenplay::Screenplay;
use kept::Kept;
use model::{Location, Place, ProjectSettings, PromptList, Scene, Shot};
use roll::Roll;
use std::collections::HashMap;

/// Everything that is to be filmed: characters and places described, shots framed, timed and voiced. Ids are nil.
pub fn prompt_list(play: &Screenplay, settings: &ProjectSettings) -> PromptList {
    film(play, settings, None, usize::MAX).0
}

/// As [`prompt_list`], for a film of `most` shots; `None` where the script makes more. Nothing is made of what comes after those.
pub fn prompt_list_within(play: &Screenplay, settings: &ProjectSettings, most: usize) -> Option<PromptList> {
    Some(film(play, settings, None, most).0).filter(|list| list.shots.len() <= most)
}

/// Where a scene is filmed, as far as its shots depend on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Set {
    place: Place,
    /// Whether the scene before was elsewhere, or at another time of day.
    new_place: bool,
    /// What the prompts say of the place.
    described: String,
    /// How many shots the scene has.
    shots: usize,
}

/// An earlier screenplay and what was made of it, with the same settings.
pub(crate) type Earlier<'a> = (&'a Screenplay, PromptList, Vec<Set>);

/// The list, and the set of every scene. What is the same as in `earlier` is taken from there; the outcome does not depend on it.
/// It ends with the scene that goes beyond `most` shots.
pub(crate) fn film(
    play: &Screenplay,
    settings: &ProjectSettings,
    earlier: Option<Earlier>,
    most: usize,
) -> (PromptList, Vec<Set>) {
    let mut list = PromptList {
        version: PromptList::VERSION,
        title: play.title.clone(),
        style_line: settings.style_line(),
        characters: looks::cast(&play.characters, &play.scenes),
        ..PromptList::default()
    };
    let mut kept = earlier.map(|(before, earlier, sets)| Kept::new(before, earlier, sets, play, &list.characters));
    for (character, person) in list.characters.iter_mut().zip(&play.characters) {
        // Bare English is what a voice speaks anyway.
        let own = person.language.as_ref().unwrap_or(&play.language);
        character.accent = character.accent.take().or_else(|| (own != "en" && !own.is_empty()).then(|| own.clone()));
        character.voice = settings.voices.get(&character.name).cloned();
    }
    let roll = Roll::new(&play.characters);
    let mut described: HashMap<&str, String> = HashMap::new();
    let mut sets: Vec<Set> = Vec::with_capacity(play.scenes.len());
    for (at, scene) in play.scenes.iter().enumerate() {
        let before = sets.last().map(|set| &set.place);
        let same = kept.as_ref().and_then(|kept| kept.same(at).map(|(old, mood, set)| (kept, old, mood, set)));
        // The place hangs on the scene before as well.
        let place = match same {
            Some((kept, old, _, set)) if kept.place_before(old) == before => set.place.clone(),
            _ => places::of(scene, before, &play.language),
        };
        let mood = same.map_or_else(|| mood::of(scene, play), |(_, _, mood, _)| mood);
        let new_place = before.is_none_or(|b| b.name != place.name || b.time != place.time);
        let words = match &scene.location {
            Some(name) => described
                .entry(name)
                .or_insert_with(|| {
                    list.locations.push(Location {
                        name: name.clone(),
                        description: place.description.clone(),
                        ..Location::default()
                    });
                    place.description.clone()
                })
                .clone(),
            None => place.description.clone(),
        };
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
            ..Scene::default()
        });
        let mut set = Set { place, new_place, described: words, shots: 0 };
        let alike =
            |old: &Set| (&old.place, old.new_place, &old.described) == (&set.place, set.new_place, &set.described);
        let old = same.filter(|(.., earlier)| alike(earlier)).map(|(_, old, ..)| old);
        let shots = old.and_then(|old| kept.as_mut()?.shots(old, scene)).unwrap_or_else(|| {
            let director = shots::Director::new((play, &roll), settings, at, &set.place, mood, new_place);
            let mut shots = fit::shots(director.shoot(&list.characters));
            let find = |name: &str| roll.find(&list.characters, name);
            for shot in &mut shots {
                shot.prompt = prompt::words(&list.style_line, &find, shot, &set.described);
            }
            shots
        });
        set.shots = shots.len();
        list.shots.extend(shots);
        sets.push(set);
        if list.shots.len() > most {
            break;
        }
    }
    for (at, shot) in list.shots.iter_mut().enumerate() {
        number(shot, at + 1);
        fit::shot(shot);
    }
    fit::head(&mut list);
    (list, sets)
}

fn number(shot: &mut Shot, number: usize) {
    if shot.number.parse() != Ok(number) {
        shot.number = number.to_string();
    }
}
