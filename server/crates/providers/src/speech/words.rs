//! When each word is spoken: as a service tells it letter by letter, else by the length of the words.

use crate::untrusted::text;
use model::{SpeechSpec, WordTiming};
use serde_json::Value;

/// The words of a text that white space parts, spread from `start` to `end` (seconds) by their letters, with rests after commas
/// and longer ones after sentences.
pub(crate) fn spread(line: &str, start: f64, end: f64) -> Vec<WordTiming> {
    let words: Vec<(&str, f64, f64)> = line
        .split_whitespace()
        .map(|word| {
            let rest = match word.trim_end_matches(['"', '\'', ')', '”', '’']).chars().last() {
                Some('.' | '!' | '?' | '…') => 4.0,
                Some(',' | ';' | ':' | '-' | '–' | '—') => 2.0,
                _ => 0.0,
            };
            (word, word.chars().filter(|letter| letter.is_alphanumeric()).count() as f64 + 1.0, rest)
        })
        .collect();
    let last_rest = words.last().map_or(0.0, |(_, _, rest)| *rest);
    let all = words.iter().map(|(_, length, rest)| length + rest).sum::<f64>() - last_rest;
    let step = if all > 0.0 { (end - start).max(0.0) / all } else { 0.0 };
    let mut at = start;
    words
        .into_iter()
        .map(|(word, length, rest)| {
            let timing = WordTiming { word: word.to_owned(), start: at, end: (at + length * step).min(end) };
            at += (length + rest) * step;
            timing
        })
        .collect()
}

/// As [`spread`], for the words of a spec: each lasts as long as what is said in its place.
pub(crate) fn of_line(spec: &SpeechSpec, start: f64, end: f64) -> Vec<WordTiming> {
    as_written(spec, &spread(&spec.said(), start, end))
}

/// The words as they are written, by the times of those that are said in their place, in order.
pub(crate) fn as_written(spec: &SpeechSpec, said: &[WordTiming]) -> Vec<WordTiming> {
    let (mut at, mut before) = (0, said.first().map_or(0.0, |word| word.start));
    spec.words()
        .map(|(word, say)| {
            let count = say.split_whitespace().count();
            let own = said.get(at..at + count).unwrap_or_default();
            at += count;
            let start = own.first().map_or(before, |first| first.start);
            let end = own.last().map_or(start, |last| last.end);
            before = end;
            WordTiming { word: word.to_owned(), start, end }
        })
        .collect()
}

/// The words of a line that lasts so many seconds, by their length: for a recording, of whose words nobody tells the times.
pub fn spread_words(line: &str, seconds: f64) -> Vec<WordTiming> {
    spread(line, 0.0, seconds)
}

/// The words of a line by the times of its characters, as ElevenLabs gives them (`characters`, `character_start_times_seconds`,
/// `character_end_times_seconds`). `None` when they are not the words of this line or the times run backwards.
pub(crate) fn aligned(line: &str, alignment: &Value, seconds: f64) -> Option<Vec<WordTiming>> {
    let list = |field: &str| alignment.get(field)?.as_array();
    let characters = list("characters")?;
    let (starts, ends) = (list("character_start_times_seconds")?, list("character_end_times_seconds")?);
    let mut words: Vec<WordTiming> = Vec::new();
    let mut open = false;
    for ((character, start), end) in characters.iter().zip(starts).zip(ends) {
        let (start, end) = (start.as_f64()?, end.as_f64()?);
        // A space is no text to `text`, and parts the words.
        let Some(letters) = text(character) else {
            open = false;
            continue;
        };
        match words.last_mut().filter(|_| open) {
            Some(word) => {
                word.word.push_str(&letters);
                word.end = end;
            }
            None => words.push(WordTiming { word: letters, start, end }),
        }
        open = true;
    }
    let same = words.iter().map(|word| word.word.as_str()).eq(line.split_whitespace());
    let mut before = 0.0;
    for word in &mut words {
        if !(word.start >= before && word.end >= word.start && word.end.is_finite()) {
            return None;
        }
        before = word.start;
        (word.start, word.end) = (word.start.min(seconds), word.end.min(seconds));
    }
    same.then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_are_spread_over_the_line_with_a_rest_after_a_sentence() {
        let words = spread("Go. Come here", 0.0, 2.0);
        assert_eq!(words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>(), ["Go.", "Come", "here"]);
        assert!((words[2].end - 2.0).abs() < 1e-9 && words[0].start == 0.0);
        assert!(words[1].start - words[0].end > words[2].start - words[1].end, "{words:?}");
        assert!(spread("", 0.0, 2.0).is_empty());
    }

    #[test]
    fn letters_with_times_become_words_with_times() {
        let told = json!({ "characters": ["A", "h", " ", "n", "o"],
            "character_start_times_seconds": [0.0, 0.1, 0.2, 0.3, 0.4], "character_end_times_seconds": [0.1, 0.2, 0.3, 0.4, 9.0] });
        let words = aligned("Ah no", &told, 0.6).unwrap();
        assert_eq!((words[1].start, words[1].end), (0.3, 0.6), "never past the line's end");
        assert!(aligned("Oh no", &told, 0.6).is_none(), "the words of another line");
    }
}
