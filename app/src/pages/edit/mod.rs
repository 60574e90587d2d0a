//! The editing room: the player, the timeline, and all that can be done to one clip.

pub(super) mod auto;
mod comments;
mod cutting;
pub(super) mod edits;
mod faces;
mod keys;
mod level;
mod lines;
mod music;
mod recording;
mod sounds;
mod takes;
mod timeline;

use super::{
    fields::{PLACES, PlaceNames, cameras, framings},
    frame::{Frame, Tab, shuttle},
    offers::{Offers, offers},
    part::FilmShot,
    scroll::Stretch,
};
use crate::{
    api::shots::{ArrangeShot, ChangeShot},
    live::{Live, Row},
    ui::{Act, Area, Choice, ClipBadge, Icon, Input, Player, Shuttle, money},
};
use auto::Auto;
use comments::{Comments, CommentsLink, Guests};
use cutting::Cutting;
use edits::Edits;
use faces::WhoSpeaks;
use keys::Shortcuts;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use lines::Lines;
use model::{ClipState, RunState, ShotId, view::MAX_WINDOW};
use sounds::Sounds;
use takes::Takes;
use timeline::Timeline;

/// So many shots before the last that is shown, more are asked for.
const AHEAD: usize = 6;

#[component]
pub fn EditingRoom() -> impl IntoView {
    view! { <Frame tab=Tab::Edit page=|live| view! { <Page live /> }.into_any() /> }
}

#[component]
fn Page(live: Live) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.read().get("shot").and_then(|id| id.parse::<ShotId>().ok()));
    let selected = Memo::new(move |_| {
        live.rows
            .with(|rows| rows.iter().find(|row| Some(row.id) == asked.get()).or_else(|| rows.first()).map(|row| row.id))
    });
    let tab = Memo::new(move |_| query.read().get("tab").unwrap_or_else(|| "prompt".to_owned()));
    let shuttle = shuttle(live);
    let navigate = use_navigate();
    let select = Callback::new(move |shot: ShotId| {
        let place = format!("/projects/{}/edit?shot={shot}&tab={}", live.id, tab.get_untracked());
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&place, options);
    });
    // The page that was opened at a shot stands at it.
    Effect::new(move |_| {
        if let Some(start) = asked.get_untracked().and_then(|shot| shuttle.start_of(shot)) {
            shuttle.seek(start);
        }
    });
    // The chosen shot follows the playhead, but not away from somebody who writes.
    Effect::new(move |before: Option<Option<ShotId>>| {
        let now = shuttle.shot();
        if before.is_some_and(|before| before != now)
            && now != selected.get_untracked()
            && !writes_in_panel()
            && let Some(shot) = now
        {
            select.run(shot);
        }
        now
    });
    // The next shots of a long film come before the last of these is reached.
    Effect::new(move |_| {
        let chosen = selected.get();
        let now = shuttle.shot();
        let near = live.rows.with(|rows| {
            let ends = rows.iter().rev().take(AHEAD);
            ends.into_iter().any(|row| Some(row.id) == chosen || Some(row.id) == now)
        });
        let shown = live.rows.with_untracked(Vec::len);
        if let Some((first, total)) = live.beyond(|window| (window.first, window.total))
            && near
            && first + shown < total
            && shown < MAX_WINDOW
        {
            live.slide(first, (shown + Tab::Edit.shots()).min(MAX_WINDOW));
        }
    });
    let aspect = live.view.with_untracked(|view| view.settings.aspect.key());
    let edits = Edits::new(live);
    provide_context(edits);
    let guests = Guests::of(live);
    let cutting = Cutting { live, shuttle, edits, selected };
    let title = Memo::new(move |_| live.view.with(|view| view.card.title.clone()));
    view! {
        <main id="main" class=format!("room a{}", aspect.replace([':', '.'], "-"))>
            <h1 class="visually-hidden">"Editing room: " {move || title.get()}</h1>
            <div class="room-player"><Player shuttle aspect=aspect /></div>
            <section class="room-panel" aria-label="The selected shot">
                {move || {
                    let id = selected.get()?;
                    let row = live.rows.with_untracked(|rows| rows.iter().find(|row| row.id == id).copied())?;
                    Some(view! { <Selected live row tab shuttle guests /> })
                }}
            </section>
            <PlaceNames live />
            <Timeline cutting select guests><Stretch live /><Shortcuts cutting select /></Timeline>
        </main>
    }
}

fn writes_in_panel() -> bool {
    let field = ":is(input, textarea, select)";
    let writes = |element: web_sys::Element| element.matches(&format!(".room-panel {field}")).unwrap_or_default();
    document().active_element().is_some_and(writes)
}

/// The panel of one shot.
#[component]
fn Selected(live: Live, row: Row, tab: Memo<String>, shuttle: Shuttle, guests: Guests) -> impl IntoView {
    let Row { id, clip, shot } = row;
    let state = Signal::derive(move || clip.with(|clip| clip.state));
    let own = StoredValue::new(vec![("id", live.id.to_string()), ("shot", id.to_string())]);
    let record = {
        let mut fields = own.get_value();
        fields.push(("verb", "re_record".to_owned()));
        fields
    };
    let message = Memo::new(move |_| clip.with(|clip| clip.message.clone()));
    let link = move |key: &'static str, words: &'static str, n: Signal<Option<usize>>| {
        let current = move || (tab.get() == key).then_some("true");
        view! {
            <li>
                <a href=format!("/projects/{}/edit?shot={id}&tab={key}", live.id) aria-current=current data-noscroll>
                    {words} {move || n.get().map(|n| view! { <span class="count">{n}</span> })}
                </a>
            </li>
        }
    };
    view! {
        <div class="selected-head">
            <h2>"Shot " {move || shot.with(|shot| shot.number.clone())}</h2>
            <ClipBadge state />
            <span class="dim tabular">{move || clip.with(|clip| format!("{:.1} s · {} · {}", clip.seconds, clip.provider, money(clip.cost_cents)))}</span>
            <div class="spacer"></div>
            <FilmShot live row />
            <Act to=ArrangeShot::PATH fields=record><button type="submit" data-verb="re_record"><Icon name="record" />"Re-record"</button></Act>
        </div>
        {move || (state.get() == ClipState::Failed).then(|| view! { <p class="why">{message.get()}</p> })}
        {move || message.get().filter(|_| state.get() == ClipState::Done).map(|note| view! { <p class="dim">{note}</p> })}
        <ul class="tabs minor" aria-label="Parts of the shot">
            {link("prompt", "Prompt", Signal::stored(None))}
            {link("takes", "Takes", Signal::derive(move || Some(clip.with(|clip| clip.takes.len()))))}
            {link("lines", "Lines", Signal::derive(move || Some(shot.with(|shot| shot.lines.len()))))}
            {link("sounds", "Sounds", Signal::derive(move || Some(shot.with(|shot| shot.cues.len()))))}
            <CommentsLink guests tab href=format!("/projects/{}/edit?shot={id}&tab=comments", live.id) />
        </ul>
        <div class="tab-body">
            <WhoSpeaks live row />
            <Offers live shot=id all=offers(live, Some(id)) />
            {move || match tab.get().as_str() {
                "takes" => view! { <Takes live row shuttle /> }.into_any(),
                "lines" => view! { <Lines live row shuttle /> }.into_any(),
                "sounds" => view! { <Sounds live row shuttle /> }.into_any(),
                "comments" => view! { <Comments live guests shuttle /> }.into_any(),
                _ => view! { <Prompt live row own=own.get_value() /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Prompt(live: Live, row: Row, own: Vec<(&'static str, String)>) -> impl IntoView {
    let shot = row.shot;
    let value = move |read: fn(&model::Shot) -> String| Signal::derive(move || shot.with(read));
    let (camera, trims) = (own.clone(), own.clone());
    let means = means(live, row, Changed::Picture);
    view! {
        <Auto to=ChangeShot::PATH part="prompt" fields=own class="stack" button="Save the prompt" means=self::means(live, row, Changed::Prompt)>
            <Area label="Prompt" name="prompt" class="prompt" rows="5" value=value(|shot| shot.prompt.clone()) />
        </Auto>
        <Auto to=ChangeShot::PATH part="picture" fields=camera class="stack" means>
            <div class="row">
                <Choice label="Framing" name="framing" options=framings() value=value(|shot| shot.framing.key().to_owned()) />
                <Choice label="Camera" name="camera" options=cameras() value=value(|shot| shot.camera.key().to_owned()) />
                <Input label="Length" unit="s" name="seconds" kind="number" step="0.1" min="1" max="60" value=value(|shot| format!("{:.1}", shot.seconds)) />
                <Input label="Place" name="place" list=PLACES value=value(|shot| shot.place.name.clone()) />
            </div>
        </Auto>
        <Auto to=ChangeShot::PATH part="cut" fields=trims class="stack trims" button="Trim" means>
            <div class="row">
                <Input label="Cut from the start" unit="s" name="trim_start" kind="number" step="0.04" min="0" max="59" value=value(|shot| format!("{:.2}", shot.trim_start)) />
                <Input label="Cut from the end" unit="s" name="trim_end" kind="number" step="0.04" min="0" max="59" value=value(|shot| format!("{:.2}", shot.trim_end)) />
            </div>
        </Auto>
    }
}

/// What was changed of a shot.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Changed {
    Prompt,
    Picture,
    Sound,
}

/// What a saved change comes to. The animatic draws from the framing, the place and the action, and not from the prompt.
pub(super) fn means(live: Live, row: Row, what: Changed) -> Signal<String> {
    let words = move || {
        let filming = live.view.with(|view| view.card.state == RunState::Filming);
        row.clip.with(|clip| match clip.state {
            ClipState::Done if what == Changed::Prompt && clip.provider == "animatic" => {
                "Saved · The draft does not show this: it is drawn from the framing, the place and the action."
            }
            ClipState::Done | ClipState::Failed => "Saved",
            ClipState::Waiting if !filming => "Saved · It counts when the shot is filmed.",
            _ if filming && what == Changed::Sound => "Saved · The clip is mixed again.",
            _ if filming && clip.provider == "animatic" => "Saved · drawing again",
            _ if filming => "Saved · making the clip again",
            _ => "Saved · The clip shows it when the film is made again.",
        })
    };
    Signal::derive(move || words().to_owned())
}
