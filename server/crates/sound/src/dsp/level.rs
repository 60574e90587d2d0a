//! Keeping peaks down without a click.

use super::{SR, Stereo};

/// Turns down what would exceed `ceiling` (a factor below 1): looks 5 ms ahead, lets go over 80 ms.
pub(crate) fn limit(stereo: &mut Stereo, ceiling: f32) {
    let ahead = (SR * 0.005) as usize;
    let len = stereo.len();
    let mut gain: Vec<f32> = stereo
        .left
        .iter()
        .zip(&stereo.right)
        .map(|(l, r)| (ceiling / l.abs().max(r.abs()).max(1e-9)).min(1.0))
        .collect();
    if gain.iter().all(|&g| g >= 1.0) {
        return;
    }
    // Backwards: the gain starts to fall before the peak; forwards: it comes back slowly. Both only ever lower it.
    let attack = 1.0 / ahead as f32;
    let mut held = 1.0f32;
    for g in gain.iter_mut().rev() {
        held = g.min(held + attack * (1.0 - held) + attack * 0.2).min(1.0);
        *g = held;
    }
    let release = 1.0 - (-1.0 / (0.08 * SR)).exp();
    let mut held = 1.0f32;
    for g in &mut gain {
        held = g.min(held + release * (1.0 - held));
        *g = held;
    }
    for (i, g) in gain.iter().enumerate().take(len) {
        if let (Some(l), Some(r)) = (stereo.left.get_mut(i), stereo.right.get_mut(i)) {
            *l *= g;
            *r *= g;
        }
    }
}
