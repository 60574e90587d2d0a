//! What people think of the shots of their films.

use crate::{ShotId, film::vocabulary};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// How the review of a shot stands.
    ReviewState {
        /// Nobody has looked at its clip as it is now.
        ToReview = "to_review", "To review";
        Approved = "approved", "Approved";
        Changes = "changes", "Wants changes";
    }
}

/// A shot, with what a person thinks of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShotReview {
    pub shot: ShotId,
    pub number: String,
    pub scene: String,
    /// What happens in it.
    pub action: String,
    /// Where a picture of it can be fetched.
    pub poster: Option<String>,
    pub state: ReviewState,
    /// What the person wrote; it stays when the clip changes.
    pub note: String,
    /// Its clip was reviewed, and is another one now.
    pub changed: bool,
}

/// The reviews of a film.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviews {
    pub to_review: usize,
    pub approved: usize,
    pub changes: usize,
    /// Shots that have no clip yet.
    pub unmade: usize,
    /// The first of those that were asked for, in the film's order.
    pub shots: Vec<ShotReview>,
    /// How many more there are of them.
    pub more: usize,
}
