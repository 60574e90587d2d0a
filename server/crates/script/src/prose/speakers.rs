//! Who says what is quoted: sieves from the surest to the vaguest, each with its confidence.

use super::cast::{self, Cast};
use super::quotes::Quote;
use super::tokens::{Word, is_reporting, words};
use crate::screenplay::{Person, Spoken, SpokenPart};
use crate::words::delivery_in;
use model::{Delivery, LineKind, Sex, Span};
use std::collections::HashSet;

/// The quotes of one paragraph: one turn of a conversation.
struct Turn {
    paragraph: usize,
    quotes: std::ops::Range<usize>,
    who: Option<Who>,
    confidence: f32,
    /// Told by a pronoun beside the quote.
    sex: Option<Sex>,
    /// Named in the quote as the one who is spoken to.
    to: Option<usize>,
    /// The narrator speaks.
    first_person: bool,
    delivery: Delivery,
    continues: bool,
    plain: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Who {
    Cast(usize),
    Narrator,
}

pub(crate) fn attribute(text: &str, paragraphs: &[Span], quotes: &[Quote]) -> (Vec<Spoken>, Vec<Person>) {
    let quoted = |byte: usize| {
        let at = quotes.partition_point(|q| q.span.start <= byte);
        at.checked_sub(1).and_then(|i| quotes.get(i)).is_some_and(|q| q.span.end > byte)
    };
    let all: Vec<Vec<Word>> = paragraphs.iter().map(|p| words(text, p.start, p.end)).collect();
    let mut cast = cast::find(&all, &quoted);
    cast.learn_sex(&all, &quoted);
    let mut turns = turns(quotes);
    for turn in &mut turns {
        beside(turn, &all, quotes, &cast, &quoted);
    }
    resolve(&mut turns, paragraphs, quotes, &cast);
    let mut used: HashSet<usize> = HashSet::new();
    let mut said = Vec::with_capacity(quotes.len());
    for turn in &turns {
        if let Some(Who::Cast(who)) = turn.who {
            used.insert(who);
        }
        let name = |who: usize| cast.people.get(who).map(|p| p.name().to_owned());
        let speaker = match turn.who {
            Some(Who::Cast(who)) => name(who),
            Some(Who::Narrator) => Some("Narrator".to_owned()),
            None => None,
        };
        for quote in quotes.get(turn.quotes.clone()).unwrap_or_default() {
            let inside = text.get(quote.span.start..quote.span.end).unwrap_or_default();
            let line: String = inside
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .trim_start_matches(['—', '–', '―', '-', ' '])
                .to_owned();
            said.push(Spoken {
                kind: LineKind::Direct,
                speaker: speaker.clone(),
                confidence: if speaker.is_some() { turn.confidence } else { 0.0 },
                text: line.clone(),
                span: quote.span,
                parts: vec![SpokenPart { parenthetical: None, delivery: turn.delivery, text: line, span: quote.span }],
                off_screen: false,
                dual: false,
                to: turn.to.and_then(name),
                scene: 0,
            });
        }
    }
    let mut people = cast.persons(text, &used);
    if turns.iter().any(|t| t.who == Some(Who::Narrator)) {
        people.push(Person { name: "Narrator".to_owned(), aliases: vec!["I".to_owned()], ..Person::default() });
    }
    (said, people)
}

fn turns(quotes: &[Quote]) -> Vec<Turn> {
    let mut out: Vec<Turn> = Vec::new();
    for (at, quote) in quotes.iter().enumerate() {
        match out.last_mut() {
            Some(turn) if turn.paragraph == quote.paragraph => turn.quotes.end = at + 1,
            _ => out.push(Turn {
                paragraph: quote.paragraph,
                quotes: at..at + 1,
                who: None,
                confidence: 0.0,
                sex: None,
                to: None,
                first_person: false,
                delivery: Delivery::Normal,
                continues: quote.continues,
                plain: false,
            }),
        }
    }
    out
}

/// What stands beside the quotes of a turn: a name or a pronoun with a reporting verb, or somebody who acts.
fn beside(turn: &mut Turn, all: &[Vec<Word>], quotes: &[Quote], cast: &Cast, quoted: &dyn Fn(usize) -> bool) {
    let Some(words) = all.get(turn.paragraph) else { return };
    let spans: Vec<Span> = quotes.get(turn.quotes.clone()).unwrap_or_default().iter().map(|q| q.span).collect();
    let (Some(first), Some(last)) = (spans.first().copied(), spans.last().copied()) else { return };
    turn.to = vocative(words, &spans, cast);
    turn.plain = !words.iter().any(|w| !quoted(w.start));
    let tell = words.iter().filter(|w| !quoted(w.start)).map(|w| w.text).collect::<Vec<_>>().join(" ");
    turn.delivery = delivery_in(&tell);
    // After each quote, then before the first one.
    for (i, span) in spans.iter().enumerate() {
        let end = spans.get(i + 1).map_or(usize::MAX, |s| s.start);
        let after: Vec<&Word> = words.iter().filter(|w| w.start >= span.end && w.start < end).take(12).collect();
        if let Some((who, sex, me)) = clause(&after, cast, true) {
            return turn.set(who, sex, me, 0.95, 0.8);
        }
    }
    let before: Vec<&Word> = words.iter().filter(|w| w.start < first.start).collect();
    let clause_start = before.iter().rposition(|w| matches!(w.mark, Some('.' | '!' | '?'))).map_or(0, |at| at + 1);
    if let Some(tail) = before.get(clause_start..)
        && let Some((who, sex, me)) = clause(tail, cast, false)
    {
        return turn.set(who, sex, me, 0.93, 0.78);
    }
    // Somebody acts in the same paragraph: "Tom shook his head."
    let actor = |from: usize, to: usize| {
        let inside: Vec<&Word> = words.iter().filter(|w| w.start >= from && w.start < to && !quoted(w.start)).collect();
        let mention = cast.between(from, to).iter().find(|m| !quoted(m.start) && !m.possessive);
        let pronoun = inside.iter().take(6).find_map(|w| pronoun(&w.lower()));
        let i = inside.iter().take(3).any(|w| w.text == "I");
        match mention {
            Some(m) if inside.iter().position(|w| w.start >= m.start).is_none_or(|at| at < 8) => {
                Some((Some(m.who), None, false))
            }
            _ if i => Some((None, None, true)),
            _ => pronoun.map(|sex| (None, Some(sex), false)),
        }
    };
    let open = words.first().map_or(first.start, |w| w.start);
    let close = words.last().map_or(last.end, |w| w.end);
    if let Some((who, sex, me)) = actor(open, first.start).or_else(|| actor(last.end, close)) {
        turn.set(who, sex, me, 0.75, 0.6);
    }
}

impl Turn {
    fn set(&mut self, who: Option<usize>, sex: Option<Sex>, me: bool, sure: f32, vague: f32) {
        self.sex = sex;
        self.first_person = me;
        self.confidence = vague;
        if me {
            self.who = Some(Who::Narrator);
            self.confidence = 0.9;
        } else if let Some(who) = who {
            self.who = Some(Who::Cast(who));
            self.confidence = sure;
        }
    }
}

fn pronoun(lower: &str) -> Option<Sex> {
    match lower {
        "he" => Some(Sex::Male),
        "she" => Some(Sex::Female),
        _ => None,
    }
}

type Subject = (Option<usize>, Option<Sex>, bool);

/// The subject of a reporting verb near the head (after a quote) or the tail (before one) of a clause.
fn clause(words: &[&Word], cast: &Cast, after: bool) -> Option<Subject> {
    let verb = if after {
        words.iter().take(7).position(|w| is_reporting(&w.lower()))
    } else {
        words
            .iter()
            .rposition(|w| is_reporting(&w.lower()) || matches!(w.lower().as_str(), "saying" | "asking" | "crying"))
    }?;
    // A full stop between the quote and the verb: another sentence.
    if after && words.get(..verb)?.iter().any(|w| matches!(w.mark, Some('.' | '!' | '?'))) {
        return None;
    }
    let at_word = |at: usize| words.get(at).and_then(|w| subject_at(w, cast));
    if after {
        // "said Anna", "said the old man", "said she".
        let marked = words.get(verb)?.mark.is_some();
        if !marked {
            for at in verb + 1..(verb + 4).min(words.len()) {
                if let Some(subject) = at_word(at) {
                    return Some(subject);
                }
                let lower = words.get(at)?.lower();
                if words.get(at)?.mark.is_some()
                    || matches!(lower.as_str(), "to" | "in" | "with" | "as" | "at" | "on" | "and")
                {
                    break;
                }
            }
        }
    }
    // "Anna said", "she quietly asked", "the man with the beard said".
    let mut pronoun_at = None;
    for at in (verb.saturating_sub(8)..verb).rev() {
        let word = words.get(at)?;
        if let Some(subject) = at_word(at) {
            if possessive_at(word, cast) {
                continue;
            }
            // "the man with the black beard": the first mention of the clause is its subject.
            let first = (0..at).find_map(at_word).filter(|s| {
                s.0.is_some() && !words.get(..at).unwrap_or_default().iter().any(|w| matches!(w.mark, Some(',' | ';')))
            });
            return Some(first.unwrap_or(subject));
        }
        if matches!(word.mark, Some('.' | '!' | '?' | ';')) {
            break;
        }
        pronoun_at = pronoun_at.or(pronoun(&word.lower()));
    }
    None
}

fn possessive_at(word: &Word, cast: &Cast) -> bool {
    cast.between(word.start.saturating_sub(60), word.end)
        .iter()
        .any(|m| m.start <= word.start && m.end >= word.end && m.possessive)
}

fn subject_at(word: &Word, cast: &Cast) -> Option<Subject> {
    if let Some(m) = cast
        .between(word.start.saturating_sub(60), word.end)
        .iter()
        .rev()
        .find(|m| m.start <= word.start && m.end >= word.end)
    {
        return (!m.possessive).then_some((Some(m.who), None, false));
    }
    if word.text == "I" {
        return Some((None, None, true));
    }
    pronoun(&word.lower()).map(|sex| (None, Some(sex), false))
}

/// "Come in, Anna," and "Tom! Where are you?"
fn vocative(words: &[Word], spans: &[Span], cast: &Cast) -> Option<usize> {
    for span in spans {
        for m in cast.between(span.start, span.end) {
            if m.possessive {
                continue;
            }
            let at = words.partition_point(|w| w.start < m.start);
            let last = words.partition_point(|w| w.end < m.end);
            let before = at.checked_sub(1).and_then(|i| words.get(i));
            let opens = m.start <= span.start + 1;
            let comma = before.is_some_and(|w| {
                w.start < span.start
                    || matches!(w.mark, Some(',' | '!' | '.' | '?'))
                    || matches!(w.lower().as_str(), "dear" | "oh" | "o" | "my" | "poor")
            });
            let closed = words
                .get(last)
                .is_some_and(|w| matches!(w.mark, Some(',' | '!' | '?' | '.' | '"' | '”' | '’' | ';' | '-' | '—')));
            if (opens || comma) && closed && !cast.people.get(m.who).is_some_and(|p| p.role) {
                return Some(m.who);
            }
        }
    }
    None
}

/// Pronouns, addressees and the alternation of a conversation.
fn resolve(turns: &mut [Turn], paragraphs: &[Span], quotes: &[Quote], cast: &Cast) {
    let sex = |who: usize| cast.people.get(who).and_then(|p| p.sex);
    let fits = |who: usize, want: Option<Sex>| match (sex(who), want) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    for at in 0..turns.len() {
        let Some(turn) = turns.get(at) else { break };
        if turn.who.is_some() {
            continue;
        }
        let back = |n: usize| at.checked_sub(n).and_then(|i| turns.get(i));
        let near = |n: usize| back(n).filter(|t| turn.paragraph - t.paragraph <= n * 2 + 1);
        let one = near(1);
        if turn.continues
            && let Some(one) = one
        {
            let (who, confidence) = (one.who, one.confidence * 0.95);
            if let Some(turn) = turns.get_mut(at) {
                (turn.who, turn.confidence) = (who, confidence);
            }
            continue;
        }
        let last = one.and_then(|t| t.who);
        let two = near(2).and_then(|t| t.who);
        let before_end = quotes.get(turn.quotes.start).map_or(0, |q| q.span.start);
        let narrated = || recent(cast, paragraphs, quotes, turn.paragraph, before_end);
        let ok = |who: usize| fits(who, turn.sex) && Some(who) != turn.to;
        let mut answer: Option<(Who, f32)> = None;
        if let Some(want) = turn.sex {
            // "he said": the one two turns ago, then the latest of that sex in the narration, then the one spoken to.
            let two_fits = two
                .and_then(|w| if let Who::Cast(w) = w { Some(w) } else { None })
                .filter(|w| sex(*w) == Some(want) && ok(*w));
            let adjacent = one.is_some_and(|t| turn.paragraph - t.paragraph == 1);
            let not_last = |w: usize| !(adjacent && last == Some(Who::Cast(w)));
            let told =
                narrated().into_iter().filter(|w| sex(*w) == Some(want) && ok(*w) && not_last(*w)).collect::<Vec<_>>();
            let addressee = one.and_then(|t| t.to).filter(|w| ok(*w) && sex(*w).is_none_or(|s| s == want));
            let same = told.first().copied();
            answer = match (two_fits, addressee, same) {
                (Some(w), ..) if adjacent => Some((Who::Cast(w), 0.75)),
                (_, Some(w), _) if adjacent => Some((Who::Cast(w), 0.7)),
                (_, _, Some(w)) => Some((Who::Cast(w), 0.65)),
                (Some(w), ..) => Some((Who::Cast(w), 0.55)),
                _ => narrated()
                    .into_iter()
                    .find(|w| fits(*w, Some(want)) && ok(*w) && not_last(*w))
                    .map(|w| (Who::Cast(w), 0.4)),
            };
            if answer.is_none()
                && let Some(Who::Cast(w)) = last.filter(|w| matches!(w, Who::Cast(w) if fits(*w, Some(want))))
            {
                answer = Some((Who::Cast(w), 0.3));
            }
        } else {
            let adjacent = one.is_some_and(|t| turn.paragraph - t.paragraph == 1);
            if adjacent || one.is_some_and(|t| turn.paragraph - t.paragraph == 2) {
                let differs = |w: &Who| Some(*w) != last && !matches!(w, Who::Cast(c) if Some(*c) == turn.to);
                let addressee = one.and_then(|t| t.to).map(Who::Cast).filter(differs);
                answer = two.filter(differs).map(|w| (w, 0.65)).or(addressee.map(|w| (w, 0.6)));
            }
            // A paragraph of narration just before hands the word to its actor.
            if answer.is_none() || !adjacent {
                let handed = turn
                    .paragraph
                    .checked_sub(1)
                    .filter(|p| one.is_none_or(|t| t.paragraph != *p))
                    .and_then(|p| paragraphs.get(p))
                    .and_then(|p| {
                        cast.between(p.start, p.end).iter().rev().find(|m| !m.possessive && ok(m.who)).map(|m| m.who)
                    });
                if let Some(who) = handed {
                    let better = answer.is_none_or(|(w, _)| w == Who::Cast(who));
                    if better || !adjacent && answer.is_none() {
                        answer = Some((Who::Cast(who), 0.5));
                    }
                }
            }
            if answer.is_none() {
                answer = narrated()
                    .into_iter()
                    .find(|w| ok(*w) && Some(Who::Cast(*w)) != last)
                    .map(|w| (Who::Cast(w), 0.35));
            }
        }
        // Between strong anchors: the turn after next, when nothing before tells.
        if answer.is_none_or(|(_, c)| c < 0.5)
            && turn.sex.is_none()
            && let Some(next) = turns.get(at + 2).filter(|t| t.paragraph - turn.paragraph <= 3)
            && let Some(who) = next.who
            && Some(who) != last
            && !matches!(who, Who::Cast(w) if Some(w) == turn.to)
            && next.confidence > 0.7
        {
            answer = Some((who, 0.55));
        }
        if let Some((who, confidence)) = answer
            && let Some(turn) = turns.get_mut(at)
        {
            (turn.who, turn.confidence) = (Some(who), confidence);
        }
    }
}

/// People named in the narration (and those who spoke) before a place, the latest first.
fn recent(cast: &Cast, paragraphs: &[Span], quotes: &[Quote], paragraph: usize, before: usize) -> Vec<usize> {
    let from = paragraphs.get(paragraph.saturating_sub(6)).map_or(0, |p| p.start);
    let in_quote = |byte: usize| {
        let at = quotes.partition_point(|q| q.span.start <= byte);
        at.checked_sub(1).and_then(|i| quotes.get(i)).is_some_and(|q| q.span.end > byte)
    };
    let mut out: Vec<usize> = Vec::new();
    let mut owned: Vec<usize> = Vec::new();
    for m in cast.between(from, before).iter().rev() {
        if in_quote(m.start) {
            continue;
        }
        let list = if m.possessive { &mut owned } else { &mut out };
        if !list.contains(&m.who) {
            list.push(m.who);
        }
    }
    for who in owned {
        if !out.contains(&who) {
            out.push(who);
        }
    }
    out
}
