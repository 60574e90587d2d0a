//! What a zip's directory may hold, looked at before the whole of it is read into memory.

use model::limits;
use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
};

/// Entries of an archive: its parts, its pictures, its recordings, and a few texts.
const MOST_ENTRIES: usize = limits::PARTS + limits::PICTURES + limits::RECORDINGS + 10;
/// Bytes of the names and notes of all entries; one of ours takes some 120.
const MOST_WORDS: usize = 16 << 20;
/// How an entry of the directory begins, and how long it is without its names.
const MARK: &[u8] = b"PK\x01\x02";
const ENTRY: usize = 46;
const PIECE: usize = 1 << 20;

/// Counts everything in a file that can be an entry of a directory, wherever its end says that the directory is. Leaves the file at
/// its start.
///
/// # Errors
/// Why it is not one of ours.
pub fn check(file: &mut File) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    file.rewind().map_err(failed)?;
    let (mut entries, mut words) = (0usize, 0usize);
    // What is left over from the piece before: an entry may lie across two pieces.
    let mut bytes = Vec::with_capacity(PIECE + ENTRY);
    loop {
        let kept = bytes.len();
        bytes.resize(kept + PIECE, 0);
        let read = file.read(bytes.get_mut(kept..).unwrap_or_default()).map_err(failed)?;
        bytes.truncate(kept + read);
        if read == 0 {
            break;
        }
        let mut at = 0;
        while let Some(found) = next(&bytes, at) {
            let Some(entry) = bytes.get(found..found + ENTRY) else { break };
            let long =
                |at: usize| entry.get(at..at + 2).map_or(0, |two| usize::from(two[0]) | usize::from(two[1]) << 8);
            entries += 1;
            words += long(28) + long(30) + long(32);
            if entries > MOST_ENTRIES || words > MOST_WORDS {
                return Err(format!("it has more than {MOST_ENTRIES} entries, or too many names"));
            }
            at = found + MARK.len();
        }
        let rest = bytes.len().saturating_sub(ENTRY - 1).max(at);
        bytes.drain(..rest);
    }
    file.seek(SeekFrom::Start(0)).map(drop).map_err(failed)
}

/// Where the next mark is, from a place on.
fn next(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| Some(byte) == MARK.first())?;
        if bytes.get(at..at + MARK.len()) == Some(MARK) {
            return Some(at);
        }
        at += 1;
    }
}
