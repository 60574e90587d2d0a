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
    let extension: String = inside.to_uppercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let off =
        ["VO", "OS", "OC", "VOICEOVER", "OFFSCREEN", "OFF", "OVER", "ONPHONE", "ONRADIO", "FILTERED", "画外音", "旁白"];
    let off_screen = off.iter().any(|o| extension.contains(o));
    let name = one_line(name.trim().trim_end_matches(['^', ':', '：']).trim());
    (name, off_screen)
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
