//! `/api/phases` and `/api/workflow`: the three phases of a film, each a command that there is anyway.

use super::{may, may_film, status::Status};
use crate::http::{App, bearer::Asking, reply::Problem};
use access::{ChangeProjects, SeeProjects};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use model::{Command, ProjectId, RunState, UserId, view::ProjectView};
use serde_json::{Value, json};

/// A trailer shows the first shot of so many scenes.
const TRAILER: usize = 5;

type Answer = Result<(StatusCode, Json<Value>), Problem>;

fn told(status: Status, more: Value) -> Json<Value> {
    let Status { status, message, code, progress } = status;
    let mut told = json!({ "status": status, "message": message, "code": code, "progress": progress });
    if let (Some(told), Value::Object(more)) = (told.as_object_mut(), more) {
        told.extend(more);
    }
    Json(told)
}

/// The shots of a trailer: the first of each of the first scenes.
fn trailer_shots(view: &ProjectView) -> Vec<usize> {
    let mut scenes = Vec::new();
    let mut shots = Vec::new();
    for (at, shot) in view.list.shots.iter().enumerate() {
        if shots.len() < TRAILER && !scenes.contains(&&shot.scene) {
            scenes.push(&shot.scene);
            shots.push(at);
        }
    }
    shots
}

/// The script was read when it was kept; this says what was found in it.
pub async fn parse(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let view = app.studio.project(may::<ChangeProjects>(&asking)?, id).await?;
    let list = &view.list;
    let (scenes, characters, shots) = (list.scenes.len(), list.characters.len(), list.shots.len());
    let message = format!("The script has {scenes} scenes, {characters} characters and {shots} shots.");
    let status = Status { status: "COMPLETED", message, code: None, progress: 1.0 };
    let more = json!({ "scenes": scenes, "characters": characters, "settings": list.locations.len(), "shots": shots });
    Ok((StatusCode::OK, told(status, more)))
}

/// Films the first shot of each of the first scenes, and no others.
pub async fn trailer(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let who = may_film(&asking)?;
    let view = app.studio.project(who, id).await?;
    let shots = trailer_shots(&view).into_iter().filter_map(|at| view.list.shots.get(at)).map(|shot| shot.id).collect();
    app.studio.command(who, id, Command::Film { shots }).await?;
    begun(&app, who, id).await
}

pub async fn trailer_status(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let view = app.studio.project(may::<SeeProjects>(&asking)?, id).await?;
    let clips: Vec<_> = trailer_shots(&view).into_iter().filter_map(|at| view.clips.get(at)).collect();
    let made = clips.iter().filter(|clip| clip.state.is_over()).count();
    let running = view.card.state == RunState::Filming;
    let videos: Vec<_> = clips.iter().filter_map(|clip| clip.video.as_ref()).collect();
    let status = Status::part(made, clips.len(), "shots of the trailer", running);
    Ok((StatusCode::OK, told(status, json!({ "clips": videos }))))
}

/// The storyboard is drawn by itself once a script is kept; this says how far it is.
pub async fn storyboard(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let who = may::<ChangeProjects>(&asking)?;
    app.studio.draw_storyboard(who, id).await?;
    let view = app.studio.project(who, id).await?;
    Ok((StatusCode::ACCEPTED, panels(&view)))
}

pub async fn storyboard_status(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let view = app.studio.project(may::<SeeProjects>(&asking)?, id).await?;
    Ok((StatusCode::OK, panels(&view)))
}

fn panels(view: &ProjectView) -> Json<Value> {
    let drawn = view.clips.iter().filter(|clip| clip.drawn.is_some() || clip.poster.is_some()).count();
    told(Status::part(drawn, view.clips.len(), "pictures of the storyboard", true), json!({}))
}

/// What each shot is filmed from.
pub async fn prompts(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let view = app.studio.project(may::<ChangeProjects>(&asking)?, id).await?;
    let prompts: Vec<Value> =
        view.list.shots.iter().map(|shot| json!({ "shot": shot.number, "prompt": shot.prompt })).collect();
    let message = format!("{} prompts are ready.", prompts.len());
    let status = Status { status: "COMPLETED", message, code: None, progress: 1.0 };
    Ok((StatusCode::OK, told(status, json!({ "prompts": prompts }))))
}

/// Films what is not filmed, and joins the film at the end.
pub async fn film(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let who = may_film(&asking)?;
    app.studio.command(who, id, Command::Start).await?;
    begun(&app, who, id).await
}

async fn begun(app: &App, who: UserId, id: ProjectId) -> Answer {
    let view = app.studio.project(who, id).await?;
    Ok((StatusCode::ACCEPTED, told(Status::of(&view), json!({ "id": id }))))
}

/// The film is joined by itself after its last shot; this says so, or which shots are missing.
pub async fn assemble(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let view = app.studio.project(may::<ChangeProjects>(&asking)?, id).await?;
    match view.card.state {
        RunState::Done | RunState::DoneWithFailures => Ok((StatusCode::OK, told(Status::of(&view), json!({})))),
        RunState::Filming => Ok((StatusCode::ACCEPTED, told(Status::of(&view), json!({})))),
        _ => {
            let missing = view.card.shots.saturating_sub(view.card.clips_done);
            let sentence = format!("{missing} shots are not filmed yet. Film them first: generate.");
            Err(Problem::new(StatusCode::CONFLICT, sentence)
                .code("not_filmed")
                .with("status_of_film", super::status::word(&view.card)))
        }
    }
}

pub async fn film_status(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let view = app.studio.project(may::<SeeProjects>(&asking)?, id).await?;
    let failed: Vec<Value> = view
        .clips
        .iter()
        .filter(|clip| clip.state == model::ClipState::Failed)
        .map(|clip| {
            let message = clip.message.clone().filter(|said| !said.is_empty());
            let message = message.unwrap_or_else(|| "This shot could not be made. Retry it.".to_owned());
            json!({ "shot": clip.number, "message": message })
        })
        .collect();
    let movie = view.film.as_ref().map(|_| format!("/projects/{id}/film.mp4"));
    let more = json!({
        "shots": view.card.shots,
        "shotsDone": view.card.clips_done,
        "shotsFailed": view.card.clips_failed,
        "failed": failed,
        "movie": movie,
    });
    Ok((StatusCode::OK, told(Status::of(&view), more)))
}
