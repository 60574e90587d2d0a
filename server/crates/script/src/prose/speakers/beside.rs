//! What the narrator tells beside a quote: "said Anna", "he cried", "was the captain's reply", "Tom shook his head".

use super::pronoun;
use crate::prose::cast::{Cast, Mention};
use crate::prose::tokens::{Word, is_preposition, is_reporting};
use model::{Sex, Span};

/// How many quotes of one turn are looked at: who speaks is told near the first ones.
const ENOUGH: usize = 16;

/// Who is told to speak.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Told {
    /// By a name or a role, with a verb of saying.
    pub named: Option<usize>,
    /// By a pronoun.
    pub sex: Option<Sex>,
    /// The pronoun stands with a verb of saying; otherwise "he" only does something beside the quote.
    pub sure: bool,
    /// "I said".
    pub first_person: bool,
    /// The one who is named was not known before: "said another".
    pub fresh: bool,
}

impl Told {
    fn named(who: usize) -> Self {
        Self { named: Some(who), sure: true, ..Self::default() }
    }

    /// Whether these are surely two speakers.
    pub fn differs(&self, other: &Self) -> bool {
        match (self.named, other.named) {
            (Some(a), Some(b)) => a != b,
            _ => {
                self.first_person != other.first_person || matches!((self.sex, other.sex), (Some(a), Some(b)) if a != b)
            }
        }
    }
}

/// All that is told of one turn. `narration` are the narrator's words of its paragraph, `before` those before its first
/// quote, `spans` its quotes.
pub(super) fn told(
    paragraphs: &[Vec<Word>],
    narration: &[&Word],
    before: &[&Word],
    spans: &[Span],
    paragraph: usize,
    cast: &Cast,
    quoted: &dyn Fn(usize) -> bool,
) -> Told {
    // What leads into a quote, "Then Tom said:", is surer than what follows it.
    let mut found: Vec<Told> = Vec::new();
    for (i, span) in spans.iter().enumerate().take(ENOUGH) {
        let from = i.checked_sub(1).and_then(|i| spans.get(i)).map_or(0, |s| s.end);
        let lead: Vec<&Word> = narration.iter().copied().filter(|w| w.start >= from && w.start < span.start).collect();
        found.extend(self::lead(&lead, cast));
        let end = spans.get(i + 1).map_or(usize::MAX, |s| s.start);
        let tail: Vec<&Word> = narration.iter().copied().filter(|w| w.start >= span.end && w.start < end).collect();
        // "Harriet turned to Luis. “…” Luis nodded.": the one who acted before the speech says it.
        let answered = if i == 0 && only_nods(&tail) { actor(before, 0, span.start, cast) } else { None };
        found.extend(answered.map(Told::named).or_else(|| after(&tail, cast)));
    }
    // A name is worth more than a pronoun.
    let told =
        found.iter().find(|t| t.named.is_some()).filter(|_| found.first().is_some_and(|f| !f.first_person && f.sure));
    if let Some(told) = told.or(found.first()) {
        return *told;
    }
    // The paragraph before hands over: "At last Emma exclaimed,".
    if before.is_empty()
        && let Some(lead) = paragraph.checked_sub(1).and_then(|p| paragraphs.get(p))
        && let Some(end) = lead.last().filter(|w| !quoted(w.start) && matches!(w.mark, Some(':' | ',' | '-' | '—')))
    {
        let tail: Vec<&Word> = lead.iter().filter(|w| !quoted(w.start)).collect();
        let from = tail
            .iter()
            .rposition(|w| w.start != end.start && matches!(w.mark, Some('.' | '!' | '?' | ';')))
            .map_or(0, |at| at + 1);
        let tail = tail.get(from..).unwrap_or_default();
        if let Some(told) = self::before(tail, cast).or_else(|| tail.iter().find_map(|w| subject_at(w, cast))) {
            return told;
        }
    }
    // Somebody does something in the same paragraph: "She smiled."
    let tail: Vec<&Word> =
        narration.iter().copied().filter(|w| spans.last().is_some_and(|s| w.start >= s.end)).collect();
    for words in [before, tail.as_slice()] {
        if words.iter().take(3).any(|w| w.text == "I") {
            return Told { first_person: true, ..Told::default() };
        }
        if let Some(sex) = words.iter().take(6).find_map(|w| pronoun(&w.lower())) {
            return Told { sex: Some(sex), ..Told::default() };
        }
    }
    // Dashes belong to what they open.
    let first = paragraphs.get(paragraph).and_then(|words| words.first());
    let dashed = spans.first().zip(first).is_some_and(|(span, word)| span.start < word.start);
    if narration.is_empty() && dashed { before_alone(paragraph, paragraphs, quoted) } else { Told::default() }
}

/// "He looked at the rain." in a short paragraph of its own: he speaks next.
fn before_alone(paragraph: usize, paragraphs: &[Vec<Word>], quoted: &dyn Fn(usize) -> bool) -> Told {
    let lead = paragraph.checked_sub(1).and_then(|p| paragraphs.get(p)).filter(|words| words.len() <= 8);
    let first = lead.filter(|words| words.iter().all(|w| !quoted(w.start))).and_then(|words| words.first());
    first.and_then(|w| pronoun(&w.lower())).map_or_else(Told::default, |sex| Told { sex: Some(sex), ..Told::default() })
}

/// Whether the first sentence after a quote is one of its own that tells what somebody does: "Luis nodded."
fn only_nods(words: &[&Word]) -> bool {
    let verb = words.iter().take(4).position(|w| is_reporting(&w.lower()));
    let nods = |w: &&Word| matches!(w.lower().as_str(), "nodded" | "smiled" | "grinned" | "smiles" | "nods");
    words.first().is_some_and(|w| w.capital) && verb.is_some_and(|at| at > 0 && words.get(at).is_some_and(nods))
}

/// After a quote: "said Anna", "Anna said", "was Anna's reply".
pub(super) fn after(words: &[&Word], cast: &Cast) -> Option<Told> {
    let words = words.get(..words.len().min(12))?;
    said_after(words, cast).or_else(|| reply(words, cast))
}

fn said_after(words: &[&Word], cast: &Cast) -> Option<Told> {
    let verb = words.iter().take(7).position(|w| is_reporting(&w.lower()))?;
    // A full stop between the quote and the verb: another sentence.
    if words.get(..verb)?.iter().any(|w| matches!(w.mark, Some('.' | '!' | '?'))) {
        return None;
    }
    if words.get(verb)?.mark.is_none() {
        // "said Anna", "said the voice of the captain".
        let mut end = verb + 4;
        for at in verb + 1.. {
            let Some(word) = words.get(at).filter(|_| at < end) else { break };
            if let Some(subject) = subject_at(word, cast) {
                return Some(subject);
            }
            let lower = word.lower();
            if lower == "voice" && words.get(at + 1).is_some_and(|w| w.lower() == "of") {
                end = at + 6;
            }
            if word.mark.is_some() || matches!(lower.as_str(), "to" | "in" | "with" | "as" | "at" | "on" | "and") {
                break;
            }
        }
    }
    said_before(words, verb, cast)
}

/// Before a quote: "Anna turned and said,", "saying:".
pub(super) fn before(words: &[&Word], cast: &Cast) -> Option<Told> {
    let verb = words.iter().rposition(|w| is_saying(w))?;
    said_before(words, verb, cast)
}

/// The last sentence before a quote, when it tells who speaks.
pub(super) fn lead(words: &[&Word], cast: &Cast) -> Option<Told> {
    let clause = words.iter().rposition(|w| matches!(w.mark, Some('.' | '!' | '?'))).map_or(0, |at| at + 1);
    let clause = words.get(clause..)?;
    // The verb stands near the quote: "turned to him and said, with a laugh,".
    before(clause, cast).filter(|_| clause.iter().rev().take(8).any(|w| is_saying(w)))
}

fn is_saying(word: &Word) -> bool {
    let lower = word.lower();
    is_reporting(&lower) || matches!(lower.as_str(), "saying" | "asking" | "crying")
}

/// The subject before a verb: "Anna said", "Anna, who stood by the door with Tom, said".
fn said_before(words: &[&Word], verb: usize, cast: &Cast) -> Option<Told> {
    for at in (verb.saturating_sub(24)..verb).rev() {
        let word = words.get(at)?;
        if matches!(word.mark, Some('.' | '!' | '?' | ';')) {
            return None;
        }
        let Some(subject) = subject_at(word, cast) else { continue };
        let first = mention_at(word, cast).map_or(word.start, |m| m.start);
        let lead = words.get(..at)?.iter().rev().find(|w| w.end <= first).map(|w| w.lower()).unwrap_or_default();
        // "with Tom", "to his sister" are not who speaks; nor is "he" of "as he sat down". "Tom, who" is.
        let aside = if subject.named.is_some() { is_preposition(&lead) } else { is_subordinate(&lead) };
        if aside && words.get(at + 1).is_none_or(|w| w.lower() != "who") {
            continue;
        }
        // "The Rabbit saw Alice and called": the first one named acts, unless the last one stands at the verb.
        let joined = words.get(verb.wrapping_sub(1)).is_some_and(|w| w.lower() == "and" || w.mark == Some(','));
        if joined && verb - at > 2 && subject.named.is_some() {
            let first = words.iter().take(at).position(|w| subject_at(w, cast).is_some());
            let clause = |from: usize| {
                words.get(from..at).is_some_and(|between| {
                    between.iter().any(|w| matches!(w.mark, Some(';' | ':')) || is_joint(&w.lower()))
                })
            };
            if let Some(first) = first.filter(|first| *first < 8 && !clause(*first)) {
                return words.get(first).and_then(|w| subject_at(w, cast));
            }
        }
        return Some(subject);
    }
    None
}

fn is_subordinate(lower: &str) -> bool {
    matches!(
        lower,
        "as" | "when" | "while" | "whom" | "which" | "where" | "if" | "because" | "until" | "till" | "whilst"
    )
}

/// Words that begin another clause, with a subject of its own.
fn is_joint(lower: &str) -> bool {
    is_subordinate(lower) || matches!(lower, "and" | "but" | "that" | "for" | "so" | "or")
}

/// "was Anna's reply", "came the captain's voice", "put in Fielding", "blustered Mr. Hale", "Tom put in".
fn reply(words: &[&Word], cast: &Cast) -> Option<Told> {
    let first = words.first()?;
    let lower = first.lower();
    let owner = |from: usize| words.get(from..(from + 4).min(words.len()))?.iter().find_map(|w| mention_at(w, cast));
    if matches!(lower.as_str(), "was" | "came" | "were" | "is") && !first.capital {
        return owner(1).map(|m| Told::named(m.who));
    }
    let put = |at: usize| {
        words.get(at).is_some_and(|w| {
            matches!(w.lower().as_str(), "put" | "broke" | "burst" | "struck" | "cut" | "joined" | "chimed" | "spoke")
        }) && words.get(at + 1).is_some_and(|w| matches!(w.lower().as_str(), "in" | "out" | "up"))
    };
    let past = !first.capital && lower.ends_with("ed") && first.mark.is_none();
    let (from, to) = if put(0) {
        (2, 6)
    } else if past {
        (1, 5)
    } else {
        (words.len(), words.len())
    };
    for at in from..to.min(words.len()) {
        if let Some(subject) = words.get(at).and_then(|w| subject_at(w, cast)) {
            return Some(subject);
        }
        if words.get(at).is_some_and(|w| w.mark.is_some()) {
            break;
        }
    }
    let subject = subject_at(first, cast)
        .or_else(|| words.get(1).filter(|_| first.mark.is_none()).and_then(|w| subject_at(w, cast)));
    let says = (1..5).any(|at| {
        put(at)
            || words.get(at).is_some_and(|w| {
                w.lower() == "saying"
                    || (w.lower() == "kept" && words.get(at + 1).is_some_and(|n| n.lower() == "saying"))
            })
    });
    subject.filter(|_| says)
}

/// The first one named within eight words of a stretch of narration.
pub(super) fn actor(narration: &[&Word], from: usize, to: usize, cast: &Cast) -> Option<usize> {
    let inside: Vec<&&Word> = narration.iter().filter(|w| w.start >= from && w.start < to).take(9).collect();
    let end = inside.last().map_or(from, |w| w.end);
    let starts = |m: &Mention| inside.iter().any(|w| w.start == m.start);
    cast.between(from, end.min(to)).iter().find(|m| !m.possessive && starts(m)).map(|m| m.who)
}

pub(super) fn mention_at<'a>(word: &Word, cast: &'a Cast) -> Option<&'a Mention> {
    cast.between(word.start.saturating_sub(80), word.end)
        .iter()
        .rev()
        .find(|m| m.start <= word.start && m.end >= word.end)
}

fn subject_at(word: &Word, cast: &Cast) -> Option<Told> {
    if let Some(m) = mention_at(word, cast) {
        return (!m.possessive).then(|| Told { fresh: m.fresh, ..Told::named(m.who) });
    }
    if word.text == "I" {
        return Some(Told { first_person: true, sure: true, ..Told::default() });
    }
    pronoun(&word.lower()).map(|sex| Told { sex: Some(sex), sure: true, ..Told::default() })
}

/// "Come in, Anna," and "Tom! Where are you?"
pub(super) fn vocative(words: &[Word], spans: &[Span], cast: &Cast) -> Option<usize> {
    for span in spans {
        for m in cast.between(span.start, span.end) {
            if m.possessive || cast.people.get(m.who).is_some_and(|p| p.role) {
                continue;
            }
            let at = words.partition_point(|w| w.start < m.start);
            let last = words.partition_point(|w| w.end < m.end);
            let before = at.checked_sub(1).and_then(|i| words.get(i));
            // "“Mrs. Orr,” she said. “She told me.”": an answer.
            let next =
                spans.iter().find(|s| s.start > span.start).map(|s| words.partition_point(|w| w.start < s.start));
            let told_of = next.and_then(|at| words.get(at)).is_some_and(|w| matches!(w.text, "He" | "She"));
            if told_of && m.end + 2 >= span.end {
                continue;
            }
            let opens = m.start <= span.start + 1;
            let comma = before.is_some_and(|w| {
                w.start < span.start
                    || matches!(w.mark, Some(',' | '!' | '.' | '?' | '-' | '—' | ';'))
                    || matches!(w.lower().as_str(), "dear" | "oh" | "o" | "my" | "poor" | "dearest")
            });
            let closed = words
                .get(last)
                .is_some_and(|w| matches!(w.mark, Some(',' | '!' | '?' | '.' | '"' | '”' | '’' | ';' | '-' | '—')));
            if (opens || comma) && closed {
                return Some(m.who);
            }
        }
    }
    None
}
