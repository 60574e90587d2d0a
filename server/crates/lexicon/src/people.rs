//! What people are, look like and wear.

use crate::Table;
use std::sync::OnceLock;

/// Garments, hair, beards, bodies, marks, aids, things carried, and words of age. The first tag is the slot.
pub fn looks() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        Table::read(concat!(include_str!("../data/garments.txt"), "\n", include_str!("../data/looks.txt")))
    })
}

/// Nouns for people, relatives, trades, animals, robots and creatures, with the sex that they tell.
pub fn nouns() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("../data/nouns.txt")))
}

/// Colours, cloths, and the small words that looks are told with.
pub fn looks_words() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("../data/words.txt")))
}

/// What trades wear; the words are under `wears`.
pub fn dress() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("../data/dress.txt")))
}

/// Verbs of action, by their base forms.
pub fn verbs() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("../data/verbs.txt")))
}

/// Given names, each with the tag `m` or `f`.
pub fn given_names() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!("../data/names.txt")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garments_know_their_part_of_the_body_and_nouns_their_sex() {
        let slot = |words: &[&str]| looks().at("en", words).and_then(|(e, _)| e.tags.first().copied());
        assert_eq!(slot(&["frock", "coat"]), Some("outer"));
        assert_eq!(slot(&["frock"]), Some("whole"));
        assert_eq!(slot(&["wellies"]), Some("feet"));
        assert_eq!(slot(&["grey-haired"]), Some("hair"));
        assert!(nouns().at("en", &["sheepdog"]).is_some_and(|(e, _)| e.value("creature") == Some("dog")));
        assert!(nouns().at("en", &["barmaid"]).is_some_and(|(e, _)| e.is("f")));
    }
}
