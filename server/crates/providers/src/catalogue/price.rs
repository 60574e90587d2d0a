//! What a model costs.

use super::{Cost, Model, Price, sizes::lines};
use crate::{FacesOrder, FootageSoundOrder, LipsOrder, PriceRange, TextSpec};
use model::{FacesSpec, LipsSpec, ModelChoice, PictureSpec, ScoreSpec, SoundSpec, SpeechSpec, VideoSpec};
use std::collections::BTreeMap;

/// What is to be priced.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    Video(&'a VideoSpec),
    Speech(&'a SpeechSpec),
    Sound(&'a SoundSpec),
    Picture(&'a PictureSpec),
    /// A look for faces, with this model.
    Faces(&'a ModelChoice),
    /// Lips moved with this model, in a video of so many seconds.
    Lips(&'a ModelChoice, f64),
    Score(&'a ScoreSpec),
    Text(&'a TextSpec),
}

impl Wanted<'_> {
    pub const fn model(&self) -> &ModelChoice {
        match self {
            Self::Video(spec) => &spec.model,
            Self::Speech(spec) => &spec.model,
            Self::Sound(spec) => &spec.model,
            Self::Picture(spec) => &spec.model,
            Self::Score(spec) => &spec.model,
            Self::Text(spec) => &spec.model,
            Self::Faces(model) | Self::Lips(model, _) => model,
        }
    }
}

impl<'a> From<&'a VideoSpec> for Wanted<'a> {
    fn from(spec: &'a VideoSpec) -> Self {
        Self::Video(spec)
    }
}

impl<'a> From<&'a SpeechSpec> for Wanted<'a> {
    fn from(spec: &'a SpeechSpec) -> Self {
        Self::Speech(spec)
    }
}

impl<'a> From<&'a SoundSpec> for Wanted<'a> {
    fn from(spec: &'a SoundSpec) -> Self {
        Self::Sound(spec)
    }
}

impl<'a> From<&'a FootageSoundOrder> for Wanted<'a> {
    fn from(order: &'a FootageSoundOrder) -> Self {
        Self::Sound(&order.spec)
    }
}

impl<'a> From<&'a PictureSpec> for Wanted<'a> {
    fn from(spec: &'a PictureSpec) -> Self {
        Self::Picture(spec)
    }
}

impl<'a> From<&'a ScoreSpec> for Wanted<'a> {
    fn from(spec: &'a ScoreSpec) -> Self {
        Self::Score(spec)
    }
}

impl<'a> From<&'a TextSpec> for Wanted<'a> {
    fn from(spec: &'a TextSpec) -> Self {
        Self::Text(spec)
    }
}

impl<'a> From<&'a FacesSpec> for Wanted<'a> {
    fn from(spec: &'a FacesSpec) -> Self {
        Self::Faces(&spec.model)
    }
}

impl<'a> From<&'a FacesOrder> for Wanted<'a> {
    fn from(order: &'a FacesOrder) -> Self {
        Self::Faces(&order.model)
    }
}

impl<'a> From<&'a LipsSpec> for Wanted<'a> {
    fn from(spec: &'a LipsSpec) -> Self {
        Self::Lips(&spec.model, spec.seconds)
    }
}

impl<'a> From<&'a LipsOrder> for Wanted<'a> {
    fn from(order: &'a LipsOrder) -> Self {
        Self::Lips(&order.model, order.seconds)
    }
}

/// The price of one call; `None` when the entry names no price for it.
pub(super) fn of(model: &Model, wanted: &Wanted<'_>) -> Option<PriceRange> {
    let price = &model.price;
    if price.free {
        return Some(PriceRange::FREE);
    }
    let mut parts = Vec::new();
    parts.extend(price.per_call.map(|cost| cost.0));
    match wanted {
        Wanted::Video(spec) => {
            let seconds = model.seconds_of(spec);
            let per_second = at_resolution(&price.per_second, model.resolution_of(spec));
            parts.extend(per_second.map(|range| range.times(seconds)));
            parts.extend(at_least(&price.per_clip, seconds));
        }
        Wanted::Sound(spec) => {
            let seconds = if model.seconds.is_empty() { spec.seconds } else { model.seconds.fit(spec.seconds) };
            parts.extend(at_resolution(&price.per_second, None).map(|range| range.times(seconds)));
            parts.extend(at_least(&price.per_clip, seconds));
        }
        Wanted::Speech(spec) => {
            let thousands = spec.said().chars().count() as f64 / 1000.0;
            parts.extend(price.per_1000_characters.map(|cost| cost.0.times(thousands)));
        }
        Wanted::Picture(spec) => {
            parts.extend(at_resolution(&price.per_picture, model.resolution(spec.width, spec.height)));
        }
        Wanted::Score(spec) => {
            let seconds = model.seconds.fit(spec.seconds());
            parts.extend(at_resolution(&price.per_second, None).map(|range| range.times(seconds)));
        }
        Wanted::Text(spec) => parts.extend(written(price, spec)),
        Wanted::Faces(_) => {}
        Wanted::Lips(_, seconds) => parts.extend(at_least(&price.per_clip, *seconds)),
    }
    (!parts.is_empty()).then(|| parts.into_iter().sum())
}

/// A question and its answer: a quarter of the longest answer at least, and all of it at most.
fn written(price: &Price, spec: &TextSpec) -> Option<PriceRange> {
    let (low, high) = spec.tokens_in();
    let (reads, writes) = (price.per_million_in?.0, price.per_million_out?.0);
    let most = f64::from(spec.most_tokens);
    Some(PriceRange {
        low: reads.low.times(low / 1e6) + writes.low.times(most / 4e6),
        high: reads.high.times(high / 1e6) + writes.high.times(most / 1e6),
    })
}

fn at_resolution(prices: &BTreeMap<String, Cost>, resolution: Option<&str>) -> Option<PriceRange> {
    let named = resolution.and_then(|name| prices.get(name)).or_else(|| prices.get("any"));
    // A resolution without a price of its own is paid as the dearest one.
    let dearest = || prices.iter().max_by_key(|(name, _)| lines(name)).map(|(_, cost)| cost);
    named.or_else(dearest).map(|cost| cost.0)
}

fn at_least(prices: &BTreeMap<String, Cost>, seconds: f64) -> Option<PriceRange> {
    let mut lengths: Vec<(f64, Cost)> =
        prices.iter().filter_map(|(length, cost)| Some((length.parse().ok()?, *cost))).collect();
    lengths.sort_by(|a, b| a.0.total_cmp(&b.0));
    let fits = lengths.iter().find(|(length, _)| *length >= seconds - 1e-6);
    fits.or(lengths.last()).map(|(_, cost)| cost.0)
}
