//! A quiet bed under the film: soft chords and a few plucked notes, in one key from beginning to end.

use crate::{
    Sound,
    dsp::{Rng, SR, db},
};
use model::{Mood, MusicSpec};
use std::f32::consts::TAU;

/// Raised whenever the same spec gives other music.
pub const MUSIC_VERSION: u32 = 2;

/// The bed's level before it is mixed.
const LEVEL_DB: f32 = -16.0;
const VOICES: usize = 14;
/// Frames that are played at once, at most.
const STRETCH: usize = 256;
/// A note below this gain is over.
const FAINTEST: f32 = 1e-4;
/// Entries of the sine table: a power of two.
const TABLE: usize = 2_048;

/// How a mood plays.
struct Character {
    /// Scale degrees (semitones from the key note) of four chords' roots, and whether thirds are minor.
    chords: [(i32, bool); 4],
    bars_per_minute: f32,
    /// Plucked notes a bar.
    notes: usize,
    bright: f32,
    pulse: bool,
}

fn character(mood: Mood) -> Character {
    let of =
        |chords, bars_per_minute, notes, bright, pulse| Character { chords, bars_per_minute, notes, bright, pulse };
    match mood {
        Mood::Neutral => of([(0, false), (9, true), (5, false), (7, false)], 18.0, 3, 0.5, false),
        Mood::Warm => of([(0, false), (5, false), (9, true), (5, false)], 17.0, 4, 0.55, false),
        Mood::Joyful => of([(0, false), (7, false), (9, true), (5, false)], 24.0, 6, 0.8, false),
        Mood::Sad => of([(9, true), (5, false), (0, false), (4, true)], 14.0, 2, 0.35, false),
        Mood::Wonder => of([(0, false), (4, true), (5, false), (9, true)], 15.0, 5, 0.8, false),
        Mood::Tense => of([(9, true), (9, true), (5, false), (4, true)], 20.0, 1, 0.3, true),
        Mood::Eerie => of([(9, true), (10, false), (9, true), (8, true)], 12.0, 2, 0.4, false),
        Mood::Urgent => of([(9, true), (5, false), (9, true), (7, false)], 32.0, 4, 0.5, true),
    }
}

/// One sounding note.
#[derive(Clone, Copy, Default)]
struct Note {
    step: f32,
    phase: f32,
    gain: f32,
    /// What is left of it, and how it goes on: rising to the peak, then falling by a factor a sample.
    level: f32,
    attack: f32,
    fall: f32,
    pan: f32,
    bright: f32,
}

impl Note {
    /// Adds what sounds next of it.
    fn play(&mut self, table: &[f32; TABLE], out: &mut [[f32; 2]]) {
        // In a copy, which stays in registers.
        let mut note = *self;
        let (to_left, to_right) = (1.0 - note.pan, note.pan);
        for [left, right] in out {
            if note.gain < FAINTEST {
                break;
            }
            if note.level < 1.0 {
                note.level = (note.level + note.attack).min(1.0);
            } else {
                note.gain *= note.fall;
            }
            note.phase += note.step;
            if note.phase >= TABLE as f32 {
                note.phase -= TABLE as f32;
            }
            let index = note.phase as usize;
            let (low, high) = (table[index % TABLE], table[index * 2 % TABLE]);
            let sample = (low + high * note.bright) * note.gain * note.level;
            *left += sample * to_left;
            *right += sample * to_right;
        }
        *self = note;
    }
}

/// Plays the music piece by piece, with the same memory however long the film is.
pub struct MusicPlayer {
    moods: Vec<(Mood, f64)>,
    key: f32,
    rng: Rng,
    notes: [Note; VOICES],
    next: usize,
    /// Samples played, and when the next bar begins.
    at: u64,
    bar_at: u64,
    bar: usize,
    /// Notes of the bar that are still to come: when, semitone, gain, is it plucked.
    coming: Vec<(u64, i32, f32, bool)>,
    table: Box<[f32; TABLE]>,
    level: f32,
    echo: Vec<[f32; 2]>,
    echo_at: usize,
}

impl MusicPlayer {
    pub fn new(spec: &MusicSpec) -> Self {
        let mut rng = Rng::new(spec.seed);
        // From A2 upwards; the key note is the tonic of the major scale.
        let key = 110.0 * 2f32.powf(rng.below(7) as f32 / 12.0);
        let echo = vec![[0.0; 2]; (SR * 0.41) as usize];
        Self {
            moods: spec.moods.clone(),
            key,
            rng,
            notes: [Note::default(); VOICES],
            next: 0,
            at: 0,
            bar_at: 0,
            bar: 0,
            coming: Vec::new(),
            table: Box::new(std::array::from_fn(|at| (TAU * at as f32 / TABLE as f32).sin())),
            level: db(LEVEL_DB),
            echo,
            echo_at: 0,
        }
    }

    fn mood(&self) -> Mood {
        let now = self.at as f64 / f64::from(SR);
        let mut end = 0.0;
        let found = self.moods.iter().find(|(_, seconds)| {
            end += seconds;
            now < end
        });
        found.or(self.moods.last()).map_or(Mood::Neutral, |(mood, _)| *mood)
    }

    fn begin_bar(&mut self) {
        let character = character(self.mood());
        let length = (60.0 / character.bars_per_minute * SR) as u64;
        let (root, minor) = character.chords.get(self.bar % 4).copied().unwrap_or((0, false));
        let chord = [root, root + if minor { 3 } else { 4 }, root + 7];
        let start = self.bar_at;
        self.coming.push((start, root - 12, 0.5, false));
        for (n, semitone) in chord.iter().enumerate() {
            self.coming.push((start + n as u64 * 2_400, *semitone, 0.34, false));
        }
        for _ in 0..character.notes {
            let beat = self.rng.below(8) as u64;
            let semitone = chord.get(self.rng.below(3)).copied().unwrap_or(root) + 12 * (1 + self.rng.below(2) as i32);
            let gain = self.rng.range(0.15, 0.32) * (0.6 + character.bright);
            self.coming.push((start + length * beat / 8, semitone, gain, true));
        }
        if character.pulse {
            for beat in 0..4 {
                self.coming.push((start + length * beat / 4, root - 12, 0.3, true));
            }
        }
        self.coming.sort_by_key(|note| std::cmp::Reverse(note.0));
        self.bar_at = start + length;
        self.bar += 1;
    }

    fn strike(&mut self, semitone: i32, gain: f32, plucked: bool) {
        let hertz = self.key * 2f32.powf(semitone as f32 / 12.0);
        let note = Note {
            step: hertz / SR * TABLE as f32,
            phase: 0.0,
            gain,
            level: 0.0,
            attack: if plucked { 1.0 / 240.0 } else { 1.0 / (SR * 1.3) },
            fall: if plucked { 0.99993 } else { 0.999_985 },
            pan: self.rng.range(0.3, 0.7),
            bright: if plucked { 0.35 } else { 0.12 },
        };
        if let Some(slot) = self.notes.get_mut(self.next) {
            *slot = note;
        }
        self.next = (self.next + 1) % VOICES;
    }

    /// Fills interleaved stereo with what comes next.
    pub fn fill(&mut self, mut out: &mut [f32]) {
        while out.len() >= 2 {
            if self.at >= self.bar_at {
                self.begin_bar();
            }
            while let Some(&(when, semitone, gain, plucked)) = self.coming.last() {
                if when > self.at {
                    break;
                }
                self.coming.pop();
                self.strike(semitone, gain, plucked);
            }
            // As far as the same notes sound, and as the echo lies in one piece.
            let next = self.coming.last().map_or(self.bar_at, |note| note.0.min(self.bar_at));
            let until_next = usize::try_from(next - self.at).unwrap_or(usize::MAX);
            let frames = until_next.min(self.echo.len() - self.echo_at).min(STRETCH).min(out.len() / 2);
            let (now, rest) = out.split_at_mut(frames * 2);
            self.play(now);
            out = rest;
        }
    }

    /// Plays the notes that sound now, for at most [`STRETCH`] frames.
    fn play(&mut self, out: &mut [f32]) {
        let frames = out.len() / 2;
        let mut dry = [[0.0f32; 2]; STRETCH];
        let dry = dry.get_mut(..frames).unwrap_or_default();
        for note in &mut self.notes {
            note.play(&self.table, dry);
        }
        let echo = self.echo.get_mut(self.echo_at..self.echo_at + frames).unwrap_or_default();
        for ((out, [left, right]), echo) in out.as_chunks_mut::<2>().0.iter_mut().zip(dry).zip(echo) {
            let [l, r] = *echo;
            // Crossed over: what was left comes back from the right.
            *echo = [*left + r * 0.38, *right + l * 0.38];
            *out = [(*left + l * 0.3) * self.level, (*right + r * 0.3) * self.level];
        }
        self.echo_at = (self.echo_at + frames) % self.echo.len();
        self.at += frames as u64;
    }
}

/// The whole bed at once.
pub fn music(spec: &MusicSpec) -> Sound {
    let seconds: f64 = spec.moods.iter().map(|(_, seconds)| seconds).sum();
    let mut sound = Sound::silence(seconds);
    MusicPlayer::new(spec).fill(&mut sound.samples);
    sound
}
