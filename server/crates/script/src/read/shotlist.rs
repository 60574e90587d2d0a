//! SCENE n / SHOT n lists in their many spellings.

use super::fountain::{clean, is_cue, is_transition};
use crate::heading;
use crate::screenplay::{Element, ElementKind, ExplicitShot};
use crate::source::{Line, lines};
use crate::words::{camera_in, framing_in, ordinal_word};
use model::Span;

/// The parts of "SHOT 2: …" or "SCENE 2: …": the number as written and what follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numbered<'a> {
    pub number: Option<&'a str>,
    /// What follows the number and its mark; where it begins in the line, in bytes.
    pub rest: &'a str,
    pub at: usize,
}

pub(crate) fn shot_line(line: &str) -> Option<Numbered<'_>> {
    numbered(line, &["SHOT", "镜头", "鏡頭", "カット", "ショット", "КАДР", "PLANO", "PLAN", "EINSTELLUNG"])
}

pub(crate) fn scene_line(line: &str) -> Option<Numbered<'_>> {
    numbered(line, &["SCENE", "场景", "場景", "シーン", "СЦЕНА", "ESCENA", "SCÈNE", "SZENE", "CENA", "SCENA"])
}

fn numbered<'a>(line: &'a str, names: &[&str]) -> Option<Numbered<'a>> {
    let trimmed = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '#' | '*' | '[' | '-' | '_' | '>' | '•' | '\u{feff}')
    });
    let lead = line.len() - trimmed.len();
    let name = names.iter().find_map(|name| {
        let mut at = 0;
        let mut have = trimmed.chars();
        for want in name.chars() {
            let c = have.next()?;
            if c != want && !c.to_uppercase().eq([want]) {
                return None;
            }
            at += c.len_utf8();
        }
        Some(at)
    })?;
    let after = trimmed.get(name..)?;
    let body = after.trim_start_matches([' ', '\t', '#', '\u{a0}', '.', 'º', '第']);
    let gap = body.len() < after.len();
    // The number: "2", "2A", "2.1", "TWO".
    let digits = body.chars().take_while(|c| c.is_ascii_digit() || *c == '.').map(char::len_utf8).sum::<usize>();
    let number_len = if digits > 0 && body.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = body.get(..digits)?.trim_end_matches('.').len();
        let letter = body.get(digits..)?.chars().take_while(char::is_ascii_alphabetic).count();
        if letter <= 1 { digits + letter } else { digits }
    } else if gap {
        let word: usize = body.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        if ordinal_word(body.get(..word)?).is_some() { word } else { 0 }
    } else {
        0
    };
    let number = body.get(..number_len)?;
    let tail = body.get(number_len..)?;
    let next = tail.chars().next();
    let is_capital = trimmed.get(..name)?.chars().next().is_some_and(|c| !c.is_lowercase());
    if number.is_empty() {
        // "SHOT: wide" has a colon; "Shot of a house" has none and is a sentence.
        if !tail.starts_with([':', '：']) || !is_capital {
            return None;
        }
    } else if next.is_some_and(char::is_alphabetic) || !is_capital {
        return None;
    }
    let rest = tail.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '：' | '.' | '-' | '–' | '—' | ']' | '*' | ')' | '|' | '_')
    });
    let rest_trimmed = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | ']' | '_'));
    // "Scene 3 was hard to film." is a sentence about a scene.
    if next.is_some_and(char::is_whitespace) && tail.trim_start().starts_with(char::is_lowercase) {
        return None;
    }
    Some(Numbered {
        number: (!number.is_empty()).then_some(number),
        rest: rest_trimmed,
        at: lead + trimmed.len() - rest.len(),
    })
}

/// What a shot line says: how it is framed, how long it lasts, and what happens if that stands on the same line.
pub(crate) fn parse_shot(rest: &str) -> (ExplicitShot, String) {
    let mut shot = ExplicitShot::default();
    let mut action: Vec<&str> = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    for piece in pieces(rest) {
        let piece = piece.trim().trim_matches([',', ':', '-', '–', '—', '|', ' ', '*']).trim();
        if piece.is_empty() {
            continue;
        }
        if let Some(seconds) = seconds_in(piece) {
            shot.seconds.get_or_insert(seconds);
            continue;
        }
        let words = piece.split_whitespace().count();
        let framing = framing_in(piece);
        let camera = camera_in(piece);
        let label = words <= 5 && (framing.is_some() || camera.is_some()) && !piece.ends_with(['.', '!', '?']);
        if shot.framing.is_none() {
            shot.framing = framing;
        }
        if shot.camera.is_none() {
            shot.camera = camera;
        }
        if label || (words <= 2 && labels.is_empty() && action.is_empty() && !piece.ends_with('.')) {
            labels.push(piece);
        } else {
            action.push(piece);
        }
    }
    shot.label = labels.join(", ");
    (shot, action.join(" "))
}

/// Cuts at " - ", brackets, bars, commas and colons, but not inside a sentence.
fn pieces(rest: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0i32;
    let bytes = rest.as_bytes();
    for (at, c) in rest.char_indices() {
        let before = at.checked_sub(1).and_then(|i| bytes.get(i)).copied().unwrap_or(b' ');
        let after = rest.get(at + c.len_utf8()..).unwrap_or_default();
        let spaced = before == b' ' || after.starts_with(' ');
        let cut = match c {
            '(' | '[' | '（' => {
                depth += 1;
                true
            }
            ')' | ']' | '）' => {
                depth -= 1;
                true
            }
            '-' => spaced,
            '–' | '—' | '|' | ';' => true,
            // 00:04 is a time, "Close up: she looks" is a label.
            ':' => !after.starts_with(|c: char| c.is_ascii_digit()),
            ',' => depth > 0 || short_label(rest.get(start..at).unwrap_or_default()),
            '.' => after.starts_with(' ') && short_label(rest.get(start..at).unwrap_or_default()),
            _ => false,
        };
        if cut {
            out.push(rest.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
    }
    out.push(rest.get(start..).unwrap_or_default());
    out
}

fn short_label(text: &str) -> bool {
    seconds_in(text.trim()).is_some()
        || (text.split_whitespace().count() <= 4 && (framing_in(text).is_some() || camera_in(text).is_some()))
}

/// "5s", "5 sec.", "00:04", "1 min 10 s", "4–6 seconds" (the middle), "Duration 5 seconds", "5秒".
pub(crate) fn seconds_in(text: &str) -> Option<f64> {
    let lower = text.trim().to_lowercase();
    let mut body = lower.trim_matches(['~', '≈', '.', ' ', '(', ')', '[', ']', '"', '”', '″']);
    for lead in ["duration", "length", "time", "runtime", "about", "approx", "ca", "approximately", "for"] {
        if let Some(rest) = body.strip_prefix(lead)
            && !rest.starts_with(char::is_alphanumeric)
        {
            body = rest.trim_start_matches([':', '.', ' ', '=', '~']);
        }
    }
    if let Some((minutes, seconds)) = body.split_once(':') {
        let (minutes, seconds): (&str, &str) = match seconds.split_once(':') {
            // hours, minutes, seconds
            Some((m, s)) if minutes.trim_matches('0').is_empty() => (m, s),
            Some(_) => return None,
            None => (minutes, seconds),
        };
        let digits = |s: &str| !s.is_empty() && s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
        let seconds = seconds.trim_end_matches(['s', ' ']);
        if digits(minutes) && seconds.len() >= 2 && seconds.split('.').next().is_some_and(digits) {
            return usable(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?);
        }
        return None;
    }
    let quoted = text.trim().ends_with(['"', '”', '″']);
    let mut total = 0.0;
    let mut found = false;
    let mut rest = body;
    while !rest.is_empty() {
        let (value, after) = number(rest)?;
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix(['-', '–', '—']).or_else(|| after.strip_prefix("to ")) {
            Some(more) => {
                let (high, more) = number(more.trim_start())?;
                ((value + high) / 2.0, more.trim_start())
            }
            None => (value, after),
        };
        let unit_len: usize = after.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let unit = after.get(..unit_len)?;
        total += match unit {
            "s" | "sec" | "secs" | "second" | "seconds" | "秒" | "秒钟" | "сек" | "с" | "segundos" | "sekunden"
            | "secondes" | "초" => value,
            "m" | "min" | "mins" | "minute" | "minutes" | "分" => value * 60.0,
            "" if quoted && after.is_empty() => value,
            _ => return None,
        };
        found = true;
        rest = after.get(unit_len..)?.trim_start_matches(['.', ' ', ',', '+']);
        if let Some(tail) = rest.strip_prefix("and ") {
            rest = tail;
        }
        if matches!(rest, "long" | "total" | "approx" | "each" | "hold") {
            rest = "";
        }
    }
    if found { usable(total) } else { None }
}

fn usable(seconds: f64) -> Option<f64> {
    (seconds.is_finite() && seconds > 0.0 && seconds <= 3600.0).then_some(seconds)
}

fn number(text: &str) -> Option<(f64, &str)> {
    let len = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    let digits = text.get(..len)?.trim_end_matches(['.', ',']);
    let value = digits.replace(',', ".").parse().ok()?;
    Some((value, text.get(digits.len()..)?))
}

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
            out.push(Element { kind, text: clean(text), span: Span { start, end }, revision: None });
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
