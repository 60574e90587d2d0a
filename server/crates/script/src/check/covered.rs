//! Sentences of a story that no shot shows, says or reads.

use super::{Findings, Severity};
use crate::prose::is_reporting;
use crate::screenplay::{ElementKind, Format, Screenplay, Spoken};
use crate::sentences::sentences;
use crate::words::lower_words;
use model::{LineKind, PromptList, Shot, Span};
use std::collections::HashSet;

/// Shorter words are in every sentence.
const TELLING: usize = 4;
/// Words that tell nothing by themselves.
const SMALL: &[&str] = &[
    "that", "with", "from", "they", "them", "their", "have", "were", "when", "then", "this", "what", "there", "which",
    "would", "could", "should", "been", "will", "whether", "where", "himself", "herself", "into", "must",
];
/// Code points between a speech and the words that tell who says it.
const BESIDE: usize = 4;
/// How much of a sentence a finding quotes, in characters.
const QUOTED: usize = 80;

/// Says of each sentence that was left out that it was.
pub(super) fn sentences_left_out(play: &Screenplay, list: &PromptList, findings: &mut Findings) {
    if play.format != Format::Prose {
        return;
    }
    let mut from = 0;
    for paragraph in play.elements.iter().filter(|element| element.kind == ElementKind::Action) {
        let all = list.shots.get(from..).unwrap_or_default();
        from += all.iter().take_while(|shot| shot.source.end <= paragraph.span.start).count();
        let shown = shown(list.shots.get(from..).unwrap_or_default(), paragraph.span);
        let (mut bytes, mut at) = (0, paragraph.span.start);
        for (a, b) in sentences(&paragraph.text) {
            let count = |a: usize, b: usize| paragraph.text.get(a..b).map_or(0, |text| text.chars().count());
            let start = at + count(bytes, a);
            let span = Span { start, end: start + count(a, b) };
            (bytes, at) = (b, span.end);
            let sentence = paragraph.text.get(a..b).unwrap_or_default();
            if !is_shown(sentence, &shown) && !tells_who_speaks(sentence, span, &play.dialogue) {
                let start: String = sentence.chars().take(QUOTED).collect();
                findings.say(
                    Severity::Info,
                    "left_out",
                    Some(span),
                    &format!("No shot shows this sentence: “{start}”"),
                    "Write what is seen or said of it as a sentence of its own.",
                );
            }
        }
    }
}

/// The words of the shots that come from a part of the text, with the names of those who are in them.
fn shown(shots: &[Shot], part: Span) -> HashSet<String> {
    let mut out = HashSet::new();
    let here = shots.iter().take_while(|shot| shot.source.start < part.end).filter(|shot| shot.source.end > part.start);
    for shot in here {
        let lines =
            shot.lines.iter().flat_map(|line| [line.text.as_str(), line.speaker.as_deref().unwrap_or_default()]);
        let texts = std::iter::once(shot.action.as_str()).chain(lines).chain(shot.cast.iter().map(String::as_str));
        let cues = shot.cues.iter().map(|cue| cue.sound.as_str());
        out.extend(texts.chain(cues).flat_map(lower_words).map(|word| bare(&word).to_owned()));
    }
    out
}

/// A word without the marks of a speech in single marks.
fn bare(word: &str) -> &str {
    word.trim_matches('\'')
}

fn is_shown(sentence: &str, shown: &HashSet<String>) -> bool {
    let (mut all, mut missing) = (0, 0);
    for word in lower_words(sentence) {
        let word = bare(&word);
        if word.chars().count() >= TELLING && !is_reporting(word) && !SMALL.contains(&word) {
            all += 1;
            missing += usize::from(!shown.contains(word));
        }
    }
    missing == 0 || missing * 2 < all
}

/// "said Anna softly": who speaks is heard.
fn tells_who_speaks(sentence: &str, span: Span, dialogue: &[Spoken]) -> bool {
    let beside = |line: &&Spoken| line.span.start < span.end + BESIDE && line.span.end + BESIDE > span.start;
    lower_words(sentence).any(|word| is_reporting(&word))
        && dialogue.iter().filter(|line| line.kind == LineKind::Direct).any(|line| beside(&line))
}
