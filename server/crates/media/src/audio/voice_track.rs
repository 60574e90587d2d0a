//! What one person says in a take, as a sound of its own, as long as the take.

use crate::assembly::clip_spec::within;
use crate::audio::stem::placed;
use crate::audio::wav::read_wav;
use crate::{LineIn, MediaError, RATE};
use hound::{SampleFormat, WavSpec, WavWriter};
use std::path::Path;

/// Half the studio's rate: enough for a mouth.
const VOICE_RATE: u32 = RATE / 2;

/// A shot's line, and whether it is heard in this sound; the others only push those after them back, as they do in the mix.
#[derive(Clone, Debug)]
pub struct VoiceIn {
    pub line: LineIn,
    pub heard: bool,
}

/// Writes what is heard as a WAV (24 kHz, one channel, 16 bits), `seconds` long from the take's start. `cut` is what the film
/// cuts off the take's head, in seconds. `false` where nothing is heard within it.
///
/// # Errors
/// `Wav` for a line that cannot be read, or when the file cannot be written.
pub fn write_voice(lines: &[VoiceIn], cut: f64, seconds: f64, out: &Path) -> Result<bool, MediaError> {
    within(seconds)?;
    let samples = (seconds.max(0.0) * f64::from(VOICE_RATE)).floor() as usize;
    let mut voice = vec![0.0f32; samples];
    let (mut free, mut any) = (None, false);
    for VoiceIn { line, heard } in lines {
        let stereo = read_wav(&line.wav)?;
        let length = stereo.len() as f64 / 2.0 / f64::from(RATE);
        let start = placed(line.start, cut, free);
        free = Some(start + length);
        if !heard {
            continue;
        }
        let at = ((start + cut) * f64::from(VOICE_RATE)).round() as usize;
        any |= at < samples;
        // Two frames of two channels become one sample.
        for (out, four) in voice.iter_mut().skip(at).zip(stereo.chunks(4)) {
            *out += four.iter().sum::<f32>() / 4.0;
        }
    }
    let failed = |error: hound::Error| MediaError::Wav { path: out.to_owned(), why: error.to_string() };
    let spec = WavSpec { channels: 1, sample_rate: VOICE_RATE, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut file = WavWriter::create(out, spec).map_err(failed)?;
    for sample in voice {
        file.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16).map_err(failed)?;
    }
    file.finalize().map_err(failed)?;
    Ok(any)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write_wav;

    #[test]
    fn a_line_lies_where_the_mix_has_it_and_those_of_others_are_silent() {
        let folder = tempfile::tempdir().unwrap();
        let tone = |name: &str, seconds: f64| {
            let wav = folder.path().join(name);
            write_wav(&wav, &vec![0.5; (seconds * f64::from(RATE)) as usize * 2]).unwrap();
            wav
        };
        let line = |wav, start, heard| VoiceIn {
            line: LineIn { wav, start, gain_db: 0.0, through: model::Through::Air },
            heard,
        };
        // The other's line runs over the start of ours, which waits for its end and the pause.
        let lines = [line(tone("a.wav", 1.0), 0.5, false), line(tone("b.wav", 0.5), 1.0, true)];
        let out = folder.path().join("voice.wav");
        assert!(write_voice(&lines, 0.0, 3.0, &out).unwrap());
        let mut read = hound::WavReader::open(&out).unwrap();
        let samples: Vec<i16> = read.samples().map(Result::unwrap).collect();
        assert_eq!(samples.len(), 3 * VOICE_RATE as usize);
        let loud = |second: f64| samples[(second * f64::from(VOICE_RATE)) as usize].abs() > 10_000;
        let heard: Vec<bool> = [0.6, 1.6, 1.7, 2.1, 2.2].map(loud).into();
        assert_eq!(heard, [false, false, true, true, false]);
        assert!(!write_voice(&lines, 0.0, 1.5, &out).unwrap(), "ours begins after the take");
        // Cut into: the first line starts at the cut, and the mouth with it.
        assert!(write_voice(&[line(tone("c.wav", 0.5), 0.5, true)], 1.0, 3.0, &out).unwrap());
        let samples: Vec<i16> = hound::WavReader::open(&out).unwrap().samples().map(Result::unwrap).collect();
        assert!(samples[20_000] == 0 && samples[25_000].abs() > 10_000);
    }
}
