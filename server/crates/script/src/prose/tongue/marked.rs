//! Who speaks and acts in languages that mark it on the word: "민수가 말했다", "राम ने कहा".

use super::sexes;
use super::text::{Token, is_colon};
use super::told::{Naming, Reader, Told, Who, first_sentence, last_sentence, pronoun, sex_of_verb};
use lexicon::Speech;
use model::Span;

/// "라고 민수가 말했다", "राम ने पूछा", "मीरा बोली".
pub(super) fn after(words: &[Token], reader: &Reader) -> Option<Told> {
    let clause = first_sentence(words);
    let verb = clause.iter().position(|w| says(&w.lower, reader.speech))?;
    // "라고" belongs to the speech; the verb is the last one.
    let last = clause.iter().rposition(|w| says(&w.lower, reader.speech)).unwrap_or(verb);
    let sex = clause.get(last).and_then(|w| sex_of_verb(&w.lower, reader.speech));
    Some(Told { who: subject(clause, reader, clause.len()), verb: true, sex })
}

pub(super) fn before(words: &[Token], reader: &Reader, leads: bool) -> Option<Told> {
    let clause = last_sentence(words);
    let verb = clause.iter().rposition(|w| says(&w.lower, reader.speech));
    let ends = clause.last().is_some_and(Token::ends_sentence);
    let colon = clause.last().and_then(|w| w.mark).is_some_and(is_colon);
    // "민수는 “…”라고 말했다": the verb comes after the speech.
    if clause.is_empty() || ends && verb.is_none_or(|at| clause.len() - at > 2) {
        return None;
    }
    let sex = verb.and_then(|at| clause.get(at)).and_then(|w| sex_of_verb(&w.lower, reader.speech));
    let told = verb.is_some() || colon || leads || !ends;
    told.then(|| Told { who: subject(clause, reader, clause.len()), verb: verb.is_some(), sex })
}

pub(super) fn actor(words: &[Token], reader: &Reader) -> Option<Who> {
    let clause = first_sentence(words);
    subject(clause, reader, 4).filter(|who| match who {
        Who::Named(naming) => naming.role || is_person(naming, reader),
        _ => true,
    })
}

fn is_person(naming: &Naming, reader: &Reader) -> bool {
    reader.known(&naming.name) || reader.speech.honorific.iter().any(|h| naming.name.ends_with(h))
}

/// Whether a word is a verb of saying; in Korean one that begins like one.
fn says(lower: &str, speech: &'static Speech) -> bool {
    if speech.language == "ko" { speech.say.iter().any(|stem| lower.starts_with(stem)) } else { speech.says(lower) }
}

/// The first subject among the first `most` words; one that is known goes before.
pub(super) fn subject(clause: &[Token], reader: &Reader, most: usize) -> Option<Who> {
    let all = (0..clause.len().min(most).min(16)).filter_map(|at| subject_at(clause, at, reader));
    let mut first = None;
    for who in all {
        match &who {
            Who::Named(naming) if !(naming.role || is_person(naming, reader)) => first = first.or(Some(who)),
            _ => return Some(who),
        }
    }
    first
}

fn subject_at(words: &[Token], at: usize, reader: &Reader) -> Option<Who> {
    if reader.speech.language == "ko" { korean(words, at, reader) } else { hindi(words, at, reader) }
}

/// "민수가", "김 선생님은", "어부가".
fn korean(words: &[Token], at: usize, reader: &Reader) -> Option<Who> {
    let speech = reader.speech;
    let word = words.get(at)?;
    let idle = matches!(
        word.text,
        "많이" | "같이" | "깊이" | "높이" | "다시" | "없이" | "가만히" | "나란히" | "하지만" | "그러나" | "라고는"
    );
    let particle =
        speech.subject.iter().filter(|p| word.text.ends_with(*p)).max_by_key(|p| p.len()).filter(|_| !idle)?;
    let stem = word.text.strip_suffix(particle)?;
    if let Some(who) = pronoun(stem, speech) {
        return Some(who);
    }
    let letters = stem.chars().count();
    // "비가", "문이": one syllable is a thing, unless it is a role.
    if letters == 0 || letters < 2 && !speech.is_role(stem) || letters > 8 || says(&word.lower, speech) {
        return None;
    }
    let role = speech.is_role(stem);
    let titled =
        speech.honorific.contains(&stem) && !role || matches!(stem, "선생님" | "아저씨" | "할머니" | "할아버지");
    let before =
        at.checked_sub(1).and_then(|i| words.get(i)).filter(|w| w.mark.is_none() && w.text.chars().count() <= 3);
    let before = before.filter(|w| titled && reader.small.get(&w.lower).copied().unwrap_or(0) > 0);
    let start = before.map_or(word.start, |w| w.start);
    let name = before.map_or_else(|| stem.to_owned(), |w| format!("{} {stem}", w.text));
    let sex = sexes::of_word(stem, speech);
    let role = role && before.is_none();
    Some(Who::Named(Naming {
        written: name.clone(),
        name,
        role,
        sex,
        span: Span { start, end: word.start + stem.len() },
    }))
}

/// "राम ने", "शर्मा जी ने", "मीरा बोली", "उसने".
fn hindi(words: &[Token], at: usize, reader: &Reader) -> Option<Who> {
    let speech = reader.speech;
    let word = words.get(at)?;
    if let Some(who) = pronoun(&word.lower, speech) {
        return Some(who);
    }
    let small = speech.common.has(&word.lower) || speech.not.has(&word.lower) || says(&word.lower, speech);
    let open = at
        .checked_sub(1)
        .and_then(|i| words.get(i))
        .is_none_or(|w| w.mark.is_some() || matches!(w.text, "तब" | "फिर" | "और" | "तो"));
    if small || speech.subject.contains(&word.text) || speech.honorific.contains(&word.text) {
        return None;
    }
    let titled = speech.is_title(&word.lower) && word.mark.is_none();
    // "बूढ़े आदमी ने": of two the second one is the noun.
    if speech.is_role(&word.lower) && words.get(at + 1).is_some_and(|w| speech.is_role(&w.lower)) && word.mark.is_none()
    {
        return None;
    }
    let mut last = at + usize::from(titled);
    while words.get(last + 1).is_some_and(|w| speech.honorific.contains(&w.text)) && last < at + 3 {
        last += 1;
    }
    let next = words.get(last + 1);
    let marked = next.is_some_and(|w| speech.subject.contains(&w.text));
    // "मीरा धीरे से बोली": at the beginning of a clause with such a verb.
    let verb = words.iter().skip(last + 1).take(5).find(|w| says(&w.lower, speech));
    let leads = open && verb.is_some_and(|w| sex_of_verb(&w.lower, speech).is_some());
    let role = speech.is_role(&word.lower);
    let known = open && (role || reader.known(word.text));
    if !(marked || leads || known) {
        return None;
    }
    let own = words.get(at..=last)?;
    let name = own.iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    let sex = own.iter().find_map(|w| sexes::of_word(&w.lower, speech));
    let span = Span { start: word.start, end: own.last()?.end };
    Some(Who::Named(Naming { written: name.clone(), name, role: role && at == last, sex, span }))
}
