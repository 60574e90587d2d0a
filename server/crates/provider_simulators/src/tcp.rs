//! HTTP/1.1 by hand, one request per connection, so that an answer can also be none: a reset, a silence, a half.

use rustix::net::sockopt::set_socket_linger;
use std::{
    collections::HashMap,
    io,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

const MOST_HEAD: usize = 64 << 10;
const MOST_BODY: usize = 128 << 20;

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    /// Without the query.
    pub path: String,
    pub query: HashMap<String, String>,
    /// Names in small letters.
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Asked {
    /// Where the asker thinks this server is: "http://127.0.0.1:4000".
    pub fn base(&self) -> String {
        format!("http://{}", self.headers.get("host").map_or("", String::as_str))
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Status, type, body.
    Whole(u16, &'static str, Vec<u8>),
    /// As `Whole`, with `Retry-After` in seconds.
    Later(u16, u32, Vec<u8>),
    /// Announces the whole body and sends half of it.
    Half(u16, &'static str, Vec<u8>),
    /// Announces so many bytes of this type and goes on sending zeros until nobody listens; never ends where `None`.
    Flood(&'static str, Option<u64>),
    /// A status with these headers, and no body.
    Headed(u16, Vec<(&'static str, String)>),
    /// A redirect to there.
    Elsewhere(String),
    /// The connection is reset without a byte.
    Reset,
    /// Nothing for this long, then a reset.
    Silence(Duration),
}

impl Reply {
    pub fn json(status: u16, value: &serde_json::Value) -> Self {
        Self::Whole(status, "application/json", value.to_string().into_bytes())
    }

    pub fn html(status: u16) -> Self {
        Self::Whole(status, "text/html", b"<!doctype html><html><body><h1>Please wait</h1></body></html>".to_vec())
    }
}

/// Reads one request.
pub(super) async fn read(stream: &mut TcpStream) -> io::Result<Asked> {
    let bad = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_owned());
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if bytes.len() > MOST_HEAD || stream.read_buf(&mut bytes).await? == 0 {
            return Err(bad("no request"));
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (first.next().unwrap_or_default().to_owned(), first.next().unwrap_or_default());
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.get("content-length").map_or(Ok(0), |length| length.parse::<usize>());
    let length = length.ok().filter(|length| *length <= MOST_BODY).ok_or_else(|| bad("an impossible length"))?;
    if headers.get("expect").is_some_and(|expect| expect.eq_ignore_ascii_case("100-continue")) {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
    }
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await? == 0 {
            return Err(bad("the request broke off"));
        }
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let query = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    Ok(Asked { method, path: path.to_owned(), query, headers, body })
}

/// Sends the answer and ends the connection. What a flood sent is added to `flooded`, in bytes.
pub(super) async fn write(mut stream: TcpStream, reply: Reply, flooded: &AtomicU64) -> io::Result<()> {
    match reply {
        Reply::Whole(status, kind, body) => send(&mut stream, status, kind, "", &body, body.len()).await,
        Reply::Later(status, seconds, body) => {
            let extra = format!("Retry-After: {seconds}\r\n");
            send(&mut stream, status, "application/json", &extra, &body, body.len()).await
        }
        Reply::Half(status, kind, body) => {
            send(&mut stream, status, kind, "", &body[..body.len() / 2], body.len()).await
        }
        Reply::Headed(status, headers) => {
            let extra: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            send(&mut stream, status, "text/plain", &extra, b"", 0).await
        }
        Reply::Elsewhere(place) => {
            send(&mut stream, 302, "text/plain", &format!("Location: {place}\r\n"), b"", 0).await
        }
        Reply::Flood(kind, bytes) => {
            let length = bytes.map_or(String::new(), |bytes| format!("Content-Length: {bytes}\r\n"));
            let head = format!("HTTP/1.1 200 Answer\r\nContent-Type: {kind}\r\n{length}Connection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).await?;
            let mut left = bytes.unwrap_or(u64::MAX);
            while left > 0 {
                let sent = stream.write(&[0; 16 << 10]).await? as u64;
                flooded.fetch_add(sent, Ordering::Relaxed);
                left = left.saturating_sub(sent);
            }
            Ok(())
        }
        Reply::Reset => reset(&stream),
        Reply::Silence(time) => {
            // Whoever gives up first ends it.
            let mut nothing = [0; 1];
            let _gone = tokio::time::timeout(time, stream.read(&mut nothing)).await;
            reset(&stream)
        }
    }
}

async fn send(
    stream: &mut TcpStream,
    status: u16,
    kind: &str,
    extra: &str,
    body: &[u8],
    announced: usize,
) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} Answer\r\nContent-Type: {kind}\r\nContent-Length: {announced}\r\n{extra}Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    stream.shutdown().await
}

/// Closing with nothing to linger for is a reset.
fn reset(stream: &TcpStream) -> io::Result<()> {
    Ok(set_socket_linger(stream, Some(Duration::ZERO))?)
}
