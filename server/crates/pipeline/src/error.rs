//! The one error of the facade: what a person may read, and, apart from it, what an operator needs.

use std::fmt;
use store::StoreError;

/// What went wrong with a request. Its `Display` is a sentence for the person who asked.
#[derive(Debug)]
pub enum Error {
    /// No such thing, or it belongs to somebody else.
    NotFound,
    /// The request cannot be done; the sentence says why and what to do.
    Refused(String),
    /// It was changed by somebody else meanwhile, or is in the wrong state.
    Conflict(String),
    /// More than this studio takes: too long, too many.
    TooLarge(String),
    /// Too much at once by one person.
    TooMany(String),
    /// The database or what reads scripts has no hand free at the moment; the same request will do later. The second text is for the
    /// log only.
    Busy(String, String),
    /// The disk, or what a person may keep, is full.
    Full(String),
    /// Our fault. The cause is for the log only.
    Internal(anyhow::Error),
}

/// An error of writing a file: `Full` where the disk is full, else our fault.
pub fn full_or_internal(error: anyhow::Error) -> Error {
    let error = Error::Internal(error);
    if error.is_full_disk() {
        Error::Full("The disk of this studio is full. Nothing was changed.".to_owned())
    } else {
        error
    }
}

/// After how many seconds it is worth asking again.
pub const RETRY_AFTER: u64 = 2;

impl Error {
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused(sentence.into())
    }

    /// The disk is full: the same will do when there is room.
    pub fn is_full_disk(&self) -> bool {
        let Self::Internal(cause) = self else { return matches!(self, Self::Full(_)) };
        cause.chain().any(|cause| {
            let told = cause.downcast_ref::<std::io::Error>().is_some_and(media::is_full);
            // Stores and tools tell it in words.
            told || says_full(&cause.to_string())
        })
    }

    /// What an operator needs; not for a stranger's eyes.
    pub fn detail(&self) -> String {
        match self {
            Self::Internal(cause) => format!("{cause:#}"),
            Self::Busy(sentence, cause) => format!("{sentence} [{cause}]"),
            other => other.to_string(),
        }
    }

    /// The HTTP status that says the same.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Refused(_) => 422,
            Self::Conflict(_) => 409,
            Self::TooLarge(_) => 413,
            Self::TooMany(_) => 429,
            Self::Busy(..) => 503,
            Self::Full(_) => 507,
            Self::Internal(_) => 500,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("There is no such project here."),
            Self::Refused(sentence)
            | Self::Conflict(sentence)
            | Self::TooLarge(sentence)
            | Self::TooMany(sentence)
            | Self::Busy(sentence, _)
            | Self::Full(sentence) => f.write_str(sentence),
            Self::Internal(_) => f.write_str("Something went wrong on our side. Nothing is lost; please try again."),
        }
    }
}

impl std::error::Error for Error {}

/// Whether a text is what an operating system says of a full disk.
pub(crate) fn says_full(text: &str) -> bool {
    text.contains("No space left on device") || text.contains("no storage space")
}

impl From<plan::OutOfBounds> for Error {
    fn from(error: plan::OutOfBounds) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Busy(cause) | StoreError::Pool(cause) => {
                let sentence = "The studio is busy at the moment. Nothing is lost; please try again.";
                Self::Busy(sentence.to_owned(), cause)
            }
            other => Self::Internal(other.into()),
        }
    }
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<media::MediaError> for Error {
    fn from(error: media::MediaError) -> Self {
        Self::Internal(error.into())
    }
}
