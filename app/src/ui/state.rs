//! States: always a colour, an icon and a word.

use super::Icon;
use leptos::prelude::*;
use model::{ClipState, RunState};

pub const fn clip_class(state: ClipState) -> &'static str {
    match state {
        ClipState::Waiting => "waits",
        ClipState::Done => "made",
        ClipState::Failed => "failed",
        ClipState::Stale => "stale",
        _ => "works",
    }
}

const fn run_class(state: RunState) -> &'static str {
    match state {
        RunState::Draft | RunState::Cancelled => "quiet",
        RunState::Filming => "works",
        RunState::Paused => "waits",
        RunState::Done => "made",
        RunState::DoneWithFailures | RunState::Failed => "failed",
    }
}

fn glyph(class: &str) -> &'static str {
    match class {
        "made" => "check",
        "works" => "reel",
        "failed" => "alert",
        "stale" => "again",
        "quiet" => "draft",
        _ => "wait",
    }
}

#[component]
pub fn ClipBadge(#[prop(into)] state: Signal<ClipState>) -> impl IntoView {
    view! {
        <span class=move || format!("badge {}", clip_class(state.get()))>
            {move || view! { <Icon name=glyph(clip_class(state.get())) /> }}
            <span>{move || state.get().label()}</span>
        </span>
    }
}

#[component]
pub fn RunBadge(#[prop(into)] state: Signal<RunState>) -> impl IntoView {
    view! {
        <span class=move || format!("badge {}", run_class(state.get())) data-state=move || state.get().key()>
            {move || view! { <Icon name=glyph(run_class(state.get())) /> }}
            <span>{move || state.get().label()}</span>
        </span>
    }
}
