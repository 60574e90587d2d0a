//! Shots cut in two, and joined.

use super::{EditError, SHOT_SECONDS, position};
use crate::{check_shot, number_after};
use model::{CueId, Framing, PromptList, Shot, ShotId};
use uuid::Uuid;

/// In two at the line nearest the middle, else at the sentence nearest the middle, else by time.
pub(super) fn split(
    list: &mut PromptList,
    id: ShotId,
    new_id: &mut dyn FnMut() -> Uuid,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
) -> Result<(), EditError> {
    let at = position(list, id)?;
    let Some(first) = list.shots.get(at).cloned() else { return Err(EditError::NoShot) };
    if first.seconds < 2.0 * SHOT_SECONDS.0 {
        return Err(EditError::TooShort);
    }
    let mut first = first;
    let mut second = first.clone();
    second.id = ShotId(new_id());
    second.number = number_after(Some(&first.number), |number| list.shots.iter().any(|shot| shot.number == number));
    let half = first.lines.len().div_ceil(2);
    second.lines = first.lines.split_off(half);
    let (head, tail) = halves(&second.action);
    first.action = head.to_owned();
    let tail = tail.to_owned();
    second.action = tail;
    for shot in [&mut first, &mut second] {
        shot.seconds = (shot.seconds / 2.0).max(SHOT_SECONDS.0);
        (shot.trim_start, shot.trim_end) = (0.0, 0.0);
        (shot.take, shot.footage, shot.picture_take) = (0, None, 0);
        shot.lines.iter_mut().for_each(|line| line.cut_to = None);
        if let Some(speaker) =
            shot.lines.first().and_then(|line| line.speaker.clone()).filter(|s| shot.cast.contains(s))
        {
            shot.focus = Some(speaker);
        }
    }
    // Where the shot began and where it ended stay where they were.
    (first.last_frame, second.first_frame) = (None, None);
    second.cues.iter_mut().for_each(|cue| cue.id = CueId(new_id()));
    // An effect is heard once; the ambience goes on.
    second.cues.retain(|cue| cue.kind == model::CueKind::Ambience);
    if second.framing == Framing::Establishing {
        second.framing = Framing::Medium;
    }
    for shot in [&mut first, &mut second] {
        if !shot.prompt_edited {
            shot.prompt = rewrite(list, shot);
        }
    }
    list.shots.splice(at..=at, [first, second]);
    Ok(())
}

/// The text cut at the end of the sentence nearest its middle; all of it twice when it is one sentence.
fn halves(text: &str) -> (&str, &str) {
    let middle = text.len() / 2;
    let cut = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '。' | '！' | '？'))
        .map(|(at, c)| at + c.len_utf8())
        .filter(|cut| !text.get(*cut..).unwrap_or_default().trim().is_empty())
        .min_by_key(|cut| cut.abs_diff(middle));
    match cut.and_then(|cut| text.split_at_checked(cut)) {
        Some((head, tail)) => (head.trim(), tail.trim()),
        None => (text, text),
    }
}

pub(super) fn merge(
    list: &mut PromptList,
    id: ShotId,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
) -> Result<(), EditError> {
    let at = position(list, id)?;
    let (Some(first), Some(second)) = (list.shots.get(at), list.shots.get(at + 1)) else {
        return Err(EditError::NothingAfter);
    };
    if first.scene != second.scene {
        return Err(EditError::OtherScene);
    }
    let (mut shot, second) = (first.clone(), second.clone());
    shot.seconds = (shot.seconds + second.seconds).min(SHOT_SECONDS.1);
    if shot.action != second.action {
        shot.action = [shot.action.trim(), second.action.trim()].join(" ").trim().to_owned();
    }
    shot.lines.extend(second.lines);
    shot.lines.iter_mut().for_each(|line| line.cut_to = None);
    for cue in second.cues {
        if !shot.cues.iter().any(|own| own.kind == cue.kind && own.sound == cue.sound) {
            shot.cues.push(cue);
        }
    }
    for name in second.cast {
        if !shot.cast.contains(&name) {
            shot.cast.push(name);
        }
    }
    for prop in second.props {
        if !shot.props.contains(&prop) {
            shot.props.push(prop);
        }
    }
    if shot.cast.len() == 2 && shot.framing != Framing::Establishing {
        shot.framing = Framing::TwoShot;
    }
    (shot.trim_start, shot.trim_end) = (0.0, 0.0);
    (shot.take, shot.footage, shot.picture_take) = (0, None, 0);
    shot.last_frame = second.last_frame;
    shot.source.end = second.source.end.max(shot.source.end);
    if shot.prompt_edited || second.prompt_edited {
        shot.prompt = [shot.prompt.trim(), second.prompt.trim()].join(" ");
        shot.prompt_edited = true;
    } else {
        shot.prompt = rewrite(list, &shot);
    }
    check_shot(&shot)?;
    list.shots.splice(at..=at + 1, [shot]);
    Ok(())
}
