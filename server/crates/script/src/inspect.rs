//! What `studio inspect --json` prints.

use crate::check::{Issue, check};
use crate::film::prompt_list;
use crate::people::{Claim, Kind, SaidAge};
use crate::screenplay::Screenplay;
use model::{Age, LineKind, LooksIn, ProjectSettings, Sex};
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspection {
    pub title: String,
    pub format: &'static str,
    /// A tag such as `de`.
    pub language: String,
    pub scenes: Vec<InspectedScene>,
    pub characters: Vec<InspectedCharacter>,
    pub dialogue: Vec<InspectedLine>,
    pub transitions: Vec<String>,
    pub shots: Vec<InspectedShot>,
    pub issues: Vec<Issue>,
    pub estimate: Estimate,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InspectedScene {
    pub number: String,
    pub heading: Option<String>,
    pub interior: Option<bool>,
    pub location: Option<String>,
    pub time_of_day: Option<String>,
    pub characters: Vec<String>,
    /// Where it is filmed, as its first shot has it; `None` where the scene has no shot.
    pub place: Option<InspectedPlace>,
    pub time: Option<&'static str>,
    pub weather: Option<&'static str>,
    pub shots: Vec<InspectedShot>,
}

/// A place as it is filmed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InspectedPlace {
    pub name: String,
    /// Inside, outside, or not said.
    pub interior: Option<bool>,
    /// What is seen there; empty where the engine does not know the place.
    pub description: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InspectedCharacter {
    pub name: String,
    pub aliases: Vec<String>,
    pub lines: usize,
    pub sex: Option<Sex>,
    /// How sure the sex is, 0 to 1.
    pub sex_sure: f32,
    pub age: Option<Age>,
    /// The age as the script tells it.
    pub years: Option<SaidAge>,
    pub kind: Kind,
    /// What the prompts say, made-up parts included.
    pub description: String,
    /// Other looks, with the scenes they hold for.
    pub versions: Vec<LooksIn>,
    /// What the script tells, slot by slot, with its place and how sure it is. What the description says besides is made up.
    pub looks: Vec<Claim>,
    /// Where it is not the script's.
    pub language: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InspectedLine {
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub speaker: Option<String>,
    pub kind: &'static str,
    pub confidence: f32,
    /// The scene's number.
    pub scene: Option<String>,
    /// The number of the shot that it is said in.
    pub shot: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InspectedShot {
    pub number: String,
    pub scene: String,
    pub prompt: String,
    pub framing: &'static str,
    pub camera: &'static str,
    pub seconds: f64,
    /// Who is seen.
    pub present: Vec<String>,
    /// Who is heard without being seen.
    pub heard: Vec<String>,
    pub lines: Vec<InspectedShotLine>,
    pub cues: Vec<InspectedCue>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InspectedShotLine {
    pub speaker: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InspectedCue {
    pub kind: model::CueKind,
    pub sound: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimate {
    pub seconds: f64,
    /// In dollars: what the film costs with the settings that a new film has, which are the studio's own makers, and free.
    pub cost: f64,
}

fn heard_only(shot: &model::Shot) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in shot.lines.iter().filter(|line| line.off_screen).filter_map(|line| line.speaker.as_ref()) {
        if !shot.cast.contains(name) && !out.contains(name) {
            out.push(name.clone());
        }
    }
    out
}

/// Everything that is understood of a script, as one object.
pub fn inspect(play: &Screenplay, settings: &ProjectSettings) -> Inspection {
    let list = prompt_list(play, settings);
    let shots: Vec<InspectedShot> = list
        .shots
        .iter()
        .map(|shot| InspectedShot {
            number: shot.number.clone(),
            scene: shot.scene.clone(),
            prompt: shot.prompt.clone(),
            framing: shot.framing.key(),
            camera: shot.camera.key(),
            seconds: shot.seconds,
            present: shot.cast.clone(),
            heard: heard_only(shot),
            lines: shot
                .lines
                .iter()
                .map(|l| InspectedShotLine { speaker: l.speaker.clone(), text: l.text.clone() })
                .collect(),
            cues: shot.cues.iter().map(|c| InspectedCue { kind: c.kind, sound: c.sound.clone() }).collect(),
        })
        .collect();
    let mut by_scene: std::collections::HashMap<&str, Vec<InspectedShot>> = std::collections::HashMap::new();
    for shot in &shots {
        by_scene.entry(shot.scene.as_str()).or_default().push(shot.clone());
    }
    let mut places: std::collections::HashMap<&str, &model::Place> = std::collections::HashMap::new();
    for shot in &list.shots {
        places.entry(shot.scene.as_str()).or_insert(&shot.place);
    }
    let place_of = |number: &str| places.get(number).copied();
    let scenes = play
        .scenes
        .iter()
        .map(|scene| InspectedScene {
            number: scene.number.clone(),
            heading: scene.heading.clone(),
            interior: scene.interior,
            location: scene.location.clone(),
            time_of_day: scene.time_of_day.clone(),
            characters: scene.characters.clone(),
            place: place_of(&scene.number).map(|place| InspectedPlace {
                name: place.name.clone(),
                interior: place.interior,
                description: place.description.clone(),
            }),
            time: place_of(&scene.number).map(|place| place.time.key()),
            weather: place_of(&scene.number).map(|place| place.weather.key()),
            shots: by_scene.remove(scene.number.as_str()).unwrap_or_default(),
        })
        .collect();
    // Lines of shots begin where the dialogue they come from begins, or inside it where a long speech was divided; they hold what the
    // narrator cut.
    let mut places: Vec<(usize, usize, &str)> = list
        .shots
        .iter()
        .flat_map(|s| s.lines.iter().map(|l| (l.source.start, l.source.end, s.number.as_str())))
        .collect();
    places.sort_unstable();
    let shot_of = |start: usize| {
        let at = places.partition_point(|(place, ..)| *place < start);
        let before = at.checked_sub(1).and_then(|at| places.get(at)).filter(|(_, end, _)| *end > start);
        before.or_else(|| places.get(at)).map(|(.., number)| (*number).to_owned())
    };
    let dialogue = play
        .dialogue
        .iter()
        .map(|line| InspectedLine {
            start: line.span.start,
            end: line.span.end,
            text: line.text.clone(),
            speaker: line.speaker.clone(),
            kind: match line.kind {
                LineKind::Cue => "cue",
                LineKind::Direct => "direct",
                LineKind::Indirect => "indirect",
                LineKind::Narration => "narration",
            },
            confidence: line.confidence,
            scene: play.scenes.get(line.scene).map(|s| s.number.clone()),
            shot: shot_of(line.span.start),
        })
        .collect();
    Inspection {
        title: play.title.clone(),
        format: play.format.key(),
        language: play.language.clone(),
        scenes,
        characters: play
            .characters
            .iter()
            .zip(&list.characters)
            .map(|(p, c)| InspectedCharacter {
                name: p.name.clone(),
                aliases: p.aliases.clone(),
                lines: p.lines,
                sex: p.sex,
                sex_sure: p.portrait.sex_sure,
                age: p.age,
                years: p.portrait.age,
                kind: p.portrait.kind,
                description: c.description.clone(),
                versions: c.versions.clone(),
                looks: p.portrait.claims.clone(),
                language: p.language.clone(),
            })
            .collect(),
        dialogue,
        transitions: play.transitions.clone(),
        issues: check(play, &list),
        estimate: Estimate { seconds: list.seconds(), cost: 0.0 },
        shots,
    }
}
