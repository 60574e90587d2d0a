//! Where there are no instruments: soft tones, struck or held.

use super::styles::Part;
use crate::dsp::SR;
use std::f32::consts::TAU;

const VOICES: usize = 28;
/// A note below this gain is over.
const FAINTEST: f32 = 1e-4;
/// Entries of the sine table: a power of two.
const TABLE: usize = 2_048;

/// One sounding note.
#[derive(Clone, Copy)]
struct Note {
    part: Part,
    key: i32,
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
    fn play(&mut self, table: &[f32; TABLE], left: &mut [f32], right: &mut [f32]) {
        // In a copy, which stays in registers.
        let mut note = *self;
        let (to_left, to_right) = (1.0 - note.pan, note.pan);
        for (left, right) in left.iter_mut().zip(right) {
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

pub(super) struct Oscillators {
    notes: Vec<Note>,
    /// The program of each channel.
    programs: [i32; 16],
    table: Box<[f32; TABLE]>,
}

impl Oscillators {
    pub(super) fn new() -> Self {
        Self {
            notes: Vec::with_capacity(VOICES),
            programs: [0; 16],
            table: Box::new(std::array::from_fn(|at| (TAU * at as f32 / TABLE as f32).sin())),
        }
    }

    pub(super) fn program(&mut self, part: Part, program: i32) {
        if let Some(slot) = usize::try_from(part.channel()).ok().and_then(|channel| self.programs.get_mut(channel)) {
            *slot = program;
        }
    }

    pub(super) fn on(&mut self, part: Part, key: i32, velocity: i32) {
        let program = usize::try_from(part.channel()).ok().and_then(|at| self.programs.get(at)).copied().unwrap_or(0);
        let drum = part == Part::Percussion;
        let hertz = if drum { 62.0 } else { 440.0 * 2f32.powf((key - 69) as f32 / 12.0) };
        // Pianos, bells, guitars, basses, harps and plucked strings die away by themselves.
        let struck = drum || matches!(program, 0..=39 | 45..=47);
        self.notes.retain(|note| note.gain >= FAINTEST);
        if self.notes.len() >= VOICES {
            self.notes.remove(0);
        }
        self.notes.push(Note {
            part,
            key,
            step: hertz / SR * TABLE as f32,
            phase: 0.0,
            gain: (velocity as f32 / 127.0).powf(1.4),
            level: 0.0,
            attack: if struck { 1.0 / 240.0 } else { 1.0 / (SR * 0.35) },
            fall: if drum {
                0.9996
            } else if struck {
                0.99993
            } else {
                0.999_99
            },
            pan: 0.35 + (key.rem_euclid(7)) as f32 * 0.05,
            bright: if struck { 0.35 } else { 0.14 },
        });
    }

    pub(super) fn off(&mut self, part: Part, key: i32) {
        for note in self.notes.iter_mut().filter(|note| note.part == part && note.key == key) {
            (note.fall, note.level) = (note.fall.min(0.9998), 1.0_f32.min(note.level.max(0.999)));
        }
    }

    pub(super) fn render(&mut self, left: &mut [f32], right: &mut [f32]) {
        left.fill(0.0);
        right.fill(0.0);
        for note in &mut self.notes {
            note.play(&self.table, left, right);
        }
    }
}
