//! What every server function does first: find the studio, find out who asks, and turn an error into an answer.

use crate::{Problem, problem::short};
use access::{Act, Actor, Allowed};
use axum::Extension;
use http::{HeaderName, HeaderValue, Method, StatusCode, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use model::view::Person;
use pipeline::{By, Client, RequestHost, SignUp, Studio};

/// The cookie that carries a sentence to the page that a form without JavaScript comes back to.
const FLASH: &str = "flash";

pub fn studio() -> Result<Studio, Problem> {
    use_context::<Studio>()
        .or_else(|| use_context::<Parts>().and_then(|parts| parts.extensions.get::<Studio>().cloned()))
        .ok_or_else(|| fail(Problem::new(503, "The studio is starting. Try again in a moment.")))
}

/// Who is signed in, if anybody.
pub async fn person() -> Option<Person> {
    match leptos_axum::extract::<Extension<Option<Person>>>().await {
        Ok(Extension(person)) => person,
        Err(_) => None,
    }
}

/// Where the request comes from.
async fn client() -> Result<Client, Problem> {
    let nowhere = |_| fail(Problem::new(500, "Something went wrong on our side. Nothing is lost; please try again."));
    let Extension(client) = leptos_axum::extract::<Extension<Client>>().await.map_err(nowhere)?;
    Ok(client)
}

/// The password that this person has just given again, looked at.
pub async fn confirmed(who: &Person, password: Option<&str>) -> Result<pipeline::Confirmed, Problem> {
    studio()?.confirm(who, client().await?, password).await.map_err(failed)
}

/// Who is signed in, with the address that the request came from, as the log tells of it.
pub async fn asks() -> Result<By, Problem> {
    let person = signed_in().await?;
    Ok(By { person, address: client().await?.0.to_string() })
}

/// Who is signed in, as the policy knows people.
pub async fn actor() -> Result<Actor, Problem> {
    let person = signed_in().await?;
    Ok(Actor::by_session(person.id, person.admin))
}

/// Proof that the actor may do this.
pub fn allowed<A: Act>(actor: &Actor) -> Result<Allowed<'_, A>, Problem> {
    actor.may::<A>().map_err(|_| fail(Problem::new(403, "You may not do this in this studio.")))
}

/// The address that the request came from, as the log tells of it.
pub async fn client_address() -> Result<String, Problem> {
    Ok(client().await?.0.to_string())
}

/// The same, for administrators only.
pub async fn administrator() -> Result<By, Problem> {
    let by = asks().await?;
    if by.person.admin {
        return Ok(by);
    }
    pipeline::audit::refused("administration", Some(&by.person), "no administrator", &by.address);
    Err(fail(Problem::new(403, "Only an administrator of this studio can do this.")))
}

/// Who may come in.
pub fn sign_up() -> Result<SignUp, Problem> {
    use_context::<SignUp>().ok_or_else(|| fail(Problem::new(503, "The studio is starting. Try again in a moment.")))
}

/// The request's `Host`, and whether a proxy passed it on.
pub fn host() -> (String, bool) {
    let Some(parts) = use_context::<Parts>() else { return (String::new(), true) };
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("").to_owned();
    let signs = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];
    (host, signs.iter().any(|name| parts.headers.contains_key(*name)))
}

/// The two as the sign-up takes them.
pub fn request_host((host, forwarded): &(String, bool)) -> RequestHost<'_> {
    RequestHost { host, forwarded: *forwarded }
}

/// What the session that asks is called.
pub fn session_key() -> Option<String> {
    let parts = use_context::<Parts>()?;
    let id = parts.extensions.get::<tower_sessions::Session>()?.id()?;
    Some(pipeline::session_key(&id.to_string()))
}

/// Leaves a text for the next page, which takes it away.
pub fn leave(name: &str, text: &str) {
    if let Some(response) = use_context::<ResponseOptions>() {
        set_cookie(&response, &format!("{name}={}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict", escape(text)));
    }
}

/// Takes what the last form left for this page.
pub fn take(name: &str) -> Option<String> {
    let text = unescape(&cookie(name)?);
    if let Some(response) = use_context::<ResponseOptions>() {
        set_cookie(&response, &format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"));
    }
    Some(text).filter(|text| !text.is_empty())
}

/// Who is signed in; others are sent to the log-in page, and back again afterwards.
pub async fn signed_in() -> Result<Person, Problem> {
    if let Some(person) = person().await {
        return Ok(person);
    }
    // A page that was given up asks without a request: there is no answer to send elsewhere.
    if let Some(parts) = use_context::<Parts>() {
        send_to(&format!("/login?next={}", escape(&page_of(&parts))));
    }
    Err(Problem::new(401, "Please log in first."))
}

/// Sends the browser to another page. A page that is asked for is a redirection to everybody; to a server function's caller, whose
/// program shows the other page by itself, it is one only where a plain form was posted.
pub fn send_to(page: &str) {
    leptos_axum::redirect(page);
    let is_page = use_context::<Parts>().is_some_and(|parts| !parts.uri.path().starts_with("/api/"));
    if is_page && let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::FOUND);
    }
}

/// The page that the request is for, or that its form stands on.
fn page_of(parts: &Parts) -> String {
    let own = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    if !own.starts_with("/api/") {
        return own.to_owned();
    }
    let referer = parts.headers.get(header::REFERER).and_then(|v| v.to_str().ok()).unwrap_or("/");
    let path = referer.split_once("://").map_or(referer, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    if path.starts_with('/') && !path.starts_with("//") { path.to_owned() } else { "/".to_owned() }
}

/// Sets the response's status to the problem's. A form that was posted without JavaScript goes back to its page, with the
/// sentence in a short-lived cookie.
pub fn fail(problem: Problem) -> Problem {
    let (Some(parts), Some(response)) = (use_context::<Parts>(), use_context::<ResponseOptions>()) else {
        return problem;
    };
    let html = parts.headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/html"));
    if html && parts.method == Method::POST {
        set_cookie(
            &response,
            &format!("{FLASH}={}; Path=/; Max-Age=20; HttpOnly; SameSite=Lax", escape(&short(&problem.sentence))),
        );
        if let Ok(back) = HeaderValue::from_str(&page_of(&parts)) {
            response.insert_header(header::LOCATION, back);
        }
        response.set_status(StatusCode::SEE_OTHER);
    } else if let Ok(status) = StatusCode::from_u16(problem.status) {
        response.set_status(status);
    }
    problem
}

/// The facade's error as the browser gets it.
pub fn failed(error: pipeline::Error) -> Problem {
    fail(Problem::new(error.status(), error.to_string()))
}

/// Takes the sentence that the last form left behind.
pub fn take_flash() -> Option<String> {
    let sentence = unescape(&cookie(FLASH)?);
    if let Some(response) = use_context::<ResponseOptions>() {
        set_cookie(&response, &format!("{FLASH}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }
    Some(sentence)
}

pub fn set_cookie(response: &ResponseOptions, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.append_header(HeaderName::from_static("set-cookie"), value);
    }
}

/// A cookie of the request.
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// Percent-encodes all but the letters that are safe in a cookie and in a query.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn unescape(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, code) {
            (b'%', Some(code)) => {
                out.push(code);
                rest = &tail[2..];
            }
            _ => {
                out.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_survives_the_cookie() {
        let sentence = "Shot 3: “100 % rain”; try again, 再试一次.";
        assert!(escape(sentence).is_ascii());
        assert!(!escape(sentence).contains([';', ' ', ',', '"']));
        assert_eq!(unescape(&escape(sentence)), sentence);
    }

    #[test]
    fn a_broken_escape_is_kept_as_it_is() {
        assert_eq!(unescape("50%"), "50%");
        assert_eq!(unescape("%zz%41"), "%zzA");
    }

    #[test]
    fn a_form_comes_back_to_its_own_page_and_never_to_a_stranger() {
        let parts = |uri: &str, referer: &str| {
            http::Request::builder().uri(uri).header(header::REFERER, referer).body(()).unwrap().into_parts().0
        };
        assert_eq!(page_of(&parts("/projects/1/edit?shot=2", "https://x/")), "/projects/1/edit?shot=2");
        assert_eq!(page_of(&parts("/api/shots/change", "http://localhost:3000/projects/1?a=b")), "/projects/1?a=b");
        assert_eq!(page_of(&parts("/api/shots/change", "http://evil.example//evil.example/x")), "/");
        assert_eq!(page_of(&parts("/api/shots/change", "http://evil.example")), "/");
    }
}
