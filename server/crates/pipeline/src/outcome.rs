//! How a step ends: with what it made, or why not.

use crate::{Error, error::says_full};
use providers::Failure;
use std::time::Duration;
use store::artifacts::NewArtifact;
use uuid::Uuid;

/// How making a step ended, other than with the thing itself.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// A provider works on it: look again then. Costs no try.
    Wait { until: Duration, message: String, progress: Option<f64> },
    /// It failed, for a reason a person can read.
    Failed(Failure),
    /// Our fault.
    Internal(Error),
}

impl Trouble {
    pub(crate) fn of(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl<E: Into<Error>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

impl Trouble {
    /// The disk is full: no fault of the step.
    pub(crate) fn is_full_disk(&self) -> bool {
        match self {
            Self::Internal(error) => error.is_full_disk(),
            Self::Failed(failure) => says_full(&failure.sentence) || says_full(&failure.detail),
            Self::Wait { .. } => false,
        }
    }
}

pub(crate) fn again(until: Duration, message: &str) -> Trouble {
    Trouble::Wait { until, message: message.to_owned(), progress: None }
}

/// The attempt that an artifact came of, to be settled with it.
pub(crate) struct Bought {
    pub(crate) attempt: Uuid,
    /// What was billed, where its maker says so.
    pub(crate) cents: Option<i64>,
    /// The same in millionths of a dollar, where many of its kind are less than a cent.
    pub(crate) micros: Option<i64>,
}

/// What a step gave.
pub(crate) enum Made {
    Artifact {
        artifact: Box<NewArtifact>,
        bought: Option<Bought>,
    },
    /// It exists already: made by an earlier run, or by another process.
    Already,
    Film {
        artifact: Box<NewArtifact>,
        seconds: f64,
        /// Every shot's clip is in it.
        complete: bool,
    },
}
