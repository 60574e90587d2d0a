//! What is kept on the disk, and what of it may go.

use crate::ProjectId;
use serde::{Deserialize, Serialize};

/// What is kept of everything that was made, so that nothing is made or paid twice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CacheView {
    pub count: u64,
    pub bytes: u64,
    /// The largest first.
    pub projects: Vec<CachedProject>,
}

/// What is kept of one project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CachedProject {
    pub project: ProjectId,
    /// Empty where everybody's projects are told of: what a film is called is its owner's.
    pub title: String,
    pub count: u64,
    pub bytes: u64,
}

/// What to throw away of the cache: all of it that no film needs, or only what both of these say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CacheChoice {
    pub project: Option<ProjectId>,
    pub older_than_days: Option<u32>,
    /// Of everybody's projects; administrators only.
    pub everybody: bool,
}

/// What was thrown away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    pub count: u64,
    pub bytes: u64,
}
