//! A clip: a picture, its lines and its sounds.

use crate::{
    Format, MediaError, RATE, Tools,
    encode::encoder_args,
    fit::count_frames,
    loudness::{Limiter, gain},
    tools,
    wav::{read_wav, write_wav},
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Raised whenever the same ingredients give another clip.
pub const MIX_VERSION: u32 = 1;

/// How far sounds step back while somebody speaks, in dB.
const BED_DUCK_DB: f64 = -9.0;
const EFFECT_DUCK_DB: f64 = -4.0;
/// How fast they step back and return, in seconds.
const DUCK_ATTACK: f64 = 0.12;
const DUCK_RELEASE: f64 = 0.35;
/// Sound comes and goes at a cut over this long, in seconds.
const CUT_FADE: f64 = 0.03;
/// A line that starts while another still runs waits for its end and this pause, in seconds.
const PAUSE: f64 = 0.15;
/// The picture stays this long after the last word, in seconds.
const AFTER_LAST_WORD: f64 = 0.3;
/// From a line's own level (−18 LUFS) to the film's (−16), in dB: for the clip as it is previewed.
const PREVIEW_DB: f64 = 2.0;
const PREVIEW_CEILING_DB: f64 = -1.5;

/// What goes into a clip. Times are seconds from the take's start.
#[derive(Clone, Debug)]
pub struct ClipMix {
    pub video: PathBuf,
    /// Seconds cut off the take's head and tail.
    pub trim_start: f64,
    pub trim_end: f64,
    pub format: Format,
    pub lines: Vec<LineIn>,
    pub cues: Vec<CueIn>,
}

#[derive(Clone, Debug)]
pub struct LineIn {
    pub wav: PathBuf,
    /// The earliest it may start.
    pub start: f64,
    pub gain_db: f64,
}

#[derive(Clone, Debug)]
pub struct CueIn {
    pub wav: PathBuf,
    pub at: f64,
    /// Under the whole clip, over and over; else once.
    pub ambience: bool,
    pub gain_db: f64,
}

#[derive(Clone, Debug)]
pub struct ClipMade {
    /// The picture and a preview of the sound.
    pub clip: PathBuf,
    /// The mixed sound, not yet at the film's level.
    pub stem: PathBuf,
    /// A JPEG, 640 pixels wide at most.
    pub poster: PathBuf,
    pub frames: u64,
    pub seconds: f64,
    /// When each line is heard: (start, end) in seconds from the clip's start.
    pub lines: Vec<(f64, f64)>,
    /// Peaks of the mix, 0 to 255, `model::view::ClipView::PEAKS_PER_SECOND` a second.
    pub peaks: Vec<u8>,
}

/// Mixes a clip; its files are left in `folder`.
pub async fn mix_clip(tools: &Tools, mix: &ClipMix, folder: &Path) -> Result<ClipMade, MediaError> {
    let taken = count_frames(tools, &mix.video).await?;
    let format = mix.format;
    let first = format.frames(mix.trim_start).min(taken.saturating_sub(1));
    let kept = taken.saturating_sub(first + format.frames(mix.trim_end)).max(1);
    let parts = mix.clone();
    let sound = tokio::task::spawn_blocking(move || Sound::lay(&parts, first, kept))
        .await
        .map_err(|error| MediaError::Stopped(error.to_string()))??;
    let frames = sound.frames;
    let picture = if first == 0 && frames == taken {
        mix.video.clone()
    } else {
        let cut = folder.join("picture.mp4");
        recut(tools, mix, first, kept, frames, &cut).await?;
        cut
    };
    let (clip, stem, poster) = (folder.join("clip.mp4"), folder.join("stem.wav"), folder.join("poster.jpg"));
    let preview = folder.join("preview.wav");
    let peaks = sound.peaks();
    let lines = sound.lines.clone();
    let (stem_path, preview_path) = (stem.clone(), preview.clone());
    tokio::task::spawn_blocking(move || sound.write(&stem_path, &preview_path))
        .await
        .map_err(|error| MediaError::Stopped(error.to_string()))??;
    let mut command = tools.ffmpeg();
    command.arg("-i").arg(&picture).arg("-i").arg(&preview);
    command
        .args(["-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy", "-c:a", "aac", "-aac_coder", "fast", "-b:a", "160k"])
        .args(["-flags:a", "+bitexact", "-fflags", "+bitexact", "-movflags", "+faststart"])
        .args(["-video_track_timescale", &(format.fps * 512).to_string()])
        .arg(&clip);
    // A third into the shot people are in place and the camera has begun to move.
    let still = format!("select=gte(n\\,{}),scale='min(640,iw)':-2", frames / 3);
    command.args(["-map", "0:v:0", "-vf", &still, "-frames:v", "1", "-q:v", "4", "-f", "mjpeg"]).arg(&poster);
    tools::run(command, Duration::from_secs(300)).await?;
    Ok(ClipMade { clip, stem, poster, frames, seconds: format.seconds(frames), lines, peaks })
}

/// Cuts head and tail off the picture, and holds its last frame where the lines need longer.
async fn recut(tools: &Tools, mix: &ClipMix, first: u64, kept: u64, frames: u64, out: &Path) -> Result<(), MediaError> {
    let hold = frames.saturating_sub(kept);
    let end = first + kept;
    let shape = format!(
        "trim=start_frame={first}:end_frame={end},setpts=PTS-STARTPTS,tpad=stop_mode=clone:stop={hold},fps={}",
        mix.format.fps
    );
    let mut command = tools.ffmpeg();
    command.arg("-i").arg(&mix.video).args(["-vf", &shape, "-frames:v", &frames.to_string()]);
    command.args(encoder_args(mix.format)).arg(out);
    tools::run(command, Duration::from_secs(300)).await.map(drop)
}

/// The clip's sound while it is laid.
struct Sound {
    stereo: Vec<f32>,
    lines: Vec<(f64, f64)>,
    frames: u64,
}

fn index(seconds: f64) -> usize {
    (seconds.max(0.0) * f64::from(RATE)).round() as usize
}

impl Sound {
    /// `first`: frames cut off the head; `kept`: frames of picture that are left.
    fn lay(mix: &ClipMix, first: u64, kept: u64) -> Result<Self, MediaError> {
        let cut = mix.format.seconds(first);
        let mut spoken = Vec::with_capacity(mix.lines.len());
        let mut lines: Vec<(f64, f64)> = Vec::with_capacity(mix.lines.len());
        for line in &mix.lines {
            let stereo = read_wav(&line.wav)?;
            let seconds = stereo.len() as f64 / 2.0 / f64::from(RATE);
            let free = lines.last().map_or(0.0, |(_, end)| end + PAUSE);
            let start = (line.start - cut).max(free).max(0.0);
            lines.push((start, start + seconds));
            spoken.push((start, stereo, gain(line.gain_db)));
        }
        let needed = lines.last().map_or(0, |(_, end)| mix.format.frames(end + AFTER_LAST_WORD));
        let frames = kept.max(needed);
        let samples = usize::try_from(mix.format.samples(frames)).unwrap_or(0);
        let mut stereo = vec![0.0f32; samples * 2];
        let envelope = Envelope(&lines);
        for cue in &mix.cues {
            let sound = read_wav(&cue.wav)?;
            if sound.is_empty() {
                continue;
            }
            let level = gain(cue.gain_db);
            let duck = if cue.ambience { BED_DUCK_DB } else { EFFECT_DUCK_DB };
            let at = if cue.ambience { 0 } else { index(cue.at - cut) };
            let length = if cue.ambience { samples } else { (sound.len() / 2).min(samples.saturating_sub(at)) };
            add_ducked(&mut stereo, &sound, at, length, level, duck, &envelope);
        }
        for (start, sound, level) in spoken {
            let at = index(start) * 2;
            for (out, sample) in stereo.iter_mut().skip(at).zip(&sound) {
                *out += sample * level;
            }
        }
        fade_edges(&mut stereo);
        Ok(Self { stereo, lines, frames })
    }

    fn peaks(&self) -> Vec<u8> {
        let window = (RATE / model::view::ClipView::PEAKS_PER_SECOND) as usize * 2;
        self.stereo
            .chunks(window)
            .map(|chunk| (chunk.iter().fold(0.0f32, |peak, sample| peak.max(sample.abs())).min(1.0) * 255.0) as u8)
            .collect()
    }

    fn write(self, stem: &Path, preview: &Path) -> Result<(), MediaError> {
        write_wav(stem, &self.stereo)?;
        let mut limiter = Limiter::new(PREVIEW_CEILING_DB);
        let mut levelled = Vec::with_capacity(self.stereo.len());
        let level = gain(PREVIEW_DB);
        let louder: Vec<f32> = self.stereo.iter().map(|sample| sample * level).collect();
        limiter.run(&louder, &mut levelled);
        limiter.finish(&mut levelled);
        write_wav(preview, &levelled)
    }
}

/// How much somebody is speaking at a moment, 0 to 1, with ramps before and after.
struct Envelope<'a>(&'a [(f64, f64)]);

impl Envelope<'_> {
    fn at(&self, second: f64) -> f64 {
        self.0
            .iter()
            .map(|(start, end)| {
                let before = 1.0 - (start - second) / DUCK_ATTACK;
                let after = 1.0 - (second - end) / DUCK_RELEASE;
                before.min(after).clamp(0.0, 1.0)
            })
            .fold(0.0, f64::max)
    }
}

fn add_ducked(
    stereo: &mut [f32],
    sound: &[f32],
    at: usize,
    length: usize,
    level: f32,
    duck_db: f64,
    envelope: &Envelope<'_>,
) {
    /// The gain is set anew this often, in samples: 2.7 ms.
    const BLOCK: usize = 128;
    let frames = sound.len() / 2;
    let out = stereo.get_mut(at.saturating_mul(2)..).unwrap_or_default();
    for (block, chunk) in out.chunks_mut(BLOCK * 2).take(length.div_ceil(BLOCK)).enumerate() {
        let second = (at + block * BLOCK) as f64 / f64::from(RATE);
        let level = level * gain(duck_db * envelope.at(second));
        let from = block * BLOCK;
        for (frame, pair) in chunk.chunks_exact_mut(2).enumerate().take(length.saturating_sub(from)) {
            let source = (from + frame) % frames.max(1) * 2;
            for (out, sample) in pair.iter_mut().zip(sound.iter().skip(source)) {
                *out += sample * level;
            }
        }
    }
}

fn fade_edges(stereo: &mut [f32]) {
    let length = index(CUT_FADE).min(stereo.len() / 4);
    for at in 0..length {
        let level = at as f32 / length as f32;
        let mirror = stereo.len() - 2 * (at + 1);
        for channel in 0..2 {
            for place in [at * 2 + channel, mirror + channel] {
                if let Some(sample) = stereo.get_mut(place) {
                    *sample *= level;
                }
            }
        }
    }
}
