//! Links that show a film to whoever has them, and what their guests write.

use crate::ShotId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a link opens where nothing else is chosen, in days.
pub const SHARE_DAYS: u32 = 30;

/// A link that is to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewShare {
    /// Whom it is for, in its maker's words; guests do not see it.
    pub label: String,
    /// For how many days it opens, 1 to 3650; 0 for as long as it is not revoked. [`SHARE_DAYS`] where nothing is said.
    pub days: Option<u32>,
    /// What guests are asked for; nothing where empty.
    pub password: String,
    /// Guests may save the film.
    pub download: bool,
    /// Guests may write comments at a time of the film.
    pub comments: bool,
}

/// A link that opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareView {
    pub id: Uuid,
    pub label: String,
    pub has_password: bool,
    pub download: bool,
    pub comments: bool,
    /// RFC 3339 in UTC, as are the others.
    pub made_at: String,
    /// Until when it opens; for as long as it is not revoked, where `None`.
    pub expires_at: Option<String>,
    /// How often its page was opened, and when last.
    pub opened: i64,
    pub opened_at: Option<String>,
}

/// A link that was just made. Its address is told this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareMade {
    pub id: Uuid,
    pub link: String,
}

/// What a guest wrote at a time of the film.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommentView {
    pub id: Uuid,
    /// From the film's start, as it was when this was written.
    pub seconds: f64,
    /// The shot that was seen then, where it is still in the film, and the seconds from its start.
    pub shot: Option<ShotId>,
    pub number: Option<String>,
    pub shot_seconds: f64,
    pub name: String,
    pub words: String,
    pub made_at: String,
    /// What the guests see as the film makers' answer.
    pub answer: Option<String>,
    pub resolved: bool,
    /// What the link is called that it came by.
    pub label: String,
}
