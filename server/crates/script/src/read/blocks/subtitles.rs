//! Subtitles (.srt, .vtt): numbers, times, and what is said. Each caption is a shot of its length; one whose sentence goes on lasts
//! until the sentence ends.

use super::line::{spoken, tag};
use super::piece::{Head, Level, Part, Piece};
use crate::read::times::{Stretch, parse};
use crate::source::{Line, lines};
use std::borrow::Cow;

/// Whether the text is a file of subtitles.
pub(crate) fn are_subtitles(lines: &[Line]) -> bool {
    let filled = lines.iter().filter(|line| !line.is_blank()).count();
    let times = lines.iter().filter(|line| line.text.contains("-->") && time(line.text).is_some()).count();
    times > 0 && times * 8 >= filled
}

fn time(line: &str) -> Option<Stretch> {
    let (when, _) = parse(line.trim())?;
    when.to.is_some().then_some(when)
}

pub(super) fn parts(source: &str) -> Vec<Part<'_>> {
    let lines = lines(source);
    let mut out = Vec::new();
    let mut at = 0;
    let mut speaker = false;
    let mut ended = true;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some(when) = Some(line).filter(|line| line.text.contains("-->")).and_then(|line| time(line.text)) else {
            continue;
        };
        let (start, body) = line.trimmed();
        let end = start + body.len();
        if ended {
            let name = Piece { text: Cow::Borrowed(""), start: end, end };
            out.push(Part::Head(Head {
                level: Level::Shot,
                number: None,
                name,
                when: Some(when),
                heading: false,
                slide: false,
                start,
                end,
            }));
        } else if let Some(Part::Head(head)) = out.iter_mut().rev().find(|part| matches!(part, Part::Head(_)))
            && let Some(open) = &mut head.when
        {
            open.to = when.to;
        }
        let mut first = true;
        while let Some(next) = lines.get(at).filter(|next| !next.is_blank() && !next.text.contains("-->")) {
            caption(source, next, (&mut speaker, first), &mut out);
            first = false;
            at += 1;
        }
        let last = out.iter().rev().find_map(|part| match part {
            Part::Said { words, .. } | Part::More(words) => Some(words.text.trim_end()),
            _ => None,
        });
        ended = last.is_none_or(|last| last.ends_with(['.', '!', '?', '…', '"', '”', '。', '！', '？', ']', ')', ':']))
            || !matches!(out.last(), Some(Part::Said { .. } | Part::More(_)));
    }
    out
}

fn caption<'a>(source: &'a str, line: &Line<'a>, (speaker, first): (&mut bool, bool), out: &mut Vec<Part<'a>>) {
    let (_, body) = line.trimmed();
    let from = Piece::of(source, body).start;
    let changed = body.starts_with(">>") || (body.starts_with(['-', '–', '—']) && !body.starts_with("-->"));
    let text = body.trim_start_matches(['>', '-', '–', '—', ' ', '\u{200e}']);
    // "<v Vera>Hello</v>" names the speaker; other marks are type.
    let text = match text.strip_prefix("<v ").and_then(|rest| rest.split_once('>')) {
        Some((name, words)) => {
            let words = words.trim().trim_end_matches("</v>");
            *speaker = true;
            return out.push(Part::Said { name: name.to_owned(), aside: None, words: Piece::of(source, words), from });
        }
        None => text
            .trim_start_matches("<i>")
            .trim_start_matches("<b>")
            .trim_end_matches("</i>")
            .trim_end_matches("</b>")
            .trim(),
    };
    let whole = |open: char, close: char| {
        text.strip_prefix(open).and_then(|t| t.strip_suffix(close)).filter(|t| !t.contains(open))
    };
    if let Some(sound) = whole('[', ']').or_else(|| whole('(', ')')).or_else(|| whole('♪', '♪')) {
        return out.push(Part::Noise(Piece::of(source, sound.trim())));
    }
    let named = spoken(text)
        .or_else(|| tag(text).filter(|(inside, rest)| !rest.is_empty() && inside.starts_with(char::is_uppercase)));
    if let Some((name, words)) = named {
        *speaker = true;
        return out.push(Part::Said { name: name.to_owned(), aside: None, words: Piece::of(source, words), from });
    }
    let words = Piece::of(source, text);
    if first && changed || !*speaker {
        // Somebody else, without a name: nobody knows who.
        *speaker = !changed;
        let name = if changed { String::new() } else { "NARRATOR (V.O.)".to_owned() };
        return out.push(Part::Said { name, aside: None, words, from });
    }
    out.push(Part::More(words));
}
