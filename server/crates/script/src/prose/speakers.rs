//! Who says what is quoted: sieves from the surest to the vaguest, each with its confidence.

use super::cast::{self, Cast};
use super::indirect;
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
        let at = quotes.partition_point(|q| q.heard.start <= byte);
        at.checked_sub(1).and_then(|i| quotes.get(i)).is_some_and(|q| q.heard.end > byte)
    };
    let all: Vec<Vec<Word>> = paragraphs.iter().map(|p| words(text, p.start, p.end)).collect();
    let mut cast = cast::find(&all, &quoted);
    cast.learn_sex(&all, &quoted);
    let mut turns = turns(quotes);
    for turn in &mut turns {
        beside(turn, &all, quotes, &cast, &quoted);
    }
    spouses(&mut turns, paragraphs, &cast);
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
            let inside = text.get(quote.heard.start..quote.heard.end).unwrap_or_default();
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
                parts: vec![SpokenPart { parenthetical: None, delivery: turn.delivery, text: line, span: quote.heard }],
                off_screen: false,
                dual: false,
                to: turn.to.and_then(name),
                scene: 0,
            });
        }
    }
    reported(text, paragraphs, quotes, &cast, &mut said, &mut used);
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
        if let Some((who, sex, me)) = clause(&after, cast, true).or_else(|| reply(&after, cast)) {
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
    // The paragraph before hands over: "At last Emma exclaimed,".
    if before.is_empty()
        && let Some(lead) = turn.paragraph.checked_sub(1).and_then(|p| all.get(p))
        && let Some(end) = lead.last().filter(|w| !quoted(w.start) && matches!(w.mark, Some(':' | ',' | '-' | '—')))
    {
        let tail: Vec<&Word> = lead.iter().filter(|w| !quoted(w.start)).collect();
        let from = tail
            .iter()
            .rposition(|w| w.start != end.start && matches!(w.mark, Some('.' | '!' | '?' | ';')))
            .map_or(0, |at| at + 1);
        let tail = tail.get(from..).unwrap_or_default();
        let subject = clause(tail, cast, false).or_else(|| tail.iter().find_map(|w| subject_at(w, cast)));
        if let Some((who, sex, me)) = subject {
            return turn.set(who, sex, me, 0.9, 0.7);
        }
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

/// "was Anna's reply", "came the captain's voice", "put in Fielding", "blustered Mr. Hale", "Tom put in".
fn reply(words: &[&Word], cast: &Cast) -> Option<Subject> {
    let first = words.first()?;
    let lower = first.lower();
    let owner = |from: usize| words.get(from..(from + 4).min(words.len()))?.iter().find_map(|w| mention_at(w, cast));
    if matches!(lower.as_str(), "was" | "came" | "were" | "is") && !first.capital {
        return owner(1).map(|m| (Some(m.who), None, false));
    }
    let put = |at: usize| {
        words.get(at).is_some_and(|w| {
            matches!(w.lower().as_str(), "put" | "broke" | "burst" | "struck" | "cut" | "joined" | "chimed")
        }) && words.get(at + 1).is_some_and(|w| matches!(w.lower().as_str(), "in" | "out"))
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
    let verb = (1..4).any(|at| {
        put(at)
            || words.get(at).is_some_and(|w| {
                w.lower() == "saying"
                    || (w.lower() == "kept" && words.get(at + 1).is_some_and(|n| n.lower() == "saying"))
            })
    });
    subject.filter(|_| verb)
}

fn mention_at<'a>(word: &Word, cast: &'a Cast) -> Option<&'a cast::Mention> {
    cast.between(word.start.saturating_sub(60), word.end)
        .iter()
        .rev()
        .find(|m| m.start <= word.start && m.end >= word.end)
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

/// Pronouns, addressees and the alternation of a conversation: every candidate gets points, the best one speaks.
/// The weights were set by measuring on novels, not derived; what matters is their order.
fn resolve(turns: &mut [Turn], paragraphs: &[Span], quotes: &[Quote], cast: &Cast) {
    let sex = |who: usize| cast.people.get(who).and_then(|p| p.sex);
    let anchored: Vec<bool> = turns.iter().map(|t| t.who.is_some()).collect();
    // Who surely speaks elsewhere is likelier to speak here.
    let mut speaks = vec![0usize; cast.people.len()];
    for turn in turns.iter() {
        if let Some(Who::Cast(who)) = turn.who
            && let Some(n) = speaks.get_mut(who)
        {
            *n += 1;
        }
    }
    for at in 0..turns.len() {
        let Some(turn) = turns.get(at) else { break };
        if turn.who.is_some() {
            continue;
        }
        // A neighbour counts when no more than one paragraph lies between.
        let near = |n: isize| {
            let other = at.checked_add_signed(n).and_then(|i| turns.get(i))?;
            let gap = other.paragraph.abs_diff(turn.paragraph);
            (gap <= n.unsigned_abs() * 2).then_some((other, gap == n.unsigned_abs()))
        };
        let one = near(-1);
        if turn.continues
            && let Some((one, _)) = one
        {
            let (who, confidence) = (one.who, one.confidence * 0.95);
            if let Some(turn) = turns.get_mut(at) {
                (turn.who, turn.confidence) = (who, confidence);
            }
            continue;
        }
        let mut points: Vec<(Who, f32)> = Vec::new();
        let mut give = |who: Who, n: f32| match points.iter_mut().find(|(w, _)| *w == who) {
            Some((_, p)) => *p += n,
            None => points.push((who, n)),
        };
        // In a run of bare lines the narration fades and the talkers take turns.
        let fade = if turn.plain && one.is_some_and(|(_, close)| close) { 0.5 } else { 1.0 };
        for n in 1..=6 {
            let talker = at
                .checked_sub(n)
                .and_then(|i| turns.get(i))
                .filter(|t| turn.paragraph - t.paragraph <= 12)
                .and_then(|t| t.who);
            if let Some(who) = talker
                && n != 1
            {
                give(who, 0.2);
            }
        }
        let opens = quotes.get(turn.quotes.start).map_or(0, |q| q.span.start);
        for (mention, distance, possessive) in recent(cast, paragraphs, quotes, turn.paragraph, opens) {
            let worth = match distance {
                0 => 8.1,
                1 => 5.2,
                2 => 1.6,
                3 => 1.0,
                _ => 0.5,
            };
            let worth = worth * fade;
            give(Who::Cast(mention), if possessive { worth * 0.5 } else { worth });
        }
        if let Some((one, close)) = one {
            if let Some(to) = one.to {
                give(Who::Cast(to), if close { 2.1 } else { 1.2 });
            }
            if let Some(who) = one.who {
                give(who, if close { -4.5 } else { -1.9 });
            }
        }
        if let Some((two, close)) = near(-2)
            && let Some(who) = two.who
        {
            give(who, if close { 2.0 } else { 0.3 });
        }
        if let Some((four, close)) = near(-4)
            && let Some(who) = four.who
        {
            give(who, if close { 0.8 } else { 0.4 });
        }
        if let Some((next, true)) = near(1)
            && anchored.get(at + 1) == Some(&true)
            && let Some(who) = next.who
        {
            give(who, -8.0);
        }
        if let Some((next, true)) = near(1)
            && let Some(to) = next.to
        {
            give(Who::Cast(to), 4.0);
        }
        if let Some((after, close)) = near(2)
            && anchored.get(at + 2) == Some(&true)
            && let Some(who) = after.who
        {
            give(who, if close { 1.5 } else { 0.8 });
        }
        if let Some(to) = turn.to {
            give(Who::Cast(to), -6.0);
        }
        for (who, n) in &mut points {
            let Who::Cast(who) = *who else {
                // "he said" is never the narrator.
                *n -= if turn.sex.is_some() { 20.0 } else { 0.0 };
                continue;
            };
            let Some(person) = cast.people.get(who) else { continue };
            match (sex(who), turn.sex) {
                (Some(a), Some(b)) if a != b => *n -= 20.0,
                (None, Some(_)) => *n -= 2.5,
                _ => {}
            }
            let count: usize = person.names.iter().map(|(_, n)| n).sum();
            *n += (count as f32).ln() * 0.42 + (1.0 + speaks.get(who).copied().unwrap_or(0) as f32).ln() * 0.3
                - if person.role { 1.1 } else { 0.0 };
        }
        points.sort_by(|a, b| b.1.total_cmp(&a.1));
        let best = points.first().filter(|(_, n)| *n > -3.0).copied();
        if let Some((who, n)) = best
            && let Some(turn) = turns.get_mut(at)
        {
            let margin = n - points.get(1).map_or(0.0, |p| p.1);
            turn.who = Some(who);
            turn.confidence = (0.35 + margin * 0.1).clamp(0.2, 0.8);
        }
    }
}

/// "said his wife": the Mrs. of the Mr. who was named last, and the other way round.
fn spouses(turns: &mut [Turn], paragraphs: &[Span], cast: &Cast) {
    for turn in turns {
        let Some(Who::Cast(who)) = turn.who else { continue };
        let Some(role) = cast.people.get(who).filter(|p| p.role).map(|p| p.name().to_owned()) else { continue };
        let (own, other) = match role.as_str() {
            "his wife" | "his lady" => ("Mr", "Mrs"),
            "her husband" => ("Mrs", "Mr"),
            _ => continue,
        };
        let Some(paragraph) = paragraphs.get(turn.paragraph) else { continue };
        let from = paragraphs.get(turn.paragraph.saturating_sub(12)).map_or(0, |p| p.start);
        let partner = cast.between(from, paragraph.end).iter().rev().find_map(|m| {
            let names = &cast.people.get(m.who)?.names;
            let surname = names.iter().find_map(|(n, _)| n.strip_prefix(own)?.strip_prefix(' '))?.rsplit(' ').next()?;
            let wanted = format!("{other} {surname}");
            cast.people.iter().position(|p| p.names.iter().any(|(n, _)| *n == wanted))
        });
        if let Some(partner) = partner {
            turn.who = Some(Who::Cast(partner));
            turn.confidence = 0.8;
        }
    }
}

/// People named in the narration before a place, each once: who, how many paragraphs back, and whether only as an owner.
fn recent(
    cast: &Cast,
    paragraphs: &[Span],
    quotes: &[Quote],
    paragraph: usize,
    before: usize,
) -> Vec<(usize, usize, bool)> {
    let from = paragraphs.get(paragraph.saturating_sub(8)).map_or(0, |p| p.start);
    let in_quote = |byte: usize| {
        let at = quotes.partition_point(|q| q.span.start <= byte);
        at.checked_sub(1).and_then(|i| quotes.get(i)).is_some_and(|q| q.span.end > byte)
    };
    let mut out: Vec<(usize, usize, bool)> = Vec::new();
    for m in cast.between(from, before).iter().rev() {
        if in_quote(m.start) {
            continue;
        }
        let own = paragraphs.partition_point(|p| p.end <= m.start);
        let distance = paragraph.saturating_sub(own);
        match out.iter_mut().find(|(who, ..)| *who == m.who) {
            Some(found) => found.2 &= m.possessive,
            None => out.push((m.who, distance, m.possessive)),
        }
    }
    out
}

/// Adds what is reported rather than quoted.
fn reported(
    text: &str,
    paragraphs: &[Span],
    quotes: &[Quote],
    cast: &Cast,
    said: &mut Vec<Spoken>,
    used: &mut HashSet<usize>,
) {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let a = quotes.partition_point(|q| q.span.end <= paragraph.start);
        let b = quotes.partition_point(|q| q.span.start < paragraph.end);
        let inside = quotes.get(a..b.max(a)).unwrap_or_default();
        // Sentences that hold a quotation report nothing: the stretch before the first and after the last quote is read.
        match (inside.first(), inside.last()) {
            (Some(first), Some(last)) => {
                let lead = text.get(paragraph.start..first.span.start).unwrap_or_default();
                if let Some((_, end)) = crate::sentences::sentences(lead)
                    .iter()
                    .rev()
                    .find(|(_, end)| lead.get(..*end).is_some_and(|t| t.ends_with(['.', '!'])))
                {
                    indirect::find(text, paragraph.start, paragraph.start + end, cast, &mut found);
                }
                let tail = text.get(last.span.end..paragraph.end).unwrap_or_default();
                // The clause that belongs to the quote ends with its sentence.
                if let Some((_, end)) = crate::sentences::sentences(tail).first() {
                    indirect::find(text, last.span.end + end, paragraph.end, cast, &mut found);
                }
            }
            _ => indirect::find(text, paragraph.start, paragraph.end, cast, &mut found),
        }
    }
    for report in found {
        let subject = text.get(report.subject.start..report.subject.end).unwrap_or_default();
        let lower = subject.to_lowercase();
        let named = cast.between(report.subject.start, report.subject.end).first().map(|m| m.who);
        let want = pronoun(&lower);
        let before = want.and_then(|sex| {
            let from = paragraphs
                .iter()
                .rev()
                .find(|p| p.start <= report.subject.start)
                .map_or(0, |p| p.start)
                .saturating_sub(1500);
            cast.between(from, report.subject.start)
                .iter()
                .rev()
                .find(|m| cast.people.get(m.who).and_then(|p| p.sex) == Some(sex))
                .map(|m| m.who)
        });
        let who = named.or(before);
        used.extend(who);
        let speaker = who
            .and_then(|w| cast.people.get(w))
            .map(|p| p.name().to_owned())
            .or_else(|| (lower == "i").then(|| "Narrator".to_owned()))
            .unwrap_or_else(|| match lower.strip_prefix("the ") {
                Some(rest) => format!("the {rest}"),
                None => subject.to_owned(),
            });
        let delivery = if report.whisper {
            Delivery::Whisper
        } else if report.shout {
            Delivery::Shout
        } else {
            Delivery::Normal
        };
        said.push(Spoken {
            kind: LineKind::Indirect,
            speaker: Some(speaker),
            confidence: if named.is_some() {
                0.9
            } else if who.is_some() {
                0.6
            } else {
                0.3
            },
            text: report.text.clone(),
            span: report.span,
            parts: vec![SpokenPart { parenthetical: None, delivery, text: report.text, span: report.span }],
            off_screen: false,
            dual: false,
            to: None,
            scene: 0,
        });
    }
    said.sort_by_key(|s| s.span.start);
}
