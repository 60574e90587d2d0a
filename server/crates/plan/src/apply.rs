//! A person's edit, applied to a prompt list. Pure: the caller keeps what changed, for undo.

mod board;
mod cut;
mod fits;
mod joined;
mod order;
mod people;
mod place;
mod refused;
mod sound;

use crate::{check_shot, lips};
use cut::{Playhead, merge, split, split_at};
pub(crate) use fits::clipped;
use fits::{shot_of_edit, weight};
use model::limits::{self, GAIN_DB, SHOT_SECONDS, SPEED};
use model::{ChosenFace, Cue, CueChange, CueId, Edit, Line, LineChange, LineId, PromptList, Shot, ShotChange, ShotId};
use order::{insert, move_shot, replace};
pub use refused::EditError;
use uuid::Uuid;

/// A clip keeps at least this much when it is trimmed, in seconds.
const LEFT_AFTER_TRIM: f64 = 0.25;

/// Applies `edit`; on an error the list is as it was. `new_id` makes ids for what is new; `rewrite` gives the prompt of a shot whose
/// parts changed; `take` gives the fingerprint of the edited shot's take of that number; for a split at a moment, number 0 is the one in the
/// film.
pub fn apply(
    list: &mut PromptList,
    edit: Edit,
    new_id: &mut dyn FnMut() -> Uuid,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
    take: &dyn Fn(u32) -> Option<String>,
) -> Result<(), EditError> {
    let before = shot_of_edit(&edit).and_then(|id| list.shots.iter().find(|shot| shot.id == id).cloned());
    if matches!(edit, Edit::SplitShot { .. } | Edit::InsertShot { .. }) && list.shots.len() >= limits::SHOTS {
        return Err(EditError::FullList);
    }
    let fitting = |list: &PromptList, shot: &Shot| clipped(rewrite(list, shot));
    change(list, edit, new_id, &fitting, take)?;
    let Some(before) = before else { return Ok(()) };
    let Some(after) = list.shots.iter_mut().find(|shot| shot.id == before.id) else { return Ok(()) };
    match check_shot(after) {
        // One from before there were bounds may be made smaller step by step.
        Err(why) if weight(after) > weight(&before) || check_shot(&before).is_ok() => {
            *after = before;
            Err(why.into())
        }
        _ => Ok(()),
    }
}

fn change(
    list: &mut PromptList,
    edit: Edit,
    new_id: &mut dyn FnMut() -> Uuid,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
    take: &dyn Fn(u32) -> Option<String>,
) -> Result<(), EditError> {
    match edit {
        Edit::ChangeShot { shot, change } => change_shot(list, shot, *change, rewrite),
        Edit::SplitShot { shot, at: None, .. } => split(list, shot, new_id, rewrite),
        Edit::SplitShot { shot, at: Some(at), of } => {
            split_at(list, shot, Playhead { at, of, take: take(0) }, new_id, rewrite)
        }
        Edit::MergeShots { shot } => merge(list, shot, rewrite),
        Edit::MoveShot { shot, after } => move_shot(list, shot, after),
        Edit::InsertShot { after, new } => insert(list, after, *new, new_id, rewrite),
        Edit::DeleteShot { shot } => {
            let at = position(list, shot)?;
            list.shots.remove(at);
            Ok(())
        }
        Edit::ChangeLine { shot, line, mut change } => {
            let speaker =
                change.speaker.take().map(|name| Some(name.trim().to_owned()).filter(|name| !name.is_empty()));
            change_line(line_of(list, shot, line)?, change)?;
            match speaker {
                Some(speaker) => people::change_speaker(list, shot, line, speaker, rewrite),
                None => Ok(()),
            }
        }
        Edit::AddLine { shot, new } => {
            let mut line = *new;
            line.text = said(&line.text)?;
            line.id = LineId(new_id());
            line.cut_to = None;
            line.recording.take_if(|name| !model::is_recording(name));
            let shot = shot_of(list, shot)?;
            shot.lines.push(line);
            Ok(())
        }
        Edit::RemoveLine { shot, line } => {
            let shot = shot_of(list, shot)?;
            let at = shot.lines.iter().position(|l| l.id == line).ok_or(EditError::NoLine)?;
            shot.lines.remove(at);
            Ok(())
        }
        Edit::SayAgain { shot, line } => {
            let line = line_of(list, shot, line)?;
            line.take = line.take.saturating_add(1);
            // It is the voice that is asked for.
            line.recording = None;
            Ok(())
        }
        Edit::RecordLine { shot, line, recording } => sound::record_line(list, shot, line, recording),
        Edit::ChangeCue { shot, cue, change } => change_cue(cue_of(list, shot, cue)?, change),
        Edit::AddCue { shot, new } => {
            let mut cue = *new;
            cue.sound = heard(&cue.sound)?;
            cue.id = CueId(new_id());
            cue.recording.take_if(|name| !model::is_recording(name));
            shot_of(list, shot)?.cues.push(cue);
            Ok(())
        }
        Edit::RemoveCue { shot, cue } => {
            let shot = shot_of(list, shot)?;
            let at = shot.cues.iter().position(|c| c.id == cue).ok_or(EditError::NoCue)?;
            shot.cues.remove(at);
            Ok(())
        }
        Edit::MakeCueAgain { shot, cue } => sound::make_cue_again(list, shot, cue),
        Edit::RecordCue { shot, cue, recording } => sound::record_cue(list, shot, cue, recording),
        Edit::ChangeMusic { change } => sound::change_music(list, change),
        Edit::SayName { written, said } => sound::say_name(list, &written, &said),
        Edit::ReRecord { shot } => {
            let shot = shot_of(list, shot)?;
            shot.take = shot.take.saturating_add(1);
            shot.footage = None;
            // Filmed anew, the picture may be cut to the lines as they are now.
            shot.lines.iter_mut().for_each(|line| line.cut_to = None);
            Ok(())
        }
        Edit::DrawAgain { shot } => {
            let shot = shot_of(list, shot)?;
            shot.picture_take = shot.picture_take.saturating_add(1);
            // What is filmed from it is another take.
            shot.footage = None;
            Ok(())
        }
        Edit::ChooseTake { shot, take: number } => {
            let shot = shot_of(list, shot)?;
            shot.footage = Some(take(number).ok_or(EditError::NoTake)?);
            Ok(())
        }
        Edit::ChooseFace { shot, look, face } => {
            let shot = shot_of(list, shot)?;
            let speaker = lips::speaker(shot).unwrap_or_default().to_owned();
            shot.face = Some(ChosenFace { look, id: face, speaker }).filter(|face| !face.id.is_empty());
            Ok(())
        }
        Edit::ChangeCharacter { name, description, voice, picture, element } => {
            let picture = picture.map(pictured).transpose()?;
            let element = element.map(known_element).transpose()?;
            let character = list.characters.iter_mut().find(|c| c.name == name).ok_or(EditError::NoCharacter)?;
            let voice = voice.map(|voice| bounded_by(&voice, limits::NAME)).transpose()?;
            let description = description.as_deref().map(bounded).transpose()?;
            if let Some(voice) = voice {
                character.voice = Some(voice).filter(|voice| !voice.is_empty());
            }
            if let Some(picture) = picture {
                character.picture = picture;
            }
            if let Some(element) = element {
                character.element = element;
            }
            if let Some(description) = description {
                if character.description != description {
                    // What a person says of the looks holds in every scene.
                    character.versions.clear();
                    board::mark(&mut character.by_hand, "description");
                }
                character.description = description;
                rewrite_where(list, rewrite, |shot| shot.cast.contains(&name));
            }
            Ok(())
        }
        Edit::ChangeLocation { name, description } => place::describe(list, &name, &description, rewrite),
        Edit::ChangeStory { change } => board::change_story(list, change),
        Edit::ChooseOption { step, option } => board::choose_option(list, &step, option),
        Edit::ChangeProp { name, description } => board::change_prop(list, &name, &description),
        Edit::ChangeStage { scene, description } => board::change_stage(list, &scene, &description),
        Edit::FillTexts { by, texts, over } => texts.into_iter().try_for_each(|own| {
            let Some(edit) = board::filling(list, &own, over) else { return Ok(()) };
            change(list, edit, new_id, rewrite, take)?;
            board::filled(list, &own, &by);
            Ok(())
        }),
        Edit::Approve { shots, scene, all, approved } => board::approve(list, &shots, scene.as_deref(), all, approved),
        Edit::AddToCast { shot, name } => people::add_to_cast(list, shot, &name, rewrite),
        Edit::PutAside { shot, offer } => people::put_aside(list, shot, offer),
        // Whoever knows the offers gives the edit itself.
        Edit::TakeOffer { .. } => Err(EditError::NoOffer),
        Edit::ReplaceList { list: new } => replace(list, *new, new_id),
    }
}

fn position(list: &PromptList, id: ShotId) -> Result<usize, EditError> {
    list.shots.iter().position(|shot| shot.id == id).ok_or(EditError::NoShot)
}

fn shot_of(list: &mut PromptList, id: ShotId) -> Result<&mut Shot, EditError> {
    list.shots.iter_mut().find(|shot| shot.id == id).ok_or(EditError::NoShot)
}

fn line_of(list: &mut PromptList, shot: ShotId, line: LineId) -> Result<&mut Line, EditError> {
    shot_of(list, shot)?.lines.iter_mut().find(|l| l.id == line).ok_or(EditError::NoLine)
}

fn cue_of(list: &mut PromptList, shot: ShotId, cue: CueId) -> Result<&mut Cue, EditError> {
    shot_of(list, shot)?.cues.iter_mut().find(|c| c.id == cue).ok_or(EditError::NoCue)
}

fn bounded(text: &str) -> Result<String, EditError> {
    bounded_by(text, limits::TEXT)
}

fn bounded_by(text: &str, most: usize) -> Result<String, EditError> {
    let text = text.trim();
    if text.contains('\0') {
        return Err(EditError::Nul);
    }
    if text.chars().count() > most { Err(EditError::TooLong(most)) } else { Ok(text.to_owned()) }
}

/// A picture's name; `None` for the empty one, which takes a picture away.
fn pictured(name: String) -> Result<Option<String>, EditError> {
    match name.as_str() {
        "" => Ok(None),
        known if model::is_picture(known) => Ok(Some(name)),
        _ => Err(EditError::NoPicture),
    }
}

/// An element's id; `None` for the empty one, which takes an element away.
fn known_element(id: String) -> Result<Option<String>, EditError> {
    match id.trim() {
        "" => Ok(None),
        known if model::is_element(known) => Ok(Some(known.to_owned())),
        _ => Err(EditError::NoElement),
    }
}

fn said(text: &str) -> Result<String, EditError> {
    let text = bounded_by(text, limits::LINE_TEXT)?;
    if text.is_empty() { Err(EditError::EmptyLine) } else { Ok(text) }
}

fn heard(text: &str) -> Result<String, EditError> {
    bounded(text).and_then(|text| if text.is_empty() { Err(EditError::EmptySound) } else { Ok(text) })
}

fn rewrite_where(
    list: &mut PromptList,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
    touched: impl Fn(&Shot) -> bool,
) {
    let prompts: Vec<(usize, String)> = list
        .shots
        .iter()
        .enumerate()
        .filter(|(_, shot)| !shot.prompt_edited && touched(shot))
        .map(|(at, shot)| (at, rewrite(list, shot)))
        .collect();
    for (at, prompt) in prompts {
        if let Some(shot) = list.shots.get_mut(at) {
            shot.prompt = prompt;
        }
    }
}

fn change_shot(
    list: &mut PromptList,
    id: ShotId,
    change: ShotChange,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
) -> Result<(), EditError> {
    let at = position(list, id)?;
    let Some(mut shot) = list.shots.get(at).cloned() else { return Err(EditError::NoShot) };
    let before = shot.clone();
    if let Some(name) = change.place {
        shot.place = place::named(list, &shot.place, &name);
    }
    let moved = shot.place != before.place;
    let retold = moved || change.action.is_some() || change.framing.is_some() || change.camera.is_some();
    if let Some(action) = change.action {
        shot.action = bounded(&action)?;
    }
    shot.framing = change.framing.unwrap_or(shot.framing);
    shot.camera = change.camera.unwrap_or(shot.camera);
    if let Some(seconds) = change.seconds.filter(|seconds| seconds.is_finite()) {
        shot.seconds = seconds.clamp(SHOT_SECONDS.0, SHOT_SECONDS.1);
    }
    if let Some(video) = change.video {
        shot.video = Some(video).filter(|video| !video.provider.is_empty());
    }
    if let Some(picture) = change.first_frame {
        shot.first_frame = pictured(picture)?;
    }
    if let Some(picture) = change.last_frame {
        shot.last_frame = pictured(picture)?;
    }
    let trims = (change.trim_start.unwrap_or(shot.trim_start), change.trim_end.unwrap_or(shot.trim_end));
    if trims.0.is_finite() && trims.1.is_finite() {
        let most = (crate::shot_seconds(&shot) - LEFT_AFTER_TRIM).max(0.0);
        shot.trim_start = trims.0.clamp(0.0, most);
        shot.trim_end = trims.1.clamp(0.0, (most - shot.trim_start).max(0.0));
    }
    match change.prompt.as_deref().map(bounded).transpose()? {
        Some(prompt) if prompt.is_empty() => return Err(EditError::EmptyPrompt),
        Some(prompt) if prompt != shot.prompt => {
            shot.prompt = prompt;
            shot.prompt_edited = true;
        }
        _ => {}
    }
    if retold && !shot.prompt_edited {
        shot.prompt = rewrite(list, &shot);
    }
    // Another picture is wanted than the take that was chosen.
    if is_another_picture(&before, &shot) {
        shot.footage = None;
    }
    if let Some(place) = list.shots.get_mut(at) {
        *place = shot;
    }
    Ok(())
}

/// Filmed anew, the shot would look otherwise.
fn is_another_picture(before: &Shot, after: &Shot) -> bool {
    let words = |shot: &Shot| (shot.action.clone(), shot.prompt.clone(), shot.video.clone(), shot.place.clone());
    let frames = |shot: &Shot| (shot.first_frame.clone(), shot.last_frame.clone());
    (before.framing, before.camera, before.seconds) != (after.framing, after.camera, after.seconds)
        || words(before) != words(after)
        || frames(before) != frames(after)
}

fn change_line(line: &mut Line, change: LineChange) -> Result<(), EditError> {
    let text = change.text.as_deref().map(said).transpose()?;
    if let Some(text) = text {
        line.text = text;
    }
    line.delivery = change.delivery.unwrap_or(line.delivery);
    line.through = change.through.unwrap_or(line.through);
    if let Some(speed) = change.speed.filter(|speed| speed.is_finite()) {
        line.speed = speed.clamp(SPEED.0, SPEED.1);
    }
    if let Some(gain) = change.gain_db.filter(|gain| gain.is_finite()) {
        line.gain_db = gain.clamp(GAIN_DB.0, GAIN_DB.1);
    }
    if let Some(voice) = change.voice {
        line.voice = Some(voice).filter(|voice| !voice.is_empty());
    }
    Ok(())
}

fn change_cue(cue: &mut Cue, change: CueChange) -> Result<(), EditError> {
    if let Some(sound) = change.sound.as_deref().map(heard).transpose()? {
        cue.sound = sound;
    }
    cue.kind = change.kind.unwrap_or(cue.kind);
    if let Some(at) = change.at.filter(|at| at.is_finite()) {
        cue.at = Some(at.clamp(0.0, SHOT_SECONDS.1));
    }
    if let Some(gain) = change.gain_db.filter(|gain| gain.is_finite()) {
        cue.gain_db = gain.clamp(GAIN_DB.0, GAIN_DB.1);
    }
    Ok(())
}
