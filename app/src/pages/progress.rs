//! A film being made: what can be played, what happens now, and every clip.

use super::frame::{Frame, Tab, shuttle};
use crate::{
    api::film::CommandFilm,
    live::{Live, Row},
    ui::{Act, ClipBadge, Icon, Player, clip_class, clock, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{ClipState, RunState};

#[component]
pub fn Progress() -> impl IntoView {
    view! { <Frame tab=Tab::Progress page=|live| view! { <Page live /> }.into_any() /> }
}

#[component]
fn Page(live: Live) -> impl IntoView {
    let film = Memo::new(move |_| live.view.with(|view| view.film.clone().filter(|film| !film.stale)));
    let title = Memo::new(move |_| live.view.with(|view| view.card.title.clone()));
    let aspect = live.view.with_untracked(|view| view.settings.aspect.key());
    let screen = move || {
        match film.get() {
        Some(film) => {
            view! {
                <div class="player">
                    <div class=format!("screen a{}", aspect.replace([':', '.'], "-"))>
                        <video class="front" controls=true playsinline=true preload="metadata" src=film.url aria-label="The film" poster=live.view.with_untracked(|view| view.card.poster.clone())>
                            {film.captions_url.map(|url| view! { <track kind="captions" src=url srclang="en" label="Captions" default=true /> })}
                        </video>
                    </div>
                </div>
            }
            .into_any()
        }
        None => view! { <Player shuttle=shuttle(live) aspect=aspect /> }.into_any(),
    }
    };
    view! {
        <main id="main" class="making">
            <h1 class="visually-hidden">{move || title.get()}</h1>
            {screen}
            <Now live />
            <section class="clips" aria-labelledby="clips">
                <h2 id="clips">"Shots"</h2>
                <ol class="clip-grid">
                    <For each=move || live.rows.get() key=|row| row.id let:row>
                        <Card live row />
                    </For>
                </ol>
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
    let failed = Memo::new(move |_| {
        live.rows.with(|rows| rows.iter().filter(|row| row.clip.with(|clip| clip.state == ClipState::Failed)).count())
    });
    let doing = move || {
        let now = progress.get();
        match state.get() {
            RunState::Draft => "Ready to film.".to_owned(),
            RunState::Paused => "Paused. What is made stays; resume when you like.".to_owned(),
            RunState::Cancelled => "Cancelled. What is made stays.".to_owned(),
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
            RunState::Filming if now.doing.is_empty() => "Getting ready…".to_owned(),
            RunState::Filming => now.doing,
        }
    };
    let left = move || {
        (state.get() == RunState::Filming)
            .then(|| progress.get().seconds_left.map(|s| format!("about {} left", clock(s))))
            .flatten()
    };
    view! {
        <section class="now" aria-labelledby="now">
            <h2 id="now" class="visually-hidden">"What happens now"</h2>
            <p class="doing" role="status">{doing}</p>
            <div class="bar-row">
                <progress max=move || progress.get().total.max(1).to_string() value=move || progress.get().done.to_string() aria-label="Shots made"></progress>
                <span class="tabular">{move || format!("{} / {}", progress.get().done, progress.get().total)}</span>
            </div>
            <p class="left">{left}</p>
            <Commands live state=state failed=failed />
            <Steps live state />
            <dl class="facts">
                <div><dt>"Length"</dt><dd>{move || clock(live.view.with(|view| view.card.seconds))}</dd></div>
                <div><dt>"Spent"</dt><dd><a href=format!("/projects/{}/receipts", live.id)>{move || money(progress.get().spent_cents)}</a></dd></div>
                <div><dt>"Still to come"</dt><dd>{move || progress.with(|now| now.to_come.clone())}</dd></div>
                <div><dt>"Budget"</dt><dd>{move || if budget.get().is_none() { "no limit".to_owned() } else { progress.with(|now| now.budget.clone()) }}</dd></div>
            </dl>
            {move || budget.get().map(|cap| view! {
                <progress class="budget" max=cap.max(1).to_string() value=progress.with(|now| now.spent_cents + now.reserved_cents).min(cap).to_string() aria-label="Budget used"></progress>
            })}
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

/// Films what is not filmed yet.
fn give_film(live: Live, count: usize) -> impl IntoView {
    give(live, "start", "primary", "play", format!("Film {} · {}", shots(count.max(1)), price(live)))
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
    if ended { live.rows.with(|rows| rows.iter().filter(open).count()) } else { 0 }
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
            .then(|| view! { <div class="bill" role="status"><p>{words}</p>{needs_credit(live)}{give_film(live, count)}</div> }.into_any())
    }
}

#[component]
fn Commands(live: Live, state: Memo<RunState>, failed: Memo<usize>) -> impl IntoView {
    let give = move |command, class, icon, words| give(live, command, class, icon, words);
    let to_make = move || live.view.with(|view| view.progress.to_make as usize);
    let changed = Memo::new(move |_| changed(live));
    let lacks = Memo::new(move |_| lacks_something(live));
    let film_changed = move || match changed.get() {
        0 => lacks.get().then(|| give_finish(live).into_any()),
        count => Some(give_film(live, count).into_any()),
    };
    view! {
        <div class="commands">
            {move || match state.get() {
                RunState::Draft => give_film(live, to_make()).into_any(),
                RunState::Filming => view! { {give("pause", "", "pause", "Pause".to_owned())} {give("cancel", "quiet", "stop", "Cancel".to_owned())} }.into_any(),
                RunState::Paused => view! { {give("resume", "primary", "play", "Resume".to_owned())} {give("cancel", "quiet", "stop", "Cancel".to_owned())} }.into_any(),
                RunState::Cancelled => give("start", "primary", "play", format!("Go on filming · {}", price(live))).into_any(),
                RunState::Done => {
                    let main = if changed.get() > 0 || lacks.get() { "button" } else { "button primary" };
                    view! {
                        {film_changed()}
                        <a class=main href=format!("/projects/{}/export", live.id)><Icon name="download" />"Export the film"</a>
                        <a class="button" href=format!("/projects/{}/edit", live.id)><Icon name="cut" />"Editing room"</a>
                    }.into_any()
                }
                RunState::DoneWithFailures | RunState::Failed => {
                    let main = if changed.get() > 0 || lacks.get() { "" } else { "primary" };
                    view! {
                        {film_changed()}
                        {(failed.get() > 0 || changed.get() == 0).then(|| give("retry_failed", main, "again", again(failed.get())))}
                        <a class="button" href=format!("/projects/{}/edit", live.id)><Icon name="cut" />"Editing room"</a>
                    }.into_any()
                }
            }}
        </div>
    }
}

/// What is tried again: the shots that failed, or, where all are made, joining them.
fn again(failed: usize) -> String {
    if failed == 0 { "Join the film again".to_owned() } else { format!("Retry {failed} failed") }
}

/// The way of the film in five steps.
#[component]
fn Steps(live: Live, state: Memo<RunState>) -> impl IntoView {
    let counts = Memo::new(move |_| {
        live.rows.with(|rows| {
            let total = rows.len();
            let is = |states: &[ClipState]| {
                rows.iter().filter(|row| row.clip.with(|clip| states.contains(&clip.state))).count()
            };
            let finished = is(&[ClipState::Done, ClipState::Failed]);
            (
                total,
                finished,
                finished + is(&[ClipState::Mixing]),
                finished + is(&[ClipState::Mixing, ClipState::Voicing]),
            )
        })
    });
    let film = Memo::new(move |_| live.view.with(|view| view.film.as_ref().is_some_and(|film| !film.stale)));
    let step = move |words: &'static str, of: fn((usize, usize, usize, usize)) -> usize| {
        let class = move || {
            let all = counts.get();
            match of(all) {
                n if n == all.0 && n > 0 => "made",
                _ if state.get() == RunState::Filming => "works",
                _ => "waits",
            }
        };
        view! { <li class=class><span>{words}</span><span class="tabular">{move || format!("{} / {}", of(counts.get()), counts.get().0)}</span></li> }
    };
    view! {
        <ol class="steps" aria-label="Steps">
            <li class="made"><span>"Prompt list"</span><span class="tabular">{move || format!("{} shots", counts.get().0)}</span></li>
            {step("Footage", |c| c.3)}
            {step("Voices and sounds", |c| c.2)}
            {step("Mix", |c| c.1)}
            <li class=move || if film.get() { "made" } else { "waits" }><span>"Film"</span><span>{move || if film.get() { "ready" } else { "after the last clip" }}</span></li>
        </ol>
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
    view! {
        <li class=move || format!("clip-card {}", clip_class(state.get())) data-shot=row.id.to_string() data-state=move || state.get().key()>
            <a class="frame" href=format!("/projects/{}/edit?shot={}", live.id, row.id)>
                {move || match poster.get() {
                    Some(url) => view! { <img src=url alt="" loading="lazy" decoding="async" /> }.into_any(),
                    None => view! { <span class="leader"></span> }.into_any(),
                }}
                <span class="number">{move || number.get()}</span>
                <span class="visually-hidden">"Open shot in the editing room"</span>
            </a>
            <div class="clip-body">
                <p class="state-row"><ClipBadge state /> <span class="tabular">{move || clip.with(|clip| format!("{:.1} s", clip.seconds))}</span></p>
                <p class="what">{move || what.get()}</p>
                {move || (clip_class(state.get()) == "works").then(|| view! {
                    <progress aria-label="This clip" max="1" value=clip.with(|clip| clip.progress).map(|p| format!("{p:.2}"))></progress>
                })}
                <p class="meta">
                    <span>{move || clip.with(|clip| clip.provider.clone())}</span>
                    {move || clip.with(|clip| (clip.attempt > 1).then(|| format!("attempt {}", clip.attempt))).map(|text| view! { <span>{text}</span> })}
                    <a href=format!("/projects/{}/receipts?shot={}", live.id, row.id)>{move || clip.with(|clip| match clip.estimate_cents {
                        Some(cents @ 1..) => format!("about {}", money(cents)),
                        _ => money(clip.cost_cents),
                    })}</a>
                </p>
                {move || (state.get() == ClipState::Failed).then(|| view! {
                    <p class="why">{message.get().unwrap_or_else(|| "This shot could not be made.".to_owned())}</p>
                    {give("retry_shot", "Retry")}
                })}
                {move || message.get().filter(|_| state.get() == ClipState::Done || clip_class(state.get()) == "works").map(|note| view! { <p class="dim">{note}</p> })}
                <details class="more">
                    <summary>"More"</summary>
                    {give("make_again_from", "Make again from here")}
                </details>
            </div>
        </li>
    }
}
