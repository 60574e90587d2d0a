//! A form that changes something. Without JavaScript the browser posts it and comes back; with it the same form is posted in
//! the background, and the page's signals follow.

use crate::{Problem, live::Live};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

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
            busy.try_set(false);
            match answer {
                Ok(place) => {
                    if let Some(toast) = toast {
                        toast.0.try_set(None);
                    }
                    if let Some(done) = done {
                        done.run(());
                    }
                    if reset {
                        form.reset();
                    }
                    match place {
                        Some(place) => navigate(&place, NavigateOptions::default()),
                        None => {
                            if let Some(live) = live {
                                live.refresh();
                            }
                        }
                    }
                }
                Err(problem) => {
                    if let Some(toast) = toast {
                        toast.say(problem.sentence);
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
fn encode(form: &web_sys::HtmlFormElement, button: Option<&web_sys::HtmlElement>) -> Result<String, JsValue> {
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
async fn post_form(to: &str, body: &str) -> Result<Option<String>, Problem> {
    send(to, body).await.unwrap_or_else(|_| Err(Problem::offline()))
}

async fn send(to: &str, body: &str) -> Result<Result<Option<String>, Problem>, JsValue> {
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(body));
    let request = web_sys::Request::new_with_str_and_init(to, &init)?;
    request.headers().set("Content-Type", "application/x-www-form-urlencoded")?;
    request.headers().set("Accept", "application/json")?;
    let response: web_sys::Response = JsFuture::from(window().fetch_with_request(&request)).await?.dyn_into()?;
    let place = response.headers().get("Location")?;
    if response.ok() {
        return Ok(Ok(place));
    }
    if response.status() == 401
        && let Some(place) = place
    {
        window().location().set_href(&place)?;
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok(Err(serde_json::from_str(&text).unwrap_or_else(|_| {
        Problem::new(response.status(), "Something went wrong on our side. Nothing is lost; please try again.")
    })))
}
