//! What a prompt list tells, counted once: who is seen where and how often, in what light, and what happens in each scene.

use crate::words::first_sentence;
use model::{Mood, PromptList, Shot, TimeOfDay};
use std::collections::HashMap;

/// The longest sentence of a scene, in characters.
const SENTENCE: usize = 160;

/// Somebody, some place or some thing, and where it is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub name: String,
    pub shots: usize,
    /// The numbers of the scenes, in the film's order.
    pub scenes: Vec<String>,
}

/// What a scene tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SceneFacts {
    pub number: String,
    /// What happens, in the script's own words: its synopsis, or its first sentence of action.
    pub words: String,
    pub place: String,
    pub time: Option<TimeOfDay>,
    pub mood: Option<Mood>,
    /// Who is present, as the list has it, and who is seen in its shots.
    pub people: Vec<String>,
    pub props: Vec<String>,
    pub seconds: f64,
    /// The place of its first shot in the film, and how many it has.
    pub first: usize,
    pub shots: usize,
}

/// What a film tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Those who are seen most come first.
    pub people: Vec<Seen>,
    pub places: Vec<Seen>,
    pub props: Vec<Seen>,
    pub scenes: Vec<SceneFacts>,
    pub seconds: f64,
    pub shots: usize,
}

/// What belongs to a set and is no prop of its own.
fn is_furnishing(name: &str) -> bool {
    ["door", "window", "table", "chair", "bed", "desk", "bench", "tree", "mirror", "fire", "shelf", "wall"]
        .contains(&name)
}

/// Counts names in the order of their first naming.
#[derive(Default)]
struct Counter {
    known: HashMap<String, usize>,
    all: Vec<Seen>,
}

impl Counter {
    fn note(&mut self, name: &str, scene: &str) {
        if name.is_empty() {
            return;
        }
        let at = *self.known.entry(name.to_owned()).or_insert_with(|| {
            self.all.push(Seen { name: name.to_owned(), ..Seen::default() });
            self.all.len() - 1
        });
        let Some(seen) = self.all.get_mut(at) else { return };
        seen.shots += 1;
        if seen.scenes.last().is_none_or(|last| last != scene) {
            seen.scenes.push(scene.to_owned());
        }
    }

    fn by_shots(mut self) -> Vec<Seen> {
        self.all.sort_by_key(|seen| std::cmp::Reverse(seen.shots));
        self.all
    }
}

impl Facts {
    /// Reads the list once.
    pub fn of(list: &PromptList) -> Self {
        let (mut people, mut places, mut props) = (Counter::default(), Counter::default(), Counter::default());
        // Scripts write their locations in capitals, and shots do not.
        let named: HashMap<String, &str> =
            list.locations.iter().map(|own| (own.name.to_lowercase(), own.name.as_str())).collect();
        let mut scenes: Vec<SceneFacts> = Vec::with_capacity(list.scenes.len());
        let mut known: HashMap<&str, usize> = HashMap::with_capacity(list.scenes.len());
        for (at, shot) in list.shots.iter().enumerate() {
            shot.cast.iter().for_each(|name| people.note(name, &shot.scene));
            shot.props.iter().filter(|name| !is_furnishing(name)).for_each(|name| props.note(name, &shot.scene));
            let place = named.get(shot.place.name.to_lowercase().as_str()).copied().unwrap_or(&shot.place.name);
            places.note(place, &shot.scene);
            // A shot that was moved stays one of its scene.
            let own = *known.entry(shot.scene.as_str()).or_insert_with(|| {
                scenes.push(begun(list, shot, at));
                scenes.len() - 1
            });
            let Some(scene) = scenes.get_mut(own) else { continue };
            scene.shots += 1;
            scene.seconds += shot.seconds;
            add(&mut scene.people, &shot.cast);
            add(&mut scene.props, &shot.props);
            if scene.words.is_empty() {
                scene.words = first_sentence(&shot.action, SENTENCE);
            }
        }
        Self {
            people: people.by_shots(),
            places: places.by_shots(),
            props: props.by_shots(),
            seconds: list.seconds(),
            shots: list.shots.len(),
            scenes,
        }
    }

    /// The time of day in which most of the film takes place, and how much of it, 0 to 1.
    pub fn usual_time(&self) -> Option<(TimeOfDay, f64)> {
        most(self.scenes.iter().filter_map(|scene| Some((scene.time?, scene.seconds))), self.seconds)
    }

    /// The mood in which most of the film is told, but for a neutral one, and how much of it, 0 to 1.
    pub fn usual_mood(&self) -> Option<(Mood, f64)> {
        let moods = self.scenes.iter().filter_map(|scene| Some((scene.mood?, scene.seconds)));
        most(moods.filter(|(mood, _)| *mood != Mood::Neutral), self.seconds)
    }

    /// The scene of this number.
    pub fn scene(&self, number: &str) -> Option<&SceneFacts> {
        self.scenes.iter().find(|scene| scene.number == number)
    }
}

fn begun(list: &PromptList, shot: &Shot, at: usize) -> SceneFacts {
    let known = list.scene(&shot.scene);
    SceneFacts {
        number: shot.scene.clone(),
        words: known.map(|scene| first_sentence(&scene.synopsis, SENTENCE)).unwrap_or_default(),
        place: shot.place.name.clone(),
        time: Some(shot.place.time),
        mood: known.and_then(|scene| scene.mood).or(Some(shot.mood)),
        people: known.map(|scene| scene.characters.clone()).unwrap_or_default(),
        first: at,
        ..SceneFacts::default()
    }
}

fn add(known: &mut Vec<String>, names: &[String]) {
    for name in names {
        if !known.contains(name) {
            known.push(name.clone());
        }
    }
}

/// What has the most seconds; of two that have as many, the first.
fn most<T: PartialEq + Copy>(all: impl Iterator<Item = (T, f64)>, of: f64) -> Option<(T, f64)> {
    let mut sums: Vec<(T, f64)> = Vec::new();
    for (what, seconds) in all {
        match sums.iter_mut().find(|(known, _)| *known == what) {
            Some((_, sum)) => *sum += seconds,
            None => sums.push((what, seconds)),
        }
    }
    let mut best: Option<(T, f64)> = None;
    for (what, seconds) in sums {
        if best.is_none_or(|(_, most)| seconds > most) {
            best = Some((what, seconds));
        }
    }
    best.map(|(what, seconds)| (what, if of > 0.0 { (seconds / of).min(1.0) } else { 0.0 }))
}
