//! From a natural voice to a line for the film: what espeak-ng's readings get in `polish`, tuned for a voice that needs less.

use super::{
    Spoken, Token, breath,
    polish::{self, heard, levelled, room, tremble},
    whisper,
};
use crate::{
    RATE,
    dsp::{Biquad, Rng, hash, resample},
};
use model::{Age, Delivery, WordTiming};

/// A stretch of a line as the voice said it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// In hertz.
    pub rate: u32,
    pub samples: Vec<f32>,
    /// The words that sound in it, by their place in the line, each with its start and end in seconds.
    pub words: Vec<(usize, f64, f64)>,
}

/// How a line sounds beside its voice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Manner {
    pub delivery: Delivery,
    pub age: Age,
    /// Above 1 the whole voice is higher and smaller, as a shorter throat makes it.
    pub size: f64,
    /// The voice whispers by itself.
    pub whispers: bool,
    pub seed: u64,
}

/// Between two stretches of a line, in seconds.
const BREATH: f64 = 0.3;

/// Joins the readings of a line and makes it sound as its manner says. Words that sound in none of them have no length.
pub fn finish(manner: &Manner, words: &[Token], readings: Vec<Reading>) -> Spoken {
    let pause = (BREATH * f64::from(RATE)) as usize;
    let mut voice: Vec<f32> = Vec::new();
    let mut times: Vec<Option<(f64, f64)>> = vec![None; words.len()];
    for reading in readings {
        let source = if manner.delivery == Delivery::Whisper && !manner.whispers {
            whisper::whisper(&reading.samples, reading.rate, manner.seed)
        } else {
            reading.samples
        };
        // A multiple of 150 hertz shares a large factor with 48 kHz, so that the resampler stays small.
        let played_at = ((f64::from(reading.rate) * manner.size / 150.0).round() as u32).max(1) * 150;
        let stretch = f64::from(reading.rate) / f64::from(played_at);
        let played = resample(&source, played_at, RATE);
        let (from, to) = heard(&played);
        if !voice.is_empty() {
            voice.resize(voice.len() + pause, 0.0);
        }
        let base = voice.len() as f64 / f64::from(RATE);
        let (skipped, length) = (from as f64 / f64::from(RATE), (to - from) as f64 / f64::from(RATE));
        for (word, start, end) in reading.words {
            let within = |at: f64| (at * stretch - skipped).clamp(0.0, length) + base;
            let Some(time) = times.get_mut(word) else { continue };
            *time = Some((time.map_or(within(start), |(start, _)| start), within(end)));
        }
        voice.extend_from_slice(played.get(from..to).unwrap_or_default());
    }
    let mut last = 0.0f64;
    let timed = words.iter().zip(times).map(|(token, time)| {
        let (start, end) = time.unwrap_or((last, last));
        last = end.max(last);
        WordTiming { word: token.word.clone(), start: start.min(last), end: last }
    });
    let mut words: Vec<WordTiming> = timed.collect();
    if manner.delivery == Delivery::Breathless {
        breath::gasps(&mut voice, &mut words, manner.seed);
    }
    polish::frame(&mut voice, &mut words);
    colour(&mut voice, manner);
    let sound = levelled(room(&voice, manner.delivery), polish::LEVEL + polish::offset(manner.delivery));
    let seconds = sound.seconds();
    Spoken { sound, words, seconds }
}

/// Takes out rumble, and bends the colour as a delivery or an age does. A plain adult's voice is left nearly as it is.
fn colour(voice: &mut [f32], manner: &Manner) {
    Biquad::high_pass(if manner.delivery == Delivery::Whisper { 180.0 } else { 70.0 }, 0.7).run(voice);
    // What the model leaves out above 12 kHz is not missed; a little air is.
    Biquad::high_shelf(6_500.0, 1.5).run(voice);
    match manner.delivery {
        Delivery::Shout | Delivery::Angry => {
            Biquad::low_shelf(220.0, -2.0).run(voice);
            Biquad::peaking(2_300.0, 0.8, 4.0).run(voice);
            Biquad::high_shelf(4_500.0, 2.0).run(voice);
            drive(voice, if manner.delivery == Delivery::Shout { 2.2 } else { 1.6 });
        }
        Delivery::Soft | Delivery::Sad => {
            Biquad::high_shelf(4_000.0, -4.0).run(voice);
            breathe(voice, manner.seed, if manner.delivery == Delivery::Sad { 0.05 } else { 0.08 });
        }
        Delivery::Excited => Biquad::peaking(2_500.0, 0.8, 1.5).run(voice),
        Delivery::Tired => {
            Biquad::high_shelf(3_200.0, -5.0).run(voice);
            Biquad::low_shelf(260.0, 1.5).run(voice);
            breathe(voice, manner.seed, 0.05);
        }
        Delivery::Breathless => breathe(voice, manner.seed, 0.14),
        Delivery::Normal | Delivery::Whisper | Delivery::Slow | Delivery::Fast => {}
    }
    if manner.age == Age::Old && manner.delivery != Delivery::Whisper {
        Biquad::peaking(900.0, 0.9, 1.5).run(voice);
        tremble(voice, manner.seed);
    }
    polish::compress(voice);
}

/// Bends the loudest waves over, as a strained throat does; the level stays.
fn drive(voice: &mut [f32], by: f32) {
    let peak = voice.iter().fold(1e-6f32, |most, x| most.max(x.abs()));
    for x in voice {
        *x = (*x / peak * by).tanh() * peak / by.tanh();
    }
}

/// Breath that goes along with the voice.
fn breathe(voice: &mut [f32], seed: u64, much: f32) {
    let mut rng = Rng::new(seed ^ hash("breath"));
    let mut high = Biquad::high_pass(1_800.0, 0.7);
    let mut level = 0.0f32;
    for x in voice {
        level += (x.abs() - level) * 0.002;
        *x += high.tick(rng.white()) * level * much;
    }
}
