//! Findings on the text: what is missing, and what is written in two ways.

use super::{Findings, Severity};
use crate::read::fountain::{is_cue, is_transition};
use crate::screenplay::{Beat, Element, ElementKind, Format, Screenplay, SourceScene};
use model::{PromptList, Span};
use std::collections::HashSet;

/// Fewer words than this are no scene.
const SHORTEST: usize = 5;
/// How many speakers are compared with each other.
const SPEAKERS: usize = 200;

/// Findings on the script as a whole; false when there is nothing more to look at.
pub(super) fn whole(play: &Screenplay, list: &PromptList, findings: &mut Findings) -> bool {
    let words = play.text.split_whitespace().take(SHORTEST).count();
    let uncased = || play.text.chars().filter(|c| *c >= '\u{2e80}').count() / 2;
    if words == 0 {
        findings.say(Severity::Error, "empty", None, "The script is empty.", "Paste a script, or start from a sample.");
        return false;
    }
    let complete = "Your script needs at least one complete scene.";
    let happens = play.scenes.iter().any(|scene| scene.heading.is_some() || happens(scene));
    if list.shots.is_empty() || !happens {
        let mend = "Write a heading such as INT. KITCHEN - NIGHT, and below it what happens there.";
        findings.say(Severity::Error, "nothing_to_film", None, complete, mend);
    } else if words < SHORTEST && words + uncased() < SHORTEST {
        let mend = "Say in a sentence or two where it happens, who is there and what they do.";
        findings.say(Severity::Warning, "too_short", None, complete, mend);
    }
    let headed = |e: &Element| matches!(e.kind, ElementKind::Heading { .. });
    if play.format != Format::Prose && !play.elements.iter().any(headed) {
        findings.say(
            Severity::Warning,
            "no_heading",
            None,
            "No scene heading was found: the whole text becomes one scene.",
            "Start each scene with a line such as INT. KITCHEN - NIGHT.",
        );
    }
    true
}

/// Findings on single elements, scenes and lines.
pub(super) fn parts(play: &Screenplay, findings: &mut Findings) {
    let speakers: HashSet<String> =
        play.characters.iter().filter(|p| p.lines > 0).map(|p| p.name.to_uppercase()).collect();
    let mut source = Source { rest: &play.text, at: 0 };
    for (at, element) in play.elements.iter().enumerate() {
        let silent = match &element.kind {
            ElementKind::Cue { .. } => !is_followed_by_speech(&play.elements, at),
            // A name alone in a paragraph: Fountain takes it for action when nothing stands under it.
            ElementKind::Action => {
                play.format != Format::Prose
                    && !element.text.contains('\n')
                    && is_cue(&element.text)
                    && !is_transition(&element.text)
                    && speakers.contains(&crate::assemble::cue_name(&element.text).0.to_uppercase())
            }
            _ => false,
        };
        if silent {
            findings.say(
                Severity::Warning,
                "silent_cue",
                Some(element.span),
                &format!("Nobody speaks under {}.", element.text.trim()),
                "Write the line right below the name, or remove the name.",
            );
        }
        open_marks(play, &mut source, element, findings);
    }
    for scene in play.scenes.iter().filter(|scene| !happens(scene)) {
        if let Some(name) = &scene.heading {
            findings.say(
                Severity::Warning,
                "empty_scene",
                Some(scene.span),
                &format!("Nothing happens under {name}."),
                "Say below the heading what is seen there, or remove the heading.",
            );
        }
    }
    for scene in
        play.scenes.iter().filter(|scene| play.format == Format::Prose && play.language == "en" && happens(scene))
    {
        if scene.heading.is_none() && scene.location.is_none() {
            findings.say(
                Severity::Info,
                "unknown_place",
                Some(scene.span),
                "Where is this? The text does not say where the scene happens.",
                "Name the place, or write a heading such as INT. KITCHEN - NIGHT above it.",
            );
        }
    }
    for line in play.dialogue.iter().filter(|line| line.speaker.is_none()) {
        let start: String = line.text.chars().take(40).collect();
        findings.say(
            Severity::Info,
            "unknown_speaker",
            Some(line.span),
            &format!("It is not clear who says “{start}”."),
            "Choose the speaker, or add “said …” beside it.",
        );
    }
}

fn happens(scene: &SourceScene) -> bool {
    scene.beats.iter().any(|beat| !matches!(beat, Beat::Transition { .. }))
}

fn is_followed_by_speech(elements: &[Element], cue: usize) -> bool {
    elements
        .iter()
        .skip(cue + 1)
        .take_while(|e| !matches!(e.kind, ElementKind::Cue { .. } | ElementKind::Heading { .. } | ElementKind::Action))
        .any(|e| matches!(e.kind, ElementKind::Dialogue | ElementKind::Lyric))
}

/// Notes, cuts and asides that open and never close: what follows them is filmed.
fn open_marks(play: &Screenplay, source: &mut Source, element: &Element, findings: &mut Findings) {
    let (code, what, mend) = match &element.kind {
        ElementKind::Action | ElementKind::Dialogue
            if play.format == Format::Fountain && element.text.contains("[[") =>
        {
            ("open_note", "A note opens here and never closes, so it is filmed.", "Close it with ]], or remove [[.")
        }
        ElementKind::Action | ElementKind::Dialogue
            if play.format == Format::Fountain && element.text.contains("/*") =>
        {
            ("open_cut", "A cut opens here and never closes, so it is filmed.", "Close it with */, or remove /*.")
        }
        ElementKind::Parenthetical if is_open(source.part(element.span)) => (
            "open_bracket",
            "The bracket that opens here never closes, so the line below it may be lost.",
            "Close it with a bracket at the end of the aside.",
        ),
        _ => return,
    };
    findings.say(Severity::Warning, code, Some(element.span), what, mend);
}

/// Whether an aside begins with a bracket that does not close at its end; a revision mark may stand after it.
fn is_open(aside: &str) -> bool {
    let marked = |c: char| matches!(c, '*' | '_' | ' ' | '\t');
    aside.trim_start_matches(marked).starts_with(['(', '（']) && !aside.trim_end_matches(marked).ends_with([')', '）'])
}

/// Cuts spans out of a text in one pass; they are asked for in source order.
struct Source<'a> {
    rest: &'a str,
    at: usize,
}

impl<'a> Source<'a> {
    fn part(&mut self, span: Span) -> &'a str {
        let skip = |text: &'a str, points: usize| {
            let at = text.char_indices().nth(points).map_or(text.len(), |(at, _)| at);
            text.split_at(at)
        };
        (_, self.rest) = skip(self.rest, span.start.saturating_sub(self.at));
        self.at = self.at.max(span.start);
        skip(self.rest, span.end.saturating_sub(self.at)).0
    }
}

/// Quotation marks that open and do not close within their paragraph.
pub(super) fn quotes(play: &Screenplay, findings: &mut Findings) {
    if play.format != Format::Prose {
        return;
    }
    let paragraphs: Vec<&Element> = play.elements.iter().filter(|e| e.kind == ElementKind::Action).collect();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let text = paragraph.text.as_str();
        let count = |c: char| text.matches(c).count();
        // A speech may go on in the next paragraph, which then opens with a mark of its own.
        let goes_on = |mark: char| paragraphs.get(at + 1).is_some_and(|next| next.text.trim_start().starts_with(mark));
        let straight = count('"') % 2 == 1 && !goes_on('"');
        let pair = |open: char, close: char| {
            let (opened, closed) = (count(open), count(close));
            opened > closed && !(opened == closed + 1 && goes_on(open))
        };
        // „German“ closes with the mark that opens in English.
        let curly = if text.contains('„') { pair('„', '“') && pair('„', '”') } else { pair('“', '”') };
        if straight || curly || pair('「', '」') || pair('『', '』') || (text.starts_with('«') && pair('«', '»'))
        {
            findings.say(
                Severity::Info,
                "unbalanced_quotes",
                Some(paragraph.span),
                "A quotation mark is missing in this paragraph.",
                "Add it, so that it is clear where the speech ends.",
            );
        }
    }
}

/// Speaking characters whose names differ by one letter or by their spaces: "MCAVOY" and "MC AVOY", "ANNA" and "ANA".
pub(super) fn names(play: &Screenplay, findings: &mut Findings) {
    let cue_of = |name: &str| {
        play.elements
            .iter()
            .find(|e| matches!(e.kind, ElementKind::Cue { .. }) && crate::assemble::cue_name(&e.text).0 == name)
            .map(|e| e.span)
    };
    let people: Vec<(&str, String, Span)> = play
        .characters
        .iter()
        .filter(|p| p.lines > 0)
        .take(SPEAKERS)
        .map(|p| (p.name.as_str(), p.name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect(), p.first))
        .collect();
    for (at, (name, key, _)) in people.iter().enumerate() {
        for (other, second, first) in people.iter().skip(at + 1) {
            let numbered = [key, second].iter().any(|key| key.ends_with(|c: char| c.is_ascii_digit()));
            let close = key.chars().count() > 3 && !numbered && one_letter(key, second);
            if key == second || close {
                findings.say(
                    Severity::Warning,
                    "two_spellings",
                    Some(cue_of(other).unwrap_or(*first)),
                    &format!("{name} and {other} look like one character in two spellings."),
                    "Use one of them everywhere.",
                );
            }
        }
    }
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
