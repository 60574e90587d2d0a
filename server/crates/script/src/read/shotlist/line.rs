//! Lines that open a scene or a shot, and what a shot line says.

use super::seconds::seconds_in;
use crate::screenplay::ExplicitShot;
use crate::words::{camera_in, framing_in, ordinal_word};
use std::ops::RangeInclusive;

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

/// The number after one of the names (in capitals), and what follows it.
pub(crate) fn numbered<'a>(line: &'a str, names: &[&str]) -> Option<Numbered<'a>> {
    let trimmed = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '#' | '*' | '[' | '-' | '_' | '>' | '•' | '\u{feff}')
    });
    let lead = line.len() - trimmed.len();
    let first = trimmed.chars().next()?;
    let name = names.iter().find_map(|name| {
        // Asked of every line: most begin like none of them.
        if first.is_ascii() && !name.starts_with(first.to_ascii_uppercase()) {
            return None;
        }
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
    } else if body.starts_with(is_numeral) {
        body.chars().take_while(|c| is_numeral(*c)).map(char::len_utf8).sum()
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
        let piece = piece.trim().trim_matches([',', '，', '、', ':', '：', '-', '–', '—', '|', ' ', '*']).trim();
        if piece.is_empty() {
            continue;
        }
        if let Some(seconds) = seconds_in(piece) {
            shot.seconds.get_or_insert(seconds);
            continue;
        }
        let words = words_in(piece);
        let framing = framing_in(piece);
        let camera = camera_in(piece);
        let label = words <= 5
            && (framing.is_some() || camera.is_some())
            && !piece.ends_with(['.', '!', '?', '。'])
            && !shows(piece);
        if shot.framing.is_none() {
            shot.framing = framing;
        }
        if shot.camera.is_none() {
            shot.camera = camera;
        }
        if label || (words <= 2 && labels.is_empty() && action.is_empty() && !piece.ends_with(['.', '。'])) {
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
    let described = descriptions(rest);
    for (at, c) in rest.char_indices() {
        if described.iter().any(|brackets| brackets.contains(&at)) {
            continue;
        }
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
            ',' | '，' | '、' => depth > 0 || short_label(rest.get(start..at).unwrap_or_default()),
            '。' => short_label(rest.get(start..at).unwrap_or_default()),
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

/// Brackets that tell of somebody and not of the shot: "Elias (68, thin) bends over the box", "ANNA (30s) walks in".
fn descriptions(rest: &str) -> Vec<RangeInclusive<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(open) = rest.get(from..).and_then(|rest| rest.find(['(', '（'])).map(|at| from + at) {
        let Some(close) = rest.get(open..).and_then(|rest| rest.find([')', '）'])).map(|at| open + at) else { break };
        let inside = rest.get(open..close).unwrap_or_default().trim_start_matches(['(', '（']);
        let after = rest.get(close..).unwrap_or_default().trim_start_matches([')', '）']).trim_start();
        let before = rest.get(..open).unwrap_or_default();
        let lead =
            before.rsplit(['.', ',', ':', ';', '|', '–', '—', '。', '，', '、']).next().unwrap_or_default().trim();
        let is_of_shot = |piece: &str| piece.trim().is_empty() || short_label(piece);
        let of_somebody = !lead.is_empty() && !short_label(lead) && lead.ends_with(char::is_alphanumeric);
        let is_label = inside.split([',', ';', '|', '，', '、']).all(is_of_shot);
        let is_age = is_decade(inside) && after.starts_with(|c: char| c.is_lowercase());
        if of_somebody && (!is_label || is_age) {
            out.push(open..=close);
        }
        from = close + 1;
        while !rest.is_char_boundary(from) {
            from += 1;
        }
    }
    out
}

/// "30s", "mid-40s": an age as well as a length.
fn is_decade(text: &str) -> bool {
    let digits = text.trim().trim_start_matches("mid-").strip_suffix('s').unwrap_or_default();
    digits.len() == 2 && digits.ends_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

fn short_label(text: &str) -> bool {
    seconds_in(text.trim()).is_some()
        || (words_in(text) <= 4 && (framing_in(text).is_some() || camera_in(text).is_some()))
}

/// Words; two signs of a script without spaces count as one.
fn words_in(text: &str) -> usize {
    let signs = text.chars().filter(|c| *c >= '\u{2e80}' && c.is_alphabetic()).count();
    if signs > 0 { signs.div_ceil(2) } else { text.split_whitespace().count() }
}

/// "Close up of the kettle" says what is seen, too; "Close up on her" does not say more than its shot.
fn shows(piece: &str) -> bool {
    let lower = piece.to_lowercase();
    let after = [" of ", " on ", " as "].iter().find_map(|mark| lower.split_once(mark)).map(|(_, after)| after.trim());
    after.is_some_and(|after| {
        !matches!(
            after,
            "her" | "him" | "it" | "them" | "tripod" | "a tripod" | "action" | "dolly" | "a dolly" | "steadicam"
        )
    })
}

/// A numeral of Chinese, Japanese and Korean scripts.
fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百〇零".contains(c)
}
