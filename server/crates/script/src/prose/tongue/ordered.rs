//! Who speaks and acts in languages that tell it by the order of words: "dit Paul", "Anna sagte", "قالت ليلى".

use super::sexes;
use super::text::{Token, is_colon};
use super::told::{Naming, Reader, Told, Who, first_sentence, last_sentence, pronoun, sex_of_verb};
use crate::names::given_name;
use lexicon::Speech;
use model::Span;

/// How far from a speech its verb may stand.
const NEAR: usize = 6;

/// "sagte Anna", "Anna sagte", "demanda le vieux pêcheur en riant".
pub(super) fn after(words: &[Token], reader: &Reader) -> Option<Told> {
    let speech = reader.speech;
    let clause = first_sentence(words);
    let verb = clause.iter().take(NEAR).position(|w| speech.says(&w.lower) && !starts_sentence(w))?;
    let lower = clause.get(verb).map(|w| w.lower.as_str()).unwrap_or_default();
    let closed = clause.get(verb).is_some_and(|w| w.mark.is_some());
    let next = if closed { None } else { subject_after(clause, verb, reader) };
    let who = next.or_else(|| subject_before(clause, verb, reader)).or_else(|| silent(clause, verb, speech));
    Some(Told { who, verb: true, sex: sex_of_verb(lower, speech) })
}

/// "Anna drehte sich um und sagte:", "Тогда Вера ответила:".
pub(super) fn before(words: &[Token], reader: &Reader, leads: bool) -> Option<Told> {
    let speech = reader.speech;
    let clause = last_sentence(words);
    let verb = clause.iter().rposition(|w| speech.says(&w.lower));
    let Some(verb) = verb.filter(|at| leads && clause.len() - at <= 8) else {
        // "Anna hob den Kopf:"
        let colon = clause.last().and_then(|w| w.mark).is_some_and(is_colon);
        return colon.then(|| Told { who: actor(clause, reader), verb: false, sex: None });
    };
    let lower = clause.get(verb).map(|w| w.lower.as_str()).unwrap_or_default();
    let who = subject_before(clause, verb, reader)
        .or_else(|| subject_after(clause, verb, reader))
        .or_else(|| silent(clause, verb, speech));
    Some(Told { who, verb: true, sex: sex_of_verb(lower, speech) })
}

/// Somebody at the beginning of the first sentence: "Marta sacó la llave", "Er nickte", "Тогда встал Паша".
pub(super) fn actor(words: &[Token], reader: &Reader) -> Option<Who> {
    let clause = first_sentence(words);
    let speech = reader.speech;
    let aside = clause.first().is_some_and(|w| speech.before.has(&w.lower));
    // "Dans la cuisine, la grand-mère pelait des pommes."
    let comma = clause.iter().position(|w| w.mark.is_some()).map(|at| at + 1).filter(|_| aside);
    let from = comma.unwrap_or(0);
    let mut at = from;
    while at < clause.len().min(from + 4) {
        let word = clause.get(at)?;
        let Some((who, last)) = subject_at(clause, at, reader).filter(|_| !speech.before.has(&word.lower)) else {
            if word.mark.is_some() || speech.before.has(&word.lower) {
                return None;
            }
            at += 1;
            continue;
        };
        let person = match &who {
            Who::Named(naming) => naming.role || is_person(naming, reader),
            _ => true,
        };
        let open = clause.get(last).is_some_and(|w| w.mark.is_none());
        let leads = at == from && clause.get(last + 1).is_some_and(|next| !next.capital) && open;
        if person && (leads || at > from) {
            return Some(who);
        }
        if person || word.mark.is_some() {
            return None;
        }
        // A verb or another word with the capital of its sentence.
        at += 1;
    }
    None
}

/// The roles that a stretch names: "la grand-mère pelait".
pub(super) fn roles(words: &[Token], reader: &Reader) -> Vec<Naming> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match role_at(words, at, reader) {
            Some((Who::Named(naming), last)) => {
                let known = naming.sex.is_some() && words.get(at).is_some_and(|w| reader.speech.article.has(&w.lower));
                if known {
                    out.push(naming);
                }
                at = last + 1;
            }
            _ => at += 1,
        }
    }
    out
}

/// The subject right behind a verb, and the index of its last word.
pub(super) fn follows(words: &[Token], verb: usize, speech: &'static Speech) -> Option<(Who, usize)> {
    let reader = Reader::new("", speech);
    let mut at = verb + 1;
    while let Some(word) = words.get(at).filter(|_| at < verb + 4) {
        if let Some(found) = subject_at(words, at, &reader) {
            return Some(found);
        }
        if word.mark.is_some() || !speech.pause.contains(&word.lower.as_str()) {
            return None;
        }
        at += 1;
    }
    None
}

/// A language whose verbs alone tell who speaks: "قالت:".
fn silent(clause: &[Token], verb: usize, speech: &'static Speech) -> Option<Who> {
    let lower = &clause.get(verb)?.lower;
    let sex = sex_of_verb(lower, speech)?;
    Some(Who::Pronoun(Some(sex)))
}

fn subject_after(clause: &[Token], verb: usize, reader: &Reader) -> Option<Who> {
    let speech = reader.speech;
    let mut at = verb + 1;
    while at < clause.len().min(verb + 7) {
        let word = clause.get(at)?;
        // "le preguntó a Marta": the one who is spoken to.
        if speech.before.has(&word.lower) {
            let aside = subject_at(clause, at + 1, reader).map(|(_, last)| last)?;
            if clause.get(aside)?.mark.is_some() {
                return None;
            }
            at = aside + 1;
            continue;
        }
        if let Some((who, _)) = subject_at(clause, at, reader) {
            return Some(who);
        }
        if word.mark.is_some() || word.lower == "und" || word.lower == "et" {
            return None;
        }
        at += 1;
    }
    None
}

fn subject_before(clause: &[Token], verb: usize, reader: &Reader) -> Option<Who> {
    let mut at = 0;
    while at < verb {
        let aside = at.checked_sub(1).and_then(|i| clause.get(i)).is_some_and(|w| reader.speech.before.has(&w.lower));
        match subject_at(clause, at, reader) {
            Some((who, last)) if !aside && last < verb => return Some(who),
            Some((_, last)) => at = last + 1,
            None => at += 1,
        }
    }
    None
}

fn starts_sentence(word: &Token) -> bool {
    // "Sagte" with a capital begins a question or another sentence; writings without capitals have none.
    word.capital
}

/// A pronoun, a title with a name, a role or a name that begins at a word, and the index of its last word.
fn subject_at(words: &[Token], at: usize, reader: &Reader) -> Option<(Who, usize)> {
    let speech = reader.speech;
    let word = words.get(at)?;
    if let Some(who) = pronoun(&word.lower, speech) {
        // "Sie" in the middle of a German sentence is "you".
        let polite = word.capital && word.lower == "sie" && at > 0;
        return (!polite && !speech.article.has(&word.lower)).then_some((who, at));
    }
    if speech.language == "ar" {
        return super::arabic::subject_at(words, at, reader);
    }
    if let Some(found) = role_at(words, at, reader) {
        return Some(found);
    }
    // "a Leonor", "la Giulia": a name with its article.
    let name = words.get(at + 1).is_some_and(|w| is_name_word(w, speech));
    if name
        && word.mark.is_none()
        && speech.article.has(&word.lower)
        && matches!(speech.language, "pt" | "it" | "es" | "fr")
    {
        return subject_at(words, at + 1, reader);
    }
    if !is_name_word(word, speech) {
        return None;
    }
    let mut last = at;
    let title = speech.is_title(&word.lower);
    while let Some(next) =
        words.get(last + 1).filter(|_| words.get(last).is_some_and(|w| w.mark.is_none()) && last < at + 4)
    {
        let gap = next.start - words.get(last).map_or(next.start, |w| w.end);
        let particle = matches!(
            next.lower.as_str(),
            "de" | "von" | "van" | "di" | "da" | "du" | "del" | "della" | "der" | "la" | "le"
        );
        let joined = particle && words.get(last + 2).is_some_and(|w| is_name_word(w, speech)) && next.mark.is_none();
        if gap > 3 || !(is_name_word(next, speech) || joined) {
            break;
        }
        last += 1 + usize::from(joined);
    }
    // "señor" with no name behind it is a role.
    if title && last == at && !word.capital {
        return None;
    }
    named(words, at, at, last, false, speech).map(|naming| (Who::Named(naming), last))
}

/// "der alte Fischer", "la vieja farera", "le brocanteur", "старый рыбак".
fn role_at(words: &[Token], at: usize, reader: &Reader) -> Option<(Who, usize)> {
    let speech = reader.speech;
    let first = words.get(at)?;
    let article = speech.article.has(&first.lower);
    let from = if article { at + 1 } else { at };
    let open = |i: usize| i.checked_sub(1).and_then(|i| words.get(i)).is_none_or(|w| w.mark.is_none());
    for noun in from..(from + 3).min(words.len()) {
        let word = words.get(noun)?;
        // A title before a name is read with the name.
        let titled =
            speech.is_title(&word.lower) && words.get(noun + 1).is_some_and(|n| n.capital && word.mark.is_none());
        if titled || noun > at && !open(noun) {
            return None;
        }
        let german = speech.language == "de";
        if speech.is_role(&word.lower) && (!german || word.capital) {
            // "une vieille femme": the last of two nouns is the one.
            let noun = (noun..(noun + 2).min(words.len()))
                .rev()
                .find(|&i| words.get(i).is_some_and(|w| speech.is_role(&w.lower)) && (i == noun || open(i)))
                .unwrap_or(noun);
            return named(words, at, noun, noun, true, speech).map(|naming| (Who::Named(naming), noun));
        }
        // A noun that no list has, right behind the verb: "dit le brocanteur".
        let told = article
            && noun == from
            && at.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|w| speech.says(&w.lower));
        let noun_like = if german { word.capital } else { !word.capital && !speech.common.has(&word.lower) };
        if told && noun_like && (word.mark.is_some() || noun + 1 == words.len()) {
            return named(words, at, noun, noun, true, speech).map(|naming| (Who::Named(naming), noun));
        }
        // Adjectives between an article and its noun, or before a noun without article.
        let adjective = !word.capital
            && !speech.says(&word.lower)
            && !speech.before.has(&word.lower)
            && !speech.common.has(&word.lower);
        let lone = !article && !matches!(speech.language, "ru" | "pl");
        if !adjective || lone || (!article && noun > at) {
            return None;
        }
    }
    None
}

fn named(
    words: &[Token],
    from: usize,
    first: usize,
    last: usize,
    role: bool,
    speech: &'static Speech,
) -> Option<Naming> {
    let join = |words: &[Token]| words.iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    let own = words.get(first..=last)?;
    let name = join(own);
    let sex = own
        .iter()
        .find_map(|w| sexes::of_word(&w.lower, speech))
        .or_else(|| own.iter().find_map(|w| sex_of_name(w, speech, role)));
    // Of a noun like "Alte" the article tells.
    let article = words.get(from).map(|w| w.lower.as_str()).unwrap_or_default();
    let sex = sex.or(match article {
        "der" | "le" | "el" | "il" | "lo" | "o" | "un" | "um" if role => Some(model::Sex::Male),
        "die" | "la" | "a" | "une" | "una" | "uma" if role => Some(model::Sex::Female),
        _ => None,
    });
    let span = Span { start: own.first()?.start, end: own.last()?.end };
    let name = if role { capitalised(&name) } else { name };
    Some(Naming { name, written: join(words.get(from..=last)?), role, sex, span })
}

fn sex_of_name(word: &Token, speech: &'static Speech, role: bool) -> Option<model::Sex> {
    if role {
        return None;
    }
    let known = given_name(&word.lower);
    known.or_else(|| super::sexes::by_ending(&word.lower, speech.language))
}

pub(super) fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// Whether a word may be a part of a name.
fn is_name_word(word: &Token, speech: &'static Speech) -> bool {
    let lower = word.lower.as_str();
    word.capital
        && word.text.chars().count() > 1
        && !(speech.common.has(lower) || speech.before.has(lower) || speech.article.has(lower) || speech.not.has(lower))
        && !(speech.you.has(lower) || speech.is_pronoun(lower) || speech.pause.contains(&lower) || speech.says(lower))
}

pub(super) fn is_first_name(lower: &str, speech: &'static Speech) -> bool {
    speech.name_he.has(lower) || speech.name_she.has(lower) || given_name(lower).is_some()
}

/// Whether somebody who only acts is a person: named elsewhere with a verb, a first name, or a word that is never written small.
fn is_person(naming: &Naming, reader: &Reader) -> bool {
    let first = naming.name.split(' ').next().unwrap_or_default().to_lowercase();
    if reader.known(&naming.name) || is_first_name(&first, reader.speech) || reader.speech.is_title(&first) {
        return true;
    }
    let seen = reader.capital.get(&first).copied().unwrap_or_default();
    let nouns = reader.speech.language == "de";
    !nouns && seen > 1 && !reader.small.contains_key(&first)
}
