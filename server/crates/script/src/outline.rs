//! What the form shows beside the text while a writer types.

use crate::check::LineNumbers;
use crate::screenplay::{Format, Screenplay};
use model::{PromptList, Scene};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The name of a story's scene of which nobody knows yet where it is.
pub const NO_PLACE: &str = "Place not told";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// "Fountain", "Prose".
    pub format: String,
    pub title: String,
    /// The language of the script, by its English name.
    #[serde(default)]
    pub language: String,
    /// The heading of the first scene, or its first words: what a film without a title may be called after.
    #[serde(default)]
    pub begins: String,
    pub scenes: Vec<OutlineScene>,
    pub cast: Vec<CastMember>,
    pub shots: usize,
    pub lines: usize,
    /// The running time in seconds.
    pub seconds: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutlineScene {
    pub number: String,
    /// The heading: in a story the place and the time that it tells. Where there is none, [`NO_PLACE`] in a story, and the first words
    /// of the scene in other scripts.
    pub heading: String,
    /// The title of the chapter that begins with the scene; empty where none does.
    #[serde(default)]
    pub chapter: String,
    pub shots: usize,
    pub seconds: f64,
    /// The source line, counted from 1.
    pub line: usize,
    /// Where the scene begins, in code points.
    pub start: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CastMember {
    pub name: String,
    pub lines: usize,
    pub description: String,
    /// The language that this one speaks, by its English name, where it is not the script's.
    #[serde(default)]
    pub language: Option<String>,
}

pub fn outline(play: &Screenplay, list: &PromptList) -> Outline {
    let numbers = LineNumbers::new(&play.text);
    let mut counts: HashMap<&str, (usize, f64)> = HashMap::new();
    let mut first: HashMap<&str, &str> = HashMap::new();
    for shot in &list.shots {
        let count = counts.entry(shot.scene.as_str()).or_default();
        count.0 += 1;
        count.1 += shot.seconds;
        first.entry(&shot.scene).or_insert(&shot.action);
    }
    let is_story = play.format == Format::Prose;
    let words = |scene: &Scene| {
        let first = first.get(scene.number.as_str()).copied().unwrap_or_default();
        first.split_whitespace().take(8).collect::<Vec<_>>().join(" ")
    };
    let begins = list.scenes.first().map(|scene| scene.heading.clone().unwrap_or_else(|| words(scene)));
    let scenes = list
        .scenes
        .iter()
        .map(|scene| {
            let (shots, seconds) = counts.get(scene.number.as_str()).copied().unwrap_or_default();
            let untold = || if is_story { NO_PLACE.to_owned() } else { words(scene) };
            OutlineScene {
                number: scene.number.clone(),
                heading: scene.heading.clone().unwrap_or_else(untold),
                chapter: if is_story { scene.synopsis.clone() } else { String::new() },
                shots,
                seconds,
                line: numbers.of(scene.source.start),
                start: scene.source.start,
            }
        })
        .collect();
    let mut looks: HashMap<&str, &str> = HashMap::new();
    for character in &list.characters {
        looks.entry(&character.name).or_insert(&character.description);
    }
    let cast = play
        .characters
        .iter()
        .map(|p| CastMember {
            name: p.name.clone(),
            lines: p.lines,
            language: p.language.as_deref().map(|tag| crate::language::name(tag).to_owned()),
            description: looks.get(p.name.as_str()).map(|looks| (*looks).to_owned()).unwrap_or_default(),
        })
        .collect();
    Outline {
        format: play.format.label().to_owned(),
        title: play.title.clone(),
        language: crate::language::name(&play.language).to_owned(),
        begins: begins.unwrap_or_default(),
        scenes,
        cast,
        shots: list.shots.len(),
        lines: play.dialogue.len(),
        seconds: list.seconds(),
    }
}
