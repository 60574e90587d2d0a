//! What leaves the studio: the film, its captions, its prompt list, the whole project.

use super::{App, archive, bearer::Asking, media, person::SignedIn, reply::Problem, routes::Routes};
use access::SeeProjects;
use axum::{
    extract::{Path, Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use futures::StreamExt as _;
use model::ProjectId;

pub fn routes() -> Routes {
    Routes::new()
        .route("/projects/{id}/film.mp4", get(film))
        .route("/projects/{id}/captions.vtt", get(captions_vtt))
        .route("/projects/{id}/captions.srt", get(captions_srt))
        .route("/projects/{id}/captions.ttml", get(captions_ttml))
        .route("/projects/{id}/chapters.txt", get(chapters))
        .route("/projects/{id}/poster.jpg", get(poster))
        .route("/projects/{id}/prompts.json", get(prompts))
        .route("/projects/{id}/archive.zip", get(whole_project))
}

async fn film(
    State(app): State<App>,
    asking: Asking,
    Path(id): Path<ProjectId>,
    request: Request,
) -> Result<Response, Problem> {
    let who = asking.may::<SeeProjects>()?.user();
    let (key, title) = app.studio.film_file(who, id).await?;
    let response = media::serve(&app.studio, &key, request).await?;
    Ok(named(response, &title, "mp4", "inline"))
}

async fn captions_vtt(State(app): State<App>, asking: Asking, Path(id): Path<ProjectId>) -> Result<Response, Problem> {
    let who = asking.may::<SeeProjects>()?.user();
    let captions = app.studio.captions_vtt(who, id).await?.into_bytes();
    text(captions, &format!("{} captions", app.studio.title(who, id).await?), "vtt")
}

async fn captions_srt(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Response, Problem> {
    let captions = app.studio.captions_srt(person.id, id).await?.into_bytes();
    text(captions, &format!("{} captions", app.studio.title(person.id, id).await?), "srt")
}

async fn captions_ttml(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Response, Problem> {
    let captions = app.studio.captions_ttml(person.id, id).await?.into_bytes();
    text(captions, &format!("{} captions", app.studio.title(person.id, id).await?), "ttml")
}

async fn chapters(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Response, Problem> {
    let chapters = app.studio.film_chapters(person.id, id).await?.into_bytes();
    text(chapters, &format!("{} scenes", app.studio.title(person.id, id).await?), "txt")
}

async fn poster(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Response, Problem> {
    text(app.studio.film_poster(person.id, id).await?, &app.studio.title(person.id, id).await?, "jpg")
}

async fn prompts(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Response, Problem> {
    let prompts = app.studio.prompts_json(person.id, id).await?;
    text(prompts, &format!("{} prompts", app.studio.title(person.id, id).await?), "json")
}

async fn whole_project(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
) -> Result<Response, Problem> {
    app.studio.check_owner(person.id, id).await?;
    let turn = app.studio.archive_turn(person.id)?;
    let (file, title) = archive::write(&app.studio, person.id, id).await?;
    // The turn lasts until the archive was sent: its file lies on the disk as long.
    let parts = tokio_util::io::ReaderStream::new(file).map(move |part| {
        let _held = &turn;
        part
    });
    let mut response = axum::body::Body::from_stream(parts).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    Ok(named(response, &title, "zip", "inline"))
}

fn text(bytes: Vec<u8>, stem: &str, extension: &str) -> Result<Response, Problem> {
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, media::kind(&format!("{stem}.{extension}")));
    Ok(named(response, stem, extension, "inline"))
}

/// The name to save it under. `way` is `inline` where a browser may play what it can play, and `attachment` where it is to be saved.
pub fn named(mut response: Response, title: &str, extension: &str, way: &str) -> Response {
    let ascii: String = title
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || " -_.,()".contains(letter) { letter } else { '_' })
        .collect();
    let all = super::reply::escape(&title.replace('/', "_"));
    let value = format!("{way}; filename=\"{ascii}.{extension}\"; filename*=UTF-8''{all}.{extension}");
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&value) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
