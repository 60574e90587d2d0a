//! Which outside model suits a shot, and which one films it.

use crate::{
    api::shots::FilmShotBy,
    live::Live,
    ui::{Act, Choice, Icon, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{
    ModelChoice, Shot, ShotId,
    view::{AdviceView, MakerView, VideoTakes},
};

/// What a person with keys can choose from, and what the studio would choose.
pub struct Hints {
    /// Every model that can film now.
    models: Vec<MakerView>,
    /// Every model that can draw.
    artists: Vec<MakerView>,
    advice: Vec<AdviceView>,
}

impl Hints {
    pub fn new(makers: Vec<MakerView>, advice: Vec<AdviceView>) -> Self {
        let (models, others): (Vec<_>, Vec<_>) = makers.into_iter().partition(|maker| maker.kind == "video");
        let models = models.into_iter().filter(|maker| maker.missing.is_none()).collect();
        let artists = others.into_iter().filter(|maker| maker.kind == "pictures").collect();
        Self { models, artists, advice }
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

    /// (key, words) to choose from.
    fn options(&self) -> Vec<(String, String)> {
        self.models.iter().map(|maker| (maker.choice.key(), maker.label.clone())).collect()
    }

    fn of(&self, shot: ShotId) -> Option<AdviceView> {
        self.advice.iter().find(|advice| advice.shot == shot).cloned()
    }
}

/// Nothing where only the studio itself can film.
#[component]
pub fn Suited(live: Live, shot: RwSignal<Shot>, id: ShotId, hints: StoredValue<Hints>) -> impl IntoView {
    let advice = hints.with_value(|hints| hints.of(id))?;
    let fields = vec![("id", live.id.to_string()), ("shot", id.to_string())];
    let mut take_it = fields.clone();
    take_it.push(("video", advice.choice.key()));
    let own = live.view.with_untracked(|view| view.settings.video.clone());
    let now = Memo::new(move |_| shot.with(|shot| shot.video.as_ref().unwrap_or(&own).key()));
    let suits = advice.choice.key();
    let taken = Memo::new(move |_| now.with(|now| *now == suits));
    let facts = [
        advice.resolution.clone(),
        Some(format!("{:.0} s", advice.seconds)),
        advice.cents.map(|cents| format!("about {}", money(cents))),
    ];
    let facts: String = facts.into_iter().flatten().map(|fact| format!(" · {fact}")).collect();
    Some(view! {
        <details class="suited">
            <summary>
                <Icon name="reel" />
                <span>{move || if taken.get() { "Well chosen: " } else { "Suits this shot: " }}<strong>{advice.label}</strong>{facts}</span>
            </summary>
            <ul class="dim">{advice.why.into_iter().map(|why| view! { <li>{why}</li> }).collect_view()}</ul>
            <div class="row">
                <Act to=FilmShotBy::PATH fields=take_it><button type="submit" class="small" disabled=move || taken.get()>"Film it with this"</button></Act>
                <Act to=FilmShotBy::PATH fields=fields class="row">
                    <Choice label="Filmed by" name="video" options=hints.with_value(Hints::options) value=now />
                    <button type="submit" class="small">"Keep"</button>
                </Act>
            </div>
        </details>
    })
}
