//! Text that must never be printed.

use std::fmt;

/// A key. Its `Debug` shows nothing; it has no `Display` and no `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// `None` when there is nothing but space in it.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The key itself, for a header. Do not log it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The last four characters, for a settings page; nothing of a key shorter than twelve.
    pub fn hint(&self) -> String {
        let count = self.0.chars().count();
        if count < 12 { String::new() } else { self.0.chars().skip(count - 4).collect() }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        let secret = Secret::new(" sk-canary-1234567890 \n").unwrap();
        assert!(!format!("{secret:?} {secret:#?}").contains("canary"));
        assert_eq!(secret.reveal(), "sk-canary-1234567890");
        assert_eq!(secret.hint(), "7890");
    }
}
