//! Who is named in a text.

use crate::screenplay::Person;
use crate::words::{lower_words, tokens};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Finds the people that a text names.
pub(crate) struct Finder {
    /// By its first word, all names in the order of their words.
    by_first: HashMap<String, Vec<(Vec<String>, usize)>>,
    /// One bit for each way in which some name begins: most words are ruled out by it.
    heads: [u64; 16],
}

/// More words than any name has.
const LONGEST_NAME: usize = 64;

/// One of 1024, by the first two bytes of a word.
fn head(word: &str) -> (usize, u64) {
    let mut bytes = word.bytes().map(usize::from);
    let bit = (bytes.next().unwrap_or(0) * 31 + bytes.next().unwrap_or(0)) % 1024;
    (bit / 64, 1 << (bit % 64))
}

impl Finder {
    pub fn new(people: &[Person]) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
        for (at, person) in people.iter().enumerate() {
            for name in std::iter::once(&person.name).chain(&person.aliases) {
                let mut words = tokens(name);
                if words.first().is_some_and(|w| w == "the") {
                    words.remove(0);
                }
                if let Some(first) = words.first().filter(|_| words.len() <= LONGEST_NAME) {
                    by_first.entry(first.clone()).or_default().push((words, at));
                }
            }
        }
        for names in by_first.values_mut() {
            names.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        let mut heads = [0; 16];
        for (at, bit) in by_first.keys().map(|word| head(word)) {
            if let Some(heads) = heads.get_mut(at) {
                *heads |= bit;
            }
        }
        Self { by_first, heads }
    }

    /// Whether some name may begin with a word.
    fn may_begin(&self, word: &str) -> bool {
        let (at, bit) = head(word);
        self.heads.get(at).is_some_and(|heads| heads & bit != 0)
    }

    /// Indices of those named, in the order of their naming, each once.
    pub fn in_text(&self, text: &str) -> Vec<usize> {
        let words: Vec<Cow<str>> = lower_words(text).collect();
        let mut out = Vec::new();
        let mut known: HashSet<usize> = HashSet::new();
        for start in 0..words.len() {
            if let Some((at, _)) = self.at(&words, start)
                && known.insert(at)
            {
                out.push(at);
            }
        }
        out
    }

    /// The one whose name begins with a word: the longest name that the words go on with, and how many words it takes; of two that are the
    /// same, the later one.
    pub fn at<S: AsRef<str>>(&self, words: &[S], start: usize) -> Option<(usize, usize)> {
        fn bare(word: &str) -> &str {
            word.strip_suffix("'s").unwrap_or(word)
        }
        let word = |at: usize| words.get(at).map(|word| bare(word.as_ref()));
        let first = word(start).filter(|first| self.may_begin(first))?;
        let mut names = self.by_first.get(first).map(Vec::as_slice)?;
        let mut best = None;
        let mut depth = 1;
        loop {
            let (whole, longer) = names.split_at(names.partition_point(|(name, _)| name.len() == depth));
            best = whole.last().map(|(_, at)| (*at, depth)).or(best);
            let Some(next) = word(start + depth).filter(|_| !longer.is_empty()) else { break };
            let order = |(name, _): &(Vec<String>, usize)| name.get(depth).map(String::as_str).cmp(&Some(next));
            let from = longer.partition_point(|name| order(name).is_lt());
            let to = longer.partition_point(|name| order(name).is_le());
            names = longer.get(from..to).unwrap_or_default();
            depth += 1;
        }
        best
    }
}
