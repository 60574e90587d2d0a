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

/// What is described of these routes.
#[derive(utoipa::OpenApi)]
#[openapi(paths(
    parse,
    trailer,
    trailer_status,
    storyboard,
    storyboard_status,
    prompts,
    film,
    assemble,
    film_status,
    start,
    status
))]
pub struct Described;

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
#[utoipa::path(post, path = "/api/phases/script-to-trailer/{id}/parse", operation_id = "parse_script", tag = "phases", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "what was found: also scenes, characters, settings and shots, as numbers.", body = Status)))]
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
#[utoipa::path(post, path = "/api/phases/script-to-trailer/{id}/generate-trailer", operation_id = "generate_trailer", tag = "phases", params(("id" = String, Path, description = "the project's id.")), responses((status = 202, description = "it is begun.", body = Status), (status = 409, description = "it cannot be done now; the message says why."), (status = 402, description = "too little credit."), (status = 422, description = "a maker that is chosen cannot work here.")))]
pub async fn trailer(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let who = may_film(&asking)?;
    let view = app.studio.project(who, id).await?;
    let shots = trailer_shots(&view).into_iter().filter_map(|at| view.list.shots.get(at)).map(|shot| shot.id).collect();
    app.studio.command(who, id, Command::Film { shots }).await?;
    begun(&app, who, id).await
}

/// Tells how far the trailer is.
#[utoipa::path(get, path = "/api/phases/script-to-trailer/{id}/status", operation_id = "trailer_status", tag = "phases", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "how far it is, with the clips there are.", body = Status)))]
pub async fn trailer_status(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let view = app.studio.project(may::<SeeProjects>(&asking)?, id).await?;
    let clips: Vec<_> = trailer_shots(&view).into_iter().filter_map(|at| view.clips.get(at)).collect();
    let made = clips.iter().filter(|clip| clip.state.is_over()).count();
    let running = view.card.state == RunState::Filming;
    let videos: Vec<_> = clips.iter().filter_map(|clip| clip.video.as_ref()).collect();
    let status = Status::part(made, clips.len(), "shots of the trailer", running);
    Ok((StatusCode::OK, told(status, json!({ "clips": videos }))))
}

/// The storyboard has a picture for each shot. Some are drawn at once, the others when they are asked for.
#[utoipa::path(post, path = "/api/phases/trailer-to-storyboard/{id}/generate", operation_id = "generate_storyboard", tag = "phases", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the storyboard, with the number of its pictures.", body = Status)))]
pub async fn storyboard(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let who = may::<ChangeProjects>(&asking)?;
    app.studio.draw_storyboard(who, id).await?;
    Ok((StatusCode::OK, board(&app.studio.project(who, id).await?)))
}

/// Tells what the storyboard has.
#[utoipa::path(get, path = "/api/phases/trailer-to-storyboard/{id}/status", operation_id = "storyboard_status", tag = "phases", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the storyboard, with the number of its pictures.", body = Status)))]
pub async fn storyboard_status(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let view = app.studio.project(may::<SeeProjects>(&asking)?, id).await?;
    Ok((StatusCode::OK, board(&view)))
}

fn board(view: &ProjectView) -> Json<Value> {
    let pictures = view.list.shots.len();
    let message = format!("The storyboard has {pictures} pictures. Each is drawn, at no cost, when it is asked for.");
    let status = Status { status: "COMPLETED", message, code: None, progress: 1.0 };
    told(status, json!({ "pictures": pictures, "storyboards": format!("/api/projects/{}/storyboards", view.card.id) }))
}

/// What each shot is filmed from.
#[utoipa::path(post, path = "/api/phases/storyboard-to-movie/{id}/prompts", operation_id = "generate_prompts", tag = "phases", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the prompts.", body = Status)))]
pub async fn prompts(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Answer {
    let view = app.studio.project(may::<ChangeProjects>(&asking)?, id).await?;
    let prompts: Vec<Value> =
        view.list.shots.iter().map(|shot| json!({ "shot": shot.number, "prompt": shot.prompt })).collect();
    let message = format!("{} prompts are ready.", prompts.len());
    let status = Status { status: "COMPLETED", message, code: None, progress: 1.0 };
    Ok((StatusCode::OK, told(status, json!({ "prompts": prompts }))))
}

/// Films what is not filmed, and joins the film at the end.
#[utoipa::path(post, path = "/api/phases/storyboard-to-movie/{id}/generate", operation_id = "generate_movie", tag = "phases", params(("id" = String, Path, description = "the project's id.")), responses((status = 202, description = "it is begun.", body = Status), (status = 409, description = "it cannot be done now; the message says why."), (status = 402, description = "too little credit."), (status = 422, description = "a maker that is chosen cannot work here.")))]
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
#[utoipa::path(post, path = "/api/phases/storyboard-to-movie/{id}/assemble", operation_id = "assemble_movie", tag = "phases", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the film is made.", body = Status), (status = 202, description = "it is being made.", body = Status), (status = 409, description = "it cannot be done now; the message says why.")))]
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

/// Tells how far the film is, with the shots that failed.
#[utoipa::path(get, path = "/api/phases/storyboard-to-movie/{id}/status", operation_id = "movie_status", tag = "phases", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "how far it is: also shots, shotsDone, shotsFailed, failed and movie.", body = Status)))]
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

/// Films the project from where it stands to the finished film.
#[utoipa::path(post, path = "/api/workflow/{id}/start", operation_id = "start_workflow", tag = "workflow", params(("id" = String, Path, description = "the project's id.")), responses((status = 202, description = "it is begun.", body = Status), (status = 409, description = "it cannot be done now; the message says why."), (status = 402, description = "too little credit."), (status = 422, description = "a maker that is chosen cannot work here.")))]
pub async fn start(state: State<App>, asking: Asking, id: Path<ProjectId>) -> Answer {
    film(state, asking, id).await
}

/// Tells how far the whole work is.
#[utoipa::path(get, path = "/api/workflow/{id}/status", operation_id = "workflow_status", tag = "workflow", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "how far it is: also shots, shotsDone, shotsFailed, failed and movie.", body = Status)))]
pub async fn status(state: State<App>, asking: Asking, id: Path<ProjectId>) -> Answer {
    film_status(state, asking, id).await
}
