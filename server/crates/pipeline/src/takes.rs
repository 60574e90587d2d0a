//! How the takes of a shot differ, in words.

use model::VideoSpec;
use serde_json::{Value, json};
use store::artifacts::ArtifactRow;

/// What a take's row says of what was asked for.
pub(crate) fn detail(spec: &VideoSpec) -> Value {
    let mut detail = json!({ "prompt": spec.prompt, "take": spec.take });
    if let Some(staging) = &spec.staging {
        let names: Vec<&str> = staging.figures.iter().map(|figure| figure.name.as_str()).collect();
        let speaking: Vec<_> = staging.figures.iter().map(|figure| &figure.speaking).collect();
        detail["staged"] = json!({
            "framing": staging.framing.label(),
            "camera": staging.camera.label(),
            "action": staging.action,
            "cast": names.join(", "),
            "place": staging.place.name,
            "speaking": speaking,
        });
    }
    detail
}

fn text(of: &Value, pointer: &str) -> String {
    of.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What a take was filmed from: its prompt, or what the animatic was to draw; empty of takes from before this was written down.
pub(crate) fn words(detail: &Value) -> String {
    let prompt = text(detail, "/prompt");
    if !prompt.is_empty() || detail.get("staged").is_none() {
        return prompt;
    }
    let parts = ["framing", "camera", "place", "cast", "action"].map(|part| text(detail, &format!("/staged/{part}")));
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

/// A sentence on what was asked for otherwise than for the take in the film; of that one, on what `prompt`, the shot's own, says otherwise
/// now.
pub(crate) fn differs(take: &ArtifactRow, chosen: &ArtifactRow, prompt: &str) -> String {
    if take.id == chosen.id {
        let now = other_words(prompt.trim(), &text(&take.detail, "/prompt"));
        return now.map(|words| format!("Filmed before the prompt was changed ({words}).")).unwrap_or_default();
    }
    let (own, other) = (&take.detail, &chosen.detail);
    let mut said = Vec::new();
    if take.provider != chosen.provider || take.model != chosen.model {
        said.push("another maker".to_owned());
    }
    if let Some(words) = other_words(&text(own, "/prompt"), &text(other, "/prompt")) {
        said.push(format!("another prompt ({words})"));
    }
    if own.get("staged").is_some() && other.get("staged").is_some() {
        for part in ["framing", "camera", "place", "cast"] {
            let (own, other) = (text(own, &format!("/staged/{part}")), text(other, &format!("/staged/{part}")));
            if own != other {
                said.push(format!("{part}: {}, not {}", or_none(&own), or_none(&other)));
            }
        }
        if let Some(words) = other_words(&text(own, "/staged/action"), &text(other, "/staged/action")) {
            said.push(format!("another action ({words})"));
        }
        if own.pointer("/staged/speaking") != other.pointer("/staged/speaking") {
            said.push("the mouths move to other lines".to_owned());
        }
    }
    let lengths = take.seconds.zip(chosen.seconds).map_or(0.0, |(own, other)| own - other);
    if lengths.abs() >= 0.05 {
        said.push(format!("{:.1} s {}", lengths.abs(), if lengths > 0.0 { "longer" } else { "shorter" }));
    }
    if said.is_empty() {
        return "Filmed again from the same words.".to_owned();
    }
    format!("Beside the take in the film: {}.", said.join("; "))
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

/// The first words that are other in a text.
fn other_words(own: &str, other: &str) -> Option<String> {
    if own == other || own.is_empty() || other.is_empty() {
        return None;
    }
    let words: Vec<&str> = own.split_whitespace().collect();
    let others: Vec<&str> = other.split_whitespace().collect();
    let same = words.iter().zip(&others).take_while(|(own, other)| own == other).count();
    let shown: Vec<&str> = words.iter().skip(same).take(6).copied().collect();
    let more = if words.len() > same + shown.len() { "…" } else { "" };
    match shown.is_empty() {
        true => Some("it ends earlier".to_owned()),
        false => Some(format!("“{}{}{more}”", if same > 0 { "…" } else { "" }, shown.join(" "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_other_words_of_a_prompt_are_shown() {
        assert_eq!(other_words("A dog runs.", "A dog runs."), None);
        assert_eq!(other_words("A dog runs home.", "A dog sleeps."), Some("“…runs home.”".to_owned()));
        assert_eq!(other_words("A dog", "A dog sleeps."), Some("it ends earlier".to_owned()));
    }

    #[test]
    fn a_take_tells_what_it_was_filmed_from() {
        assert_eq!(words(&json!({ "prompt": "A dog runs.", "take": 0 })), "A dog runs.");
        let staged =
            json!({ "framing": "Wide", "camera": "Static", "place": "", "cast": "MAYA", "action": "MAYA waits." });
        assert_eq!(words(&json!({ "prompt": "", "staged": staged })), "Wide · Static · MAYA · MAYA waits.");
        assert_eq!(words(&json!({})), "");
    }
}
