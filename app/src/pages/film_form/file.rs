//! A script's file that a person chose or dropped.

use crate::Problem;
use js_sys::Uint8Array;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the server says of a file that the browser cannot read by itself.
#[derive(Deserialize)]
struct There {
    text: String,
}

/// The file's text; a sentence where there is none. All but PDFs are read here.
pub async fn text_of(file: &web_sys::File) -> Result<String, String> {
    const LOST: &str = "The file could not be read. Try again, or paste the text.";
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| LOST.to_owned())?;
    let array = Uint8Array::new(&buffer);
    let bytes = array.to_vec();
    if script::is_pdf(&bytes) {
        return read_there(&array).await.unwrap_or_else(|_| Err(LOST.to_owned()));
    }
    script::read_bytes(&bytes, Some(&file.name())).map(|play| play.text).map_err(|error| error.to_string())
}

async fn read_there(bytes: &Uint8Array) -> Result<Result<String, String>, JsValue> {
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(bytes);
    let request = web_sys::Request::new_with_str_and_init("/api/v1/read", &init)?;
    request.headers().set("Content-Type", "application/pdf")?;
    let sent = leptos::prelude::window().fetch_with_request(&request);
    let response: web_sys::Response = JsFuture::from(sent).await?.dyn_into()?;
    let json = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    if response.ok() {
        let there: There = serde_json::from_str(&json).map_err(|error| JsValue::from_str(&error.to_string()))?;
        return Ok(Ok(there.text));
    }
    Ok(Err(serde_json::from_str::<Problem>(&json).map_or_else(
        |_| "This PDF could not be read. Save the script as text, Word or Final Draft.".to_owned(),
        |problem| problem.sentence,
    )))
}
