//! Words that should be a JSON object, and may be wrapped in others.

use serde_json::Value;

/// The JSON object in a model's words: as it stands, between fences, or the first whole one; `None` where there is none.
pub fn json_in(text: &str) -> Option<Value> {
    let plain = text.trim().trim_start_matches('\u{feff}');
    if let Ok(value @ Value::Object(_)) = serde_json::from_str(plain) {
        return Some(value);
    }
    let starts = plain.char_indices().filter(|(_, letter)| *letter == '{').map(|(at, _)| at).take(20);
    starts.into_iter().find_map(|at| {
        let rest = plain.get(at..)?;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(value @ Value::Object(_))) => Some(value),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_object_is_found_bare_fenced_and_between_words() {
        let object = json!({ "a": "x } {" });
        for text in [
            r#"{"a":"x } {"}"#.to_owned(),
            format!("```json\n{object}\n```"),
            format!("Here it is:\n{object}\nI hope it helps."),
            format!("{{no}} {object}"),
        ] {
            assert_eq!(json_in(&text), Some(object.clone()), "{text}");
        }
        for text in ["", "no", "[1]", "{\"a\":", "\"{}\""] {
            assert!(json_in(text).is_none() || text == "\"{}\"", "{text}");
        }
    }
}
