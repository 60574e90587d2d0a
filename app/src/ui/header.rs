//! The top of every page.

use super::{Act, Icon, Toast};
use crate::{api::session::SetTheme, visit::Visit};
use leptos::{prelude::*, server_fn::ServerFn};

/// The studio's name, the way to the films, and the account. Below it the place where a sentence appears.
#[component]
pub fn Header() -> impl IntoView {
    let toast = use_context::<Toast>();
    let visit = use_context::<Visit>();
    let account = move || {
        visit.map(|visit| {
            Suspend::new(async move {
                let session = visit.0.await.unwrap_or_default();
                match session.person {
                    Some(person) => view! { <Account name=person.name email=person.email admin=person.admin /> }.into_any(),
                    None => view! {
                        <a href="/login" rel="external">"Log in"</a>
                        {session.may_register.then(|| view! { <a class="button small" href="/register" rel="external">"Register"</a> })}
                    }
                    .into_any(),
                }
            })
        })
    };
    view! {
        <header class="top">
            <a class="brand" href="/">
                <svg width="26" height="26" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <use href="/icons.svg#mark"></use>
                </svg>
                <span>"Director Studio"</span>
            </a>
            <nav aria-label="Studio">
                <Suspense>{account}</Suspense>
            </nav>
        </header>
        <Suspense>
            {move || {
                visit
                    .map(|visit| Suspend::new(async move {
                        let flash = visit.0.await.ok().and_then(|session| session.flash);
                        toast.map(|toast| view! { <Notice toast flash /> })
                    }))
            }}
        </Suspense>
    }
}

/// The sentence of the last thing that could not be done.
#[component]
fn Notice(toast: Toast, flash: Option<String>) -> impl IntoView {
    if flash.is_some() {
        toast.0.set(flash);
    }
    view! {
        <div class="notice-place" role="alert">
            {move || {
                toast
                    .0
                    .get()
                    .map(|sentence| {
                        view! {
                            <div class="notice">
                                <Icon name="alert" />
                                <p>{sentence}</p>
                                <button type="button" class="quiet" aria-label="Close" on:click=move |_| toast.0.set(None)>
                                    <Icon name="close" />
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn Account(name: String, email: String, admin: bool) -> impl IntoView {
    let initial = name.chars().next().or(email.chars().next()).unwrap_or('·').to_uppercase().to_string();
    view! {
        <a href="/">"Films"</a>
        <details class="menu">
            <summary>
                <span class="face" aria-hidden="true">{initial}</span>
                <span class="visually-hidden">"Account of " {name.clone()}</span>
            </summary>
            <div class="sheet">
                <p class="who"><strong>{name}</strong><br /><span>{email}</span></p>
                <a href="/account">"Your account"</a>
                {admin.then(|| view! { <a href="/people">"People"</a><a href="/administration">"Administration"</a> })}
                <a href="/settings">"Settings"</a>
                <ThemeChoice />
                <form action="/auth/logout" method="post">
                    <button class="plain" type="submit">"Log out"</button>
                </form>
            </div>
        </details>
    }
}

/// Dark, light, or as the system is.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let choice = |theme: &'static str, words: &'static str| {
        view! {
            <Act to=SetTheme::PATH fields=vec![("theme", theme.to_owned())] done=move |()| show(theme)>
                <button type="submit" class="plain">{words}</button>
            </Act>
        }
    };
    view! {
        <div class="themes" role="group" aria-label="Theme">
            {choice("dark", "Dark")} {choice("light", "Light")} {choice("system", "System")}
        </div>
    }
}

fn show(theme: &str) {
    if let Some(root) = document().document_element() {
        let _ = match theme {
            "system" => root.remove_attribute("data-theme"),
            theme => root.set_attribute("data-theme", theme),
        };
    }
}
