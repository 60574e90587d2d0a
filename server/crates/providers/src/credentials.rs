//! Keys and addresses of the outside services, named alike for every provider.

use crate::Secret;
use std::collections::BTreeMap;

/// How to reach one provider and who pays.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// `<PROVIDER>_API_KEY`.
    pub key: Option<Secret>,
    /// `<PROVIDER>_ACCESS_KEY` (Kling's older pair).
    pub access_key: Option<Secret>,
    /// `<PROVIDER>_SECRET_KEY` (Kling's older pair).
    pub secret_key: Option<Secret>,
    /// `<PROVIDER>_BASE_URL`: overrules the catalogue's address.
    pub base_url: Option<String>,
    /// `<PROVIDER>_WEBHOOK_SECRET`: signs the provider's callbacks.
    pub webhook_secret: Option<Secret>,
    /// `<PROVIDER>_CALLBACK_URL`: where the provider may report to, with an unguessable path. Only ever a hint.
    pub callback_url: Option<String>,
}

impl Account {
    /// The name of an environment variable of a provider: its name in capitals with `_` for all that is neither letter nor digit,
    /// and what it is.
    pub fn variable(provider: &str, what: &str) -> String {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
        let prefix: String = provider.chars().map(plain).collect();
        format!("{prefix}_{what}")
    }

    /// The names of the fields that a provider's key can have; Kling has its older pair beside the key.
    pub fn fields(provider: &str) -> &'static [&'static str] {
        if provider.starts_with("kling") { &["api_key", "access_key", "secret_key"] } else { &["api_key"] }
    }

    pub const fn has_key(&self) -> bool {
        self.key.is_some() || (self.access_key.is_some() && self.secret_key.is_some())
    }
}

/// The accounts of one user or of one installation, by provider name.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    accounts: BTreeMap<String, Account>,
}

impl Credentials {
    /// Reads `<PROVIDER>_API_KEY` and its sisters, where `<PROVIDER>` is the catalogue's name in capitals with `_` for
    /// everything that is neither letter nor digit.
    pub fn from_environment<'a>(providers: impl IntoIterator<Item = &'a str>) -> Self {
        Self::from_variables(providers, |name| std::env::var(name).ok())
    }

    /// As [`Credentials::from_environment`], from any source of variables.
    pub fn from_variables<'a>(
        providers: impl IntoIterator<Item = &'a str>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let accounts = providers.into_iter().map(|provider| {
            let text = |name: &str| {
                variable(&Account::variable(provider, name))
                    .map(|text| text.trim().to_owned())
                    .filter(|text| !text.is_empty())
            };
            let secret = |name: &str| text(name).as_deref().and_then(Secret::new);
            let account = Account {
                key: secret("API_KEY"),
                access_key: secret("ACCESS_KEY"),
                secret_key: secret("SECRET_KEY"),
                base_url: text("BASE_URL"),
                webhook_secret: secret("WEBHOOK_SECRET"),
                callback_url: text("CALLBACK_URL"),
            };
            (provider.to_owned(), account)
        });
        Self { accounts: accounts.collect() }
    }

    pub fn set(&mut self, provider: &str, account: Account) {
        self.accounts.insert(provider.to_owned(), account);
    }

    /// Names the address that a provider may report to, unless its own variable named one.
    pub fn report_to(&mut self, provider: &str, url: String) {
        self.accounts.entry(provider.to_owned()).or_default().callback_url.get_or_insert(url);
    }

    /// What is known of a provider; empty when nothing is.
    pub fn account(&self, provider: &str) -> Account {
        self.accounts.get(provider).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_is_configured_by_variables_of_the_same_names() {
        let credentials = Credentials::from_variables(["kling", "google-speech"], |name| match name {
            "KLING_ACCESS_KEY" => Some("ak".into()),
            "KLING_SECRET_KEY" => Some("sk".into()),
            "GOOGLE_SPEECH_BASE_URL" => Some("http://127.0.0.1:9".into()),
            "KLING_API_KEY" => Some("  ".into()),
            _ => None,
        });
        let kling = credentials.account("kling");
        assert!(kling.key.is_none(), "a blank key is no key");
        assert!(kling.has_key());
        assert_eq!(credentials.account("google-speech").base_url.as_deref(), Some("http://127.0.0.1:9"));
        assert!(!credentials.account("nobody").has_key());
    }
}
