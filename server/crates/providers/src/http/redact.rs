//! What is written down of an exchange: no key, no picture.

use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::Value;

/// A longer text without a space is data, not words.
const LONGEST_WORD: usize = 256;
/// A longer answer is not read as JSON a second time only to be noted.
const MOST_READ: usize = 256 << 10;
/// As much of an answer as is kept, in characters.
const MOST_TEXT: usize = 8_000;

/// A body with pictures, sounds and the signatures of links cut.
pub(super) fn json(value: &Value) -> Value {
    match value {
        Value::String(text) if text.starts_with("https://") || text.starts_with("http://") => {
            Value::String(text.split_once('?').map_or(text.clone(), |(address, _)| format!("{address}?…")))
        }
        Value::String(text) if text.len() > LONGEST_WORD && !text.contains(char::is_whitespace) => {
            let start: String = text.chars().take(16).collect();
            Value::String(format!("{start}… ({} characters)", text.len()))
        }
        Value::Array(items) => items.iter().map(json).collect(),
        // The path of a callback is as good as a password.
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), if key.contains("callback") { "[ours]".into() } else { json(value) }))
            .collect(),
        other => other.clone(),
    }
}

/// The keys in these headers, so that an answer that repeats one can be cleaned.
pub(super) fn secrets(headers: &HeaderMap) -> Vec<String> {
    let words = |value: &HeaderValue| {
        let least = if value.is_sensitive() { 8 } else { 12 };
        let words = value.to_str().unwrap_or_default().split_whitespace();
        words.filter(|word| word.len() >= least).map(str::to_owned).collect::<Vec<_>>()
    };
    headers.values().flat_map(words).collect()
}

/// An answer's body, with what it repeats of our keys taken out.
pub(super) fn without_keys(body: Vec<u8>, secrets: &[String]) -> Vec<u8> {
    secrets.iter().map(String::as_bytes).filter(|secret| !secret.is_empty()).fold(body, |body, secret| {
        let mut clean = Vec::new();
        let mut rest = body.as_slice();
        while let Some(at) = find(rest, secret) {
            let (before, after) = rest.split_at(at);
            clean.extend_from_slice(before);
            clean.extend_from_slice(b"[key]");
            rest = after.get(secret.len()..).unwrap_or_default();
        }
        if clean.is_empty() {
            return body;
        }
        clean.extend_from_slice(rest);
        clean
    })
}

/// Where the part begins in the whole.
fn find(whole: &[u8], part: &[u8]) -> Option<usize> {
    let first = *part.first()?;
    let mut from = 0;
    while let Some(at) = whole.get(from..)?.iter().position(|byte| *byte == first) {
        if whole.get(from + at..)?.starts_with(part) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// The start of an answer, without what it repeats of our keys.
pub(super) fn text(kind: &str, body: &[u8], secrets: &[String]) -> String {
    if ["audio/", "video/", "image/", "application/octet-stream"].iter().any(|start| kind.starts_with(start)) {
        return format!("{} bytes of {}", body.len(), kind.chars().take(40).collect::<String>());
    }
    let value = (body.len() <= MOST_READ).then(|| serde_json::from_slice::<Value>(body).ok()).flatten();
    let cut = match value {
        Some(value) => json(&value).to_string(),
        None => without_data(&String::from_utf8_lossy(body.get(..MOST_TEXT * 4).unwrap_or(body))),
    };
    let clean = secrets.iter().fold(cut, |text, secret| text.replace(secret.as_str(), "[key]"));
    clean.chars().take(MOST_TEXT).collect()
}

/// A text with what is data in base64 cut.
fn without_data(text: &str) -> String {
    let of_data = |letter: char| letter.is_ascii_alphanumeric() || "+/=%-_".contains(letter);
    let mut cut = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let run = rest.find(|letter| !of_data(letter)).unwrap_or(rest.len());
        let (data, after) = rest.split_at(run);
        if run > LONGEST_WORD {
            cut.push_str(&format!("{}… ({run} characters)", data.get(..16).unwrap_or_default()));
        } else {
            cut.push_str(data);
        }
        let next = after.find(of_data).unwrap_or(after.len());
        let (between, left) = after.split_at(next);
        cut.push_str(between);
        rest = left;
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pictures_are_cut_and_prompts_are_kept() {
        let body = json!({ "prompt": "a long walk ".repeat(40), "contents": [{ "url": "A".repeat(5_000) }] });
        let kept = super::json(&body);
        assert_eq!(kept["prompt"], body["prompt"]);
        assert_eq!(kept["contents"][0]["url"], "AAAAAAAAAAAAAAAA… (5000 characters)");
    }

    #[test]
    fn a_link_is_kept_without_what_signs_it_and_a_callback_not_at_all() {
        let kept = super::json(
            &json!({ "url": "https://a.example/v.mp4?Signature=s3", "callback_url": "https://b.example/s3" }),
        );
        assert_eq!(kept, json!({ "url": "https://a.example/v.mp4?…", "callback_url": "[ours]" }));
    }

    #[test]
    fn sounds_are_counted_and_not_kept() {
        assert_eq!(text("audio/mpeg", &[0, 1, 2], &[]), "3 bytes of audio/mpeg");
        let told = text("text/plain", format!("[\"{}\", 5]", "Q".repeat(1_000)).replace('[', ")]}'").as_bytes(), &[]);
        assert_eq!(told, ")]}'\"QQQQQQQQQQQQQQQQ… (1000 characters)\", 5]");
    }

    #[test]
    fn an_answer_that_repeats_the_key_is_written_down_without_it() {
        let mut headers = HeaderMap::new();
        headers.insert("authorization", "Bearer canary-key-0123456789".parse().unwrap());
        let told = text("application/json", b"{\"message\":\"bad token canary-key-0123456789\"}", &secrets(&headers));
        assert!(!told.contains("canary") && told.contains("[key]"), "{told}");
    }

    #[test]
    fn what_is_read_of_an_answer_repeats_no_key() {
        let secrets = ["canary-key".to_owned()];
        let clean = |text: &str| String::from_utf8(without_keys(text.as_bytes().to_vec(), &secrets)).unwrap();
        assert_eq!(clean("bad canary-key, ccanary-key"), "bad [key], c[key]");
        assert_eq!(clean("canary-kez"), "canary-kez");
        let mut headers = HeaderMap::new();
        headers.insert("accept", "text/html".parse().unwrap());
        let mut key: HeaderValue = "Key canary-1".parse().unwrap();
        key.set_sensitive(true);
        headers.insert("authorization", key);
        assert_eq!(super::secrets(&headers), ["canary-1"]);
    }
}
