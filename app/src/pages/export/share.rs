//! Links that show the film to guests.

use crate::{
    api::shares::{MakeShare, RevokeShare, Shares, list_shares},
    asked::ask,
    live::Live,
    ui::{Act, Choice, Icon, Input, Tick, Trouble, When},
};
use leptos::{html, prelude::*, server_fn::ServerFn};
use model::ShareView;

/// Makes a link, shows its address once, and lists those that open.
#[component]
pub fn Share(live: Live, ready: Signal<bool>) -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let shares = ask(move || changes.get(), move |_| list_shares(live.id));
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <section class="group" id="share">
            <h2>"Share a link"</h2>
            <p>"A small page with the film, its captions and scenes. Whoever has the link can see it, without an account."</p>
            {move || ready.get().then(|| view! { <NewLink live done /> })}
            {move || (!ready.get()).then(|| view! { <p class="dim">"The film can be shared when it is made."</p> })}
            <Transition fallback=|| ()>
                {move || Suspend::new(async move {
                    match shares.await {
                        Ok(shares) => view! { <Links live shares done /> }.into_any(),
                        Err(problem) => view! { <Trouble problem /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn NewLink(live: Live, done: Callback<()>) -> impl IntoView {
    let lasts = [("7", "a week"), ("30", "30 days"), ("90", "90 days"), ("365", "a year"), ("0", "until revoked")];
    let lasts = lasts.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect();
    view! {
        <Act to=MakeShare::PATH fields=vec![("id", live.id.to_string())] class="stack new-share" done=done reset=true>
            <div class="row">
                <Input label="For" unit="you alone see this" name="label" placeholder="the producer" value=String::new() />
                <Choice label="Opens for" name="days" options=lasts value="30".to_owned() />
            </div>
            <details>
                <summary>"Password, download, comments"</summary>
                <div class="stack">
                    <Input label="Password" unit="6 characters or more; empty for none" name="password" value=String::new() />
                    <Tick label="Guests may download the film" name="download" checked=false />
                    <Tick label="Guests may write comments" name="comments" checked=false hint="They appear in the editing room, at their time." />
                </div>
            </details>
            <button type="submit">"Make a link"</button>
        </Act>
    }
}

#[component]
fn Links(live: Live, shares: Shares, done: Callback<()>) -> impl IntoView {
    let Shares { links, link, open_comments } = shares;
    let room = format!("/projects/{}/edit?tab=comments", live.id);
    view! {
        {link.map(|link| view! { <Made link /> })}
        {(open_comments > 0).then(|| view! {
            <p class="hint waits">
                <a href=room>{format!("{open_comments} comment{} of guests to look at", if open_comments == 1 { "" } else { "s" })}</a>
            </p>
        })}
        <ul class="people shares">{links.into_iter().map(|link| view! { <Link live link done /> }).collect_view()}</ul>
    }
}

/// The address of a link that was just made.
#[component]
fn Made(link: String) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let copied = RwSignal::new(false);
    let text = StoredValue::new(link.clone());
    let copy = move |_| {
        // Where the page was not fetched securely there is no clipboard: then the address is at least selected.
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        let navigator = js_sys::Reflect::get(&window(), &"navigator".into());
        let clipboard = navigator.and_then(|navigator| js_sys::Reflect::get(&navigator, &"clipboard".into()));
        let written = clipboard.and_then(|clipboard| {
            let write = js_sys::Reflect::get(&clipboard, &"writeText".into())?;
            js_sys::Function::from(write).call1(&clipboard, &text.get_value().into())
        });
        copied.set(written.is_ok());
    };
    view! {
        <section class="told" role="status">
            <p>"This is the link. It is shown only now: copy it before you leave this page."</p>
            <div class="copy">
                <input readonly=true aria-label="The link" value=link.clone() node_ref=field />
                <button type="button" class="with-script" on:click=copy>{move || if copied.get() { "Copied" } else { "Copy" }}</button>
                <a class="button" href=link rel="external" target="_blank"><Icon name="play" />"Open"</a>
            </div>
        </section>
    }
}

#[component]
fn Link(live: Live, link: ShareView, done: Callback<()>) -> impl IntoView {
    let ShareView { id, label, has_password, download, comments, expires_at, opened, opened_at, .. } = link;
    let until = expires_at.map_or_else(
        || "opens until you revoke it".to_owned(),
        |at| format!("until {}", at.get(..10).unwrap_or_default()),
    );
    let facts = [(has_password, " · password"), (download, " · may download"), (comments, " · may comment")];
    let facts: String = facts.iter().filter(|(is, _)| *is).map(|(_, words)| *words).collect();
    let times = match opened {
        0 => "never opened".to_owned(),
        1 => "opened once, ".to_owned(),
        n => format!("opened {n} times, last "),
    };
    view! {
        <li>
            <div>
                <strong>{if label.is_empty() { "A link".to_owned() } else { label }}</strong>
                <small class="dim">{until}{facts}</small>
                <small class="dim">{times}{opened_at.map(|at| view! { <When at=at /> })}</small>
            </div>
            <Act to=RevokeShare::PATH fields=vec![("id", live.id.to_string()), ("share", id.to_string())] done=done>
                <button type="submit" class="small">"Revoke"</button>
            </Act>
        </li>
    }
}
