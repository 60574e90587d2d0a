//! From the engine's dry voice to a line for the film: joined, in the character's size, less of a machine, evened in loudness.

use super::{Spoken, breath, cast::Part, engine::Raw, text::Token, timing, whisper};
use crate::{
    RATE, Sound,
    dsp::{Biquad, Drift, Room, SR, Stereo, db, limit, resample},
};
use model::{Age, Delivery, WordTiming};

/// How loud a line is, in LUFS.
pub(super) const LEVEL: f64 = -18.0;
const CEILING_DB: f32 = -2.0;
/// Kept before the first sound and after the last, in seconds.
pub(super) const LEAD: f64 = 0.03;
const TAIL: f64 = 0.16;
/// Between two pieces of a long line, in seconds.
const BREATH: f64 = 0.25;

/// One reading: its words, plain, and with the words marked two ways.
pub(super) type Piece = (Vec<Token>, Raw, Option<(Raw, Raw)>);

/// Joins the readings and makes them a line.
pub(super) fn finish(part: &Part, pieces: Vec<Piece>) -> Spoken {
    let mut voice = Vec::new();
    let mut words = Vec::new();
    for (tokens, raw, marked) in pieces {
        let times = timing::of(&tokens, &raw, marked.as_ref());
        let source = if part.delivery == Delivery::Whisper {
            whisper::whisper(&raw.samples, raw.rate, part.seed)
        } else {
            raw.samples
        };
        // A multiple of 150 hertz shares a large factor with 48 kHz, so that the resampler stays small.
        let played_at = ((f64::from(raw.rate) * part.size / 150.0).round() as u32).max(1) * 150;
        let stretch = f64::from(raw.rate) / f64::from(played_at);
        let resampled = resample(&source, played_at, RATE);
        let (from, to) = heard(&resampled);
        let offset = voice.len() as f64 / f64::from(RATE) - from as f64 / f64::from(RATE);
        let length = (to - from) as f64 / f64::from(RATE);
        let base = voice.len() as f64 / f64::from(RATE);
        words.extend(tokens.into_iter().zip(times).map(|(token, (start, end))| {
            let within = |t: f64| (t * stretch + offset).clamp(base, base + length);
            WordTiming { word: token.word, start: within(start), end: within(end) }
        }));
        voice.extend_from_slice(resampled.get(from..to).unwrap_or_default());
        voice.resize(voice.len() + (BREATH * f64::from(RATE)) as usize, 0.0);
    }
    voice.truncate(voice.len().saturating_sub((BREATH * f64::from(RATE)) as usize));
    if part.delivery == Delivery::Breathless {
        breath::gasps(&mut voice, &mut words, part.seed);
    }
    frame(&mut voice, &mut words);
    soften(&mut voice, part);
    let sound = levelled(room(&voice, part.delivery), LEVEL + offset(part.delivery));
    let seconds = sound.seconds();
    Spoken { sound, words, seconds }
}

/// Silence before the first sound and after the last.
pub(super) fn frame(voice: &mut Vec<f32>, words: &mut [WordTiming]) {
    for word in words {
        word.start += LEAD;
        word.end += LEAD;
    }
    voice.splice(0..0, std::iter::repeat_n(0.0, (LEAD * f64::from(RATE)) as usize));
    voice.resize(voice.len() + (TAIL * f64::from(RATE)) as usize, 0.0);
}

/// How much louder or softer than a plain line, in LU.
pub(super) fn offset(delivery: Delivery) -> f64 {
    match delivery {
        Delivery::Whisper => -7.0,
        Delivery::Soft => -3.5,
        Delivery::Sad => -2.0,
        Delivery::Tired => -2.5,
        Delivery::Shout => 3.5,
        Delivery::Angry => 1.5,
        Delivery::Excited => 1.0,
        _ => 0.0,
    }
}

/// From the first to the last sample that is heard.
pub(super) fn heard(signal: &[f32]) -> (usize, usize) {
    let floor = signal.iter().fold(0.0f32, |m, x| m.max(x.abs())) * 0.008;
    let from = signal.iter().position(|x| x.abs() > floor).unwrap_or(0);
    let to = signal.iter().rposition(|x| x.abs() > floor).map_or(signal.len(), |at| at + 1);
    let edge = (0.006 * SR) as usize;
    (from.saturating_sub(edge), (to + edge).min(signal.len()))
}

/// Takes out rumble and the engine's hard edge, gives body and air, and evens loud and soft syllables.
fn soften(voice: &mut [f32], part: &Part) {
    Biquad::high_pass(if part.delivery == Delivery::Whisper { 180.0 } else { 75.0 }, 0.7).run(voice);
    Biquad::low_shelf(230.0, 2.0).run(voice);
    Biquad::peaking(430.0, 1.1, -1.5).run(voice);
    Biquad::peaking(3_100.0, 0.9, -3.0).run(voice);
    let top = match part.delivery {
        Delivery::Shout | Delivery::Angry => 2.5,
        Delivery::Soft | Delivery::Sad | Delivery::Tired => -4.0,
        Delivery::Whisper => 1.0,
        _ => -1.5,
    };
    Biquad::high_shelf(5_200.0, top).run(voice);
    if matches!(part.delivery, Delivery::Shout | Delivery::Angry) {
        Biquad::peaking(1_900.0, 0.8, 3.5).run(voice);
    }
    if part.delivery == Delivery::Tired {
        Biquad::high_shelf(2_800.0, -4.0).run(voice);
    }
    if part.age == Age::Old && part.delivery != Delivery::Whisper {
        tremble(voice, part.seed);
    }
    compress(voice);
}

/// An old voice is not quite steady: it swells and thins a few times a second.
pub(super) fn tremble(voice: &mut [f32], seed: u64) {
    let mut slow = Drift::new(seed, 9.0);
    let mut fast = Drift::new(seed ^ 1, 47.0);
    for x in voice {
        *x *= 0.72 + 0.36 * slow.tick() + 0.2 * fast.tick();
    }
}

/// Two and a half to one above the line's own mean level: attack 4 ms, release 90 ms.
pub(super) fn compress(voice: &mut [f32]) {
    let (sum, count) =
        voice.iter().filter(|x| x.abs() > 1e-4).fold((0.0f64, 0u32), |(s, n), x| (s + f64::from(x * x), n + 1));
    let threshold = (sum / f64::from(count.max(1))).sqrt() as f32;
    let rate = |seconds: f32| 1.0 - (-1.0 / (seconds * SR)).exp();
    let (attack, release) = (rate(0.004), rate(0.09));
    let mut power = 0.0f32;
    for x in voice {
        let now = *x * *x;
        power += (now - power) * if now > power { attack } else { release };
        let level = power.sqrt();
        if level > threshold {
            *x *= (threshold / level).powf(0.6);
        }
    }
}

/// The nearest walls: a voice without any is a voice in a box.
pub(super) fn room(voice: &[f32], delivery: Delivery) -> Stereo {
    let mut stereo = Stereo { left: voice.to_vec(), right: voice.to_vec() };
    let (wet, decay) = match delivery {
        Delivery::Shout | Delivery::Angry | Delivery::Excited => (0.11, 0.45),
        Delivery::Whisper | Delivery::Soft => (0.03, 0.2),
        _ => (0.055, 0.28),
    };
    Room { decay, size: 0.014, damping: 4_200.0, wet }.apply(&mut stereo);
    for (left, right) in stereo.left.iter_mut().zip(&mut stereo.right) {
        *left = (*left + *right) * 0.5;
        *right = *left;
    }
    stereo.fade(0.003, 0.06);
    stereo
}

/// To a loudness in LUFS, its peaks below the ceiling.
pub(super) fn levelled(mut stereo: Stereo, wanted: f64) -> Sound {
    // The limiter takes some loudness away; a second round gives it back.
    for _ in 0..2 {
        let Some(loudness) = Sound::from_stereo(&stereo).loudness() else { break };
        stereo.scale(db((wanted - loudness).clamp(-60.0, 60.0) as f32));
        limit(&mut stereo, db(CEILING_DB));
    }
    Sound::from_stereo(&stereo)
}
