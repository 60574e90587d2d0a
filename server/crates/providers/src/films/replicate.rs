//! Replicate: predictions of models, each with fields of its own.

use super::{Desk, Dialect, Frames, Order, Seen, field, gave_up, no_task, refused, seconds};
use crate::{
    Failure, FailureClass, Model,
    http::{Answer, Effect},
    service::Service,
    untrusted::{at, is_id, text},
};
use async_trait::async_trait;
use model::VideoSpec;
use reqwest::header::HeaderMap;
use serde_json::{Map, Value, json};

pub(crate) struct Replicate;

#[async_trait]
impl Dialect for Replicate {
    fn headers(&self, service: &Service) -> Result<HeaderMap, Failure> {
        service.headers("authorization", "Bearer ")
    }

    fn order(&self, model: &Model, spec: &VideoSpec, frames: Frames) -> Result<Order, Failure> {
        let mut input = Map::from_iter([
            ("prompt".to_owned(), spec.prompt.as_str().into()),
            (field(model, "seconds", "duration").to_owned(), seconds(model, spec).into()),
        ]);
        input.extend(model.avoided(&spec.avoid).map(|words| ("negative_prompt".to_owned(), words.into())));
        match frames.first {
            Some(picture) => {
                input.insert(field(model, "image", "image").to_owned(), picture.into());
                input.extend(frames.last.map(|last| (field(model, "end", "end_image").to_owned(), last.into())));
            }
            None => input
                .extend(model.aspect(spec.width, spec.height).map(|aspect| ("aspect_ratio".to_owned(), aspect.into()))),
        }
        input.extend(model.settings.clone());
        Ok(Order { path: format!("/models/{}/predictions", model.wire), body: json!({ "input": input }) })
    }

    fn created(&self, _model: &Model, answer: &Value) -> Option<String> {
        text(answer.get("id")?).filter(|id| is_id(id))
    }

    async fn look(&self, desk: &Desk<'_>, task_id: &str) -> Result<Seen, Failure> {
        if !is_id(task_id) {
            return Err(no_task(desk.label(), task_id));
        }
        Ok(seen(desk.label(), &desk.get(&format!("/predictions/{task_id}")).await?))
    }

    fn refusal(&self, service: &Service, effect: Effect, answer: &Answer) -> Failure {
        refused(service, effect, answer, &["/detail", "/error", "/title"])
    }
}

pub(super) fn seen(label: &str, task: &Value) -> Seen {
    match at(task, "/status").to_lowercase().as_str() {
        "starting" => Seen::working(format!("{label} is getting ready.")),
        "processing" => Seen::working(format!("{label} is filming.")),
        "succeeded" => {
            let url = task.get("output").and_then(text).or_else(|| task.pointer("/output/0").and_then(text));
            Seen::Done { url, billed: None }
        }
        "failed" => Seen::Failed(gave_up(label, &at(task, "/error"))),
        "canceled" | "cancelled" | "aborted" => {
            let sentence = format!("The task was cancelled at {label}.");
            Seen::Failed(Failure::new(FailureClass::TryAgain, sentence))
        }
        other => Seen::odd(label, other),
    }
}
