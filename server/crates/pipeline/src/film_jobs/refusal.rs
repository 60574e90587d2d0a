//! Why a job was not made. Nothing of it is kept then, and nothing is reserved.

use crate::{Error, moderation::Moderation};

/// Why a job was not made.
#[derive(Debug)]
pub enum JobError {
    /// A field of the request is wrong.
    Field {
        field: &'static str,
        code: Option<&'static str>,
        error: Error,
    },
    /// The price is more than the person's credit, in US cents.
    Credit {
        needed: i64,
        have: i64,
    },
    /// The price is more than a limit of the token or of the request allows, in US cents.
    Limit {
        what: &'static str,
        needed: i64,
        limit: i64,
    },
    /// Nobody knows the price of a part of it, and there is a limit.
    Unpriced,
    /// The script holds what is not filmed here.
    Stopped(Moderation),
    /// The script holds what its person has to decide about.
    Warned(Moderation),
    /// The token may not name people of another product.
    NameUsers,
    /// The key was used before, for another request.
    KeyReused,
    /// As many jobs were made in this minute as one person may make.
    TooOften {
        most: u32,
        /// Seconds until it is worth asking again.
        wait: u64,
    },
    /// Another request with the same key is being worked on.
    KeyBusy,
    Other(Error),
}

impl<E: Into<Error>> From<E> for JobError {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

impl JobError {
    pub(crate) const fn field(field: &'static str, error: Error) -> Self {
        Self::Field { field, code: None, error }
    }

    /// [`Self::field`] for what a person can mend; what is our fault, or passes, belongs to no field.
    pub(crate) fn of(field: &'static str) -> impl Fn(Error) -> Self {
        move |error| match error {
            Error::Refused(_) | Error::TooLarge(_) => Self::field(field, error),
            other => Self::Other(other),
        }
    }
}
