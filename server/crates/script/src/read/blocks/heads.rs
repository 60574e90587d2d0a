//! Lines that open an act, a scene or a shot.

use super::piece::{Head, Level, Piece};
use crate::heading;
use crate::read::shotlist::{numbered, scene_line, shot_line};
use crate::read::times::{Stretch, parse, stretch, stretch_in};

const SLIDES: &[&str] =
    &["SLIDE", "PAGE", "FOLIE", "DIAPOSITIVE", "DIAPOSITIVA", "СЛАЙД", "幻灯片", "슬라이드", "スライド"];
const SHOTS: &[&str] = &[
    "MULTI-SHOT PROMPT",
    "MULTISHOT PROMPT",
    "MULTI SHOT PROMPT",
    "VIDEO PROMPT",
    "SHOT PROMPT",
    "IMAGE PROMPT",
    "PROMPT",
    "CLIP",
    "FRAME",
    "PANEL",
    "SEGMENT",
    "BEAT",
    "CUT",
    "STORYBOARD",
    "KEYFRAME",
    "PANELS",
    "컷",
    "샷",
    "分镜",
    "分鏡",
    "カット",
];
const SCENES: &[&str] =
    &["SECTION", "PART", "SEQUENCE", "CHAPTER", "场", "場", "씬", "장면", "S#", "KAPITEL", "TEIL", "ABSCHNITT"];
const ACTS: &[&str] = &["ACT", "AKT", "ACTE", "ACTO", "ATTO", "ATO", "АКТ", "ДЕЙСТВИЕ", "幕"];

/// The head that a line is. `line` is cut out of `source` and has no marks of Markdown around it any more.
pub(super) fn head<'a>(source: &str, line: &'a str) -> Option<Head<'a>> {
    let whole = Piece::of(source, line);
    let (start, end) = (whole.start, whole.end);
    let make = |level, number: Option<&str>, rest: &'a str| {
        let mut name = rest
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '|' | '*' | '_' | '-' | '–' | '—'));
        let mut when = None;
        if level != Level::Shot {
            // "The Arrival (0:00-0:05)", "(8s) The Arrival".
            (name, when) = without_time(name);
        }
        Head {
            level,
            number: number.map(str::to_owned),
            name: Piece::of(source, name),
            when,
            heading: false,
            slide: false,
            start,
            end,
        }
    };
    if let Some(shot) = shot_line(line) {
        let mut head = make(Level::Shot, shot.number, shot.rest);
        head.when = stretch_in(shot.rest).map(|(_, when)| when).filter(|when| when.to.is_some());
        return Some(head);
    }
    if let Some(scene) = scene_line(line) {
        let mut head = make(Level::Scene, scene.number, unwrapped(scene.rest));
        head.heading = heading::is_heading(&head.name.text);
        return Some(head);
    }
    if let Some((number, rest)) = line
        .strip_prefix('第')
        .and_then(|rest| rest.split_once(['集', '话', '話', '回']))
        .filter(|(number, rest)| number.chars().count() <= 4 && rest.chars().count() <= 20 && !rest.ends_with('。'))
    {
        return Some(make(Level::Act, Some(number), rest));
    }
    if let Some((number, rest)) = in_its_language(line) {
        return Some(Head { heading: true, ..make(Level::Scene, number, rest) });
    }
    if let Some(slide) = numbered(line, SLIDES).filter(|slide| slide.number.is_some()) {
        return Some(Head { slide: true, ..make(Level::Scene, slide.number, slide.rest) });
    }
    let counted = |names| numbered(line, names).filter(|found| found.number.is_some());
    if let Some(shot) = counted(SHOTS) {
        return Some(make(Level::Shot, shot.number, shot.rest));
    }
    if let Some(act) = counted(ACTS) {
        return Some(make(Level::Act, act.number, act.rest));
    }
    if let Some(scene) = counted(SCENES) {
        return Some(make(Level::Scene, scene.number, scene.rest));
    }
    if heading::is_heading(line) {
        return Some(Head { heading: true, ..make(Level::Scene, None, line) });
    }
    None
}

/// A line that begins or ends with a stretch of time: "[0:00-0:03] HOOK", "Hook (0-3s)".
pub(super) fn timed<'a>(source: &str, line: &'a str, marked: bool) -> Option<Head<'a>> {
    let whole = Piece::of(source, line);
    let (name, when) = match led_by_time(line) {
        Some((when, rest)) => (rest, when),
        None => {
            let (name, when) = without_time(line);
            let short = name.split_whitespace().count() <= 6 && !name.ends_with(['.', '!', '?']);
            (name, when.filter(|when| when.to.is_some() && short && (marked || line.ends_with([')', ']'])))?)
        }
    };
    let name =
        name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '|' | '*' | '_' | '-' | '–' | '—'));
    Some(Head {
        level: Level::Shot,
        number: None,
        name: Piece::of(source, name),
        when: Some(when),
        heading: false,
        slide: false,
        start: whole.start,
        end: whole.end,
    })
}

fn led_by_time(line: &str) -> Option<(Stretch, &str)> {
    let body = line.trim_start_matches(['[', '(', '*', '【', '（', ' ', '⏱', '\u{fe0f}', '⏰', '🕐']);
    let bracket = body.len() < line.len() && line.contains(['[', '(', '【', '（']);
    let body = ["seconds ", "second ", "sec ", "time ", "timestamp ", "秒 "]
        .iter()
        .find_map(|lead| {
            body.get(..lead.len()).filter(|have| have.eq_ignore_ascii_case(lead)).and(body.get(lead.len()..))
        })
        .unwrap_or(body)
        .trim_start_matches([':', ' ']);
    let (when, rest) = parse(body)?;
    let closed = rest.trim_start_matches([']', ')', '】', '）', '*']);
    // "7:30 in the morning" is a sentence: a code alone stands in brackets or before a mark.
    let mark = closed.trim_start().starts_with([':', '-', '–', '—', '|']) || closed.trim().is_empty();
    (when.to.is_some() || bracket || mark).then_some((when, closed))
}

/// A name without the stretch of time, or the length, that stands in brackets before or after it.
fn without_time(name: &str) -> (&str, Option<Stretch>) {
    let trimmed = name.trim_end_matches(['*', '_', ':', ' ']);
    if let Some(at) = trimmed.rfind(['(', '[', '（'])
        && let Some(inside) = trimmed.get(at..)
        && let Some(when) = stretch(inside).or_else(|| length(inside))
    {
        return (trimmed.get(..at).unwrap_or_default().trim_end(), Some(when));
    }
    for mark in [" – ", " — ", " - ", ", ", " | ", ": "] {
        if let Some((before, inside)) = trimmed.rsplit_once(mark)
            && let Some(when) = stretch(inside).filter(|when| when.to.is_some()).or_else(|| length(inside))
        {
            return (before, Some(when));
        }
    }
    if let Some((when, rest)) = led_by_time(name).filter(|(when, _)| when.to.is_some()) {
        return (rest.trim_start_matches([':', ' ', '-', '–', '—']), Some(when));
    }
    (name, None)
}

/// "(8s)" is a stretch that begins nowhere: as if from nought, with the clock, so that it is exact.
fn length(text: &str) -> Option<Stretch> {
    let seconds = crate::read::shotlist::seconds_in(text)?;
    text.contains(|c: char| c.is_alphabetic()).then_some(Stretch { from: 0.0, to: Some(seconds), clock: true })
}

/// "(EXT. PARK, DUSK):" without its brackets.
fn unwrapped(text: &str) -> &str {
    let text = text.trim().trim_end_matches(':').trim();
    match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inside) if !inside.contains(['(', ')']) => inside.trim(),
        _ => text,
    }
}

/// Headings in Chinese, Japanese and Korean forms: "第一场 医院走廊 夜", "1-1 日 内 客厅", "○学校・廊下（朝）", "S#1. 학교 (낮)".
fn in_its_language(line: &str) -> Option<(Option<&str>, &str)> {
    let first = line.chars().next()?;
    match first {
        '第' => {
            let (number, rest) = line.strip_prefix('第')?.split_once(['场', '場', '幕', '景', '镜'])?;
            let fits = number.trim().chars().count() <= 5
                && number.trim().chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十百零〇两".contains(c));
            (fits && rest.chars().count() <= 40 && !rest.contains(['。', '！', '？']))
                .then_some((Some(number.trim()), rest))
        }
        '○' | '〇' | '◯' => {
            let rest = line.get(first.len_utf8()..)?.trim();
            (!rest.is_empty() && rest.chars().count() <= 40 && !rest.ends_with('。')).then_some((None, rest))
        }
        '#' | 's' | 'S' => {
            let rest = line.strip_prefix(['s', 'S']).unwrap_or(line).strip_prefix('#')?.trim_start();
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let tail = rest.get(digits..)?.trim_start_matches(['.', ' ', ')', ':']);
            (digits > 0 && digits < 4 && tail.chars().any(|c| !c.is_ascii() && c.is_alphabetic()))
                .then(|| (rest.get(..digits), tail))
        }
        '0'..='9' => {
            // "1-1 日 内 医院走廊": an episode, a scene, then the time and the side in any order.
            let digits = line.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.')).count();
            let rest = line.get(digits..)?.trim_start_matches(['、', '.', ' ', '．', ':', '：']);
            let side = rest.split(|c: char| c.is_whitespace() || "/／，,、-".contains(c)).any(|word| {
                matches!(
                    word,
                    "内" | "外"
                        | "内景"
                        | "外景"
                        | "内外"
                        | "內"
                        | "內景"
                        | "日内"
                        | "日外"
                        | "夜内"
                        | "夜外"
                        | "日"
                        | "夜"
                )
            });
            (digits < 8 && side && rest.chars().count() <= 40)
                .then(|| (line.get(..digits).map(|n| n.trim_matches('.')), rest))
        }
        _ => None,
    }
}

/// The words of a heading in Chinese form in the order that headings have: "日 内 医院走廊" → "内景 医院走廊 日".
pub(super) fn in_order(name: &str) -> Option<String> {
    if name.is_ascii() || heading::is_heading(name) {
        return None;
    }
    let (mut side, mut time, mut place): (Option<&str>, Option<&str>, Vec<&str>) = (None, None, Vec::new());
    let words = name.split(|c: char| {
        c.is_whitespace() || matches!(c, '/' | '／' | '，' | ',' | '、' | '·' | '-' | '—' | '–' | '：' | ':' | '.')
    });
    for word in words.filter(|word| !word.is_empty()) {
        match word {
            "内" | "内景" | "內" | "內景" | "室内" => side = Some("内景"),
            "外" | "外景" | "室外" => side = Some("外景"),
            "日内" | "夜内" | "日外" | "夜外" => {
                side = Some(if word.ends_with('内') { "内景" } else { "外景" });
                time = word.get(..'日'.len_utf8());
            }
            "日" | "夜" | "晨" | "昏" | "白天" | "夜晚" | "晚上" | "早晨" | "清晨" | "黄昏" | "傍晚" | "凌晨"
            | "上午" | "下午" | "中午" | "深夜" => time = Some(word),
            _ => place.push(word),
        }
    }
    let side = side?;
    let place = place.join(" ");
    Some(format!("{side} {place} {}", time.unwrap_or_default()).trim().to_owned())
}
