//! Composing: from moods, lengths and scenes to notes, bar by bar.

use super::styles::{Figure, Layer, Part, Style, style};
use crate::dsp::{Rng, SR};
use model::{MusicSpec, Passage};

/// A bar's length may be stretched or pressed so that a scene begins on one: no shorter than this, in seconds.
const SHORTEST_BAR: f64 = 0.9;
/// Notes of the film's tune.
const TUNE: usize = 16;
/// Shots of so many seconds leave the tempo as it is.
const USUAL_SHOT: f64 = 4.5;
/// What is held at the film's end lasts at least so long, in seconds.
const LAST_CHORD: f64 = 2.4;

/// What is to be done at a moment, in frames from the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Deed {
    Program(Part, i32),
    On(Part, i32, i32),
    Off(Part, i32),
    /// The level from here on, as a factor.
    Level(f32),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub(super) at: u64,
    pub(super) deed: Deed,
}

/// Writes the music of a film.
pub(super) struct Composer {
    passages: Vec<Passage>,
    /// The key note of the major scale: a MIDI key from 48 on.
    key: i32,
    rng: Rng,
    /// Steps of the scale, from note to note.
    tune: [i32; TUNE],
    /// Which passage comes next, and its beginning in seconds.
    next: usize,
    start: f64,
    /// By instruments rather than by oscillators.
    instruments: bool,
}

fn frame(seconds: f64) -> u64 {
    (seconds.max(0.0) * f64::from(SR)).round() as u64
}

/// One bar while it is written.
struct Bar<'a> {
    style: &'a Style,
    chord: [i32; 3],
    start: f64,
    seconds: f64,
    number: usize,
    tonic: i32,
    /// The bar opens a scene.
    opens: bool,
    /// The film's last: everything is held.
    last: bool,
}

impl Composer {
    pub(super) fn new(spec: &MusicSpec, instruments: bool) -> Self {
        let mut rng = Rng::new(spec.seed);
        let key = 48 + rng.below(7) as i32;
        let mut at = 4;
        // It wanders by small steps round the fifth, and comes back at its end.
        let tune = std::array::from_fn(|nth| {
            let step = if nth + 1 == TUNE { 4 - at } else { rng.below(5) as i32 - 2 };
            at = (at + step).clamp(0, 8);
            at
        });
        Self { passages: spec.passages(), key, rng, tune, next: 0, start: 0.0, instruments }
    }

    /// The events of the next passage in the order of time; `None` after the last.
    pub(super) fn passage(&mut self) -> Option<Vec<Event>> {
        let passage = *self.passages.get(self.next)?;
        let (opens, last) =
            (passage.opens && self.next > 0, self.passages.iter().skip(self.next + 1).all(|p| p.silent));
        let leads_on = self.passages.get(self.next + 1).is_some_and(|next| next.opens && !next.silent);
        let start = self.start;
        self.next += 1;
        self.start += passage.seconds;
        let mut events = Vec::new();
        if passage.silent || passage.seconds < 0.2 {
            return Some(events);
        }
        let style = style(passage.mood);
        let gain = if self.instruments { style.level_db.0 } else { style.level_db.1 };
        events.push(Event { at: frame(start), deed: Deed::Level(crate::dsp::db(gain)) });
        for layer in style.layers.iter().filter(|layer| layer.part != Part::Percussion) {
            events.push(Event { at: frame(start), deed: Deed::Program(layer.part, layer.program) });
        }
        let bars = lengths(&style, &passage, last);
        let tonic = if style.minor { self.key - 3 } else { self.key };
        let mut at = start;
        for (number, seconds) in bars.iter().enumerate() {
            let [leading, home] = style.cadence();
            let left = bars.len() - number;
            let chord = match left {
                1 if last => home,
                2 if last => leading,
                1 if leads_on && number > 0 => leading,
                _ => style.chords.get(number % 4).copied().unwrap_or(home),
            };
            let bar = Bar {
                style: &style,
                chord,
                start: at,
                seconds: *seconds,
                number,
                tonic,
                opens: opens && number == 0,
                last: last && left == 1,
            };
            self.write(&bar, &mut events);
            at += seconds;
        }
        events.sort_by_key(|event| event.at);
        Some(events)
    }

    fn write(&mut self, bar: &Bar<'_>, events: &mut Vec<Event>) {
        if bar.opens && bar.style.hit > 0 {
            self.note(events, Part::Percussion, i32::from(bar.style.hit), (bar.start, 1.2), 62);
        }
        for layer in bar.style.layers {
            self.layer(layer, bar, events);
        }
    }

    fn layer(&mut self, layer: &Layer, bar: &Bar<'_>, events: &mut Vec<Event>) {
        let eighth = bar.seconds / 8.0;
        let loud = layer.velocity + if bar.opens { 12 } else { 0 };
        let chord = bar.chord.map(|semitone| up_from(bar.tonic + semitone, layer.low));
        let root = up_from(bar.tonic + bar.chord.first().copied().unwrap_or(0), layer.low);
        let whole = (bar.start, bar.seconds * 0.98);
        match layer.figure {
            _ if bar.last && layer.part == Part::Percussion => {}
            Figure::Root | Figure::Walk | Figure::Ostinato(_) if bar.last => {
                self.note(events, layer.part, root, whole, loud);
            }
            Figure::Tune(_) if bar.last => {
                // It comes home from above.
                self.note(events, layer.part, up_from(bar.tonic, layer.low), whole, loud - 4);
            }
            Figure::Pad | Figure::Strike => {
                for key in chord {
                    self.note(events, layer.part, key, whole, loud);
                }
            }
            _ if bar.last => {
                for (nth, key) in chord.into_iter().enumerate() {
                    let spread = nth as f64 * 0.07;
                    self.note(events, layer.part, key, (bar.start + spread, bar.seconds - spread), loud);
                }
            }
            Figure::Stabs(eighths) => {
                for at in eighths {
                    for key in chord {
                        self.note(events, layer.part, key, (bar.start + eighth * f64::from(*at), eighth * 0.7), loud);
                    }
                }
            }
            Figure::Broken(count) => {
                let step = bar.seconds / f64::from(count.max(1));
                for nth in 0..usize::from(count) {
                    // Up over two octaves and down again.
                    let turn = nth % 6;
                    let place = if turn > 3 { 6 - turn } else { turn };
                    let key = chord.get(place % 3).copied().unwrap_or(root) + if place > 2 { 12 } else { 0 };
                    let accent = if nth == 0 { 8 } else { 0 };
                    self.note(events, layer.part, key, (bar.start + step * nth as f64, step * 1.8), loud + accent - 4);
                }
            }
            Figure::Ostinato(count) => {
                let step = bar.seconds / f64::from(count.max(1));
                let half = usize::from(count / 2).max(1);
                for nth in 0..usize::from(count) {
                    let key = if nth % half == half - 1 { root + 7 } else { root };
                    let accent = if nth % half == 0 { 10 } else { -6 };
                    self.note(events, layer.part, key, (bar.start + step * nth as f64, step * 0.8), loud + accent);
                }
            }
            Figure::Root => self.note(events, layer.part, root, whole, loud),
            Figure::Walk => {
                for (beat, key) in [(0, root), (4, root + 7 - if root + 7 > layer.low + 12 { 12 } else { 0 })] {
                    self.note(events, layer.part, key, (bar.start + eighth * f64::from(beat), eighth * 1.5), loud);
                }
            }
            Figure::Tune(count) => self.tune(layer, bar, count, loud, events),
            Figure::Drums(strokes) => {
                for (key, at) in strokes {
                    self.note(events, layer.part, i32::from(*key), (bar.start + eighth * f64::from(*at), eighth), loud);
                }
            }
        }
    }

    /// So many notes of the film's tune, in the mood's scale; the first of a bar belongs to the chord.
    fn tune(&mut self, layer: &Layer, bar: &Bar<'_>, count: u8, loud: i32, events: &mut Vec<Event>) {
        const RHYTHMS: [&[f64]; 6] =
            [&[0.0], &[0.0], &[0.0, 0.5], &[0.0, 0.375, 0.75], &[0.0, 0.25, 0.5, 0.75], &[0.0, 0.25, 0.375, 0.5, 0.75]];
        let rhythm = RHYTHMS.get(usize::from(count)).copied().unwrap_or(&[0.0]);
        // Every fourth bar breathes.
        if count > 1 && bar.number % 4 == 3 && !bar.opens {
            return;
        }
        for (nth, at) in rhythm.iter().enumerate() {
            let place = (bar.number * rhythm.len() + nth) % TUNE;
            let degree = self.tune.get(place).copied().unwrap_or(0);
            let semitone =
                bar.style.scale.get(usize::try_from(degree).unwrap_or(0) % 7).copied().unwrap_or(0) + 12 * (degree / 7);
            let mut key = bar.tonic + semitone;
            if nth == 0 {
                let near = bar
                    .chord
                    .iter()
                    .min_by_key(|tone| ((semitone - **tone).rem_euclid(12)).min((**tone - semitone).rem_euclid(12)));
                key = bar.tonic + near.copied().unwrap_or(semitone);
            }
            let until = rhythm.get(nth + 1).copied().unwrap_or(1.0);
            let (start, length) = (bar.start + bar.seconds * at, bar.seconds * (until - at) * 0.92);
            self.note(events, layer.part, up_from(key, layer.low), (start, length), loud);
        }
    }

    fn note(&mut self, events: &mut Vec<Event>, part: Part, key: i32, (start, length): (f64, f64), velocity: i32) {
        // Nobody plays on the dot.
        let (late, touch) = (f64::from(self.rng.range(0.0, 0.008)), self.rng.below(9) as i32 - 4);
        let (key, velocity) = (key.clamp(20, 108), (velocity + touch).clamp(12, 120));
        events.push(Event { at: frame(start + late), deed: Deed::On(part, key, velocity) });
        events.push(Event { at: frame(start + late + length), deed: Deed::Off(part, key) });
    }
}

/// The same note, in the first octave over `low`.
fn up_from(key: i32, low: i32) -> i32 {
    low + (key - low).rem_euclid(12)
}

/// How long the bars of a passage are, in seconds: as near to the mood's tempo as fills it with whole bars.
fn lengths(style: &Style, passage: &Passage, last: bool) -> Vec<f64> {
    let quick = (USUAL_SHOT / passage.shot_seconds.clamp(1.0, 20.0)).powf(0.25).clamp(0.85, 1.2);
    let wanted = (240.0 / style.beats_per_minute / quick).max(SHORTEST_BAR);
    let hold = if last { LAST_CHORD.max(wanted).min(passage.seconds * 0.6) } else { 0.0 };
    let rest = passage.seconds - hold;
    let count = ((rest / wanted).round() as usize).max(1);
    let mut bars = vec![rest / count as f64; count];
    if last {
        bars.push(hold);
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Mood;

    fn events(spec: &MusicSpec) -> Vec<Event> {
        let mut composer = Composer::new(spec, true);
        std::iter::from_fn(|| composer.passage()).flatten().collect()
    }

    fn begun(events: &[Event]) -> impl Iterator<Item = (f64, Part, i32)> {
        events.iter().filter_map(|event| match event.deed {
            Deed::On(part, key, _) => Some((event.at as f64 / f64::from(SR), part, key)),
            _ => None,
        })
    }

    fn of(passages: &[(Mood, f64, bool, bool)]) -> MusicSpec {
        let passage = |(mood, seconds, opens, silent): &(Mood, f64, bool, bool)| Passage {
            mood: *mood,
            seconds: *seconds,
            opens: *opens,
            silent: *silent,
            ..Passage::default()
        };
        MusicSpec { passages: passages.iter().map(passage).collect(), seed: 9, ..MusicSpec::default() }
    }

    #[test]
    fn every_mood_ends_on_a_held_chord_of_its_key() {
        for mood in Mood::ALL {
            for seconds in [6.0, 21.3, 60.0] {
                let style = style(*mood);
                let all = events(&of(&[(*mood, seconds, false, false)]));
                let tonic =
                    if style.minor { Composer::new(&of(&[]), true).key - 3 } else { Composer::new(&of(&[]), true).key };
                let last = begun(&all).map(|(at, ..)| at).fold(0.0, f64::max);
                assert!(seconds - last > 1.8, "{mood}: the last note is held, {last} of {seconds}");
                let held =
                    begun(&all).filter(|(_, part, _)| *part == Part::Bass).map(|(at, ..)| at).fold(0.0, f64::max);
                for (at, _, key) in begun(&all).filter(|(at, ..)| *at > held - 0.01) {
                    let home = if style.minor { [0, 3, 7] } else { [0, 4, 7] };
                    assert!(home.contains(&(key - tonic).rem_euclid(12)), "{mood}: {key} at {at}");
                }
            }
        }
    }

    #[test]
    fn a_scene_begins_on_a_bar_with_a_hit_of_its_own() {
        let cut = 17.37;
        let all = events(&of(&[(Mood::Warm, cut, false, false), (Mood::Urgent, 20.0, true, false)]));
        let near: Vec<_> = begun(&all).filter(|(at, ..)| (at - cut).abs() < 0.02).collect();
        assert!(near.iter().any(|(_, part, key)| *part == Part::Percussion && *key == 49), "{near:?}");
        assert!(near.iter().any(|(_, part, _)| *part == Part::Bass), "{near:?}");
    }

    #[test]
    fn there_is_no_note_where_the_script_wants_silence() {
        let all = events(&of(&[
            (Mood::Sad, 10.0, false, false),
            (Mood::Sad, 8.0, false, true),
            (Mood::Joyful, 9.0, true, false),
        ]));
        assert!(begun(&all).all(|(at, ..)| !(10.0..18.0).contains(&at)));
        assert!(begun(&all).any(|(at, ..)| at >= 18.0));
    }

    #[test]
    fn short_shots_make_a_quick_pace() {
        let notes = |shot_seconds: f64| {
            let passage = Passage { mood: Mood::Neutral, seconds: 60.0, shot_seconds, ..Passage::default() };
            begun(&events(&MusicSpec { passages: vec![passage], ..MusicSpec::default() })).count()
        };
        assert!(notes(1.5) > notes(4.5) && notes(4.5) > notes(12.0), "{} {} {}", notes(1.5), notes(4.5), notes(12.0));
    }
}
