//! The sex that a name tells in its language.

use crate::names::given_name;
use lexicon::Speech;
use model::Sex;

/// The sex that a role, a title or a first name tells.
pub(super) fn of_word(lower: &str, speech: &Speech) -> Option<Sex> {
    let (she, he) = (&speech.role_she, &speech.role_he);
    let female =
        speech.title_she.has(lower) || speech.name_she.has(lower) || she.has(lower) || she.has_ending_of(lower);
    let male = speech.title_he.has(lower) || speech.name_he.has(lower) || he.has(lower) || he.has_ending_of(lower);
    match (female, male) {
        (true, false) => Some(Sex::Female),
        (false, true) => Some(Sex::Male),
        _ => None,
    }
}

/// The sex that the end of a first name makes likely.
pub(super) fn by_ending(lower: &str, language: &str) -> Option<Sex> {
    match (language, lower.chars().next_back()) {
        ("ru", Some('а' | 'я')) | ("es" | "it" | "pt" | "pl" | "de" | "fr", Some('a')) => Some(Sex::Female),
        ("es" | "it" | "pt", Some('o')) => Some(Sex::Male),
        _ => None,
    }
}

/// The sex that the name of somebody tells, and whether that is sure and not only likely.
pub(crate) fn of_name(name: &str, language: &str) -> Option<(Sex, bool)> {
    let speech = Speech::of(language).filter(|speech| speech.language != "en")?;
    let words = crate::words::tokens(name);
    let sure = words.iter().find_map(|word| of_word(word, speech).or_else(|| given_name(word)));
    let likely = || by_ending(words.first()?, speech.language).map(|sex| (sex, false));
    sure.map(|sex| (sex, true)).or_else(likely)
}
