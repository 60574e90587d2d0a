//! What the form shows beside the text while a writer types.

use crate::check::LineNumbers;
use crate::screenplay::Screenplay;
use model::PromptList;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// "Fountain", "Prose".
    pub format: String,
    pub title: String,
    /// The language of the script, by its English name.
    #[serde(default)]
    pub language: String,
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
    /// The heading, or the first words where there is none.
    pub heading: String,
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
    let scenes = list
        .scenes
        .iter()
        .map(|scene| {
            let (shots, seconds) = counts.get(scene.number.as_str()).copied().unwrap_or_default();
            let heading = scene.heading.clone().unwrap_or_else(|| {
                let first = first.get(scene.number.as_str()).copied().unwrap_or_default();
                first.split_whitespace().take(8).collect::<Vec<_>>().join(" ")
            });
            OutlineScene {
                number: scene.number.clone(),
                heading,
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
        scenes,
        cast,
        shots: list.shots.len(),
        lines: play.dialogue.len(),
        seconds: list.seconds(),
    }
}
