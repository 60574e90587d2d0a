//! The storyboard beside its page: its pictures, drawn when they are asked for, and its panels as an archive and as a table.

use super::{
    App, archive, bearer::Asking, csv, delivery::named, media, person::SignedIn, reply::Problem, routes::Routes,
};
use access::SeeProjects;
use anyhow::Context as _;
use axum::{
    Json,
    extract::{Path, Query, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use model::{
    ProjectId,
    view::{BoardPick, BoardView, NewIdea, OfferedChoice},
};
use pipeline::{PanelRow, Studio, Subject};
use serde::{Deserialize, Serialize};
use std::{io::Write as _, path::Path as File};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// So many panels are told in one answer of the API where nobody says how many.
const PANELS: usize = 100;

pub fn routes() -> Routes {
    Routes::new()
        .route("/projects/{id}/storyboard/picture", get(picture))
        .route("/projects/{id}/storyboard.zip", get(panels))
        .route("/projects/{id}/storyboard.csv", get(table))
}

/// Those of the JSON API.
pub fn api() -> Routes {
    Routes::new()
        .route("/ideas", post(begin))
        .route("/projects/{id}/storyboard", get(read))
        .route("/projects/{id}/storyboard/choices", post(choose))
        .route("/projects/{id}/storyboard/asks", post(ask))
}

#[derive(Deserialize)]
struct Which {
    of: String,
    name: String,
    /// The beginning of its fingerprint, where it is that very picture.
    #[serde(default)]
    v: String,
}

async fn picture(
    State(app): State<App>,
    asking: Asking,
    Path(id): Path<ProjectId>,
    Query(which): Query<Which>,
    request: Request,
) -> Result<Response, Problem> {
    let subject = Subject::from_names(&which.of, &which.name).ok_or(pipeline::Error::NotFound)?;
    let (key, is_this) = app.studio.board_picture(asking.may::<SeeProjects>()?.user(), id, &subject, &which.v).await?;
    let mut response = media::serve(&app.studio, &key, request).await?;
    let cache = if is_this { "private, max-age=31536000, immutable" } else { "private, no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    Ok(response)
}

async fn table(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Response, Problem> {
    let rows = app.studio.board_rows(person.id, id).await?;
    let title = app.studio.title(person.id, id).await?;
    let mut response = csv::panels(&rows).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    Ok(named(response, &format!("{title} storyboard"), "csv", "attachment"))
}

async fn panels(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Response, Problem> {
    app.studio.check_owner(person.id, id).await?;
    let _turn = app.studio.archive_turn(person.id)?;
    let rows = app.studio.board_rows(person.id, id).await?;
    let title = app.studio.title(person.id, id).await?;
    let scratch = archive::temporary_folder(&app.studio.workshop())
        .context("no room for temporary files")
        .map_err(pipeline::Error::Internal)?;
    let file = fetched(&app.studio, rows, scratch.path()).await?;
    let parts = tokio_util::io::ReaderStream::new(tokio::fs::File::from_std(file));
    let mut response = axum::body::Body::from_stream(parts).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    Ok(named(response, &format!("{title} storyboard"), "zip", "attachment"))
}

/// The name of a panel's file in an archive: "scene-3_shot-12.png".
fn panel_file(row: &PanelRow) -> String {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let kind = row.file.rsplit_once('.').map_or("png", |(_, kind)| kind);
    format!("panels/scene-{}_shot-{}.{kind}", plain(&row.scene), plain(&row.number))
}

/// The archive as an unnamed file, rewound.
async fn fetched(studio: &Studio, rows: Vec<PanelRow>, scratch: &File) -> Result<std::fs::File, Problem> {
    let mut files = Vec::with_capacity(rows.len());
    for row in &rows {
        files.push((panel_file(row), studio.files().fetch(&row.file, scratch).await?));
    }
    let workshop = studio.workshop();
    let packed = tokio::task::spawn_blocking(move || {
        let mut zip = ZipWriter::new(archive::unnamed_file(&workshop)?);
        zip.start_file("storyboard.csv", SimpleFileOptions::default())?;
        zip.write_all(csv::panels(&rows).as_bytes())?;
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, path) in files {
            zip.start_file(name, stored)?;
            std::io::copy(&mut std::fs::File::open(path)?, &mut zip)?;
        }
        let mut file = zip.finish()?;
        std::io::Seek::rewind(&mut file)?;
        Ok::<_, anyhow::Error>(file)
    });
    Ok(packed.await.map_err(anyhow::Error::from).and_then(|file| file).map_err(pipeline::Error::Internal)?)
}

#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    from: usize,
    most: Option<usize>,
    scene: Option<String>,
}

/// The storyboard: its steps, texts, sheets and sets, and some of its panels.
async fn read(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    Query(part): Query<Part>,
) -> Result<Json<BoardView>, Problem> {
    let pick = BoardPick {
        from: part.from,
        most: part.most.unwrap_or(PANELS),
        scene: part.scene,
        all: "everything".to_owned(),
        ..BoardPick::default()
    };
    Ok(Json(app.studio.storyboard(who.id, id, &pick).await?))
}

#[derive(Deserialize)]
struct Choice {
    step: String,
    option: u8,
    /// What the answer said that it costs at most, in US cents. Without it, what costs money or loses something is not done.
    seen_cents: Option<i64>,
}

/// Takes an option of a step; or says what that would do, with status 409.
async fn choose(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    choice: super::json_body::Body<Choice>,
) -> Result<Response, Problem> {
    let choice = super::json_body::body(choice)?;
    let offer: Option<OfferedChoice> =
        app.studio.choose_option(who.id, id, &choice.step, choice.option, choice.seen_cents).await?;
    Ok(match offer {
        None => StatusCode::NO_CONTENT.into_response(),
        Some(offer) => (StatusCode::CONFLICT, Json(offer)).into_response(),
    })
}

#[derive(Deserialize)]
struct Ask {
    step: String,
    /// What the board said that it costs at most, in millionths of a dollar; free answers need none.
    seen_micros: Option<i64>,
    /// Other answers than those that are there.
    #[serde(default)]
    another: bool,
}

/// Asks a language model about a step. What comes of it is read with the board.
async fn ask(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(id): Path<ProjectId>,
    ask: super::json_body::Body<Ask>,
) -> Result<Response, Problem> {
    let ask = super::json_body::body(ask)?;
    app.studio.ask_words(who.id, id, &ask.step, ask.seen_micros, ask.another).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}

#[derive(Serialize)]
struct Made {
    id: ProjectId,
}

/// Begins a film from an idea.
async fn begin(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    new: super::json_body::Body<NewIdea>,
) -> Result<Response, Problem> {
    let id = app.studio.create_from_idea(who.id, super::json_body::body(new)?).await?;
    Ok((StatusCode::CREATED, Json(Made { id })).into_response())
}
