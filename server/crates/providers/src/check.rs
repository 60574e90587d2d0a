//! Whether a provider can be used: a question that costs nothing.

use crate::{
    Call, CallLog, Failure, Kind, NoLog, Registry,
    http::{Effect, Request},
    untrusted::by_status,
};
use reqwest::header::HeaderMap;
use std::path::Path;

/// A task that nobody has: who asks with a good key is told so.
const NO_TASK: &str = "00000000-0000-0000-0000-000000000000";

impl Registry {
    /// Whether a server of one's own answers. It is asked aside: what comes of it counts for no order. What goes out and comes back is
    /// told to `log`.
    pub async fn answers(&self, provider: &str, log: &dyn CallLog) -> bool {
        self.aside().check_logged(provider, log).await.is_ok()
    }

    /// Asks a provider whether it accepts the key, and tells what it says in a sentence. Nothing is made or charged.
    ///
    /// # Errors
    /// `FixKey` when there is no key or a wrong one; else why it cannot be told now.
    pub async fn check(&self, provider: &str) -> Result<String, Failure> {
        self.check_logged(provider, &NoLog).await
    }

    /// As [`Self::check`]; what goes out and comes back is told to `log`.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub async fn check_logged(&self, provider: &str, log: &dyn CallLog) -> Result<String, Failure> {
        let label = self.catalogue().label(provider).to_owned();
        if self.catalogue().provider(provider).is_some_and(|entry| entry.built_in) {
            return Ok(format!("{label} works on this machine and needs no key."));
        }
        let dialect = Kind::ALL.iter().find_map(|kind| self.dialect(provider, *kind)).unwrap_or_default();
        let (path, name, scheme) = match dialect {
            "kling" | "kling-legacy" | "kling-omni" => {
                let units = self.kling(provider)?.units(&Call::new("check", Path::new("")).log(log)).await?;
                return Ok(match units {
                    Some((left, all)) => {
                        format!("{label} accepts the key: {left} of {all} units are left, as of some hours ago.")
                    }
                    None => format!("{label} accepts the key."),
                });
            }
            "openai" => ("/models".to_owned(), "authorization", "Bearer "),
            "elevenlabs" => ("/v1/models".to_owned(), "xi-api-key", ""),
            "runway" => (format!("/v1/tasks/{NO_TASK}"), "authorization", "Bearer "),
            "pollo" => (format!("/generation/{NO_TASK}/status"), "x-api-key", ""),
            "fal" => (format!("/fal-ai/kling-video/requests/{NO_TASK}/status"), "authorization", "Key "),
            "replicate" => (format!("/predictions/{NO_TASK}"), "authorization", "Bearer "),
            "openai-responses" => ("/models".to_owned(), "authorization", "Bearer "),
            // The list of models is anybody's there.
            "openai-chat" if provider == "openrouter" => ("/key".to_owned(), "authorization", "Bearer "),
            "openai-chat" => ("/models".to_owned(), "authorization", "Bearer "),
            "anthropic" => ("/v1/models".to_owned(), "x-api-key", ""),
            "gemini" => ("/v1beta/models".to_owned(), "x-goog-api-key", ""),
            "google-speech" => return Ok(format!("{label} needs no key.")),
            _ => return Err(self.unknown(provider, Kind::Video)),
        };
        let service = self.service(provider, !matches!(dialect, "openai" | "openai-chat"))?;
        let mut headers: HeaderMap = service.headers(name, scheme)?;
        if dialect == "runway" {
            headers.insert("x-runway-version", reqwest::header::HeaderValue::from_static("2024-11-06"));
        }
        if dialect == "anthropic" {
            headers.insert("anthropic-version", reqwest::header::HeaderValue::from_static("2026-10-21"));
        }
        let call = Call::new("check", Path::new("")).log(log);
        let answer = service.http.send(Request::get(&path, headers), &call).await?;
        match answer.status {
            // That there is no such task, or no such list, is an answer to somebody who may ask.
            200..=299 | 400 | 404 | 422 if answer.json().is_some() => Ok(format!("{label} accepts the key.")),
            _ => Err(by_status(&service.http, Effect::Reads, &answer, "")),
        }
    }
}
