//! Small questions about what stands beside a quote.

use crate::prose::tokens::{Word, is_reporting};

/// A verb of saying, in the forms that stand beside a quote.
pub(super) fn is_told(word: &Word) -> bool {
    let lower = word.lower();
    is_reporting(&lower)
        || matches!(
            lower.as_str(),
            "saying"
                | "asking"
                | "crying"
                | "exclaiming"
                | "adding"
                | "shouting"
                | "muttering"
                | "murmuring"
                | "whispering"
                | "calling"
                | "repeating"
                | "answering"
                | "singing"
                | "implying"
                | "replying"
                | "screaming"
                | "speaking"
        ) && word.mark.is_none()
}

/// The first character boundary at most `back` bytes before the end.
pub(super) fn floor(text: &str, back: usize) -> usize {
    let mut at = text.len().saturating_sub(back);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
