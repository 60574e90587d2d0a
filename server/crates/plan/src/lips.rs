//! Moving the mouth of one who speaks: who is in the take, then their lips. Only where it is wanted and can be had.

use crate::{Brief, MixLine, Step, Work, fingerprint, layout::is_spoken, makers::LipsMakers};
use model::{ChosenFace, FacesSpec, LipsLine, LipsSpec, Shot};

/// The steps that find the faces in a shot's take, where that must be, and move the speaker's lips; `None` where nobody's are
/// moved. `lines` are the shot's spoken lines as they are mixed.
pub(crate) fn steps(brief: &Brief<'_>, shot: &Shot, footage: &Step, lines: &[MixLine]) -> Option<(Option<Step>, Step)> {
    let Work::Footage { spec: filmed } = &footage.work else { return None };
    let wanted = brief.settings.lips.as_ref()?;
    let speaker = speaker(shot)?;
    let LipsMakers { faces, lips } = brief.makers.lips(&filmed.model, wanted)?;
    let take = footage.fingerprint.to_string();
    let faces = faces.map(|model| {
        let spec = FacesSpec { model, footage: take.clone() };
        let name = fingerprint("faces", brief.makers.version(&spec.model), &spec);
        Step { fingerprint: name, work: Work::Faces { spec } }
    });
    let spoken = shot.lines.iter().filter(|line| is_spoken(line));
    let said: Vec<LipsLine> = lines
        .iter()
        .zip(spoken)
        .map(|(mixed, line)| LipsLine {
            made: mixed.made.to_string(),
            start: mixed.start,
            mouthed: line.is_seen() && line.speaker.as_deref() == Some(speaker),
        })
        .collect();
    let counts = |face: &&ChosenFace| {
        face.speaker == speaker && faces.as_ref().is_some_and(|step| step.fingerprint.as_str() == face.look)
    };
    let chosen = shot.face.as_ref().filter(counts);
    let first = said.first().map_or(0.0, |line| line.start);
    let spec = LipsSpec {
        model: lips,
        footage: take,
        faces: faces.as_ref().map(|step| step.fingerprint.to_string()),
        face: chosen.map(|face| face.id.clone()),
        lines: said,
        cut: if shot.trim_start > first { shot.trim_start } else { 0.0 },
        seconds: filmed.seconds,
        width: filmed.width,
        height: filmed.height,
        fps: filmed.fps,
    };
    let lips =
        Step { fingerprint: fingerprint("lips", brief.makers.version(&spec.model), &spec), work: Work::Lips { spec } };
    Some((faces, lips))
}

/// Whose mouth is moved. Only one can be: of several who speak, the one whom the camera is on, and nobody where it is on none of
/// them.
pub(crate) fn speaker(shot: &Shot) -> Option<&str> {
    let seen = || shot.lines.iter().filter(|line| is_spoken(line) && line.is_seen());
    let mut speakers = seen().filter_map(|line| line.speaker.as_deref());
    let first = speakers.next()?;
    if speakers.all(|other| other == first) {
        return Some(first);
    }
    let focus = shot.focus.as_deref()?;
    seen().any(|line| line.speaker.as_deref() == Some(focus)).then_some(focus)
}
