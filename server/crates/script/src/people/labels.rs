//! Names that are roles and descriptions, and what names tell of the sex.

use crate::names::is_kind_of_person;
use crate::words::tokens;

/// Whether a name is a role or a description that may turn out to be somebody with a name: "THE MASKED WOMAN", "the groom".
pub(super) fn is_label(name: &str) -> bool {
    if name.chars().next().is_some_and(char::is_lowercase) {
        return true;
    }
    let words: Vec<String> = tokens(name);
    let head: Vec<&str> =
        words.iter().map(String::as_str).take_while(|w| !matches!(*w, "in" | "with" | "on" | "of" | "at")).collect();
    let Some(last) = head.last() else { return true };
    let noun = is_kind_of_person(last);
    (noun || matches!(*last, "shadow" | "shape" | "voice" | "silhouette" | "caller"))
        && crate::names::given_name(last).is_none()
}

/// Whether the sex of a name is more than what is usual for a rank: "Sergeant", "Captain".
pub(super) fn tells_sex(name: &str) -> bool {
    is_plain(name)
        || !crate::words::tokens(name)
            .iter()
            .any(|w| lexicon::nouns().at("en", &[w.as_str()]).is_some_and(|(e, _)| e.value("usually").is_some()))
}

/// Whether a name tells the sex by a given name or a form of address, not by a rank.
pub(super) fn is_plain(name: &str) -> bool {
    let words = crate::words::tokens(name);
    words.iter().any(|w| {
        crate::names::given_name(w).is_some()
            || matches!(w.as_str(), "mr" | "mrs" | "miss" | "ms" | "sir" | "lady" | "lord" | "king" | "queen")
    })
}
