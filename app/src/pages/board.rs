//! The prompt list: every shot's prompt edited in place, and shots split, merged, moved, inserted and deleted.

mod cast;
mod frames;
mod looks;
mod names;
mod suited;

use super::{
    edit::{Changed, auto::Auto, edits::Edits, means},
    fields::{PLACES, PlaceNames, cameras, framings},
    frame::{Frame, Tab, extent, scene_before, shape},
    offers::{Offers, offers},
    part::{FilmScene, FilmShot},
    scroll::{Others, Places, follow, seek_named},
};
use crate::{
    api::{
        projects::list_makers,
        shots::{ArrangeShot, ChangeShot, InsertShot, MoveShot, list_advice},
    },
    asked::{Asked, ask},
    live::{Live, Row},
    ui::{Act, AllModels, Area, Choice, ClipBadge, Icon, Input, Skeleton, clock},
};
use cast::Cast;
use frames::Frames;
use leptos::{html, prelude::*, server_fn::ServerFn};
use model::{LineKind, view::OfferView};
use suited::{Hints, Suited};

#[component]
pub fn Board() -> impl IntoView {
    view! { <Frame tab=Tab::Board page=|live| view! { <Page live /> }.into_any() /> }
}

/// How many shots are shown at most, as the page is scrolled on.
const MOST: usize = 30;

#[component]
fn Page(live: Live) -> impl IntoView {
    let total = move || extent(live).0;
    let seconds = move || extent(live).1;
    provide_context(Edits::new(live));
    AllModels::provide();
    let ids = move || live.rows.with(|rows| rows.iter().map(|row| row.id).collect::<Vec<_>>());
    let first = untrack(ids);
    let hints = ask(
        || (),
        move |()| {
            let shots = first.clone();
            async move {
                let mut makers = list_makers().await.unwrap_or_default();
                makers.retain(Hints::needs);
                (makers, list_advice(live.id, shots).await.unwrap_or_default())
            }
        },
    );
    let list = NodeRef::<html::Ol>::new();
    follow(live, list, Tab::Board.shots(), MOST);
    seek_named(live);
    let found = offers(live, None);
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
            <Places live path="/board" />
            <Cast live />
            <PlaceNames live />
            <Others live path="/board" shots=Tab::Board.shots() later=false />
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    let (makers, advice) = hints.await;
                    let hints = StoredValue::new(Hints::new(makers, advice));
                    hints.with_value(|hints| hints.follow(live));
                    view! {
                        <ol class="panels" node_ref=list>
                            <For each=move || live.rows.get() key=|row| row.id let:row>
                                <Panel live row hints found />
                            </For>
                        </ol>
                    }
                })}
            </Suspense>
            <Others live path="/board" shots=Tab::Board.shots() later=true />
        </main>
    }
}

#[component]
fn Panel(live: Live, row: Row, hints: StoredValue<Hints>, found: Asked<Vec<OfferView>>) -> impl IntoView {
    let Row { id, clip, shot } = row;
    let own = StoredValue::new(vec![("id", live.id.to_string()), ("shot", id.to_string())]);
    let with = move |name: &'static str, value: String| {
        let mut fields = own.get_value();
        fields.push((name, value));
        fields
    };
    let at = Memo::new(move |_| live.rows.with(|rows| rows.iter().position(|row| row.id == id).unwrap_or(0)));
    let later = move || live.beyond(|window| window.after).flatten();
    let earlier = move |back: usize| live.beyond(|window| window.before.get(back).copied()).flatten();
    let last = Memo::new(move |_| live.rows.with(|rows| at.get() + 1 >= rows.len()) && later().is_none());
    let is_first = move || at.get() == 0 && earlier(0).is_none();
    // Moving up means: after the one before the one before. An empty id means first.
    let neighbour = move |step: isize| {
        let to = at.get().checked_add_signed(step);
        let shown = live.rows.with(|rows| to.and_then(|to| rows.get(to)).map(|row| row.id));
        let beyond = || match to {
            Some(_) => later(),
            None => earlier(step.unsigned_abs().saturating_sub(at.get() + 1)),
        };
        shown.or_else(beyond).map_or_else(String::new, |shot| shot.to_string())
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
                <div class="panel-form">
                    <ul class="said">
                        {move || shot.with(|shot| shot.lines.iter().map(|line| view! {
                            <li><b>{line.speaker.clone().unwrap_or_else(|| if line.kind == LineKind::Narration { "Narrator" } else { "—" }.to_owned())}</b> " " {line.text.clone()}</li>
                        }).collect_view())}
                    </ul>
                    <Auto to=ChangeShot::PATH part="prompt" fields=own.get_value() class="stack" button="Save the prompt" means=means(live, row, Changed::Prompt)>
                        <Area label="Prompt" name="prompt" class="prompt" rows="4" value=value(|shot| shot.prompt.clone()) />
                    </Auto>
                    <Auto to=ChangeShot::PATH part="picture" fields=own.get_value() class="stack" means=means(live, row, Changed::Picture)>
                        <div class="row">
                            <Choice label="Framing" name="framing" options=framings() value=value(|shot| shot.framing.key().to_owned()) />
                            <Choice label="Camera" name="camera" options=cameras() value=value(|shot| shot.camera.key().to_owned()) />
                            <Input label="Length" unit="s" name="seconds" kind="number" step="0.1" min="1" max="60" value=value(|shot| format!("{:.1}", shot.seconds)) />
                            <Input label="Place" name="place" list=PLACES value=value(|shot| shot.place.name.clone()) />
                        </div>
                    </Auto>
                </div>
            </div>
            <Offers live shot=id all=found />
            <Suited live shot id hints />
            <Frames live shot id hints />
            <div class="panel-tools">
                <FilmShot live row />
                {move || heading.get().map(|_| view! { <FilmScene live row /> })}
                <Act to=MoveShot::PATH fields=up><button type="submit" class="small quiet" data-verb="up" disabled=is_first><Icon name="up" />"Earlier"</button></Act>
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
