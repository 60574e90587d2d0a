//! A person who is signed in gives the password again before money is granted or a key of the installation is changed: a page that made the
//! person's browser send something, or somebody else at an open screen, does not know it.

use crate::{Error, Studio, audit::By};
use model::view::Person;
use std::net::{IpAddr, Ipv4Addr};

/// Where a request comes from: the client's address, as far as it can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// Proof that a person has just given the right password. Only [`Studio::confirm`] makes it.
#[derive(Clone, Debug)]
pub struct Confirmed(By);

impl Confirmed {
    pub const fn person(&self) -> &Person {
        &self.0.person
    }

    /// Writes down what this person decided, see [`By::decided`].
    pub fn decided(&self, what: &str, whom: impl std::fmt::Display, decision: impl std::fmt::Display) {
        self.0.decided(what, whom, decision);
    }
}

impl Studio {
    /// [`Studio::confirm`] for whoever changes other people's rights.
    ///
    /// # Errors
    /// As [`Studio::confirm`].
    pub async fn confirm_by(&self, by: &By, password: Option<&str>) -> Result<Confirmed, Error> {
        // All whose address is not known are one client.
        let from = by.address.parse().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        self.confirm(&by.person, Client(from), password).await
    }

    /// Looks at the person's password again. A wrong one counts as a try to sign in.
    ///
    /// # Errors
    /// `Refused` for a password that is missing or wrong, `TooMany` after too many tries.
    pub async fn confirm(&self, who: &Person, from: Client, password: Option<&str>) -> Result<Confirmed, Error> {
        let Some(password) = password.filter(|password| !password.is_empty()) else {
            return Err(Error::refused("Enter your password as well: this concerns everybody's money or rights."));
        };
        if let Err(wait) = self.store().admit(&who.email, from.0).await? {
            return Err(Error::TooMany(wait.to_string()));
        }
        if !self.store().verify_password(who.id, password).await? {
            crate::audit::refused("password asked again", Some(who), "wrong password", &from.0.to_string());
            return Err(Error::refused("Your password is not right. Nothing was changed."));
        }
        self.store().succeeded(&who.email, from.0).await?;
        Ok(Confirmed(By { person: who.clone(), address: from.0.to_string() }))
    }
}
