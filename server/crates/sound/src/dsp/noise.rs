//! Noise in its colours, and slow wandering.

use super::{Rng, SR, smooth};

/// Pink noise (3 dB less per octave): white noise through three one-pole filters, after P. Kellet's economy form. About −1 to 1.
#[derive(Clone, Debug)]
pub(crate) struct Pink {
    rng: Rng,
    b: [f32; 3],
}

impl Pink {
    pub(crate) fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed), b: [0.0; 3] }
    }

    pub(crate) fn tick(&mut self) -> f32 {
        let w = self.rng.white();
        self.b[0] = 0.99765 * self.b[0] + w * 0.099_046;
        self.b[1] = 0.963 * self.b[1] + w * 0.296_516_4;
        self.b[2] = 0.57 * self.b[2] + w * 1.052_691_3;
        (self.b[0] + self.b[1] + self.b[2] + w * 0.1848) * 0.22
    }
}

/// Brown noise (6 dB less per octave), leaky so that it stays in bounds.
#[derive(Clone, Debug)]
pub(crate) struct Brown {
    rng: Rng,
    y: f32,
}

impl Brown {
    pub(crate) fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed), y: 0.0 }
    }

    pub(crate) fn tick(&mut self) -> f32 {
        self.y = self.y * 0.9985 + self.rng.white() * 0.055;
        self.y
    }
}

/// A value that wanders smoothly between 0 and 1, taking a new turn `rate` times a second.
#[derive(Clone, Debug)]
pub(crate) struct Drift {
    rng: Rng,
    from: f32,
    to: f32,
    at: f32,
    step: f32,
}

impl Drift {
    pub(crate) fn new(seed: u64, rate: f32) -> Self {
        let mut rng = Rng::new(seed);
        let (from, to) = (rng.unit(), rng.unit());
        Self { rng, from, to, at: 0.0, step: rate / SR }
    }

    pub(crate) fn tick(&mut self) -> f32 {
        self.at += self.step;
        if self.at >= 1.0 {
            self.at -= 1.0;
            self.from = self.to;
            self.to = self.rng.unit();
        }
        self.from + (self.to - self.from) * smooth(self.at)
    }
}
