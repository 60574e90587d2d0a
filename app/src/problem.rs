//! What went wrong, as a status and a sentence for a person.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The error of every server function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The HTTP status that says the same; 0 when the server could not be reached.
    pub status: u16,
    /// What happened and what to do, for the screen.
    pub sentence: String,
}

impl Problem {
    pub fn new(status: u16, sentence: impl Into<String>) -> Self {
        Self { status, sentence: sentence.into() }
    }

    pub fn not_found() -> Self {
        Self::new(404, "There is no such film here.")
    }

    /// A field of a form that cannot be used as it is.
    pub fn field(sentence: impl Into<String>) -> Self {
        Self::new(422, sentence)
    }

    pub fn offline() -> Self {
        Self::new(0, "The studio cannot be reached. Your film is safe; try again in a moment.")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Problem {}

impl FromServerFnError for Problem {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::offline(),
            ServerFnErrorErr::Args(why) | ServerFnErrorErr::MissingArg(why) => unreadable(&why),
            // In the browser it is the answer that cannot be read; here it is the form.
            ServerFnErrorErr::Deserialization(why) if cfg!(feature = "ssr") => unreadable(&why),
            _ => Self::new(500, "Something went wrong on our side. Nothing is lost; please try again."),
        }
    }
}

/// The reader names the field in backticks.
fn unreadable(why: &str) -> Problem {
    let plain = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    Problem::field(match why.split('`').nth(1).filter(plain) {
        Some(name) => {
            format!("The field “{name}” of the form is missing or cannot be read. Check it and send it again.")
        }
        None => "Something in the form could not be read. Check it and send it again.".to_owned(),
    })
}

/// The most of a sentence that is carried in a cookie, in letters.
const LONGEST_FLASH: usize = 300;

/// A sentence that fits into a cookie: some repeat what a person sent.
pub fn short(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let start: String = letters.by_ref().take(LONGEST_FLASH).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_field_is_named() {
        let problem = Problem::from_server_fn_error(ServerFnErrorErr::Args("missing field `id`".to_owned()));
        assert_eq!(problem.status, 422);
        assert!(problem.sentence.contains("“id”"), "{problem}");
        assert!(!unreadable("unknown variant `<h1 id=pwn>`").sentence.contains("pwn"));
    }

    #[test]
    fn a_long_sentence_is_cut_for_its_cookie() {
        assert_eq!(short("Try again."), "Try again.");
        assert_eq!(short(&"再".repeat(5_000)).chars().count(), 301);
    }
}
