//! A form that changes something. Without JavaScript the browser posts it and comes back; with it the same form is posted in
//! the background, and the page's signals follow.

use super::field::settle;
use crate::{Problem, live::Live, post::post};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::{JsCast, JsValue};

/// One sentence at a time, above the page.
#[derive(Clone, Copy)]
pub struct Toast(pub RwSignal<Option<String>>);

impl Toast {
    pub fn say(self, sentence: impl Into<String>) {
        self.0.set(Some(sentence.into()));
    }
}

/// A form with hidden fields and whatever is inside it.
#[component]
pub fn Act(
    /// The path of the server function.
    to: &'static str,
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] fields: Signal<Vec<(&'static str, String)>>,
    /// Called when it was done, before the page follows.
    #[prop(optional, into)]
    done: Option<Callback<()>>,
    /// Called when it was done and another page is shown.
    #[prop(optional, into)]
    left: Option<Callback<()>>,
    /// Empties the form when it was done.
    #[prop(optional)]
    reset: bool,
    children: Children,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let live = use_context::<Live>();
    let toast = use_context::<Toast>();
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        let Some(form) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlFormElement>().ok()) else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let body = encode(&form, event.submitter().as_ref());
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = match body {
                Ok(body) => post_form(to, &body).await,
                Err(_) => Err(Problem::offline()),
            };
            // What was on the page may be gone by now.
            busy.try_set(false);
            match answer {
                Ok(place) => {
                    if let Some(toast) = toast {
                        toast.0.try_set(None);
                    }
                    if let Some(done) = done {
                        done.try_run(());
                    }
                    if reset {
                        form.reset();
                    } else {
                        settle(&form);
                    }
                    match place {
                        Some(place) => {
                            if let Some(left) = left {
                                left.try_run(());
                            }
                            navigate(&place, NavigateOptions::default());
                        }
                        None => {
                            if let Some(live) = live {
                                live.refresh();
                            }
                        }
                    }
                }
                Err(problem) => {
                    if let Some(toast) = toast {
                        toast.0.try_set(Some(problem.sentence));
                    }
                }
            }
        });
    };
    let hidden = move || {
        fields
            .get()
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
    view! {
        <form action=to method="post" class=class aria-busy=move || busy.get().then_some("true") on:submit=submit>
            {hidden}
            {children()}
        </form>
    }
}

/// The form as the browser would post it, with the pressed button's own field.
pub fn encode(form: &web_sys::HtmlFormElement, button: Option<&web_sys::HtmlElement>) -> Result<String, JsValue> {
    let data = web_sys::FormData::new_with_form(form)?;
    if let Some(button) =
        button.and_then(|b| b.dyn_ref::<web_sys::HtmlButtonElement>()).filter(|b| !b.name().is_empty())
    {
        data.append_with_str(&button.name(), &button.value())?;
    }
    let params = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data)?;
    Ok(params.to_string().into())
}

/// Posts an encoded form in the background. Gives the place to go to, if the answer names one.
pub async fn post_form(to: &str, body: &str) -> Result<Option<String>, Problem> {
    let answer = post(to, "application/x-www-form-urlencoded", &JsValue::from_str(body)).await?;
    if answer.is_ok() {
        return Ok(answer.place);
    }
    if answer.status == 401
        && let Some(place) = &answer.place
    {
        let _leaving = window().location().set_href(place);
    }
    Err(answer.problem("Something went wrong on our side. Nothing is lost; please try again."))
}
