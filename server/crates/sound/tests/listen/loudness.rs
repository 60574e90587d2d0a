//! The meter beside the `ebur128` crate's.

use ebur128::{EbuR128, Mode};
use sound::{MusicPlayer, RATE, Sound, loudness::Meter};

fn theirs(stereo: &[f32]) -> f64 {
    let mut meter = EbuR128::new(2, RATE, Mode::I).unwrap();
    meter.add_frames_f32(stereo).unwrap();
    meter.loudness_global().unwrap()
}

fn ours(stereo: &[f32], piece: usize) -> Option<f64> {
    let mut meter = Meter::default();
    stereo.chunks(piece * 2).for_each(|piece| meter.add(piece));
    meter.integrated()
}

fn tone(hertz: f32, [left, right]: [f32; 2], seconds: f32) -> Vec<f32> {
    let frames = (seconds * RATE as f32) as usize;
    let wave = |at: usize| (at as f32 / RATE as f32 * hertz * std::f32::consts::TAU).sin();
    (0..frames).flat_map(|at| [wave(at) * left, wave(at) * right]).collect()
}

#[test]
fn a_tone_of_997_hz_at_full_scale_in_one_channel_has_minus_3_01_lufs() {
    // The reference of BS.1770-4.
    let lufs = ours(&tone(997.0, [1.0, 0.0], 5.0), 4_800).unwrap();
    assert!((lufs + 3.01).abs() < 0.02, "{lufs}");
}

#[test]
fn tones_music_and_sound_with_pauses_measure_as_the_ebur128_crate_measures_them() {
    let mut sounds: Vec<Vec<f32>> =
        [40.0, 100.0, 1_000.0, 4_000.0, 12_000.0].map(|hertz| tone(hertz, [0.3, 0.2], 3.0)).to_vec();
    let mut music = vec![0.0; RATE as usize * 2 * 20];
    let spec = model::MusicSpec::of_moods(vec![(model::Mood::Tense, 20.0)], 7);
    MusicPlayer::new(&spec).fill(&mut music);
    sounds.push(music);
    // Loud, silent, nearly silent, loud: both gates have work to do.
    let mut gated = tone(500.0, [0.4, 0.4], 2.0);
    gated.extend(Sound::silence(1.5).samples);
    gated.extend(tone(500.0, [0.01, 0.01], 2.0));
    gated.extend(tone(2_000.0, [0.2, 0.1], 1.0));
    sounds.push(gated);
    for (index, sound) in sounds.iter().enumerate() {
        let (theirs, ours) = (theirs(sound), ours(sound, 4_800).unwrap());
        assert!((theirs - ours).abs() < 0.02, "sound {index}: {ours} and not {theirs}");
    }
}

#[test]
fn the_pieces_that_sound_comes_in_make_no_difference() {
    let sound = tone(700.0, [0.5, 0.1], 1.3);
    let whole = ours(&sound, sound.len());
    for piece in [1, 7, 959, 960, 961, 30_000] {
        assert_eq!(ours(&sound, piece), whole, "pieces of {piece}");
    }
}

#[test]
fn silence_and_what_is_shorter_than_a_block_have_no_loudness() {
    assert_eq!(ours(&Sound::silence(3.0).samples, 4_800), None);
    assert_eq!(ours(&tone(997.0, [0.5, 0.5], 0.3), 4_800), None);
    assert_eq!(ours(&[], 1), None);
}

#[test]
fn the_loudest_moment_is_found_wherever_it_begins() {
    let mut sound = tone(997.0, [0.01, 0.01], 1.23);
    sound.extend(tone(997.0, [0.5, 0.5], 0.5));
    sound.extend(tone(997.0, [0.01, 0.01], 1.0));
    let mut meter = Meter::default();
    meter.add(&sound);
    let (loudest, steady) = (meter.loudest_moment().unwrap(), ours(&tone(997.0, [0.5, 0.5], 3.0), 4_800).unwrap());
    assert!((loudest - steady).abs() < 0.05, "{loudest} and not {steady}");
}
