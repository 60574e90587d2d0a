//! Tells how loud each mood is, by instruments and by oscillators, and how long it takes to play: `cargo run -p sound --example moods`.
// A tool at a terminal: what fails ends it.
#![allow(clippy::print_stdout)]

use model::{Mood, MusicSpec};
use sound::{MusicPlayer, Sound, instruments_name};
use std::time::Instant;

fn main() {
    const SECONDS: f64 = 60.0;
    println!("instruments: {}", instruments_name());
    for mood in Mood::ALL {
        let spec = MusicSpec { instruments: instruments_name(), ..MusicSpec::of_moods(vec![(*mood, SECONDS)], 7) };
        let played = |mut player: MusicPlayer| {
            let (mut sound, begun) = (Sound::silence(SECONDS), Instant::now());
            player.fill(&mut sound.samples);
            (sound.loudness().unwrap_or(-99.0), sound.peak(), begun.elapsed().as_secs_f64() / SECONDS)
        };
        let (instruments, peak, took) = played(MusicPlayer::new(&spec));
        let (plain, plain_peak, plain_took) = played(MusicPlayer::plain(&spec));
        println!(
            "{:8} instruments {instruments:6.1} LUFS, peak {peak:.2}, {took:.5} s per s; oscillators {plain:6.1} LUFS, peak {plain_peak:.2}, {plain_took:.5}",
            mood.key()
        );
    }
}
