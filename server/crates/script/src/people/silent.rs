//! People who never speak and of whom nothing is told: known by what they do, and by how their names are written.

use super::cast::{Cast, Figure};
use super::slots::Kind;
use super::tokens::{Token, tokens};
use super::{pieces, verbs};
use crate::screenplay::{Format, Person, Screenplay};
use crate::words::lower_words;
use model::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// How a word is written in the action of a script.
#[derive(Default)]
struct Written {
    /// With small letters only: the word is no name.
    small: u32,
    /// With a capital, not all in capitals, and without an article.
    proper: u32,
    /// With an article.
    article: u32,
    /// Followed by a verb of action, and by one of what only people do.
    deeds: (u32, u32),
    /// "Roe's eye".
    body: u32,
}

/// Whether words begin with a verb of action, and with one of what only people do.
pub(super) fn deed(rest: &[Token]) -> (u32, u32) {
    let words: Vec<&str> = rest.iter().filter(|t| t.mark.is_none()).take(4).map(|t| t.lower.as_str()).collect();
    let begins = words.iter().position(|w| !w.ends_with("ly")).unwrap_or(0);
    let person = words
        .get(begins..)
        .and_then(|w| lexicon::looks_words().at("en", w))
        .is_some_and(|(entry, _)| entry.is("person-deed"));
    (u32::from(person || verbs::begins(rest)), u32::from(person))
}

/// Whether a word, as it stands after a name, tells what only people do: "nodded".
pub(crate) fn is_persons_deed(word: &str) -> bool {
    pieces::is_word("person-deed", word)
}

/// Whether one whom a story names only once is there: "His daughter Ottla", "Pelle nodded".
pub(crate) fn is_there(text: &str, name: Span) -> bool {
    const NEAR: usize = 80;
    let from = text.floor_char_boundary(name.start.saturating_sub(NEAR));
    let to = text.floor_char_boundary(name.end.saturating_add(NEAR));
    let before = tokens(text.get(from..name.start).unwrap_or_default());
    let after = tokens(text.get(name.end..to).unwrap_or_default());
    let gone = after.iter().take(3).any(|t| t.is(&["dead", "died", "had"]));
    let kin = matches!(&before[..], [.., own, noun]
        if own.is(&["his", "her", "their", "my", "our"]) && super::figures::is_kin(&noun.lower));
    let opens = before
        .last()
        .is_none_or(|t| t.mark.is_some_and(|c| matches!(c, '.' | '!' | '?' | '"')) || t.is(&["and", "then"]));
    !gone && (kin || opens && deed(&after).1 > 0)
}

/// Those in capitals who do what people do become people of the script.
pub(super) fn find(play: &Screenplay, cast: &mut Cast) {
    if play.format == Format::Prose {
        return;
    }
    let candidates: Vec<(usize, Vec<String>)> =
        cast.figures.iter().enumerate().filter_map(|(at, f)| Some((at, may_be_name(f)?))).collect();
    if candidates.is_empty() {
        return;
    }
    let written = written(play, candidates.iter().flat_map(|(_, words)| words.last().cloned()));
    for (at, words) in candidates {
        let last = words.last().and_then(|word| written.get(word));
        let somebody = cast.figures.get(at).is_some_and(|figure| acts(figure, &words, last));
        if somebody {
            cast.adopt(at);
        }
    }
}

/// The words of a name in capitals that may be a person's.
fn may_be_name(figure: &Figure) -> Option<Vec<String>> {
    let name = figure.name.as_ref().filter(|_| figure.person.is_none() && figure.same.is_none() && !figure.role)?;
    if figure.article || figure.portrait.kind != Kind::Human || name.chars().next().is_some_and(char::is_lowercase) {
        return None;
    }
    let words: Vec<String> = lower_words(name).map(Cow::into_owned).collect();
    let short = (1..=3).contains(&words.len()) && words.iter().all(|w| !w.chars().any(|c| c.is_ascii_digit()));
    let title = words.len() > 1 && words.first().is_some_and(|w| is_title(w));
    let plain = words.iter().skip(usize::from(title)).all(|w| w.chars().count() > 1 && !is_word(w));
    (short && plain).then_some(words)
}

/// Whether a word is known to name no person: a thing, a sound, a place, a garment or a verb.
fn is_word(word: &str) -> bool {
    let one = [word];
    let stem = word.strip_suffix('s').unwrap_or(word);
    pieces::is_word("thing", word)
        || pieces::is_word("thing", stem)
        || lexicon::verbs().at("en", &one).is_some()
        || verbs::is_deed(word)
        || lexicon::nouns().at("en", &one).is_some()
        || lexicon::looks().at("en", &one).is_some()
        || lexicon::places::english_at(&one).is_some()
        || lexicon::sounds::index().at(&one).next().is_some()
        || word.ends_with("ing")
        || word.strip_suffix('s').is_some_and(|s| crate::prose::is_reporting(&format!("{s}ed")))
}

fn is_title(word: &str) -> bool {
    crate::prose::is_title(word)
}

/// Whether enough tells that one in capitals is a person.
fn acts(figure: &Figure, words: &[String], written: Option<&Written>) -> bool {
    if words.len() > 1 && words.first().is_some_and(|w| is_title(w)) {
        return true;
    }
    let none = Written::default();
    let written = written.unwrap_or(&none);
    if written.small > 0 || written.article > 0 {
        return false;
    }
    let deeds = (figure.deeds.0 + written.deeds.0).min(2) + 2 * (figure.deeds.1 + written.deeds.1).min(1);
    let told = u32::from(!figure.portrait.claims.is_empty());
    deeds > 0 && deeds + told + written.proper.min(1) > 1 || written.body > 0
}

/// How each of the words is written in the action of the script.
fn written(play: &Screenplay, words: impl Iterator<Item = String>) -> HashMap<String, Written> {
    let mut out: HashMap<String, Written> = words.map(|word| (word, Written::default())).collect();
    let lengths: u64 = out.keys().fold(0, |all, word| all | 1 << word.len().min(63));
    for text in super::actions(&play.scenes) {
        let near = text
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|word| lengths & 1 << word.len().min(63) != 0 && out.contains_key(lower(word).as_ref()));
        if !near {
            continue;
        }
        let tokens = tokens(text);
        for at in 0..tokens.len() {
            count(&mut out, &tokens, at);
        }
    }
    out
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}

fn count(words: &mut HashMap<String, Written>, tokens: &[Token], at: usize) {
    let Some(token) = tokens.get(at).filter(|t| t.mark.is_none()) else { return };
    let Some(word) = words.get_mut(&token.lower) else { return };
    let before = at.checked_sub(1).and_then(|b| tokens.get(b));
    let rest = tokens.get(at + 1..).unwrap_or_default();
    if !token.capital {
        word.small += 1;
    } else if before.is_some_and(|t| t.is(&["a", "an", "the", "some", "two", "another"])) {
        word.article += 1;
    } else if token.possessive {
        let body = rest.first().is_some_and(|t| {
            lexicon::looks().at("en", &[t.lower.as_str()]).is_some_and(|(entry, _)| entry.id == "body")
                || t.is(&["face", "eye", "eyes", "hand", "hands", "finger", "fingers", "head", "mouth", "lips", "feet"])
        });
        word.body += u32::from(body);
        word.proper += u32::from(!token.caps);
    } else {
        let deed = deed(rest);
        word.proper += u32::from(!token.caps);
        if !token.caps {
            word.deeds = (word.deeds.0 + deed.0, word.deeds.1 + deed.1);
        }
    }
}

/// One's family name, and the given name, are names where they are nobody else's and no word besides: "Roe" is CAPTAIN ROE.
pub(super) fn family_names(play: &Screenplay, cast: &mut Cast) {
    let mut owners: HashMap<String, Option<usize>> = HashMap::new();
    for (at, person) in cast.people.iter().enumerate() {
        let own: Vec<String> = std::iter::once(&person.name)
            .chain(&person.aliases)
            .flat_map(|name| lower_words(name).map(Cow::into_owned).chain(hyphened(name)))
            .collect();
        for word in own {
            owners.entry(word).and_modify(|of| *of = of.filter(|of| *of == at)).or_insert(Some(at));
        }
    }
    let parts: Vec<(String, usize)> = cast
        .people
        .iter()
        .enumerate()
        .flat_map(|(at, person)| parts(person).into_iter().map(move |part| (part, at)))
        .filter(|(part, at)| owners.get(&part.to_lowercase()) == Some(&Some(*at)))
        .collect();
    if parts.is_empty() {
        return;
    }
    let written = written(play, parts.iter().map(|(part, _)| part.to_lowercase()));
    for (part, at) in parts {
        if written.get(&part.to_lowercase()).is_some_and(|w| w.small == 0 && w.article == 0 && w.proper > 0) {
            cast.alias(at, &part);
        }
    }
}

/// The words of a name that are two: "okonkwo-reyes".
fn hyphened(name: &str) -> impl Iterator<Item = String> {
    name.split_whitespace().filter(|word| word.contains('-')).map(str::to_lowercase)
}

/// The family name after a title or a given name, and the given name.
fn parts(person: &Person) -> Vec<String> {
    let words: Vec<&str> = person.name.split_whitespace().collect();
    if !(2..=3).contains(&words.len())
        || person.name.chars().next().is_some_and(char::is_lowercase)
        || super::labels::is_label(&person.name)
    {
        return Vec::new();
    }
    let fits = |word: &&&str| {
        let lower = word.to_lowercase();
        word.chars().count() > 1
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
            && !is_title(&lower)
            && !crate::names::is_role(&lower)
            && lexicon::nouns().at("en", &[lower.as_str()]).is_none()
    };
    [words.last(), words.first()].into_iter().flatten().filter(fits).map(|w| (*w).to_owned()).collect()
}
