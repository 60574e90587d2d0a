//! Where people are named: names, titles with names, and roles.

use super::Cast;
use super::cluster::cluster;
use crate::names::{given_name, is_role};
use crate::prose::tokens::{Word, is_reporting, is_title};
use std::collections::{HashMap, HashSet};

/// One naming, before it is known who is meant.
pub(super) struct Found {
    pub name: String,
    pub start: usize,
    pub end: usize,
    pub paragraph: usize,
    pub possessive: bool,
    /// Named by somebody who speaks.
    pub quoted: bool,
    /// A verb of saying stands beside the name.
    pub told: bool,
}

static NEVER: crate::names::WordSet = crate::names::WordSet::new(
    " i the a an and but or nor so yet for he she it they we you his her its their my our your this that these those there here then now when where what who whom whose which why how if as at by in on of to from with without into upon after before while once yes no not oh ah well o hush alas please sir madam ma'am god heaven heavens lord english french german american italian indian europe england london paris france america italy india monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter chapter mr mrs miss dr st come go let look hullo hello good dear do did does is was are were be have has had can could will would shall should may might must never nothing nobody everybody everyone somebody someone something one two three all some any none both each every such only even just still perhaps indeed very too again also because though although since until unless till ",
);

/// How the words of a text are used, as far as it tells names from other words.
struct Usage {
    /// Words that occur with a small letter.
    small: HashSet<String>,
    /// How often a word has a capital inside a sentence.
    inner_capital: HashMap<String, usize>,
    /// Words with a capital that somebody is said to speak as: "said the Duck".
    speaks: HashMap<String, usize>,
    /// Nouns that somebody is said to speak as: "said the mariner".
    roles: HashSet<String>,
}

impl Usage {
    fn of(paragraphs: &[Vec<Word>], quoted: &dyn Fn(usize) -> bool) -> Self {
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
                if !quoted(word.start) && is_plainly_said(&word.lower()) {
                    out.speaker_after(words, at, quoted);
                    out.speaker_before(words, at, quoted);
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
            let ends = word.mark.is_some() || next.is_none_or(|n| quoted(n.start) || is_small(&n.lower()));
            if ends {
                self.role(word);
                return;
            }
        }
    }

    /// "the mariner said".
    fn speaker_before(&mut self, words: &[Word], verb: usize, quoted: &dyn Fn(usize) -> bool) {
        let Some(word) = verb.checked_sub(1).and_then(|i| words.get(i)).filter(|w| w.mark.is_none()) else { return };
        let article = (2..4).any(|n| {
            verb.checked_sub(n)
                .and_then(|i| words.get(i))
                .is_some_and(|w| matches!(w.lower().as_str(), "the" | "a" | "an"))
        });
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
        );
        if !plural && !thing && !is_small(&lower) && !lower.ends_with("ly") && lower.chars().count() > 2 {
            self.roles.insert(lower);
        }
    }

    fn is_name(&self, word: &Word) -> bool {
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

    fn is_role(&self, lower: &str) -> bool {
        is_role(lower) || self.roles.contains(lower)
    }
}

/// Reads the names of all words. `paragraphs` are the words of the whole text.
pub(crate) fn find(paragraphs: &[Vec<Word>], quoted: &dyn Fn(usize) -> bool) -> Cast {
    let usage = Usage::of(paragraphs, quoted);
    let mut found: Vec<Found> = Vec::new();
    let mut human: HashSet<String> = HashSet::new();
    for (paragraph, words) in paragraphs.iter().enumerate() {
        let mut at = 0;
        while at < words.len() {
            if let Some((naming, last, is_human)) = name_at(words, at, paragraph, &usage, quoted) {
                if is_human {
                    human.insert(naming.name.clone());
                }
                found.push(naming);
                at = last;
            } else if let Some((naming, last)) = role_at(words, at, paragraph, &usage, quoted) {
                human.insert(naming.name.clone());
                found.push(naming);
                at = last;
            }
            at += 1;
        }
    }
    cluster(found, &human)
}

/// A name that begins at a word: what it is, the index of its last word, and whether it surely names a person.
fn name_at(
    words: &[Word],
    from: usize,
    paragraph: usize,
    usage: &Usage,
    quoted: &dyn Fn(usize) -> bool,
) -> Option<(Found, usize, bool)> {
    let word = words.get(from)?;
    let lower = word.lower();
    let titled = is_title(&lower)
        && word.capital
        && word.mark.is_none()
        && words
            .get(from + 1 + particles(words, from + 1))
            .is_some_and(|n| n.capital && (usage.is_name(n) || !usage.small.contains(&n.lower())));
    if !titled && !usage.is_name(word) || is_family(words, from) {
        return None;
    }
    let mut at = from;
    let mut parts = vec![clean(word)];
    let mut possessive = word.possessive();
    let mut mark = word.mark;
    while mark.is_none()
        && !possessive
        && parts.len() < 6
        && let Some(next) = words.get(at + 1)
    {
        // "Mr. E. W. B. Childers"
        let initial = next.capital && next.text.chars().count() == 1 && next.mark == Some('.');
        let joins = next.capital
            && (usage.is_name(next) || (titled && parts.len() == 1) || initial)
            && next.start - words.get(at).map_or(0, |w| w.end) <= 2;
        // "Mr. van der Luyden"
        let skip = particles(words, at + 1);
        let last = words.get(at + 1 + skip).filter(|n| skip > 0 && n.capital && usage.is_name(n));
        if let Some(last) = last {
            parts.extend(words.get(at + 1..=at + 1 + skip).unwrap_or_default().iter().map(clean));
            possessive = last.possessive();
            mark = last.mark;
            at += 1 + skip;
            continue;
        }
        if !joins {
            break;
        }
        parts.push(clean(next));
        possessive = next.possessive();
        mark = next.mark.filter(|_| !initial);
        at += 1;
    }
    // Initials with nothing after them are no name.
    while parts.len() > 1 && parts.last().is_some_and(|p| p.chars().count() == 1) && mark.is_none() {
        parts.pop();
        at -= 1;
    }
    let name = parts.join(" ");
    let spoken = |w: Option<&Word>| w.is_some_and(|w| is_reporting(&w.lower()));
    let back = |n: usize| from.checked_sub(n).and_then(|i| words.get(i));
    let vocative = quoted(word.start)
        && matches!(mark, Some(',' | '.' | '!' | '?'))
        && back(1).is_some_and(|w| w.mark == Some(','));
    let told = !quoted(word.start)
        && (spoken(words.get(at + 1))
            || spoken(back(1))
            || back(1).is_some_and(|w| w.lower() == "the") && spoken(back(2)));
    let is_human = titled || vocative || given_name(&lower).is_some() || told;
    let end = words.get(at).map_or(word.end, |w| w.end);
    Some((
        Found { name, start: word.start, end, paragraph, possessive, quoted: quoted(word.start), told },
        at,
        is_human,
    ))
}

/// How many words of a name's middle stand here: "van der", "de la".
fn particles(words: &[Word], at: usize) -> usize {
    let particle = |w: &&Word| {
        w.mark.is_none()
            && matches!(w.text, "van" | "von" | "de" | "der" | "den" | "du" | "la" | "le" | "di" | "da" | "ten" | "del")
    };
    words.get(at..).unwrap_or_default().iter().take(3).take_while(particle).count()
}

/// "the Thorpes", "the Miss Bertrams": several people.
fn is_family(words: &[Word], at: usize) -> bool {
    let plural = |i: usize| words.get(i).is_some_and(|w| w.capital && w.text.ends_with('s') && !w.possessive());
    let many = at
        .checked_sub(1)
        .and_then(|i| words.get(i))
        .is_some_and(|w| w.mark.is_none() && matches!(w.lower().as_str(), "the" | "both" | "two" | "three" | "all"));
    let title = words.get(at).is_some_and(|w| is_title(&w.lower()));
    many && (plural(at) && !title || title && plural(at + 1))
}

/// "the old barman", "his mother", "the man with the black beard": from the determiner on, where the role's noun is at `at`.
fn role_at(
    words: &[Word],
    at: usize,
    paragraph: usize,
    usage: &Usage,
    quoted: &dyn Fn(usize) -> bool,
) -> Option<(Found, usize)> {
    let word = words.get(at)?;
    let lower = word.lower();
    if !usage.is_role(&lower) || matches!(lower.as_str(), "voice" | "crowd") || is_title_before_name(words, at) {
        return None;
    }
    let mut from = at;
    while from > 0
        && at - from < 3
        && words
            .get(from - 1)
            .is_some_and(|w| w.mark.is_none() && !is_reporting(&w.lower()) && (!w.capital || is_determiner(&w.lower())))
    {
        from -= 1;
        if words.get(from).is_some_and(|w| is_determiner(&w.lower())) {
            break;
        }
    }
    let first = words.get(from).filter(|w| is_determiner(&w.lower()))?;
    let next_is_head = words.get(at + 1).is_some_and(|n| {
        n.lower() == "of" || (usage.is_role(&n.lower()) && !is_reporting(&n.lower()) && word.mark.is_none())
    });
    if next_is_head {
        return None;
    }
    let mut parts: Vec<String> = words.get(from..=at).unwrap_or_default().iter().map(Word::lower).collect();
    if let Some(det) = parts.first_mut()
        && matches!(det.as_str(), "a" | "an" | "this" | "that")
    {
        *det = "the".to_owned();
    }
    let mut last = at;
    if let Some(end) = marked_by(words, at, &lower) {
        parts.extend(words.get(at + 1..=end).unwrap_or_default().iter().map(Word::lower));
        last = end;
    }
    let end = words.get(last).map_or(word.end, |w| w.end);
    Some((
        Found {
            name: parts.join(" "),
            start: first.start,
            end,
            paragraph,
            possessive: word.possessive(),
            quoted: quoted(word.start),
            told: false,
        },
        last,
    ))
}

/// The last word of what tells one man from another: "with the black beard", "in the white waistcoat".
fn marked_by(words: &[Word], at: usize, head: &str) -> Option<usize> {
    if !is_anybody(head) || words.get(at)?.mark.is_some() || words.get(at)?.possessive() {
        return None;
    }
    let with = words.get(at + 1).filter(|w| matches!(w.lower().as_str(), "with" | "in") && w.mark.is_none())?;
    let article =
        words.get(at + 2).filter(|w| matches!(w.lower().as_str(), "the" | "a" | "his" | "her") && w.mark.is_none())?;
    (with.end < article.start).then_some(())?;
    (at + 3..at + 6).find(|&end| {
        words.get(end).is_some_and(|w| w.mark.is_some())
            || words.get(end + 1).is_some_and(|n| is_reporting(&n.lower()) || is_small(&n.lower()))
    })
}

/// Nouns that say no more than that it is a person.
pub(crate) fn is_anybody(noun: &str) -> bool {
    matches!(
        noun,
        "man"
            | "woman"
            | "gentleman"
            | "lady"
            | "boy"
            | "girl"
            | "lad"
            | "fellow"
            | "person"
            | "child"
            | "guy"
            | "youth"
            | "stranger"
            | "chap"
            | "friend"
            | "visitor"
            | "companion"
            | "other"
            | "soldier"
            | "officer"
            | "magistrate"
    )
}

/// Verbs that are used of little else than speech.
fn is_plainly_said(lower: &str) -> bool {
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

fn is_small(lower: &str) -> bool {
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

fn is_title_before_name(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|w| w.capital && is_title(&w.lower()) && w.mark.is_none())
        && words.get(at + 1).is_some_and(|n| n.capital)
}

fn is_determiner(lower: &str) -> bool {
    matches!(lower, "the" | "a" | "an" | "his" | "her" | "my" | "their" | "our" | "this" | "that" | "another")
}

fn clean(word: &Word) -> String {
    let text = word.text;
    text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text).to_owned()
}
