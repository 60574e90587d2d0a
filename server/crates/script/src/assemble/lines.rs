//! What single lines of a script say: cues, tags of sound, jumps in time.

use lexicon::Speech;

pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// "The next morning", "Am nächsten Morgen": the story goes on at another time.
pub(super) fn jumps(paragraph: &str, language: &str) -> bool {
    let Some(speech) = Speech::of(language).or_else(|| Speech::of("en")) else { return false };
    let lower: String = paragraph.chars().take(40).collect::<String>().to_lowercase();
    let ends = |rest: &str| {
        let spaced = speech.subject.is_empty() || speech.language == "hi";
        !spaced || rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
    };
    speech.time.iter().any(|lead| lower.strip_prefix(lead).is_some_and(ends))
}

/// "ALICE (V.O.) (CONT'D)" → ("ALICE", true).
pub(crate) fn cue_name(cue: &str) -> (String, bool) {
    let mut name = String::new();
    let mut depth = 0usize;
    let mut inside = String::new();
    for c in cue.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(c),
            _ => name.push(c),
        }
    }
    let mut off_screen = is_off_screen(&inside.to_uppercase());
    let mut name = one_line(name.trim().trim_end_matches(['^', ':', '：']).trim());
    // "V.O. SOFIA"
    let lead = name.split_once(' ').filter(|(lead, _)| matches!(*lead, "V.O." | "VO" | "V/O" | "O.S." | "OS" | "O.C."));
    if let Some((_, rest)) = lead {
        (name, off_screen) = (rest.to_owned(), true);
    }
    (name, off_screen)
}

/// Whether what stands in brackets behind a name says that the voice comes from elsewhere: "V.O.", "ON TV", "through the door".
fn is_off_screen(extension: &str) -> bool {
    const WORDS: &[&str] =
        &["VO", "OS", "OC", "OFF", "VOICEOVER", "OFFSCREEN", "OFFCAMERA", "OVER", "FILTERED", "PRELAP", "TV"];
    const PHRASES: &[&str] = &[
        "PHONE",
        "RADIO",
        "ON SCREEN",
        "ONSCREEN",
        "TELEVISION",
        "INTERCOM",
        "RECORDING",
        "RECORDED",
        "ANSWERING MACHINE",
        "LOUDSPEAKER",
        "SPEAKER",
        "WALKIE",
        "VIDEO",
        "VOICE OVER",
        "OFF SCREEN",
        "OFF CAMERA",
        "PRE-LAP",
        "THROUGH ",
        "VOICEMAIL",
        "ON MONITOR",
        "ON TAPE",
        "HEADSET",
        "EARPIECE",
        "OVER COMMS",
        "TANNOY",
        "MEGAPHONE OFF",
        "画外音",
        "旁白",
    ];
    let words = extension.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';'));
    let bare = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    words.map(bare).any(|word| WORDS.contains(&word.as_str()))
        || PHRASES.iter().any(|phrase| extension.contains(phrase))
}

/// "sound: rain", "SFX - a door slams", "AMBIENCE: crowd" → what is heard, and whether it lies under the whole shot.
pub(crate) fn sound_tag(text: &str) -> Option<(String, bool)> {
    let (key, value) = text.split_once([':', '：'])?;
    let key = key.trim().trim_matches(['*', '_']).to_lowercase();
    let ambience = matches!(key.as_str(), "ambience" | "ambiance" | "ambient" | "atmos" | "atmosphere" | "room tone");
    let sound = ambience
        || matches!(
            key.as_str(),
            "sound" | "sounds" | "sfx" | "sound effect" | "fx" | "foley" | "audio" | "音效" | "声音"
        );
    let value = value.trim().trim_end_matches('.').trim();
    (sound && !value.is_empty()).then(|| (one_line(value), ambience))
}
