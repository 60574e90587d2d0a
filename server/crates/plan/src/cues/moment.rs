//! When and where a sound is heard, by what the action says of it.

use model::{Cue, Framing, Heard, Shot, Surroundings};

/// Words that put a sound far away.
const FAR: &[&str] = &[
    "distant",
    "distance",
    "far",
    "faraway",
    "faint",
    "faintly",
    "somewhere",
    "horizon",
    "outside",
    "offscreen",
    "off-screen",
    "fern",
    "ferne",
    "entfernt",
    "lointain",
    "lejos",
    "lejano",
    "lontano",
    "longe",
];
/// Places that give a sound back for long, and those that hardly do.
const HALLS: &[&str] = &[
    "church",
    "cathedral",
    "chapel",
    "hall",
    "station",
    "cave",
    "tunnel",
    "warehouse",
    "hangar",
    "factory",
    "museum",
    "stairwell",
    "cellar",
    "crypt",
    "pool",
    "arena",
    "theatre",
    "theater",
    "garage",
    "dungeon",
    "temple",
    "kirche",
    "halle",
    "bahnhof",
];
const CLOSED: &[&str] = &[
    "car", "taxi", "elevator", "lift", "closet", "cupboard", "cockpit", "cabin", "tent", "van", "booth", "truck",
    "auto",
];

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'');
    text.split(move |c: char| !letter(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Two words of one stem: `knock` and `knocks`, `door` and `doors`.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    shared >= 3 && (shared + 3 >= longer && shared * 3 >= longer * 2 || shared >= 5)
}

/// Where the action names the sound: the byte at which the word stands that most tells it.
fn named(shot: &Shot, cue: &Cue) -> Option<usize> {
    let told: Vec<&str> = words(&cue.sound).map(|(_, word)| word).filter(|word| word.chars().count() > 2).collect();
    let hits = |at: usize, word: &str| told.iter().position(|own| alike(own, word)).map(|place| (place, at));
    words(&shot.action).filter_map(|(at, word)| hits(at, word)).min().map(|(_, at)| at)
}

/// When the sound is heard, in seconds from the take's start: as far into the shot as it is told of in the action. `None` where the action
/// does not name it, or where lines share the shot with it.
pub(super) fn told(shot: &Shot, cue: &Cue, seconds: f64) -> Option<f64> {
    if !shot.lines.is_empty() || shot.action.is_empty() {
        return None;
    }
    // From the beginning of its own sentence on, for that is what is acted.
    let at = named(shot, cue)?;
    let begins = shot.action.get(..at)?.rfind(['.', '!', '?', ';']).map_or(0, |end| end + 1);
    let share = (begins + (at - begins) / 2) as f64 / shot.action.len() as f64;
    Some((seconds * (0.06 + 0.8 * share) * 100.0).round() / 100.0)
}

/// Where the sound is heard.
pub(super) fn heard(shot: &Shot, cue: &Cue) -> Heard {
    let is_far = |text: &str| words(text).any(|(_, word)| FAR.contains(&word.to_lowercase().as_str()));
    let sentence = named(shot, cue).and_then(|at| {
        let begins = shot.action.get(..at)?.rfind(['.', '!', '?']).map_or(0, |end| end + 1);
        let ends = shot.action.get(at..)?.find(['.', '!', '?']).map_or(shot.action.len(), |end| at + end);
        shot.action.get(begins..ends)
    });
    let far = is_far(&cue.sound)
        || sentence.is_some_and(is_far)
        || matches!(shot.framing, Framing::Establishing | Framing::Aerial);
    Heard { far, surroundings: surroundings(shot) }
}

fn surroundings(shot: &Shot) -> Surroundings {
    let is = |known: &[&str]| words(&shot.place.name).any(|(_, word)| known.contains(&word.to_lowercase().as_str()));
    match shot.place.interior {
        Some(true) if is(HALLS) => Surroundings::Hall,
        Some(true) if is(CLOSED) => Surroundings::Closed,
        Some(true) => Surroundings::Room,
        _ => Surroundings::Outdoors,
    }
}
