//! A WebDAV server with Nextcloud's chunked upload (v2), in memory, that goes wrong when it is told to.

pub use crate::once::Fault;
use crate::{
    Asked, Reply,
    clouds::{Cloud, Keeps},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

/// A file, and what the client said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub bytes: Vec<u8>,
    /// From `OC-Checksum`, such as `SHA256:…`.
    pub checksum: Option<String>,
}

#[derive(Default)]
struct State {
    /// The person has allowed the login that was begun; `None` before one was.
    login: Option<bool>,
    folders: BTreeSet<String>,
    files: BTreeMap<String, Kept>,
}

/// A running server. It ends when this is dropped.
pub struct Dav(Cloud<State>);

impl Dav {
    /// Who may log in.
    pub const USER: &str = "zoe";
    pub const PASSWORD: &str = "an-app-password";
    /// Where the account's files are, without a slash at its end.
    pub const FILES: &str = "/remote.php/dav/files/zoe";
    const LOGIN_TOKEN: &str = "login-token-1";
    const UPLOADS: &str = "/remote.php/dav/uploads/zoe";

    /// Starts it on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start() -> io::Result<Self> {
        let folders = [Self::FILES, Self::UPLOADS].map(str::to_owned).into();
        Ok(Self(Cloud::start(State { folders, ..State::default() }).await?))
    }

    /// "http://127.0.0.1:4000".
    pub fn base_url(&self) -> &str {
        self.0.base_url()
    }

    /// The next request of this method whose path holds this text goes wrong.
    pub fn fail(&self, method: &str, path: &str, fault: Fault) {
        self.0.fail(method, path, fault);
    }

    /// The person allows the login on the cloud's page.
    pub fn allow_login(&self) {
        self.0.with(|state| state.login = Some(true));
    }

    /// The account's files by their names below [`Dav::FILES`].
    pub fn files(&self) -> BTreeMap<String, Kept> {
        let own = |(path, kept): (&String, &Kept)| {
            Some((path.strip_prefix(Self::FILES)?.trim_start_matches('/').to_owned(), kept.clone()))
        };
        self.0.with(|state| state.files.iter().filter_map(own).collect())
    }

    /// Puts a file there that somebody else made.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        let kept = Kept { bytes: bytes.to_vec(), checksum: None };
        self.0.with(|state| state.files.insert(format!("{}/{name}", Self::FILES), kept));
    }

    /// How often something was asked, by method.
    pub fn asked(&self, method: &str) -> usize {
        self.0.heard().iter().filter(|asked| asked.method == method).count()
    }

    /// Waits until something was asked so often, by method.
    pub async fn until_asked(&self, method: &str, times: usize) {
        self.0.until(|| self.asked(method) >= times).await;
    }

    /// All bytes of all bodies that came.
    pub fn received(&self) -> usize {
        self.0.heard().iter().map(|asked| asked.body.len()).sum()
    }
}

/// The path as it was before its percent signs.
fn plain(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).trim_end_matches('/').to_owned()
}

fn status(status: u16) -> Reply {
    let body = format!(
        "<?xml version=\"1.0\"?><d:error xmlns:d=\"DAV:\" xmlns:s=\"x\"><s:message>status {status}</s:message></d:error>"
    );
    Reply::Whole(status, "application/xml", if status == 204 { Vec::new() } else { body.into_bytes() })
}

impl Keeps for State {
    fn named(asked: &Asked) -> String {
        plain(&asked.path)
    }

    fn answer(&mut self, asked: &Asked, fault: Option<Fault>) -> Reply {
        match fault {
            // Nothing is kept of a half.
            Some(Fault::Half) => return Reply::Reset,
            Some(Fault::Status(code)) => return status(code),
            _ => {}
        }
        let path = plain(&asked.path);
        if asked.method == "POST" {
            return self.login(asked, &path);
        }
        let login = BASE64_STANDARD.encode(format!("{}:{}", Dav::USER, Dav::PASSWORD));
        if asked.headers.get("authorization") != Some(&format!("Basic {login}")) {
            return status(401);
        }
        match asked.method.as_str() {
            "PROPFIND" => self.list(&path, asked.headers.get("depth").map_or("1", String::as_str)),
            "MKCOL" => self.make(path),
            "PUT" => self.keep(path, asked),
            "MOVE" => self.join(&path, asked),
            "DELETE" if self.files.remove(&path).is_some() => status(204),
            "DELETE" => status(404),
            _ => status(405),
        }
    }
}

impl State {
    /// The login flow, version 2: a password is given once, after the person allowed it.
    fn login(&mut self, asked: &Asked, path: &str) -> Reply {
        match path {
            "/index.php/login/v2" => {
                self.login = Some(false);
                let (base, path) = (asked.base(), "index.php/login/v2");
                let poll = json!({ "token": Dav::LOGIN_TOKEN, "endpoint": format!("{base}/{path}/poll") });
                Reply::json(200, &json!({ "poll": poll, "login": format!("{base}/{path}/flow/page-1") }))
            }
            "/index.php/login/v2/poll"
                if self.login == Some(true) && asked.body == format!("token={}", Dav::LOGIN_TOKEN).into_bytes() =>
            {
                self.login = None;
                let given = json!({ "server": asked.base(), "loginName": Dav::USER, "appPassword": Dav::PASSWORD });
                Reply::json(200, &given)
            }
            _ => Reply::json(404, &json!([])),
        }
    }

    fn parent_is_there(&self, path: &str) -> bool {
        path.rsplit_once('/').is_some_and(|(parent, _)| self.folders.contains(parent))
    }

    fn make(&mut self, path: String) -> Reply {
        if self.folders.contains(&path) {
            return status(405);
        }
        if !self.parent_is_there(&path) {
            return status(409);
        }
        self.folders.insert(path);
        status(201)
    }

    fn keep(&mut self, path: String, asked: &Asked) -> Reply {
        if !self.parent_is_there(&path) {
            return status(404);
        }
        let kept = Kept { bytes: asked.body.clone(), checksum: asked.headers.get("oc-checksum").cloned() };
        let new = self.files.insert(path, kept).is_none();
        status(if new { 201 } else { 204 })
    }

    /// Joins the pieces of an upload, as moving its `.file` does.
    fn join(&mut self, path: &str, asked: &Asked) -> Reply {
        let Some(room) = path.strip_suffix("/.file").filter(|room| self.folders.contains(*room)) else {
            return status(404);
        };
        let there = asked.headers.get("destination").cloned().unwrap_or_default();
        let there = plain(
            there.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or_default(),
        );
        if !self.parent_is_there(&there) {
            return status(409);
        }
        if self.files.contains_key(&there) && asked.headers.get("overwrite").is_some_and(|may| may == "F") {
            return status(412);
        }
        let pieces: Vec<String> =
            self.files.keys().filter(|name| name.starts_with(&format!("{room}/"))).cloned().collect();
        let bytes: Vec<u8> =
            pieces.iter().filter_map(|name| self.files.get(name)).flat_map(|kept| kept.bytes.clone()).collect();
        if asked.headers.get("oc-total-length").and_then(|length| length.parse().ok()) != Some(bytes.len()) {
            return status(400);
        }
        let sum = Sha256::digest(&bytes).iter().fold("SHA256:".to_owned(), |sum, byte| format!("{sum}{byte:02x}"));
        if asked.headers.get("oc-checksum").is_some_and(|said| *said != sum) {
            return status(400);
        }
        let checksum = asked.headers.get("oc-checksum").cloned();
        pieces.iter().for_each(|name| drop(self.files.remove(name)));
        self.folders.remove(room);
        self.files.insert(there, Kept { bytes, checksum });
        status(201)
    }

    fn list(&self, path: &str, depth: &str) -> Reply {
        if !self.folders.contains(path) && !self.files.contains_key(path) {
            return status(404);
        }
        let inside = |name: &&String| {
            depth == "1" && name.strip_prefix(&format!("{path}/")).is_some_and(|rest| !rest.contains('/'))
        };
        let mut body = "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\" xmlns:oc=\"o\">".to_owned();
        let one = |name: &str| match self.files.get(name) {
            Some(kept) => {
                let sum = kept
                    .checksum
                    .as_ref()
                    .map(|sum| format!("<oc:checksums><oc:checksum>{sum}</oc:checksum></oc:checksums>"));
                format!("<d:getcontentlength>{}</d:getcontentlength>{}", kept.bytes.len(), sum.unwrap_or_default())
            }
            None => "<d:resourcetype><d:collection/></d:resourcetype>".to_owned(),
        };
        let own = path.to_owned();
        let names =
            std::iter::once(&own).chain(self.files.keys().filter(inside)).chain(self.folders.iter().filter(inside));
        for name in names {
            let href = name.replace(' ', "%20");
            body.push_str(&format!(
                "<d:response><d:href>{href}</d:href><d:propstat><d:prop>{}</d:prop></d:propstat></d:response>",
                one(name)
            ));
        }
        body.push_str("</d:multistatus>");
        Reply::Whole(207, "application/xml; charset=utf-8", body.into_bytes())
    }
}
