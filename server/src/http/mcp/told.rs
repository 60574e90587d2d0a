//! What tools take and answer.

use crate::http::{
    bearer::{Asking, Bearer},
    json_body,
    reply::Problem,
    seed::status::Status,
};
use model::view::ProjectView;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What a tool answers: a sentence, the same as data, and a link where there is one.
pub struct Told {
    pub text: String,
    pub data: Value,
    pub link: Option<Value>,
}

impl Told {
    pub fn new(text: impl Into<String>, data: Value) -> Self {
        Self { text: text.into(), data, link: None }
    }
}

/// The arguments; an error names the one that is wrong.
pub fn arguments<T: DeserializeOwned>(arguments: &Value) -> Result<T, Problem> {
    json_body::read(arguments.to_string().as_bytes())
}

pub fn dollars(cents: i64) -> String {
    format!("${}.{:02}", cents / 100, cents % 100)
}

/// The price, and how to go on.
pub fn price(what: &str, high: i64, unpriced: bool) -> String {
    let more = if unpriced { " The price of a part of it is not known, and not in this sum." } else { "" };
    format!(
        "{what} costs up to {}.{more} Nothing was begun: to go on, call again with max_cost_cents of at least {high}.",
        dollars(high)
    )
}

/// A film with its shots.
pub fn told_of(view: &ProjectView) -> Value {
    let shots = view.list.shots.iter().zip(&view.clips).map(|(shot, clip)| {
        let lines = shot.lines.iter().map(|line| json!({ "speaker": line.speaker, "text": line.text }));
        json!({
            "number": shot.number,
            "scene": shot.scene,
            "state": clip.state.key(),
            "message": clip.message,
            "action": shot.action,
            "lines": lines.collect::<Vec<_>>(),
            "takes": clip.takes.len(),
        })
    });
    let state = serde_json::to_value(Status::of(view)).unwrap_or_default();
    let mut told = json!({ "id": view.card.id, "title": view.card.title, "shots": shots.collect::<Vec<_>>() });
    if let (Some(told), Value::Object(state)) = (told.as_object_mut(), state) {
        told.extend(state);
    }
    told
}

/// The token's actor as those routes know it that a session may ask, too.
pub fn asking(bearer: &Bearer) -> Asking {
    Asking(bearer.0.clone())
}
