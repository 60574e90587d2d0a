//! One well-formed request for every address of the studio, and the people who might send it. The matrix of access and the fuzzer
//! walk them; an address that is missing here fails both.

use crate::served::Served;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

/// Who may do what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody, signed in or not.
    Everybody,
    /// Whoever is signed in.
    Person,
    /// The film's owner. For others, administrators among them, there is no such film.
    Owner,
    Administrator,
    /// Whoever has an API token. No cookie lets anybody in.
    Token,
    /// Whoever is signed in or has an API token.
    PersonOrToken,
    /// The film's owner, signed in or with a token. For others, there is no such film.
    OwnerOrToken,
    /// Whoever has a token of the job's owner. For other tokens, there is no such job.
    TokenOwner,
}

#[derive(Clone, Copy, Debug)]
pub enum Body {
    None,
    Json(&'static str),
    Form(&'static str),
    /// A multipart form with one file under this name.
    File(&'static str),
    Jpeg,
}

/// A request. Braces in its path and body stand for what [`World::fill`] puts there.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    pub method: &'static str,
    pub path: &'static str,
    pub who: Who,
    pub body: Body,
    /// What those who may are answered, where it is no success.
    pub status: u16,
}

const fn ask(method: &'static str, path: &'static str, who: Who, body: Body) -> Ask {
    Ask { method, path, who, body, status: 0 }
}

/// There is nothing to be done: whoever may ask is told so.
const fn idle(method: &'static str, path: &'static str, who: Who, body: Body, status: u16) -> Ask {
    Ask { method, path, who, body, status }
}

use Body::{File, Form, Jpeg, Json, None as Empty};
use Who::{Administrator, Everybody, Owner, OwnerOrToken, Person, PersonOrToken, Token, TokenOwner};

/// Every address but those of [`ENDS`].
pub const ASKS: &[Ask] = &[
    // Pages.
    ask("GET", "/login", Everybody, Empty),
    ask("GET", "/register", Everybody, Empty),
    ask("GET", "/reset", Everybody, Empty),
    ask("GET", "/account", Person, Empty),
    ask("GET", "/people", Administrator, Empty),
    ask("GET", "/administration", Administrator, Empty),
    ask("GET", "/", Person, Empty),
    ask("GET", "/new", Person, Empty),
    ask("GET", "/settings", Person, Empty),
    ask("GET", "/account", Person, Empty),
    ask("GET", "/people", Administrator, Empty),
    ask("GET", "/administration", Administrator, Empty),
    ask("GET", "/reset", Everybody, Empty),
    ask("GET", "/projects/{id}", Owner, Empty),
    ask("GET", "/projects/{id}/script", Owner, Empty),
    ask("GET", "/projects/{id}/board", Owner, Empty),
    ask("GET", "/projects/{id}/storyboard", Owner, Empty),
    ask("GET", "/projects/{id}/storyboard/print", Owner, Empty),
    // The form tells nothing; whoever sends it is known.
    ask("GET", "/new/idea", Everybody, Empty),
    ask("GET", "/projects/{id}/edit", Owner, Empty),
    ask("GET", "/projects/{id}/receipts", Owner, Empty),
    ask("GET", "/projects/{id}/export", Owner, Empty),
    // There is no sample film in a test.
    idle("GET", "/sample.mp4", Everybody, Empty, 404),
    idle("GET", "/sample.jpg", Everybody, Empty, 404),
    // What leaves the studio.
    ask("GET", "/connect/google", Person, Empty),
    ask("GET", "/account/everything.zip", Person, Empty),
    ask("GET", "/projects/{id}/film.mp4", OwnerOrToken, Empty),
    ask("GET", "/projects/{id}/captions.vtt", OwnerOrToken, Empty),
    ask("GET", "/projects/{id}/captions.srt", Owner, Empty),
    ask("GET", "/projects/{id}/captions.ttml", Owner, Empty),
    ask("GET", "/projects/{id}/chapters.txt", Owner, Empty),
    ask("GET", "/projects/{id}/poster.jpg", Owner, Empty),
    // There is no such export.
    idle("GET", "/projects/{id}/exports/{export}", OwnerOrToken, Empty, 404),
    ask("GET", "/projects/{id}/prompts.json", Owner, Empty),
    ask("GET", "/projects/{id}/archive.zip", Owner, Empty),
    ask("GET", "/projects/{id}/storyboard/picture?of=panel&name={shot}", OwnerOrToken, Empty),
    ask("GET", "/projects/{id}/storyboard.zip", Owner, Empty),
    ask("GET", "/projects/{id}/storyboard.csv", Owner, Empty),
    ask("GET", "/media/projects/{id}/{*rest}", Owner, Empty),
    // What a link shows to guests. One that opens nothing says so to everybody.
    idle("GET", "/s/{token}", Everybody, Empty, 404),
    idle("POST", "/s/{token}", Everybody, Form("password=none"), 404),
    idle("POST", "/s/{token}/comments", Everybody, Form("name=Guest&words=Hello&at=0:01"), 404),
    idle("GET", "/s/{token}/film.mp4", Everybody, Empty, 404),
    idle("GET", "/s/{token}/captions.vtt", Everybody, Empty, 404),
    idle("GET", "/s/{token}/chapters.vtt", Everybody, Empty, 404),
    idle("GET", "/s/{token}/poster.jpg", Everybody, Empty, 404),
    idle("GET", "/s/{token}/embed", Everybody, Empty, 404),
    idle("GET", "/s/{token}/oembed.json", Everybody, Empty, 404),
    // The JSON API.
    ask("GET", "/api/v1/me", Person, Empty),
    ask("GET", "/api/v1/me/money", Person, Empty),
    ask(
        "POST",
        "/api/v1/users/{user}/credits",
        Administrator,
        Json(r#"{"cents": 5, "reason": "a gift", "password": "a long enough password"}"#),
    ),
    ask("POST", "/api/v1/read", Person, Form("INT. ROOM - DAY")),
    ask("GET", "/api/v1/voices", Person, Empty),
    ask("GET", "/api/v1/makers", Person, Empty),
    ask("GET", "/api/v1/projects", Person, Empty),
    ask("POST", "/api/v1/projects", Person, Json(r#"{"title": "Two", "script": "INT. ROOM - DAY\n\nA man sits.\n"}"#)),
    ask("GET", "/api/v1/projects/{id}", Owner, Empty),
    ask("PATCH", "/api/v1/projects/{id}", Owner, Json(r#"{"title": "The Secret Lighthouse"}"#)),
    ask("POST", "/api/v1/projects/{id}/script/preview", Owner, Json(r#"{"title": "The Secret Lighthouse"}"#)),
    ask("POST", "/api/v1/projects/{id}/commands", Owner, Json(r#"{"command": "start"}"#)),
    ask(
        "POST",
        "/api/v1/projects/{id}/edits",
        Owner,
        Json(
            r#"{"edit": "change_shot", "shot": "{shot}", "change": {"action": "Maya waits for the secret lighthouse."}}"#,
        ),
    ),
    ask("POST", "/api/v1/projects/{id}/pictures", Owner, Jpeg),
    // A picture has no sound in it.
    idle("POST", "/api/v1/projects/{id}/recordings", Owner, Jpeg, 422),
    ask("POST", "/api/v1/projects/{id}/shots/{shot}/frame", Owner, Json(r#"{"end": "first", "from": "sketch"}"#)),
    ask("GET", "/api/v1/projects/{id}/storyboard", Owner, Empty),
    ask("POST", "/api/v1/projects/{id}/storyboard/choices", Owner, Json(r#"{"step": "narrative", "option": 1}"#)),
    // Nobody has a key here, so nobody can be asked.
    idle(
        "POST",
        "/api/v1/projects/{id}/storyboard/asks",
        Owner,
        Json(r#"{"step": "narrative", "seen_micros": 0}"#),
        422,
    ),
    ask("POST", "/api/v1/ideas", Person, Json(r#"{"idea": "A clock runs backwards", "seconds": 60}"#)),
    ask("POST", "/api/v1/projects/{id}/undo", Owner, Empty),
    ask("POST", "/api/v1/projects/{id}/redo", Owner, Empty),
    ask("GET", "/api/v1/projects/{id}/advice", Owner, Empty),
    ask("GET", "/api/v1/projects/{id}/hear?character=MAYA", Owner, Empty),
    ask("GET", "/api/v1/projects/{id}/shares", Owner, Empty),
    ask("POST", "/api/v1/projects/{id}/shares", Owner, Json(r#"{"label": "the producer"}"#)),
    // There is no such link, and no such comment.
    idle("DELETE", "/api/v1/projects/{id}/shares/{share}", Owner, Empty, 409),
    ask("GET", "/api/v1/projects/{id}/exports", OwnerOrToken, Empty),
    ask("POST", "/api/v1/projects/{id}/exports", OwnerOrToken, Json(r#"{"shape": "film"}"#)),
    idle("DELETE", "/api/v1/projects/{id}/exports/{export}", OwnerOrToken, Empty, 409),
    idle("POST", "/api/v1/projects/{id}/exports/{export}/retry", OwnerOrToken, Empty, 409),
    ask("GET", "/api/v1/projects/{id}/reviews", OwnerOrToken, Empty),
    ask("POST", "/api/v1/projects/{id}/reviews/approve", OwnerOrToken, Empty),
    ask("PUT", "/api/v1/projects/{id}/shots/{shot}/review", OwnerOrToken, Json(r#"{"state": "approved"}"#)),
    ask("GET", "/api/v1/administration", Administrator, Empty),
    ask("GET", "/api/v1/administration/backups", Administrator, Empty),
    idle("POST", "/api/v1/administration/backups", Administrator, Empty, 202),
    idle("POST", "/api/v1/administration/clear", Administrator, Json("{}"), 200),
    idle("POST", "/api/v1/administration/jobs/{task}/retry", Administrator, Empty, 409),
    ask("GET", "/api/v1/destinations", PersonOrToken, Empty),
    // No address.
    idle(
        "POST",
        "/api/v1/destinations",
        PersonOrToken,
        Json(r#"{"kind": "webdav", "address": "nowhere", "secret": "x"}"#),
        422,
    ),
    // Nobody has set a client at Google.
    idle("POST", "/api/v1/destinations/google", PersonOrToken, Json("{}"), 409),
    idle("POST", "/api/v1/destinations/connect", PersonOrToken, Json(r#"{"kind":"google_drive"}"#), 409),
    idle("DELETE", "/api/v1/destinations/{destination}", PersonOrToken, Empty, 409),
    idle("POST", "/api/v1/destinations/{destination}/test", PersonOrToken, Empty, 409),
    ask("GET", "/api/v1/projects/{id}/comments", Owner, Empty),
    idle("PATCH", "/api/v1/projects/{id}/comments/{comment}", Owner, Json(r#"{"resolved": true}"#), 409),
    idle("DELETE", "/api/v1/projects/{id}/comments/{comment}", Owner, Empty, 409),
    ask("GET", "/api/v1/projects/{id}/receipts", Owner, Empty),
    ask("GET", "/api/v1/projects/{id}/receipts.csv", Owner, Empty),
    ask("GET", "/api/v1/projects/{id}/summary", Owner, Empty),
    ask("GET", "/api/v1/projects/{id}/runs", Owner, Empty),
    ask("GET", "/api/v1/projects/{id}/runs/{number}", Owner, Empty),
    // Nothing was bought: its owner, too, is told that there is no such order.
    idle("POST", "/api/v1/projects/{id}/attempts/{attempt}/settle", Owner, Json(r#"{"task": null}"#), 404),
    ask("GET", "/api/v1/projects/{id}/events", Owner, Empty),
    ask("GET", "/api/v1/projects/{id}/events.json", Owner, Empty),
    ask("GET", "/api/v1/providers", Person, Empty),
    ask("GET", "/api/v1/providers?everybody=true", Administrator, Empty),
    ask("GET", "/api/v1/cache", Person, Empty),
    ask("GET", "/api/v1/cache?everybody=true", Administrator, Empty),
    ask("DELETE", "/api/v1/cache?older_than_days=4294967295", Person, Empty),
    ask("DELETE", "/api/v1/cache?everybody=true&older_than_days=9000", Administrator, Empty),
    ask("GET", "/api/v1/keys", Person, Empty),
    ask("PUT", "/api/v1/keys/kling", Person, Json(r#"{"api_key": "a-key-of-my-own"}"#)),
    ask(
        "PUT",
        "/api/v1/keys/kling?of=installation",
        Administrator,
        Json(r#"{"api_key": "a-key-for-all", "for": "installation", "password": "a long enough password"}"#),
    ),
    ask("POST", "/api/v1/keys/kling/test", Person, Empty),
    ask("GET", "/api/v1/key-tests", Person, Empty),
    ask("DELETE", "/api/v1/keys/kling", Person, Empty),
    ask("GET", "/api/v1/people", Administrator, Empty),
    ask("GET", "/api/v1/people/{user}", Administrator, Empty),
    ask(
        "PATCH",
        "/api/v1/people/{user}",
        Administrator,
        Json(r#"{"admin": false, "password": "a long enough password"}"#),
    ),
    ask("POST", "/api/v1/people/{user}/reset-link", Administrator, Json(r#"{"password": "a long enough password"}"#)),
    ask("GET", "/api/v1/invitations", Administrator, Empty),
    ask("POST", "/api/v1/invitations", Administrator, Json(r#"{"email": "guest@example.com", "cents": 0, "days": 7}"#)),
    // The environment has chosen.
    idle("PUT", "/api/v1/registration", Administrator, Json(r#"{"registration": "open"}"#), 409),
    ask("GET", "/api/v1/tokens", Person, Empty),
    ask("POST", "/api/v1/tokens", Person, Json(r#"{"name": "Mine", "scopes": ["read"]}"#)),
    // There is no such token.
    idle("DELETE", "/api/v1/tokens/{attempt}", Person, Empty, 409),
    ask("PATCH", "/api/v1/me", Person, Json(r#"{"name": "Zoe"}"#)),
    ask("GET", "/api/v1/me/account", Person, Empty),
    ask("DELETE", "/api/v1/me/sessions", Person, Empty),
    idle("DELETE", "/api/v1/me/sessions/{session}", Person, Empty, 409),
    // For programs with a token.
    ask("GET", "/api/v1/token", Token, Empty),
    ask("GET", "/api/v1/openapi.json", Everybody, Empty),
    ask("GET", "/docs", Everybody, Empty),
    ask("GET", "/api/v1/jobs", Token, Empty),
    ask(
        "POST",
        "/api/v1/jobs",
        Token,
        Json(r#"{"user_id": "u1", "title": "Job", "script": "INT. ROOM - DAY\n\nA man sits.\n"}"#),
    ),
    ask("GET", "/api/v1/jobs/{job}", TokenOwner, Empty),
    ask("GET", "/api/v1/jobs/{job}/state", TokenOwner, Empty),
    ask("GET", "/api/v1/jobs/{job}/events", TokenOwner, Empty),
    ask("GET", "/api/v1/jobs/{job}/download", TokenOwner, Empty),
    // It has ended.
    idle("POST", "/api/v1/jobs/{job}/cancel", TokenOwner, Empty, 409),
    idle("POST", "/api/v1/jobs/{job}/pause", TokenOwner, Empty, 409),
    idle("POST", "/api/v1/jobs/{job}/resume", TokenOwner, Empty, 409),
    idle("POST", "/api/v1/jobs/{job}/retry", TokenOwner, Empty, 409),
    ask("PATCH", "/api/v1/jobs/{job}", TokenOwner, Json(r#"{"priority": 1}"#)),
    ask("GET", "/api/v1/queue", Token, Empty),
    ask("GET", "/api/v1/dead-letters", Token, Empty),
    // None of them is one, and it says so of each.
    ask("POST", "/api/v1/batches", Token, Json(r#"{"jobs": [{"title": "A"}]}"#)),
    ask("GET", "/api/v1/webhooks", Token, Empty),
    ask("POST", "/api/v1/webhooks", Token, Json(r#"{"url": "https://hooks.invalid/", "types": ["job.failed"]}"#)),
    // There is no such endpoint.
    idle("GET", "/api/v1/webhooks/{attempt}", Token, Empty, 404),
    idle("PATCH", "/api/v1/webhooks/{attempt}", Token, Json(r#"{"enabled": false}"#), 404),
    idle("POST", "/api/v1/webhooks/{attempt}/rotate", Token, Empty, 404),
    idle("POST", "/api/v1/webhooks/{attempt}/test", Token, Empty, 404),
    idle("GET", "/api/v1/webhooks/{attempt}/deliveries", Token, Empty, 404),
    idle("POST", "/api/v1/webhooks/{attempt}/deliveries/{delivery}/send-again", Token, Empty, 404),
    idle("DELETE", "/api/v1/webhooks/{attempt}", Token, Empty, 404),
    ask("POST", "/mcp", Token, Json(r#"{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}"#)),
    // The paths that other products know.
    ask("GET", "/me", Person, Empty),
    ask("GET", "/api/auth/me", Person, Empty),
    ask("POST", "/api/auth/register", Everybody, Json(r#"{"email": "ada@example.com", "password": "short"}"#)),
    ask("POST", "/api/auth/login", Everybody, Json(r#"{"email": "nobody@example.com", "password": "wrong password"}"#)),
    ask("GET", "/api/projects", PersonOrToken, Empty),
    ask(
        "POST",
        "/api/projects",
        PersonOrToken,
        Json(r#"{"title": "Four", "scriptContent": "INT. ROOM - DAY\n\nA man sits.\n"}"#),
    ),
    ask("GET", "/api/projects/{id}", OwnerOrToken, Empty),
    ask("GET", "/api/projects/{id}/scenes", OwnerOrToken, Empty),
    ask("GET", "/api/projects/{id}/characters", OwnerOrToken, Empty),
    ask("GET", "/api/projects/{id}/settings", OwnerOrToken, Empty),
    ask("GET", "/api/projects/{id}/storyboards", OwnerOrToken, Empty),
    ask("GET", "/api/projects/{id}/movie", OwnerOrToken, Empty),
    ask("GET", "/api/projects/{id}/reset", OwnerOrToken, Empty),
    // Nobody says what is to become of what was made.
    idle("POST", "/api/projects/{id}/reset", OwnerOrToken, Json("{}"), 422),
    ask("POST", "/api/phases/script-to-trailer/{id}/parse", OwnerOrToken, Empty),
    // Where it is filmed already.
    idle("POST", "/api/phases/script-to-trailer/{id}/generate-trailer", OwnerOrToken, Empty, 409),
    ask("GET", "/api/phases/script-to-trailer/{id}/status", OwnerOrToken, Empty),
    ask("POST", "/api/phases/trailer-to-storyboard/{id}/generate", OwnerOrToken, Empty),
    ask("GET", "/api/phases/trailer-to-storyboard/{id}/status", OwnerOrToken, Empty),
    ask("POST", "/api/phases/storyboard-to-movie/{id}/prompts", OwnerOrToken, Empty),
    ask("POST", "/api/phases/storyboard-to-movie/{id}/generate", OwnerOrToken, Empty),
    idle("POST", "/api/phases/storyboard-to-movie/{id}/assemble", OwnerOrToken, Empty, 409),
    ask("GET", "/api/phases/storyboard-to-movie/{id}/status", OwnerOrToken, Empty),
    ask("POST", "/api/workflow/{id}/start", OwnerOrToken, Empty),
    ask("GET", "/api/workflow/{id}/status", OwnerOrToken, Empty),
    // Forms that no server function answers.
    ask("POST", "/auth/forgot", Everybody, Form("email=nobody%40example.com")),
    ask("POST", "/auth/reset", Everybody, Form("token=none&password=quite+another+sentence")),
    ask("POST", "/auth/register", Everybody, Form("email=ada%40example.com&name=A&password=short")),
    ask("POST", "/auth/login", Everybody, Form("email=nobody%40example.com&password=wrong+password")),
    ask("POST", "/upload", Person, File("file")),
    ask("POST", "/import", Person, File("file")),
    ask("POST", "/projects/{id}/prompts", Owner, File("file")),
    ask("POST", "/projects/{id}/shots/{shot}/picture", Owner, File("picture")),
    ask("POST", "/projects/{id}/looks", Owner, File("picture")),
    ask("POST", "/projects/{id}/shots/{shot}/recording", Owner, File("recording")),
    // Server functions.
    ask("POST", "/api/session", Everybody, Form("")),
    ask("POST", "/api/theme", Everybody, Form("theme=dark")),
    ask("POST", "/api/voices", Everybody, Form("")),
    ask("POST", "/api/sign_up", Everybody, Form("")),
    ask("POST", "/api/account/view", Person, Form("")),
    ask("POST", "/api/account/name", Person, Form("name=Zoe")),
    ask("POST", "/api/account/sessions", Person, Form("")),
    ask("POST", "/api/people/list", Administrator, Form("search=")),
    idle("POST", "/api/people/registration", Administrator, Form("registration=open"), 409),
    ask("POST", "/api/people/invite", Administrator, Form("email=&dollars=&days=7")),
    ask("POST", "/api/people/change", Administrator, Form("person={user}&verb=enable")),
    ask("POST", "/api/people/reset", Administrator, Form("person={user}&password=a+long+enough+password")),
    ask("POST", "/api/makers", Person, Form("")),
    ask("POST", "/api/money", Person, Form("")),
    ask(
        "POST",
        "/api/money/grant",
        Administrator,
        Form("email=owner%40example.com&dollars=1&password=a+long+enough+password"),
    ),
    ask("POST", "/api/kept/list", Person, Form("")),
    ask("POST", "/api/kept/clear", Person, Form("older_than_days=9000")),
    ask("POST", "/api/tokens/list", Person, Form("")),
    ask("POST", "/api/tokens/make", Person, Form("name=Mine&read=on&days=7")),
    idle("POST", "/api/tokens/revoke", Person, Form("token={attempt}"), 409),
    ask("POST", "/api/keys/list", Person, Form("")),
    ask("POST", "/api/keys/set", Person, Form("provider=kling&api_key=a-key-of-my-own")),
    ask(
        "POST",
        "/api/keys/set?of=installation",
        Administrator,
        Form("provider=kling&api_key=a-key-for-all&everybody=on&password=a+long+enough+password"),
    ),
    ask("POST", "/api/keys/tests", Person, Form("")),
    // Its answer is a sentence in the place of an error.
    idle("POST", "/api/keys/test", Person, Form("provider=kling"), 422),
    ask("POST", "/api/keys/forget", Person, Form("provider=kling")),
    ask("POST", "/api/providers/list", Person, Form("")),
    ask("POST", "/api/projects/list", Person, Form("")),
    ask(
        "POST",
        "/api/projects/create",
        Person,
        Form("form[title]=Three&form[script]=INT.+ROOM+-+DAY%0A%0AA+man.&then=board"),
    ),
    ask("POST", "/api/projects/open", Owner, Form("id={id}")),
    ask("POST", "/api/projects/change", Owner, Form("id={id}&form[title]=The+Secret+Lighthouse&form[script]={script}")),
    idle("POST", "/api/projects/change/agree", Owner, Form("id={id}"), 409),
    ask("POST", "/api/projects/change/drop", Owner, Form("id={id}")),
    ask("POST", "/api/projects/price", Person, Form("form[script]={script}")),
    ask("POST", "/api/film/budget", Owner, Form("id={id}&budget=5.00")),
    ask("POST", "/api/projects/captions", Owner, Form("id={id}&burn=on")),
    ask("POST", "/api/shares/list", Owner, Form("id={id}")),
    ask("POST", "/api/shares/make", Owner, Form("id={id}&label=&days=7&password=&comments=on")),
    idle("POST", "/api/shares/revoke", Owner, Form("id={id}&share={share}"), 409),
    ask("POST", "/api/exports/list", Owner, Form("id={id}")),
    ask("POST", "/api/exports/make", Owner, Form("id={id}&shape=sound")),
    idle("POST", "/api/exports/do", Owner, Form("id={id}&export={export}&verb=cancel"), 409),
    ask("POST", "/api/reviews/list", Owner, Form("id={id}")),
    ask("POST", "/api/reviews/set", Owner, Form("id={id}&shot={shot}&state=changes&note=Darker")),
    ask("POST", "/api/reviews/approve", Owner, Form("id={id}")),
    ask("POST", "/api/administration/all", Administrator, Form("")),
    idle("POST", "/api/administration/backup", Administrator, Form(""), 409),
    idle("POST", "/api/administration/retry", Administrator, Form("job={task}"), 409),
    idle("POST", "/api/administration/clear", Administrator, Form("project={id}"), 302),
    ask("POST", "/api/destinations/list", Person, Form("")),
    idle("POST", "/api/destinations/add", Person, Form("kind=webdav&address=nowhere&secret=x"), 422),
    idle("POST", "/api/destinations/connect", Person, Form("kind=google_drive&folder="), 409),
    idle("POST", "/api/destinations/do", Person, Form("destination={destination}&verb=test"), 409),
    ask("POST", "/api/comments/list", Owner, Form("id={id}")),
    idle("POST", "/api/comments/mark", Owner, Form("id={id}&comment={comment}&verb=resolve"), 409),
    ask("POST", "/api/film/command", Owner, Form("id={id}&command=start")),
    // There is no such scene.
    idle("POST", "/api/film/part", Owner, Form("id={id}&scene=none"), 404),
    ask("POST", "/api/film/music", Owner, Form("id={id}&gain_db=-3&mood=tense")),
    ask("POST", "/api/film/undo", Owner, Form("id={id}")),
    ask("POST", "/api/film/redo", Owner, Form("id={id}")),
    ask("POST", "/api/film/character", Owner, Form("id={id}&name=MAYA&description=Tall")),
    ask("POST", "/api/film/name", Owner, Form("id={id}&written=MAYA&said=Maia")),
    ask("POST", "/api/film/location", Owner, Form("id={id}&name={place}&description=Grey+stone")),
    ask("POST", "/api/storyboard/open", Owner, Form("id={id}")),
    ask("POST", "/api/storyboard/story", Owner, Form("id={id}&lore=A+lighthouse")),
    ask("POST", "/api/storyboard/stage", Owner, Form("id={id}&scene=1&description=A+lamp")),
    // None of its shots has one.
    idle("POST", "/api/storyboard/prop", Owner, Form("id={id}&name=theodolite&description=Brass"), 422),
    ask("POST", "/api/storyboard/approve", Owner, Form("id={id}&shot={shot}")),
    ask("POST", "/api/storyboard/choose", Owner, Form("id={id}&step=narrative&option=2")),
    // No model can be asked, so there is no answer, and there are no pages.
    idle("POST", "/api/storyboard/ask", Owner, Form("id={id}&step=narrative&seen=0"), 422),
    idle("POST", "/api/storyboard/take", Owner, Form("id={id}&ask=0&option=0"), 422),
    idle("POST", "/api/storyboard/pages", Owner, Form("id={id}&seen=0"), 422),
    ask("POST", "/api/storyboard/begin", Person, Form("idea=A+clock+runs+backwards&title=&seconds=60")),
    ask("POST", "/api/receipts/list", Owner, Form("id={id}")),
    ask("POST", "/api/receipts/summary", Owner, Form("id={id}")),
    ask("POST", "/api/receipts/runs", Owner, Form("id={id}")),
    ask("POST", "/api/receipts/run", Owner, Form("id={id}&number=1")),
    idle("POST", "/api/receipts/settle", Owner, Form("id={id}&attempt={attempt}"), 404),
    ask("POST", "/api/shots/advice", Owner, Form("id={id}")),
    ask("POST", "/api/shots/filmed_by", Owner, Form("id={id}&shot={shot}&video=animatic%2Fanimatic")),
    ask("POST", "/api/shots/change", Owner, Form("id={id}&shot={shot}&action=Maya+waves+at+the+secret+lighthouse.")),
    ask("POST", "/api/shots/arrange", Owner, Form("id={id}&shot={shot}&verb=re_record")),
    ask("POST", "/api/shots/move", Owner, Form("id={id}&shot={shot}&after={last}")),
    ask("POST", "/api/shots/insert", Owner, Form("id={id}&after={shot}&action=Fog+rolls+in.&seconds=1")),
    ask("POST", "/api/shots/take", Owner, Form("id={id}&shot={shot}&take=0")),
    ask("POST", "/api/shots/faces", Owner, Form("id={id}&shot={shot}")),
    idle("POST", "/api/shots/face", Owner, Form("id={id}&shot={shot}&look=none&face=1"), 422),
    ask("POST", "/api/shots/offers", Owner, Form("id={id}")),
    idle("POST", "/api/shots/offer", Owner, Form("id={id}&shot={shot}&offer=none&verb=take"), 422),
    ask("POST", "/api/shots/frame", Owner, Form("id={id}&shot={shot}&end=first&from=none")),
    ask("POST", "/api/lines/change", Owner, Form("id={id}&shot={shot}&line={line}&text=At+last.")),
    ask("POST", "/api/lines/do", Owner, Form("id={id}&shot={shot}&line={line}&verb=say_again")),
    ask("POST", "/api/lines/add", Owner, Form("id={id}&shot={shot}&speaker=MAYA&text=Here.")),
    ask("POST", "/api/cues/add", Owner, Form("id={id}&shot={shot}&sound=rain")),
    ask("POST", "/api/cues/change", Owner, Form("id={id}&shot={shot}&cue={cue}&gain_db=-3")),
    ask("POST", "/api/cues/do", Owner, Form("id={id}&shot={shot}&cue={cue}&verb=make_again")),
    ask("POST", "/api/cues/remove", Owner, Form("id={id}&shot={shot}&cue={cue}")),
    // For those who look after an installation, and for providers.
    ask("GET", "/livez", Everybody, Empty),
    ask("GET", "/readyz", Everybody, Empty),
    ask("GET", "/metrics", Everybody, Empty),
    ask("POST", "/callbacks/{provider}/{secret}", Everybody, Json("{}")),
];

/// What deletes, and what ends a session.
pub const ENDS: &[Ask] = &[
    ask("POST", "/api/people/revoke", Administrator, Form("invitation={invitation}")),
    // It is gone already.
    idle("DELETE", "/api/v1/invitations/{invitation}", Administrator, Empty, 409),
    ask("POST", "/api/people/delete", Administrator, Form("person={guest}&password=a+long+enough+password")),
    // So is the person.
    idle("DELETE", "/api/v1/people/{guest}", Administrator, Json(r#"{"password": "a long enough password"}"#), 409),
    // Nobody types this address as their own.
    idle("POST", "/api/account/delete", Person, Form("password=a+long+enough+password&confirmation=nobody"), 422),
    idle(
        "DELETE",
        "/api/v1/me",
        Person,
        Json(r#"{"password": "a long enough password", "confirmation": "nobody"}"#),
        422,
    ),
    ask(
        "POST",
        "/api/v1/me/password",
        Person,
        Json(r#"{"present": "a long enough password", "new": "quite another sentence"}"#),
    ),
    ask("POST", "/api/account/password", Person, Form("present=quite+another+sentence&new=one+more+long+sentence")),
    ask("POST", "/api/projects/delete", Owner, Form("id={spare}")),
    ask("DELETE", "/api/v1/projects/{id}", Owner, Empty),
    ask("POST", "/auth/logout", Everybody, Empty),
    ask("POST", "/api/auth/logout", Everybody, Empty),
];

/// Words that stand in the owner's film and in no answer to anybody else.
pub const SECRET: &str = "secret lighthouse";

const SCRIPT: &str = "SCENE 1: EXT. LIGHTHOUSE - DAWN\n\nSHOT 1: Close up - 1s\nMaya looks at the secret lighthouse.\nMAYA\n\
                      You request_host.\n[SFX: a gull cries]\n\nSHOT 2: Wide - 1s\nFog.\n";

/// A studio with a film, and everybody who might ask for it.
pub struct World {
    pub studio: Served,
    /// Cookies of those who are signed in.
    pub owner: String,
    pub stranger: String,
    pub admin: String,
    /// API tokens of the owner and of the stranger, with the scopes read, write and film.
    pub owner_token: String,
    pub stranger_token: String,
    names: BTreeMap<&'static str, String>,
}

/// What the tokens here are good for.
pub const SCOPES: [&str; 3] = ["read", "write", "film"];

/// Everybody's password.
pub const PASSWORD: &str = "a long enough password";

impl World {
    /// Starts a studio, has three people register, and makes the owner's film.
    pub async fn begin(folder: &Path, environment: &[(&str, String)]) -> Self {
        let mut studio = Served::start_at(folder, "http://127.0.0.1:9", "127.0.0.1:0", environment);
        studio.register().await;
        let admin = std::mem::take(&mut studio.cookie);
        let mut enter = async |name: &str| {
            studio.cookie.clear();
            let form = format!("email={name}%40example.com&name={name}&password={}", PASSWORD.replace(' ', "+"));
            let (status, _) = studio.ask("POST", "/auth/register", FORM, form).await;
            assert_eq!(status, 303);
            studio.cookie.clone()
        };
        let stranger = enter("stranger").await;
        let _guest = enter("guest").await;
        let owner = enter("owner").await;
        let mut token = async |cookie: &str| {
            studio.cookie = cookie.to_owned();
            let (status, made) =
                studio.json("POST", "/api/v1/tokens", json!({ "name": "Test", "scopes": SCOPES })).await;
            assert_eq!(status, 201, "{made}");
            made["token"].as_str().unwrap().to_owned()
        };
        let stranger_token = token(&stranger).await;
        let owner_token = token(&owner).await;
        let owner_id = studio.get("/api/v1/me").await["id"].as_str().unwrap().to_owned();
        let settings = json!({ "resolution": "480p", "music": false });
        let new = json!({ "title": "The Secret Lighthouse", "script": SCRIPT, "settings": settings });
        let id = made(&mut studio, new.clone()).await;
        let spare = made(&mut studio, new).await;
        studio.json("POST", &format!("/api/v1/projects/{id}/commands"), json!({ "command": "start" })).await;
        studio.until_done(&id).await;
        let job = job(&studio, &owner_token).await;
        let view = studio.get(&format!("/api/v1/projects/{id}")).await;
        let shots = view["list"]["shots"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let clip = text(&view["clips"][0]["video"]);
        studio.cookie.clone_from(&admin);
        let people = studio.get("/api/v1/people?search=guest").await;
        let guest = people["people"][0]["id"].clone();
        let (_, invited) = studio.json("POST", "/api/v1/invitations", json!({ "days": 7 })).await;
        let names = BTreeMap::from([
            ("{guest}", text(&guest)),
            ("{invitation}", text(&invited["id"])),
            ("{session}", "none".to_owned()),
            ("{id}", id.clone()),
            ("{spare}", spare),
            ("{job}", job),
            ("{shot}", text(&shots[0]["id"])),
            ("{last}", text(&shots.last().unwrap()["id"])),
            ("{line}", text(&shots[0]["lines"][0]["id"])),
            ("{cue}", text(&shots[0]["cues"][0]["id"])),
            ("{place}", text(&view["list"]["locations"][0]["name"])),
            ("{user}", owner_id),
            ("{attempt}", uuid::Uuid::nil().to_string()),
            ("{number}", "1".to_owned()),
            ("{delivery}", uuid::Uuid::nil().to_string()),
            ("{provider}", "kling".to_owned()),
            ("{token}", "none".to_owned()),
            ("{export}", uuid::Uuid::nil().to_string()),
            ("{task}", uuid::Uuid::nil().to_string()),
            ("{destination}", uuid::Uuid::nil().to_string()),
            ("{share}", uuid::Uuid::nil().to_string()),
            ("{comment}", uuid::Uuid::nil().to_string()),
            ("{secret}", "none".to_owned()),
            ("{script}", SCRIPT.replace('\n', "%0A").replace(' ', "+")),
            ("{*rest}", clip.split_once(&format!("{id}/")).unwrap().1.to_owned()),
        ]);
        Self { studio, owner, stranger, admin, owner_token, stranger_token, names }
    }

    /// Puts what the film is made of in the place of the braces.
    pub fn fill(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// The body, filled, and its content type.
    pub fn body(&self, body: Body) -> (String, Vec<u8>) {
        match body {
            Empty => (String::new(), Vec::new()),
            Json(text) => ("application/json".to_owned(), self.fill(text).into_bytes()),
            Form(text) => (FORM.to_owned(), self.fill(text).into_bytes()),
            Jpeg => ("image/jpeg".to_owned(), jpeg()),
            File(name) => ("multipart/form-data; boundary=line".to_owned(), multipart(name)),
        }
    }
}

/// A job of the token's, done.
async fn job(studio: &Served, token: &str) -> String {
    let url = format!("{}/api/v1/jobs", studio.address);
    let new = json!({ "title": "Job", "script": SCRIPT, "settings": { "resolution": "480p", "music": false } });
    let made = studio.client.post(&url).bearer_auth(token).json(&new).send().await.unwrap();
    let made: Value = made.json().await.unwrap();
    let id = made["id"].as_str().expect("a job").to_owned();
    loop {
        let look = studio.client.get(format!("{url}/{id}?wait=60")).bearer_auth(token).send().await.unwrap();
        match look.json::<Value>().await.unwrap()["status"].as_str() {
            Some("COMPLETED") => return id,
            Some("QUEUED" | "PROCESSING" | "COMPOSING") => {}
            other => unreachable!("{other:?}"),
        }
    }
}

async fn made(studio: &mut Served, new: Value) -> String {
    let (status, made) = studio.json("POST", "/api/v1/projects", new).await;
    assert_eq!(status, 201, "{made}");
    made["id"].as_str().unwrap().to_owned()
}

pub const FORM: &str = "application/x-www-form-urlencoded";

/// The head of a JPEG of 320 × 300 pixels, and its end.
pub fn jpeg() -> Vec<u8> {
    b"\xff\xd8\xff\xc0\0\x11\x08\x01\x2c\x01\x40\x03......\xff\xd9".to_vec()
}

fn multipart(name: &str) -> Vec<u8> {
    let (file, content) = match name {
        "picture" => ("a.jpg", jpeg()),
        _ => ("a.txt", b"INT. ROOM - DAY\n\nA man sits.\n".to_vec()),
    };
    let field = |name: &str, value: &str| {
        format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
    };
    let mut body = [field("end", "last"), field("name", "MAYA")].concat();
    body.extend(
        format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n").into_bytes(),
    );
    body.extend(content);
    body.extend(b"\r\n--line--\r\n");
    body
}

/// A method and a path without its query, as the router knows them.
pub type Address = (String, String);

/// What the table above asks for.
pub fn asked() -> BTreeSet<Address> {
    // What stands in for a parameter of the path.
    let stands_for = [
        ("/keys/kling", "/keys/{provider}"),
        ("/tokens/{attempt}", "/tokens/{id}"),
        ("{job}", "{id}"),
        ("/webhooks/{attempt}", "/webhooks/{id}"),
        ("{invitation}", "{id}"),
        ("{guest}", "{user}"),
    ];
    let path = |ask: &Ask| {
        let path = ask.path.split('?').next().unwrap_or_default().to_owned();
        stands_for.iter().fold(path, |path, (own, name)| path.replace(own, name))
    };
    ASKS.iter().chain(ENDS).map(|ask| (ask.method.to_owned(), path(ask))).collect()
}

/// Every address that the server answers, by its own word.
pub async fn addresses(world: &World) -> BTreeSet<Address> {
    let output = Command::new(env!("CARGO_BIN_EXE_studio")).arg("routes").output().unwrap();
    let known: Value = serde_json::from_slice(&output.stdout).unwrap();
    let texts = |list: &Value| {
        list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut found: BTreeSet<Address> =
        texts(&known["pages"]).into_iter().map(|path| ("GET".to_owned(), path)).collect();
    for function in known["functions"].as_array().unwrap() {
        let [path, method]: [String; 2] = texts(function).try_into().unwrap();
        found.insert((method, path));
    }
    for path in texts(&known["routes"]) {
        // No route has this method: the refusal names those that it has.
        let url = format!("{}{}", world.studio.address, world.fill(&path));
        let request = world.studio.client.request("PURGE".parse().unwrap(), url).header("cookie", &world.owner);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 405, "{path}");
        let allowed = answer.headers()["allow"].to_str().unwrap().to_owned();
        found.extend(
            allowed.split(',').filter(|method| *method != "HEAD").map(|method| (method.to_owned(), path.clone())),
        );
    }
    found
}
