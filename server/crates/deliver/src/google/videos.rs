//! A channel at YouTube. A video has no name before it is whole, so that the address of its upload is what keeps it from being sent twice.

use super::{
    Google,
    account::{Account, parsed},
    answer::{meaning, read},
    resumable::{self, Standing},
};
use crate::{DeliverError, Heard, VideoText, source::Source};
use serde_json::{Value, json};
use std::sync::Arc;

/// The category "Film & Animation".
const FILM: &str = "1";
/// Characters that YouTube takes of a title, and of a description.
const TITLE: usize = 100;
const DESCRIPTION: usize = 4_900;

/// Somebody's channel.
pub struct Videos(Account);

/// How a video's upload stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VideoStands {
    /// So many bytes are there.
    At(u64),
    /// It is whole: the address where it is seen.
    Whole(String),
    /// The site has forgotten the upload.
    Gone,
}

fn stands(standing: Standing) -> Result<VideoStands, DeliverError> {
    Ok(match standing {
        Standing::At(kept) => VideoStands::At(kept),
        Standing::Gone => VideoStands::Gone,
        Standing::Whole(body) => {
            let video: Value = parsed(&body)?;
            let id = video.get("id").and_then(Value::as_str).unwrap_or_default();
            VideoStands::Whole(format!("https://youtu.be/{id}"))
        }
    })
}

/// The first characters of a text. YouTube takes no angle brackets.
fn within(text: &str, most: usize) -> String {
    text.chars().filter(|letter| !matches!(letter, '<' | '>')).take(most).collect()
}

impl Videos {
    /// The channel that a refresh token opens. Nothing is asked yet.
    pub fn new(google: Google, refresh_token: String) -> Self {
        Self(Account::new(google, refresh_token))
    }

    /// Whether Google still lets the studio in.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn check(&self) -> Result<(), DeliverError> {
        self.0.token(true).await.map(drop)
    }

    /// Begins an upload of a private video that is marked as made by AI: the address that its pieces go to, which is a secret.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn begin(&self, text: &VideoText, size: u64) -> Result<String, DeliverError> {
        let video = json!({
            "snippet": { "title": within(&text.title, TITLE), "description": within(&text.description, DESCRIPTION), "categoryId": FILM },
            "status": {
                "privacyStatus": "private",
                "selfDeclaredMadeForKids": false,
                "containsSyntheticMedia": text.synthetic,
            },
        });
        let url = self.0.url("/upload/youtube/v3/videos", &[("uploadType", "resumable"), ("part", "snippet,status")]);
        let request = || {
            let request = self.0.google.client.post(url.clone()).header("X-Upload-Content-Type", "video/mp4");
            request.header("X-Upload-Content-Length", size).json(&video)
        };
        let answer = self.0.ask(request).await?;
        let place = answer.headers().get("location").and_then(|place| place.to_str().ok()).map(str::to_owned);
        match (answer.status().as_u16(), place) {
            (200, Some(place)) => Ok(place),
            (status, _) => Err(meaning(status, &read(answer).await?)),
        }
    }

    /// How an upload stands.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn stands(&self, place: &str, size: u64) -> Result<VideoStands, DeliverError> {
        stands(resumable::stands(&self.0, place, size).await?)
    }

    /// Sends the pieces of a film from where it stands up to `upto`, or a little beyond.
    ///
    /// # Errors
    /// What is wrong, in a sentence. What was sent before is there.
    pub async fn send_from(
        &self,
        place: &str,
        source: &Arc<dyn Source>,
        at: u64,
        upto: u64,
        heard: &Heard,
    ) -> Result<VideoStands, DeliverError> {
        stands(resumable::send_from(&self.0, place, source, at, upto, heard).await?)
    }
}
