//! Encoded pieces of sound that outlive the film they were made for. A cache: whatever is wrong with it, it is only missed.

use crate::audio::aac;
use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Raised whenever the same sound is encoded otherwise.
pub(crate) const VERSION: u32 = 1;
/// What a cache may hold, in bytes: about three hours of sound.
const MOST_BYTES: u64 = 256 << 20;

/// An encoded stretch of a film's sound.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    /// The highest true peak of what it decodes to, in dBTP.
    pub(crate) peak_db: f32,
    /// Where that is too high: (packet, dBTP).
    pub(crate) over: Vec<(u32, f32)>,
    /// The loudness of 400 ms, every 100 ms.
    pub(crate) moments: Vec<f32>,
    /// Its packets, with headers.
    pub(crate) adts: Vec<u8>,
}

fn place(cache: &Path, name: u128) -> PathBuf {
    cache.join(format!("{name:032x}.piece"))
}

/// The piece of this name, if it is there and whole.
pub(crate) fn read(cache: &Path, name: u128, packets: u64) -> Option<Piece> {
    let path = place(cache, name);
    let bytes = fs::read(&path).ok()?;
    let (head, mut rest) = bytes.split_first_chunk::<16>()?;
    let [version, peak, over, moments] = *numbers(head).as_array::<4>()?;
    let mut take = |numbers: u32| {
        let length = usize::try_from(numbers).ok()?.checked_mul(4)?;
        let part = rest.get(..length)?;
        rest = rest.get(length..)?;
        Some(part)
    };
    let over = numbers(take(over.checked_mul(2)?)?);
    let over = over.as_chunks::<2>().0.iter().map(|[at, db]| (*at, f32::from_bits(*db))).collect();
    let moments = numbers(take(moments)?).into_iter().map(f32::from_bits).collect();
    let whole = aac::packets(rest).map(|packet| packet.whole.len()).sum::<usize>() == rest.len();
    if version != VERSION || !whole || aac::packets(rest).count() as u64 != packets {
        return None;
    }
    // What is used stays.
    let _ = fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
    Some(Piece { peak_db: f32::from_bits(peak), over, moments, adts: rest.to_vec() })
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

/// Keeps a piece. A cache that cannot be written to is left alone.
pub(crate) fn write(cache: &Path, name: u128, piece: &Piece) {
    let count = |length: usize| u32::try_from(length).unwrap_or(0);
    let mut numbers = vec![VERSION, piece.peak_db.to_bits(), count(piece.over.len()), count(piece.moments.len())];
    numbers.extend(piece.over.iter().flat_map(|(at, peak_db)| [*at, peak_db.to_bits()]));
    numbers.extend(piece.moments.iter().map(|lufs| lufs.to_bits()));
    let mut bytes: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
    bytes.extend(&piece.adts);
    let unfinished = cache.join(format!("{name:032x}.{}.part", std::process::id()));
    let kept = fs::create_dir_all(cache)
        .and_then(|()| fs::write(&unfinished, bytes))
        .and_then(|()| fs::rename(&unfinished, place(cache, name)));
    if let Err(error) = kept {
        tracing::debug!(%error, "a piece of sound was not kept");
    }
}

/// Throws out what was not used for longest, until the rest is small enough.
pub(crate) fn tidy(cache: &Path) {
    let Ok(entries) = fs::read_dir(cache) else { return };
    let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((about.modified().ok()?, about.len(), entry.path()))
        })
        .collect();
    files.sort();
    let mut bytes: u64 = files.iter().map(|(_, bytes, _)| bytes).sum();
    for (_, size, path) in files {
        if bytes <= MOST_BYTES {
            return;
        }
        bytes -= size;
        let _ = fs::remove_file(path);
    }
}
