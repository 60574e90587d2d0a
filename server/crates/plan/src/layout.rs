//! Where in a shot its lines lie, and how long the shot must be for them.

use model::{Line, Shot};

/// Seconds before the first word: a cut wants a breath.
const LEAD_IN: f64 = 0.35;
/// Seconds between two speakers.
const GAP: f64 = 0.25;
/// Seconds after the last word.
const TAIL: f64 = 0.4;
/// How fast people speak where nothing was measured: words per second, and characters per second of Chinese, Japanese, Korean.
const WORDS_PER_SECOND: f64 = 2.5;
const CJK_PER_SECOND: f64 = 5.0;

/// When a line is heard, in seconds from the shot's start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineSlot {
    pub start: f64,
    pub end: f64,
}

/// Lays lines of the given lengths (seconds) one after another; when there is room, the dialogue sits in the middle of the shot
/// rather than at its head. `shot_seconds` is how long the picture is.
pub fn line_slots(lengths: &[f64], shot_seconds: f64) -> Vec<LineSlot> {
    let spoken = lengths.iter().sum::<f64>() + GAP * lengths.len().saturating_sub(1) as f64;
    let room = shot_seconds - spoken - LEAD_IN - TAIL;
    // A third of the room goes before the first word: enough to see who is there, not enough to wait.
    let mut at = LEAD_IN + (room / 3.0).clamp(0.0, 1.2);
    lengths
        .iter()
        .map(|length| {
            let slot = LineSlot { start: at, end: at + length };
            at = slot.end + GAP;
            slot
        })
        .collect()
}

/// When each line of a shot is heard. One that a split left where it was stays there.
pub fn shot_slots(shot: &Shot) -> Vec<LineSlot> {
    let mut slots = line_slots(&cut_lengths(shot), shot_seconds(shot));
    if shot.lines.iter().all(|line| line.at.is_none()) {
        return slots;
    }
    let mut earliest = 0.0;
    for (slot, line) in slots.iter_mut().zip(&shot.lines) {
        let length = slot.end - slot.start;
        slot.start = line.at.unwrap_or(slot.start).max(earliest);
        slot.end = slot.start + length;
        earliest = slot.end;
    }
    slots
}

/// How long the picture of a shot is, in seconds: as planned, or as long as the lines it was cut to need.
pub fn shot_seconds(shot: &Shot) -> f64 {
    let lengths = cut_lengths(shot);
    if lengths.is_empty() {
        return shot.seconds;
    }
    let spoken = lengths.iter().sum::<f64>() + GAP * (lengths.len() - 1) as f64;
    shot.seconds.max(LEAD_IN + spoken + TAIL)
}

/// The lengths of the lines that the picture is cut to: measured, or guessed from their words.
pub(crate) fn cut_lengths(shot: &Shot) -> Vec<f64> {
    shot.lines.iter().map(|line| line.cut_to.unwrap_or_else(|| spoken_seconds(&line.text))).collect()
}

fn spoken_seconds(text: &str) -> f64 {
    let cjk = text.chars().filter(|c| is_cjk(*c)).count();
    let words = text.split_whitespace().filter(|word| word.chars().any(|c| c.is_alphanumeric() && !is_cjk(c))).count();
    (cjk as f64 / CJK_PER_SECOND + words as f64 / WORDS_PER_SECOND).max(0.4)
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

pub(crate) fn is_spoken(line: &Line) -> bool {
    line.text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Line;

    #[test]
    fn lines_follow_one_another_and_never_overlap() {
        let slots = line_slots(&[1.0, 2.0, 0.5], 5.0);
        assert_eq!(slots.len(), 3);
        assert!(slots.windows(2).all(|pair| pair[1].start >= pair[0].end + GAP - 1e-9));
        assert!(slots[0].start >= LEAD_IN);
    }

    #[test]
    fn a_shot_grows_to_hold_its_lines_and_never_shrinks() {
        let mut shot = Shot { seconds: 4.0, ..Shot::default() };
        shot.lines.push(Line { cut_to: Some(6.0), ..Line::default() });
        assert!((shot_seconds(&shot) - (LEAD_IN + 6.0 + TAIL)).abs() < 1e-9);
        shot.lines[0].cut_to = Some(1.0);
        assert_eq!(shot_seconds(&shot), 4.0);
    }

    #[test]
    fn chinese_is_counted_by_characters() {
        assert!((spoken_seconds("你好你好你") - 1.0).abs() < 1e-9);
    }
}
