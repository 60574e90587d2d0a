//! Numbers that more than one step of the sound keeps to.

/// Frames handled at once: a tenth of a second.
pub const CHUNK_FRAMES: usize = 4_800;
/// What no true peak of the decoded film may reach, in dBTP: a little under −1, because meters differ by a little.
pub const MAX_PEAK_DB: f64 = -1.15;

/// An amplitude ratio from decibels.
pub fn gain(db: f64) -> f32 {
    10f64.powf(db / 20.0) as f32
}
