//! Scopes: what an API token is good for.

use std::fmt;

/// What an API token is good for. No scope holds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Looks at films and jobs.
    Read,
    /// Changes what costs nothing.
    Write,
    /// Starts and stops films: may spend money.
    Film,
    /// Speaks for people of another product. Only administrators can give it.
    Admin,
}

impl Scope {
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Film, Self::Admin];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Film => "film",
            Self::Admin => "admin",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.key() == key)
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Read => 1,
            Self::Write => 2,
            Self::Film => 4,
            Self::Admin => 8,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A set of scopes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scopes(u8);

impl Scopes {
    pub fn of(scopes: &[Scope]) -> Self {
        Self(scopes.iter().fold(0, |bits, scope| bits | scope.bit()))
    }

    pub fn all() -> Self {
        Self::of(&Scope::ALL)
    }

    /// The set of these words, or the first word that is no scope.
    ///
    /// # Errors
    /// The word.
    pub fn from_keys<'a>(keys: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut scopes = Vec::new();
        for key in keys {
            scopes.push(Scope::from_key(key).ok_or_else(|| key.to_owned())?);
        }
        Ok(Self::of(&scopes))
    }

    pub const fn has(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn keys(self) -> Vec<String> {
        Scope::ALL.into_iter().filter(|scope| self.has(*scope)).map(|scope| scope.key().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_scopes_reads_back_as_it_was_written() {
        let scopes = Scopes::of(&[Scope::Film, Scope::Read]);
        assert_eq!(scopes.keys(), ["read", "film"]);
        assert_eq!(Scopes::from_keys(["film", "read"]), Ok(scopes));
        assert_eq!(Scopes::from_keys(["read", "everything"]), Err("everything".to_owned()));
        assert!(scopes.has(Scope::Read) && !scopes.has(Scope::Admin) && Scopes::default().is_empty());
    }
}
