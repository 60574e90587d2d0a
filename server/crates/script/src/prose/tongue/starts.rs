//! Which of many words begin at a place of a text without spaces.

use std::collections::HashMap;

/// Words, found by their first characters.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// By its first character, how long words are in bytes, in rising order.
    lengths: HashMap<char, Vec<usize>>,
    words: HashMap<String, usize>,
}

impl Starts {
    pub fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut out = Self::default();
        words.for_each(|word| out.push(word, 0));
        out
    }

    /// Adds a word and what it means; of two that are the same the first one counts.
    pub fn push(&mut self, word: &str, means: usize) {
        let Some(first) = word.chars().next() else { return };
        let lengths = self.lengths.entry(first).or_default();
        if let Err(at) = lengths.binary_search(&word.len()) {
            lengths.insert(at, word.len());
        }
        self.words.entry(word.to_owned()).or_insert(means);
    }

    /// The words that begin at a place, the shortest first: what each means, and where it ends.
    pub fn at<'t>(&'t self, text: &'t str, at: usize) -> impl Iterator<Item = (usize, usize)> + 't {
        let first = text.get(at..).and_then(|rest| rest.chars().next());
        let lengths = first.and_then(|first| self.lengths.get(&first)).into_iter().flatten();
        lengths.filter_map(move |length| {
            let word = text.get(at..at + length)?;
            Some((*self.words.get(word)?, at + length))
        })
    }

    /// The first place after the beginning of a text where one of the words begins.
    pub fn earliest(&self, text: &str) -> Option<usize> {
        text.char_indices().map(|(at, _)| at).skip(1).find(|at| self.at(text, *at).next().is_some())
    }

    /// The last place where one of the words begins.
    pub fn latest(&self, text: &str) -> Option<usize> {
        text.char_indices().rev().map(|(at, _)| at).find(|at| self.at(text, *at).next().is_some())
    }

    /// The longest word that a text begins with.
    pub fn longest<'t>(&self, text: &'t str) -> Option<&'t str> {
        let end = self.at(text, 0).map(|(_, end)| end).last()?;
        text.get(..end)
    }
}

#[cfg(test)]
mod tests {
    use super::Starts;

    #[test]
    fn words_are_found_where_they_begin() {
        let starts = Starts::new(["说", "说道", "小美"].into_iter());
        assert_eq!((starts.earliest("小美笑着说道"), starts.latest("小美笑着说道")), (Some(12), Some(12)));
        assert_eq!((starts.longest("说道好"), starts.longest("好")), (Some("说道"), None));
        assert_eq!((starts.earliest(""), starts.earliest("说"), starts.latest("说")), (None, None, Some(0)));
    }
}
