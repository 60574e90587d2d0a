//! What several pages offer for the fields of a shot.

use crate::live::Live;
use leptos::prelude::*;
use model::{CameraMove, Framing};

/// The id of the list of a film's places.
pub const PLACES: &str = "places";

/// The film's places, for fields that name one.
#[component]
pub fn PlaceNames(live: Live) -> impl IntoView {
    let names = Memo::new(move |_| {
        live.view.with(|view| view.list.locations.iter().map(|place| place.name.clone()).collect::<Vec<_>>())
    });
    view! {
        <datalist id=PLACES>
            {move || names.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
        </datalist>
    }
}

/// The choices of a vocabulary, as a form shows them.
pub fn framings() -> Vec<(String, String)> {
    Framing::ALL.iter().map(|f| (f.key().to_owned(), f.label().to_owned())).collect()
}

pub fn cameras() -> Vec<(String, String)> {
    CameraMove::ALL.iter().map(|c| (c.key().to_owned(), c.label().to_owned())).collect()
}
