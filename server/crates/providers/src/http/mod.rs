//! The one way out to the services: time limits per phase, size limits, no redirects, every exchange written down.

pub(crate) mod address;
mod breaker;
mod download;
mod lines;
mod redact;

pub use address::public_addresses;
pub use breaker::Health;
pub(crate) use download::download;
pub(crate) use lines::Lines;

use breaker::Breaker;

use crate::{Call, Exchange, Failure, FailureClass};
use reqwest::{
    Method,
    header::{CONTENT_TYPE, DATE, HeaderMap, HeaderValue, RETRY_AFTER},
    redirect::Policy,
};
use serde_json::Value;
use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};
use url::Url;

/// For name, connection and TLS together. Shorter than the whole, so that a host that does not answer counts as never asked.
const CONNECT: Duration = Duration::from_secs(10);
/// For sending the request and reading the whole answer.
const WHOLE: Duration = Duration::from_secs(60);
/// As `WHOLE`, where the answer is the thing itself and is made while we wait.
const WHOLE_MAKING: Duration = Duration::from_secs(240);
/// For a pause within a download.
const PAUSE: Duration = Duration::from_secs(30);
/// No service is believed that it has to be left alone for longer.
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);
const FORM: &str = "application/x-www-form-urlencoded;charset=utf-8";
/// No answer about a task is larger. As JSON in memory it can be some thirty times its bytes.
const MOST_ANSWER: usize = 4 << 20;
/// As `MOST_ANSWER`, where the answer is the thing itself: a quarter of an hour of speech as base64.
const MOST_THING: usize = 24 << 20;

/// Whether a request may create (and charge for) something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Creates,
    Reads,
}

/// What is sent along.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    None,
    Json(Value),
    /// Encoded already, as browsers send forms.
    Form(String),
}

/// The clients of one provider's account.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    /// "Kling", for sentences.
    pub(crate) label: String,
    /// Without a slash at its end.
    pub(crate) base: Url,
    reads: reqwest::Client,
    /// Opens a connection for every request: one that the other side has closed meanwhile would leave the outcome unknown.
    creates: reqwest::Client,
    breaker: Arc<Breaker>,
}

/// One request.
pub(crate) struct Request<'a> {
    pub(crate) effect: Effect,
    pub(crate) method: Method,
    /// Below the base, with its query: "/tasks?task_ids=1".
    pub(crate) path: &'a str,
    /// Holds the key; never written down.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// The answer is the thing itself, and is waited for so long.
    pub(crate) makes: Option<Duration>,
}

impl<'a> Request<'a> {
    pub(crate) fn get(path: &'a str, headers: HeaderMap) -> Self {
        Self { effect: Effect::Reads, method: Method::GET, path, headers, body: Body::None, makes: None }
    }

    pub(crate) fn post(effect: Effect, path: &'a str, headers: HeaderMap, body: Value) -> Self {
        Self { effect, method: Method::POST, path, headers, body: Body::Json(body), makes: None }
    }

    /// The answer is the thing itself.
    pub(crate) fn making(mut self) -> Self {
        self.makes = Some(WHOLE_MAKING);
        self
    }

    /// As [`Self::making`], for a thing that lasts so many seconds: the longer it is, the longer it is waited for.
    pub(crate) fn making_seconds(mut self, seconds: f64) -> Self {
        self.makes = Some(WHOLE_MAKING + Duration::from_secs_f64(seconds.clamp(0.0, 3_600.0)));
        self
    }
}

/// What came back, whatever its status.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// "audio/mpeg"; empty where it does not say.
    pub(crate) kind: String,
    /// What the service asks us to wait, at most an hour.
    pub(crate) retry_after: Option<Duration>,
    /// When it was answered, by the service's clock.
    pub(crate) at: Option<SystemTime>,
}

impl Answer {
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// By its status the request was refused, and nothing came of it. A time that ran out says nothing.
    pub(crate) const fn is_refusal(&self) -> bool {
        matches!(self.status, 400..=407 | 409..=499)
    }
}

impl Http {
    /// # Errors
    /// `FixKey` when the address is none that can be called.
    pub(crate) fn new(label: &str, base: &str) -> Result<Self, Failure> {
        let wrong = |why: String| {
            Failure::new(
                FailureClass::FixKey,
                format!("The address of {label} is wrong: \"{base}\". Correct its base URL."),
            )
            .detail(why)
        };
        let url = Url::parse(base.trim_end_matches('/')).map_err(|error| wrong(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(wrong("it is not an http address".to_owned()));
        }
        if address::is_link_local(&url) {
            return Err(wrong("a link-local address is no service".to_owned()));
        }
        let here = address::is_loopback(&url);
        let client = || {
            let builder = reqwest::Client::builder();
            let builder = if here { builder.no_proxy() } else { builder };
            builder
                .connect_timeout(CONNECT)
                .timeout(WHOLE)
                .redirect(Policy::none())
                .retry(reqwest::retry::never())
                .user_agent(concat!("director-studio/", env!("CARGO_PKG_VERSION")))
        };
        let failed = |error: reqwest::Error| {
            Failure::new(FailureClass::Broken, "The network cannot be used.").detail(chain(&error))
        };
        Ok(Self {
            label: label.to_owned(),
            base: url,
            reads: client().build().map_err(failed)?,
            creates: client().pool_max_idle_per_host(0).build().map_err(failed)?,
            breaker: Arc::default(),
        })
    }

    /// Sends one request, once. An error of a request that creates is `Unknown` unless it is certain that no byte of it left.
    pub(crate) async fn send(&self, request: Request<'_>, call: &Call<'_>) -> Result<Answer, Failure> {
        self.breaker.ask(Instant::now()).map_err(|left| self.resting(left))?;
        let at = SystemTime::now();
        let began = Instant::now();
        let url = format!("{}{}", self.base.as_str().trim_end_matches('/'), request.path);
        let client = if request.effect == Effect::Creates { &self.creates } else { &self.reads };
        let method = name(&request.method);
        let secrets = redact::secrets(&request.headers);
        let mut builder = client.request(request.method, &url).headers(request.headers);
        let most = if request.makes.is_some() { MOST_THING } else { MOST_ANSWER };
        if let Some(whole) = request.makes {
            builder = builder.timeout(whole);
        }
        let noted = match request.body {
            Body::None => Value::Null,
            Body::Json(body) => {
                builder = builder.json(&body);
                redact::json(&body)
            }
            Body::Form(form) => {
                let noted = redact::text("", form.as_bytes(), &[]);
                builder = builder.header(CONTENT_TYPE, FORM).body(form);
                Value::String(noted)
            }
        };
        let mut status = None;
        let result = match builder.send().await {
            Ok(response) => {
                status = Some(response.status().as_u16());
                // Errors repeat what an answer says: a key that it repeats must not get that far.
                read(response, most)
                    .await
                    .map(|answer| Answer { body: redact::without_keys(answer.body, &secrets), ..answer })
            }
            Err(error) => Err((chain(&error), error.is_connect() || error.is_builder())),
        };
        self.breaker.saw(Instant::now(), result.as_ref().is_ok_and(|answer| answer.status < 500));
        let response = match &result {
            Ok(answer) => redact::text(&answer.kind, &answer.body, &secrets),
            Err((why, _)) => format!("no answer: {why}"),
        };
        let took = began.elapsed();
        call.log.exchange(Exchange { at, took, method, url: url.clone(), request: noted, status, response });
        let answer = result.map_err(|(why, not_sent)| self.lost(request.effect, not_sent).detail(why))?;
        self.moved(request.effect, &answer)?;
        Ok(answer)
    }

    /// It was not asked, since it has been down.
    fn resting(&self, left: Duration) -> Failure {
        let seconds = left.as_secs() + 1;
        let label = &self.label;
        let sentence = format!(
            "{label} is temporarily unavailable; your project is saved. It is asked again in {seconds} seconds."
        );
        let failure = Failure::new(FailureClass::Wait, sentence).retry_after(Some(left)).resting();
        failure.detail("resting after failures in a row")
    }

    /// No answer came, or not all of it.
    fn lost(&self, effect: Effect, not_sent: bool) -> Failure {
        let label = &self.label;
        match (effect, not_sent) {
            (_, true) => Failure::new(FailureClass::TryAgain, format!("{label} cannot be reached.")),
            (Effect::Reads, false) => Failure::new(FailureClass::TryAgain, format!("{label} did not answer.")),
            (Effect::Creates, false) => self.unknown(),
        }
    }

    /// What a creation without a clear answer is.
    pub(crate) fn unknown(&self) -> Failure {
        let sentence = format!("{} gave no clear answer; looking whether it has begun.", self.label);
        Failure::new(FailureClass::Unknown, sentence)
    }

    /// Redirects are never followed. Those that ask for the same request elsewhere did nothing here; after the others nobody knows.
    fn moved(&self, effect: Effect, answer: &Answer) -> Result<(), Failure> {
        match (answer.status, effect) {
            (300..=399, Effect::Reads) | (301 | 307 | 308, Effect::Creates) => {
                let sentence =
                    format!("{} has moved, or its address is wrong. Correct its base URL in the settings.", self.label);
                Err(Failure::new(FailureClass::Broken, sentence).detail(format!("HTTP {}", answer.status)))
            }
            (300..=399, Effect::Creates) => Err(self.unknown().detail(format!("HTTP {}", answer.status))),
            _ => Ok(()),
        }
    }
}

/// Reads the answer up to the limit. The error says that the request was sent.
async fn read(mut response: reqwest::Response, most: usize) -> Result<Answer, (String, bool)> {
    let status = response.status().as_u16();
    let at = response.headers().get(DATE).and_then(date);
    let retry_after = retry_after(response.headers(), at.unwrap_or_else(SystemTime::now));
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| (chain(&error), false))? {
        if body.len() + chunk.len() > most {
            return Err((format!("the answer is larger than {} MB", most >> 20), false));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, body, kind, retry_after, at })
}

/// `Retry-After`, which is seconds or a date, at most an hour. A date is one of the service's clock, as `now` is.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?;
    let wait = match value.to_str().ok()?.trim().parse::<f64>() {
        Ok(seconds) if seconds.is_finite() && seconds >= 0.0 => {
            Duration::from_secs_f64(seconds.min(LONGEST_WAIT.as_secs_f64()))
        }
        Ok(_) => return None,
        // What is over need not be waited for.
        Err(_) => date(value)?.duration_since(now).unwrap_or_default(),
    };
    Some(wait.min(LONGEST_WAIT))
}

/// A date as headers have it, in any of its three forms.
fn date(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?.trim()).ok()
}

fn name(method: &Method) -> &'static str {
    match *method {
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        _ => "GET",
    }
}

/// An error with its causes; reqwest tells only the outermost. Without the address: a signed one is a key.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let words = error.downcast_ref::<reqwest::Error>().map_or_else(|| error.to_string(), outermost);
        text.push_str(if text.is_empty() { "" } else { ": " });
        text.push_str(&words);
        next = error.source();
    }
    text
}

fn outermost(error: &reqwest::Error) -> String {
    let text = error.to_string();
    text.split(" for url (").next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_to_wait_is_read_as_seconds_and_as_a_date_and_is_never_more_than_an_hour() {
        let now = httpdate::parse_http_date("Sun, 22 Nov 2026 01:00:00 GMT").unwrap();
        let rows = [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("1e300", Some(3_600)),
            ("-5", None),
            ("NaN", None),
            ("soon", None),
            ("Sun, 22 Nov 2026 01:02:00 GMT", Some(120)),
            ("Sunday, 22-Nov-26 01:02:00 GMT", Some(120)),
            ("Sun Nov 22 01:02:00 2026", Some(120)),
            ("Sun, 22 Nov 2026 00:59:00 GMT", Some(0)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(3_600)),
        ];
        for (told, seconds) in rows {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(told))]);
            assert_eq!(retry_after(&headers, now), seconds.map(Duration::from_secs), "{told}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
