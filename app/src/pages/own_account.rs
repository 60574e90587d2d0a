//! One's own account: name, password, where one is logged in, and the end of it.

use crate::{
    api::account::{AccountPage as View, ChangeName, ChangePassword, DeleteAccount, EndSessions, own_account},
    asked::ask,
    ui::{Act, Input, Skeleton, Title, Trouble, When, size},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::people::SessionView;

#[component]
pub fn OwnAccount() -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let account = ask(move || changes.get(), |_| own_account());
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <Title text="Your account" />
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match account.await {
                    Ok(view) => view! { <Whole view done /> }.into_any(),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Whole(view: View, done: Callback<()>) -> impl IntoView {
    let View { account, note } = view;
    let (member, sessions) = (account.member, account.sessions);
    let several = sessions.len() > 1;
    let goes = format!(
        "{} and {} ({}) are deleted with it, and so are your keys. The record of what was paid stays.",
        count(member.films, "film"),
        count(member.files, "file"),
        size(u64::try_from(member.bytes).unwrap_or_default())
    );
    view! {
        <main id="main" class="narrow">
            <h1>"Your account"</h1>
            {note.map(|note| view! { <p class="told" role="status">{note}</p> })}
            <section class="group">
                <h2>"Name"</h2>
                <p>{member.person.email.clone()}</p>
                <Act to=ChangeName::PATH fields=Vec::new() class="row" done=done>
                    <Input label="Name" name="name" value=member.person.name.clone() required=true />
                    <button type="submit">"Keep the name"</button>
                </Act>
            </section>
            <section class="group" id="password">
                <h2>"Password"</h2>
                <p>"With another password you are logged out everywhere else."</p>
                <Act to=ChangePassword::PATH fields=Vec::new() class="row" done=done reset=true>
                    <Input label="Present password" name="present" kind="password" value=String::new() required=true />
                    <Input label="New password" unit="at least 10 characters" name="new" kind="password" value=String::new() required=true />
                    <button type="submit">"Change the password"</button>
                </Act>
            </section>
            <section class="group" id="sessions">
                <h2>"Where you are logged in"</h2>
                <ul class="people">{sessions.into_iter().map(|session| view! { <Login session done /> }).collect_view()}</ul>
                {several.then(|| view! {
                    <Act to=EndSessions::PATH fields=Vec::new() done=done><button type="submit">"Log out everywhere else"</button></Act>
                })}
            </section>
            <section class="group" id="everything">
                <h2>"Take everything along"</h2>
                <p>"One file with all that you have here: every film as an archive that another studio can open, and your account, exports and destinations as text. Keys and passwords are not in it."</p>
                <p><a class="button" href="/account/everything.zip" download="" rel="external">"Download everything"</a></p>
            </section>
            <section class="group">
                <details class="danger">
                    <summary>"Delete the account"</summary>
                    <p>{goes}</p>
                    <Act to=DeleteAccount::PATH fields=Vec::new() class="stack">
                        <Input label="Your e-mail address, to confirm" name="confirmation" kind="email" value=String::new() required=true />
                        <Input label="Your password" name="password" kind="password" value=String::new() required=true />
                        <button type="submit" class="danger">"Delete my account and my films"</button>
                    </Act>
                </details>
            </section>
        </main>
    }
}

fn count(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[component]
fn Login(session: SessionView, done: Callback<()>) -> impl IntoView {
    let SessionView { id, begun_at, seen_at, browser, address, current } = session;
    let browser = if browser.is_empty() { "A browser".to_owned() } else { browser };
    view! {
        <li>
            <div>
                <strong>{browser}</strong>
                <small class="dim">{address}" · since " <When at=begun_at /> " · seen " <When at=seen_at /></small>
            </div>
            {if current {
                view! { <span class="badge made">"This one"</span> }.into_any()
            } else {
                view! {
                    <Act to=EndSessions::PATH fields=vec![("session", id)] done=done><button type="submit" class="small">"Log out"</button></Act>
                }.into_any()
            }}
        </li>
    }
}
