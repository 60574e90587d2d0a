//! What no handler should have to look for: addresses and fields that hold what can be neither a name nor a text.

use super::{
    FORM_LIMIT,
    reply::{Problem, back, wants_page},
};
use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures::StreamExt as _;
use model::limits::{self, Flaw};
use std::{borrow::Cow, error::Error, io};
use url::form_urlencoded;

/// Of one part of a path, in bytes: file systems take no longer names.
const LONGEST_NAME: usize = 255;

/// Refuses paths that name nothing, and a NUL in the query.
pub async fn check_address(request: Request, next: Next) -> Response {
    if !request.uri().path().split('/').all(is_name) {
        return Problem::new(StatusCode::NOT_FOUND, "There is no such address here.").into_response();
    }
    let query = request.uri().query().unwrap_or_default();
    match nul_in_pairs(query.as_bytes()) {
        Some(field) => unkept(&field).into_response(),
        None => next.run(request).await,
    }
}

fn is_name(part: &str) -> bool {
    let bad = |byte: u8| byte < b' ' || byte == b'\\' || byte == 0x7f;
    if part.len() > 3 * LONGEST_NAME || part.bytes().any(bad) {
        return false;
    }
    // The reader of forms decodes; what means something in forms alone stands for itself in a path.
    let plain = part.replace(['=', '&', '+'], "x");
    let name = form_urlencoded::parse(plain.as_bytes()).next().map(|(name, _)| name).unwrap_or_default();
    // What is no text was read as a mark that says so.
    name.len() <= LONGEST_NAME && !name.bytes().any(bad) && !name.contains('\u{fffd}')
}

/// Refuses a NUL in any field of a form or of a JSON body, since Postgres keeps none, and lists that are longer than any that fits,
/// before anything is made of them. Bodies that are files pass unseen.
pub async fn check_body(request: Request, next: Next) -> Response {
    let look = match kind(&request) {
        Some(look) => look,
        None => return next.run(request).await,
    };
    let (parts, body) = request.into_parts();
    let refuse = |problem: Problem| answer(&parts.headers, parts.uri.path(), problem);
    let bytes = match whole(&parts.headers, body).await {
        Ok(bytes) => bytes,
        Err(problem) => return refuse(problem),
    };
    if let Some(problem) = look(&bytes) {
        return refuse(problem);
    }
    next.run(Request::from_parts(parts, bytes.into())).await
}

/// A form goes back to its page, where the sentence is shown; a program gets it as JSON.
fn answer(headers: &HeaderMap, path: &str, problem: Problem) -> Response {
    if wants_page(headers) && !path.starts_with("/api/v1/") {
        back(headers, "/", &problem)
    } else {
        problem.into_response()
    }
}

/// How to find what no handler should read.
type Look = fn(&[u8]) -> Option<Problem>;

fn kind(request: &Request) -> Option<Look> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let (path, kind) = (request.uri().path(), request.headers().get(header::CONTENT_TYPE));
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let api = path.starts_with("/api/v1/") || is_seed(path);
    // The app's own functions read a form whatever it calls itself; the API reads no forms, and takes files under any name.
    if !api && (path.starts_with("/api/") || kind == "application/x-www-form-urlencoded") {
        Some(flaw_of_form)
    } else if kind == "application/json" || kind.ends_with("+json") {
        Some(flaw_of_json)
    } else {
        None
    }
}

/// The paths that other products know take JSON; the app's own functions are beside them.
fn is_seed(path: &str) -> bool {
    path == "/api/projects"
        || ["/api/auth/", "/api/phases/", "/api/workflow/"].iter().any(|head| path.starts_with(head))
}

async fn whole(headers: &HeaderMap, body: Body) -> Result<Bytes, Problem> {
    let too_large = || {
        let sentence = "The request is too large. A script may have up to 2 MB: film it in parts.";
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, sentence)
    };
    let said = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|said| said > FORM_LIMIT) {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(said.unwrap_or_default().min(64 << 10));
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| cut_off(&error))?;
        if bytes.len() + piece.len() > FORM_LIMIT {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.into())
}

/// The client was too slow, or has gone.
fn cut_off(error: &axum::Error) -> Problem {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            let sentence = "The request came too slowly. Please send it again.";
            return Problem::new(StatusCode::REQUEST_TIMEOUT, sentence);
        }
        cause = error.source();
    }
    Problem::new(StatusCode::BAD_REQUEST, "The request did not arrive whole. Please send it again.")
}

fn unkept(field: &str) -> Problem {
    let name: String = field.chars().filter(|letter| !letter.is_control()).take(60).collect();
    let sentence =
        format!("The field “{name}” holds a NUL character, which cannot be kept. Take it out and send it again.");
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence)
}

fn nul_in_pairs(pairs: &[u8]) -> Option<String> {
    if !pairs.contains(&0) && !pairs.windows(3).any(|bytes| bytes == b"%00") {
        return None;
    }
    let bad = |(name, value): &(Cow<str>, Cow<str>)| name.contains('\0') || value.contains('\0');
    form_urlencoded::parse(pairs).find(bad).map(|(name, _)| name.into_owned())
}

fn flaw_of_json(json: &[u8]) -> Option<Problem> {
    limits::check_json(json).err().map(|flaw| match flaw {
        Flaw::Nul(field) => unkept(&field),
        flaw => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, format!("The request cannot be read: {flaw}.")),
    })
}

fn flaw_of_form(pairs: &[u8]) -> Option<Problem> {
    let most = limits::FORM_FIELDS;
    if pairs.iter().filter(|byte| **byte == b'&').count() >= most {
        let sentence = format!("The form has more than {most} fields.");
        return Some(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence));
    }
    nul_in_pairs(pairs).map(|field| unkept(&field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_names() {
        let long = "x".repeat(256);
        for part in ["", "edit", "a%20b", "%E5%86%8D", "film.mp4", &long[1..]] {
            assert!(is_name(part), "{part}");
        }
        for part in ["%00", "a=%00", "a%0d", "a%5Cb", "a\\b", "%7f", &long, &"%61".repeat(256)] {
            assert!(!is_name(part), "{part}");
        }
    }

    #[test]
    fn a_nul_is_found_with_its_field() {
        assert_eq!(nul_in_pairs(b"id=1&form[title]=a%00b"), Some("form[title]".to_owned()));
        assert_eq!(nul_in_pairs(b"id=1&title=a%2500b"), None);
        assert!(flaw_of_json(br#"{"title":"a\u0000"}"#).is_some());
        assert!(flaw_of_json(br#"{"title":"a"}"#).is_none());
    }
}
