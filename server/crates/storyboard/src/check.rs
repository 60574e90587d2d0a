//! What is missing on a board, and what does not fit together, each as a sentence with what to do.

use crate::{board::Board, steps::StepId};
use model::PromptList;
use std::collections::HashSet;

/// Something that is missing, or that names what is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub step: StepId,
    pub says: String,
}

/// Everything that keeps the board from being whole.
pub fn check(list: &PromptList, board: &Board) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut say = |step, says: String| found.push(Problem { step, says });
    if list.shots.is_empty() {
        say(StepId::Shots, "There are no shots yet: write a script, or begin from an idea.".to_owned());
    }
    let people: HashSet<&str> = list.characters.iter().map(|own| own.name.as_str()).collect();
    for own in list.characters.iter().filter(|own| own.description.trim().is_empty()) {
        say(StepId::Components, format!("Nothing is said of how {} looks. Describe them under Cast.", own.name));
    }
    let mut unknown: HashSet<&str> = HashSet::new();
    for shot in &list.shots {
        let named = shot.cast.iter().chain(&shot.focus);
        for name in named.filter(|name| !people.contains(name.as_str())) {
            if unknown.insert(name) {
                say(
                    StepId::Components,
                    format!("Shot {} shows {name}, who is not in the cast. Change its cast.", shot.number),
                );
            }
        }
        if let Some(focus) = shot.focus.as_ref().filter(|focus| !shot.cast.contains(focus)) {
            say(StepId::Shots, format!("The camera of shot {} is on {focus}, who is not in it.", shot.number));
        }
    }
    for scene in list.scenes.iter().filter(|scene| board.facts.scene(&scene.number).is_none()) {
        say(StepId::Shots, format!("Scene {} has no shots: nothing of it is in the film.", scene.number));
    }
    for stage in board.stages.iter().filter(|stage| stage.words.is_empty()) {
        say(StepId::Stages, format!("Nothing is said of the set of scene {}. Describe it on the wall.", stage.scene));
    }
    found
}
