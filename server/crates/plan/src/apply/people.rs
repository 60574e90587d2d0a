//! Who is seen in a shot: people added to it, and a line whose speaker is another one.

use super::{EditError, line_of, position};
use model::{Line, LineId, PromptList, Shot, ShotId, limits};

type Rewrite<'a> = &'a dyn Fn(&PromptList, &Shot) -> String;

/// Puts somebody of the film into the picture.
pub(super) fn add_to_cast(
    list: &mut PromptList,
    id: ShotId,
    name: &str,
    rewrite: Rewrite<'_>,
) -> Result<(), EditError> {
    let at = position(list, id)?;
    let name = list.character(name).ok_or(EditError::NoCharacter)?.name.clone();
    let Some(shot) = list.shots.get_mut(at) else { return Err(EditError::NoShot) };
    if shot.cast.contains(&name) {
        return Ok(());
    }
    shot.focus.get_or_insert_with(|| name.clone());
    shot.cast.push(name);
    // The take that was chosen shows one fewer.
    shot.footage = None;
    write_anew(list, at, rewrite);
    Ok(())
}

/// The line's speaker is another one: who was seen only to say it makes room for who says it now. A take that a person chose stays.
pub(super) fn change_speaker(
    list: &mut PromptList,
    id: ShotId,
    line: LineId,
    speaker: Option<String>,
    rewrite: Rewrite<'_>,
) -> Result<(), EditError> {
    let at = position(list, id)?;
    let line = line_of(list, id, line)?;
    let before = std::mem::replace(&mut line.speaker, speaker.clone());
    // A person said who it is.
    line.confidence = 1.0;
    let was_seen = line.is_seen();
    let Some(shot) = list.shots.get(at).filter(|_| was_seen && before != speaker) else { return Ok(()) };
    let stands = match &before {
        Some(before) => shot.cast.iter().position(|name| name == before),
        None => Some(shot.cast.len()),
    };
    // Where the one before was not seen, nobody is. A name that is too long is refused with the line.
    let speaker = speaker.filter(|name| name.chars().count() <= limits::NAME);
    let (Some(stands), Some(speaker)) = (stands, speaker) else { return Ok(()) };
    let keeps = before.as_deref().is_some_and(|before| is_seen_otherwise(list, shot, before));
    let Some(shot) = list.shots.get_mut(at) else { return Ok(()) };
    if !keeps && stands < shot.cast.len() {
        shot.cast.remove(stands);
    }
    if !shot.cast.contains(&speaker) && shot.cast.len() < limits::NAMED_IN_SHOT {
        shot.cast.insert((stands + usize::from(keeps)).min(shot.cast.len()), speaker.clone());
    }
    let still_speaks =
        |name: &String| shot.lines.iter().filter(|line| line.is_seen()).any(|line| is_said_by(line, name));
    if shot.focus.is_none() || (shot.focus == before && !shot.focus.as_ref().is_some_and(still_speaks)) {
        shot.focus = Some(speaker);
    }
    write_anew(list, at, rewrite);
    Ok(())
}

fn is_said_by(line: &Line, name: &str) -> bool {
    line.speaker.as_deref() == Some(name)
}

/// Whether somebody is in the picture for more than a line that is another's now: they say something else in it, or do something.
fn is_seen_otherwise(list: &PromptList, shot: &Shot, name: &str) -> bool {
    let speaks = shot.lines.iter().filter(|line| line.is_seen()).any(|line| is_said_by(line, name));
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let told = words(&shot.action);
    let other = list.character(name).map(|character| character.aliases.as_slice()).unwrap_or_default();
    let mut names = std::iter::once(name).chain(other.iter().map(String::as_str)).map(words);
    // One word of a name is enough: "Maya" of MAYA LIND.
    speaks || names.any(|name| name.iter().any(|word| word != "the" && told.contains(word)))
}

/// The prompt, where the studio wrote it.
fn write_anew(list: &mut PromptList, at: usize, rewrite: Rewrite<'_>) {
    let Some(prompt) = list.shots.get(at).filter(|shot| !shot.prompt_edited).map(|shot| rewrite(list, shot)) else {
        return;
    };
    if let Some(shot) = list.shots.get_mut(at) {
        shot.prompt = prompt;
    }
}

/// Keeps the key of an offer that is not to be made again.
pub(super) fn put_aside(list: &mut PromptList, id: ShotId, offer: String) -> Result<(), EditError> {
    let shot = super::shot_of(list, id)?;
    if offer.is_empty() || offer.len() > limits::NAME {
        return Err(EditError::NoOffer);
    }
    if !shot.put_aside.contains(&offer) {
        let over = (shot.put_aside.len() + 1).saturating_sub(limits::PUT_ASIDE);
        shot.put_aside.drain(..over.min(shot.put_aside.len()));
        shot.put_aside.push(offer);
    }
    Ok(())
}
