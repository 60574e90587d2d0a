//! How far a project is: every answer has a `status` and a `message`.

use model::{
    RunState,
    view::{ProjectCard, ProjectView},
};
use serde::Serialize;

/// How far something is. Answers of phases hold more beside it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Status {
    /// PENDING, QUEUED, PROCESSING, COMPOSING, COMPLETED, FAILED or CANCELLED.
    pub status: &'static str,
    /// What is going on, for a person.
    pub message: String,
    /// `some_failed` or `maker_unavailable`, where one of them holds.
    pub code: Option<&'static str>,
    /// 0 to 1.
    pub progress: f64,
}

/// The word for a state, as jobs have it.
pub fn word(card: &ProjectCard) -> &'static str {
    let over = card.clips_done + card.clips_failed;
    match card.state {
        RunState::Draft => "PENDING",
        RunState::Filming if card.shots > 0 && over == card.shots => "COMPOSING",
        RunState::Filming | RunState::Paused => "PROCESSING",
        RunState::Cancelled => "CANCELLED",
        RunState::Done | RunState::DoneWithFailures => "COMPLETED",
        RunState::Failed => "FAILED",
    }
}

impl Status {
    /// Of the film as a whole.
    pub fn of(view: &ProjectView) -> Self {
        let card = &view.card;
        let (over, shots) = (card.clips_done + card.clips_failed, card.shots);
        let (message, code) = match card.state {
            RunState::Draft => ("The script is read. The film is not begun.".to_owned(), None),
            RunState::Filming if !view.progress.doing.is_empty() => (view.progress.doing.clone(), None),
            RunState::Filming => (format!("{over} of {shots} shots are made."), None),
            RunState::Paused => (or(&view.progress.doing, "It is paused."), None),
            RunState::Cancelled => ("It was stopped. What is made is kept.".to_owned(), None),
            RunState::Done => ("The film is made.".to_owned(), None),
            RunState::DoneWithFailures => {
                let failed = card.clips_failed;
                let sentence =
                    format!("The film is made. {failed} of {shots} shots failed: retry them, or go on with the rest.");
                (sentence, Some("some_failed"))
            }
            RunState::Failed => {
                let sentence = or(&view.progress.doing, "No film could be made. What is made is kept: try again.");
                (sentence, Some("maker_unavailable"))
            }
        };
        let progress = match word(card) {
            "COMPLETED" => 1.0,
            _ if shots == 0 => 0.0,
            _ => f64::from(over) / f64::from(shots) * 0.95,
        };
        Self { status: word(card), message, code, progress: (progress * 1000.0).round() / 1000.0 }
    }

    /// Of a part of which `done` of `all` are there.
    pub fn part(done: usize, all: usize, what: &str, running: bool) -> Self {
        let status = match (done, running) {
            (done, _) if done >= all => "COMPLETED",
            (_, true) => "PROCESSING",
            (0, false) => "PENDING",
            _ => "PROCESSING",
        };
        let progress = if all == 0 { 1.0 } else { done.min(all) as f64 / all as f64 };
        let message = format!("{done} of {all} {what} are made.");
        Self { status, message, code: None, progress: (progress * 1000.0).round() / 1000.0 }
    }
}

fn or(text: &str, otherwise: &str) -> String {
    if text.trim().is_empty() { otherwise.to_owned() } else { text.to_owned() }
}
