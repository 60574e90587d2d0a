//! Form fields. Their values follow the project's signals: an undo elsewhere shows here. What a person put in before the program
//! was there stays.

use super::Writing;
use leptos::{html, prelude::*};

/// Calls `put` when the value changes, and not for the value that the page came with.
fn follow(value: Signal<String>, put: impl Fn(&str) + 'static) {
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now) {
            put(&now);
        }
        now
    });
}

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
    let field = NodeRef::<html::Input>::new();
    follow(value, move |now| {
        if let Some(field) = field.get_untracked() {
            field.set_value(now);
        }
    });
    view! {
        <label class="field">
            <span class="label">{label}{(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}</span>
            <input
                node_ref=field
                type=kind
                name=name
                value=value.get_untracked()
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
    let field = NodeRef::<html::Textarea>::new();
    follow(value, move |now| {
        if let Some(field) = field.get_untracked() {
            field.set_value(now);
        }
    });
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <Writing text=value.get_untracked() node_ref=field attr:name=name attr:rows=rows attr:class=class />
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
    let field = NodeRef::<html::Select>::new();
    follow(value, move |now| {
        if let Some(field) = field.get_untracked() {
            field.set_value(now);
        }
    });
    let first = value.get_untracked();
    let options = options
        .into_iter()
        .map(|(key, words)| {
            let selected = key == first;
            view! { <option value=key selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <select node_ref=field name=name>{options}</select>
        </label>
    }
}

/// Yes or no.
#[component]
pub fn Tick(
    label: &'static str,
    name: &'static str,
    checked: bool,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="checkbox" name=name checked=checked />
            <span>{label}{(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}</span>
        </label>
    }
}
