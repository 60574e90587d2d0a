//! What a page asks the studio for: it comes with the page, and from the server function where the page is opened in the browser.

use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use serde::de::DeserializeOwned;

/// JSON as [`Resource`]'s own codec writes it. It is read from bytes, as the answers of server functions are: read from text, the browser's
/// program would hold the reading of every type twice.
pub struct Json;

#[cfg(feature = "ssr")]
impl<T: serde::Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

// A browser sends no page.
#[cfg(not(feature = "ssr"))]
impl<T> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(_value: &T) -> Result<String, Self::Error> {
        Ok(String::new())
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}

pub type Asked<T> = Resource<T, Json>;

/// Asked for before anything of the page is sent.
pub fn ask<T, S, Answer>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetcher: impl Fn(S) -> Answer + Send + Sync + 'static,
) -> Asked<T>
where
    S: Send + Sync + Clone + PartialEq + 'static,
    T: Send + Sync + 'static,
    Answer: Future<Output = T> + Send + 'static,
    Json:
        Encoder<T, Error = serde_json::Error, Encoded = String> + Decoder<T, Error = serde_json::Error, Encoded = str>,
{
    Resource::new_with_options(source, fetcher, true)
}

/// Asked for beside the page.
pub fn ask_beside<T, S, Answer>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetcher: impl Fn(S) -> Answer + Send + Sync + 'static,
) -> Asked<T>
where
    S: Send + Sync + Clone + PartialEq + 'static,
    T: Send + Sync + 'static,
    Answer: Future<Output = T> + Send + 'static,
    Json:
        Encoder<T, Error = serde_json::Error, Encoded = String> + Decoder<T, Error = serde_json::Error, Encoded = str>,
{
    Resource::new_with_options(source, fetcher, false)
}
