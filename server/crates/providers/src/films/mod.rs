//! Services that film and speak one dialect each: what they have in common.
//!
//! None of them can be asked for a task by a name of ours, so that a lost answer is for a person to settle.

mod fal;
mod pollo;
mod replicate;
mod runway;
#[cfg(test)]
mod tests;

pub(crate) use fal::Fal;
pub(crate) use pollo::Pollo;
pub(crate) use replicate::Replicate;
pub(crate) use runway::Runway;

use crate::{
    Billed, Call, Can, Failure, FailureClass, Maker, Model, Poll, Started, VideoMade,
    http::{Answer, Effect, Request},
    picture, result,
    service::Service,
    untrusted::{by_status, words},
};
use async_trait::async_trait;
use model::VideoSpec;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// The largest file of a picture that is sent along, in bytes: in base64 it stays below 5 MB.
const MOST_PICTURE: u64 = 3_700_000;

/// What a look at a task saw.
#[derive(Debug)]
pub(crate) enum Seen {
    Working { message: String, progress: Option<f64> },
    Done { url: Option<String>, billed: Option<Billed> },
    Failed(Failure),
}

impl Seen {
    fn working(message: impl Into<String>) -> Self {
        Self::Working { message: message.into(), progress: None }
    }

    /// A word that nobody knows: it is waited for.
    fn odd(label: &str, word: &str) -> Self {
        Self::working(format!("{label} says: {}", words(word)))
    }
}

/// An order: where to, and what.
#[derive(Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) path: String,
    pub(crate) body: Value,
}

/// What a video starts from and ends on, as data URIs.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    pub(crate) first: Option<String>,
    /// Only beside a first one.
    pub(crate) last: Option<String>,
}

/// How one service is spoken to.
#[async_trait]
pub(crate) trait Dialect: Send + Sync {
    fn headers(&self, service: &Service) -> Result<HeaderMap, Failure>;

    /// The order of a video. `Broken` or `EditPrompt` when it cannot be ordered.
    fn order(&self, model: &Model, spec: &VideoSpec, frames: Frames) -> Result<Order, Failure>;

    /// The task's id in the answer to an order, with all that is needed to look at it.
    fn created(&self, model: &Model, answer: &Value) -> Option<String>;

    /// Looks at a task once.
    async fn look(&self, desk: &Desk<'_>, task_id: &str) -> Result<Seen, Failure>;

    /// What an answer without a result means.
    fn refusal(&self, service: &Service, effect: Effect, answer: &Answer) -> Failure;
}

/// Where a dialect asks its questions.
pub(crate) struct Desk<'a> {
    service: &'a Service,
    dialect: &'a dyn Dialect,
    call: &'a Call<'a>,
}

impl Desk<'_> {
    fn label(&self) -> &str {
        self.service.label()
    }

    /// An answer, whatever its status.
    async fn ask(&self, path: &str) -> Result<Answer, Failure> {
        let headers = self.dialect.headers(self.service)?;
        self.service.http.send(Request::get(path, headers), self.call).await
    }

    /// The JSON of an answer that says that all is well.
    async fn get(&self, path: &str) -> Result<Value, Failure> {
        let answer = self.ask(path).await?;
        match answer.json() {
            Some(json) if (200..300).contains(&answer.status) => Ok(json),
            _ => Err(as_a_look(self.dialect.refusal(self.service, Effect::Reads, &answer))),
        }
    }
}

/// That this look was refused says nothing about the task: unless a person has to act, it is looked at again.
fn as_a_look(mut failure: Failure) -> Failure {
    if !matches!(failure.class, FailureClass::FixKey | FailureClass::TopUp | FailureClass::Wait) {
        failure.class = FailureClass::TryAgain;
    }
    failure
}

/// Films with one account at one service.
pub(crate) struct Films<D> {
    pub(crate) service: Service,
    pub(crate) dialect: D,
}

impl<D: Dialect> Films<D> {
    /// The pictures that the model takes of those that the shot has.
    async fn frames(&self, model: &Model, spec: &VideoSpec, call: &Call<'_>) -> Result<Frames, Failure> {
        let (takes, label) = (model.takes(), self.service.label());
        let read =
            async |name: &str| Ok::<_, Failure>(picture::read(name, label, MOST_PICTURE, call).await?.data_uri());
        let Some(first) = spec.first_frame.as_deref().filter(|_| takes.first_frame) else {
            if model.can(Can::Text) {
                return Ok(Frames::default());
            }
            let sentence = format!("{} needs a picture to start from. Choose one, or another model.", model.label);
            return Err(Failure::new(FailureClass::Broken, sentence));
        };
        let last = match spec.last_frame.as_deref().filter(|_| takes.last_frame) {
            Some(last) => Some(read(last).await?),
            None => None,
        };
        Ok(Frames { first: Some(read(first).await?), last })
    }
}

#[async_trait]
impl<D: Dialect> Maker for Films<D> {
    type Spec = VideoSpec;
    type Made = VideoMade;

    async fn start(&self, spec: &VideoSpec, call: &Call<'_>) -> Result<Started<VideoMade>, Failure> {
        let service = &self.service;
        let model = service.model(&spec.model)?;
        service.check_length(model, &spec.prompt)?;
        let frames = self.frames(model, spec, call).await?;
        let order = self.dialect.order(model, spec, frames)?;
        let headers = self.dialect.headers(service)?;
        let answer = service.http.send(Request::post(Effect::Creates, &order.path, headers, order.body), call).await?;
        let task = answer.json().filter(|_| (200..300).contains(&answer.status));
        match task.and_then(|json| self.dialect.created(model, &json)) {
            Some(task_id) => Ok(Started::Pending { task_id }),
            None => Err(self.dialect.refusal(service, Effect::Creates, &answer)),
        }
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<VideoMade>, Failure> {
        let desk = Desk { service: &self.service, dialect: &self.dialect, call };
        match self.dialect.look(&desk, task_id).await? {
            Seen::Working { message, progress } => {
                Ok(Poll::Waiting { message, progress: progress.map(|part| part.clamp(0.0, 1.0)) })
            }
            Seen::Failed(failure) => Ok(Poll::Failed(failure)),
            Seen::Done { url: Some(url), billed } => {
                let video = result::Video { url: &url, declared: None, billed };
                result::video(&self.service.http, &self.service.tools, video, call).await
            }
            Seen::Done { url: None, billed } => {
                let sentence = format!("{} says that the video is done, but names none.", self.service.label());
                Ok(Poll::Failed(Failure::new(FailureClass::Broken, sentence).billed(billed).made()))
            }
        }
    }
}

/// A task id that cannot be looked at.
fn no_task(label: &str, id: &str) -> Failure {
    Failure::new(FailureClass::Broken, format!("This is no task id of {label}.")).detail(format!("{id:?}"))
}

/// A task that its service gave up, with the service's reason.
fn gave_up(label: &str, why: &str) -> Failure {
    if crate::untrusted::is_moderation(why) {
        return crate::untrusted::refused_by_rules(label, why);
    }
    Failure::new(FailureClass::TryAgain, format!("{label} could not film this: {}", words(why)))
}

/// As [`by_status`], with the service's own words from the first of these places.
fn refused(service: &Service, effect: Effect, answer: &Answer, places: &[&str]) -> Failure {
    let json = answer.json().unwrap_or_default();
    let said = places.iter().map(|place| crate::untrusted::at(&json, place)).find(|said| !said.is_empty());
    by_status(&service.http, effect, answer, &said.unwrap_or_default())
}

/// Whole seconds, as far as the model films.
fn seconds(model: &Model, spec: &VideoSpec) -> u64 {
    model.seconds_of(spec).ceil() as u64
}

/// What a model's own API calls a field, where the catalogue says so.
fn field<'a>(model: &'a Model, what: &str, usual: &'a str) -> &'a str {
    model.fields.get(what).map_or(usual, String::as_str)
}
