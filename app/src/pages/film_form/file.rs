//! A script's file that a person chose or dropped.

use crate::{Problem, post::post};
use js_sys::Uint8Array;
use serde::Deserialize;
use wasm_bindgen_futures::JsFuture;

/// What the server says of a file that the browser cannot read by itself.
#[derive(Deserialize)]
struct There {
    text: String,
}

/// The file's text; a sentence where there is none. All but PDFs are read here.
pub async fn text_of(file: &web_sys::File) -> Result<String, String> {
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| "The file could not be read. Try again, or paste the text.".to_owned())?;
    let array = Uint8Array::new(&buffer);
    let bytes = array.to_vec();
    if script::is_pdf(&bytes) {
        return read_there(&array).await.map_err(|problem| problem.sentence);
    }
    script::read_bytes(&bytes, Some(&file.name())).map(|play| play.text).map_err(|error| error.to_string())
}

async fn read_there(bytes: &Uint8Array) -> Result<String, Problem> {
    const UNREAD: &str = "This PDF could not be read. Save the script as text, Word or Final Draft.";
    let answer = post("/api/v1/read", "application/pdf", bytes).await?;
    match serde_json::from_slice::<There>(answer.text.as_bytes()) {
        Ok(there) if answer.is_ok() => Ok(there.text),
        _ => Err(answer.problem(UNREAD)),
    }
}
