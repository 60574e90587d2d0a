//! A line without the marks of Markdown, and the forms of speech on one line.

use crate::read::shotlist::{colon_line, seconds_in, shot_line};
use crate::read::times::parse;
use crate::source::Line;

/// A line as it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stripped<'a> {
    pub text: &'a str,
    /// Of a Markdown heading; 0 for none.
    pub level: usize,
    pub bullet: bool,
    /// All of it is bold.
    pub bold: bool,
}

/// Takes away headings' signs, bullets, quotes, pictures and the bold marks around a whole line.
pub(super) fn strip(line: &str) -> Stripped<'_> {
    let mut out = Stripped {
        text: line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'),
        level: 0,
        bullet: false,
        bold: false,
    };
    loop {
        let before = out.text;
        let signs = before.bytes().take_while(|&b| b == b'#').count();
        if (1..=6).contains(&signs) && before.get(signs..).is_some_and(|rest| rest.starts_with(' ')) {
            out.level = signs;
            out.text = before.get(signs..).unwrap_or_default();
        } else if let Some(rest) = ["- ", "* ", "• ", "· ", "▪ ", "‣ ", "+ ", "> ", ">> ", "•\t", "-\t"]
            .iter()
            .find_map(|mark| before.strip_prefix(mark))
        {
            out.bullet = true;
            out.text = rest;
        } else if let Some(rest) = before.strip_prefix(is_picture) {
            out.text = rest;
        }
        out.text = out.text.trim();
        if out.text == before {
            break;
        }
    }
    for mark in ["**", "__", "*", "_"] {
        if let Some(inside) = out.text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark))
            && !inside.contains(mark)
            && !inside.trim().is_empty()
        {
            out.bold = true;
            out.text = inside.trim();
        }
    }
    out.text = out.text.trim_start_matches(is_picture).trim_start();
    out
}

fn is_picture(c: char) -> bool {
    matches!(u32::from(c), 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0xFE0F | 0x200D | 0x2300..=0x23FF)
}

/// "---", "***", "===": between blocks.
pub(super) fn is_rule(body: &str) -> bool {
    body.chars().filter(|c| !c.is_whitespace()).count() >= 3
        && body
            .chars()
            .all(|c| matches!(c, '-' | '*' | '_' | '=' | '~' | '—' | '–' | '─' | '━' | '·') || c.is_whitespace())
}

/// Words in brackets at the beginning of a line, and what follows them: "[Mara] Welcome", "@[阿岑]：{…}".
pub(super) fn tag(line: &str) -> Option<(&str, &str)> {
    let body = line.strip_prefix('@').unwrap_or(line);
    let (open, close) = match body.chars().next()? {
        '[' => ('[', ']'),
        '【' => ('【', '】'),
        '<' => ('<', '>'),
        _ => return None,
    };
    let (inside, rest) = body.strip_prefix(open)?.split_once(close)?;
    let fits = !inside.trim().is_empty() && inside.chars().count() <= 60 && inside.chars().any(char::is_alphabetic);
    fits.then_some((inside.trim(), rest.trim()))
}

/// "Character A: Tired Baker, low cracked voice" → ("Tired Baker", "low cracked voice").
pub(super) fn tag_name(inside: &str) -> (&str, Option<&str>) {
    let name = match inside.split_once([':', '：']) {
        Some((key, rest)) => {
            let key = key.trim().to_lowercase();
            let role =
                ["character", "speaker", "voice", "person", "role", "角色"].iter().any(|role| key.starts_with(role));
            if role && !rest.trim().is_empty() { rest.trim() } else { inside }
        }
        None => inside,
    };
    match name.split_once([',', '，', '|', '-']).filter(|(_, how)| how.starts_with(' ') || !name.contains('-')) {
        Some((name, how)) => (name.trim(), Some(how.trim()).filter(|how| !how.is_empty())),
        None => (name, None),
    }
}

/// "MARTA. (Rising.) Who left the door open?" → ("MARTA", "(Rising.) Who …"). Also "MARTA (rising). Who …" and "MARTA.—Who …".
pub(super) fn dotted(line: &str) -> Option<(&str, &str)> {
    let titled = |at: usize| {
        matches!(
            line.get(..at),
            Some("MRS" | "MR" | "MS" | "DR" | "ST" | "REV" | "PROF" | "CAPT" | "SGT" | "LT" | "COL" | "GEN")
        )
    };
    let mut marks = line.char_indices().take(48).filter(|(at, c)| matches!(c, '.' | '(' | '[') && !titled(*at));
    let end = marks.next().map(|(at, _)| at)?;
    let name = line.get(..end)?.trim();
    let mut rest = line.get(end..)?;
    if rest.starts_with(['(', '[']) {
        // The dot may stand after the brackets.
        let close = rest.find([')', ']'])?;
        rest.get(close + 1..)?.strip_prefix(['.', ':'])?;
    } else {
        rest = rest.get(1..)?;
    }
    let rest = rest.trim_start_matches([' ', '—', '–', '-', '\t', '\u{a0}']);
    let capitals = name.chars().filter(|c| c.is_uppercase()).count() >= 2 && !name.chars().any(char::is_lowercase);
    let fits = capitals
        && name.split_whitespace().count() <= 4
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '&' | '.'))
        && !matches!(
            name,
            "INT"
                | "EXT"
                | "EST"
                | "SCENE"
                | "ACT"
                | "CURTAIN"
                | "BLACKOUT"
                | "END"
                | "THE END"
                | "FADE IN"
                | "FADE OUT"
                | "CUT TO"
        )
        && rest.chars().any(char::is_lowercase);
    fits.then_some((name, rest))
}

/// 太郎「おはよう」: a name and what is said in its marks, and nothing else.
pub(super) fn bracketed(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(['「', '『'])?;
    let words = rest.strip_suffix(['」', '』'])?;
    let (name, aside) = name.split_once('（').map_or((name, None), |(name, aside)| (name, Some(aside)));
    let fits = is_uncased_name(name.trim()) && aside.is_none_or(|aside| aside.ends_with('）')) && !words.contains('「');
    fits.then_some((name.trim(), words))
}

/// "민수\t안녕", "민수    안녕": a short name and a wide gap.
pub(super) fn gapped(line: &str) -> Option<(&str, &str)> {
    let at = line.find('\t').or_else(|| line.find("   "))?;
    let (name, words) = line.split_at(at);
    let name = name.trim_end_matches([':', '：']);
    let words = words.trim();
    let upper = !name.chars().any(char::is_lowercase) && name.chars().filter(|c| c.is_uppercase()).count() > 1;
    let named = (upper && name.split_whitespace().count() <= 3) || (is_uncased_name(name) && name.chars().count() <= 6);
    (named && !words.is_empty() && !words.contains('\t') && words.chars().any(char::is_alphabetic))
        .then_some((name, words))
}

/// A short name in a script without capitals, and no phrase that reports speech ("他说").
pub(super) fn is_uncased_name(name: &str) -> bool {
    let count = name.chars().count();
    (1..=10).contains(&count)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '·' | '・' | '々'))
        && name.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
        && !name.ends_with([
            '说', '說', '道', '问', '問', '答', '喊', '叫', '想', '写', '寫', '讲', '講', '笑', '骂', '罵', '吼', '叹',
            '嘆', '着', '了', '的', 'は', 'が', 'と', 'て', 'に', 'を',
        ])
        && !matches!(name, "他" | "她" | "我" | "你" | "他们" | "她们" | "注意" | "答" | "问" | "例如" | "如下")
}

/// A speaker and the words on one line; who the speaker is decides, not the words.
pub(super) fn spoken(line: &str) -> Option<(&str, &str)> {
    let found = colon_line(line)?;
    let name = found.cue.split(['(', '（']).next().unwrap_or_default().trim();
    let cased = name.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    // "Cost: 5s", "TOTAL: 12" say no words; "http://" is an address.
    let words = found.text.chars().any(char::is_alphabetic)
        && !found.text.starts_with("//")
        && seconds_in(found.text).is_none();
    let tail = line.split_once([':', '：']).map_or("", |(_, tail)| tail.trim());
    ((cased || is_uncased_name(name)) && words).then_some((found.cue, tail))
}

/// "Dr. Osei  0:04": a name and when it begins to speak, above what it says.
pub(super) fn stamped(line: &str) -> Option<&str> {
    let (name, time) = line.rsplit_once(char::is_whitespace)?;
    let when = crate::read::times::stretch(time)?;
    let name = name.trim().trim_end_matches(['-', '–', '|', ',']).trim_end();
    let plain = name.replace('.', "");
    (when.clock && when.to.is_none() && crate::read::blocks::speech::is_name(&plain)).then_some(name)
}

/// Lines that hold several shots, one after another, cut into them: "[0-3s] A cup. [3-7s] It falls.", "Shot 1: … Shot 2: …".
pub(super) fn unpacked<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let cuts = cuts(line.text);
        let mut from = 0;
        for cut in &cuts {
            // What stands before the first shot is a line of its own.
            let text = line.text.get(from..*cut).unwrap_or_default();
            if !text.trim().is_empty() {
                out.push(Line { start: line.start + from, text });
            }
            from = *cut;
        }
        out.push(Line { start: line.start + from, text: line.text.get(from..).unwrap_or_default() });
    }
    out
}

/// Where shots begin in a line that holds more than one.
fn cuts(text: &str) -> Vec<usize> {
    let shot = |at: &usize| {
        let free = text.get(..*at).is_none_or(|before| before.is_empty() || before.ends_with([' ', '.', '*']));
        free && text.get(*at..).is_some_and(|tail| shot_line(tail).is_some_and(|shot| shot.number.is_some()))
    };
    let mut found: Vec<usize> = if text.contains("hot ") || text.contains("HOT ") {
        text.match_indices("hot ")
            .chain(text.match_indices("HOT "))
            .filter_map(|(at, _)| at.checked_sub(1))
            .filter(shot)
            .collect()
    } else {
        Vec::new()
    };
    if found.len() < 2 {
        let time = |at: &usize| text.get(at + 1..).and_then(parse).is_some_and(|(when, _)| when.to.is_some());
        found = if text.contains('|') {
            Vec::new()
        } else {
            text.match_indices('[').map(|(at, _)| at).filter(time).collect()
        };
    }
    found.sort_unstable();
    if found.len() < 2 { Vec::new() } else { found }
}
