//! What a text says and the film does not: labels that were not understood, notes, words on the screen, speech that nobody speaks.

use super::{Findings, Severity};
use crate::read::blocks::{CAPTION, is_cast_label, label_on};
use crate::screenplay::{Element, ElementKind, Format, Screenplay};

/// How many findings of one kind a script gets.
const MOST: usize = 10;
/// A text with fewer words need not speak.
const WORDS: usize = 12;

pub(super) fn lost(play: &Screenplay, findings: &mut Findings) {
    labels(play, findings);
    notes(play, findings);
    silence(play, findings);
}

/// Labels, bars and times that would be filmed or spoken as words.
fn labels(play: &Screenplay, findings: &mut Findings) {
    let words = |e: &&Element| matches!(e.kind, ElementKind::Action | ElementKind::Dialogue);
    let mut left = MOST;
    for element in play.elements.iter().filter(words) {
        let text = element.text.as_str();
        let found = match label_on(text) {
            Some(label) => format!("“{label}”"),
            None if text.contains("-->") => "A time code".to_owned(),
            None if text.starts_with('|') && text.matches('|').count() > 2 => "A row of a table".to_owned(),
            None if text.contains("**") || text.starts_with("```") => "A mark of Markdown".to_owned(),
            None => continue,
        };
        left -= 1;
        findings.say(
            Severity::Warning,
            "label_left",
            Some(element.span),
            &format!("{found} was not understood here: it is taken for words."),
            "Write what is seen as a sentence, and what is said as NAME: words.",
        );
        if left == 0 {
            return;
        }
    }
}

/// What is kept beside the film.
fn notes(play: &Screenplay, findings: &mut Findings) {
    if !play.format.has_blocks() {
        return;
    }
    let notes = || play.elements.iter().filter(|e| e.kind == ElementKind::Note);
    if let Some(first) = notes().find(|note| note.text.starts_with(CAPTION)) {
        findings.say(
            Severity::Info,
            "words_on_screen",
            Some(first.span),
            "Words on the screen are kept as a note: they are not in the picture.",
            "Add them in an editing program, or describe a sign that shows them.",
        );
    }
    let mut keys: Vec<&str> = Vec::new();
    let mut first = None;
    for note in notes().filter(|note| !note.text.starts_with(CAPTION)) {
        if let Some((key, _)) = note.text.split_once(": ").filter(|(key, _)| !key.is_empty() && key.len() < 40)
            && !keys.contains(&key)
            && !is_cast_label(key)
        {
            keys.push(key);
            first.get_or_insert(note.span);
        }
    }
    if !keys.is_empty() {
        let more = if keys.len() > 6 { " and others" } else { "" };
        keys.truncate(6);
        findings.say(
            Severity::Info,
            "kept_as_note",
            first,
            &format!("What stands under {}{more} is kept as a note and not filmed.", keys.join(", ")),
            "Write into the visual what must be seen.",
        );
    }
}

/// A script that speaks in another form than the one that was read.
fn silence(play: &Screenplay, findings: &mut Findings) {
    if !play.dialogue.is_empty() || play.text.split_whitespace().take(WORDS).count() < WORDS {
        return;
    }
    let quoted = |e: &&Element| {
        matches!(e.kind, ElementKind::Action | ElementKind::Shot)
            && e.text.contains(['"', '“', '„', '«', '「'])
            && e.text.split_whitespace().count() > 2
    };
    if play.format != Format::Prose
        && let Some(element) = play.elements.iter().find(quoted)
    {
        findings.say(
            Severity::Warning,
            "unspoken_quote",
            Some(element.span),
            "Words in quotation marks stand in the action here, and nobody speaks them.",
            "Write them as NAME: words.",
        );
        return;
    }
    // A screenplay or a list of shots may well be silent; what is read as something else may have been meant to speak.
    if matches!(play.format, Format::Fountain | Format::Fdx | Format::Screenplay | Format::ShotList) {
        return;
    }
    findings.say(
        Severity::Info,
        "no_line",
        None,
        "No line was found: nobody speaks in this film.",
        "If somebody should, write NAME: and the words, or put the words between quotation marks.",
    );
}
