//! Casting: which voice a character has, and how the delivery bends it.

use crate::dsp::{Rng, hash};
use model::{Age, Delivery, Sex, SpeechSpec, view::VoiceView};

/// espeak-ng's settings for one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cast {
    pub(super) voice: String,
    pub(super) words_per_minute: u32,
    /// 0 to 99.
    pub(super) pitch: u32,
    /// Between words, in units of 10 ms.
    pub(super) gap: u32,
}

const WOMEN: &[&str] = &["f1", "f2", "f3", "f4", "f5", "Annie", "belinda", "linda", "steph"];
const MEN: &[&str] = &["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "Lee", "Michael"];
/// The accents that an English voice may have when the script does not say.
const ENGLISH: &[&str] = &["en-us", "en-gb", "en-us", "en-gb-x-rp"];

/// Female names that do not end in a vowel, and male ones that do, are told by the script's engine; this is the last resort.
fn sex_of(spec: &SpeechSpec, rng: &mut Rng) -> Sex {
    spec.voice.sex.unwrap_or(if rng.chance(0.5) { Sex::Female } else { Sex::Male })
}

/// The same character always gets the same voice.
pub(super) fn cast(spec: &SpeechSpec, text: &str) -> Cast {
    let mut rng = Rng::new(hash(&spec.voice.character.to_lowercase()));
    let sex = sex_of(spec, &mut rng);
    let variants = if sex == Sex::Female { WOMEN } else { MEN };
    let variant = variants.get(rng.below(variants.len())).copied().unwrap_or("m1");
    let accent = ENGLISH.get(rng.below(ENGLISH.len())).copied().unwrap_or("en-us");
    let pitch = 38 + rng.below(24) as i32;
    let pace = 158 + rng.below(26) as i32;
    let (pitch, pace) = match spec.voice.age {
        Some(Age::Child) => (pitch + 34, pace + 4),
        Some(Age::Teen) => (pitch + 14, pace + 6),
        Some(Age::Old) => (pitch - 14, pace - 22),
        _ => (pitch, pace),
    };
    let language = match language_of(text) {
        "" if spec.voice.language.is_empty() || spec.voice.language == "en" => accent,
        "" => spec.voice.language.as_str(),
        other => other,
    };
    let (variant, pitch_shift, factor, gap) = match spec.delivery {
        Delivery::Whisper => (if sex == Sex::Female { "whisperf" } else { "whisper" }, 0, 0.9, 2),
        Delivery::Soft => (variant, -4, 0.92, 1),
        Delivery::Shout => (variant, 16, 1.06, 0),
        Delivery::Slow => (variant, -2, 0.72, 4),
        Delivery::Fast => (variant, 3, 1.3, 0),
        Delivery::Angry => (variant, 8, 1.1, 0),
        Delivery::Sad => (variant, -8, 0.82, 2),
        Delivery::Excited => (variant, 14, 1.14, 0),
        Delivery::Normal => (variant, 0, 1.0, 1),
    };
    // Another take is another reading.
    let nuance = Rng::new(u64::from(spec.take) + 1).below(7) as i32 * i32::from(spec.take > 0);
    let voice = match spec.voice.id.as_deref().filter(|id| is_safe(id)) {
        Some(chosen) => chosen.to_owned(),
        None => format!("{language}+{variant}"),
    };
    let words_per_minute = (f64::from(pace) * factor * spec.speed.clamp(0.5, 2.0)).round() as u32;
    Cast {
        voice,
        words_per_minute: (words_per_minute + nuance.unsigned_abs()).clamp(80, 400),
        pitch: u32::try_from((pitch + pitch_shift + nuance).clamp(0, 99)).unwrap_or(50),
        gap,
    }
}

/// A voice's name is a language tag and a variant, nothing that could be an option or a path.
fn is_safe(id: &str) -> bool {
    id.len() <= 40
        && id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_'))
}

/// The language a text's script tells, as an espeak-ng voice; empty for the Latin script, which tells none.
pub fn language_of(text: &str) -> &'static str {
    let mut found = "";
    for c in text.chars() {
        let language = match c {
            '\u{3040}'..='\u{30ff}' => return "ja",
            '\u{ac00}'..='\u{d7af}' => "ko",
            '\u{3400}'..='\u{9fff}' => "cmn",
            '\u{0400}'..='\u{04ff}' => "ru",
            '\u{0600}'..='\u{06ff}' => "ar",
            '\u{0900}'..='\u{097f}' => "hi",
            '\u{0370}'..='\u{03ff}' => "el",
            '\u{0590}'..='\u{05ff}' => "he",
            _ => continue,
        };
        found = if found.is_empty() { language } else { found };
    }
    found
}

/// The voices a person can choose from.
pub fn voices() -> Vec<VoiceView> {
    let accents = [("en-us", "American"), ("en-gb", "British"), ("en-gb-scotland", "Scottish")];
    let mut voices = Vec::new();
    for (language, accent) in accents {
        for (variants, who) in [(["f1", "f2", "f3", "f4", "f5"], "woman"), (["m1", "m2", "m3", "m5", "m7"], "man")] {
            for (index, variant) in variants.iter().enumerate() {
                let id = format!("{language}+{variant}");
                voices.push(VoiceView { id, label: format!("{accent} {who} {}", index + 1) });
            }
        }
    }
    voices
}
