//! How the outside services are, and what was bought there.

use crate::{Error, Studio};
use model::{
    UserId,
    view::{ProviderHealth, ProviderView, VoiceView},
};
use providers::Health;
use std::collections::BTreeMap;
use store::figures;

impl Studio {
    /// Every outside service of the catalogue, with the figures of one person's films, or, without a person, of everybody's: the
    /// caller has checked that an operator asks. By name.
    pub async fn provider_views(&self, who: Option<UserId>) -> Result<Vec<ProviderView>, Error> {
        let mut conn = self.store().conn().await?;
        let bought = figures::of(&mut conn, who).await?;
        let failures = figures::failures(&mut conn, who).await?;
        drop(conn);
        let catalogue = self.registry().catalogue();
        let known = catalogue.providers().filter(|(_, entry)| !entry.built_in).map(|(name, _)| name.to_owned());
        let names = known.chain(bought.iter().map(|figures| figures.provider.clone()));
        let mut views: BTreeMap<String, ProviderView> =
            names.map(|name| (name.clone(), self.unused_provider(name))).collect();
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        for figures in bought {
            let Some(view) = views.get_mut(&figures.provider) else { continue };
            (view.calls, view.open, view.done) = (count(figures.calls), count(figures.open), count(figures.done));
            (view.wait_p50, view.wait_p95) = (figures.wait_p50, figures.wait_p95);
            view.spent_cents = figures.spent_cents;
        }
        for failed in failures {
            if let Some(view) = views.get_mut(&failed.provider) {
                view.failed.insert(failed.class, count(failed.count));
            }
        }
        Ok(views.into_values().collect())
    }

    fn unused_provider(&self, provider: String) -> ProviderView {
        let (health, failing, rests_for) = match self.registry().health(&provider) {
            Health::Fine => (ProviderHealth::Fine, 0, None),
            Health::Failing { failures } => (ProviderHealth::Failing, failures, None),
            Health::Resting { left } => (ProviderHealth::Resting, 0, Some(left.as_secs_f64())),
        };
        let label = self.registry().catalogue().label(&provider).to_owned();
        ProviderView { provider, label, health, failing, rests_for, ..ProviderView::default() }
    }

    /// The voices that a provider is known to have.
    ///
    /// # Errors
    /// When the catalogue knows no such provider.
    pub fn voices_of(&self, provider: &str) -> Result<Vec<VoiceView>, Error> {
        match self.registry().catalogue().provider(provider) {
            Some(_) => Ok(self.registry().voices(provider)),
            None => Err(Error::refused("There is no provider of that name. GET /api/v1/makers names them.")),
        }
    }
}
