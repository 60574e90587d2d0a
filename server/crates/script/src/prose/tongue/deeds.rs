//! What is to be seen of a sentence that tells who speaks: "Der Lotse nickte und sagte:" is a nod.

use super::ordered;
use super::text::{Token, is_comma, tokens};
use super::told::Who;
use lexicon::Speech;
use model::Span;

/// The part of some words beside a speech that tells a deed; `None` where they only tell who says it: "sagte Anna leise".
pub(in crate::prose) fn deed(words: &str, speech: &'static Speech) -> Option<String> {
    if matches!(speech.language, "zh" | "ja") {
        unspaced(words, speech).map(str::to_owned)
    } else {
        spaced(words, speech)
    }
}

fn spaced(words: &str, speech: &'static Speech) -> Option<String> {
    let all = tokens(words, Span { start: 0, end: words.len() }, speech);
    let in_list = |list: &lexicon::Words, w: &Token| {
        if speech.language == "ko" { list.iter().any(|stem| w.lower.starts_with(stem)) } else { list.has(&w.lower) }
    };
    let says = |w: &Token| in_list(&speech.say, w) || speech.says(&w.lower);
    if !all.iter().any(says) {
        return Some(words.to_owned());
    }
    // "Anna stand auf und sagte": what stands before the second verb.
    let joint = all.iter().enumerate().rev().find(|(at, w)| {
        *at > 1 && speech.and.has(&w.lower) && all.iter().skip(at + 1).take(3).any(says) && all.len() - at <= 5
    });
    if let Some((at, joint)) = joint
        && all.get(..at).is_some_and(|head| head.len() > 1)
    {
        let head = words.get(..joint.start)?;
        return Some(head.trim_end_matches(|c: char| c.is_whitespace() || is_comma(c)).to_owned());
    }
    // "disse il ragazzo, e aprì lo zaino": the deed comes behind the one who speaks.
    if let Some((who, last)) = all.iter().position(says).and_then(|verb| ordered::follows(&all, verb, speech))
        && let Who::Named(naming) = who
        && all.get(last + 1).is_some_and(|w| speech.and.has(&w.lower))
        && let Some(rest) = all.get(last + 2).and_then(|w| words.get(w.start..))
    {
        return Some(format!("{} {rest}", ordered::capitalised(&naming.written)));
    }
    // "Der alte Mann lächelte": a sentence of its own.
    let own = all.first().is_some_and(|w| w.capital || !speech.says(&w.lower));
    if own && all.iter().any(|w| in_list(&speech.act, w)) && !all.iter().any(|w| says(w) && !in_list(&speech.act, w)) {
        return Some(words.to_owned());
    }
    let tells = |w: &&Token| {
        let word = w.lower.as_str();
        let person = w.capital || speech.is_pronoun(word) || speech.is_role(word) || speech.is_title(word);
        let small = speech.article.has(word)
            || speech.before.has(word)
            || speech.pause.contains(&word)
            || speech.common.has(word);
        says(w) || person || small || speech.subject.contains(&word) || speech.honorific.contains(&word)
    };
    let others = all.iter().filter(|w| !tells(w)).count();
    let most = if speech.language == "ko" || speech.language == "hi" || speech.language == "ar" { 3 } else { 2 };
    (others > most || all.len() > 9).then(|| words.to_owned())
}

fn unspaced<'a>(words: &'a str, speech: &'static Speech) -> Option<&'a str> {
    let says = |part: &str| speech.say.iter().any(|verb| part.contains(verb) && !speech.act.has(verb));
    if !says(words) {
        let tag = words.starts_with('と') && speech.act.iter().any(|verb| words.contains(verb));
        return (!tag).then_some(words);
    }
    // "老板抬起头，笑着说": what stands before the clause of the verb.
    let cut = words.char_indices().rev().find(|(_, c)| is_comma(*c)).map(|(at, _)| at).filter(|at| *at > 0);
    if let Some((head, tail)) = cut.map(|at| words.split_at(at))
        && says(tail)
        && !says(head)
        && head.chars().count() > 3
    {
        return Some(head);
    }
    (words.chars().count() > 16).then_some(words)
}
