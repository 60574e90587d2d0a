//! A stereo canvas that sounds are placed on.

use super::SR;

/// Left and right, always of the same length.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stereo {
    pub(crate) left: Vec<f32>,
    pub(crate) right: Vec<f32>,
}

impl Stereo {
    pub(crate) fn new(frames: usize) -> Self {
        Self { left: vec![0.0; frames], right: vec![0.0; frames] }
    }

    pub(crate) fn len(&self) -> usize {
        self.left.len()
    }

    /// Adds a mono signal at a time (seconds), panned from −1 (left) to 1 (right) at equal power; what hangs over the end is cut.
    pub(crate) fn add(&mut self, signal: &[f32], at: f32, gain: f32, pan: f32) {
        let start = (at.max(0.0) * SR) as usize;
        let (sin, cos) = ((pan.clamp(-1.0, 1.0) + 1.0) * std::f32::consts::FRAC_PI_4).sin_cos();
        let (l, r) = (gain * cos * std::f32::consts::SQRT_2, gain * sin * std::f32::consts::SQRT_2);
        for ((x, left), right) in
            signal.iter().zip(self.left.iter_mut().skip(start)).zip(self.right.iter_mut().skip(start))
        {
            *left += x * l;
            *right += x * r;
        }
    }

    /// Adds another canvas at a time (seconds).
    pub(crate) fn add_stereo(&mut self, other: &Self, at: f32, gain: f32) {
        let start = (at.max(0.0) * SR) as usize;
        for (to, from) in [(&mut self.left, &other.left), (&mut self.right, &other.right)] {
            for (t, f) in to.iter_mut().skip(start).zip(from) {
                *t += f * gain;
            }
        }
    }

    pub(crate) fn scale(&mut self, gain: f32) {
        for x in self.left.iter_mut().chain(&mut self.right) {
            *x *= gain;
        }
    }

    /// Cuts or extends with silence.
    pub(crate) fn resize(&mut self, frames: usize) {
        self.left.resize(frames, 0.0);
        self.right.resize(frames, 0.0);
    }

    /// Fades the two ends, in seconds.
    pub(crate) fn fade(&mut self, fade_in: f32, fade_out: f32) {
        let len = self.len();
        let (a, b) = (((fade_in * SR) as usize).min(len), ((fade_out * SR) as usize).min(len));
        for side in [&mut self.left, &mut self.right] {
            for (i, x) in side.iter_mut().take(a).enumerate() {
                *x *= super::smooth(i as f32 / a as f32);
            }
            for (i, x) in side.iter_mut().rev().take(b).enumerate() {
                *x *= super::smooth(i as f32 / b as f32);
            }
        }
    }
}
