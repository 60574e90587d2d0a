//! Who can make what, with which model, and for how much: one data file, and a user's own on top of it.
//!
//! Nothing here touches the network or the clock, so that a plan can be priced anywhere.

mod entry;
mod merge;
mod price;

pub use entry::{Can, Kind, Model, Picking, Provider, Seconds, VoiceEntry};
pub(crate) use entry::{lines, ratio};
pub use price::{Cost, Price, Wanted};

use model::{ModelChoice, view::VideoTakes};
use std::collections::BTreeMap;

/// The file that the program carries in itself.
const BUILT_IN: &str = include_str!("../../catalogue.toml");

/// A catalogue file that cannot be used. The sentence names the entry.
#[derive(Debug, thiserror::Error)]
#[error("The catalogue file cannot be read: {0}")]
pub struct CatalogueError(String);

/// All providers and their models.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    providers: BTreeMap<String, Provider>,
}

impl Catalogue {
    /// The catalogue that comes with the program.
    pub fn built_in() -> Result<Self, CatalogueError> {
        Self::with(None)
    }

    /// The built-in catalogue with a user's own file laid over it: tables are merged, anything else is replaced, so that a
    /// new model is an entry and a changed price is one line.
    pub fn with(own: Option<&str>) -> Result<Self, CatalogueError> {
        let mut table: toml::Table = BUILT_IN.parse().map_err(|error| CatalogueError(format!("{error}")))?;
        if let Some(own) = own {
            let own: toml::Table = own.parse().map_err(|error| CatalogueError(format!("{error}")))?;
            merge::lay_over(&mut table, own);
        }
        let mut providers = BTreeMap::new();
        for (name, value) in table {
            let mut provider: Provider = value
                .try_into()
                .map_err(|error: toml::de::Error| CatalogueError(format!("{name}: {}", error.message())))?;
            provider.adopt(&name).map_err(CatalogueError)?;
            providers.insert(name, provider);
        }
        Ok(Self { providers })
    }

    /// Every provider with its name, in the order of their names.
    pub fn providers(&self) -> impl Iterator<Item = (&str, &Provider)> {
        self.providers.iter().map(|(name, provider)| (name.as_str(), provider))
    }

    pub fn provider(&self, name: &str) -> Option<&Provider> {
        self.providers.get(name)
    }

    /// The words for a screen: "Kling".
    pub fn label<'a>(&'a self, provider: &'a str) -> &'a str {
        self.provider(provider).map_or(provider, |entry| &entry.label)
    }

    /// A model's words for a screen, with its provider: "Kling 3.0".
    pub fn name(&self, choice: &ModelChoice) -> String {
        let provider = self.label(&choice.provider);
        let model = self.model(choice).map_or(choice.model.as_str(), |model| &model.label);
        if model.contains(provider) { model.to_owned() } else { format!("{provider} {model}") }
    }

    pub fn model(&self, choice: &ModelChoice) -> Option<&Model> {
        self.provider(&choice.provider)?.models.get(&choice.model)
    }

    /// Every model of a kind that is still offered, with the choice that names it.
    pub fn models(&self, kind: Kind) -> impl Iterator<Item = (ModelChoice, &Model)> {
        self.providers.iter().flat_map(move |(name, provider)| {
            provider
                .models
                .iter()
                .filter(move |(_, model)| model.kind == kind && model.retired.is_none())
                .map(move |(key, model)| (ModelChoice::new(name, key), model))
        })
    }

    /// The model to take when a person names only the provider.
    pub fn default_model(&self, provider: &str, kind: Kind) -> Option<ModelChoice> {
        self.default_of(provider, kind, |_| true)
    }

    /// As [`Self::default_model`], of the models that `usable` admits.
    pub(crate) fn default_of(
        &self,
        provider: &str,
        kind: Kind,
        usable: impl Fn(&ModelChoice) -> bool,
    ) -> Option<ModelChoice> {
        let own = self.models(kind).filter(|(choice, _)| choice.provider == provider && usable(choice));
        let all: Vec<(ModelChoice, &Model)> = own.collect();
        let found = all.iter().find(|(_, model)| model.preferred).or_else(|| all.first())?;
        Some(found.0.clone())
    }

    /// Raised when the same spec gives another result; part of every fingerprint. 0 for a model that is not listed.
    pub fn version(&self, choice: &ModelChoice) -> u32 {
        self.model(choice).map_or(0, |model| model.revision)
    }

    /// The model draws from the staging and does not read the prompt.
    pub fn draws(&self, choice: &ModelChoice) -> bool {
        self.model(choice).is_some_and(|model| model.can(Can::Staging))
    }

    /// The seconds that a video model can film: the shortest length it offers that is not shorter than `wanted`, else its
    /// longest. A model that is not listed takes what it gets.
    pub fn fit_seconds(&self, choice: &ModelChoice, wanted: f64) -> f64 {
        self.model(choice).map_or(wanted, |model| model.seconds.fit(wanted))
    }

    /// As [`Self::fit_seconds`], for a video that starts from a picture and ends as it likes.
    pub fn fit_seconds_from_picture(&self, choice: &ModelChoice, wanted: f64) -> f64 {
        let model = self.model(choice);
        let own = model.and_then(|model| model.seconds_from_picture.as_ref());
        own.map_or_else(|| self.fit_seconds(choice, wanted), |own| own.fit(wanted))
    }

    /// What a video model takes beside the prompt; nothing where it is not listed.
    pub fn takes(&self, choice: &ModelChoice) -> VideoTakes {
        self.model(choice).map(Model::takes).unwrap_or_default()
    }

    /// What making this will cost. `None` when the catalogue does not know the model or its price: such a call must not be
    /// sent, since no budget could hold it.
    pub fn price<'a>(&self, wanted: impl Into<Wanted<'a>>) -> Option<crate::PriceRange> {
        let wanted = wanted.into();
        price::of(self.model(wanted.model())?, &wanted)
    }
}

#[cfg(test)]
mod tests;
