//! Effects: what happens once.

use super::parts::{at_times, burst, glide, modes, one, roomy, step, tone};
use super::throats;
use crate::dsp::{Biquad, Brown, Mode, Pink, Rng, SR, Stereo, frames, ring};
use std::f32::consts::TAU;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Effect {
    Phone,
    Buzz,
    Alarm,
    Doorbell,
    BigBell,
    Bell,
    Knock,
    Slam,
    Creak,
    Door,
    Running,
    Gravel,
    SnowSteps,
    Steps,
    GlassBreak,
    Clink,
    Pour,
    Kettle,
    Splash,
    Gunshot,
    Explosion,
    Thud,
    Heart,
    Tick,
    Typing,
    Paper,
    Match,
    Click,
    Scrape,
    Dog,
    Cat,
    Horse,
    Owl,
    Siren,
    Honk,
    Foghorn,
    TrainHorn,
    Brakes,
    CarPass,
    Whoosh,
    Thunder,
    Laughter,
    Scream,
    Howl,
    Shutter,
    MusicBox,
}

/// `seconds`: how long there is to be heard; who walks goes on walking, though not for ever.
pub(super) fn make(effect: Effect, seconds: f32, rng: &mut Rng) -> Stereo {
    match effect {
        Effect::Laughter => throats::laughter(rng),
        Effect::Scream => throats::scream(rng),
        Effect::Howl => throats::howl(rng),
        Effect::Shutter => throats::shutter(rng),
        Effect::MusicBox => throats::music_box(rng),
        Effect::Phone => {
            let mut out = Stereo::new(frames(4.4));
            for start in [0.0, 2.4] {
                let bell: Vec<f32> = (0..frames(1.2))
                    .map(|at| {
                        let t = at as f32 / SR;
                        let strike = (-(t * 24.0).fract() * 5.0).exp();
                        ((TAU * 1_050.0 * t).sin() + 0.7 * (TAU * 1_320.0 * t).sin() + 0.3 * (TAU * 2_900.0 * t).sin())
                            * strike
                            * 0.3
                    })
                    .collect();
                out.add(&bell, start, 1.0, 0.1);
            }
            roomy(out, 0.4, 0.2)
        }
        Effect::Buzz => {
            let mut out = Stereo::new(frames(2.2));
            for start in [0.0, 0.9] {
                out.add(&glide(0.55, |_| 155.0, &[1.0, 0.6, 0.5, 0.3, 0.2]), start, 0.8, 0.0);
            }
            out
        }
        Effect::Alarm => {
            let mut out = Stereo::new(frames(2.4));
            for beat in 0..6 {
                out.add(&tone(1_900.0, 0.18, 0.5), beat as f32 * 0.4, 1.0, 0.0);
            }
            out
        }
        Effect::Doorbell => {
            let mut out = Stereo::new(frames(2.6));
            out.add(&ring(&modes(659.0, &[1.0, 2.76, 5.4], 0.9), 0.002, 2.0), 0.0, 0.6, 0.0);
            out.add(&ring(&modes(523.0, &[1.0, 2.76, 5.4], 1.1), 0.002, 2.0), 0.55, 0.6, 0.0);
            roomy(out, 0.6, 0.2)
        }
        Effect::BigBell => {
            let sound = ring(&modes(196.0, &[0.5, 1.0, 1.2, 1.5, 2.0, 2.6, 3.0], 3.2), 0.004, 6.0);
            roomy(one(6.0, &sound), 1.5, 0.3)
        }
        Effect::Bell => one(2.0, &ring(&modes(1_250.0, &[1.0, 2.7, 4.2], 0.8), 0.001, 2.0)),
        Effect::Knock => {
            let mut out = Stereo::new(frames(1.2));
            at_times(&mut out, rng, &[0.0, 0.22, 0.44], |rng| {
                let mut hit = ring(&modes(rng.range(150.0, 180.0), &[1.0, 1.8, 2.9], 0.05), 0.001, 0.3);
                for (sample, click) in hit.iter_mut().zip(burst(rng, 1_500.0, 1.0, 0.05, 0.006)) {
                    *sample += click * 0.8;
                }
                hit
            });
            roomy(out, 0.4, 0.25)
        }
        Effect::Slam => {
            let mut out = one(1.2, &ring(&modes(70.0, &[1.0, 1.6, 2.4, 3.7], 0.14), 0.001, 0.8));
            out.add(&burst(rng, 700.0, 0.6, 0.5, 0.05), 0.0, 1.4, 0.0);
            roomy(out, 0.9, 0.3)
        }
        Effect::Creak => {
            let mut out = Stereo::new(frames(1.4));
            let mut at = 0.0;
            let mut pitch = rng.range(350.0, 500.0);
            while at < 1.2 {
                out.add(&ring(&modes(pitch, &[1.0, 2.1, 3.3], 0.02), 0.0005, 0.08), at, 0.5, 0.0);
                at += rng.range(0.006, 0.03);
                pitch *= rng.range(0.985, 1.02);
            }
            roomy(out, 0.4, 0.2)
        }
        Effect::Door => {
            let mut out = Stereo::new(frames(1.5));
            out.add(&burst(rng, 2_200.0, 2.0, 0.08, 0.01), 0.0, 1.0, 0.0);
            out.add(&burst(rng, 1_300.0, 3.0, 0.08, 0.012), 0.09, 0.9, 0.0);
            let air: Vec<f32> = burst(rng, 350.0, 0.8, 0.7, 0.3);
            out.add(&air, 0.2, 0.25, 0.0);
            out.add(&ring(&modes(95.0, &[1.0, 1.7, 2.6], 0.08), 0.001, 0.4), 0.95, 0.8, 0.0);
            roomy(out, 0.4, 0.25)
        }
        Effect::Running | Effect::Steps | Effect::Gravel | Effect::SnowSteps => {
            let gap = if effect == Effect::Running { 0.29 } else { 0.54 };
            let count = ((seconds.min(9.0) - 0.3) / gap).max(2.0) as usize;
            let mut out = Stereo::new(frames(gap * count as f32 + 0.4));
            let times: Vec<f32> = (0..count).map(|n| n as f32 * gap).collect();
            match effect {
                Effect::Gravel => at_times(&mut out, rng, &times, |rng| burst(rng, 2_600.0, 0.7, 0.22, 0.06)),
                Effect::SnowSteps => at_times(&mut out, rng, &times, |rng| burst(rng, 900.0, 0.9, 0.3, 0.09)),
                _ => at_times(&mut out, rng, &times, |rng| step(rng, 420.0, 1.4)),
            }
            roomy(out, 0.3, 0.15)
        }
        Effect::GlassBreak => {
            let mut out = one(1.8, &burst(rng, 4_500.0, 0.7, 0.3, 0.03));
            for _ in 0..45 {
                let hertz = rng.octaves(1_800.0, 9_000.0);
                let when = rng.range(0.0, 0.6) * rng.unit();
                out.add(
                    &ring(&modes(hertz, &[1.0, 1.5], 0.08), 0.0005, 0.4),
                    when,
                    rng.range(0.05, 0.4),
                    rng.range(-0.7, 0.7),
                );
            }
            roomy(out, 0.4, 0.2)
        }
        Effect::Clink => {
            let base = rng.range(2_400.0, 3_600.0);
            one(0.8, &ring(&modes(base, &[1.0, 1.52, 2.43], 0.25), 0.0005, 0.8))
        }
        Effect::Pour | Effect::Splash | Effect::Kettle => {
            let mut out = Stereo::new(frames(2.4));
            let count = if effect == Effect::Splash { 150 } else { 320 };
            for _ in 0..count {
                let when = if effect == Effect::Splash { rng.unit().powi(2) * 1.2 } else { rng.range(0.0, 2.2) };
                let hertz = rng.octaves(450.0, 2_400.0);
                out.add(
                    &ring(&[Mode { hertz, gain: 1.0, decay: 0.02 }], 0.001, 0.1),
                    when,
                    rng.range(0.05, 0.3),
                    rng.range(-0.4, 0.4),
                );
            }
            if effect == Effect::Splash {
                out.add(&burst(rng, 900.0, 0.5, 1.2, 0.2), 0.0, 1.0, 0.0);
            }
            if effect == Effect::Kettle {
                out.add(&glide(2.2, |t| 1_900.0 + 500.0 * t, &[0.3, 0.1]), 0.1, 0.35, 0.0);
            }
            out
        }
        Effect::Gunshot => {
            let mut out = one(1.5, &burst(rng, 1_600.0, 0.4, 0.4, 0.03));
            out.add(&ring(&modes(85.0, &[1.0, 1.5], 0.12), 0.0005, 0.6), 0.0, 1.2, 0.0);
            roomy(out, 1.4, 0.35)
        }
        Effect::Explosion | Effect::Thunder => {
            let far = effect == Effect::Thunder;
            let mut brown = Brown::new(rng.next());
            let mut low = Biquad::low_pass(if far { 180.0 } else { 420.0 }, 0.7);
            let seconds = if far { 4.5 } else { 2.6 };
            let mut rumble: Vec<f32> = Vec::with_capacity(frames(seconds));
            let mut roll = 0.0f32;
            for at in 0..frames(seconds) {
                let t = at as f32 / SR;
                if rng.chance(if far { 5.0 } else { 2.0 } / SR) {
                    roll = 1.0;
                }
                roll *= 0.99996;
                let attack = if far { (t / 0.4).min(1.0) } else { 1.0 };
                rumble.push(low.tick(brown.tick()) * attack * (0.3 + roll) * (-t / (seconds * 0.35)).exp() * 3.0);
            }
            let mut out = one(seconds, &rumble);
            if !far {
                out.add(&burst(rng, 1_000.0, 0.4, 0.8, 0.08), 0.0, 0.8, 0.0);
            }
            roomy(out, 1.6, 0.3)
        }
        Effect::Thud => {
            let mut out = one(0.7, &ring(&modes(rng.range(60.0, 80.0), &[1.0, 1.9], 0.09), 0.001, 0.5));
            out.add(&burst(rng, 300.0, 0.7, 0.2, 0.03), 0.0, 0.8, 0.0);
            out
        }
        Effect::Heart => {
            let mut out = Stereo::new(frames(3.6));
            for beat in 0..4 {
                let at = beat as f32 * 0.88;
                out.add(&ring(&modes(52.0, &[1.0, 1.5], 0.09), 0.006, 0.4), at, 1.0, 0.0);
                out.add(&ring(&modes(62.0, &[1.0, 1.5], 0.07), 0.006, 0.4), at + 0.24, 0.7, 0.0);
            }
            out
        }
        Effect::Tick => {
            let mut out = Stereo::new(frames(4.0));
            for beat in 0..8 {
                let pitch = if beat % 2 == 0 { 2_500.0 } else { 2_100.0 };
                out.add(&ring(&modes(pitch, &[1.0, 1.7], 0.008), 0.0003, 0.06), beat as f32 * 0.5, 1.0, 0.1);
            }
            out
        }
        Effect::Typing => {
            let mut out = Stereo::new(frames(2.4));
            let mut at = 0.0;
            while at < 2.2 {
                let hertz = rng.range(1_800.0, 3_000.0);
                out.add(&burst(rng, hertz, 1.5, 0.05, 0.006), at, rng.range(0.4, 1.0), rng.range(-0.3, 0.3));
                at += rng.range(0.07, 0.24);
            }
            out
        }
        Effect::Paper => {
            let mut out = Stereo::new(frames(1.4));
            for _ in 0..40 {
                let when = rng.range(0.0, 1.1);
                let hertz = rng.range(2_500.0, 7_000.0);
                out.add(&burst(rng, hertz, 1.0, 0.06, 0.012), when, rng.range(0.1, 0.6), rng.range(-0.3, 0.3));
            }
            out
        }
        Effect::Match => {
            let mut out = one(1.4, &burst(rng, 5_000.0, 0.6, 0.35, 0.09));
            out.add(&burst(rng, 900.0, 0.5, 1.1, 0.35), 0.2, 0.35, 0.0);
            out
        }
        Effect::Click => one(0.3, &burst(rng, 2_400.0, 2.0, 0.2, 0.006)),
        Effect::Scrape => {
            let mut pink = Pink::new(rng.next());
            let mut band = Biquad::band_pass(620.0, 2.0);
            let noise: Vec<f32> = (0..frames(0.8))
                .map(|at| {
                    let t = at as f32 / SR;
                    band.tick(pink.tick())
                        * (0.6 + 0.4 * (TAU * 47.0 * t).sin())
                        * (std::f32::consts::PI * t / 0.8).sin()
                })
                .collect();
            roomy(one(0.8, &noise), 0.3, 0.2)
        }
        Effect::Dog => {
            let mut out = Stereo::new(frames(1.3));
            for when in [0.0, 0.45] {
                let mut bark = glide(0.2, |t| 420.0 - 180.0 * t, &[1.0, 0.8, 0.6, 0.5, 0.3, 0.2]);
                for sample in &mut bark {
                    *sample += rng.white() * 0.12 * sample.abs();
                }
                out.add(&bark, when, 1.0, -0.2);
            }
            roomy(out, 0.5, 0.2)
        }
        Effect::Cat => {
            one(0.9, &glide(0.8, |t| 520.0 + 260.0 * (std::f32::consts::PI * t).sin(), &[0.6, 0.7, 0.4, 0.2]))
        }
        Effect::Horse => {
            let mut out = Stereo::new(frames(2.6));
            for beat in 0..5 {
                for offset in [0.0, 0.11, 0.26] {
                    let hoof = ring(&modes(rng.range(330.0, 420.0), &[1.0, 1.6], 0.03), 0.001, 0.15);
                    out.add(&hoof, beat as f32 * 0.5 + offset, rng.range(0.6, 1.0), 0.0);
                }
            }
            out
        }
        Effect::Owl => {
            let mut out = Stereo::new(frames(2.4));
            for (when, long) in [(0.0, 0.35), (0.7, 0.2), (1.0, 0.6)] {
                out.add(&glide(long, |t| 390.0 - 25.0 * t, &[1.0, 0.15]), when, 0.8, 0.4);
            }
            roomy(out, 1.0, 0.35)
        }
        Effect::Siren => one(5.0, &glide(5.0, |t| 760.0 + 320.0 * (TAU * t * 1.6).sin(), &[0.7, 0.35, 0.2])),
        Effect::Honk => one(0.7, &glide(0.6, |_| 415.0, &[0.6, 0.6, 0.5, 0.4, 0.3])),
        Effect::Foghorn => roomy(one(3.2, &glide(3.0, |_| 98.0, &[1.0, 0.7, 0.4, 0.2])), 2.0, 0.4),
        Effect::TrainHorn => {
            let mut out = one(2.4, &glide(2.2, |_| 311.0, &[0.6, 0.5, 0.3, 0.2]));
            out.add(&glide(2.2, |_| 370.0, &[0.6, 0.5, 0.3, 0.2]), 0.0, 0.8, 0.2);
            roomy(out, 1.6, 0.3)
        }
        Effect::Brakes => {
            let mut noise = burst(rng, 2_300.0, 6.0, 1.4, 0.9);
            for (at, sample) in noise.iter_mut().enumerate() {
                *sample =
                    *sample * 2.0 + (TAU * 1_750.0 * at as f32 / SR).sin() * 0.12 * (-(at as f32) / (SR * 0.7)).exp();
            }
            one(1.5, &noise)
        }
        Effect::CarPass => {
            let seconds = 3.6;
            let mut out = Stereo::new(frames(seconds));
            let mut brown = Brown::new(rng.next());
            let mut pink = Pink::new(rng.next());
            let mut low = Biquad::low_pass(1_400.0, 0.7);
            let way = if rng.chance(0.5) { 1.0 } else { -1.0 };
            for at in 0..out.len() {
                let t = at as f32 / out.len() as f32 * 2.0 - 1.0;
                let near = 1.0 / (1.0 + (t * 4.0).powi(2));
                let sample = low.tick(brown.tick() * 0.8 + pink.tick() * 0.5) * near;
                let pan = (way * t * 2.0).clamp(-1.0, 1.0);
                if let (Some(left), Some(right)) = (out.left.get_mut(at), out.right.get_mut(at)) {
                    *left = sample * (1.0 - pan).sqrt();
                    *right = sample * (1.0 + pan).sqrt();
                }
            }
            out
        }
        Effect::Whoosh => {
            let mut out = Vec::new();
            let mut pink = Pink::new(rng.next());
            let mut band = Biquad::band_pass(900.0, 1.0);
            for at in 0..frames(0.7) {
                let t = at as f32 / frames(0.7) as f32;
                out.push(band.tick(pink.tick()) * (std::f32::consts::PI * t).sin().powi(2));
            }
            one(0.7, &out)
        }
    }
}
