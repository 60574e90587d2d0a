//! All films of a person.

use crate::{
    api::projects::list_projects,
    asked::ask,
    ui::{Icon, RunBadge, SampleFilm, Skeleton, Title, Trouble, When, clock, money},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::view::{CARDS, ProjectCard};

#[component]
pub fn Projects() -> impl IntoView {
    let query = use_query_map();
    let before = move || query.read().get("before").and_then(|id| id.parse().ok());
    let cards = ask(before, list_projects);
    let before_none = move || before().is_none();
    view! {
        <Title text="Films" />
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match cards.await {
                    Ok(cards) if cards.is_empty() && before_none() => view! { <Empty /> }.into_any(),
                    Ok(cards) => view! { <Shelf cards /> }.into_any(),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// Whoever has no more films than this is still finding out.
const FEW: usize = 6;

#[component]
fn Shelf(cards: Vec<ProjectCard>) -> impl IntoView {
    let count = cards.len();
    // A full page may have another one behind it.
    let next = cards.last().filter(|_| count >= CARDS).map(|card| format!("/?before={}", card.id));
    view! {
        <main id="main" class="wide">
            <div class="page-head">
                <h1>"Films" <span class="count">{count}</span></h1>
                <a class="button primary" href="/new"><Icon name="plus" />"New film"</a>
            </div>
            <ul class="shelf">{cards.into_iter().map(|card| view! { <Poster card /> }).collect_view()}</ul>
            {next.map(|next| view! { <p><a class="button" href=next>"Older films"</a></p> })}
            {(count < FEW).then(|| view! { <Samples title="More scripts to try" /> })}
        </main>
    }
}

/// One film: the poster frame, and the film itself under the pointer.
#[component]
fn Poster(card: ProjectCard) -> impl IntoView {
    let video = NodeRef::<leptos::html::Video>::new();
    let over = RwSignal::new(false);
    let film = card.film.clone();
    let has_film = film.is_some();
    let play = move |on: bool| {
        over.set(on && has_film);
        if let Some(video) = video.get_untracked() {
            if on {
                if let Ok(promise) = video.play() {
                    leptos::task::spawn_local(async move {
                        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
                    });
                }
            } else {
                let _ = video.pause();
            }
        }
    };
    let made = format!("{} of {} shots", card.clips_done, card.shots);
    view! {
        <li class="poster-card">
            <a href=format!("/projects/{}", card.id) on:mouseenter=move |_| play(true) on:mouseleave=move |_| play(false)>
                <span class="frame">
                    {match card.poster {
                        Some(poster) => view! { <img src=poster alt="" loading="lazy" decoding="async" /> }.into_any(),
                        None => view! { <span class="leader" aria-hidden="true"><Icon name="reel" /></span> }.into_any(),
                    }}
                    {move || {
                        over.get()
                            .then(|| film.clone())
                            .flatten()
                            .map(|film| view! { <video node_ref=video src=film muted=true loop=true autoplay=true playsinline=true tabindex="-1" aria-hidden="true"></video> })
                    }}
                    <span class="length">{clock(card.seconds)}</span>
                </span>
                <span class="film-title">{card.title}</span>
            </a>
            <p class="meta">
                <RunBadge state=card.state />
                <span>{made}</span>
                <span>{money(card.cost_cents)}</span>
                <When at=card.updated_at />
            </p>
        </li>
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <main id="main" class="narrow first-reel">
            <h1>"Your first film is a minute away"</h1>
            <p class="lead">
                "Bring a script: a screenplay, a shot list, a story. The studio draws it, speaks it and scores it. This first cut costs nothing."
            </p>
            <p><a class="button primary large" href="/new"><Icon name="plus" />"New film"</a></p>
            <SampleFilm />
            <Samples title="Or open a sample" />
        </main>
    }
}

/// Scripts of our own to start from.
#[component]
fn Samples(title: &'static str) -> impl IntoView {
    let row = |sample: &'static script::Sample| {
        view! {
            <li>
                <a href=format!("/new?sample={}", sample.key)>
                    <span class="film-title">{sample.title}</span>
                    <span>{sample.blurb}</span>
                </a>
            </li>
        }
    };
    view! {
        <section class="group">
            <h2>{title}</h2>
            <ul class="samples">{script::samples().iter().map(row).collect_view()}</ul>
        </section>
    }
}
