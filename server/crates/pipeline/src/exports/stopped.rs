//! How the work on an export stops before its end.

use crate::{Error, jobs::Stop};
use media::MediaError;
use std::time::Duration;

/// How long is waited for room on the disk.
const FULL: Duration = Duration::from_secs(60);
/// What a person is told where nothing better is known.
pub(super) const UNKNOWN: &str = "The export could not be made; whoever runs this studio finds the reason in its log.";

/// Why an export is not done.
pub(super) enum Stopped {
    Error(Error),
    /// Its destination has trouble; the sentence says which. It is tried again.
    Later(String),
    /// It was cancelled, or somebody else works on it.
    Over,
}

impl<E: Into<Error>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

impl Stopped {
    /// What the person is told, and what becomes of the job. `last`: it is not tried again.
    pub(super) fn told(self, last: bool) -> (String, Stop) {
        let error = match self {
            Self::Over => return (String::new(), Stop::GiveUp { why: "It was cancelled.".to_owned() }),
            Self::Later(sentence) => {
                let told = if last { sentence.clone() } else { format!("{sentence} Trying again soon.") };
                return (told, Stop::Again { why: sentence, pause: None });
            }
            Self::Error(error) => error,
        };
        if error.is_full_disk() {
            let told = "The disk of this studio is full. The export goes on when there is room.";
            return (told.to_owned(), Stop::Wait { pause: FULL, message: told.to_owned() });
        }
        match error {
            Error::Busy(..) => {
                ("The studio is busy. The export goes on in a moment.".to_owned(), Stop::Internal(error))
            }
            Error::Internal(cause) => {
                let told = if last { sentence(&cause) } else { "It did not work; trying again soon.".to_owned() };
                (told, Stop::Internal(Error::Internal(cause)))
            }
            error => (error.to_string(), Stop::GiveUp { why: error.to_string() }),
        }
    }
}

/// What a person is told of a failure that trying again did not mend.
fn sentence(cause: &anyhow::Error) -> String {
    match cause.downcast_ref::<MediaError>() {
        Some(error) => format!("The export could not be made. {error}"),
        None => UNKNOWN.to_owned(),
    }
}
