//! What a film that is written, but not filmed, will cost.

use super::{
    next,
    to_film::{changed, give_finish, lacks_something, needs_credit, shots},
};
use crate::live::Live;
use leptos::prelude::*;
use model::RunState;

/// Beside the prompts and in the editing room: what is not filmed yet, and for how much it will be.
#[component]
pub fn Bill(live: Live) -> impl IntoView {
    let state = Memo::new(move |_| live.view.with(|view| view.card.state));
    let to_make = move || live.view.with(|view| view.progress.to_make as usize);
    let count = Memo::new(move |_| if state.get() == RunState::Draft { to_make() } else { changed(live) });
    let all = move || live.view.with(|view| view.progress.total as usize);
    move || {
        let count = count.get();
        let words = match state.get() {
            RunState::Draft if count < all() => {
                format!("{} of {} are made already and cost nothing.", all() - count, all())
            }
            RunState::Draft => "Nothing is filmed yet.".to_owned(),
            RunState::Failed => format!("{} not filmed yet.", shots(count)),
            _ => format!("{} changed since the film was made.", shots(count)),
        };
        if count == 0 && lacks_something(live) {
            let words = "The film's music is not composed yet.";
            return Some(
                view! { <div class="bill" role="status"><p>{words}</p>{needs_credit(live)}{give_finish(live)}</div> }
                    .into_any(),
            );
        }
        (count > 0)
            .then(|| view! { <div class="bill" role="status"><p>{words}</p>{needs_credit(live)}<next::Film live command="start" words=format!("Film {}", shots(count)) /></div> }.into_any())
    }
}
