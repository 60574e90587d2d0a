//! Edits of sounds.

use crate::Problem;
use leptos::prelude::*;
use model::{CueId, ProjectId, ShotId};

#[server(endpoint = "cues/change")]
pub async fn change_cue(
    id: ProjectId,
    shot: ShotId,
    cue: CueId,
    sound: Option<String>,
    at: Option<String>,
    gain_db: Option<String>,
    kind: Option<String>,
) -> Result<(), Problem> {
    use super::fields::number;
    use crate::server_side::fail;
    use model::{CueChange, CueKind, Edit};
    let change = CueChange {
        kind: match kind.as_deref() {
            Some("ambience") => Some(CueKind::Ambience),
            Some("effect") => Some(CueKind::Effect),
            _ => None,
        },
        sound: sound.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()),
        at: number("Starts at", at.as_deref(), 0.0, 60.0).map_err(fail)?,
        gain_db: number("Level", gain_db.as_deref(), -30.0, 12.0).map_err(fail)?,
    };
    super::shots::apply(id, Edit::ChangeCue { shot, cue, change }).await
}

#[server(endpoint = "cues/add")]
pub async fn add_cue(
    id: ProjectId,
    shot: ShotId,
    sound: String,
    ambience: Option<String>,
    at: Option<String>,
) -> Result<(), Problem> {
    use crate::server_side::fail;
    use model::{Cue, CueKind, Edit};
    if sound.trim().is_empty() {
        return Err(fail(Problem::field("Say what is heard, such as “rain on a window”.")));
    }
    let kind = if ambience.is_some() { CueKind::Ambience } else { CueKind::Effect };
    let at = super::fields::number("Starts at", at.as_deref(), 0.0, 60.0).map_err(fail)?;
    let new = Cue { kind, sound: sound.trim().to_owned(), at, ..Cue::default() };
    super::shots::apply(id, Edit::AddCue { shot, new: Box::new(new) }).await
}

#[server(endpoint = "cues/remove")]
pub async fn remove_cue(id: ProjectId, shot: ShotId, cue: CueId) -> Result<(), Problem> {
    super::shots::apply(id, model::Edit::RemoveCue { shot, cue }).await
}

/// `verb` is `make_again` or `use_made` (in the place of a recording).
#[server(endpoint = "cues/do")]
pub async fn do_cue(id: ProjectId, shot: ShotId, cue: CueId, verb: String) -> Result<(), Problem> {
    use model::Edit;
    let edit = match verb.as_str() {
        "make_again" => Edit::MakeCueAgain { shot, cue },
        "use_made" => Edit::RecordCue { shot, cue, recording: String::new() },
        _ => return Err(crate::server_side::fail(Problem::field("There is no such edit."))),
    };
    super::shots::apply(id, edit).await
}
