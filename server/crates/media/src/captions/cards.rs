//! What is on the screen at once.

use super::measure::{Measure, columns, pieces};
use model::WordTiming;

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

const ROWS: usize = 2;

/// What is on the screen at once.
pub(super) struct Card {
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) rows: Vec<String>,
    pub(super) speaker: Option<String>,
}

/// Every card of a film in order, each kept on the screen long enough to be read where nothing follows at once.
pub(super) fn cards(captions: &[Caption], measure: Measure) -> Vec<Card> {
    /// Columns that are read in a second, the shortest stay, the longest stay after the last word, and the pause between two
    /// cards, in seconds.
    const COLUMNS_PER_SECOND: f64 = 18.0;
    const SHORTEST: f64 = 1.0;
    const LINGER: f64 = 1.5;
    const PAUSE: f64 = 0.04;
    let named = named(captions);
    let mut cards: Vec<Card> =
        captions.iter().zip(&named).flat_map(|(caption, named)| cards_of(caption, *named, measure)).collect();
    // Two who speak at once have their cards by turns.
    cards.sort_by(|a, b| a.start.total_cmp(&b.start));
    for index in 0..cards.len() {
        let next = cards.get(index + 1).map_or(f64::INFINITY, |next| next.start - PAUSE);
        if let Some(card) = cards.get_mut(index) {
            let columns: usize = card.rows.iter().map(|row| columns(row)).sum();
            let read = card.start + (columns as f64 / COLUMNS_PER_SECOND).max(SHORTEST);
            card.end = card.end.max(card.start);
            card.end = card.end.max(read.min(card.end + LINGER).min(next));
        }
    }
    cards
}

/// Whose cards begin with a name: those of different people that are on the screen at once.
fn named(captions: &[Caption]) -> Vec<bool> {
    let mut named = vec![false; captions.len()];
    for (at, caption) in captions.iter().enumerate() {
        for (other, later) in captions.iter().enumerate().skip(at + 1).take(8) {
            // A line that another is cut off by is no two at once.
            let together = caption.end.min(later.end) - caption.start.max(later.start) > 0.25;
            if together && caption.speaker != later.speaker {
                for both in [at, other] {
                    if let Some(named) = named.get_mut(both) {
                        *named = true;
                    }
                }
            }
        }
    }
    named
}

fn cards_of(caption: &Caption, named: bool, measure: Measure) -> Vec<Card> {
    let mut cards: Vec<Vec<String>> = vec![Vec::new()];
    let name = caption.speaker.as_deref().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    let name = name.filter(|name| named && !name.is_empty()).map(|name| format!("{name}: "));
    let prefix = name.as_deref().unwrap_or_default();
    for piece in pieces(&format!("{prefix}{}", caption.text), measure) {
        let Some(rows) = cards.last_mut() else { break };
        let count = rows.len();
        match rows.last_mut() {
            Some(row) if measure.fits(&format!("{row}{}", piece.trim_end())) => row.push_str(&piece),
            _ if count < ROWS => rows.push(piece),
            _ => cards.push(vec![piece]),
        }
    }
    let total: usize = cards.iter().flatten().map(|row| columns(row)).sum::<usize>().max(1);
    let length = (caption.end - caption.start).max(0.0);
    let mut at = 0usize;
    // The name before the text is not spoken.
    let mut shown = 0usize;
    let before = prefix.split_whitespace().count();
    let mut made = Vec::with_capacity(cards.len());
    for rows in cards.into_iter().filter(|rows| !rows.is_empty()) {
        // By the words where their times are known, else by how much of the text came before.
        let by_word = caption.words.get(shown.saturating_sub(before)).map(|word| word.start);
        let start = caption.start + by_word.unwrap_or(length * at as f64 / total as f64);
        at += rows.iter().map(|row| columns(row)).sum::<usize>();
        shown += rows.iter().map(|row| row.split_whitespace().count()).sum::<usize>();
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
