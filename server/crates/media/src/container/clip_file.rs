//! A clip's file: a take's picture as it is and a sound track, put together without another process.

use crate::audio::aac;
use crate::audio::targets::CHUNK_FRAMES;
use crate::container::mp4_reader::{Place, body, boxes, inside, is_picture, places};
use crate::container::mp4_writer::{Track, bx};
use crate::{MediaError, RATE};
use std::{
    fs::File,
    io::{BufWriter, Read as _, Seek as _, SeekFrom, Write as _},
    path::Path,
};
use syom::{EncodeOptions, Encoder};

/// How fine a clip's sound is, 0 to 10: about 200 kbit/s. Encoding to an even rate would take twice the time. The film's own sound
/// is made from the stems.
const QUALITY: u8 = 5;

/// AAC packets, one after the other.
struct Packets {
    bytes: Vec<u8>,
    sizes: Vec<u32>,
}

/// Writes a clip: the take's picture, and this sound (stereo, 48 kHz, interleaved), which lies before the picture in the file, so
/// that a player that has the first picture has all that is heard.
///
/// # Errors
/// `DamagedTake` for a picture file that is not laid out as ours are, or shorter than it says; what the file system said.
pub(crate) fn write(take: &Path, stereo: &[f32], out: &Path) -> Result<(), MediaError> {
    let sound = encode(stereo)?;
    let mut file = File::open(take)?;
    let places = places(&mut file)?;
    let find = |kind: &[u8; 4]| places.iter().find(|place| place.kind == *kind).ok_or(MediaError::DamagedTake);
    let (kind, index, data) = (find(b"ftyp")?, find(b"moov")?, find(b"mdat")?);
    if data.at.saturating_add(data.length) > file.metadata()?.len() {
        return Err(MediaError::DamagedTake);
    }
    let (kind, index) = (body(&mut file, kind)?, body(&mut file, index)?);
    let kind = bx(b"ftyp", &[&kind]);
    let lay = |at: Layout| moov(&index, data, &sound, stereo.len() as u64 / 2, &at);
    // The index says where things are and stands before them: it is as long wherever they are.
    let length = lay(Layout::default()).ok_or(MediaError::DamagedTake)?.len();
    let sound_at = kind.len() as u64 + length as u64 + 16;
    let at = Layout { sound: sound_at, picture: sound_at + sound.bytes.len() as u64 };
    let index = lay(at).ok_or(MediaError::DamagedTake)?;
    let picture = data.length - data.header;
    let mut clip = BufWriter::new(File::create(out)?);
    clip.write_all(&kind)?;
    clip.write_all(&index)?;
    // A length of 1 says that the real one follows in 64 bits.
    clip.write_all(&1u32.to_be_bytes())?;
    clip.write_all(b"mdat")?;
    clip.write_all(&(16 + sound.bytes.len() as u64 + picture).to_be_bytes())?;
    clip.write_all(&sound.bytes)?;
    file.seek(SeekFrom::Start(data.at + data.header))?;
    let copied = std::io::copy(&mut file.take(picture), &mut clip)?;
    clip.flush()?;
    // The take has them all: it was the writing that ended, as it does on a full disk.
    if copied == picture { Ok(()) } else { Err(std::io::Error::from(std::io::ErrorKind::StorageFull).into()) }
}

fn encode(stereo: &[f32]) -> Result<Packets, MediaError> {
    let failed = |error: syom::AacError| MediaError::Stopped(format!("the sound could not be encoded: {error}"));
    let options = EncodeOptions::raw().with_quality(QUALITY).with_lookahead(true);
    let mut encoder = Encoder::new(RATE, 2, &options).map_err(failed)?;
    let mut packets = Packets { bytes: Vec::new(), sizes: Vec::new() };
    let mut keep = |packet: syom::EncodedFrame<'_>| {
        packets.sizes.push(u32::try_from(packet.payload.len()).unwrap_or(0));
        packets.bytes.extend_from_slice(packet.payload);
        Ok(())
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    // Piece by piece: the whole sound twice would be too much of a long clip.
    for piece in stereo.chunks(CHUNK_FRAMES * 2) {
        for (side, samples) in [&mut left, &mut right].into_iter().enumerate() {
            samples.clear();
            let own = piece.iter().skip(side).step_by(2);
            samples.extend(own.map(|sample| if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 }));
        }
        encoder.feed(&[&left, &right], &mut keep).map_err(failed)?;
    }
    encoder.finish(&mut keep).map_err(failed)?;
    Ok(packets)
}

/// Where in the clip's file its sound and its picture begin.
#[derive(Default)]
struct Layout {
    sound: u64,
    picture: u64,
}

/// The clip's index: the take's with its picture at another place, and the sound's track. `None` for an index of another make.
fn moov(index: &[u8], data: &Place, sound: &Packets, frames: u64, at: &Layout) -> Option<Vec<u8>> {
    let mut head = inside(index, b"mvhd")?.to_vec();
    // The short form (ISO/IEC 14496-12, 8.2.2): two dates, ticks a second, length … the number of the next track.
    // Fragments would be places that the index does not know.
    if head.len() != 100 || head.first() != Some(&0) || inside(index, b"mvex").is_some() {
        return None;
    }
    let movie_rate = u32::from_be_bytes(head.get(12..16)?.try_into().ok()?);
    head.get_mut(96..)?.copy_from_slice(&3u32.to_be_bytes());
    let mut tracks = boxes(index).filter(|(kind, _)| kind == b"trak").map(|(_, track)| track);
    let picture = tracks.next().filter(|track| is_picture(track))?;
    // A take may have a sound of its own: the clip's takes its place.
    if tracks.any(is_picture) {
        return None;
    }
    let picture = moved(picture, b"trak", at.picture.wrapping_sub(data.at + data.header))?;
    let sound_at = u32::try_from(at.sound).ok()?;
    let bits = sound.bytes.len() as u64 * 8 * u64::from(RATE) / frames.max(1);
    let (config, bit_rate) = (aac::CONFIG, u32::try_from(bits).unwrap_or(0));
    let sound = Track { id: 2, sizes: &sound.sizes, at: sound_at, frames, config, bit_rate, movie_rate };
    Some(bx(b"moov", &[&bx(b"mvhd", &[&head]), &picture, &sound.index()]))
}

/// A box with all places in it moved on by `by` bytes (modulo 2⁶⁴: it may be backwards).
fn moved(contents: &[u8], kind: &[u8; 4], by: u64) -> Option<Vec<u8>> {
    match kind {
        b"trak" | b"mdia" | b"minf" | b"stbl" => {
            let parts: Option<Vec<Vec<u8>>> = boxes(contents).map(|(kind, inner)| moved(inner, &kind, by)).collect();
            let parts = parts?;
            Some(bx(kind, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>()))
        }
        b"stco" => {
            let (head, places) = contents.split_at_checked(8)?;
            let mut out = head.to_vec();
            for place in places.as_chunks::<4>().0 {
                let place = u64::from(u32::from_be_bytes(*place)).wrapping_add(by);
                out.extend(u32::try_from(place).ok()?.to_be_bytes());
            }
            Some(bx(kind, &[&out]))
        }
        // Places in 64 bits: a take of more than 4 GB is none.
        b"co64" => None,
        _ => Some(bx(kind, &[contents])),
    }
}
