//! A take as its provider knows it.

use chrono::{DateTime, Utc};
use providers::VideoMade;
use serde::{Deserialize, Serialize};

/// A take as its provider knows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Remote {
    /// The provider's own id of the video.
    pub(super) id: String,
    pub(super) made: DateTime<Utc>,
    /// Of what the provider made, in seconds: the take may have been cut to the film's pictures.
    pub(super) seconds: f64,
}

impl Remote {
    pub(super) fn of(made: &VideoMade) -> Option<Self> {
        Some(Self { id: made.remote.clone()?, made: Utc::now(), seconds: made.seconds })
    }
}
