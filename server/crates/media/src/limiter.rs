//! Keeping true peaks down.

use crate::loudness::gain;
use std::collections::VecDeque;

/// Samples the limiter looks ahead: 5 ms.
const AHEAD: usize = 240;
/// Frames within which the gain comes down to what a peak needs; well inside the look-ahead.
const ATTACK: f32 = 120.0;
/// How much of the way back to unity the gain goes per sample: 10 ms after a lone peak, 80 ms where peak follows peak.
const QUICK_RELEASE: f32 = 1.0 / 480.0;
const SLOW_RELEASE: f32 = 1.0 / 3840.0;
/// How fast the memory of earlier reductions fades, per sample: about 200 ms. A mean reduction of this much counts as much work.
const MEMORY: f32 = 1.0 / 9600.0;
const MUCH_WORK: f32 = 0.25;
/// The ring holds the look-ahead; a power of two.
const RING: usize = 256;
/// Samples that one estimate between two samples looks at.
const TAPS: usize = 12;
/// A sample below this share of a level cannot, in sound, belong to a peak above that level.
const QUIET: f32 = 0.4;

/// Estimates what a signal reaches between its samples: three points between each two, by a windowed sinc of 12 taps, as ITU-R
/// BS.1770-4 annex 2 does it. Looks only where the samples come near the level that matters.
struct Between {
    filters: [[f32; TAPS]; 3],
    /// The last samples, twice over, so that a window is always in one piece.
    recent: [[f32; TAPS * 2]; 2],
    at: usize,
    /// Frames for which it is still worth looking.
    watch: usize,
}

impl Between {
    fn new() -> Self {
        let mut filters = [[0.0; TAPS]; 3];
        for (phase, filter) in filters.iter_mut().enumerate() {
            let fraction = (phase + 1) as f64 / 4.0;
            let mut sum = 0.0;
            let mut taps = [0.0f64; TAPS];
            for (index, tap) in taps.iter_mut().enumerate() {
                // The point lies a fraction after the window's sixth sample.
                let x = index as f64 - (TAPS / 2 - 1) as f64 - fraction;
                let sinc =
                    if x.abs() < 1e-9 { 1.0 } else { (std::f64::consts::PI * x).sin() / (std::f64::consts::PI * x) };
                let window = (std::f64::consts::PI * x / TAPS as f64).cos().powi(2);
                *tap = sinc * window;
                sum += *tap;
            }
            for (out, tap) in filter.iter_mut().zip(taps) {
                *out = (tap / sum) as f32;
            }
        }
        Self { filters, recent: [[0.0; TAPS * 2]; 2], at: 0, watch: 0 }
    }

    /// Takes a frame; gives the highest point of the last stretch, or 0 where nothing comes near `level`.
    fn push(&mut self, frame: [f32; 2], level: f32) -> f32 {
        let loud = frame[0].abs().max(frame[1].abs());
        for (recent, sample) in self.recent.iter_mut().zip(frame) {
            recent[self.at] = sample;
            recent[self.at + TAPS] = sample;
        }
        self.at = if self.at + 1 == TAPS { 0 } else { self.at + 1 };
        if loud > level * QUIET {
            self.watch = TAPS;
        }
        if self.watch == 0 {
            return 0.0;
        }
        self.watch -= 1;
        let mut peak = loud;
        for recent in &self.recent {
            let window = recent.get(self.at..self.at + TAPS).unwrap_or_default();
            for filter in &self.filters {
                let between: f32 = window.iter().zip(filter).map(|(sample, tap)| sample * tap).sum();
                peak = peak.max(between.abs());
            }
        }
        peak
    }
}

/// Finds the highest true peak of what it is shown.
pub(crate) struct PeakMeter {
    between: Between,
    peak: f32,
    /// Since it was last taken.
    recent: f32,
}

impl PeakMeter {
    pub(crate) fn new() -> Self {
        Self { between: Between::new(), peak: 0.0, recent: 0.0 }
    }

    pub(crate) fn add(&mut self, stereo: &[f32]) {
        for frame in stereo.as_chunks::<2>().0 {
            let peak = self.between.push(*frame, self.peak);
            self.recent = self.recent.max(peak);
            self.peak = self.peak.max(peak);
        }
    }

    /// The highest true peak so far, in dBTP.
    pub(crate) fn peak_db(&self) -> f64 {
        decibels(self.peak)
    }

    /// The highest true peak since this was last asked, in dBTP; far below the highest so far it is only said to be low.
    pub(crate) fn take_db(&mut self) -> f64 {
        decibels(std::mem::take(&mut self.recent))
    }
}

fn decibels(peak: f32) -> f64 {
    20.0 * f64::from(peak.max(1e-9)).log10()
}

/// A stretch of frames where the ceiling is lower, by a factor below 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lower {
    pub(crate) from: u64,
    pub(crate) to: u64,
    pub(crate) factor: f32,
}

/// A look-ahead limiter for true peaks. Where nothing comes near the ceiling, the sound passes untouched.
pub struct Limiter {
    ceiling: f32,
    /// In order, not overlapping.
    lower: Vec<Lower>,
    next_lower: usize,
    between: Between,
    ring: Box<[[f32; 2]; RING]>,
    taken: u64,
    /// Candidates for the smallest gain within the look-ahead: (frame number, gain), rising.
    least: VecDeque<(u64, f32)>,
    gain: f32,
    /// The mean reduction of late, 0 to 1.
    work: f32,
}

impl Limiter {
    /// `ceiling_db` in dBTP, below 0.
    pub fn new(ceiling_db: f64) -> Self {
        Self::with_lower(ceiling_db, Vec::new())
    }

    /// The same, with stretches where the ceiling is lower: in order, and not overlapping.
    pub(crate) fn with_lower(ceiling_db: f64, lower: Vec<Lower>) -> Self {
        Self {
            ceiling: gain(ceiling_db),
            lower,
            next_lower: 0,
            between: Between::new(),
            ring: Box::new([[0.0; 2]; RING]),
            taken: 0,
            least: VecDeque::new(),
            gain: 1.0,
            work: 0.0,
        }
    }

    /// The ceiling at the frame that is taken next.
    fn ceiling_now(&mut self) -> f32 {
        while self.lower.get(self.next_lower).is_some_and(|lower| lower.to <= self.taken) {
            self.next_lower += 1;
        }
        let lower = self.lower.get(self.next_lower).filter(|lower| lower.from <= self.taken);
        lower.map_or(self.ceiling, |lower| self.ceiling * lower.factor)
    }

    /// Takes interleaved stereo and adds what is ready to `out`; it lags by 5 ms until [`Limiter::finish`].
    pub fn run(&mut self, stereo: &[f32], out: &mut Vec<f32>) {
        out.reserve(stereo.len());
        for frame in stereo.as_chunks::<2>().0 {
            self.push(*frame, out);
        }
    }

    /// Gives out the last 5 ms; altogether as many frames come out as went in.
    pub fn finish(&mut self, out: &mut Vec<f32>) {
        for _ in 0..AHEAD {
            self.push([0.0; 2], out);
        }
    }

    fn push(&mut self, frame: [f32; 2], out: &mut Vec<f32>) {
        let ceiling = self.ceiling_now();
        let peak = self.between.push(frame, ceiling);
        if peak > ceiling {
            let need = ceiling / peak;
            while self.least.back().is_some_and(|(_, gain)| *gain >= need) {
                self.least.pop_back();
            }
            self.least.push_back((self.taken, need));
        }
        let slot = self.taken as usize % RING;
        self.ring[slot] = frame;
        self.taken += 1;
        let Some(oldest) = self.taken.checked_sub(AHEAD as u64 + 1) else { return };
        while self.least.front().is_some_and(|(at, _)| *at < oldest) {
            self.least.pop_front();
        }
        let target = self.least.front().map_or(1.0, |(_, gain)| *gain);
        if oldest == 0 {
            // Before the first frame there was time enough.
            self.gain = target;
        } else if target < self.gain {
            // Down in a straight line that arrives before the peak does.
            self.gain = (self.gain - (1.0 - target) / ATTACK).max(target);
        } else if self.gain < 1.0 {
            let busy = (self.work / MUCH_WORK).min(1.0);
            self.gain = (self.gain + QUICK_RELEASE + (SLOW_RELEASE - QUICK_RELEASE) * busy).min(target);
        }
        // Small enough is none: the past leaves no trace for ever.
        self.work += (1.0 - self.gain - self.work) * MEMORY;
        if self.work < 1e-4 && self.gain >= 1.0 {
            self.work = 0.0;
        }
        let [left, right] = self.ring[oldest as usize % RING];
        out.extend([left * self.gain, right * self.gain]);
    }
}
