//! A check of a value against the few words of JSON schema that the questions use, with the place and the reason in its sentence.

use serde_json::{Map, Value, json};

/// Whether a schema is strict: closed objects, everything required, nothing without a shape.
pub fn is_strict(schema: &Value) -> bool {
    match schema["type"].as_str() {
        Some("object") => {
            let (Some(properties), Some(required)) = (schema["properties"].as_object(), schema["required"].as_array())
            else {
                return false;
            };
            schema["additionalProperties"] == false
                && required.len() == properties.len()
                && properties.keys().all(|name| required.iter().any(|own| own == name))
                && properties.values().all(is_strict)
        }
        Some("array") => is_strict(&schema["items"]),
        Some("string") => {
            schema.get("enum").is_none_or(|words| words.as_array().is_some_and(|words| !words.is_empty()))
        }
        Some("number") => true,
        _ => false,
    }
}

/// Checks a value.
///
/// # Errors
/// A sentence that names the place and what is wrong there. Fields that nobody asked for are no fault.
pub fn fits(schema: &Value, value: &Value) -> Result<(), String> {
    at(schema, value, "the answer")
}

fn at(schema: &Value, value: &Value, place: &str) -> Result<(), String> {
    match schema["type"].as_str() {
        Some("object") => {
            let fields = value.as_object().ok_or_else(|| format!("{place} is no object."))?;
            let Some(properties) = schema["properties"].as_object() else { return Ok(()) };
            properties.iter().try_for_each(|(name, own)| {
                let place = format!("{place}, {name}");
                let value = fields.get(name).ok_or_else(|| format!("{place} is missing."))?;
                at(own, value, &place)
            })
        }
        Some("array") => {
            let all = value.as_array().ok_or_else(|| format!("{place} is no list."))?;
            all.iter().enumerate().try_for_each(|(nth, own)| at(&schema["items"], own, &format!("{place} {}", nth + 1)))
        }
        Some("number") => value.as_f64().map(drop).ok_or_else(|| format!("{place} is no number.")),
        _ => {
            let text = value.as_str().ok_or_else(|| format!("{place} is no text."))?;
            let known = schema["enum"].as_array();
            if known.is_some_and(|words| !words.iter().any(|own| own == text)) {
                let shown: String = text.chars().take(40).collect();
                return Err(format!("{place} is “{shown}”, which is none of the words that are possible."));
            }
            Ok(())
        }
    }
}

/// A closed object of these fields, all of them required.
pub(super) fn closed(fields: Map<String, Value>) -> Value {
    let names: Vec<String> = fields.keys().cloned().collect();
    json!({ "type": "object", "required": names, "additionalProperties": false, "properties": fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        let schema = json!({ "type": "object", "required": ["all"], "additionalProperties": false, "properties": { "all": { "type": "array",
            "items": { "type": "object", "required": ["word", "size"], "additionalProperties": false, "properties": {
                "word": { "type": "string", "enum": ["a", "b"] }, "size": { "type": "number" } } } } } });
        assert!(is_strict(&schema));
        assert_eq!(fits(&schema, &json!({ "all": [{ "word": "a", "size": 1 }], "more": 1 })), Ok(()));
        for (value, wanted) in [
            (json!([]), "no object"),
            (json!({}), "all is missing"),
            (json!({ "all": {} }), "no list"),
            (json!({ "all": [{ "word": "c", "size": 1 }] }), "all 1, word is “c”"),
            (json!({ "all": [{ "word": "a", "size": "1" }] }), "size is no number"),
        ] {
            assert!(fits(&schema, &value).unwrap_err().contains(wanted), "{value}");
        }
    }
}
