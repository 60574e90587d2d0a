//! API tokens: for programs that make films for their person.

use crate::{
    api::tokens::{MakeToken, OwnTokens, RevokeToken, list_tokens},
    asked::ask,
    ui::{Act, Input, Skeleton, Tick, Trouble, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::token::TokenView;

#[component]
pub fn Tokens(admin: bool) -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let tokens = ask(move || changes.get(), |_| list_tokens());
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <section class="group" id="tokens">
            <h2>"API tokens"</h2>
            <p>"With a token, a program of yours makes films and fetches them. It is sent in the header Authorization, and never in an address."</p>
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    match tokens.await {
                        Ok(own) => view! { <Own own done /> }.into_any(),
                        Err(problem) => view! { <Trouble problem /> }.into_any(),
                    }
                })}
            </Suspense>
            <details>
                <summary>"Make a token"</summary>
                <Act to=MakeToken::PATH fields=Vec::new() class="stack" done=done reset=true>
                    <Input label="What it is for" name="name" value=String::new() required=true />
                    <Tick label="Look at films and jobs" name="read" checked=true />
                    <Tick label="Change what costs nothing" name="write" checked=false />
                    <Tick label="Start and stop films: this can spend money" name="film" checked=true />
                    {admin.then(|| view! { <Tick label="Speak for people of another product" name="admin" checked=false /> })}
                    <Tick label="For tests: its films are drawn here and cost nothing" name="test" checked=false />
                    <div class="row">
                        <Input label="At most a day" unit="$" name="day" placeholder="no limit" value=String::new() />
                        <Input label="At most a film" unit="$" name="job" placeholder="no limit" value=String::new() />
                        <Input label="Good for" unit="days" name="days" placeholder="90" value=String::new() />
                    </div>
                    <button type="submit" class="primary">"Make the token"</button>
                </Act>
            </details>
        </section>
    }
}

#[component]
fn Own(own: OwnTokens, done: Callback<()>) -> impl IntoView {
    let OwnTokens { tokens, made } = own;
    view! {
        {made.map(|made| view! {
            <div class="told" role="status">
                <p>"Copy the token now: it is shown only this once."</p>
                <input readonly=true aria-label="The token" value=made />
            </div>
        })}
        {tokens.is_empty().then(|| view! { <p class="dim">"You have no tokens."</p> })}
        <ul class="people">{tokens.into_iter().map(|token| view! { <Token token done /> }).collect_view()}</ul>
    }
}

#[component]
fn Token(token: TokenView, done: Callback<()>) -> impl IntoView {
    let day = |at: &Option<String>| at.as_deref().and_then(|at| at.get(..10)).map(str::to_owned);
    let limit =
        |cents: Option<i64>, of: &str| cents.map(|cents| format!(" · {} {of}", money(cents))).unwrap_or_default();
    let kind = if token.test { " · for tests" } else { "" };
    let used = day(&token.last_used_at).map_or_else(|| "never used".to_owned(), |day| format!("last used {day}"));
    let until = day(&token.expires_at).map(|day| format!("{} {day}", if token.expired { "expired" } else { "until" }));
    let facts = format!(
        "{}… · {}{kind}{}{} · {used} · {}",
        token.shown,
        token.scopes.join(", "),
        limit(token.day_cents, "a day"),
        limit(token.job_cents, "a film"),
        until.unwrap_or_default()
    );
    view! {
        <li>
            <div><strong>{token.name}</strong><small class="dim">{facts}</small></div>
            <Act to=RevokeToken::PATH fields=vec![("token", token.id.to_string())] done=done>
                <button type="submit" class="small">"Revoke"</button>
            </Act>
        </li>
    }
}
