//! Effects with a throat, and a few small machines.

use crate::dsp::{Biquad, Drift, Mode, Rng, Room, SR, Stereo, frames, ring};

/// What a throat does, by time (0 to 1): pitch in hertz, level, and how open the mouth is.
struct Cry {
    seconds: f32,
    hertz: fn(f32) -> f32,
    level: fn(f32) -> f32,
    /// The mouth's three resonances in hertz.
    mouth: [f32; 3],
    /// Breath in place of tone, 0 to 1.
    breath: f32,
}

fn cry(rng: &mut Rng, cry: &Cry, higher: f32) -> Vec<f32> {
    let length = frames(cry.seconds);
    let mut resonances = cry.mouth.map(|hertz| Biquad::band_pass(hertz, 6.0));
    let mut jitter = Drift::new(rng.next(), 28.0);
    let mut phase = 0.0f32;
    (0..length)
        .map(|at| {
            let t = at as f32 / length as f32;
            phase = (phase + (cry.hertz)(t) * higher * (1.0 + (jitter.tick() - 0.5) * 0.05) / SR).fract();
            // The throat opens slowly and shuts at once.
            let open = phase / 0.6;
            let pulse = if open < 1.0 { open * open * (1.0 - open) * 6.75 - 0.4 } else { -0.4 };
            let source = pulse * (1.0 - cry.breath * 0.7) + rng.white() * cry.breath * 0.5;
            let mut out = 0.0;
            for (filter, gain) in resonances.iter_mut().zip([1.0, 0.7, 0.35]) {
                out += filter.tick(source) * gain;
            }
            let edge = (at.min(length - at) as f32 / (0.008 * SR)).min(1.0);
            out * (cry.level)(t) * edge
        })
        .collect()
}

fn arch(t: f32) -> f32 {
    (std::f32::consts::PI * t).sin()
}

fn in_room(mut out: Stereo, decay: f32, wet: f32) -> Stereo {
    out.resize(out.len() + frames(decay * 0.8));
    Room { decay, size: 0.03, damping: 4_500.0, wet }.apply(&mut out);
    out
}

/// Two or three people laugh: short open breaths, falling.
pub(super) fn laughter(rng: &mut Rng) -> Stereo {
    let mut out = Stereo::new(frames(2.6));
    let ha = Cry {
        seconds: 0.13,
        hertz: |t| 235.0 - 45.0 * t,
        level: |t| arch(t.powf(0.6)),
        mouth: [820.0, 1_350.0, 2_600.0],
        breath: 0.35,
    };
    for who in 0..3 {
        let higher = rng.octaves(0.55, 1.25);
        let pan = (who as f32 - 1.0) * 0.4;
        let mut at = rng.range(0.0, 0.35);
        let mut level = rng.range(0.6, 1.0);
        for n in 0..5 + rng.below(4) {
            let one = cry(rng, &ha, higher * (1.0 - 0.025 * n as f32));
            out.add(&one, at, level, pan);
            at += rng.range(0.17, 0.22);
            level *= 0.9;
        }
    }
    in_room(out, 0.5, 0.2)
}

/// A scream that rises and breaks.
pub(super) fn scream(rng: &mut Rng) -> Stereo {
    let higher = rng.range(0.9, 1.1);
    let one = cry(
        rng,
        &Cry {
            seconds: 1.3,
            hertz: |t| 620.0 + 420.0 * arch(t.powf(0.5)),
            level: |t| (t * 9.0).min(1.0) * (1.0 - t).powf(0.5),
            mouth: [900.0, 1_700.0, 3_000.0],
            breath: 0.3,
        },
        higher,
    );
    let mut out = Stereo::new(one.len());
    out.add(&one, 0.0, 1.0, 0.0);
    in_room(out, 0.9, 0.25)
}

/// A wolf, far off: up, held, and down.
pub(super) fn howl(rng: &mut Rng) -> Stereo {
    let higher = rng.range(0.9, 1.12);
    let one = cry(
        rng,
        &Cry {
            seconds: 3.2,
            hertz: |t| 260.0 + 190.0 * (t * 5.0).min(1.0) - 110.0 * (t - 0.7).max(0.0) / 0.3,
            level: |t| (t * 4.0).min(1.0) * ((1.0 - t) * 2.5).min(1.0),
            mouth: [420.0, 850.0, 2_200.0],
            breath: 0.12,
        },
        higher,
    );
    let mut out = Stereo::new(one.len());
    out.add(&one, 0.0, 1.0, rng.range(-0.4, 0.4));
    in_room(out, 2.2, 0.6)
}

/// A camera: the mirror goes up, the shutter falls.
pub(super) fn shutter(rng: &mut Rng) -> Stereo {
    let mut out = Stereo::new(frames(0.35));
    for (at, hertz, level) in [(0.0, 2_900.0, 0.7), (0.035, 3_800.0, 0.4), (0.11, 2_300.0, 1.0), (0.128, 4_400.0, 0.4)]
    {
        let mut band = Biquad::band_pass(hertz, 1.6);
        let click: Vec<f32> =
            (0..frames(0.03)).map(|i| band.tick(rng.white()) * (-(i as f32) / (0.0035 * SR)).exp()).collect();
        out.add(&click, at, level, 0.0);
    }
    in_room(out, 0.25, 0.15)
}

/// A music box: a small tune of its own, on a comb of steel.
pub(super) fn music_box(rng: &mut Rng) -> Stereo {
    const SCALE: [f32; 6] = [0.0, 2.0, 4.0, 7.0, 9.0, 12.0];
    let mut out = Stereo::new(frames(5.6));
    let (mut place, mut at) = (2usize, 0.05f32);
    while at < 4.4 {
        let semitones = SCALE.get(place).copied().unwrap_or(0.0);
        let hertz = 1_046.5 * 2f32.powf(semitones / 12.0);
        let modes: Vec<Mode> = [(1.0, 1.0, 1.1), (2.76, 0.25, 0.35), (5.4, 0.12, 0.12)]
            .iter()
            .map(|(ratio, gain, decay)| Mode { hertz: hertz * ratio, gain: *gain, decay: *decay })
            .collect();
        out.add(&ring(&modes, 0.001, 1.2), at, rng.range(0.6, 1.0), rng.range(-0.3, 0.3));
        place = (place + if rng.chance(0.5) { 1 + rng.below(2) } else { 4 + rng.below(2) }) % SCALE.len();
        at += if rng.chance(0.66) { 0.24 } else { 0.48 } * rng.range(0.97, 1.05);
    }
    in_room(out, 0.6, 0.2)
}
