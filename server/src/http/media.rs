//! Files of a project, for its owner: clips, takes, lines, posters, films.

use super::{App, person::SignedIn, reply::Problem, routes::Routes};
use axum::{
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use futures::stream;
use model::ProjectId;
use pipeline::Studio;
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

/// How much of a file in a bucket is read at a time.
const PART: u64 = 1 << 20;

pub fn routes() -> Routes {
    Routes::new().route("/media/projects/{id}/{*rest}", get(file))
}

async fn file(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path((id, rest)): Path<(ProjectId, String)>,
    request: Request,
) -> Result<Response, Problem> {
    app.studio.check_owner(person.id, id).await?;
    if rest.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
        return Err(pipeline::Error::NotFound.into());
    }
    let mut response = serve(&app.studio, &format!("projects/{id}/{rest}"), request).await?;
    // A file's name is never used twice; only the prompt list is rewritten in its place.
    let cache = if rest == "prompts.json" { "private, no-cache" } else { "private, max-age=31536000, immutable" };
    if response.status().is_success() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    }
    Ok(response)
}

/// A file, or the range of it that is asked for.
pub async fn serve(studio: &Studio, key: &str, request: Request) -> Result<Response, Problem> {
    let files = studio.files();
    if let Some(path) = files.local_path(key) {
        let answer = ServeFile::new(path).oneshot(request).await;
        let mut response = match answer {
            Ok(response) => response.map(Body::new),
            Err(never) => match never {},
        };
        if response.status() == StatusCode::NOT_FOUND {
            return Err(pipeline::Error::NotFound.into());
        }
        response.headers_mut().insert(header::CONTENT_TYPE, kind(key));
        return Ok(response);
    }
    let size = files.size(key).await?;
    let Some((start, end)) = range(request.headers(), size) else {
        let whole = format!("bytes */{size}");
        return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, whole)]).into_response());
    };
    let (files, key_of_stream) = (files.clone(), key.to_owned());
    let parts = stream::try_unfold(start, move |at| {
        let (files, key) = (files.clone(), key_of_stream.clone());
        async move {
            if at >= end {
                return Ok(None);
            }
            let to = end.min(at + PART);
            files.read(&key, at, to).await.map(|part| Some((part, to)))
        }
    });
    let mut response = Body::from_stream(parts).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind(key));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let mut put = |name: HeaderName, text: String| {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_LENGTH, (end - start).to_string());
    if request.headers().contains_key(header::RANGE) {
        put(header::CONTENT_RANGE, format!("bytes {start}-{}/{size}", end.saturating_sub(1)));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The one range that is asked for, as `start..end`; all where none is. `None` when it lies outside the file.
fn range(headers: &HeaderMap, size: u64) -> Option<(u64, u64)> {
    let Some(wanted) = headers.get(header::RANGE).and_then(|value| value.to_str().ok()) else { return Some((0, size)) };
    let (from, to) = wanted.strip_prefix("bytes=")?.split_once('-')?;
    let (start, end) = match (from.trim(), to.trim()) {
        ("", last) => (size.saturating_sub(last.parse().ok()?), size),
        (from, "") => (from.parse().ok()?, size),
        (from, to) => (from.parse().ok()?, to.parse::<u64>().ok()?.saturating_add(1).min(size)),
    };
    (start < end).then_some((start, end))
}

/// What a file is, by its name: ours alone, so nothing is sniffed.
pub fn kind(name: &str) -> HeaderValue {
    HeaderValue::from_static(match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "mp4" => "video/mp4",
        "wav" => "audio/wav",
        "m4a" => "audio/mp4",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "vtt" => "text/vtt; charset=utf-8",
        "ttml" => "application/ttml+xml",
        "txt" => "text/plain; charset=utf-8",
        "srt" => "application/x-subrip; charset=utf-8",
        "json" => "application/json",
        _ => "application/octet-stream",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(range_header: &str) -> Option<(u64, u64)> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range_header.parse().unwrap());
        range(&headers, 100)
    }

    #[test]
    fn ranges_are_read_as_players_write_them() {
        assert_eq!(range(&HeaderMap::new(), 100), Some((0, 100)));
        assert_eq!(asked("bytes=0-"), Some((0, 100)));
        assert_eq!(asked("bytes=10-19"), Some((10, 20)));
        assert_eq!(asked("bytes=90-500"), Some((90, 100)));
        assert_eq!(asked("bytes=-5"), Some((95, 100)));
    }

    #[test]
    fn a_range_outside_the_file_is_refused() {
        assert_eq!(asked("bytes=100-"), None);
        assert_eq!(asked("bytes=20-10"), None);
        assert_eq!(asked("lines=1-2"), None);
    }
}
