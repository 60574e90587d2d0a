//! What can be seen, under the ids that `draw` draws by: `data/pictures/`.

use crate::claims::Words;
use crate::{Entry, Forms};
use std::sync::LazyLock;

macro_rules! tables {
    ($($(#[$about:meta])* $name:ident, $file:literal, $roles:expr;)*) => {$(
        $(#[$about])*
        pub static $name: LazyLock<Words> =
            LazyLock::new(|| Words::new(include_str!(concat!("../data/pictures/", $file, ".txt")), $roles));
    )*};
}

const NOUNS: &[(&str, Forms)] = &[("en", Forms::Noun)];
const EXACT: &[(&str, Forms)] = &[("en", Forms::Exact)];

tables! {
    /// Clothes, what is worn besides, and aids. The first tag is the part of the body.
    WEAR, "wear", NOUNS;
    /// Hair, beards, builds, skins, eyes and marks. The first tag says which.
    BODIES, "bodies", EXACT;
    /// What somebody is, with the ids that show it.
    ROLES, "roles", NOUNS;
    /// Animals.
    CREATURES, "creatures", NOUNS;
    /// Things: of the hand, or standing by themselves.
    THINGS, "things", NOUNS;
    /// Colours, each with its paint.
    COLOURS, "colours", EXACT;
    /// Words that change a colour, and patterns of cloth.
    SHADES, "shades", EXACT;
    /// What walls are made of.
    MATERIALS, "materials", EXACT;
    /// What people do. Role 0 are verbs, role 1 phrases as they stand.
    ACTS, "acts", &[("does", Forms::Verb), ("plain", Forms::Exact)];
}

/// The paint of a tag such as `c`, `hex` or `hair`: red, green and blue as 0xRRGGBB.
pub fn paint(entry: &Entry, key: &str) -> Option<u32> {
    u32::from_str_radix(entry.value(key)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_known_once_and_what_roles_wear_is_in_the_tables() {
        for table in [&*WEAR, &*BODIES, &*ROLES, &*CREATURES, &*THINGS, &*COLOURS, &*SHADES, &*MATERIALS, &*ACTS] {
            let mut ids: Vec<_> = table.table().entries().iter().map(|entry| entry.id).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all);
        }
        for role in ROLES.table().entries() {
            for worn in role.value("wears").unwrap_or_default().split(',').filter(|worn| !worn.is_empty()) {
                let id = worn.split('/').next().unwrap_or_default();
                let known = WEAR.table().by_id(id).or_else(|| BODIES.table().by_id(id));
                assert!(known.is_some(), "{}: {id}", role.id);
            }
        }
        for colour in COLOURS.table().entries() {
            assert!(paint(colour, "hex").is_some(), "{}", colour.id);
        }
    }
}
