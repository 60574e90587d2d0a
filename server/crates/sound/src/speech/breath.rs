//! Somebody who is out of breath gasps between phrases.

use crate::{
    RATE,
    dsp::{Biquad, Rng, hash},
};
use model::WordTiming;

/// Words that are said in one breath, at most.
const MOST: usize = 5;
/// How long a gasp and the pauses beside it are, in seconds.
const GASP: f64 = 0.27;
const BEFORE: f64 = 0.04;
const AFTER: f64 = 0.05;
/// How loud a gasp is beside the voice.
const LEVEL: f32 = 0.55;
/// What is faded at each side of a gasp, in frames.
const EDGE: usize = 240;

/// After which words a gasp comes: at stops, and after so many words.
fn pauses(words: &[WordTiming]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut since = 0;
    for (at, word) in words.iter().enumerate().take(words.len().saturating_sub(1)) {
        since += usize::from(word.end > word.start);
        let stops = word.word.ends_with([',', '.', ';', ':', '!', '?', '…', '—', '-']);
        if since >= MOST || stops && since >= 2 {
            found.push(at);
            since = 0;
        }
    }
    found
}

/// Puts the gasps into a line; the words after them are later.
pub(super) fn gasps(voice: &mut Vec<f32>, words: &mut [WordTiming], seed: u64) {
    let mut rng = Rng::new(seed ^ hash("gasp"));
    let loud = voice.iter().map(|x| f64::from(x * x)).sum::<f64>() / voice.len().max(1) as f64;
    let rate = f64::from(RATE);
    let index = |seconds: f64| (seconds.max(0.0) * rate) as usize;
    for at in pauses(words) {
        let (Some(end), Some(next)) = (words.get(at).map(|w| w.end), words.get(at + 1).map(|w| w.start)) else {
            continue;
        };
        let cut = index((end + next.max(end)) / 2.0).min(voice.len());
        let breath = gasp(&mut rng, loud.sqrt() as f32 * LEVEL);
        for (n, x) in voice.iter_mut().take(cut).rev().take(EDGE).enumerate() {
            *x *= n as f32 / EDGE as f32;
        }
        for (n, x) in voice.iter_mut().skip(cut).take(EDGE).enumerate() {
            *x *= n as f32 / EDGE as f32;
        }
        let silence = |seconds: f64| std::iter::repeat_n(0.0, index(seconds));
        let length = index(BEFORE) + breath.len() + index(AFTER);
        voice.splice(cut..cut, silence(BEFORE).chain(breath).chain(silence(AFTER)));
        for word in words.iter_mut().skip(at + 1) {
            word.start += length as f64 / rate;
            word.end += length as f64 / rate;
        }
    }
}

/// Air drawn in: noise that rises and breaks off.
fn gasp(rng: &mut Rng, level: f32) -> Vec<f32> {
    let length = (GASP * f64::from(rng.range(0.85, 1.15)) * f64::from(RATE)) as usize;
    let (mut mouth, mut throat) = (Biquad::band_pass(2_100.0, 0.9), Biquad::band_pass(4_600.0, 0.8));
    (0..length)
        .map(|at| {
            let t = at as f32 / length.max(1) as f32;
            let shape = (t * 1.25).min(1.0).powf(1.5) * ((1.0 - t) * 9.0).min(1.0);
            let air = rng.white();
            (mouth.tick(air) + throat.tick(air) * 0.5) * shape * level * 2.2
        })
        .collect()
}
