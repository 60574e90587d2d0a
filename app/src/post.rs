//! Posting in the background, from the browser.

use crate::Problem;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What came back.
pub struct Answer {
    pub status: u16,
    /// Where the answer wants the page to go.
    pub place: Option<String>,
    pub text: String,
}

impl Answer {
    pub const fn is_ok(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// The sentence of an answer that refuses; `otherwise` where it has none.
    pub fn problem(&self, otherwise: &str) -> Problem {
        serde_json::from_slice(self.text.as_bytes()).unwrap_or_else(|_| Problem::new(self.status, otherwise))
    }
}

/// Posts `body`, and waits for the whole answer.
pub async fn post(to: &str, kind: &str, body: &JsValue) -> Result<Answer, Problem> {
    send(to, kind, body).await.map_err(|_| Problem::offline())
}

async fn send(to: &str, kind: &str, body: &JsValue) -> Result<Answer, JsValue> {
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(body);
    // What is sent while the page is left arrives all the same; browsers allow that for small bodies only.
    if body.as_string().is_some_and(|text| text.len() < 60_000) {
        let _ = js_sys::Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
    }
    let request = web_sys::Request::new_with_str_and_init(to, &init)?;
    request.headers().set("Content-Type", kind)?;
    request.headers().set("Accept", "application/json")?;
    let sent = leptos::prelude::window().fetch_with_request(&request);
    let response: web_sys::Response = JsFuture::from(sent).await?.dyn_into()?;
    let place = response.headers().get("Location")?;
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok(Answer { status: response.status(), place, text })
}
