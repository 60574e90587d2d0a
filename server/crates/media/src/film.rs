//! The film: pictures joined by stream copy, and one pass of sound.

use crate::{
    Caption, Format, Limiter, MediaError, RATE, Tools,
    encode::picture_args,
    loudness::{Meter, gain},
    to_ass, to_srt,
    tools::said,
    wav::StereoReader,
};
use std::{
    fmt::Write as _,
    io::Write as _,
    path::{Path, PathBuf},
    process::Stdio,
};

/// Raised whenever the same clips give another film.
pub const FILM_VERSION: u32 = 1;

/// The film's loudness, in LUFS, and the ceiling of its true peaks: AAC may add half a decibel.
const TARGET_LUFS: f64 = -16.0;
const CEILING_DB: f64 = -2.0;
/// How far off the loudness may be before the gain is corrected, in LU.
const CLOSE_ENOUGH: f64 = 0.2;
/// The most that quiet film is lifted, in dB: room tone alone stays quiet.
const MOST_GAIN_DB: f64 = 18.0;
/// Music under speech, in dB.
const MUSIC_DUCK_DB: f64 = -8.0;
const MUSIC_ATTACK: f64 = 0.25;
const MUSIC_RELEASE: f64 = 0.8;
/// The music comes and goes over this long, in seconds.
const MUSIC_FADE: f64 = 1.5;

/// Begins the music from its start: each call gives a player that fills interleaved stereo at 48 kHz.
pub type Music = Box<dyn Fn() -> Box<dyn FnMut(&mut [f32]) + Send> + Send + Sync>;

/// One clip of a film.
#[derive(Clone, Debug)]
pub struct FilmClip {
    pub clip: PathBuf,
    pub stem: PathBuf,
    pub frames: u64,
    /// When somebody speaks: (start, end) in seconds from the clip's start.
    pub speech: Vec<(f64, f64)>,
    /// The chapter it belongs to; neighbours of the same name share one.
    pub chapter: String,
}

pub struct FilmSpec {
    pub clips: Vec<FilmClip>,
    pub format: Format,
    pub music: Option<Music>,
    pub captions: Vec<Caption>,
    /// Draws the captions into the picture, which is then encoded again.
    pub burn: bool,
    pub title: String,
    pub comment: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FilmMade {
    pub seconds: f64,
    pub frames: u64,
    /// As measured before AAC.
    pub loudness_lufs: Option<f64>,
    pub true_peak_dbtp: f64,
    pub chapters: usize,
}

/// Joins the clips to a film at `out`; `scratch` holds small helper files meanwhile. Memory does not grow with the film.
pub async fn assemble(tools: &Tools, spec: FilmSpec, out: &Path, scratch: &Path) -> Result<FilmMade, MediaError> {
    let (tools, out, scratch) = (tools.clone(), out.to_owned(), scratch.to_owned());
    tokio::task::spawn_blocking(move || Joining { tools, spec, out, scratch }.run())
        .await
        .map_err(|error| MediaError::Stopped(error.to_string()))?
}

struct Joining {
    tools: Tools,
    spec: FilmSpec,
    out: PathBuf,
    scratch: PathBuf,
}

impl Joining {
    fn run(self) -> Result<FilmMade, MediaError> {
        let frames: u64 = self.spec.clips.iter().map(|clip| clip.frames).sum();
        let level = self.level()?;
        let chapters = self.write_helpers()?;
        let mut command = self.command();
        let mut child = command.spawn()?;
        let Some(mut stdin) = child.stdin.take() else { return Err(MediaError::Stopped("no pipe".to_owned())) };
        let mut meter = Meter::new(true)?;
        let mut bytes = Vec::new();
        let mut broken = false;
        self.sound(
            |stereo| {
                meter.add(stereo)?;
                bytes.clear();
                bytes.extend(stereo.iter().flat_map(|sample| sample.to_le_bytes()));
                broken = broken || stdin.write_all(&bytes).is_err();
                Ok(())
            },
            level,
            true,
        )?;
        drop(stdin);
        let output = child.wait_with_output()?;
        if !output.status.success() || broken {
            return Err(said(&output.stderr));
        }
        Ok(FilmMade {
            seconds: self.spec.format.seconds(frames),
            frames,
            loudness_lufs: meter.lufs(),
            true_peak_dbtp: meter.peak_db(),
            chapters,
        })
    }

    /// The gain, in dB, that brings the film to its loudness through the limiter.
    fn level(&self) -> Result<f64, MediaError> {
        let mut level = 0.0;
        for pass in 0..3 {
            let mut meter = Meter::new(false)?;
            // The limiter changes the loudness only a little: the first look does without.
            self.sound(|stereo| meter.add(stereo), level, pass > 0)?;
            let Some(lufs) = meter.lufs() else { return Ok(0.0) };
            let off = TARGET_LUFS - lufs;
            level = (level + off).min(MOST_GAIN_DB);
            if pass > 0 && off.abs() < CLOSE_ENOUGH {
                break;
            }
        }
        Ok(level)
    }

    /// Plays the whole film's sound into `out`, piece by piece.
    fn sound(
        &self,
        mut out: impl FnMut(&[f32]) -> Result<(), MediaError>,
        level_db: f64,
        limit: bool,
    ) -> Result<(), MediaError> {
        let format = self.spec.format;
        let total = self.spec.clips.iter().map(|clip| clip.frames).sum::<u64>();
        let film_seconds = format.seconds(total);
        let level = gain(level_db);
        let mut limiter = Limiter::new(CEILING_DB);
        let mut music = self.spec.music.as_ref().map(|begin| begin());
        let (mut played, mut frames) = (0u64, 0u64);
        let (mut piece, mut bed, mut ready) = (Vec::new(), Vec::new(), Vec::new());
        for clip in &self.spec.clips {
            let clip_start = format.seconds(frames);
            frames += clip.frames;
            // Counted from the film's start, so that roundings never add up.
            let mut left = usize::try_from(format.samples(frames) - played).unwrap_or(0);
            let mut stem = StereoReader::open(&clip.stem)?;
            let clip_begin = played;
            while left > 0 {
                let now = left.min(4_800);
                piece.clear();
                stem.read(now, &mut piece)?;
                piece.resize(now * 2, 0.0);
                if let Some(play) = &mut music {
                    bed.clear();
                    bed.resize(now * 2, 0.0);
                    play(&mut bed);
                    let within = (played - clip_begin) as f64 / f64::from(RATE);
                    add_music(&mut piece, &bed, &clip.speech, within, clip_start, film_seconds);
                }
                piece.iter_mut().for_each(|sample| *sample *= level);
                played += now as u64;
                left -= now;
                if limit {
                    ready.clear();
                    limiter.run(&piece, &mut ready);
                    out(&ready)?;
                } else {
                    out(&piece)?;
                }
            }
        }
        if limit {
            ready.clear();
            limiter.finish(&mut ready);
            out(&ready)?;
        }
        Ok(())
    }

    /// The list of pictures, the chapters and the captions, as files for ffmpeg. Returns how many chapters there are.
    fn write_helpers(&self) -> Result<usize, MediaError> {
        let format = self.spec.format;
        let mut list = "ffconcat version 1.0\n".to_owned();
        for clip in &self.spec.clips {
            let path = clip.clip.to_string_lossy().replace('\'', "'\\''");
            let _ = write!(list, "file '{path}'\nduration {:.6}\n", format.seconds(clip.frames));
        }
        std::fs::write(self.scratch.join("list.ffconcat"), list)?;
        let escape = |text: &str| {
            let mut safe = String::with_capacity(text.len());
            for c in text.chars().filter(|c| !c.is_control()) {
                if matches!(c, '=' | ';' | '#' | '\\') {
                    safe.push('\\');
                }
                safe.push(c);
            }
            safe
        };
        let mut meta =
            format!(";FFMETADATA1\ntitle={}\ncomment={}\n", escape(&self.spec.title), escape(&self.spec.comment));
        let mut chapters: Vec<(u64, u64, &str)> = Vec::new();
        let mut at = 0;
        for clip in &self.spec.clips {
            match chapters.last_mut() {
                Some((_, end, name)) if *name == clip.chapter => *end += clip.frames,
                _ => chapters.push((at, at + clip.frames, &clip.chapter)),
            }
            at += clip.frames;
        }
        let ms = |frames: u64| (format.seconds(frames) * 1000.0).round() as u64;
        for (start, end, name) in &chapters {
            let _ = write!(
                meta,
                "[CHAPTER]\nTIMEBASE=1/1000\nSTART={}\nEND={}\ntitle={}\n",
                ms(*start),
                ms(*end),
                escape(name)
            );
        }
        std::fs::write(self.scratch.join("film.ffmeta"), meta)?;
        if !self.spec.captions.is_empty() {
            std::fs::write(self.scratch.join("captions.srt"), to_srt(&self.spec.captions))?;
            if self.spec.burn {
                let size = (format.width, format.height);
                std::fs::write(self.scratch.join("captions.ass"), to_ass(&self.spec.captions, size))?;
            }
        }
        Ok(chapters.len())
    }

    fn command(&self) -> std::process::Command {
        let captioned = !self.spec.captions.is_empty();
        let mut command = std::process::Command::new(&self.tools.ffmpeg);
        // The helpers have plain names in the working folder: no path needs quoting inside a filter.
        command.current_dir(&self.scratch);
        command.args(["-hide_banner", "-y", "-v", "error"]);
        command.args(["-f", "concat", "-safe", "0", "-protocol_whitelist", "file", "-i", "list.ffconcat"]);
        command.args(["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0"]);
        command.args(["-f", "ffmetadata", "-i", "film.ffmeta"]);
        if captioned {
            command.args(["-f", "srt", "-i", "captions.srt"]);
        }
        command.args(["-map", "0:v:0", "-map", "1:a:0"]);
        if captioned {
            command.args(["-map", "3:s:0", "-c:s", "mov_text", "-disposition:s:0", "default"]);
        }
        if captioned && self.spec.burn {
            command.args(["-vf", "ass=captions.ass"]).args(picture_args(self.spec.format));
        } else {
            command.args(["-c:v", "copy"]);
        }
        command.args([
            "-c:a",
            "aac",
            "-aac_coder",
            "fast",
            "-b:a",
            "192k",
            "-flags:a",
            "+bitexact",
            "-fflags",
            "+bitexact",
        ]);
        command.args(["-map_metadata", "2", "-map_chapters", "2", "-video_track_timescale"]);
        command.arg((self.spec.format.fps * 512).to_string());
        command.args(["-movflags", "+faststart", "-f", "mp4"]).arg(&self.out);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }
}

/// Lays the bed under a piece of a clip; `within` is the piece's start in the clip, in seconds.
fn add_music(piece: &mut [f32], bed: &[f32], speech: &[(f64, f64)], within: f64, clip_start: f64, film_seconds: f64) {
    const BLOCK: usize = 240;
    for (block, (out, music)) in piece.chunks_mut(BLOCK * 2).zip(bed.chunks(BLOCK * 2)).enumerate() {
        let second = within + (block * BLOCK) as f64 / f64::from(RATE);
        let speaking = speech
            .iter()
            .map(|(start, end)| {
                let before = 1.0 - (start - second) / MUSIC_ATTACK;
                before.min(1.0 - (second - end) / MUSIC_RELEASE).clamp(0.0, 1.0)
            })
            .fold(0.0, f64::max);
        let film = clip_start + second;
        let edge = (film / MUSIC_FADE).min((film_seconds - film) / MUSIC_FADE).clamp(0.0, 1.0) as f32;
        let level = gain(MUSIC_DUCK_DB * speaking) * edge;
        for (out, sample) in out.iter_mut().zip(music) {
            *out += sample * level;
        }
    }
}
