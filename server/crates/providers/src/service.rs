//! An outside service as its adapter needs it: the way there, the key, and what the catalogue says of it.

use crate::{
    Account, Billed, Catalogue, Failure, FailureClass, Model, Provider, Secret, Wanted,
    http::{Http, Lines},
};
use media::Tools;
use model::ModelChoice;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use std::sync::Arc;

/// One account at one service.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) http: Http,
    pub(crate) key: Option<Secret>,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) tools: Tools,
}

impl Service {
    /// # Errors
    /// `FixKey`, with how to set a key, when the account has none and needs one, or when its address is wrong. A server of the
    /// user's own, at an address of the account's own, may ask for none.
    pub(crate) fn open(
        name: &str,
        account: &Account,
        lines: &Lines,
        catalogue: Arc<Catalogue>,
        tools: Tools,
        own_needs_key: bool,
    ) -> Result<Self, Failure> {
        let entry = catalogue.provider(name);
        let label = catalogue.label(name).to_owned();
        let keyless = entry.is_some_and(|entry| entry.keyless) || (account.base_url.is_some() && !own_needs_key);
        if account.key.is_none() && !keyless {
            let variable = Account::variable(name, "API_KEY");
            let sentence = format!("{label} has no API key yet. Add one in the settings, or set {variable}.");
            return Err(Failure::new(FailureClass::FixKey, sentence));
        }
        let usual = entry.map(|entry| entry.base_url.as_str()).unwrap_or_default();
        let http = lines.to(name, &label, account.base_url.as_deref().unwrap_or(usual))?;
        Ok(Self { name: name.to_owned(), http, key: account.key.clone(), catalogue, tools })
    }

    pub(crate) fn label(&self) -> &str {
        &self.http.label
    }

    pub(crate) fn provider(&self) -> Option<&Provider> {
        self.catalogue.provider(&self.name)
    }

    /// # Errors
    /// `Broken` when the catalogue does not list it.
    pub(crate) fn model(&self, choice: &ModelChoice) -> Result<&Model, Failure> {
        self.catalogue.listed(choice)
    }

    /// The header that carries the key, behind a word such as "Bearer "; none without a key.
    pub(crate) fn headers(&self, name: &'static str, scheme: &str) -> Result<HeaderMap, Failure> {
        let Some(key) = &self.key else { return Ok(HeaderMap::new()) };
        let mut value = HeaderValue::from_str(&format!("{scheme}{}", key.reveal())).map_err(|error| {
            let sentence = format!("The key of {} has characters that no key has. Enter it again.", self.label());
            Failure::new(FailureClass::FixKey, sentence).detail(error.to_string())
        })?;
        value.set_sensitive(true);
        Ok(HeaderMap::from_iter([(HeaderName::from_static(name), value)]))
    }

    /// # Errors
    /// `EditPrompt` when the words are more than the model takes.
    pub(crate) fn check_length(&self, model: &Model, text: &str) -> Result<(), Failure> {
        let (length, limit) = (text.chars().count(), model.prompt_limit);
        if limit == 0 || length <= limit {
            return Ok(());
        }
        let sentence = format!("The text has {length} characters; {} takes {limit}. Shorten it.", model.label);
        Err(Failure::new(FailureClass::EditPrompt, sentence))
    }

    /// What was paid for something that came and cannot be used, as far as the price list tells.
    pub(crate) fn list_price<'a>(&self, wanted: impl Into<Wanted<'a>>) -> Option<Billed> {
        let range = self.catalogue.price(wanted)?;
        (!range.is_free()).then(|| Billed { amount: range.high, words: "by the price list".to_owned() })
    }
}
