//! Findings on single shots: what the model cannot do, and what its provider may refuse.

use super::{Findings, Limits, Severity, refused};
use model::{PromptList, Span};

pub(super) fn each(text: &str, list: &PromptList, limits: &Limits, findings: &mut Findings) {
    for shot in &list.shots {
        let span = Some(shot.source);
        if shot.seconds > limits.seconds + 0.05 {
            findings.say(
                Severity::Warning,
                "long_shot",
                span,
                &format!(
                    "Shot {} lasts {:.0} seconds, and {} cannot film more than {:.0}.",
                    shot.number, shot.seconds, limits.model, limits.seconds
                ),
                "Divide it in two, or give it fewer seconds.",
            );
        }
        let length = shot.prompt.chars().count();
        if limits.prompt > 0 && length > limits.prompt {
            findings.say(
                Severity::Warning,
                "long_prompt",
                span,
                &format!(
                    "The prompt of shot {} has {length} characters, and {} cannot read more than {}.",
                    shot.number, limits.model, limits.prompt
                ),
                "Shorten what happens in it, or divide the shot.",
            );
        }
        if let Some((word, group)) = refused::find(&shot.action) {
            findings.say(
                Severity::Info,
                "moderation",
                Some(place_of(text, shot.source, word)),
                &format!("A provider may refuse shot {} because of “{word}” ({}).", shot.number, group.about),
                group.mend,
            );
        }
    }
}

/// Where a word stands in a part of the text; the whole part when it does not stand there as written.
fn place_of(text: &str, part: Span, word: &str) -> Span {
    let source: String = text.chars().skip(part.start).take(part.end.saturating_sub(part.start)).collect();
    let lower = source.to_ascii_lowercase();
    let Some(at) = lower.find(word) else { return part };
    let start = part.start + lower.get(..at).map_or(0, |before| before.chars().count());
    Span { start, end: start + word.chars().count() }
}
