//! Filters.

use super::SR;
use std::f32::consts::PI;

/// A second-order filter in transposed direct form II; coefficients after R. Bristow-Johnson's audio EQ cookbook.
#[derive(Clone, Debug)]
pub(crate) struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
    z: [f64; 2],
}

impl Biquad {
    fn new(b: [f64; 3], a: [f64; 3]) -> Self {
        let [a0, a1, a2] = a;
        Self { b: b.map(|x| x / a0), a: [a1 / a0, a2 / a0], z: [0.0; 2] }
    }

    fn angle(hertz: f32, q: f32) -> (f64, f64) {
        let w = 2.0 * std::f64::consts::PI * f64::from(hertz.clamp(5.0, SR * 0.49)) / f64::from(SR);
        (w.cos(), w.sin() / (2.0 * f64::from(q.max(0.05))))
    }

    pub(crate) fn low_pass(hertz: f32, q: f32) -> Self {
        let (c, alpha) = Self::angle(hertz, q);
        Self::new([(1.0 - c) / 2.0, 1.0 - c, (1.0 - c) / 2.0], [1.0 + alpha, -2.0 * c, 1.0 - alpha])
    }

    pub(crate) fn high_pass(hertz: f32, q: f32) -> Self {
        let (c, alpha) = Self::angle(hertz, q);
        Self::new([(1.0 + c) / 2.0, -1.0 - c, (1.0 + c) / 2.0], [1.0 + alpha, -2.0 * c, 1.0 - alpha])
    }

    /// 0 dB at its centre.
    pub(crate) fn band_pass(hertz: f32, q: f32) -> Self {
        let (c, alpha) = Self::angle(hertz, q);
        Self::new([alpha, 0.0, -alpha], [1.0 + alpha, -2.0 * c, 1.0 - alpha])
    }

    pub(crate) fn peaking(hertz: f32, q: f32, gain_db: f32) -> Self {
        let (c, alpha) = Self::angle(hertz, q);
        let g = 10f64.powf(f64::from(gain_db) / 40.0);
        Self::new([1.0 + alpha * g, -2.0 * c, 1.0 - alpha * g], [1.0 + alpha / g, -2.0 * c, 1.0 - alpha / g])
    }

    pub(crate) fn low_shelf(hertz: f32, gain_db: f32) -> Self {
        let (c, alpha) = Self::angle(hertz, 0.707);
        let g = 10f64.powf(f64::from(gain_db) / 40.0);
        let r = 2.0 * g.sqrt() * alpha;
        Self::new(
            [
                g * ((g + 1.0) - (g - 1.0) * c + r),
                2.0 * g * ((g - 1.0) - (g + 1.0) * c),
                g * ((g + 1.0) - (g - 1.0) * c - r),
            ],
            [(g + 1.0) + (g - 1.0) * c + r, -2.0 * ((g - 1.0) + (g + 1.0) * c), (g + 1.0) + (g - 1.0) * c - r],
        )
    }

    pub(crate) fn high_shelf(hertz: f32, gain_db: f32) -> Self {
        let (c, alpha) = Self::angle(hertz, 0.707);
        let g = 10f64.powf(f64::from(gain_db) / 40.0);
        let r = 2.0 * g.sqrt() * alpha;
        Self::new(
            [
                g * ((g + 1.0) + (g - 1.0) * c + r),
                -2.0 * g * ((g - 1.0) + (g + 1.0) * c),
                g * ((g + 1.0) + (g - 1.0) * c - r),
            ],
            [(g + 1.0) - (g - 1.0) * c + r, 2.0 * ((g - 1.0) - (g + 1.0) * c), (g + 1.0) - (g - 1.0) * c - r],
        )
    }

    pub(crate) fn tick(&mut self, x: f32) -> f32 {
        let x = f64::from(x);
        let [b0, b1, b2] = self.b;
        let [a1, a2] = self.a;
        let y = b0 * x + self.z[0];
        self.z[0] = b1 * x - a1 * y + self.z[1];
        self.z[1] = b2 * x - a2 * y;
        y as f32
    }

    pub(crate) fn run(mut self, signal: &mut [f32]) {
        for x in signal {
            *x = self.tick(*x);
        }
    }
}

/// A first-order low-pass filter; what it takes away is `x - tick(x)`.
#[derive(Clone, Debug)]
pub(crate) struct OnePole {
    k: f32,
    y: f32,
}

impl OnePole {
    pub(crate) fn new(hertz: f32) -> Self {
        Self { k: 1.0 - (-2.0 * PI * hertz / SR).exp(), y: 0.0 }
    }

    pub(crate) fn tick(&mut self, x: f32) -> f32 {
        self.y += self.k * (x - self.y);
        self.y
    }
}
