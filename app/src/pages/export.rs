//! What leaves the studio.

mod hand_over;
mod places;
mod review;
mod share;
mod versions;

use super::frame::{Frame, Tab};
use crate::{
    api::projects::{BurnCaptions, DeleteProject},
    live::Live,
    ui::{Act, Icon, Tick, clock, size},
};
use hand_over::HandOver;
use leptos::{prelude::*, server_fn::ServerFn};
use model::RunState;
use review::Review;
use share::Share;
use versions::Versions;

#[component]
pub fn Export() -> impl IntoView {
    view! { <Frame tab=Tab::Export page=|live| view! { <Page live /> }.into_any() /> }
}

/// How far a film is that is being made.
#[component]
fn Making(live: Live) -> impl IntoView {
    let filming = Memo::new(move |_| live.view.with(|view| view.card.state == RunState::Filming));
    let finished = move || live.view.with(|view| view.progress.done + view.progress.failed);
    let all = move || live.view.with(|view| view.progress.total);
    move || {
        filming.get().then(|| view! {
            <div class="bar-row">
                <progress max=move || all().max(1).to_string() value=move || finished().to_string() aria-label="Shots made"></progress>
                <span class="tabular">{move || format!("{} of {} shots", finished(), all())}</span>
            </div>
        })
    }
}

/// That the film which can be downloaded is an older one, and what becomes of the newer.
#[component]
fn Older(live: Live) -> impl IntoView {
    let filming = Memo::new(move |_| live.view.with(|view| view.card.state == RunState::Filming));
    view! {
        <p class="hint waits" role="status">
            {move || if filming.get() {
                "The film is being made anew; this is the one before. The new one takes its place here."
            } else {
                "This film is older than your last changes."
            }}
        </p>
        {move || (!filming.get()).then(|| view! { <a class="button" href=format!("/projects/{}", live.id)>"See what is to be filmed"</a> })}
        <Making live />
    }
}

/// The shots of each maker, in words; drafts first.
fn made_by(live: Live) -> Vec<String> {
    live.view.with(|view| view.window.as_ref().map(|window| window.made_by.clone()).unwrap_or_default())
}

/// The film itself, to be seen once more before it leaves.
#[component]
fn Screen(live: Live) -> impl IntoView {
    let film = Memo::new(move |_| live.view.with(|view| view.film.clone()));
    let poster = Memo::new(move |_| live.view.with(|view| view.card.poster.clone()));
    let aspect = live.view.with_untracked(|view| view.settings.aspect.key().replace([':', '.'], "-"));
    view! {
        <div class=format!("export-screen a{aspect}")>
            <div class="frame">
                {move || match film.get() {
                    // A film that was made anew has the same address.
                    Some(film) => view! {
                        <video controls playsinline preload="metadata" poster=poster.get() aria-label="The film" src=format!("{}?{}", film.url, film.bytes)>
                            {film.captions_url.map(|url| view! { <track kind="captions" label="Captions" src=url /> })}
                        </video>
                    }.into_any(),
                    None => match poster.get() {
                        Some(url) => view! { <img src=url alt="A picture of the film" /> }.into_any(),
                        None => view! { <span class="leader"><Icon name="reel" /></span> }.into_any(),
                    },
                }}
            </div>
        </div>
    }
}

/// The film as it is, at once.
#[component]
fn Lead(live: Live) -> impl IntoView {
    let film = Memo::new(move |_| live.view.with(|view| view.film.clone()));
    let settings = live.view.with_untracked(|view| view.settings.clone());
    let (width, height) = settings.size();
    let at = move |file: &str| format!("/projects/{}/{file}", live.id);
    move || match film.get() {
        Some(film) => {
            let bytes = size(u64::try_from(film.bytes).unwrap_or_default());
            view! {
                <section class="export-lead">
                    <a class="button primary large" href=at("film.mp4") download="" rel="external"><Icon name="download" />"Download the film"</a>
                    <p class="dim tabular">{format!("MP4 · {} · {width} × {height} · {} frames a second · {bytes}", clock(film.seconds), settings.fps)}</p>
                    <HandOver live bytes=film.bytes />
                    {film.stale.then(|| view! { <Older live /> })}
                </section>
            }.into_any()
        }
        None => view! {
            <section class="export-lead">
                <p class="lead">"The film is not made yet. " <a href=at("")>"See how far it is."</a></p>
                <Making live />
            </section>
        }
        .into_any(),
    }
}

/// Everything that can be saved beside the film.
#[component]
fn Files(live: Live, ready: Signal<bool>) -> impl IntoView {
    let at = move |file: &str| format!("/projects/{}/{file}", live.id);
    let file = move |name: &'static str, title: &'static str, what: &'static str, ready: bool| {
        view! {
            <li>
                <div><strong>{title}</strong><span>{what}</span></div>
                {if ready {
                    view! { <a class="button" href=at(name) download="" rel="external"><Icon name="download" />"Download"<span class="visually-hidden">" " {title}</span></a> }.into_any()
                } else {
                    view! { <span class="dim">"when the film is made"</span> }.into_any()
                }}
            </li>
        }
    };
    view! {
        <section class="group">
            <h2>"Files"</h2>
            {move || {
                let ready = ready.get();
                view! {
                    <ul class="files">
                        {file("captions.vtt", "Captions, WebVTT", "for the web", ready)}
                        {file("captions.srt", "Captions, SubRip", "for video sites and editors", ready)}
                        {file("captions.ttml", "Captions, TTML", "for broadcasters", ready)}
                        {file("chapters.txt", "Scenes with their times", "for the description at a video site", ready)}
                        {file("poster.jpg", "A poster", "JPEG, a picture of the film", ready)}
                        {file("prompts.json", "Prompt list", "every shot with its prompt, to edit and bring back", true)}
                        {file("storyboard.zip", "Storyboard, pictures", "every panel as a picture, with a table", true)}
                        {file("archive.zip", "The whole project", "one archive that another studio can open", true)}
                    </ul>
                }
            }}
        </section>
    }
}

#[component]
fn Page(live: Live) -> impl IntoView {
    let ready = Signal::derive(move || live.view.with(|view| view.film.is_some()));
    let burn = live.view.with_untracked(|view| view.settings.burn_captions);
    view! {
        <main id="main" class="wide export">
            <h1 class="visually-hidden">"Export"</h1>
            <Screen live />
            <div class="export-ways">
                <Lead live />
                <Share live ready />
            </div>
            <div class="export-more">
                <Versions live ready />
                <div class="export-beside">
                    <Files live ready />
                    <Review live />
                    <section class="group">
                        <h2>"Captions in the picture"</h2>
                        <p>"The film carries a caption track that a player can switch on. Some places show no tracks: there, draw the words into the picture."</p>
                        <Act to=BurnCaptions::PATH fields=vec![("id", live.id.to_string())] class="inline">
                            <Tick label="Draw the captions into the picture" name="burn" checked=burn />
                            <button type="submit">"Save"</button>
                        </Act>
                    </section>
                    <section class="group">
                        <h2>"Who made what"</h2>
                        <ul class="made-by">{move || made_by(live).into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
                        <p class="dim">"The film's file says so, too: its comment names the shots that are drafts and who made the others."</p>
                    </section>
                    <details class="danger">
                        <summary>"Delete this film"</summary>
                        <p>"The script, all takes and the film are deleted for good. Export the archive first if you may want it again."</p>
                        <Act to=DeleteProject::PATH fields=vec![("id", live.id.to_string())]>
                            <button type="submit" class="danger">"Delete for good"</button>
                        </Act>
                    </details>
                </div>
            </div>
        </main>
    }
}
