//! What is to be seen of an English sentence that tells who speaks: "said Mina, who was wiping her hands".

use super::tokens::{Word, is_reporting, words};

/// Words that a clause about the speaker's way of speaking begins with, or the name of another.
const ENDS: &[&str] = &[
    "as", "and", "with", "to", "in", "from", "at", "who", "while", "when", "on", "by", "into", "over", "through",
    "across", "without", "under", "but", "then", "again", "quietly", "softly",
];

/// The deed, with its subject; `None` where the words only tell who speaks.
pub(super) fn deed(text: &str) -> Option<String> {
    let all = words(text, 0, text.len());
    let whole = || Some(text.to_owned());
    let Some(verb) = all.iter().take(6).position(|w| is_reporting(&w.lower())) else { return whole() };
    let short = all.len() <= 6;
    // "Tom turned and said"
    let joint = verb.checked_sub(1).and_then(|at| all.get(at)).filter(|w| w.lower() == "and" && verb > 2);
    if let Some(joint) = joint.filter(|_| all.len() - verb <= 4) {
        return text.get(..joint.start).map(|head| head.trim_end().to_owned());
    }
    let Some((from, to)) = subject(&all, verb) else { return if short { None } else { whole() } };
    let (Some(first), Some(last)) = (all.get(from), all.get(to)) else { return None };
    let who = text.get(first.start..last.end)?;
    let next = to.max(verb) + 1;
    let rest = all.get(next).and_then(|w| text.get(w.start..)).unwrap_or_default();
    let after = all.get(next + 1).and_then(|w| text.get(w.start..)).unwrap_or_default();
    let lead = all.get(next).map(Word::lower).unwrap_or_default();
    let clause = all
        .get(next + 1)
        .is_some_and(|w| w.capital || matches!(w.lower().as_str(), "he" | "she" | "they" | "the" | "his" | "her"));
    match lead.as_str() {
        "" => None,
        "and" | "who" | "then" if !after.is_empty() => Some(format!("{who} {after}")),
        "as" | "while" | "when" if clause => Some(after.to_owned()),
        "as" if short => None,
        "with" | "from" | "over" | "through" | "across" | "without" if all.len() - next > 2 => {
            Some(format!("{who}, {rest}"))
        }
        _ if lead.ends_with("ing") && !after.is_empty() => Some(format!("{who}, {rest}")),
        _ if short => None,
        // "said Mina to her brother, and closed the door"
        _ => match rest.split_once(", and ") {
            Some((aside, deed)) if aside.split_whitespace().count() <= 5 => Some(format!("{who} {deed}")),
            _ => whole(),
        },
    }
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
        ] {
            assert_eq!(deed(words).unwrap_or_default(), seen, "{words}");
        }
    }
}
