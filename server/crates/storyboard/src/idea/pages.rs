//! The outline as a script.

use super::{Idea, NARRATIVES, TONES, outline};

/// The pages of an idea in one of the tones and structures, as Fountain. A boneyard comment at their head says what they are; no reader
/// of scripts films it.
pub fn pages(idea: &Idea<'_>, lore: usize, narrative: usize) -> String {
    let mut out = String::new();
    let title = idea.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let tone = TONES.get(lore).map_or("", |tone| tone.title);
    let structure = NARRATIVES.get(narrative).copied().unwrap_or_default();
    out.push_str(&format!("Title: {title}\n\n"));
    out.push_str(&format!(
        "/* An outline by the studio's rules ({}, {}). It waits for your words. */\n",
        tone.to_lowercase(),
        structure.to_lowercase()
    ));
    for scene in outline(idea, lore, narrative) {
        out.push_str(&format!("\n{}\n\n{}\n", scene.heading, scene.action));
        for (who, words) in scene.lines {
            out.push_str(&format!("\n{who}\n{words}\n"));
        }
    }
    out
}
