//! What is written down of an exchange: no key, no picture.

use reqwest::header::HeaderMap;
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
    let values = headers.values().filter_map(|value| value.to_str().ok());
    values.flat_map(str::split_whitespace).filter(|word| word.len() >= 12).map(str::to_owned).collect()
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
}
