//! Files of a Google Drive. Every file has an id before it is sent, so that a repeated request makes no second file; it is sent in pieces, and goes
//! on where Google says that it stands.

use super::{
    Google,
    answer::{away, meaning, read},
};
use crate::{
    DeliverError, Heard,
    source::{Source, unreadable},
};
use reqwest::{Method, RequestBuilder, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Mutex;
use url::Url;

/// How large a piece is, in bytes: a multiple of 262,144.
const PIECE: u64 = 8 << 20;
const FOLDER: &str = "application/vnd.google-apps.folder";
const FIELDS: &str = "id,name,size,sha256Checksum,webViewLink,trashed";

/// A person's drive.
pub struct Drive {
    google: Google,
    refresh_token: String,
    /// A token for about an hour; got when it is needed.
    access: Mutex<Option<String>>,
}

/// A file that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// In bytes.
    pub size: Option<u64>,
    /// In small hexadecimal digits.
    pub sha256: Option<String>,
    /// Where the person sees it.
    pub link: String,
}

/// How an upload stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Google has so many bytes.
    At(u64),
    Whole,
    /// Google has forgotten it: begin anew, with the same id.
    Gone,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    id: Option<String>,
    /// Google writes numbers as texts.
    size: Option<String>,
    sha256_checksum: Option<String>,
    web_view_link: Option<String>,
    #[serde(default)]
    trashed: bool,
}

fn odd(what: &str) -> DeliverError {
    DeliverError::later("Google answered something odd.", what)
}

fn parsed<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, DeliverError> {
    serde_json::from_slice(body).map_err(|error| odd(&error.to_string()))
}

impl Drive {
    /// The drive that a refresh token opens. Nothing is asked yet.
    pub fn new(google: Google, refresh_token: String) -> Self {
        Self { google, refresh_token, access: Mutex::new(None) }
    }

    fn url(&self, path: &str, query: &[(&str, &str)]) -> Url {
        let mut url = Google::address(&self.google.api, path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    async fn token(&self, anew: bool) -> Result<String, DeliverError> {
        let mut access = self.access.lock().await;
        match access.as_ref() {
            Some(token) if !anew => Ok(token.clone()),
            _ => Ok(access.insert(self.google.access(&self.refresh_token).await?).clone()),
        }
    }

    /// Sends what `request` makes. A token that ran out is got anew, once.
    async fn ask(&self, request: impl Fn() -> RequestBuilder) -> Result<Response, DeliverError> {
        for anew in [false, true] {
            let token = self.token(anew).await?;
            let answer = request().bearer_auth(token).send().await.map_err(|error| away(&error))?;
            if answer.status().as_u16() != 401 || anew {
                return Ok(answer);
            }
        }
        Err(odd("no answer"))
    }

    /// The status and the body of an answer.
    async fn answer(&self, method: Method, url: Url, json: Option<&Value>) -> Result<(u16, Vec<u8>), DeliverError> {
        let request = || {
            let request = self.google.client.request(method.clone(), url.clone());
            match json {
                Some(json) => request.json(json),
                None if method == Method::GET || method == Method::DELETE => request,
                None => request.header("Content-Length", 0),
            }
        };
        let answer = self.ask(request).await?;
        Ok((answer.status().as_u16(), read(answer).await?))
    }

    /// Whose drive it is.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn owner(&self) -> Result<String, DeliverError> {
        let url = self.url("/drive/v3/about", &[("fields", "user,storageQuota")]);
        let (status, body) = self.answer(Method::GET, url, None).await?;
        if status != 200 {
            return Err(meaning(status, &body));
        }
        let about: Value = parsed(&body)?;
        Ok(about.pointer("/user/emailAddress").and_then(Value::as_str).unwrap_or("a Google account").to_owned())
    }

    /// An id that no file has. Choose it once, and keep it with the export.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn new_id(&self) -> Result<String, DeliverError> {
        let url = self.url("/drive/v3/files/generateIds", &[("count", "1")]);
        let (status, body) = self.answer(Method::GET, url, None).await?;
        if status != 200 {
            return Err(meaning(status, &body));
        }
        let ids: Value = parsed(&body)?;
        ids.pointer("/ids/0").and_then(Value::as_str).map(str::to_owned).ok_or_else(|| odd("no id"))
    }

    /// The file of this id; `None` where there is none, or it lies in the bin.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn find(&self, id: &str) -> Result<Option<Found>, DeliverError> {
        let url = self.url(&format!("/drive/v3/files/{id}"), &[("fields", FIELDS)]);
        let (status, body) = self.answer(Method::GET, url, None).await?;
        match status {
            200 => {
                let file: File = parsed(&body)?;
                let size = file.size.and_then(|size| size.parse().ok());
                let sha256 = file.sha256_checksum.map(|sum| sum.to_ascii_lowercase());
                let link = file.web_view_link.unwrap_or_default();
                Ok((!file.trashed).then_some(Found { size, sha256, link }))
            }
            404 => Ok(None),
            _ => Err(meaning(status, &body)),
        }
    }

    /// The id of the folder of this name at the top of the drive, made where there is none. Only folders that this studio made are seen.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn folder(&self, name: &str) -> Result<String, DeliverError> {
        let quoted = name.replace('\\', "\\\\").replace('\'', "\\'");
        let query = format!("name = '{quoted}' and mimeType = '{FOLDER}' and trashed = false");
        let url = self.url("/drive/v3/files", &[("q", &query), ("fields", "files(id)")]);
        let (status, body) = self.answer(Method::GET, url, None).await?;
        if status != 200 {
            return Err(meaning(status, &body));
        }
        let found: Value = parsed(&body)?;
        if let Some(id) = found.pointer("/files/0/id").and_then(Value::as_str) {
            return Ok(id.to_owned());
        }
        let new = json!({ "name": name, "mimeType": FOLDER });
        let (status, body) = self.answer(Method::POST, self.url("/drive/v3/files", &[]), Some(&new)).await?;
        if status != 200 {
            return Err(meaning(status, &body));
        }
        parsed::<File>(&body)?.id.ok_or_else(|| odd("no id"))
    }

    /// Begins an upload: the address that its pieces go to, which is a secret. `None` where the file is there already.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn begin(
        &self,
        id: &str,
        folder: Option<&str>,
        name: &str,
        kind: &str,
        size: u64,
    ) -> Result<Option<String>, DeliverError> {
        let mut file = json!({ "id": id, "name": name, "mimeType": kind });
        if let (Some(folder), Some(file)) = (folder, file.as_object_mut()) {
            file.insert("parents".to_owned(), json!([folder]));
        }
        let url = self.url("/upload/drive/v3/files", &[("uploadType", "resumable"), ("fields", FIELDS)]);
        let request = || {
            let request = self.google.client.post(url.clone()).header("X-Upload-Content-Type", kind);
            request.header("X-Upload-Content-Length", size).json(&file)
        };
        let answer = self.ask(request).await?;
        let place = answer.headers().get("location").and_then(|place| place.to_str().ok()).map(str::to_owned);
        match (answer.status().as_u16(), place) {
            (200, Some(place)) => Ok(Some(place)),
            (409, _) => Ok(None),
            (status, _) => Err(meaning(status, &read(answer).await?)),
        }
    }

    /// The address of an upload, where it is one of Google's.
    fn session(&self, place: &str) -> Option<Url> {
        Url::parse(place).ok().filter(|url| url.origin() == self.google.api.origin())
    }

    /// How an upload stands.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn stands(&self, place: &str, size: u64) -> Result<Stands, DeliverError> {
        let Some(url) = self.session(place) else { return Ok(Stands::Gone) };
        let request = || {
            let request = self.google.client.put(url.clone()).header("Content-Length", 0);
            request.header("Content-Range", format!("bytes */{size}"))
        };
        standing(self.ask(request).await?).await
    }

    /// Sends the rest of a file, from where it stands.
    ///
    /// # Errors
    /// What is wrong, in a sentence. What was sent before is there.
    pub async fn send_from(
        &self,
        place: &str,
        source: &Arc<dyn Source>,
        mut at: u64,
        heard: &Heard,
    ) -> Result<Stands, DeliverError> {
        let Some(url) = self.session(place) else { return Ok(Stands::Gone) };
        let size = source.size();
        while at < size {
            let end = (at + PIECE).min(size);
            let part = source.read(at, end).await.map_err(unreadable)?;
            let range = format!("bytes {at}-{}/{size}", end - 1);
            let request = || self.google.client.put(url.clone()).header("Content-Range", &range).body(part.clone());
            match standing(self.ask(request).await?).await? {
                // What it has not kept is sent again; that it keeps nothing is no progress.
                Stands::At(kept) if kept > at && kept <= size => at = kept,
                Stands::At(kept) => return Err(odd(&format!("it stands at {kept} after {end}"))),
                over => {
                    heard(size);
                    return Ok(over);
                }
            }
            heard(at);
        }
        Ok(Stands::At(at))
    }

    /// Takes a file of the studio's away again.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn remove(&self, id: &str) -> Result<(), DeliverError> {
        let url = self.url(&format!("/drive/v3/files/{id}"), &[]);
        let (status, body) = self.answer(Method::DELETE, url, None).await?;
        if matches!(status, 200 | 204 | 404) { Ok(()) } else { Err(meaning(status, &body)) }
    }
}

/// What an answer of an upload says of how it stands.
async fn standing(answer: Response) -> Result<Stands, DeliverError> {
    let range = answer.headers().get("range").and_then(|range| range.to_str().ok()).map(str::to_owned);
    match answer.status().as_u16() {
        200 | 201 => Ok(Stands::Whole),
        // No range: nothing is kept.
        308 => {
            let last = range.as_deref().and_then(|range| range.rsplit('-').next()?.parse::<u64>().ok());
            Ok(Stands::At(last.map_or(0, |last| last + 1)))
        }
        404 | 410 => Ok(Stands::Gone),
        status => Err(meaning(status, &read(answer).await?)),
    }
}
