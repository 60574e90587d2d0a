//! The shots of a trailer: chosen from the film's own, by what they promise.

use crate::facts::Facts;
use model::{Framing, Mood, PromptList, Shot};
use std::collections::HashSet;

/// How many shots a trailer has, and how long it is, in seconds.
const SHOTS: (usize, usize) = (6, 12);
const SECONDS: f64 = 45.0;
/// How long a shot is in it at most, in seconds.
const CUT: f64 = 3.5;
/// Nothing of so much of the film's end is shown.
const END: f64 = 0.15;
/// So many shots of one scene.
const OF_SCENE: usize = 2;

/// The shots of a trailer, by their place in the film, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trailer {
    pub shots: Vec<usize>,
    pub seconds: f64,
}

/// Picks six to twelve shots of a film that has enough of them before its last part; of a shorter film, those that there are.
pub fn trailer(list: &PromptList, facts: &Facts) -> Trailer {
    let last = list.shots.len() - (list.shots.len() as f64 * END).ceil() as usize;
    let mut met: HashSet<&str> = HashSet::new();
    let mut scored: Vec<(u32, usize)> = Vec::new();
    let mut before: Option<&Shot> = None;
    for (at, shot) in list.shots.iter().enumerate().take(last) {
        scored.push((score(shot, before, &mut met, facts), at));
        before = Some(shot);
    }
    // The best first; of two that promise as much, the earlier.
    scored.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    let mut picked: Vec<usize> = Vec::new();
    let mut seconds = 0.0;
    for (_, at) in scored {
        let Some(shot) = list.shots.get(at) else { continue };
        let of_scene =
            picked.iter().filter(|own| list.shots.get(**own).is_some_and(|own| own.scene == shot.scene)).count();
        if of_scene >= OF_SCENE && list.scenes.len() > SHOTS.0 / OF_SCENE {
            continue;
        }
        let cut = shot.seconds.min(CUT);
        if picked.len() >= SHOTS.1 || (picked.len() >= SHOTS.0 && seconds + cut > SECONDS) {
            break;
        }
        picked.push(at);
        seconds += cut;
    }
    picked.sort_unstable();
    Trailer { shots: picked, seconds }
}

/// What a shot promises: somebody or somewhere new, a question, a cry, a strong picture, another mood, a thing that comes back.
fn score<'a>(shot: &'a Shot, before: Option<&Shot>, met: &mut HashSet<&'a str>, facts: &Facts) -> u32 {
    let mut score = 0;
    if met.insert(&shot.place.name) {
        score += 3;
    }
    score += shot.cast.iter().filter(|name| met.insert(name)).count().min(2) as u32 * 3;
    score += match shot.framing {
        Framing::Establishing | Framing::Aerial => 2,
        Framing::ExtremeCloseUp | Framing::CloseUp => 1,
        _ => 0,
    };
    if shot.lines.iter().any(|line| line.text.contains(['?', '!', '？', '！'])) {
        score += 2;
    }
    if before.is_some_and(|before| before.mood != shot.mood) && shot.mood != Mood::Neutral {
        score += 2;
    }
    let returns = |name: &String| facts.props.iter().any(|own| own.name == *name && own.scenes.len() > 1);
    score + u32::from(shot.props.iter().any(returns))
}
