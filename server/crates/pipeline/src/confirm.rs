//! A person who is signed in gives the password again before money is granted or a key of the installation is changed: a page that made the
//! person's browser send something, or somebody else at an open screen, does not know it.

use crate::{Error, Studio};
use model::view::Person;
use std::net::IpAddr;

/// Where a request comes from: the client's address, as far as it can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// Proof that a person has just given the right password. Only [`Studio::confirm`] makes it.
#[derive(Clone, Debug)]
pub struct Confirmed(Person);

impl Confirmed {
    pub const fn person(&self) -> &Person {
        &self.0
    }
}

impl Studio {
    /// Looks at the person's password again. A wrong one counts as a try to sign in.
    ///
    /// # Errors
    /// `Refused` for a password that is missing or wrong, `TooMany` after too many tries.
    pub async fn confirm(&self, who: &Person, from: Client, password: Option<&str>) -> Result<Confirmed, Error> {
        let Some(password) = password.filter(|password| !password.is_empty()) else {
            return Err(Error::refused("Enter your password as well: this concerns everybody's money."));
        };
        if let Err(wait) = self.store().admit(&who.email, from.0).await? {
            return Err(Error::TooMany(wait.to_string()));
        }
        if !self.store().verify_password(who.id, password).await? {
            tracing::warn!(who = %who.id, from = %from.0, "a wrong password was given to confirm a change");
            return Err(Error::refused("The password is wrong. Nothing was changed."));
        }
        self.store().succeeded(&who.email, from.0).await?;
        Ok(Confirmed(who.clone()))
    }
}
