//! An answer that fits a schema, with the names of the material.

use super::Flaw;
use serde_json::{Map, Value, json};

/// An answer to a question.
pub(super) fn answer(schema: &Value, material: &str, flaw: Option<Flaw>) -> Value {
    let names = names(material);
    Maker { names: &names, flaw, seed: material.len() }.value(schema, "", 0)
}

/// Words with a capital that no sentence begins with: people and places, as far as that tells.
fn names(material: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut before = ' ';
    for word in material.split_whitespace() {
        let plain: String = word.chars().filter(|letter| letter.is_alphabetic()).collect();
        let is_name = plain.chars().count() > 2
            && plain.starts_with(char::is_uppercase)
            && plain.chars().skip(1).all(char::is_lowercase)
            && before.is_lowercase();
        if is_name && found.len() < 4 && !found.contains(&plain) {
            found.push(plain);
        }
        before = word.chars().last().unwrap_or(' ');
    }
    if found.is_empty() { vec!["Mara".to_owned(), "Jonas".to_owned()] } else { found }
}

struct Maker<'a> {
    names: &'a [String],
    flaw: Option<Flaw>,
    seed: usize,
}

const WHO: &[&str] = &["the keeper", "a stranger", "the sister", "the old pilot", "the child"];
const DOES: &[&str] = &["waits for", "runs from", "remembers", "hides", "looks for", "gives away"];
const WHAT: &[&str] =
    &["the last letter", "a lamp that burns blue", "the sound of the sea", "a promise", "the key", "an empty house"];
const WHERE: &[&str] = &["on the pier", "under the stairs", "in the rain", "by the window", "at the crossroads"];
/// Three worlds that have few words in common.
const WORLDS: &[&str] = &[
    "Fog has covered these islands since spring, and every boat comes home with fewer people than it took.",
    "Nobody in town sleeps any more: shops stay open, bells ring each hour, children play football under lanterns.",
    "After great snows only one road is left, guarded by soldiers who no longer remember which king pays them.",
];
const PLACES: &[&str] = &["LIGHTHOUSE", "PIER", "KITCHEN", "STATION", "ATTIC", "HARBOUR"];

impl Maker<'_> {
    fn pick<'a>(&self, from: &[&'a str], at: usize) -> &'a str {
        from.get((self.seed + at) % from.len().max(1)).copied().unwrap_or_default()
    }

    fn value(&self, schema: &Value, name: &str, at: usize) -> Value {
        match schema["type"].as_str() {
            Some("object") => self.object(schema, at),
            Some("array") => self.list(schema, at),
            Some("number" | "integer") => json!(4 + at % 3),
            Some("boolean") => json!(false),
            _ => match schema["enum"].as_array() {
                Some(words) if !words.is_empty() => words.get(at % words.len()).cloned().unwrap_or_default(),
                _ => json!(self.words(name, at)),
            },
        }
    }

    fn object(&self, schema: &Value, at: usize) -> Value {
        let Some(fields) = schema["properties"].as_object() else { return json!({}) };
        let offset = |name: &str| match name {
            "second" => 1,
            "third" => 2,
            _ => 0,
        };
        let mut made: Map<String, Value> =
            fields.iter().map(|(name, own)| (name.clone(), self.value(own, name, at + offset(name) * 7))).collect();
        // Whoever acts does not speak, and whoever speaks has a name.
        if let (Some(kind), Some(who)) = (made.get("kind").cloned(), fields.get("who")) {
            let known = who["enum"].as_array().map(Vec::as_slice).unwrap_or_default();
            let speakers: Vec<&Value> = known.iter().filter(|own| **own != "").collect();
            let speaks = kind == "line" && !speakers.is_empty();
            let own = if speaks {
                speakers.get((at / 2) % speakers.len()).map_or(json!(""), |own| (*own).clone())
            } else {
                json!("")
            };
            made.insert("who".to_owned(), own);
            if !speaks {
                made.insert("kind".to_owned(), json!("action"));
            }
        }
        if self.flaw == Some(Flaw::Unknown) {
            for key in ["name", "who", "scene", "shot"] {
                if at == 0 && made.contains_key(key) {
                    made.insert(key.to_owned(), json!("Nobody At All"));
                }
            }
        }
        Value::Object(made)
    }

    fn list(&self, schema: &Value, at: usize) -> Value {
        let item = &schema["items"];
        let keys = ["name", "scene", "shot"];
        let ids = keys.iter().find_map(|key| Some((*key, item["properties"][*key]["enum"].as_array()?)));
        let mut all: Vec<Value> = match ids {
            // One of each.
            Some((key, ids)) => ids
                .iter()
                .enumerate()
                .map(|(nth, id)| {
                    let mut own = self.value(item, "", nth);
                    if !(self.flaw == Some(Flaw::Unknown) && nth == 0) {
                        own[key] = id.clone();
                    }
                    own
                })
                .collect(),
            None if item["type"] == "object" => (0..4).map(|nth| self.value(item, "", nth)).collect(),
            None => match item["enum"].as_array() {
                Some(known) => known.iter().take(2).cloned().collect(),
                None => self.names.iter().take(2).map(|name| json!(name)).collect(),
            },
        };
        if self.flaw == Some(Flaw::Missing) && at == 0 && all.len() > 1 {
            all.pop();
        }
        Value::Array(all)
    }

    fn words(&self, name: &str, at: usize) -> String {
        let lead = self.names.first().map_or("Mara", String::as_str);
        let other = self.names.get(1).map_or("Jonas", String::as_str);
        let sentence = |nth: usize| {
            let (does, what) = (self.pick(DOES, at + nth), self.pick(WHAT, at * 2 + nth));
            let subject = if nth.is_multiple_of(2) { lead } else { other };
            format!("{subject} {does} {what} {}.", self.pick(WHERE, at + nth * 3))
        };
        match name {
            "heading" => {
                let side = if at.is_multiple_of(2) { "EXT." } else { "INT." };
                let time = if at.is_multiple_of(3) { "NIGHT" } else { "DAY" };
                format!("{side} {} - {time}", self.pick(PLACES, at))
            }
            "title" => format!("{} {}", capital(self.pick(WHO, at)), self.pick(WHERE, at)),
            "delivery" => String::new(),
            "style_line" => {
                let looks = [
                    "Cold blue light, long lens, wet stone.",
                    "Warm tungsten, soft lens, worn wood.",
                    "Hard noon sun, wide lens, bleached paper.",
                ];
                self.pick(&looks, at / 7).to_owned()
            }
            "lore" | "narrative" => format!("{} {} {}", self.pick(WORLDS, at / 7), sentence(at), sentence(at + 1)),
            "text" => format!("{} {}", capital(self.pick(DOES, at)), self.pick(WHAT, at)) + ".",
            "description" => {
                format!(
                    "{} with a grey coat and {}, {}.",
                    capital(self.pick(WHO, at)),
                    self.pick(WHAT, at),
                    self.pick(WHERE, at)
                )
            }
            _ => sentence(at),
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
