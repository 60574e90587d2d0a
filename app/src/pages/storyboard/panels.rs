//! The wall: each scene with its set, and its panels three across.

use super::{super::edit::auto::Auto, PANELS, Shown};
use crate::{
    api::storyboard::{ApprovePanels, ChangeStage},
    ui::{Act, Area, Icon},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{
    ShotId,
    view::{Approval, PanelView},
};

#[component]
pub fn Wall(shown: Shown) -> impl IntoView {
    let scenes = shown.part(|board| board.scenes.iter().map(|own| own.scene.clone()).collect::<Vec<_>>());
    let total = shown.part(|board| board.total);
    view! {
        <section class="scenes" id="scenes" aria-labelledby="scenes-head">
            <div class="section-head">
                <h2 id="scenes-head">"Scenes" <span class="count">{move || format!("{} panels", total.get())}</span></h2>
                <Index shown />
            </div>
            <More shown later=false />
            <For each=move || scenes.get() key=Clone::clone let:number>
                <Scene shown number />
            </For>
            <More shown later=true />
        </section>
    }
}

/// The way to another scene of a long film.
#[component]
fn Index(shown: Shown) -> impl IntoView {
    let index = shown.board.with_untracked(|board| board.index.clone());
    let here =
        shown.board.with_untracked(|board| board.scenes.first().map(|own| own.scene.clone()).unwrap_or_default());
    (!index.is_empty()).then(|| {
        let options = index.into_iter().map(|(number, heading)| {
            let words: String = format!("{number} {heading}").chars().take(50).collect();
            view! { <option selected=number == here value=number>{words}</option> }
        });
        view! {
            <form class="to-scene row" method="get" action=format!("/projects/{}/storyboard#scenes", shown.id)>
                <label class="field"><span class="visually-hidden">"Scene"</span><select name="scene">{options.collect_view()}</select></label>
                <button type="submit" class="small">"Go"</button>
            </form>
        }
    })
}

/// The panels before, or after, those that are shown.
#[component]
fn More(shown: Shown, later: bool) -> impl IntoView {
    let to = shown.part(move |board| {
        let end = board.first + board.panels.len();
        match later {
            true => (end < board.total).then(|| (end, (end + PANELS).min(board.total))),
            false => (board.first > 0).then(|| (board.first.saturating_sub(PANELS), board.first)),
        }
    });
    let words = if later { "Later panels" } else { "Earlier panels" };
    move || {
        to.get().map(|(from, end)| {
            let from = from + 1;
            view! {
                <p class="others">
                    <a class="button" rel="external" href=format!("/projects/{}/storyboard?from={from}#scenes", shown.id)>{words}" "<span class="tabular">{format!("{from}–{end}")}</span></a>
                </p>
            }
        })
    }
}

#[component]
fn Scene(shown: Shown, number: String) -> impl IntoView {
    let own = number.clone();
    let set = shown.part(move |board| board.scenes.iter().find(|set| set.scene == own).cloned().unwrap_or_default());
    let own = number.clone();
    let panels = shown.part(move |board| {
        board.panels.iter().filter(|panel| panel.scene == own).map(|panel| panel.shot).collect::<Vec<ShotId>>()
    });
    let words = Signal::derive(move || set.with(|own| own.words.clone()));
    let picture = Memo::new(move |_| set.with(|own| own.picture.clone()));
    let people = Memo::new(move |_| set.with(|own| own.people.clone()));
    let open = Memo::new(move |_| set.with(|own| (own.shots, own.approved)));
    let state = Memo::new(move |_| set.with(|own| own.state.clone()));
    let heading = set.with_untracked(|own| own.heading.clone());
    let fields = vec![("id", shown.id.to_string()), ("scene", number.clone())];
    let approve = StoredValue::new(fields.clone());
    view! {
        <article class="scene-wall" id=format!("scene-{number}") data-scene=number.clone()>
            <header class="stage">
                <img class="stage-picture" src=move || picture.get() alt=format!("The set of scene {number}") loading="lazy" decoding="async" />
                <div class="stage-text">
                    <h3 class="slug"><span class="tabular">{number.clone()}</span>{heading}</h3>
                    <p class="synopsis">{move || set.with(|own| own.synopsis.clone())}</p>
                    <ul class="chips">{move || people.get().into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                    <details class="words">
                        <summary>
                            "The set"
                            {move || match state.with(String::clone).as_str() {
                                "yours" => Some(view! { <span class="yours">"yours"</span> }.into_any()),
                                "stale" => Some(view! { <span class="stale">"the scene has changed since you wrote it"</span> }.into_any()),
                                _ => None,
                            }}
                        </summary>
                        <Auto to=ChangeStage::PATH fields=fields class="stack" button="Save">
                            <Area label="Who stands where, in what light" name="description" rows="4" value=words />
                        </Auto>
                    </details>
                    {move || {
                        let (shots, approved) = open.get();
                        if approved == shots {
                            view! { <p class="in-use"><Icon name="check" />"Scene approved"</p> }.into_any()
                        } else {
                            view! {
                                <Act to=ApprovePanels::PATH fields=approve.get_value()>
                                    <button type="submit" class="small" data-approve="scene"><Icon name="check" />{if approved == 0 { "Approve the scene".to_owned() } else { format!("Approve the scene · {approved} of {shots} done") }}</button>
                                </Act>
                            }.into_any()
                        }
                    }}
                </div>
            </header>
            <ol class="board-panels">
                <For each=move || panels.get() key=|shot| *shot let:shot>
                    <Panel shown shot />
                </For>
            </ol>
        </article>
    }
}

#[component]
fn Panel(shown: Shown, shot: ShotId) -> impl IntoView {
    let panel = shown.part(move |board| board.panels.iter().find(|panel| panel.shot == shot).cloned());
    let read =
        move |read: fn(&PanelView) -> String| move || panel.with(|own| own.as_ref().map(read).unwrap_or_default());
    let approval = Memo::new(move |_| panel.with(|own| own.as_ref().map(|own| own.approval).unwrap_or_default()));
    let picture = Memo::new(move |_| read(|own| own.picture.clone())());
    let number = Memo::new(move |_| read(|own| own.number.clone())());
    let fields = move || {
        let mut fields = vec![("id", shown.id.to_string()), ("shot", shot.to_string())];
        if approval.get() == Approval::Yes {
            fields.push(("back", "yes".to_owned()));
        }
        fields
    };
    let stamp = move || match approval.get() {
        Approval::Yes => "Take the approval back",
        Approval::Void => "Approve it again: it has changed",
        Approval::No => "Approve",
    };
    let state = move || match approval.get() {
        Approval::Yes => "approved",
        Approval::Void => "changed",
        Approval::No => "open",
    };
    view! {
        <li class="board-panel" id=format!("shot-{shot}") data-shot=shot.to_string() data-approval=state>
            <div class="panel-frame">
                <img src=move || picture.get() alt=move || format!("Panel {}: {}", number.get(), panel.with(|own| own.as_ref().map(described).unwrap_or_default())) loading="lazy" decoding="async" />
                <span class="panel-number tabular">{move || number.get()}</span>
                <Act to=ApprovePanels::PATH fields=Signal::derive(fields) class="stamp">
                    <button type="submit" data-approve="shot" aria-pressed=move || (approval.get() == Approval::Yes).to_string() aria-label=move || format!("{}: panel {}", stamp(), number.get()) title=stamp><Icon name="check" /></button>
                </Act>
            </div>
            <details class="words">
                <summary>
                    <span class="panel-line">{read(first_words)}</span>
                    <span class="panel-facts dim tabular">{read(facts)}</span>
                </summary>
                <p>{read(|own| own.words.clone())}</p>
                <ul class="said">
                    {move || panel.with(|own| own.iter().flat_map(|own| own.lines.clone()).map(|(who, words)| view! { <li><b>{if who.is_empty() { "—".to_owned() } else { who }}</b>" "{words}</li> }).collect_view())}
                </ul>
                <ul class="chips">
                    {move || panel.with(|own| own.iter().flat_map(|own| own.cast.iter().chain(&own.props).cloned()).map(|name| view! { <li>{name}</li> }).collect_view())}
                </ul>
                <form class="own-picture" action=format!("/projects/{}/shots/{shot}/picture", shown.id) method="post" enctype="multipart/form-data">
                    <input type="hidden" name="end" value="first" />
                    <label class="field"><span class="label">"A picture of yours"<span class="unit">"the shot starts from it"</span></span><input type="file" name="picture" accept="image/png,image/jpeg" required=true /></label>
                    <button type="submit" class="small">"Send it"</button>
                </form>
                <p class="panel-links">
                    <a href=format!("/projects/{}/board?shot={shot}#shot-{shot}", shown.id) rel="external">"Its prompt"</a>
                    <a href=format!("/projects/{}/edit?shot={shot}", shown.id) rel="external">"Editing room"</a>
                </p>
            </details>
        </li>
    }
}

/// The panel in few words, for whoever does not see it.
fn described(panel: &PanelView) -> String {
    let who = if panel.cast.is_empty() { String::new() } else { format!(", {}", panel.cast.join(", ")) };
    format!("{}{who}", panel.framing)
}

fn first_words(panel: &PanelView) -> String {
    match (panel.words.is_empty(), panel.lines.first()) {
        (false, _) => panel.words.chars().take(120).collect(),
        (true, Some((who, words))) => format!("{who}: {}", words.chars().take(100).collect::<String>()),
        (true, None) => panel.framing.clone(),
    }
}

fn facts(panel: &PanelView) -> String {
    let camera = if panel.camera.is_empty() { String::new() } else { format!(" · {}", panel.camera) };
    format!("{}{camera} · {:.1} s", panel.framing, panel.seconds)
}
