//! What leaves the studio.

use super::frame::{Frame, Tab};
use crate::{
    api::projects::{BurnCaptions, DeleteProject},
    live::Live,
    ui::{Act, Icon, Tick, clock, size},
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn Export() -> impl IntoView {
    view! { <Frame tab=Tab::Export page=|live| view! { <Page live /> }.into_any() /> }
}

#[component]
fn Page(live: Live) -> impl IntoView {
    let film = Memo::new(move |_| live.view.with(|view| view.film.clone()));
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
    let settings = live.view.with_untracked(|view| view.settings.clone());
    let (burn, (width, height)) = (settings.burn_captions, settings.size());
    view! {
        <main id="main" class="narrow">
            <h1>"Export"</h1>
            {move || match film.get() {
                Some(film) => {
                    view! {
                        <section class="export-lead">
                            <a class="button primary large" href=at("film.mp4") download="" rel="external"><Icon name="download" />"Download the film"</a>
                            <p>
                                {format!("MP4, H.264 and AAC, {width} × {height}, {} frames a second, {}, {}. It starts playing before it is all there.", settings.fps, clock(film.seconds), size(u64::try_from(film.bytes).unwrap_or_default()))}
                            </p>
                            {film.stale.then(|| view! { <p class="why">"The project changed since this film was made. Film it again to take the changes in."</p> })}
                        </section>
                    }.into_any()
                }
                None => view! { <p class="lead">"The film is not made yet. " <a href=at("")>"See how far it is."</a></p> }.into_any(),
            }}
            <section class="group">
                <h2>"Captions in the picture"</h2>
                <p>"The film carries a caption track that a player can switch on. Some places show no tracks: there, draw the words into the picture."</p>
                <Act to=BurnCaptions::PATH fields=vec![("id", live.id.to_string())] class="inline">
                    <Tick label="Draw the captions into the picture" name="burn" checked=burn />
                    <button type="submit">"Save"</button>
                </Act>
            </section>
            <section class="group">
                <h2>"Files"</h2>
                {move || {
                    let ready = film.get().is_some();
                    view! {
                        <ul class="files">
                            {file("captions.vtt", "Captions, WebVTT", "for the web", ready)}
                            {file("captions.srt", "Captions, SubRip", "for video sites and editors", ready)}
                            {file("prompts.json", "Prompt list", "every shot with its prompt, to edit and bring back", true)}
                            {file("archive.zip", "The whole project", "one archive that another studio can open", true)}
                        </ul>
                    }
                }}
            </section>
            <p class="dim">"The film's metadata say that it holds generated material, and which parts are drafts drawn by the studio itself."</p>
            <details class="danger">
                <summary>"Delete this film"</summary>
                <p>"The script, all takes and the film are deleted for good. Export the archive first if you may want it again."</p>
                <Act to=DeleteProject::PATH fields=vec![("id", live.id.to_string())]>
                    <button type="submit" class="danger">"Delete for good"</button>
                </Act>
            </details>
        </main>
    }
}
