//! Captions: WebVTT, SubRip and ASS. Any text is safe in them.

use model::WordTiming;
use std::fmt::Write as _;

/// One spoken line with its time, in seconds from the film's start.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    pub start: f64,
    pub end: f64,
    pub speaker: Option<String>,
    pub text: String,
    /// When each word is heard, from the line's start; may be empty.
    pub words: Vec<WordTiming>,
}

/// Characters in one row of a caption; half as many of Chinese, Japanese and Korean.
const ROW: usize = 42;
const ROWS: usize = 2;
/// Pixels that burned captions stay away from the picture's sides.
const SIDES: u32 = 40;

/// What is on the screen at once.
pub(crate) struct Card {
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) rows: Vec<String>,
    speaker: Option<String>,
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if ('\u{2e80}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum()
}

/// Splits a text where a row may end: at spaces, and between the characters of scripts that have none.
fn pieces(text: &str, most: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let visible: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    for word in visible.split_whitespace() {
        if width(word) <= most {
            pieces.push(format!("{word} "));
            continue;
        }
        let mut piece = String::new();
        for c in word.chars() {
            piece.push(c);
            if width(&piece) + 2 > most {
                pieces.push(std::mem::take(&mut piece));
            }
        }
        pieces.push(piece + " ");
    }
    pieces
}

/// Every card of a film in order, each kept on the screen long enough to be read where nothing follows at once. `most` is how many
/// columns a row may have, where it is fewer than usual.
pub(crate) fn cards(captions: &[Caption], most: Option<usize>) -> Vec<Card> {
    let most = most.unwrap_or(ROW).min(ROW);
    /// Columns that are read in a second, the shortest stay, the longest stay after the last word, and the pause between two
    /// cards, in seconds.
    const COLUMNS_PER_SECOND: f64 = 18.0;
    const SHORTEST: f64 = 1.0;
    const LINGER: f64 = 1.5;
    const PAUSE: f64 = 0.04;
    let mut cards: Vec<Card> = captions.iter().flat_map(|caption| cards_of(caption, most)).collect();
    for index in 0..cards.len() {
        let next = cards.get(index + 1).map_or(f64::INFINITY, |next| next.start - PAUSE);
        if let Some(card) = cards.get_mut(index) {
            let columns: usize = card.rows.iter().map(|row| width(row)).sum();
            let read = card.start + (columns as f64 / COLUMNS_PER_SECOND).max(SHORTEST);
            card.end = card.end.max(card.start);
            card.end = card.end.max(read.min(card.end + LINGER).min(next));
        }
    }
    cards
}

fn cards_of(caption: &Caption, most: usize) -> Vec<Card> {
    let mut cards: Vec<Vec<String>> = vec![Vec::new()];
    for piece in pieces(&caption.text, most) {
        let Some(rows) = cards.last_mut() else { break };
        let count = rows.len();
        match rows.last_mut() {
            Some(row) if width(row) + width(piece.trim_end()) <= most => row.push_str(&piece),
            _ if count < ROWS => rows.push(piece),
            _ => cards.push(vec![piece]),
        }
    }
    let total: usize = cards.iter().flatten().map(|row| width(row)).sum::<usize>().max(1);
    let length = (caption.end - caption.start).max(0.0);
    let (mut at, mut words) = (0usize, 0usize);
    let mut made = Vec::with_capacity(cards.len());
    for rows in cards.into_iter().filter(|rows| !rows.is_empty()) {
        // By the words where their times are known, else by how much of the text came before.
        let by_word = caption.words.get(words).map(|word| word.start);
        let start = caption.start + by_word.unwrap_or(length * at as f64 / total as f64);
        at += rows.iter().map(|row| width(row)).sum::<usize>();
        words += rows.iter().map(|row| row.split_whitespace().count()).sum::<usize>();
        let rows = rows.iter().map(|row| row.trim_end().to_owned()).collect();
        made.push(Card { start, end: caption.end, rows, speaker: caption.speaker.clone() });
    }
    for index in 1..made.len() {
        let next = made.get(index).map(|card| card.start);
        if let (Some(card), Some(next)) = (made.get_mut(index - 1), next) {
            card.end = next.max(card.start);
        }
    }
    made
}

fn clock(seconds: f64, separator: char) -> String {
    let ms = (seconds.max(0.0) * 1000.0).round() as u64;
    format!("{:02}:{:02}:{:02}{separator}{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

/// A time as WebVTT writes it.
pub(crate) fn vtt_clock(seconds: f64) -> String {
    clock(seconds, '.')
}

/// A text in one line that WebVTT takes as it is.
pub(crate) fn vtt_text(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// WebVTT, with the speaker as the voice.
pub fn to_vtt(captions: &[Caption]) -> String {
    let mut out = "WEBVTT\n".to_owned();
    for card in cards(captions, None) {
        let name = card.speaker.as_deref().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
        let voice = name.filter(|name| !name.is_empty()).map_or(String::new(), |name| format!("<v {}>", escape(&name)));
        let text = escape(&card.rows.join("\n"));
        // Writing to a String cannot fail.
        let _ = write!(out, "\n{} --> {}\n{voice}{text}\n", clock(card.start, '.'), clock(card.end, '.'));
    }
    out
}

/// SubRip.
pub fn to_srt(captions: &[Caption]) -> String {
    let mut out = String::new();
    for (index, card) in cards(captions, None).iter().enumerate() {
        let text = plain(&card.rows.join("\n"));
        let _ = write!(out, "{}\n{} --> {}\n{text}\n\n", index + 1, clock(card.start, ','), clock(card.end, ','));
    }
    out
}

/// Text that no player takes for markup. SubRip has no escapes, but most players know HTML's and ASS's commands in it: an invisible
/// word joiner breaks what looks like the beginning of one, and nothing else.
fn plain(text: &str) -> String {
    const JOINER: char = '\u{2060}';
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        let next = chars.peek().copied();
        let command = match c {
            '<' => next.is_some_and(|c| c.is_ascii_alphabetic() || c == '/'),
            '{' => next.is_some_and(|c| c == '\\' || c.is_ascii_alphabetic()),
            '\\' => next.is_some_and(|c| matches!(c, 'N' | 'n' | 'h')),
            '-' => out.ends_with("--") && next == Some('>'),
            _ => false,
        };
        if command {
            out.push(JOINER);
        }
    }
    out
}

/// Advanced SubStation, for burning in. `size` is the picture's, in pixels.
pub fn to_ass(captions: &[Caption], size: (u32, u32)) -> String {
    let (width, height) = size;
    let font = (f64::from(width.min(height)) / 17.0).round();
    let margin = f64::from(height) / 18.0;
    // A letter is half as wide as it is high: rows that are wider than an upright picture would be cut off.
    let columns = (f64::from(width.saturating_sub(2 * SIDES)) / (font * 0.54)).max(10.0) as usize;
    let mut out = format!(
        "[Script Info]\nScriptType: v4.00+\nPlayResX: {width}\nPlayResY: {height}\nWrapStyle: 2\nScaledBorderAndShadow: yes\n\n\
         [V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, \
         Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n\
         Style: Line,Sans,{font},&H00F4F4F4,&H96000000,&H96000000,0,1,{:.1},0,2,{SIDES},{SIDES},{margin:.0},1\n\n\
         [Events]\nFormat: Layer, Start, End, Style, Text\n",
        font / 14.0
    );
    let time = |seconds: f64| {
        let hundredths = (seconds.max(0.0) * 100.0).round() as u64;
        format!(
            "{}:{:02}:{:02}.{:02}",
            hundredths / 360_000,
            hundredths / 6_000 % 60,
            hundredths / 100 % 60,
            hundredths % 100
        )
    };
    for card in cards(captions, Some(columns)) {
        // Braces open commands and a backslash begins one: their full-width sisters look the same and do nothing.
        let safe = |row: &String| row.replace('\\', "＼").replace('{', "｛").replace('}', "｝");
        let text = card.rows.iter().map(safe).collect::<Vec<_>>().join("\\N");
        let _ = writeln!(out, "Dialogue: 0,{},{},Line,{text}", time(card.start), time(card.end));
    }
    out
}
