//! Small pictures and sounds to test with.

use media::{Format, RATE, Tools, VideoWriter, write_wav};
use std::path::{Path, PathBuf};

pub const SMALL: Format = Format { width: 64, height: 48, fps: 24 };

pub fn tools() -> Tools {
    Tools::find().unwrap()
}

/// One even picture.
pub fn flat(format: Format, luma: u8) -> Vec<u8> {
    let mut frame = vec![128; format.frame_bytes()];
    frame[..(format.width * format.height) as usize].fill(luma);
    frame
}

/// A take whose pictures have the given brightness, one after the other.
pub fn take(path: &Path, format: Format, lumas: &[u8]) -> f64 {
    let mut writer = VideoWriter::start(&tools(), path, format).unwrap();
    for luma in lumas {
        writer.write_frame(&flat(format, *luma)).unwrap();
    }
    writer.finish().unwrap()
}

/// A take in which something moves.
pub fn moving(path: &Path, format: Format, frames: usize) {
    let mut writer = VideoWriter::start(&tools(), path, format).unwrap();
    for frame in 0..frames {
        let mut picture = flat(format, 90);
        for (at, luma) in picture.iter_mut().take((format.width * format.height) as usize).enumerate() {
            *luma = ((at * 7 + frame * 5) % 200) as u8 + 20;
        }
        writer.write_frame(&picture).unwrap();
    }
    writer.finish().unwrap();
}

/// Interleaved stereo from a function of the second.
pub fn stereo(seconds: f64, sample: impl Fn(f64) -> f64) -> Vec<f32> {
    let frames = (seconds * f64::from(RATE)).round() as usize;
    (0..frames).flat_map(|at| [sample(at as f64 / f64::from(RATE)) as f32; 2]).collect()
}

pub fn sine(hertz: f64, amplitude: f64) -> impl Fn(f64) -> f64 {
    move |second| amplitude * (second * hertz * std::f64::consts::TAU).sin()
}

/// Something with the ups and downs of speech: syllables of a low buzz, pauses in between.
pub fn babble(amplitude: f64) -> impl Fn(f64) -> f64 {
    move |second| {
        let syllable = (second * 4.0 * std::f64::consts::TAU).sin().max(0.0).powi(2);
        let buzz: f64 =
            (1..12).map(|n| (second * 130.0 * f64::from(n) * std::f64::consts::TAU).sin() / f64::from(n)).sum();
        amplitude * syllable * buzz
    }
}

pub fn wav(path: PathBuf, stereo: &[f32]) -> PathBuf {
    write_wav(&path, stereo).unwrap();
    path
}

/// Runs ffmpeg; gives what it wrote to its standard output.
pub fn ffmpeg(args: &[&str]) -> Vec<u8> {
    run(&tools().ffmpeg, args)
}

pub fn ffprobe(args: &[&str]) -> String {
    String::from_utf8(run(&tools().ffprobe, args)).unwrap()
}

fn run(program: &Path, args: &[&str]) -> Vec<u8> {
    let output = std::process::Command::new(program)
        .args(["-v", "error"])
        .args(args)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The mean brightness of every picture.
pub fn lumas(video: &Path, format: Format) -> Vec<u8> {
    let raw = ffmpeg(&[
        "-i",
        video.to_str().unwrap(),
        "-map",
        "0:v",
        "-vsync",
        "0",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "yuv420p",
        "-",
    ]);
    let picture = (format.width * format.height) as usize;
    raw.chunks_exact(format.frame_bytes())
        .map(|frame| (frame[..picture].iter().map(|luma| u64::from(*luma)).sum::<u64>() / picture as u64) as u8)
        .collect()
}

/// The decoded sound of a file, interleaved stereo.
pub fn heard(file: &Path) -> Vec<f32> {
    let raw = ffmpeg(&["-i", file.to_str().unwrap(), "-map", "0:a", "-f", "f32le", "-ar", "48000", "-ac", "2", "-"]);
    raw.chunks_exact(4).map(|bytes| f32::from_le_bytes(bytes.try_into().unwrap())).collect()
}

/// Digests of every picture, as decoded from packets that were not changed.
pub fn packet_digests(video: &Path) -> Vec<String> {
    let text = ffmpeg(&[
        "-i",
        video.to_str().unwrap(),
        "-map",
        "0:v",
        "-c",
        "copy",
        "-bsf:v",
        "filter_units=remove_types=6-8",
        "-f",
        "framemd5",
        "-",
    ]);
    let text = String::from_utf8(text).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.rsplit(',').next().unwrap().trim().to_owned()).collect()
}

/// Loudness and true peak by the ebur128 crate, with nothing of ours in between.
pub fn ebur128(stereo: &[f32]) -> (f64, f64) {
    let mut meter = ebur128::EbuR128::new(2, RATE, ebur128::Mode::I | ebur128::Mode::TRUE_PEAK).unwrap();
    meter.add_frames_f32(stereo).unwrap();
    let peak = meter.true_peak(0).unwrap().max(meter.true_peak(1).unwrap());
    (meter.loudness_global().unwrap(), 20.0 * peak.log10())
}

/// Root mean square of a stretch, in dB.
pub fn level_db(stereo: &[f32], from: f64, to: f64) -> f64 {
    let index = |second: f64| (second * f64::from(RATE)) as usize * 2;
    let part = &stereo[index(from)..index(to).min(stereo.len())];
    let mean = part.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / part.len() as f64;
    10.0 * mean.max(1e-12).log10()
}
