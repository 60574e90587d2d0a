//! Form fields. Their values follow the project's signals: an undo elsewhere shows here. What a person put in and the studio does not
//! have yet stays: the DOM's own `defaultValue` is what the studio has.

use super::Writing;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// Hears that a field, in which a person has written and not saved, was changed elsewhere meanwhile.
#[derive(Clone, Copy)]
pub struct Elsewhere(pub RwSignal<bool>);

fn tell_elsewhere(elsewhere: Option<Elsewhere>) {
    if let Some(Elsewhere(told)) = elsewhere {
        told.set(true);
    }
}

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

/// The studio has what is in a form now.
pub fn settle(form: &web_sys::HtmlFormElement) {
    let elements = form.elements();
    for element in (0..elements.length()).filter_map(|at| elements.item(at)) {
        if let Some(field) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
            let _ = field.set_default_value(&field.value());
        } else if let Some(field) = element.dyn_ref::<web_sys::HtmlInputElement>().filter(|field| is_written(field)) {
            field.set_default_value(&field.value());
        }
    }
}

/// A field whose value is what a person writes in it.
pub fn is_written(field: &web_sys::HtmlInputElement) -> bool {
    !matches!(field.type_().as_str(), "hidden" | "checkbox" | "radio" | "file" | "submit")
}

/// Another option is chosen than the one that the page came with.
pub fn is_chosen_anew(field: &web_sys::HtmlSelectElement) -> bool {
    let came = field.query_selector("option[selected]").ok().flatten().and_then(|option| option.get_attribute("value"));
    came.is_some_and(|came| came != field.value())
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
    let elsewhere = use_context();
    follow(value, move |now| {
        if let Some(field) = field.get_untracked() {
            let had = field.default_value();
            if field.value() == had {
                field.set_value(now);
            } else if had != now && field.value() != now {
                tell_elsewhere(elsewhere);
            }
            field.set_default_value(now);
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
    let elsewhere = use_context();
    follow(value, move |now| {
        if let Some(field) = field.get_untracked() {
            let had = field.default_value().unwrap_or_default();
            let mine = field.value();
            let _ = field.set_default_value(now);
            if had == mine {
                field.set_value(now);
            } else if had != now && mine != now {
                tell_elsewhere(elsewhere);
            }
        }
    });
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <Writing text=value.get_untracked() node_ref=field attr:name=name attr:rows=rows attr:class=class />
        </label>
    }
}

/// Whether a page's lists show models that are not advised, too. They do as long as no program runs in the page.
#[derive(Clone, Copy)]
pub struct AllModels(pub RwSignal<bool>);

impl AllModels {
    /// For the lists of a page.
    pub fn provide() {
        provide_context(Self(RwSignal::new(false)));
    }

    /// Something is left out of the lists that is not advised; `None` where the page has no such lists.
    pub fn leaves_out() -> Option<Signal<bool>> {
        let Self(all) = use_context()?;
        let runs = RwSignal::new(false);
        Effect::new(move |_| runs.set(true));
        Some(Signal::derive(move || runs.get() && !all.get()))
    }
}

/// The options that are not advised, in a group of their own.
fn other_models(options: impl IntoView + 'static) -> impl IntoView {
    let leaves_out = AllModels::leaves_out();
    let hidden = move || leaves_out.is_some_and(|left| left.get());
    view! { <optgroup label="All models" hidden=hidden>{options}</optgroup> }
}

/// One of several, as (key, words).
#[component]
pub fn Choice(
    label: &'static str,
    name: &'static str,
    options: Vec<(String, String)>,
    /// Models that are not advised.
    #[prop(optional)]
    others: Vec<(String, String)>,
    #[prop(into)] value: Signal<String>,
) -> impl IntoView {
    let field = NodeRef::<html::Select>::new();
    follow(value, move |now| {
        if let Some(field) = field.get_untracked() {
            field.set_value(now);
        }
    });
    let first = value.get_untracked();
    let list = move |options: Vec<(String, String)>| {
        options
            .into_iter()
            .map(|(key, words)| {
                let selected = key == first;
                view! { <option value=key selected=selected>{words}</option> }
            })
            .collect_view()
    };
    let others = (!others.is_empty()).then(|| other_models(list(others)));
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <select node_ref=field name=name>{list(options)} {others}</select>
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
