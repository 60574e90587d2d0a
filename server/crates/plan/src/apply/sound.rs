//! Edits of what is heard: recordings, sounds made again, the film's music.

use super::{EditError, GAIN_DB, cue_of, line_of};
use model::{CueId, LineId, Mood, MusicChange, PromptList, Shot, ShotId};

/// A recording's name; `None` for the empty one, which takes a recording away.
fn recorded(name: String) -> Result<Option<String>, EditError> {
    match name.as_str() {
        "" => Ok(None),
        known if model::is_recording(known) => Ok(Some(name)),
        _ => Err(EditError::NoRecording),
    }
}

pub(super) fn record_line(
    list: &mut PromptList,
    shot: ShotId,
    line: LineId,
    recording: String,
) -> Result<(), EditError> {
    line_of(list, shot, line)?.recording = recorded(recording)?;
    Ok(())
}

pub(super) fn record_cue(list: &mut PromptList, shot: ShotId, cue: CueId, recording: String) -> Result<(), EditError> {
    cue_of(list, shot, cue)?.recording = recorded(recording)?;
    Ok(())
}

pub(super) fn make_cue_again(list: &mut PromptList, shot: ShotId, cue: CueId) -> Result<(), EditError> {
    let cue = cue_of(list, shot, cue)?;
    cue.take = cue.take.saturating_add(1);
    cue.recording = None;
    Ok(())
}

pub(super) fn change_music(list: &mut PromptList, change: MusicChange) -> Result<(), EditError> {
    let mood = match change.mood.as_deref() {
        None => None,
        Some("") => Some(None),
        Some(key) => Some(Some(Mood::from_key(key).ok_or(EditError::NoMood)?)),
    };
    if let Some(scene) = &change.scene
        && !list.shots.iter().any(|shot| shot.scene == *scene)
    {
        return Err(EditError::NoScene);
    }
    let music = &mut list.music;
    if let Some(gain) = change.gain_db.filter(|gain| gain.is_finite()) {
        music.gain_db = gain.clamp(GAIN_DB.0, GAIN_DB.1);
    }
    match (mood, change.scene) {
        (None, _) => {}
        (Some(mood), None) => music.mood = mood,
        (Some(Some(mood)), Some(scene)) => drop(music.scenes.insert(scene, mood)),
        (Some(None), Some(scene)) => drop(music.scenes.remove(&scene)),
    }
    Ok(())
}

pub(super) fn say_name(list: &mut PromptList, written: &str, said: &str) -> Result<(), EditError> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (written, said) = (one_line(written), one_line(said));
    if !written.chars().any(char::is_alphanumeric) {
        return Err(EditError::NoName);
    }
    list.names.retain(|known, _| known.to_lowercase() != written.to_lowercase());
    if !said.is_empty() {
        list.names.insert(written, said);
    }
    Ok(())
}

/// Leaves out what cannot be the name of a recording.
pub(super) fn known_names(shot: &mut Shot) {
    let lines = shot.lines.iter_mut().map(|line| &mut line.recording);
    for name in lines.chain(shot.cues.iter_mut().map(|cue| &mut cue.recording)) {
        name.take_if(|name| !model::is_recording(name));
    }
}
