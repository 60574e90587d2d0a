//! Rooms: early reflections and a diffuse tail.

use super::{OnePole, Rng, SR, Stereo};

/// What a space does to a sound in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Seconds until the tail has fallen by 60 dB.
    pub(crate) decay: f32,
    /// Longest way between the walls in seconds of sound (0.003 a cupboard, 0.08 a church).
    pub(crate) size: f32,
    /// Above this the walls swallow, in hertz.
    pub(crate) damping: f32,
    /// How much of the room is heard beside the dry sound, 0 to 1.
    pub(crate) wet: f32,
}

const LINES: usize = 8;
/// Delay lengths as parts of the size: mutually far from simple ratios, so that the tail does not ring.
const PARTS: [f32; LINES] = [0.353, 0.431, 0.517, 0.601, 0.687, 0.787, 0.883, 1.0];

/// A feedback delay network of eight lines with a Householder matrix (Jot 1991), damped by one-pole filters.
#[derive(Clone, Debug)]
pub(crate) struct Reverb {
    lines: Vec<Vec<f32>>,
    at: [usize; LINES],
    damp: Vec<OnePole>,
    feed: [f32; LINES],
}

impl Reverb {
    pub(crate) fn new(room: Room) -> Self {
        let lengths = PARTS.map(|p| ((p * room.size.clamp(0.002, 0.2) * SR) as usize).max(7) | 1);
        Self {
            lines: lengths.iter().map(|&n| vec![0.0; n]).collect(),
            at: [0; LINES],
            damp: (0..LINES).map(|_| OnePole::new(room.damping)).collect(),
            feed: lengths.map(|n| 0.001f32.powf(n as f32 / SR / room.decay.max(0.05))),
        }
    }

    /// The room's answer to one frame.
    pub(crate) fn tick(&mut self, left: f32, right: f32) -> (f32, f32) {
        let mut out = [0.0f32; LINES];
        for (((o, line), &at), (damp, feed)) in
            out.iter_mut().zip(&self.lines).zip(&self.at).zip(self.damp.iter_mut().zip(&self.feed))
        {
            *o = damp.tick(line.get(at).copied().unwrap_or(0.0)) * feed;
        }
        let mean = out.iter().sum::<f32>() * (2.0 / LINES as f32);
        for (i, ((line, at), o)) in self.lines.iter_mut().zip(&mut self.at).zip(&out).enumerate() {
            if let Some(slot) = line.get_mut(*at) {
                *slot = o - mean + if i % 2 == 0 { left } else { right } * 0.5;
            }
            *at = if *at + 1 >= line.len() { 0 } else { *at + 1 };
        }
        let [a, b, c, d, e, f, g, h] = out;
        (a - c + e - g, b - d + f - h)
    }
}

impl Room {
    /// Puts the canvas into the room: the tail is cut at the canvas's end.
    pub(crate) fn apply(self, stereo: &mut Stereo) {
        let mut reverb = Reverb::new(self);
        // A handful of early echoes, fixed by the size.
        let mut rng = Rng::new(u64::from(self.size.to_bits()));
        let taps: Vec<(usize, f32, f32)> = (0..6)
            .map(|_| ((rng.range(0.15, 1.4) * self.size * SR) as usize + 1, rng.range(0.1, 0.5), rng.range(0.1, 0.5)))
            .collect();
        let dry = stereo.clone();
        for (i, (left, right)) in stereo.left.iter_mut().zip(&mut stereo.right).enumerate() {
            let (mut l, mut r) = reverb.tick(*left, *right);
            for &(delay, gl, gr) in &taps {
                if let Some(j) = i.checked_sub(delay) {
                    l += dry.left.get(j).copied().unwrap_or(0.0) * gl;
                    r += dry.right.get(j).copied().unwrap_or(0.0) * gr;
                }
            }
            *left += l * self.wet;
            *right += r * self.wet;
        }
    }
}
