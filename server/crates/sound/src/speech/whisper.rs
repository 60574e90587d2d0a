//! A voice turned into a whisper: the throat's shape is kept, its tone is replaced by breath.

use crate::dsp::Rng;

const ORDER: usize = 22;

/// Linear prediction frame by frame: what the mouth does becomes a filter, and noise of the same strength goes through it. The
/// whisper is as long as the voice, sample for sample.
pub(super) fn whisper(voice: &[f32], rate: u32, seed: u64) -> Vec<f32> {
    let window_len = (rate as usize * 28 / 1000).max(ORDER * 4);
    let hop = window_len / 4;
    let window: Vec<f32> = (0..window_len)
        .map(|i| 0.5 - 0.5 * (std::f32::consts::TAU * (i as f32 + 0.5) / window_len as f32).cos())
        .collect();
    // Pre-emphasis evens the spectrum for the analysis, and leaves the whisper as bright as whispers are.
    let mut last = 0.0;
    let bright: Vec<f32> = voice
        .iter()
        .map(|&x| {
            let y = x - 0.9 * last;
            last = x;
            y
        })
        .collect();
    let mut rng = Rng::new(seed);
    let noise: Vec<f32> = (0..voice.len() + window_len).map(|_| rng.white() * 1.7).collect();
    let mut out = vec![0.0f32; voice.len() + window_len];
    let mut frame = vec![0.0f32; window_len];
    let mut start = 0;
    while start < voice.len() {
        for ((f, w), x) in frame.iter_mut().zip(&window).zip(bright.iter().skip(start).chain(std::iter::repeat(&0.0))) {
            *f = w * x;
        }
        if let Some((filter, power)) = predict(&frame) {
            let gain = power.sqrt();
            let mut memory = [0.0f32; ORDER];
            // The filter starts a little early so that it has settled when the window opens.
            for (i, w) in window.iter().enumerate() {
                let breath = noise.get(start + i).copied().unwrap_or(0.0);
                let y = gain * breath - filter.iter().zip(&memory).map(|(a, m)| a * m).sum::<f32>();
                memory.rotate_right(1);
                memory[0] = y;
                if let Some(o) = out.get_mut(start + i) {
                    *o += y * w;
                }
            }
        }
        start += hop;
    }
    out.truncate(voice.len());
    out
}

/// Levinson and Durbin's recursion: the coefficients after the leading 1, and the mean power of what is not predicted. `None` for
/// silence.
fn predict(frame: &[f32]) -> Option<([f32; ORDER], f32)> {
    let mut r = [0.0f64; ORDER + 1];
    for (lag, r) in r.iter_mut().enumerate() {
        *r = frame.iter().zip(frame.iter().skip(lag)).map(|(a, b)| f64::from(a * b)).sum();
    }
    let [power, ..] = r;
    if power < 1e-7 * frame.len() as f64 {
        return None;
    }
    r[0] *= 1.0 + 1e-4;
    let mut a = [0.0f64; ORDER + 1];
    a[0] = 1.0;
    let mut error = r[0];
    for i in 1..=ORDER {
        let sum: f64 = a.iter().zip(r.iter().take(i + 1).rev()).take(i).map(|(a, r)| a * r).sum();
        let k = -sum / error;
        let before = a;
        for (j, a) in a.iter_mut().enumerate().take(i + 1).skip(1) {
            *a = before.get(j).copied().unwrap_or(0.0) + k * before.get(i - j).copied().unwrap_or(0.0);
        }
        error *= 1.0 - k * k;
    }
    let mut filter = [0.0f32; ORDER];
    for (f, a) in filter.iter_mut().zip(a.iter().skip(1)) {
        *f = *a as f32;
    }
    Some((filter, (error / frame.len() as f64).max(0.0) as f32))
}
