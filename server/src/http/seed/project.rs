//! `/api/projects`: the script, what was read in it, the storyboard and the film.

use super::{
    may,
    status::{Status, word},
};
use crate::http::{App, bearer::Asking, json_body, reply::Problem};
use access::{ChangeProjects, SeeProjects};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use model::{
    ProjectId,
    view::{NewProject, ProjectCard, ProjectView},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// What is described of these routes.
#[derive(utoipa::OpenApi)]
#[openapi(paths(list, create, one, scenes, characters, settings, storyboards, movie))]
pub struct Described;

/// How many projects a list has.
const LISTED: usize = 100;

/// A project that is asked for.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProject)]
struct New {
    /// Up to 200 characters.
    title: Option<String>,
    #[serde(rename = "scriptContent")]
    script: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Before {
    /// The last project of the list before.
    before: Option<ProjectId>,
}

/// What every answer about a project begins with.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what is written as JSON")]
struct Project {
    id: String,
    title: String,
    /// PENDING, PROCESSING, COMPOSING, COMPLETED, FAILED or CANCELLED.
    status: String,
    /// What is going on, for a person. Not in lists.
    message: Option<String>,
    shots: u32,
    seconds: f64,
    #[schema(rename = "updatedAt")]
    updated_at: String,
    /// Not in lists.
    #[schema(rename = "scriptContent")]
    script_content: Option<String>,
}

/// A list of projects.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what is written as JSON")]
struct Projects {
    status: String,
    message: String,
    projects: Vec<Project>,
}

/// A part of a project, in a member of the part's own name: `scenes`, `characters`, `settings`, `storyboards` or `movie`.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what is written as JSON")]
struct ProjectPart {
    status: String,
    message: String,
}

/// Of a card: what every answer about a project begins with.
fn head(card: &ProjectCard) -> Value {
    json!({
        "id": card.id,
        "title": card.title,
        "status": word(card),
        "shots": card.shots,
        "seconds": card.seconds,
        "updatedAt": card.updated_at,
    })
}

/// Lists projects, the last changed first.
#[utoipa::path(get, path = "/api/projects", operation_id = "list_projects", tag = "projects", params(("before" = Option<String>, Query, description = "the last project of the list before.")), responses((status = 200, description = "up to 100 projects.", body = Projects), (status = 400, description = "a parameter is wrong.")))]
pub async fn list(
    State(app): State<App>,
    asking: Asking,
    Query(Before { before }): Query<Before>,
) -> Result<Json<Value>, Problem> {
    let cards = app.studio.projects_before(may::<SeeProjects>(&asking)?, before, LISTED).await?;
    let message = format!("{} projects.", cards.len());
    Ok(Json(json!({ "status": "ok", "message": message, "projects": cards.iter().map(head).collect::<Vec<_>>() })))
}

/// Keeps a script and reads it. Nothing is filmed.
#[utoipa::path(post, path = "/api/projects", operation_id = "create_project", tag = "projects", request_body = New, responses((status = 201, description = "the project.", body = Project), (status = 400, description = "no JSON."), (status = 413, description = "the script is too long."), (status = 415, description = "no JSON."), (status = 422, description = "a field is wrong, or the script has no complete scene."), (status = 429, description = "too many projects.")))]
pub async fn create(
    State(app): State<App>,
    asking: Asking,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let who = may::<ChangeProjects>(&asking)?;
    let New { title, script } = json_body::read(&json_body::bytes(&headers, body)?)?;
    let missing = |field: &str| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, format!("{field} is missing.")).code("bad_field").field(field)
    };
    let title = title.ok_or_else(|| missing("title"))?;
    let script = script.ok_or_else(|| missing("scriptContent"))?;
    let field = if title.trim().is_empty() || title.chars().count() > 200 { "title" } else { "scriptContent" };
    let new = NewProject { title, script, ..NewProject::default() };
    let id = app.studio.create_project(who, new).await.map_err(|error| match error {
        pipeline::Error::Refused(_) | pipeline::Error::TooLarge(_) => {
            let code = if field == "title" { "bad_field" } else { "script_too_short" };
            Problem::from(error).code(code).field(field)
        }
        other => other.into(),
    })?;
    let view = app.studio.project(who, id).await?;
    Ok((StatusCode::CREATED, Json(whole(&view))))
}

fn whole(view: &ProjectView) -> Value {
    let Status { status, message, code, progress } = Status::of(view);
    let mut told = head(&view.card);
    told["status"] = json!(status);
    told["message"] = json!(message);
    told["code"] = json!(code);
    told["progress"] = json!(progress);
    told["scriptContent"] = json!(view.script);
    told["page"] = json!(format!("/projects/{}", view.card.id));
    told
}

async fn view(app: &App, asking: &Asking, id: ProjectId) -> Result<ProjectView, Problem> {
    Ok(app.studio.project(may::<SeeProjects>(asking)?, id).await?)
}

/// A part of a project, with how far the whole is.
fn part(view: &ProjectView, name: &str, part: Value) -> Json<Value> {
    let Status { status, message, .. } = Status::of(view);
    Json(json!({ "status": status, "message": message, name: part }))
}

/// Shows a project with its script.
#[utoipa::path(get, path = "/api/projects/{id}", operation_id = "get_project", tag = "projects", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the project.", body = Project)))]
pub async fn one(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Result<Json<Value>, Problem> {
    Ok(Json(whole(&view(&app, &asking, id).await?)))
}

/// Lists the scenes, with their shots and dialogue.
#[utoipa::path(get, path = "/api/projects/{id}/scenes", operation_id = "list_scenes", tag = "projects", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the scenes.", body = ProjectPart)))]
pub async fn scenes(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Result<Json<Value>, Problem> {
    let view = view(&app, &asking, id).await?;
    let scene = |scene: &model::Scene| {
        let shots = view.list.shots.iter().filter(|shot| shot.scene == scene.number);
        let shots = shots.map(|shot| {
            let lines = shot.lines.iter().map(|line| json!({ "speaker": line.speaker, "text": line.text }));
            json!({ "number": shot.number, "action": shot.action, "seconds": shot.seconds, "dialogue": lines.collect::<Vec<_>>() })
        });
        json!({
            "number": scene.number,
            "heading": scene.heading,
            "location": scene.location,
            "timeOfDay": scene.time_of_day,
            "characters": scene.characters,
            "synopsis": scene.synopsis,
            "shots": shots.collect::<Vec<_>>(),
        })
    };
    Ok(part(&view, "scenes", view.list.scenes.iter().map(scene).collect()))
}

/// Lists the characters.
#[utoipa::path(get, path = "/api/projects/{id}/characters", operation_id = "list_characters", tag = "projects", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the characters.", body = ProjectPart)))]
pub async fn characters(
    State(app): State<App>,
    asking: Asking,
    Path(id): Path<ProjectId>,
) -> Result<Json<Value>, Problem> {
    let view = view(&app, &asking, id).await?;
    let character = |character: &model::Character| json!({ "name": character.name, "description": character.description, "aliases": character.aliases });
    Ok(part(&view, "characters", view.list.characters.iter().map(character).collect()))
}

/// The places where the film is set.
#[utoipa::path(get, path = "/api/projects/{id}/settings", operation_id = "list_settings", tag = "projects", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the places.", body = ProjectPart)))]
pub async fn settings(
    State(app): State<App>,
    asking: Asking,
    Path(id): Path<ProjectId>,
) -> Result<Json<Value>, Problem> {
    let view = view(&app, &asking, id).await?;
    let place = |place: &model::Location| json!({ "name": place.name, "description": place.description });
    Ok(part(&view, "settings", view.list.locations.iter().map(place).collect()))
}

/// A picture for each shot.
#[utoipa::path(get, path = "/api/projects/{id}/storyboards", operation_id = "list_storyboards", tag = "projects", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the pictures, with their prompts.", body = ProjectPart)))]
pub async fn storyboards(
    State(app): State<App>,
    asking: Asking,
    Path(id): Path<ProjectId>,
) -> Result<Json<Value>, Problem> {
    let view = view(&app, &asking, id).await?;
    let panels = view.list.shots.iter().zip(&view.clips).map(|(shot, clip)| {
        json!({
            "shot": shot.number,
            "scene": shot.scene,
            "description": shot.action,
            "prompt": shot.prompt,
            "seconds": clip.seconds,
            "image": format!("/projects/{id}/storyboard/picture?of=panel&name={}", shot.id),
        })
    });
    Ok(part(&view, "storyboards", panels.collect()))
}

/// The film, where there is one.
#[utoipa::path(get, path = "/api/projects/{id}/movie", operation_id = "get_movie", tag = "projects", params(("id" = String, Path, description = "the project's id.")), responses((status = 200, description = "the film, or null while there is none.", body = ProjectPart)))]
pub async fn movie(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Result<Json<Value>, Problem> {
    let view = view(&app, &asking, id).await?;
    let movie = view.film.as_ref().map(|film| {
        json!({
            "url": format!("/projects/{id}/film.mp4"),
            "captions": film.captions_url,
            "seconds": film.seconds,
            "bytes": film.bytes,
            "outOfDate": film.stale,
        })
    });
    Ok(part(&view, "movie", json!(movie)))
}
