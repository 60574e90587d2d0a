//! What the built-in animatic draws of a shot: people, place and things by the ids of `lexicon`.

mod acts;
mod extras;
mod looks;
mod places;
mod senses;
mod things;
mod words;

use crate::{Brief, LineSlot};
use model::{Character, Figure, Framing, PromptList, Seen, Shot, Staging, StylePreset};

/// More people than a frame shows of a group under one name.
const GROUP: usize = 3;

/// The shot as the set designer of the animatic needs it.
pub fn staging(brief: &Brief<'_>, shot: &Shot, slots: &[LineSlot]) -> Staging {
    stage(brief.head, brief.settings.style, shot, slots)
}

/// A shot of a list in a style; `slots` are when its lines are spoken, none for a still.
pub fn stage(head: &PromptList, style: StylePreset, shot: &Shot, slots: &[LineSlot]) -> Staging {
    let figures = shot
        .cast
        .iter()
        .map(|name| {
            let unknown = Character { name: name.clone(), ..Character::default() };
            let character = head.character(name).unwrap_or(&unknown);
            let speaking = shot
                .lines
                .iter()
                .zip(slots)
                .filter(|(line, _)| line.speaker.as_deref() == Some(name) && !line.off_screen)
                .map(|(_, slot)| (slot.start, slot.end))
                .collect();
            Figure {
                name: name.clone(),
                description: character.looks_in(&shot.scene).to_owned(),
                sex: character.sex,
                age: character.age,
                focus: shot.focus.as_ref() == Some(name),
                speaking,
                ..Figure::default()
            }
        })
        .collect();
    staging_read(Staging {
        framing: shot.framing,
        camera: shot.camera,
        action: shot.action.clone(),
        figures,
        props: shot.props.clone(),
        mood: shot.mood,
        ..Staging::of_place(shot.place.clone(), style)
    })
}

/// A staging with the ids that its words tell.
pub fn staging_read(mut staging: Staging) -> Staging {
    (staging.set, staging.walls) = places::read(&staging.place);
    if staging.figures.is_empty() && staging.framing != Framing::Insert {
        staging.figures = extras::of(&staging.action);
    }
    staging.figures = staging.figures.into_iter().flat_map(several).map(figure_read).collect();
    let acts: Vec<Vec<String>> =
        staging.figures.iter().map(|figure| acts::of(figure, &staging.figures, &staging.action)).collect();
    for (figure, acts) in staging.figures.iter_mut().zip(acts) {
        figure.acts = acts;
    }
    staging.things = things::of(&staging);
    staging
}

/// The thing that words such as "a brass lantern" name; `None` for one that nothing here knows.
pub fn thing_read(name: &str) -> Option<Seen> {
    things::named(name)
}

/// A person with the ids that the description and the name tell.
pub fn figure_read(mut figure: Figure) -> Figure {
    (figure.creature, figure.looks) = looks::read(&figure.name, &figure.description);
    figure
}

/// A group under one name is several who look alike.
fn several(figure: Figure) -> Vec<Figure> {
    let Some(who) = figure.description.strip_prefix("a group of people, ") else { return vec![figure] };
    let one = |n: usize| Figure {
        name: format!("{} {n}", figure.name),
        description: who.to_owned(),
        focus: figure.focus && n == 1,
        speaking: if n == 1 { figure.speaking.clone() } else { Vec::new() },
        ..figure.clone()
    };
    (1..=GROUP).map(one).collect()
}
