//! Words of time and place that a report shifts: "the next day" was "tomorrow".

use super::Token;
use super::verbs::is_finite;

/// "the next day" → "tomorrow", "there" → "here".
pub(super) fn days(words: &mut Vec<Token>) {
    const PHRASES: &[(&str, &str)] = &[
        ("the next day", "tomorrow"),
        ("the following day", "tomorrow"),
        ("the day after", "tomorrow"),
        ("the next morning", "tomorrow morning"),
        ("the following morning", "tomorrow morning"),
        ("the next evening", "tomorrow evening"),
        ("the day before", "yesterday"),
        ("the previous day", "yesterday"),
        ("the night before", "last night"),
        ("the previous night", "last night"),
        ("the evening before", "yesterday evening"),
        ("the week before", "last week"),
        ("the previous week", "last week"),
        ("the month before", "last month"),
        ("the year before", "last year"),
        ("the previous year", "last year"),
        ("the next week", "next week"),
        ("the following week", "next week"),
        ("the next month", "next month"),
        ("the following month", "next month"),
        ("the following year", "next year"),
        ("the next year", "next year"),
        ("that night", "tonight"),
        ("that evening", "this evening"),
        ("that morning", "this morning"),
        ("that afternoon", "this afternoon"),
        ("that day", "today"),
        ("that very day", "today"),
        ("that week", "this week"),
        ("that moment", "this moment"),
        ("the day after tomorrow", "the day after tomorrow"),
        ("two days later", "in two days"),
        ("at that time", "now"),
        ("that year", "this year"),
        ("that month", "this month"),
    ];
    let mut at = 0;
    while at < words.len() {
        let hit = PHRASES.iter().find(|(phrase, _)| {
            let parts: Vec<&str> = phrase.split(' ').collect();
            words.get(at..at + parts.len()).is_some_and(|have| {
                have.iter().zip(&parts).all(|(a, b)| a.lower == *b)
                    && have.iter().take(parts.len() - 1).all(|w| w.tail.is_empty())
            })
        });
        if let Some((phrase, new)) = hit {
            let n = phrase.split(' ').count();
            let tail = words.get(at + n - 1).map(|w| w.tail.clone()).unwrap_or_default();
            words.splice(at..at + n, [Token { text: (*new).to_owned(), lower: (*new).to_owned(), tail }]);
        } else if words.get(at).is_some_and(|w| w.lower == "there") {
            let existential = at == 0
                || words
                    .get(at + 1)
                    .is_some_and(|w| is_finite(&w.lower) || matches!(w.lower.as_str(), "must" | "seemed" | "be"));
            if !existential && let Some(word) = words.get_mut(at) {
                word.become_word("here");
            }
        } else if at > 1
            && words.get(at).is_some_and(|w| w.lower == "before" || w.lower == "earlier")
            && words.get(at - 1).is_some_and(|w| {
                w.tail.is_empty()
                    && matches!(
                        w.lower.as_str(),
                        "days"
                            | "weeks"
                            | "months"
                            | "years"
                            | "hours"
                            | "minutes"
                            | "day"
                            | "week"
                            | "month"
                            | "year"
                            | "hour"
                    )
            })
            && (at + 1 == words.len() || words.get(at).is_some_and(|w| !w.tail.is_empty()))
            && let Some(word) = words.get_mut(at)
        {
            word.become_word("ago");
        }
        at += 1;
    }
}
