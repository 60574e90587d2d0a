//! Vimeo's upload by tus, in memory, that goes wrong when it is told to.

use crate::{
    Asked, Fault, Reply,
    clouds::{Cloud, Keeps},
};
use serde_json::{Value, json};
use std::io;

/// A video, and what was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Video {
    pub said: Value,
    pub size: usize,
    pub bytes: Vec<u8>,
}

#[derive(Default)]
struct State {
    videos: Vec<Video>,
    revoked: bool,
}

/// A running server. It ends when this is dropped.
pub struct Vimeo(Cloud<State>);

impl Vimeo {
    pub const TOKEN: &str = "vimeo-token";

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

    /// The person takes the token back.
    pub fn revoke(&self) {
        self.0.with(|state| state.revoked = true);
    }

    /// The next request of this method whose path holds this text goes wrong.
    pub fn fail(&self, method: &str, path: &str, fault: Fault) {
        self.0.fail(method, path, fault);
    }

    /// All videos, also those that are not whole.
    pub fn videos(&self) -> Vec<Video> {
        self.0.with(|state| state.videos.clone())
    }

    /// How often something was asked, by method and a part of the path.
    pub fn asked(&self, method: &str, path: &str) -> usize {
        self.0.heard().iter().filter(|asked| asked.method == method && asked.path.contains(path)).count()
    }

    /// All bytes of all pieces that came.
    pub fn received(&self) -> usize {
        self.0.heard().iter().filter(|asked| asked.method == "PATCH").map(|asked| asked.body.len()).sum()
    }

    /// Waits until something was asked so often.
    pub async fn until_asked(&self, method: &str, path: &str, times: usize) {
        self.0.until(|| self.asked(method, path) >= times).await;
    }
}

fn told(base: &str, at: usize, video: &Video) -> Value {
    let status = if video.bytes.len() < video.size { "in_progress" } else { "complete" };
    json!({
        "uri": format!("/videos/{at}"),
        "name": video.said.get("name"),
        "link": format!("https://vimeo.example/{at}"),
        "upload": { "status": status, "size": video.size, "upload_link": format!("{base}/files/{at}") },
    })
}

impl Keeps for State {
    fn named(asked: &Asked) -> String {
        asked.path.clone()
    }

    fn answer(&mut self, asked: &Asked, fault: Option<Fault>) -> Reply {
        if let Some(Fault::Status(status)) = fault {
            return Reply::json(status, &json!({ "error": "as told" }));
        }
        if let Some(at) = asked.path.strip_prefix("/files/") {
            return self.bytes(asked, at.parse().unwrap_or(usize::MAX), fault == Some(Fault::Half));
        }
        let token = format!("Bearer {}", Vimeo::TOKEN);
        if self.revoked || asked.headers.get("authorization") != Some(&token) {
            return Reply::json(401, &json!({ "error": "no such token" }));
        }
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/oauth/verify") => {
                Reply::json(200, &json!({ "scope": "public private upload", "user": { "name": "Zoe" } }))
            }
            ("POST", "/me/videos") => {
                let said = asked.json();
                let size = said.pointer("/upload/size").and_then(Value::as_u64).unwrap_or(0);
                let video = Video { said, size: usize::try_from(size).unwrap_or(0), bytes: Vec::new() };
                let reply = told(&asked.base(), self.videos.len(), &video);
                self.videos.push(video);
                Reply::json(200, &reply)
            }
            ("GET", "/me/videos") => {
                let all = self.videos.iter().enumerate().map(|(at, video)| told(&asked.base(), at, video));
                Reply::json(200, &json!({ "data": all.collect::<Vec<_>>() }))
            }
            _ => Reply::json(404, &json!({ "error": "no such place" })),
        }
    }
}

impl State {
    fn bytes(&mut self, asked: &Asked, at: usize, half: bool) -> Reply {
        let Some(video) = self.videos.get_mut(at) else { return Reply::Headed(404, Vec::new()) };
        if asked.method == "PATCH" {
            let offset = asked.headers.get("upload-offset").and_then(|offset| offset.parse().ok());
            if offset != Some(video.bytes.len()) || video.bytes.len() + asked.body.len() > video.size {
                return Reply::Headed(409, Vec::new());
            }
            let kept = if half { asked.body.len() / 2 } else { asked.body.len() };
            video.bytes.extend_from_slice(asked.body.get(..kept).unwrap_or_default());
        }
        let status = if asked.method == "HEAD" { 200 } else { 204 };
        let offset = ("Upload-Offset", video.bytes.len().to_string());
        Reply::Headed(status, vec![offset, ("Upload-Length", video.size.to_string())])
    }
}
