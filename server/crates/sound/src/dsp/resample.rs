//! From one sample rate to another.

use std::f64::consts::PI;

/// Band-limited resampling by a Kaiser-windowed sinc (48 taps a side, stop band below −80 dB). The length follows the ratio.
pub(crate) fn resample(input: &[f32], from: u32, to: u32) -> Vec<f32> {
    if from == to || from == 0 || to == 0 || input.is_empty() {
        return input.to_vec();
    }
    let divisor = gcd(from, to);
    let (up, down) = ((to / divisor) as usize, (from / divisor) as usize);
    let cut = (to.min(from) as f64 / f64::from(from)).min(1.0) * 0.96;
    let half = 48usize;
    // One set of taps for each of the `up` positions between two input samples.
    let banks: Vec<Vec<f32>> = (0..up)
        .map(|phase| {
            let shift = phase as f64 / up as f64;
            let mut taps: Vec<f64> = (0..half * 2)
                .map(|i| {
                    let x = i as f64 - (half as f64 - 1.0) - shift;
                    let sinc = if x.abs() < 1e-9 { cut } else { (PI * x * cut).sin() / (PI * x) };
                    sinc * kaiser(x / half as f64, 8.0)
                })
                .collect();
            let sum: f64 = taps.iter().sum();
            taps.iter_mut().for_each(|t| *t /= sum);
            taps.into_iter().map(|t| t as f32).collect()
        })
        .collect();
    let len = (input.len() * up).div_ceil(down);
    (0..len)
        .map(|n| {
            let place = n * down;
            let (base, phase) = (place / up, place % up);
            let Some(taps) = banks.get(phase) else { return 0.0 };
            // The first tap lies `half - 1` samples before the place.
            let (skip, start) = match (base + 1).checked_sub(half) {
                Some(start) => (0, start),
                None => (half - 1 - base, 0),
            };
            taps.iter().skip(skip).zip(input.iter().skip(start)).map(|(t, x)| t * x).sum()
        })
        .collect()
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Kaiser's window at −1 to 1.
fn kaiser(x: f64, beta: f64) -> f64 {
    if x.abs() > 1.0 { 0.0 } else { bessel(beta * (1.0 - x * x).sqrt()) / bessel(beta) }
}

/// The modified Bessel function of order zero, by its power series.
fn bessel(x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..40 {
        let half = x / 2.0 / f64::from(k);
        term *= half * half;
        sum += term;
    }
    sum
}
