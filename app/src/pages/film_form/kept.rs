//! The form of a film that exists: what is written in it is kept in the browser until it is saved, and where the film was changed
//! elsewhere, an untouched form follows.

use crate::{live::Live, ui::encode};
use leptos::{html, prelude::*};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// A form with a longer script is kept when it stands still for a moment.
const LONG: usize = 200_000;

#[derive(Clone, Copy)]
pub struct Kept {
    live: Live,
    area: NodeRef<html::Textarea>,
    /// Rises where the form is to be filled anew.
    turn: RwSignal<u32>,
    /// Something was written in it that is not saved.
    touched: StoredValue<bool>,
    writes: StoredValue<u32>,
    note: RwSignal<Option<&'static str>>,
}

impl Kept {
    pub fn new(live: Live, area: NodeRef<html::Textarea>, turn: RwSignal<u32>) -> Self {
        let kept = Self {
            live,
            area,
            turn,
            touched: StoredValue::new(false),
            writes: StoredValue::new(0),
            note: RwSignal::new(None),
        };
        let saved = Memo::new(move |_| live.view.with(|view| view.opened.clone()));
        Effect::new(move |before: Option<String>| {
            let now = saved.get();
            if before.is_some_and(|before| before != now) {
                if kept.touched.get_value() {
                    kept.note.set(Some("This film was changed elsewhere meanwhile. What you wrote is here; saving it asks before anything is replaced."));
                } else {
                    turn.update(|turn| *turn += 1);
                }
            }
            now
        });
        kept
    }

    fn key(self) -> String {
        format!("form-{}", self.live.id)
    }

    fn form(self) -> Option<HtmlFormElement> {
        self.area.try_get_untracked().flatten().and_then(|area| area.form())
    }

    fn keep(self) {
        if let (Some(storage), Some(form)) = (storage(), self.form())
            && let Ok(body) = encode(&form, None)
        {
            let _ = storage.set_item(&self.key(), &body);
        }
    }

    /// Something was written.
    pub fn touch(self) {
        // Typed in the moment in which the page is left.
        if self.touched.try_set_value(true).is_some() {
            return;
        }
        let write = self.writes.with_value(|n| n + 1);
        self.writes.set_value(write);
        let length = self.area.get_untracked().map_or(0, |area| area.text_length() as usize);
        if length < LONG {
            self.keep();
        } else {
            let still = move || {
                if self.writes.try_get_value() == Some(write) {
                    self.keep();
                }
            };
            set_timeout(still, Duration::from_millis(400));
        }
    }

    /// It is saved, or not wanted any more.
    pub fn forget(self) {
        self.touched.try_set_value(false);
        self.writes.try_update_value(|n| *n += 1);
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.key());
        }
    }

    /// Fills the form with what is saved.
    pub fn put_back(self) {
        self.forget();
        self.turn.update(|turn| *turn += 1);
    }

    /// What there is to say of it, with the way back to what is saved.
    pub fn says(self) -> impl IntoView {
        move || {
            self.note.get().map(|words| {
                view! {
                    <span>{words}</span>
                    <button type="button" class="small quiet" on:click=move |_| self.put_back()>"Put it back"</button>
                }
            })
        }
    }

    /// Puts into the form what was written in it the last time and not saved; gives who says what by it, and the other
    /// answers, where there is something.
    pub fn bring(self) -> Option<[Option<String>; 2]> {
        // Typed before the program was there: nothing older takes its place.
        if self.area.get_untracked().is_some_and(|area| area.default_value().is_ok_and(|had| had != area.value())) {
            self.touch();
            return None;
        }
        let kept = storage()?.get_item(&self.key()).ok()??;
        let form = self.form()?;
        if encode(&form, None).is_ok_and(|now| written(&now).eq(written(&kept))) {
            self.forget();
            return None;
        }
        let fields = web_sys::UrlSearchParams::new_with_str(&kept).ok()?;
        let elements = form.elements();
        for element in (0..elements.length()).filter_map(|at| elements.item(at)) {
            put(&element, &fields);
        }
        self.touched.set_value(true);
        self.note.set(Some("What you changed the last time is here, and not saved yet."));
        Some(["form[speakers]", "form[answers]"].map(|name| fields.get(name)))
    }
}

/// What a form holds of a person's: neither the name of its page nor when its film was opened.
fn written(body: &str) -> impl Iterator<Item = &str> {
    let of_page = |field: &str| ["form%5Bpage%5D=", "form%5Bopened%5D="].iter().any(|name| field.starts_with(name));
    body.split('&').filter(move |field| !of_page(field))
}

fn put(element: &web_sys::Element, fields: &web_sys::UrlSearchParams) {
    if let Some(field) = element.dyn_ref::<HtmlTextAreaElement>() {
        let value = fields.get(&field.name());
        value.into_iter().for_each(|value| field.set_value(&value));
    } else if let Some(field) = element.dyn_ref::<HtmlSelectElement>() {
        let value = fields.get(&field.name());
        value.into_iter().for_each(|value| field.set_value(&value));
    } else if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        match (field.type_().as_str(), fields.get(&field.name())) {
            ("checkbox", value) => field.set_checked(value.is_some()),
            ("file" | "submit" | "radio", _) | (_, None) => {}
            (_, Some(value)) => field.set_value(&value),
        }
    }
}

/// What the browser keeps for this site; nothing where a person forbids it.
pub fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
