//! Fetches results: to a file, up to a limit, never to where it must not go.

use super::{CONNECT, Http, PAUSE, address, chain};
use crate::{Call, Exchange, Failure, FailureClass};
use reqwest::redirect::Policy;
use serde_json::Value;
use std::{
    path::Path,
    time::{Duration, Instant, SystemTime},
};
use tokio::io::AsyncWriteExt as _;
use url::Url;

/// For a whole download.
const WHOLE: Duration = Duration::from_secs(900);
const MOST_HOPS: usize = 4;

/// Fetches a result to `file`, which appears only when it is whole and on the disk. Keys are not sent along.
///
/// # Errors
/// `TryAgain` when it may work later, with a fresh link; `Broken` when the address or the size is refused.
pub(crate) async fn download(http: &Http, url: &str, file: &Path, most: u64, call: &Call<'_>) -> Result<u64, Failure> {
    let at = SystemTime::now();
    let began = Instant::now();
    let result = fetch(http, url, file, most).await;
    let plain = url.split(['?', '#']).next().unwrap_or_default().to_owned();
    let (status, response) = match &result {
        Ok(bytes) => (Some(200), format!("{bytes} bytes")),
        Err((failure, status)) => (*status, failure.detail.clone()),
    };
    let took = began.elapsed();
    call.log.exchange(Exchange { at, took, method: "GET", url: plain, request: Value::Null, status, response });
    result.map_err(|(failure, _)| failure)
}

type Lost = (Failure, Option<u16>);

async fn fetch(http: &Http, url: &str, file: &Path, most: u64) -> Result<u64, Lost> {
    let label = &http.label;
    let refused = |why: String| {
        let sentence = format!("{label} named a place for its result that is not safe to fetch from.");
        (Failure::new(FailureClass::Broken, sentence).detail(why), None)
    };
    let lost = |why: String, status: Option<u16>| {
        let sentence = format!("The result could not be fetched from {label} yet.");
        (Failure::new(FailureClass::TryAgain, sentence).detail(why), status)
    };
    let mut url = Url::parse(url).map_err(|error| refused(error.to_string()))?;
    for _ in 0..MOST_HOPS {
        let allowed = address::check(&url, &http.base).await.map_err(&refused)?;
        let mut client = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .read_timeout(PAUSE)
            .timeout(WHOLE)
            .redirect(Policy::none());
        if address::is_loopback(&url) {
            client = client.no_proxy();
        }
        if let (address::Allowed::Public(addresses), Some(host)) = (&allowed, url.host_str()) {
            client = client.resolve_to_addrs(host, addresses);
        }
        let client = client.build().map_err(|error| lost(chain(&error), None))?;
        let response = client.get(url.clone()).send().await.map_err(|error| lost(chain(&error), None))?;
        let status = response.status().as_u16();
        match status {
            200 => return save(response, file, most, label).await.map_err(|failure| (failure, Some(status))),
            301 | 302 | 303 | 307 | 308 => {
                let place = response.headers().get("location").and_then(|place| place.to_str().ok());
                let place = place.ok_or_else(|| lost("a redirect to nowhere".to_owned(), Some(status)))?;
                url = url.join(place).map_err(|error| refused(error.to_string()))?;
            }
            _ => return Err(lost(format!("HTTP {status}"), Some(status))),
        }
    }
    Err(refused("it redirects again and again".to_owned()))
}

async fn save(mut response: reqwest::Response, file: &Path, most: u64, label: &str) -> Result<u64, Failure> {
    let large = || {
        let sentence = format!("The result from {label} is larger than {} MB and is not taken.", most >> 20);
        Failure::new(FailureClass::Broken, sentence).detail("over the size limit")
    };
    let disk = |error: std::io::Error| {
        Failure::new(FailureClass::TryAgain, "The result cannot be written to the disk.").detail(error.to_string())
    };
    if response.content_length().is_some_and(|bytes| bytes > most) {
        return Err(large());
    }
    let part = file.with_extension("part");
    let mut out = tokio::fs::File::create(&part).await.map_err(disk)?;
    let mut bytes = 0;
    let copied = loop {
        match response.chunk().await {
            Ok(None) => break Ok(()),
            Ok(Some(chunk)) => {
                bytes += chunk.len() as u64;
                if bytes > most {
                    break Err(large());
                }
                if let Err(error) = out.write_all(&chunk).await {
                    break Err(disk(error));
                }
            }
            Err(error) => {
                let sentence = format!("The result broke off while it was fetched from {label}.");
                let detail = format!("after {bytes} bytes: {}", chain(&error));
                break Err(Failure::new(FailureClass::TryAgain, sentence).detail(detail));
            }
        }
    };
    if let Err(failure) = copied {
        drop(out);
        // What cannot be removed is overwritten by the next try, and the folder is for this call alone.
        let _left = tokio::fs::remove_file(&part).await;
        return Err(failure);
    }
    // In the scratch folder of this claim alone, which whoever claims the step after a crash does not look into: dying here is dying
    // anywhere in the look. The file goes to its place, with the moments where tests kill, in `store::Files::put_file`.
    out.flush().await.map_err(disk)?;
    out.sync_all().await.map_err(disk)?;
    tokio::fs::rename(&part, file).await.map_err(disk)?;
    if let Some(folder) = file.parent() {
        tokio::fs::File::open(folder).await.map_err(disk)?.sync_all().await.map_err(disk)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use provider_simulators::{Reply, Server};

    /// What came of fetching this reply, with at most a megabyte taken, and whether anything was left.
    async fn fetched(reply: Reply) -> (Result<u64, Failure>, Server, usize) {
        let server = Server::start(move |_| reply.clone()).await.unwrap();
        let http = Http::new("Acme", &server.base_url).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("take.mp4");
        let url = format!("{}/v.mp4", server.base_url);
        let end = download(&http, &url, &file, 1 << 20, &Call::new("a", folder.path())).await;
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        (end, server, left)
    }

    #[tokio::test]
    async fn what_is_too_large_or_never_ends_is_not_taken_and_leaves_nothing() {
        for announced in [Some(10 << 30), None] {
            let (end, server, left) = fetched(Reply::Flood("video/mp4", announced)).await;
            let failure = end.unwrap_err();
            assert_eq!((failure.class, left), (FailureClass::Broken, 0), "{failure:?}");
            assert!(failure.sentence.contains("larger than 1 MB"), "{failure}");
            // The rest is what lay in the buffers of both ends.
            assert!(server.flooded() < 32 << 20, "{} bytes", server.flooded());
        }
    }

    #[tokio::test]
    async fn what_breaks_off_leaves_nothing_and_may_be_tried_again() {
        for reply in [Reply::Half(200, "video/mp4", vec![7; 4_000]), Reply::Reset] {
            let (end, _server, left) = fetched(reply).await;
            assert_eq!((end.unwrap_err().class, left), (FailureClass::TryAgain, 0));
        }
    }

    #[tokio::test]
    async fn a_redirect_leads_to_no_private_place_and_not_in_a_circle() {
        for place in
            ["http://127.0.0.1:1/", "https://10.0.0.1/", "https://169.254.169.254/", "file:///etc/passwd", "/v.mp4"]
        {
            let (end, _server, left) = fetched(Reply::Elsewhere(place.to_owned())).await;
            let failure = end.unwrap_err();
            assert_eq!((failure.class, left), (FailureClass::Broken, 0), "{place}: {failure:?}");
        }
    }
}
