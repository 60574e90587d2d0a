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
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::field("Something in the form could not be read. Check it and send it again.")
            }
            _ => Self::new(500, "Something went wrong on our side. Nothing is lost; please try again."),
        }
    }
}
