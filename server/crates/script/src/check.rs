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
                .get(at + 1..)
                .unwrap_or_default()
                .iter()
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
    for (name, other) in spellings(play) {
        let at = play.characters.iter().find(|p| p.name == other).map(|p| p.first.start);
        say(
            Severity::Warning,
            "two_spellings",
            format!("{name} and {other} look like one character in two spellings. Use one of them everywhere."),
            at,
        );
    }
    for shot in &list.shots {
        if shot.seconds > 15.0 {
            say(
                Severity::Warning,
                "long_shot",
                format!(
                    "Shot {} lasts {:.0} seconds; most models film 5 to 10. Divide it in two.",
                    shot.number, shot.seconds
                ),
                Some(shot.source.start),
            );
        }
        if shot.prompt.chars().count() > 2500 {
            say(
                Severity::Warning,
                "long_prompt",
                format!(
                    "The prompt of shot {} is longer than 2,500 characters, the limit of most models. Shorten its action.",
                    shot.number
                ),
                Some(shot.source.start),
            );
        }
        if let Some(word) = sensitive(&shot.action) {
            say(
                Severity::Info,
                "moderation",
                format!(
                    "A provider may refuse shot {} because of “{word}”. Show it less directly, or film it with the studio's own animatic.",
                    shot.number
                ),
                Some(shot.source.start),
            );
        }
    }
    for paragraph in play.elements.iter().filter(|e| e.kind == ElementKind::Action) {
        let count = |c: char| paragraph.text.matches(c).count();
        if play.format == Format::Prose && count('"') % 2 == 1 {
            say(
                Severity::Info,
                "unbalanced_quotes",
                "A quotation mark is missing in this paragraph. Add it, so that it is clear where the speech ends."
                    .to_owned(),
                Some(paragraph.span.start),
            );
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

/// Speaking characters whose names differ by one letter or by their spaces: "MCAVOY" and "MC AVOY", "ANNA" and "ANA".
fn spellings(play: &Screenplay) -> Vec<(String, String)> {
    let people: Vec<(&str, String)> = play
        .characters
        .iter()
        .filter(|p| p.lines > 0)
        .take(200)
        .map(|p| (p.name.as_str(), p.name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()))
        .collect();
    let mut out = Vec::new();
    for (at, (name, key)) in people.iter().enumerate() {
        for (other, second) in people.iter().skip(at + 1) {
            let close =
                key.chars().count() > 3 && one_letter(key, second) && !key.ends_with(|c: char| c.is_ascii_digit());
            if key == second || close {
                out.push(((*name).to_owned(), (*other).to_owned()));
            }
        }
    }
    out
}

/// Whether one letter added makes one word of the other: MAN and WOMAN differ by two, ANNA and ANA by one.
fn one_letter(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    long.len() == short.len() + 1
        && long.first() == short.first()
        && (0..long.len())
            .any(|skip| long.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| c).eq(short.iter()))
}

/// Words that video providers are known to refuse.
fn sensitive(action: &str) -> Option<&'static str> {
    const WORDS: &[&str] = &[
        "naked",
        "nude",
        "suicide",
        "beheaded",
        "beheading",
        "gore",
        "corpse",
        "torture",
        "rape",
        "heroin",
        "cocaine",
        "swastika",
        "terrorist",
        "massacre",
        "blood-soaked",
    ];
    let text = crate::words::Phrases::of(action);
    WORDS.iter().find(|word| text.has(word)).copied()
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
