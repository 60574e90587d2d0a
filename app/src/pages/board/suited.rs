//! Which outside model suits a shot, and which one films it.

use super::super::edit::auto::Auto;
use crate::{
    api::shots::{FilmShotBy, list_advice},
    live::{Live, Row},
    ui::{Act, Icon, Maker, Models, MoreModels, money},
};
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use model::{
    ModelChoice, Shot, ShotId,
    view::{AdviceView, MakerView, VideoTakes},
};
use std::collections::HashMap;

/// What a person with keys can choose from, and what the studio would choose.
pub struct Hints {
    /// Every model that can film now.
    models: Vec<MakerView>,
    /// Every model that can draw.
    artists: Vec<MakerView>,
    /// Of the shots that are shown, and of those that were.
    advice: RwSignal<HashMap<ShotId, Option<AdviceView>>>,
}

impl Hints {
    pub fn new(makers: Vec<MakerView>, advice: Vec<AdviceView>) -> Self {
        let (models, others): (Vec<_>, Vec<_>) = makers.into_iter().partition(|maker| maker.kind == "video");
        let models = models.into_iter().filter(|maker| maker.missing.is_none()).collect();
        let artists = others.into_iter().filter(|maker| maker.kind == "pictures").collect();
        let advice = advice.into_iter().map(|advice| (advice.shot, Some(advice))).collect();
        Self { models, artists, advice: RwSignal::new(advice) }
    }

    /// Of all models, whether the page needs to know of this one.
    pub fn needs(maker: &MakerView) -> bool {
        maker.kind == "pictures" || (maker.kind == "video" && maker.missing.is_none())
    }

    /// Asks for what suits the shots that come into view.
    pub fn follow(&self, live: Live) {
        let advice = self.advice;
        // Where nobody else can film, nothing is advised of any shot.
        if advice.with_untracked(HashMap::is_empty) {
            return;
        }
        Effect::new(move |before: Option<()>| {
            let known = |row: &&Row| !advice.with_untracked(|advice| advice.contains_key(&row.id));
            let new: Vec<ShotId> = live.rows.with(|rows| rows.iter().filter(known).map(|row| row.id).collect());
            if new.is_empty() || before.is_none() {
                return;
            }
            advice.update(|advice| advice.extend(new.iter().map(|shot| (*shot, None))));
            spawn_local(async move {
                let more = list_advice(live.id, new).await.unwrap_or_default();
                advice.try_update(|advice| advice.extend(more.into_iter().map(|more| (more.shot, Some(more)))));
            });
        });
    }

    /// Somebody films from pictures.
    pub fn film_from_pictures(&self) -> bool {
        self.models.iter().any(|maker| maker.takes.first_frame)
    }

    /// Who draws a picture for shots that have none; `None` where nobody is to.
    pub fn draws(&self, live: &Live) -> Option<String> {
        let chosen = live.view.with_untracked(|view| view.settings.pictures.clone())?;
        let maker = self.artists.iter().find(|maker| maker.choice == chosen);
        Some(maker.map_or(chosen.model, |maker| maker.name.clone()))
    }

    /// A model's name and what it takes beside the prompt; `None` where it cannot film now.
    pub fn takes_of(&self, choice: &ModelChoice) -> Option<(&str, VideoTakes)> {
        let maker = self.models.iter().find(|maker| maker.choice == *choice)?;
        Some((&maker.name, maker.takes))
    }

    /// What a shot can be filmed by: first what suits it, then what is advised; what is set is in sight, too.
    fn options(&self, suits: &ModelChoice, set: &ModelChoice) -> Models {
        Models::of(self.models.iter()).with(set, false).with(suits, true)
    }

    fn of(&self, shot: ShotId) -> Option<AdviceView> {
        self.advice.with(|advice| advice.get(&shot).cloned().flatten())
    }
}

/// Nothing where only the studio itself can film.
#[component]
pub fn Suited(live: Live, shot: RwSignal<Shot>, id: ShotId, hints: StoredValue<Hints>) -> impl IntoView {
    let advice = Memo::new(move |_| hints.with_value(|hints| hints.of(id)));
    move || advice.get().map(|advice| view! { <Advised live shot id hints advice /> })
}

#[component]
fn Advised(
    live: Live,
    shot: RwSignal<Shot>,
    id: ShotId,
    hints: StoredValue<Hints>,
    advice: AdviceView,
) -> impl IntoView {
    let fields = vec![("id", live.id.to_string()), ("shot", id.to_string())];
    let mut take_it = fields.clone();
    take_it.push(("video", advice.choice.key()));
    let own = live.view.with_untracked(|view| view.settings.video.clone());
    let set = shot.with_untracked(|shot| shot.video.as_ref().unwrap_or(&own).clone());
    let options = hints.with_value(|hints| hints.options(&advice.choice, &set));
    let is_short = !options.others.is_empty();
    let now = Memo::new(move |_| shot.with(|shot| shot.video.as_ref().unwrap_or(&own).key()));
    let suits = advice.choice.key();
    let taken = Memo::new(move |_| now.with(|now| *now == suits));
    let facts = [
        advice.resolution.clone(),
        Some(format!("{:.0} s", advice.seconds)),
        advice.cents.map(|cents| format!("about {}", money(cents))),
    ];
    let facts: String = facts.into_iter().flatten().map(|fact| format!(" · {fact}")).collect();
    view! {
        <details class="suited">
            <summary>
                <Icon name="reel" />
                <span>{move || if taken.get() { "Well chosen: " } else { "Suits this shot: " }}<strong>{advice.label}</strong>{facts}</span>
            </summary>
            <ul class="dim">{advice.why.into_iter().map(|why| view! { <li>{why}</li> }).collect_view()}</ul>
            <div class="row">
                <Act to=FilmShotBy::PATH fields=take_it><button type="submit" class="small" disabled=move || taken.get()>"Film it with this"</button></Act>
                <Auto to=FilmShotBy::PATH fields=fields class="row" button="Keep">
                    <Maker label="Filmed by" name="video" options value=now />
                </Auto>
                {is_short.then(|| view! { <MoreModels /> })}
            </div>
        </details>
    }
}
