//! What a step asks: the material from what it reads, the shape of the answer from what it writes.

use super::{
    guides,
    pages::{SceneOutline, told},
    strict::closed,
};
use crate::{
    board::Board,
    context::{answer, context},
    fields::{Shape, field},
    steps::{Class, Step, StepId, step},
};
use model::PromptList;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// As much material as goes along, in characters.
const MATERIAL: usize = 60_000;
/// So many scenes are in one question about stages and shots, and so many names in one about components.
const SCENES: usize = 12;
const NAMES: usize = 40;

/// A question to a language model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    pub step: StepId,
    /// What it is about: `lore`, `pages:3`, `components:1`.
    pub part: String,
    pub system: String,
    pub context: String,
    pub prompt: String,
    pub schema: Value,
    /// The longest answer, in tokens.
    pub most_tokens: u32,
}

impl Question {
    /// It takes thought.
    pub fn is_thinking(&self) -> bool {
        step(self.step).is_some_and(|step| step.class == Class::Thinking)
    }
}

/// The questions of a step, one for each of its parts; none where there is nothing to ask, or nothing to ask it from. `outlines` are the
/// scenes that the pages are written from.
pub fn questions(id: StepId, list: &PromptList, board: &Board, outlines: &[SceneOutline]) -> Vec<Question> {
    let Some(step) = step(id).filter(|step| step.class != Class::Picture) else { return Vec::new() };
    match id {
        StepId::Lore | StepId::Narrative => {
            vec![of(step, "", material(step, list, board), answer(step), 6_000)]
        }
        StepId::Scenes if !list.story.brief.idea.is_empty() => {
            vec![of(step, "", material(step, list, board), scenes(), 8_000)]
        }
        StepId::Pages => (0..outlines.len()).map(|at| pages(step, list, board, outlines, at)).collect(),
        StepId::Components => components(step, list, board),
        StepId::Stages => stages(step, list, board),
        StepId::Shots => shots(step, list, board),
        _ => Vec::new(),
    }
}

/// The question of one part.
pub fn question(part: &str, list: &PromptList, board: &Board, outlines: &[SceneOutline]) -> Option<Question> {
    let id = StepId::from_key(part.split(':').next()?)?;
    questions(id, list, board, outlines).into_iter().find(|own| own.part == part)
}

fn of(step: &Step, part: &str, context: String, schema: Value, most_tokens: u32) -> Question {
    Question {
        step: step.id,
        part: if part.is_empty() { step.key.to_owned() } else { format!("{}:{part}", step.key) },
        system: guides::ALWAYS.to_owned(),
        context: cut(context),
        prompt: guides::guide(step.id).to_owned(),
        schema,
        most_tokens,
    }
}

fn cut(context: String) -> String {
    match context.char_indices().nth(MATERIAL) {
        Some((at, _)) => format!("{}\n(The rest is left out.)", context.get(..at).unwrap_or_default()),
        None => context,
    }
}

/// What a step reads, with what the film was asked to be; of a script, who and what is in it.
fn material(step: &Step, list: &PromptList, board: &Board) -> String {
    let brief = &list.story.brief;
    let mut out = context(step, list, board, None);
    let mut say = |what: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("{what}: {value}\n"));
        }
    };
    if !brief.idea.is_empty() {
        say("The film's length, in seconds", brief.seconds.to_string());
        say("Its tone", brief.tone.clone());
        say("The language it is spoken and written in", brief.language.clone());
        return out;
    }
    say("Title", list.title.clone());
    say("People", board.people.iter().map(|own| own.name.as_str()).collect::<Vec<_>>().join(", "));
    say("Places", board.places.iter().map(|own| own.name.as_str()).collect::<Vec<_>>().join(", "));
    for scene in &board.facts.scenes {
        let words: String = scene.words.chars().take(400).collect();
        say(&format!("Scene {}", scene.number), words);
    }
    out
}

fn text(path: &str) -> Value {
    json!({ "type": "string", "description": field(path).map_or("", |own| own.says) })
}

fn one_of(words: &[String], says: &str) -> Value {
    json!({ "type": "string", "enum": words, "description": says })
}

fn words_of(path: &str) -> Vec<String> {
    match field(path).map(|own| own.shape) {
        Some(Shape::OneOf(words)) => words.iter().map(|word| (*word).to_owned()).collect(),
        _ => Vec::new(),
    }
}

fn object(fields: Vec<(&str, Value)>) -> Value {
    closed(fields.into_iter().map(|(name, own)| (name.to_owned(), own)).collect())
}

fn list_of(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn says(path: &str) -> &'static str {
    field(path).map_or("", |own| own.says)
}

fn scenes() -> Value {
    let names = json!({ "type": "array", "items": { "type": "string" }, "description": says("scenes.characters") });
    let scene = object(vec![
        ("heading", text("scenes.heading")),
        ("synopsis", text("scenes.synopsis")),
        ("mood", one_of(&words_of("scenes.mood"), says("scenes.mood"))),
        ("characters", names),
    ]);
    object(vec![("scenes", list_of(scene))])
}

fn pages(step: &Step, list: &PromptList, board: &Board, outlines: &[SceneOutline], at: usize) -> Question {
    let mut who = vec![String::new()];
    let own = outlines.get(at);
    who.extend(own.map(|own| own.characters.clone()).unwrap_or_default());
    who.dedup();
    let beat = object(vec![
        ("kind", one_of(&["action".to_owned(), "line".to_owned()], "What is seen, or what is said.")),
        ("who", one_of(&who, "Who says it; empty for an action.")),
        (
            "delivery",
            json!({ "type": "string", "description": "How it is said, in one or two words; empty where that is plain." }),
        ),
        ("text", json!({ "type": "string", "description": "What happens, or the words that are spoken." })),
    ]);
    let brief = &list.story.brief;
    let mut out = format!("{}\n- {}\n\n", says("narrative"), board.narrative.text());
    if !brief.language.is_empty() {
        out.push_str(&format!("The language it is written in: {}\n", brief.language));
    }
    let share = brief.seconds / u32::try_from(outlines.len().max(1)).unwrap_or(1);
    out.push_str(&format!("This scene lasts about {share} seconds.\n"));
    let around = |at: Option<usize>, word: &str| {
        at.and_then(|at| outlines.get(at)).map(|own| format!("{word}: {}\n", told(own)))
    };
    out.push_str(&around(at.checked_sub(1), "The scene before").unwrap_or_default());
    out.push_str(&around(Some(at), "This scene").unwrap_or_default());
    out.push_str(&around(Some(at + 1), "The scene after").unwrap_or_default());
    of(step, &(at + 1).to_string(), out, object(vec![("beats", list_of(beat))]), 4_000)
}

/// Everybody, every place and every thing whose words are not a person's.
fn components(step: &Step, list: &PromptList, board: &Board) -> Vec<Question> {
    let of_kind = |kind: &'static str, all: &[crate::board::Sheet]| {
        let open = all.iter().filter(|own| own.state != crate::state::State::Yours);
        open.map(|own| (kind, own.name.clone())).collect::<Vec<_>>()
    };
    let all: Vec<(&str, String)> =
        [of_kind("characters", &board.people), of_kind("locations", &board.places), of_kind("props", &board.props)]
            .concat();
    let context = context(step, list, board, None);
    let ask = |(at, names): (usize, &[(&str, String)])| {
        let mut kinds = Map::new();
        for kind in ["characters", "locations", "props"] {
            let own: Vec<String> = names.iter().filter(|(of, _)| *of == kind).map(|(_, name)| name.clone()).collect();
            if !own.is_empty() {
                let item = object(vec![
                    ("name", one_of(&own, "Which one.")),
                    ("description", text(&format!("{kind}.description"))),
                ]);
                kinds.insert(kind.to_owned(), list_of(item));
            }
        }
        of(step, &(at + 1).to_string(), context.clone(), closed(kinds), 200 * names.len() as u32 + 1_000)
    };
    all.chunks(NAMES).enumerate().map(ask).collect()
}

fn stages(step: &Step, list: &PromptList, board: &Board) -> Vec<Question> {
    let open = board.stages.iter().filter(|own| own.state != crate::state::State::Yours);
    let numbers: Vec<String> = open.map(|own| own.scene.clone()).collect();
    let ask = |(at, numbers): (usize, &[String])| {
        let item = object(vec![
            ("scene", one_of(numbers, "The scene's number.")),
            ("description", text("scenes.stage.description")),
        ]);
        let context: String = numbers.iter().map(|own| of_scene(step, list, board, own)).collect();
        of(
            step,
            &(at + 1).to_string(),
            context,
            object(vec![("stages", list_of(item))]),
            250 * numbers.len() as u32 + 1_000,
        )
    };
    numbers.chunks(SCENES).enumerate().map(ask).collect()
}

/// What a step reads of one scene, with what happens in it.
fn of_scene(step: &Step, list: &PromptList, board: &Board, number: &str) -> String {
    let words = board.facts.scenes.iter().find(|own| own.number == number).map_or("", |own| own.words.as_str());
    format!("SCENE {number}\n{}What happens: {words}\n\n", context(step, list, board, Some(number)))
}

/// How the shots of a scene are framed. No field of it holds an action or a line.
fn shots(step: &Step, list: &PromptList, board: &Board) -> Vec<Question> {
    let ask = |scene: &model::Scene| {
        let own: Vec<&model::Shot> = list.shots.iter().filter(|shot| shot.scene == scene.number).collect();
        let numbers: Vec<String> = own.iter().map(|shot| shot.number.clone()).collect();
        let mut cast: Vec<String> =
            own.iter().flat_map(|shot| shot.cast.iter().cloned()).chain(scene.characters.iter().cloned()).collect();
        cast.sort();
        cast.dedup();
        let focus: Vec<String> = std::iter::once(String::new()).chain(cast.iter().cloned()).collect();
        let mut fields = vec![
            ("shot", one_of(&numbers, "The shot's number.")),
            ("framing", one_of(&words_of("shots.framing"), says("shots.framing"))),
            ("camera", one_of(&words_of("shots.camera"), says("shots.camera"))),
            ("focus", one_of(&focus, says("shots.focus"))),
        ];
        if !cast.is_empty() {
            fields.push(("cast", json!({ "type": "array", "items": { "type": "string", "enum": cast }, "description": says("shots.cast") })));
        }
        let told: String = own
            .iter()
            .map(|shot| {
                let lines: Vec<String> = shot
                    .lines
                    .iter()
                    .map(|line| format!("{}: {}", line.speaker.as_deref().unwrap_or("SOMEBODY"), line.text))
                    .collect();
                format!("Shot {} ({:.1} s): {} {}\n", shot.number, shot.seconds, shot.action, lines.join(" / "))
            })
            .collect();
        let context = format!("{}{told}", context(step, list, board, Some(&scene.number)));
        (!numbers.is_empty()).then(|| {
            of(
                step,
                &scene.number,
                context,
                object(vec![("shots", list_of(object(fields)))]),
                120 * numbers.len() as u32 + 800,
            )
        })
    };
    list.scenes.iter().filter_map(ask).collect()
}
