//! OpenAI's moderation of texts, which is free of charge.

use crate::{Account, Secret};
use reqwest::redirect::Policy;
use serde::Deserialize;
use serde_json::json;
use std::{collections::BTreeMap, time::Duration};

const ADDRESS: &str = "https://api.openai.com/v1";
const MODEL: &str = "omni-moderation-latest";
const PATIENCE: Duration = Duration::from_secs(15);
/// How many texts are sent at once.
const AT_ONCE: usize = 32;

/// A text that was flagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The number that came with the text.
    pub line: usize,
    /// Such as `violence/graphic`.
    pub category: String,
}

#[derive(Deserialize)]
struct Answer {
    results: Vec<OfText>,
}

#[derive(Deserialize)]
struct OfText {
    /// Some categories may be null.
    categories: BTreeMap<String, Option<bool>>,
}

/// Has texts looked through, each with a number that its flags name.
///
/// # Errors
/// Why there is no answer, without the key.
pub async fn moderate(account: &Account, texts: &[(usize, String)]) -> Result<Vec<Flag>, String> {
    let key = account.key.as_ref().map(Secret::reveal).unwrap_or_default();
    let base = account.base_url.as_deref().unwrap_or(ADDRESS).trim_end_matches('/');
    let client = reqwest::Client::builder().timeout(PATIENCE).redirect(Policy::none());
    let client = client.build().map_err(|error| error.to_string())?;
    let mut flags = Vec::new();
    for part in texts.chunks(AT_ONCE) {
        let input: Vec<&str> = part.iter().map(|(_, text)| text.as_str()).collect();
        let request = client.post(format!("{base}/moderations")).bearer_auth(key);
        let request = request.json(&json!({ "model": MODEL, "input": input }));
        let answer = request.send().await.map_err(|error| error.without_url().to_string())?;
        if !answer.status().is_success() {
            return Err(format!("HTTP {}", answer.status().as_u16()));
        }
        let answer: Answer = answer.json().await.map_err(|error| error.without_url().to_string())?;
        if answer.results.len() != part.len() {
            return Err("an answer to other texts than were sent".to_owned());
        }
        for ((line, _), of_text) in part.iter().zip(answer.results) {
            let flagged = of_text.categories.into_iter().filter(|(_, flagged)| *flagged == Some(true));
            flags.extend(flagged.map(|(category, _)| Flag { line: *line, category }));
        }
    }
    Ok(flags)
}
