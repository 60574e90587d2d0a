//! How a text uses its words, as far as it tells names and roles from other words.

use crate::names::{given_name, is_role};
use crate::prose::tokens::{Word, is_preposition, is_reporting, is_title};
use std::collections::{HashMap, HashSet};

static NEVER: crate::names::WordSet = crate::names::WordSet::new(
    " i the a an and but or nor so yet for he she it they we you his her its their my our your this that these those there here then now when where what who whom whose which why how if as at by in on of to from with without into upon after before while once yes no not oh ah well o hush alas please sir madam ma'am god heaven heavens lord english french german american italian indian europe england london paris france america italy india monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter chapter mr mrs miss dr st come go let look hullo hello good dear do did does is was are were be have has had can could will would shall should may might must never nothing nobody everybody everyone somebody someone something one two three all some any none both each every such only even just still perhaps indeed very too again also because though although since until unless till ",
);

/// How the words of a text are used, as far as it tells names from other words.
pub(super) struct Usage {
    /// Words that occur with a small letter.
    pub small: HashSet<String>,
    /// How often a word has a capital inside a sentence.
    inner_capital: HashMap<String, usize>,
    /// Words with a capital that somebody is said to speak as: "said the Duck".
    speaks: HashMap<String, usize>,
    /// Nouns that somebody is said to speak as: "said the mariner".
    roles: HashSet<String>,
}

impl Usage {
    pub fn of(paragraphs: &[Vec<Word>], quoted: &dyn Fn(usize) -> bool) -> Self {
        let mut out = Self {
            small: HashSet::new(),
            inner_capital: HashMap::new(),
            speaks: HashMap::new(),
            roles: HashSet::new(),
        };
        for word in paragraphs.iter().flatten() {
            if !word.capital {
                out.small.insert(word.lower());
            } else if !word.opens {
                *out.inner_capital.entry(word.lower()).or_default() += 1;
            }
        }
        for words in paragraphs {
            for (at, word) in words.iter().enumerate() {
                if quoted(word.start) {
                    continue;
                }
                let lower = word.lower();
                if is_plainly_said(&lower) {
                    out.speaker_after(words, at, quoted);
                    out.speaker_before(words, at, quoted);
                } else if is_reporting(&lower)
                    && !word.capital
                    && at.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|w| quoted(w.start))
                    && words.get(at + 1).is_some_and(|w| matches!(w.lower().as_str(), "the" | "a" | "an"))
                    && !matches!(lower.as_str(), "went" | "thought" | "spoke" | "told" | "called" | "began")
                {
                    out.speaker_after(words, at, quoted);
                }
            }
        }
        out
    }

    /// "said the Duck", "said the old mariner".
    fn speaker_after(&mut self, words: &[Word], verb: usize, quoted: &dyn Fn(usize) -> bool) {
        if words.get(verb).is_none_or(|w| w.mark.is_some()) {
            return;
        }
        let Some(next) = words.get(verb + 1) else { return };
        let article = is_determiner(&next.lower());
        let noun = if next.lower() == "the" { words.get(verb + 2) } else { Some(next) };
        if let Some(name) = noun.filter(|w| w.capital && !w.opens && !quoted(w.start)) {
            *self.speaks.entry(name.lower()).or_default() += 1;
        }
        let beside = verb.checked_sub(1).and_then(|i| words.get(i)).is_none_or(|w| quoted(w.start));
        if !article || !beside || next.mark.is_some() {
            return;
        }
        // The last word before a mark or a small word is the noun.
        for at in verb + 2..(verb + 5).min(words.len()) {
            let (Some(word), next) = (words.get(at), words.get(at + 1)) else { return };
            if word.capital || quoted(word.start) {
                return;
            }
            // "said his wife one evening"
            let known = is_role(&word.lower()) && next.is_none_or(|n| !is_role(&n.lower()));
            let ends = known || word.mark.is_some() || next.is_none_or(|n| quoted(n.start) || is_small(&n.lower()));
            if ends {
                self.role(word);
                return;
            }
        }
    }

    /// "the mariner said".
    fn speaker_before(&mut self, words: &[Word], verb: usize, quoted: &dyn Fn(usize) -> bool) {
        let Some(word) = verb.checked_sub(1).and_then(|i| words.get(i)).filter(|w| w.mark.is_none()) else { return };
        let article = (2..4)
            .filter_map(|back| verb.checked_sub(back))
            .find(|at| words.get(*at).is_some_and(|w| matches!(w.lower().as_str(), "the" | "a" | "an")));
        // "Something under the towel said": the towel is only where it is.
        let before = |at: usize| at.checked_sub(1).and_then(|i| words.get(i)).filter(|w| w.mark.is_none());
        let article = article.is_some_and(|at| before(at).is_none_or(|w| !is_preposition(&w.lower())));
        let beside =
            words.get(verb).is_some_and(|w| w.mark.is_some()) || words.get(verb + 1).is_none_or(|w| quoted(w.start));
        if article && beside && !word.capital && !quoted(word.start) {
            self.role(word);
        }
    }

    fn role(&mut self, word: &Word) {
        let lower = word.lower();
        let plural = lower.ends_with('s') && !lower.ends_with("ss");
        let thing = matches!(
            lower.as_str(),
            "other"
                | "others"
                | "same"
                | "latter"
                | "former"
                | "first"
                | "second"
                | "one"
                | "voice"
                | "voices"
                | "rest"
                | "two"
                | "face"
                | "eyes"
                | "hand"
                | "head"
                | "moment"
                | "chorus"
                | "party"
                | "elder"
                | "younger"
                | "old"
                | "young"
                | "words"
                | "answer"
                | "reply"
                | "letter"
                | "evening"
                | "morning"
                | "afternoon"
                | "night"
                | "day"
                | "time"
        );
        if !plural && !thing && !is_small(&lower) && !lower.ends_with("ly") && lower.chars().count() > 2 {
            self.roles.insert(lower);
        }
    }

    pub fn is_name(&self, word: &Word) -> bool {
        if !word.capital || word.text.chars().count() < 2 {
            return false;
        }
        let lower = word.lower();
        let spoken = self.speaks.get(&lower).copied().unwrap_or(0);
        // "said Good", "said Two": common words may be names, too.
        let uncommon = spoken > 1 && !word.opens && !is_title(&lower) && lower != "lord";
        let spoken = spoken > 0 && !word.opens;
        if NEVER.holds(&lower) && !uncommon
            || lower.contains('\'') && !lower.starts_with("o'") && !lower.starts_with("d'")
        {
            return false;
        }
        let inner = self.inner_capital.get(&lower).copied().unwrap_or(0);
        let given = given_name(&lower).is_some();
        spoken
            || inner > 0 && (!self.small.contains(&lower) || inner > 2 && !word.opens || given)
            || given
            || (word.opens
                && !self.small.contains(&lower)
                && !is_reporting(&lower)
                && !lower.ends_with("ing")
                && !lower.ends_with("ly"))
    }

    pub fn is_role(&self, lower: &str) -> bool {
        is_role(lower) || self.roles.contains(lower)
    }
}

/// Verbs that are used of little else than speech.
pub(super) fn is_plainly_said(lower: &str) -> bool {
    matches!(
        lower,
        "said"
            | "asked"
            | "replied"
            | "cried"
            | "answered"
            | "whispered"
            | "exclaimed"
            | "muttered"
            | "murmured"
            | "shouted"
            | "inquired"
            | "enquired"
            | "rejoined"
            | "retorted"
            | "responded"
            | "remarked"
            | "observed"
            | "says"
            | "asks"
    )
}

pub(super) fn is_small(lower: &str) -> bool {
    matches!(
        lower,
        "had"
            | "it"
            | "they"
            | "have"
            | "been"
            | "that"
            | "all"
            | "other"
            | "half"
            | "to"
            | "in"
            | "with"
            | "as"
            | "at"
            | "on"
            | "and"
            | "who"
            | "from"
            | "by"
            | "for"
            | "of"
            | "when"
            | "after"
            | "while"
            | "again"
            | "but"
            | "into"
            | "he"
            | "she"
            | "the"
            | "a"
            | "was"
            | "were"
            | "is"
            | "then"
            | "over"
    )
}

pub(super) fn is_determiner(lower: &str) -> bool {
    matches!(lower, "the" | "a" | "an" | "his" | "her" | "my" | "their" | "our" | "this" | "that" | "another")
}
