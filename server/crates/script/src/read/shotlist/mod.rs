//! SCENE n / SHOT n lists in their many spellings.

mod line;
mod seconds;

pub(crate) use line::{numbered, parse_shot, scene_line, shot_line};
pub(crate) use seconds::seconds_in;

/// A speaker and what is said on one line: `ALICE (softly): "Come in."`
pub(crate) struct ColonLine<'a> {
    /// With its extension.
    pub cue: &'a str,
    pub text: &'a str,
    pub text_at: usize,
}

/// Words before a colon that are no speakers.
const LABELS: &[&str] = &[
    "sfx",
    "sound",
    "sounds",
    "audio",
    "fx",
    "music",
    "ambience",
    "ambiance",
    "foley",
    "camera",
    "duration",
    "length",
    "action",
    "description",
    "location",
    "setting",
    "characters",
    "cast",
    "lighting",
    "light",
    "mood",
    "style",
    "note",
    "notes",
    "time",
    "title",
    "super",
    "supers",
    "text",
    "caption",
    "angle",
    "lens",
    "framing",
    "movement",
    "transition",
    "visual",
    "visuals",
    "props",
    "wardrobe",
    "shot",
    "scene",
    "dialogue",
    "dialog",
    "weather",
    "logline",
    "author",
    "color",
    "colour",
    "insert",
    "close on",
    "cut to",
    "fade in",
    "fade out",
    "fade to",
    "smash cut to",
    "dissolve to",
    "back to",
    "intercut",
    "montage",
    "on screen",
    "title card",
    "genre",
    "tone",
    "summary",
    "synopsis",
    "type",
    "vfx",
    "int",
    "ext",
    "prompt",
    "tip",
    "warning",
];

pub(crate) fn colon_line(line: &str) -> Option<ColonLine<'_>> {
    let at = line.find([':', '：'])?;
    let mark = line.get(at..)?.chars().next()?.len_utf8();
    let head = line.get(..at)?;
    let tail = line.get(at + mark..)?;
    let raw = tail.trim();
    if raw.is_empty() || head.len() > 60 {
        return None;
    }
    let name =
        head.split('(').next().unwrap_or_default().trim().trim_matches(['*', '_', '-', '"', '“', '”', '•']).trim();
    let lower = name.to_lowercase();
    if name.is_empty()
        || LABELS.contains(&lower.as_str())
        || lower.ends_with(" to")
        || name.split_whitespace().count() > 4
    {
        return None;
    }
    let upper = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    let title = name.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()));
    let uncased = !name.chars().any(|c| c.is_uppercase() || c.is_lowercase()) && name.chars().any(char::is_alphabetic);
    let quoted = raw.starts_with(['"', '“', '‘', '«', '「', '\'', '„']);
    if !(upper || uncased || (title && quoted) || (title && name.split_whitespace().count() <= 2)) {
        return None;
    }
    if name.chars().any(|c| c.is_ascii_digit()) && !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let skip = tail.len() - tail.trim_start().len();
    let text = tail.trim();
    let open = text.len() - text.trim_start_matches(['"', '“', '«', '「', '„', '*']).len();
    let inside = text.get(open..)?.trim_end_matches(['"', '”', '»', '」', '“', '*']);
    Some(ColonLine { cue: head.trim().trim_matches(['*', '_']), text: inside, text_at: at + mark + skip + open })
}
