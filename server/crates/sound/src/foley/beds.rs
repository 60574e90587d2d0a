//! Ambiences: what a place sounds like while nothing happens.

use super::effects::{self, Effect};
use super::parts::tone;
use crate::dsp::{Biquad, Brown, Drift, Mode, Pink, Rng, SR, Stereo, frames, ring};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bed {
    Rain,
    HeavyRain,
    WindowRain,
    Storm,
    Wind,
    Leaves,
    Snow,
    Sea,
    Harbour,
    Stream,
    Fire,
    Crickets,
    Birds,
    CityNight,
    Traffic,
    Cafe,
    Bar,
    Crowd,
    Applause,
    Hospital,
    School,
    Church,
    Train,
    Station,
    Car,
    Helicopter,
    Factory,
    Cave,
    Space,
    Static,
    Kitchen,
    Office,
    Room,
}

/// What noise a bed is made of.
#[derive(Clone, Copy)]
enum Colour {
    Pink,
    Brown,
    White,
}

/// One noise, wide in the room, swelling slowly.
struct Wash {
    colour: Colour,
    low: f32,
    high: f32,
    level: f32,
    /// How much it swells (0 to 1) and how often a second.
    swell: f32,
    rate: f32,
}

fn wash(length: usize, rng: &mut Rng, bed: &Wash) -> Stereo {
    let mut out = Stereo::new(length);
    let mut drift = Drift::new(rng.next(), bed.rate);
    let envelope: Vec<f32> = (0..length).map(|_| bed.level * (1.0 + bed.swell * drift.tick()).max(0.05)).collect();
    for channel in [&mut out.left, &mut out.right] {
        let (mut pink, mut brown) = (Pink::new(rng.next()), Brown::new(rng.next()));
        let (mut low, mut high) = (Biquad::high_pass(bed.low, 0.7), Biquad::low_pass(bed.high, 0.7));
        for (sample, level) in channel.iter_mut().zip(&envelope) {
            let noise = match bed.colour {
                Colour::Pink => pink.tick(),
                Colour::Brown => brown.tick(),
                Colour::White => rng.white() * 0.5,
            };
            *sample = high.tick(low.tick(noise)) * level;
        }
    }
    out
}

fn pink(low: f32, high: f32, level: f32) -> Wash {
    Wash { colour: Colour::Pink, low, high, level, swell: 0.25, rate: 0.3 }
}

fn brown(low: f32, high: f32, level: f32) -> Wash {
    Wash { colour: Colour::Brown, low, high, level, swell: 0.3, rate: 0.2 }
}

/// A steady tone with its overtones: mains, fans, engines.
fn hum(out: &mut Stereo, hertz: f32, partials: &[f32], level: f32) {
    for (channel, phase) in [(&mut out.left, 0.0f32), (&mut out.right, 0.4)] {
        for (at, sample) in channel.iter_mut().enumerate() {
            let t = at as f32 / SR;
            for (n, gain) in partials.iter().enumerate() {
                *sample += (std::f32::consts::TAU * hertz * (n + 1) as f32 * t + phase).sin() * gain * level;
            }
        }
    }
}

/// Small things that happen now and then, here and there.
fn scatter(
    out: &mut Stereo,
    rng: &mut Rng,
    mean_wait: f32,
    level: (f32, f32),
    mut one: impl FnMut(&mut Rng) -> Vec<f32>,
) {
    let mut at = rng.wait(mean_wait);
    while frames(at) < out.len() {
        let sound = one(rng);
        out.add(&sound, at, rng.range(level.0, level.1), rng.range(-0.8, 0.8));
        at += rng.wait(mean_wait).max(0.001);
    }
}

fn drop_sound(rng: &mut Rng, low: f32, high: f32, decay: f32) -> Vec<f32> {
    let hertz = rng.octaves(low, high);
    ring(&[Mode { hertz, gain: 1.0, decay }], 0.0005, decay * 5.0)
}

fn chirp(rng: &mut Rng) -> Vec<f32> {
    let (from, to) = (rng.range(2_400.0, 4_800.0), rng.range(2_200.0, 5_200.0));
    let length = frames(rng.range(0.06, 0.16));
    let repeats = 1 + rng.below(4);
    let mut out = Vec::new();
    for _ in 0..repeats {
        let mut phase = 0.0f32;
        for at in 0..length {
            let t = at as f32 / length as f32;
            phase += std::f32::consts::TAU * (from + (to - from) * t) / SR;
            out.push(phase.sin() * (std::f32::consts::PI * t).sin().powi(2) * 0.5);
        }
        out.resize(out.len() + length / 2, 0.0);
    }
    out
}

/// Babble: many voices, none to be understood. Filtered noise that opens and closes as syllables do.
fn babble(length: usize, rng: &mut Rng, voices: usize, level: f32) -> Stereo {
    let mut out = Stereo::new(length);
    for _ in 0..voices {
        let pitch = rng.range(95.0, 230.0);
        let (mut first, mut second) =
            (Biquad::band_pass(rng.range(400.0, 750.0), 3.0), Biquad::band_pass(rng.range(1_100.0, 2_100.0), 4.0));
        let mut syllable = Drift::new(rng.next(), rng.range(4.0, 6.0));
        let mut phrase = Drift::new(rng.next(), rng.range(0.3, 0.6));
        let mut vibrato = Drift::new(rng.next(), 3.0);
        let mut phase = 0.0f32;
        let voice: Vec<f32> = (0..length)
            .map(|_| {
                phase = (phase + pitch * (1.0 + 0.12 * vibrato.tick()) / SR).fract();
                let source = (phase * 2.0 - 1.0) * 0.5 + rng.white() * 0.12;
                let gate = (syllable.tick() * 1.4).clamp(0.0, 1.0) * (0.4 + phrase.tick()).clamp(0.0, 1.0);
                (first.tick(source) + 0.6 * second.tick(source)) * gate
            })
            .collect();
        out.add(&voice, 0.0, level, rng.range(-0.9, 0.9));
    }
    out
}

fn effect_now_and_then(out: &mut Stereo, rng: &mut Rng, effect: Effect, mean_wait: f32, level: f32) {
    let mut at = rng.range(0.3, mean_wait);
    while frames(at) < out.len() {
        let one = effects::make(effect, 3.0, rng);
        out.add_stereo(&one, at, level * rng.range(0.5, 1.0));
        at += rng.wait(mean_wait).max(0.3);
    }
}

pub(super) fn make(bed: Bed, length: usize, rng: &mut Rng) -> Stereo {
    let mut out;
    match bed {
        Bed::Rain | Bed::HeavyRain | Bed::WindowRain | Bed::Storm => {
            let heavy = matches!(bed, Bed::HeavyRain | Bed::Storm);
            out =
                wash(length, rng, &pink(500.0, if heavy { 9_000.0 } else { 7_000.0 }, if heavy { 0.8 } else { 0.45 }));
            let wait = if heavy { 0.004 } else { 0.009 };
            let (low, high, decay) =
                if bed == Bed::WindowRain { (700.0, 2_200.0, 0.012) } else { (1_800.0, 7_000.0, 0.004) };
            scatter(&mut out, rng, wait, (0.05, 0.5), |rng| drop_sound(rng, low, high, decay));
            if bed == Bed::Storm {
                let wind = wash(length, rng, &Wash { swell: 0.8, rate: 0.25, ..brown(80.0, 700.0, 1.2) });
                out.add_stereo(&wind, 0.0, 0.8);
                effect_now_and_then(&mut out, rng, Effect::Thunder, 7.0, 1.6);
            }
        }
        Bed::Wind => out = wash(length, rng, &Wash { swell: 0.9, rate: 0.35, ..pink(150.0, 900.0, 1.0) }),
        Bed::Leaves => {
            out = wash(length, rng, &Wash { swell: 0.9, rate: 0.4, ..pink(1_500.0, 8_000.0, 0.6) });
            effect_now_and_then(&mut out, rng, Effect::Owl, 30.0, 0.2);
        }
        Bed::Snow => out = wash(length, rng, &Wash { swell: 0.7, rate: 0.2, ..brown(120.0, 500.0, 0.8) }),
        Bed::Sea => {
            out = wash(length, rng, &Wash { swell: 1.3, rate: 0.14, ..pink(120.0, 3_500.0, 1.0) });
            let far = wash(length, rng, &brown(40.0, 300.0, 0.6));
            out.add_stereo(&far, 0.0, 1.0);
        }
        Bed::Harbour => {
            out = wash(length, rng, &Wash { swell: 0.8, rate: 0.3, ..pink(150.0, 1_800.0, 0.5) });
            scatter(&mut out, rng, 0.5, (0.1, 0.4), |rng| drop_sound(rng, 250.0, 700.0, 0.05));
            scatter(&mut out, rng, 3.5, (0.15, 0.4), gull);
            effect_now_and_then(&mut out, rng, Effect::Foghorn, 22.0, 0.5);
        }
        Bed::Stream => {
            out = wash(length, rng, &pink(400.0, 5_000.0, 0.4));
            scatter(&mut out, rng, 0.012, (0.05, 0.4), |rng| drop_sound(rng, 500.0, 2_500.0, 0.018));
        }
        Bed::Fire => {
            out = wash(length, rng, &Wash { swell: 0.6, rate: 1.5, ..brown(60.0, 900.0, 0.9) });
            scatter(&mut out, rng, 0.09, (0.1, 1.0), |rng| drop_sound(rng, 900.0, 5_000.0, 0.004));
        }
        Bed::Crickets => {
            out = wash(length, rng, &pink(200.0, 2_500.0, 0.1));
            scatter(&mut out, rng, 0.35, (0.1, 0.3), cricket);
        }
        Bed::Birds => {
            out = wash(length, rng, &Wash { swell: 0.6, ..pink(800.0, 6_000.0, 0.12) });
            scatter(&mut out, rng, 0.8, (0.1, 0.6), chirp);
        }
        Bed::CityNight => {
            out = wash(length, rng, &brown(40.0, 500.0, 1.0));
            effect_now_and_then(&mut out, rng, Effect::CarPass, 9.0, 0.4);
            effect_now_and_then(&mut out, rng, Effect::Siren, 40.0, 0.05);
        }
        Bed::Traffic => {
            out = wash(length, rng, &brown(50.0, 1_200.0, 1.0));
            effect_now_and_then(&mut out, rng, Effect::CarPass, 2.5, 0.9);
            effect_now_and_then(&mut out, rng, Effect::Honk, 14.0, 0.15);
        }
        Bed::Cafe | Bed::Bar | Bed::Crowd | Bed::Station | Bed::School => {
            let voices = if bed == Bed::Crowd { 14 } else { 8 };
            out = babble(length, rng, voices, if bed == Bed::Station { 0.35 } else { 0.5 });
            let air = wash(length, rng, &brown(60.0, 700.0, 0.25));
            out.add_stereo(&air, 0.0, 1.0);
            match bed {
                Bed::Cafe | Bed::Bar => effect_now_and_then(&mut out, rng, Effect::Clink, 1.8, 0.35),
                Bed::School => effect_now_and_then(&mut out, rng, Effect::Steps, 5.0, 0.3),
                Bed::Station => effect_now_and_then(&mut out, rng, Effect::Doorbell, 15.0, 0.2),
                _ => {}
            }
        }
        Bed::Applause => {
            out = Stereo::new(length);
            scatter(&mut out, rng, 0.006, (0.1, 0.8), |rng| {
                let mut filter = Biquad::band_pass(rng.range(900.0, 2_200.0), 1.2);
                (0..frames(0.02)).map(|at| filter.tick(rng.white()) * (-(at as f32) / 250.0).exp()).collect()
            });
        }
        Bed::Hospital => {
            out = wash(length, rng, &brown(60.0, 600.0, 0.4));
            hum(&mut out, 120.0, &[0.02, 0.01], 1.0);
            let beep: Vec<f32> = tone(960.0, 0.12, 0.12);
            let mut at = 0.5;
            while frames(at) < length {
                out.add(&beep, at, 1.0, 0.3);
                at += 1.05;
            }
        }
        Bed::Church => {
            out = wash(length, rng, &brown(40.0, 350.0, 0.7));
            effect_now_and_then(&mut out, rng, Effect::Scrape, 14.0, 0.05);
        }
        Bed::Train => {
            out = wash(length, rng, &brown(40.0, 800.0, 1.0));
            let mut at = 0.2;
            while frames(at) < length {
                for (beat, gain) in [(0.0, 1.0), (0.14, 0.8)] {
                    let clack = drop_sound(rng, 140.0, 260.0, 0.03);
                    out.add(&clack, at + beat, gain * 0.9, 0.0);
                }
                at += 0.86;
            }
        }
        Bed::Car => {
            out = wash(length, rng, &brown(40.0, 600.0, 1.0));
            hum(&mut out, 43.0, &[0.10, 0.07, 0.04, 0.02], 1.0);
        }
        Bed::Helicopter => {
            out = wash(length, rng, &pink(60.0, 1_500.0, 1.0));
            for channel in [&mut out.left, &mut out.right] {
                for (at, sample) in channel.iter_mut().enumerate() {
                    let beat = (at as f32 / SR * 11.0).fract();
                    *sample *= (-beat * 4.0).exp() * 1.6;
                }
            }
        }
        Bed::Factory => {
            out = wash(length, rng, &brown(50.0, 1_500.0, 0.7));
            hum(&mut out, 50.0, &[0.08, 0.06, 0.03, 0.03], 1.0);
            let mut at = 0.4;
            while frames(at) < length {
                let clang = effects::make(Effect::Thud, 1.0, rng);
                out.add_stereo(&clang, at, 0.4);
                at += 1.6;
            }
        }
        Bed::Cave => {
            out = wash(length, rng, &brown(30.0, 250.0, 0.5));
            scatter(&mut out, rng, 1.1, (0.2, 0.8), |rng| drop_sound(rng, 900.0, 2_000.0, 0.05));
        }
        Bed::Space => {
            out = wash(length, rng, &brown(30.0, 220.0, 0.8));
            hum(&mut out, 55.0, &[0.1, 0.05, 0.05, 0.0, 0.02], 1.0);
        }
        Bed::Static => {
            out = wash(
                length,
                rng,
                &Wash { colour: Colour::White, low: 400.0, high: 6_000.0, level: 0.6, swell: 0.5, rate: 3.0 },
            );
        }
        Bed::Kitchen => {
            out = wash(length, rng, &brown(50.0, 400.0, 0.4));
            hum(&mut out, 50.0, &[0.06, 0.05, 0.02, 0.015], 1.0);
            effect_now_and_then(&mut out, rng, Effect::Tick, 6.0, 0.05);
        }
        Bed::Office => {
            out = wash(length, rng, &pink(100.0, 1_800.0, 0.12));
            hum(&mut out, 100.0, &[0.02, 0.012, 0.006], 1.0);
            effect_now_and_then(&mut out, rng, Effect::Typing, 4.0, 0.15);
        }
        Bed::Room => out = wash(length, rng, &brown(50.0, 450.0, 0.6)),
    }
    out
}

fn gull(rng: &mut Rng) -> Vec<f32> {
    let length = frames(rng.range(0.25, 0.45));
    let base = rng.range(900.0, 1_400.0);
    let mut phase = 0.0f32;
    let mut out = Vec::new();
    for _ in 0..1 + rng.below(3) {
        for at in 0..length {
            let t = at as f32 / length as f32;
            phase += std::f32::consts::TAU * base * (1.3 - 0.5 * t) / SR;
            let voice = phase.sin() + 0.5 * (2.0 * phase).sin() + 0.3 * (3.0 * phase).sin();
            out.push(voice * 0.3 * (std::f32::consts::PI * t).sin());
        }
        out.resize(out.len() + length / 3, 0.0);
    }
    out
}

fn cricket(rng: &mut Rng) -> Vec<f32> {
    let hertz = rng.range(3_900.0, 4_700.0);
    let mut out = Vec::new();
    for _ in 0..3 {
        out.extend(tone(hertz, 0.02, 0.4));
        out.resize(out.len() + frames(0.018), 0.0);
    }
    out
}
