//! Form fields. Their values follow the project's signals: an undo elsewhere shows here.

use leptos::prelude::*;

/// A one-line field, with its unit or hint behind it.
#[component]
pub fn Input(
    label: &'static str,
    name: &'static str,
    #[prop(into)] value: Signal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] unit: &'static str,
    #[prop(optional)] placeholder: &'static str,
    #[prop(optional)] step: Option<&'static str>,
    #[prop(optional)] min: Option<&'static str>,
    #[prop(optional)] max: Option<&'static str>,
    #[prop(optional, into)] list: Option<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    view! {
        <label class="field">
            <span class="label">{label}{(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}</span>
            <input
                type=kind
                name=name
                value=value.get_untracked()
                prop:value=move || value.get()
                placeholder=(!placeholder.is_empty()).then_some(placeholder)
                step=step
                min=min
                max=max
                list=list
                required=required
                autocomplete="off"
            />
        </label>
    }
}

/// Several lines of text.
#[component]
pub fn Area(
    label: &'static str,
    name: &'static str,
    #[prop(into)] value: Signal<String>,
    #[prop(default = "3")] rows: &'static str,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <textarea name=name rows=rows class=class prop:value=move || value.get()>
                {value.get_untracked()}
            </textarea>
        </label>
    }
}

/// One of several, as (key, words).
#[component]
pub fn Choice(
    label: &'static str,
    name: &'static str,
    options: Vec<(String, String)>,
    #[prop(into)] value: Signal<String>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(key, words)| {
            let own = key.clone();
            let at_first = value.get_untracked() == own;
            view! {
                <option value=key selected=at_first prop:selected=move || value.get() == own>
                    {words}
                </option>
            }
        })
        .collect_view();
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <select name=name>{options}</select>
        </label>
    }
}

/// Yes or no.
#[component]
pub fn Tick(
    label: &'static str,
    name: &'static str,
    checked: bool,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="checkbox" name=name checked=checked />
            <span>{label}{(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}</span>
        </label>
    }
}
