//! The sample film, for everybody.

use super::{App, media, reply::Problem, routes::Routes};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    response::Response,
    routing::get,
};

pub fn routes() -> Routes {
    Routes::new().route("/sample.mp4", get(film)).route("/sample.jpg", get(poster))
}

async fn film(State(app): State<App>, request: Request) -> Result<Response, Problem> {
    send(&app, app.studio.sample().map(|sample| sample.film.clone()), request).await
}

async fn poster(State(app): State<App>, request: Request) -> Result<Response, Problem> {
    send(&app, app.studio.sample().and_then(|sample| sample.poster.clone()), request).await
}

async fn send(app: &App, key: Option<String>, request: Request) -> Result<Response, Problem> {
    let key = key.ok_or(pipeline::Error::NotFound)?;
    let mut response = media::serve(&app.studio, &key, request).await?;
    if response.status().is_success() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    }
    Ok(response)
}
