//! The music of a whole film, where somebody is to compose it.

use crate::{Brief, Step, Work, fingerprint};
use model::{Mood, Music, Passage, ScoreSpec, Shot};

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

/// What a script says where no music is to be heard.
const SILENCES: &[&str] = &[
    "silence",
    "dead silent",
    "not a sound",
    "no music",
    "the music stops",
    "the music cuts",
    "stille",
    "totenstille",
    "keine musik",
    "sans musique",
    "un silence",
    "silencio",
    "silenzio",
    "silêncio",
];
/// Sounds that are music themselves: the score does not play over them.
const PLAYED: &[&str] = &["piano", "violin", "guitar", "trumpet", "flute", "organ", "drum", "radio plays", "music box"];

/// The passages of a film's music from its shots in order, each with its seconds in the film.
pub fn passages(music: &Music, shots: &[(&Shot, f64)]) -> Vec<Passage> {
    let mut passages: Vec<(Passage, usize)> = Vec::new();
    let mut scene: Option<&str> = None;
    for (shot, seconds) in shots {
        let opens = scene.is_some_and(|before| before != shot.scene);
        scene = Some(&shot.scene);
        let (mood, silent) = (music.mood_of(shot), is_silent(shot));
        match passages.last_mut() {
            Some((last, count)) if !opens && last.mood == mood && last.silent == silent => {
                last.seconds += seconds;
                *count += 1;
            }
            _ => passages.push((Passage { mood, seconds: *seconds, opens, silent, ..Passage::default() }, 1)),
        }
    }
    let paced = |(passage, count): (Passage, usize)| {
        // In halves of a second: a cut that moves by a frame leaves the tempo as it was.
        let mean = passage.seconds / count.max(1) as f64;
        Passage { shot_seconds: (mean * 2.0).round().max(1.0) / 2.0, ..passage }
    };
    passages.into_iter().map(paced).collect()
}

/// The script wants silence under the shot, or somebody in it plays.
fn is_silent(shot: &Shot) -> bool {
    let action = shot.action.to_lowercase();
    let says = |phrase: &&str| {
        action.match_indices(*phrase).any(|(at, found)| {
            let before = action.get(..at).and_then(|text| text.chars().next_back());
            let after = action.get(at + found.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    };
    SILENCES.iter().any(says) || shot.cues.iter().any(|cue| PLAYED.contains(&cue.sound.trim()))
}
