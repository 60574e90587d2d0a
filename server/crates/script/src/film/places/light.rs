//! The time of day, by its words and by the clock.

use crate::claims::{Sentence, told};
use lexicon::Entry;
use lexicon::claims::{AIR, air, grammar};
use model::TimeOfDay;

/// What the words of a heading say, in small letters: "DAY 2 - NIGHT", "3 AM", "LATER THAT EVENING".
pub(crate) fn in_heading(lower: &str) -> Option<TimeOfDay> {
    if lower.is_empty() {
        return None;
    }
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '-' | ':' | '.')))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let (mut found, mut at) = (None, 0);
    while at < words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let Some((entry, taken)) = light_at(rest) else {
            at += 1;
            continue;
        };
        let time = time_of(entry);
        let counts = time != Some(TimeOfDay::Day) || is_time_of_day(words.get(at.wrapping_sub(1)).copied(), rest);
        // "DAY 3 - NIGHT" is at night.
        if counts && found.is_none_or(|have| have == TimeOfDay::Day) {
            found = time;
        }
        at += taken;
    }
    found.or_else(|| clock(&words)).or_else(|| unspaced(lower))
}

/// "DAY 2", "PRESENT DAY" and "A DAY LATER" tell no time of day.
fn is_time_of_day(before: Option<&str>, rest: &[&str]) -> bool {
    let [word, after @ ..] = rest else { return true };
    let counted = after.first().is_some_and(|next| next.bytes().all(|b| b.is_ascii_digit()) || *next == "later");
    *word != "day" || !(counted || before == Some("present"))
}

/// What an action says of the time while it happens.
pub(crate) fn in_action(text: &str) -> Option<TimeOfDay> {
    let spaced = told(text).find_map(|sentence| {
        (0..sentence.lower.len()).find_map(|at| {
            let (entry, taken) = light_at(sentence.from(at)).filter(|_| sentence.is_so(at, 0))?;
            time_of(entry).filter(|_| !is_of_a_thing(&sentence, at + taken))
        })
    });
    spaced.or_else(|| if text.is_ascii() { None } else { unspaced(&text.to_lowercase()) })
}

/// "The night shift", "the evening paper": no time is told.
fn is_of_a_thing(sentence: &Sentence, next: usize) -> bool {
    let joined = sentence.clause(next) == sentence.clause(next.wrapping_sub(1));
    joined && grammar("behind a time it is none", sentence.lower(next))
}

/// The words of a time of day that an action has, as they stand there: "morning".
pub(crate) fn word_in(text: &str) -> Option<String> {
    told(text).find_map(|sentence| {
        (0..sentence.lower.len()).find_map(|at| {
            let (_, taken) = light_at(sentence.from(at)).filter(|_| sentence.is_so(at, 0))?;
            if is_of_a_thing(&sentence, at + taken) {
                return None;
            }
            const NAMES: &[&str] = &[
                "morning",
                "afternoon",
                "evening",
                "night",
                "dawn",
                "dusk",
                "noon",
                "midnight",
                "sunset",
                "sunrise",
                "early morning",
                "twilight",
                "midday",
            ];
            let words = sentence.lower.get(at..at + taken)?.join(" ");
            NAMES.contains(&words.as_str()).then_some(words)
        })
    })
}

fn light_at<S: AsRef<str>>(words: &[S]) -> Option<(&'static Entry, usize)> {
    AIR.all_at(words)
        .find(|(entry, role, _)| *role >= air::PLAIN && entry.is("light"))
        .map(|(entry, _, taken)| (entry, taken))
}

fn time_of(entry: &Entry) -> Option<TimeOfDay> {
    match entry.id {
        "dawn" => Some(TimeOfDay::Dawn),
        "dusk" => Some(TimeOfDay::Dusk),
        "night" => Some(TimeOfDay::Night),
        "day" => Some(TimeOfDay::Day),
        _ => None,
    }
}

/// "3 am", "7:30 p.m.", "23:15".
fn clock(words: &[&str]) -> Option<TimeOfDay> {
    words.iter().enumerate().find_map(|(at, word)| {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let half = match word.get(digits.len()..).filter(|half| !half.is_empty()) {
            Some(half) => half,
            None => words.get(at + 1).copied().unwrap_or_default(),
        };
        let half: String = half.chars().filter(char::is_ascii_alphabetic).collect();
        let (hours, minutes) = digits.split_once([':', '.']).map_or((digits, None), |(h, m)| (h, Some(m)));
        let hour: u32 = hours.parse().ok().filter(|hour| *hour < 25)?;
        let minutes = minutes.is_some_and(|m| m.len() == 2 && m.bytes().all(|b| b.is_ascii_digit()));
        match half.as_str() {
            "am" => Some(hour % 12),
            "pm" => Some(hour % 12 + 12),
            "hours" => Some(hour),
            _ if minutes => Some(hour),
            _ => None,
        }
        .map(by_hour)
    })
}

fn by_hour(hour: u32) -> TimeOfDay {
    match hour {
        5 | 6 => TimeOfDay::Dawn,
        7..=16 => TimeOfDay::Day,
        17..=19 => TimeOfDay::Dusk,
        _ => TimeOfDay::Night,
    }
}

/// Languages that put no spaces between words, and the first that is named.
fn unspaced(lower: &str) -> Option<TimeOfDay> {
    if lower.is_ascii() {
        return None;
    }
    let words = AIR.table().entries().iter().filter(|entry| entry.is("light")).flat_map(|entry| {
        let all = ["zh", "ja", "ko", "ar", "hi", "ta"].into_iter().flat_map(|code| entry.words(code));
        all.filter_map(move |word| Some((lower.find(word)?, std::cmp::Reverse(word.len()), entry)))
    });
    words.min_by_key(|(at, length, _)| (*at, *length)).and_then(|(.., entry)| time_of(entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_the_time_in_many_ways() {
        for (words, time) in [
            ("day", TimeOfDay::Day),
            ("late afternoon", TimeOfDay::Day),
            ("3 am", TimeOfDay::Night),
            ("7:30 p.m.", TimeOfDay::Dusk),
            ("23:15", TimeOfDay::Night),
            ("6am", TimeOfDay::Dawn),
            ("later that evening", TimeOfDay::Dusk),
            ("day 3 - night", TimeOfDay::Night),
            ("before dawn", TimeOfDay::Dawn),
            ("the next morning", TimeOfDay::Day),
            ("夜", TimeOfDay::Night),
            ("nacht", TimeOfDay::Night),
        ] {
            assert_eq!(in_heading(words), Some(time), "{words}");
        }
        for words in ["present day", "day 2", "three days later", "continuous", "flashback", "a day later"] {
            assert_eq!(in_heading(words), None, "{words}");
        }
    }
}
