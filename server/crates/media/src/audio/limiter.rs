//! Keeping true peaks down.

use crate::audio::targets::gain;
use crate::audio::true_peak::TruePeakEstimator;
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

/// A stretch of frames where the ceiling is lower, by a factor below 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CeilingStep {
    pub(crate) from: u64,
    pub(crate) to: u64,
    pub(crate) factor: f32,
}

/// A look-ahead limiter for true peaks. Where nothing comes near the ceiling, the sound passes untouched.
pub struct Limiter {
    ceiling: f32,
    /// In order, not overlapping.
    lower: Vec<CeilingStep>,
    next_lower: usize,
    between: TruePeakEstimator,
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
    pub(crate) fn with_lower(ceiling_db: f64, lower: Vec<CeilingStep>) -> Self {
        Self {
            ceiling: gain(ceiling_db),
            lower,
            next_lower: 0,
            between: TruePeakEstimator::new(),
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
