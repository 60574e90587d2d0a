//! Names that a person told how to say.

use crate::word::Word;
use std::collections::BTreeMap;

/// How names and other words are said, by what is written.
pub type Names = BTreeMap<String, String>;

/// The most words that one entry has.
const LONGEST: usize = 6;

/// Says the names that are told; the longest first.
pub(crate) fn say(words: &mut [Word], names: &Names) {
    if names.is_empty() {
        return;
    }
    let known: Vec<(Vec<String>, &str)> = names
        .iter()
        .map(|(written, said)| (written.split_whitespace().map(plain).collect::<Vec<_>>(), said.trim()))
        .filter(|(written, said)| (1..=LONGEST).contains(&written.len()) && !said.is_empty())
        .collect();
    let mut at = 0;
    while at < words.len() {
        let fits = |entry: &&(Vec<String>, &str)| {
            let (written, _) = entry;
            words.get(at..at + written.len()).is_some_and(|here| {
                here.iter()
                    .zip(written)
                    .all(|(word, wanted)| plain(owner(&word.core).0) == *wanted || plain(&word.core) == *wanted)
            })
        };
        let Some((written, said)) = known.iter().filter(fits).max_by_key(|(written, _)| written.len()) else {
            at += 1;
            continue;
        };
        for (nth, word) in words.iter_mut().skip(at).take(written.len()).enumerate() {
            let last = nth + 1 == written.len();
            let whole = plain(&word.core) == written.get(nth).map(String::as_str).unwrap_or_default();
            let end = if last && !whole { owner(&word.core).1.to_owned() } else { String::new() };
            // What is said for several words is said with the first.
            word.said = Some(if nth == 0 { format!("{said}{end}") } else { end });
            word.told = true;
        }
        at += written.len();
    }
}

/// A word and what makes it an owner: `Siobhan` and `'s`.
fn owner(word: &str) -> (&str, &str) {
    let end = ["'s", "’s", "'", "’"].into_iter().find(|end| word.len() > end.len() && word.ends_with(end));
    end.and_then(|end| word.split_at_checked(word.len() - end.len())).unwrap_or((word, ""))
}

fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'")
}
