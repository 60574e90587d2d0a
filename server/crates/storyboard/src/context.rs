//! What a step is given to read, and the shape of its answer: both follow from the descriptions of the fields.

use crate::{
    board::Board,
    fields::{Field, Shape, field},
    steps::Step,
};
use model::PromptList;
use serde_json::{Map, Value, json};

/// What a step reads, as sections of "what it is: what it holds", in the order of the step's paths. `scene` keeps to one scene.
pub fn context(step: &Step, list: &PromptList, board: &Board, scene: Option<&str>) -> String {
    let mut out = String::new();
    for own in step.reads.iter().filter_map(|path| field(path)) {
        let values = values(own.path, list, board, scene);
        if values.is_empty() {
            continue;
        }
        out.push_str(own.says);
        out.push('\n');
        for value in values {
            out.push_str("- ");
            out.push_str(&value);
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// The JSON schema of a step's answer: closed objects, everything required, nothing optional. A step with options answers with `first`,
/// `second`, `third`.
pub fn answer(step: &Step) -> Value {
    let fields: Vec<&Field> =
        step.writes.iter().filter_map(|path| field(path)).filter(|own| own.shape != Shape::Made).collect();
    let mut plain = Map::new();
    let mut lists: Vec<(&str, Map<String, Value>)> = Vec::new();
    for own in fields {
        match own.path.split_once('.') {
            None => {
                plain.insert(own.path.to_owned(), shape(own));
            }
            Some((list, name)) => {
                let at = lists.iter().position(|(known, _)| *known == list).unwrap_or_else(|| {
                    lists.push((
                        list,
                        Map::from_iter([("name".to_owned(), json!({ "type": "string", "description": "Which one." }))]),
                    ));
                    lists.len() - 1
                });
                if let Some((_, items)) = lists.get_mut(at) {
                    items.insert(name.replace('.', "_"), shape(own));
                }
            }
        }
    }
    for (list, items) in lists {
        plain.insert(list.to_owned(), json!({ "type": "array", "items": closed(items) }));
    }
    let one = closed(plain);
    if step.options < 2 {
        return one;
    }
    let names = ["first", "second", "third", "fourth"];
    closed(names.iter().take(usize::from(step.options)).map(|name| ((*name).to_owned(), one.clone())).collect())
}

fn shape(field: &Field) -> Value {
    match field.shape {
        Shape::Number => json!({ "type": "number", "description": field.says }),
        Shape::Texts => json!({ "type": "array", "items": { "type": "string" }, "description": field.says }),
        Shape::OneOf(words) => json!({ "type": "string", "enum": words, "description": field.says }),
        Shape::Text | Shape::Made => json!({ "type": "string", "description": field.says }),
    }
}

fn closed(fields: Map<String, Value>) -> Value {
    let names: Vec<&String> = fields.keys().collect();
    json!({ "type": "object", "required": names, "additionalProperties": false, "properties": fields })
}

/// The values of a path, one a line. `scene` keeps to one scene.
pub fn values(path: &str, list: &PromptList, board: &Board, scene: Option<&str>) -> Vec<String> {
    let of_scene = |number: &str| scene.is_none_or(|own| own == number);
    let some = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    let scenes = || list.scenes.iter().filter(|own| of_scene(&own.number));
    let shots = || list.shots.iter().filter(|own| of_scene(&own.scene));
    match path {
        "brief" => some(&list.story.brief.idea),
        "title" => some(&list.title),
        "logline" => some(&board.logline),
        "lore" => some(board.lore.text()),
        "style_line" => some(&list.style_line),
        "narrative" => some(board.narrative.text()),
        "scenes.heading" => {
            scenes().map(|own| format!("{}: {}", own.number, own.heading.as_deref().unwrap_or("no heading"))).collect()
        }
        "scenes.synopsis" => scenes()
            .filter(|own| !own.synopsis.is_empty())
            .map(|own| format!("{}: {}", own.number, own.synopsis))
            .collect(),
        "scenes.mood" => scenes().filter_map(|own| Some(format!("{}: {}", own.number, own.mood?.key()))).collect(),
        "scenes.characters" => scenes().map(|own| format!("{}: {}", own.number, own.characters.join(", "))).collect(),
        "scenes.stage.description" => board
            .stages
            .iter()
            .filter(|own| of_scene(&own.scene))
            .map(|own| format!("{}: {}", own.scene, own.words))
            .collect(),
        "characters.description" => board.people.iter().map(|own| format!("{}: {}", own.name, own.words)).collect(),
        "locations.description" => board.places.iter().map(|own| format!("{}: {}", own.name, own.words)).collect(),
        "props.description" => board.props.iter().map(|own| format!("{}: {}", own.name, own.words)).collect(),
        "script" => shots()
            .flat_map(|shot| {
                let lines = shot
                    .lines
                    .iter()
                    .map(|line| format!("{}: {}", line.speaker.as_deref().unwrap_or("SOMEBODY"), line.text));
                some(&shot.action).into_iter().chain(lines).collect::<Vec<_>>()
            })
            .collect(),
        "shots.framing" => shots().map(|shot| format!("{}: {}", shot.number, shot.framing.key())).collect(),
        "shots.camera" => shots().map(|shot| format!("{}: {}", shot.number, shot.camera.key())).collect(),
        "shots.seconds" => shots().map(|shot| format!("{}: {:.1}", shot.number, shot.seconds)).collect(),
        "shots.cast" => shots().map(|shot| format!("{}: {}", shot.number, shot.cast.join(", "))).collect(),
        "shots.props" => shots().map(|shot| format!("{}: {}", shot.number, shot.props.join(", "))).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{STEPS, StepId, step};

    /// No answer has an optional field, a free-form object or a field that nobody described.
    fn is_strict(schema: &Value) -> bool {
        match schema["type"].as_str() {
            Some("object") => {
                let properties = schema["properties"].as_object().unwrap();
                let required = schema["required"].as_array().unwrap();
                schema["additionalProperties"] == false
                    && properties.keys().all(|name| required.iter().any(|own| own == name))
                    && properties.values().all(is_strict)
            }
            Some("array") => is_strict(&schema["items"]),
            Some("string" | "number") => true,
            _ => false,
        }
    }

    #[test]
    fn answers_are_strict_and_those_with_options_have_three_of_one_shape() {
        for step in STEPS {
            assert!(is_strict(&answer(step)), "{}", step.key);
        }
        let lore = answer(step(StepId::Lore).unwrap());
        assert_eq!(lore["properties"]["first"], lore["properties"]["third"]);
        assert!(lore["properties"]["first"]["properties"]["lore"]["description"].as_str().unwrap().contains("world"));
    }
}
