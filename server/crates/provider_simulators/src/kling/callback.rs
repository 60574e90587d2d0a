//! Callbacks, signed by Standard Webhooks where there is a secret.

use crate::charges::now;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::io;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Posts a body to an http address, once, and waits for the end of the answer.
pub(super) async fn send(url: &str, body: &str, secret: Option<&str>) -> io::Result<()> {
    let url = url::Url::parse(url).map_err(io::Error::other)?;
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(80);
    let signed = secret.map(|secret| signed(secret, body)).unwrap_or_default();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{signed}\
         Connection: close\r\n\r\n",
        url.path(),
        body.len()
    );
    let mut stream = TcpStream::connect((host, port)).await?;
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.read_to_end(&mut Vec::new()).await.map(drop)
}

/// The headers that sign a body.
fn signed(secret: &str, body: &str) -> String {
    let at = now() / 1_000;
    let id = format!("msg_{}", now());
    let signature = signature(secret, &id, at, body);
    format!("webhook-id: {id}\r\nwebhook-timestamp: {at}\r\nwebhook-signature: {signature}\r\n")
}

/// What the header `webhook-signature` says of a body that is sent at this time, in seconds since 1970.
pub fn signature(secret: &str, id: &str, at: u64, body: &str) -> String {
    let key = BASE64_STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap_or_default();
    Hmac::<Sha256>::new_from_slice(&key)
        .map(|mac| mac.chain_update(format!("{id}.{at}.{body}")).finalize().into_bytes())
        .map(|bytes| format!("v1,{}", BASE64_STANDARD.encode(bytes)))
        .unwrap_or_default()
}
