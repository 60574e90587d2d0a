//! `/s/{token}`: the small page that shows a film to whoever has its link, and what the page plays. A token that opens nothing gets
//! one and the same answer everywhere, whatever the reason.

mod page;
mod watched;

use super::{
    App,
    auth::request_host,
    client::From,
    delivery, media,
    reply::{Problem, wants_page},
    routes::Routes,
    security::MayBeFramed,
};
use axum::{
    Form, Json,
    extract::{DefaultBodyLimit, Path, Query, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use model::CommentView;
use page::{Address, Asks, Page};
use pipeline::{Error, FilmShown, NewComment, Shared};
use serde::Deserialize;

/// Of a form here, in bytes.
const LIMIT: usize = 32_000;
/// The cookie of a guest who knew the password; it goes to the link's own addresses only.
const PASS: &str = "share_pass";

pub fn routes() -> Routes {
    Routes::new()
        .route("/s/{token}", get(show).post(unlock))
        .route("/s/{token}/comments", post(comment))
        .route("/s/{token}/film.mp4", get(film))
        .route("/s/{token}/captions.vtt", get(captions))
        .route("/s/{token}/chapters.vtt", get(chapters))
        .route("/s/{token}/poster.jpg", get(poster))
        .route("/s/{token}/embed", get(embed))
        .route("/s/{token}/oembed.json", get(oembed))
        .layer(DefaultBodyLimit::max(LIMIT))
}

/// What every answer about a shared film says of itself.
const SAID: [(HeaderName, HeaderValue); 3] = [
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
];

/// An answer with those headers.
fn said(mut response: Response) -> Response {
    response.headers_mut().extend(SAID);
    response
}

/// Nothing is shown: the same to the byte for a link that never was and for one that is over.
fn gone() -> Response {
    said((StatusCode::NOT_FOUND, Html(page::GONE)).into_response())
}

/// What is answered where a film cannot be shown.
fn refused(error: Error) -> Response {
    if matches!(error, Error::NotFound) { gone() } else { said(Problem::from(error).into_response()) }
}

fn pass(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(name, _)| *name == PASS).map(|(_, value)| value)
}

/// The film that a link shows to whoever brings these headers.
async fn opened(app: &App, token: &str, headers: &HeaderMap) -> Result<Shared, Response> {
    let shared = app.studio.shared(token).await.map_err(refused)?;
    if shared.is_open_to(pass(headers)) { Ok(shared) } else { Err(gone()) }
}

#[derive(Deserialize)]
struct At {
    /// Where the film begins, in seconds: links to chapters say so where no script seeks.
    #[serde(default)]
    t: Option<f64>,
}

async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(At { t }): Query<At>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let shared = app.studio.shared(&token).await.map_err(refused)?;
    if !shared.is_open_to(pass(&headers)) {
        return Ok(said(page::locked(&token, None)));
    }
    app.studio.share_opened(&shared).await.map_err(refused)?;
    whole(&app, &headers, &token, &shared, Asks { at: t.unwrap_or(0.0), ..Asks::default() }).await
}

/// The page with the film.
async fn whole(
    app: &App,
    headers: &HeaderMap,
    token: &str,
    shared: &Shared,
    asks: Asks<'_>,
) -> Result<Response, Response> {
    let shown: FilmShown = app.studio.film_shown(shared).await.map_err(refused)?;
    let comments: Vec<CommentView> = app.studio.comments_of(shared).await.map_err(refused)?;
    let whole = address(app, headers, token);
    let page = Page { address: Address { token, whole: &whole }, shared, shown: &shown, comments: &comments, asks };
    Ok(said(page.whole()))
}

/// The link as others open it.
fn address(app: &App, headers: &HeaderMap, token: &str) -> String {
    app.sign_up.address(request_host(headers), &format!("s/{token}"))
}

#[derive(Deserialize)]
struct Password {
    password: String,
}

async fn unlock(
    State(app): State<App>,
    From(client): From,
    Path(token): Path<String>,
    Form(Password { password }): Form<Password>,
) -> Result<Response, Response> {
    let shared = app.studio.shared(&token).await.map_err(refused)?;
    match app.studio.unlock_share(&shared, &password, client.0).await {
        Ok(pass) => {
            let age = pipeline::PASS_SECONDS;
            let cookie = format!("{PASS}={pass}; Path=/s/{token}; Max-Age={age}; HttpOnly; SameSite=Lax");
            let page = Redirect::to(&format!("/s/{token}"));
            Ok(said(([(header::SET_COOKIE, cookie)], page).into_response()))
        }
        Err(error @ (Error::Refused(_) | Error::TooMany(_))) => Ok(said(page::locked(&token, Some(&error)))),
        Err(error) => Err(refused(error)),
    }
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    name: String,
    #[serde(default)]
    words: String,
    /// A time of the film as people write it, such as 1:05.
    #[serde(default)]
    at: String,
}

async fn comment(
    State(app): State<App>,
    From(client): From,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(written): Form<Written>,
) -> Result<Response, Response> {
    let shared = opened(&app, &token, &headers).await?;
    let seconds = page::seconds(&written.at);
    let new = NewComment { name: &written.name, words: &written.words, seconds: seconds.unwrap_or(0.0) };
    match app.studio.comment(&shared, &new, client.0).await {
        Ok(()) if !wants_page(&headers) => Ok(said(StatusCode::NO_CONTENT.into_response())),
        Ok(()) => {
            let place = format!("/s/{token}?t={:.1}#comments", seconds.unwrap_or(0.0));
            Ok(said(Redirect::to(&place).into_response()))
        }
        // What was written stays in its form.
        Err(error @ (Error::Refused(_) | Error::TooMany(_))) if wants_page(&headers) => {
            let Written { name, words, at } = &written;
            let asks = Asks { at: seconds.unwrap_or(0.0), error: Some(&error), name, words, time: at };
            let mut response = whole(&app, &headers, &token, &shared, asks).await?;
            *response.status_mut() = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok(response)
        }
        Err(error) => Err(refused(error)),
    }
}

async fn film(State(app): State<App>, Path(token): Path<String>, mut request: Request) -> Result<Response, Response> {
    let shared = opened(&app, &token, request.headers()).await?;
    let tag = format!("\"{}\"", shared.version());
    let headers = request.headers_mut();
    let says = |name: HeaderName, headers: &HeaderMap| {
        headers.get(name).is_some_and(|value| value.as_bytes() == tag.as_bytes())
    };
    if says(header::IF_NONE_MATCH, headers) {
        return Ok(tagged(said(StatusCode::NOT_MODIFIED.into_response()), &tag));
    }
    // A part of another film than the one that was begun would be noise: the whole of this one is sent.
    if headers.contains_key(header::IF_RANGE) && !says(header::IF_RANGE, headers) {
        headers.remove(header::RANGE);
    }
    headers.remove(header::IF_RANGE);
    let saves = request.uri().query() == Some("download");
    let sent = media::serve(&app.studio, shared.file_key(), request).await.map_err(|problem| match problem.status {
        404 => gone(),
        _ => said(problem.into_response()),
    })?;
    let mut response = match (shared.may_download(), saves) {
        (true, true) => delivery::named(sent, shared.title(), "mp4", "attachment"),
        (true, false) => delivery::named(sent, shared.title(), "mp4", "inline"),
        (false, _) => sent,
    };
    response.headers_mut().remove(header::LAST_MODIFIED);
    let studio = app.studio.clone();
    let response = watched::while_true(response, watched::LOOK, move || {
        let (studio, token) = (studio.clone(), token.clone());
        async move { studio.is_still_shared(&token).await }
    });
    Ok(tagged(said(response), &tag))
}

fn tagged(mut response: Response, tag: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}

/// Something small beside the film.
async fn beside(
    app: &App,
    token: &str,
    headers: &HeaderMap,
    name: &str,
    pick: impl FnOnce(FilmShown) -> Option<Vec<u8>>,
) -> Result<Response, Response> {
    let shared = opened(app, token, headers).await?;
    let bytes = pick(app.studio.film_shown(&shared).await.map_err(refused)?).ok_or_else(gone)?;
    Ok(said(([(header::CONTENT_TYPE, media::kind(name))], bytes).into_response()))
}

async fn captions(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    beside(&app, &token, &headers, "captions.vtt", |shown| shown.captions.map(String::into_bytes)).await
}

async fn chapters(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    beside(&app, &token, &headers, "chapters.vtt", |shown| Some(shown.chapters_vtt().into_bytes())).await
}

async fn poster(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    beside(&app, &token, &headers, "poster.jpg", |shown| shown.poster).await
}

/// The player alone, for a frame in somebody else's page.
async fn embed(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    let shared = opened(&app, &token, &headers).await?;
    let shown = app.studio.film_shown(&shared).await.map_err(refused)?;
    let whole = address(&app, &headers, &token);
    let address = Address { token: &token, whole: &whole };
    let page = Page { address, shared: &shared, shown: &shown, comments: &[], asks: Asks::default() };
    let mut response = said(page.player());
    response.extensions_mut().insert(MayBeFramed);
    Ok(response)
}

#[derive(Deserialize)]
#[serde(default, rename_all = "lowercase")]
struct Within {
    maxwidth: u32,
    maxheight: u32,
}

impl Default for Within {
    fn default() -> Self {
        Self { maxwidth: 1280, maxheight: 4096 }
    }
}

/// The answer of <https://oembed.com>. A film with a password is told to nobody.
async fn oembed(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(Within { maxwidth, maxheight }): Query<Within>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let shared = app.studio.shared(&token).await.map_err(refused)?;
    if shared.has_password() {
        return Err(gone());
    }
    let shown = app.studio.film_shown(&shared).await.map_err(refused)?;
    let whole = address(&app, &headers, &token);
    let (width, height) = page::within((shown.width, shown.height), (maxwidth, maxheight));
    let (poster_width, poster_height) = page::within((shown.width, shown.height), (1280, 4096));
    let html = format!(
        "<iframe src=\"{whole}/embed\" width=\"{width}\" height=\"{height}\" title=\"{}\" allow=\"fullscreen\" allowfullscreen></iframe>",
        page::escaped(shared.title())
    );
    let answer = serde_json::json!({
        "version": "1.0", "type": "video", "html": html, "width": width, "height": height, "title": shared.title(),
        "provider_name": "Director Studio", "provider_url": app.sign_up.address(request_host(&headers), ""),
        "thumbnail_url": format!("{whole}/poster.jpg"), "thumbnail_width": poster_width, "thumbnail_height": poster_height,
    });
    Ok(said(Json(answer).into_response()))
}
