//! The film's file for another app of the device: its share sheet, where the browser has one.

use crate::{live::Live, ui::Icon};
use leptos::{prelude::*, task::spawn_local};
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Share sheets take no larger files, in bytes.
const MOST: i64 = 100_000_000;

thread_local! {
    /// The film that was fetched. The server, where a page may be made by one thread and dropped by another one, never has any.
    static FILE: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// How far the hand-over is. The file is in memory before the person presses: a share sheet opens in the very click only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nobody knows yet what the browser can.
    Unknown,
    /// There is no share sheet for files.
    None,
    Offered,
    Fetching,
    Ready,
    Failed,
}

/// A part of an object, where it is there.
fn part(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into()).ok().filter(|part| !part.is_undefined() && !part.is_null())
}

fn call(of: &JsValue, name: &str, with: &JsValue) -> Result<JsValue, JsValue> {
    let function = part(of, name).and_then(|function| function.dyn_into::<js_sys::Function>().ok());
    function.ok_or(JsValue::UNDEFINED)?.call1(of, with)
}

/// What a share sheet is given: files and nothing else, since some apps drop the files beside a text.
fn shared(file: &JsValue) -> JsValue {
    let object = js_sys::Object::new();
    let _set = js_sys::Reflect::set(&object, &"files".into(), &js_sys::Array::of1(file));
    object.into()
}

fn file(bytes: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    let kind = js_sys::Object::new();
    js_sys::Reflect::set(&kind, &"type".into(), &"video/mp4".into())?;
    let constructor = js_sys::Reflect::get(&window(), &"File".into())?.dyn_into::<js_sys::Function>()?;
    js_sys::Reflect::construct(&constructor, &js_sys::Array::of3(&js_sys::Array::of1(bytes), &name.into(), &kind))
}

fn navigator() -> JsValue {
    part(&window(), "navigator").unwrap_or(JsValue::UNDEFINED)
}

/// Whether the share sheet takes a film.
fn can_share() -> bool {
    let Ok(probe) = file(&js_sys::Uint8Array::new_with_length(1), "film.mp4") else { return false };
    call(&navigator(), "canShare", &shared(&probe)).is_ok_and(|may| may.is_truthy())
}

async fn fetched(url: &str, name: &str) -> Result<JsValue, JsValue> {
    let answer: web_sys::Response = JsFuture::from(window().fetch_with_str(url)).await?.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::UNDEFINED);
    }
    let bytes = JsFuture::from(answer.array_buffer()?).await?;
    file(&bytes, name)
}

/// Hands the film to another app, or says how to put it into the files of the device.
#[component]
pub fn HandOver(live: Live, bytes: i64) -> impl IntoView {
    let step = RwSignal::new(Step::Unknown);
    let fits = bytes <= MOST;
    Effect::new(move || step.set(if fits && can_share() { Step::Offered } else { Step::None }));
    let url = format!("/projects/{}/film.mp4", live.id);
    let title = live.view.with_untracked(|view| view.card.title.clone());
    let fetch = move |_| {
        step.set(Step::Fetching);
        let (url, name) = (url.clone(), format!("{}.mp4", title.replace(['/', '\\'], "_")));
        spawn_local(async move {
            match fetched(&url, &name).await {
                Ok(file) => {
                    FILE.set(Some(file));
                    step.try_set(Step::Ready);
                }
                Err(_) => {
                    step.try_set(Step::Failed);
                }
            }
        });
    };
    let hand = move |_| {
        let given = shared(&FILE.take().unwrap_or(JsValue::UNDEFINED));
        FILE.set(part(&given, "files").map(|files| js_sys::Array::from(&files).get(0)));
        // Whoever closes the sheet has changed their mind: the button stays.
        if call(&navigator(), "share", &given).is_err() {
            step.set(Step::Failed);
        }
    };
    view! {
        <div class="with-script">
            {move || match step.get() {
                Step::Unknown => ().into_any(),
                Step::None => view! {
                    <details>
                        <summary>"To a phone, iCloud or another app"</summary>
                        <p>{if fits {
                            "This browser hands no files to other apps. Download the film; on an iPhone or iPad choose “Save to Files”, then iCloud Drive."
                        } else {
                            "The film is too large for a share sheet. Download it; on an iPhone or iPad choose “Save to Files”, then iCloud Drive."
                        }}</p>
                    </details>
                }.into_any(),
                Step::Offered => view! { <button type="button" on:click=fetch.clone()><Icon name="export" />"Get it ready for another app"</button> }.into_any(),
                Step::Fetching => view! { <button type="button" disabled=true>"Fetching the film …"</button> }.into_any(),
                Step::Ready => view! { <button type="button" class="primary" on:click=hand>"Choose an app …"</button> }.into_any(),
                Step::Failed => view! {
                    <p class="hint" role="status">"The film was not handed over. Download it; on an iPhone or iPad choose “Save to Files”, then iCloud Drive."</p>
                }.into_any(),
            }}
        </div>
        <p class="without-script dim">"For a phone or iCloud: download the film there, and choose “Save to Files”."</p>
    }
}
