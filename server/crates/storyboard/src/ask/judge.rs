//! What of an answer can be used: what fits is accepted, and the rest of the question is what is asked for again.

use super::{
    question::Question,
    strict::{closed, fits},
};
use crate::steps::StepId;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Fields that name one of those who were asked about.
const IDS: [&str; 3] = ["name", "scene", "shot"];
/// A text of a story has at least so many characters, and any text at most so many.
const LEAST: usize = 40;
const MOST: usize = 6_000;
/// The most scenes and beats of one answer.
const SCENES: usize = 60;
const BEATS: usize = 120;

/// What came of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// What can be used, in the shape of the answer.
    pub accepted: Value,
    /// What is wrong with the rest, in sentences that a model can act on.
    pub problems: Vec<String>,
    /// The schema of what is still missing; `None` where nothing is.
    pub rest: Option<Value>,
}

/// Judges an answer to the question with this schema (the whole, or what was left of it).
pub fn judge(question: &Question, schema: &Value, answer: &Value) -> Judged {
    let (mut accepted, mut problems, mut missing) = (Map::new(), Vec::new(), Map::new());
    let empty = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    for (name, own) in properties {
        let value = answer.get(name).map(tidy).unwrap_or_default();
        match ids(own) {
            Some((key, known)) => {
                let (good, left) = listed(name, (own, key, &known), &value, &mut problems);
                accepted.insert(name.clone(), Value::Array(good));
                if !left.is_empty() {
                    missing.insert(name.clone(), with_ids(own, key, &left));
                }
            }
            None => {
                let all = fits(own, &value).map_err(|why| format!("{name}: {why}"));
                match all.and_then(|()| sound(question.step, name, &value, &accepted)) {
                    Ok(()) => drop(accepted.insert(name.clone(), value)),
                    Err(why) => {
                        problems.push(why);
                        missing.insert(name.clone(), own.clone());
                    }
                }
            }
        }
    }
    let rest = (!missing.is_empty()).then(|| closed(missing));
    Judged { accepted: Value::Object(accepted), problems, rest }
}

/// Adds what was accepted of a later answer.
pub fn merge(into: &mut Value, more: Value) {
    let (Value::Object(into), Value::Object(more)) = (into, more) else { return };
    for (name, value) in more {
        match (into.get_mut(&name), value) {
            (Some(Value::Array(own)), Value::Array(more)) => own.extend(more),
            (_, value) => drop(into.insert(name, value)),
        }
    }
}

/// Texts without control characters and double spaces, and not endless.
fn tidy(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let plain: String = text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
            let lines = plain.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
            let text = lines.collect::<Vec<_>>().join("\n");
            Value::String(text.trim().chars().take(MOST).collect())
        }
        Value::Array(all) => all.iter().map(tidy).collect(),
        Value::Object(fields) => fields.iter().map(|(name, own)| (name.clone(), tidy(own))).collect(),
        other => other.clone(),
    }
}

/// The field of a list that names those who were asked about, and their names.
fn ids(schema: &Value) -> Option<(&'static str, Vec<String>)> {
    let properties = schema.pointer("/items/properties")?;
    IDS.iter().find_map(|key| {
        let known = properties.get(*key)?.get("enum")?.as_array()?;
        Some((*key, known.iter().filter_map(Value::as_str).map(str::to_owned).collect()))
    })
}

fn with_ids(schema: &Value, key: &str, left: &[String]) -> Value {
    let mut own = schema.clone();
    if let Some(field) = own.pointer_mut(&format!("/items/properties/{key}/enum")) {
        *field = json!(left);
    }
    own
}

/// The entries that can be used, one for each of those asked about, and who is left.
fn listed(
    name: &str,
    (schema, key, known): (&Value, &str, &[String]),
    value: &Value,
    problems: &mut Vec<String>,
) -> (Vec<Value>, Vec<String>) {
    let items = schema.get("items").cloned().unwrap_or_default();
    let (mut good, mut seen) = (Vec::new(), HashSet::new());
    for item in value.as_array().map(Vec::as_slice).unwrap_or_default() {
        let told = item.get(key).and_then(Value::as_str).unwrap_or_default();
        let Some(id) = nearest(told, known) else {
            let told: String = told.chars().take(40).collect();
            problems.push(format!("{name}: nobody asked about “{told}”."));
            continue;
        };
        let mut item = item.clone();
        if let Some(field) = item.get_mut(key) {
            *field = Value::String(id.to_owned());
        }
        let said = item.get("description").is_none_or(|text| text.as_str().is_some_and(|text| !text.is_empty()));
        match fits(&items, &item) {
            Ok(()) if said && seen.insert(id.to_owned()) => good.push(item),
            Ok(()) if said => {}
            Ok(()) => problems.push(format!("{name}, {id}: the description is empty.")),
            Err(why) => problems.push(format!("{name}, {id}: {why}")),
        }
    }
    let left: Vec<String> = known.iter().filter(|id| !seen.contains(*id)).cloned().collect();
    if !left.is_empty() {
        problems.push(format!("{name}: {} missing.", left.join(", ")));
    }
    (good, left)
}

/// The known name that is meant: the same but for its case, or the only one with one letter of difference.
fn nearest<'a>(told: &str, known: &'a [String]) -> Option<&'a str> {
    let told = told.trim();
    if let Some(same) = known.iter().find(|own| own.as_str() == told) {
        return Some(same);
    }
    let small = told.to_lowercase();
    let alike = |own: &&String| {
        let own = own.to_lowercase();
        own == small || (own.chars().count() > 3 && distance_is_one(&own, &small))
    };
    let mut found = known.iter().filter(alike);
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

fn distance_is_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let skip = usize::from(long.len() == short.len());
    short.get(same + skip..) == long.get(same + 1..)
}

/// What a schema cannot say.
fn sound(step: StepId, name: &str, value: &Value, accepted: &Map<String, Value>) -> Result<(), String> {
    match step {
        StepId::Lore | StepId::Narrative => option(step, name, value, accepted),
        StepId::Scenes => scenes(value),
        StepId::Pages => beats(value),
        _ => Ok(()),
    }
}

fn option(step: StepId, name: &str, value: &Value, accepted: &Map<String, Value>) -> Result<(), String> {
    let key = step.key();
    let text = |own: &Value| own.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let own = text(value);
    if own.chars().count() < LEAST {
        return Err(format!("{name}: the {key} is too short."));
    }
    match accepted.iter().find(|(_, other)| alike(&own, &text(other)) > 0.8) {
        Some((other, _)) => Err(format!("{name} says nearly the same as {other}; write another one.")),
        None => Ok(()),
    }
}

/// The share of words that two texts have in common.
fn alike(a: &str, b: &str) -> f64 {
    let words = |text: &str| text.to_lowercase().split_whitespace().map(str::to_owned).collect::<HashSet<String>>();
    let (a, b) = (words(a), words(b));
    a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64
}

fn scenes(value: &Value) -> Result<(), String> {
    let all = value.as_array().map(Vec::as_slice).unwrap_or_default();
    if all.is_empty() || all.len() > SCENES {
        return Err(format!("There are {} scenes; one to {SCENES} are possible.", all.len()));
    }
    all.iter().enumerate().try_for_each(|(at, scene)| {
        let heading = scene["heading"].as_str().unwrap_or_default();
        let begins = heading.to_uppercase();
        let is_heading = ["INT", "EXT", "I/E"].iter().any(|start| begins.starts_with(start)) && heading.contains(' ');
        if !is_heading || heading.contains('\n') {
            return Err(format!(
                "Scene {}: “{heading}” is no heading; write INT. or EXT., the place, a dash, the time of day.",
                at + 1
            ));
        }
        if scene["synopsis"].as_str().is_none_or(str::is_empty) {
            return Err(format!("Scene {}: it does not say what happens.", at + 1));
        }
        Ok(())
    })
}

fn beats(value: &Value) -> Result<(), String> {
    let all = value.as_array().map(Vec::as_slice).unwrap_or_default();
    if all.is_empty() || all.len() > BEATS {
        return Err(format!("There are {} beats; one to {BEATS} are possible.", all.len()));
    }
    all.iter().enumerate().try_for_each(|(at, beat)| {
        let text = |name: &str| beat[name].as_str().unwrap_or_default();
        if text("text").is_empty() {
            return Err(format!("Beat {}: it is empty.", at + 1));
        }
        if text("kind") == "line" && text("who").is_empty() {
            return Err(format!("Beat {}: nobody says it.", at + 1));
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_meant_where_only_one_is_near() {
        let known = ["Mara".to_owned(), "Jonas".to_owned(), "Jonah".to_owned()];
        for (told, meant) in [
            ("Mara", Some("Mara")),
            ("MARA", Some("Mara")),
            ("Marra", Some("Mara")),
            ("Jona", None),
            ("Jonas", Some("Jonas")),
            ("Peter", None),
            ("", None),
        ] {
            assert_eq!(nearest(told, &known), meant, "{told}");
        }
    }
}
