//! Speaks a text by a voice into a WAV, and says what it took: `cargo run -p voices --example say -- VOICE OUT.wav WORDS…`

use std::{path::Path, time::Instant};
use voices::{Order, Pack, RATE, Tongue, Voices};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words: Vec<String> = std::env::args()
        .skip(1)
        .flat_map(|word| word.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let (voice, out) = (words.remove(0), words.remove(0));
    let tongue = std::env::var("TONGUE").ok().and_then(|tag| Tongue::of(&tag)).unwrap_or(Tongue::American);
    let folder = voices::folder(std::env::var_os("STUDIO_VOICES").as_deref().map(Path::new), Path::new("data"));
    let voices = Voices::new(Pack::find(&folder)?);
    let order = Order {
        words,
        mix: voices::known(&voice).ok_or("no such voice")?,
        shift: 0,
        speed: 1.0,
        tongue,
        lively: false,
    };
    for _ in 0..2 {
        let began = Instant::now();
        let readings = voices.speak(&order, Path::new(".")).await?;
        let samples: Vec<f32> = readings.iter().flat_map(|reading| reading.samples.clone()).collect();
        let spoken = samples.len() as f64 / f64::from(RATE);
        eprintln!("{spoken:.2} s of speech in {:.2} s", began.elapsed().as_secs_f64());
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: RATE,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut wav = hound::WavWriter::create(&out, spec)?;
        for sample in samples {
            wav.write_sample((sample.clamp(-1.0, 1.0) * 32_767.0) as i16)?;
        }
        wav.finalize()?;
        for reading in readings {
            for (word, start, end) in reading.words {
                eprintln!("  {start:6.3} {end:6.3} {}", order.words[word]);
            }
        }
    }
    Ok(())
}
