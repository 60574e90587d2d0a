//! A reported clause, turned back into what was said.

use super::verbs::{base_of_past, is_participle, third_person};
use model::Sex;

/// Who reports to whom: it decides what every pronoun becomes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Roles {
    pub speaker: Party,
    pub listener: Option<Party>,
    /// The reporting verb stands in the past: tenses go back one step.
    pub past: bool,
    pub question: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Party {
    pub sex: Option<Sex>,
    /// The narrator ("I", "us").
    pub first: bool,
    pub plural: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Person {
    I,
    You,
    We,
    They,
    It,
}

#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub text: String,
    pub lower: String,
    /// What follows the word: a comma, nothing.
    pub tail: String,
}

pub(crate) fn tokens(text: &str) -> Vec<Token> {
    text.split_whitespace()
        .filter_map(|w| {
            let core = w
                .trim_end_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
                .trim_start_matches(['(', '"', '“']);
            let tail = w.get(w.find(core)? + core.len()..).unwrap_or_default();
            (!core.is_empty()).then(|| Token {
                text: core.to_owned(),
                lower: core.to_lowercase().replace('’', "'"),
                tail: tail.to_owned(),
            })
        })
        .collect()
}

impl Token {
    fn become_word(&mut self, word: &str) {
        self.text = word.to_owned();
        self.lower = word.to_lowercase();
    }
}

/// The pronoun a word becomes, in the roles given; `None` when it stays.
fn pronoun(lower: &str, next: Option<&str>, roles: &Roles, subject: bool, taken: bool) -> Option<&'static str> {
    let (sex, kind) = match lower {
        "he" => (Some(Sex::Male), 0),
        "she" => (Some(Sex::Female), 0),
        "him" => (Some(Sex::Male), 1),
        "his" => (Some(Sex::Male), 2),
        "her" => (
            Some(Sex::Female),
            if next.is_none_or(|n| {
                matches!(
                    n,
                    "to" | "and"
                        | "that"
                        | "in"
                        | "at"
                        | "on"
                        | "with"
                        | "for"
                        | "from"
                        | "there"
                        | "again"
                        | "because"
                        | "if"
                        | "when"
                        | "the"
                        | "a"
                        | "so"
                        | "alone"
                        | "as"
                        | "home"
                )
            }) {
                1
            } else {
                2
            },
        ),
        "hers" => (Some(Sex::Female), 3),
        "himself" => (Some(Sex::Male), 4),
        "herself" => (Some(Sex::Female), 4),
        "they" => (None, 0),
        "them" => (None, 1),
        "their" => (None, 2),
        "theirs" => (None, 3),
        "themselves" => (None, 4),
        "i" | "we" => (None, 5),
        "me" | "us" => (None, 6),
        "my" | "our" => (None, 7),
        _ => return None,
    };
    const I: [&str; 5] = ["I", "me", "my", "mine", "myself"];
    const WE: [&str; 5] = ["we", "us", "our", "ours", "ourselves"];
    const YOU: [&str; 5] = ["you", "you", "your", "yours", "yourself"];
    let listener = roles.listener;
    if kind >= 5 {
        // The narrator was spoken to: what is "I" in the story is "you" in the line.
        let to_me =
            (listener.is_some_and(|l| l.first) || (roles.question && listener.is_none())) && !roles.speaker.first;
        return if to_me { YOU.get(kind - 5).copied() } else { None };
    }
    if sex.is_none() {
        if listener.is_some_and(|l| l.plural && !l.first) && !roles.speaker.plural && (roles.question || subject) {
            return YOU.get(kind).copied();
        }
        return WE.get(kind).copied();
    }
    let matches = |party: &Party| !party.first && !party.plural && party.sex.is_none_or(|s| Some(s) == sex);
    let speaker = matches(&roles.speaker);
    let heard = listener.as_ref().is_some_and(&matches);
    let surely = roles.speaker.sex == sex;
    let heard_surely = listener.is_some_and(|l| l.sex == sex);
    // "He told his son that he was proud of him": the second one is the listener.
    if speaker && heard && taken && kind == 1 {
        return YOU.get(kind).copied();
    }
    let as_speaker = if speaker && heard {
        if roles.question { surely && !heard_surely } else { surely || !heard_surely }
    } else {
        speaker
    };
    if as_speaker && !(roles.question && listener.is_none() && !surely) {
        return I.get(kind).copied();
    }
    if heard || (roles.question && listener.is_none()) {
        return YOU.get(kind).copied();
    }
    // "He said that he would call her": the other one of two is the one who is spoken to.
    if listener.is_none() && kind == 1 && !subject && taken {
        return YOU.get(kind).copied();
    }
    None
}

fn person_of(words: &[Token]) -> Person {
    let Some(last) = words.last() else { return Person::It };
    if words.len() == 1 {
        match last.lower.as_str() {
            "i" => return Person::I,
            "you" => return Person::You,
            "we" => return Person::We,
            "they" | "these" | "those" => return Person::They,
            _ => {}
        }
    }
    let several = words.iter().any(|w| w.lower == "and");
    let head = words
        .iter()
        .position(|w| matches!(w.lower.as_str(), "of" | "in" | "on" | "at" | "with" | "from"))
        .and_then(|at| at.checked_sub(1))
        .and_then(|at| words.get(at))
        .unwrap_or(last);
    let plural = (head.lower.ends_with('s')
        && !head.lower.ends_with("ss")
        && !head.lower.ends_with("'s")
        && !head.lower.ends_with("us")
        && !head.text.starts_with(char::is_uppercase))
        || matches!(
            head.lower.as_str(),
            "men" | "women" | "children" | "people" | "police" | "mice" | "teeth" | "feet"
        );
    if several || plural { Person::They } else { Person::It }
}

fn be(person: Person) -> &'static str {
    match person {
        Person::I => "am",
        Person::It => "is",
        _ => "are",
    }
}

fn agree(base: &str, person: Person) -> String {
    match (base, person) {
        ("be", p) => be(p).to_owned(),
        (_, Person::It) => third_person(base),
        _ => base.to_owned(),
    }
}

fn is_finite(lower: &str) -> bool {
    matches!(
        lower,
        "is" | "are"
            | "am"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "do"
            | "does"
            | "did"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "shall"
            | "should"
            | "must"
            | "cannot"
            | "can't"
            | "won't"
            | "wouldn't"
            | "couldn't"
            | "didn't"
            | "wasn't"
            | "weren't"
            | "hadn't"
            | "isn't"
            | "aren't"
            | "doesn't"
            | "don't"
            | "hasn't"
            | "haven't"
            | "shouldn't"
            | "mustn't"
    )
}

/// Where the first finite verb of a clause stands; the words before it are the subject.
fn verb_at(words: &[Token], from: usize) -> Option<usize> {
    (from..words.len()).find(|&at| {
        let Some(word) = words.get(at) else { return false };
        let before =
            at.checked_sub(1).filter(|b| *b >= from).and_then(|b| words.get(b)).map_or("", |w| w.lower.as_str());
        if at == from && !is_finite(&word.lower) {
            return false;
        }
        is_finite(&word.lower)
            || (base_of_past(&word.lower).is_some()
                && !matches!(
                    before,
                    "the"
                        | "a"
                        | "an"
                        | "his"
                        | "her"
                        | "their"
                        | "my"
                        | "your"
                        | "our"
                        | "this"
                        | "that"
                        | "very"
                        | "of"
                )
                && !is_finite(before))
            || (word.lower.ends_with('s') && matches!(before, "he" | "she" | "it"))
    })
}

/// Undoes the report in place: pronouns, tenses, day words. Returns where the first verb stands.
fn undo(words: &mut Vec<Token>, roles: &Roles) -> Option<usize> {
    days(words);
    let verb = verb_at(words, 0);
    let mut taken = false;
    for at in 0..words.len() {
        let next =
            words.get(at + 1).filter(|_| words.get(at).is_some_and(|w| w.tail.is_empty())).map(|w| w.lower.clone());
        let subject = verb.is_some_and(|v| at < v);
        if let Some(word) = words.get_mut(at)
            && let Some(new) = pronoun(&word.lower, next.as_deref(), roles, subject, taken)
        {
            taken |= new == "I";
            word.become_word(new);
        }
    }
    if roles.past {
        tenses(words);
    } else {
        agree_present(words);
    }
    verb
}

/// "that she is tired" → "I am tired": the verb agrees with its new subject.
fn agree_present(words: &mut [Token]) {
    let Some(verb) = verb_at(words, 0) else { return };
    let person = person_of(words.get(..verb).unwrap_or_default());
    if person == Person::It {
        return;
    }
    if let Some(word) = words.get_mut(verb) {
        let new = match word.lower.as_str() {
            "is" | "are" | "am" => be(person).to_owned(),
            "has" => "have".to_owned(),
            "does" => "do".to_owned(),
            "doesn't" => "don't".to_owned(),
            other => match other.strip_suffix("ies") {
                Some(stem) => format!("{stem}y"),
                None if is_finite(other) => return,
                None => other.strip_suffix('s').unwrap_or(other).to_owned(),
            },
        };
        word.become_word(&new);
    }
}

/// Every finite verb goes back one step, and agrees with its own subject.
fn tenses(words: &mut [Token]) {
    let mut start = 0;
    let mut person = Person::It;
    let mut fresh = true;
    let mut at = 0;
    while at < words.len() {
        let lower = words.get(at).map(|w| w.lower.clone()).unwrap_or_default();
        let next = words.get(at + 1).map(|w| w.lower.clone()).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|b| words.get(b)).map(|w| w.lower.clone()).unwrap_or_default();
        let joint = matches!(
            lower.as_str(),
            "because"
                | "if"
                | "when"
                | "while"
                | "that"
                | "but"
                | "who"
                | "which"
                | "until"
                | "before"
                | "after"
                | "as"
                | "and"
                | "or"
                | "so"
                | "where"
                | "what"
                | "whether"
                | "since"
        );
        if joint && at > 0 {
            // A new clause has its own subject, unless its verb follows at once ("and wanted").
            let own = !is_finite(&next) && base_of_past(&next).is_none();
            if own {
                start = at + 1;
            }
            fresh = true;
            at += 1;
            continue;
        }
        let auxiliary = is_finite(&before)
            || matches!(
                before.as_str(),
                "been" | "be" | "not" | "being" | "have" | "to" | "never" | "already" | "just"
            ) && !fresh;
        let past = if is_finite(&lower) {
            Some(lower.clone())
        } else if fresh
            && at > start
            && !auxiliary
            && !matches!(before.as_str(), "the" | "a" | "an" | "his" | "her" | "my" | "your" | "our" | "their" | "very")
        {
            base_of_past(&lower)
        } else {
            None
        };
        // "and wanted": the verb of the clause before goes on with its subject.
        let past = past.or_else(|| {
            (fresh && matches!(before.as_str(), "and" | "but" | "or")).then(|| base_of_past(&lower)).flatten()
        });
        let Some(past) = past else {
            at += 1;
            continue;
        };
        if at > start && fresh {
            person = person_of(
                words
                    .get(start..at)
                    .unwrap_or_default()
                    .iter()
                    .filter(|w| {
                        !matches!(
                            w.lower.as_str(),
                            "always" | "never" | "really" | "only" | "also" | "still" | "often" | "already"
                        )
                    })
                    .cloned()
                    .collect::<Vec<_>>()
                    .as_slice(),
            );
        }
        let there = words.get(start).is_some_and(|w| w.lower == "there") && at == start + 1;
        let new = match past.as_str() {
            "was" | "were" if there => (if past == "was" { "is" } else { "are" }).to_owned(),
            "was" | "were" => be(person).to_owned(),
            "wasn't" | "weren't" => {
                if person == Person::I {
                    "am not".to_owned()
                } else {
                    format!("{} not", be(person))
                }
            }
            "had" => agree("have", person),
            "hadn't" => format!("{} not", agree("have", person)),
            "did" => agree("do", person),
            "didn't" => format!("{} not", agree("do", person)),
            "would" => "will".to_owned(),
            "wouldn't" => "will not".to_owned(),
            "could" => "can".to_owned(),
            "couldn't" => "can not".to_owned(),
            "might" => "may".to_owned(),
            other if is_finite(other) => other.to_owned(),
            base => agree(base, person),
        };
        if let Some(word) = words.get_mut(at) {
            word.become_word(&new);
        }
        if new == "can" && next == "not" {
            // "cannot" reads better than "can not".
        }
        fresh = false;
        at += 1;
    }
}

/// "the next day" → "tomorrow", "there" → "here".
fn days(words: &mut Vec<Token>) {
    const PHRASES: &[(&str, &str)] = &[
        ("the next day", "tomorrow"),
        ("the following day", "tomorrow"),
        ("the day after", "tomorrow"),
        ("the next morning", "tomorrow morning"),
        ("the following morning", "tomorrow morning"),
        ("the next evening", "tomorrow evening"),
        ("the day before", "yesterday"),
        ("the previous day", "yesterday"),
        ("the night before", "last night"),
        ("the previous night", "last night"),
        ("the evening before", "yesterday evening"),
        ("the week before", "last week"),
        ("the previous week", "last week"),
        ("the month before", "last month"),
        ("the year before", "last year"),
        ("the previous year", "last year"),
        ("the next week", "next week"),
        ("the following week", "next week"),
        ("the next month", "next month"),
        ("the following month", "next month"),
        ("the following year", "next year"),
        ("the next year", "next year"),
        ("that night", "tonight"),
        ("that evening", "this evening"),
        ("that morning", "this morning"),
        ("that afternoon", "this afternoon"),
        ("that day", "today"),
        ("that very day", "today"),
        ("that week", "this week"),
        ("that moment", "this moment"),
        ("the day after tomorrow", "the day after tomorrow"),
        ("two days later", "in two days"),
        ("at that time", "now"),
        ("that year", "this year"),
        ("that month", "this month"),
    ];
    let mut at = 0;
    while at < words.len() {
        let hit = PHRASES.iter().find(|(phrase, _)| {
            let parts: Vec<&str> = phrase.split(' ').collect();
            words.get(at..at + parts.len()).is_some_and(|have| {
                have.iter().zip(&parts).all(|(a, b)| a.lower == *b)
                    && have.iter().take(parts.len() - 1).all(|w| w.tail.is_empty())
            })
        });
        if let Some((phrase, new)) = hit {
            let n = phrase.split(' ').count();
            let tail = words.get(at + n - 1).map(|w| w.tail.clone()).unwrap_or_default();
            words.splice(at..at + n, [Token { text: (*new).to_owned(), lower: (*new).to_owned(), tail }]);
        } else if words.get(at).is_some_and(|w| w.lower == "there") {
            let existential = at == 0
                || words
                    .get(at + 1)
                    .is_some_and(|w| is_finite(&w.lower) || matches!(w.lower.as_str(), "must" | "seemed" | "be"));
            if !existential && let Some(word) = words.get_mut(at) {
                word.become_word("here");
            }
        } else if at > 1
            && words.get(at).is_some_and(|w| w.lower == "before" || w.lower == "earlier")
            && words.get(at - 1).is_some_and(|w| {
                w.tail.is_empty()
                    && matches!(
                        w.lower.as_str(),
                        "days"
                            | "weeks"
                            | "months"
                            | "years"
                            | "hours"
                            | "minutes"
                            | "day"
                            | "week"
                            | "month"
                            | "year"
                            | "hour"
                    )
            })
            && (at + 1 == words.len() || words.get(at).is_some_and(|w| !w.tail.is_empty()))
            && let Some(word) = words.get_mut(at)
        {
            word.become_word("ago");
        }
        at += 1;
    }
}

pub(crate) fn join(words: &[Token]) -> String {
    words.iter().map(|w| format!("{}{}", w.text, w.tail)).collect::<Vec<_>>().join(" ")
}

pub(crate) fn finish(text: &str, end: char) -> String {
    let text = text.trim().trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '\'' | '’'));
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}{end}", chars.as_str())
}

/// "that she had lost her keys" (without "that") → "I have lost my keys."
pub(crate) fn statement(clause: &str, roles: &Roles) -> String {
    let mut words = tokens(clause);
    // "and that she wanted to walk": the second "that" goes as the first did.
    let mut at = 1;
    while at < words.len() {
        if words.get(at).is_some_and(|w| w.lower == "that")
            && words.get(at - 1).is_some_and(|w| matches!(w.lower.as_str(), "and" | "but"))
        {
            words.remove(at);
        }
        at += 1;
    }
    undo(&mut words, roles);
    definite_past(&mut words);
    finish(&join(&words), '.')
}

/// "he was hungry", "where he lived" → "Are you hungry?", "Where do you live?"
pub(crate) fn question(clause: &str, roles: &Roles, wh: bool) -> String {
    let mut words = tokens(clause);
    let roles = Roles { question: true, ..*roles };
    // The question word and what belongs to it: "how many boats", "what time", "which road".
    let mut head = 0;
    if wh {
        head = 1;
        let first = words.first().map(|w| w.lower.clone()).unwrap_or_default();
        if matches!(first.as_str(), "how" | "what" | "which" | "whose") {
            while words.get(head).is_some_and(|w| !is_subject(&w.lower) && !is_finite(&w.lower))
                && base_of_past(&words.get(head).map(|w| w.lower.clone()).unwrap_or_default()).is_none()
                && head < 3
                && words.len() > head + 1
            {
                head += 1;
            }
        }
    }
    let mut rest: Vec<Token> = words.split_off(head);
    // "who had opened the door": the question word is the subject.
    let first = rest.first().map(|w| w.lower.clone()).unwrap_or_default();
    let own_subject = wh && (is_finite(&first) || base_of_past(&first).is_some());
    if own_subject {
        let mut all = vec![Token { text: "it".into(), lower: "it".into(), tail: String::new() }];
        all.append(&mut rest);
        undo(&mut all, &roles);
        all.remove(0);
        words.append(&mut all);
        return finish(&join(&words), '?');
    }
    // "whether Daniel had seen the map": the one asked about is the one asked.
    let named = roles.listener.is_none()
        && rest.first().is_some_and(|w| w.text.starts_with(char::is_uppercase) && w.lower != "i" && w.tail.is_empty())
        && verb_at(&rest, 0) == Some(1);
    if named
        && !wh
        && let Some(word) = rest.first_mut()
    {
        word.become_word("you");
    }
    let had_aux = verb_at(&rest, 0).and_then(|at| rest.get(at).map(|w| (at, w.lower.clone())));
    undo(&mut rest, &roles);
    let Some((verb, old)) = had_aux.filter(|(at, _)| *at > 0 && *at < rest.len()) else {
        words.append(&mut rest);
        return finish(&join(&words), '?');
    };
    let main_have = matches!(old.as_str(), "had" | "has" | "have")
        && !rest.get(verb + 1..).unwrap_or_default().iter().take(3).any(|w| is_participle(&w.lower));
    let subject: Vec<Token> = rest.drain(..verb).collect();
    let person = person_of(&subject);
    let mut out = words;
    if is_finite(&old) && !main_have {
        let aux = rest.remove(0);
        let mut parts = aux.text.split(' ');
        out.extend(parts.next().map(|t| Token { text: t.to_owned(), lower: t.to_owned(), tail: String::new() }));
        out.extend(subject);
        out.extend(parts.next().map(|t| Token { text: t.to_owned(), lower: t.to_owned(), tail: String::new() }));
    } else {
        let present = roles.past || main_have;
        let base = base_of_past(&old).unwrap_or_else(|| {
            if main_have { "have".to_owned() } else { old.strip_suffix('s').unwrap_or(&old).to_owned() }
        });
        let helper = if person == Person::It { "does" } else { "do" };
        let _ = present;
        out.push(Token { text: helper.to_owned(), lower: helper.to_owned(), tail: String::new() });
        out.extend(subject);
        if let Some(word) = rest.first_mut() {
            word.become_word(&base);
        }
    }
    out.extend(rest);
    finish(&join(&out), '?')
}

/// "I have met him yesterday" → "I met him yesterday": a time that is over takes the simple past.
fn definite_past(words: &mut Vec<Token>) {
    if !words.iter().any(|w| {
        matches!(w.lower.as_str(), "yesterday" | "ago")
            || w.lower.starts_with("last ")
            || w.lower.starts_with("yesterday ")
    }) {
        return;
    }
    for at in 0..words.len() {
        let perfect = words.get(at).is_some_and(|w| matches!(w.lower.as_str(), "have" | "has"))
            && words.get(at + 1).is_some_and(|w| is_participle(&w.lower));
        if !perfect {
            continue;
        }
        let part = words.get(at + 1).map(|w| w.lower.clone()).unwrap_or_default();
        let plural = words.get(at).is_some_and(|w| w.lower == "have")
            && at.checked_sub(1).and_then(|b| words.get(b)).is_none_or(|w| w.lower != "i");
        let past = match (part.as_str(), plural) {
            ("been", true) => "were".to_owned(),
            ("been", false) => "was".to_owned(),
            _ => super::verbs::base_of_participle(&part).map(|base| super::verbs::past_of(&base)).unwrap_or(part),
        };
        words.remove(at);
        if let Some(word) = words.get_mut(at) {
            word.become_word(&past);
        }
        return;
    }
}

fn is_subject(lower: &str) -> bool {
    matches!(
        lower,
        "he" | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "you"
            | "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "their"
            | "my"
            | "our"
            | "there"
            | "this"
            | "that"
            | "these"
            | "those"
            | "to"
    )
}

/// "not to touch the stove" (from after "to") → the words of an order, with its pronouns turned.
pub(crate) fn phrase(words: &str, roles: &Roles) -> String {
    let mut words = tokens(words);
    days(&mut words);
    for at in 0..words.len() {
        let next = words.get(at + 1).map(|w| w.lower.clone());
        if let Some(word) = words.get_mut(at)
            && let Some(new) = pronoun(&word.lower, next.as_deref(), roles, false, true)
        {
            word.become_word(new);
        }
    }
    join(&words)
}
