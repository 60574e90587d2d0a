//! fal: a queue before models, each with fields of its own.

use super::{Desk, Dialect, Frames, Order, Seen, field, gave_up, no_task, refused, seconds};
use crate::{
    Failure, FailureClass, Model,
    http::{Answer, Effect},
    service::Service,
    untrusted::{at, is_id, refused_by_rules, text, words},
};
use async_trait::async_trait;
use model::VideoSpec;
use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

pub(crate) struct Fal;

#[async_trait]
impl Dialect for Fal {
    fn headers(&self, service: &Service) -> Result<HeaderMap, Failure> {
        service.headers("authorization", "Key ")
    }

    fn order(&self, model: &Model, spec: &VideoSpec, frames: Frames) -> Result<Order, Failure> {
        let length = seconds(model, spec);
        let length =
            if field(model, "seconds_as", "number") == "text" { length.to_string().into() } else { length.into() };
        let mut body = Map::from_iter([
            ("prompt".to_owned(), spec.prompt.as_str().into()),
            (field(model, "seconds", "duration").to_owned(), length),
        ]);
        body.extend(model.avoided(&spec.avoid).map(|words| ("negative_prompt".to_owned(), words.into())));
        body.extend(model.settings.clone());
        let mut wire = &model.wire;
        match frames.first {
            Some(picture) => {
                body.insert(field(model, "image", "image_url").to_owned(), picture.into());
                body.extend(frames.last.map(|last| (field(model, "end", "end_image_url").to_owned(), last.into())));
                if !model.wire_image.is_empty() {
                    wire = &model.wire_image;
                }
            }
            None => body
                .extend(model.aspect(spec.width, spec.height).map(|aspect| ("aspect_ratio".to_owned(), aspect.into()))),
        }
        Ok(Order { path: format!("/{wire}"), body: Value::Object(body) })
    }

    /// The answer names addresses to look at; those are another party's word, and the same as the queue's own, which are built
    /// from the model's first two names and the id.
    fn created(&self, model: &Model, answer: &Value) -> Option<String> {
        let id = text(answer.get("request_id")?).filter(|id| is_id(id))?;
        let mut names = model.wire.split('/');
        Some(format!("{}/{}/{id}", names.next()?, names.next()?))
    }

    async fn look(&self, desk: &Desk<'_>, task_id: &str) -> Result<Seen, Failure> {
        let names: Vec<&str> = task_id.split('/').collect();
        let [owner, app, id] = names[..] else { return Err(no_task(desk.label(), task_id)) };
        if !names.iter().all(|name| is_id(name)) {
            return Err(no_task(desk.label(), task_id));
        }
        let label = desk.label();
        let place = format!("/{owner}/{app}/requests/{id}");
        let status = desk.get(&format!("{place}/status")).await?;
        match at(&status, "/status").to_uppercase().as_str() {
            "IN_QUEUE" => return Ok(Seen::working(format!("{label} has it in its queue."))),
            "IN_PROGRESS" => return Ok(Seen::working(format!("{label} is filming."))),
            "COMPLETED" => {}
            other => return Ok(Seen::odd(label, other)),
        }
        let answer = desk.ask(&place).await?;
        match (answer.status, answer.json()) {
            (200..=299, Some(json)) => Ok(Seen::Done { url: json.pointer("/video/url").and_then(text), billed: None }),
            // The model's own refusal of what it was given. It is kept as the task's result: it will be the same tomorrow.
            (400 | 422, Some(json)) => Ok(Seen::Failed(refused_input(label, &json))),
            _ => Err(super::as_a_look(self.refusal(desk.service, Effect::Reads, &answer))),
        }
    }

    fn refusal(&self, service: &Service, effect: Effect, answer: &Answer) -> Failure {
        let json = answer.json().unwrap_or_default();
        if answer.status == 422 && json.is_object() {
            return refused_input(service.label(), &json);
        }
        refused(service, effect, answer, &["/detail", "/detail/0/msg", "/error", "/message"])
    }
}

pub(super) fn refused_input(label: &str, json: &Value) -> Failure {
    let said = [at(json, "/detail/0/msg"), at(json, "/detail"), at(json, "/error")].into_iter().find(|s| !s.is_empty());
    let said = said.unwrap_or_default();
    let kind = at(json, "/detail/0/type");
    if kind.contains("content_policy") {
        return refused_by_rules(label, &said);
    }
    let failure = gave_up(label, &said);
    if failure.class == FailureClass::EditPrompt {
        return failure;
    }
    Failure::new(FailureClass::Broken, format!("{label} does not accept the request: {}", words(&said))).detail(kind)
}
