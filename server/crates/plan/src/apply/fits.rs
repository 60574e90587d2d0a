//! What an edit changes, and whether it makes a shot larger.

use model::{Edit, Shot, ShotId, limits};

/// The shot that an edit changes and leaves where it is.
pub(super) const fn shot_of_edit(edit: &Edit) -> Option<ShotId> {
    match edit {
        Edit::ChangeShot { shot, .. }
        | Edit::ChangeLine { shot, .. }
        | Edit::AddLine { shot, .. }
        | Edit::RemoveLine { shot, .. }
        | Edit::SayAgain { shot, .. }
        | Edit::ChangeCue { shot, .. }
        | Edit::AddCue { shot, .. }
        | Edit::RemoveCue { shot, .. }
        | Edit::RecordLine { shot, .. }
        | Edit::MakeCueAgain { shot, .. }
        | Edit::RecordCue { shot, .. }
        | Edit::ReRecord { shot }
        | Edit::DrawAgain { shot }
        | Edit::ChooseTake { shot, .. }
        | Edit::AddToCast { shot, .. }
        | Edit::ChooseFace { shot, .. } => Some(*shot),
        _ => None,
    }
}

/// How much there is of a shot: its characters, and something for each line and sound.
pub(super) fn weight(shot: &Shot) -> usize {
    let lines: usize = shot.lines.iter().map(|line| line.text.len() + 1_000).sum();
    let cues: usize = shot.cues.iter().map(|cue| cue.sound.len() + 1_000).sum();
    shot.prompt.len() + shot.action.len() + lines + cues + shot.seconds.min(1e9) as usize
}

/// A prompt that the studio wrote, as far as it fits.
pub(crate) fn clipped(prompt: String) -> String {
    match prompt.char_indices().nth(limits::TEXT) {
        Some((end, _)) => prompt.get(..end).unwrap_or_default().trim_end().to_owned(),
        None => prompt,
    }
}
