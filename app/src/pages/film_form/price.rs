//! What the film will cost. The studio is asked: it reckons with the same steps and prices as on the film's own pages.

use crate::{
    api::projects::PriceFilm,
    post::post,
    ui::{encode, money},
};
use leptos::{html, prelude::*, server_fn::ServerFn, task::spawn_local};
use model::{ModelChoice, ProjectSettings, view::PriceView};
use std::time::Duration;
use wasm_bindgen::JsValue;

/// How long the form has to stand still before the studio is asked.
const PAUSE: Duration = Duration::from_millis(400);

/// As far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Price {
    Free,
    /// The studio is being asked.
    Asked,
    Is(PriceView),
    /// The studio could not tell, or was not reached.
    Untold,
}

impl Price {
    pub fn words(&self) -> String {
        match self {
            Self::Is(view) if view.unpriced => "at the provider's price".to_owned(),
            Self::Is(PriceView { covered: Some(0), .. }) => "drafts only, free".to_owned(),
            Self::Is(PriceView { covered: Some(covered), shots, covered_cents, .. }) => {
                format!("{covered} of {shots} shots, {}", about(*covered_cents))
            }
            Self::Is(view) => about(view.high_cents),
            Self::Free => "free".to_owned(),
            Self::Asked => "…".to_owned(),
            Self::Untold => "its price is shown first".to_owned(),
        }
    }

    /// What stands on the button, in cents; empty where nothing does.
    pub fn shown(&self) -> String {
        match self {
            Self::Is(view) if !view.unpriced => {
                view.covered.map_or(view.high_cents, |_| view.covered_cents).to_string()
            }
            _ => String::new(),
        }
    }

    /// The whole price, and how many shots of how many are covered, where the budget is too small.
    pub fn over(&self) -> Option<(i64, u32, u32)> {
        match self {
            Self::Is(view) => view.covered.map(|covered| (view.high_cents, covered, view.shots)),
            _ => None,
        }
    }
}

fn about(cents: i64) -> String {
    if cents == 0 { "free".to_owned() } else { format!("about {}", money(cents)) }
}

/// Everything is made by the studio itself.
fn is_own(settings: &ProjectSettings) -> bool {
    let spoken = [ModelChoice::voices(), ModelChoice::espeak()].contains(&settings.speech);
    let bought = [&settings.pictures, &settings.lips, &settings.composer];
    let made = (&settings.video, &settings.sound) == (&ModelChoice::animatic(), &ModelChoice::foley());
    made && spoken && bought == [&None; 3]
}

/// Asks for the price of what a form holds.
#[derive(Clone, Copy)]
pub struct Asking {
    pub price: RwSignal<Price>,
    /// Something that is chosen may cost money.
    pub paid: RwSignal<bool>,
    area: NodeRef<html::Textarea>,
    turn: StoredValue<u32>,
}

impl Asking {
    pub fn new(area: NodeRef<html::Textarea>, settings: &ProjectSettings) -> Self {
        let own = is_own(settings);
        Self {
            price: RwSignal::new(if own { Price::Free } else { Price::Asked }),
            paid: RwSignal::new(!own),
            area,
            turn: StoredValue::new(0),
        }
    }

    /// Asks once the form stands still; of several calls only the last one does.
    pub fn ask(self) {
        let turn = self.turn.with_value(|n| n + 1);
        self.turn.set_value(turn);
        let is_last = move || self.turn.try_get_value() == Some(turn);
        if !self.paid.get_untracked() {
            if self.price.with_untracked(|price| *price != Price::Free) {
                self.price.set(Price::Free);
            }
            return;
        }
        let asked = move || {
            // The page may be left by now: nothing of it is read before this is known.
            if !is_last() {
                return;
            }
            let form = self.area.get_untracked().and_then(|area| area.form());
            let Some(body) = form.and_then(|form| encode(&form, None).ok()) else { return };
            self.price.set(Price::Asked);
            spawn_local(async move {
                let answer =
                    post(PriceFilm::PATH, "application/x-www-form-urlencoded", &JsValue::from_str(&body)).await;
                let told = answer.ok().filter(|answer| answer.is_ok());
                let view = told.and_then(|answer| serde_json::from_slice(answer.text.as_bytes()).ok());
                if is_last() {
                    self.price.set(view.map_or(Price::Untold, Price::Is));
                }
            });
        };
        set_timeout(asked, PAUSE);
    }
}

/// The budget, what it covers, and how to raise it to what all of the film costs.
#[component]
pub fn Budget(cents: Option<i64>, asking: Asking) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let over = Memo::new(move |_| asking.price.with(Price::over));
    let raise = move |cents: i64| {
        if let Some(field) = field.get_untracked() {
            field.set_value(&format!("{}.{:02}", cents / 100, cents % 100));
            asking.ask();
        }
    };
    let value = cents.map(|cents| format!("{}.{:02}", cents / 100, cents % 100)).unwrap_or_default();
    view! {
        <label class="field budget-field">
            <span class="label">"Budget"<span class="unit">"$, never exceeded"</span></span>
            <input node_ref=field name="form[budget]" inputmode="decimal" placeholder="no limit" value=value autocomplete="off" on:input=move |_| asking.ask() />
        </label>
        {move || over.get().map(|(cents, covered, shots)| view! {
            <p class="hint waits" role="status">{match covered {
                0 => format!("This budget covers none of the {shots} shots; all stay drafts."),
                _ => format!("This budget covers {covered} of {shots} shots; the others stay drafts."),
            }}</p>
            <button type="button" on:click=move |_| raise(cents)>{format!("Raise it to {}: all {shots} shots", money(cents))}</button>
        })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_on_the_button_are_the_price_of_what_the_budget_covers() {
        let all = PriceView { low_cents: 150, high_cents: 196, shots: 6, ..PriceView::default() };
        assert_eq!(
            (Price::Is(all.clone()).words(), Price::Is(all.clone()).shown()),
            ("about $1.96".into(), "196".into())
        );
        let some = Price::Is(PriceView { covered: Some(3), covered_cents: 98, ..all.clone() });
        assert_eq!((some.words(), some.shown()), ("3 of 6 shots, about $0.98".into(), "98".into()));
        assert_eq!(some.over(), Some((196, 3, 6)));
        let unknown = Price::Is(PriceView { unpriced: true, ..all });
        assert_eq!((unknown.words(), unknown.shown()), ("at the provider's price".into(), String::new()));
        assert_eq!((Price::Free.words(), Price::Free.shown()), ("free".into(), String::new()));
    }

    #[test]
    fn nobody_is_asked_where_the_studio_makes_all_itself() {
        let own = ProjectSettings::default();
        assert!(is_own(&own));
        assert!(!is_own(&ProjectSettings { video: ModelChoice::new("kling", "kling-3.0"), ..own.clone() }));
        assert!(!is_own(&ProjectSettings { composer: Some(ModelChoice::new("a", "b")), ..own }));
    }
}
