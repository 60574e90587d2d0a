//! Which model suits each shot of a film.

use crate::{
    Error, Studio,
    brief::{self, Project},
};
use model::{ModelChoice, ProjectId, Shot, ShotId, UserId, view::AdviceView};
use providers::{Advice, Kind, Wish};
use std::collections::HashMap;
use store::{projects, shots};

impl Studio {
    /// For every shot the model that suits it best, among those that the person has keys for; nothing where there are none. In the
    /// order of the film.
    pub async fn advice(&self, who: UserId, id: ProjectId) -> Result<Vec<AdviceView>, Error> {
        self.advice_for(who, id, None).await
    }

    /// As [`Studio::advice`], for some shots of the film only.
    pub async fn advice_for(
        &self,
        who: UserId,
        id: ProjectId,
        only: Option<&[ShotId]>,
    ) -> Result<Vec<AdviceView>, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        let spent = shots::counts(&mut conn, id).await?.cost_cents;
        let accounts = self.accounts(&mut conn, who).await?;
        let registry = accounts.registry(self.registry());
        drop(conn);
        let list = rows.iter().map(brief::shot).collect::<Result<Vec<Shot>, _>>()?;
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for name in list.iter().flat_map(|shot| &shot.cast) {
            *seen.entry(name).or_default() += 1;
        }
        let catalogue = registry.catalogue();
        let usable = |choice: &ModelChoice| self.missing_of(&accounts, &registry, Kind::Video, choice).is_none();
        let (width, height) = project.settings.size();
        let left_cents = project.settings.budget_cents.map(|budget| budget.saturating_sub(spent));
        let wanted = |shot: &&Shot| only.is_none_or(|only| only.contains(&shot.id));
        let views = list.iter().filter(wanted).filter_map(|shot| {
            let recurs = shot.cast.iter().find(|name| seen.get(name.as_str()).is_some_and(|count| *count > 1));
            let recurs = recurs.map(String::as_str);
            let has_picture = |name: &&String| project.head.character(name).is_some_and(|own| own.picture.is_some());
            let pictured = shot.cast.iter().find(has_picture).map(String::as_str);
            let wish = Wish { shot, width, height, recurs, pictured, left_cents };
            let advice = catalogue.advise(wish, usable)?;
            let Advice { choice, resolution, seconds, price, why } = advice;
            Some(AdviceView {
                shot: shot.id,
                chosen: *shot.video.as_ref().unwrap_or(&project.settings.video) == choice,
                label: catalogue.name(&choice),
                resolution,
                seconds,
                cents: price.map(|price| price.high.cents_up()),
                why,
                choice,
            })
        });
        Ok(views.collect())
    }
}
