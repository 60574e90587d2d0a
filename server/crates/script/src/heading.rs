//! Scene headings: "INT. COFFEE SHOP - NIGHT".

use lexicon::claims::{AIR, air};

/// The parts of a scene heading, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Without number and forcing dot.
    pub text: String,
    pub number: Option<String>,
    /// `None` for "INT./EXT." and for headings that do not say.
    pub interior: Option<bool>,
    pub location: Option<String>,
    pub time: Option<String>,
}

/// Spellings of interior and exterior; longer ones first so that "INT./EXT." is not read as "INT.".
const PREFIXES: &[(&str, Option<bool>)] = &[
    ("INTERIOR/EXTERIOR", None),
    ("INT./EXT", None),
    ("EXT./INT", None),
    ("INT/EXT", None),
    ("EXT/INT", None),
    ("INT. / EXT", None),
    ("EXT. / INT", None),
    ("INT / EXT", None),
    ("I./E", None),
    ("I/E", None),
    ("E/I", None),
    ("INTERIOR", Some(true)),
    ("INTERNO", Some(true)),
    ("ESTERNO", Some(false)),
    ("INTÉRIEUR", Some(true)),
    ("EXTÉRIEUR", Some(false)),
    ("EXTERIOR", Some(false)),
    ("INT", Some(true)),
    ("EXT", Some(false)),
    ("EST", Some(false)),
    ("ИНТ./ЭКСТ", None),
    ("ИНТ./НАТ", None),
    ("ИНТ", Some(true)),
    ("ЭКСТ", Some(false)),
    ("НАТ", Some(false)),
    ("INNEN/AUSSEN", None),
    ("INNEN", Some(true)),
    ("AUSSEN", Some(false)),
    ("INN.", Some(true)),
    ("AUSS.", Some(false)),
    ("AUẞEN", Some(false)),
    ("内景", Some(true)),
    ("外景", Some(false)),
    ("內景", Some(true)),
    ("内/外", None),
    ("내부", Some(true)),
    ("외부", Some(false)),
];

/// Length of the prefix in bytes (with its dots and spaces) and what it says. Case does not matter.
fn prefix(line: &str) -> Option<(usize, Option<bool>)> {
    // Asked of every line: most begin like none of them.
    let first = line.chars().next()?;
    if first.is_ascii() && !matches!(first, 'I' | 'i' | 'E' | 'e' | 'A' | 'a') {
        return None;
    }
    for (name, interior) in PREFIXES {
        let Some(len) = starts_with_ignoring_case(line, name) else { continue };
        let rest = line.get(len..)?;
        let stop =
            rest.trim_start_matches(['.', ' ', '\t', '\u{a0}', ':', '：', '．', '、', '　', ',', '-', '–', '—', '/']);
        let cjk = name.chars().any(|c| c > '\u{2e80}');
        let first = rest.chars().next();
        if cjk || first.is_none() || first.is_some_and(|c| !c.is_alphanumeric() && c != '\'' && c != '’') {
            // "INT" alone or "INT-" as a word is no heading: a dot, a space, or a colon must follow.
            if !cjk && !matches!(first, Some('.' | ' ' | '\t' | '\u{a0}' | ':')) {
                return None;
            }
            return Some((line.len() - stop.len(), *interior));
        }
    }
    None
}

fn starts_with_ignoring_case(line: &str, upper: &str) -> Option<usize> {
    let mut at = 0;
    let mut have = line.chars();
    for want in upper.chars() {
        let c = have.next()?;
        if c != want && !c.to_uppercase().eq([want]) {
            return None;
        }
        at += c.len_utf8();
    }
    Some(at)
}

/// Whether the line begins like a scene heading ("INT. ", "ext. ", "I/E ").
pub(crate) fn is_heading(line: &str) -> bool {
    let (_, rest) = leading_number(line.trim());
    let Some((len, _)) = prefix(rest) else { return false };
    let Some(tail) = rest.get(len..) else { return false };
    if tail.trim().is_empty() {
        return false;
    }
    // "int" and "ext" are no English words, but "Est" and "Nat" are names elsewhere: without a dot the line must be in capitals.
    let head = rest.get(..len).unwrap_or_default();
    let dotted = head.contains('.') || head.contains('景');
    dotted || is_upper(head)
}

fn is_upper(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// A scene number before the heading ("12A. INT. …"), and the rest.
pub(crate) fn leading_number(line: &str) -> (Option<&str>, &str) {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        // "A12 INT."
        let mut chars = line.chars();
        if chars.next().is_some_and(|c| c.is_ascii_uppercase()) {
            let digits = chars.take_while(char::is_ascii_digit).count();
            if digits > 0
                && digits < 5
                && let (Some(number), Some(rest)) = (line.get(..=digits), line.get(digits + 1..))
                && rest.starts_with([' ', '\t', '.'])
                && prefix(rest.trim_start_matches(['.', ' ', '\t'])).is_some()
            {
                return (Some(number), rest.trim_start_matches(['.', ' ', '\t']));
            }
        }
        return (None, line);
    }
    let letters = line.get(digits..).unwrap_or_default().chars().take_while(char::is_ascii_alphabetic).count();
    let end = if letters <= 2 { digits + letters } else { digits };
    let (Some(number), Some(rest)) = (line.get(..end), line.get(end..)) else { return (None, line) };
    let rest = rest.trim_start_matches(['.', ')', ' ', '\t', '-', '\u{a0}']);
    if prefix(rest).is_some() { (Some(number), rest) } else { (None, line) }
}

/// Takes a heading apart. `line` has no forcing dot any more.
pub(crate) fn parse(line: &str) -> Heading {
    let mut text = line.trim();
    let mut number = None;
    // Fountain: "INT. HOUSE - DAY #12A#"
    if let Some(body) = text.strip_suffix('#')
        && let Some(at) = body.rfind('#')
    {
        let inside = body.get(at + 1..).unwrap_or_default().trim();
        if !inside.is_empty() {
            number = Some(inside.to_owned());
            text = body.get(..at).unwrap_or_default().trim_end();
        }
    }
    let (lead, rest) = leading_number(text);
    if let Some(lead) = lead {
        number.get_or_insert_with(|| lead.to_owned());
        text = rest;
        // A shooting script repeats the number at the right margin.
        if let Some(body) = text.strip_suffix(lead)
            && body.ends_with([' ', '\t'])
        {
            text = body.trim_end();
        }
    } else if number.is_none()
        && let Some((body, last)) = text.rsplit_once("   ")
        && last.starts_with(|c: char| c.is_ascii_digit())
        && last.len() <= 5
        && last.trim_start_matches(|c: char| c.is_ascii_digit()).chars().all(|c| c.is_ascii_uppercase())
    {
        // Or has it there alone.
        number = Some(last.to_owned());
        text = body.trim_end();
    }
    let (skip, interior) = prefix(text).unwrap_or((0, None));
    let rest = text.get(skip..).unwrap_or_default().trim();
    let (location, time) = split_time(rest);
    Heading {
        text: text.to_owned(),
        number,
        interior,
        location: some(location),
        time: time.and_then(|time| some(&time)),
    }
}

fn some(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['-', '–', '—', ',', '.']).trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Cuts "HOUSE - KITCHEN - LATER THAT NIGHT" into the place and the time.
fn split_time(rest: &str) -> (&str, Option<String>) {
    let mut dash = None;
    for (at, c) in rest.char_indices() {
        let len = c.len_utf8();
        if matches!(c, '-' | '–' | '—') {
            let before = rest.get(..at).unwrap_or_default();
            let after = rest.get(at + len..).unwrap_or_default();
            let open = before.ends_with([' ', '-', '\t', '.']) || after.starts_with([' ', '-', '\t']) || c != '-';
            if open && says_time(after) {
                dash = Some((at, at + len));
                break;
            }
        }
    }
    if let Some((at, end)) = dash {
        let after = rest.get(end..).unwrap_or_default().trim().trim_start_matches(['-', '–', '—']).trim();
        return (rest.get(..at).unwrap_or_default(), Some(after.to_owned()));
    }
    for mark in [", ", ". ", " / ", "，", "。", "、", "　", " "] {
        if let Some(at) = rest.rfind(mark) {
            let after = rest.get(at + mark.len()..).unwrap_or_default();
            let whole = if mark == " " { is_time_word(after) && !rest.is_ascii() } else { says_time(after) };
            if whole {
                return (rest.get(..at).unwrap_or_default(), Some(after.trim().to_owned()));
            }
        }
    }
    if let Some(body) = rest.strip_suffix(')')
        && let Some(at) = body.rfind('(')
        && says_time(body.get(at + 1..).unwrap_or_default())
    {
        return (rest.get(..at).unwrap_or_default(), Some(body.get(at + 1..).unwrap_or_default().trim().to_owned()));
    }
    (rest, None)
}

const TIME_WORDS: &[&str] = &[
    "DAY",
    "NIGHT",
    "MORNING",
    "AFTERNOON",
    "EVENING",
    "DAWN",
    "DUSK",
    "SUNSET",
    "SUNRISE",
    "NOON",
    "MIDNIGHT",
    "MIDDAY",
    "TWILIGHT",
    "DAYBREAK",
    "NIGHTFALL",
    "LATER",
    "CONTINUOUS",
    "CONTINUING",
    "SAME",
    "MOMENTS",
    "SUNDOWN",
    "SUNUP",
    "DAYLIGHT",
    "MAGIC",
    "DAYS",
    "NIGHTS",
    "TODAY",
    "TONIGHT",
    "O'CLOCK",
    "A.M.",
    "P.M.",
    "AM",
    "PM",
    "FLASHBACK",
    "PRESENT",
    "TAG",
    "NACHT",
    "MORGEN",
    "ABEND",
    "NACHMITTAG",
    "JOUR",
    "NUIT",
    "MATIN",
    "SOIR",
    "AUBE",
    "CRÉPUSCULE",
    "DÍA",
    "DIA",
    "NOCHE",
    "TARDE",
    "MAÑANA",
    "AMANECER",
    "ATARDECER",
    "NOITE",
    "MANHÃ",
    "GIORNO",
    "NOTTE",
    "SERA",
    "MATTINA",
    "ДЕНЬ",
    "НОЧЬ",
    "УТРО",
    "ВЕЧЕР",
    "РАССВЕТ",
    "ЗАКАТ",
    "СУМЕРКИ",
    "日",
    "夜",
    "晨",
    "昏",
    "白天",
    "夜晚",
    "晚上",
    "早晨",
    "清晨",
    "黄昏",
    "傍晚",
    "凌晨",
    "上午",
    "下午",
    "中午",
    "深夜",
    "朝",
    "昼",
    "夕",
    "夕方",
    "낮",
    "밤",
    "아침",
    "저녁",
    "새벽",
    "दिन",
    "रात",
    "सुबह",
    "शाम",
    "نهار",
    "ليل",
    "صباح",
    "مساء",
    "பகல்",
    "இரவு",
    "DAG",
    "NATT",
    "TAG/NACHT",
];

fn is_time_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_uppercase();
    let listed = TIME_WORDS.contains(&word.as_str()) || TIME_WORDS.contains(&word.trim_end_matches('.'));
    listed || AIR.all_at(&[word.to_lowercase()]).any(|(entry, role, _)| role > air::PLAIN && entry.is("light"))
}

/// Whether the words after the last dash tell a time rather than a place: "LATER THAT NIGHT", "DAY 2", "3 AM".
pub(crate) fn says_time(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || c == '/' || c == '(' || c == ')').filter(|w| !w.is_empty());
    let mut count = 0;
    let mut time = false;
    for word in words {
        count += 1;
        time |= is_time_word(word);
    }
    time && count <= 7
}
