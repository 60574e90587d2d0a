//! Edits of spoken lines.

use crate::Problem;
use leptos::prelude::*;
use model::{LineId, ProjectId, ShotId};

#[server(endpoint = "lines/change")]
#[allow(clippy::too_many_arguments, reason = "one per field of the form")]
pub async fn change_line(
    id: ProjectId,
    shot: ShotId,
    line: LineId,
    text: Option<String>,
    speaker: Option<String>,
    delivery: Option<String>,
    through: Option<String>,
    speed: Option<String>,
    gain_db: Option<String>,
    voice: Option<String>,
) -> Result<(), Problem> {
    use super::fields::{choice, number};
    use crate::server_side::fail;
    use model::{Delivery, Edit, LineChange, Through};
    if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
        return Err(fail(Problem::field("The line is empty. Write what is said, or remove the line.")));
    }
    let change = LineChange {
        text: text.map(|t| t.replace("\r\n", "\n").trim().to_owned()),
        speaker: speaker.map(|s| s.trim().to_owned()),
        delivery: choice(delivery.as_deref(), Delivery::from_key).map_err(fail)?,
        through: choice(through.as_deref(), Through::from_key).map_err(fail)?,
        speed: number("Speed", speed.as_deref(), 0.5, 2.0).map_err(fail)?,
        gain_db: number("Level", gain_db.as_deref(), -30.0, 12.0).map_err(fail)?,
        voice,
    };
    super::shots::apply(id, Edit::ChangeLine { shot, line, change }).await
}

/// `verb` is `say_again`, `use_voice` (in the place of a recording) or `remove`.
#[server(endpoint = "lines/do")]
pub async fn do_line(id: ProjectId, shot: ShotId, line: LineId, verb: String) -> Result<(), Problem> {
    use model::Edit;
    let edit = match verb.as_str() {
        "say_again" => Edit::SayAgain { shot, line },
        "use_voice" => Edit::RecordLine { shot, line, recording: String::new() },
        "remove" => Edit::RemoveLine { shot, line },
        _ => return Err(crate::server_side::fail(Problem::field("There is no such edit."))),
    };
    super::shots::apply(id, edit).await
}

#[server(endpoint = "lines/add")]
pub async fn add_line(id: ProjectId, shot: ShotId, speaker: Option<String>, text: String) -> Result<(), Problem> {
    use model::{Edit, Line};
    if text.trim().is_empty() {
        return Err(crate::server_side::fail(Problem::field("Write what is said.")));
    }
    let speaker = speaker.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
    let new = Line { speaker, text: text.trim().to_owned(), ..Line::default() };
    super::shots::apply(id, Edit::AddLine { shot, new: Box::new(new) }).await
}
