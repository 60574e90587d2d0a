//! Somebody whom a script tells of, and what the words of a name tell.

use super::slots::{Kind, Portrait};
use crate::words::lower_words;
use model::{Sex, Span};
use std::borrow::Cow;

/// Somebody whom the script tells of: a person of the cast, or one who may become one.
#[derive(Default)]
pub(super) struct Figure {
    /// The place among the people of the script.
    pub person: Option<usize>,
    pub name: Option<String>,
    pub span: Span,
    pub portrait: Portrait,
    /// Known before the reading began.
    pub sex: Option<Sex>,
    /// The same as another one.
    pub same: Option<usize>,
    /// Whose relative this is, and what of theirs.
    pub kin: Option<(usize, &'static str)>,
    /// Written with "a" or "the": a thing unless something tells otherwise.
    pub article: bool,
    /// Only told of by a pronoun so far.
    pub pronoun: bool,
    /// Met before.
    pub met: bool,
    /// Named by a trade alone: "the tax collector".
    pub role: bool,
    /// How often they do something, and something that only people do.
    pub deeds: (u32, u32),
}

impl Figure {
    /// The sex as far as it is known now.
    pub fn sex(&self) -> Option<Sex> {
        self.portrait.voted().map(|(sex, _)| sex).or(self.sex)
    }
}

/// Whether somebody in capitals without a line is one to be seen, and not a thing or a sound.
pub(super) fn is_somebody(figure: &Figure) -> bool {
    let Some(name) = figure.name.as_ref().filter(|_| figure.person.is_none() && figure.same.is_none()) else {
        return false;
    };
    let portrait = &figure.portrait;
    let words: Vec<Cow<str>> = lower_words(name).collect();
    let sound = words.iter().all(|w| w.ends_with("ing") || lexicon::verbs().at("en", &[w.as_ref()]).is_some());
    if portrait.kind == Kind::Group || words.len() > 5 || sound && figure.sex.is_none() {
        return false;
    }
    let told =
        portrait.claims.iter().any(|c| c.span != figure.span && c.slots.first() != Some(&super::slots::Slot::Words));
    let noun = portrait.votes.iter().take(2).flatten().any(|n| *n > 0) || portrait.child;
    if figure.role || portrait.kind != Kind::Human {
        return told;
    }
    if portrait.age.is_some_and(|age| !matches!(age, super::slots::SaidAge::Vague { .. }))
        || noun
        || figure.kin.is_some()
    {
        return true;
    }
    let given = figure.sex.is_some() || words.iter().any(|w| lexicon::given_names().at("en", &[w.as_ref()]).is_some());
    let bound = portrait.votes.get(2).is_some_and(|v| v.iter().any(|n| *n > 0));
    // "A CLOWN with no shoes points both ways."
    let person = |w: &Cow<str>| {
        lexicon::nouns()
            .at("en", &[w.as_ref()])
            .is_some_and(|(e, _)| e.is("person") && e.words("en").contains(&w.as_ref()))
    };
    if words.last().is_some_and(person) && words.len() <= 3 && told && (figure.deeds.0 > 0 || bound) {
        return true;
    }
    // "GIULIO, barrel-chested, black goatee, silk cravat": nothing but somebody has these.
    let own = |c: &&super::slots::Claim| {
        c.span != figure.span
            && c.slots
                .first()
                .is_some_and(|s| s.is_worn() || matches!(s, super::slots::Slot::Hair | super::slots::Slot::FacialHair))
    };
    let dressed = portrait.claims.iter().filter(own).count() > 1;
    !figure.article && (given && words.len() <= 3 || told && bound || dressed && words.len() <= 3)
}

/// `TOMASZ "TOMEK" WRONA` is TOMASZ WRONA, and TOMEK.
pub(super) fn without_nickname(name: &str) -> (String, Vec<String>) {
    let marks = |c: char| matches!(c, '"' | '“' | '”');
    let parts: Vec<&str> = name.split(marks).map(str::trim).filter(|p| !p.is_empty()).collect();
    match parts[..] {
        [first, nick, last] => (format!("{first} {last}"), vec![name.to_owned(), nick.to_owned()]),
        _ => (name.to_owned(), Vec::new()),
    }
}

/// What the words of a name tell: "OLD WOMAN", "ALBINO BOY", "HYENAS".
pub(super) fn noun_of_name(portrait: &mut Portrait, name: &str) {
    let words: Vec<Cow<str>> = lower_words(name).collect();
    let words: Vec<&str> = words.iter().map(Cow::as_ref).collect();
    for (at, word) in words.iter().enumerate() {
        // "WOMAN IN GREY": what follows is no noun for her.
        if matches!(*word, "in" | "with" | "of" | "at" | "on") {
            break;
        }
        let Some((entry, taken)) = words.get(at..).and_then(|rest| lexicon::nouns().at("en", rest)) else { continue };
        let last =
            at + taken == words.len() || matches!(words.get(at + taken), Some(&("in" | "with" | "of" | "at" | "on")));
        let plural = !entry.words.iter().any(|(_, known)| known.iter().any(|k| k.ends_with(word)));
        if (entry.is("group") || plural) && last && words.len() <= 4 {
            portrait.kind = Kind::Group;
        } else if last && !entry.is("group") && !plural {
            let creature = entry.is("creature") || entry.value("creature").is_some();
            // "MOTHER", "SPARROW": names that may be anybody's.
            if !creature || matches!(entry.id, "robot" | "dog" | "cat" | "horse") || words.len() > 1 {
                super::pieces::take_noun(portrait, entry, word);
            }
        }
    }
    if portrait.age.is_none() && words.len() > 1 {
        portrait.age = words.iter().find_map(|w| super::pieces::vague_age(w));
    }
}

/// Whether a word is a relative's.
pub(crate) fn is_kin(word: &str) -> bool {
    lexicon::nouns().at("en", &[word]).is_some_and(|(e, _)| e.value("kin").is_some())
}
