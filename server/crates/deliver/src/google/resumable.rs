//! Google's resumable upload: pieces to an address of its own, going on where Google says that it stands.

use super::{
    account::{Account, odd},
    answer::{meaning, read},
};
use crate::source::PIECE;
use crate::{
    DeliverError, Heard,
    source::{Source, unreadable},
};
use reqwest::Response;
use std::sync::Arc;
use url::Url;

/// How an upload stands.
pub(super) enum Standing {
    /// Google has so many bytes.
    At(u64),
    /// What Google says of the file.
    Whole(Vec<u8>),
    /// Google has forgotten it.
    Gone,
}

/// The address of an upload, where it is one of Google's: a token goes nowhere else.
fn session(account: &Account, place: &str) -> Option<Url> {
    Url::parse(place).ok().filter(|url| url.origin() == account.google.api.origin())
}

/// How an upload stands.
pub(super) async fn stands(account: &Account, place: &str, size: u64) -> Result<Standing, DeliverError> {
    let Some(url) = session(account, place) else { return Ok(Standing::Gone) };
    let request = || {
        let request = account.google.client.put(url.clone()).header("Content-Length", 0);
        request.header("Content-Range", format!("bytes */{size}"))
    };
    standing(account.ask(request).await?).await
}

/// Sends the pieces from `at` up to `upto`, or a little beyond. What was sent before an error is there.
pub(super) async fn send_from(
    account: &Account,
    place: &str,
    source: &Arc<dyn Source>,
    mut at: u64,
    upto: u64,
    heard: &Heard,
) -> Result<Standing, DeliverError> {
    let Some(url) = session(account, place) else { return Ok(Standing::Gone) };
    let size = source.size();
    while at < upto {
        let end = (at + PIECE).min(size);
        let part = source.read(at, end).await.map_err(unreadable)?;
        let range = format!("bytes {at}-{}/{size}", end - 1);
        let request = || account.google.client.put(url.clone()).header("Content-Range", &range).body(part.clone());
        match standing(account.ask(request).await?).await? {
            // What it has not kept is sent again; that it keeps nothing is no progress.
            Standing::At(kept) if kept > at && kept <= size => at = kept,
            Standing::At(kept) => return Err(odd(&format!("it stands at {kept} after {end}"))),
            over => {
                heard(size);
                return Ok(over);
            }
        }
        heard(at);
    }
    Ok(Standing::At(at))
}

/// What an answer of an upload says of how it stands.
async fn standing(answer: Response) -> Result<Standing, DeliverError> {
    let range = answer.headers().get("range").and_then(|range| range.to_str().ok()).map(str::to_owned);
    match answer.status().as_u16() {
        200 | 201 => Ok(Standing::Whole(read(answer).await?)),
        // No range: nothing is kept.
        308 => {
            let last = range.as_deref().and_then(|range| range.rsplit('-').next()?.parse::<u64>().ok());
            Ok(Standing::At(last.map_or(0, |last| last + 1)))
        }
        404 | 410 => Ok(Standing::Gone),
        status => Err(meaning(status, &read(answer).await?)),
    }
}
