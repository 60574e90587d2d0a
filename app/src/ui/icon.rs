//! Icons of the sprite `public/icons.svg`: 24 px, strokes of 1.5 px, our own drawings.

use leptos::prelude::*;

/// One icon. It says nothing to a screen reader: the words beside it do.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}
