//! The takes of a shot, side by side: a picture each, and how they differ.

use crate::{
    api::shots::ChooseTake,
    live::{Live, Row},
    ui::{Act, Icon, Shuttle, When, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::TakeView;

#[component]
pub fn Takes(live: Live, row: Row, shuttle: Shuttle) -> impl IntoView {
    let takes = Memo::new(move |_| row.clip.with(|clip| clip.takes.clone()));
    let none = move || {
        let words = match row.clip.with(|clip| clip.video.is_some()) {
            true => "This shot shows a part of another shot’s take. Re-record it to give it one of its own.",
            false => "No take yet. It appears here when the shot was filmed.",
        };
        takes.with(Vec::is_empty).then(|| view! { <p class="dim">{words}</p> })
    };
    view! {
        {none}
        <ul class="takes">
            {move || {
                takes.get().into_iter().rev().map(|take| view! { <Take live row take shuttle /> }).collect_view()
            }}
        </ul>
    }
}

#[component]
fn Take(live: Live, row: Row, take: TakeView, shuttle: Shuttle) -> impl IntoView {
    let TakeView { take: number, chosen, made_by, seconds, video, poster, cost_cents, reused, made_at, differs, words } =
        take;
    let fields = vec![("id", live.id.to_string()), ("shot", row.id.to_string()), ("take", number.to_string())];
    let name = format!("Take {}", number + 1);
    let plays = RwSignal::new(false);
    let (label, picture) = (format!("Play take {}", number + 1), poster.clone());
    let look = move |_| {
        shuttle.pause();
        plays.set(true);
    };
    let cost = if reused { "from another film, free".to_owned() } else { money(cost_cents) };
    view! {
        <li class:chosen=chosen>
            {move || match plays.get() {
                true => view! { <video controls=true autoplay=true playsinline=true src=video.clone() aria-label=label.clone()></video> }.into_any(),
                false => view! {
                    <a class="poster" href=video.clone() rel="external" aria-label=label.clone() on:click=move |event| { event.prevent_default(); look(event) }>
                        {picture.clone().map(|url| view! { <img src=url alt="" loading="lazy" decoding="async" /> })}
                        <Icon name="play" />
                    </a>
                }.into_any(),
            }}
            <div class="take-words">
                <p class="state-row"><strong>{name}</strong><span class="dim"><When at=made_at /></span></p>
                <p class="dim tabular">{format!("{seconds:.1} s · {} · {cost}", made_by.provider)}</p>
                {(!differs.is_empty()).then(|| view! { <p>{differs}</p> })}
                {(!words.is_empty()).then(|| view! { <details class="take-prompt"><summary>"What it was filmed from"</summary><p>{words}</p></details> })}
                {if chosen {
                    view! { <p class="badge made"><Icon name="check" /><span>"In the film"</span></p> }.into_any()
                } else {
                    view! { <Act to=ChooseTake::PATH fields=fields><button type="submit" class="small">"Use this take"</button></Act> }.into_any()
                }}
            </div>
        </li>
    }
}
