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
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::{borrow::Cow, error::Error, fmt, io};
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

/// Refuses a NUL in any field of a form or of a JSON body: Postgres keeps none. Bodies that are files pass unseen.
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
    if let Some(field) = look(&bytes) {
        return refuse(unkept(&field));
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

/// How to find the field with a NUL.
type Look = fn(&[u8]) -> Option<String>;

fn kind(request: &Request) -> Option<Look> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let (path, kind) = (request.uri().path(), request.headers().get(header::CONTENT_TYPE));
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let api = path.starts_with("/api/v1/");
    // The app's own functions read a form whatever it calls itself; the API reads no forms, and takes files under any name.
    if !api && (path.starts_with("/api/") || kind == "application/x-www-form-urlencoded") {
        Some(nul_in_pairs)
    } else if kind == "application/json" || kind.ends_with("+json") {
        Some(nul_in_json)
    } else {
        None
    }
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
            let sentence = "The request request_host too slowly. Please send it again.";
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

fn nul_in_json(json: &[u8]) -> Option<String> {
    if !json.windows(6).any(|bytes| bytes == b"\\u0000") {
        return None;
    }
    let mut found = None;
    let mut reader = serde_json::Deserializer::from_slice(json);
    // What cannot be read is refused by who reads it.
    let _read_or_not = Search { name: "", found: &mut found }.deserialize(&mut reader);
    found
}

/// Goes through JSON without keeping it, and stops at the first text with a NUL.
struct Search<'a> {
    /// The innermost field that is being read.
    name: &'a str,
    found: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        if !text.contains('\0') {
            return Ok(());
        }
        *self.found = Some(self.name.to_owned());
        Err(E::custom("a NUL"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Search { name: self.name, found: self.found })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if name.contains('\0') {
                *self.found = Some(name);
                return Err(A::Error::custom("a NUL"));
            }
            map.next_value_seed(Search { name: &name, found: self.found })?;
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
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
        assert_eq!(nul_in_json(br#"{"shots":[{"prompt":"a"},{"prompt":"a\u0000"}]}"#), Some("prompt".to_owned()));
        assert_eq!(nul_in_json(br#"{"title":"a\\u0000"}"#), None, "a backslash and digits");
        assert_eq!(nul_in_json(br#"{"a":[1,2.5,-1,null,true,"\u0001"],"b\u0000":1}"#), Some("b\0".to_owned()));
    }
}
