//! What is to be seen of an English sentence that tells who speaks: "said Mina, who was wiping her hands".

use super::tokens::{Word, is_reporting, words};

/// Words that a clause about the speaker's way of speaking begins with, or the name of another.
const ENDS: &[&str] = &[
    "as", "and", "with", "to", "in", "from", "at", "who", "while", "when", "on", "by", "into", "over", "through",
    "across", "without", "under", "but", "then", "again", "quietly", "softly",
];

/// Verbs beside a speech that are seen: "she smiled".
const SEEN: &[&str] = &[
    "smiled", "grinned", "laughed", "nodded", "sighed", "sobbed", "yawned", "sniffed", "chuckled", "giggled", "gasped",
    "panted", "shrieked", "winced", "shrugged",
];

/// Verbs of saying that are others as well: "He returned to the desk."
const EITHER: &[&str] = &[
    "went",
    "called",
    "calls",
    "returned",
    "continued",
    "finished",
    "began",
    "offered",
    "threatened",
    "noted",
    "reflected",
    "added",
    "pressed",
    "proceeded",
    "pursued",
    "resumed",
    "ventured",
    "supplied",
    "swore",
    "spoke",
    "barked",
    "chattered",
    "echoed",
    "invited",
    "objected",
    "agreed",
    "announced",
    "quoth",
];

/// What joins a deed to the words that tell who speaks.
const JOINS: &[&str] =
    &["as", "while", "when", "although", "though", "because", "since", "before", "after", "until", "but"];

/// How many words behind the verb are read as a part of telling who speaks, where they hold no deed.
const MOST_MANNER: usize = 10;

/// The deed, with its subject; `None` where the words only tell who speaks.
pub(super) fn deed(text: &str) -> Option<String> {
    let all = words(text, 0, text.len());
    let whole = || Some(text.to_owned());
    if let Some(head) = ends_with_saying(text, &all) {
        return Some(head);
    }
    let is_said = |w: &Word| is_reporting(&w.lower()) && !SEEN.contains(&w.lower().as_str());
    let seen = all.iter().take(6).position(|w| SEEN.contains(&w.lower().as_str()));
    let Some(verb) = all.iter().take(6).position(is_said) else {
        // "laughed Tom"
        return match seen.filter(|at| *at == 0).and_then(|at| subject(&all, at)) {
            Some((from, to)) => reordered(text, &all, 0, from, to),
            None => whole(),
        };
    };
    // "She smiled and said nothing." is no way of speaking.
    if seen.is_some_and(|seen| seen < verb) {
        return whole();
    }
    let Some((from, to)) = subject(&all, verb) else { return if all.len() <= 6 { None } else { whole() } };
    let (Some(first), Some(last)) = (all.get(from), all.get(to)) else { return None };
    let who = text.get(first.start..last.end)?;
    let next = to.max(verb) + 1;
    let own = all.first().is_some_and(|w| w.capital) && verb > 0;
    if own && all.len() > next && EITHER.contains(&all.get(verb)?.lower().as_str()) {
        return whole();
    }
    let part = joined(text, &all, next, who);
    if part.is_some() || all.len() - next.min(all.len()) < MOST_MANNER {
        return part;
    }
    if verb == 0 { reordered(text, &all, verb, from, to) } else { whole() }
}

/// "laughed Tom loudly" is "Tom laughed loudly".
fn reordered(text: &str, all: &[Word], verb: usize, from: usize, to: usize) -> Option<String> {
    let who = text.get(all.get(from)?.start..all.get(to)?.end)?;
    let rest = all.get(to + 1).and_then(|w| text.get(w.start..)).unwrap_or_default();
    Some(format!("{who} {} {rest}", all.get(verb)?.text.to_lowercase()).trim_end().to_owned())
}

/// "Tom turned and said": what stands before the verb at the end.
fn ends_with_saying(text: &str, all: &[Word]) -> Option<String> {
    let verb = all.iter().rposition(|w| is_reporting(&w.lower()) && !SEEN.contains(&w.lower().as_str()))?;
    let mut joint = verb.checked_sub(1)?;
    if all.get(joint)?.lower() == "then" {
        joint = joint.checked_sub(1)?;
    }
    let and = all.get(joint).filter(|w| w.lower() == "and" && joint > 1)?;
    (all.len() - verb <= 4).then(|| text.get(..and.start).map(|head| head.trim_end().to_owned()))?
}

/// What is seen of the words behind "said Mina".
fn joined(text: &str, all: &[Word], next: usize, who: &str) -> Option<String> {
    let from = |at: usize| all.get(at).and_then(|w| text.get(w.start..)).filter(|rest| !rest.is_empty());
    let begins = |at: usize| {
        all.get(at).is_some_and(|w| {
            w.capital
                || matches!(
                    w.lower().as_str(),
                    "he" | "she" | "they" | "the" | "his" | "her" | "it" | "a" | "an" | "we" | "i"
                )
        })
    };
    let lead = all.get(next)?.lower();
    if matches!(lead.as_str(), "with" | "from" | "over" | "through" | "across" | "without") && all.len() - next > 2 {
        return Some(format!("{who}, {}", from(next)?));
    }
    for at in next..all.len() {
        let word = all.get(at)?.lower();
        let cut = at == next || all.get(at - 1)?.mark.is_some();
        match word.as_str() {
            "and" | "who" | "then" if cut || word == "who" => {
                return from(at + 1).map(|after| format!("{who} {after}"));
            }
            _ if JOINS.contains(&word.as_str()) && begins(at + 1) && all.len() > at + 2 => {
                return from(at + 1).map(str::to_owned);
            }
            _ if cut && word.ends_with("ing") && all.len() > at + 1 => {
                return from(at).map(|after| format!("{who}, {after}"));
            }
            _ => {}
        }
    }
    None
}

/// What is seen before "and said that", with its subject.
pub(super) fn before_report(text: &str) -> Option<String> {
    let all = words(text, 0, text.len());
    let verb = (2..all.len()).find(|at| {
        let is = |at: usize, word: &str| all.get(at).is_some_and(|w| w.lower() == word);
        all.get(*at).is_some_and(|w| is_reporting(&w.lower())) && is(at - 1, "and")
    })?;
    let head = all.get(..verb - 1)?;
    if head.iter().any(|w| is_reporting(&w.lower())) {
        return None;
    }
    let acts =
        head.iter().skip(1).any(|w| super::verbs::base_of_past(&w.lower()).is_some() && !is_reporting(&w.lower()));
    let end = head.last()?.end;
    acts.then(|| text.get(..end).map(|deed| deed.trim().to_owned()))?
}

/// The first and the last word of the subject beside a verb.
fn subject(all: &[Word], verb: usize) -> Option<(usize, usize)> {
    let unmarked = |at: usize| all.get(at).is_some_and(|w| w.mark.is_none());
    let pronoun = |w: &Word| matches!(w.lower().as_str(), "he" | "she" | "they" | "i" | "we" | "it");
    let article = |w: &Word| {
        matches!(w.lower().as_str(), "the" | "a" | "an" | "his" | "her" | "my" | "their" | "its" | "another")
    };
    if verb > 0 {
        let first = all.first()?;
        let fits = (first.capital || pronoun(first) || article(first)) && verb <= 4 && (0..verb).all(unmarked);
        return fits.then_some((0, verb - 1));
    }
    let first = all.get(1).filter(|_| unmarked(0))?;
    if pronoun(first) {
        return Some((1, 1));
    }
    let mut last = 1;
    let noun = article(first);
    if !(noun || first.capital) {
        return None;
    }
    while unmarked(last) && last < 6 {
        let Some(next) = all.get(last + 1) else { break };
        let lower = next.lower();
        let ends = ENDS.contains(&lower.as_str()) || lower.ends_with("ly") || (lower.ends_with("ing") && last > 1);
        if ends || (!noun && !next.capital) {
            break;
        }
        last += 1;
    }
    (!noun || last > 1).then_some((1, last))
}

#[cfg(test)]
mod tests {
    use super::deed;

    #[test]
    fn what_happens_before_a_report_is_seen() {
        let seen = |text| super::before_report(text).unwrap_or_default();
        assert_eq!(seen("Old Ida bought two loaves and said that it was late."), "Old Ida bought two loaves");
        assert_eq!(seen("Ida said that it was late and asked for her coat."), "");
    }

    #[test]
    fn what_is_seen_beside_a_speech_keeps_its_subject_and_loses_the_verb_of_saying() {
        for (words, seen) in [
            ("said Mina", ""),
            ("said Mina softly", ""),
            ("she said to her brother", ""),
            ("said Mina, who was wiping her hands", "Mina was wiping her hands"),
            ("said Tom, and closed the door", "Tom closed the door"),
            ("he said, wiping his hands on a cloth", "he, wiping his hands on a cloth"),
            ("said the old man as he sat down", "he sat down"),
            ("Tom turned round and said", "Tom turned round"),
            ("She closed the door", "She closed the door"),
            ("he said at last, out of nothing", ""),
            ("she asked, although she was already sitting in it", "she was already sitting in it"),
            ("said Mina to her brother, wiping her hands", "Mina, wiping her hands"),
            ("laughed Tom", "Tom laughed"),
            ("She returned to the desk", "She returned to the desk"),
            ("he returned", ""),
            (
                "He folded the paper carefully along its old folds and said",
                "He folded the paper carefully along its old folds",
            ),
        ] {
            assert_eq!(deed(words).unwrap_or_default(), seen, "{words}");
        }
    }
}
