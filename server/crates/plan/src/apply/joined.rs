//! The prompt of two shots that became one, where a person had written in one of them: it reads as one prompt, and says the framing, the
//! place, the cast and the style once.

use model::{PromptList, Shot};

/// A shot's prompt, beside what the studio would have written.
pub(super) struct Prompted {
    text: Vec<String>,
    studios: Vec<String>,
    pub(super) by_hand: bool,
}

impl Prompted {
    pub(super) fn of(list: &PromptList, shot: &Shot, rewrite: &dyn Fn(&PromptList, &Shot) -> String) -> Self {
        Self { text: sentences(&shot.prompt), studios: sentences(&rewrite(list, shot)), by_hand: shot.prompt_edited }
    }
}

/// The studio's words for the joined shot, without what a person took out of either part, and with what they put in: behind the
/// sentence that it stood behind.
pub(super) fn prompt(studios: &str, parts: &[Prompted; 2]) -> String {
    let mut joined = sentences(studios);
    let said_by = |part: &Prompted, sentence: &String| part.text.contains(sentence);
    joined.retain(|sentence| {
        let dropped =
            parts.iter().any(|part| part.by_hand && part.studios.contains(sentence) && !said_by(part, sentence));
        !dropped || parts.iter().any(|part| said_by(part, sentence))
    });
    // Without a sentence that it stood behind it comes behind the framing and the place.
    let mut after = joined.len().min(2);
    for part in parts.iter().filter(|part| part.by_hand) {
        for sentence in &part.text {
            if let Some(at) = joined.iter().position(|own| own == sentence) {
                after = at + 1;
            } else if !part.studios.contains(sentence) {
                joined.insert(after.min(joined.len()), sentence.clone());
                after += 1;
            }
        }
    }
    joined.join(" ")
}

/// The sentences of a prompt, each with its end.
fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut sentence = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        sentence.push(letter);
        let ends = match letter {
            '.' | '!' | '?' | '…' | '"' | '”' => letters.peek().is_some_and(|next| next.is_whitespace()),
            '。' | '！' | '？' | '\n' => true,
            _ => false,
        };
        if ends {
            out.push(std::mem::take(&mut sentence).trim().to_owned());
        }
    }
    out.push(sentence.trim().to_owned());
    out.retain(|sentence| !sentence.is_empty());
    out
}
