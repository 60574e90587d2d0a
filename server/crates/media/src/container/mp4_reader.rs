//! What an MP4's index says, such as how many pictures there are: a few reads instead of a process and a full read.

use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    path::Path,
};

/// An index larger than this is not one of ours.
const MOST_INDEX: u64 = 64 << 20;
/// A file of more boxes than this is made to take time.
const MOST_PLACES: usize = 100_000;

/// How many pictures the first video track holds; `None` when the file is not a plain MP4.
pub(crate) fn count_pictures(path: &Path) -> Option<u64> {
    let mut file = File::open(path).ok()?;
    let size = file.metadata().ok()?.len();
    let place = places(&mut file).ok()?.into_iter().find(|place| place.kind == *b"moov")?;
    let index = body(&mut file, &place).ok()?;
    let count = boxes(&index).filter(|(kind, _)| kind == b"trak").find_map(|(_, track)| pictures(track))?;
    // Each picture takes a byte at least: an index of more is made up.
    (count <= size).then_some(count)
}

/// Whether a box promises more bytes than the file has: the file was cut off on its way.
pub(crate) fn breaks_off(path: &Path) -> std::io::Result<bool> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    Ok(places(&mut file)?.iter().any(|place| place.at + place.length > size))
}

/// Where one of a file's outermost boxes is. The last one may promise more than the file has.
pub(crate) struct Place {
    pub(crate) kind: [u8; 4],
    pub(crate) at: u64,
    /// Bytes before its contents.
    pub(crate) header: u64,
    /// Bytes in all.
    pub(crate) length: u64,
}

/// A file's outermost boxes, as far as it can be read as such.
pub(crate) fn places(file: &mut File) -> std::io::Result<Vec<Place>> {
    let size = file.metadata()?.len();
    let (mut at, mut found) = (0, Vec::new());
    while at + 8 <= size && found.len() < MOST_PLACES {
        file.seek(SeekFrom::Start(at))?;
        let mut head = [0u8; 16];
        let read = usize::try_from(size - at).unwrap_or(16).min(16);
        file.read_exact(head.get_mut(..read).unwrap_or_default())?;
        let Some((kind, header, length)) = header(&head, size - at) else { break };
        found.push(Place { kind, at, header, length });
        at = at.saturating_add(length);
    }
    Ok(found)
}

/// The contents of a box.
///
/// # Errors
/// For one larger than any index of ours, or larger than the file; nothing is set aside for it.
pub(crate) fn body(file: &mut File, place: &Place) -> std::io::Result<Vec<u8>> {
    let length = place.length.saturating_sub(place.header);
    if length > MOST_INDEX || place.at.saturating_add(place.length) > file.metadata()?.len() {
        return Err(std::io::Error::other("the index is too large"));
    }
    file.seek(SeekFrom::Start(place.at + place.header))?;
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
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

/// The boxes that stand side by side in some bytes: kind and contents.
pub(crate) fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (kind, header, length) = header(bytes, bytes.len() as u64)?;
        let (header, length) = (usize::try_from(header).ok()?, usize::try_from(length).ok()?);
        let body = bytes.get(header..length)?;
        bytes = bytes.get(length..)?;
        Some((kind, body))
    })
}

pub(crate) fn inside<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|(kind, _)| kind == name).map(|(_, body)| body)
}

/// Whether a track is one of pictures.
pub(crate) fn is_picture(track: &[u8]) -> bool {
    let handler = inside(track, b"mdia").and_then(|media| inside(media, b"hdlr"));
    handler.and_then(|handler| handler.get(8..12)) == Some(b"vide")
}

fn pictures(track: &[u8]) -> Option<u64> {
    if !is_picture(track) {
        return None;
    }
    let media = inside(track, b"mdia")?;
    let sizes = inside(inside(inside(media, b"minf")?, b"stbl")?, b"stsz")?;
    let count = u32::from_be_bytes(sizes.get(8..12)?.try_into().ok()?);
    // Of pictures of different sizes each has its own in the table.
    let alike = sizes.get(4..8)? != [0; 4];
    if !alike && sizes.len().saturating_sub(12) / 4 < usize::try_from(count).ok()? {
        return None;
    }
    // None in the index: they are told of in fragments.
    (count > 0).then_some(u64::from(count))
}
