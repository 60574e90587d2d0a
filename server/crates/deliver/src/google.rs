//! A person's account at Google, connected by a code that is typed on a page of Google's (the device flow, which needs no address of ours),
//! or on a page that comes back to the studio (the web flow with PKCE).

mod account;
mod answer;
mod drive;
mod resumable;
mod videos;

use crate::DeliverError;
use answer::{away, meaning, read};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
pub use drive::{Drive, Found, Stands};
use reqwest::{Client, redirect::Policy};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::{sync::Arc, time::Duration};
use url::{Url, form_urlencoded::Serializer};
pub use videos::{VideoStands, Videos};

/// How long Google may take to be reached, and to say anything.
const CONNECT: Duration = Duration::from_secs(15);
const SILENCE: Duration = Duration::from_secs(90);
/// Files that the studio itself made, and no others.
const SCOPE: &str = "https://www.googleapis.com/auth/drive.file";
/// Videos that the studio sends, and nothing else of the channel.
const VIDEOS: &str = "https://www.googleapis.com/auth/youtube.upload";
const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The operator's own client at Google.
#[derive(Clone)]
pub struct Google {
    client: Client,
    id: Arc<str>,
    secret: Arc<str>,
    /// Where tokens are given, and where files are sent; without a path.
    accounts: Url,
    api: Url,
}

/// A code for the person to type.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DeviceCode {
    /// Asks what became of it. A secret.
    pub device_code: String,
    /// What the person types.
    pub user_code: String,
    /// The page to type it on.
    #[serde(alias = "verification_uri")]
    pub verification_url: String,
    /// For how many seconds it is good.
    pub expires_in: u64,
}

/// What an account is connected for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoogleScope {
    Drive,
    Videos,
}

/// The way from the studio to Google's page and back.
#[derive(Clone, Copy, Debug)]
pub struct WebWay<'a> {
    /// Where Google sends the person back to.
    pub redirect: &'a str,
    /// Comes back with them.
    pub state: &'a str,
    /// A secret of this way: 43 to 128 letters and digits.
    pub verifier: &'a str,
}

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// Nobody has typed it yet.
    Waits,
    /// A refresh token: a secret that gives access until the person takes it back.
    Connected(String),
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    refresh_token: Option<String>,
}

impl Google {
    /// A client by its id and its secret. `base` takes the place of both of Google's servers, for tests.
    ///
    /// # Errors
    /// A base that is no address.
    pub fn new(id: &str, secret: &str, base: Option<&str>) -> Result<Self, DeliverError> {
        let odd = |error: url::ParseError| DeliverError::now("The address of Google is none.", error.to_string());
        let at = |usual: &str| Url::parse(base.unwrap_or(usual)).map_err(odd);
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .user_agent("Director Studio")
            .build()
            .map_err(|error| DeliverError::later("The studio cannot ask Google at the moment.", error.to_string()))?;
        let (accounts, api) = (at("https://oauth2.googleapis.com")?, at("https://www.googleapis.com")?);
        Ok(Self { client, id: id.into(), secret: secret.into(), accounts, api })
    }

    fn address(base: &Url, path: &str) -> Url {
        let mut url = base.clone();
        url.set_path(path);
        url
    }

    /// Asks for tokens or codes. The answer's body, whatever its status.
    async fn ask(&self, path: &str, fields: &[(&str, &str)]) -> Result<(u16, Vec<u8>), DeliverError> {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.client.post(Self::address(&self.accounts, path));
        let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(body);
        let answer = request.send().await.map_err(|error| away(&error))?;
        Ok((answer.status().as_u16(), read(answer).await?))
    }

    /// A code for the person to type.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn code(&self) -> Result<DeviceCode, DeliverError> {
        let (status, body) = self.ask("/device/code", &[("client_id", &self.id), ("scope", SCOPE)]).await?;
        serde_json::from_slice(&body).map_err(|_| meaning(status, &body))
    }

    /// What became of a code.
    ///
    /// # Errors
    /// Where it is refused or too old, or Google cannot be asked.
    pub async fn connection(&self, device_code: &str) -> Result<Connection, DeliverError> {
        let fields = [
            ("client_id", &*self.id),
            ("client_secret", &*self.secret),
            ("device_code", device_code),
            ("grant_type", DEVICE),
        ];
        let (status, body) = self.ask("/token", &fields).await?;
        if let Ok(Tokens { refresh_token: Some(token), .. }) = serde_json::from_slice(&body) {
            return Ok(Connection::Connected(token));
        }
        match answer::error_of(&body).as_deref() {
            Some("authorization_pending" | "slow_down") => Ok(Connection::Waits),
            _ => Err(meaning(status, &body)),
        }
    }

    /// The page at Google where the person lets the studio in.
    pub fn page(&self, scope: GoogleScope, way: WebWay<'_>) -> Url {
        // Where a test takes Google's place, its page is there, too.
        let usual = Url::parse("https://accounts.google.com/o/oauth2/v2/auth").ok();
        let own = Self::address(&self.accounts, "/o/oauth2/v2/auth");
        let mut page = usual.filter(|_| self.accounts.host_str() == Some("oauth2.googleapis.com")).unwrap_or(own);
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(way.verifier));
        let scope = if scope == GoogleScope::Drive { SCOPE } else { VIDEOS };
        page.query_pairs_mut().extend_pairs([
            ("client_id", &*self.id),
            ("redirect_uri", way.redirect),
            ("response_type", "code"),
            ("scope", scope),
            ("access_type", "offline"),
            ("prompt", "consent"),
            ("state", way.state),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        page
    }

    /// A refresh token for what Google sent back with the person.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn exchange(&self, code: &str, way: WebWay<'_>) -> Result<String, DeliverError> {
        let fields = [
            ("client_id", &*self.id),
            ("client_secret", &*self.secret),
            ("code", code),
            ("code_verifier", way.verifier),
            ("redirect_uri", way.redirect),
            ("grant_type", "authorization_code"),
        ];
        let (status, body) = self.ask("/token", &fields).await?;
        let none =
            || DeliverError::now("Google gave no lasting access. Connect the account again.", "no refresh token");
        match serde_json::from_slice::<Tokens>(&body) {
            Ok(tokens) => tokens.refresh_token.ok_or_else(none),
            Err(_) => Err(meaning(status, &body)),
        }
    }

    /// A token for about an hour.
    async fn access(&self, refresh_token: &str) -> Result<String, DeliverError> {
        let fields = [
            ("client_id", &*self.id),
            ("client_secret", &*self.secret),
            ("refresh_token", refresh_token),
            ("grant_type", "refresh_token"),
        ];
        let (status, body) = self.ask("/token", &fields).await?;
        let tokens: Tokens = serde_json::from_slice(&body).map_err(|_| meaning(status, &body))?;
        Ok(tokens.access_token)
    }
}
