//! The film's sound in AAC, piece by piece: a piece that was encoded before, for this film or an earlier one, is not encoded
//! again, and an unlucky peak costs one piece and not the film.
//!
//! A piece is 375 packets (8 seconds). Its encoder starts some packets earlier and ends later, so that at its edges it has seen
//! what its neighbours' encoders saw and the packets fit together.

use crate::audio::aac::{self, BIT_RATE};
use crate::audio::segment_cache::{self, Piece};
use crate::audio::targets::MAX_PEAK_DB;
use crate::audio::true_peak::PeakMeter;
use crate::container::mp4_writer::{self, BLOCK};
use crate::{MediaError, Tools, tools};
use sound::loudness::{Meter, integrated};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Packets in a piece: the fewest that end on a whole second.
const SEGMENT_PACKETS: u64 = 375;
/// Packets of run-in and run-out: 128 ms, which microseconds can say exactly.
const EDGE: u64 = 6;
/// Pieces that one process encodes, and processes at once.
const BATCH: usize = 12;
const AT_ONCE: usize = 2;

/// A block of the film (1024 frames of sound) whose true peak came out too high, in dBTP.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PeakOvershoot {
    pub(crate) block: u64,
    pub(crate) peak_db: f32,
}

/// What the encoded film is like.
pub(crate) struct EncodedLevels {
    /// `None` for silence, and for less than half a second.
    pub(crate) lufs: Option<f64>,
    pub(crate) peak_db: f64,
    pub(crate) over: Vec<PeakOvershoot>,
}

/// Every piece of one state of the film's sound.
pub(crate) struct Encoder {
    tools: Tools,
    scratch: PathBuf,
    cache: Option<PathBuf>,
    /// By the name of what was encoded.
    made: HashMap<u128, Arc<Piece>>,
    /// The pieces of the last call, in order.
    order: Vec<Arc<Piece>>,
}

impl Encoder {
    pub(crate) fn new(tools: &Tools, scratch: &Path, cache: Option<PathBuf>) -> Self {
        Self { tools: tools.clone(), scratch: scratch.to_owned(), cache, made: HashMap::new(), order: Vec::new() }
    }

    /// Encodes raw stereo of 32-bit floats at `spool`; `blocks` holds a digest of each of its blocks.
    pub(crate) async fn encode(&mut self, spool: &Path, blocks: &[u64]) -> Result<EncodedLevels, MediaError> {
        let packets = blocks.len() as u64 + 1;
        let names: Vec<u128> = (0..packets.div_ceil(SEGMENT_PACKETS)).map(|index| name(index, blocks)).collect();
        let mut missing: Vec<u64> = Vec::new();
        for (index, name) in (0u64..).zip(&names) {
            if self.made.contains_key(name) {
                continue;
            }
            match self.cache.as_ref().and_then(|cache| segment_cache::read(cache, *name, wanted(index, packets))) {
                Some(piece) => drop(self.made.insert(*name, Arc::new(piece))),
                None => missing.push(index),
            }
        }
        for several in missing.chunks(BATCH * AT_ONCE) {
            let (one, other) = several.split_at(several.len().div_ceil(AT_ONCE));
            let (one, other) = tokio::try_join!(
                self.encode_batch(spool, one, packets, "a"),
                self.encode_batch(spool, other, packets, "b")
            )?;
            for (index, piece) in one.into_iter().chain(other) {
                let Some(name) = usize::try_from(index).ok().and_then(|index| names.get(index)) else { continue };
                if let Some(cache) = &self.cache {
                    segment_cache::write(cache, *name, &piece);
                }
                self.made.insert(*name, Arc::new(piece));
            }
        }
        self.order = names.iter().filter_map(|name| self.made.get(name).cloned()).collect();
        let peak_db = self.order.iter().map(|piece| f64::from(piece.peak_db)).fold(-180.0, f64::max);
        let over = (0u64..).zip(&self.order).flat_map(|(index, piece)| {
            let first = index * SEGMENT_PACKETS;
            // A packet completes the block before its own.
            let block = move |at: u32| (first + u64::from(at)).saturating_sub(1);
            piece.over.iter().map(move |(at, peak_db)| PeakOvershoot { block: block(*at), peak_db: *peak_db })
        });
        let lufs = integrated(self.order.iter().flat_map(|piece| piece.moments.iter().copied()));
        Ok(EncodedLevels { lufs, peak_db, over: over.collect() })
    }

    /// Joins the pieces of the last call to a sound track of `frames`.
    pub(crate) fn join(&self, out: &Path, frames: u64) -> Result<(), MediaError> {
        let mut writer = mp4_writer::Writer::create(out)?;
        for piece in &self.order {
            for packet in aac::packets(&piece.adts) {
                writer.packet(packet.body)?;
            }
        }
        let wanted = frames.div_ceil(BLOCK) + 1;
        if writer.packets() != wanted {
            let is = writer.packets();
            return Err(MediaError::Stopped(format!("the sound has {is} packets and not {wanted}")));
        }
        Ok(writer.finish(frames, aac::CONFIG, BIT_RATE)?)
    }

    /// Encodes some pieces in one process, and decodes them in another to hear their peaks.
    async fn encode_batch(
        &self,
        spool: &Path,
        indices: &[u64],
        packets: u64,
        mark: &str,
    ) -> Result<Vec<(u64, Piece)>, MediaError> {
        if indices.is_empty() {
            return Ok(Vec::new());
        }
        let out = |index: u64| self.scratch.join(format!("piece-{mark}{index}.aac"));
        let limit = Duration::from_secs(60 + 8 * indices.len() as u64);
        let mut command = self.tools.ffmpeg();
        for index in indices {
            let (from, length) = stretch(*index);
            command.args(["-f", "f32le", "-ar", "48000", "-ac", "2", "-ss", &clock(from), "-t", &clock(length), "-i"]);
            command.arg(spool);
        }
        for (input, index) in indices.iter().enumerate() {
            command.args(["-map", &format!("{input}:a")]).args(aac::ENCODER).args(["-f", "adts"]).arg(out(*index));
        }
        tools::run(command, limit).await?;
        let mut all = Vec::new();
        let mut ears = Vec::with_capacity(indices.len());
        for index in indices {
            let adts = tokio::fs::read(out(*index)).await?;
            tokio::fs::remove_file(out(*index)).await?;
            ears.push(SegmentMeter {
                meter: Meter::default(),
                peaks: Vec::new(),
                packets: aac::packets(&adts).count(),
            });
            all.push(adts);
        }
        self.listen(&all.concat(), &mut ears, limit, mark).await?;
        let made = indices.iter().zip(&all).zip(ears);
        made.map(|((index, adts), ear)| Ok((*index, cut(*index, packets, adts, ear)?))).collect()
    }

    /// Decodes pieces that follow each other, one ear for each.
    async fn listen(
        &self,
        adts: &[u8],
        ears: &mut [SegmentMeter],
        limit: Duration,
        mark: &str,
    ) -> Result<(), MediaError> {
        let file = self.scratch.join(format!("pieces-{mark}.aac"));
        tokio::fs::write(&file, adts).await?;
        let mut command = self.tools.ffmpeg();
        command.args(["-f", "aac", "-i"]).arg(&file).args(["-f", "f32le", "-ac", "2", "-ar", "48000", "-"]);
        let mut meter = PeakMeter::new();
        let (mut rest, mut block): (Vec<u8>, Vec<f32>) = (Vec::new(), Vec::new());
        let length = BLOCK as usize * 8;
        let mut ears = ears.iter_mut().peekable();
        tools::run_read(command, limit, |bytes| {
            rest.extend_from_slice(bytes);
            let whole = rest.len() / length * length;
            for bytes in rest.get(..whole).unwrap_or_default().chunks_exact(length) {
                block.clear();
                block.extend(bytes.as_chunks::<4>().0.iter().map(|sample| f32::from_le_bytes(*sample)));
                meter.add(&block);
                while ears.next_if(|ear| ear.peaks.len() == ear.packets).is_some() {}
                if let Some(ear) = ears.peek_mut() {
                    ear.peaks.push(meter.take_db() as f32);
                    ear.meter.add(&block);
                }
            }
            rest.drain(..whole);
        })
        .await?;
        Ok(tokio::fs::remove_file(&file).await?)
    }
}

/// What is heard of a piece, with its run-in and run-out.
struct SegmentMeter {
    meter: Meter,
    /// The true peak of what each packet decodes to (the block before its own), in dBTP.
    peaks: Vec<f32>,
    packets: usize,
}

/// The packets that a piece holds.
fn wanted(index: u64, packets: u64) -> u64 {
    SEGMENT_PACKETS.min(packets.saturating_sub(index * SEGMENT_PACKETS))
}

/// What a piece's encoder hears: (first block, blocks).
fn stretch(index: u64) -> (u64, u64) {
    let first = (index * SEGMENT_PACKETS).saturating_sub(EDGE);
    (first, (index + 1) * SEGMENT_PACKETS + EDGE - first)
}

/// Blocks as seconds, which end within microseconds.
fn clock(blocks: u64) -> String {
    format!("{:.6}", (blocks * BLOCK) as f64 / f64::from(crate::RATE))
}

fn name(index: u64, blocks: &[u64]) -> u128 {
    let (from, length) = stretch(index);
    let at = |block: u64| usize::try_from(block).unwrap_or(usize::MAX).min(blocks.len());
    let heard = blocks.get(at(from)..at(from + length)).unwrap_or_default();
    let half = |salt: u64| {
        let mut hasher = DefaultHasher::new();
        (salt, segment_cache::VERSION, index == 0, heard).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(1) << 64 | half(2)
}

/// The piece's own packets out of what its encoder made.
fn cut(index: u64, packets: u64, adts: &[u8], ear: SegmentMeter) -> Result<Piece, MediaError> {
    let skip = usize::try_from(index * SEGMENT_PACKETS - stretch(index).0).unwrap_or(0);
    let count = usize::try_from(wanted(index, packets)).unwrap_or(0);
    let mut own = Vec::new();
    let found = aac::packets(adts).skip(skip).take(count).inspect(|packet| own.extend_from_slice(packet.whole)).count();
    if found != count {
        return Err(MediaError::Ffmpeg(format!("the AAC encoder gave {found} packets and not {count}")));
    }
    let own_peaks = ear.peaks.iter().skip(skip).take(count);
    let peak_db = own_peaks.clone().fold(-180.0f32, |most, peak| most.max(*peak));
    let over = (0u32..).zip(own_peaks).filter(|(_, peak)| f64::from(**peak) > MAX_PEAK_DB);
    let over = over.map(|(at, peak)| (at, *peak)).collect();
    Ok(Piece { peak_db, over, moments: ear.meter.moments().collect(), adts: own })
}
