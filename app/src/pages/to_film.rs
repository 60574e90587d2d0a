//! What is left to film, in words and buttons that several pages show.

use crate::{
    api::film::CommandFilm,
    live::{Live, Row},
    ui::{Act, Icon, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::RunState;

/// Why the film cannot be paid, where it needs credit that the person does not have.
pub fn needs_credit(live: Live) -> impl IntoView {
    let sentence = Memo::new(move |_| live.view.with(|view| view.progress.needs_credit.clone()));
    move || (!sentence.with(String::is_empty)).then(|| view! { <p class="dim" role="status">{sentence.get()}</p> })
}

/// A button that gives the clip loop a command.
pub fn give(
    live: Live,
    command: &'static str,
    class: &'static str,
    icon: &'static str,
    words: String,
) -> impl IntoView {
    let fields = vec![("id", live.id.to_string()), ("command", command.to_owned())];
    view! {
        <Act to=CommandFilm::PATH fields=fields>
            <button type="submit" class=class data-command=command><Icon name=icon />{words}</button>
        </Act>
    }
}

pub fn price(live: Live) -> String {
    live.view.with(|view| match (view.progress.estimate_cents, view.progress.unpriced) {
        (_, true) => "the price is not known".to_owned(),
        (0, _) => "free".to_owned(),
        _ if !view.progress.needs_credit.is_empty() => "needs credit".to_owned(),
        (cents, _) => format!("about {}", money(cents)),
    })
}

pub fn shots(count: usize) -> String {
    if count == 1 { "1 shot".to_owned() } else { format!("{count} shots") }
}

/// A finished film whose shots are all made, and which lacks something that costs money, such as its music.
pub fn lacks_something(live: Live) -> bool {
    let ended = live.view.with(|view| {
        let made = matches!(view.card.state, RunState::Done | RunState::DoneWithFailures);
        made && (view.progress.estimate_cents > 0 || view.progress.unpriced)
    });
    ended && changed(live) == 0
}

/// Makes what a finished film lacks.
pub fn give_finish(live: Live) -> impl IntoView {
    give(live, "start", "primary", "play", format!("Finish the film · {}", price(live)))
}

/// How many shots of a finished film are not in it as the project has them now, because that costs money and nobody has said so yet.
pub fn changed(live: Live) -> usize {
    let ended = live
        .view
        .with(|view| matches!(view.card.state, RunState::Done | RunState::DoneWithFailures | RunState::Failed));
    let open = |row: &&Row| row.clip.with(|clip| clip.state.is_to_come());
    let shown = || live.rows.with(|rows| rows.iter().filter(open).count());
    if ended { live.beyond(|window| window.open).unwrap_or_else(shown) } else { 0 }
}
