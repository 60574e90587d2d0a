//! The steps as data. A step waits for those that write what it reads.

use serde::{Deserialize, Serialize};

/// A step of the storyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepId {
    Lore,
    Narrative,
    Scenes,
    Pages,
    Components,
    ComponentImages,
    Stages,
    StageImages,
    Shots,
    ShotImages,
    Trailer,
}

/// What one part of a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    Film,
    Scene,
    /// A character, a place or a prop.
    Component,
    Shot,
}

/// What kind of maker a step needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Words that take thought.
    Thinking,
    /// Words that follow from others.
    Plain,
    Picture,
}

/// One step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub id: StepId,
    /// The stable name in JSON, addresses and files.
    pub key: &'static str,
    /// The words a person reads.
    pub label: &'static str,
    /// Paths of the prompt list: see [`crate::FIELDS`].
    pub reads: &'static [&'static str],
    pub writes: &'static [&'static str],
    /// How many answers a person chooses from.
    pub options: u8,
    pub per: Per,
    pub class: Class,
    /// Only of a film that began as an idea; a script has these already.
    pub of_ideas: bool,
}

const fn step_of(
    id: StepId,
    (key, label): (&'static str, &'static str),
    reads: &'static [&'static str],
    writes: &'static [&'static str],
    (options, per, class): (u8, Per, Class),
) -> Step {
    Step { id, key, label, reads, writes, options, per, class, of_ideas: false }
}

/// Every step.
pub const STEPS: &[Step] = &[
    step_of(
        StepId::Lore,
        ("lore", "Lore"),
        &["brief"],
        &["title", "logline", "lore", "style_line"],
        (3, Per::Film, Class::Thinking),
    ),
    step_of(
        StepId::Narrative,
        ("narrative", "Narrative"),
        &["brief", "logline", "lore"],
        &["narrative"],
        (3, Per::Film, Class::Thinking),
    ),
    Step {
        of_ideas: true,
        ..step_of(
            StepId::Scenes,
            ("scenes", "Scenes"),
            &["brief", "lore", "narrative"],
            &["scenes.heading", "scenes.synopsis", "scenes.mood", "scenes.characters"],
            (1, Per::Film, Class::Thinking),
        )
    },
    Step {
        of_ideas: true,
        ..step_of(
            StepId::Pages,
            ("pages", "Pages"),
            &["narrative", "scenes.heading", "scenes.synopsis", "scenes.characters"],
            &["script"],
            (1, Per::Scene, Class::Plain),
        )
    },
    step_of(
        StepId::Components,
        ("components", "Cast, places, props"),
        &["script", "style_line", "scenes.heading", "scenes.characters"],
        &["characters.description", "characters.versions", "locations.description", "props.description"],
        (1, Per::Component, Class::Plain),
    ),
    step_of(
        StepId::ComponentImages,
        ("component-images", "Their pictures"),
        &["style_line", "characters.description", "locations.description", "props.description"],
        &["characters.picture", "locations.picture", "props.picture"],
        (1, Per::Component, Class::Picture),
    ),
    step_of(
        StepId::Stages,
        ("stages", "Stages"),
        &["scenes.heading", "scenes.mood", "scenes.characters", "locations.description", "props.description"],
        &["scenes.stage.description"],
        (1, Per::Scene, Class::Plain),
    ),
    step_of(
        StepId::StageImages,
        ("stage-images", "Stage pictures"),
        &["style_line", "scenes.stage.description", "characters.picture", "locations.picture", "props.picture"],
        &["scenes.stage.picture"],
        (1, Per::Scene, Class::Picture),
    ),
    step_of(
        StepId::Shots,
        ("shots", "Shots"),
        &["script", "scenes.stage.description", "characters.description", "locations.description"],
        &["shots.framing", "shots.camera", "shots.seconds", "shots.cast", "shots.focus", "shots.props", "shots.prompt"],
        (1, Per::Scene, Class::Plain),
    ),
    step_of(
        StepId::ShotImages,
        ("shot-images", "Panels"),
        &[
            "style_line",
            "shots.framing",
            "shots.camera",
            "shots.cast",
            "shots.props",
            "scenes.stage.picture",
            "characters.picture",
        ],
        &["shots.panel"],
        (1, Per::Shot, Class::Picture),
    ),
    step_of(
        StepId::Trailer,
        ("trailer", "Trailer"),
        &["title", "logline", "shots.framing", "shots.seconds", "shots.panel"],
        &["trailer.shots"],
        (1, Per::Film, Class::Plain),
    ),
];

impl StepId {
    /// The stable name in JSON, addresses and files.
    pub fn key(self) -> &'static str {
        step(self).map_or("", |step| step.key)
    }

    /// The step of this key.
    pub fn from_key(key: &str) -> Option<Self> {
        STEPS.iter().find(|step| step.key == key).map(|step| step.id)
    }
}

/// What is known of a step.
pub fn step(id: StepId) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.id == id)
}

/// The steps in an order in which each comes after all that write what it reads; of several that could come next, the first of the table.
/// Steps that wait for each other are left out; a test proves that there are none.
pub fn order() -> Vec<StepId> {
    let mut left: Vec<&Step> = STEPS.iter().collect();
    let mut order = Vec::with_capacity(left.len());
    loop {
        let waits = |step: &Step| {
            step.reads.iter().any(|path| left.iter().any(|other| other.id != step.id && other.writes.contains(path)))
        };
        let Some(next) = left.iter().position(|step| !waits(step)) else { return order };
        order.push(left.remove(next).id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::field;
    use std::collections::HashSet;

    #[test]
    fn every_step_comes_after_all_that_write_what_it_reads() {
        let order = order();
        assert_eq!(order.len(), STEPS.len(), "steps wait for each other in a circle");
        for (at, id) in order.iter().enumerate() {
            let reads = step(*id).unwrap().reads;
            for later in &order[at..] {
                let writes = step(*later).unwrap().writes;
                assert!(
                    later == id || !reads.iter().any(|path| writes.contains(path)),
                    "{id:?} reads what {later:?} writes"
                );
            }
        }
        assert_eq!(order.first(), Some(&StepId::Lore));
        assert_eq!(order.last(), Some(&StepId::Trailer));
    }

    #[test]
    fn no_path_is_written_twice_and_every_path_is_described() {
        let mut written = HashSet::new();
        for step in STEPS {
            for path in step.writes {
                assert!(written.insert(path), "{path} is written by two steps");
            }
            for path in step.reads.iter().chain(step.writes) {
                assert!(field(path).is_some(), "{path} of {} is described nowhere", step.key);
            }
        }
    }

    #[test]
    fn from_the_shots_on_no_step_can_write_the_scripts_words() {
        let order = order();
        let from = order.iter().position(|id| *id == StepId::Components).unwrap();
        for id in &order[from..] {
            let writes = step(*id).unwrap().writes;
            assert!(writes.iter().all(|path| !path.contains("action") && !path.contains("lines") && *path != "script"));
        }
    }

    #[test]
    fn a_steps_key_names_it() {
        for step in STEPS {
            assert_eq!(StepId::from_key(step.key), Some(step.id));
            assert_eq!(step.id.key(), step.key);
        }
    }
}
