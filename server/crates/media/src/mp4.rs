//! Counting the pictures of an MP4 from its index: what a process and a full read would cost, in a few reads.

use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    path::Path,
};

/// An index larger than this is not one of ours.
const MOST_INDEX: u64 = 64 << 20;

/// How many pictures the first video track holds; `None` when the file is not a plain MP4.
pub(crate) fn count_pictures(path: &Path) -> Option<u64> {
    let mut file = File::open(path).ok()?;
    let size = file.metadata().ok()?.len();
    let mut at = 0;
    while at + 8 <= size {
        file.seek(SeekFrom::Start(at)).ok()?;
        let mut head = [0u8; 16];
        let read = usize::try_from(size - at).unwrap_or(16).min(16);
        file.read_exact(head.get_mut(..read)?).ok()?;
        let (kind, header, length) = header(&head, size - at)?;
        if kind == *b"moov" {
            let body = length.checked_sub(header)?;
            if body > MOST_INDEX {
                return None;
            }
            file.seek(SeekFrom::Start(at + header)).ok()?;
            let mut index = vec![0; usize::try_from(body).ok()?];
            file.read_exact(&mut index).ok()?;
            return boxes(&index).filter(|(kind, _)| kind == b"trak").find_map(|(_, track)| pictures(track));
        }
        at += length;
    }
    None
}

/// Whether a box promises more bytes than the file has: the file was cut off on its way.
pub(crate) fn breaks_off(path: &Path) -> std::io::Result<bool> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut at = 0;
    while at + 8 <= size {
        file.seek(SeekFrom::Start(at))?;
        let mut head = [0u8; 16];
        let read = usize::try_from(size - at).unwrap_or(16).min(16);
        file.read_exact(head.get_mut(..read).unwrap_or_default())?;
        let Some((_, _, length)) = header(&head, size - at) else { return Ok(false) };
        if length > size - at {
            return Ok(true);
        }
        at += length;
    }
    Ok(false)
}

/// A box's kind, the length of its header, and its whole length.
fn header(bytes: &[u8], left: u64) -> Option<([u8; 4], u64, u64)> {
    let short = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    let kind: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    let (header, length) = match short {
        0 => (8, left),
        1 => (16, u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?)),
        length => (8, u64::from(length)),
    };
    (length >= header).then_some((kind, header, length))
}

fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (kind, header, length) = header(bytes, bytes.len() as u64)?;
        let (header, length) = (usize::try_from(header).ok()?, usize::try_from(length).ok()?);
        let body = bytes.get(header..length)?;
        bytes = bytes.get(length..)?;
        Some((kind, body))
    })
}

fn inside<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|(kind, _)| kind == name).map(|(_, body)| body)
}

fn pictures(track: &[u8]) -> Option<u64> {
    let media = inside(track, b"mdia")?;
    if inside(media, b"hdlr")?.get(8..12)? != b"vide" {
        return None;
    }
    let sizes = inside(inside(inside(media, b"minf")?, b"stbl")?, b"stsz")?;
    Some(u64::from(u32::from_be_bytes(sizes.get(8..12)?.try_into().ok()?)))
}
