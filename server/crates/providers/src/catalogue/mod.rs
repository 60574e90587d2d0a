//! Who can make what, with which model, and for how much: one data file, and a user's own on top of it.
//!
//! Nothing here touches the network or the clock, so that a plan can be priced anywhere.

mod cost;
mod entry;
mod merge;
mod price;
mod sizes;

pub use cost::{Cost, Price};
pub use entry::{Can, Kind, Model, Picking, Provider, Seconds, VoiceEntry};
pub use price::Wanted;
pub(crate) use sizes::{lines, ratio};

use crate::{Failure, FailureClass};
use model::{ModelChoice, view::VideoTakes};
use sha2::{Digest as _, Sha256};
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
        let read = |text: &str| text.parse::<toml::Table>().map_err(|error| CatalogueError(format!("{error}")));
        let built_in = Self::read(read(BUILT_IN)?)?;
        let Some(own) = own else { return Ok(built_in) };
        let mut table = read(BUILT_IN)?;
        merge::lay_over(&mut table, read(own)?);
        let mut all = Self::read(table)?;
        for (name, provider) in &mut all.providers {
            for (key, model) in &mut provider.models {
                let (shape, known) = (model.shape(), built_in.model(&ModelChoice::new(name, key)));
                if known.map(Model::shape).as_ref() != Some(&shape) {
                    let digest = Sha256::digest(&shape);
                    model.own_shape = digest.iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte)).max(1);
                }
            }
        }
        Ok(all)
    }

    fn read(table: toml::Table) -> Result<Self, CatalogueError> {
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

    /// As [`Self::model`], of one that is to be ordered from.
    ///
    /// # Errors
    /// `Broken` when it is not listed.
    pub(crate) fn listed(&self, choice: &ModelChoice) -> Result<&Model, Failure> {
        self.model(choice).ok_or_else(|| {
            let label = self.label(&choice.provider);
            let sentence = format!("{label}'s model \"{}\" is not in the catalogue. Choose another one.", choice.model);
            Failure::new(FailureClass::Broken, sentence)
        })
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

    /// Another one when the same spec gives another result, also by what a user's own file changes of the model; part of every
    /// fingerprint. 0 for a model that is not listed.
    pub fn version(&self, choice: &ModelChoice) -> u32 {
        self.model(choice).map_or(0, |model| model.revision.wrapping_add(model.own_shape))
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

    /// What a video that is ordered should last, in seconds: a length that its model offers. `None` for what is no video, and for a
    /// model that is not listed.
    pub fn ordered_seconds<'a>(&self, wanted: impl Into<Wanted<'a>>) -> Option<f64> {
        match wanted.into() {
            Wanted::Video(spec) => Some(self.model(&spec.model)?.seconds_of(spec)),
            Wanted::Lips(_, seconds) => Some(seconds),
            Wanted::Speech(_) | Wanted::Sound(_) | Wanted::Picture(_) | Wanted::Faces(_) | Wanted::Score(_) => None,
            Wanted::Text(_) => None,
        }
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
