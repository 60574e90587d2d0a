//! The one next step of a film: a button with its price, and where the budget is too small, the budget beside it.

use super::to_film::{changed, give, give_finish, lacks_something, price, shots};
use crate::{
    api::film::SetBudget,
    live::Live,
    ui::{Act, Icon, Input, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{ClipState, RunState};

/// Money as a field holds it: "1.96".
pub fn dollars(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn failed(live: Live) -> usize {
    let shown = || {
        live.rows.with(|rows| rows.iter().filter(|row| row.clip.with(|clip| clip.state == ClipState::Failed)).count())
    };
    live.beyond(|window| window.failed).unwrap_or_else(shown)
}

/// What there is to film, in words, and the command that does it; `None` where nothing is left.
fn to_film(live: Live, state: RunState) -> Option<(&'static str, String)> {
    let all = live.view.with(|view| view.progress.to_make as usize);
    let (changed, failed) = (changed(live), failed(live));
    match state {
        RunState::Draft => Some(("start", format!("Film {}", shots(all.max(1))))),
        RunState::Cancelled => Some(("start", "Go on filming".to_owned())),
        RunState::Filming | RunState::Paused => None,
        // Every shot is made; joining them failed.
        RunState::Failed if failed == 0 && changed == 0 => Some(("retry_failed", "Join the film again".to_owned())),
        _ if failed > 0 && changed == 0 => Some(("retry_failed", format!("Try {} again", shots(failed)))),
        _ if failed > 0 => Some(("retry_failed", format!("Film {}", shots(failed + changed)))),
        _ => (changed > 0).then(|| ("start", format!("Film {}", shots(changed)))),
    }
}

/// What is known of the money, as far as the button that films says it.
#[derive(Clone, PartialEq)]
struct Money {
    price: String,
    covered: Option<u32>,
    to_make: u32,
    cap: i64,
    needed: i64,
    some: i64,
    spent: i64,
}

impl Money {
    fn of(live: Live) -> Self {
        let price = price(live);
        live.view.with(|view| {
            let now = &view.progress;
            Self {
                price,
                covered: now.covered,
                to_make: now.to_make,
                cap: view.settings.budget_cents.unwrap_or_default(),
                needed: now.spent_cents + now.reserved_cents + now.estimate_cents,
                some: now.covered_cents,
                spent: now.spent_cents,
            }
        })
    }
}

/// Films what is left: for the price on the button, or, where the budget does not cover it, with the budget that it takes.
#[component]
pub fn Film(live: Live, command: &'static str, words: String) -> impl IntoView {
    // A shot may be known to be changed before its price is.
    let told = Memo::new(move |_| Money::of(live));
    move || {
        let Money { price, covered, to_make, cap, needed, some, spent } = told.get();
        let words = format!("{words} · {price}");
        let Some(covered) = covered else { return give(live, command, "primary", "play", words).into_any() };
        let said = match covered {
            0 if spent == 0 => format!("The budget of {} covers none of these shots.", money(cap)),
            0 => format!("The budget of {} is used up: what is left of it covers none of these shots.", money(cap)),
            _ => format!("The budget of {} covers {covered} of {to_make} shots; the others stay drafts.", money(cap)),
        };
        let fields = vec![("id", live.id.to_string()), ("command", command.to_owned())];
        let fewer = (covered > 0).then(|| {
            let price = if some == 0 { "free".to_owned() } else { format!("about {}", money(some)) };
            give(live, command, "", "play", format!("Film {} of them · {price}", shots(covered as usize)))
        });
        view! {
            <p class="hint waits" role="status">{said}</p>
            <Act to=SetBudget::PATH fields=fields class="row raise">
                <Input label="Budget" unit="$, for the whole film" name="budget" value=dollars(needed) />
                <button type="submit" class="primary" data-command=command><Icon name="play" />{words}</button>
            </Act>
            {fewer}
        }
        .into_any()
    }
}

#[component]
pub fn Commands(live: Live, state: Memo<RunState>) -> impl IntoView {
    let left = Memo::new(move |_| to_film(live, state.get()));
    let lacks = Memo::new(move |_| lacks_something(live));
    let is_made = move || matches!(state.get(), RunState::Done | RunState::DoneWithFailures);
    let give = move |command, class, icon, words: &str| give(live, command, class, icon, words.to_owned());
    view! {
        <div class="commands">
            {move || match (state.get(), left.get()) {
                (RunState::Filming, _) => view! { {give("pause", "", "pause", "Pause")} {give("cancel", "quiet", "stop", "Stop")} }.into_any(),
                (RunState::Paused, _) => view! { {give("resume", "primary", "play", "Resume")} {give("cancel", "quiet", "stop", "Stop")} }.into_any(),
                (_, Some((command, words))) => view! { <Film live command words /> }.into_any(),
                _ if lacks.get() => give_finish(live).into_any(),
                _ => view! { <a class="button primary" href=format!("/projects/{}/export", live.id)><Icon name="download" />"Export the film"</a> }.into_any(),
            }}
            {move || is_made().then(|| view! { <a class="button" href=format!("/projects/{}/edit", live.id)><Icon name="cut" />"Editing room"</a> })}
        </div>
    }
}
