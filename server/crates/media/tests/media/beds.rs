//! Music from a file: it plays on over its end, and is as loud as the studio's own.

use crate::support::*;
use media::{BED_LUFS, MediaError, Music, RATE, music_from};
use model::{Mood, MusicSpec};

fn played(music: &Music, seconds: f64) -> Vec<f32> {
    let mut player = music();
    let mut out = vec![0.0; (seconds * f64::from(RATE)) as usize * 2];
    // As the film asks for it, and otherwise.
    let (first, rest) = out.split_at_mut(1_234);
    player(first);
    rest.chunks_mut(9_600).for_each(player);
    out
}

#[test]
fn it_plays_on_over_its_end_without_a_click_or_a_hole() {
    let folder = tempfile::tempdir().unwrap();
    for seconds in [0.3, 5.0, 7.77] {
        let file = wav(folder.path().join("music.wav"), &stereo(seconds, sine(211.0, 0.1)));
        let sound = played(&music_from(&file).unwrap(), 24.0);
        let step = |pair: &[f32]| (pair[2] - pair[0]).abs();
        let inside = sound[..(RATE as usize / 10) * 2].windows(3).step_by(2).map(step).fold(0.0, f32::max);
        let worst = sound.windows(3).step_by(2).map(step).fold(0.0, f32::max);
        assert!(worst < inside * 1.5, "{seconds} s: {worst} against {inside}");
        let loudest = level_db(&sound, 0.0, 0.2);
        for tenth in 0..238 {
            let at = f64::from(tenth) / 10.0;
            let level = level_db(&sound, at, at + 0.2);
            assert!(seconds < 1.0 || level > loudest - 25.0, "{seconds} s: {level} dB at {at} s against {loudest}");
        }
    }
}

#[test]
fn loud_and_quiet_music_is_as_loud_as_the_studios_own() {
    let folder = tempfile::tempdir().unwrap();
    for amplitude in [0.05, 0.9] {
        let file = wav(folder.path().join("music.wav"), &stereo(8.0, babble(amplitude)));
        let (lufs, _) = ebur128(&played(&music_from(&file).unwrap(), 5.0));
        assert!((lufs - BED_LUFS).abs() < 0.5, "{lufs}");
    }
    for &mood in Mood::ALL {
        let own = sound::music(&MusicSpec::of_moods(vec![(mood, 20.0)], 7));
        let (lufs, _) = ebur128(&own.samples);
        assert!((lufs - BED_LUFS).abs() < 3.0, "{mood:?}: {lufs}");
    }
}

#[test]
fn silence_stays_silent_and_nothing_is_no_music() {
    let folder = tempfile::tempdir().unwrap();
    let file = wav(folder.path().join("silence.wav"), &stereo(1.0, |_| 0.0));
    assert!(played(&music_from(&file).unwrap(), 3.0).iter().all(|sample| *sample == 0.0));
    let file = wav(folder.path().join("nothing.wav"), &[]);
    assert!(matches!(music_from(&file), Err(MediaError::Empty)));
    assert!(music_from(&folder.path().join("nowhere.wav")).is_err());
}
