//! What the log keeps of who came in, who was kept out, and who changed the rights of others: one line each, at target `audit`.
//! A line names people by their ids and addresses; it never holds a password, a token or a link.

use access::Actor;
use model::view::Person;

/// Who does something, and from where.
#[derive(Clone, Debug)]
pub struct By {
    pub person: Person,
    /// The client's address; empty where nobody knows it.
    pub address: String,
}

impl By {
    /// Writes down that this person did something to somebody or something.
    pub fn did(&self, what: &str, whom: impl std::fmt::Display) {
        tracing::info!(
            target: "audit",
            event = what,
            by = %self.person.id,
            by_email = %self.person.email,
            whom = %whom,
            address = %self.address,
            "{what}"
        );
    }

    /// As [`By::did`], with what was decided.
    pub fn decided(&self, what: &str, whom: impl std::fmt::Display, decision: impl std::fmt::Display) {
        tracing::info!(
            target: "audit",
            event = what,
            by = %self.person.id,
            by_email = %self.person.email,
            whom = %whom,
            decision = %decision,
            address = %self.address,
            "{what}"
        );
    }
}

/// An actor, a person or a program with a person's token, did something to something. `address` is the client's.
pub fn acted(what: &str, by: &Actor, whom: impl std::fmt::Display, address: &str) {
    let token = by.token().map(|token| token.to_string()).unwrap_or_default();
    tracing::info!(target: "audit", event = what, by = %by.user, token, whom = %whom, address = %address, "{what}");
}

/// Somebody came in, or did something that needs no log-in.
pub fn came(what: &str, person: &Person, address: &str) {
    tracing::info!(target: "audit", event = what, by = %person.id, by_email = %person.email, address = %address, "{what}");
}

/// Somebody was kept out. `person` is whose account was tried, where there is one: what else was typed is not written down.
pub fn refused(what: &str, person: Option<&Person>, why: &str, address: &str) {
    let whom = person.map_or_else(|| "nobody here".to_owned(), |person| person.id.to_string());
    tracing::warn!(target: "audit", event = what, whom = %whom, why = %why, address = %address, "{what}");
}
