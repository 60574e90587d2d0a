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
    /// (key, words) of every model that can film now.
    models: Vec<(String, String)>,
    /// What each of them takes beside the prompt.
    takes: Vec<VideoTakes>,
    advice: Vec<AdviceView>,
}

pub(super) fn key(choice: &ModelChoice) -> String {
    format!("{}/{}", choice.provider, choice.model)
}

impl Hints {
    pub fn new(makers: Vec<MakerView>, advice: Vec<AdviceView>) -> Self {
        let able = makers.into_iter().filter(|maker| maker.kind == "video" && maker.missing.is_none());
        let (models, takes) = able.map(|maker| ((key(&maker.choice), maker.label), maker.takes)).unzip();
        Self { models, takes, advice }
    }

    /// Somebody films from pictures.
    pub fn film_from_pictures(&self) -> bool {
        self.takes.iter().any(|takes| takes.first_frame)
    }

    /// A model's name and what it takes beside the prompt; `None` where it cannot film now.
    pub fn takes_of(&self, choice: &str) -> Option<(String, VideoTakes)> {
        let at = self.models.iter().position(|(known, _)| known == choice)?;
        let (_, label) = self.models.get(at)?;
        let name = label.split_once(" · ").map_or(label.as_str(), |(name, _)| name);
        Some((name.to_owned(), *self.takes.get(at)?))
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
    take_it.push(("video", key(&advice.choice)));
    let own = live.view.with_untracked(|view| view.settings.video.clone());
    let now = Memo::new(move |_| shot.with(|shot| key(shot.video.as_ref().unwrap_or(&own))));
    let suits = key(&advice.choice);
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
                    <Choice label="Filmed by" name="video" options=hints.with_value(|hints| hints.models.clone()) value=now />
                    <button type="submit" class="small">"Keep"</button>
                </Act>
            </div>
        </details>
    })
}
