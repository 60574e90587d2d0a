//! Kling films: create, look, find again. Both generations of its API.

mod answer;
mod auth;
mod request;
mod task;
#[cfg(test)]
mod tests;

use crate::{
    Account, Call, Catalogue, Failure, FailureClass, Lookup, Maker, Model, Poll, Started, VideoMade,
    http::{Effect, Http, Request},
    result, untrusted,
};
use async_trait::async_trait;
use auth::Auth;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use media::Tools;
use model::VideoSpec;
use request::{Dialect, Extra};
use serde_json::{Value, json};
use std::{
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};
use task::{State, Task};

/// Where the older API keeps its videos.
const LEGACY: [&str; 2] = ["/v1/videos/text2video", "/v1/videos/image2video"];
/// Pages of the listing that a search reads; a page has 500 tasks.
const PAGES: usize = 10;
/// How far back a search lists, in milliseconds: two days.
const BACK: u64 = 2 * 86_400_000;
/// Clocks differ: a listing ends an hour from now.
const AHEAD: u64 = 3_600_000;
/// A first frame's file, in bytes, as the newer API takes it.
const MOST_PICTURE: u64 = 50 << 20;

/// Films with one account at Kling.
pub(crate) struct Kling {
    http: Http,
    auth: Auth,
    catalogue: Arc<Catalogue>,
    tools: Tools,
    callback_url: Option<String>,
}

impl Kling {
    /// # Errors
    /// `FixKey`, with how to set a key, when the account has none, or when its address is wrong.
    pub(crate) fn new(account: &Account, catalogue: Arc<Catalogue>, tools: Tools) -> Result<Self, Failure> {
        let auth = Auth::of(account).ok_or_else(|| {
            let sentence = "Kling has no API key yet. Add one in the settings, or set KLING_API_KEY \
                            (or KLING_ACCESS_KEY and KLING_SECRET_KEY).";
            Failure::new(FailureClass::FixKey, sentence)
        })?;
        let entry = catalogue.provider("kling").map(|entry| entry.base_url.as_str()).unwrap_or_default();
        let http = Http::new("Kling", account.base_url.as_deref().unwrap_or(entry))?;
        Ok(Self { http, auth, catalogue, tools, callback_url: account.callback_url.clone() })
    }

    fn model(&self, spec: &VideoSpec) -> Result<&Model, Failure> {
        let model = self.catalogue.model(&spec.model).ok_or_else(|| {
            let sentence =
                format!("Kling's model \"{}\" is not in the catalogue. Choose another one.", spec.model.model);
            Failure::new(FailureClass::Broken, sentence)
        })?;
        if matches!(self.auth, Auth::Pair { .. }) && Dialect::of(model) != Dialect::Legacy {
            let sentence = format!(
                "{} needs an API key (KLING_API_KEY); an access key with a secret key films with the models of the older API only.",
                model.label
            );
            return Err(Failure::new(FailureClass::FixKey, sentence));
        }
        Ok(model)
    }

    async fn ask(&self, effect: Effect, path: &str, body: Option<Value>, call: &Call<'_>) -> Result<Value, Failure> {
        let headers = self.auth.headers()?;
        let request = match body {
            Some(body) => Request::post(effect, path, headers, body),
            None => Request::get(path, headers),
        };
        answer::data(&self.http, effect, &self.http.send(request, call).await?)
    }

    async fn get(&self, path: &str, call: &Call<'_>) -> Result<Value, Failure> {
        self.ask(Effect::Reads, path, None, call).await
    }

    /// A task by its id ("task_ids") or by ours ("external_task_ids").
    async fn look(&self, by: &str, id: &str, call: &Call<'_>) -> Result<Option<Task>, Failure> {
        // An id goes into a path: nothing but an id may be in it.
        if !untrusted::is_id(id) {
            return Err(Failure::new(FailureClass::Broken, "This is no Kling task id.").detail(format!("{id:?}")));
        }
        let ours = |task: &Task| if by == "task_ids" { task.id == id } else { task.external_id.as_deref() == Some(id) };
        if let Auth::Key(_) = self.auth {
            let data = self.get(&format!("/tasks?{by}={id}"), call).await?;
            if let Some(task) = task::read_all(&data).into_iter().find(ours) {
                return Ok(Some(task));
            }
        }
        for path in LEGACY {
            match self.get(&format!("{path}/{id}"), call).await {
                // The answer to a question for one task is that task, whether or not it repeats our name for it.
                Ok(data) => {
                    if let Some(task) = task::read(&data) {
                        return Ok(Some(task));
                    }
                }
                // "Task not found" is a refused parameter.
                Err(failure) if failure.class == FailureClass::Broken => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(None)
    }

    /// Searches the listings for our name.
    async fn list(&self, external_id: &str, call: &Call<'_>) -> Result<Option<Task>, Failure> {
        let ours = |data: &Value| {
            task::read_all(data).into_iter().find(|task| task.external_id.as_deref() == Some(external_id))
        };
        if matches!(self.auth, Auth::Pair { .. }) {
            for path in LEGACY {
                if let Some(task) = ours(&self.get(&format!("{path}?pageNum=1&pageSize=500"), call).await?) {
                    return Ok(Some(task));
                }
            }
            return Ok(None);
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
        let mut body = json!({ "start_time": now.saturating_sub(BACK), "end_time": now + AHEAD, "limit": 500 });
        for _ in 0..PAGES {
            let data = self.ask(Effect::Reads, "/tasks", Some(body.clone()), call).await?;
            if let Some(task) = ours(&data) {
                return Ok(Some(task));
            }
            let more = data.get("has_more").and_then(Value::as_bool).unwrap_or(false);
            match data.get("next_cursor").and_then(untrusted::text) {
                Some(cursor) if more => {
                    if let Some(fields) = body.as_object_mut() {
                        fields.insert("cursor".to_owned(), cursor.into());
                    }
                }
                _ => break,
            }
        }
        Ok(None)
    }

    async fn first_frame(&self, spec: &VideoSpec, call: &Call<'_>) -> Result<Option<String>, Failure> {
        let Some(digest) = &spec.first_frame else { return Ok(None) };
        let gone = |why: String| {
            Failure::new(FailureClass::Broken, "The picture to start from cannot be read. Make it again.").detail(why)
        };
        let file = (call.pictures)(digest).ok_or_else(|| gone(format!("no file for {digest}")))?;
        let bytes = tokio::fs::metadata(&file).await.map_err(|error| gone(error.to_string()))?.len();
        if bytes > MOST_PICTURE {
            return Err(gone(format!("{bytes} bytes")));
        }
        let bytes = tokio::fs::read(&file).await.map_err(|error| gone(error.to_string()))?;
        Ok(Some(BASE64_STANDARD.encode(bytes)))
    }

    /// Fetches a finished task's video.
    async fn fetch(&self, task: &Task, call: &Call<'_>) -> Result<Poll<VideoMade>, Failure> {
        let Some(url) = &task.video else {
            let sentence = "Kling says that the video is done, but names none.";
            return Ok(Poll::Failed(Failure::new(FailureClass::Broken, sentence).billed(task.billed.clone())));
        };
        let file: &Path = &call.scratch.join("take.mp4");
        result::video(&self.http, &self.tools, url, file, task.billed.clone(), call).await
    }
}

#[async_trait]
impl Maker for Kling {
    type Spec = VideoSpec;
    type Made = VideoMade;

    async fn start(&self, spec: &VideoSpec, call: &Call<'_>) -> Result<Started<VideoMade>, Failure> {
        let model = self.model(spec)?;
        let first_frame = self.first_frame(spec, call).await?;
        let callback_url = self.callback_url.as_deref();
        let extra = Extra { external_id: call.external_id, first_frame, callback_url };
        let (path, body) = request::video(model, spec, extra)?;
        let data = self.ask(Effect::Creates, &path, Some(body), call).await?;
        // An answer without an id says that all is well, and not what: the task is looked for by our own name.
        let task = task::read(&data).ok_or_else(|| self.http.unknown().detail("the answer names no task"))?;
        Ok(Started::Pending { task_id: task.id })
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<VideoMade>, Failure> {
        let Some(task) = self.look("task_ids", task_id, call).await? else {
            let sentence = "Kling does not know the task at the moment; looking again.";
            return Err(Failure::new(FailureClass::TryAgain, sentence).detail(format!("task {task_id} not found")));
        };
        match &task.state {
            State::Working(message) => Ok(Poll::Waiting { message: message.clone(), progress: None }),
            State::Succeeded => self.fetch(&task, call).await,
            State::Failed(why) => Ok(Poll::Failed(failed(why).billed(task.billed.clone()))),
        }
    }

    async fn find(&self, external_id: &str, call: &Call<'_>) -> Result<Lookup, Failure> {
        let found = match self.look("external_task_ids", external_id, call).await? {
            Some(task) => Some(task),
            None => self.list(external_id, call).await?,
        };
        Ok(found.map_or(Lookup::Absent, |task| Lookup::Found {
            task_id: task.id,
            state: match task.state {
                State::Working(message) => message,
                State::Succeeded => "done".to_owned(),
                State::Failed(why) => format!("failed: {why}"),
            },
        }))
    }
}

/// A task that Kling gave up. It is not charged. Its reason is only words: those of moderation go back to the user.
fn failed(why: &str) -> Failure {
    if untrusted::is_moderation(why) {
        return untrusted::refused_by_rules("Kling", why);
    }
    Failure::new(FailureClass::TryAgain, format!("Kling could not film this: {why}"))
}
