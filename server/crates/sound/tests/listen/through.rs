//! What a voice comes through is heard in its colour; who is tired or out of breath is heard in the pace.

use crate::speech::line;
use model::{Delivery, SpeechSpec, Through};
use sound::{Channel, Sound, speech};

const TEXT: &str = "I told you, nobody has come up here since Friday, and nobody will come before the snow is gone.";

async fn spoken(delivery: Delivery) -> speech::Spoken {
    let folder = tempfile::tempdir().unwrap();
    let spec = SpeechSpec { delivery, ..line(TEXT) };
    speech::speak(&spec, folder.path()).await.unwrap()
}

fn heard(voice: &Sound, through: Through) -> Sound {
    let mut channel = Channel::new(through);
    let mut samples = voice.samples.clone();
    samples.resize(samples.len() + channel.tail() * 2, 0.0);
    channel.run(&mut samples);
    Sound { samples }
}

/// The share of the energy between two frequencies, in dB (a second-order filter on each side, twice).
fn band_db(sound: &Sound, low: f32, high: f32) -> f64 {
    let rate = sound::RATE as f32;
    let mut samples: Vec<f32> = sound.samples.chunks_exact(2).map(|frame| frame[0]).collect();
    let whole: f64 = samples.iter().map(|x| f64::from(x * x)).sum();
    for (hertz, is_high) in [(low, false), (low, false), (low, false), (high, true), (high, true), (high, true)] {
        let k = 1.0 - (-std::f32::consts::TAU * hertz / rate).exp();
        let mut y = 0.0;
        for x in &mut samples {
            y += k * (*x - y);
            *x = if is_high { y } else { *x - y };
        }
    }
    10.0 * (samples.iter().map(|x| f64::from(x * x)).sum::<f64>() / whole.max(1e-12) + 1e-12).log10()
}

#[tokio::test]
async fn a_voice_through_something_has_its_colour_and_a_level_of_its_own() {
    let voice = spoken(Delivery::Normal).await.sound;
    let plain = voice.loudness().unwrap();
    let high = |sound: &Sound| band_db(sound, 6_000.0, 20_000.0);
    let mut off = Vec::new();
    for (through, level) in [
        (Through::Phone, -1.0),
        (Through::Radio, -1.0),
        (Through::Television, -2.0),
        (Through::Loudspeaker, 0.0),
        (Through::Door, -6.0),
    ] {
        let sound = heard(&voice, through);
        let lufs = sound.loudness().unwrap() - plain;
        if (lufs - level).abs() > 1.5 || sound.peak() > 0.99 {
            off.push(format!("{through}: {lufs:.1} LU, peak {:.2}", sound.peak()));
        }
    }
    assert!(off.is_empty(), "{off:?}");
    assert_eq!(heard(&voice, Through::Air), voice);
    let phone = heard(&voice, Through::Phone);
    assert!(high(&phone) < high(&voice) - 6.0, "no phone goes above 4 kHz");
    assert!(band_db(&phone, 40.0, 180.0) < band_db(&voice, 40.0, 180.0) - 8.0, "nor has it a bass");
    let door = heard(&voice, Through::Door);
    assert!(band_db(&door, 1_500.0, 6_000.0) < band_db(&voice, 1_500.0, 6_000.0) - 8.0, "a door is dull");
    let hall = heard(&voice, Through::Loudspeaker);
    let after = |sound: &Sound| sound.samples.iter().skip(voice.samples.len()).map(|x| x * x).sum::<f32>();
    assert!(after(&hall) > after(&heard(&voice, Through::Television)) * 2.0, "a loudspeaker answers late");
}

#[tokio::test]
async fn a_line_in_pieces_comes_through_as_the_whole_line_does() {
    let voice = spoken(Delivery::Normal).await.sound;
    let whole = heard(&voice, Through::Loudspeaker);
    let mut channel = Channel::new(Through::Loudspeaker);
    let mut samples = voice.samples;
    samples.resize(samples.len() + channel.tail() * 2, 0.0);
    samples.chunks_mut(1_234).for_each(|piece| channel.run(piece));
    assert_eq!(samples, whole.samples);
}

#[tokio::test]
async fn who_is_tired_is_slower_and_duller_and_who_is_out_of_breath_gasps_between_phrases() {
    let (plain, tired, breathless) =
        tokio::join!(spoken(Delivery::Normal), spoken(Delivery::Tired), spoken(Delivery::Breathless));
    assert!(tired.seconds > plain.seconds * 1.12, "{} {}", tired.seconds, plain.seconds);
    assert!(tired.sound.loudness().unwrap() < plain.sound.loudness().unwrap() - 1.5);
    let bright = |spoken: &speech::Spoken| band_db(&spoken.sound, 3_500.0, 12_000.0);
    assert!(bright(&tired) < bright(&plain) - 2.0, "{} {}", bright(&tired), bright(&plain));
    let longest =
        |spoken: &speech::Spoken| spoken.words.windows(2).map(|pair| pair[1].start - pair[0].end).fold(0.0, f64::max);
    assert!(longest(&breathless) > longest(&plain) + 0.15, "{} {}", longest(&breathless), longest(&plain));
    let said = |spoken: &speech::Spoken| {
        let pauses = spoken.words.windows(2).map(|pair| (pair[1].start - pair[0].end).max(0.0)).sum::<f64>();
        spoken.words.last().unwrap().end - pauses
    };
    assert!(said(&breathless) < said(&plain) * 0.93, "{} {}", said(&breathless), said(&plain));
    assert!(breathless.words.windows(2).all(|pair| pair[0].start <= pair[1].start));
    assert!(breathless.words.last().unwrap().end <= breathless.seconds);
}
