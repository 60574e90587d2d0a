//! Somebody's account at Google: requests with a token that is got anew when it ran out.

use super::{
    Google,
    answer::{away, read},
};
use crate::DeliverError;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

pub(super) struct Account {
    pub(super) google: Google,
    refresh_token: String,
    /// A token for about an hour; got when it is needed.
    access: Mutex<Option<String>>,
}

pub(super) fn odd(what: &str) -> DeliverError {
    DeliverError::later("Google answered something odd.", what)
}

pub(super) fn parsed<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, DeliverError> {
    serde_json::from_slice(body).map_err(|error| odd(&error.to_string()))
}

impl Account {
    pub(super) fn new(google: Google, refresh_token: String) -> Self {
        Self { google, refresh_token, access: Mutex::new(None) }
    }

    pub(super) fn url(&self, path: &str, query: &[(&str, &str)]) -> Url {
        let mut url = Google::address(&self.google.api, path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    pub(super) async fn token(&self, anew: bool) -> Result<String, DeliverError> {
        let mut access = self.access.lock().await;
        match access.as_ref() {
            Some(token) if !anew => Ok(token.clone()),
            _ => Ok(access.insert(self.google.access(&self.refresh_token).await?).clone()),
        }
    }

    /// Sends what `request` makes. A token that ran out is got anew, once.
    pub(super) async fn ask(&self, request: impl Fn() -> RequestBuilder) -> Result<Response, DeliverError> {
        for anew in [false, true] {
            let token = self.token(anew).await?;
            let answer = request().bearer_auth(token).send().await.map_err(|error| away(&error))?;
            if answer.status().as_u16() != 401 || anew {
                return Ok(answer);
            }
        }
        Err(odd("no answer"))
    }

    /// The status and the body of an answer.
    pub(super) async fn answer(
        &self,
        method: Method,
        url: Url,
        json: Option<&Value>,
    ) -> Result<(u16, Vec<u8>), DeliverError> {
        let request = || {
            let request = self.google.client.request(method.clone(), url.clone());
            match json {
                Some(json) => request.json(json),
                None if method == Method::GET || method == Method::DELETE => request,
                None => request.header("Content-Length", 0),
            }
        };
        let answer = self.ask(request).await?;
        Ok((answer.status().as_u16(), read(answer).await?))
    }
}
