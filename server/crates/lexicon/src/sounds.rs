//! What can be heard, and the words that say so: `data/sounds.txt`.

use crate::{Forms, Index, Table};
use std::sync::LazyLock;

/// The parts of an entry that a text is searched for, in the order of [`index`]'s roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Words that are the sound itself: "footsteps".
    Event,
    /// Things that are heard where a clause has no verb: "The doorbell."
    Alone,
    /// Things that sound, with one of the verbs of `Does`.
    Who,
    Does,
    /// Verbs that make something of `To` sound.
    Deed,
    To,
    /// Verbs that are enough, whoever does it.
    Act,
    /// Phrases that mean something else.
    Not,
}

const ROLES: &[(Role, &str, Forms)] = &[
    (Role::Event, "event", Forms::Noun),
    (Role::Alone, "alone", Forms::Noun),
    (Role::Who, "who", Forms::Noun),
    (Role::Does, "does", Forms::Verb),
    (Role::Deed, "deed", Forms::Verb),
    (Role::To, "to", Forms::Noun),
    (Role::Act, "act", Forms::Verb),
    (Role::Not, "not", Forms::Verb),
];

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../data/sounds.txt")));
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let roles: Vec<_> = ROLES.iter().map(|(_, code, forms)| (*code, *forms)).collect();
    Index::new(&TABLE, &roles)
});

/// All sounds. The id of an entry is the sound's name.
pub fn table() -> &'static Table {
    &TABLE
}

/// The phrases of all sounds.
pub fn index() -> &'static Index {
    &INDEX
}

/// The role of a hit in [`index`].
pub fn role(hit: &crate::Hit) -> Option<Role> {
    ROLES.get(hit.role).map(|(role, ..)| *role)
}
