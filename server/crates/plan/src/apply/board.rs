//! What a person writes, chooses and approves on the storyboard.

use super::{EditError, bounded, bounded_by, position};
use model::{Edit, Filled, PartText, PromptList, Prop, ShotId, StoryChange, limits};
use storyboard::{StepId, basis, panel_basis, step, text_digest, text_of};

/// Notes that a person wrote a field.
pub(super) fn mark(by_hand: &mut Vec<String>, field: &str) {
    if !by_hand.iter().any(|own| own == field) {
        by_hand.push(field.to_owned());
    }
}

/// Notes what a text of a person was written for; nothing where the text is the studio's again.
fn written(list: &mut PromptList, part: &str, text: &str) {
    match basis(list, part).filter(|_| !text.is_empty()) {
        Some(basis) => list.story.written_for.insert(part.to_owned(), basis),
        None => list.story.written_for.remove(part),
    };
}

pub(super) fn change_story(list: &mut PromptList, change: StoryChange) -> Result<(), EditError> {
    let [logline, lore, narrative] =
        [change.logline, change.lore, change.narrative].map(|text| text.as_deref().map(bounded).transpose());
    let (logline, lore, narrative) = (logline?, lore?, narrative?);
    for (part, text) in [("logline", logline), ("lore", lore), ("narrative", narrative)] {
        let Some(text) = text else { continue };
        written(list, part, &text);
        let story = &mut list.story;
        let own = match part {
            "logline" => &mut story.logline,
            "lore" => &mut story.lore,
            _ => &mut story.narrative,
        };
        *own = text;
    }
    Ok(())
}

/// A chosen option takes the place of a person's own text.
pub(super) fn choose_option(list: &mut PromptList, key: &str, option: u8) -> Result<(), EditError> {
    let known = StepId::from_key(key).and_then(step).filter(|step| option < step.options && step.options > 1);
    let known = known.ok_or(EditError::NoOption)?;
    match option {
        0 => list.story.chosen.remove(known.key),
        option => list.story.chosen.insert(known.key.to_owned(), option),
    };
    let change = match known.id {
        StepId::Lore => StoryChange { lore: Some(String::new()), ..StoryChange::default() },
        _ => StoryChange { narrative: Some(String::new()), ..StoryChange::default() },
    };
    change_story(list, change)
}

pub(super) fn change_prop(list: &mut PromptList, name: &str, description: &str) -> Result<(), EditError> {
    let description = bounded(description)?;
    let name = bounded_by(name, limits::NAME)?;
    if !list.shots.iter().any(|shot| shot.props.contains(&name)) {
        return Err(EditError::NoProp);
    }
    list.props.retain(|own| own.name != name);
    if !description.is_empty() {
        list.props.push(Prop { name, description });
        list.props.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(())
}

pub(super) fn change_stage(list: &mut PromptList, number: &str, description: &str) -> Result<(), EditError> {
    let description = bounded(description)?;
    let scene = list.scenes.iter_mut().find(|scene| scene.number == number).ok_or(EditError::NoScene)?;
    scene.stage.description.clone_from(&description);
    written(list, &format!("stage:{number}"), &description);
    Ok(())
}

/// The edit that puts a model's text in its place; `None` where a person's stands there that is not to be replaced, or nothing has such a
/// place any more.
pub(super) fn filling(list: &PromptList, own: &PartText, over: bool) -> Option<Edit> {
    let present = text_of(list, &own.part)?;
    let by_model = |known: &Filled| known.text == text_digest(&present.text);
    let is_persons = present.by_hand && !list.story.filled.get(&own.part).is_some_and(by_model);
    if (is_persons && !over) || own.text.is_empty() {
        return None;
    }
    let text = own.text.clone();
    let story = |change| Edit::ChangeStory { change };
    Some(match own.part.split_once(':') {
        None if own.part == "lore" => story(StoryChange { lore: Some(text), ..StoryChange::default() }),
        None if own.part == "logline" => story(StoryChange { logline: Some(text), ..StoryChange::default() }),
        None => story(StoryChange { narrative: Some(text), ..StoryChange::default() }),
        Some(("stage", scene)) => Edit::ChangeStage { scene: scene.to_owned(), description: text },
        Some(("location", name)) => Edit::ChangeLocation { name: name.to_owned(), description: text },
        Some(("prop", name)) => Edit::ChangeProp { name: name.to_owned(), description: text },
        Some((_, name)) => Edit::ChangeCharacter {
            name: name.to_owned(),
            description: Some(text),
            voice: None,
            picture: None,
            element: None,
        },
    })
}

/// Notes that a model wrote it, as it stands now.
pub(super) fn filled(list: &mut PromptList, own: &PartText, by: &str) {
    let Some(present) = text_of(list, &own.part) else { return };
    let by = by.chars().take(limits::NAME).collect();
    list.story.filled.insert(own.part.clone(), Filled { text: text_digest(&present.text), by });
}

/// Approves the named shots, those of a scene, or all.
pub(super) fn approve(
    list: &mut PromptList,
    shots: &[ShotId],
    scene: Option<&str>,
    all: bool,
    approved: bool,
) -> Result<(), EditError> {
    for shot in shots {
        position(list, *shot)?;
    }
    if let Some(number) = scene
        && !list.shots.iter().any(|shot| shot.scene == number)
    {
        return Err(EditError::NoScene);
    }
    let of = |list: &PromptList| {
        let meant = list
            .shots
            .iter()
            .enumerate()
            .filter(|(_, shot)| all || scene == Some(shot.scene.as_str()) || shots.contains(&shot.id));
        meant.map(|(at, shot)| (at, approved.then(|| panel_basis(list, shot)))).collect::<Vec<_>>()
    };
    for (at, basis) in of(list) {
        if let Some(shot) = list.shots.get_mut(at) {
            shot.approved = basis;
        }
    }
    Ok(())
}
