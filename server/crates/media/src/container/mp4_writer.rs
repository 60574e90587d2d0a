//! A sound track of AAC packets as an MP4 file: its sound begins after the encoder's run-in and ends on the sample.

use crate::RATE;
use std::{
    fs::File,
    io::{BufWriter, Seek as _, SeekFrom, Write as _},
    path::Path,
};

/// Frames in an AAC packet; the encoder's run-in is one packet.
pub(crate) const BLOCK: u64 = 1024;
/// Where the packets begin: after the file's kind and the head of the box that holds them.
const DATA_AT: u32 = 24 + 16;

/// Writes packets one by one.
pub(crate) struct Writer {
    file: BufWriter<File>,
    sizes: Vec<u32>,
    bytes: u64,
}

impl Writer {
    pub(crate) fn create(path: &Path) -> std::io::Result<Self> {
        let mut file = BufWriter::with_capacity(1 << 16, File::create(path)?);
        file.write_all(&bx(b"ftyp", &[b"isom\0\0\x02\0", b"isomiso2"]))?;
        // A length of 1 says that the real one follows in 64 bits; it is known at the end.
        file.write_all(&1u32.to_be_bytes())?;
        file.write_all(b"mdat")?;
        file.write_all(&0u64.to_be_bytes())?;
        Ok(Self { file, sizes: Vec::new(), bytes: 0 })
    }

    pub(crate) fn packet(&mut self, packet: &[u8]) -> std::io::Result<()> {
        self.sizes.push(u32::try_from(packet.len()).unwrap_or(0));
        self.bytes += packet.len() as u64;
        self.file.write_all(packet)
    }

    pub(crate) fn packets(&self) -> u64 {
        self.sizes.len() as u64
    }

    /// Ends the file; `frames` is how long the sound is, without the run-in, `config` the decoder's two bytes, `bit_rate` in bit/s.
    pub(crate) fn finish(mut self, frames: u64, config: [u8; 2], bit_rate: u32) -> std::io::Result<()> {
        let index = self.index(frames, config, bit_rate);
        self.file.write_all(&index)?;
        self.file.seek(SeekFrom::Start(u64::from(DATA_AT) - 8))?;
        self.file.write_all(&(self.bytes + 16).to_be_bytes())?;
        self.file.flush()
    }

    fn index(&self, frames: u64, config: [u8; 2], bit_rate: u32) -> Vec<u8> {
        let rate = RATE.to_be_bytes();
        let mvhd = full(
            b"mvhd",
            0,
            &[&[0; 8], &rate, &long(frames), &[0, 1, 0, 0, 1, 0], &[0; 10], &matrix(), &[0; 24], &long(2)],
        );
        let track = Track { id: 1, sizes: &self.sizes, at: DATA_AT, frames, config, bit_rate, movie_rate: RATE };
        bx(b"moov", &[&mvhd, &track.index()])
    }
}

/// A sound track's part of a file's index.
pub(crate) struct Track<'a> {
    pub(crate) id: u32,
    /// Bytes of each packet.
    pub(crate) sizes: &'a [u32],
    /// Where in the file the first one begins; the others follow it.
    pub(crate) at: u32,
    /// How long the sound is, without the run-in.
    pub(crate) frames: u64,
    /// The decoder's two bytes.
    pub(crate) config: [u8; 2],
    /// Bits a second.
    pub(crate) bit_rate: u32,
    /// Ticks a second of the whole file.
    pub(crate) movie_rate: u32,
}

impl Track<'_> {
    pub(crate) fn index(&self) -> Vec<u8> {
        let rate = RATE.to_be_bytes();
        let in_track = long(self.frames + BLOCK);
        let movie = long((self.frames * u64::from(self.movie_rate)).div_ceil(u64::from(RATE)));
        let id = long(u64::from(self.id));
        let tkhd =
            full(b"tkhd", 3, &[&[0; 8], &id, &[0; 4], &movie, &[0; 8], &[0, 0, 0, 1, 1, 0, 0, 0], &matrix(), &[0; 8]]);
        // Played from after the run-in, for exactly as long as there is sound.
        let edits = full(b"elst", 0, &[&long(1), &movie, &long(BLOCK), &[0, 1, 0, 0]]);
        let mdhd = full(b"mdhd", 0, &[&[0; 8], &rate, &in_track, &[0x55, 0xc4, 0, 0]]);
        let handler = full(b"hdlr", 0, &[&[0; 4], b"soun", &[0; 12], b"Sound\0"]);
        let place = bx(b"dinf", &[&full(b"dref", 0, &[&long(1), &full(b"url ", 1, &[])])]);
        let minf = bx(b"minf", &[&full(b"smhd", 0, &[&[0; 4]]), &place, &self.table()]);
        let media = bx(b"mdia", &[&mdhd, &handler, &minf]);
        bx(b"trak", &[&tkhd, &bx(b"edts", &[&edits]), &media])
    }

    /// What the packets are, how long, how large and where.
    fn table(&self) -> Vec<u8> {
        let count = self.sizes.len() as u64;
        // The descriptors of ISO/IEC 14496-1: the stream, its decoder (AAC, sound), its configuration.
        let rate = self.bit_rate.to_be_bytes();
        let specific = [&[5u8, 2][..], &self.config[..]].concat();
        let decoder = [&[4u8, 13 + 4, 0x40, 0x15, 0, 0, 0][..], &rate[..], &rate[..], &specific[..]].concat();
        let stream = [&[3u8, 3 + 19 + 3, 0, 1, 0][..], &decoder[..], &[6, 1, 2][..]].concat();
        let entry = bx(
            b"mp4a",
            &[
                &[0; 6],
                &[0, 1],
                &[0; 8],
                &[0, 2, 0, 16, 0, 0, 0, 0],
                &(RATE << 16).to_be_bytes(),
                &full(b"esds", 0, &[&stream]),
            ],
        );
        let kinds = full(b"stsd", 0, &[&long(1), &entry]);
        let last = (self.frames + BLOCK).saturating_sub(count.saturating_sub(1) * BLOCK);
        let times = full(b"stts", 0, &[&long(2), &long(count.saturating_sub(1)), &long(BLOCK), &long(1), &long(last)]);
        let chunks = full(b"stsc", 0, &[&long(1), &long(1), &long(count), &long(1)]);
        let sizes: Vec<u8> = self.sizes.iter().flat_map(|size| size.to_be_bytes()).collect();
        let sizes = full(b"stsz", 0, &[&[0; 4], &long(count), &sizes]);
        let places = full(b"stco", 0, &[&long(1), &self.at.to_be_bytes()]);
        bx(b"stbl", &[&kinds, &times, &chunks, &sizes, &places])
    }
}

fn long(value: u64) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}

/// The picture as it is: neither turned nor scaled.
fn matrix() -> Vec<u8> {
    [0x10000u32, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000].iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// A box: its length, its kind, its parts.
pub(crate) fn bx(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let length = 8 + parts.iter().map(|part| part.len()).sum::<usize>();
    let mut out = Vec::with_capacity(length);
    out.extend(u32::try_from(length).unwrap_or(0).to_be_bytes());
    out.extend(kind);
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

/// A box with a version (0) and flags.
fn full(kind: &[u8; 4], flags: u8, parts: &[&[u8]]) -> Vec<u8> {
    let head = [0, 0, 0, flags];
    let mut all: Vec<&[u8]> = vec![&head];
    all.extend_from_slice(parts);
    bx(kind, &all)
}
