//! Logging in and registering: plain forms that the server answers.

use crate::ui::Title;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the server's error code means to a person.
fn sentence(code: &str) -> &'static str {
    match code {
        "wrong" => "The address or the password is not right. Check both and try again.",
        "taken" => "There is an account with this address already. Log in instead.",
        "short" => "The password is too short. Use at least ten characters.",
        "invalid" => "The address does not look like an email address. Check it and try again.",
        "wait" => "Too many tries. Wait a minute, then try again.",
        _ => "That did not work. Please try again.",
    }
}

#[component]
fn Frame(register: bool) -> impl IntoView {
    let query = use_query_map();
    let error = move || query.read().get("error").map(|code| sentence(&code));
    // Only a path of our own: never a way out to a stranger's site.
    let next = move || {
        query
            .read()
            .get("next")
            .filter(|next| next.starts_with('/') && !next.starts_with("//"))
            .unwrap_or_else(|| "/".to_owned())
    };
    let other = move || format!("/{}?next={}", if register { "login" } else { "register" }, next());
    let (title, action, verb) =
        if register { ("Make an account", "/auth/register", "Register") } else { ("Log in", "/auth/login", "Log in") };
    view! {
        <Title text=title />
        <main id="main" class="account">
            <div class="account-lead" aria-hidden="true">
                <svg viewBox="0 0 240 135" width="240" height="135"><use href="/icons.svg#lamp"></use></svg>
            </div>
            <h1>{title}</h1>
            <p class="lead">{if register { "A script goes in, a finished film comes out. The first draft of every film is free." } else { "Back to the cutting room." }}</p>
            {move || error().map(|sentence| view! { <p class="problem" role="alert" id="problem">{sentence}</p> })}
            <form action=action method="post">
                <input type="hidden" name="next" value=next />
                {register
                    .then(|| {
                        view! {
                            <label class="field">
                                <span class="label">"Name"</span>
                                <input name="name" autocomplete="name" required=true maxlength="80" />
                            </label>
                        }
                    })}
                <label class="field">
                    <span class="label">"Email"</span>
                    <input type="email" name="email" autocomplete="email" required=true maxlength="200" />
                </label>
                <label class="field">
                    <span class="label">"Password" {register.then(|| view! { <span class="unit">"at least 10 characters"</span> })}</span>
                    <input
                        type="password"
                        name="password"
                        autocomplete=if register { "new-password" } else { "current-password" }
                        required=true
                        minlength=register.then_some("10")
                        maxlength="200"
                    />
                </label>
                <button class="primary wide" type="submit">{verb}</button>
            </form>
            <p class="after">
                {if register { "You have an account? " } else { "New here? " }}
                <a href=other>{if register { "Log in" } else { "Make an account" }}</a>
            </p>
        </main>
    }
}

#[component]
pub fn Login() -> impl IntoView {
    view! { <Frame register=false /> }
}

#[component]
pub fn Register() -> impl IntoView {
    view! { <Frame register=true /> }
}
