//! Kling films, draws, moves lips, speaks and makes sounds: create, look, find again. Both generations of its API.

mod answer;
mod auth;
mod board;
mod lips;
pub(crate) mod packs;
mod picture;
mod request;
mod sound;
mod speech;
mod task;
#[cfg(test)]
mod tests;
mod video;

pub(crate) use board::Board;
pub(crate) use lips::{Faces, Lips, OlderLips};
pub(crate) use picture::Pictures;
pub(crate) use sound::{FootageSounds, Sounds};
pub(crate) use speech::Voices;
pub(crate) use video::Videos;

use crate::{
    Account, Call, Catalogue, Failure, FailureClass, Lookup,
    http::{Effect, Http, Lines, Request},
    untrusted,
};
use auth::Auth;
use media::Tools;
use serde_json::{Value, json};
use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use task::{State, Task};

/// Where the older API keeps its videos.
const KEPT_VIDEOS: &[&str] =
    &["/v1/videos/text2video", "/v1/videos/image2video", "/v1/videos/omni-video", "/v1/videos/multi-image2video"];
/// Pages of the listing that a search reads; a page has 500 tasks.
const PAGES: usize = 10;
/// A question that took longer is not repeated at once, and no longer pause is made within a look.
const AT_ONCE: Duration = Duration::from_secs(3);
/// How far back a search lists, in milliseconds: two days.
const BACK: u64 = 2 * 86_400_000;
/// Clocks differ: a listing ends an hour from now.
const AHEAD: u64 = 3_600_000;
/// One account at Kling.
#[derive(Clone)]
pub(crate) struct Desk {
    /// Its name in the catalogue.
    provider: String,
    http: Http,
    auth: Auth,
    catalogue: Arc<Catalogue>,
    tools: Tools,
    callback_url: Option<String>,
    lines: Arc<Lines>,
}

impl Desk {
    /// # Errors
    /// `FixKey`, with how to set a key, when the account has none, or when its address is wrong.
    pub(crate) fn new(
        provider: &str,
        account: &Account,
        lines: &Arc<Lines>,
        catalogue: Arc<Catalogue>,
        tools: Tools,
    ) -> Result<Self, Failure> {
        let auth = Auth::of(account).ok_or_else(|| {
            let [key, access, secret] =
                ["API_KEY", "ACCESS_KEY", "SECRET_KEY"].map(|what| Account::variable(provider, what));
            let sentence =
                format!("Kling has no API key yet. Add one in the settings, or set {key} (or {access} and {secret}).");
            Failure::new(FailureClass::FixKey, sentence)
        })?;
        let entry = catalogue.provider(provider).map(|entry| entry.base_url.as_str()).unwrap_or_default();
        let http = lines.to(provider, catalogue.label(provider), account.base_url.as_deref().unwrap_or(entry))?;
        Ok(Self {
            provider: provider.to_owned(),
            http,
            auth,
            catalogue,
            tools,
            callback_url: account.callback_url.clone(),
            lines: lines.clone(),
        })
    }

    /// Asks once; once more with a new token where the first was from another time, by which nothing can have been created.
    async fn ask(&self, effect: Effect, path: &str, body: Option<Value>, call: &Call<'_>) -> Result<Value, Failure> {
        let request = |headers, body| match body {
            Some(body) => Request::post(effect, path, headers, body),
            None => Request::get(path, headers),
        };
        let again = matches!(self.auth, Auth::Pair { .. }).then(|| body.clone());
        let mut answer = self.http.send(request(self.auth.headers()?, body), call).await?;
        if let Some(body) = again.filter(|_| answer::is_of_another_time(&answer)) {
            answer = self.http.send(request(self.auth.headers_anew(answer.at)?, body), call).await?;
        }
        answer::data(&self.http, effect, &answer)
    }

    async fn get(&self, path: &str, call: &Call<'_>) -> Result<Value, Failure> {
        self.read(path, None, call).await
    }

    /// Asks a question, twice more when it failed at once: a search of many questions must not end at one lost answer.
    async fn read(&self, path: &str, body: Option<Value>, call: &Call<'_>) -> Result<Value, Failure> {
        for nth in 1..=2 {
            let began = Instant::now();
            match self.ask(Effect::Reads, path, body.clone(), call).await {
                Err(failure) if failure.may_retry() && began.elapsed() < AT_ONCE => {
                    let pause = failure.retry_after.unwrap_or(Duration::from_millis(200 * nth));
                    if pause > AT_ONCE {
                        return Err(failure);
                    }
                    tokio::time::sleep(pause).await;
                }
                other => return other,
            }
        }
        self.ask(Effect::Reads, path, body, call).await
    }

    /// What is left of the account's packs, and what they held; `None` when Kling does not say. It lags by hours.
    pub(crate) async fn units(&self, call: &Call<'_>) -> Result<Option<(f64, f64)>, Failure> {
        let now = now();
        let path = format!("/account/costs?start_time={}&end_time={now}", now.saturating_sub(BACK));
        Ok(packs::packs(&self.get(&path, call).await?))
    }

    /// A task by its id ("task_ids") or by ours ("external_task_ids"); `kept` are the places of the older API where it may be.
    async fn look(&self, by: &str, id: &str, kept: &[&str], call: &Call<'_>) -> Result<Option<Task>, Failure> {
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
        for path in kept {
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

    /// An order of the older API that says where to report, if anywhere.
    fn with_callback(&self, mut body: Value) -> Value {
        if let (Some(fields), Some(url)) = (body.as_object_mut(), &self.callback_url) {
            fields.insert("callback_url".to_owned(), url.as_str().into());
        }
        body
    }

    /// Orders something; gives the task that makes it.
    async fn order(&self, path: &str, body: Value, call: &Call<'_>) -> Result<String, Failure> {
        let data = self.ask(Effect::Creates, path, Some(body), call).await?;
        // An answer without an id says that all is well, and not what: the task is looked for by our own name.
        let task = task::created(&data).ok_or_else(|| self.http.unknown().detail("the answer names no task"))?;
        Ok(task.id)
    }

    /// A task that its step waits for; an error to try again after where Kling does not know it.
    async fn follow(&self, id: &str, kept: &[&str], call: &Call<'_>) -> Result<Task, Failure> {
        let sentence = "Kling does not know the task at the moment; looking again.";
        let unknown = || Failure::new(FailureClass::TryAgain, sentence).detail(format!("task {id} not found"));
        self.wait_for(id, kept, call).await?.ok_or_else(unknown)
    }

    /// A task that its step waits for, as Kling tells of it now; `kept` as in [`Self::look`]. With the newer API one question asks for
    /// all tasks of the account that steps of the same group wait for here.
    async fn wait_for(&self, id: &str, kept: &[&str], call: &Call<'_>) -> Result<Option<Task>, Failure> {
        if !matches!(self.auth, Auth::Key(_)) || !untrusted::is_id(id) {
            return self.look("task_ids", id, kept, call).await;
        }
        let board =
            self.lines.board((self.provider.clone(), self.http.base.to_string(), self.auth.mark(), call.group.into()));
        let told = match board.take(id, Instant::now()) {
            Some(task) => Some(task),
            None => {
                let ids = board.ask(id, Instant::now());
                let answer = self.get(&format!("/tasks?task_ids={}", ids.join(",")), call).await;
                match answer {
                    Ok(data) => {
                        let (own, others) =
                            task::read_all(&data).into_iter().partition::<Vec<_>, _>(|task| task.id == id);
                        board.hear(others, Instant::now());
                        own.into_iter().next()
                    }
                    // Another task's id may be what is refused.
                    Err(failure) if failure.class == FailureClass::Broken && ids.len() > 1 => None,
                    Err(failure) => return Err(failure),
                }
            }
        };
        let task = match told {
            Some(task) => Some(task),
            None => self.look("task_ids", id, kept, call).await?,
        };
        if !task.as_ref().is_some_and(|task| matches!(task.state, State::Working(_))) {
            board.leave(id);
        }
        Ok(task)
    }

    /// Searches for a task by our name: asks for it, then reads the listings.
    async fn find(&self, external_id: &str, kept: &[&str], call: &Call<'_>) -> Result<Option<Task>, Failure> {
        match self.look("external_task_ids", external_id, kept, call).await? {
            Some(task) => Ok(Some(task)),
            None => self.list(external_id, kept, call).await,
        }
    }

    /// Searches the listings for our name.
    async fn list(&self, external_id: &str, kept: &[&str], call: &Call<'_>) -> Result<Option<Task>, Failure> {
        let ours = |data: &Value| {
            task::read_all(data).into_iter().find(|task| task.external_id.as_deref() == Some(external_id))
        };
        if matches!(self.auth, Auth::Pair { .. }) {
            for path in kept {
                if let Some(task) = ours(&self.get(&format!("{path}?pageNum=1&pageSize=500"), call).await?) {
                    return Ok(Some(task));
                }
            }
            return Ok(None);
        }
        let now = now();
        let mut body = json!({ "start_time": now.saturating_sub(BACK), "end_time": now + AHEAD, "limit": 500 });
        for _ in 0..PAGES {
            let data = self.read("/tasks", Some(body.clone()), call).await?;
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
}

/// Milliseconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}

/// What a search found, in the words of the trait.
fn found(task: Option<Task>) -> Lookup {
    task.map_or(Lookup::Absent, |task| Lookup::Found {
        task_id: task.id,
        state: match task.state {
            State::Working(message) => message,
            State::Succeeded => "done".to_owned(),
            State::Failed(why) => format!("failed: {why}"),
        },
    })
}

/// A task that Kling gave up. It is not charged. Its reason is only words: those of moderation go back to the user.
fn failed(why: &str) -> Failure {
    if untrusted::is_moderation(why) {
        return untrusted::refused_by_rules("Kling", why);
    }
    Failure::new(FailureClass::TryAgain, format!("Kling could not make this: {why}"))
}
