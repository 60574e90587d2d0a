//! A film being made: what can be played, what happens now, and every clip.

mod next;

use super::{
    frame::{Frame, Tab, film_shuttle, scene_before, shape},
    part::FilmShot,
    scroll::{Others, follow},
};
use crate::{
    api::film::{CommandFilm, SetBudget},
    live::{Live, Row},
    ui::{Act, Icon, Input, Player, ShotBadge, clip_class, clock, money},
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

/// Why the film cannot be paid, where it needs credit that the person does not have.
fn needs_credit(live: Live) -> impl IntoView {
    let sentence = Memo::new(move |_| live.view.with(|view| view.progress.needs_credit.clone()));
    move || (!sentence.with(String::is_empty)).then(|| view! { <p class="dim" role="status">{sentence.get()}</p> })
}

/// A button that gives the clip loop a command.
fn give(live: Live, command: &'static str, class: &'static str, icon: &'static str, words: String) -> impl IntoView {
    let fields = vec![("id", live.id.to_string()), ("command", command.to_owned())];
    view! {
        <Act to=CommandFilm::PATH fields=fields>
            <button type="submit" class=class data-command=command><Icon name=icon />{words}</button>
        </Act>
    }
}

/// How many shots are in the film, as they were asked for or with something in their place.
fn made(live: Live) -> usize {
    let finished = |row: &&Row| {
        row.clip.with(|clip| clip.state == ClipState::Done || (clip.state == ClipState::Failed && clip.video.is_some()))
    };
    live.beyond(|window| window.made).unwrap_or_else(|| live.rows.with(|rows| rows.iter().filter(finished).count()))
}

fn price(live: Live) -> String {
    live.view.with(|view| match (view.progress.estimate_cents, view.progress.unpriced) {
        (_, true) => "the price is not known".to_owned(),
        (0, _) => "free".to_owned(),
        _ if !view.progress.needs_credit.is_empty() => "needs credit".to_owned(),
        (cents, _) => format!("about {}", money(cents)),
    })
}

fn shots(count: usize) -> String {
    if count == 1 { "1 shot".to_owned() } else { format!("{count} shots") }
}

/// A finished film whose shots are all made, and which lacks something that costs money, such as its music.
fn lacks_something(live: Live) -> bool {
    let ended = live.view.with(|view| {
        let made = matches!(view.card.state, RunState::Done | RunState::DoneWithFailures);
        made && (view.progress.estimate_cents > 0 || view.progress.unpriced)
    });
    ended && changed(live) == 0
}

/// Makes what a finished film lacks.
fn give_finish(live: Live) -> impl IntoView {
    give(live, "start", "primary", "play", format!("Finish the film · {}", price(live)))
}

/// How many shots of a finished film are not in it as the project has them now, because that costs money and nobody has said so yet.
fn changed(live: Live) -> usize {
    let ended = live
        .view
        .with(|view| matches!(view.card.state, RunState::Done | RunState::DoneWithFailures | RunState::Failed));
    let open = |row: &&Row| row.clip.with(|clip| clip.state.is_to_come());
    let shown = || live.rows.with(|rows| rows.iter().filter(open).count());
    if ended { live.beyond(|window| window.open).unwrap_or_else(shown) } else { 0 }
}

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
