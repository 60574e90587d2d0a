//! What the event stream of a project says. Every event is a row with a sequence number; a browser that reconnects misses none.

use crate::{ClipState, RunState, ShotId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Rises by one per event of the project, from 1.
    pub seq: i64,
    /// When it was committed, RFC 3339 in UTC.
    pub at: String,
    #[serde(flatten)]
    pub what: Happening,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    /// The film's state changed.
    Run { state: RunState, message: Option<String> },
    /// A clip's state changed.
    Clip {
        shot: ShotId,
        number: String,
        state: ClipState,
        /// The sentence of a failure, or what is being done.
        message: Option<String>,
        /// 0 to 1 within the clip, where it is known.
        progress: Option<f64>,
        provider: Option<String>,
        attempt: u32,
        /// The finished clip's length in seconds.
        seconds: Option<f64>,
        cost_cents: i64,
    },
    /// The whole film is ready to play.
    Film { seconds: f64 },
    /// The prompt list or the settings changed.
    Edited { what: String },
    /// There is news of the film's exports.
    Export {},
    /// There is news of the storyboard: a step beside the clips was begun, ended, or waits for somebody's decision.
    Board {},
    /// What happens now, in words, and how far the whole is.
    Progress {
        done: u32,
        total: u32,
        doing: String,
        seconds_left: Option<f64>,
        cost_cents: i64,
        /// While the clips are joined to the film: how far that is, 0 to 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        joined: Option<f64>,
    },
}

impl Happening {
    /// What is done for the film now, in words, where the event says so: of a clip that is being made, what it says itself, such as
    /// whom it waits for.
    pub fn doing(&self) -> Option<&str> {
        match self {
            Self::Progress { doing, .. } => Some(doing),
            Self::Clip { state, message, .. } if !state.is_over() && !state.is_to_come() => message.as_deref(),
            _ => None,
        }
    }

    /// The name of the event in the SSE stream and in the table.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Run { .. } => "run",
            Self::Clip { .. } => "clip",
            Self::Film { .. } => "film",
            Self::Edited { .. } => "edited",
            Self::Export {} => "export",
            Self::Board {} => "board",
            Self::Progress { .. } => "progress",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_clip_that_is_being_made_says_is_what_is_done_for_the_film() {
        let clip = |state, message: &str| Happening::Clip {
            shot: ShotId::nil(),
            number: "2".to_owned(),
            state,
            message: Some(message.to_owned()),
            progress: None,
            provider: None,
            attempt: 1,
            seconds: None,
            cost_cents: 0,
        };
        for said in [
            "Kling is busy. Trying again (2 of 3).",
            "Generation is taking longer than expected. It is waited for, and not paid for twice.",
            "The outcome at Kling is unknown; looking for the task.",
        ] {
            assert_eq!(clip(ClipState::Polling, said).doing(), Some(said));
        }
        for over in [ClipState::Done, ClipState::Failed, ClipState::Stale, ClipState::Waiting] {
            assert_eq!(clip(over, "The last good take stays in the film.").doing(), None, "{over}");
        }
    }
}
