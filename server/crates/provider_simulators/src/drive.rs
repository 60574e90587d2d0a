//! Google's token server, its page for the web flow, Google Drive and YouTube with their resumable upload, in memory, that go wrong when they are told to.

use crate::{
    Asked, Fault, Reply,
    clouds::{Cloud, Keeps},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, io};

/// A file or a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
    pub kind: String,
    pub parent: Option<String>,
    pub bytes: Vec<u8>,
}

/// An upload that is under way.
struct Upload {
    id: String,
    file: Kept,
    size: usize,
}

#[derive(Default)]
struct State {
    files: BTreeMap<String, Kept>,
    uploads: BTreeMap<String, Upload>,
    /// Numbers of ids, uploads and tokens.
    numbers: u64,
    /// The person has typed the code, or refused.
    answered: Option<bool>,
    /// The refresh token is good for nothing any more.
    revoked: bool,
    /// The challenge and the way back of a code that the page gave.
    challenge: Option<(String, String)>,
    /// What was said of each video when its upload began.
    videos: Vec<Value>,
    /// The one access token that is taken.
    access: Option<String>,
}

/// A running server. It ends when this is dropped.
pub struct Drive(Cloud<State>);

impl Drive {
    pub const CLIENT: &str = "client-1.apps.example";
    pub const SECRET: &str = "client-secret";
    pub const CODE: &str = "GQVQ-JKEC";
    const WEB_CODE: &str = "4/web-code";
    const REFRESH: &str = "refresh-1";

    /// Starts it on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start() -> io::Result<Self> {
        Ok(Self(Cloud::start(State::default()).await?))
    }

    /// "http://127.0.0.1:4000".
    pub fn base_url(&self) -> &str {
        self.0.base_url()
    }

    /// The person types the code and allows it, or refuses.
    pub fn type_code(&self, allowed: bool) {
        self.0.with(|state| state.answered = Some(allowed));
    }

    /// What was said of each video when its upload began.
    pub fn videos(&self) -> Vec<Value> {
        self.0.with(|state| state.videos.clone())
    }

    /// The person takes the access back.
    pub fn revoke(&self) {
        self.0.with(|state| (state.revoked, state.access) = (true, None));
    }

    /// The access token runs out before its time.
    pub fn expire(&self) {
        self.0.with(|state| state.access = None);
    }

    /// All uploads that are under way are forgotten.
    pub fn forget_uploads(&self) {
        self.0.with(|state| state.uploads.clear());
    }

    /// The next request of this method whose path holds this text goes wrong. The path of a piece ends in `?piece`, that of the question
    /// how an upload stands in `?stands`.
    pub fn fail(&self, method: &str, path: &str, fault: Fault) {
        self.0.fail(method, path, fault);
    }

    /// The files that are no folders.
    pub fn files(&self) -> Vec<Kept> {
        let film = |file: &&Kept| !file.kind.contains("folder");
        self.0.with(|state| state.files.values().filter(film).cloned().collect())
    }

    /// How often something was asked, by method and a part of the path.
    pub fn asked(&self, method: &str, path: &str) -> usize {
        self.0.heard().iter().filter(|asked| asked.method == method && asked.path.contains(path)).count()
    }

    /// All bytes of all pieces that came.
    pub fn received(&self) -> usize {
        self.0.heard().iter().filter(|asked| asked.method == "PUT").map(|asked| asked.body.len()).sum()
    }

    /// Waits until something was asked so often.
    pub async fn until_asked(&self, method: &str, path: &str, times: usize) {
        self.0.until(|| self.asked(method, path) >= times).await;
    }
}

fn refused(status: u16, reason: &str) -> Reply {
    Reply::json(status, &json!({ "error": { "code": status, "message": reason, "errors": [{ "reason": reason }] } }))
}

fn field(asked: &Asked, name: &str) -> String {
    url::form_urlencoded::parse(&asked.body)
        .find(|(field, _)| field == name)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

fn told(id: &str, file: &Kept) -> Value {
    let sum = Sha256::digest(&file.bytes).iter().fold(String::new(), |sum, byte| format!("{sum}{byte:02x}"));
    json!({
        "id": id,
        "name": file.name,
        "size": file.bytes.len().to_string(),
        "sha256Checksum": sum,
        "webViewLink": format!("https://drive.example/file/{id}/view"),
    })
}

impl Keeps for State {
    fn named(asked: &Asked) -> String {
        let asks = match asked.headers.get("content-range") {
            Some(range) if range.starts_with("bytes */") => "?stands",
            Some(_) => "?piece",
            None => "",
        };
        format!("{}{asks}", asked.path)
    }

    fn answer(&mut self, asked: &Asked, fault: Option<Fault>) -> Reply {
        match fault {
            Some(Fault::Status(403)) => return refused(403, "storageQuotaExceeded"),
            Some(Fault::Status(status)) => return refused(status, "backendError"),
            _ => {}
        }
        match asked.path.as_str() {
            "/device/code" | "/token" => self.give(asked),
            "/o/oauth2/v2/auth" => self.page(asked),
            _ if !self.lets_in(asked) => refused(401, "authError"),
            path => self.files(asked, path, fault == Some(Fault::Half)),
        }
    }
}

impl State {
    fn next(&mut self, what: &str) -> String {
        self.numbers += 1;
        format!("{what}-{}", self.numbers)
    }

    fn lets_in(&self, asked: &Asked) -> bool {
        let token = asked.headers.get("authorization").and_then(|header| header.strip_prefix("Bearer "));
        token.is_some() && token == self.access.as_deref()
    }

    /// The page of the web flow, on which the person allows everything at once.
    fn page(&mut self, asked: &Asked) -> Reply {
        let of = |name: &str| asked.query.get(name).cloned().unwrap_or_default();
        if of("client_id") != Drive::CLIENT || of("code_challenge_method") != "S256" || of("access_type") != "offline" {
            return refused(400, "invalid_request");
        }
        self.challenge = Some((of("code_challenge"), of("redirect_uri")));
        Reply::Elsewhere(format!("{}?state={}&code={}", of("redirect_uri"), of("state"), Drive::WEB_CODE))
    }

    /// Whether a code of the page comes with its verifier and its way back. A code is good once.
    fn is_of_page(&mut self, asked: &Asked) -> bool {
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(field(asked, "code_verifier")));
        let right = field(asked, "code") == Drive::WEB_CODE;
        right && self.challenge.take() == Some((challenge, field(asked, "redirect_uri")))
    }

    /// Codes and tokens.
    fn give(&mut self, asked: &Asked) -> Reply {
        if field(asked, "client_id") != Drive::CLIENT {
            return Reply::json(401, &json!({ "error": "invalid_client" }));
        }
        if asked.path == "/device/code" {
            let page = "https://www.google.example/device";
            return Reply::json(
                200,
                &json!({ "device_code": "device-1", "user_code": Drive::CODE, "verification_url": page, "expires_in": 1800, "interval": 5 }),
            );
        }
        if field(asked, "client_secret") != Drive::SECRET {
            return Reply::json(401, &json!({ "error": "invalid_client" }));
        }
        if field(asked, "grant_type") == "authorization_code" {
            if !self.is_of_page(asked) {
                return Reply::json(400, &json!({ "error": "invalid_grant" }));
            }
            self.answered = Some(true);
        }
        let refreshes = field(asked, "grant_type") == "refresh_token";
        match self.answered {
            _ if refreshes && (self.revoked || field(asked, "refresh_token") != Drive::REFRESH) => {
                Reply::json(400, &json!({ "error": "invalid_grant" }))
            }
            None if !refreshes => Reply::json(428, &json!({ "error": "authorization_pending" })),
            Some(false) if !refreshes => Reply::json(403, &json!({ "error": "access_denied" })),
            _ => {
                let access = self.next("access");
                self.access = Some(access.clone());
                Reply::json(
                    200,
                    &json!({ "access_token": access, "expires_in": 3599, "refresh_token": Drive::REFRESH, "token_type": "Bearer" }),
                )
            }
        }
    }

    fn files(&mut self, asked: &Asked, path: &str, half: bool) -> Reply {
        match (asked.method.as_str(), path) {
            ("GET", "/drive/v3/about") => Reply::json(200, &json!({ "user": { "emailAddress": "zoe@example.com" } })),
            ("GET", "/drive/v3/files/generateIds") => Reply::json(200, &json!({ "ids": [self.next("file")] })),
            ("GET", "/drive/v3/files") => {
                let query = asked.query.get("q").cloned().unwrap_or_default();
                let named =
                    |file: &&Kept| query.contains(&format!("name = '{}'", file.name)) && file.kind.contains("folder");
                let found: Vec<Value> =
                    self.files.iter().filter(|(_, file)| named(file)).map(|(id, _)| json!({ "id": id })).collect();
                Reply::json(200, &json!({ "files": found }))
            }
            ("POST", "/drive/v3/files") => {
                let (id, file) = (self.next("folder"), Self::named(&asked.json()));
                self.files.insert(id.clone(), file);
                Reply::json(200, &json!({ "id": id }))
            }
            ("POST", "/upload/drive/v3/files") => self.begin(asked),
            ("POST", "/upload/youtube/v3/videos") => self.begin_video(asked),
            ("PUT", path) if path.starts_with("/upload/session/") => self.piece(asked, path, half),
            (method, path) => {
                let id = path.strip_prefix("/drive/v3/files/").unwrap_or_default();
                match (method, self.files.get(id)) {
                    (_, None) => refused(404, "notFound"),
                    ("GET", Some(file)) => Reply::json(200, &told(id, file)),
                    ("DELETE", Some(_)) => {
                        self.files.remove(id);
                        Reply::Whole(204, "application/json", Vec::new())
                    }
                    _ => refused(405, "methodNotAllowed"),
                }
            }
        }
    }

    fn named(said: &Value) -> Kept {
        let text = |name: &str| said.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let parent = said.pointer("/parents/0").and_then(Value::as_str).map(str::to_owned);
        Kept { name: text("name"), kind: text("mimeType"), parent, bytes: Vec::new() }
    }

    fn begin_video(&mut self, asked: &Asked) -> Reply {
        let said = asked.json();
        let name = said.pointer("/snippet/title").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.videos.push(said);
        let size = asked.headers.get("x-upload-content-length").and_then(|size| size.parse().ok()).unwrap_or(0);
        let (id, place) = (self.next("video"), format!("/upload/session/{}", self.next("upload")));
        let file = Kept { name, kind: "video/mp4".to_owned(), parent: None, bytes: Vec::new() };
        self.uploads.insert(place.clone(), Upload { id, file, size });
        Reply::Headed(200, vec![("Location", format!("{}{place}", asked.base()))])
    }

    fn begin(&mut self, asked: &Asked) -> Reply {
        let said = asked.json();
        let id = said.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        if self.files.contains_key(&id) {
            return refused(409, "fileIdInUse");
        }
        let size = asked.headers.get("x-upload-content-length").and_then(|size| size.parse().ok()).unwrap_or(0);
        let place = format!("/upload/session/{}", self.next("upload"));
        self.uploads.insert(place.clone(), Upload { id, file: Self::named(&said), size });
        Reply::Headed(200, vec![("Location", format!("{}{place}", asked.base()))])
    }

    /// A piece of an upload, or the question how it stands.
    fn piece(&mut self, asked: &Asked, path: &str, half: bool) -> Reply {
        let Some(upload) = self.uploads.get_mut(path) else { return refused(404, "notFound") };
        let range = asked.headers.get("content-range").cloned().unwrap_or_default();
        let at = range.trim_start_matches("bytes ").split('-').next().and_then(|at| at.parse::<usize>().ok());
        if let Some(at) = at {
            let last = at + asked.body.len() == upload.size;
            if at != upload.file.bytes.len() || (!last && !asked.body.len().is_multiple_of(262_144)) {
                return refused(400, "badRequest");
            }
            let kept = if half { asked.body.len() / 2 / 262_144 * 262_144 } else { asked.body.len() };
            upload.file.bytes.extend_from_slice(asked.body.get(..kept).unwrap_or_default());
        }
        let kept = upload.file.bytes.len();
        if kept < upload.size {
            let range = (kept > 0).then(|| ("Range", format!("bytes=0-{}", kept - 1)));
            return Reply::Headed(308, range.into_iter().collect());
        }
        // A session that is over goes on telling so.
        let (id, file) = (upload.id.clone(), upload.file.clone());
        let reply = Reply::json(200, &told(&id, &file));
        self.files.insert(id, file);
        reply
    }
}
