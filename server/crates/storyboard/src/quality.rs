//! How much of the script a board covers, as numbers.

use crate::board::Board;
use model::{LineKind, PromptList};
use std::collections::HashSet;

/// One measure, 0 to 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub key: &'static str,
    pub label: &'static str,
    pub percent: u8,
    /// What was counted, in a sentence.
    pub says: String,
}

/// The three measures: the script's passages that a shot covers, the people who look the same in all their shots, and the scenes that
/// have a stage and panels. `script` is the number of its characters, or 0 where the film has none to be held against.
pub fn measures(list: &PromptList, board: &Board) -> [Measure; 3] {
    [accuracy(list), consistency(list, board), coverage(list, board)]
}

fn percent(part: usize, of: usize) -> u8 {
    (part * 100).checked_div(of).map_or(100, |percent| percent.min(100) as u8)
}

/// Passages of the scenes that some shot, line or sound is read from, by their length; lines have a speaker.
fn accuracy(list: &PromptList) -> Measure {
    let spoken = list.shots.iter().flat_map(|shot| &shot.lines).filter(|line| line.kind != LineKind::Narration);
    let (mut lines, mut named) = (0, 0);
    for line in spoken {
        lines += 1;
        named += usize::from(line.speaker.is_some());
    }
    let told = list.shots.iter().filter(|shot| !shot.action.trim().is_empty() || !shot.lines.is_empty()).count();
    let (part, of) = (told + named, list.shots.len() + lines);
    let says = format!(
        "{told} of {} shots carry words of the script; {named} of {lines} lines have a speaker.",
        list.shots.len()
    );
    Measure { key: "accuracy", label: "Script accuracy", percent: percent(part, of), says }
}

/// Shots whose people are all described, once for the whole film.
fn consistency(list: &PromptList, board: &Board) -> Measure {
    let described: HashSet<&str> =
        board.people.iter().filter(|own| !own.words.trim().is_empty()).map(|own| own.name.as_str()).collect();
    let with_people: Vec<_> = list.shots.iter().filter(|shot| !shot.cast.is_empty()).collect();
    let kept = with_people.iter().filter(|shot| shot.cast.iter().all(|name| described.contains(name.as_str()))).count();
    let says = match with_people.len() {
        0 => "Nobody is seen in this film.".to_owned(),
        all => format!("In {kept} of {all} shots with people, everybody is drawn from their sheet."),
    };
    Measure { key: "consistency", label: "Character consistency", percent: percent(kept, with_people.len()), says }
}

/// Scenes that have a stage and at least one shot.
fn coverage(list: &PromptList, board: &Board) -> Measure {
    let staged: HashSet<&str> =
        board.stages.iter().filter(|own| !own.words.is_empty()).map(|own| own.scene.as_str()).collect();
    let covered = list.scenes.iter().filter(|scene| staged.contains(scene.number.as_str())).count();
    let says = format!("{covered} of {} scenes have a stage and panels.", list.scenes.len());
    Measure { key: "coverage", label: "Scene coverage", percent: percent(covered, list.scenes.len()), says }
}
