//! One file on its way to the account.

use super::{Dav, below};
use crate::{
    DeliverError,
    source::{PART, Source, unreadable},
};
use futures::{StreamExt as _, stream};
use reqwest::Body;
use std::sync::Arc;
use url::Url;

/// How large a piece is, in bytes: Nextcloud takes 5 MB to 5 GB, and 10,000 of them.
const PIECE: u64 = 10 << 20;
const MOST_PIECES: u64 = 10_000;
/// How many names are tried for a file where others have the first.
const NAMES: u32 = 50;

/// Hears how many bytes are there.
pub type Heard = Arc<dyn Fn(u64) + Send + Sync>;

impl Dav {
    /// A name in the folder that nobody's file has: `name.mp4`, `name 2.mp4` and so on. Choose it once, and keep it with the export.
    pub async fn free_name(&self, stem: &str, extension: &str) -> Result<String, DeliverError> {
        let stem: String =
            stem.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
        let stem = stem.trim().trim_end_matches('.');
        for number in 1..=NAMES {
            let name = if number == 1 { format!("{stem}.{extension}") } else { format!("{stem} {number}.{extension}") };
            if self.list(&self.place(&name)?, 0).await?.is_empty() {
                return Ok(name);
            }
        }
        Err(DeliverError::now("The folder has many files of this name. Clear some of them.", "no free name"))
    }

    /// Sends the file to the name that [`Dav::free_name`] gave, or goes on with it. `session` is the same in every try of one export, and
    /// no other export's. Gives the address of the file.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn send(
        &self,
        source: Arc<dyn Source>,
        sha256: &str,
        name: &str,
        session: &str,
        heard: Heard,
    ) -> Result<String, DeliverError> {
        let target = self.place(name)?;
        // The answer to the last request of an earlier try may have been lost.
        if self.is_there(&target, source.size(), sha256).await? {
            heard(source.size());
            return Ok(target.into());
        }
        self.make_folder().await?;
        match &self.uploads {
            Some(uploads) => self.send_pieces(uploads, &source, sha256, &target, session, &heard).await?,
            None => self.send_whole(&source, sha256, &target, &heard).await?,
        }
        if self.is_there(&target, source.size(), sha256).await? {
            return Ok(target.into());
        }
        Err(DeliverError::later("The file did not arrive whole; it is sent again.", "another size or digest"))
    }

    /// Whether the very file is there: by its size, and by its digest where the server knows it. Another file of this name is an error.
    async fn is_there(&self, target: &Url, size: u64, sha256: &str) -> Result<bool, DeliverError> {
        let there = self.list(target, 0).await?;
        let Some(there) = there.first() else { return Ok(false) };
        let same = there.sha256.as_deref().is_none_or(|sum| sum == sha256);
        if there.size == Some(size) && same {
            return Ok(true);
        }
        // A plain server may keep what came before the line was cut.
        if self.uploads.is_none() && there.size.is_some_and(|is| is < size) {
            return Ok(false);
        }
        Err(DeliverError::now(
            "Somebody put another file of this name there meanwhile. Export the film again.",
            "another file",
        ))
    }

    async fn send_whole(
        &self,
        source: &Arc<dyn Source>,
        sha256: &str,
        target: &Url,
        heard: &Heard,
    ) -> Result<(), DeliverError> {
        let request = self.request("PUT", target).header("OC-Checksum", format!("SHA256:{sha256}"));
        let request = request.header("Content-Type", "video/mp4");
        let request = with_body(request, source, 0, source.size(), heard);
        self.ask(request, &[200, 201, 204]).await.map(drop)
    }

    async fn send_pieces(
        &self,
        uploads: &Url,
        source: &Arc<dyn Source>,
        sha256: &str,
        target: &Url,
        session: &str,
        heard: &Heard,
    ) -> Result<(), DeliverError> {
        let odd = || DeliverError::now("The address has to look like https://cloud.example.", "no base");
        let room = below(uploads, &[session], true).ok_or_else(odd)?;
        let size = source.size();
        let piece = PIECE.max(size.div_ceil(MOST_PIECES));
        // 405: an earlier try made it.
        self.ask(self.request("MKCOL", &room).header("Destination", target.as_str()), &[201, 405]).await?;
        let there = self.list(&room, 1).await?;
        for (number, start) in (0..size).step_by(usize::try_from(piece).unwrap_or(usize::MAX)).enumerate() {
            let (name, end) = (format!("{:05}", number + 1), (start + piece).min(size));
            if there.iter().any(|found| found.name == name && found.size == Some(end - start)) {
                heard(end);
                continue;
            }
            let url = below(&room, &[&name], false).ok_or_else(odd)?;
            let request = self.request("PUT", &url).header("Destination", target.as_str());
            let request = with_body(request.header("OC-Total-Length", size), source, start, end, heard);
            self.ask(request, &[200, 201, 204]).await?;
        }
        let whole = below(&room, &[".file"], false).ok_or_else(odd)?;
        let request = self.request("MOVE", &whole).header("Destination", target.as_str()).header("Overwrite", "F");
        let request = request.header("OC-Total-Length", size).header("OC-Checksum", format!("SHA256:{sha256}"));
        self.ask(request, &[201, 204]).await.map(drop)
    }
}

/// The request with a part of the file as its body.
fn with_body(
    request: reqwest::RequestBuilder,
    source: &Arc<dyn Source>,
    start: u64,
    end: u64,
    heard: &Heard,
) -> reqwest::RequestBuilder {
    let (source, heard) = (source.clone(), heard.clone());
    let parts = stream::try_unfold(start, move |at| {
        let (source, heard) = (source.clone(), heard.clone());
        async move {
            if at >= end {
                return Ok(None);
            }
            let to = (at + PART).min(end);
            let part = source.read(at, to).await.map_err(|why| std::io::Error::other(unreadable(why).detail))?;
            heard(at);
            Ok::<_, std::io::Error>(Some((part, to)))
        }
    });
    request.header("Content-Length", end - start).body(Body::wrap_stream(parts.boxed()))
}
