//! The review of the shots, before the film leaves: to review, approved, or wants changes, with a note.

use crate::{
    api::reviews::{ApproveShots, ReviewShot, list_reviews},
    asked::ask,
    live::Live,
    ui::{Act, Choice, Icon, Input, Trouble},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use model::{ReviewState, Reviews, ShotReview};

/// The film's shots by the state of their review; which ones, the address says.
#[component]
pub fn Review(live: Live) -> impl IntoView {
    let query = use_query_map();
    let only = Memo::new(move |_| query.read().get("review"));
    let changes = RwSignal::new(0_u32);
    let made = Memo::new(move |_| live.view.with(|view| view.progress.done));
    let reviews = ask(move || (changes.get(), made.get(), only.get()), move |(_, _, only)| list_reviews(live.id, only));
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <section class="group" id="review">
            <h2>"Review the shots"</h2>
            <Transition fallback=|| ()>
                {move || Suspend::new(async move {
                    match reviews.await {
                        Ok(reviews) => view! { <Shots live reviews only=only.get_untracked() done /> }.into_any(),
                        Err(problem) => view! { <Trouble problem /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn Shots(live: Live, reviews: Reviews, only: Option<String>, done: Callback<()>) -> impl IntoView {
    let Reviews { to_review, approved, changes, unmade, shots, more } = reviews;
    if to_review + approved + changes == 0 {
        return view! { <p class="dim">"There is nothing to review yet: no shot is filmed."</p> }.into_any();
    }
    let at = format!("/projects/{}/export", live.id);
    let filter = |key: &'static str, words: &'static str, count: usize| {
        let current = only.as_deref() == Some(key);
        view! { <a href=format!("{at}?review={key}#review") aria-current=current.then_some("true")>{words} " " <span class="count">{count}</span></a> }
    };
    let nothing = shots.is_empty() && only.is_some();
    view! {
        <nav class="filters" aria-label="Which shots">
            {filter(ReviewState::ToReview.key(), ReviewState::ToReview.label(), to_review)}
            {filter(ReviewState::Changes.key(), ReviewState::Changes.label(), changes)}
            {filter(ReviewState::Approved.key(), ReviewState::Approved.label(), approved)}
            {filter("all", "All", to_review + changes + approved)}
        </nav>
        {(unmade > 0).then(|| view! { <p class="dim">{format!("{unmade} shots are not filmed yet.")}</p> })}
        {(to_review > 0).then(|| view! {
            <Act to=ApproveShots::PATH fields=vec![("id", live.id.to_string())] done=done>
                <button type="submit">{format!("Approve the {to_review} to review")}</button>
            </Act>
        })}
        {nothing.then(|| view! { <p class="dim">"There is no shot of this kind."</p> })}
        {only.is_some().then(|| view! {
            <ul class="reviews">{shots.into_iter().map(|shot| view! { <Shot live shot done /> }).collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="dim">{format!("{more} more follow when these are done.")}</p> })}
        })}
    }
    .into_any()
}

#[component]
fn Shot(live: Live, shot: ShotReview, done: Callback<()>) -> impl IntoView {
    let ShotReview { shot: id, number, scene, action, poster, state, note, changed } = shot;
    let class = match state {
        ReviewState::Approved => "made",
        ReviewState::Changes => "failed",
        ReviewState::ToReview => "quiet",
    };
    let icon = match state {
        ReviewState::Approved => "check",
        ReviewState::Changes => "alert",
        ReviewState::ToReview => "wait",
    };
    let states = ReviewState::ALL.iter().map(|state| (state.key().to_owned(), state.label().to_owned())).collect();
    let name = format!("Shot {number}");
    view! {
        <li>
            {poster.map(|url| view! { <img src=url alt="" loading="lazy" /> })}
            <div>
                <a href=format!("/projects/{}/edit?shot={id}", live.id)><strong>{name.clone()}</strong>{format!(" · scene {scene}")}</a>
                <small class="dim">{action}</small>
                <span class=format!("badge {class}")><Icon name=icon />{state.label()}</span>
                {changed.then(|| view! { <small class="why">"Filmed anew since it was reviewed."</small> })}
            </div>
            <Act to=ReviewShot::PATH fields=vec![("id", live.id.to_string()), ("shot", id.to_string())] class="row" done=done>
                <Choice label="State" name="state" options=states value=state.key().to_owned() />
                <Input label="Note" name="note" value=note />
                <button type="submit" class="small">"Save"<span class="visually-hidden">" the review of " {name}</span></button>
            </Act>
        </li>
    }
}
