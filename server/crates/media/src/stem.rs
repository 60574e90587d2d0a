//! A clip's sound: lines over sounds, as long as the picture to the sample.

use crate::{
    ClipMix, CueIn, Limiter, MediaError, RATE,
    loudness::{gain, loudness_of},
    wav::{read_wav, write_wav},
};
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

/// The gain that a sound needs: what was asked, and what brings it between two levels.
fn level(stereo: &[f32], gain_db: f64, (low, high): (f64, f64)) -> f32 {
    let into = loudness_of(stereo).map_or(0.0, |lufs| lufs.clamp(low, high) - lufs).clamp(-40.0, 24.0);
    gain(gain_db + into)
}

/// When a line is heard, in seconds from the clip's start: `start` is from the take's, `cut` is cut off its head, and the line
/// before it ends at `before`.
pub(crate) fn placed(start: f64, cut: f64, before: Option<f64>) -> f64 {
    (start - cut).max(before.map_or(0.0, |end| end + PAUSE)).max(0.0)
}

impl Stem {
    /// `first`: frames cut off the head; `kept`: frames of picture that are left.
    pub(crate) fn lay(mix: &ClipMix, first: u64, kept: u64) -> Result<Self, MediaError> {
        let cut = mix.format.seconds(first);
        let mut spoken = Vec::with_capacity(mix.lines.len());
        let mut lines: Vec<(f64, f64)> = Vec::with_capacity(mix.lines.len());
        for line in &mix.lines {
            let stereo = read_wav(&line.wav)?;
            let seconds = stereo.len() as f64 / 2.0 / f64::from(RATE);
            let start = placed(line.start, cut, lines.last().map(|(_, end)| *end));
            lines.push((start, start + seconds));
            let level = level(&stereo, line.gain_db, SPEECH_LUFS);
            spoken.push((start, stereo, level));
        }
        let needed = lines.last().map_or(0, |(_, end)| mix.format.frames(end + AFTER_LAST_WORD));
        let frames = kept.max(needed);
        let samples = usize::try_from(mix.format.samples(frames)).unwrap_or(0);
        let mut stereo = vec![0.0f32; samples * 2];
        for cue in &mix.cues {
            add_cue(&mut stereo, cue, cut, &lines)?;
        }
        for (start, sound, level) in spoken {
            let at = index(start) * 2;
            for (out, sample) in stereo.iter_mut().skip(at).zip(&sound) {
                *out += sample * level;
            }
        }
        let mut limited = Vec::with_capacity(stereo.len());
        let mut limiter = Limiter::new(STEM_CEILING_DB);
        limiter.run(&stereo, &mut limited);
        limiter.finish(&mut limited);
        fade_edges(&mut limited, index(CUT_FADE));
        Ok(Self { stereo: limited, lines, frames })
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

fn add_cue(stereo: &mut [f32], cue: &CueIn, cut: f64, lines: &[(f64, f64)]) -> Result<(), MediaError> {
    let mut sound = read_wav(&cue.wav)?;
    if sound.is_empty() {
        return Ok(());
    }
    let frames = stereo.len() / 2;
    let (range, duck) = if cue.ambience { (BED_LUFS, BED_DUCK_DB) } else { (EFFECT_LUFS, EFFECT_DUCK_DB) };
    let level = level(&sound, cue.gain_db, range);
    let mut at = 0;
    if cue.ambience {
        if sound.len() < stereo.len() {
            sound = looped(&sound, frames);
        }
    } else if cue.at < cut {
        // It began before the cut: the rest of it is heard.
        sound.drain(..(index(cut - cue.at) * 2).min(sound.len()));
    } else {
        at = index(cue.at - cut);
    }
    sound.truncate(frames.saturating_sub(at) * 2);
    // A bed fades with the whole clip; what is cut short in the middle needs its own.
    if !cue.ambience {
        fade_tail(&mut sound, index(CUT_FADE));
    }
    add_ducked(stereo.get_mut(at * 2..).unwrap_or_default(), &sound, at, level, duck, lines);
    Ok(())
}

/// The sound over and over until it is `frames` long, its end running into its beginning at equal power.
fn looped(sound: &[f32], frames: usize) -> Vec<f32> {
    let length = sound.len() / 2;
    let fade = index(LOOP_FADE).min(length / 2);
    let period = (length - fade).max(1);
    let mut out = vec![0.0; frames * 2];
    for start in (0..frames).step_by(period) {
        let room = out.get_mut(start * 2..).unwrap_or_default();
        for (at, (out, sample)) in room.chunks_exact_mut(2).zip(sound.chunks_exact(2)).enumerate() {
            let rise = if start > 0 && at < fade { (at as f32 / fade as f32).sqrt() } else { 1.0 };
            let fall = if at >= period { ((length - at) as f32 / fade.max(1) as f32).sqrt() } else { 1.0 };
            for (out, sample) in out.iter_mut().zip(sample) {
                *out += sample * rise * fall;
            }
        }
    }
    out
}

/// Adds a sound whose first frame is the clip's frame `at`, stepping back under the lines.
fn add_ducked(out: &mut [f32], sound: &[f32], at: usize, level: f32, duck_db: f64, lines: &[(f64, f64)]) {
    /// The gain is set anew this often, in frames, and runs straight in between.
    const BLOCK: usize = 240;
    let gain_at = |frame: usize| level * gain(duck_db * speaking(lines, (at + frame) as f64 / f64::from(RATE)));
    let mut from = gain_at(0);
    for (block, (out, sound)) in out.chunks_mut(BLOCK * 2).zip(sound.chunks(BLOCK * 2)).enumerate() {
        let to = gain_at((block + 1) * BLOCK);
        let step = (to - from) / BLOCK as f32;
        for (index, (out, sound)) in out.chunks_exact_mut(2).zip(sound.chunks_exact(2)).enumerate() {
            let level = from + step * index as f32;
            for (out, sample) in out.iter_mut().zip(sound) {
                *out += sample * level;
            }
        }
        from = to;
    }
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
