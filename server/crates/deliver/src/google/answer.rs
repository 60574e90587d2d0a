//! What Google answers.

use crate::DeliverError;
use reqwest::Response;
use serde_json::Value;

/// The most that is read of an answer, in bytes.
const ANSWER: usize = 1 << 20;

/// What a request that came to nothing means to the person.
pub(super) fn away(error: &reqwest::Error) -> DeliverError {
    let sentence = if error.is_connect() {
        "Google cannot be reached at the moment."
    } else {
        "The connection to Google broke off."
    };
    let mut detail = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        detail = format!("{detail}: {inner}");
        cause = inner.source();
    }
    // An address can hold the session's own secret.
    DeliverError::later(sentence, detail.split("http").next().unwrap_or_default().to_owned())
}

pub(super) async fn read(mut answer: Response) -> Result<Vec<u8>, DeliverError> {
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|error| away(&error))? {
        bytes.extend_from_slice(&part);
        if bytes.len() > ANSWER {
            return Err(DeliverError::later("Google's answer is too long.", "too long"));
        }
    }
    Ok(bytes)
}

/// The name of an error: of tokens `{"error": "invalid_grant"}`, of files the reason of the first error.
pub(super) fn error_of(body: &[u8]) -> Option<String> {
    let json: Value = serde_json::from_slice(body).ok()?;
    let error = json.get("error")?;
    let reason = error.get("errors").and_then(|all| all.get(0)).and_then(|first| first.get("reason"));
    reason.unwrap_or(error).as_str().map(str::to_owned)
}

/// What an answer that refuses means to the person.
pub(super) fn meaning(status: u16, body: &[u8]) -> DeliverError {
    let reason = error_of(body).unwrap_or_default();
    let detail = format!("{status} {reason}");
    match (status, reason.as_str()) {
        (_, "invalid_grant") | (401, "authError" | "") => DeliverError::now(
            "Google does not let this studio in any more: access was taken back, or not used for months. Connect the account again.",
            detail,
        ),
        (_, "access_denied") => DeliverError::now("Access was refused on Google's page.", detail),
        (_, "expired_token") => DeliverError::now("The code is too old. Connect the account again.", detail),
        (_, "invalid_client" | "unauthorized_client" | "deleted_client") => DeliverError::now(
            "Google does not know this studio's client. Whoever runs the studio looks at STUDIO_GOOGLE_CLIENT_ID and its secret.",
            detail,
        ),
        (_, "storageQuotaExceeded") => {
            DeliverError::now("The Google Drive is full. Make room there, then try again.", detail)
        }
        (403, "rateLimitExceeded" | "userRateLimitExceeded") | (408 | 429 | 500..=599, _) => {
            DeliverError::later("Google has trouble at the moment.", detail)
        }
        (403, _) => DeliverError::now("The account may not keep files there.", detail),
        _ => DeliverError::now(format!("Google refused ({status})."), detail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Again;

    #[test]
    fn refusals_are_read_in_both_of_their_forms() {
        let full = br#"{"error":{"code":403,"message":"x","errors":[{"reason":"storageQuotaExceeded"}]}}"#;
        assert_eq!(error_of(full).as_deref(), Some("storageQuotaExceeded"));
        assert!(meaning(403, full).sentence.contains("full"));
        assert_eq!(error_of(br#"{"error":"invalid_grant"}"#).as_deref(), Some("invalid_grant"));
        let busy = br#"{"error":{"errors":[{"reason":"rateLimitExceeded"}]}}"#;
        assert_eq!((meaning(403, busy).again, meaning(503, b"<html>").again), (Again::Yes, Again::Yes));
        assert_eq!(meaning(400, b"").again, Again::No);
    }
}
