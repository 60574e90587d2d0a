//! A film as language models are asked about it: its list, its board, and what was asked before.

use super::asks::{AskState, Standing};
use crate::brief::Project;
use model::PromptList;
use serde_json::Value;
use storyboard::{
    Board, StepId,
    ask::{Question, SceneOutline, outlines, questions},
};

/// The film as questions are made from it.
pub(super) struct Film<'a> {
    pub(super) project: &'a Project,
    pub(super) list: &'a PromptList,
    pub(super) board: &'a Board,
    pub(super) states: &'a [AskState],
}

impl Film<'_> {
    /// The scenes that the pages are written from: those of the newest answer.
    pub(super) fn outlines(&self) -> Vec<SceneOutline> {
        let of_scenes = self.states.iter().rev().filter(|own| own.asked.question.step == StepId::Scenes);
        let settled = of_scenes.filter_map(|own| match &own.standing {
            Standing::Settled(settled) if settled.whole => Some(outlines(&settled.accepted)),
            _ => None,
        });
        settled.into_iter().next().unwrap_or_default()
    }

    pub(super) fn questions(&self, id: StepId) -> Vec<Question> {
        questions(id, self.list, self.board, &self.outlines())
    }

    /// The newest question of every part of a step, as the film is asked about now or was when it was asked.
    pub(super) fn newest(&self, id: StepId) -> Vec<&AskState> {
        let mut found: Vec<&AskState> = Vec::new();
        for own in self.states.iter().rev().filter(|own| own.asked.question.step == id) {
            if !found.iter().any(|known| known.asked.question.part == own.asked.question.part) {
                found.push(own);
            }
        }
        found.sort_by_key(|own| own.number);
        found
    }
}

/// The texts of an answer: the place of each, its title, and its words.
pub(super) fn texts(id: StepId, accepted: &Value) -> Vec<(String, String, String)> {
    let text = |own: &Value, name: &str| own.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |name: &str| accepted.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    match id {
        StepId::Lore | StepId::Narrative => ["first", "second", "third"]
            .iter()
            .enumerate()
            .filter_map(|(at, name)| {
                let own = accepted.get(*name)?;
                let title = text(own, "title");
                let title = if title.is_empty() { format!("Option {}", at + 1) } else { title };
                Some((id.key().to_owned(), title, text(own, id.key())))
            })
            .collect(),
        StepId::Scenes => {
            list("scenes").iter().map(|own| (String::new(), text(own, "heading"), text(own, "synopsis"))).collect()
        }
        StepId::Stages => list("stages")
            .iter()
            .map(|own| {
                let scene = text(own, "scene");
                (format!("stage:{scene}"), format!("Scene {scene}"), text(own, "description"))
            })
            .collect(),
        StepId::Components => [("characters", "character"), ("locations", "location"), ("props", "prop")]
            .iter()
            .flat_map(|(kind, one)| {
                list(kind).iter().map(move |own| {
                    let name = text(own, "name");
                    (format!("{one}:{name}"), name.clone(), text(own, "description"))
                })
            })
            .collect(),
        _ => Vec::new(),
    }
}
