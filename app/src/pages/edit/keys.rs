//! The keyboard of the editing room.

use super::cutting::Cutting;
use crate::ui::Icon;
use leptos::{html, prelude::*};
use model::ShotId;
use wasm_bindgen::JsCast;

const KEYS: [(&str, &str); 13] = [
    ("Space", "play and pause"),
    ("J  K  L", "back, stop, on; again for faster"),
    ("← →", "one frame; with Shift ten"),
    ("↑ ↓", "the shot before, the next shot"),
    ("Home  End", "the film's start and end"),
    ("S", "split the shot at the playhead"),
    ("[  ]", "cut off what is before, after the playhead"),
    ("Alt ←  Alt →", "move the shot back, on"),
    ("Delete", "delete the shot"),
    ("C", "captions"),
    ("Ctrl Z", "undo"),
    ("Ctrl Shift Z", "redo"),
    ("?", "this list; Esc closes it"),
];

/// Listens to the keys, and shows their list.
#[component]
pub fn Shortcuts(cutting: Cutting, select: Callback<ShotId>) -> impl IntoView {
    let Cutting { live, shuttle, .. } = cutting;
    let dialog = NodeRef::<html::Dialog>::new();
    let open = move || {
        if let Some(dialog) = dialog.get_untracked() {
            if dialog.open() {
                dialog.close()
            } else if dialog.show_modal().is_err() {
                dialog.set_open(true)
            }
        }
    };
    let neighbour = move |step: isize| {
        let now = shuttle.clips.with_untracked(|clips| {
            let time = shuttle.time.get_untracked() + 0.01;
            let mut end = 0.0;
            clips
                .iter()
                .position(|clip| {
                    end += clip.seconds;
                    time < end
                })
                .unwrap_or(clips.len().saturating_sub(1))
        });
        let rows = live.rows.get_untracked();
        if let Some(row) = now.checked_add_signed(step).and_then(|at| rows.get(at)) {
            select.run(row.id);
            if let Some(start) = shuttle.start_of(row.id) {
                shuttle.seek(start);
            }
        }
    };
    Effect::new(move |_| {
        let listener = window_event_listener(leptos::ev::keydown, move |event| {
            if writing(&event) {
                return;
            }
            let command = event.ctrl_key() || event.meta_key();
            let press = |id: &str| {
                if let Some(button) =
                    document().get_element_by_id(id).and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
                {
                    button.click();
                }
            };
            match event.key().as_str() {
                // On some keyboards they are reached with Ctrl and Alt.
                "[" if !event.meta_key() => cutting.trim_to_playhead(true),
                "]" if !event.meta_key() => cutting.trim_to_playhead(false),
                "z" | "Z" if command && event.shift_key() => press("redo"),
                "z" if command => press("undo"),
                "y" if command => press("redo"),
                "ArrowLeft" if event.alt_key() => cutting.nudge(-1),
                "ArrowRight" if event.alt_key() => cutting.nudge(1),
                _ if command || event.alt_key() => return,
                "s" | "S" => cutting.split(),
                "Delete" | "Backspace" => cutting.delete(),
                " " => shuttle.toggle(),
                "j" | "J" => shuttle.shuttle(-1.0),
                "k" | "K" => shuttle.pause(),
                "l" | "L" => shuttle.shuttle(1.0),
                "ArrowLeft" => shuttle.step(if event.shift_key() { -10 } else { -1 }),
                "ArrowRight" => shuttle.step(if event.shift_key() { 10 } else { 1 }),
                "ArrowUp" => neighbour(-1),
                "ArrowDown" => neighbour(1),
                "Home" => shuttle.seek(0.0),
                "End" => shuttle.seek(f64::MAX),
                "c" | "C" => shuttle.captions.update(|on| *on = !*on),
                "?" => open(),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || listener.remove());
    });
    view! {
        <button type="button" class="keys-button small quiet" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" on:click=move |_| open()><Icon name="keys" /></button>
        <dialog class="keys" node_ref=dialog aria-labelledby="keys-title">
            <h2 id="keys-title">"Keys"</h2>
            <dl>
                {KEYS.into_iter().map(|(key, what)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div> }).collect_view()}
            </dl>
            <form method="dialog"><button>"Close"</button></form>
        </dialog>
    }
}

/// The key belongs to a field, a button or an open list.
fn writing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else { return false };
    let tag = element.tag_name();
    let range = element.get_attribute("type").as_deref() == Some("range");
    match tag.as_str() {
        "INPUT" => !range || event.key().starts_with("Arrow"),
        "TEXTAREA" | "SELECT" => true,
        "BUTTON" | "SUMMARY" | "A" => matches!(event.key().as_str(), " " | "Enter"),
        _ => false,
    }
}
