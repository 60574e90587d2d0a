//! The project form: a script beside what the studio understands of it, while it is written.

mod ask;
mod file;
mod form;
mod kept;
mod marks;
mod open;
mod outline;
mod price;
mod said;
mod settings;
mod sources;

use super::frame::{Frame, Tab};
use crate::{
    Problem,
    api::session::begin_visit,
    asked::ask,
    live::Live,
    ui::{Skeleton, Title, Trouble},
};
use form::Form;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::ProjectSettings;

/// `/new`, and `/new?sample=last-ferry`.
#[component]
pub fn NewFilm() -> impl IntoView {
    let person = ask(|| (), |()| begin_visit());
    let query = use_query_map();
    let sample = move || query.read().get("sample").and_then(|key| sample(&key));
    view! {
        <Title text="New film" />
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match person.await {
                    Ok(session) if session.person.is_some() => {
                        view! {
                            {move || {
                                let (title, script) = sample().map(|s| (s.title.to_owned(), s.text.to_owned())).unwrap_or_default();
                                view! { <Form title script settings=ProjectSettings::default() live=None /> }
                            }}
                        }.into_any()
                    }
                    Ok(_) => {
                        #[cfg(feature = "ssr")]
                        crate::server_side::send_to("/login?next=/new");
                        view! { <Trouble problem=Problem::new(401, "A film belongs to an account, so that nobody else can open it.") /> }.into_any()
                    }
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// A sample by its name; `two-hander` and the like name the kinds.
fn sample(key: &str) -> Option<&'static script::Sample> {
    let at = ["two-hander", "action", "prose", "shot-list"].iter().position(|kind| *kind == key);
    at.and_then(|at| script::samples().get(at)).or_else(|| script::samples().iter().find(|s| s.key == key))
}

/// The form of a film that exists.
#[component]
pub fn ScriptPage() -> impl IntoView {
    let page = |live: Live| {
        let turn = RwSignal::new(0_u32);
        let form = move |_| {
            // What was sent and is not saved yet is not typed again.
            let (title, script, settings) = live.view.with_untracked(|view| {
                let sent = view.unsaved.as_ref().map(|unsaved| unsaved.change.clone()).unwrap_or_default();
                (
                    sent.title.unwrap_or_else(|| view.card.title.clone()),
                    sent.script.unwrap_or_else(|| view.script.clone()),
                    sent.settings.unwrap_or_else(|| view.settings.clone()),
                )
            });
            view! { <Form title script settings live=Some((live, turn)) /> }
        };
        // Filled anew it is another form: nothing typed is left in it.
        view! { <For each=move || [turn.get()] key=|turn| *turn children=form /> }.into_any()
    };
    view! { <Frame tab=Tab::Script page /> }
}
