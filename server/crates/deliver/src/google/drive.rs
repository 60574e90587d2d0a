//! Files of a Google Drive. Every file has an id before it is sent, so that a repeated request makes no second file; it is sent in pieces, and goes
//! on where Google says that it stands.

use super::{
    Google,
    account::{Account, odd, parsed},
    answer::{meaning, read},
    resumable::{self, Standing},
};
use crate::{DeliverError, Heard, source::Source};
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

const FOLDER: &str = "application/vnd.google-apps.folder";
const FIELDS: &str = "id,name,size,sha256Checksum,webViewLink,trashed";

/// A person's drive.
pub struct Drive(Account);

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

impl From<Standing> for Stands {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::At(kept) => Self::At(kept),
            Standing::Whole(_) => Self::Whole,
            Standing::Gone => Self::Gone,
        }
    }
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

impl Drive {
    /// The drive that a refresh token opens. Nothing is asked yet.
    pub fn new(google: Google, refresh_token: String) -> Self {
        Self(Account::new(google, refresh_token))
    }

    /// Whose drive it is.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn owner(&self) -> Result<String, DeliverError> {
        let url = self.0.url("/drive/v3/about", &[("fields", "user,storageQuota")]);
        let (status, body) = self.0.answer(Method::GET, url, None).await?;
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
        let url = self.0.url("/drive/v3/files/generateIds", &[("count", "1")]);
        let (status, body) = self.0.answer(Method::GET, url, None).await?;
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
        let url = self.0.url(&format!("/drive/v3/files/{id}"), &[("fields", FIELDS)]);
        let (status, body) = self.0.answer(Method::GET, url, None).await?;
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
        let url = self.0.url("/drive/v3/files", &[("q", &query), ("fields", "files(id)")]);
        let (status, body) = self.0.answer(Method::GET, url, None).await?;
        if status != 200 {
            return Err(meaning(status, &body));
        }
        let found: Value = parsed(&body)?;
        if let Some(id) = found.pointer("/files/0/id").and_then(Value::as_str) {
            return Ok(id.to_owned());
        }
        let new = json!({ "name": name, "mimeType": FOLDER });
        let (status, body) = self.0.answer(Method::POST, self.0.url("/drive/v3/files", &[]), Some(&new)).await?;
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
        let url = self.0.url("/upload/drive/v3/files", &[("uploadType", "resumable"), ("fields", FIELDS)]);
        let request = || {
            let request = self.0.google.client.post(url.clone()).header("X-Upload-Content-Type", kind);
            request.header("X-Upload-Content-Length", size).json(&file)
        };
        let answer = self.0.ask(request).await?;
        let place = answer.headers().get("location").and_then(|place| place.to_str().ok()).map(str::to_owned);
        match (answer.status().as_u16(), place) {
            (200, Some(place)) => Ok(Some(place)),
            (409, _) => Ok(None),
            (status, _) => Err(meaning(status, &read(answer).await?)),
        }
    }

    /// How an upload stands.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn stands(&self, place: &str, size: u64) -> Result<Stands, DeliverError> {
        resumable::stands(&self.0, place, size).await.map(Into::into)
    }

    /// Sends the rest of a file, from where it stands.
    ///
    /// # Errors
    /// What is wrong, in a sentence. What was sent before is there.
    pub async fn send_from(
        &self,
        place: &str,
        source: &Arc<dyn Source>,
        at: u64,
        heard: &Heard,
    ) -> Result<Stands, DeliverError> {
        resumable::send_from(&self.0, place, source, at, source.size(), heard).await.map(Into::into)
    }

    /// Takes a file of the studio's away again.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn remove(&self, id: &str) -> Result<(), DeliverError> {
        let url = self.0.url(&format!("/drive/v3/files/{id}"), &[]);
        let (status, body) = self.0.answer(Method::DELETE, url, None).await?;
        if matches!(status, 200 | 204 | 404) { Ok(()) } else { Err(meaning(status, &body)) }
    }
}
