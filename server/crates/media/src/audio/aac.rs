//! AAC as ffmpeg encodes it, and the packets of an ADTS stream.

/// Bits a second of a film's sound.
pub(crate) const BIT_RATE: u32 = 192_000;

/// ffmpeg's arguments for it. At this rate noise substitution, noise shaping and intensity stereo have nothing to save, and cost
/// a seventh of the time; the first also moves peaks.
pub(crate) const ENCODER: [&str; 16] = [
    "-c:a",
    "aac",
    "-aac_coder",
    "fast",
    "-aac_pns",
    "0",
    "-aac_tns",
    "0",
    "-aac_is",
    "0",
    "-b:a",
    "192k",
    "-flags:a",
    "+bitexact",
    "-fflags",
    "+bitexact",
];

/// What a decoder needs to know (ISO/IEC 14496-3): AAC-LC (2), 48 kHz (3), two channels (2).
pub(crate) const CONFIG: [u8; 2] = [0x11, 0x90];

/// One packet of an ADTS stream.
pub(crate) struct Packet<'a> {
    pub(crate) whole: &'a [u8],
    /// Without its header.
    pub(crate) body: &'a [u8],
}

/// The packets of an ADTS stream, as far as it is whole.
pub(crate) fn packets(mut adts: &[u8]) -> impl Iterator<Item = Packet<'_>> {
    std::iter::from_fn(move || {
        let [0xff, second, _, third, fourth, fifth, ..] = adts else { return None };
        let length = usize::from(third & 3) << 11 | usize::from(*fourth) << 3 | usize::from(fifth >> 5);
        let header = if second & 1 == 1 { 7 } else { 9 };
        let whole = adts.get(..length)?;
        let body = whole.get(header..)?;
        adts = adts.get(length..)?;
        Some(Packet { whole, body })
    })
}
