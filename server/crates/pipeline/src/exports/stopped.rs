//! How the work on an export stops before its end.

use crate::Error;

/// Why an export is not done.
pub(super) enum Stopped {
    Error(Error),
    /// Its destination has trouble; the sentence says which. It is tried again.
    Later(String),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// What an export comes to that is done.
pub(super) struct Finished {
    /// Its file in the studio's store.
    pub(super) key: String,
    pub(super) bytes: i64,
    /// Where it is at its destination.
    pub(super) url: Option<String>,
}
