//! Loudness as ITU-R BS.1770-4 and EBU R 128 define it. A film's sound is metered several times over while it is levelled; this
//! meter, for [`RATE`] and two channels only, does both channels at once and takes a fifth of a general one's time.

use crate::RATE;

/// Frames in a slice, the grain of all measuring: 20 ms.
const SLICE: usize = RATE as usize / 50;
/// Slices in a measuring block of 400 ms, and from one gated block to the next.
const BLOCK: usize = 20;
const HOP: usize = 5;
/// What BS.1770 adds to the level, in LU.
const OFFSET: f64 = -0.691;
/// Filter states below this are nothing: numbers that fade for ever are slow to reckon with.
const NOTHING: f64 = 1e-15;

/// A filter of second order in transposed direct form II, for left and right.
#[derive(Clone, Copy, Debug)]
struct Stage {
    b: [f64; 3],
    a: [f64; 2],
    state: [[f64; 2]; 2],
}

impl Stage {
    const fn new(b: [f64; 3], a: [f64; 2]) -> Self {
        Self { b, a, state: [[0.0; 2]; 2] }
    }

    #[inline(always)]
    fn run(&mut self, x: [f64; 2]) -> [f64; 2] {
        let ([b0, b1, b2], [a1, a2], [first, second]) = (self.b, self.a, self.state);
        let y = [b0 * x[0] + first[0], b0 * x[1] + first[1]];
        self.state = [
            [b1 * x[0] + second[0] - a1 * y[0], b1 * x[1] + second[1] - a1 * y[1]],
            [b2 * x[0] - a2 * y[0], b2 * x[1] - a2 * y[1]],
        ];
        y
    }

    fn settle(&mut self) {
        for value in self.state.as_flattened_mut() {
            if value.abs() < NOTHING {
                *value = 0.0;
            }
        }
    }
}

/// A loudness meter for interleaved stereo at [`RATE`], fed piece by piece. It keeps 200 bytes for each second it has heard.
#[derive(Clone, Debug)]
pub struct Meter {
    /// K-weighting (BS.1770-4, tables 1 and 2, at 48 kHz): a shelf for the head, then a high-pass.
    shelf: Stage,
    high_pass: Stage,
    sum: [f64; 2],
    filled: usize,
    /// Mean squares of both channels together, slice by slice.
    slices: Vec<f32>,
}

impl Default for Meter {
    fn default() -> Self {
        Self {
            shelf: Stage::new(
                [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85],
                [-1.690_659_293_182_41, 0.732_480_774_215_85],
            ),
            high_pass: Stage::new([1.0, -2.0, 1.0], [-1.990_047_454_833_98, 0.990_072_250_366_21]),
            sum: [0.0; 2],
            filled: 0,
            slices: Vec::new(),
        }
    }
}

impl Meter {
    /// Hears more; what is left of a frame at the end is passed over.
    pub fn add(&mut self, stereo: &[f32]) {
        let mut frames = stereo.as_chunks::<2>().0;
        while !frames.is_empty() {
            let (now, rest) = frames.split_at(frames.len().min(SLICE - self.filled));
            frames = rest;
            let (mut shelf, mut high_pass, mut sum) = (self.shelf, self.high_pass, self.sum);
            for [left, right] in now {
                let heard = high_pass.run(shelf.run([f64::from(*left), f64::from(*right)]));
                sum[0] += heard[0] * heard[0];
                sum[1] += heard[1] * heard[1];
            }
            (self.shelf, self.high_pass, self.sum) = (shelf, high_pass, sum);
            self.filled += now.len();
            if self.filled == SLICE {
                self.slices.push(((self.sum[0] + self.sum[1]) / SLICE as f64) as f32);
                (self.sum, self.filled) = ([0.0; 2], 0);
                self.shelf.settle();
                self.high_pass.settle();
            }
        }
    }

    /// The loudness of every 400 ms in LUFS, a new one every 100 ms: what integrated loudness is made of.
    pub fn moments(&self) -> impl Iterator<Item = f32> + Clone {
        self.slices.windows(BLOCK).step_by(HOP).map(|block| loudness_of(block) as f32)
    }

    /// The loudest 400 ms in LUFS, to 20 ms; `None` for silence and for less than 400 ms.
    pub fn loudest_moment(&self) -> Option<f64> {
        let loudest = self.slices.windows(BLOCK).map(loudness_of).fold(f64::NEG_INFINITY, f64::max);
        Some(loudest).filter(|lufs| lufs.is_finite())
    }

    /// Integrated loudness in LUFS; `None` for silence and for less than 400 ms.
    pub fn integrated(&self) -> Option<f64> {
        integrated(self.moments())
    }
}

fn loudness_of(block: &[f32]) -> f64 {
    let mean = block.iter().map(|slice| f64::from(*slice)).sum::<f64>() / block.len().max(1) as f64;
    OFFSET + 10.0 * mean.log10()
}

/// Integrated loudness in LUFS of [`Meter::moments`], gated at −70 LUFS and at 10 LU below the mean of what is left (BS.1770-4);
/// `None` for silence.
pub fn integrated(moments: impl Iterator<Item = f32> + Clone) -> Option<f64> {
    let mean = |gate: f64| {
        let loud = moments.clone().map(f64::from).filter(|lufs| *lufs > gate);
        let energy = loud.map(|lufs| 10f64.powf((lufs - OFFSET) / 10.0));
        let (sum, count) = energy.fold((0.0, 0u32), |(sum, count), energy| (sum + energy, count + 1));
        (count > 0).then(|| OFFSET + 10.0 * (sum / f64::from(count)).log10())
    };
    mean(mean(-70.0)? - 10.0)
}
