//! What belongs to no shot: the look, the cast, the places, the scenes.

use super::lists::{Told, three};
use model::{Character, Location, PromptList, Scene};
use std::collections::{HashMap, HashSet};

/// Names that the new script gives to somebody of the old one: all their lines are said by the other now.
pub(super) fn renamed(
    base: &PromptList,
    theirs: &PromptList,
    pairs: &[Option<(usize, usize)>],
) -> HashMap<String, String> {
    let mut now: HashMap<&str, Option<&str>> = HashMap::new();
    for (line, pair) in base.shots.iter().flat_map(|shot| &shot.lines).zip(pairs) {
        let (Some(was), Some((shot, at))) = (line.speaker.as_deref(), pair) else { continue };
        let is = theirs.shots.get(*shot).and_then(|shot| shot.lines.get(*at)).and_then(|line| line.speaker.as_deref());
        now.entry(was).and_modify(|known| *known = known.filter(|known| Some(*known) == is)).or_insert(is);
    }
    let mut given = HashSet::new();
    now.into_iter()
        .filter_map(|(was, is)| Some((was, is?)))
        .filter(|(was, is)| {
            theirs.character(was).is_none() && base.character(is).is_none() && theirs.character(is).is_some()
        })
        .filter(|(_, is)| given.insert(*is))
        .map(|(was, is)| (was.to_owned(), is.to_owned()))
        .collect()
}

/// Gives everybody in the list their new names.
pub(super) fn rename(list: &mut PromptList, names: &HashMap<String, String>) {
    let anew = |name: &mut String| {
        if let Some(new) = names.get(name) {
            name.clone_from(new);
        }
    };
    list.characters.iter_mut().for_each(|character| anew(&mut character.name));
    list.scenes.iter_mut().for_each(|scene| scene.characters.iter_mut().for_each(anew));
    for shot in &mut list.shots {
        shot.cast.iter_mut().for_each(anew);
        shot.focus.iter_mut().for_each(anew);
        if let Some(kept) = &mut shot.kept {
            kept.cast.iter_mut().chain(&mut kept.focus).for_each(anew);
        }
        shot.lines.iter_mut().filter_map(|line| line.speaker.as_mut()).for_each(anew);
    }
}

/// The head of the merged list, without shots. `names` are those that somebody or some place has in shots that stay; `scenes` tells
/// which scene of the new script one of the old one is.
pub(super) fn merged(
    (base, mine, theirs): (&PromptList, &PromptList, &PromptList),
    scenes: &HashMap<String, String>,
    names: &HashSet<&str>,
    told: &mut Told,
) -> PromptList {
    // A look that was chosen now counts, whatever stood there.
    let style_line = if theirs.style_line == base.style_line { &mine.style_line } else { &theirs.style_line };
    let mut music = mine.music.clone();
    music.scenes =
        mine.music.scenes.iter().filter_map(|(scene, mood)| Some((scenes.get(scene)?.clone(), *mood))).collect();
    for scene in mine.scenes.iter().filter(|scene| !scene.stage.description.is_empty()) {
        if !scenes.contains_key(&scene.number) {
            told.lost.push(format!(
                "Scene {}: what you wrote of its set – the scene is not in the script any more.",
                scene.number
            ));
        }
    }
    PromptList {
        version: theirs.version,
        title: theirs.title.clone(),
        style_line: style_line.clone(),
        characters: characters((base, mine, theirs), names, told),
        locations: locations((base, mine, theirs), names, told),
        scenes: merged_scenes((base, mine, theirs), scenes),
        music,
        story: mine.story.clone(),
        props: mine.props.clone(),
        names: mine.names.clone(),
        shots: Vec::new(),
    }
}

fn characters(
    (base, mine, theirs): (&PromptList, &PromptList, &PromptList),
    names: &HashSet<&str>,
    told: &mut Told,
) -> Vec<Character> {
    let mut all: Vec<Character> = theirs
        .characters
        .iter()
        .map(|new| match (base.character(&new.name), mine.character(&new.name)) {
            (Some(was), Some(own)) => character(was, own, new),
            (None, Some(own)) => character(new, own, new),
            _ => new.clone(),
        })
        .collect();
    for own in mine.characters.iter().filter(|own| theirs.character(&own.name).is_none()) {
        let was = base.character(&own.name);
        let edited = was.is_none_or(|was| character(was, own, was) != *was);
        if names.contains(own.name.as_str()) {
            all.push(own.clone());
        } else if edited && was.is_some() {
            told.lost.push(format!(
                "{}: the description, voice or picture that you gave – nobody of that name is in the script any more.",
                own.name
            ));
        } else if was.is_none() {
            all.push(own.clone());
        }
    }
    all
}

fn character(was: &Character, own: &Character, new: &Character) -> Character {
    Character {
        name: new.name.clone(),
        aliases: three(&was.aliases, &own.aliases, &new.aliases),
        description: three(&was.description, &own.description, &new.description),
        // Words that a person wrote hold in every scene.
        versions: if own.description == was.description { new.versions.clone() } else { own.versions.clone() },
        sex: three(&was.sex, &own.sex, &new.sex),
        age: three(&was.age, &own.age, &new.age),
        // Of films that were read before languages were found, no voice changes with the next change of the script.
        accent: if was.accent.is_none() && own.accent.is_none() {
            None
        } else {
            three(&was.accent, &own.accent, &new.accent)
        },
        voice: three(&was.voice, &own.voice, &new.voice),
        picture: three(&was.picture, &own.picture, &new.picture),
        element: three(&was.element, &own.element, &new.element),
        by_hand: own.by_hand.clone(),
    }
}

fn locations(
    (base, mine, theirs): (&PromptList, &PromptList, &PromptList),
    names: &HashSet<&str>,
    told: &mut Told,
) -> Vec<Location> {
    fn named<'a>(list: &'a PromptList, name: &str) -> Option<&'a Location> {
        list.locations.iter().find(|location| location.name == name)
    }
    let mut all: Vec<Location> = theirs
        .locations
        .iter()
        .map(|new| match (named(base, &new.name), named(mine, &new.name)) {
            (was, Some(own)) => Location {
                name: new.name.clone(),
                description: three(&was.unwrap_or(new).description, &own.description, &new.description),
                by_hand: own.by_hand.clone(),
            },
            _ => new.clone(),
        })
        .collect();
    for own in mine.locations.iter().filter(|own| named(theirs, &own.name).is_none()) {
        let was = named(base, &own.name);
        if was.is_none() || names.contains(own.name.to_lowercase().as_str()) {
            all.push(own.clone());
        } else if was != Some(own) {
            told.lost.push(format!("{}: your description – the place is not in the script any more.", own.name));
        }
    }
    all
}

/// The scenes of the new script. Those that were changed by hand, in a list that was sent, stay so.
fn merged_scenes(
    (base, mine, theirs): (&PromptList, &PromptList, &PromptList),
    same: &HashMap<String, String>,
) -> Vec<Scene> {
    if mine.scenes == base.scenes {
        return theirs.scenes.clone();
    }
    let was: HashMap<&str, &Scene> = base.scenes.iter().map(|scene| (scene.number.as_str(), scene)).collect();
    let old: HashMap<&str, &str> = same.iter().map(|(old, new)| (new.as_str(), old.as_str())).collect();
    let own: HashMap<&str, &Scene> = mine.scenes.iter().map(|scene| (scene.number.as_str(), scene)).collect();
    let mut all: Vec<Scene> = theirs
        .scenes
        .iter()
        .map(|new| {
            let number = old.get(new.number.as_str());
            match (number.and_then(|number| was.get(number)), number.and_then(|number| own.get(number))) {
                (Some(was), Some(own)) => scene(was, own, new),
                _ => new.clone(),
            }
        })
        .collect();
    for scene in mine.scenes.iter().filter(|scene| !was.contains_key(scene.number.as_str())) {
        if !all.iter().any(|known| known.number == scene.number) {
            all.push(scene.clone());
        }
    }
    all
}

fn scene(was: &Scene, own: &Scene, new: &Scene) -> Scene {
    Scene {
        number: new.number.clone(),
        heading: three(&was.heading, &own.heading, &new.heading),
        interior: three(&was.interior, &own.interior, &new.interior),
        location: three(&was.location, &own.location, &new.location),
        time_of_day: three(&was.time_of_day, &own.time_of_day, &new.time_of_day),
        characters: three(&was.characters, &own.characters, &new.characters),
        synopsis: three(&was.synopsis, &own.synopsis, &new.synopsis),
        mood: three(&was.mood, &own.mood, &new.mood),
        stage: three(&was.stage, &own.stage, &new.stage),
        source: new.source,
    }
}
