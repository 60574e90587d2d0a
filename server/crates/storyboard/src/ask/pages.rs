//! Scenes and pages as answers give them, and as a Fountain script.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A scene before it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SceneOutline {
    pub heading: String,
    pub synopsis: String,
    pub mood: String,
    pub characters: Vec<String>,
}

/// What is seen, or what somebody says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageBeat {
    pub kind: String,
    pub who: String,
    pub delivery: String,
    pub text: String,
}

/// The scenes of an answer.
pub fn outlines(answer: &Value) -> Vec<SceneOutline> {
    answer.get("scenes").cloned().and_then(|own| serde_json::from_value(own).ok()).unwrap_or_default()
}

/// The beats of an answer.
pub fn page(answer: &Value) -> Vec<PageBeat> {
    answer.get("beats").cloned().and_then(|own| serde_json::from_value(own).ok()).unwrap_or_default()
}

pub(super) fn told(scene: &SceneOutline) -> String {
    let present =
        if scene.characters.is_empty() { String::new() } else { format!(" Present: {}.", scene.characters.join(", ")) };
    format!("{}. {}{present} Mood: {}.", scene.heading, scene.synopsis, scene.mood)
}

/// A script of scenes and their pages, in Fountain. What a reader could take for something else is marked as what it is.
pub fn fountain(title: &str, scenes: &[SceneOutline], pages: &[Vec<PageBeat>]) -> String {
    let title = one_line(title);
    let mut out = if title.is_empty() { String::new() } else { format!("Title: {title}\n") };
    for (scene, beats) in scenes.iter().zip(pages) {
        out.push_str(&format!("\n{}\n", heading(&scene.heading)));
        for beat in beats {
            let text = one_line(&beat.text);
            if beat.kind != "line" || beat.who.trim().is_empty() {
                out.push_str(&format!("\n!{text}\n"));
                continue;
            }
            let how = one_line(&beat.delivery).replace(['(', ')'], "");
            let how = if how.is_empty() { String::new() } else { format!("({how})\n") };
            out.push_str(&format!("\n@{}\n{how}{}\n", one_line(&beat.who).to_uppercase(), spoken(&text)));
        }
    }
    out
}

fn heading(text: &str) -> String {
    let text = one_line(text).to_uppercase();
    let text = text.replace(" – ", " - ").replace(" — ", " - ");
    if ["INT", "EXT", "I/E"].iter().any(|start| text.starts_with(start)) { text } else { format!(".{text}") }
}

/// Words that are spoken are no direction, also in brackets.
fn spoken(text: &str) -> String {
    text.trim_start_matches('(').to_owned()
}

/// Without what Fountain takes for more than words.
fn one_line(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !matches!(c, '*' | '_' | '[' | ']')).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").replace("/*", "").replace("*/", "")
}
