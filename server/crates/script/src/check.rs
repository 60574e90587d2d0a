//! What a writer should know before filming, each with how to mend it.

use crate::screenplay::{ElementKind, Format, Screenplay};
use model::PromptList;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// No film can be made.
    Error,
    /// The film will not be what was meant.
    Warning,
    /// Good to know.
    Info,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issue {
    pub severity: Severity,
    /// A stable name for programs.
    pub code: &'static str,
    /// What it is and how to mend it.
    pub message: String,
    /// The source line, counted from 1.
    pub line: Option<usize>,
}

/// All findings, in the order of the source; those on the whole script first.
pub fn check(play: &Screenplay, list: &PromptList) -> Vec<Issue> {
    let lines = LineNumbers::new(&play.text);
    let mut out = Vec::new();
    let mut say = |severity, code, message: String, at: Option<usize>| {
        out.push(Issue { severity, code, message, line: at.map(|at| lines.of(at)) });
    };
    let words = play.text.split_whitespace().count();
    if words == 0 {
        say(Severity::Error, "empty", "The script is empty. Paste a script, or start from a sample.".to_owned(), None);
        return out;
    }
    if list.shots.is_empty() {
        say(Severity::Error, "nothing_to_film", "Your script needs at least one complete scene: a heading such as INT. KITCHEN - NIGHT, and what happens there.".to_owned(), None);
    } else if words < 5 {
        say(
            Severity::Warning,
            "too_short",
            "The script is very short. Say in a sentence or two where it happens, who is there and what they do."
                .to_owned(),
            None,
        );
    }
    if play.format != Format::Prose && play.scenes.iter().all(|s| s.heading.is_none()) {
        say(Severity::Warning, "no_heading", "No scene heading found: the whole text becomes one scene. Start each scene with a line such as INT. KITCHEN - NIGHT.".to_owned(), None);
    }
    for (at, element) in play.elements.iter().enumerate() {
        if matches!(element.kind, ElementKind::Cue { .. }) {
            let spoken = play
                .elements
                .iter()
                .skip(at + 1)
                .take(4)
                .take_while(|e| !matches!(e.kind, ElementKind::Cue { .. }))
                .any(|e| matches!(e.kind, ElementKind::Dialogue | ElementKind::Lyric));
            if !spoken {
                say(
                    Severity::Warning,
                    "empty_cue",
                    format!("Nobody speaks under {}. Write the line below the name, or remove the name.", element.text),
                    Some(element.span.start),
                );
            }
        }
    }
    for line in play.dialogue.iter().filter(|l| l.speaker.is_none()) {
        let start: String = line.text.chars().take(40).collect();
        say(
            Severity::Info,
            "unknown_speaker",
            format!("It is not clear who says “{start}”. Choose the speaker, or add “said …” beside it."),
            Some(line.span.start),
        );
    }
    out.sort_by_key(|issue| issue.line);
    out
}

/// From code points to line numbers.
pub(crate) struct LineNumbers {
    starts: Vec<usize>,
}

impl LineNumbers {
    pub fn new(text: &str) -> Self {
        let points = crate::source::CodePoints::new(text);
        Self { starts: crate::source::lines(text).iter().map(|line| points.at(line.start)).collect() }
    }

    pub fn of(&self, code_point: usize) -> usize {
        self.starts.partition_point(|&start| start <= code_point).max(1)
    }
}
