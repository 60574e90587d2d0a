//! Runway: text_to_video, image_to_video, tasks.

use super::{Desk, Dialect, Frames, Order, Seen, no_task, refused, seconds};
use crate::{
    Billed, Can, Failure, FailureClass, Model, Money,
    http::{Answer, Effect},
    service::Service,
    untrusted::{at, is_id, number, refused_by_rules, text, words},
};
use async_trait::async_trait;
use model::VideoSpec;
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::{Map, Value, json};

/// The version of the interface that this speaks.
const VERSION: &str = "2024-11-06";
const CREDIT: Money = Money::from_micros(10_000);

pub(crate) struct Runway;

#[async_trait]
impl Dialect for Runway {
    fn headers(&self, service: &Service) -> Result<HeaderMap, Failure> {
        let mut headers = service.headers("authorization", "Bearer ")?;
        headers.insert("x-runway-version", HeaderValue::from_static(VERSION));
        Ok(headers)
    }

    fn order(&self, model: &Model, spec: &VideoSpec, frames: Frames) -> Result<Order, Failure> {
        // It counts as JavaScript does.
        let (length, limit) = (spec.prompt.encode_utf16().count(), model.prompt_limit);
        if limit > 0 && length > limit {
            let sentence = format!("The prompt has {length} characters; {} takes {limit}. Shorten it.", model.label);
            return Err(Failure::new(FailureClass::EditPrompt, sentence));
        }
        let mut body = Map::from_iter([
            ("model".to_owned(), model.wire.as_str().into()),
            ("promptText".to_owned(), spec.prompt.as_str().into()),
            ("duration".to_owned(), seconds(model, spec).into()),
        ]);
        body.extend(model.aspect(spec.width, spec.height).map(|ratio| ("ratio".to_owned(), ratio.into())));
        if model.can(Can::Seed) {
            body.insert("seed".to_owned(), spec.take.into());
        }
        body.extend(model.settings.clone());
        let at = |picture: String, position: &str| json!({ "uri": picture, "position": position });
        let image = match (frames.first, frames.last) {
            (Some(first), Some(last)) => Some(json!([at(first, "first"), at(last, "last")])),
            (first, _) => first.map(Value::from),
        };
        let path = if image.is_some() { "/v1/image_to_video" } else { "/v1/text_to_video" };
        body.extend(image.map(|image| ("promptImage".to_owned(), image)));
        Ok(Order { path: path.to_owned(), body: Value::Object(body) })
    }

    fn created(&self, _model: &Model, answer: &Value) -> Option<String> {
        text(answer.get("id")?).filter(|id| is_id(id))
    }

    async fn look(&self, desk: &Desk<'_>, task_id: &str) -> Result<Seen, Failure> {
        if !is_id(task_id) {
            return Err(no_task(desk.label(), task_id));
        }
        Ok(seen(desk.label(), &desk.get(&format!("/v1/tasks/{task_id}")).await?))
    }

    fn refusal(&self, service: &Service, effect: Effect, answer: &Answer) -> Failure {
        refused(service, effect, answer, &["/error", "/error/message", "/message"])
    }
}

pub(super) fn seen(label: &str, task: &Value) -> Seen {
    let credits = task.pointer("/cost/credits").and_then(number);
    let billed = credits.map(|credits| Billed { amount: CREDIT.times(credits), words: format!("{credits} credits") });
    match at(task, "/status").to_uppercase().as_str() {
        "PENDING" => Seen::working(format!("{label} has it in its queue.")),
        "THROTTLED" => Seen::working(format!("All of the places at {label} are taken; it waits for one.")),
        "RUNNING" => {
            let progress = task.get("progress").and_then(number);
            Seen::Working { message: format!("{label} is filming."), progress }
        }
        "SUCCEEDED" => Seen::Done { url: task.pointer("/output/0").and_then(text), billed },
        "FAILED" => Seen::Failed(failed(label, &at(task, "/failureCode"), &at(task, "/failure")).billed(billed)),
        "CANCELLED" | "CANCELED" => {
            let sentence = format!("The task was cancelled at {label}.");
            Seen::Failed(Failure::new(FailureClass::TryAgain, sentence).billed(billed))
        }
        other => Seen::odd(label, other),
    }
}

/// A failed task by its code: a safety code is the prompt's, a bad asset stays bad, all else may go well another time.
fn failed(label: &str, code: &str, why: &str) -> Failure {
    let failure = if code.split('.').any(|part| part == "SAFETY") {
        refused_by_rules(label, why)
    } else if code.starts_with("ASSET.") {
        Failure::new(FailureClass::Broken, format!("{label} cannot use the picture to start from: {}", words(why)))
    } else {
        Failure::new(FailureClass::TryAgain, format!("{label} could not film this: {}", words(why)))
    };
    failure.detail(code.to_owned())
}
