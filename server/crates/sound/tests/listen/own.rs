//! Every sound of the lexicon is heard, and none is another one.

use model::{Heard, ModelChoice, SoundSpec, Surroundings};
use sound::{Sound, foley};

const BANDS: usize = 16;
const STEPS: usize = 10;

fn of(words: &str, heard: Option<Heard>) -> Sound {
    let (model, sound) = (ModelChoice::foley(), words.to_owned());
    foley(&SoundSpec { model, sound, ambience: false, seconds: 3.0, take: 0, footage: None, heard })
}

fn mono(sound: &Sound) -> Vec<f32> {
    sound.samples.chunks_exact(2).map(|frame| (frame[0] + frame[1]) * 0.5).collect()
}

/// The energy in a band round a frequency, in dB (a resonator per band).
fn band_db(samples: &[f32], hertz: f32) -> f32 {
    let w = std::f32::consts::TAU * hertz / sound::RATE as f32;
    let (r, mut y1, mut y2, mut energy) = (1.0 - w * 0.12, 0.0f32, 0.0f32, 1e-9f32);
    for x in samples {
        let y = x * (1.0 - r) + 2.0 * r * w.cos() * y1 - r * r * y2;
        (y2, y1) = (y1, y);
        energy += y * y;
    }
    10.0 * (energy / samples.len().max(1) as f32).log10()
}

/// What it sounds like: its colour, and how it goes on in time.
fn print_of(sound: &Sound) -> Vec<f32> {
    let samples = mono(sound);
    let mut print: Vec<f32> =
        (0..BANDS).map(|band| band_db(&samples, 60.0 * 1.4f32.powi(band as i32)).max(-90.0)).collect();
    let loudest = print.iter().copied().fold(f32::MIN, f32::max);
    print.iter_mut().for_each(|level| *level = (*level - loudest).max(-50.0));
    let step = (sound::RATE as f64 * 3.0 / STEPS as f64) as usize;
    for at in 0..STEPS {
        let piece = samples.get(at * step..((at + 1) * step).min(samples.len())).unwrap_or_default();
        let level = 10.0 * (piece.iter().map(|x| x * x).sum::<f32>() / step as f32 + 1e-9).log10();
        print.push(level.max(-80.0) * 0.5);
    }
    print
}

fn distance(a: &[f32], b: &[f32]) -> f32 {
    (a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>() / a.len() as f32).sqrt()
}

#[test]
fn each_sound_of_the_lexicon_is_heard_and_is_none_of_the_others() {
    let prints: Vec<(&str, Vec<f32>)> = lexicon::sounds::table()
        .entries()
        .iter()
        .map(|entry| {
            let sound = of(entry.id, None);
            assert!(
                sound.loudest_moment().is_some_and(|lufs| lufs > -32.0),
                "{}: {:?}",
                entry.id,
                sound.loudest_moment()
            );
            (entry.id, print_of(&sound))
        })
        .collect();
    let mut alike = Vec::new();
    for (at, (name, print)) in prints.iter().enumerate() {
        for (other, others) in prints.iter().skip(at + 1) {
            let apart = distance(print, others);
            if apart < 0.8 {
                alike.push(format!("{name} and {other}: {apart:.2}"));
            }
        }
    }
    assert!(alike.is_empty(), "{alike:#?}");
}

#[test]
fn what_is_far_away_is_softer_and_duller_and_a_hall_answers_long() {
    let heard = |far, surroundings| of("door slam", Some(Heard { far, surroundings }));
    let (near, far) = (heard(false, Surroundings::Outdoors), heard(true, Surroundings::Outdoors));
    assert!(near.loudest_moment().unwrap() > far.loudest_moment().unwrap() + 6.0);
    // How much of it changes from sample to sample.
    let bright = |far| {
        let samples = mono(&of("glass breaking", Some(Heard { far, surroundings: Surroundings::Outdoors })));
        let steps: f32 = samples.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
        10.0 * (steps / samples.iter().map(|x| x * x).sum::<f32>()).log10()
    };
    assert!(bright(false) > bright(true) + 3.0, "{} {}", bright(false), bright(true));
    let late = |sound: &Sound| {
        let samples = mono(sound);
        samples.iter().skip(sound::RATE as usize * 2).map(|x| x * x).sum::<f32>()
    };
    let (hall, car) = (heard(false, Surroundings::Hall), heard(false, Surroundings::Closed));
    assert!(late(&hall) > late(&car) * 4.0 + 1e-6, "{} {}", late(&hall), late(&car));
}

#[test]
fn who_walks_through_a_long_shot_is_heard_walking() {
    let steps = |seconds: f64| {
        let (model, sound) = (ModelChoice::foley(), "footsteps".to_owned());
        foley(&SoundSpec { model, sound, ambience: false, seconds, take: 0, footage: None, heard: None }).seconds()
    };
    assert!(steps(8.0) > 7.0 && steps(2.0) <= 2.0, "{} {}", steps(8.0), steps(2.0));
}

#[test]
fn a_train_is_no_rain() {
    assert_ne!(of("train whistle", None), of("rain", None));
    let bed = |words: &str| print_of(&of(words, None));
    assert!(distance(&bed("train whistle"), &bed("heavy rain")) > 4.0);
}
