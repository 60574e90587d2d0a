//! How a part of the board stands. Computed when it is read, and stored nowhere.

use serde::{Deserialize, Serialize};

/// How a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing is there, and nothing it reads is missing.
    Missing,
    /// Filled by the studio's rules.
    Studio,
    /// Something that it reads is not there yet.
    Blocked,
    /// Made from the values as they are.
    Current,
    /// In use, and made from values that are others now.
    Stale,
    /// Not in use, but made before: it can be put back for nothing.
    Available,
    /// Written by a person.
    Yours,
    Running,
    /// A person has to say something first.
    Waiting,
    Failed,
}

impl State {
    /// The words a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Studio => "by the studio",
            Self::Blocked => "waits for another step",
            Self::Current => "up to date",
            Self::Stale => "out of date",
            Self::Available => "made before",
            Self::Yours => "yours",
            Self::Running => "being made",
            Self::Waiting => "waits for you",
            Self::Failed => "failed",
        }
    }

    /// The stable name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Studio => "studio",
            Self::Blocked => "blocked",
            Self::Current => "current",
            Self::Stale => "stale",
            Self::Available => "available",
            Self::Yours => "yours",
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Failed => "failed",
        }
    }

    /// There is something to look at.
    pub const fn is_filled(self) -> bool {
        matches!(self, Self::Studio | Self::Current | Self::Stale | Self::Yours)
    }
}

/// Who filled a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Rules,
    Model,
    Person,
}

/// What is being done about a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    Running,
    Waiting,
    Failed,
}

/// What is known of a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Who filled it; `None` where it is empty.
    pub by: Option<By>,
    /// Something that it reads is empty.
    pub lacks_input: bool,
    /// It was filled from other values than there are now.
    pub moved: bool,
    /// What is wanted was made before and is not in use.
    pub made_before: bool,
    pub work: Option<Work>,
}

/// How the part stands. What is being done comes first; then what would cost nothing; then what is in use.
pub const fn state(standing: Standing) -> State {
    match (standing.work, standing.by) {
        (Some(Work::Running), _) => State::Running,
        (Some(Work::Waiting), _) => State::Waiting,
        (Some(Work::Failed), _) => State::Failed,
        (None, None) if standing.made_before => State::Available,
        (None, None) if standing.lacks_input => State::Blocked,
        (None, None) => State::Missing,
        (None, Some(_)) if standing.moved && standing.made_before => State::Available,
        (None, Some(By::Model | By::Person)) if standing.moved => State::Stale,
        (None, Some(By::Person)) => State::Yours,
        (None, Some(By::Model)) => State::Current,
        (None, Some(By::Rules)) => State::Studio,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stands_as_what_is_known_of_it_says() {
        let base = Standing::default();
        let by = |by| Standing { by: Some(by), ..base };
        for (standing, wanted) in [
            (base, State::Missing),
            (Standing { lacks_input: true, ..base }, State::Blocked),
            (Standing { made_before: true, lacks_input: true, ..base }, State::Available),
            (by(By::Rules), State::Studio),
            (Standing { moved: true, ..by(By::Rules) }, State::Studio),
            (by(By::Model), State::Current),
            (Standing { moved: true, ..by(By::Model) }, State::Stale),
            (by(By::Person), State::Yours),
            (Standing { moved: true, ..by(By::Person) }, State::Stale),
            (Standing { moved: true, made_before: true, ..by(By::Model) }, State::Available),
            (Standing { work: Some(Work::Running), ..by(By::Model) }, State::Running),
            (Standing { work: Some(Work::Waiting), ..base }, State::Waiting),
            (Standing { work: Some(Work::Failed), ..base }, State::Failed),
        ] {
            assert_eq!(state(standing), wanted, "{standing:?}");
        }
    }
}
