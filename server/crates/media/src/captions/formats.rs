//! Cards as WebVTT, SubRip and ASS.

use super::cards::{Caption, cards};
use super::measure::{Measure, drawable};
use std::fmt::Write as _;

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
    for card in cards(captions, Measure::PLAYER) {
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
    for (index, card) in cards(captions, Measure::PLAYER).iter().enumerate() {
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

/// A caption without what cannot be drawn.
fn shown(caption: &Caption) -> Caption {
    let words = caption.words.iter().filter(|word| !drawable(&word.word).is_empty()).cloned().collect();
    let speaker = caption.speaker.as_deref().map(drawable);
    Caption { text: drawable(&caption.text), speaker, words, ..*caption }
}

/// How words look that are drawn into the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptionLook {
    /// The height of the letters, in percent of the usual one; 50 to 200.
    pub percent: u32,
    /// Red, green and blue.
    pub colour: [u8; 3],
    /// They stand on a dark box, and not in a dark outline.
    pub boxed: bool,
}

impl Default for CaptionLook {
    fn default() -> Self {
        Self { percent: 100, colour: [0xf4, 0xf4, 0xf4], boxed: false }
    }
}

/// As [`to_ass_in`], with the usual look.
pub fn to_ass(captions: &[Caption], size: (u32, u32)) -> String {
    to_ass_in(captions, size, CaptionLook::default())
}

/// Advanced SubStation, for burning in. `size` is the picture's, in pixels: every row fits in it. A text is written in its own direction (the
/// style's encoding of -1 says so); emoji are left out, because they would be drawn as boxes.
pub fn to_ass_in(captions: &[Caption], size: (u32, u32), look: CaptionLook) -> String {
    let (width, height) = size;
    let font = (f64::from(width.min(height)) / 17.0 * f64::from(look.percent.clamp(50, 200)) / 100.0).round();
    // Of a box it is the room around the words.
    let (border, outline) = if look.boxed { (3, font / 5.0) } else { (1, font / 14.0) };
    let [red, green, blue] = look.colour;
    // What stands upright is watched on telephones, whose buttons lie over its lowest part.
    let margin = f64::from(height) / if height > width { 7.0 } else { 18.0 };
    let side = (f64::from(width) / 20.0).round();
    let mut out = format!(
        "[Script Info]\nScriptType: v4.00+\nPlayResX: {width}\nPlayResY: {height}\nWrapStyle: 2\nScaledBorderAndShadow: yes\n\n\
         [V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, \
         Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n\
         Style: Line,Sans,{font},&H00{blue:02X}{green:02X}{red:02X},&H96000000,&H96000000,0,{border},{outline:.1},0,2,{side:.0},{side:.0},{margin:.0},-1\n\n\
         [Events]\nFormat: Layer, Start, End, Style, Text\n"
    );
    let captions: Vec<Caption> = captions.iter().map(shown).filter(|caption| !caption.text.is_empty()).collect();
    let measure = Measure::picture(f64::from(width) - 2.0 * (side + outline), font);
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
    for card in cards(&captions, measure) {
        // Braces open commands and a backslash begins one: their full-width sisters look the same and do nothing.
        let safe = |row: &String| row.replace('\\', "＼").replace('{', "｛").replace('}', "｝");
        let text = card.rows.iter().map(safe).collect::<Vec<_>>().join("\\N");
        let _ = writeln!(out, "Dialogue: 0,{},{},Line,{text}", time(card.start), time(card.end));
    }
    out
}
