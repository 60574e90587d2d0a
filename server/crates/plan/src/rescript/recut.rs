//! A passage whose words are the same can be cut into other shots: somebody said who speaks, or how long a shot is. Where a person edited
//! one of its shots, the passage stays cut as it was; what is said, and by whom, is as it is now.

use super::{content::Content, origin::Origins, shot, sound};
use model::{Kept, Line, PromptList, Shot};
use std::collections::HashMap;
use std::ops::Range;

/// The new reading, with passages cut as they were where a person edited them; `None` where nothing stays.
pub(super) fn kept(
    (base, mine, theirs): (&PromptList, &PromptList, &PromptList),
    origins: &Origins,
    (was, now): (&[Content], &[Content]),
    (shots, lines): (&[Option<usize>], &[Option<sound::Place>]),
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
) -> Option<PromptList> {
    let edited = |at: usize| is_edited(base, mine, origins, at);
    let same = |at: usize| {
        let new = shots.get(at).copied().flatten()?;
        (was.get(at)?.text == now.get(new)?.text).then_some(new)
    };
    let new_scenes: HashMap<usize, Range<usize>> =
        scenes(theirs).into_iter().map(|scene| (scene.start, scene)).collect();
    let mut runs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for scene in scenes(base) {
        // The scene of the new reading that its first known shot is in.
        let first = scene.clone().find_map(|at| shots.get(at).copied().flatten());
        let there = first.and_then(|first| new_scenes.values().find(|there| there.contains(&first)));
        if let Some(there) = there {
            runs.extend(between(&scene, there, &same));
        }
    }
    runs.retain(|(own, new)| own.clone().any(edited) && words(base, own.clone()) == words(theirs, new.clone()));
    if runs.is_empty() {
        return None;
    }
    runs.sort_by_key(|(_, new)| std::cmp::Reverse(new.start));
    let counts: Vec<usize> = base.shots.iter().map(|shot| shot.lines.len()).collect();
    let mut kept = theirs.clone();
    for (own, new) in runs {
        let scene = theirs.shots.get(new.start).map(|shot| shot.scene.clone()).unwrap_or_default();
        let old = own.filter_map(|at| {
            let from: usize = counts.iter().take(at).sum();
            let mut shot = base.shots.get(at)?.clone();
            shot.scene.clone_from(&scene);
            for (place, line) in shot.lines.iter_mut().enumerate() {
                let new = lines.get(from + place).copied().flatten();
                if let Some(new) = new.and_then(|(shot, at)| theirs.shots.get(shot)?.lines.get(at)) {
                    *line = new.clone();
                }
            }
            for speaker in shot.lines.iter().filter(|line| line.is_seen()).filter_map(|line| line.speaker.clone()) {
                if !shot.cast.contains(&speaker) {
                    shot.cast.push(speaker);
                }
            }
            shot.prompt = rewrite(theirs, &shot);
            shot.kept = Some(Box::new(Kept::of(&shot)));
            Some(shot)
        });
        let old: Vec<Shot> = old.collect();
        kept.shots.splice(new, old);
    }
    Some(kept)
}

/// The shots of each scene, one after another.
fn scenes(list: &PromptList) -> Vec<Range<usize>> {
    let mut scenes: Vec<Range<usize>> = Vec::new();
    let mut before: Option<&str> = None;
    for (at, shot) in list.shots.iter().enumerate() {
        match scenes.last_mut().filter(|_| before == Some(&shot.scene)) {
            Some(scene) => scene.end = at + 1,
            None => scenes.push(at..at + 1),
        }
        before = Some(&shot.scene);
    }
    scenes
}

/// What lies between shots that are the same in both.
fn between(
    own: &Range<usize>,
    new: &Range<usize>,
    same: &dyn Fn(usize) -> Option<usize>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let (mut from, mut new_from) = (own.start, new.start);
    let mut runs = Vec::new();
    let anchors = own.clone().filter_map(|at| Some((at, same(at)?))).chain([(own.end, new.end)]);
    for (at, there) in anchors {
        if there < new_from || there > new.end {
            continue;
        }
        if from < at && new_from < there {
            runs.push((from..at, new_from..there));
        }
        (from, new_from) = (at + 1, there + 1);
    }
    runs
}

/// Everything that is told and said, without what a narrator reads.
fn words(list: &PromptList, shots: Range<usize>) -> Vec<String> {
    let shots = list.shots.get(shots).unwrap_or_default();
    let said = |line: &&Line| line.kind != model::LineKind::Narration;
    let texts = shots.iter().flat_map(|shot| {
        std::iter::once(shot.action.as_str()).chain(shot.lines.iter().filter(said).map(|line| line.text.as_str()))
    });
    let mut words: Vec<String> = texts
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort_unstable();
    words
}

/// A person made something of the shot.
fn is_edited(base: &PromptList, mine: &PromptList, origins: &Origins, at: usize) -> bool {
    let (Some(was), Some([own])) = (base.shots.get(at), origins.made.get(at).map(Vec::as_slice)) else { return true };
    let whole = origins.of.get(*own).is_some_and(|of| of.len() == 1);
    let Some(own) = mine.shots.get(*own).filter(|_| whole) else { return true };
    let spoken = |line: &Line| {
        let how = (line.delivery, line.speed.to_bits(), line.gain_db.to_bits(), line.voice.clone());
        (line.text.clone(), line.speaker.clone(), how)
    };
    !shot::edits(was, own).is_empty()
        || sound::cues_edited(&was.cues, &own.cues)
        || !was.lines.iter().map(spoken).eq(own.lines.iter().map(spoken))
}
