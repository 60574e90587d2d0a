//! An account at Vimeo, by a token of the person's own app. Films are sent by tus, and go on where Vimeo says that they stand.

use crate::{
    DeliverError, Heard, VideoStands, VideoText,
    source::{PIECE, Source, unreadable},
};
use reqwest::{Client, Method, RequestBuilder, Response, redirect::Policy};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};
use url::Url;

const CONNECT: Duration = Duration::from_secs(15);
const SILENCE: Duration = Duration::from_secs(90);
/// The most that is read of an answer, in bytes.
const ANSWER: usize = 4 << 20;
const VERSION: &str = "application/vnd.vimeo.*+json;version=3.4";
const USUAL: &str = "https://api.vimeo.com";

/// Somebody's account.
pub struct Vimeo {
    client: Client,
    token: String,
    base: Url,
}

/// A video that was begun. Its place is a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Where its bytes go.
    pub place: String,
    /// Where it is seen.
    pub link: String,
}

fn odd(what: &str) -> DeliverError {
    DeliverError::later("Vimeo answered something odd.", what)
}

fn away(error: &reqwest::Error) -> DeliverError {
    let sentence = if error.is_connect() {
        "Vimeo cannot be reached at the moment."
    } else {
        "The connection to Vimeo broke off."
    };
    // An address can hold the upload's own secret.
    DeliverError::later(sentence, error.to_string().split("http").next().unwrap_or_default().to_owned())
}

fn meaning(status: u16) -> DeliverError {
    let detail = status.to_string();
    match status {
        401 => DeliverError::now("Vimeo does not take this token. Make a new one with the scope “upload”.", detail),
        403 => {
            DeliverError::now("The account may not send videos, or it is full. Vimeo's own pages say which.", detail)
        }
        408 | 429 | 500..=599 => DeliverError::later("Vimeo has trouble at the moment.", detail),
        _ => DeliverError::now(format!("Vimeo refused ({status})."), detail),
    }
}

async fn read(mut answer: Response) -> Result<Value, DeliverError> {
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|error| away(&error))? {
        bytes.extend_from_slice(&part);
        if bytes.len() > ANSWER {
            return Err(odd("too long"));
        }
    }
    serde_json::from_slice(&bytes).map_err(|error| odd(&error.to_string()))
}

fn text<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer).and_then(Value::as_str)
}

fn begun(video: &Value) -> Option<Begun> {
    let link = text(video, "/link").unwrap_or("https://vimeo.com/manage/videos");
    Some(Begun { place: text(video, "/upload/upload_link")?.to_owned(), link: link.to_owned() })
}

impl Vimeo {
    /// The account that a token opens. Nothing is asked yet. `base` takes the place of Vimeo's server, for tests.
    ///
    /// # Errors
    /// A base that is no address.
    pub fn new(token: &str, base: Option<&str>) -> Result<Self, DeliverError> {
        let base = Url::parse(base.unwrap_or(USUAL))
            .map_err(|error| DeliverError::now("The address of Vimeo is none.", error.to_string()))?;
        let client = Client::builder().redirect(Policy::none()).connect_timeout(CONNECT).read_timeout(SILENCE);
        let client = client.user_agent("Director Studio").build();
        let client = client
            .map_err(|error| DeliverError::later("The studio cannot ask Vimeo at the moment.", error.to_string()))?;
        Ok(Self { client, token: token.trim().to_owned(), base })
    }

    fn request(&self, method: Method, path: &str, query: &[(&str, &str)]) -> RequestBuilder {
        let mut url = self.base.clone();
        url.set_path(path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.client.request(method, url).bearer_auth(&self.token).header("Accept", VERSION)
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Value, DeliverError> {
        let answer = request.send().await.map_err(|error| away(&error))?;
        match answer.status().as_u16() {
            200 | 201 => read(answer).await,
            status => Err(meaning(status)),
        }
    }

    /// Whose account it is. A token that may not upload is refused.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn owner(&self) -> Result<String, DeliverError> {
        let verified = self.ask(self.request(Method::GET, "/oauth/verify", &[])).await?;
        if !text(&verified, "/scope").unwrap_or_default().split_whitespace().any(|scope| scope == "upload") {
            let sentence = "This token may not send videos. Make one with the scopes “private” and “upload”.";
            return Err(DeliverError::now(sentence, "no scope upload"));
        }
        Ok(text(&verified, "/user/name").unwrap_or("a Vimeo account").to_owned())
    }

    /// Makes a video that only its owner sees, to be filled.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn begin(&self, about: &VideoText, size: u64) -> Result<Begun, DeliverError> {
        let video = json!({
            "upload": { "approach": "tus", "size": size },
            "name": about.title.chars().take(128).collect::<String>(),
            "description": about.description.chars().take(4_900).collect::<String>(),
            "privacy": { "view": "nobody" },
        });
        let made = self.ask(self.request(Method::POST, "/me/videos", &[]).json(&video)).await?;
        begun(&made).ok_or_else(|| odd("no upload_link"))
    }

    /// A video of this name and size that was begun and not filled: what an answer that was lost told.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn find_begun(&self, about: &VideoText, size: u64) -> Result<Option<Begun>, DeliverError> {
        let query = [("query", about.title.as_str()), ("per_page", "25"), ("sort", "date"), ("direction", "desc")];
        let listed = self.ask(self.request(Method::GET, "/me/videos", &query)).await?;
        let all = listed.get("data").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let same = |video: &&Value| {
            text(video, "/name") == Some(about.title.as_str())
                && text(video, "/upload/status") == Some("in_progress")
                && video.pointer("/upload/size").and_then(Value::as_u64) == Some(size)
        };
        Ok(all.iter().find(same).and_then(begun))
    }

    /// The address of an upload, where it is one of Vimeo's.
    fn place(&self, place: &str) -> Option<Url> {
        let own = |url: &Url| {
            let of_vimeo = url.host_str().is_some_and(|host| host == "vimeo.com" || host.ends_with(".vimeo.com"));
            url.origin() == self.base.origin() || (of_vimeo && url.scheme() == "https")
        };
        Url::parse(place).ok().filter(own)
    }

    /// How an upload stands. `link` is where the video is seen.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn stands(&self, begun: &Begun, size: u64) -> Result<VideoStands, DeliverError> {
        let Some(url) = self.place(&begun.place) else { return Ok(VideoStands::Gone) };
        let request = self.client.head(url).header("Tus-Resumable", "1.0.0");
        let answer = request.send().await.map_err(|error| away(&error))?;
        standing(&answer, begun, size)
    }

    /// Sends the pieces of a film from where it stands up to `upto`, or a little beyond.
    ///
    /// # Errors
    /// What is wrong, in a sentence. What was sent before is there.
    pub async fn send_from(
        &self,
        begun: &Begun,
        source: &Arc<dyn Source>,
        mut at: u64,
        upto: u64,
        heard: &Heard,
    ) -> Result<VideoStands, DeliverError> {
        let Some(url) = self.place(&begun.place) else { return Ok(VideoStands::Gone) };
        let size = source.size();
        while at < upto {
            let end = (at + PIECE).min(size);
            let part = source.read(at, end).await.map_err(unreadable)?;
            let request = self.client.patch(url.clone()).header("Tus-Resumable", "1.0.0");
            let request = request.header("Upload-Offset", at).header("Content-Type", "application/offset+octet-stream");
            let answer = request.body(part).send().await.map_err(|error| away(&error))?;
            match standing(&answer, begun, size)? {
                VideoStands::At(kept) if kept > at && kept < size => at = kept,
                VideoStands::At(kept) => return Err(odd(&format!("it stands at {kept} after {end}"))),
                over => {
                    heard(size);
                    return Ok(over);
                }
            }
            heard(at);
        }
        Ok(VideoStands::At(at))
    }
}

fn standing(answer: &Response, begun: &Begun, size: u64) -> Result<VideoStands, DeliverError> {
    let kept = answer.headers().get("upload-offset").and_then(|at| at.to_str().ok()?.parse::<u64>().ok());
    match (answer.status().as_u16(), kept) {
        (200 | 204, Some(kept)) if kept >= size => Ok(VideoStands::Whole(begun.link.clone())),
        (200 | 204, Some(kept)) => Ok(VideoStands::At(kept)),
        (404 | 410, _) => Ok(VideoStands::Gone),
        // It stands elsewhere: it is asked where.
        (409, _) => Err(odd("another offset")),
        (status, _) => Err(meaning(status)),
    }
}
