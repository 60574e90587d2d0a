//! The sample film, for whoever has none yet.

use crate::visit::Visit;
use leptos::prelude::*;

/// Shows the sample where it is made; nothing else until then.
#[component]
pub fn SampleFilm() -> impl IntoView {
    let visit = use_context::<Visit>();
    let film = move |()| {
        view! {
            <figure class="sample-film">
                <video controls=true playsinline=true preload="none" src="/sample.mp4" poster="/sample.jpg" aria-label="The Last Light, a sample film"></video>
                <figcaption>"“The Last Light”: a page of script, drawn, spoken and scored by this studio, for nothing."</figcaption>
            </figure>
        }
    };
    let shown = move || {
        visit.map(|visit| {
            Suspend::new(async move { visit.0.await.is_ok_and(|session| session.sample).then_some(()).map(film) })
        })
    };
    view! { <Suspense>{shown}</Suspense> }
}
