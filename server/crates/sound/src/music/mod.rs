//! The score: composed from moods, scenes and their pace, and played by the instruments of the machine, or by oscillators.

mod font;
mod oscillators;
mod score;
mod styles;

pub use font::{instruments, instruments_name};
pub use styles::Part;

use crate::{
    Sound,
    dsp::{Reverb, Room, db},
};
use model::MusicSpec;
use oscillators::Oscillators;
use rustysynth::Synthesizer;
use score::{Composer, Deed, Event};
use std::collections::VecDeque;

/// Raised whenever the same spec gives other music.
pub const MUSIC_VERSION: u32 = 3;

/// The level before it is mixed, in dB: by instruments, and by oscillators.
const LEVEL_DB: (f32, f32) = (3.0, -14.0);
/// Frames that are played at once, at most.
const STRETCH: usize = 256;
const HALL: Room = Room { decay: 1.7, size: 0.06, damping: 5_000.0, wet: 0.22 };

enum Players {
    Instruments(Box<Synthesizer>),
    Oscillators(Oscillators),
}

/// Plays the music piece by piece, with the same memory however long the film is.
pub struct MusicPlayer {
    composer: Composer,
    players: Players,
    /// What is still to be done, in the order of time.
    coming: VecDeque<Event>,
    /// Frames played.
    at: u64,
    level: f32,
    base: f32,
    hall: Reverb,
    /// Only this part is heard.
    stem: Option<Part>,
}

impl MusicPlayer {
    /// Plays with the machine's instruments where the music is for some (see [`instruments_name`]) and they are there.
    pub fn new(spec: &MusicSpec) -> Self {
        Self::with(spec, synthesizer(spec), None)
    }

    /// Plays with oscillators only.
    pub fn plain(spec: &MusicSpec) -> Self {
        Self::with(spec, None, None)
    }

    /// Only one part of the music: all parts together are the whole.
    pub fn stem(spec: &MusicSpec, part: Part) -> Self {
        Self::with(spec, synthesizer(spec), Some(part))
    }

    fn with(spec: &MusicSpec, synthesizer: Option<Synthesizer>, stem: Option<Part>) -> Self {
        let instruments = synthesizer.is_some();
        let players = synthesizer
            .map_or_else(|| Players::Oscillators(Oscillators::new()), |own| Players::Instruments(Box::new(own)));
        Self {
            composer: Composer::new(spec, instruments),
            players,
            coming: VecDeque::new(),
            at: 0,
            level: 1.0,
            base: db(if instruments { LEVEL_DB.0 } else { LEVEL_DB.1 }),
            hall: Reverb::new(HALL),
            stem,
        }
    }

    /// Writes the next passages until something is to come; notes of the one before may still end within them.
    fn compose(&mut self) {
        while self.coming.is_empty() {
            let Some(events) = self.composer.passage() else { return };
            self.coming.extend(events);
        }
    }

    fn act(&mut self, deed: Deed) {
        let heard = |part: Part| self.stem.is_none_or(|stem| stem == part);
        match (deed, &mut self.players) {
            (Deed::Level(level), _) => self.level = level,
            (Deed::Program(part, program), Players::Instruments(own)) => {
                own.process_midi_message(part.channel(), 0xC0, program, 0);
            }
            (Deed::Program(part, program), Players::Oscillators(own)) => own.program(part, program),
            (Deed::On(part, key, velocity), Players::Instruments(own)) if heard(part) => {
                own.note_on(part.channel(), key, velocity);
            }
            (Deed::On(part, key, velocity), Players::Oscillators(own)) if heard(part) => own.on(part, key, velocity),
            (Deed::On(..), _) => {}
            (Deed::Off(part, key), Players::Instruments(own)) => own.note_off(part.channel(), key),
            (Deed::Off(part, key), Players::Oscillators(own)) => own.off(part, key),
        }
    }

    /// Fills interleaved stereo with what comes next; silence after the end.
    pub fn fill(&mut self, mut out: &mut [f32]) {
        while out.len() >= 2 {
            self.compose();
            while let Some(event) = self.coming.front().copied().filter(|event| event.at <= self.at) {
                self.coming.pop_front();
                self.act(event.deed);
                self.compose();
            }
            let next = self.coming.front().map_or(u64::MAX, |event| event.at);
            let until = usize::try_from(next - self.at).unwrap_or(usize::MAX);
            let frames = until.min(STRETCH).min(out.len() / 2);
            let (now, rest) = out.split_at_mut(frames * 2);
            self.play(now);
            out = rest;
        }
        // An odd sample has no other half.
        out.fill(0.0);
    }

    fn play(&mut self, out: &mut [f32]) {
        let frames = out.len() / 2;
        let (mut left, mut right) = ([0.0f32; STRETCH], [0.0f32; STRETCH]);
        let (left, right) = (left.get_mut(..frames).unwrap_or_default(), right.get_mut(..frames).unwrap_or_default());
        match &mut self.players {
            Players::Instruments(own) => own.render(left, right),
            Players::Oscillators(own) => own.render(left, right),
        }
        let level = self.base * self.level;
        for ((out, left), right) in out.as_chunks_mut::<2>().0.iter_mut().zip(left).zip(right) {
            let (dry_left, dry_right) = (*left * level, *right * level);
            let (far_left, far_right) = self.hall.tick(dry_left, dry_right);
            *out = [dry_left + far_left * HALL.wet, dry_right + far_right * HALL.wet];
        }
        self.at += frames as u64;
    }
}

fn synthesizer(spec: &MusicSpec) -> Option<Synthesizer> {
    if spec.instruments.is_empty() { None } else { font::synthesizer() }
}

/// The whole music at once.
pub fn music(spec: &MusicSpec) -> Sound {
    let mut sound = Sound::silence(spec.seconds());
    MusicPlayer::new(spec).fill(&mut sound.samples);
    sound
}
