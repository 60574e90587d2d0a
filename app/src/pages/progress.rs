//! A film being made: what can be played, what happens now, and every clip.

use super::{
    frame::{Frame, Tab, film_shuttle, scene_before, shape},
    next,
    part::FilmShot,
    scroll::{Others, follow},
    to_film::{changed, needs_credit, shots},
};
use crate::{
    api::film::{CommandFilm, SetBudget},
    live::{Live, Row},
    ui::{Act, Input, Player, ShotBadge, clip_class, clock, money},
};
use leptos::{html, prelude::*, server_fn::ServerFn};
use model::{ClipState, RunState};

/// How many shots are shown at most, as the page is scrolled on.
const MOST: usize = 100;

#[component]
pub fn Progress() -> impl IntoView {
    view! { <Frame tab=Tab::Progress page=|live| view! { <Page live /> }.into_any() /> }
}

#[component]
fn Page(live: Live) -> impl IntoView {
    let title = Memo::new(move |_| live.view.with(|view| view.card.title.clone()));
    let aspect = live.view.with_untracked(|view| view.settings.aspect.key());
    let list = NodeRef::<html::Ol>::new();
    follow(live, list, Tab::Progress.shots(), MOST);
    view! {
        <main id="main" class=format!("making {}", shape(live))>
            <h1 class="visually-hidden">{move || title.get()}</h1>
            <Player shuttle=film_shuttle(live) aspect=aspect />
            <Now live />
            <section class="clips" aria-labelledby="clips">
                <h2 id="clips">"Shots"</h2>
                <Others live path="" shots=Tab::Progress.shots() later=false />
                <ol class="clip-grid" node_ref=list>
                    <For each=move || live.rows.get() key=|row| row.id let:row>
                        <Card live row />
                    </For>
                </ol>
                <Others live path="" shots=Tab::Progress.shots() later=true />
            </section>
        </main>
    }
}

/// What happens now, in words; time left; money; and what a person can do about it.
#[component]
fn Now(live: Live) -> impl IntoView {
    let progress = Memo::new(move |_| live.view.with(|view| view.progress.clone()));
    let state = Memo::new(move |_| live.view.with(|view| view.card.state));
    let budget = Memo::new(move |_| live.view.with(|view| view.settings.budget_cents));
    let doing = move || {
        let now = progress.get();
        match state.get() {
            RunState::Draft if now.done + now.failed == 0 => "Ready to film.".to_owned(),
            // After some shots were filmed first, how many.
            RunState::Draft => now.doing,
            RunState::Paused => "Paused. What is made stays; resume when you like.".to_owned(),
            RunState::Cancelled => "Stopped. What is made stays.".to_owned(),
            RunState::Done | RunState::DoneWithFailures if changed(live) > 0 => {
                format!("The film is made; {} changed since.", shots(changed(live)))
            }
            RunState::Done if now.doing == RunState::Done.label() => "The film is made.".to_owned(),
            // Its last words, such as how many shots failed, and why its music could not be composed.
            RunState::Done | RunState::DoneWithFailures => format!("The film is made. {}", now.doing),
            RunState::Failed if now.doing == RunState::Failed.label() => {
                "No film could be made. See what the shots below say.".to_owned()
            }
            RunState::Failed => now.doing,
            RunState::Filming if made(live) == now.total as usize && !now.doing.ends_with('%') => {
                "Putting the film together…".to_owned()
            }
            RunState::Filming if now.doing.is_empty() => "Getting ready…".to_owned(),
            RunState::Filming => now.doing,
        }
    };
    let left = move || {
        (state.get() == RunState::Filming)
            .then(|| progress.get().seconds_left.filter(|s| *s >= 1.0).map(|s| format!("about {} left", clock(s))))
            .flatten()
    };
    view! {
        <section class="now" aria-labelledby="now">
            <h2 id="now" class="visually-hidden">"What happens now"</h2>
            <p class="doing" role="status">{doing}</p>
            <div class="bar-row">
                <progress max=move || progress.get().total.max(1).to_string() value=move || made(live).to_string() aria-label="Shots made"></progress>
                <span class="tabular">{move || format!("{} of {}", made(live), shots(progress.get().total as usize))}</span>
            </div>
            <p class="left">{left}</p>
            <next::Commands live state />
            <dl class="facts">
                <div><dt>"Length"</dt><dd>{move || clock(live.view.with(|view| view.card.seconds))}</dd></div>
                <div><dt>"Spent"</dt><dd><a href=format!("/projects/{}/receipts", live.id)>{move || money(progress.get().spent_cents)}</a></dd></div>
                <div><dt>"Still to pay"</dt><dd>{move || progress.with(|now| now.to_come.clone())}</dd></div>
                <div><dt>"Budget"</dt><dd>{move || if budget.get().is_none() { "no limit".to_owned() } else { progress.with(|now| now.budget.clone()) }}</dd></div>
            </dl>
            {move || budget.get().map(|cap| view! {
                <progress class="budget" max=cap.max(1).to_string() value=progress.with(|now| now.spent_cents + now.reserved_cents).min(cap).to_string() aria-label="Budget used"></progress>
            })}
            <details class="more">
                <summary>"Change the budget"</summary>
                <Act to=SetBudget::PATH fields=vec![("id", live.id.to_string())] class="row">
                    <Input label="Budget" unit="$, never exceeded" name="budget" placeholder="no limit" value=Signal::derive(move || budget.get().map(next::dollars).unwrap_or_default()) />
                    <button type="submit">"Save"</button>
                </Act>
            </details>
            {needs_credit(live)}
        </section>
    }
}

/// How many shots are in the film, as they were asked for or with something in their place.
fn made(live: Live) -> usize {
    let finished = |row: &&Row| {
        row.clip.with(|clip| clip.state == ClipState::Done || (clip.state == ClipState::Failed && clip.video.is_some()))
    };
    live.beyond(|window| window.made).unwrap_or_else(|| live.rows.with(|rows| rows.iter().filter(finished).count()))
}

#[component]
fn Card(live: Live, row: Row) -> impl IntoView {
    let clip = row.clip;
    let state = Signal::derive(move || clip.with(|clip| clip.state));
    let poster = Memo::new(move |_| clip.with(|clip| clip.poster.clone()));
    let message = Memo::new(move |_| clip.with(|clip| clip.message.clone()));
    let number = Memo::new(move |_| clip.with(|clip| clip.number.clone()));
    // A shot without action is told by what is said in it.
    let what = Memo::new(move |_| {
        row.shot.with(|shot| match (shot.action.trim(), shot.lines.first()) {
            ("", Some(line)) => format!("“{}”", line.text),
            (action, _) => action.to_owned(),
        })
    });
    let give = move |command: &'static str, words: &'static str| {
        let fields = vec![("id", live.id.to_string()), ("command", command.to_owned()), ("shot", row.id.to_string())];
        view! { <Act to=CommandFilm::PATH fields=fields><button type="submit" class="small" data-command=command>{words}</button></Act> }
    };
    let heading = scene_before(live, row);
    let has_video = Memo::new(move |_| clip.with(|clip| clip.video.is_some()));
    // What the studio draws itself is said once, by its state.
    let by = Memo::new(move |_| clip.with(|clip| (clip.provider != "animatic").then(|| named(&clip.provider))));
    let costs = move || {
        clip.with(|clip| match (clip.estimate_cents, clip.cost_cents) {
            (Some(cents @ 1..), _) => Some(format!("about {}", money(cents))),
            (_, 0) => None,
            (_, cents) => Some(money(cents)),
        })
    };
    let fails = move || state.get() == ClipState::Failed;
    view! {
        {move || heading.get().map(|(number, words)| view! { <li class="scene-heading"><h3><span class="tabular">{number}</span> {words}</h3></li> })}
        <li class=move || format!("clip-card {}", if fails() && has_video.get() { "stale" } else { clip_class(state.get()) }) data-shot=row.id.to_string() data-state=move || state.get().key()>
            <a class="frame" href=format!("/projects/{}/edit?shot={}", live.id, row.id)>
                {move || match poster.get() {
                    Some(url) => view! { <img src=url alt="" loading="lazy" decoding="async" /> }.into_any(),
                    None => view! { <span class="leader"></span> }.into_any(),
                }}
                <span class="number">{move || number.get()}</span>
                <span class="visually-hidden">"Open shot in the editing room"</span>
            </a>
            <div class="clip-body">
                <p class="state-row"><ShotBadge clip /> <span class="tabular">{move || clip.with(|clip| format!("{:.1} s", clip.seconds))}</span></p>
                <p class="what">{move || what.get()}</p>
                {move || (clip_class(state.get()) == "works").then(|| view! {
                    <progress aria-label="This shot" max="1" value=clip.with(|clip| clip.progress).map(|p| format!("{p:.2}"))></progress>
                })}
                <p class="meta">
                    {move || by.get().map(|by| view! { <span>{by}</span> })}
                    {move || clip.with(|clip| (clip.attempt > 1 && clip_class(clip.state) == "works").then(|| format!("try {}", clip.attempt))).map(|text| view! { <span>{text}</span> })}
                    {move || costs().map(|words| view! { <a href=format!("/projects/{}/receipts?shot={}", live.id, row.id)>{words}</a> })}
                </p>
                {move || fails().then(|| view! { <p class="why">{message.get().unwrap_or_else(|| "This shot could not be made.".to_owned())}</p> })}
                <FilmShot live row />
                {move || message.get().filter(|_| state.get() == ClipState::Done || clip_class(state.get()) == "works").map(|note| view! { <p class="dim">{note}</p> })}
                <details class="more">
                    <summary>"Make again…"</summary>
                    {move || fails().then(|| give("retry_shot", "Try this shot again"))}
                    {give("make_again_from", "This shot and all after it")}
                </details>
            </div>
        </li>
    }
}

/// A service's name for a screen, from its key.
pub fn named(provider: &str) -> String {
    let mut letters = provider.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
