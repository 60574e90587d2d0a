//! A clip's sound: lines over sounds, as long as the picture to the sample.

use crate::assembly::clip_spec::within;
use crate::audio::loudness::loudness_in;
use crate::audio::targets::CHUNK_FRAMES;
use crate::audio::targets::gain;
use crate::audio::wav::{StereoReader, write_wav};
use crate::{ClipMix, CueIn, Limiter, LineIn, MediaError, RATE};
use sound::Channel;
use std::path::Path;

/// How far sounds step back while somebody speaks, in dB.
const BED_DUCK_DB: f64 = -9.0;
const EFFECT_DUCK_DB: f64 = -4.0;
/// How fast they step back and return, in seconds.
const DUCK_ATTACK: f64 = 0.12;
const DUCK_RELEASE: f64 = 0.35;
/// Sound comes and goes at a cut over this long, in seconds.
const CUT_FADE: f64 = 0.03;
/// The end of a bed runs into its beginning over this long where it must be heard again, in seconds.
const LOOP_FADE: f64 = 0.25;
/// A line that starts while another still runs waits for its end and this pause, in seconds.
const PAUSE: f64 = 0.15;
/// The picture stays this long after the last word, in seconds.
const AFTER_LAST_WORD: f64 = 0.3;
/// Levels that sounds from outside are brought into, in LUFS (the studio's own are): speech, beds, effects.
const SPEECH_LUFS: (f64, f64) = (-26.0, -13.0);
const BED_LUFS: (f64, f64) = (-60.0, -27.0);
const EFFECT_LUFS: (f64, f64) = (-60.0, -15.0);
/// From a line's own level (−18 LUFS) to the film's (−16), in dB: for the clip as it is previewed.
const PREVIEW_DB: f64 = 2.0;
/// Speech, sounds and effects at once may reach above full scale: the stem stays below this, in dBTP, and so does the preview
/// below −1.5 without a limiter of its own.
const STEM_CEILING_DB: f64 = -3.5;

/// The sound while it is laid.
pub(crate) struct Stem {
    stereo: Vec<f32>,
    lines: Vec<(f64, f64)>,
    frames: u64,
}

fn index(seconds: f64) -> usize {
    (seconds.max(0.0) * f64::from(RATE)).round() as usize
}

/// The gain that a sound of this loudness needs: what was asked, and what brings it between two levels.
fn level(lufs: Option<f64>, gain_db: f64, (low, high): (f64, f64)) -> f32 {
    let into = lufs.map_or(0.0, |lufs| lufs.clamp(low, high) - lufs).clamp(-40.0, 24.0);
    gain(gain_db + into)
}

/// When a line is heard, in seconds from the clip's start: `start` is from the take's, `cut` is cut off its head, and the line
/// before it ends at `before`.
pub(crate) fn placed(start: f64, cut: f64, before: Option<f64>) -> f64 {
    (start - cut).max(before.map_or(0.0, |end| end + PAUSE)).max(0.0)
}

impl Stem {
    /// `first`: frames cut off the head; `kept`: frames of picture that are left. Lines and sounds are read from their files piece by
    /// piece: besides the clip's own sound, at most one bed is in memory.
    ///
    /// # Errors
    /// `TooLong` before anything is set aside for it.
    pub(crate) fn lay(mix: &ClipMix, first: u64, kept: u64) -> Result<Self, MediaError> {
        let cut = mix.format.seconds(first);
        let mut spoken = Vec::with_capacity(mix.lines.len());
        let mut lines: Vec<(f64, f64)> = Vec::with_capacity(mix.lines.len());
        for line in &mix.lines {
            let (length, lufs) = loudness_in(&line.wav)?;
            let seconds = length as f64 / f64::from(RATE);
            let start = placed(line.start, cut, lines.last().map(|(_, end)| *end));
            within(start + seconds)?;
            lines.push((start, start + seconds));
            spoken.push((start, line, level(lufs, line.gain_db, SPEECH_LUFS)));
        }
        let needed = lines.last().map_or(0, |(_, end)| mix.format.frames(end + AFTER_LAST_WORD));
        let frames = kept.max(needed);
        within(mix.format.seconds(frames))?;
        let samples = usize::try_from(mix.format.samples(frames)).unwrap_or(0);
        let mut stereo = Vec::new();
        let no_room = |_| MediaError::Stopped("there is not enough memory for the clip's sound".to_owned());
        stereo.try_reserve_exact(samples * 2).map_err(no_room)?;
        stereo.resize(samples * 2, 0.0f32);
        for cue in &mix.cues {
            add_cue(&mut stereo, cue, cut, &lines)?;
        }
        for (start, line, level) in spoken {
            add_line(&mut stereo, line, index(start) * 2, level)?;
        }
        limit(&mut stereo);
        fade_edges(&mut stereo, index(CUT_FADE));
        Ok(Self { stereo, lines, frames })
    }

    pub(crate) fn frames(&self) -> u64 {
        self.frames
    }

    /// When each line is heard: (start, end) in seconds.
    pub(crate) fn lines(&self) -> &[(f64, f64)] {
        &self.lines
    }

    /// Peaks, 0 to 255, for a waveform.
    pub(crate) fn peaks(&self) -> Vec<u8> {
        let window = (RATE / model::view::ClipView::PEAKS_PER_SECOND) as usize * 2;
        self.stereo
            .chunks(window)
            .map(|chunk| (chunk.iter().fold(0.0f32, |peak, sample| peak.max(sample.abs())).min(1.0) * 255.0) as u8)
            .collect()
    }

    /// Writes the stem.
    pub(crate) fn write(&self, stem: &Path) -> Result<(), MediaError> {
        write_wav(stem, &self.stereo)
    }

    /// The sound at the film's level, for the clip as it is heard alone.
    pub(crate) fn preview(self) -> Vec<f32> {
        let level = gain(PREVIEW_DB);
        let mut stereo = self.stereo;
        stereo.iter_mut().for_each(|sample| *sample *= level);
        stereo
    }
}

/// How much somebody is speaking at a moment, 0 to 1, with ramps before and after.
fn speaking(lines: &[(f64, f64)], second: f64) -> f64 {
    lines
        .iter()
        .map(|(start, end)| {
            let before = 1.0 - (start - second) / DUCK_ATTACK;
            let after = 1.0 - (second - end) / DUCK_RELEASE;
            before.min(after).clamp(0.0, 1.0)
        })
        .fold(0.0, f64::max)
}

fn add_line(stereo: &mut [f32], line: &LineIn, at: usize, level: f32) -> Result<(), MediaError> {
    let mut reader = StereoReader::open(&line.wav)?;
    let mut room = stereo.get_mut(at..).unwrap_or_default();
    let mut heard = Channel::new(line.through);
    let mut tail = heard.tail();
    let mut piece = Vec::new();
    while !room.is_empty() && (reader.left() > 0 || tail > 0) {
        piece.clear();
        if reader.left() > 0 {
            reader.read(CHUNK_FRAMES, &mut piece)?;
        } else {
            piece.resize(tail * 2, 0.0);
            tail = 0;
        }
        heard.run(&mut piece);
        let count = piece.len().min(room.len());
        let (now, rest) = std::mem::take(&mut room).split_at_mut(count);
        for (out, sample) in now.iter_mut().zip(&piece) {
            *out += sample * level;
        }
        room = rest;
    }
    Ok(())
}

/// Keeps the sound below the stem's ceiling, in its own place: what comes out lags behind what goes in.
fn limit(stereo: &mut [f32]) {
    let mut limiter = Limiter::new(STEM_CEILING_DB);
    let (mut written, mut ready) = (0, Vec::new());
    for at in (0..stereo.len()).step_by(CHUNK_FRAMES * 2) {
        ready.clear();
        let end = stereo.len().min(at + CHUNK_FRAMES * 2);
        limiter.run(stereo.get(at..end).unwrap_or_default(), &mut ready);
        written += put(stereo, written, &ready);
    }
    ready.clear();
    limiter.finish(&mut ready);
    put(stereo, written, &ready);
}

/// Puts samples in their place; says how many.
fn put(stereo: &mut [f32], at: usize, samples: &[f32]) -> usize {
    stereo.iter_mut().skip(at).zip(samples).for_each(|(out, sample)| *out = *sample);
    samples.len()
}

fn add_cue(stereo: &mut [f32], cue: &CueIn, cut: f64, lines: &[(f64, f64)]) -> Result<(), MediaError> {
    let (length, lufs) = loudness_in(&cue.wav)?;
    if length == 0 {
        return Ok(());
    }
    let frames = stereo.len() / 2;
    let (range, duck) = if cue.ambience { (BED_LUFS, BED_DUCK_DB) } else { (EFFECT_LUFS, EFFECT_DUCK_DB) };
    let level = level(lufs, cue.gain_db, range);
    let mut reader = StereoReader::open(&cue.wav)?;
    if cue.ambience && length < frames {
        let mut sound = Vec::new();
        reader.read(length, &mut sound)?;
        let mut bed = Looped::new(&sound);
        return add_ducked(stereo, frames, 0, level, duck, lines, |count, piece| {
            bed.play(count, piece);
            Ok(())
        });
    }
    let (mut at, mut left) = (0, length);
    if !cue.ambience && cue.at < cut {
        // It began before the cut: the rest of it is heard.
        let gone = index(cut - cue.at).min(length);
        reader.skip(gone)?;
        left -= gone;
    } else if !cue.ambience {
        at = index(cue.at - cut);
    }
    left = left.min(frames.saturating_sub(at));
    // A bed fades with the whole clip; what is cut short in the middle needs its own.
    let fade = if cue.ambience { 0 } else { index(CUT_FADE).min(left).max(1) };
    let room = stereo.get_mut(at * 2..).unwrap_or_default();
    let count = left;
    add_ducked(room, count, at, level, duck, lines, |count, piece| {
        reader.read(count, piece)?;
        for frame in piece.chunks_exact_mut(2) {
            left = left.saturating_sub(1);
            if left < fade {
                frame.iter_mut().for_each(|sample| *sample *= left as f32 / fade as f32);
            }
        }
        Ok(())
    })
}

/// A sound over and over, its end running into its beginning at equal power.
struct Looped<'a> {
    sound: &'a [f32],
    /// Frames of the sound, of the overlap, and from one beginning to the next.
    length: usize,
    fade: usize,
    period: usize,
    /// Frames played so far.
    at: usize,
}

impl<'a> Looped<'a> {
    fn new(sound: &'a [f32]) -> Self {
        let length = sound.len() / 2;
        let fade = index(LOOP_FADE).min(length / 2);
        Self { sound, length, fade, period: (length - fade).max(1), at: 0 }
    }

    fn play(&mut self, frames: usize, out: &mut Vec<f32>) {
        for frame in self.at..self.at + frames {
            let (round, at) = (frame / self.period, frame % self.period);
            // The end of the round before, then this round.
            let before = if round > 0 { self.frame(at + self.period, true) } else { [0.0; 2] };
            let now = self.frame(at, round > 0);
            out.extend([before[0] + now[0], before[1] + now[1]]);
        }
        self.at += frames;
    }

    fn frame(&self, at: usize, again: bool) -> [f32; 2] {
        let Some([left, right]) = self.sound.get(at * 2..at * 2 + 2) else { return [0.0; 2] };
        let rise = if again && at < self.fade { (at as f32 / self.fade as f32).sqrt() } else { 1.0 };
        let fall = if at >= self.period { ((self.length - at) as f32 / self.fade.max(1) as f32).sqrt() } else { 1.0 };
        [left * rise * fall, right * rise * fall]
    }
}

/// Adds `frames` of a sound whose first frame is the clip's frame `at`, stepping back under the lines. `next` gives as many frames of the
/// sound as it is asked for.
fn add_ducked(
    out: &mut [f32],
    frames: usize,
    at: usize,
    level: f32,
    duck_db: f64,
    lines: &[(f64, f64)],
    mut next: impl FnMut(usize, &mut Vec<f32>) -> Result<(), MediaError>,
) -> Result<(), MediaError> {
    /// The gain is set anew this often, in frames, and runs straight in between.
    const BLOCK: usize = 240;
    let gain_at = |frame: usize| level * gain(duck_db * speaking(lines, (at + frame) as f64 / f64::from(RATE)));
    let mut from = gain_at(0);
    let mut piece = Vec::new();
    for (block, out) in out.chunks_mut(BLOCK * 2).enumerate() {
        let count = frames.saturating_sub(block * BLOCK).min(out.len() / 2);
        if count == 0 {
            break;
        }
        piece.clear();
        next(count, &mut piece)?;
        let to = gain_at((block + 1) * BLOCK);
        let step = (to - from) / BLOCK as f32;
        for (index, (out, sound)) in out.chunks_exact_mut(2).zip(piece.chunks_exact(2)).enumerate() {
            let level = from + step * index as f32;
            for (out, sample) in out.iter_mut().zip(sound) {
                *out += sample * level;
            }
        }
        from = to;
    }
    Ok(())
}

fn fade_tail(stereo: &mut [f32], length: usize) {
    let length = length.min(stereo.len() / 2).max(1);
    for (at, frame) in stereo.rchunks_exact_mut(2).take(length).enumerate() {
        frame.iter_mut().for_each(|sample| *sample *= at as f32 / length as f32);
    }
}

fn fade_edges(stereo: &mut [f32], length: usize) {
    let length = length.min(stereo.len() / 4).max(1);
    for (at, frame) in stereo.chunks_exact_mut(2).take(length).enumerate() {
        frame.iter_mut().for_each(|sample| *sample *= at as f32 / length as f32);
    }
    fade_tail(stereo, length);
}
