//! A form that saves by itself: when a field is left, when another shot is chosen, and when the page is left. Without JavaScript it has a
//! button.

use super::edits::{Answer, Edits, Form};
use crate::ui::{Elsewhere, Icon, is_chosen_anew, is_written};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

#[derive(Clone, PartialEq)]
enum State {
    Quiet,
    Written,
    Saving,
    Saved,
    Failed(String),
}

#[component]
pub fn Auto(
    /// The path of the server function.
    to: &'static str,
    fields: Vec<(&'static str, String)>,
    /// Of several forms that change one thing: which.
    #[prop(optional)]
    part: &'static str,
    #[prop(optional)] class: &'static str,
    /// The button's words where there is no JavaScript.
    #[prop(default = "Save")]
    button: &'static str,
    /// What a saved change means, in words.
    #[prop(optional, into)]
    means: Option<Signal<String>>,
    children: Children,
) -> impl IntoView {
    let edits = expect_context::<Edits>();
    let hidden = fields
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone() /> })
        .collect_view();
    let form = StoredValue::new(Form { to, part, own: fields });
    let node = NodeRef::<html::Form>::new();
    let state = RwSignal::new(State::Quiet);
    let elsewhere = RwSignal::new(false);
    provide_context(Elsewhere(elsewhere));
    let heard = Callback::new(move |(sent, answer): (Vec<(String, String)>, Answer)| match answer {
        Ok(()) => {
            if let Some(node) = node.get_untracked() {
                sent.iter().for_each(|(name, value)| settle(&node, name, value));
            }
            elsewhere.set(false);
            let more = !edits.written(&form.get_value()).is_empty();
            state.set(if more { State::Written } else { State::Saved });
        }
        Err(problem) => state.set(State::Failed(problem.sentence)),
    });
    let save = move || {
        if edits.save(&form.get_value()) {
            state.set(State::Saving);
        }
    };
    let note = move |event: &web_sys::Event| {
        let Some((name, value)) = event.target().and_then(|target| written_in(&target)) else { return false };
        edits.write(&form.get_value(), name, value);
        if state.get_untracked() != State::Written {
            state.set(State::Written);
        }
        true
    };
    // What was written before the program was there, or before another shot was looked at, is in the form and goes on its way.
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        edits.tell(&form.get_value(), heard);
        let kept = edits.written(&form.get_value());
        kept.iter().for_each(|(name, value)| put(&node, name, value));
        let early = touched(&node);
        early.into_iter().for_each(|(name, value)| edits.write(&form.get_value(), name, value));
        save();
    });
    let class = format!("auto {class}");
    let saved = move || match means {
        Some(words) => words.get(),
        None => "Saved".to_owned(),
    };
    view! {
        <form
            node_ref=node
            action=to
            method="post"
            class=class
            autocomplete="off"
            on:input=move |event| { note(&event); }
            on:change=move |event| if note(&event) { save() }
            on:submit=move |event| { event.prevent_default(); save() }
        >
            {hidden}
            {children()}
            <p class="saved" role="status">
                {move || match state.get() {
                    State::Quiet => ().into_any(),
                    State::Written if elsewhere.get() => "Not saved yet. It was changed elsewhere meanwhile: yours replaces that, and Undo brings it back.".into_any(),
                    State::Written => "Not saved yet".into_any(),
                    State::Saving => "Saving…".into_any(),
                    State::Saved => view! { <Icon name="check" /><span>{saved}</span> }.into_any(),
                    State::Failed(why) => view! { <Icon name="alert" /><span class="why">{format!("Not saved, and kept here. {why}")}</span><button type="submit" class="small">"Try again"</button> }.into_any(),
                }}
            </p>
            <button type="submit" class="without-script">{button}</button>
        </form>
    }
}

/// A field's name and what is in it.
fn written_in(target: &impl JsCast) -> Option<(String, String)> {
    let (name, value) = if let Some(field) = target.dyn_ref::<HtmlTextAreaElement>() {
        (field.name(), field.value())
    } else if let Some(field) = target.dyn_ref::<HtmlSelectElement>() {
        (field.name(), field.value())
    } else {
        let field = target.dyn_ref::<HtmlInputElement>().filter(|field| is_written(field))?;
        (field.name(), field.value())
    };
    Some((name, value)).filter(|(name, _)| !name.is_empty())
}

fn elements(form: &HtmlFormElement) -> impl Iterator<Item = web_sys::Element> + use<> {
    let elements = form.elements();
    (0..elements.length()).filter_map(move |at| elements.item(at))
}

/// The fields that hold something else than the studio has.
fn touched(form: &HtmlFormElement) -> Vec<(String, String)> {
    let is_touched = |element: &web_sys::Element| match element.dyn_ref::<HtmlTextAreaElement>() {
        Some(field) => field.default_value().is_ok_and(|had| had != field.value()),
        None if element.has_type::<HtmlSelectElement>() => element.dyn_ref().is_some_and(is_chosen_anew),
        None => element.dyn_ref::<HtmlInputElement>().is_some_and(|field| field.value() != field.default_value()),
    };
    elements(form).filter(is_touched).filter_map(|element| written_in(&element)).collect()
}

/// The studio has this value of a field. One that was changed since stays as it is.
fn settle(form: &HtmlFormElement, name: &str, value: &str) {
    for element in elements(form) {
        if let Some(field) = element.dyn_ref::<HtmlTextAreaElement>().filter(|field| field.name() == name) {
            let now = field.value();
            let _ = field.set_default_value(value);
            field.set_value(&now);
        } else if let Some(field) = element.dyn_ref::<HtmlInputElement>().filter(|field| field.name() == name) {
            field.set_default_value(value);
        }
    }
}

fn put(form: &HtmlFormElement, name: &str, value: &str) {
    for element in elements(form) {
        if let Some(field) = element.dyn_ref::<HtmlTextAreaElement>().filter(|field| field.name() == name) {
            field.set_value(value);
        } else if let Some(field) = element.dyn_ref::<HtmlSelectElement>().filter(|field| field.name() == name) {
            field.set_value(value);
        } else if let Some(field) = element.dyn_ref::<HtmlInputElement>().filter(|field| field.name() == name) {
            field.set_value(value);
        }
    }
}
