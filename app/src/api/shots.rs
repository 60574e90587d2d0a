//! Edits of shots.

use crate::Problem;
use leptos::prelude::*;
use model::{
    ProjectId, ShotId,
    view::{AdviceView, FacesView},
};

/// Gives an edit to the studio in the name of who is signed in.
#[cfg(feature = "ssr")]
pub(super) async fn apply(id: ProjectId, edit: model::Edit) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.edit(who.id, id, edit).await.map_err(failed)
}

/// The outside model that suits each of these shots best; nothing without a key to one.
#[server(endpoint = "shots/advice")]
pub async fn list_advice(id: ProjectId, #[server(default)] shots: Vec<ShotId>) -> Result<Vec<AdviceView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.advice_for(who.id, id, Some(&shots)).await.map_err(failed)
}

/// Has a shot filmed by another model than the rest of the film.
#[server(endpoint = "shots/filmed_by")]
pub async fn film_shot_by(id: ProjectId, shot: ShotId, video: String) -> Result<(), Problem> {
    use crate::server_side::fail;
    use model::{Edit, ModelChoice, ShotChange};
    let video = ModelChoice::from_key(&video).ok_or_else(|| fail(Problem::field("Choose a model from the list.")))?;
    let change = ShotChange { video: Some(video), ..ShotChange::default() };
    apply(id, Edit::ChangeShot { shot, change: Box::new(change) }).await
}

#[server(endpoint = "shots/change")]
#[allow(clippy::too_many_arguments, reason = "one per field of the form")]
pub async fn change_shot(
    id: ProjectId,
    shot: ShotId,
    prompt: Option<String>,
    action: Option<String>,
    framing: Option<String>,
    camera: Option<String>,
    place: Option<String>,
    seconds: Option<String>,
    trim_start: Option<String>,
    trim_end: Option<String>,
) -> Result<(), Problem> {
    use super::fields::{choice, number};
    use crate::server_side::fail;
    use model::{CameraMove, Edit, Framing, ShotChange};
    let change = ShotChange {
        prompt: prompt.map(|p| p.replace("\r\n", "\n").trim().to_owned()),
        action: action.map(|a| a.replace("\r\n", "\n").trim().to_owned()),
        framing: choice(framing.as_deref(), Framing::from_key).map_err(fail)?,
        camera: choice(camera.as_deref(), CameraMove::from_key).map_err(fail)?,
        place: place.filter(|name| !name.trim().is_empty()),
        seconds: number("Length", seconds.as_deref(), 1.0, 60.0).map_err(fail)?,
        trim_start: number("Trim at the start", trim_start.as_deref(), 0.0, 59.0).map_err(fail)?,
        trim_end: number("Trim at the end", trim_end.as_deref(), 0.0, 59.0).map_err(fail)?,
        ..ShotChange::default()
    };
    apply(id, Edit::ChangeShot { shot, change: Box::new(change) }).await
}

/// `verb` is one of `split`, `merge`, `delete`, `re_record`, `draw_again`; a split can say where, in seconds from the clip's start.
#[server(endpoint = "shots/arrange")]
pub async fn arrange_shot(id: ProjectId, shot: ShotId, verb: String, at: Option<String>) -> Result<(), Problem> {
    use super::fields::number;
    use crate::server_side::fail;
    use model::Edit;
    let at = number("The place of the cut", at.as_deref(), 0.0, 3600.0).map_err(fail)?;
    let edit = match verb.as_str() {
        "split" => Edit::SplitShot { shot, at, of: None },
        "merge" => Edit::MergeShots { shot },
        "delete" => Edit::DeleteShot { shot },
        "re_record" => Edit::ReRecord { shot },
        "draw_again" => Edit::DrawAgain { shot },
        _ => return Err(fail(Problem::field("There is no such edit."))),
    };
    apply(id, edit).await
}

/// Puts a shot after another one, or first.
#[server(endpoint = "shots/move")]
pub async fn move_shot(id: ProjectId, shot: ShotId, after: Option<String>) -> Result<(), Problem> {
    let after = after.and_then(|a| a.parse().ok());
    apply(id, model::Edit::MoveShot { shot, after }).await
}

#[server(endpoint = "shots/insert")]
pub async fn insert_shot(
    id: ProjectId,
    after: Option<String>,
    scene: Option<String>,
    action: String,
    framing: Option<String>,
    seconds: Option<String>,
) -> Result<(), Problem> {
    use super::fields::{choice, number};
    use crate::server_side::fail;
    use model::{Edit, Framing, Shot};
    if action.trim().is_empty() {
        return Err(fail(Problem::field("Say what happens in the new shot.")));
    }
    let new = Shot {
        scene: scene.unwrap_or_default(),
        action: action.trim().to_owned(),
        framing: choice(framing.as_deref(), Framing::from_key).map_err(fail)?.unwrap_or(Framing::Medium),
        seconds: number("Length", seconds.as_deref(), 1.0, 60.0).map_err(fail)?.unwrap_or(4.0),
        ..Shot::default()
    };
    apply(id, Edit::InsertShot { after: after.and_then(|a| a.parse().ok()), new: Box::new(new) }).await
}

#[server(endpoint = "shots/take")]
pub async fn choose_take(id: ProjectId, shot: ShotId, take: u32) -> Result<(), Problem> {
    apply(id, model::Edit::ChooseTake { shot, take }).await
}

/// The faces in a shot's take, where there are several and lips are to be moved.
#[server(endpoint = "shots/faces")]
pub async fn list_faces(id: ProjectId, shot: ShotId) -> Result<Option<FacesView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.faces(who.id, id, shot).await.map_err(failed)
}

/// Says which of them speaks.
#[server(endpoint = "shots/face")]
pub async fn choose_face(id: ProjectId, shot: ShotId, look: String, face: String) -> Result<(), Problem> {
    apply(id, model::Edit::ChooseFace { shot, look, face }).await
}

/// Has a shot start from (`end` is `first`) or end on (`last`) a picture of the film: `from` is `shot_before`, `shot_after` or
/// `sketch`; `none` takes its picture away.
#[server(endpoint = "shots/frame")]
pub async fn take_frame(id: ProjectId, shot: ShotId, end: String, from: String) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::{FrameEnd, FrameFrom};
    let who = signed_in().await?;
    let unknown = || fail(Problem::field("There is no such picture."));
    let end = FrameEnd::from_key(&end).ok_or_else(unknown)?;
    if from == "none" {
        return studio()?.set_frame(who.id, id, shot, end, None).await.map_err(failed);
    }
    let from = FrameFrom::from_key(&from).ok_or_else(unknown)?;
    studio()?.take_frame(who.id, id, shot, end, from).await.map_err(failed)
}
