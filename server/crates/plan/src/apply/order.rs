//! Which shots there are, and in which order: shots moved and inserted, and a whole list taken over.

use super::{EditError, bounded, position, sound};
use crate::{check_list, check_shot, number_after};
use model::{CueId, LineId, PromptList, Shot, ShotId, limits::SHOT_SECONDS};
use uuid::Uuid;

pub(super) fn move_shot(list: &mut PromptList, id: ShotId, after: Option<ShotId>) -> Result<(), EditError> {
    if after == Some(id) {
        return Ok(());
    }
    let from = position(list, id)?;
    if let Some(after) = after {
        position(list, after)?;
    }
    let shot = list.shots.remove(from);
    let to = match after {
        Some(after) => position(list, after)? + 1,
        None => 0,
    };
    list.shots.insert(to.min(list.shots.len()), shot);
    Ok(())
}

pub(super) fn insert(
    list: &mut PromptList,
    after: Option<ShotId>,
    mut shot: Shot,
    new_id: &mut dyn FnMut() -> Uuid,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
) -> Result<(), EditError> {
    let at = match after {
        Some(after) => position(list, after)? + 1,
        None => 0,
    };
    let neighbour = list.shots.get(at.saturating_sub(1));
    shot.id = ShotId(new_id());
    if let Some(neighbour) = neighbour {
        // A new shot is in its neighbour's scene and place unless it says otherwise.
        if shot.scene.is_empty() {
            shot.scene.clone_from(&neighbour.scene);
        }
        if shot.place.name.is_empty() {
            shot.place.clone_from(&neighbour.place);
            shot.mood = neighbour.mood;
            if shot.cues.is_empty() {
                shot.cues = neighbour.cues.iter().filter(|cue| cue.kind == model::CueKind::Ambience).cloned().collect();
            }
        }
    }
    let previous = after.and(neighbour).map(|shot| shot.number.as_str());
    shot.number = number_after(previous, |number| list.shots.iter().any(|shot| shot.number == number));
    shot.seconds = shot.seconds.clamp(SHOT_SECONDS.0, SHOT_SECONDS.1);
    for picture in [&mut shot.first_frame, &mut shot.last_frame] {
        picture.take_if(|name| !model::is_picture(name));
    }
    shot.lines.iter_mut().for_each(|line| line.id = LineId(new_id()));
    shot.cues.iter_mut().for_each(|cue| cue.id = CueId(new_id()));
    sound::known_names(&mut shot);
    shot.prompt = bounded(&shot.prompt)?;
    if shot.action.trim().is_empty() {
        shot.action.clone_from(&shot.prompt);
    }
    if shot.prompt.is_empty() {
        shot.prompt = rewrite(list, &shot);
    } else {
        shot.prompt_edited = true;
    }
    check_shot(&shot)?;
    list.shots.insert(at.min(list.shots.len()), shot);
    Ok(())
}

/// Takes an uploaded list over. Shots that the project knows keep their ids, and with them their takes.
pub(super) fn replace(
    list: &mut PromptList,
    mut new: PromptList,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<(), EditError> {
    if new.version > PromptList::VERSION {
        return Err(EditError::NewerList(new.version));
    }
    if new.shots.is_empty() {
        return Err(EditError::EmptyList);
    }
    new.version = PromptList::VERSION;
    let mut seen = std::collections::HashSet::new();
    let known: std::collections::HashSet<ShotId> = list.shots.iter().map(|shot| shot.id).collect();
    for (at, shot) in new.shots.iter_mut().enumerate() {
        if !known.contains(&shot.id) || !seen.insert(shot.id) {
            shot.id = ShotId(new_id());
        }
        if shot.number.trim().is_empty() {
            shot.number = (at + 1).to_string();
        }
        shot.prompt = shot.prompt.trim().to_owned();
        for picture in [&mut shot.first_frame, &mut shot.last_frame] {
            picture.take_if(|name| !model::is_picture(name));
        }
        sound::known_names(shot);
        shot.seconds = if shot.seconds.is_finite() { shot.seconds.clamp(SHOT_SECONDS.0, SHOT_SECONDS.1) } else { 4.0 };
        for line in &mut shot.lines {
            if line.id.is_nil() || !seen.insert(ShotId(line.id.0)) {
                line.id = LineId(new_id());
            }
        }
        for cue in &mut shot.cues {
            if cue.id.is_nil() || !seen.insert(ShotId(cue.id.0)) {
                cue.id = CueId(new_id());
            }
        }
    }
    for character in &mut new.characters {
        character.picture.take_if(|name| !model::is_picture(name));
        character.element.take_if(|id| !model::is_element(id));
    }
    check_list(&new)?;
    *list = new;
    Ok(())
}
