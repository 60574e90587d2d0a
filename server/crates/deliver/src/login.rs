//! Nextcloud's login flow, version 2: the person allows the studio on a page of their cloud, and the cloud gives an app password of its own.

use crate::{DeliverError, dav};
use reqwest::{Client, redirect::Policy};
use serde::{Deserialize, Serialize};
use std::{net::SocketAddr, time::Duration};
use url::{Url, form_urlencoded::Serializer};

const CONNECT: Duration = Duration::from_secs(15);
const SILENCE: Duration = Duration::from_secs(30);
const ODD: &str = "The address has to look like https://cloud.example, and a Nextcloud has to answer there.";

/// A login that was begun. A secret, but for the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginFlow {
    /// The page to open.
    pub page: String,
    pub endpoint: String,
    pub token: String,
}

/// What the cloud gives once the person has allowed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginGiven {
    pub user: String,
    pub password: String,
}

#[derive(Deserialize)]
struct Begun {
    poll: Poll,
    login: String,
}

#[derive(Deserialize)]
struct Poll {
    token: String,
    endpoint: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    login_name: String,
    app_password: String,
}

fn client(base: &Url, only: &[SocketAddr]) -> Result<Client, DeliverError> {
    let mut client = Client::builder()
        .redirect(Policy::none())
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        // The cloud names the app password after it.
        .user_agent("Director Studio");
    if let Some(host) = base.host_str().filter(|_| !only.is_empty()) {
        client = client.resolve_to_addrs(host, only).no_proxy();
    }
    client.build().map_err(|error| DeliverError::later("The cloud cannot be asked at the moment.", error.to_string()))
}

fn base(address: &str) -> Result<Url, DeliverError> {
    let url = Url::parse(address.trim()).map_err(|error| DeliverError::now(ODD, error.to_string()))?;
    if matches!(url.scheme(), "http" | "https") && url.host_str().is_some() {
        Ok(url)
    } else {
        Err(DeliverError::now(ODD, "no web address"))
    }
}

/// Whether an address that the cloud names is the cloud's own: its secrets go nowhere else.
fn is_own(base: &Url, address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| url.origin() == base.origin())
}

/// Asks the cloud at this address for a page where the person allows the studio. `only` are the only addresses its name may lead to;
/// whatever it leads to where empty.
///
/// # Errors
/// What is wrong, in a sentence.
pub async fn begin_login(address: &str, only: &[SocketAddr]) -> Result<LoginFlow, DeliverError> {
    let base = base(address)?;
    let place =
        dav::below(&base, &["index.php", "login", "v2"], false).ok_or_else(|| DeliverError::now(ODD, "no base"))?;
    let request = client(&base, only)?.post(place).header("Content-Length", 0);
    let answer = request.send().await.map_err(|error| dav::away(&error))?;
    let status = answer.status().as_u16();
    if (300..400).contains(&status) {
        return Err(DeliverError::now(
            "The cloud is at another address. Use the one that its own pages have.",
            status.to_string(),
        ));
    }
    if status >= 500 || status == 429 {
        return Err(DeliverError::later("The cloud has trouble at the moment.", status.to_string()));
    }
    let body = dav::text(answer).await?;
    let begun: Begun =
        serde_json::from_str(&body).map_err(|error| DeliverError::now(ODD, format!("{status}: {error}")))?;
    if !is_own(&base, &begun.login) || !is_own(&base, &begun.poll.endpoint) {
        let sentence =
            "The cloud sends people to another address than this one. Use the address that its own pages have.";
        return Err(DeliverError::now(sentence, "another origin"));
    }
    Ok(LoginFlow { page: begun.login, endpoint: begun.poll.endpoint, token: begun.poll.token })
}

/// What became of a login; `None` while nobody has allowed it. What it gives, it gives once.
///
/// # Errors
/// What is wrong, in a sentence.
pub async fn poll_login(
    address: &str,
    flow: &LoginFlow,
    only: &[SocketAddr],
) -> Result<Option<LoginGiven>, DeliverError> {
    let base = base(address)?;
    let place = Url::parse(&flow.endpoint).ok().filter(|_| is_own(&base, &flow.endpoint));
    let place = place.ok_or_else(|| DeliverError::now("Connect the cloud again.", "another origin"))?;
    let body = Serializer::new(String::new()).append_pair("token", &flow.token).finish();
    let request =
        client(&base, only)?.post(place).header("Content-Type", "application/x-www-form-urlencoded").body(body);
    let answer = request.send().await.map_err(|error| dav::away(&error))?;
    match answer.status().as_u16() {
        200 => {
            let given: Given = serde_json::from_str(&dav::text(answer).await?)
                .map_err(|error| DeliverError::later("The cloud answered something odd.", error.to_string()))?;
            Ok(Some(LoginGiven { user: given.login_name, password: given.app_password }))
        }
        404 => Ok(None),
        status if status >= 500 || status == 429 => {
            Err(DeliverError::later("The cloud has trouble at the moment.", status.to_string()))
        }
        status => {
            Err(DeliverError::now(format!("The cloud refused ({status}). Connect it again."), status.to_string()))
        }
    }
}
