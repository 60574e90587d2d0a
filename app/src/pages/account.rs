//! Logging in and registering: plain forms that the server answers.

use crate::{
    api::session::sign_up,
    asked::ask,
    ui::{Choice, SampleFilm, Skeleton, Title, Trouble},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::people::{Registration, SignUpView};

/// What the server's error code means to a person.
fn sentence(code: &str) -> &'static str {
    match code {
        "wrong" => "The address or the password is not right. Check both and try again.",
        "taken" => "No account could be made with this address. If it is yours already, log in instead.",
        "short" => "The password is too short. Use at least ten characters.",
        "common" | "simple" => {
            "This password is guessed first. Four words that have nothing to do with each other are good."
        }
        "personal" => "The password holds your address's name or the studio's. Choose another.",
        "invalid" => "The address does not look like an email address. Check it and try again.",
        "wait" => "Too many tries. Wait a minute, then try again.",
        "by_invitation" => "Nobody can make an account here without an invitation. Ask an administrator for one.",
        "closed" => "This studio takes no new accounts.",
        "token" => "The set-up token is not right. It is in the studio's log, or what STUDIO_SETUP_TOKEN says.",
        "set_up" => "This studio is set up already. Log in instead.",
        "invitation" => "This invitation cannot be used any more. Ask for another one.",
        "invited_other" => "This invitation is for another email address.",
        "link" => "This link cannot be used any more. Ask an administrator for another one.",
        "disabled" => "This account is disabled. Ask an administrator of this studio.",
        _ => "That did not work. Please try again.",
    }
}

/// A field of the page's address.
fn of_address(name: &'static str) -> impl Fn() -> String + Copy + Send + Sync {
    let query = use_query_map();
    move || query.read().get(name).unwrap_or_default()
}

/// Only a path of our own: never a way out to a stranger's site.
fn next() -> impl Fn() -> String + Copy + Send + Sync {
    let next = of_address("next");
    move || {
        Some(next()).filter(|next| next.starts_with('/') && !next.starts_with("//")).unwrap_or_else(|| "/".to_owned())
    }
}

/// The shape of all these pages: the lamp, the heading, what went wrong, the form.
#[component]
fn Frame(title: &'static str, #[prop(into)] lead: String, children: Children) -> impl IntoView {
    let error = of_address("error");
    view! {
        <Title text=title />
        <main id="main" class="account">
            <div class="account-lead" aria-hidden="true">
                <svg viewBox="0 0 240 135" width="240" height="135"><use href="/icons.svg#lamp"></use></svg>
            </div>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            {move || Some(error()).filter(|code| !code.is_empty()).map(|code| view! { <p class="problem" role="alert" id="problem">{sentence(&code)}</p> })}
            {children()}
        </main>
    }
}

#[component]
fn NewPassword() -> impl IntoView {
    view! {
        <label class="field">
            <span class="label">"Password" <span class="unit">"at least 10 characters"</span></span>
            <input type="password" name="password" autocomplete="new-password" required=true minlength="10" maxlength="200" />
        </label>
    }
}

/// Logging in. Making an account is offered where anybody can.
#[component]
pub fn Login() -> impl IntoView {
    let (next, done) = (next(), of_address("done"));
    let lead = match done().as_str() {
        "reset" => "Your password is set. Log in with it.",
        "forgot" => "If there is such an account, a link is on its way to its address.",
        "deleted" => "Your account and your films are deleted.",
        _ => "Back to the cutting room.",
    };
    let sign_up = ask(|| (), |()| sign_up(String::new()));
    view! {
        <Frame title="Log in" lead=lead>
            <form action="/auth/login" method="post">
                <input type="hidden" name="next" value=next />
                <label class="field">
                    <span class="label">"Email"</span>
                    <input type="email" name="email" autocomplete="email" required=true maxlength="200" />
                </label>
                <label class="field">
                    <span class="label">"Password"</span>
                    <input type="password" name="password" autocomplete="current-password" required=true maxlength="200" />
                </label>
                <button class="primary wide" type="submit">"Log in"</button>
            </form>
            <Suspense>
                {move || Suspend::new(async move {
                    let sign_up = sign_up.await.unwrap_or_default();
                    view! {
                        {sign_up.forgot.then(|| view! { <Forgot /> })}
                        {sign_up.is_open().then(|| view! {
                            <p class="after">"New here? " <a href=move || format!("/register?next={}", next())>"Make an account"</a></p>
                        })}
                    }
                })}
            </Suspense>
            <SampleFilm />
        </Frame>
    }
}

/// A link for a new password, by mail.
#[component]
fn Forgot() -> impl IntoView {
    view! {
        <details class="after">
            <summary>"Forgot your password?"</summary>
            <form action="/auth/forgot" method="post">
                <label class="field">
                    <span class="label">"Email of your account"</span>
                    <input type="email" name="email" autocomplete="email" required=true maxlength="200" />
                </label>
                <button class="wide" type="submit">"Send a link"</button>
            </form>
        </details>
    }
}

#[component]
pub fn Register() -> impl IntoView {
    let invitation = of_address("invitation");
    let sign_up = ask(invitation, sign_up);
    view! {
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match sign_up.await {
                    Ok(sign_up) if sign_up.is_open() || sign_up.invitation.is_some() => {
                        view! { <NewAccount sign_up invitation=invitation() /> }.into_any()
                    }
                    Ok(sign_up) => view! { <Shut sign_up invitation=invitation() /> }.into_any(),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// Nobody gets in here without an invitation that is good.
#[component]
fn Shut(sign_up: SignUpView, invitation: String) -> impl IntoView {
    let lead = match sign_up.registration {
        _ if !invitation.is_empty() => sentence("invitation"),
        Registration::Closed => sentence("closed"),
        _ => sentence("by_invitation"),
    };
    view! {
        <Frame title="No new accounts" lead=lead>
            <p class="after">"You have an account? " <a href="/login">"Log in"</a></p>
        </Frame>
    }
}

#[component]
fn NewAccount(sign_up: SignUpView, invitation: String) -> impl IntoView {
    let next = next();
    let (title, lead, verb) = if sign_up.set_up {
        ("Set up this studio", "This first account is the administrator's.", "Set up the studio")
    } else {
        (
            "Make an account",
            "A script goes in, a finished film comes out. The first draft of every film is free.",
            "Register",
        )
    };
    let bound = sign_up.invitation.and_then(|invitation| invitation.email);
    let ways = [Registration::Invite, Registration::Open, Registration::Closed];
    let ways: Vec<_> = ways.iter().map(|way| (way.key().to_owned(), way.label().to_owned())).collect();
    view! {
        <Frame title=title lead=lead>
            <form action="/auth/register" method="post">
                <input type="hidden" name="next" value=next />
                <input type="hidden" name="invitation" value=invitation />
                {sign_up.needs_token.then(|| view! {
                    <label class="field">
                        <span class="label">"Set-up token" <span class="unit">"it is in the studio's log"</span></span>
                        <input name="token" autocomplete="off" required=true maxlength="200" />
                    </label>
                })}
                <label class="field">
                    <span class="label">"Name"</span>
                    <input name="name" autocomplete="name" required=true maxlength="80" />
                </label>
                <label class="field">
                    <span class="label">"Email"</span>
                    <input type="email" name="email" autocomplete="email" required=true maxlength="200" readonly=bound.is_some() value=bound />
                </label>
                <NewPassword />
                {(sign_up.set_up && !sign_up.overruled).then(|| view! {
                    <Choice label="Who else may register" name="registration" options=ways value=Registration::Invite.key().to_owned() />
                })}
                <button class="primary wide" type="submit">{verb}</button>
            </form>
            <p class="after">"You have an account? " <a href=move || format!("/login?next={}", next())>"Log in"</a></p>
        </Frame>
    }
}

/// A new password, by a link that an administrator made.
#[component]
pub fn Reset() -> impl IntoView {
    let token = of_address("token");
    view! {
        <Frame title="A new password" lead="You are logged out everywhere when it is set.">
            <form action="/auth/reset" method="post">
                <input type="hidden" name="token" value=token />
                <NewPassword />
                <button class="primary wide" type="submit">"Set the password"</button>
            </form>
        </Frame>
    }
}
