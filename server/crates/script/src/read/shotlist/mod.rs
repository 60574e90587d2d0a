//! SCENE n / SHOT n lists in their many spellings.

mod line;
mod seconds;

pub(crate) use line::{parse_shot, scene_line, shot_line};

use super::fountain::{clean, is_cue, is_transition};
use crate::heading;
use crate::screenplay::{Element, ElementKind};
use crate::source::{Line, lines};

/// Elements with spans in bytes.
pub(crate) fn read(text: &str) -> Vec<Element> {
    let lines = lines(text);
    let mut out = Vec::new();
    let mut at = 0;
    let mut titled = false;
    while let Some(line) = lines.get(at) {
        at += 1;
        if line.is_blank() {
            continue;
        }
        let (start, body) = line.trimmed();
        let end = start + body.len();
        let mut push = |kind, start, text: &str, end| {
            out.push(Element::new(kind, clean(text), start, end));
        };
        if let Some(scene) = scene_line(body) {
            titled = true;
            push(ElementKind::Heading { number: scene.number.map(str::to_owned) }, start, unwrap(scene.rest), end);
        } else if heading::is_heading(body) {
            titled = true;
            push(ElementKind::Heading { number: heading::parse(body).number }, start, &heading::parse(body).text, end);
        } else if let Some(shot) = shot_line(body) {
            titled = true;
            push(ElementKind::Shot, start, shot.rest, end);
        } else if !titled && title_of(body).is_some() {
            push(ElementKind::TitlePage { key: "Title".to_owned() }, start, title_of(body).unwrap_or_default(), end);
            titled = true;
        } else if is_transition(body) {
            push(ElementKind::Transition, start, body, end);
        } else if let Some(said) = colon_line(body) {
            let text_at = start + said.text_at;
            push(ElementKind::Cue { dual: false }, start, said.cue, text_at);
            let (paren, words, skip) = leading_parenthetical(said.text);
            if let Some(paren) = paren {
                push(ElementKind::Parenthetical, text_at, paren, text_at + skip);
            }
            push(ElementKind::Dialogue, text_at + skip, words, end);
        } else if is_cue(body) && body.chars().any(char::is_uppercase) && follows(&lines, at) {
            push(ElementKind::Cue { dual: false }, start, body, end);
            while let Some(next) = lines.get(at) {
                let (start, body) = next.trimmed();
                if next.is_blank()
                    || shot_line(body).is_some()
                    || scene_line(body).is_some()
                    || heading::is_heading(body)
                {
                    break;
                }
                let kind = if body.starts_with('(') && body.ends_with(')') {
                    ElementKind::Parenthetical
                } else {
                    ElementKind::Dialogue
                };
                let inner = if kind == ElementKind::Parenthetical { body.trim_matches(['(', ')']) } else { body };
                push(kind, start, inner, start + body.len());
                at += 1;
            }
        } else {
            push(ElementKind::Action, start, body, end);
        }
    }
    out
}

fn follows(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|next| {
        let body = next.text.trim();
        !body.is_empty() && shot_line(body).is_none() && scene_line(body).is_none() && !heading::is_heading(body)
    })
}

/// "(EXT. PARK, DUSK):" without its brackets.
fn unwrap(text: &str) -> &str {
    let text = text.trim().trim_end_matches(':').trim();
    match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inside) if !inside.contains(['(', ')']) => inside.trim(),
        _ => text,
    }
}

fn title_of(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    matches!(key.trim().to_lowercase().as_str(), "title" | "film" | "project" | "标题" | "片名").then(|| value.trim())
}

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

/// "(softly) Come in." → ("softly", "Come in.", where the words begin).
pub(crate) fn leading_parenthetical(text: &str) -> (Option<&str>, &str, usize) {
    if let Some(rest) = text.strip_prefix('(')
        && let Some(close) = rest.find(')')
    {
        let inside = rest.get(..close).unwrap_or_default();
        let after = rest.get(close + 1..).unwrap_or_default();
        let words = after.trim_start();
        if !words.is_empty() {
            return (Some(inside.trim()), words, text.len() - words.len());
        }
    }
    (None, text, 0)
}
