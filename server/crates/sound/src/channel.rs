//! What a voice comes through: a phone, a radio, a television, a loudspeaker, a closed door.

use crate::dsp::{Biquad, Reverb, Rng, Room, SR, db, hash};
use model::Through;

/// Colours a voice piece by piece, with the same memory however long the line is.
pub struct Channel {
    /// `None` where it is heard as it is said.
    chain: Option<Chain>,
}

struct Chain {
    filters: Vec<Biquad>,
    /// How hard the loudest waves are bent over; 0 leaves them.
    drive: f32,
    /// What brings a line back to its own level, or to that of what comes through a door.
    makeup: f32,
    /// The hiss while somebody speaks, as a factor.
    hiss: f32,
    rng: Rng,
    /// How loud the voice is now.
    level: f32,
    reverb: Option<(Reverb, f32)>,
    /// A late answer of the far wall: what is still to come, the place in it, and how loud it is.
    echo: Option<(Vec<f32>, usize, f32)>,
    tail: usize,
}

/// A voice's own mean level, which the bending is set for.
const SPEECH: f32 = 0.12;

impl Channel {
    pub fn new(through: Through) -> Self {
        let chain = |filters, drive, makeup_db| Chain {
            filters,
            drive,
            makeup: db(makeup_db),
            hiss: 0.0,
            rng: Rng::new(hash(through.key())),
            level: 0.0,
            reverb: None,
            echo: None,
            tail: 0,
        };
        let room = |decay, size, damping| Reverb::new(Room { decay, size, damping, wet: 1.0 });
        let (high, low) = (Biquad::high_pass, Biquad::low_pass);
        let chain = match through {
            Through::Air => None,
            Through::Phone => {
                let band = vec![
                    high(330.0, 0.54),
                    high(330.0, 1.31),
                    Biquad::peaking(1_900.0, 0.9, 5.0),
                    low(3_300.0, 0.54),
                    low(3_300.0, 1.31),
                ];
                Some(chain(band, 1.5, 5.5))
            }
            Through::Radio => {
                let band = vec![
                    high(240.0, 0.7),
                    high(240.0, 0.7),
                    Biquad::peaking(1_300.0, 0.8, 4.0),
                    low(4_200.0, 0.54),
                    low(4_200.0, 1.31),
                ];
                Some(Chain { hiss: db(-31.0), ..chain(band, 2.4, 5.5) })
            }
            Through::Television => {
                let band =
                    vec![high(170.0, 0.7), Biquad::peaking(950.0, 0.9, 3.5), low(6_500.0, 0.7), low(7_500.0, 0.7)];
                let reverb = Some((room(0.35, 0.016, 4_200.0), 0.16));
                Some(Chain { reverb, tail: (0.3 * SR) as usize, ..chain(band, 0.6, -0.2) })
            }
            Through::Loudspeaker => {
                let band = vec![
                    high(360.0, 0.7),
                    high(360.0, 0.7),
                    Biquad::peaking(820.0, 3.0, 5.0),
                    Biquad::peaking(2_400.0, 2.5, 6.0),
                    low(4_300.0, 0.7),
                    low(4_300.0, 0.7),
                ];
                let reverb = Some((room(1.7, 0.08, 3_200.0), 0.2));
                let echo = Some((vec![0.0; (0.19 * SR) as usize], 0, 0.28));
                Some(Chain { reverb, echo, tail: (1.2 * SR) as usize, ..chain(band, 3.0, 9.3) })
            }
            Through::Door => {
                let band = vec![high(90.0, 0.7), low(620.0, 0.6), low(800.0, 0.6), Biquad::low_shelf(240.0, 2.0)];
                let reverb = Some((room(0.4, 0.016, 1_500.0), 0.2));
                Some(Chain { reverb, tail: (0.3 * SR) as usize, ..chain(band, 0.0, -6.8) })
            }
        };
        Self { chain }
    }

    /// How many frames are still heard after the line's end.
    pub fn tail(&self) -> usize {
        self.chain.as_ref().map_or(0, |chain| chain.tail)
    }

    /// The next piece of the line, interleaved stereo. What comes through something comes from one place: both channels are the same.
    pub fn run(&mut self, stereo: &mut [f32]) {
        let Some(chain) = &mut self.chain else { return };
        for frame in stereo.as_chunks_mut::<2>().0 {
            let [left, right] = *frame;
            *frame = [chain.tick((left + right) * 0.5); 2];
        }
    }
}

impl Chain {
    fn tick(&mut self, voice: f32) -> f32 {
        // The microphone or the door bends the voice after its own filter.
        let mut x = self.filters.iter_mut().fold(voice, |x, filter| filter.tick(x));
        if self.drive > 0.0 {
            let scale = SPEECH * 4.0 / (1.0 + self.drive);
            x = (x / scale).tanh() * scale;
        }
        let loud = voice.abs();
        self.level += (loud - self.level) * if loud > self.level { 0.002 } else { 0.000_08 };
        if self.hiss > 0.0 {
            x += self.rng.white() * self.hiss * self.level.min(SPEECH);
        }
        let mut out = x;
        if let Some((line, at, gain)) = &mut self.echo
            && let Some(late) = line.get_mut(*at)
        {
            out += *late * *gain;
            *late = x;
            *at = (*at + 1) % line.len().max(1);
        }
        if let Some((reverb, wet)) = &mut self.reverb {
            let (left, right) = reverb.tick(x, x);
            out += (left + right) * 0.5 * *wet;
        }
        out * self.makeup
    }
}
