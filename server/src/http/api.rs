//! The JSON API: the same functions of the pipeline that the pages call.

use super::{
    App, events,
    json_body::{Body, body},
    person::SignedIn,
    reply::Problem,
    routes::Routes,
};
use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::StatusCode,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Command, Edit, FrameEnd, FrameFrom, ModelChoice, ProjectId, ProjectSettings, ShotId,
    view::{
        AdviceView, ChangePreview, EventPage, MakerView, NewProject, Person, ProjectCard, ProjectChange, ProjectView,
        VoiceView,
    },
};
use serde::{Deserialize, Serialize};

pub fn routes() -> Routes {
    Routes::new()
        .route("/me", get(me).patch(super::people::rename).delete(super::people::delete_own))
        .route("/read", post(read_file).layer(DefaultBodyLimit::max(crate::script_reader::LARGEST)))
        .route("/voices", get(voices))
        .route("/makers", get(makers))
        .route("/projects", get(list).post(create))
        .route("/projects/{id}", get(read).patch(change).delete(remove))
        .route("/projects/{id}/script/preview", post(preview))
        .route("/projects/{id}/commands", post(command))
        .route("/projects/{id}/edits", post(edit))
        .route("/projects/{id}/pictures", post(picture).layer(DefaultBodyLimit::max(super::uploads::PICTURE_LIMIT)))
        .route(
            "/projects/{id}/recordings",
            post(recording).layer(DefaultBodyLimit::max(super::uploads::RECORDING_LIMIT)),
        )
        .route("/projects/{id}/shots/{shot}/frame", post(frame))
        .route("/projects/{id}/undo", post(undo))
        .route("/projects/{id}/redo", post(redo))
        .route("/projects/{id}/advice", get(advice))
        .route("/projects/{id}/hear", get(hear))
        .route("/projects/{id}/events", get(events::stream))
        .route("/projects/{id}/events.json", get(stored_events))
        .merge(super::figures::routes())
        .merge(super::keys::routes())
        .merge(super::money::routes())
        .merge(super::people::routes())
        .merge(super::administration::routes())
        .merge(super::storyboard::api())
        .merge(super::shares::routes())
        .merge(super::tokens::routes())
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "There is no such address in the API."))
        .layer(DefaultBodyLimit::max(super::FORM_LIMIT))
}

#[derive(Serialize)]
struct Made {
    id: ProjectId,
}

async fn me(SignedIn(person): SignedIn) -> Json<Person> {
    Json(person)
}

#[derive(Deserialize)]
struct OfProvider {
    provider: Option<String>,
}

/// The studio's own voices, or those that a provider is known to have.
async fn voices(
    State(app): State<App>,
    SignedIn(_): SignedIn,
    Query(OfProvider { provider }): Query<OfProvider>,
) -> Result<Json<Vec<VoiceView>>, Problem> {
    Ok(Json(match provider {
        Some(provider) => app.studio.voices_of(&provider)?,
        None => app.studio.voices(),
    }))
}

#[derive(Deserialize)]
struct Before {
    /// The last project of the page before.
    before: Option<ProjectId>,
    /// No more than so many.
    limit: Option<usize>,
}

/// The person's projects, the last changed first, a page at a time.
async fn list(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Query(Before { before, limit }): Query<Before>,
) -> Result<Json<Vec<ProjectCard>>, Problem> {
    Ok(Json(app.studio.projects_before(who.id, before, limit.unwrap_or(model::view::CARDS)).await?))
}

/// A new project as it is sent: who speaks may be left open.
#[derive(Deserialize)]
struct Sent {
    title: String,
    script: String,
    #[serde(default)]
    settings: SentSettings,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SentSettings {
    speech: Option<ModelChoice>,
    #[serde(flatten)]
    others: ProjectSettings,
}

async fn create(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    new: Body<Sent>,
) -> Result<impl IntoResponse, Problem> {
    let Sent { title, script, settings } = body(new)?;
    let speech = settings.speech.unwrap_or_else(|| app.studio.usual_settings().speech);
    let settings = ProjectSettings { speech, ..settings.others };
    let id = app.studio.create_project(who.id, NewProject { title, script, settings }).await?;
    Ok((StatusCode::CREATED, Json(Made { id })))
}

async fn read(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Json<ProjectView>, Problem> {
    Ok(Json(app.studio.project_with_offers(who.id, id).await?))
}

#[derive(Deserialize)]
struct Hear {
    #[serde(default)]
    character: String,
    #[serde(default)]
    text: String,
}

/// Words in a character's voice, or the character's name: a WAV.
async fn hear(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    Query(Hear { character, text }): Query<Hear>,
) -> Result<impl IntoResponse, Problem> {
    let wav = app.studio.hear_name(who.id, id, &character, &text).await?;
    Ok(([(axum::http::header::CONTENT_TYPE, "audio/wav")], wav))
}

/// The outside model that suits each shot best, and why.
async fn advice(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Json<Vec<AdviceView>>, Problem> {
    Ok(Json(app.studio.advice(who.id, id).await?))
}

async fn change(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    change: Body<ProjectChange>,
) -> Result<StatusCode, Problem> {
    app.studio.update_project(who.id, id, body(change)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a change of the script or the settings would do; it is not made.
async fn preview(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    change: Body<ProjectChange>,
) -> Result<Json<ChangePreview>, Problem> {
    Ok(Json(app.studio.preview_change(who.id, id, body(change)?).await?))
}

async fn remove(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<StatusCode, Problem> {
    app.studio.delete_project(who.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn command(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    command: Body<Command>,
) -> Result<StatusCode, Problem> {
    app.studio.command(who.id, id, body(command)?).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn edit(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    edit: Body<Edit>,
) -> Result<StatusCode, Problem> {
    app.studio.edit(who.id, id, body(edit)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Serialize)]
struct Picture {
    /// For `first_frame` and `last_frame` of a shot and `picture` of a character.
    name: String,
    /// Where it can be looked at.
    url: String,
}

/// Keeps a picture to film from: the body is a PNG or a JPEG.
async fn picture(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    bytes: Bytes,
) -> Result<impl IntoResponse, Problem> {
    let name = app.studio.keep_picture(who.id, id, bytes.to_vec()).await?;
    let url = model::picture_url(id, &name);
    Ok((StatusCode::CREATED, Json(Picture { name, url })))
}

/// Keeps a recording for a line or a sound: the body is a WAV, MP3, M4A, Ogg or WebM file.
async fn recording(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    bytes: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let bytes = bytes.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => super::uploads::recording_too_large(),
        status => Problem::new(status, format!("The request cannot be read: {}", error.body_text())),
    })?;
    Ok((StatusCode::CREATED, Json(app.studio.keep_recording(who.id, id, bytes.to_vec()).await?)))
}

#[derive(Deserialize)]
struct Taken {
    end: FrameEnd,
    from: FrameFrom,
}

/// Has a shot start from or end on a picture that the studio takes from the film.
async fn frame(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path((id, shot)): Path<(ProjectId, ShotId)>,
    taken: Body<Taken>,
) -> Result<StatusCode, Problem> {
    let Taken { end, from } = body(taken)?;
    app.studio.take_frame(who.id, id, shot, end, from).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn undo(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<StatusCode, Problem> {
    app.studio.undo(who.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

/// The text of a script's file: for files that a browser cannot read by itself, such as PDF. Nothing is kept.
async fn read_file(
    SignedIn(_): SignedIn,
    Query(Named { name }): Query<Named>,
    file: Bytes,
) -> Result<Json<crate::script_reader::Script>, Problem> {
    Ok(Json(crate::script_reader::read(&file, name.as_deref()).await?))
}

async fn redo(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<StatusCode, Problem> {
    app.studio.redo(who.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Every model that a film can be made with, and what is missing to use it.
async fn makers(State(app): State<App>, SignedIn(who): SignedIn) -> Result<Json<Vec<MakerView>>, Problem> {
    Ok(Json(app.studio.maker_views(who.id).await?))
}

#[derive(Deserialize)]
struct After {
    #[serde(default)]
    after: i64,
}

/// For those who cannot hold a stream open.
async fn stored_events(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    Query(After { after }): Query<After>,
) -> Result<Json<EventPage>, Problem> {
    Ok(Json(EventPage { events: app.studio.events(who.id, id, after).await? }))
}
