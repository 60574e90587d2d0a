//! What a listener may expect of beds, effects and music.

use model::{ModelChoice, Mood, MusicSpec, SoundSpec};
use sound::{MusicPlayer, foley, known_sounds, music, recognises};

fn sound_of(words: &str, ambience: bool, seconds: f64, take: u32) -> sound::Sound {
    foley(&SoundSpec {
        model: ModelChoice::foley(),
        sound: words.to_owned(),
        ambience,
        seconds,
        take,
        footage: None,
        heard: None,
    })
}

#[test]
fn every_sound_has_a_name_that_is_recognised() {
    let names = known_sounds();
    assert!(names.len() >= 60, "{}", names.len());
    for name in names {
        assert!(recognises(name), "{name}");
    }
    assert!(!recognises("xyzzy"));
}

#[test]
fn every_sound_is_heard_and_none_clips() {
    for name in known_sounds() {
        for ambience in [false, true] {
            let sound = sound_of(name, ambience, 4.0, 0);
            let peak = sound.peak();
            assert!(peak > 0.004 && peak < 0.708, "{name} (bed: {ambience}): {peak}");
            let mean = sound.samples.iter().sum::<f32>() / sound.samples.len() as f32;
            assert!(mean.abs() < 0.005, "{name} (bed: {ambience}): {mean}");
            if ambience {
                assert_eq!(sound.frames(), 4 * 48_000, "{name}");
                let loudness = sound.loudness().unwrap();
                assert!(loudness < -28.0 && (loudness > -34.0 || peak > 0.6), "{name}: {loudness}");
            } else {
                assert!(sound.frames() <= 4 * 48_000, "{name}");
                let loudest = sound.loudest_moment().unwrap();
                // A click is as loud as its peak lets it be.
                assert!(loudest < -17.0 && (loudest > -25.0 || peak > 0.6), "{name}: {loudest}");
            }
        }
    }
}

#[test]
fn the_script_engines_words_are_all_known() {
    for sound in lexicon::sounds::table().entries() {
        assert!(recognises(sound.id), "{}", sound.id);
    }
    for kind in lexicon::places::kinds() {
        for (inside, night) in [(true, true), (true, false), (false, true), (false, false)] {
            if let Some(air) = kind.air(inside, night) {
                assert!(recognises(&air), "{air} of {}", kind.id());
            }
        }
    }
    for words in ["room tone", "outdoor air", "rain on window", "heavy rain", "rain", "wind", "crickets", "underwater"]
    {
        assert!(recognises(words), "{words}");
    }
}

#[test]
fn free_words_name_the_sounds_of_the_lexicon() {
    for words in ["a scythe being sharpened", "a cow moos", "someone coughs", "bees", "the lawnmower again"] {
        assert!(recognises(words), "{words}");
    }
    assert!(!recognises("nothing of the kind"));
}

#[test]
fn the_same_spec_is_the_same_sound_and_another_take_is_not() {
    for (words, ambience) in [("rain", true), ("knock", false), ("music box", false), ("something unheard of", true)] {
        assert_eq!(sound_of(words, ambience, 2.0, 0), sound_of(words, ambience, 2.0, 0), "{words}");
        assert_ne!(sound_of(words, ambience, 2.0, 0), sound_of(words, ambience, 2.0, 1), "{words}");
    }
}

#[test]
fn a_bed_is_as_long_as_asked_to_the_frame() {
    for seconds in [0.5, 3.217, 11.04] {
        let frames = sound_of("wind", true, seconds, 0).frames();
        assert!(frames == (seconds * 48_000.0).round() as usize, "{seconds}: {frames}");
    }
}

#[test]
fn music_played_in_pieces_is_the_music_played_whole() {
    let spec = MusicSpec::of_moods(vec![(Mood::Warm, 4.0), (Mood::Tense, 3.5)], 5);
    let whole = music(&spec);
    let mut player = MusicPlayer::new(&spec);
    let mut pieces = vec![0.0f32; whole.samples.len()];
    for piece in pieces.chunks_mut(2 * 997) {
        player.fill(piece);
    }
    assert_eq!(whole.samples, pieces);
}

#[test]
fn music_is_quiet_and_follows_the_seed() {
    for mood in Mood::ALL {
        let spec = MusicSpec::of_moods(vec![(*mood, 30.0)], 11);
        let sound = music(&spec);
        assert!((sound.seconds() - 30.0).abs() < 1e-3);
        let loudness = sound.loudness().unwrap();
        assert!((-36.0..=-22.0).contains(&loudness), "{mood}: {loudness}");
        assert!(sound.peak() < 0.7, "{mood}");
        assert_ne!(sound, music(&MusicSpec { seed: 12, ..spec }));
    }
}
