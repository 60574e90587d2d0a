//! Shots cut in two, and joined.

use super::{
    EditError, LEFT_AFTER_TRIM, SHOT_SECONDS,
    joined::{self, Prompted},
    position,
};
use crate::{check_shot, layout::shot_slots, number_after, shot_seconds};
use model::{CueId, CueKind, Framing, PromptList, Shot, ShotId};
use uuid::Uuid;

/// Two moments of a take that are less apart, in seconds, are the same.
const SAME_MOMENT: f64 = 0.05;

/// Where a person cuts a shot in two.
pub(super) struct Playhead {
    /// Seconds from the clip's start.
    pub(super) at: f64,
    /// How long the clip is, in seconds, where it is made.
    pub(super) of: Option<f64>,
    /// The take in the clip.
    pub(super) take: Option<String>,
}

/// In two at the playhead. Both parts show their part of the take that is in the film, and nothing is filmed anew; where there is none yet,
/// two shots of these lengths will be. A line is never cut: the cut moves to its nearer end.
pub(super) fn split_at(
    list: &mut PromptList,
    id: ShotId,
    playhead: Playhead,
    new_id: &mut dyn FnMut() -> Uuid,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
) -> Result<(), EditError> {
    let at = position(list, id)?;
    let Some(mut first) = list.shots.get(at).cloned() else { return Err(EditError::NoShot) };
    let trims = first.trim_start + first.trim_end;
    let whole = playhead.of.map_or_else(|| shot_seconds(&first), |of| of + trims);
    let slots = shot_slots(&first);
    let mut cut = first.trim_start + playhead.at;
    if let Some(line) = slots.iter().find(|line| cut > line.start && cut < line.end) {
        cut = if cut - line.start < line.end - cut { line.start } else { line.end };
    }
    let parts = (cut - first.trim_start, whole - first.trim_end - cut);
    let least = if playhead.take.is_some() { LEFT_AFTER_TRIM } else { SHOT_SECONDS.0 };
    // Neither may be too short; what is no number is not longer than anything.
    if !(parts.0 >= least && parts.1 >= least) {
        return Err(EditError::TooShort);
    }
    place_sounds(&mut first, whole);
    let mut second = first.clone();
    second.id = ShotId(new_id());
    second.number = number_after(Some(&first.number), |number| list.shots.iter().any(|shot| shot.number == number));
    for (line, slot) in first.lines.iter_mut().zip(&slots) {
        line.at = Some(slot.start);
    }
    let early = |at: Option<f64>| at.is_some_and(|at| at < cut - 1e-6);
    (first.lines, second.lines) = std::mem::take(&mut first.lines).into_iter().partition(|line| early(line.at));
    // The ambience goes on; an effect is heard once.
    let goes_on = |cue: &model::Cue| cue.kind == CueKind::Ambience;
    first.cues.retain(|cue| goes_on(cue) || early(cue.at));
    second.cues.retain(|cue| goes_on(cue) || !early(cue.at));
    second.cues.iter_mut().filter(|cue| goes_on(cue)).for_each(|cue| cue.id = CueId(new_id()));
    match playhead.take {
        Some(take) => {
            for shot in [&mut first, &mut second] {
                shot.footage = Some(take.clone());
                shot.seconds = shot.seconds.max(whole.min(SHOT_SECONDS.1));
            }
            first.trim_end = whole - cut;
            second.trim_start = cut;
        }
        None => {
            film_apart(&mut first, parts.0, 0.0);
            film_apart(&mut second, parts.1, cut);
            (first.last_frame, second.first_frame) = (None, None);
            for shot in [&mut first, &mut second].into_iter().filter(|shot| !shot.prompt_edited) {
                shot.prompt = rewrite(list, shot);
            }
        }
    }
    list.shots.splice(at..=at, [first, second]);
    Ok(())
}

/// Gives effects without a moment of their own the one at which the mix would have put them.
fn place_sounds(shot: &mut Shot, seconds: f64) {
    let effects = shot.cues.iter().filter(|cue| cue.kind == CueKind::Effect).count();
    for (nth, cue) in shot.cues.iter_mut().filter(|cue| cue.kind == CueKind::Effect).enumerate() {
        cue.at = cue.at.or_else(|| Some(crate::cues::spread(nth, effects, seconds)));
    }
}

/// A part that is filmed as a shot of its own; `before` is what was cut off before it, in seconds.
fn film_apart(shot: &mut Shot, seconds: f64, before: f64) {
    shot.seconds = seconds;
    filmed_anew(shot);
    for cue in shot.cues.iter_mut().filter(|cue| cue.kind == CueKind::Effect) {
        cue.at = cue.at.map(|at| (at - before).max(0.0));
    }
}

/// Nothing of the old take counts for it any more.
fn filmed_anew(shot: &mut Shot) {
    (shot.trim_start, shot.trim_end) = (0.0, 0.0);
    (shot.take, shot.footage, shot.picture_take) = (0, None, 0);
    shot.lines.iter_mut().for_each(|line| (line.cut_to, line.at) = (None, None));
}

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
        filmed_anew(shot);
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
    let one_take = shot.footage.is_some()
        && shot.footage == second.footage
        && (shot.trim_end + second.trim_start - shot.seconds).abs() < SAME_MOMENT;
    let texts = [Prompted::of(list, &shot, rewrite), Prompted::of(list, &second, rewrite)];
    if shot.action != second.action {
        shot.action = [shot.action.trim(), second.action.trim()].join(" ").trim().to_owned();
    }
    shot.lines.extend(second.lines);
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
    shot.source.end = second.source.end.max(shot.source.end);
    shot.last_frame = second.last_frame;
    if one_take {
        // The two parts of one take are that take again.
        shot.trim_end = second.trim_end;
    } else {
        shot.seconds = (shot.seconds + second.seconds).min(SHOT_SECONDS.1);
        if shot.cast.len() == 2 && shot.framing != Framing::Establishing {
            shot.framing = Framing::TwoShot;
        }
        filmed_anew(&mut shot);
    }
    if texts.iter().any(|text| text.by_hand) {
        shot.prompt = joined::prompt(&rewrite(list, &shot), &texts);
        shot.prompt_edited = true;
    } else {
        shot.prompt = rewrite(list, &shot);
    }
    check_shot(&shot)?;
    list.shots.splice(at..=at + 1, [shot]);
    Ok(())
}
