//! The music of a whole film, where somebody is to compose it.

use crate::{Brief, Step, Work, fingerprint};
use model::{Mood, ScoreSpec};

/// What a composer is told of lengths is in whole steps of so many seconds.
const STEP_SECONDS: f64 = 5.0;

/// The step that has the film's music composed, from the mood and the seconds of each clip in order; `None` where the studio plays its own
/// or there is to be none.
pub fn score_step(brief: &Brief<'_>, clips: impl IntoIterator<Item = (Mood, f64)>) -> Option<Step> {
    let model = brief.settings.composer.clone().filter(|_| brief.settings.music)?;
    let moods: Vec<(Mood, f64)> =
        joined_moods(clips).into_iter().map(|(mood, seconds)| (mood, in_steps(seconds))).collect();
    if moods.is_empty() {
        return None;
    }
    let spec = ScoreSpec { model, moods };
    let name = fingerprint("score", brief.makers.version(&spec.model), &spec);
    Some(Step { fingerprint: name, work: Work::Score { spec } })
}

/// One mood after another, neighbours of the same mood joined.
pub fn joined_moods(clips: impl IntoIterator<Item = (Mood, f64)>) -> Vec<(Mood, f64)> {
    let mut moods: Vec<(Mood, f64)> = Vec::new();
    for (mood, seconds) in clips {
        match moods.last_mut() {
            Some((last, length)) if *last == mood => *length += seconds,
            _ => moods.push((mood, seconds)),
        }
    }
    moods
}

/// Rounded up; a clip that lasts 5.0000001 s lasts 5 s.
fn in_steps(seconds: f64) -> f64 {
    (((seconds - 1e-3) / STEP_SECONDS).ceil() * STEP_SECONDS).max(STEP_SECONDS)
}
