//! How often a program may ask, and how it is told: the headers `RateLimit-Policy` and `RateLimit`. Cheap requests are counted by each
//! process for itself; what is expensive is counted in the database.

use super::{App, reply::Problem};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use pipeline::{QuotaLeft, QuotaPolicy};
use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");
/// The type of the draft for this problem.
const EXCEEDED: &str = "https://iana.org/assignments/http-problem-types#quota-exceeded";
const WINDOW: u32 = 60;
/// Requests of one token in a minute, where `STUDIO_REQUESTS_PER_MINUTE` says nothing else.
const REQUESTS: u32 = 6_000;
/// When more tokens than this are counted, those whose minute is over are forgotten.
const MANY: usize = 10_000;

/// A digest of what the request is known by.
type Key = [u8; 32];

/// Requests of each token in its minute.
#[derive(Clone)]
pub struct Limits {
    most: u32,
    seen: Arc<Mutex<HashMap<Key, (Instant, u32)>>>,
}

impl Limits {
    pub fn from_environment() -> Self {
        let said = std::env::var("STUDIO_REQUESTS_PER_MINUTE").ok().and_then(|text| text.trim().parse().ok());
        Self { most: said.unwrap_or(REQUESTS), seen: Arc::default() }
    }

    fn policy(&self) -> QuotaPolicy {
        QuotaPolicy { name: "default", most: self.most, seconds: WINDOW }
    }

    fn take(&self, key: Key, now: Instant) -> QuotaLeft {
        let window = Duration::from_secs(WINDOW.into());
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() > MANY {
            seen.retain(|_, (began, _)| now.duration_since(*began) < window);
        }
        let (began, count) = seen.entry(key).or_insert((now, 0));
        if now.duration_since(*began) >= window {
            (*began, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        let over = window.saturating_sub(now.duration_since(*began));
        QuotaLeft { times: self.most.checked_sub(*count), resets: over.as_secs_f64().ceil().max(1.0) as u64 }
    }
}

/// Says how often something may be asked, and how often still.
pub fn tell(headers: &mut HeaderMap, policy: &QuotaPolicy, left: Option<QuotaLeft>) {
    let QuotaPolicy { name, most, seconds } = policy;
    let mut add = |header: HeaderName, text: String| {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.append(header, value);
        }
    };
    add(POLICY, format!("\"{name}\";q={most};w={seconds}"));
    if let Some(QuotaLeft { times, resets }) = left {
        add(LEFT, format!("\"{name}\";r={};t={resets}", times.unwrap_or(0)));
    }
}

/// 429, with the policy that was overstepped.
pub fn exceeded(policy: &str, sentence: impl Into<String>, wait: u64) -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, sentence)
        .kind(EXCEEDED)
        .code("quota_exceeded")
        .with("violated-policies", vec![policy])
        .with("retry_after", wait)
        .header(header::RETRY_AFTER, &wait.to_string())
}

/// Counts requests that bring a token.
pub async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(token) = request.headers().get(header::AUTHORIZATION) else { return next.run(request).await };
    let left = app.limits.take(Sha256::digest(token.as_bytes()).into(), Instant::now());
    let policy = app.limits.policy();
    let mut response = if left.times.is_some() {
        next.run(request).await
    } else {
        let sentence = format!("{} requests in a minute are as many as one token may send.", policy.most);
        exceeded(policy.name, sentence, left.resets).into_response()
    };
    tell(response.headers_mut(), &policy, Some(left));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_so_many_requests_in_a_minute_and_then_as_many_again() {
        let limits = Limits { most: 2, seen: Arc::default() };
        let (now, key) = (Instant::now(), [1; 32]);
        let left = |at: u64, key: Key| limits.take(key, now + Duration::from_secs(at));
        assert_eq!(left(0, key), QuotaLeft { times: Some(1), resets: 60 });
        assert_eq!(left(20, key), QuotaLeft { times: Some(0), resets: 40 });
        assert_eq!(left(59, key), QuotaLeft { times: None, resets: 1 });
        assert_eq!(left(59, [2; 32]).times, Some(1), "another one has its own");
        assert_eq!(left(60, key), QuotaLeft { times: Some(1), resets: 60 });
    }

    #[test]
    fn the_headers_are_written_as_the_draft_has_them() {
        let mut headers = HeaderMap::new();
        let policy = QuotaPolicy { name: "default", most: 100, seconds: 60 };
        tell(&mut headers, &policy, Some(QuotaLeft { times: Some(42), resets: 17 }));
        assert_eq!(
            (&headers[POLICY], &headers[LEFT]),
            (&"\"default\";q=100;w=60".parse().unwrap(), &"\"default\";r=42;t=17".parse().unwrap())
        );
    }
}
