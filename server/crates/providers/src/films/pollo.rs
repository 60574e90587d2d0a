//! Pollo: one door to the models of many brands.

use super::{Desk, Dialect, Frames, Order, Seen, field, gave_up, no_task, refused, seconds};
use crate::{
    Billed, Failure, Model, Money,
    http::{Answer, Effect},
    service::Service,
    untrusted::{at, is_id, number, text},
};
use async_trait::async_trait;
use model::VideoSpec;
use reqwest::header::HeaderMap;
use serde_json::{Map, Value, json};

pub(crate) struct Pollo;

#[async_trait]
impl Dialect for Pollo {
    fn headers(&self, service: &Service) -> Result<HeaderMap, Failure> {
        service.headers("x-api-key", "")
    }

    fn order(&self, model: &Model, spec: &VideoSpec, frames: Frames) -> Result<Order, Failure> {
        let mut input = Map::from_iter([
            ("prompt".to_owned(), spec.prompt.as_str().into()),
            (field(model, "seconds", "duration").to_owned(), seconds(model, spec).into()),
        ]);
        let resolution = model.resolution_of(spec).filter(|_| model.resolutions.len() > 1);
        input.extend(resolution.map(|name| ("resolution".to_owned(), name.into())));
        input.extend(model.avoided(&spec.avoid).map(|words| ("negativePrompt".to_owned(), words.into())));
        match frames.first {
            Some(picture) => {
                input.insert("image".to_owned(), picture.into());
                input.extend(frames.last.map(|last| ("imageTail".to_owned(), last.into())));
            }
            None => input
                .extend(model.aspect(spec.width, spec.height).map(|aspect| ("aspectRatio".to_owned(), aspect.into()))),
        }
        input.extend(model.settings.clone());
        Ok(Order { path: format!("/generation/{}", model.wire), body: json!({ "input": input }) })
    }

    fn created(&self, _model: &Model, answer: &Value) -> Option<String> {
        let id = answer.get("taskId").or_else(|| answer.pointer("/data/taskId"))?;
        text(id).filter(|id| is_id(id))
    }

    async fn look(&self, desk: &Desk<'_>, task_id: &str) -> Result<Seen, Failure> {
        if !is_id(task_id) {
            return Err(no_task(desk.label(), task_id));
        }
        let credit = desk.service.provider().and_then(|entry| entry.credit).map(|cost| cost.0.high);
        Ok(seen(desk.label(), &desk.get(&format!("/generation/{task_id}/status")).await?, credit))
    }

    fn refusal(&self, service: &Service, effect: Effect, answer: &Answer) -> Failure {
        refused(service, effect, answer, &["/message", "/error/message", "/data/message"])
    }
}

/// `credit` is what one costs. Pollo tells what a task took in credits only, and their price depends on the account: without it
/// the task costs what was estimated.
pub(super) fn seen(label: &str, answer: &Value, credit: Option<Money>) -> Seen {
    let task = answer.get("data").filter(|data| data.is_object()).unwrap_or(answer);
    let Some(first) = task.pointer("/generations/0") else {
        return Seen::working(format!("{label} has it in its queue."));
    };
    match at(first, "/status").to_lowercase().as_str() {
        "waiting" => Seen::working(format!("{label} has it in its queue.")),
        "processing" => Seen::working(format!("{label} is filming.")),
        "succeed" | "succeeded" => {
            let credits = task.get("credit").and_then(number);
            let billed = credit
                .zip(credits)
                .map(|(credit, credits)| Billed { amount: credit.times(credits), words: format!("{credits} credits") });
            Seen::Done { url: first.get("url").and_then(text), billed }
        }
        "failed" => Seen::Failed(gave_up(label, &at(first, "/failMsg"))),
        other => Seen::odd(label, other),
    }
}
