//! Webhooks that we send, by Standard Webhooks: signed, to public addresses over https only, never along a redirect.

use crate::http::address::{self, Allowed};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::redirect::Policy;
use sha2::Sha256;
use std::time::{Duration, Instant};
use url::Url;

/// How long a receiver may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How much of an answer is read at most, and how much of it is kept, in bytes.
const MOST: usize = 64 << 10;
const KEPT: usize = 1_000;

/// A secret of 32 random bytes, as both sides write it.
pub fn webhook_secret(random: &[u8; 32]) -> String {
    format!("whsec_{}", BASE64_STANDARD.encode(random))
}

/// The signature of a message; `None` where the secret is none.
pub fn webhook_signature(secret: &str, id: &str, timestamp: i64, body: &str) -> Option<String> {
    let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_")?).ok()?;
    let mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    let mac = mac.chain_update(format!("{id}.{timestamp}.")).chain_update(body);
    Some(format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes())))
}

/// A message that is to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    pub url: &'a str,
    /// `msg_…`: the same for every try.
    pub id: &'a str,
    /// Seconds since 1970.
    pub timestamp: i64,
    /// With spaces between them.
    pub signatures: &'a str,
    pub body: &'a str,
}

/// What the receiver answered.
#[derive(Clone, Debug)]
pub struct Posted {
    pub status: u16,
    /// Its beginning.
    pub answer: String,
    pub retry_after: Option<Duration>,
    pub took: Duration,
}

/// The address where an endpoint may be. `own` are hosts (`name` or `name:port`) that the operator allows inside the network, also by http.
///
/// # Errors
/// A sentence for whoever typed it.
pub fn check_endpoint(url: &str, own: &[String]) -> Result<Url, String> {
    let url = Url::parse(url).map_err(|_| "This is no address. It looks like https://example.com/hooks.".to_owned())?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("The address may hold no name and no password: what is sent is signed.".to_owned());
    }
    if is_own(&url, own) {
        return Ok(url);
    }
    if url.scheme() != "https" {
        return Err("The address has to begin with https://.".to_owned());
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("The address names no host.".to_owned());
    }
    Ok(url)
}

fn is_own(url: &Url, own: &[String]) -> bool {
    let Some(host) = url.host_str() else { return false };
    let with_port = url.port_or_known_default().map(|port| format!("{host}:{port}"));
    let is = |name: &String| name == host || Some(name) == with_port.as_ref();
    matches!(url.scheme(), "http" | "https") && own.iter().any(is)
}

/// Sends a message. The name is looked up once, private addresses are refused, and the address that was checked is the one that is
/// connected to.
///
/// # Errors
/// Why nothing was answered.
pub async fn post_webhook(message: Outgoing<'_>, own: &[String]) -> Result<Posted, String> {
    let url = check_endpoint(message.url, own)?;
    let mut client = reqwest::Client::builder().timeout(PATIENCE).redirect(Policy::none()).no_proxy();
    if !is_own(&url, own) {
        let nowhere = Url::parse("https://nowhere.invalid/").map_err(|error| error.to_string())?;
        match address::check(&url, &nowhere).await? {
            Allowed::Public(addresses) => {
                let host = url.host_str().unwrap_or_default();
                client = client.resolve_to_addrs(host, &addresses);
            }
            Allowed::Own => return Err("the address is not on the public network".to_owned()),
        }
    }
    let client = client.build().map_err(|error| error.to_string())?;
    let begun = Instant::now();
    let request = client
        .post(url)
        .header("content-type", "application/json")
        .header("user-agent", "DirectorStudio-Webhooks/1")
        .header("webhook-id", message.id)
        .header("webhook-timestamp", message.timestamp.to_string())
        .header("webhook-signature", message.signatures)
        .body(message.body.to_owned());
    let mut response = request.send().await.map_err(why)?;
    let status = response.status().as_u16();
    let retry_after = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let mut answer = Vec::new();
    while answer.len() < MOST
        && let Ok(Some(part)) = response.chunk().await
    {
        answer.extend_from_slice(&part);
    }
    answer.truncate(KEPT);
    // Postgres keeps no NUL.
    let answer = String::from_utf8_lossy(&answer).replace('\0', "");
    Ok(Posted { status, answer, retry_after: retry_after.map(Duration::from_secs), took: begun.elapsed() })
}

/// The deepest cause: the outer ones only repeat the address.
fn why(error: reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} seconds", PATIENCE.as_secs());
    }
    let mut cause: &dyn std::error::Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Callback;

    #[test]
    fn a_message_is_signed_as_the_public_libraries_do_it() {
        let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        let body = r#"{"type":"job.completed","timestamp":"2026-11-30T00:00:00Z","data":{"id":"j1"}}"#;
        let signature = webhook_signature(secret, "msg_1", 1_796_000_000, body).unwrap();
        assert_eq!(signature, "v1,SgZRmedoL+aU8tnIzyjIr6tT/wroBMBQ5poyeIn8Bdc=");
        let bytes: Vec<u8> = (0..32).collect();
        assert_eq!(webhook_secret(bytes.as_slice().try_into().unwrap()), secret);
        let callback = Callback { id: "msg_1", timestamp: "1796000000", signatures: &signature, body: body.as_bytes() };
        assert_eq!(callback.verify(secret, 1_796_000_000), Ok(()));
        assert_eq!(webhook_signature("none", "msg_1", 1, body), None);
    }

    #[tokio::test]
    async fn nothing_is_sent_to_a_private_address() {
        for private in [
            "https://127.0.0.1/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest",
            "https://[::1]/",
            "https://[fd00:ec2::254]/",
            "https://100.64.0.1/",
            "https://localhost/",
        ] {
            let message = Outgoing { url: private, id: "msg_1", timestamp: 1, signatures: "", body: "{}" };
            assert!(post_webhook(message, &[]).await.unwrap_err().contains("public"), "{private}");
        }
        let own = ["hooks.internal:8080".to_owned()];
        for (url, good) in [
            ("http://hooks.internal:8080/a", true),
            ("http://hooks.internal/a", false),
            ("https://example.com/", true),
            ("http://example.com/", false),
            ("https://name@example.com/", false),
            ("ftp://hooks.internal:8080/", false),
            ("example.com", false),
        ] {
            assert_eq!(check_endpoint(url, &own).is_ok(), good, "{url}");
        }
    }
}
