//! Why a film did not get where it should.

/// Whether trying again later can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// The network, or the server for the moment.
    Yes,
    /// A person has to do something first.
    No,
}

/// Its `Display` is a sentence for the person whose film it is.
#[derive(Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct DeliverError {
    pub sentence: String,
    pub again: Again,
    /// For the log.
    pub detail: String,
}

impl DeliverError {
    pub fn now(sentence: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), again: Again::No, detail: detail.into() }
    }

    pub fn later(sentence: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), again: Again::Yes, detail: detail.into() }
    }
}
