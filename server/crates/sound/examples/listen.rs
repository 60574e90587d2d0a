//! Writes everything this crate can make to a folder, to be listened to, and prints what was measured.
//!
//! `cargo run -p sound --example listen -- FOLDER [speech|foley|music] [part of a name]`

use model::{Delivery, ModelChoice, Mood, MusicSpec, SoundSpec, SpeechSpec, Voice};
use sound::{Sound, foley, known_sounds, music, speech};
use std::path::Path;

fn keep(folder: &Path, name: &str, sound: &Sound) -> Result<(), Box<dyn std::error::Error>> {
    let file: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    sound.write_wav(&folder.join(format!("{file}.wav")))?;
    let mean = |side: usize| {
        sound.samples.iter().skip(side).step_by(2).map(|x| f64::from(*x)).sum::<f64>() / sound.frames().max(1) as f64
    };
    println!(
        "{name:42} {:6.2} s  {:6.1} LUFS  loudest {:6.1}  peak {:5.2}  dc {:+.4}",
        sound.seconds(),
        sound.loudness().unwrap_or(f64::NEG_INFINITY),
        sound.loudest_moment().unwrap_or(f64::NEG_INFINITY),
        sound.peak(),
        mean(0),
    );
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(args.next().unwrap_or_else(|| "listen".to_owned()));
    let kind = args.next().unwrap_or_default();
    let part = args.next().unwrap_or_default();
    std::fs::create_dir_all(&folder)?;
    if matches!(kind.as_str(), "" | "speech") {
        let spec = |id: &str, delivery| SpeechSpec {
            model: ModelChoice::espeak(),
            text: "When the rain had stopped, they walked down to the harbour. Are you coming?".to_owned(),
            voice: Voice {
                id: Some(id.to_owned()),
                character: "Anna".to_owned(),
                sex: None,
                age: None,
                language: "en".to_owned(),
            },
            delivery,
            speed: 1.0,
            take: 0,
            say: Vec::new(),
        };
        for voice in speech::voices().iter().filter(|v| v.id.contains(&part)) {
            let spoken = speech::speak(&spec(&voice.id, Delivery::Normal), &folder).await?;
            keep(&folder, &format!("voice {}", voice.id), &spoken.sound)?;
        }
        for delivery in Delivery::ALL.iter().filter(|d| d.key().contains(&part)) {
            let spoken = speech::speak(&spec("clara", *delivery), &folder).await?;
            keep(&folder, &format!("delivery {}", delivery.key()), &spoken.sound)?;
        }
    }
    if matches!(kind.as_str(), "" | "foley") {
        for name in known_sounds().iter().filter(|name| name.contains(&part)) {
            for ambience in [false, true] {
                let spec = SoundSpec {
                    model: ModelChoice::foley(),
                    sound: (*name).to_owned(),
                    ambience,
                    seconds: if ambience { 12.0 } else { 6.0 },
                    take: 0,
                    footage: None,
                    heard: None,
                };
                let label = if ambience { "bed" } else { "effect" };
                keep(&folder, &format!("{label} {name}"), &foley(&spec))?;
            }
        }
    }
    if matches!(kind.as_str(), "" | "music") {
        for mood in Mood::ALL.iter().filter(|mood| mood.key().contains(&part)) {
            keep(&folder, &format!("music {}", mood.key()), &music(&MusicSpec::of_moods(vec![(*mood, 40.0)], 7)))?;
        }
        let moods = Mood::ALL.iter().map(|mood| (*mood, 20.0)).collect();
        keep(&folder, "music all moods", &music(&MusicSpec::of_moods(moods, 3)))?;
    }
    Ok(())
}
