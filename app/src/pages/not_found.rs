use crate::{Problem, ui::Trouble};
use leptos::prelude::*;

/// An address that no page answers.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! { <Trouble problem=Problem::new(404, "There is nothing at this address. Perhaps the film was deleted, or the link is incomplete.") /> }
}
