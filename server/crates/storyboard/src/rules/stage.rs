//! The set of a scene before anybody moves.

use crate::{
    facts::SceneFacts,
    words::{listed, person, place, with_article},
};
use model::{Framing, PromptList, Shot, TimeOfDay, Weather};

/// Where people stand, from the camera's left to its right, by how many there are.
const MARKS: [&[&str]; 4] = [
    &["in the middle"],
    &["on the left", "on the right"],
    &["on the left", "in the middle", "on the right"],
    &["far left", "left of the middle", "right of the middle", "far right"],
];

/// The shot of a scene that shows most of its set.
pub(crate) fn widest<'a>(list: &'a PromptList, scene: &SceneFacts) -> Option<&'a Shot> {
    let shots = list.shots.iter().filter(|shot| shot.scene == scene.number);
    let width = |shot: &&Shot| match shot.framing {
        Framing::Establishing => 0,
        Framing::Wide => 1,
        Framing::Full => 2,
        Framing::Aerial => 3,
        Framing::TwoShot => 4,
        Framing::Medium | Framing::OverTheShoulder => 5,
        _ => 6,
    };
    shots.min_by_key(width)
}

/// Who stands where: at most four have marks of their own, and the others are behind them.
pub(crate) fn slots(people: &[String]) -> Vec<(String, &'static str)> {
    let marks = MARKS.get(people.len().clamp(1, 4) - 1).copied().unwrap_or_default();
    people
        .iter()
        .enumerate()
        .map(|(at, name)| (person(name), marks.get(at).copied().unwrap_or("behind the others")))
        .collect()
}

/// The set of a scene in words: where it is, in what light, who stands where, what is at hand, and where the camera is.
pub fn stage_words(list: &PromptList, scene: &SceneFacts) -> String {
    let Some(shot) = widest(list, scene) else { return String::new() };
    let inside = if shot.place.interior == Some(true) { "Inside" } else { "At" };
    let seen = shot.place.description.trim().trim_end_matches('.');
    let seen = if seen.is_empty() { String::new() } else { format!(": {seen}") };
    let mut sentences = vec![format!("{inside} {}{seen}.", place(&shot.place.name)), light(shot)];
    if shot.place.name.is_empty() {
        sentences.remove(0);
    }
    let slots = slots(&scene.people);
    match slots.as_slice() {
        [] => sentences.push("Nobody is there.".to_owned()),
        [(name, at)] => sentences.push(format!("{name} stands {at}.")),
        many => {
            let marks: Vec<String> = many.iter().map(|(name, at)| format!("{name} {at}")).collect();
            sentences.push(format!("From the camera: {}.", listed(&marks, 6)));
        }
    }
    let things: Vec<String> = scene.props.iter().map(|name| with_article(name)).collect();
    if !things.is_empty() {
        sentences.push(format!("At hand: {}.", listed(&things, 6)));
    }
    sentences.push(format!(
        "The camera takes in {} from the front.",
        if scene.people.len() > 1 { "everybody" } else { "the whole set" }
    ));
    sentences.join(" ")
}

fn light(shot: &Shot) -> String {
    let inside = shot.place.interior == Some(true);
    let light = match (shot.place.time, inside) {
        (TimeOfDay::Dawn, _) => "pale light of dawn",
        (TimeOfDay::Day, true) => "daylight from the windows",
        (TimeOfDay::Day, false) => "open daylight",
        (TimeOfDay::Dusk, _) => "amber light of dusk",
        (TimeOfDay::Night, true) => "lamplight and deep shadows",
        (TimeOfDay::Night, false) => "night, with pools of light",
    };
    let weather = match shot.place.weather {
        Weather::Clear => return format!("The light: {light}."),
        Weather::Rain => "rain",
        Weather::Storm => "a storm",
        Weather::Snow => "snow",
        Weather::Fog => "fog",
        Weather::Wind => "wind",
    };
    let outside = if inside { " outside" } else { "" };
    format!("The light: {light}; {weather}{outside}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_present_has_a_place_to_stand() {
        for count in 1..9 {
            let people: Vec<String> = (0..count).map(|n| format!("P{n}")).collect();
            let slots = slots(&people);
            assert_eq!(slots.len(), count);
            let own: std::collections::HashSet<_> = slots.iter().take(4).map(|(_, at)| at).collect();
            assert_eq!(own.len(), count.min(4), "two of the first stand in one place");
        }
    }
}
