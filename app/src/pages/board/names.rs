//! How names are said, and how they sound.

use super::super::edit::auto::Auto;
use crate::{
    api::film::SayName,
    live::Live,
    ui::{Act, Input},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// How a character's name is said, and a player of it in the character's voice.
#[component]
pub fn SaidAs(live: Live, name: String, #[prop(into)] voice: Signal<String>) -> impl IntoView {
    let own = name.clone();
    let said = Memo::new(move |_| live.view.with(|view| view.list.names.get(&own).cloned()).unwrap_or_default());
    let fields = vec![("id", live.id.to_string()), ("written", name.clone())];
    let heard = format!("{name}, said in the voice of this character");
    // The last part changes with what is heard, so that a browser asks again.
    let source = Memo::new(move |_| {
        let (name, now) = (in_address(&name), in_address(&format!("{} {}", said.get(), voice.get())));
        format!("/api/v1/projects/{}/hear?character={name}&now={now}", live.id)
    });
    view! {
        <Auto to=SayName::PATH part="said" fields=fields class="stack" button="Save how it is said">
            <Input label="Name said as" unit="where the voice says it wrongly" name="said" value=said />
        </Auto>
        <audio controls=true preload="none" src=move || source.get() aria-label=heard></audio>
    }
}

/// Other words that are said otherwise than they are written.
#[component]
pub fn OtherNames(live: Live) -> impl IntoView {
    let names = Memo::new(move |_| {
        live.view.with(|view| {
            let other = |written: &&String| view.list.character(written).is_none();
            view.list.names.keys().filter(other).cloned().collect::<Vec<String>>()
        })
    });
    let fields = Signal::derive(move || vec![("id", live.id.to_string())]);
    view! {
        <details class="quiet">
            <summary>"Words that are said wrongly"</summary>
            <ul class="sheets">
                <For each=move || names.get() key=Clone::clone let:written>
                    <Said live written />
                </For>
            </ul>
            <Act to=SayName::PATH fields=fields class="stack" reset=true>
                <Input label="Written" name="written" value=Signal::stored(String::new()) required=true />
                <Input label="Said as" name="said" value=Signal::stored(String::new()) required=true />
                <button type="submit" class="small">"Say it so"</button>
            </Act>
        </details>
    }
}

#[component]
fn Said(live: Live, written: String) -> impl IntoView {
    let own = written.clone();
    let said = Memo::new(move |_| live.view.with(|view| view.list.names.get(&own).cloned()).unwrap_or_default());
    let away = vec![("id", live.id.to_string()), ("written", written.clone()), ("said", String::new())];
    let shown = written.clone();
    view! {
        <li class="sheet-card">
            <p>{shown}" · said as "{move || said.get()}</p>
            <Act to=SayName::PATH fields=away><button type="submit" class="small quiet">"Say it as written"</button></Act>
        </li>
    }
}

/// A text within an address.
fn in_address(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
