//! How each mood plays: tempo, chords, and who plays what.

use model::Mood;

/// A group of instruments, with a channel and a stem of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The tune.
    Lead,
    /// Broken chords and repeated figures.
    Figure,
    Harmony,
    Bass,
    Percussion,
}

impl Part {
    pub const ALL: [Self; 5] = [Self::Lead, Self::Figure, Self::Harmony, Self::Bass, Self::Percussion];

    /// The MIDI channel; 9 is that of the drums.
    pub(super) const fn channel(self) -> i32 {
        match self {
            Self::Lead => 0,
            Self::Figure => 1,
            Self::Harmony => 2,
            Self::Bass => 3,
            Self::Percussion => 9,
        }
    }
}

/// What a layer does within a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Figure {
    /// The chord, held.
    Pad,
    /// The chord, struck once and let ring.
    Strike,
    /// The chord, short, on these eighths.
    Stabs(&'static [u8]),
    /// So many notes a bar, up and down the chord.
    Broken(u8),
    /// The root, short, so many times a bar, the first of each half louder.
    Ostinato(u8),
    /// The root, held.
    Root,
    /// The root on the first beat, the fifth on the third.
    Walk,
    /// The film's tune: as many of its notes a bar.
    Tune(u8),
    /// Drums: key and eighth.
    Drums(&'static [(u8, u8)]),
}

pub(super) struct Layer {
    pub(super) part: Part,
    /// The General MIDI program, from 0; the drums have none.
    pub(super) program: i32,
    pub(super) figure: Figure,
    /// The lowest key it plays.
    pub(super) low: i32,
    pub(super) velocity: i32,
}

pub(super) struct Style {
    pub(super) beats_per_minute: f64,
    /// Semitones of the scale over its own key note.
    pub(super) scale: [i32; 7],
    /// Whether its key note is that of the relative minor.
    pub(super) minor: bool,
    /// Four chords, each of semitones over the key note.
    pub(super) chords: [[i32; 3]; 4],
    pub(super) layers: &'static [Layer],
    /// What is struck where a scene begins: a drum's key.
    pub(super) hit: u8,
    /// What brings it to the bed's level, in dB: by instruments, and by oscillators.
    pub(super) level_db: (f32, f32),
}

const MAJOR: [i32; 7] = [0, 2, 4, 5, 7, 9, 11];
const LYDIAN: [i32; 7] = [0, 2, 4, 6, 7, 9, 11];
const MINOR: [i32; 7] = [0, 2, 3, 5, 7, 8, 10];
const HARMONIC: [i32; 7] = [0, 2, 3, 5, 7, 8, 11];
/// Neither major nor minor: nothing in it comes to rest.
const STRANGE: [i32; 7] = [0, 1, 3, 6, 7, 8, 11];

const fn layer(part: Part, program: i32, figure: Figure, low: i32, velocity: i32) -> Layer {
    Layer { part, program, figure, low, velocity }
}

const PIANO: i32 = 0;
const CELESTA: i32 = 8;
const GLOCKENSPIEL: i32 = 9;
const VIBRAPHONE: i32 = 11;
const GUITAR: i32 = 24;
const BASS: i32 = 32;
const CELLO: i32 = 42;
const CONTRABASS: i32 = 43;
const TREMOLO: i32 = 44;
const PIZZICATO: i32 = 45;
const HARP: i32 = 46;
const STRINGS: i32 = 48;
const SLOW_STRINGS: i32 = 49;
const CHOIR: i32 = 52;
const VOICES: i32 = 53;
const BRASS: i32 = 61;
const OBOE: i32 = 68;
const CLARINET: i32 = 71;

const NEUTRAL: &[Layer] = &[
    layer(Part::Harmony, STRINGS, Figure::Pad, 55, 44),
    layer(Part::Figure, PIANO, Figure::Broken(8), 60, 52),
    layer(Part::Bass, BASS, Figure::Root, 36, 56),
];
const WARM: &[Layer] = &[
    layer(Part::Harmony, SLOW_STRINGS, Figure::Pad, 52, 46),
    layer(Part::Figure, GUITAR, Figure::Broken(8), 52, 66),
    layer(Part::Lead, OBOE, Figure::Tune(2), 67, 54),
    layer(Part::Bass, CONTRABASS, Figure::Root, 36, 50),
];
const JOYFUL: &[Layer] = &[
    layer(Part::Bass, PIZZICATO, Figure::Walk, 43, 84),
    layer(Part::Harmony, PIZZICATO, Figure::Stabs(&[2, 6]), 60, 66),
    layer(Part::Lead, CLARINET, Figure::Tune(5), 67, 62),
    layer(Part::Figure, GLOCKENSPIEL, Figure::Broken(4), 79, 44),
    layer(Part::Percussion, 0, Figure::Drums(&[(54, 2), (54, 6)]), 0, 34),
];
const SAD: &[Layer] = &[
    layer(Part::Harmony, PIANO, Figure::Strike, 55, 46),
    layer(Part::Lead, CELLO, Figure::Tune(2), 57, 66),
    layer(Part::Bass, CONTRABASS, Figure::Root, 33, 44),
];
const WONDER: &[Layer] = &[
    layer(Part::Harmony, CHOIR, Figure::Pad, 57, 52),
    layer(Part::Figure, HARP, Figure::Broken(12), 55, 60),
    layer(Part::Lead, CELESTA, Figure::Tune(3), 79, 58),
    layer(Part::Bass, SLOW_STRINGS, Figure::Root, 40, 48),
];
const TENSE: &[Layer] = &[
    layer(Part::Harmony, TREMOLO, Figure::Pad, 57, 50),
    layer(Part::Bass, PIZZICATO, Figure::Ostinato(8), 36, 66),
    layer(Part::Percussion, 0, Figure::Drums(&[(41, 0), (41, 1)]), 0, 54),
];
const EERIE: &[Layer] = &[
    layer(Part::Harmony, VOICES, Figure::Pad, 60, 46),
    layer(Part::Lead, VIBRAPHONE, Figure::Tune(1), 74, 60),
    layer(Part::Bass, CONTRABASS, Figure::Root, 29, 58),
];
const URGENT: &[Layer] = &[
    layer(Part::Figure, STRINGS, Figure::Ostinato(16), 48, 74),
    layer(Part::Harmony, BRASS, Figure::Stabs(&[0, 3, 6]), 53, 54),
    layer(Part::Bass, CONTRABASS, Figure::Ostinato(8), 31, 76),
    layer(Part::Percussion, 0, Figure::Drums(&[(36, 0), (41, 3), (36, 4), (45, 6), (41, 7)]), 0, 70),
];

pub(super) fn style(mood: Mood) -> Style {
    let of = |beats_per_minute, (scale, minor), chords, layers, hit, level_db| Style {
        beats_per_minute,
        scale,
        minor,
        chords,
        layers,
        hit,
        level_db,
    };
    let (one, two, three) = ([0, 4, 7], [2, 6, 9], [4, 7, 11]);
    let (four, five, six) = ([5, 9, 12], [7, 11, 14], [9, 12, 16]);
    let (i, iv, v, major_v) = ([0, 3, 7], [5, 8, 12], [7, 10, 14], [7, 11, 14]);
    let (flat_three, flat_six, flat_seven) = ([3, 7, 10], [8, 12, 15], [10, 14, 17]);
    match mood {
        Mood::Neutral => of(84.0, (MAJOR, false), [one, six, four, five], NEUTRAL, 81, (4.4, 1.3)),
        Mood::Warm => of(72.0, (MAJOR, false), [one, four, three, four], WARM, 81, (-1.8, -1.5)),
        Mood::Joyful => of(132.0, (MAJOR, false), [one, five, six, four], JOYFUL, 81, (-2.0, -2.1)),
        Mood::Sad => of(56.0, (MINOR, true), [i, flat_six, flat_three, flat_seven], SAD, 0, (-1.6, 2.0)),
        Mood::Wonder => of(76.0, (LYDIAN, false), [one, two, one, six], WONDER, 81, (-3.1, -2.0)),
        Mood::Tense => of(92.0, (HARMONIC, true), [i, i, flat_six, v], TENSE, 41, (-1.3, -1.2)),
        Mood::Eerie => of(50.0, (STRANGE, true), [[0, 1, 7], [0, 6, 11], [1, 7, 8], [0, 3, 11]], EERIE, 41, (0.9, 1.7)),
        Mood::Urgent => of(150.0, (HARMONIC, true), [i, flat_six, iv, major_v], URGENT, 49, (-2.7, -2.1)),
    }
}

impl Style {
    /// The chord that leads home, and home itself.
    pub(super) fn cadence(&self) -> [[i32; 3]; 2] {
        let home = if self.minor { [0, 3, 7] } else { [0, 4, 7] };
        [[7, 11, 14], home]
    }
}
