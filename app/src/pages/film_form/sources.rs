//! Where a script can come from.

use crate::ui::Icon;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// Where a script can come from: a file, or a sample.
#[component]
pub fn Sources(file: NodeRef<html::Input>, hydrated: RwSignal<bool>, take: Callback<web_sys::File>) -> impl IntoView {
    view! {
        <div class="sources">
            <label class="button" title="Or drop a file anywhere on this page" class:needs-script=move || !hydrated.get()>
                <Icon name="file" />
                "Open a file"
                <input
                    node_ref=file
                    class="visually-hidden"
                    type="file"
                    accept=".fountain,.fdx,.txt,.md,.docx,.odt,.rtf,.pdf,text/plain"
                    on:change=move |event| {
                        let chosen = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()).and_then(|f| f.files()).and_then(|files| files.get(0));
                        if let Some(chosen) = chosen {
                            take.run(chosen);
                        }
                    }
                />
            </label>
            <details class="drop">
                <summary class="button">"Start from a sample"</summary>
                <ul class="sheet samples">
                    {script::samples().iter().map(|sample| view! {
                        <li><a href=format!("/new?sample={}", sample.key)><span class="film-title">{sample.title}</span><span>{sample.blurb}</span></a></li>
                    }).collect_view()}
                </ul>
            </details>
        </div>
    }
}
