//! Pictures in, a take out.

use crate::tools::{outcome, said};
use crate::{MediaError, Tools};
use std::{
    io::{Read as _, Write as _},
    path::Path,
    process::{Child, ChildStdin, Stdio},
};

/// The shape of every picture of a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    pub width: u32,
    pub height: u32,
    /// Frames per second.
    pub fps: u32,
}

impl Format {
    /// Samples of sound that belong to this many frames, at 48 kHz.
    pub fn samples(self, frames: u64) -> u64 {
        (frames * u64::from(crate::RATE) + u64::from(self.fps) / 2) / u64::from(self.fps.max(1))
    }

    pub fn seconds(self, frames: u64) -> f64 {
        frames as f64 / f64::from(self.fps.max(1))
    }

    pub fn frames(self, seconds: f64) -> u64 {
        (seconds * f64::from(self.fps)).round().max(0.0) as u64
    }

    /// Bytes of one planar 4:2:0 picture.
    pub fn frame_bytes(self) -> usize {
        let (width, height) = (self.width as usize, self.height as usize);
        width * height + 2 * width.div_ceil(2) * height.div_ceil(2)
    }

    /// Ticks a second of every take's and film's picture track.
    pub(crate) fn time_scale(self) -> u32 {
        self.fps * 512
    }
}

/// What the pictures are, which tells how to encode them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pictures {
    /// Flat colours and clean edges, drawn by the studio faster than they play: the quickest way at an even quality.
    Drawn,
    /// Somebody's footage, encoded once: more care.
    Filmed,
    /// A whole film under captions: in between.
    Burned,
}

/// How every take is encoded. A fixed number of threads and `bitexact`: the same pictures give the same bytes. A key frame every
/// second, closed groups, a fixed time scale and headers that depend neither on the pictures nor on how much care is taken
/// (`stitchable`, and the same tools in every mode): clips join by stream copy.
pub(crate) fn encoder_args(format: Format, pictures: Pictures) -> Vec<String> {
    let mut args = picture_args(format, pictures);
    args.extend(["-an", "-movflags", "+faststart", "-f", "mp4"].map(str::to_owned));
    args
}

/// The picture's part of it.
pub(crate) fn picture_args(format: Format, pictures: Pictures) -> Vec<String> {
    const SAME: &str = "cabac=1:8x8dct=1:ref=1:bframes=0:weightp=0:psy=0:sliced-threads=0:force-cfr=1:stitchable=1:sar=1/1:\
                        chromaloc=0";
    // Grain as faint as the animatic's is not worth its bits: the zero of the quantiser is wider.
    let tools = match pictures {
        Pictures::Drawn => format!("{SAME}:deadzone-inter=32:deadzone-intra=21"),
        Pictures::Filmed | Pictures::Burned => SAME.to_owned(),
    };
    let gop = format.fps.to_string();
    let scale = format.time_scale().to_string();
    let care: &[&str] = match pictures {
        Pictures::Drawn => &["-preset", "ultrafast", "-tune", "zerolatency", "-qp", "24", "-threads", "1"],
        Pictures::Filmed => &["-preset", "veryfast", "-crf", "20", "-threads", "1"],
        Pictures::Burned => &["-preset", "superfast", "-crf", "20", "-threads", "2"],
    };
    let common = [
        "-pix_fmt",
        "yuv420p",
        "-profile:v",
        "high",
        "-g",
        &gop,
        "-keyint_min",
        &gop,
        "-sc_threshold",
        "0",
        "-x264-params",
        &tools,
        "-flags",
        "+cgop+bitexact",
        "-fflags",
        "+bitexact",
        "-colorspace",
        "bt709",
        "-color_primaries",
        "bt709",
        "-color_trc",
        "bt709",
        "-color_range",
        "tv",
        "-video_track_timescale",
        &scale,
    ];
    ["-c:v", "libx264"].iter().chain(care).chain(&common).map(|arg| (*arg).to_owned()).collect()
}

/// A poster: one picture, small enough to be shown by the dozen.
pub(crate) const POSTER: [&str; 6] = ["-frames:v", "1", "-q:v", "4", "-f", "mjpeg"];
pub(crate) const POSTER_SHAPE: &str = "scale='min(640,iw)':-2";

/// A pipe that holds most of a picture: the writer and the encoder then wake each other a tenth as often. Where the system does
/// not know how, or does not allow it, the pipe works as it is.
fn widen(pipe: &ChildStdin) {
    #[cfg(target_os = "linux")]
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, 1 << 20);
    #[cfg(not(target_os = "linux"))]
    let _ = pipe;
}

/// Takes pictures one by one and leaves a take. Blocking: use it on a thread of its own.
pub struct VideoWriter {
    child: Child,
    stdin: Option<ChildStdin>,
    format: Format,
    frames: u64,
}

impl VideoWriter {
    /// Starts the encoder; the take is at `path` when [`VideoWriter::finish`] returns.
    ///
    /// # Errors
    /// `Io` when ffmpeg cannot be started.
    pub fn start(tools: &Tools, path: &Path, format: Format) -> Result<Self, MediaError> {
        Self::start_with(tools, path, format, None)
    }

    /// The same, and leaves a poster: the picture of that number (from 0) as a JPEG of at most 640 pixels' width.
    ///
    /// # Errors
    /// `Io` when ffmpeg cannot be started.
    pub fn with_poster(tools: &Tools, path: &Path, format: Format, poster: (&Path, u64)) -> Result<Self, MediaError> {
        Self::start_with(tools, path, format, Some(poster))
    }

    fn start_with(
        tools: &Tools,
        path: &Path,
        format: Format,
        poster: Option<(&Path, u64)>,
    ) -> Result<Self, MediaError> {
        let mut command = children::command(&tools.ffmpeg);
        let size = format!("{}x{}", format.width, format.height);
        let rate = format.fps.to_string();
        command
            .args([
                "-hide_banner",
                "-y",
                "-v",
                "error",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "yuv420p",
                "-s",
                &size,
                "-r",
                &rate,
            ])
            .args(["-i", "pipe:0", "-map", "0:v"])
            .args(encoder_args(format, Pictures::Drawn))
            .arg(path);
        if let Some((poster, number)) = poster {
            let shape = format!("select=eq(n\\,{number}),{POSTER_SHAPE}");
            command.args(["-map", "0:v", "-vf", &shape]).args(POSTER).arg(poster);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = children::start(move || {
            let child = command.spawn()?;
            children::limit(Some(child.id()), crate::tools::LIMITS);
            Ok(child)
        })?;
        let stdin = child.stdin.take();
        stdin.as_ref().inspect(|pipe| widen(pipe));
        Ok(Self { child, stdin, format, frames: 0 })
    }

    /// One picture: planar Y, U, V of the format's size ([`Format::frame_bytes`]).
    ///
    /// # Errors
    /// `Stopped` for a picture of another size; what the encoder said when it gave up.
    pub fn write_frame(&mut self, i420: &[u8]) -> Result<(), MediaError> {
        let size = self.format.frame_bytes();
        if i420.len() != size {
            // A short picture would shift all that follow it.
            return Err(MediaError::Stopped(format!("a picture has {} bytes and not {size}", i420.len())));
        }
        self.frames += 1;
        match self.stdin.as_mut().map(|stdin| stdin.write_all(i420)) {
            Some(Ok(())) => Ok(()),
            _ => Err(self.last_words()),
        }
    }

    /// Ends the take; gives its length in seconds.
    ///
    /// # Errors
    /// What the encoder said when it failed; `Stopped` when no picture was written.
    pub fn finish(mut self) -> Result<f64, MediaError> {
        if self.frames == 0 {
            return Err(MediaError::Stopped("no picture was drawn".to_owned()));
        }
        drop(self.stdin.take());
        let mut stderr = Vec::new();
        if let Some(pipe) = self.child.stderr.as_mut() {
            pipe.read_to_end(&mut stderr)?;
        }
        outcome(self.child.wait()?, &stderr)?;
        Ok(self.format.seconds(self.frames))
    }

    fn last_words(&mut self) -> MediaError {
        drop(self.stdin.take());
        let mut stderr = Vec::new();
        if let Some(pipe) = self.child.stderr.as_mut() {
            let _ = pipe.read_to_end(&mut stderr);
        }
        said(&stderr)
    }
}

impl Drop for VideoWriter {
    fn drop(&mut self) {
        // A take given up half-way must not leave its encoder waiting.
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
