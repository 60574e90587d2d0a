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

/// The state of a shot's clip; of one that could not be made as it was asked for, what is in its place.
#[component]
pub fn ShotBadge(clip: RwSignal<model::view::ClipView>) -> impl IntoView {
    let told = Memo::new(move |_| {
        clip.with(|clip| match (clip.state, clip.video.is_some(), clip.provider.as_str()) {
            (ClipState::Failed, true, "animatic") => ("stale", "Draft in its place"),
            (ClipState::Failed, true, _) => ("stale", "In the film, not as asked"),
            (ClipState::Failed, false, _) => ("failed", "Not made"),
            (state, ..) => (clip_class(state), state.label()),
        })
    });
    view! {
        <span class=move || format!("badge {}", told.get().0)>
            {move || view! { <Icon name=glyph(told.get().0) /> }}
            <span>{move || told.get().1}</span>
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
