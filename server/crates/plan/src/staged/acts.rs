//! What somebody does, from the clauses of the action that speak of them: ids of `lexicon::pictures::ACTS`.

use super::words::{clauses, words};
use lexicon::pictures::ACTS;
use model::Figure;

/// Before these a word is a noun: "a drink", "her hand".
const NOUNS_FOLLOW: [&str; 14] =
    ["a", "an", "the", "his", "her", "their", "its", "my", "your", "of", "this", "that", "no", "old"];
const DENIALS: [&str; 7] = ["not", "never", "cannot", "can't", "doesn't", "don't", "won't"];

/// The deeds of `figure` in the order of the script, each once: of the clauses that name it, and of all the action where nobody
/// else is named and the camera is on it.
pub fn of(figure: &Figure, all: &[Figure], action: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut subject: Option<bool> = None;
    for (begins, clause) in in_sentences(action) {
        let me = named(figure, &clause);
        let others = all.iter().filter(|other| other.name != figure.name);
        let someone = others.filter_map(|other| named(other, &clause)).min();
        let together = |b: usize| clause.iter().take(b).any(|word| word == "and");
        subject = match (me, someone) {
            (Some(a), Some(b)) => Some(a < b || together(a)),
            (Some(_), None) => Some(true),
            (None, Some(_)) => Some(false),
            // "Snow falls.": who is not named does nothing in it.
            (None, None) if begins && !goes_on(&clause) => Some(false),
            (None, None) => subject,
        };
        let everybody = clause.iter().any(|word| matches!(word.as_str(), "they" | "both" | "everyone" | "all"));
        if everybody || subject.unwrap_or(all.len() < 2 || figure.focus) {
            // "A small dog sleeps at Henrik's feet": the dog does.
            let from = me.filter(|_| is_of_another(&clause)).unwrap_or_default();
            for id in deeds(clause.get(from..).unwrap_or_default()) {
                if !out.iter().any(|have| have == id) {
                    out.push(id.to_owned());
                }
            }
        }
    }
    out
}

/// Clauses, with whether each begins a sentence.
fn in_sentences(action: &str) -> impl Iterator<Item = (bool, Vec<String>)> {
    let sentences = action.split(['.', '!', '?', '\n']);
    sentences
        .flat_map(|sentence| clauses(sentence).enumerate().map(|(at, clause)| (at == 0, clause)).collect::<Vec<_>>())
}

/// Whether a sentence speaks of whom the one before spoke: it begins with a pronoun or with what they do.
fn goes_on(clause: &[String]) -> bool {
    const PRONOUNS: [&str; 12] =
        ["he", "she", "they", "it", "his", "her", "then", "now", "suddenly", "both", "slowly", "and"];
    clause.first().is_some_and(|word| PRONOUNS.contains(&word.as_str())) || ACTS.at(clause).is_some()
}

/// Where a clause names somebody.
fn named(figure: &Figure, clause: &[String]) -> Option<usize> {
    let of_name = words(&figure.name);
    let is = |word: &String| {
        let plain = word.trim_end_matches("'s");
        of_name.iter().any(|name| name == plain && !matches!(plain, "the" | "a" | "of" | "old"))
    };
    clause.iter().position(is)
}

/// Whether a clause begins with a thing or an animal that may do something: "A dog", "The two cats".
fn is_of_another(clause: &[String]) -> bool {
    let starts = clause.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "a" | "an" | "the" | "another" | "some" | "two" | "three" | "several" | "his" | "her" | "their"
        )
    });
    let noun = |at: usize| {
        clause.get(at..).is_some_and(|rest| {
            lexicon::pictures::CREATURES.at(rest).is_some() || lexicon::pictures::THINGS.at(rest).is_some()
        })
    };
    starts && (1..4).any(noun)
}

fn deeds(clause: &[String]) -> Vec<&'static str> {
    let mut out = Vec::new();
    let mut at = 0;
    let word = |at: Option<usize>| at.and_then(|at| clause.get(at)).map_or("", String::as_str);
    while let Some(rest) = clause.get(at..).filter(|rest| !rest.is_empty()) {
        let (last, before) = (word(at.checked_sub(1)), word(at.checked_sub(2)));
        let Some((entry, _, taken)) = ACTS.at(rest) else {
            at += 1;
            continue;
        };
        let noun = taken == 1 && NOUNS_FOLLOW.contains(&last);
        let denied = DENIALS.contains(&last) || DENIALS.contains(&before);
        if !noun && !denied {
            out.extend(ACTS.table().by_id(entry.id).map(|entry| entry.id));
        }
        at += taken;
    }
    out
}
