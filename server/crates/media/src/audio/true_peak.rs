//! What sound reaches between its samples.

/// Samples that one estimate between two samples looks at.
const TAPS: usize = 12;
/// A sample below this share of a level cannot, in sound, belong to a peak above that level.
const QUIET: f32 = 0.4;

/// Estimates what a signal reaches between its samples: three points between each two, by a windowed sinc of 12 taps, as ITU-R
/// BS.1770-4 annex 2 does it. Looks only where the samples come near the level that matters.
pub struct TruePeakEstimator {
    filters: [[f32; TAPS]; 3],
    /// The last samples, twice over, so that a window is always in one piece.
    recent: [[f32; TAPS * 2]; 2],
    at: usize,
    /// Frames for which it is still worth looking.
    watch: usize,
}

impl TruePeakEstimator {
    pub fn new() -> Self {
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
    pub fn push(&mut self, frame: [f32; 2], level: f32) -> f32 {
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
pub struct PeakMeter {
    between: TruePeakEstimator,
    peak: f32,
    /// Since it was last taken.
    recent: f32,
}

impl PeakMeter {
    pub fn new() -> Self {
        Self { between: TruePeakEstimator::new(), peak: 0.0, recent: 0.0 }
    }

    pub fn add(&mut self, stereo: &[f32]) {
        for frame in stereo.as_chunks::<2>().0 {
            let peak = self.between.push(*frame, self.peak);
            self.recent = self.recent.max(peak);
            self.peak = self.peak.max(peak);
        }
    }

    /// The highest true peak so far, in dBTP.
    pub fn peak_db(&self) -> f64 {
        decibels(self.peak)
    }

    /// The highest true peak since this was last asked, in dBTP; far below the highest so far it is only said to be low.
    pub fn take_db(&mut self) -> f64 {
        decibels(std::mem::take(&mut self.recent))
    }
}

fn decibels(peak: f32) -> f64 {
    20.0 * f64::from(peak.max(1e-9)).log10()
}
