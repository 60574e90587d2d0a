//! The prompt list: every shot's prompt edited in place, and shots split, merged, moved, inserted and deleted.

mod frames;
mod looks;
mod suited;

use super::frame::{Frame, Tab, scene_before, shape};
use super::part::{FilmScene, FilmShot};
use crate::{
    api::{
        film::{ChangeCharacter, ChangeLocation},
        projects::{list_makers, list_voices},
        shots::{ArrangeShot, ChangeShot, InsertShot, MoveShot, list_advice},
    },
    asked::{ask, ask_beside},
    live::{Live, Row},
    ui::{Act, Area, Choice, ClipBadge, Icon, Input, Skeleton, clock},
};
use frames::Frames;
use leptos::{prelude::*, server_fn::ServerFn};
use looks::{KlingElement, Looks};
use model::{CameraMove, Framing, LineKind, view::VideoTakes};
use suited::{Hints, Suited};

#[component]
pub fn Board() -> impl IntoView {
    view! { <Frame tab=Tab::Board page=|live| view! { <Page live /> }.into_any() /> }
}

/// The choices of a vocabulary, as a form shows them.
pub fn framings() -> Vec<(String, String)> {
    Framing::ALL.iter().map(|f| (f.key().to_owned(), f.label().to_owned())).collect()
}

pub fn cameras() -> Vec<(String, String)> {
    CameraMove::ALL.iter().map(|c| (c.key().to_owned(), c.label().to_owned())).collect()
}

#[component]
fn Page(live: Live) -> impl IntoView {
    let total = move || live.rows.with(Vec::len);
    let seconds = move || live.offsets().last().copied().unwrap_or(0.0);
    let hints = ask(
        || (),
        move |()| async move { (list_makers().await.unwrap_or_default(), list_advice(live.id).await.unwrap_or_default()) },
    );
    view! {
        <main id="main" class=format!("wide board {}", shape(live))>
            <div class="page-head">
                <h1>"Prompts" <span class="count">{total}</span></h1>
                <p class="dim tabular">{move || clock(seconds())}</p>
                <div class="spacer"></div>
                <a class="button" href=format!("/projects/{}/prompts.json", live.id) download="" rel="external"><Icon name="download" />"prompts.json"</a>
                <details class="drop">
                    <summary class="button">"Bring back a prompt list"</summary>
                    <form class="sheet" action=format!("/projects/{}/prompts", live.id) method="post" enctype="multipart/form-data">
                        <label class="field"><span class="label">"prompts.json"</span><input type="file" name="file" accept=".json,application/json" required=true /></label>
                        <p class="dim">"It replaces the list. Shots that are the same keep their clips, and Undo brings the old list back."</p>
                        <button type="submit">"Replace the list"</button>
                    </form>
                </details>
            </div>
            <Cast live />
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    let (makers, advice) = hints.await;
                    let hints = StoredValue::new(Hints::new(makers, advice));
                    view! {
                        <ol class="panels">
                            <For each=move || live.rows.get() key=|row| row.id let:row>
                                <Panel live row hints />
                            </For>
                        </ol>
                    }
                })}
            </Suspense>
        </main>
    }
}

/// Who and where: one description each, for the whole film.
#[component]
fn Cast(live: Live) -> impl IntoView {
    let voices_and_makers = ask_beside(
        || (),
        |()| async { (list_voices().await.unwrap_or_default(), list_makers().await.unwrap_or_default()) },
    );
    let people = Memo::new(move |_| live.view.with(|view| view.list.characters.clone()));
    let places = Memo::new(move |_| live.view.with(|view| view.list.locations.clone()));
    let id = live.id.to_string();
    let (id_a, id_b) = (id.clone(), id);
    view! {
        <details class="cast">
            <summary>
                <h2>"Cast and places"</h2>
                <span class="dim">{move || people.with(|people| people.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", "))}</span>
            </summary>
            <Suspense>
                {move || {
                    let id = id_a.clone();
                    Suspend::new(async move {
                        let (voices, makers) = voices_and_makers.await;
                        let can = |takes: fn(&VideoTakes) -> bool| makers.iter().any(|maker| maker.missing.is_none() && takes(&maker.takes));
                        let (looks, elements) = (can(|takes| takes.references), can(|takes| takes.elements));
                        let options: Vec<(String, String)> = std::iter::once((String::new(), "cast by the studio".to_owned()))
                            .chain(voices.into_iter().map(|voice| (voice.id, voice.label)))
                            .collect();
                        let options = StoredValue::new(options);
                        let cards = move || people.get().into_iter().map(|person| {
                            let fields = vec![("id", id.clone()), ("name", person.name.clone())];
                            view! {
                                <li class="sheet-card">
                                    <h3>{person.name.clone()}</h3>
                                    <Act to=ChangeCharacter::PATH fields=fields>
                                        <Area label="What the camera sees" name="description" value=person.description />
                                        <Choice label="Voice" name="voice" options=options.get_value() value=person.voice.unwrap_or_default() />
                                        <button type="submit" class="small">"Save"</button>
                                    </Act>
                                    {(elements || person.element.is_some()).then(|| view! { <KlingElement live name=person.name.clone() element=person.element /> })}
                                    {(looks || person.picture.is_some()).then(|| view! { <Looks live name=person.name picture=person.picture /> })}
                                </li>
                            }
                        }).collect_view();
                        view! { <ul class="sheets">{cards}</ul> }
                    })
                }}
            </Suspense>
            <ul class="sheets">
                {move || places.get().into_iter().map(|place| {
                    let fields = vec![("id", id_b.clone()), ("name", place.name.clone())];
                    view! {
                        <li class="sheet-card">
                            <h3>{place.name}</h3>
                            <Act to=ChangeLocation::PATH fields=fields>
                                <Area label="What the camera sees there" name="description" value=place.description />
                                <button type="submit" class="small">"Save"</button>
                            </Act>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </details>
    }
}

#[component]
fn Panel(live: Live, row: Row, hints: StoredValue<Hints>) -> impl IntoView {
    let Row { id, clip, shot } = row;
    let own = StoredValue::new(vec![("id", live.id.to_string()), ("shot", id.to_string())]);
    let with = move |name: &'static str, value: String| {
        let mut fields = own.get_value();
        fields.push((name, value));
        fields
    };
    let at = Memo::new(move |_| live.rows.with(|rows| rows.iter().position(|row| row.id == id).unwrap_or(0)));
    let last = Memo::new(move |_| live.rows.with(|rows| at.get() + 1 >= rows.len()));
    // Moving up means: after the one before the one before. An empty id means first.
    let neighbour = move |step: isize| {
        live.rows.with(|rows| {
            at.get()
                .checked_add_signed(step)
                .and_then(|i| rows.get(i))
                .map_or_else(String::new, |row| row.id.to_string())
        })
    };
    let up = Signal::derive(move || with("after", neighbour(-2)));
    let down = Signal::derive(move || with("after", neighbour(1)));
    let insert = Signal::derive(move || {
        vec![("id", live.id.to_string()), ("after", id.to_string()), ("scene", shot.with(|shot| shot.scene.clone()))]
    });
    let heading = scene_before(live, row);
    let arrange = move |verb: &'static str, icon: &'static str, words: &'static str| {
        view! {
            <Act to=ArrangeShot::PATH fields=with("verb", verb.to_owned())>
                <button type="submit" class="small quiet" data-verb=verb><Icon name=icon />{words}</button>
            </Act>
        }
    };
    let value = move |read: fn(&model::Shot) -> String| Signal::derive(move || shot.with(read));
    let state = Signal::derive(move || clip.with(|clip| clip.state));
    let poster = Memo::new(move |_| clip.with(|clip| clip.poster.clone()));
    view! {
        <li class="panel" id=format!("shot-{id}") data-shot=id.to_string()>
            {move || heading.get().map(|(number, words)| view! { <h2 class="scene-heading"><span class="tabular">{number}</span> {words}</h2> })}
            <div class="panel-body">
                <div class="panel-side">
                    <a class="frame" href=format!("/projects/{}/edit?shot={id}", live.id)>
                        {move || match poster.get() {
                            Some(url) => view! { <img src=url alt="" loading="lazy" decoding="async" /> }.into_any(),
                            None => view! { <span class="leader"></span> }.into_any(),
                        }}
                        <span class="number">{move || shot.with(|shot| shot.number.clone())}</span>
                        <span class="visually-hidden">"Open shot in the editing room"</span>
                    </a>
                    <p class="state-row"><ClipBadge state /></p>
                </div>
                <Act to=ChangeShot::PATH fields=own.get_value() class="panel-form">
                    <Area label="Prompt" name="prompt" class="prompt" rows="4" value=value(|shot| shot.prompt.clone()) />
                    <div class="row">
                        <Choice label="Framing" name="framing" options=framings() value=value(|shot| shot.framing.key().to_owned()) />
                        <Choice label="Camera" name="camera" options=cameras() value=value(|shot| shot.camera.key().to_owned()) />
                        <Input label="Length" unit="s" name="seconds" kind="number" step="0.1" min="1" max="60" value=value(|shot| format!("{:.1}", shot.seconds)) />
                        <button type="submit">"Save"</button>
                    </div>
                    <ul class="said">
                        {move || shot.with(|shot| shot.lines.iter().map(|line| view! {
                            <li><b>{line.speaker.clone().unwrap_or_else(|| if line.kind == LineKind::Narration { "Narrator" } else { "—" }.to_owned())}</b> " " {line.text.clone()}</li>
                        }).collect_view())}
                    </ul>
                </Act>
            </div>
            <Suited live shot id hints />
            <Frames live shot id hints />
            <div class="panel-tools">
                <FilmShot live row />
                {move || heading.get().map(|_| view! { <FilmScene live row /> })}
                <Act to=MoveShot::PATH fields=up><button type="submit" class="small quiet" data-verb="up" disabled=move || at.get() == 0><Icon name="up" />"Earlier"</button></Act>
                <Act to=MoveShot::PATH fields=down><button type="submit" class="small quiet" data-verb="down" disabled=move || last.get()><Icon name="down" />"Later"</button></Act>
                {arrange("split", "cut", "Split")}
                <Act to=ArrangeShot::PATH fields=with("verb", "merge".to_owned())>
                    <button type="submit" class="small quiet" data-verb="merge" disabled=move || last.get()><Icon name="join" />"Join with next"</button>
                </Act>
                {arrange("delete", "bin", "Delete")}
                <details class="drop">
                    <summary class="button small quiet"><Icon name="plus" />"Insert after"</summary>
                    <Act to=InsertShot::PATH fields=insert class="sheet" reset=true>
                        <Area label="What happens" name="action" value="" />
                        <div class="row">
                            <Choice label="Framing" name="framing" options=framings() value="medium" />
                            <Input label="Length" unit="s" name="seconds" kind="number" step="0.1" min="1" max="60" value="4" />
                        </div>
                        <button type="submit">"Insert the shot"</button>
                    </Act>
                </details>
            </div>
        </li>
    }
}
