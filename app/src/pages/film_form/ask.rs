//! The question before a change that costs edits or money.

use super::kept::Kept;
use crate::{
    api::projects::{AgreeToChange, DropChange},
    live::Live,
    ui::Act,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What the change that was sent would do, with the choice to save it; nothing where none waits.
#[component]
pub fn Ask(live: Live, kept: Kept) -> impl IntoView {
    let sentences = |list: &[String]| list.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
    let id = vec![("id", live.id.to_string())];
    let answered = Callback::new(move |()| kept.forget());
    move || {
        let (told, more) = live.view.with(|view| view.unsaved.as_ref().map(|own| (own.preview.clone(), own.more)))?;
        let lost = !told.lost.is_empty();
        Some(view! {
            <section class="ask" role="alert">
                <h2>"This change is not saved yet"</h2>
                <ul>{sentences(&told.says)}</ul>
                {lost.then(|| view! { <h3>"What cannot be kept"</h3><ul>{sentences(&told.lost)}</ul> })}
                {(!told.stays.is_empty()).then(|| view! { <ul class="dim">{sentences(&told.stays)}</ul> })}
                {(more > 0).then(|| view! { <p>"Another change, sent from another page, waits behind it and is asked about next."</p> })}
                <p class="dim">"Save it, or change the script below and save again. A saved change can be undone."</p>
                <div class="row">
                    <Act to=AgreeToChange::PATH fields=id.clone() done=answered><button type="submit" class="primary">"Save this change"</button></Act>
                    <Act to=DropChange::PATH fields=id.clone() done=answered><button type="submit" class="quiet">"Go back without it"</button></Act>
                </div>
            </section>
        })
    }
}
