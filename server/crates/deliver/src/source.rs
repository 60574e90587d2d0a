//! Where the bytes of a film come from.

use crate::DeliverError;
use bytes::Bytes;
use futures::future::BoxFuture;
use sha2::{Digest as _, Sha256};

/// How much is read at a time.
pub(crate) const PART: u64 = 1 << 20;

/// How large a piece of an upload is, in bytes: a multiple of 262,144.
pub(crate) const PIECE: u64 = 8 << 20;

/// Where the last piece of a file of this size begins, in bytes.
pub fn last_piece(size: u64) -> u64 {
    size.saturating_sub(1) / PIECE * PIECE
}

/// A file that can be read in parts, again and again.
pub trait Source: Send + Sync {
    /// Its size in bytes.
    fn size(&self) -> u64;
    /// Its bytes from `start` up to and without `end`, which lie within it. The error is for the log.
    fn read(&self, start: u64, end: u64) -> BoxFuture<'static, Result<Bytes, String>>;
}

/// The SHA-256 of a file, in hexadecimal digits.
///
/// # Errors
/// When it cannot be read.
pub async fn digest(source: &dyn Source) -> Result<String, DeliverError> {
    let (mut digest, mut at, size) = (Sha256::new(), 0, source.size());
    while at < size {
        let end = (at + PART).min(size);
        digest.update(source.read(at, end).await.map_err(unreadable)?);
        at = end;
    }
    Ok(hex::encode(digest.finalize()))
}

pub(crate) fn unreadable(why: String) -> DeliverError {
    DeliverError::later("The film's file cannot be read at the moment.", why)
}
